"""标记: find what a model that writes Markdown, LaTeX or HTML has put around the paper's own words.

Takes a text; gives the spans of the marks. What they enclose is the paper's: a heading, a cell, a bold word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from hkpaper.spans import Span

MARK = re.compile(
    r"""
    (?m:^)[ \t]*(?: \#{1,6} (?=[ \t]*\S) | > (?=[ \t]*\S) | ```\w* )  # "# 标题", "> 引文", a fence
    | (?m:^)[ \t]* (?: -{3,} | \*{3,} ) [ \t]* (?m:$)                 # a rule
    | !\[ [^\]\n\f]{0,200} \] \( [^)\n\f]{0,400} \)                               # "![](images/1.jpg)"
    | </? [A-Za-z][A-Za-z0-9]* (?: [ \t] [^<>\n\f]* )? /?>                  # "<td>", "<br/>"
    | \*\*                                                            # "**本报讯**"
    | (?P<math> \$ \\[A-Za-z]+ \$ )                                   # "$\\square$": the signs of money alone
    """,
    re.VERBOSE,
)
HEADING = re.compile(r"[ \t]*(?:>[ \t]*)?#{1,6}[ \t]*(?:\*\*)?[ \t]*")
ROW = re.compile(r"(?m)^[ \t]*(?:(?P<sign>[-*+])|(?P<number>[1-9]\d?)\.)[ \t]+(?=\S)(?![\d \t]{1,4}[-*+]?[ \t]*$)")
LONGEST = 20  # characters of a heading's sign and the space around it
GAP = re.compile(r"[^\n\f]*\n[ \t]*\n?")  # the rest of a row, and a blank row at most
SIGNS = re.compile(r"[#>*<$`\[-]")  # one of these stands in every mark


class Item(NamedTuple):
    """An item of a list: its bullet, an empty span where it has a number, and where its words, or its number, begin."""

    bullet: Span
    start: int


def items(text: str) -> Iterator[Item]:
    """Yield the items of lists as Markdown writes them: rows one below the other with one sign, or numbered on.

    >>> text = "班次：\\n- 早班\\n- 晚班\\n\\n1. 渡口\\n2. 老桥\\n\\n- 2 -\\n* 孤行"
    >>> [text[item.start : item.start + 2] for item in items(text)]
    ['早班', '晚班', '1.', '2.']
    """
    rows = list(ROW.finditer(text))
    if not rows:
        return
    follows = [_follows(text, upper, lower) for upper, lower in pairwise(rows)]
    for row, after, before in zip(rows, [False, *follows], [*follows, False], strict=True):
        if after or before:
            sign = row.span("sign")
            yield (
                Item(Span(*sign), row.end())
                if row["sign"]
                else Item(Span(row.start("number"), row.start("number")), row.start("number"))
            )


def _follows(text: str, upper: re.Match[str], lower: re.Match[str]) -> bool:
    """Say whether a row is the next item of the list that another is of."""
    if upper["sign"] != lower["sign"] or (lower["number"] and int(lower["number"]) != int(upper["number"]) + 1):
        return False
    gap = GAP.match(text, upper.end())
    return gap is not None and gap.end() == lower.start()


def heads(text: str, start: int) -> bool:
    """Say whether what begins at an offset is a Markdown heading: nothing but its sign stands before it on the row.

    >>> heads("# 渡口又通船了", 2), heads("渡口# 又通船了", 4)
    (True, False)
    """
    begin = max(0, start - LONGEST)
    before = text[max(begin, text.rfind("\n", begin, start) + 1) : start]
    return "#" in before and HEADING.fullmatch(before) is not None


def marks(text: str) -> Iterator[Span]:
    """Yield the spans of the marks in a text, none touching white space.

    >>> [span.of("**本报讯**(记者") for span in marks("**本报讯**(记者")]
    ['**', '**']
    >>> [span.of("# 渡口") for span in marks("# 渡口")], list(marks("3*4<5,单价2.5$"))
    (['#'], [])
    """
    found = _marks(text) if SIGNS.search(text) else iter(())
    bullets = (item.bullet for item in items(text) if item.bullet)
    end = 0
    for span in sorted((*found, *bullets)):
        if span.start >= end:
            yield span
            end = span.end


def _marks(text: str) -> Iterator[Span]:
    for match in MARK.finditer(text):
        start, end = match.span()
        if match.lastgroup == "math":
            yield from (Span(start, start + 1), Span(end - 1, end))
        else:
            whole = match.group()
            yield Span(start + len(whole) - len(whole.lstrip()), start + len(whole.rstrip()))
