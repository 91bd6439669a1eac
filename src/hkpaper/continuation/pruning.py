"""删减: which n-grams of a counted model to keep where not all find room: those that say most beside the shorter ones.

Takes the n-grams of each length with their counts; gives which to keep, and the probabilities that this leaves.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hkpaper.continuation.table import Ids

TURNS = 40  # of halving the interval in which the worth of the least one kept is looked for
Counts = NDArray[np.float64]
Kept = NDArray[np.bool_]


class Level(NamedTuple):
    """The n-grams of one length, packed and sorted; what each is made of, by place among those one character shorter."""

    keys: Ids
    counts: Counts
    context: NDArray[np.intp]  # without the last character
    shorter: NDArray[np.intp]  # without the first
    total: Counts  # of each context: how often it was seen, and with how many characters after it


def probabilities(alone: Counts, levels: Sequence[Level], kept: Sequence[Kept]) -> tuple[list[Counts], list[Counts]]:
    """Return the probability of each n-gram, kept or not, by those that are kept; and the back-off weights.

    There is a back-off weight for each single character, for each n-gram of two, and so on to those of the greatest
    length, which have 1.
    """
    chances: list[Counts] = []
    backs: list[Counts] = []
    lower = alone
    for level, held in zip(levels, kept, strict=True):
        own = level.counts / level.total[level.context] * held
        back: Counts = 1.0 - np.bincount(level.context, own, len(lower)).astype(np.float64)
        lower = own + back[level.context] * lower[level.shorter]
        backs.append(back)
        chances.append(lower)
    return chances, [*backs, np.ones(len(lower))]


def pruned(alone: Counts, levels: Sequence[Level], most: int | None) -> list[Kept]:
    """Return which n-grams of each length to keep, `most` at most in all; an n-gram's shorter ones at either end stay with it.

    What one is worth is how often it was seen times how much less likely it would be without it (Seymore & Rosenfeld 1996).
    """
    every = [np.ones(len(level.keys), bool) for level in levels]
    if most is None or sum(map(len, every)) <= most:
        return every
    worth = _worth(alone, levels, every)
    low, high = 0.0, max(float(each.max(initial=0.0)) for each in worth) + 1.0
    for _ in range(TURNS):
        middle = (low + high) / 2
        if sum(int(held.sum()) for held in _closed(levels, worth, middle)) > most:
            low = middle
        else:
            high = middle
    return _closed(levels, worth, high)


def _worth(alone: Counts, levels: Sequence[Level], every: Sequence[Kept]) -> list[Counts]:
    chances, backs = probabilities(alone, levels, every)
    found = []
    for level, chance, back, lower in zip(levels, chances, backs, [alone, *chances], strict=False):
        own = level.counts / level.total[level.context]
        found.append(level.counts * np.log(chance / ((back[level.context] + own) * lower[level.shorter])))
    return found


def _closed(levels: Sequence[Level], worth: Sequence[Counts], least: float) -> list[Kept]:
    """Return the n-grams worth so much, and what these are made of."""
    kept = [each >= least for each in worth]
    for shorter, level, held in zip(kept[-2::-1], levels[:0:-1], kept[:0:-1], strict=True):
        shorter[level.context[held]] = True
        shorter[level.shorter[held]] = True
    return kept
