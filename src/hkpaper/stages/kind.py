"""文体: say what kind of text each story is: article, brief, photo, notice, verse, essay, opinion, table, ad, other.

Takes whole stories, headlines and bylines known; fills ``kind``, and says how sure it is. Verse keeps its lines and a table
its rows: each is a paragraph of its own.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import replace

from hkpaper.account import fields
from hkpaper.chars import CLOSING
from hkpaper.genres import SIGNED, kind_of, printed
from hkpaper.halves import closed
from hkpaper.records import Article, Doubt, Issue
from hkpaper.stage import Row
from hkpaper.text import offsets, plain, signed

COLUMNS = ("id", "kind", "confidence", "headline", "characters", "start", "end")

LINED = ("verse", "table")
RUNNING = ("article", "brief", "photo", "essay", "opinion")  # written in sentences to the end
OWN = 20  # characters of a line of its own below a story, without a mark in it: who wrote it, where and when, whom to call
MARKS = frozenset("，。；、,;")
WEAK = 0.6  # a kind less sure than this is given with a doubt


def kind(issue: Issue) -> Issue:
    """Give each article its kind."""
    starts = {line.span.start for line in issue.lines}
    told = [kind_of(article, starts) for article in issue.articles]
    articles = tuple(
        _lined(replace(article, kind=name, kind_confidence=round(sure, 3)), starts)
        for article, (name, sure) in zip(issue.articles, told, strict=True)
    )
    doubts = (doubt for article in articles for doubt in _doubts(article))
    return replace(issue, articles=articles, doubts=(*issue.doubts, *doubts))


def _doubts(article: Article) -> Iterator[Doubt]:
    if article.kind_confidence < WEAK:
        first = next(piece for _, text in fields(article) for piece in text)
        note = f"it may be no {article.kind} ({article.kind_confidence:.2f})"
        yield Doubt("kind", "weak-kind", first.span, note)
    if article.kind in RUNNING and _breaks_off(article):
        note = f"{article.id} ends in mid-sentence, and no mark sends it on: its end is lost, or taken for another's"
        yield Doubt("kind", "unfinished", article.paragraphs[-1][-1].span, note)


def _breaks_off(article: Article) -> bool:
    """Say whether a story's last paragraph is cut off: no stop ends it, no jump, signature or date.

    What is no line of its own below the story, nor one of many in a list, has been cut.
    """
    if not article.paragraphs or any(jump.direction == "to" and jump.target is None for jump in article.jumps):
        return False
    last = article.paragraphs[-1]
    text = plain(last).rstrip()
    if (
        closed(text)
        or text[-1:] in CLOSING
        or SIGNED.search(text)
        or not signed(article).isdisjoint(offsets(last)[-1:])
    ):
        return False
    above = [closed(plain(paragraph)) for paragraph in article.paragraphs[:-1]]
    own = above[-1:] == [True] and len(text) <= OWN and MARKS.isdisjoint(text)
    return not own and 2 * sum(above) >= len(above)


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
