"""答卷: ask a page's questions once more and keep all that was weighed, for `reasons` to say why.

Takes an issue whose masthead is read; gives page by page the questions, their answers, and what the last look changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from hkpaper.continuation import check, joins, order, questions, stories, weights
from hkpaper.continuation.check import Edge
from hkpaper.continuation.cover import Cover
from hkpaper.continuation.net import Opinion
from hkpaper.continuation.ngram import Model
from hkpaper.continuation.order import REACH, Band
from hkpaper.continuation.pairs import Indices
from hkpaper.continuation.questions import First, Stitched
from hkpaper.continuation.stories import AROUND, Before
from hkpaper.continuation.strands import Strands
from hkpaper.continuation.traits import Numbers
from hkpaper.records import Issue

LINES, STRANDS, STORIES = "lines", "strands", "stories"  # the three questions
PART = {LINES: "order", STRANDS: "story", STORIES: "whole"}


class Weighed(NamedTuple):
    """One question of a page: its nodes, by their first and last lines, and what was answered."""

    name: str
    head: Indices
    end: Indices
    band: Band
    reach: Sequence[int]
    opinions: list[Opinion]
    cover: Cover
    lean: Numbers | float = 0.0  # what each node's loose start costs


class Answers(NamedTuple):
    """The questions of a page in turn, the first alone where there is no running text; by place on the page, what follows
    each line in the nodes of the question after it: what each question settled; the stories, line by line; where the last
    look ended one, by its last line; the last lines of the headlines that it set
    aside there; and the lines that the third question set aside, by its node.
    """

    asked: First
    questions: tuple[Weighed, ...]
    settled: tuple[Mapping[int, int], ...]
    told: tuple[tuple[int, ...], ...]
    edges: Mapping[int, Edge]
    headlines: Mapping[int, Edge]
    aside: Mapping[int, int]


def answers(issue: Issue, model: Model) -> list[Answers]:
    """Ask the questions of each page of an issue whose masthead is read and whose strands are not."""
    return [_answers(asked) for asked in questions.first_of(issue, model)]


def _answers(asked: First) -> Answers:
    runs = asked.runs
    band = order.band_of(weights.shipped(), asked.page, asked.states, asked.certain, runs)
    first = Weighed(LINES, runs.first, runs.last, band, REACH, asked.opinions, asked.cover)
    strands = questions.strands_of(asked)
    if not strands.lines:
        return Answers(asked, (first,), (), (), {}, {}, {})
    second = questions.second(asked, strands)
    third = questions.third(asked, second)
    before = Before(runs, asked.opinions[-1], REACH), questions.before_of(second)
    later = (_stitched(*each, asked) for each in zip((STRANDS, STORIES), (second, third), before, strict=True))
    before_check = joins.told_of(asked, second, third)
    found, edges = check.checked(asked.page, before_check)
    aside = {line: int(node) for node in np.flatnonzero(third.cover.aside) for line in third.strands.lines[node]}
    told = tuple(story.lines for story in found.stories)
    above = {lower: upper for story in before_check.stories for upper, lower in pairwise(story.lines)}
    return Answers(
        asked, (first, *later), (_within(strands), _within(third.strands)), told,
        {edge.upper: edge for edge in edges}, {line: edge for edge in edges if (line := above[edge.lower]) != edge.upper}, aside,
    )  # fmt: skip


def _stitched(name: str, answer: Stitched, before: Before, asked: First) -> Weighed:
    page, strands = asked.page, answer.strands
    head, end = (np.array([strand[at] for strand in strands.lines], np.intp) for at in (0, -1))
    band = stories.band_of(PART[name], weights.shipped(), page, asked.states, strands, asked.runs, before)
    return Weighed(name, head, end, band, AROUND, answer.opinions, answer.cover, stories.lean(page, strands))


def _within(strands: Strands) -> dict[int, int]:
    """Return what follows each line in its strand."""
    return {upper: lower for strand in strands.lines for upper, lower in pairwise(strand)}
