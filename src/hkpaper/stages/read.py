"""读入: take the dump's text; give its pages, blocks and visual lines, each with its width in ems.

A dump of *blocks* joins the visual lines of a block by one space, a dump of *lines* prints one a line,
a dump in *layout* sets columns side by side with runs of spaces between. The stray spaces of the
first are geometry: all lines of one column have the column's measure, so the measure tells which
spaces end a line and which stand inside one (``记者 张三``).
"""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, groupby, pairwise
from operator import attrgetter

from hkpaper import banner, binding, nameplate, signs
from hkpaper.chars import ems, han_runs, has_han, is_han
from hkpaper.errors import OptionError
from hkpaper.layout import modules, runs
from hkpaper.markup import marks
from hkpaper.records import Doubt, Furniture, Issue, Line
from hkpaper.shapes import SHAPES, Physical, shape_of
from hkpaper.spans import Span
from hkpaper.stage import Row
from hkpaper.text import trimmed
from hkpaper.wraps import NARROWEST, SLACK, close_up, in_credit, wrapped

ASKED = ("auto", *SHAPES)
COLUMNS = ("line", "page", "block", "ems", "text", "start", "end")

TWICE = re.compile(r"([^，。；、,;]{4,}?)(?:[ \u3000]?\1)+")  # bold type, imitated by printing a line again
NUMBER = re.compile(r"[1-9]\d?\.")
NEAR = 12  # lines on either side that say how wide a column is
TOGETHER = 1.5  # lines a block; a tool that sets each line apart reads whole pages across, and untangle knows its ways
LONG_ENOUGH = 600  # characters, in which a newspaper shows that it is one
FOREIGN = 6  # letters for each Chinese character (itself a letter), from which a text is not Chinese


def read(issue: Issue, *, shape: str = "auto") -> Issue:
    """Cut the source into visual lines; a folio line or a form feed begins a page.

    `shape` is ``auto``, or one of ``blocks``, ``lines`` and ``layout``, whatever the dump looks like.
    """
    if shape not in ASKED:
        raise OptionError(f"--shape {shape}: it is one of {', '.join(ASKED)}")
    marked = list(marks(issue.source.text))
    physical = list(_unmarked(issue.source.text, binding.physical_of(issue.source), marked))
    shape = shape_of(issue.source.text, physical) if shape == "auto" else shape
    lines = list(visual_lines(issue.source.text, physical, shape))
    if shape == "lines" and physical and len(physical) > TOGETHER * (physical[-1].block + 1):
        lines = list(_unwoven(issue.source.text, lines))
    found = (*issue.furniture, *(Furniture("markup", span) for span in marked))
    doubts = (*issue.doubts, *_doubts(issue, lines))
    return replace(issue, lines=tuple(lines), shape=shape, furniture=found, doubts=doubts)


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
    elif _foreign(source.text):
        yield Doubt("read", "little-chinese", Span(0, len(source.text)), "most of the input is not Chinese")
    elif len(source.text) >= LONG_ENOUGH and not any(_of_a_paper(issue, line) for line in lines):
        note = "no date, byline, jump or folio is in the input: it may be no newspaper"
        yield Doubt("read", "no-newspaper", Span(0, len(source.text)), note)
    yield from binding.doubts(source, lines)
    for offset in source.lossy[:100]:
        note = f"a byte that is not {source.encoding} was replaced"
        yield Doubt("read", "lossy-decoding", Span(offset, offset + 1), note)


def _foreign(text: str) -> bool:
    """Say whether a text holds far more letters of other scripts than Chinese characters."""
    han = sum(map(len, han_runs().findall(text)))
    return sum(map(str.isalpha, text)) > FOREIGN * han


def _of_a_paper(issue: Issue, line: Line) -> bool:
    """Say whether a line shows what newspapers print: a date, a field of a masthead, a byline, a jump or a folio."""
    text = line.span.of(issue.source.text)
    signed = signs.lead(text) or signs.byline_line(text) or signs.jump_mark(text) or banner.folio(text)
    return bool(signed or nameplate.fields(text) or nameplate.dated(text))


def _unmarked(text: str, physical: Iterable[Physical], marked: Sequence[Span]) -> Iterator[Physical]:
    """Yield the lines of the file without what a model has put around the paper's words, cut where that stands inside."""
    left = deque(marked)
    for line in physical:
        at = line.span.start
        while left and left[0].start < line.span.end:
            mark = left.popleft()
            yield from _held(text, line, at, mark.start)
            at = mark.end
        yield from _held(text, line, at, line.span.end)


def _held(text: str, line: Physical, start: int, end: int) -> Iterator[Physical]:
    """Yield a part of a line, if it holds anything."""
    span = trimmed(text, Span(start, end))
    if span:
        yield line._replace(span=span)


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
        if fits and not in_credit(text, span.start, parts[0].end) and not _is_one(span.of(text)):
            return parts
    return [span]


def _is_one(text: str) -> bool:
    """Say whether a row with spaces in it is one line whatever its width: a byline, or a masthead's fields."""
    return signs.byline_line(text) or banner.mixed(text)


def visual_lines(text: str, physical: Sequence[Physical], shape: str) -> Iterator[Line]:
    """Yield the visual lines of the physical ones: cut at wraps, at gutters, or where two stand side by side."""
    if shape == "blocks":
        found: Iterator[list[Span]] = (_numbered(text, wrapped(text, each.span)) for each in physical)
    elif shape == "layout":
        physical, found = _laid_out(text, physical)
    else:
        found = apart(text, physical)
    for each, spans in zip(physical, found, strict=True):
        for span in (line for whole in spans for part in _after_mark(text, whole) for line in _prints(text, part)):
            yield Line(span, each.page, each.block, ems(close_up(span.of(text))))


def _numbered(text: str, spans: list[Span]) -> list[Span]:
    """Return the visual lines of a physical one, the number of a list's item with its first."""
    if len(spans) > 1 and NUMBER.fullmatch(spans[0].of(text)):
        return [Span(spans[0].start, spans[1].end), *spans[2:]]
    return spans


def _after_mark(text: str, span: Span) -> tuple[Span, ...]:
    """Return a line, a 上接 mark that opens it apart from the rest: a headline repeated, or the story going on.

    紧接第2版 stays with what follows it: alone it would send the reader on.
    """
    mark = signs.jump_mark(span.of(text))
    alone = signs.jump_mark(span.of(text)[: mark.end]) if mark and mark.direction == "from" else None
    if mark is None or alone is None or alone.direction != "from" or mark.end >= len(span):
        return (span,)
    rest = trimmed(text, Span(span.start + mark.end, span.end))
    return (Span(span.start, span.start + mark.end), rest)


def _prints(text: str, span: Span) -> Iterator[Span]:
    """Yield a line, or each print of one that is printed twice beside itself."""
    match = TWICE.fullmatch(text, span.start, span.end)
    if match is None or sum(map(is_han, match[1])) < len(match[1]) / 2:
        yield span
    else:
        yield from (Span(*each.span()) for each in re.compile(re.escape(match[1])).finditer(text, span.start, span.end))


def _unwoven(text: str, lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines of a dump of lines, those that were read across columns column by column, each a block."""
    from hkpaper.continuation import ngram, weave  # numpy and the language model are asked for here only

    block, last = -1, -1
    for _, on_it in groupby(lines, key=attrgetter("page")):
        page = list(on_it)
        texts = [line.span.of(text) for line in page]
        set_in = [text[max(0, line.span.start - 2) : line.span.start] == "\u3000\u3000" for line in page]
        for column in weave.unwoven(texts, set_in, ngram.chosen("")):
            own = -1 if len(column) > 1 else page[column[0]].block
            block += own < 0 or own != last
            last = own
            yield from (page[line]._replace(block=block) for line in column)


def _laid_out(text: str, physical: Sequence[Physical]) -> tuple[list[Physical], Iterator[list[Span]]]:
    """Return the lines of a dump in layout in reading order, each column run a block, and the span of each."""
    found: list[Physical] = []
    block = -1
    for page, on_it in groupby(physical, key=attrgetter("page")):
        held = list(on_it)
        rows = accumulate((text.count("\n", one.span.end, two.span.start) for one, two in pairwise(held)), initial=0)
        columns = runs.columns(text, [(row, each.span) for row, each in zip(rows, held, strict=True)])
        for column in modules.in_order(text, columns):
            block += 1
            found += [Physical(piece.span, page, block) for piece in column.pieces]
    return found, ([each.span] for each in found)
