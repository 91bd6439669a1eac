"""林: sums of small decision trees, as plain numbers: for questions whose many odd numbers no straight line parts.

A tree's leaves are the bits of a word, the leftmost the lowest; a split that sends a row to the right strikes out the leaves
on its left, and of those that no split strikes out the row's leaf is the lowest. So no tree is walked, all are read at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hkpaper.continuation.traits import Numbers

LEAVES = 16  # of a tree at most: the bits of a word
EVERY = (1 << LEAVES) - 1


class Forest(NamedTuple):
    """Trees: of each the number and the bound of each split, the leaves that are left to rows above the bound, and the
    leaves' values; and what all rows begin with.
    """

    feature: NDArray[np.intp]  # (trees, LEAVES - 1)
    bound: Numbers
    left: NDArray[np.uint16]
    value: Numbers  # (trees, LEAVES)
    base: float


def forest(weights: Mapping[str, NDArray[np.float32]], name: str) -> Forest:
    """Return the forest of a name in a file of weights."""
    feature, bound, left, value, base = (weights[f"{name}.{part}"] for part in (*Forest._fields,))
    return Forest(feature.astype(np.intp), bound, left.astype(np.uint16), value, float(base[0]))


def log_odds(trees: Forest, shown: Numbers) -> Numbers:
    """Return the log odds of each row of numbers.

    >>> split = np.array([[0] + [0] * 14]), np.array([[0.5] + [np.inf] * 14], np.float32)
    >>> tree = Forest(*split, np.array([[0b10] + [EVERY] * 14], np.uint16), np.array([[-1.0, 2.0] + [0.0] * 14]), 0.25)
    >>> log_odds(tree, np.array([[0.1], [0.9]], np.float32)).tolist()
    [-0.75, 2.25]
    """
    right = shown[:, trees.feature] > trees.bound
    alive = np.bitwise_and.reduce(np.where(right, trees.left, np.uint16(EVERY)), axis=2).astype(np.int32)
    leaf = np.log2(alive & -alive).astype(np.intp)
    found: Numbers = trees.base + trees.value[np.arange(len(trees.value)), leaf].sum(axis=1)
    return found
