"""诗尾: the last lines of free verse, which look like the headline that stands below them.

Verse without marks is set in short lines of its own sense, as headlines are; the nearer the next headline, the more a line
looks like a part of it. But a headline speaks of the story below it, and the end of a poem does not. So of the asides right
below some lines of verse, those above the first that shares words with what stands below the asides are verse.

Takes a page, what may follow each line, and the strands; gives the strands with their last lines back.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from hkpaper.chars import han_runs, pairs
from hkpaper.continuation.pairs import FIRST_DIGIT, Page
from hkpaper.continuation.strands import Strands
from hkpaper.continuation.traits import Numbers

VERSE = 5  # lines in a row that show that a text is verse
WIDEST = 14.0  # ems of a line of verse
CLOSED = 0.4  # of its lines, at most, end with a full stop
EVEN = 0.5  # of its lines, at most, are as wide as the widest: lines of a narrow column fill it
BELOW = 12  # lines of running text below in which a headline's words are looked for
LIKELY = 0.15  # share of what may follow the line above, from which a line may be the next of the poem


def with_tails(page: Page, follows: Numbers, strands: Strands) -> Strands:
    """Return strands where those that end in free verse go on with its last lines.

    `follows` (lines,) is the share that each line has of what may follow the line before it in the dump.
    """
    aside = strands.aside.copy()
    lines = list(strands.lines)
    ending = {strand[-1]: number for number, strand in enumerate(lines)}
    for first, after in _groups(strands):
        number = ending.get(first - 1)
        if number is None or not _is_verse(page, strands, first):
            continue
        tail = list(_tail(page, follows, range(first, after), _words_below(page, strands, after)))
        aside[tail] = False
        lines[number] += tuple(tail)
    return Strands(tuple(sorted(lines)), aside)


def _groups(strands: Strands) -> Iterator[tuple[int, int]]:
    """Yield where asides in a row begin, and the line below them."""
    edges = np.diff(np.r_[0, strands.aside.astype(np.int8), 0])
    yield from zip(np.flatnonzero(edges > 0).tolist(), np.flatnonzero(edges < 0).tolist(), strict=True)


def _is_verse(page: Page, strands: Strands, end: int) -> bool:
    """Say whether the lines right above `end` are free verse: short, ragged, hardly a full stop, and no list of numbers."""
    held, lines = slice(end - VERSE, end), page.lines
    if end < VERSE or strands.aside[held].any() or lines.opens[held].any() or lines.texts[end - 1].endswith("。"):
        return False
    width = lines.width[held]
    ragged = np.mean(width > width.max() - 1) <= EVEN
    counted = lines.shown[held, FIRST_DIGIT].mean() > EVEN
    return bool(width.max() <= WIDEST and ragged and not counted and lines.closed[held].mean() <= CLOSED)


def _words_below(page: Page, strands: Strands, after: int) -> frozenset[str]:
    """Return the pairs of characters of the running text below a line."""
    below = np.flatnonzero(~strands.aside[after:])[:BELOW] + after
    return pairs(han_runs().findall("\n".join(page.lines.texts[line] for line in below)))


def _tail(page: Page, follows: Numbers, asides: range, words: frozenset[str]) -> Iterator[int]:
    """Yield the asides that are verse: those above the first that shares words with what stands below; none where none does."""
    texts = page.lines.texts
    telling = next((line for line in asides if words & pairs(han_runs().findall(texts[line]))), asides.start)
    for line in range(asides.start, telling):
        if page.lines.width[line] > WIDEST or follows[line] < LIKELY:
            return
        yield line
