"""权衡拟合: fit weights of named features by steps along the gradient of the likelihood; write them as a table.

The table is what `hkpaper.loglinear` reads: a feature a line, then its weight for each label.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ids = NDArray[np.intp]
RARE = 20  # features seen in fewer items are left out
BATCH = 64
RATE = 0.03


class Index:
    """Numbers of features, those seen often enough."""

    def __init__(self, seen: Iterable[Iterable[str]]) -> None:
        count = Counter(feature for features in seen for feature in set(features))
        self.names = sorted(name for name, times in count.items() if times >= RARE)
        self.number = {name: at for at, name in enumerate(self.names)}

    def of(self, features: Iterable[str]) -> Ids:
        """Return the numbers of features."""
        return np.array([self.number[name] for name in features if name in self.number], np.intp)


class Adam:
    """Steps along a gradient, each number at its own rate."""

    def __init__(self, *shapes: tuple[int, ...]) -> None:
        self.held = [np.zeros(shape) for shape in shapes]
        self.mean = [np.zeros(shape) for shape in shapes]
        self.square = [np.zeros(shape) for shape in shapes]
        self.steps = 0

    def step(self, gradients: Sequence[Floats], rate: float, decay: float) -> None:
        """Go one step; `decay` pulls the numbers to nought."""
        self.steps += 1
        for held, mean, square, found in zip(self.held, self.mean, self.square, gradients, strict=True):
            found += decay * held
            mean *= 0.9
            mean += 0.1 * found
            square *= 0.999
            square += 0.001 * found * found
            scale = np.sqrt(square / (1 - 0.999**self.steps)) + 1e-8
            held -= rate * mean / (1 - 0.9**self.steps) / scale


def descend(
    items: Sequence[Any], loss: Callable[..., float], epochs: int, decay: float, *shapes: tuple[int, ...]
) -> list[Floats]:
    """Return numbers of these shapes that make the items likeliest."""
    adam, chance = Adam(*shapes), random.Random(1)
    order = list(range(len(items)))
    steps = epochs * -(-len(items) // BATCH)
    for epoch in range(epochs):
        chance.shuffle(order)
        lost = 0.0
        for at in range(0, len(order), BATCH):
            gradients = [np.zeros(shape) for shape in shapes]
            batch = order[at : at + BATCH]
            lost += sum(loss(items[each], *adam.held, *gradients) for each in batch)
            for gradient in gradients:
                gradient /= len(batch)
            adam.step(gradients, RATE * (1 - adam.steps / steps) + 1e-4, decay)
        print(f"  epoch {epoch + 1}: {lost / len(items):.4f}", flush=True)
    return adam.held


def rounded(index: Index, held: Floats, least: float = 0.02) -> dict[str, list[float]]:
    """Return the weights that say something, in hundredths."""
    return {
        name: [round(float(each), 2) + 0.0 for each in own]
        for name, own in zip(index.names, held, strict=True)
        if np.abs(own).max() >= least
    }


def write(path: Path, held: Mapping[str, Sequence[float]], card: Sequence[str]) -> None:
    """Write weights as a table, under lines that say what they are."""
    rows = [f"{name}\t{' '.join(f'{each:g}' for each in own)}" for name, own in sorted(held.items())]
    path.write_text("".join(f"{row}\n" for row in [*(f"# {line}" for line in card), *rows]), encoding="utf-8")
