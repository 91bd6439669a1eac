"""接缝: what speaks for one line going on from another, as numbers, one row for each pair of lines.

Takes the lines of a page, its cache and the language model; gives the columns `NAMES`, which `GROUPS` gather
into kinds of evidence (the ablations take them away one by one, `explain` adds them up).
"""

from __future__ import annotations

from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from hkpaper.continuation import cache as cached
from hkpaper.continuation.cache import Cache
from hkpaper.continuation.traits import Lines, Numbers

Indices = NDArray[np.intp]
HEAD = 3  # characters of the lower line that the language model is asked for


class Model(Protocol):
    """A language model: see `ngram.Model.gains`."""

    def gains(self, tails: tuple[str, ...], heads: tuple[str, ...], upper: Indices, lower: Indices) -> Numbers: ...


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
    model: Model
    block: NDArray[np.int_]
    begun: NDArray[np.int_]  # stories that seem to begin before each line, its own not counted
    ended: NDArray[np.int_]  # stories sent on before each line
    depth: Numbers
    order: NDArray[np.int_]  # the number of a list item that a line opens with, or -1


def page_of(lines: Lines, block: NDArray[np.int_], cache: Cache, model: Model) -> Page:
    """Gather what pairs of a page's lines are asked for."""
    begun = np.cumsum(lines.opens) - lines.opens
    ended = np.cumsum(lines.ends) - lines.ends
    order = np.array([_order(text) for text in lines.texts], int)
    depth = np.array([_depth(text) for text in lines.texts], np.float32)
    return Page(lines, cache, model, block, begun, ended, depth, order)


ORDER = {char: index for index, chars in enumerate(("一1①", "二2②", "三3③", "四4④", "五5⑤", "六6⑥", "七7⑦", "八8⑧", "九9⑨")) for char in chars}  # fmt: skip
DEPTHS = {**dict.fromkeys("（(《〈「『【〔“‘", 1), **dict.fromkeys("）)》〉」』】〕”’", -1)}


def _order(text: str) -> int:
    """Return the number that a list item opens with (其二, 3., ③), from 0, or -1.

    >>> _order("二是修路,"), _order("3.联系电话"), _order("三十年来")
    (1, 2, -1)
    """
    head = text.lstrip("（(第其")[:2]
    return ORDER.get(head[:1], -1) if len(head) > 1 and (head[1] in "是、.．)）,，要" or len(text) <= 3) else -1


def _depth(text: str) -> int:
    return sum(DEPTHS.get(char, 0) for char in text)


def evidence(page: Page, upper: Indices, lower: Indices) -> Numbers:
    """Return the numbers (`NAMES`) of each pair; `lower` stands somewhere else in the dump than `upper`."""
    lines = page.lines
    apart = lower - upper
    steps = np.abs(apart)
    blocks = page.block[lower] - page.block[upper]
    lone_upper, lone_lower = _alone(page)[upper], _alone(page)[lower]
    last_of, first_of = _edges(page.block)
    early, late = np.minimum(upper + 1, lower), np.maximum(upper, lower)
    columns = [
        apart == 1, apart == 2, apart == 3, apart == 4, steps > 12, np.log(steps) / 3, blocks == 0, blocks == 1,
        last_of[upper] & first_of[lower], lone_upper & lone_lower, np.clip(blocks, -20, 20) / 20,
        np.clip(page.begun[late] - page.begun[np.minimum(early, late)], 0, 4) / 4,
        np.clip(page.ended[late] - page.ended[np.minimum(upper, late)], 0, 4) / 4,
    ]  # fmt: skip
    off = lines.measure[lower] - lines.measure[upper]
    columns += [
        np.minimum(np.abs(off), 10) / 10, np.abs(off) <= 1,
        np.clip(lines.width[upper] - lines.measure[lower], -5, 5) / 5,
        np.clip(lines.width[lower] - lines.measure[upper], -5, 5) / 5,
        np.minimum(np.abs(lines.width[lower] - lines.width[upper]), 10) / 10,
    ]  # fmt: skip
    gains = np.clip(page.model.gains(lines.texts, lines.texts, upper, lower), -4, 8) / 4
    columns += [*gains.T, np.clip(gains.sum(axis=1), -2, 4)]
    columns += list(page.cache.evidence(upper, lower).T / 2)
    shown = lines.shown
    digit = (shown[upper, LAST_DIGIT] > 0) & (shown[lower, FIRST_DIGIT] > 0)
    latin = (shown[upper, LAST_LATIN] > 0) & (shown[lower, FIRST_LATIN] > 0)
    opened, closes = page.depth[upper] > 0, page.depth[lower] < 0
    listed = (page.order[upper] >= 0) & (page.order[lower] == page.order[upper] + 1)
    columns += [
        digit,
        latin,
        opened & closes,
        opened != closes,
        _same_head(page)[upper] == _same_head(page)[lower],
        listed,
    ]
    return np.stack(columns, axis=1).astype(np.float32)


FIRST_DIGIT, FIRST_LATIN, LAST_DIGIT, LAST_LATIN = 1, 2, 12, 13  # columns of `traits.NAMES`


def _alone(page: Page) -> NDArray[np.bool_]:
    last, first = _edges(page.block)
    return last & first


def _edges(block: NDArray[np.int_]) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which lines are the last, and which the first, of their block."""
    change = block[1:] != block[:-1]
    return np.r_[change, True], np.r_[True, change]


def _same_head(page: Page) -> NDArray[np.uint64]:
    return page.cache.first[0] << np.uint64(cached.BITS) | page.cache.first[1]
