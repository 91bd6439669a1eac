"""篇界: what speaks for a paragraph being read right after another when both their stories are seen whole, as numbers.

The three questions weigh ends against beginnings. Here what stands before, all of it, is held against what stands after,
all of it: what they share, which headline of the page fits the one and which the other, what else on the page is as near.
Takes a page, its stories as told and as wholes, and pairs of paragraphs; gives the columns `NAMES`, one row for each pair.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hkpaper.continuation import stories, traits
from hkpaper.continuation.pairs import Indices
from hkpaper.continuation.sight import Sight
from hkpaper.continuation.titles import MANNERS
from hkpaper.continuation.traits import Numbers
from hkpaper.continuation.wholes import Seen, Wholes

CREDIT = re.compile(r"[（(][^（）()]{2,18}[)）]$")
NOTE = re.compile(r"[（(【\[]?(?:注|附|编者按|编后|链接|相关链接|新闻链接|背景|作者)\s?[：:]")

ENDING = (
    *(f"closes with {name}" for name in traits.CLASSES), "sent on", "comes from", "byline", "holds a stop", "listed", "odd quotes",
    "last of block", "alone in block", "blank below", "block's lines", "depth", "characters", "place in block",
)  # fmt: skip
OPENING = (
    *(f"opens with {name}" for name in traits.CLASSES), "lead", "byline", "comes from", "set in", "listed", "leans back", "opens quoted",
    "opens with a time", "first of block", "alone in block", "blank above", "block's lines", "characters", "closed", "depth",
    "same row as above",
)  # fmt: skip
BEGINNING = ("lead", "byline", "comes from", "listed", "opens quoted", "opens with a time")
JOIN = ("sure", "odds", "parts", "end", "start", "believed below", "believed above", "taken", "a headline between")
PLACE = (
    "next", "back", "distance", "asides between", "only asides between", "other block", "asides above", "asides below",
)  # fmt: skip
OWN = ("headline above", "… like upper", "… like lower", "… like last", "… like next", "… near upper", "… near lower", "… over", "… others", "… length")  # fmt: skip
FIRST = (
    "headline of upper",
    "… like upper ",
    "… like lower ",
    "… like next ",
    "… near upper ",
    "… near lower ",
    "… near next ",
)
PAGE_WIDE = (
    "best over", "best over's lower", "upper's best", "lower's best", "lower's best, upper", "upper's best, lower", "one best",
    "best apart", "best apart's next", "headlines of lower", "headlines of upper",
)  # fmt: skip
ALIKE = (
    "alike", "near", "alike next", "near next", "alike upper, next", "near upper, next", "upper's others", "upper's nearest", "lower's others",
    "lower's nearest", "upper's others in theme", "lower's others in theme", "lower's nearest in theme",
)  # fmt: skip
SIZE = ("upper size", "lower size", "last size", "next size", "upper paragraphs", "lower paragraphs")
WIDTH = (
    "upper measure", "lower measure", "measures differ", "measure steps", "last falls short", "next falls short", "upper ragged", "lower ragged",
    "upper width", "lower width",
)  # fmt: skip
SAID = (
    "credit",
    "note",
    "upper opens",
    "next set in",
    "reads after a stop",
    "a stop after",
    "a comma after",
    "one",
    "two",
    "three",
)
WHOLE = ("headlines a story", "stories", "lines", *MANNERS)
NAMES = (
    *JOIN, *PLACE, *OWN, *FIRST, *PAGE_WIDE, *ALIKE, *SIZE, *WIDTH, *SAID, *WHOLE,
    *(f"last {name}" for name in ENDING), *(f"next {name}" for name in OPENING), *(f"upper {name}" for name in BEGINNING),
)  # fmt: skip
_ENDING, _OPENING, _BEGINNING = ([traits.NAMES.index(name) for name in names] for names in (ENDING, OPENING, BEGINNING))


def numbers(seen: Sight, upper: Indices, lower: Indices, between: Indices) -> Numbers:
    """Return the numbers `NAMES` of pairs of paragraphs; ``between`` is the paragraph that may be a headline between
    the two, or -1.
    """
    columns = [
        *_joins(seen, upper), *_believed(seen, upper, lower), between >= 0,
        *_places(seen, upper, lower),
        *_headlines(seen, upper, lower, between),
        *_all_headlines(seen, upper, lower),
        *_alike(seen, upper, lower),
        *_sizes(seen.held, upper, lower),
        *_widths(seen, upper, lower),
        *_said(seen, upper, lower),
        *np.tile(np.array([len(seen.fit) / len(seen.held.first), len(seen.held.first), len(seen.below), *seen.manner])[:, None], len(upper)),
    ]  # fmt: skip
    shown = seen.page.lines.shown
    opening = seen.head[seen.held.first[seen.held.story[upper]]]
    ends = shown[seen.end[upper]][:, _ENDING], shown[seen.head[lower]][:, _OPENING], shown[opening][:, _BEGINNING]
    found: Numbers = np.concatenate([np.stack(columns, axis=1).astype(np.float32), *ends], axis=1)
    return found


def _joins(seen: Sight, upper: Indices) -> Numbers:
    """Return how sure the join after each upper paragraph is, its log odds and those of a paragraph's end; 0 without one."""
    found = np.zeros((3, len(upper)), np.float32)
    for at, paragraph in enumerate(upper.tolist()):
        if join := seen.joins.get(int(seen.end[paragraph])):
            found[:, at] = join.sure, np.log((join.sure + 1e-3) / (1 - join.sure + 1e-3)), join.parts / 4
    return found


def _believed(seen: Sight, upper: Indices, lower: Indices) -> list[NDArray[np.generic]]:
    """Return what the third answer holds of a story's end, of a beginning and of the pair."""
    end, head = seen.end[upper], seen.head[lower]
    believed, taken = stories.believed(len(seen.page.lines.texts), seen.told.before, end, head)
    return [seen.loose[0][end], seen.loose[1][head], *believed.T, taken]


def _places(seen: Sight, upper: Indices, lower: Indices) -> list[NDArray[np.generic]]:
    end, head = seen.end[upper], seen.head[lower]
    step = head - end
    low, high = np.minimum(end, head), np.maximum(end, head)
    asides = seen.asides[high] - seen.asides[low + 1]
    block = seen.page.block
    return [
        step == 1, step < 0, np.log(np.abs(step)), asides, (step > 1) & (asides == step - 1), block[head] != block[end], seen.above[head],
        seen.under[end],
    ]  # fmt: skip


def _headlines(seen: Sight, upper: Indices, lower: Indices, between: Indices) -> list[NDArray[np.generic]]:
    """Return the numbers of the headline right above the lower paragraph, and of the one above the upper's story."""
    held = seen.held
    title = seen.below[seen.head[lower]]
    own = np.zeros((len(OWN), len(upper)), np.float32)
    for at in (np.flatnonzero((title >= 0) & (between < 0)), np.flatnonzero(between >= 0)):
        if not len(at):
            continue
        which, pool = (between[at], held.alone) if between[at[0]] >= 0 else (title[at], held.headlines)
        own[:, at] = _headline(seen, pool, which, upper[at], lower[at])
    over = seen.below[seen.head[held.first[held.story[upper]]]]
    first = np.zeros((len(FIRST), len(upper)), np.float32)
    at = np.flatnonzero(over >= 0)
    one, up, low = over[at], upper[at], lower[at]
    if len(at):
        first[:, at] = (
            np.ones(len(at)), seen.fit[one, up], seen.fit_since[one, low], seen.fit_alone[one, low], seen.near[one, up],
            seen.near_since[one, low], seen.near_alone[one, low],
        )  # fmt: skip
    return [*own, *first]


def _headline(seen: Sight, pool: Seen, which: Indices, upper: Indices, lower: Indices) -> list[NDArray[np.generic]]:
    held = seen.held
    up, near_up = pool.with_each(which, held.upto, upper)
    low, near_low = pool.with_each(which, held.since, lower)
    last, _ = pool.with_each(which, held.alone, upper)
    following, _ = pool.with_each(which, held.alone, lower)
    table, _ = pool.at(which).alike(held.upto.at(held.last))
    rows = np.arange(len(which))
    others = _most(table, rows, held.story[upper], held.story[lower])
    length = held.size[which] if pool is held.alone else np.array([len(held.titles.texts[each]) for each in which])
    return [np.ones(len(which)), up, low, last, following, near_up, near_low, low - up, others, length / 20]


def _most(table: Numbers, rows: Indices, *without: Indices) -> Numbers:
    """Return the greatest number of rows of a table, some columns of each left out; 0 where none is left."""
    best = np.argsort(-table, axis=1, kind="stable")[:, : len(without) + 1]
    found = np.zeros(len(rows), np.float32)
    for column in best.T[::-1]:
        free = np.all([column[rows] != each for each in without], axis=0)
        found = np.where(free, table[rows, column[rows]], found)
    return found


def _all_headlines(seen: Sight, upper: Indices, lower: Indices) -> Sequence[NDArray[np.generic]]:
    """Return the numbers `PAGE_WIDE`: what all headlines of the page say of a pair."""
    if not len(seen.fit):
        return list(np.zeros((len(PAGE_WIDE), len(upper)), np.float32))
    held, at = seen.held, np.arange(len(upper))
    up, low = seen.fit[:, upper], seen.fit_since[:, lower]
    fits = seen.fit[:, held.last]
    others = np.stack(
        [
            _most(fits[[one]], np.zeros(len(at), np.intp), held.story[upper], held.story[lower])
            for one in range(len(fits))
        ]
    )
    over = low - up
    best, mine, its = over.argmax(axis=0), up.argmax(axis=0), low.argmax(axis=0)
    apart = np.minimum(over, low - others)
    most = apart.argmax(axis=0)
    return [
        over[best, at], low[best, at], up[mine, at], low[its, at], up[its, at], low[mine, at], mine == its,
        apart[most, at], seen.fit_alone[most, lower], (apart > 0).sum(axis=0), (np.minimum(-over, up - others) > 0).sum(axis=0),
    ]  # fmt: skip


def _alike(seen: Sight, upper: Indices, lower: Indices) -> list[Numbers]:
    """Return the numbers `ALIKE`: how alike what stands before and after is, and the rest of the page."""
    held = seen.held
    both = [
        *held.upto.with_each(upper, held.since, lower), *held.alone.with_each(upper, held.alone, lower),
        *held.upto.with_each(upper, held.alone, lower),
    ]  # fmt: skip
    mine, its = held.story[upper], held.story[lower]
    (words, theme), (words_since, theme_since) = seen.others, seen.others_since
    return [
        *both, _mean(words, upper, mine, its), _most(words, upper, mine, its), _mean(words_since, lower, mine, its),
        _most(words_since, lower, mine, its), _mean(theme, upper, mine, its), _mean(theme_since, lower, mine, its),
        _most(theme_since, lower, mine, its),
    ]  # fmt: skip


def _mean(table: Numbers, rows: Indices, mine: Indices, its: Indices) -> Numbers:
    """Return the means of rows of a table, one or two columns of each left out; 0 where none is left."""
    apart = np.where(mine == its, 0, 1)
    left = table.shape[1] - 1 - apart
    sums = table.sum(axis=1)[rows] - table[rows, mine] - apart * table[rows, its]
    found: Numbers = np.where(left > 0, sums / np.maximum(left, 1), 0)
    return found


def _sizes(held: Wholes, upper: Indices, lower: Indices) -> list[Numbers]:
    before = np.cumsum(held.size) - held.size
    first, last = held.first[held.story[upper]], held.last[held.story[lower]]
    through = before + held.size
    whole = through[upper] - before[first], through[last] - before[lower], held.size[upper], held.size[lower]
    return [*(np.log(each) for each in whole), upper - first + 1, last - lower + 1]


def _widths(seen: Sight, upper: Indices, lower: Indices) -> list[Numbers]:
    lines, end, head = seen.page.lines, seen.end[upper], seen.head[lower]
    mine, its = seen.measure[0][upper], seen.measure[1][lower]
    return [
        mine / 20, its / 20, np.abs(mine - its), lines.measure[end] - lines.measure[head], lines.width[end] - lines.measure[end],
        lines.width[head] - lines.measure[head], seen.ragged[0][upper], seen.ragged[1][lower], seen.wide[0][upper], seen.wide[1][lower],
    ]  # fmt: skip


def _said(seen: Sight, upper: Indices, lower: Indices) -> list[NDArray[np.generic]]:
    page, end, head = seen.page, seen.end[upper], seen.head[lower]
    texts = page.lines.texts
    opening = seen.head[seen.held.first[seen.held.story[upper]]]
    return [
        np.array([CREDIT.search(texts[line]) is not None for line in end.tolist()]),
        np.array([NOTE.match(texts[line]) is not None for line in head.tolist()]),
        page.lines.opens[opening], page.lines.indented[head], page.starts[head].sum(axis=1), *page.ends[end].T,
        *page.sense.gains(end, head).T,
    ]  # fmt: skip
