"""人物: find the people whom an article names with an office or a trade. Takes paragraphs; fills ``people``.

A person is one row with the fullest title printed and every mention, those without a title too: who has a title
anywhere in the issue keeps it where only the name stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache

from hkpaper.offices import Mention, mentions
from hkpaper.records import Article, Issue, Person, PersonMention, Text
from hkpaper.stage import Row
from hkpaper.text import cut, plain, spans_of

COLUMNS = ("id", "name", "title", "printed", "count", "start", "end")


Texts = list[str]  # an article's paragraphs
Found = list[list[Mention]]  # the mentions of each


def people(issue: Issue) -> Issue:
    """Fill the people of each article, in the order of its text."""
    texts = [[plain(paragraph) for paragraph in article.paragraphs] for article in issue.articles]
    count = cache("\n".join(text for each in texts for text in each).count)
    signed = [_signed(article) for article in issue.articles]
    found = [
        [[m for m in mentions(text, count) if not held & _places(paragraph, m)] for text, paragraph in zip(each, article.paragraphs, strict=True)]
        for article, each, held in zip(issue.articles, texts, signed, strict=True)
    ]
    titles: dict[str, str] = {}
    for each, named in zip(texts, found, strict=True):
        titles = _fullest(each, named) | titles
    articles = tuple(
        replace(article, people=tuple(_people(article, *rest, titles)))
        for article, *rest in zip(issue.articles, texts, found, signed, strict=True)
    )
    return replace(issue, articles=articles)


def rows(issue: Issue) -> Iterator[Row]:
    """Yield a row for each mention, in the order of the text."""
    for article in issue.articles:
        named = [(mention.spans[0], person, mention) for person in article.people for mention in person.mentions]
        for at, person, mention in sorted(named, key=lambda each: each[0]):
            end = mention.spans[-1].end
            yield article.id, person.name, person.title, mention.title, len(person.mentions), at.start, end


def _signed(article: Article) -> set[int]:
    """Return the offsets of the byline: whoever signs is not named there."""
    return {place for span in (article.byline.spans if article.byline else ()) for place in range(span.start, span.end)}


def _places(paragraph: Text, mention: Mention) -> set[int]:
    return {place for span in spans_of(cut(paragraph, mention.start, mention.end)) for place in range(span.start, span.end)}


def _fullest(texts: Texts, found: Found) -> dict[str, str]:
    """Return the fullest title of each name."""
    titles: dict[str, str] = {}
    for text, named in zip(texts, found, strict=True):
        for mention in named:
            name = text[mention.start : mention.end]
            titles[name] = max(titles.get(name, ""), mention.title or "", key=len)
    return titles


def _people(article: Article, texts: Texts, found: Found, signed: set[int], titles: dict[str, str]) -> Iterator[Person]:
    """Yield the people of an article, the first named first."""
    own = _fullest(texts, found)
    named: dict[str, list[PersonMention]] = {}
    pattern = _any_of(titles)
    for text, paragraph, mentions_here in zip(texts, article.paragraphs, found, strict=True):
        known = {(mention.start, mention.end): mention.title for mention in mentions_here}
        again = {match.span(): None for match in pattern.finditer(text)} if pattern else {}
        for (start, end), title in sorted({**again, **known}.items()):
            mention = Mention(start, end)
            if (start, end) not in known and (_overlaps(mention, known) or signed & _places(paragraph, mention)):
                continue
            spans = spans_of(cut(paragraph, start, end))
            named.setdefault(text[start:end], []).append(PersonMention(spans, title))
    for name, each in named.items():
        yield Person(name, own.get(name) or titles[name], tuple(each))


def _any_of(names: dict[str, str]) -> re.Pattern[str] | None:
    """Return the pattern of any of these names, the longest first."""
    listed = sorted(names, key=lambda name: (-len(name), name))
    return re.compile("|".join(map(re.escape, listed))) if listed else None


def _overlaps(mention: Mention, known: Iterable[tuple[int, int]]) -> bool:
    return any(start < mention.end and mention.start < end for start, end in known)
