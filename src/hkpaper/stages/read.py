"""读入: take the dump's text; give its pages, blocks and visual lines, each with its width in ems.

A dump of *blocks* joins the visual lines of a block by one space, a dump of *lines* prints one a line,
a dump in *layout* sets columns side by side with runs of spaces between. The stray spaces of the
first are geometry: all lines of one column have the column's measure, so the measure tells which
spaces end a line and which stand inside one (``记者 张三``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from hkpaper import signs
from hkpaper.chars import ems, has_han
from hkpaper.records import Doubt, Issue, Line, Span
from hkpaper.stage import Row
from hkpaper.wraps import close_up, wrapped

COLUMNS = ("line", "page", "block", "ems", "text", "start", "end")

GUTTER = re.compile(r"[ \t]{3,}|[ \t]*\u3000{2,}(?=\S)")  # at least three cells between two columns
SIDE_BY_SIDE = re.compile(r"(?m)\S[ \t]{3,}\S")


class Physical(NamedTuple):
    """A line of the file: its span, and the number of its page and of its block."""

    span: Span
    page: int
    block: int


def read(issue: Issue) -> Issue:
    """Cut the source into visual lines; a folio line or a form feed begins a page."""
    physical = list(physical_lines(issue.source.text))
    shape = shape_of(issue.source.text, physical)
    lines = [line for each in physical for line in visual_lines(issue.source.text, each, shape)]
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
    return "lines" if len(physical) > 2.5 * blocks else "blocks"


def visual_lines(text: str, physical: Physical, shape: str) -> Iterator[Line]:
    """Yield the visual lines of one physical line: cut at wraps, at gutters, or not at all."""
    if shape == "blocks":
        spans = wrapped(text, physical.span)
    elif shape == "layout":
        spans = list(_between(text, physical.span, GUTTER))
    else:
        spans = [physical.span]
    for span in spans:
        yield Line(span, physical.page, physical.block, ems(close_up(span.of(text))))


def _between(text: str, span: Span, gap: re.Pattern[str]) -> Iterator[Span]:
    at = span.start
    for match in gap.finditer(text, span.start, span.end):
        if at < match.start():
            yield Span(at, match.start())
        at = match.end()
    if at < span.end:
        yield Span(at, span.end)
