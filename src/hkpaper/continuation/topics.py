"""话题: how much two strands of a page speak of the same thing: the rare pairs and triples of characters they share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]

SIZES = (2, 3)  # characters; pairs are words, triples are names
MOST = 4096  # n-grams weighed on a page, the rarest shared ones first
BITS = 21  # of a code point


def likeness(texts: Sequence[str]) -> list[Numbers]:
    """Return for each of `SIZES` the cosine (strands, strands) of weighted counts; one strand's own is 0.

    >>> pairs, triples = likeness(["春耕备耕", "抓紧春耕", "渡口停航"])
    >>> (pairs[0] > 0).tolist(), bool(triples.any())
    ([False, True, False], False)
    """
    points = np.frombuffer("".join(f"{text}\0" for text in texts).encode("utf-32-le", "surrogatepass"), "<u4").astype(
        np.uint64
    )
    owner = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
    return [_likeness(points, owner, len(texts), size) for size in SIZES]


def _likeness(points: NDArray[np.uint64], owner: NDArray[np.int_], count: int, size: int) -> Numbers:
    keys = np.zeros(max(0, len(points) - size + 1), np.uint64)
    words = np.ones(len(keys), bool)
    for at in range(size):
        part = points[at : at + len(keys)]
        keys = keys << np.uint64(BITS) | part
        latin = part | np.uint64(0x20)
        words &= (
            ((part >= 0x3400) & (part < 0xF900)) | (part >= 0x20000) | ((latin >= 0x61) & (latin <= 0x7A))
        )  # Han and Latin; marks and digits say little
    held = np.unique(np.stack([keys[words], owner[: len(keys)][words].astype(np.uint64)], axis=1), axis=0)
    if not len(held):
        return np.zeros((count, count), np.float32)
    _, which, spread = np.unique(held[:, 0], return_inverse=True, return_counts=True)
    which = which.reshape(-1)
    shared = spread >= 2
    rank = np.argsort(np.argsort(np.where(shared, spread, len(held)), kind="stable"), kind="stable")
    column = np.where(shared & (rank < MOST), rank, -1)
    keep = column[which] >= 0
    weight = np.log((count + 1) / spread).astype(np.float32)
    table = np.zeros((count, min(MOST, int(shared.sum()))), np.float32)
    table[held[keep, 1].astype(int), column[which[keep]]] = weight[which[keep]]
    length = np.zeros(count, np.float32)
    np.add.at(length, held[:, 1].astype(int), weight[which] ** 2)
    scale = 1 / np.sqrt(length + 8.0)
    found: Numbers = (table @ table.T) * scale[:, None] * scale[None, :]
    np.fill_diagonal(found, 0)
    return found
