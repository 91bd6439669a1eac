"""机构地名: find the organisations and places that an article names. Takes paragraphs and people; fills ``entities``.

An entity is one row with every mention. A name found anywhere in the issue is found wherever it stands whole; the place
that a dispatch was sent from is one, too. Nobody's name holds a place: 房大庆 is a person.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from hkpaper.bodies import PLACE, Found, bodies
from hkpaper.records import Article, Entity, Issue
from hkpaper.spans import Span, Text
from hkpaper.stage import Row
from hkpaper.text import any_of, counter, cut, marked, offsets, plain, signed, spans_of

COLUMNS = ("id", "kind", "name", "count", "start", "end")
SHORTEST = 3  # characters of a name that is found again wherever it stands


def entities(issue: Issue) -> Issue:
    """Fill the entities of each article, in the order of its text."""
    texts = [[plain(paragraph) for paragraph in article.paragraphs] for article in issue.articles]
    count = counter("\n".join(text for each in texts for text in each))
    taken = [_taken(article) for article in issue.articles]
    found = [_read(*each, count) for each in zip(issue.articles, texts, taken, strict=True)]
    kinds: dict[str, str] = {}
    for each, read in zip(texts, found, strict=True):
        for text, names in zip(each, read, strict=True):
            for name in names:
                kinds.setdefault(text[name.start : name.end], name.kind)
    pattern = any_of(name for name in kinds if len(name) >= SHORTEST)
    articles = []
    for article, each, held, read in zip(issue.articles, texts, taken, found, strict=True):
        for text, paragraph, names in zip(each, article.paragraphs, read, strict=True):
            again = [Found(*match.span(), kinds[match.group()]) for match in pattern.finditer(text)] if pattern else []
            known = marked(len(text), (name[:2] for name in names))
            names += _untaken(paragraph, [name for name in again if not any(known[name.start : name.end])], held)
        articles.append(replace(article, entities=tuple(_entities(article, each, read))))
    return replace(issue, articles=tuple(articles))


def rows(issue: Issue) -> Iterator[Row]:
    """Yield a row for each mention, in the order of the text."""
    for article in issue.articles:
        named = [(spans[0], entity, spans) for entity in article.entities for spans in entity.mentions]
        for at, entity, spans in sorted(named, key=lambda each: each[0]):
            yield article.id, entity.kind, entity.name, len(entity.mentions), at.start, spans[-1].end


def _taken(article: Article) -> frozenset[int]:
    """Return the offsets that hold people's names or a byline."""
    named = (span for person in article.people for mention in person.mentions for span in mention.spans)
    return signed(article) | {place for span in named for place in range(span.start, span.end)}


def _read(article: Article, texts: list[str], taken: frozenset[int], count: Callable[[str], int]) -> list[list[Found]]:
    """Return the names in each paragraph that hold none of the offsets ``taken``; and whence a dispatch came."""
    found = [
        _untaken(paragraph, bodies(text, count), taken)
        for text, paragraph in zip(texts, article.paragraphs, strict=True)
    ]
    place = article.byline.place if article.byline else None
    if place and texts and (at := texts[0].find(place)) >= 0 and offsets(article.paragraphs[0])[at] in signed(article):
        found[0].insert(0, Found(at, at + len(place), PLACE))  # 新华社柳溪5月1日电
    return found


def _untaken(paragraph: Text, names: list[Found], taken: frozenset[int]) -> list[Found]:
    """Return the names of a paragraph that hold none of the offsets ``taken``."""
    places = offsets(paragraph) if names and taken else []
    return [name for name in names if not taken & set(places[name.start : name.end])]


def _entities(article: Article, texts: list[str], found: list[list[Found]]) -> Iterator[Entity]:
    """Yield the entities of an article, the first named first."""
    named: dict[tuple[str, str], list[tuple[Span, ...]]] = {}
    for text, paragraph, names in zip(texts, article.paragraphs, found, strict=True):
        for start, end, kind in sorted(names):
            named.setdefault((kind, text[start:end]), []).append(spans_of(cut(paragraph, start, end)))
    for (kind, name), mentions in named.items():
        yield Entity(kind, name, tuple(mentions))
