"""标记: find what a model that writes Markdown, LaTeX or HTML has put around the paper's own words.

Takes a text; gives the spans of the marks. What they enclose is the paper's: a heading, a cell, a bold word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hkpaper.records import Span

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
SIGNS = re.compile(r"[#>*<$`\[-]")  # one of these stands in every mark


def marks(text: str) -> Iterator[Span]:
    """Yield the spans of the marks in a text, none touching white space.

    >>> [span.of("**本报讯**(记者") for span in marks("**本报讯**(记者")]
    ['**', '**']
    >>> [span.of("# 渡口") for span in marks("# 渡口")], list(marks("3*4<5,单价2.5$"))
    (['#'], [])
    """
    if not SIGNS.search(text):
        return
    for match in MARK.finditer(text):
        start, end = match.span()
        if match.lastgroup == "math":
            yield from (Span(start, start + 1), Span(end - 1, end))
        else:
            whole = match.group()
            yield Span(start + len(whole) - len(whole.lstrip()), start + len(whole.rstrip()))
