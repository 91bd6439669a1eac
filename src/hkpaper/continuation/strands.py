"""栏段: cut what the first question joined into strands: lines that stand together whatever else is read before or after.

Takes the first answer's chains of runs; gives strands, cut where a full stop closes a paragraph, as it seems, and where
the answer was not sure; and says which strands are crumbs.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import log
from statistics import median
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hkpaper.chars import STOPS, is_han
from hkpaper.continuation.cover import Cover, chains
from hkpaper.continuation.net import Opinion
from hkpaper.continuation.order import REACH, Runs
from hkpaper.continuation.pairs import Page
from hkpaper.continuation.titles import TITLE
from hkpaper.jumpmarks import comes_from

SETTLED = log(0.8)  # a join of lines that both ends believe in so much is not asked again
LINES = 1.5  # lines a block, on average, from which a block of one line is something of its own
FULL = 0.8  # of its column is filled by a line that is read on from
STACKED = 3  # lines of a headline that is repeated
ENOUGH = 4  # lines show a column's width
EVEN, ODD = 1.0, 1.5  # ems by which lines of a column may differ from its width, and by which a headline does
LITTLE = 1.0  # nats by which a line's end raises what stands below, from which that goes on from it
CRUMB = 3.0  # ems; the crumbs of a vertical headline are narrower


class Strands(NamedTuple):
    """Lines of one page in reading order, strand by strand in the dump's order, by place on the page."""

    lines: tuple[tuple[int, ...], ...]
    aside: NDArray[np.bool_]  # by line: it is no running text


def cut(page: Page, runs: Runs, first: Opinion, found: Cover) -> Strands:
    """Cut the chains of runs at full stops, below what may be a headline after all, and where the first answer is not sure.

    What comes next is the second question.
    """
    blocky = len(page.block) > LINES * len(np.unique(page.block))
    strands: list[tuple[int, ...]] = []
    for chain in chains(found.after, found.aside):
        strand: list[int] = []
        for at, run in enumerate(chain):
            unsure = at > 0 and not settled(first, chain[at - 1], REACH.index(run - chain[at - 1]))
            for line in range(runs.first[run], runs.last[run] + 1):
                parts = strand and _may_part(page, strand[-1], line)
                parts = parts and (page.lines.closed[strand[-1]] or (blocky and _may_be_headline(page, strand, line)))
                if strand and (parts or (unsure and line == runs.first[run])):
                    strands.append(tuple(strand))
                    strand = []
                strand.append(line)
        strands.append(tuple(strand))
    aside = np.zeros(len(page.lines.texts), bool)
    for number, held in enumerate(tuple(strands)):
        if repeated := _repeated(page, held):
            strands[number] = held[:1]
            strands.append(held[1 + repeated :])
            aside[list(held[1 : 1 + repeated])] = True
    for run in np.flatnonzero(found.aside).tolist():
        aside[runs.first[run] : runs.last[run] + 1] = True
    return Strands(tuple(sorted(strands)), aside)


def _repeated(page: Page, strand: Sequence[int]) -> int:
    """Return how many lines below a 上接 mark repeat the story's headline.

    They do not fill the column, as what goes on from another page in mid-sentence does from its first line; they hold no
    full stop; and what stands below them does not go on from them.
    """
    lines = page.lines
    if not lines.opens[strand[0]] or not comes_from(lines.texts[strand[0]]):
        return 0
    rest = [line for line in strand[1:] if not lines.closed[line]]
    column = median(lines.width[rest].tolist()) if len(rest) >= ENOUGH else 0.0
    if column == 0.0 or np.mean(np.abs(lines.width[rest] - column) < EVEN) < FULL:
        return 0
    for found, (line, below) in enumerate(pairwise(strand[1 : 2 + STACKED])):
        stopped = lines.closed[line] or not STOPS.isdisjoint(lines.texts[line])
        odd = abs(lines.width[line] - column) > ODD and len(lines.texts[line]) >= TITLE
        if stopped or not odd or page.sense.gains(np.array([line]), np.array([below])).sum() > LITTLE:
            return found
    return STACKED


def settled(opinion: Opinion, upper: int, column: int) -> bool:
    """Say whether both ends of a join believe in it so much that it is not asked again, with more known of the topics."""
    return bool(min(opinion.succ[upper, column], opinion.pred[upper, column]) >= SETTLED)


def _may_part(page: Page, upper: int, lower: int) -> bool:
    """Say whether a paragraph may end between two lines: not where the upper fills its column and the lower is not set in."""
    lines = page.lines
    return bool(
        lines.width[upper] < lines.measure[upper] - 0.9
        or lines.indented[lower]
        or page.block[upper] != page.block[lower]
    )


def _may_be_headline(page: Page, strand: Sequence[int], lower: int) -> bool:
    """Say whether the last line of a strand may be a headline that the first answer has read on into what stands below it.

    It is a block of its own, where blocks have several lines; it opens the strand or comes after a full stop; and the
    line below begins another block and fills its column.
    """
    lines, upper = page.lines, strand[-1]
    opens = len(strand) == 1 or lines.closed[strand[-2]]
    return bool(
        page.begins[upper]
        and page.closes[upper]
        and opens
        and not lines.ends[upper]
        and len(lines.texts[upper]) >= TITLE
        and lines.width[lower] > FULL * lines.measure[lower]
    )


def crumbs_of(page: Page, strands: Strands) -> NDArray[np.bool_]:
    """Say of each strand whether it is crumbs of a vertical headline: two lines or more in a row of one or two characters each.

    They stand in no story. A single short line may be the end of a paragraph whose full stop was lost.
    """
    crumb = mute(page, CRUMB) & (page.order < 0)
    for line in np.flatnonzero(crumb).tolist():
        crumb[line] = all(map(is_han, page.lines.texts[line]))
    edged = np.r_[False, crumb, False]
    crumb &= edged[:-2] | edged[2:]
    return np.array([crumb[list(strand)].all() for strand in strands.lines], bool)


def mute(page: Page, width: float) -> NDArray[np.bool_]:
    """Say of each line whether it is narrower than `width`, in ems, and neither opens nor closes anything."""
    lines = page.lines
    found: NDArray[np.bool_] = (lines.width < width) & ~(lines.closed | lines.opens | lines.ends)
    return found
