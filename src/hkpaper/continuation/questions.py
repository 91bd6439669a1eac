"""三问: ask the three questions of reading order of a page: which line follows which, then which strand goes on with which,
and once more which of the longer strands does that the second answer leaves.

Takes an issue; gives, page by page, what was weighed and what was decided. Stages print what they need of it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hkpaper import markup
from hkpaper.account import unclaimed_lines
from hkpaper.continuation import confidence, grid, net, ngram, order, stories, weights
from hkpaper.continuation.cache import Cache
from hkpaper.continuation.cover import Cover, chains, cover
from hkpaper.continuation.net import Opinion, Weights
from hkpaper.continuation.order import REACH, Runs
from hkpaper.continuation.pairs import STOPS, Indices, Page, page_of
from hkpaper.continuation.stories import AROUND, Before
from hkpaper.continuation.strands import Strands, cut, mute, settled
from hkpaper.continuation.traits import Numbers, lines_of
from hkpaper.continuation.verse import with_tails
from hkpaper.records import Issue

NEAR = 6000  # lines whose characters are counted together: an issue of some twenty pages
NEVER, UNSURE, LISTED = -8.0, order.SURE - 1, 8.0  # log odds
NARROW = 4.5  # ems; no column of running text is so narrow
KEPT = 12_000  # lines of an issue whose answers are kept for the next stage: some forty pages
LONGEST = 1500  # lines weighed together; a longer page is cut, so that cost grows with length and no faster


class First(NamedTuple):
    """The first question of one page, asked and answered."""

    numbers: tuple[int, ...]  # the page's lines, by number in the issue
    page: Page
    states: Numbers
    certain: Numbers  # (lines - 1, 2): log odds of going on with the next line, and of a paragraph's end there
    runs: Runs
    opinions: list[Opinion]
    cover: Cover


class Stitched(NamedTuple):
    """The second question of one page, or the third, asked and answered."""

    strands: Strands
    opinions: list[Opinion]
    cover: Cover


def pages(issue: Issue) -> Iterator[list[int]]:
    """Yield the free lines of each page in the dump's order, a very long page in parts."""
    page: list[int] = []
    for number in unclaimed_lines(issue):
        if page and (issue.lines[number].page != issue.lines[page[-1]].page or len(page) == LONGEST):
            yield page
            page = []
        page.append(number)
    if page:
        yield page


def gathered(issue: Issue, parts: Sequence[Sequence[int]]) -> Iterator[Cache]:
    """Yield for each part of an issue the cache that it is weighed with: what is printed near it, its whole issue mostly."""
    groups: list[list[Sequence[int]]] = [[]]
    for part in parts:
        if groups[-1] and sum(map(len, groups[-1])) + len(part) > NEAR:
            groups.append([])
        groups[-1].append(part)
    for group in groups:
        cache = Cache([issue.text_of(number) for part in group for number in part])
        at = 0
        for part in group:
            yield cache.part(at, at + len(part))
            at += len(part)


def page_at(issue: Issue, numbers: Sequence[int], cache: Cache, model: ngram.Model) -> Page:
    """Return the lines of a page with all that is asked of them."""
    block = np.array([issue.lines[number].block for number in numbers])
    lines = lines_of(issue, numbers)
    texts = (*lines.texts, *STOPS)
    return page_of(lines, block, cache, model.asked(texts, texts))


def answered(numbers: tuple[int, ...], page: Page, held: Weights, follow: Sequence[int] = ()) -> First:
    """Answer the first question of a page; the lines at the places ``follow`` are known to go on from those before them."""
    states = order.line_states(held, page)
    certain = net.certain(held, states, order.next_pairs(page), np)
    at = np.arange(len(certain))
    parted = order.parted(page, at, at + 1)
    certain[parted, 0] = np.where(page.lines.closed[:-1], NEVER, np.minimum(certain[:, 0], UNSURE))[parted]
    certain[np.array(follow, np.intp) - 1] = LISTED
    runs = order.runs_of(certain[:, 0])
    band = order.band_of(held, page, states, certain, runs)
    opinions = net.opinions(held, "order", band.state, band.pairs, band.live, REACH, np, band.alike)
    return First(numbers, page, states, certain, runs, opinions, cover(opinions[-1], band.live, REACH))


def second(asked: First, strands: Strands, held: Weights | None = None) -> Stitched:
    """Ask which strand of a page goes on with which, in any direction."""
    return _stitched("story", asked, strands, Before(asked.runs, asked.opinions[-1], REACH), held)


def third(asked: First, answer: Stitched, held: Weights | None = None) -> Stitched:
    """Ask once more, of the strands that the second answer leaves: what they speak of shows the better the longer they are."""
    return _stitched("whole", asked, joined(answer), before_of(answer), held)


def _stitched(name: str, asked: First, strands: Strands, before: Before, held: Weights | None) -> Stitched:
    held = weights.shipped() if held is None else held
    band = stories.band_of(name, held, asked.page, asked.states, strands, asked.runs, before)
    opinions = net.opinions(held, name, band.state, band.pairs, band.live, AROUND, np, band.alike)
    found = cover(opinions[-1], band.live, AROUND, lean=stories.lean(asked.page, strands))
    return Stitched(strands, opinions, _without_crumbs(asked.page, strands, found))


def joined(answer: Stitched) -> Strands:
    """Return the strands that the second answer leaves: joined where it is sure, and what it set aside by itself."""
    lines, opinion = answer.strands.lines, answer.opinions[-1]
    found: list[tuple[int, ...]] = []
    for chain in chains(answer.cover.after, np.zeros(len(lines), bool)):
        found.append(lines[chain[0]])
        for upper, lower in pairwise(chain):
            if settled(opinion, upper, AROUND.index(lower - upper)):
                found[-1] += lines[lower]
            else:
                found.append(lines[lower])
    return Strands(tuple(sorted(found)), answer.strands.aside)


def before_of(answer: Stitched) -> Before:
    """Return the second answer as the third question sees it."""
    lines = answer.strands.lines
    first, last = (np.array([strand[at] for strand in lines], np.intp) for at in (0, -1))
    return Before(Runs(first, last), answer.opinions[-1], AROUND)


def _without_crumbs(page: Page, strands: Strands, found: Cover) -> Cover:
    """Return a cover in which no story is nothing but what extraction leaves of a vertical headline: those stand aside."""
    after, aside = found.after.copy(), found.aside.copy()
    narrow = mute(page, NARROW)
    for chain in chains(found.after, found.aside):
        held = [line for strand in chain for line in strands.lines[strand]]
        if narrow[held].all():
            after[chain], aside[chain] = -1, True
    return Cover(after, aside, found.gains)


def strands_of(asked: First) -> Strands:
    """Return the strands that the first answer leaves."""
    strands = cut(asked.page, asked.runs, asked.opinions[-1], asked.cover)
    follows = np.zeros(len(asked.numbers), np.float32)
    follows[asked.runs.first[1:]] = np.exp(asked.opinions[-1].succ[:-1, REACH.index(1)])
    return with_tails(asked.page, follows, strands)


_last: list[tuple[tuple[object, ...], list[First]]] = []  # the issue asked last: two stages ask the same of it


def first_of(issue: Issue, model: ngram.Model) -> Iterable[First]:
    """Ask the first question of every page of an issue, page by page.

    An issue asked again is not weighed again; one of very many lines is, since its answers would not fit in memory.
    """
    parts = list(pages(issue))
    if sum(map(len, parts)) > KEPT:
        return _asked(issue, parts, model)
    key = (issue.source, issue.lines, parts, model)
    for known, asked in tuple(_last):  # a copy: other threads may ask of other issues meanwhile
        if known == key:
            return asked
    _last.clear()  # before the next is weighed: two issues together may not fit
    asked = list(_asked(issue, parts, model))
    _last[:] = [(key, asked)]
    return asked


def _asked(issue: Issue, parts: Sequence[Sequence[int]], model: ngram.Model) -> Iterator[First]:
    held = weights.shipped()
    items = {item.start for item in markup.items(issue.source.text)}
    for part, cache in zip(parts, gathered(issue, parts), strict=True):
        yield answered(tuple(part), page_at(issue, part, cache, model), held, _in_lists(issue, part, items))


def _in_lists(issue: Issue, part: Sequence[int], items: Collection[int]) -> list[int]:
    """Return the places of a page's lines that are items of a list, below another item or a line that announces them."""
    if not items:
        return []
    begins = [issue.lines[number].span.start in items for number in part]
    announces = [issue.text_of(number)[-1:] in "：:" for number in part]
    return [at for at in range(1, len(part)) if begins[at] and (begins[at - 1] or announces[at - 1])]


class Joins(NamedTuple):
    """What the first question says of pairs of lines: how sure it is that one follows the other, the log odds that a
    paragraph ends between them, and whether it weighed them at all.
    """

    sure: Numbers
    parts: Numbers
    weighed: NDArray[np.bool_]


def line_joins(asked: First, upper: Indices, lower: Indices) -> Joins:
    """Return what the first question says of pairs of lines, by place on the page."""
    runs, opinion = asked.runs, asked.opinions[-1]
    run = np.searchsorted(runs.last, upper)
    other = np.minimum(np.searchsorted(runs.first, lower), len(runs.first) - 1)
    inside = (runs.last[run] != upper) & (lower == upper + 1)
    column = grid.column_of(REACH, other - run)
    weighed = (runs.last[run] == upper) & (runs.first[other] == lower) & (column >= 0)
    at = run, np.maximum(column, 0)
    odds = confidence.odds(opinion.succ[at], opinion.pred[at])
    next_line = (
        asked.certain[np.minimum(upper, len(asked.certain) - 1)] if len(asked.certain) else np.zeros((len(upper), 2))
    )
    sure = np.where(inside, confidence.certain(next_line[:, 0]), confidence.join("order", *odds))
    parts = np.where(inside, next_line[:, 1], opinion.breaks[at])
    return Joins(sure.astype(np.float32), parts.astype(np.float32), inside | weighed)
