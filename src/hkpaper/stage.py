"""工序: what a stage is.

A stage is a function ``Issue -> Issue`` in a module of its own name, with the table it prints:

    COLUMNS = ("id", "iso", "start", "end")

    def dates(issue: Issue, *, option: str = "") -> Issue: ...
    def rows(issue: Issue) -> Iterator[Row]: ...

This file declares each one without importing it, so that a subcommand pays for nothing but itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import NamedTuple

from hkpaper.records import Issue

Cell = str | int | float | None | tuple[str, ...]
Row = tuple[Cell, ...]


class Stage(NamedTuple):
    """A stage by name: its trade word, what it does in one line, and what of an issue it needs and gives."""

    name: str
    trade: str
    summary: str
    needs: tuple[str, ...]
    gives: tuple[str, ...]
    options: tuple[str, ...] = ()

    def function(self) -> Callable[..., Issue]:
        """Import the stage's module and return its function."""
        found: Callable[..., Issue] = getattr(import_module(f"hkpaper.stages.{self.name}"), self.name)
        return found

    def columns(self) -> tuple[str, ...]:
        """Return the column names of the stage's own table."""
        found: tuple[str, ...] = import_module(f"hkpaper.stages.{self.name}").COLUMNS
        return found

    def rows(self, issue: Issue) -> Iterator[Row]:
        """Yield the rows of the stage's own table."""
        found: Iterator[Row] = import_module(f"hkpaper.stages.{self.name}").rows(issue)
        return found
