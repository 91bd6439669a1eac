"""散列: a hash table of n-grams in whole arrays: their hashes in, log probabilities and back-off weights out.

A slot is six bytes: thirty-two bits of the n-gram's hash, its log probability and its back-off weight, each in eight
bits. The n-gram itself is not stored. A bucket is eight slots; each n-gram stands in one of its two buckets.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

SLOTS = 8  # of one bucket: 32 bytes of marks, within one line of a processor's cache
STEP = 0.0625  # nats that one unit of a stored eight-bit number stands for
FULL = 0.95  # of the table's slots; above, n-grams push each other round for too long
TURNS = 500  # of pushing, before a larger table is tried

Ids = NDArray[np.uint64]
Numbers = NDArray[np.float32]


class Table(NamedTuple):
    """Marks (buckets, slots), and a value for each slot."""

    marks: NDArray[np.uint32]
    values: NDArray[np.uint16]

    def look_up(self, hashes: Ids) -> tuple[NDArray[np.intp], Numbers, Numbers]:
        """Return which of the n-grams are held, and their log probabilities and back-off weights in nats."""
        first, second, mark = places(hashes, len(self.marks))
        found, slots = _hits(self.marks, first, mark)
        missing = np.ones(len(hashes), bool)
        missing[found] = False
        rest = missing.nonzero()[0]
        more, others = _hits(self.marks, second.take(rest), mark.take(rest))
        value = self.values.take(np.concatenate([slots, others]))
        return np.concatenate([found, rest.take(more)]), _nats(value >> 8), _nats(value & 255)

    def tobytes(self) -> bytes:
        """Return the bytes that `mapped` reads."""
        return self.marks.astype("<u4").tobytes() + self.values.astype("<u2").tobytes()


def mapped(data: Any, buckets: int, at: int) -> Table:
    """Return the table that lies at an offset of a buffer."""
    slots = buckets * SLOTS
    marks = np.frombuffer(data, "<u4", slots, at).reshape(-1, SLOTS)
    return Table(marks, np.frombuffer(data, "<u2", slots, at + 4 * slots))


def mixed(hashes: Ids, ids: Ids) -> Ids:
    """Return the hashes of n-grams one character longer at the left: that character's `ids` mixed in."""
    found = (hashes ^ (ids + np.uint64(1))) * np.uint64(0x9E3779B97F4A7C15)
    found ^= found >> np.uint64(29)
    return found


def places(hashes: Ids, buckets: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint32]]:
    """Return for each hash its two buckets and the thirty-two bits that stand for it there (never 0)."""
    low, size = np.uint64(0xFFFFFFFF), np.uint64(buckets)
    first = (hashes & low) * size >> np.uint64(32)
    second = ((hashes >> np.uint64(16)) * np.uint64(0x85EBCA6B) & low) * size >> np.uint64(32)
    mark = np.maximum((hashes >> np.uint64(32)).astype(np.uint32), 1)
    return first.view(np.int64), second.view(np.int64), mark


def filled(hashes: Ids, chances: NDArray[np.float64], backs: NDArray[np.float64]) -> Table:
    """Return the smallest table that the n-grams fit in; `chances` and `backs` are probabilities and weights.

    >>> hashes = mixed(np.zeros(100, np.uint64), np.arange(100, dtype=np.uint64))
    >>> table = filled(hashes, np.full(100, 0.5), np.ones(100))
    >>> held, chances, _ = table.look_up(np.array([hashes[7], 5], np.uint64))
    >>> held.tolist(), chances.tolist()
    ([0], [-0.6875])
    """
    values = (_units(chances) << 8 | _units(backs)).astype(np.uint16)
    buckets = int(len(hashes) / SLOTS / FULL) + 1
    while (table := _filled(hashes, values, buckets)) is None:
        buckets += buckets // 50 + 1
    return table


def _filled(hashes: Ids, values: NDArray[np.uint16], buckets: int) -> Table | None:
    """Return a table of so many buckets, or None where the n-grams do not find room in it.

    Cuckoo hashing, all n-grams at once: one that finds its bucket full takes a place there, and the one that stood
    in it goes to its own other bucket in the next round.
    """
    first, second, mark = places(hashes, buckets)
    holds = np.full(buckets * SLOTS, -1, np.int64)
    used = np.zeros(buckets, np.int64)
    items, where = np.arange(len(hashes)), first
    for turn in range(TURNS):
        order = np.argsort(where, kind="stable")
        items, where = items[order], where[order]
        begins = np.flatnonzero(np.diff(where, prepend=-1))
        rank = used[where] + np.arange(len(where)) - np.repeat(begins, np.diff(begins, append=len(where)))
        moves = (rank < SLOTS) | (used[where] == SLOTS) & (rank < 2 * SLOTS)
        slot = (where * SLOTS + np.where(rank < SLOTS, rank, (rank + turn) % SLOTS))[moves]
        out = holds[slot]
        holds[slot] = items[moves]
        used = np.minimum(used + np.bincount(where, minlength=buckets), SLOTS)
        bucket, out = slot[out >= 0] // SLOTS, out[out >= 0]
        items = np.concatenate([items[~moves], out])
        where = np.concatenate([where[~moves], first[out] + second[out] - bucket])
        if not len(items):
            held = np.flatnonzero(holds >= 0)
            marks, stored = np.zeros(len(holds), "<u4"), np.zeros(len(holds), "<u2")
            marks[held], stored[held] = mark[holds[held]], values[holds[held]]
            return Table(marks.reshape(-1, SLOTS), stored)
    return None


def _units(probabilities: NDArray[np.float64]) -> NDArray[np.uint16]:
    return np.clip(np.rint(-np.log(probabilities) / STEP), 0, 255).astype(np.uint16)


def _hits(
    marks: NDArray[np.uint32], buckets: NDArray[np.int64], mark: NDArray[np.uint32]
) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Return which marks stand in their buckets, and in which slots of the table."""
    equal = marks.take(buckets, axis=0) == mark[:, None]
    rows = equal.view(np.uint64)[:, 0].nonzero()[0]
    return rows, buckets.take(rows) * SLOTS + equal.take(rows, axis=0).argmax(axis=1)


def _nats(stored: NDArray[np.integer[Any]]) -> Numbers:
    return stored.astype(np.float32) * np.float32(-STEP)
