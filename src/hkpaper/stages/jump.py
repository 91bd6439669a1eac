"""转版: take out the marks that send a story to another page. Takes paragraphs and headlines; fills ``jumps``.

A mark (下转▶4版, （上接第1版）) is no text of the story: it moves to ``Article.jumps``, which keeps its
characters. A paragraph that was nothing but a mark is gone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hkpaper.jumpmarks import jump_marks
from hkpaper.records import Article, Doubt, Headline, Issue, Jump
from hkpaper.spans import Text
from hkpaper.stage import Row
from hkpaper.text import cut, plain, spans_of, stripped

COLUMNS = ("id", "direction", "page", "target", "text", "start", "end")


def jump(issue: Issue) -> Issue:
    """Move every jump mark out of the text of each article."""
    articles = tuple(_article(article) for article in issue.articles)
    doubts = (doubt for article in articles for doubt in _doubts(article) if doubt not in issue.doubts)
    return replace(issue, articles=articles, doubts=(*issue.doubts, *doubts))


def rows(issue: Issue) -> Iterator[Row]:
    """Yield a row for each jump mark."""
    for article in issue.articles:
        for found in article.jumps:
            at = spans_of(found.mark)
            yield article.id, found.direction, found.page, found.target, plain(found.mark), at[0].start, at[-1].end


def _article(article: Article) -> Article:
    jumps = list(article.jumps)
    paragraphs: list[Text] = []
    for paragraph in article.paragraphs:
        rest, found = taken_out(paragraph)
        jumps += found
        if plain(rest).strip() or not found:
            paragraphs.append(rest)
    parts: list[Text] = []
    for part in (article.headline.kicker, article.headline.main, article.headline.deck):
        rest, found = taken_out(part)
        jumps += found
        parts.append(rest)
    return replace(article, headline=Headline(*parts), paragraphs=tuple(paragraphs), jumps=tuple(jumps))


def taken_out(text: Text) -> tuple[Text, list[Jump]]:
    """Return a run without its jump marks, and the marks.

    >>> from hkpaper.spans import Piece, Span
    >>> rest, jumps = taken_out((Piece(Span(0, 11), "加快建设, 下转▶4版"),))
    >>> plain(rest), jumps[0].direction, jumps[0].page
    ('加快建设,', 'to', '4')
    """
    printed = plain(text)
    marks = list(jump_marks(printed))
    if not marks:
        return text, []
    rest: Text = ()
    at = 0
    for mark in marks:
        rest += stripped(cut(text, at, mark.start))
        at = mark.end
    rest += stripped(cut(text, at, len(printed)))
    found = [Jump(mark.direction, mark.page, cut(text, mark.start, mark.end)) for mark in marks]
    return rest, found


def _doubts(article: Article) -> Iterator[Doubt]:
    """Yield a doubt for an article that is sent on twice, or comes from two places: two stories may be one."""
    for direction in ("to", "from"):
        marks = [each for each in article.jumps if each.direction == direction]
        for extra in marks[1:]:
            note = f"{article.id} has a second mark, {plain(extra.mark)}: it may hold two stories"
            yield Doubt("jump", "second-jump", spans_of(extra.mark)[0], note)
