"""权衡: sums of learned weights of named features: small, readable, quick to load.

The file holds a feature and its weight a line, by part: what speaks for what can be read off it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from math import exp, log
from pathlib import Path

from hkpaper import lexicon

Weights = Mapping[str, Sequence[float]]
"""By feature: its weight for each of the labels that it speaks for, in the order of the model that asks."""


@cache
def shipped(name: str) -> dict[str, tuple[float, ...]]:
    """Return the weights of table `name` of the package."""
    return read(lexicon.DATA / f"{name}.weights.tsv")


def read(path: Path) -> dict[str, tuple[float, ...]]:
    """Return the weights of a file; its first lines say what they are."""
    found: dict[str, tuple[float, ...]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            feature, _, held = line.rpartition("\t")
            found[feature] = tuple(map(float, held.split(" ")))
    return found


def totals(weights: Weights, features: Iterable[str], labels: int, kind: str = "") -> list[float]:
    """Return what features speak for each label; a table of several models holds a feature under its `kind`."""
    get = weights.get
    before = f"{kind} " if kind else ""
    rows = [row for feature in features if (row := get(before + feature)) is not None]
    return list(map(sum, zip(*rows, strict=True))) if rows else [0.0] * labels


def log_sum(values: Iterable[float]) -> float:
    """Return the logarithm of a sum, given the terms' logarithms."""
    held = list(values)
    top = max(held)
    return top + log(sum([exp(value - top) for value in held]))


def step(value: float, *bounds: float) -> int:
    """Return how many bounds a value reaches: the class that it falls in.

    >>> step(7, 4, 8), step(8, 4, 8)
    (1, 2)
    """
    return bisect_right(bounds, value)
