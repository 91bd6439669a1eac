"""话题: how much two strands of a page speak of the same thing: the rare pairs and triples of characters they share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]

SIZES = (2, 3)  # characters; pairs are words, triples are names
MOST = 4096  # n-grams weighed on a page, the rarest shared ones first
BITS = 21  # of a code point
FAINT = 8.0  # added to a squared length: two words in common say little


def likeness(texts: Sequence[str]) -> list[Numbers]:
    """Return for each of `SIZES` the cosine (strands, strands) of weighted counts; one strand's own is 0.

    >>> pairs, triples = likeness(["春耕备耕", "抓紧春耕", "渡口停航"])
    >>> (pairs[0] > 0).tolist(), bool(triples.any())
    ([False, True, False], False)
    """
    return [_cosines(table, length) for table, length in held(texts)]


def held(texts: Sequence[str], most: int = MOST) -> list[tuple[Numbers, Numbers]]:
    """Return for each of `SIZES` the weights (texts, n-grams) of the n-grams that texts share, the rarest first and `most` of
    them, and the squared length (texts,) of all that each text holds.
    """
    points = np.frombuffer("".join(f"{text}\0" for text in texts).encode("utf-32-le", "surrogatepass"), "<u4")
    points = points.astype(np.uint64)
    owner = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
    latin = points | np.uint64(0x20)
    words = ((points >= 0x3400) & (points < 0xF900)) | (points >= 0x20000) | ((latin >= 0x61) & (latin <= 0x7A))
    return [_held(points, words, owner, len(texts), size, most) for size in SIZES]


def _held(
    points: NDArray[np.uint64], words: NDArray[np.bool_], owner: NDArray[np.int_], count: int, size: int, most: int
) -> tuple[Numbers, Numbers]:
    """Return the same for n-grams of one size; `words` are the characters that tell: marks and digits say little."""
    owners = np.uint64(max(1, count).bit_length())
    bits = np.uint64(min(BITS, (64 - int(owners)) // size))  # no fewer than 17: the characters that paper prints
    letters = np.minimum(points - (points >= 0x10000) * np.uint64(0x10000), (np.uint64(1) << bits) - np.uint64(1))
    keys = np.zeros(max(0, len(points) - size + 1), np.uint64)
    whole = np.ones(len(keys), bool)
    for at in range(size):
        keys = keys << bits | letters[at : at + len(keys)]
        whole &= words[at : at + len(keys)]
    both = np.sort((keys << owners | owner[: len(keys)].astype(np.uint64))[whole])  # those of one n-gram in order
    keys, owner = both >> owners, (both & ((np.uint64(1) << owners) - np.uint64(1))).astype(np.intp)
    fresh = np.r_[True, keys[1:] != keys[:-1]][: len(keys)]
    held = fresh | np.r_[True, owner[1:] != owner[:-1]][: len(keys)]  # each n-gram of a strand once
    which = (np.cumsum(fresh) - 1)[held]
    owner = owner[held]
    spread = np.bincount(which) if len(which) else np.zeros(0, int)
    weight = np.log((count + 1) / np.maximum(spread, 1)).astype(np.float32)
    shared = np.flatnonzero(spread >= 2)
    shared = shared[np.argsort(spread[shared].astype(np.uint16), kind="stable")][:most]
    column = np.full(len(spread), -1)
    column[shared] = np.arange(len(shared))
    keep = column[which] >= 0
    table: Numbers = np.zeros((count, len(shared)), np.float32)
    table[owner[keep], column[which[keep]]] = weight[which[keep]]
    return table, np.bincount(owner, weight[which] ** 2, count).astype(np.float32)


def scaled(table: Numbers, length: Numbers) -> Numbers:
    """Return weights of texts as vectors of about length 1; shorter where a text holds little."""
    found: Numbers = table * (1 / np.sqrt(length + FAINT)).astype(np.float32)[:, None]
    return found


def _cosines(table: Numbers, length: Numbers) -> Numbers:
    scale = (1 / np.sqrt(length + FAINT)).astype(np.float32)
    found: Numbers = (table @ table.T) * scale[:, None] * scale[None, :]
    np.fill_diagonal(found, 0)
    return found
