"""折行: cut a physical line where its visual lines were joined by a space. Takes a text and a span; gives spans.

All lines of one column have the column's measure, so the measure tells which spaces end a line and
which stand inside one (``记者 张三``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from math import inf
from typing import NamedTuple

from hkpaper import banner
from hkpaper.chars import STOPS, ems, has_han, is_han
from hkpaper.spans import Span

WORD = re.compile(r"\S+")
SLACK = 1.0  # ems; 92 % of inner lines of a real page lie within it of their block's measure
NARROWEST = 5.0  # ems; no column of running text is set narrower
LETTERS = 0.75  # of the parts of a line; with as many single characters its letters are spaced
SIGNS = re.compile("记者|通讯员|摄影|作者")
CELLS = 3  # parts of a line, of which at least a row of a table is made
FIGURE = re.compile(r"[-+]?\d[\d.,:%/~–—-]*")  # all that a cell holds
SENTENCE = frozenset("，。；！？,;!?")  # running text has these, rows of cells have none


class Word(NamedTuple):
    """A run without spaces: its width, what it costs to end a line before it, to keep the space before it
    inside one, and at most to end a line after it that falls short."""

    ems: float
    breaks: float
    keeps: float
    short: float


def spaced(parts: Sequence[str]) -> bool:
    """Say whether what spaces part are letters, not words.

    >>> spaced("渡 口 又 通 船".split()), spaced("渡口通船 水清岸绿".split())
    (True, False)
    """
    return len(parts) > 2 and sum(len(part) == 1 for part in parts) >= LETTERS * len(parts)


def close_up(text: str) -> str:
    """Return a letter-spaced line without its spacing, any other line as it is.

    >>> close_up("期 资 产 盘 活"), close_up("咖香汇客 上海有约")
    ('期资产盘活', '咖香汇客 上海有约')
    """
    words = text.split()
    return "".join(words) if spaced(words) else text


def celled(lines: Sequence[str]) -> list[bool]:
    """Say of lines that follow each other which are rows of cells: two figures stand side by side in one, or its
    neighbour has cells, too, and a digit is in either.

    >>> celled(["品名 最高价 最低价", "白菜 1.20 0.80", "猪肉便宜了。"]), celled(["1 9 9 8 年 1 1 月"])
    ([True, True, False], [False])
    """
    rows = [_cells(line) for line in lines]
    found = [any(FIGURE.fullmatch(one) and FIGURE.fullmatch(two) for one, two in pairwise(row)) for row in rows]
    for at, (above, below) in enumerate(pairwise(rows)):
        if above and below and any(map(str.isdigit, "".join(above + below))):
            found[at] = found[at + 1] = True
    return found


def _cells(line: str) -> list[str]:
    """Return the cells of a line that may be a row: three or more, no sentence in them, not the letters of spaced words."""
    parts = line.split()
    words = [part for part in parts if has_han(part)]
    letters = words and all(len(word) == 1 for word in words)
    plain = words or all(map(FIGURE.fullmatch, parts))
    return parts if len(parts) >= CELLS and plain and not letters and SENTENCE.isdisjoint(line) else []


def wrapped(text: str, span: Span) -> list[Span]:
    """Cut a physical line where its visual lines were joined by a space.

    Every way of ending lines at spaces is weighed against each likely measure; the best one wins.
    """
    spans = [Span(*match.span()) for match in WORD.finditer(text, span.start, span.end)]
    if len(spans) < 2:
        return spans
    whole = span.of(text)
    if banner.folio(whole) or banner.mixed(whole) or not has_han(whole):
        return [span]
    words = _words(text, spans)
    if _fills(words):
        return spans
    best: tuple[float, list[int]] = inf, []
    for measure in _measures([word.ems for word in words]):
        if best[0]:
            best = _fit(words, measure, below=best[0]) or best
    return [Span(spans[a].start, spans[b - 1].end) for a, b in pairwise(best[1])]


def _words(text: str, spans: Sequence[Span]) -> list[Word]:
    """Return the words at `spans` as the division into lines sees them."""
    words: list[Word] = []
    for index, span in enumerate(spans):
        breaks, keeps = _costs_to_break(text, spans, index) if index else (0.0, 0.0)
        closing = text[span.end - 1]
        short = 0.8 if closing in STOPS or closing in '”"' else 4.0
        words.append(Word(ems(span.of(text)), breaks, keeps, short))
    return words


def _fills(words: Sequence[Word]) -> bool:
    """Say whether each word fills the column by itself: then each is a line, and no division costs less."""
    measure = max(word.ems for word in words)
    return not any(
        word.breaks or _misfit(word.ems, measure, index == 0, index == len(words) - 1, word.short)
        for index, word in enumerate(words)
    )


def _measures(widths: Sequence[float]) -> list[float]:
    """Return the measures worth trying: the commonest widths, and the widest of the words."""
    wide = [width for width in widths if width >= NARROWEST]
    found = {width for width, _ in Counter(wide).most_common(6)} if len(wide) > 6 else set(wide)
    pairs = [a + b + 0.5 for a, b in pairwise(widths)] if len(widths) < 8 else []
    return sorted({*found, *pairs, max(widths), NARROWEST})


def _costs_to_break(text: str, words: Sequence[Span], index: int) -> tuple[float, float]:
    """Return what it costs to end a line before word `index`, and what to keep the space inside one."""
    before, after = words[index - 1].of(text), words[index].of(text)
    if before[-1].isascii() and before[-1].isalnum() and after[0].isascii() and after[0].isalnum():
        return 2.0, 0.0
    if len(before) == 1 and len(after) == 1 and is_han(before) and is_han(after):
        return 2.5, 0.0  # letter-spaced
    if before.endswith("://"):
        return 4.0, 0.0
    if in_credit(text, max(words[index - 1].start - 60, words[0].start), words[index - 1].end):
        return 1.5, 0.0
    return 0.0, 2.5


def in_credit(text: str, start: int, end: int) -> bool:
    """Say whether what stands from `start` to `end` ends within a credit.

    >>> in_credit("(记者 闻小溪", 0, 7), in_credit("(记者 闻小溪)", 0, 8)
    (True, False)
    """
    opens, closes = (max(text.rfind(mark, start, end) for mark in marks) for marks in ("(（", ")）"))
    return opens > closes and SIGNS.search(text, opens, end) is not None


def _fit(words: Sequence[Word], measure: float, below: float) -> tuple[float, list[int]] | None:
    """Return the cost of the best division into lines of `measure`, and where its lines begin and end.

    None where no division costs less than `below`.
    """
    count, edge = len(words), measure + SLACK
    best = [0.0] + [below] * count
    back = [0] * (count + 1)
    for start, first in enumerate(words):
        head = best[start] + first.breaks
        if head >= below:
            continue
        width, kept = -0.5, 0.0
        for end in range(start + 1, count + 1):
            word = words[end - 1]
            if end > start + 1:
                kept += word.keeps
            width += word.ems + 0.5
            if width > edge:
                cost = head + kept + 1.5 * (width - measure - SLACK)  # as `_misfit` has it: most divisions end here
            else:
                cost = head + kept + _misfit(width, measure, start == 0, end == count, word.short)
            if cost < best[end]:
                best[end], back[end] = cost, start
            if width > edge and (cost >= below or (width > measure + 8 and end > start + 1)):
                break
    if best[count] >= below:
        return None
    cuts = [count]
    while cuts[-1]:
        cuts.append(back[cuts[-1]])
    return best[count], cuts[::-1]


def _misfit(width: float, measure: float, first: bool, last: bool, ceiling: float) -> float:
    """Return what a line of `width` costs in a column of `measure`: too wide is dear, short may be the end."""
    if width > measure + SLACK:
        return 1.5 * (width - measure - SLACK)
    if last:
        return 0.0
    short = measure - width - SLACK
    if first:
        short = min(short, abs(width + 2.0 - measure) - SLACK)
    return min(ceiling, 0.6 * short) if short > 0 else 0.0
