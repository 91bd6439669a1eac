"""词表: the tables under ``data/``, by name, read once; a paper's profile may add rows to them.

What is worked out from a table is kept by `cached`, so that it is forgotten when `use` changes what the tables hold.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import ParamSpec, TypeVar, cast

from hkpaper.errors import HkpaperError

DATA = Path(__file__).parent / "data"

P = ParamSpec("P")
R = TypeVar("R")
Rows = tuple[tuple[str, ...], ...]
_forget: list[Callable[[], None]] = []
_added: dict[str, Rows] = {}


def cached(function: Callable[P, R]) -> Callable[P, R]:
    """Keep what a function returns until the tables change."""
    return remembered(cast("Callable[P, R]", cache(function)))


def remembered(function: Callable[P, R]) -> Callable[P, R]:
    """Have what a caching function keeps forgotten when the tables change."""
    _forget.append(function.cache_clear)  # type: ignore[attr-defined]
    return function


def use(added: Mapping[str, Rows]) -> None:
    """Let the tables hold these rows besides their own, and no others; costs nothing where that changes nothing."""
    if added != _added:
        _added.clear()
        _added.update(added)
        for forget in _forget:
            forget()


@cached
def rows(name: str) -> Rows:
    """Return the rows of table `name`: tab-separated fields, without comments and empty lines.

    >>> rows("confusions")[0]
    ('一', '—')
    """
    own = shipped(name)
    known = {row[0] for row in own}
    return own + tuple(row for row in _added.get(name, ()) if row[0] not in known)


@cache
def shipped(name: str) -> Rows:
    """Return the rows that hkpaper itself ships."""
    table: list[tuple[str, ...]] = []
    for number, line in enumerate((DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = tuple(line.split("\t"))
        if not fields[0]:
            raise HkpaperError(f"{name}.tsv:{number}: the row has no word (put the word before the first tab)")
        table.append(fields)
    return tuple(table)


@cached
def words(name: str) -> tuple[str, ...]:
    """Return the first field of each row, the longest first, so that an alternation prefers it."""
    return tuple(sorted((row[0] for row in rows(name)), key=lambda word: (-len(word), word)))


@cached
def alternation(name: str) -> str:
    """Return the table's words as a pattern that matches any of them."""
    import re

    return "|".join(re.escape(word) for word in words(name))
