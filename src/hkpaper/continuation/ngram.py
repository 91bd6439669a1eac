"""字链: a counted character n-gram model, memory-mapped: how likely is a character after the ones before it?

One file, read where it lies: a header, the characters it knows, their own probabilities, and a hash
table of all longer n-grams. A slot of the table is six bytes: thirty-two bits of the n-gram's hash, its
log probability and its back-off weight, each in eight bits; the n-gram itself is not stored.
Everything is asked for in whole arrays, since a page asks some ten thousand questions.
"""

from __future__ import annotations

import json
import mmap
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hkpaper.errors import ModelError
from hkpaper.lexicon import DATA

MAGIC = b"hkpngram"
VERSION = 1
SLOTS = 8  # of one bucket: 32 bytes of marks, within one line of a processor's cache
STEP = 0.0625  # nats that one unit of a stored eight-bit number stands for
HEAD = 3  # characters of a line that are asked about
CHUNK = 1 << 16  # pairs at a time: their temporaries stay in a processor's cache
VARIABLE = "HKPAPER_MODEL"
SHIPPED = DATA / "chars.ngram"

FOLDED = str.maketrans(
    "，．：；？！（）“”‘’〔〕【】［］—–―－0123456789０１２３４５６７８９"
    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    ",.:;?!()\"\"''()()()----" + "0" * 20 + "a" * 52,
)

Ids = NDArray[np.uint64]
Numbers = NDArray[np.float32]


def normal(text: str) -> str:
    """Return a text as the model counts it: marks folded, digits and Latin letters each one class, no space.

    >>> normal("2025年5月，“虹口” App")
    '0000年0月,"虹口"aaa'
    """
    return "".join(text.translate(FOLDED).split())


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
    return first.astype(np.int64), second.astype(np.int64), mark


class Model:
    """An opened model. ``order`` is the length of its longest n-grams; ``card`` says what it was counted from."""

    def __init__(self, path: Path) -> None:
        try:
            with path.open("rb") as file:
                data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError) as error:
            raise ModelError(f"{path}: the model cannot be read: {error}") from error
        if data[:8] != MAGIC:
            raise ModelError(f"{path}: this is no model of hkpaper (make one with hkpaper train)")
        try:
            self._lay_out(data, path)
        except (ValueError, KeyError) as error:
            raise ModelError(f"{path}: the model is cut short or damaged (make it anew with hkpaper train)") from error

    def _lay_out(self, data: mmap.mmap, path: Path) -> None:
        at = 12 + int.from_bytes(data[8:12], "little")
        self.card: dict[str, Any] = json.loads(data[12:at])
        if self.card["version"] != VERSION:
            raise ModelError(
                f"{path}: version {self.card['version']} of the model's form; this hkpaper reads {VERSION}"
            )
        self.order: int = self.card["order"]
        count, self.buckets = self.card["characters"], self.card["buckets"]
        at += -at % 64
        self.characters = np.frombuffer(data, "<u4", count, at)
        self.alone = np.frombuffer(data, "<f4", 2 * (count + 1), at + 4 * count).reshape(2, -1)
        at += 12 * count + 8
        at += -at % 64
        slots = self.buckets * SLOTS
        self.marks = np.frombuffer(data, "<u4", slots, at).reshape(-1, SLOTS)
        self.values = np.frombuffer(data, "<u2", slots, at + 4 * slots)

    def ids(self, text: str) -> Ids:
        """Return the number of each character of a `normal` text; 0 is one that the model does not know."""
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        found = np.searchsorted(self.characters, points)
        found[found == len(self.characters)] = 0
        return np.where(self.characters[found] == points, found + 1, 0).astype(np.uint64)

    def look_up(self, hashes: Ids) -> tuple[NDArray[np.intp], Numbers, Numbers]:
        """Return which of the n-grams are held, and their log probabilities and back-off weights in nats."""
        first, second, mark = places(hashes, self.buckets)
        found, slots = _hits(self.marks, first, mark)
        missing = np.ones(len(hashes), bool)
        missing[found] = False
        rest = np.flatnonzero(missing)
        more, others = _hits(self.marks, second.take(rest), mark.take(rest))
        value = self.values.take(np.concatenate([slots, others]))
        return np.concatenate([found, rest.take(more)]), _nats(value >> 8), _nats(value & 255)

    def log_probability(self, following: Ids, before: Ids) -> Numbers:
        """Return log P of each character in `following` (n) after its column of `before` (any number, n), in nats.

        The first row of `before` is the nearest character; a 0 in it ends the context.
        """
        result: Numbers = self.alone[0, following.astype(np.intp)].astype(np.float32)
        ngram, context = mixed(np.zeros_like(following), following), np.zeros_like(following)
        rows = np.flatnonzero(following)
        for back, char in enumerate(before[: self.order - 1]):
            rows = rows[char[rows] > 0]
            ngram, context = mixed(ngram, char), mixed(context, char)
            if back:
                held, _, weight = self.look_up(context[rows])
                result[rows[held]] += weight
            else:
                result[rows] += self.alone[1, char[rows].astype(np.intp)]
            held, chance, _ = self.look_up(ngram[rows])
            result[rows[held]] = chance
        return result

    def gains(
        self, tails: Sequence[str], heads: Sequence[str], upper: NDArray[np.intp], lower: NDArray[np.intp]
    ) -> Numbers:
        """Return how much each upper line's tail raises the log probability of each lower line's first characters.

        `upper` and `lower` are numbers of lines in `tails` and `heads`, pair by pair; the answer (pairs, 3) is
        log P(character | the tail and the head before it) - log P(character | the head before it), in nats, and 0
        where the head has ended or the model does not know the character.
        """
        edges = self._edges(tails, heads)
        result = np.zeros((HEAD, len(upper)), np.float32)
        for start in range(0, len(upper), CHUNK):
            part = slice(start, start + CHUNK)
            self._gain(edges, upper[part], lower[part], result[:, part])
        return result.T

    def _edges(self, tails: Sequence[str], heads: Sequence[str]) -> _Edges:
        before = self._table([normal(tail)[: -self.order : -1] for tail in tails], self.order - 1)
        after = self._table([normal(head)[:HEAD] for head in heads], HEAD)
        weights = np.zeros(before.shape, np.float32)
        weights[0] = self.alone[1, before[0].astype(np.intp)] * (before[0] > 0)
        context = mixed(np.zeros_like(before[0]), before[0])
        for back in range(1, len(before)):
            context = mixed(context, before[back])
            held, _, weights[back, held] = self.look_up(context)
        seeds = np.zeros_like(after)
        for column in range(HEAD):
            for char in after[column::-1]:
                seeds[column] = mixed(seeds[column], char)
        base = [self.log_probability(after[column], after[:column][::-1]) for column in range(HEAD)]
        return _Edges(before, weights, seeds, np.stack(base), after > 0)

    def _table(self, texts: Sequence[str], length: int) -> Ids:
        """Return the numbers of the characters of short texts, a column for each, 0 where one is shorter."""
        flat = self.ids("".join(text.ljust(length, "\0") for text in texts))
        return np.ascontiguousarray(flat.reshape(-1, length).T)

    def _gain(self, edges: _Edges, upper: NDArray[np.intp], lower: NDArray[np.intp], result: Numbers) -> None:
        """Fill in the gains of some pairs.

        An n-gram is held only where the two n-grams one character shorter are, so that nearly all pairs are done
        with after their first question; each column's n-grams are the contexts of the next column.
        """
        contexts: list[tuple[NDArray[np.intp] | slice, Numbers]]
        contexts = [(slice(None), weight.take(upper)) for weight in edges.weights]
        for column in range(min(HEAD, self.order - 1)):
            held: list[tuple[NDArray[np.intp] | slice, Numbers]] = []
            gain, seeds, base = result[column], edges.seeds[column], edges.base[column]
            shorter = np.ones(len(upper), bool)
            for back in range(self.order - 1 - column):
                rows, weight = contexts[back]
                gain[rows] += weight
                asked = np.flatnonzero(shorter) if isinstance(rows, slice) else rows[shorter.take(rows)]
                above = upper.take(asked)
                hashes = seeds.take(lower.take(asked))
                for char in edges.before[: back + 1]:
                    hashes = mixed(hashes, char.take(above))
                hits, chance, weight = self.look_up(hashes)
                found = asked.take(hits)
                gain[found] = chance - base.take(lower.take(found))
                shorter[:] = False
                shorter[found] = True
                held.append((found, weight))
            contexts = held
            gain *= edges.known[column].take(lower)


class _Edges(NamedTuple):
    """What gains ask of each tail and each head by itself; a row for each character, a column for each line."""

    before: Ids  # the tail's characters, from its last
    weights: Numbers  # the back-off weight of its last character, its last two, …
    seeds: Ids  # the hash of the head's first character, its first two, …
    base: Numbers  # log P of each of the head's characters after those before it
    known: NDArray[np.bool_]


def _hits(
    marks: NDArray[np.uint32], buckets: NDArray[np.int64], mark: NDArray[np.uint32]
) -> tuple[NDArray[np.intp], NDArray[np.int64]]:
    """Return which marks stand in their buckets, and in which slots of the table."""
    equal = marks.take(buckets, axis=0) == mark[:, None]
    rows = np.flatnonzero(equal.view(np.uint64)[:, 0])
    return rows, buckets.take(rows) * SLOTS + equal.take(rows, axis=0).argmax(axis=1)


def _nats(stored: NDArray[np.uint16]) -> Numbers:
    return stored.astype(np.float32) * np.float32(-STEP)


def chosen() -> Path:
    """Return the model to use: the one that the environment names, or the shipped one."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else SHIPPED


@cache
def opened(path: Path) -> Model:
    """Return the model at `path`, mapped once."""
    return Model(path)
