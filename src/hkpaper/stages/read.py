"""读入: take the dump's text; give its pages, blocks and visual lines, each with its width in ems.

A dump of *blocks* joins the visual lines of a block by one space, a dump of *lines* prints one a line,
a dump in *layout* sets columns side by side with runs of spaces between. The stray spaces of the
first are geometry: all lines of one column have the column's measure, so the measure tells which
spaces end a line and which stand inside one (``记者 张三``).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import inf
from typing import NamedTuple

from hkpaper import signs
from hkpaper.chars import STOPS, ems, has_han, is_han
from hkpaper.records import Doubt, Issue, Line, Span
from hkpaper.stage import Row

COLUMNS = ("line", "page", "block", "ems", "text", "start", "end")

WORD = re.compile(r"\S+")
GUTTER = re.compile(r"[ \t]{3,}|[ \t]*\u3000{2,}(?=\S)")  # at least three cells between two columns
SIDE_BY_SIDE = re.compile(r"(?m)\S[ \t]{3,}\S")
SLACK = 1.0  # ems; 92 % of inner lines of a real page lie within it of their block's measure
NARROWEST = 5.0  # ems; no column of running text is set narrower
NEAR = 12  # lines on either side that say how wide a column is
LONG = 36  # characters; no visual line of running text is longer
FEW = 20  # lines; of fewer, no habit can be told
WRAP = re.compile(r"[\u4e00-\u9fff，。、；：] +(?=[\u4e00-\u9fff“《])")
LISTED = re.compile(r"[(（][^()（）]*(?:记者|通讯员|摄影|作者)[^()（）]*$")  # "(记者 ", still open


class Physical(NamedTuple):
    """A line of the file: its span, and the number of its page and of its block."""

    span: Span
    page: int
    block: int


class Word(NamedTuple):
    """A run without spaces: its width, what it costs to end a line before it, to keep the space before it
    inside one, and at most to end a line after it that falls short."""

    ems: float
    breaks: float
    keeps: float
    short: float


def read(issue: Issue) -> Issue:
    """Cut the source into visual lines; a folio line or a form feed begins a page."""
    physical = list(physical_lines(issue.source.text))
    shape = shape_of(issue.source.text, physical)
    lines = list(visual_lines(issue.source.text, physical, shape))
    return replace(issue, lines=tuple(lines), shape=shape, doubts=(*issue.doubts, *_doubts(issue, lines)))


def rows(issue: Issue) -> Iterator[Row]:
    """Yield a row for each visual line."""
    for number, line in enumerate(issue.lines):
        yield number, line.page, line.block, line.ems, issue.text_of(number), line.span.start, line.span.end


def _doubts(issue: Issue, lines: Sequence[Line]) -> Iterator[Doubt]:
    source = issue.source
    if not lines:
        yield Doubt("read", "empty-input", Span(0, len(source.text)), "there is no text in the input")
    elif not has_han(source.text):
        yield Doubt("read", "no-chinese", Span(0, len(source.text)), "there is no Chinese character in the input")
    for offset in source.lossy[:100]:
        note = f"a byte that is not {source.encoding} was replaced"
        yield Doubt("read", "lossy-decoding", Span(offset, offset + 1), note)


def physical_lines(text: str) -> Iterator[Physical]:
    """Yield the lines of the file that hold something, numbered by page and block.

    >>> [(p.page, p.block) for p in physical_lines("甲\\n乙\\n\\n丙\\f丁")]
    [(1, 0), (1, 0), (1, 1), (2, 2)]
    """
    page, block, gap, first = 1, -1, True, True
    for match in re.finditer(r"([^\n\f]*)([\n\f]|\Z)", text):
        words = match.group(1).strip()
        if words:
            if folio := signs.folio(words):
                page = _page_after(page, folio, first)
            block += gap
            first = gap = False
            at = text.index(words[0], match.start())
            yield Physical(Span(at, at + len(words)), page, block)
        else:
            gap = True
        if match.group(2) == "\f":
            page, gap = page + (not first), True


def _page_after(page: int, folio: str, first: bool) -> int:
    """Return the page that a folio begins: its own number where it leads on, or the page as it is."""
    digits = re.sub(r"\D", "", folio)
    if digits and 0 < int(digits) < 1000 and (first or int(digits) > page):
        return int(digits)
    return page


def shape_of(text: str, physical: Sequence[Physical]) -> str:
    """Say how the dump is laid out: ``blocks``, ``lines`` or ``layout``."""
    if not physical:
        return "blocks"
    beside = sum(1 for _ in SIDE_BY_SIDE.finditer(text))
    if beside > len(physical) / 4:
        return "layout"
    blocks = physical[-1].block + 1
    return "lines" if len(physical) > 2.5 * blocks or _one_by_one(text, physical) else "blocks"


def _one_by_one(text: str, physical: Sequence[Physical]) -> bool:
    """Say whether each visual line is a block of its own: few are long, and few hold a space that could be a wrap."""
    if len(physical) < FEW:
        return False
    long = sum(len(each.span) > LONG for each in physical)
    spaced = sum(WRAP.search(text, each.span.start, each.span.end) is not None for each in physical)
    return long < len(physical) / 30 and spaced < len(physical) / 6


def apart(text: str, physical: Sequence[Physical]) -> Iterator[list[Span]]:
    """Yield the visual lines of each physical line of a dump of lines.

    Most are one. A tool that reads by rows sets the lines of two columns, or a vertical headline's character and a
    line, side by side with a space between: then the whole is wider than the lines near by, and a part as wide as they.
    """
    widths = [ems(close_up(each.span.of(text))) for each in physical]
    plain = [None if " " in each.span.of(text) else width for each, width in zip(physical, widths, strict=True)]
    for at, each in enumerate(physical):
        spans = [each.span]
        if plain[at] is None:
            near = Counter(width for width in plain[max(0, at - NEAR) : at + NEAR + 1] if width is not None)
            measure = max(near, key=lambda width: (near[width], width), default=0.0)
            if measure >= NARROWEST and widths[at] > measure + SLACK:
                spans = _side_by_side(text, each.span, measure)
        yield spans


def _side_by_side(text: str, span: Span, measure: float) -> list[Span]:
    """Return two lines where a space parts one of the measure from another no wider, else the whole."""
    for gap in re.finditer(r" +", span.of(text)):
        parts = [Span(span.start, span.start + gap.start()), Span(span.start + gap.end(), span.end)]
        widths = [ems(part.of(text)) for part in parts]
        fits = measure - SLACK <= max(widths) <= measure + SLACK
        if fits and not LISTED.search(parts[0].of(text)) and not signs.byline_line(span.of(text)):
            return parts
    return [span]


def visual_lines(text: str, physical: Sequence[Physical], shape: str) -> Iterator[Line]:
    """Yield the visual lines of the physical ones: cut at wraps, at gutters, or where two stand side by side."""
    if shape == "blocks":
        found: Iterator[list[Span]] = (wrapped(text, each.span) for each in physical)
    elif shape == "layout":
        found = (list(_between(text, each.span, GUTTER)) for each in physical)
    else:
        found = apart(text, physical)
    for each, spans in zip(physical, found, strict=True):
        for span in spans:
            yield Line(span, each.page, each.block, ems(close_up(span.of(text))))


def _between(text: str, span: Span, gap: re.Pattern[str]) -> Iterator[Span]:
    at = span.start
    for match in gap.finditer(text, span.start, span.end):
        if at < match.start():
            yield Span(at, match.start())
        at = match.end()
    if at < span.end:
        yield Span(at, span.end)


def close_up(text: str) -> str:
    """Return a letter-spaced line without its spacing, any other line as it is.

    >>> close_up("期 资 产 盘 活"), close_up("咖香汇客 上海有约")
    ('期资产盘活', '咖香汇客 上海有约')
    """
    words = text.split()
    if len(words) < 3 or sum(len(word) == 1 for word in words) < 0.75 * len(words):
        return text
    return "".join(words)


def wrapped(text: str, span: Span) -> list[Span]:
    """Cut a physical line where its visual lines were joined by a space.

    Every way of ending lines at spaces is weighed against each likely measure; the best one wins.
    """
    spans = [Span(*match.span()) for match in WORD.finditer(text, span.start, span.end)]
    if len(spans) < 2:
        return spans
    whole = span.of(text)
    if signs.folio(whole) or not has_han(whole):
        return [span]
    words = _words(text, spans)
    if _fills(words):
        return spans
    best: tuple[float, list[int]] = inf, []
    for measure in _measures([word.ems for word in words]):
        if best[0]:
            best = _fit(words, measure, below=best[0]) or best
    return [Span(spans[a].start, spans[b - 1].end) for a, b in itertools.pairwise(best[1])]


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
    pairs = [a + b + 0.5 for a, b in itertools.pairwise(widths)] if len(widths) < 8 else []
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
    if LISTED.search(text[max(words[index - 1].start - 60, words[0].start) : words[index - 1].end]):
        return 1.5, 0.0
    return 0.0, 2.5


def _fit(words: Sequence[Word], measure: float, below: float) -> tuple[float, list[int]] | None:
    """Return the cost of the best division into lines of `measure`, and where its lines begin and end.

    None where no division costs less than `below`.
    """
    count = len(words)
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
            cost = head + kept + _misfit(width, measure, start == 0, end == count, word.short)
            if cost < best[end]:
                best[end], back[end] = cost, start
            if width > measure + SLACK and (cost >= below or (width > measure + 8 and end > start + 1)):
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
