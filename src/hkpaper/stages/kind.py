"""文体: say what kind of text each story is: article, brief, photo, notice, verse, essay, opinion, table, ad, other.

Takes whole stories, headlines and bylines known; fills ``kind``, and says how sure it is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hkpaper.genres import kind_of
from hkpaper.records import Doubt, Issue
from hkpaper.stage import Row
from hkpaper.text import plain

COLUMNS = ("id", "kind", "confidence", "headline", "characters", "start", "end")

WEAK = 0.6  # a kind less sure than this is given with a doubt


def kind(issue: Issue) -> Issue:
    """Give each article its kind."""
    told = [kind_of(article) for article in issue.articles]
    articles = tuple(
        replace(article, kind=name, kind_confidence=round(sure, 3))
        for article, (name, sure) in zip(issue.articles, told, strict=True)
    )
    doubts = [
        Doubt(
            "kind",
            "weak-kind",
            article.paragraphs[0][0].span,
            f"it may be no {article.kind} ({article.kind_confidence:.2f})",
        )
        for article in articles
        if article.kind_confidence < WEAK and article.paragraphs
    ]
    return replace(issue, articles=articles, doubts=(*issue.doubts, *doubts))


def rows(issue: Issue) -> Iterator[Row]:
    """Yield a row for each article."""
    for article in issue.articles:
        pieces = [piece for paragraph in article.paragraphs for piece in paragraph]
        size = sum(len(piece.text) for piece in pieces)
        start, end = min(p.span.start for p in pieces), max(p.span.end for p in pieces)
        yield article.id, article.kind, article.kind_confidence, plain(article.headline.main) or None, size, start, end
