"""全篇: the stories of a page as wholes, paragraph by paragraph: what they share in words and in theme with what stands elsewhere.

Takes the stories as told and the page's lines; gives for each paragraph itself, all of its story up to it and all from
it on, each as a point that any other, and any headline of the page, can be held against.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hkpaper.continuation import themes, topics
from hkpaper.continuation.joins import Story, Told
from hkpaper.continuation.pairs import Indices, Page
from hkpaper.continuation.titles import Titles, titles_of
from hkpaper.continuation.traits import Numbers

CELLS = 2_000_000  # paragraphs and headlines by n-grams, so that a page of very many does not fill the memory
CERTAIN = 0.9  # a join below it parts paragraphs where a full stop stands above it


class Seen(NamedTuple):
    """Texts as points: (texts, n-grams) by the words they hold, (texts, themes) by what they are about."""

    words: Numbers
    theme: Numbers

    def alike(self, other: Seen) -> tuple[Numbers, Numbers]:
        """Return how alike each of these is to each of others, in words and in theme: (texts, others) each."""
        return self.words @ other.words.T, self.theme @ other.theme.T

    def with_each(self, mine: Indices, other: Seen, its: Indices) -> tuple[Numbers, Numbers]:
        """Return how alike chosen ones are to chosen others, pair by pair."""
        words = np.einsum("ij,ij->i", self.words[mine], other.words[its])
        return words, np.einsum("ij,ij->i", self.theme[mine], other.theme[its])

    def at(self, which: Indices) -> Seen:
        """Return some of them."""
        return Seen(self.words[which], self.theme[which])


class Wholes(NamedTuple):
    """The paragraphs of a page's stories in order, story by story, and its headlines, as they may be."""

    paragraphs: tuple[tuple[int, ...], ...]  # their lines, by place on the page
    story: Indices  # of each paragraph
    first: Indices  # paragraph of each story
    last: Indices
    size: Numbers  # characters of each paragraph
    alone: Seen  # each paragraph
    upto: Seen  # … with all of its story before it
    since: Seen  # … with all after it
    titles: Titles
    headlines: Seen


def wholes(page: Page, told: Told) -> Wholes:
    """Return what a page's stories hold; there must be one at least."""
    texts = page.lines.texts
    cut = [_paragraphs(page, story) for story in told.stories]
    paragraphs = tuple(lines for each in cut for lines in each)
    count = np.array([len(each) for each in cut])
    last = np.cumsum(count) - 1
    first = last - count + 1
    bodies = ["".join(texts[line] for line in lines) for lines in paragraphs]
    titles = titles_of(texts, told.aside)
    both = [*bodies, *titles.texts]
    held, space = topics.held(both, min(topics.MOST, CELLS // len(both))), themes.opened()
    points = space.points(both)

    def seen(tables: Sequence[tuple[Numbers, Numbers]], at: Numbers) -> Seen:
        return Seen(np.concatenate([topics.scaled(*each) for each in tables], axis=1), space.seen(at))

    every = seen(held, points)
    own = [(table[: len(bodies)], length[: len(bodies)]) for table, length in held]
    upto, since = (
        seen([(_gathered(table, first, step, np.maximum), _gathered(length, first, step, np.add)) for table, length in own],
             _gathered(points[: len(bodies)], first, step, np.add))
        for step in (1, -1)
    )  # fmt: skip
    numbers = np.arange(len(both))
    return Wholes(
        paragraphs, np.repeat(np.arange(len(cut)), count), first, last, np.array([len(text) for text in bodies], np.float32),
        every.at(numbers[: len(bodies)]), upto, since, titles, every.at(numbers[len(bodies) :]),
    )  # fmt: skip


def _paragraphs(page: Page, story: Story) -> list[tuple[int, ...]]:
    """Cut a story where a paragraph ends, as it seems, or may end below a full stop that little says is read on from."""
    found = [[story.lines[0]]]
    for join in story.joins:
        if join.parts > 0 or (page.lines.closed[join.upper] and join.sure < CERTAIN):
            found.append([])
        found[-1].append(join.lower)
    return [tuple(lines) for lines in found]


def _gathered(values: NDArray[np.floating], first: Indices, step: int, how: np.ufunc) -> Numbers:
    """Return values of paragraphs gathered along each story, from its first paragraph on or (`step` -1) from its last back."""
    parts = [how.accumulate(part[::step], axis=0)[::step] for part in np.split(values, first[1:])]
    found: Numbers = np.concatenate(parts)
    return found
