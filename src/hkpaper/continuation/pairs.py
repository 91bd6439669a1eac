"""接缝: what speaks for one line going on from another, as numbers, one row for each pair of lines.

Takes the lines of a page, its cache and the language model; gives the columns `NAMES`, which `GROUPS` gather
into kinds of evidence (the ablations take them away one by one, `explain` adds them up).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from hkpaper.continuation import cache as cached
from hkpaper.continuation import traits
from hkpaper.continuation.cache import Cache
from hkpaper.continuation.traits import Lines, Numbers

Indices = NDArray[np.intp]


class Sense(Protocol):
    """A page's lines ready to be asked of a language model: see `ngram.Asked`."""

    def gains(self, upper: Indices, lower: Indices) -> Numbers:
        """Return the gains (pairs, 3)."""
        ...


PLACE = (
    "next line", "two on", "three on", "four on", "further on", "log distance", "same block", "next block",
    "ends a block, begins one", "two lone lines", "blocks apart", "openings between", "endings between",
)  # fmt: skip
MEASURE = ("measures differ", "same measure", "upper beyond the lower's", "lower beyond the upper's", "widths differ")
SENSE = ("first character", "second character", "third character", "three together")
CACHE = ("pair", "three, two above", "three, two below", "four", "by chance")
MARKS = ("a number cut", "a Latin word cut", "brackets closed", "brackets against", "same beginning", "list goes on")
GROUPS = {"place": PLACE, "measure": MEASURE, "sense": SENSE, "cache": CACHE, "marks": MARKS}
NAMES = tuple(name for group in GROUPS.values() for name in group)
assert len(CACHE) == cached.WIDTH


class Page(NamedTuple):
    """The lines of a page with all that is asked of them in pairs."""

    lines: Lines
    cache: Cache
    sense: Sense  # the lines, then `STOPS`
    block: NDArray[np.int_]
    begun: Numbers  # stories that seem to begin before each line, its own not counted
    ended: Numbers  # stories sent on before each line
    depth: Numbers
    order: NDArray[np.int_]  # the number of a list item that a line opens with, or -1
    begins: NDArray[np.bool_]  # the line is the first of its block
    closes: NDArray[np.bool_]  # … the last
    starts: Numbers  # (lines, 3): how well each line reads after a full stop
    ends: Numbers  # (lines, 2): how well a full stop, and a comma, reads after it
    onward: Numbers  # (lines - 1,): how well each line but the last reads on in the next of the dump
    next_gains: Numbers  # (lines - 1, 3): the gains that say so


STOPS = ("。", "，")  # asked for after, and before, each line: they stand behind the lines of `Page.sense`
ITEMS = ("一1①", "二2②", "三3③", "四4④", "五5⑤", "六6⑥", "七7⑦", "八8⑧", "九9⑨")
ITEM = {char: index for index, chars in enumerate(ITEMS) for char in chars}
FIRST_DIGIT, FIRST_LATIN = traits.NAMES.index("opens with digit"), traits.NAMES.index("opens with latin")
LAST_DIGIT, LAST_LATIN = traits.NAMES.index("closes with digit"), traits.NAMES.index("closes with latin")


def page_of(lines: Lines, block: NDArray[np.int_], cache: Cache, sense: Sense) -> Page:
    """Gather what pairs of a page's lines are asked for."""
    begun, ended = (np.cumsum(each, dtype=np.float32) - each for each in (lines.opens, lines.ends))
    order = np.array([_item(text) for text in lines.texts], int)
    change = block[1:] != block[:-1]
    begins, closes = np.r_[True, change], np.r_[change, True]
    return Page(
        lines, cache, sense, block, begun, ended, lines.depth, order, begins, closes, *by_sense(sense, len(order))
    )


def by_sense(sense: Sense, count: int) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """Return `Page.starts`, `Page.ends`, `Page.onward` and `Page.next_gains`."""
    every = np.arange(count)
    stop, comma = np.full(count, count), np.full(count, count + 1)
    upper, lower = np.r_[stop, every, every, every[:-1]], np.r_[every, stop, comma, every[1:]]
    told = sense.gains(upper, lower)
    gains: Numbers = np.clip(told, -6, 6) / np.float32(4)
    starts, ends, onward = np.split(gains, [count, 3 * count])
    return starts, ends[:, 0].reshape(2, count).T, onward.sum(axis=1), told[3 * count :]


def _item(text: str) -> int:
    """Return the number that a list item opens with (其二, 3., ③), or -1.

    >>> _item("（三）堤防加固"), _item("其二"), _item("三年来")
    (2, 1, -1)
    """
    head = text.lstrip("（(第其")
    found = ITEM.get(head[:1], -1)
    return found if head[1:2] in "是、.．)）,，要" or len(text) <= 2 else -1


def evidence(page: Page, upper: Indices, lower: Indices, gains: Numbers | None = None) -> Numbers:
    """Return the numbers (`NAMES`) of each pair; `lower` stands somewhere else in the dump than `upper`.

    `gains` (pairs, 3) are what the language model says of them, where it was asked before.
    """
    found = np.empty((len(NAMES), len(upper)), np.float32)
    row = iter(found)
    _place(page, upper, lower, row)
    _measure(page, upper, lower, row)
    _sense(page.sense.gains(upper, lower) if gains is None else gains, row)
    _cache(page, upper, lower, row)
    _marks(page, upper, lower, row)
    if next(row, None) is not None:
        raise AssertionError("a column of NAMES is filled by none")
    return found.T


def _place(page: Page, upper: Indices, lower: Indices, row: Iterator[Numbers]) -> None:
    apart = lower - upper
    steps = np.abs(apart)
    for step in (1, 2, 3, 4):
        next(row)[:] = apart == step
    next(row)[:] = steps > 12
    np.divide(np.log(steps.astype(np.float32)), 3, out=next(row))
    blocks = page.block.take(lower) - page.block.take(upper)
    next(row)[:] = blocks == 0
    next(row)[:] = blocks == 1
    ends, begins = page.closes.take(upper), page.begins.take(lower)
    next(row)[:] = ends & begins
    next(row)[:] = ends & begins & page.begins.take(upper) & page.closes.take(lower)
    np.divide(np.clip(blocks, -20, 20), 20, out=next(row))
    last = np.maximum(upper, lower)
    after = np.minimum(np.minimum(upper + 1, lower), last)
    np.divide(np.clip(page.begun.take(last) - page.begun.take(after), 0, 4), 4, out=next(row))
    np.divide(np.clip(page.ended.take(last) - page.ended.take(upper), 0, 4), 4, out=next(row))


def _measure(page: Page, upper: Indices, lower: Indices, row: Iterator[Numbers]) -> None:
    width, measure = page.lines.width, page.lines.measure
    widths, measures = (width.take(upper), width.take(lower)), (measure.take(upper), measure.take(lower))
    off = np.abs(measures[1] - measures[0])
    np.divide(np.minimum(off, 10), 10, out=next(row))
    next(row)[:] = off <= 1
    np.divide(np.clip(widths[0] - measures[1], -5, 5), 5, out=next(row))
    np.divide(np.clip(widths[1] - measures[0], -5, 5), 5, out=next(row))
    np.divide(np.minimum(np.abs(widths[1] - widths[0]), 10), 10, out=next(row))


def _sense(gains: Numbers, row: Iterator[Numbers]) -> None:
    told = np.clip(gains.T, -4, 8) / 4
    for each in told:
        next(row)[:] = each
    np.clip(told.sum(axis=0), -2, 4, out=next(row))


def _cache(page: Page, upper: Indices, lower: Indices, row: Iterator[Numbers]) -> None:
    for each in page.cache.evidence(upper, lower).T:
        np.divide(each, 2, out=next(row))


def _marks(page: Page, upper: Indices, lower: Indices, row: Iterator[Numbers]) -> None:
    shown, heads = page.lines.shown, page.cache.heads
    for last, first in ((LAST_DIGIT, FIRST_DIGIT), (LAST_LATIN, FIRST_LATIN)):
        next(row)[:] = (shown[:, last] > 0).take(upper) & (shown[:, first] > 0).take(lower)
    opened, closing = (page.depth > 0).take(upper), (page.depth < 0).take(lower)
    next(row)[:] = opened & closing
    next(row)[:] = opened != closing
    next(row)[:] = heads.take(upper) == heads.take(lower)
    items = page.order.take(upper)
    next(row)[:] = (items >= 0) & (page.order.take(lower) == items + 1)
