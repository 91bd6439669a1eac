"""篇序: the numbers that the second and the third question are decided by: which strand goes on with which, in any direction?

Takes the strands that the question before left (lines in reading order, cut where a full stop closes a paragraph, as
it seems, and where it was not sure); gives what each strand shows, and each pair of strands that stand near in the dump.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hkpaper.continuation import grid, pairs, themes, topics
from hkpaper.continuation.net import Opinion, Weights
from hkpaper.continuation.order import Band, Runs, around, kinds_of, nodes_of, parted, worth_asking
from hkpaper.continuation.pairs import Indices, Page
from hkpaper.continuation.strands import Strands, crumbs_of
from hkpaper.continuation.titles import MANNERS, TITLE, TITLED, manners, titled, titles_of
from hkpaper.continuation.traits import Numbers

AROUND = (*range(-24, 0), *range(1, 25))  # strands of the dump, back and ahead, that are weighed
MOST = 8  # of these, that the network guesses to be the likeliest, are asked
STRAND = (
    "lines", "depth", "measure", "place of its head", "place of its end", "one line", "asides before", "title before",
    "asides after", "the end, at first", "the start, at first", "characters", *MANNERS,
)  # fmt: skip
SHARED = (
    "alike in pairs",
    "alike in triples",
    "more alike than others",
    "next alike",
    "head alike",
    "title like upper",
    "title like lower",
)
THEME = ("near in theme", "nearer than others", "next near", "head near", "title near upper", "title near lower")
BETWEEN = (
    "believed below", "believed above", "taken at first", "titles between", "back", "long ago", *SHARED, *THEME, *TITLED,
)  # fmt: skip
LEAN = 3.5  # nats, by story F1 on simulated pages of the paper apart: docs/evaluation.md
NEAR = 0.05  # of nearness in theme, beside words shared, where both are one number


class Before(NamedTuple):
    """What the question before was of, by first and last lines, and the opinion that answered it."""

    nodes: Runs
    opinion: Opinion
    reach: Sequence[int]


def band_of(
    name: str,
    weights: Weights,
    page: Page,
    states: Numbers,
    strands: Strands,
    runs: Runs,
    before: Before,
    most: int = MOST,
) -> Band:
    """Return what the strands of a page show, one by one and in the pairs worth asking, to the question of that name."""
    head = np.array([strand[0] for strand in strands.lines], np.intp)
    end = np.array([strand[-1] for strand in strands.lines], np.intp)
    partner, live = grid.targets(len(head), AROUND)
    live = live & ~page.lines.ends[end][:, None]  # a story that is sent on ends here
    own_depth = _sums(page.depth, strands, np.array([len(strand) for strand in strands.lines]))
    live &= ~parted(page, end[:, None], head[partner])
    crumbs = crumbs_of(page, strands)
    live &= ~(crumbs[:, None] | crumbs[partner])
    likeness = _likeness(page, strands, head)
    alike = kinds_of(likeness.two + likeness.three, likeness.theme)
    nodes = _nodes(page, states, strands, own_depth, loose(page, before), likeness.manners, head, end)
    nodes = np.concatenate([nodes, around(page, runs, alike)], axis=1)
    state, live = worth_asking(weights, name, nodes, live, AROUND, most)
    upper, column = np.nonzero(live)
    lower = partner[upper, column]
    depth = page.depth.copy()
    depth[head] = depth[end] = own_depth
    asked = np.concatenate(
        [
            pairs.evidence(page._replace(depth=depth), end[upper], head[lower]),
            _between(page, strands, before, likeness, upper, lower),
        ], axis=1,
    )  # fmt: skip
    return Band(nodes, asked, live, state, alike)


def lean(page: Page, strands: Strands) -> Numbers:
    """Return what it costs each strand to begin a story, in nats: nothing right below what may be a headline."""
    _, headed = _run_up(strands.aside, _titles(page, strands))
    found: Numbers = np.where(headed[[strand[0] for strand in strands.lines]], 0, LEAN).astype(np.float32)
    return found


def _titles(page: Page, strands: Strands) -> NDArray[np.bool_]:
    return strands.aside & (np.array([len(text) for text in page.lines.texts]) >= TITLE)


def _sums(values: NDArray[Any], strands: Strands, size: NDArray[np.int_]) -> NDArray[Any]:
    """Return the sum of a number of each line over each strand."""
    flat = np.fromiter((line for strand in strands.lines for line in strand), np.intp, int(size.sum()))
    found: NDArray[Any] = np.add.reduceat(values[flat], np.cumsum(size) - size)
    return found


def loose(page: Page, before: Before) -> tuple[Numbers, Numbers]:
    """Return the log shares given before to the end after, and the start before, each line; 0 inside nodes."""
    end, start = np.zeros((2, len(page.lines.texts)), np.float32)
    end[before.nodes.last] = np.maximum(before.opinion.others[:, 0], -12)
    start[before.nodes.first] = np.maximum(before.opinion.others[:, 2], -12)
    return end, start


def _nodes(
    page: Page,
    states: Numbers,
    strands: Strands,
    depth: Numbers,
    loose: tuple[Numbers, Numbers],
    manner: list[float],
    head: Indices,
    end: Indices,
) -> Numbers:
    lines, count = page.lines, len(page.lines.texts)
    length = np.array([len(text) for text in lines.texts])
    titles = _titles(page, strands)
    before, title_before = _run_up(strands.aside, titles)
    after, _ = _run_up(strands.aside[::-1], titles[::-1])
    size = np.array([len(strand) for strand in strands.lines])
    characters = _sums(length, strands, size)
    measure = np.array([median(lines.measure[list(strand)].tolist()) for strand in strands.lines])
    own = np.stack(
        [
            np.log(size) / 2, np.clip(depth, -2, 2) / 2, measure / 20, head / count, end / count, size == 1,
            np.minimum(before[head], 6) / 3, title_before[head], np.minimum(after[::-1][end], 6) / 3,
            loose[0][end] / 4, loose[1][head] / 4, np.log(characters) / 4,
            *np.tile(np.array(manner)[:, None], len(head)),
        ], axis=1,
    )  # fmt: skip
    return nodes_of(page, states, head, end, own)


def _run_up(aside: NDArray[np.bool_], titles: NDArray[np.bool_]) -> tuple[NDArray[np.int_], NDArray[np.bool_]]:
    """Return for each line how many asides stand right before it, and whether one of them may be a headline."""
    numbers = np.arange(len(aside))
    last_text = np.maximum.accumulate(np.where(aside, -1, numbers))
    before = numbers - 1 - np.r_[-1, last_text[:-1]]
    sums = np.r_[0, np.cumsum(titles)]
    return before, sums[numbers] - sums[numbers - before] > 0


class Likeness(NamedTuple):
    """How alike each two strands are, (strands, strands): in pairs, in triples of characters, in theme; each one's title
    to each strand; (headlines, strands) every headline of the page to each strand; and the page's manners with headlines.
    """

    two: Numbers
    three: Numbers
    theme: Numbers
    title: Numbers
    title_theme: Numbers
    fits: Numbers
    manners: list[float]


def _likeness(page: Page, strands: Strands, head: Indices) -> Likeness:
    lines = page.lines.texts
    texts = ["".join(lines[line] for line in strand) for strand in strands.lines]
    titles = titles_of(lines, strands.aside)
    two, three = topics.likeness([*texts, *titles.texts])
    theme = themes.opened().likeness([*texts, *titles.texts])
    count = len(texts)
    title, title_theme = np.zeros((2, count, count), np.float32)
    below = {line: number for number, line in enumerate(titles.below)}
    above = np.array([below.get(line, -1) for line in head.tolist()], np.intp)
    own = np.flatnonzero(above >= 0)
    shared = two[count:, :count] + three[count:, :count]
    title[own] = shared[above[own]]
    title_theme[own] = theme[count + above[own], :count]
    fits = shared + NEAR * theme[count:, :count]
    return Likeness(
        two[:count, :count],
        three[:count, :count],
        theme[:count, :count],
        title,
        title_theme,
        fits,
        manners(titles, fits, head),
    )


def _between(page: Page, strands: Strands, before: Before, alike: Likeness, upper: Indices, lower: Indices) -> Numbers:
    """Return the numbers `BETWEEN` of pairs of strands."""
    end = np.array([strand[-1] for strand in strands.lines], np.intp)
    head = np.array([strand[0] for strand in strands.lines], np.intp)
    shares, taken = believed(len(page.lines.texts), before, end[upper], head[lower])
    titles = np.cumsum(_titles(page, strands))
    low, high = np.minimum(end[upper], head[lower]), np.maximum(end[upper], head[lower])
    story = _story_heads(page, head)
    columns = [
        shares[:, 0] / 4, shares[:, 1] / 4, taken, np.minimum(titles[high] - titles[low], 4) / 4, lower < upper,
        np.abs(lower - upper) / 20, alike.two[upper, lower] * 4, alike.three[upper, lower] * 4,
        *_as_alike(alike.two + alike.three, alike.title, story, upper, lower),
        alike.theme[upper, lower] * 4, *_as_alike(alike.theme, alike.title_theme, story, upper, lower),
        *(4 * each for each in titled(alike.fits, upper, lower)),
    ]  # fmt: skip
    return np.stack(columns, axis=1).astype(np.float32)


def _as_alike(both: Numbers, title: Numbers, story: Indices, upper: Indices, lower: Indices) -> list[Numbers]:
    """Return how much more alike pairs are than others, and how alike what stands around them is: `SHARED`, `THEME`."""
    following = np.r_[both[1:], np.zeros((1, len(both)), np.float32)]
    more = both[upper, lower] - both.mean(axis=1)[upper]
    around = following[lower, upper], both[story[upper], lower], title[lower, upper], title[lower, lower]
    return [4 * each for each in (more, *around)]


def _story_heads(page: Page, head: Indices) -> Indices:
    """Return for each strand the last one before it, or itself, with which a story seems to open."""
    numbers = np.arange(len(head))
    opening = page.lines.opens[head]
    return np.maximum(np.maximum.accumulate(np.where(opening, numbers, -1)), 0)


def believed(count: int, before: Before, end: Indices, head: Indices) -> tuple[Numbers, NDArray[np.bool_]]:
    """Return the log shares given before to pairs of lines, where they were weighed, and whether they are one node."""
    nodes, opinion = before.nodes, before.opinion
    ending, beginning = np.full((2, count), -1)
    ending[nodes.last] = np.arange(len(nodes.last))
    beginning[nodes.first] = np.arange(len(nodes.first))
    upper, lower = ending[end], beginning[head]
    column = grid.column_of(before.reach, lower - upper)
    weighed = (upper >= 0) & (lower >= 0) & (column >= 0)
    at = np.maximum(upper, 0), np.maximum(column, 0)
    together = (upper < 0) & (lower < 0) & (head == end + 1)  # inside one run: certain
    shares = np.stack([opinion.succ[at], opinion.pred[at]], axis=1)
    shares = np.where(weighed[:, None], np.maximum(shares, -12), np.where(together[:, None], 0, -12))
    return shares.astype(np.float32), together
