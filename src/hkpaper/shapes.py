"""版样: take a dump's text and name; give the lines of the file by page and block, and tell how it is laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hkpaper.banner import folio
from hkpaper.spans import Span

SHAPES = ("blocks", "lines", "layout")
SIDE_BY_SIDE = re.compile(r"(?m)\S[ \t]{3,}\S")
LONG = 36  # characters; no visual line of running text is longer
FEW = 20  # lines; of fewer, no habit can be told
WRAP = re.compile(r"[\u4e00-\u9fff，。、；：] +(?=[\u4e00-\u9fff“《])")
DAY = re.compile(r"(?:19|20)\d\d[-_.]?\d\d[-_.]?\d\d")
# Behind a date: "_03"; or "-A02", "p4", "第3版".
PAGE = re.compile(r"(?:\|[-_ ]?|(?:^|[-_ |])(?:[A-Dp第]|page))0?([1-9]\d?)版?$")


class Physical(NamedTuple):
    """A line of the file: its span, and the number of its page and of its block."""

    span: Span
    page: int
    block: int


def page_of(name: str) -> int:
    """Return the page that a file's name ends with, or 1: digits behind a date, or behind a separator and a sign of a page.

    >>> [page_of(name) for name in ("2025-05-02_03.txt", "xinmin-A02.txt", "p4.txt", "2025-05-02.txt", "007.txt")]
    [3, 2, 4, 1, 1]
    """
    return named_page(name.rsplit("/", 1)[-1].split(".", 1)[0]) or 1


def named_page(stem: str) -> int | None:
    """Return the page that a name without its ending says, or None where it says none."""
    found = PAGE.search(DAY.sub("|", stem))
    return int(found.group(1)) if found else None


def physical_lines(text: str, page: int = 1) -> Iterator[Physical]:
    """Yield the lines of the file that hold something, numbered by page and block.

    >>> [(p.page, p.block) for p in physical_lines("甲\\n乙\\n\\n丙\\f丁")]
    [(1, 0), (1, 0), (1, 1), (2, 2)]
    """
    block, gap, first = -1, True, True
    for match in re.finditer(r"([^\n\f]*)([\n\f]|\Z)", text):
        words = match.group(1).strip()
        if words:
            if named := folio(words):
                page = _page_after(page, named, first)
            block += gap
            first = gap = False
            at = text.index(words[0], match.start())
            yield Physical(Span(at, at + len(words)), page, block)
        else:
            gap = True
        if match.group(2) == "\f":
            page, gap = page + (not first), True


def _page_after(page: int, named: str, first: bool) -> int:
    """Return the page that a folio begins: its own number where it leads on, or the page as it is."""
    digits = re.sub(r"\D", "", named)
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
