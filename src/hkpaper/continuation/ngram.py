"""字链: a counted character n-gram model, memory-mapped: how likely is a character after the ones before it?

One file, read where it lies: a header, the characters it knows, their own probabilities, and a hash
table of all longer n-grams. A slot of the table is four bytes: sixteen bits of the n-gram's hash,
its log probability and its back-off weight, each in eight bits; the n-gram itself is not stored.
Everything is asked for in whole arrays, since a page asks some ten thousand questions.
"""

from __future__ import annotations

import json
import mmap
import os
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hkpaper.errors import ModelError
from hkpaper.lexicon import DATA

MAGIC = b"hkpngram"
VERSION = 1
SLOTS = 8  # of one bucket: 32 bytes, within one line of a processor's cache
STEP = 0.0625  # nats that one unit of a stored eight-bit number stands for
VARIABLE = "HKPAPER_MODEL"
SHIPPED = DATA / "chars.ngram"
FOLDED = str.maketrans("，：；？！（）“”‘’〔〕【】［］—–―－", ",:;?!()\"\"''()()()----")
DIGIT, LETTER = "0", "a"

Ids = NDArray[np.uint64]
Numbers = NDArray[np.float32]


def normal(text: str) -> str:
    """Return a text as the model counts it: marks folded, digits and Latin letters each one class, no space.

    >>> normal("2025年5月，“虹口” App")
    '0000年0月,"虹口"aaa'
    """
    folded = "".join(text.translate(FOLDED).split())
    if folded.isascii() or any("0" <= char <= "z" for char in folded):
        return "".join(
            DIGIT if char.isdecimal() else LETTER if char.isascii() and char.isalpha() else char for char in folded
        )
    return folded


def mixed(hashes: Ids, ids: Ids) -> Ids:
    """Return the hashes of n-grams one character longer at the left: that character's `ids` mixed in."""
    with np.errstate(over="ignore"):
        found = (hashes ^ (ids + np.uint64(1))) * np.uint64(0x9E3779B97F4A7C15)
    found ^= found >> np.uint64(29)
    return found


def places(hashes: Ids, buckets: int) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.uint16]]:
    """Return for each hash its two buckets and the sixteen bits that stand for it there (never 0)."""
    first = ((hashes & np.uint64(0xFFFFFFFF)) * np.uint64(buckets)) >> np.uint64(32)
    second = (
        (((hashes >> np.uint64(16)) * np.uint64(0x85EBCA6B)) & np.uint64(0xFFFFFFFF)) * np.uint64(buckets)
    ) >> np.uint64(32)
    mark = (hashes >> np.uint64(48)).astype(np.uint16)
    mark[mark == 0] = 1
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
        at = 12 + int.from_bytes(data[8:12], "little")
        self.card: dict[str, Any] = json.loads(data[12:at])
        if self.card.get("version") != VERSION:
            raise ModelError(
                f"{path}: version {self.card.get('version')} of the model's form; this hkpaper reads {VERSION}"
            )
        self.order: int = self.card["order"]
        count, self.buckets = self.card["characters"], self.card["buckets"]
        at += -at % 64
        self.characters = np.frombuffer(data, "<u4", count, at)
        self.alone = np.frombuffer(data, "<f4", 2 * (count + 1), at + 4 * count).reshape(2, -1)
        at += 12 * count + 8
        at += -at % 64
        table = np.frombuffer(data, "<u2", self.buckets * SLOTS * 2, at)
        self.marks = table[: self.buckets * SLOTS].reshape(-1, SLOTS)
        self.values = table[self.buckets * SLOTS :]

    def ids(self, text: str) -> Ids:
        """Return the number of each character of a `normal` text; 0 is one that the model does not know."""
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
        found = np.searchsorted(self.characters, points)
        found[found == len(self.characters)] = 0
        known = self.characters[found] == points
        return np.where(known, found + 1, 0).astype(np.uint64)

    def look_up(self, hashes: Ids) -> tuple[NDArray[np.bool_], Numbers, Numbers]:
        """Return for each n-gram whether it is held, its log probability and its back-off weight, in nats."""
        first, second, mark = places(hashes, self.buckets)
        hit = self.marks[first] == mark[:, None]
        held = hit.any(axis=1)
        slot = first * SLOTS + hit.argmax(axis=1)
        rest = np.flatnonzero(~held)
        hit = self.marks[second[rest]] == mark[rest, None]
        held[rest] = hit.any(axis=1)
        slot[rest] = second[rest] * SLOTS + hit.argmax(axis=1)
        value = np.where(held, self.values[slot], 0)
        return held, (value >> 8).astype(np.float32) * -STEP, (value & 255).astype(np.float32) * -STEP

    def log_probability(self, following: Ids, before: Ids) -> Numbers:
        """Return log P of each character in `following` (n) after the row of `before` (n, order - 1), in nats.

        The last column of `before` is the nearest character; a 0 in it ends the context.
        """
        result = self.alone[0, following.astype(np.int64)].astype(np.float32)
        ngram = mixed(np.zeros_like(following), following)
        context = np.zeros_like(following)
        live = following > 0
        for back in range(min(self.order - 1, before.shape[1])):
            char = before[:, -1 - back]
            live = live & (char > 0)
            if not live.any():
                break
            ngram, context = mixed(ngram, char), mixed(context, char)
            weight = self.look_up(context)[2] if back else self.alone[1, char.astype(np.int64)]
            held, chance, _ = self.look_up(ngram)
            result = np.where(live, np.where(held, chance, result + weight), result)
        return result


def chosen() -> Path:
    """Return the model to use: the one that the environment names, or the shipped one."""
    named = os.environ.get(VARIABLE)
    return Path(named) if named else SHIPPED


@cache
def opened(path: Path) -> Model:
    """Return the model at `path`, mapped once."""
    return Model(path)
