"""栏宽: the measure of the column each line stands in: the width on which most of its neighbours agree."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]

REACH = 8  # lines on either side that vouch for a line's measure
BINS = 90  # of half an em
RIVAL = 0.5  # of the most votes: where columns of two measures alternate, a line is of the narrowest that it fits
KNOWN = 3  # lines of a block that vouch for each other


def measures(
    width: Numbers, closed: NDArray[np.bool_], blocks: NDArray[np.int_], place: NDArray[np.int_], size: NDArray[np.int_]
) -> tuple[Numbers, Numbers, Numbers]:
    """Return each line's measure in ems, the share of votes it has, and how common the line's own width is.

    A block of three lines or more vouches for itself; a smaller one asks the lines near it that are at
    least as wide. The last line of a paragraph says little, the first of a block less than another.
    """
    count = len(width)
    if not count:
        return width, width, width
    bins = np.clip(np.rint(2 * width), 0, BINS - 1).astype(int)
    own = size >= KNOWN
    weight = np.where(closed, 0.25, np.where(own & (place == 0), 0.5, 1.0)).astype(np.float32)
    ballots, chosen, block = (np.pad(each, REACH) for each in (weight, bins, blocks))  # beyond the page nobody votes
    votes = np.zeros((count, BINS), np.float32)
    at = np.arange(count)
    for step in range(-REACH, REACH + 1):
        near = slice(REACH + step, REACH + step + count)
        counts = (~own | (block[near] == blocks)) / (1 + abs(step) / 4)
        if step == 0:
            counts = np.where(own, counts, 0.5 * counts)
        votes[at, chosen[near]] += ballots[near] * counts.astype(np.float32)
    votes[:, 1:-1] += votes[:, 2:] + votes[:, :-2]  # widths half an em apart agree
    votes[np.arange(BINS) < np.where(own, 0, bins - 2)[:, None]] = 0
    votes += 1e-6 * np.arange(BINS, dtype=np.float32)  # of two, the wider: lines are short more often than long
    top = votes.max(axis=1, keepdims=True)
    best = np.where(own, votes.argmax(axis=1), (votes >= RIVAL * top).argmax(axis=1))
    agreed = votes[np.arange(count), best] / (votes.sum(axis=1) / 3 + 1e-6)
    spread = np.bincount(bins, minlength=BINS + 2).astype(np.float32)
    common = (spread[bins] + spread[bins + 1] + spread[np.maximum(bins - 1, 0)]) / count
    return (best / 2).astype(np.float32), np.minimum(agreed, 1), common
