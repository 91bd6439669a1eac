"""接: the stories of a page, line by line, with the joins that make them: what `segment` and the last check are told.

Takes a page with the first question answered, and its strands; gives the stories that the second and the third question
leave, how sure each join is, whether a paragraph ends there, and which line might follow instead.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hkpaper.continuation import confidence, grid, questions
from hkpaper.continuation.cover import chains
from hkpaper.continuation.questions import First, Stitched
from hkpaper.continuation.stories import AROUND, Before
from hkpaper.continuation.strands import Strands

WEAK = 0.6  # below this probability a join is kept with a doubt
INSIDE = 0.5  # how sure a join is that somebody else made: it was not weighed


class Join(NamedTuple):
    """Two lines read one after the other, by place on the page: how surely, and the log odds of a paragraph's end."""

    upper: int
    lower: int
    sure: float
    parts: float
    rival: int | None = None  # the line that might follow instead


class Story(NamedTuple):
    """A story of one page: its lines by place on the page, in reading order, the joins between them, and how surely it is
    parted from what was taken for one with it.
    """

    lines: tuple[int, ...]
    joins: tuple[Join, ...]
    apart: float = 1.0


class Told(NamedTuple):
    """The stories of a page, which of its lines are no running text, and the third answer, as a question after it sees it."""

    stories: tuple[Story, ...]
    aside: NDArray[np.bool_]
    before: Before


def told(asked: First, strands: Strands) -> Told:
    """Ask the second and the third question of a page; its strands must hold a line at least."""
    answer = questions.second(asked, strands)
    return told_of(asked, answer, questions.third(asked, answer))


def told_of(asked: First, second: Stitched, third: Stitched) -> Told:
    """Return the stories that the answers to the questions of a page leave."""
    within = _within(asked, second.strands) | {join.upper: join for join in _between("story", second).values()}
    strands = third.strands
    aside = strands.aside.copy()
    for at in np.flatnonzero(third.cover.aside).tolist():
        aside[list(strands.lines[at])] = True  # of all that were joined on the way
    between = _between("whole", third)
    found: list[Story] = []
    for chain in chains(third.cover.after, third.cover.aside):
        lines = tuple(line for strand in chain for line in strands.lines[strand])
        found.append(Story(lines, tuple(_joins(within, between, strands, chain))))
    return Told(tuple(found), aside, questions.before_of(third))


def _within(asked: First, strands: Strands) -> dict[int, Join]:
    """Return the joins inside strands, by their upper line."""
    ends = [(upper, lower) for strand in strands.lines for upper, lower in pairwise(strand)]
    upper, lower = np.array(ends, np.intp).reshape(-1, 2).T
    found = questions.line_joins(asked, upper, lower)
    sure = np.where(found.weighed, found.sure, INSIDE).tolist()
    parts = np.where(found.weighed, found.parts, 0.0).tolist()
    rivals = [_rival(asked, *pair) if odds < WEAK else None for pair, odds in zip(ends, sure, strict=True)]
    return {pair[0]: Join(*pair, *rest) for pair, *rest in zip(ends, sure, parts, rivals, strict=True)}


def _rival(asked: First, upper: int, lower: int) -> int | None:
    """Return the line that might follow instead; None where the next line of the dump was taken without a question."""
    runs = asked.runs
    run = int(np.searchsorted(runs.last, upper))
    if runs.last[run] != upper:
        return None
    best = _runner_up(asked.cover.gains[run], run, int(np.searchsorted(runs.first, lower)))
    return None if best is None else int(runs.first[best])


def _runner_up(gains: Mapping[int, float], *taken: int) -> int | None:
    """Return the best of what else was weighed."""
    rivals = {to: gain for to, gain in gains.items() if to not in taken}
    return max(rivals, key=lambda to: (rivals[to], -to)) if rivals else None


def _joins(
    within: Mapping[int, Join], between: Mapping[int, Join], strands: Strands, chain: Sequence[int]
) -> Iterator[Join]:
    """Yield the joins of a story, line by line, in reading order."""
    for at, strand in enumerate(chain):
        for upper in strands.lines[strand][:-1]:
            yield within[upper]
        if at + 1 < len(chain):
            yield between[strand]


def _between(question: str, answer: Stitched) -> dict[int, Join]:
    """Return the joins of strands, by the upper strand."""
    opinion, lines, after = answer.opinions[-1], answer.strands.lines, answer.cover.after
    upper = np.flatnonzero(after >= 0)
    at = upper, grid.column_of(AROUND, after[upper] - upper)
    sure = confidence.join(question, *confidence.odds(opinion.succ[at], opinion.pred[at])).tolist()
    found: dict[int, Join] = {}
    for strand, odds, parts in zip(upper.tolist(), sure, opinion.breaks[at].tolist(), strict=True):
        following = int(after[strand])
        best = _runner_up(answer.cover.gains[strand], strand, following)
        rival = None if best is None else lines[best][0]
        found[strand] = Join(lines[strand][-1], lines[following][0], odds, parts, rival)
    return found
