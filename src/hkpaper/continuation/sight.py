"""视野: what the pairs of one page's paragraphs are read off, gathered once: `edges` asks it of pair after pair.

Takes a page, its stories as told and as wholes; gives lines, joins, headlines and likeness by paragraph.
"""

from __future__ import annotations

from bisect import insort
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hkpaper.continuation import stories
from hkpaper.continuation.joins import Told
from hkpaper.continuation.pairs import Page
from hkpaper.continuation.titles import manners
from hkpaper.continuation.traits import Numbers
from hkpaper.continuation.wholes import Wholes

SHORT = 1.5  # ems by which a line falls short of its column


class Sight:
    """What the pairs of one page are read off."""

    def __init__(self, page: Page, told: Told, held: Wholes) -> None:
        self.page, self.told, self.held = page, told, held
        lines = page.lines
        self.head = np.array([paragraph[0] for paragraph in held.paragraphs], np.intp)
        self.end = np.array([paragraph[-1] for paragraph in held.paragraphs], np.intp)
        self.joins = {join.upper: join for story in told.stories for join in story.joins}
        whole = held.upto.at(held.last)
        self.fit, self.near = held.headlines.alike(held.upto)
        self.fit_since, self.near_since = held.headlines.alike(held.since)
        self.fit_alone, self.near_alone = held.headlines.alike(held.alone)
        self.others = held.upto.alike(whole)
        self.others_since = held.since.alike(whole)
        self.below = np.full(len(lines.texts) + 1, -1)
        self.below[list(held.titles.below)] = np.arange(len(held.titles.below))
        self.manner = manners(held.titles, self.fit[:, held.last], self.head[held.first])
        measure, width = lines.measure, lines.width
        short = (width < measure - SHORT) & ~lines.closed
        self.measure = _medians(held, measure), _medians(held, measure, -1)
        self.ragged, self.wide = _means(held, short), _means(held, width)
        self.loose = stories.loose(page, told.before)
        self.asides = np.r_[0, np.cumsum(told.aside)]
        self.above, self.under = _run(told.aside), _run(told.aside[::-1])[::-1]


def _medians(held: Wholes, values: Numbers, step: int = 1) -> Numbers:
    """Return the medians over the lines of a story up to each paragraph, or (`step` -1) from it on."""
    found = np.zeros(len(held.paragraphs), np.float32)
    for first, last in zip(held.first.tolist(), held.last.tolist(), strict=True):
        known: list[float] = []
        for at in range(first, last + 1)[::step]:
            for value in values[list(held.paragraphs[at])].tolist():
                insort(known, value)
            found[at] = (known[(len(known) - 1) // 2] + known[len(known) // 2]) / 2
    return found


def _means(held: Wholes, values: NDArray[Any]) -> tuple[Numbers, Numbers]:
    """Return the means over the lines of a story up to each paragraph, and from it on."""
    size = np.array([len(paragraph) for paragraph in held.paragraphs])
    ends = np.cumsum(size)
    begins = ends - size
    flat = np.array([line for paragraph in held.paragraphs for line in paragraph], np.intp)
    sums = np.r_[0, np.cumsum(values[flat], dtype=np.float64)]
    first, last = begins[held.first[held.story]], ends[held.last[held.story]]
    upto = (sums[ends] - sums[first]) / (ends - first)
    since = (sums[last] - sums[begins]) / (last - begins)
    return upto.astype(np.float32), since.astype(np.float32)


def _run(aside: NDArray[np.bool_]) -> NDArray[np.int_]:
    """Return how many asides stand right before each line."""
    numbers = np.arange(len(aside))
    return np.asarray(numbers - 1 - np.r_[-1, np.maximum.accumulate(np.where(aside, -1, numbers))[:-1]])
