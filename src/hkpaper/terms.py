"""主题词: the words of an article with their place in the source, and those that say what it is about.

Words are cut as jieba cuts them, paragraph by paragraph, after columns and lines are healed: a word that a line
end parts is one word here, with two runs in the source.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import NamedTuple

from hkpaper import lexicon, words
from hkpaper.records import Article
from hkpaper.spans import Span, Text
from hkpaper.text import cut, offsets, plain, signed, spans_of

SPAN = 5  # words within which two stand together
ROUNDS = 10
DAMPING = 0.85
METHODS = ("tfidf", "textrank")


class Token(NamedTuple):
    """A word of the field (headline, or the number of a paragraph, from 1) with its runs in the source."""

    field: str
    word: str
    spans: tuple[Span, ...]


class Keyword(NamedTuple):
    """A word, what it weighs, how many times it stands in the article, and its runs where it stands first."""

    word: str
    weight: float
    times: int
    spans: tuple[Span, ...]


@cache
def stop_words() -> frozenset[str]:
    """Return the words that say nothing of what an article is about."""
    return frozenset(lexicon.words("stop_words"))


def tokens(article: Article, own: words.Words = (), *, named: bool = False) -> Iterator[Token]:
    """Yield the words of an article: its headline stack, then its paragraphs; ``own`` are words of the user's.

    ``named`` takes the name of each person that `people` found for one word, whatever jieba makes of it.
    """
    head = article.headline
    stack = [("kicker", head.kicker), ("headline", head.main), ("subhead", head.deck)]
    numbered = [(str(number), paragraph) for number, paragraph in enumerate(article.paragraphs, 1)]
    people = _people(article) if named else {}
    for field, text in [*stack, *numbered]:
        for word, start, end in _cut(text, own, people):
            if not word.isspace():
                yield Token(field, word, _spans(text, start, end))


def _people(article: Article) -> dict[int, int]:
    """Return where in the source each person's name begins, and its characters."""
    return {m.spans[0].start: sum(map(len, m.spans)) for person in article.people for m in person.mentions}


def _cut(text: Text, own: words.Words, people: dict[int, int]) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a field with their places in it, people's names whole."""
    printed, at = plain(text), 0
    for place, offset in enumerate(offsets(text)) if people else ():
        if offset in people and place >= at:
            yield from _words(printed, at, place, own)
            at = place + people[offset]
            yield printed[place:at], place, at
    yield from _words(printed, at, len(printed), own)


def _words(printed: str, low: int, high: int, own: words.Words) -> Iterator[tuple[str, int, int]]:
    for word, start, end in words.tokenize(printed[low:high], own):
        yield word, low + start, low + end


def _spans(text: Text, start: int, end: int) -> tuple[Span, ...]:
    return spans_of(cut(text, start, end))


def keywords(article: Article, *, top: int = 10, method: str = "tfidf", own: words.Words = ()) -> list[Keyword]:
    """Return the words that say what an article is about, the weightiest first; whom `people` found is one word.

    ``tfidf`` weighs a word's share of the article by its rarity in jieba's table, ``textrank`` by the words near it.
    """
    signs = signed(article)
    words_told = (token for token in tokens(article, own, named=True) if _tells(token.word))
    told = [token for token in words_told if token.spans[0].start not in signs]
    first: dict[str, tuple[Span, ...]] = {}
    for token in told:
        first.setdefault(token.word, token.spans)
    counts = Counter(token.word for token in told)
    weights = _by_rarity(counts) if method == "tfidf" else _by_company([token.word for token in told])
    ranked = sorted(counts, key=lambda word: (-weights[word], first[word]))
    return [Keyword(word, round(weights[word], 4), counts[word], first[word]) for word in islice(ranked, top)]


def _tells(word: str) -> bool:
    """Say whether a word can say what a text is about: two characters or more, no number, no stop word.

    >>> [_tells(word) for word in ("图书馆", "的", "2025", "指出")]
    [True, False, False, False]
    """
    return len(word) > 1 and not word.isascii() | word.isnumeric() and word not in stop_words()


def _by_rarity(counts: Counter[str]) -> dict[str, float]:
    total = counts.total()
    return {word: count * words.rarity(word) / total for word, count in counts.items()}


def _by_company(told: list[str]) -> dict[str, float]:
    """Rank words by the words that stand near them: PageRank on who stands within `SPAN` of whom."""
    ties: dict[str, Counter[str]] = defaultdict(Counter)
    for at, word in enumerate(told):
        for other in told[at + 1 : at + SPAN]:
            if other != word:
                ties[word][other] += 1
                ties[other][word] += 1
    out = {word: ties[word].total() for word in ties}
    rank = {word: 1.0 / max(len(ties), 1) for word in dict.fromkeys(told)}
    for _ in range(ROUNDS):
        for word in rank:
            rank[word] = 1 - DAMPING + DAMPING * sum(n / out[other] * rank[other] for other, n in ties[word].items())
    most = max(rank.values(), default=1.0)
    return {word: value / most for word, value in rank.items()}
