"""人物: find the people whom an article names with an office or a trade. Takes paragraphs; fills ``people``.

A person is one row with the fullest title printed and every mention, those without a title too: who has a title
anywhere in the issue keeps it where only the name stands.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import NamedTuple

from hkpaper import names
from hkpaper.offices import Mention, mentions
from hkpaper.records import Article, Issue, Person, PersonMention
from hkpaper.spans import Text
from hkpaper.stage import Row
from hkpaper.text import any_of, counter, cut, marked, offsets, plain, signed, spans_of

COLUMNS = ("id", "name", "title", "printed", "count", "start", "end")


class Read(NamedTuple):
    """An article with its paragraphs as strings, the mentions in each, and the offsets of its byline."""

    article: Article
    texts: list[str]
    found: list[list[Mention]]
    signed: frozenset[int]


def people(issue: Issue) -> Issue:
    """Fill the people of each article, in the order of its text."""
    texts = [[plain(paragraph) for paragraph in article.paragraphs] for article in issue.articles]
    count = counter("\n".join(text for each in texts for text in each))
    reads = [_read(article, each, count) for article, each in zip(issue.articles, texts, strict=True)]
    titles: dict[str, str] = {}
    for read in reads:
        for name, title in _fullest(read).items():
            titles.setdefault(name, title)
    pattern = any_of(titles)
    return replace(issue, articles=tuple(replace(r.article, people=tuple(_people(r, titles, pattern))) for r in reads))


def rows(issue: Issue) -> Iterator[Row]:
    """Yield a row for each mention, in the order of the text."""
    for article in issue.articles:
        named = [(mention.spans[0], person, mention) for person in article.people for mention in person.mentions]
        for at, person, mention in sorted(named, key=lambda each: each[0]):
            end = mention.spans[-1].end
            yield article.id, person.name, person.title, mention.title, len(person.mentions), at.start, end


def _read(article: Article, texts: list[str], count: Callable[[str], int]) -> Read:
    """Read an article's mentions, but for the byline's: whoever signs is not named there."""
    own = signed(article)
    found = [
        [mention for mention in mentions(text, count) if not own & _places(paragraph, mention)]
        for text, paragraph in zip(texts, article.paragraphs, strict=True)
    ]
    return Read(article, texts, found, own)


def _places(paragraph: Text, mention: Mention) -> set[int]:
    return set(offsets(cut(paragraph, mention.start, mention.end)))


def _fullest(read: Read) -> dict[str, str]:
    """Return the fullest title of each name."""
    titles: dict[str, str] = {}
    for text, named in zip(read.texts, read.found, strict=True):
        for mention in named:
            name = text[mention.start : mention.end]
            titles[name] = max(titles.get(name, ""), mention.title or "", key=len)
    return titles


def _people(read: Read, titles: dict[str, str], pattern: re.Pattern[str] | None) -> Iterator[Person]:
    """Yield the people of an article, the first named first."""
    own = _fullest(read)
    named: dict[str, list[PersonMention]] = {}
    for text, paragraph, found in zip(read.texts, read.article.paragraphs, read.found, strict=True):
        known = {(mention.start, mention.end): mention.title for mention in found}
        again = (
            [Mention(*match.span()) for match in pattern.finditer(text) if _stands(text, *match.span())]
            if pattern
            else []
        )
        held = marked(len(text), known)
        free = [m for m in again if not any(held[m.start : m.end]) and not read.signed & _places(paragraph, m)]
        for (start, end), title in sorted({**known, **{(m.start, m.end): None for m in free}}.items()):
            spans = spans_of(cut(paragraph, start, end))
            named.setdefault(text[start:end], []).append(PersonMention(spans, title))
    for name, each in named.items():
        yield Person(name, own.get(name) or titles[name], tuple(each))


def _stands(text: str, start: int, end: int) -> bool:
    """Say whether a known name stands here: two characters may be part of a word, 高峰 of 高峰期."""
    return end - start > 2 or names.stands(text, start, end)
