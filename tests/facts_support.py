"""Issues written down by hand: articles as the stages before would have left them, each character held once."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hkpaper import account, pipeline
from hkpaper.records import Article, Furniture, Headline, Issue, Line, Masthead
from hkpaper.spans import Piece, Source, Span, Text
from hkpaper.text import plain


def read_only(text: str) -> Issue:
    """Return the issue of a raw dump after nothing but `read`."""
    source = Source("made.txt", "utf-8", "0" * 64, text)
    return pipeline.apply(pipeline.open_issue(source), "read")


def written(articles: list[dict[str, Any]], date: str | None = None) -> Issue:
    """Return an issue of ``articles``: dicts of ``id``, ``page``, ``headline`` and ``paragraphs``, all but the last optional."""
    page_of: list[str] = []
    lines: list[Line] = []
    made: list[Article] = []
    at = 0

    def put(text: str, page: int) -> Text:
        nonlocal at
        if not text:
            return ()
        span = Span(at, at + len(text))
        page_of.append(text)
        lines.append(Line(span, page, len(lines), float(len(text))))
        at += len(text) + 1
        return (Piece(span, text),)

    for number, each in enumerate(articles):
        page = each.get("page", 1)
        headline = Headline(main=put(each.get("headline") or "", page))
        paragraphs = tuple(put(text, page) for text in each["paragraphs"])
        made.append(Article(each.get("id", f"a{number + 1}"), page, paragraphs, pages=(page,), headline=headline))
    source = Source("made.txt", "utf-8", "0" * 64, "\n".join(page_of))
    return Issue(source, tuple(lines), masthead=Masthead(date=date), articles=tuple(made))


def texts(article: Article) -> list[str]:
    """Return an article's paragraphs as strings."""
    return [plain(paragraph) for paragraph in article.paragraphs]


def with_whole_page(issue: Issue) -> Issue:
    """Return a read issue with every line that nothing claims held as furniture, so that it can be audited."""
    free = (Furniture("rest", issue.lines[line].span) for line in account.unclaimed_lines(issue))
    return replace(issue, furniture=(*issue.furniture, *free))
