"""文体: say what kind of text each story is: article, brief, photo, notice, verse, essay, opinion, table, ad, other.

Takes whole stories, headlines and bylines known; fills ``kind``, and says how sure it is. Verse keeps its lines and a table
its rows: each is a paragraph of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from hkpaper.account import fields
from hkpaper.genres import kind_of, printed
from hkpaper.records import Article, Doubt, Issue
from hkpaper.stage import Row
from hkpaper.text import plain

COLUMNS = ("id", "kind", "confidence", "headline", "characters", "start", "end")

LINED = ("verse", "table")
WEAK = 0.6  # a kind less sure than this is given with a doubt


def kind(issue: Issue) -> Issue:
    """Give each article its kind."""
    starts = {line.span.start for line in issue.lines}
    told = [kind_of(article, starts) for article in issue.articles]
    articles = tuple(
        _lined(replace(article, kind=name, kind_confidence=round(sure, 3)), starts)
        for article, (name, sure) in zip(issue.articles, told, strict=True)
    )
    doubts = [
        Doubt(
            "kind",
            "weak-kind",
            next(piece for _, text in fields(article) for piece in text).span,
            f"it may be no {article.kind} ({article.kind_confidence:.2f})",
        )
        for article in articles
        if article.kind_confidence < WEAK
    ]
    return replace(issue, articles=articles, doubts=(*issue.doubts, *doubts))


def _lined(article: Article, starts: Collection[int]) -> Article:
    """Return verse or a table with each of its printed lines a paragraph; `starts` are where lines begin in the source."""
    if article.kind not in LINED:
        return article
    return replace(article, paragraphs=tuple(line for lines in printed(article, starts) for line in lines))


def rows(issue: Issue) -> Iterator[Row]:
    """Yield a row for each article."""
    for article in issue.articles:
        size = sum(len(plain(paragraph)) for paragraph in article.paragraphs)
        pieces = [piece for _, text in fields(article) for piece in text]  # of a jump mark alone no paragraph is left
        start, end = min(p.span.start for p in pieces), max(p.span.end for p in pieces)
        yield article.id, article.kind, article.kind_confidence, plain(article.headline.main) or None, size, start, end
