"""本期词: what the issue's own lines say of which characters follow which: its names are in no training text.

Counts the pairs, triples and fours of characters inside lines, never across their ends, so that a join under
question is no evidence for itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

Ids = NDArray[np.uint64]
Numbers = NDArray[np.float32]

BITS = 16
PARTS = ((1, 1), (2, 1), (1, 2), (2, 2))  # characters of the upper line's end and of the lower line's beginning
WIDTH = len(PARTS) + 1


class Cache:
    """The counts of an issue's lines, and the ends of each line as numbers."""

    def __init__(self, texts: Sequence[str]) -> None:
        points = np.frombuffer("".join(f"{text}\0" for text in texts).encode("utf-32-le", "surrogatepass"), "<u4")
        _, inverse = np.unique(points, return_inverse=True)
        ids = np.minimum(inverse.reshape(-1), (1 << BITS) - 1).astype(np.uint64)  # the end of a line is 0
        self.counts = {size: _counted(ids, size) for size in {sum(part) for part in PARTS}}
        self.singles = np.bincount(ids.astype(np.int64)).astype(np.float32)
        self.total = max(1.0, float(self.singles[1:].sum()))
        ends = np.fromiter(accumulate(len(text) + 1 for text in texts), np.int64, len(texts)) - 1
        starts = np.r_[0, ends[:-1] + 1] if len(ends) else ends
        self.last = [ids[ends - 1], np.where(ends - starts > 1, ids[ends - 2], np.uint64(0))]
        self.first = [ids[starts], np.where(ends - starts > 1, ids[np.minimum(starts + 1, len(ids) - 1)], np.uint64(0))]

    def part(self, start: int, stop: int) -> Cache:
        """Return the cache of some of the lines, which keeps the counts of all: a page's, with its issue's counts."""
        found = copy(self)
        found.last = [each[start:stop] for each in self.last]
        found.first = [each[start:stop] for each in self.first]
        return found

    @property
    def heads(self) -> Ids:
        """Return the first two characters of each line as one number."""
        found: Ids = self.first[0] << np.uint64(BITS) | self.first[1]
        return found

    def evidence(self, upper: NDArray[np.intp], lower: NDArray[np.intp]) -> Numbers:
        """Return for each pair of lines log(1 + count) of what stands across the join, by `PARTS`, and what chance expects.

        >>> names = Cache(["记者闻小溪", "说,闻小", "溪水"])
        >>> np.expm1(names.evidence(np.array([1]), np.array([2])))[0, :2].round().tolist()  # 小溪 once, 闻小溪 once
        [1.0, 1.0]
        """
        last, before = self.last[0][upper], self.last[1][upper]
        first, after = self.first[0][lower], self.first[1][lower]
        found = np.zeros((len(upper), WIDTH), np.float32)
        shift = np.uint64(BITS)
        pair = last << shift | first
        keys = (pair, before << (shift * np.uint64(2)) | pair, pair << shift | after)
        found[:, 0] = np.log1p(_look_up(self.counts[2], keys[0]))
        live = np.flatnonzero(found[:, 0])  # nothing longer was seen where the pair was not
        found[live, 1] = np.log1p(_look_up(self.counts[3], keys[1][live]))
        found[live, 2] = np.log1p(_look_up(self.counts[3], keys[2][live]))
        longest = before[live] << (shift * np.uint64(3)) | keys[2][live]
        found[live, 3] = np.log1p(_look_up(self.counts[4], longest))
        chance = self.singles[last.astype(np.int64)] * self.singles[first.astype(np.int64)] / self.total
        found[:, 4] = np.log1p(chance)
        return found


def _counted(ids: Ids, size: int) -> tuple[Ids, Numbers]:
    """Return the n-grams of a size that stand inside lines, sorted, and how often each does."""
    if len(ids) < size:
        return np.zeros(1, np.uint64), np.zeros(1, np.float32)
    keys = np.zeros(len(ids) - size + 1, np.uint64)
    inside = np.ones(len(keys), bool)
    for at in range(size):
        part = ids[at : at + len(keys)]
        keys = keys << np.uint64(BITS) | part
        inside &= part > 0
    found, counts = np.unique(keys[inside], return_counts=True)
    return np.r_[found, np.uint64(0)] if not len(found) else found, np.r_[counts, 0][: max(1, len(found))].astype(
        np.float32
    )


def _look_up(table: tuple[Ids, Numbers], keys: Ids) -> Numbers:
    found = np.minimum(np.searchsorted(table[0], keys), len(table[0]) - 1)
    return np.where(table[0][found] == keys, table[1][found], 0).astype(np.float32)
