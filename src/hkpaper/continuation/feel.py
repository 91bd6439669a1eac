"""语感: a small learned sense of which characters go on from which: for joins that no count has seen.

Two towers: one reads the last characters of a line, the other the first of another, each as a few dozen numbers;
their product says how well the second goes on from the first. Counts know what was seen; this knows what is alike.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from hkpaper.continuation import weights
from hkpaper.continuation.ngram import normal
from hkpaper.lexicon import DATA

SHIPPED = DATA / "feel.weights"
TAIL, HEAD = 5, 4  # characters that each tower reads, from the break on

Numbers = NDArray[np.float32]
Ids = NDArray[np.intp]


class Feel:
    """The two towers as shipped."""

    def __init__(self, path: Path) -> None:
        self.held, self.card = weights.read(path)
        self.characters = self.held["characters"].astype(np.uint32)

    def matrix(self, texts: Sequence[str]) -> Numbers:
        """Return (lines, lines) log shares, up to a constant a row, of each line being read after each other."""
        lines = [normal(text) for text in texts]
        uppers = self._tower("tail", self._ids([line[: -TAIL - 1 : -1] for line in lines], TAIL))
        lowers = self._tower("head", self._ids([line[:HEAD] for line in lines], HEAD))
        found: Numbers = uppers[:, :-1] @ lowers[:, :-1].T
        found += uppers[:, -1:]
        found += lowers[:, -1]
        return found

    def _ids(self, texts: Sequence[str], length: int) -> Ids:
        """Return the numbers of the characters of short texts, a row for each, 0 for what is not known or not there."""
        points = np.frombuffer("".join(text.ljust(length, "\0") for text in texts).encode("utf-32-le", "surrogatepass"), "<u4")
        found = np.minimum(np.searchsorted(self.characters, points), len(self.characters) - 1)
        return np.where(self.characters[found] == points, found + 1, 0).reshape(-1, length)

    def _tower(self, name: str, ids: Ids) -> Numbers:
        """Return the numbers of each row of characters, and last its bias."""
        seen = self.held["characters.meaning"][ids].reshape(len(ids), -1)
        hidden = np.maximum(seen @ self.held[f"{name}.w"] + self.held[f"{name}.b"], 0)
        found: Numbers = hidden @ self.held[f"{name}.out"]
        return found


@cache
def shipped() -> Feel:
    """Return the towers that hkpaper ships, read once."""
    return Feel(SHIPPED)


def shares(matrix: Numbers) -> tuple[Numbers, Numbers]:
    """Return a page's matrix as log shares among each row's, and among each column's, lines; a line's own is left out."""
    found = matrix.copy()
    np.fill_diagonal(found, -np.inf)
    rows = _log_sum(found, 1) if len(found) > 1 else np.zeros((len(found), 1), np.float32)
    columns = _log_sum(found, 0) if len(found) > 1 else np.zeros((1, len(found)), np.float32)
    return matrix - rows, matrix - columns


def _log_sum(table: Numbers, axis: int) -> Numbers:
    top = table.max(axis=axis, keepdims=True)
    found: Numbers = top + np.log(np.exp(table - top).sum(axis=axis, keepdims=True))
    return found
