"""实情: what is plainly so of a line and of each that might follow it, as `hkpaper explain` tells it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hkpaper.continuation import pairs, stories
from hkpaper.continuation.pairs import Page
from hkpaper.continuation.traits import Numbers

MARKS = [pairs.NAMES.index(name) for name in pairs.MARKS]
ALIKE, TITLES = (len(pairs.NAMES) + stories.BETWEEN.index(name) for name in ("alike in pairs", "titles between"))


def facts_of(page: Page, upper: int, lower: Sequence[int], shown: Numbers) -> list[dict[str, object]]:
    """Return what is plainly so of a line and each of some others: how far apart, how wide, how they read together.

    ``shown`` is the evidence of these pairs (columns: `pairs.NAMES`, and more).
    """
    lines, heads = page.lines, np.array(lower, np.intp)
    tails = np.full_like(heads, upper)
    sense = page.sense.gains(tails, heads).sum(axis=1)
    seen = np.expm1(page.cache.evidence(tails, heads))
    marks = shown[:, MARKS]
    return [
        {
            "apart": low - upper,
            "blocks": int(page.block[low] - page.block[upper]),
            "measure": [float(lines.measure[upper]), float(lines.measure[low])],
            "width": [float(lines.width[upper]), float(lines.width[low])],
            "sense": float(sense[at]),
            "seen": round(float(seen[at, 0])),
            "by_chance": float(seen[at, -1]),
            "marks": [name for name, mark in zip(pairs.MARKS, marks[at], strict=True) if mark],
        }
        for at, low in enumerate(lower)
    ]


def add_topics(facts: list[dict[str, object]], shown: Numbers) -> None:
    """Add what the questions of strands also see: how alike two strands are, and how many titles stand between."""
    for at, fact in enumerate(facts):
        fact["alike"] = float(shown[at, ALIKE]) / 4
        fact["titles"] = round(4 * float(shown[at, TITLES]))
