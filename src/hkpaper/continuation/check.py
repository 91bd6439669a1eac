"""复核: the last look at the stories of a page: is one of them two?

The three questions weigh ends against beginnings, and so run a notice into the story above it when its headline stands
elsewhere, or was taken for a paragraph. Here each paragraph's end inside a story is judged with all that stands before it
and all after (`edges`). A story that is two is parted, and told how surely.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np

from hkpaper.continuation import edges, weights
from hkpaper.continuation.forest import Forest, forest, log_odds
from hkpaper.continuation.joins import Story, Told
from hkpaper.continuation.pairs import Indices, Page
from hkpaper.continuation.sight import SHORT, Sight
from hkpaper.continuation.traits import Numbers
from hkpaper.continuation.wholes import wholes
from hkpaper.jumpmarks import comes_from
from hkpaper.lexicon import DATA

SHIPPED = DATA / "edges.weights"
CUT = 0.9  # log odds from which a story is parted: docs/evaluation.md
HEADLINE = 3  # lines of a headline that was taken for a paragraph
LETTERS = 4  # … and characters of each


class Edge(NamedTuple):
    """Where a story ends after all, by its last line and the first of the story that was taken for one with it, and how
    surely; the lines between are no running text.
    """

    upper: int
    lower: int
    sure: float


class Pairs(NamedTuple):
    """Pairs of paragraphs, by number: the upper, the lower, and one between them that may be a headline, or -1."""

    upper: Indices
    lower: Indices
    between: Indices


@cache
def shipped() -> Forest:
    """Return the forest that hkpaper ships, read once."""
    return forest(weights.read(SHIPPED)[0], "cut")


def sight(page: Page, told: Told) -> Sight:
    """Return what the pairs of a page's paragraphs are read off; it must have a story."""
    return Sight(page, told, wholes(page, told))


def asked_of(seen: Sight) -> Pairs:
    """Return the neighbours inside stories; where what stands between two may be a headline, these two as well."""
    held = seen.held
    found: list[tuple[int, int, int]] = []
    for upper in range(len(held.paragraphs) - 1):
        for lower in (upper + 1, upper + 2):
            same = lower < len(held.paragraphs) and held.story[upper] == held.story[lower]
            same = same and not _comes_from(seen.page, held.paragraphs[upper])
            if same and (lower == upper + 1 or _may_be_headline(seen.page, held.paragraphs[upper + 1])):
                found.append((upper, lower, upper + 1 if lower > upper + 1 else -1))
    return Pairs(*np.array(found, np.intp).reshape(-1, 3).T)


def _comes_from(page: Page, paragraph: Sequence[int]) -> bool:
    """Say whether a paragraph is a 上接 mark and nothing else: what stands below it is what comes from there."""
    line = paragraph[0]
    return len(paragraph) == 1 and bool(page.lines.opens[line]) and comes_from(page.lines.texts[line])


def _may_be_headline(page: Page, paragraph: Sequence[int]) -> bool:
    """Say whether a paragraph is a few short lines that nothing closes."""
    lines = page.lines
    return len(paragraph) <= HEADLINE and all(
        not (lines.closed[line] or lines.opens[line] or lines.ends[line])
        and lines.width[line] < lines.measure[line] - SHORT
        and len(lines.texts[line]) >= LETTERS
        and "。" not in lines.texts[line]
        for line in paragraph
    )


def checked(page: Page, told: Told, trees: Forest | None = None) -> tuple[Told, list[Edge]]:
    """Return the stories of a page with those parted that are two, what proves to be a headline set aside, and where."""
    if not any(story.joins for story in told.stories):
        return told, []
    seen = sight(page, told)
    asked = asked_of(seen)
    if not len(asked.upper):
        return told, []
    odds = log_odds(shipped() if trees is None else trees, edges.numbers(seen, *asked))
    found = chosen(seen, asked, odds)
    aside = told.aside.copy()
    stories: list[Story] = []
    for story in told.stories:
        stories += _parted(story, {edge.upper: edge for edge in found}, aside)
    return told._replace(stories=tuple(stories), aside=aside), found


def chosen(seen: Sight, asked: Pairs, odds: Numbers) -> list[Edge]:
    """Return the surest edge below each paragraph; what one sets aside is no end of a story."""
    found: list[Edge] = []
    taken: set[int] = set()
    for at in sorted(np.flatnonzero(odds > CUT).tolist(), key=lambda at: (-odds[at], at)):
        upper, between, lower = (int(each[at]) for each in (asked.upper, asked.between, asked.lower))
        held = {upper} if between < 0 else {upper, between}
        if not held & taken:
            taken |= held
            found.append(Edge(int(seen.end[upper]), int(seen.head[lower]), float(1 / (1 + np.exp(-odds[at])))))
    return sorted(found)


def _parted(story: Story, below: dict[int, Edge], aside: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> list[Story]:
    """Return the stories that one is, by the edge below each last line; what stands between them is set aside."""
    found: list[Story] = []
    begin, above = 0, 1.0
    for at, line in enumerate(story.lines):
        if line in below:
            after, sure = story.lines.index(below[line].lower), below[line].sure
            found.append(Story(story.lines[begin : at + 1], story.joins[begin:at], above * sure))
            aside[list(story.lines[at + 1 : after])] = True
            begin, above = after, sure
    return [*found, Story(story.lines[begin:], story.joins[begin:], above)]
