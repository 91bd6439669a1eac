"""接续: join the halves of a story across pages. Takes jumps and headlines; gives whole articles, or says what is missing.

A half sent to page N and a half that comes to page N from its page belong together if they share rare
words. The pairs of an issue are chosen together: the choice that shares most wins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from math import log

from hkpaper import account
from hkpaper.chars import STOPS, is_han
from hkpaper.records import Article, Doubt, Furniture, Headline, Issue, Jump, Text
from hkpaper.stage import Row
from hkpaper.text import plain, spans_of

COLUMNS = ("id", "direction", "page", "target", "pages", "start", "end")

FEW = 7  # halves on a side up to which every assignment is tried: 5,040 at most
CLEAR = 0.05  # of the better gain; a lead smaller than this is a tie
QUOTES = "”’\"'」』）)》"


@dataclass(frozen=True, slots=True)
class Half:
    """One half of a story: the article it is, and the mark that points to the other."""

    article: int
    jump: int


def link(issue: Issue, *, link: bool = True) -> Issue:
    """Join the halves whose marks point to each other; ``link=False`` leaves them apart and only looks."""
    firsts = _halves(issue.articles, "to")
    seconds = _halves(issue.articles, "from")
    pairs, doubts = paired(issue.articles, firsts, seconds)
    doubts += _unpaired(issue, firsts, seconds, pairs)
    issue = replace(issue, doubts=(*issue.doubts, *(doubt for doubt in doubts if doubt not in issue.doubts)))
    return _joined(issue, pairs) if link else issue


def rows(issue: Issue) -> Iterator[Row]:
    """Yield a row for each half that was sent on or came from elsewhere."""
    for article in issue.articles:
        for jump in article.jumps:
            at = spans_of(jump.mark)
            pages = tuple(str(page) for page in article.pages)
            yield article.id, jump.direction, jump.page, jump.target, pages, at[0].start, at[-1].end


def _halves(articles: Sequence[Article], direction: str) -> list[Half]:
    """Return the halves not joined yet whose mark points in a direction, by the last mark of each."""
    found: list[Half] = []
    for number, article in enumerate(articles):
        marks = [i for i, jump in enumerate(article.jumps) if jump.direction == direction and not jump.target]
        if marks:
            found.append(Half(number, marks[-1] if direction == "to" else marks[0]))
    return found


def page_number(page: str) -> int | None:
    """Return the number in a printed page name, the sections after the first counted on by their letter.

    >>> page_number("4"), page_number("A04"), page_number("版")
    (4, 4, None)
    """
    digits = re.sub(r"\\D", "", page)
    return int(digits) if digits else None


def _meet(articles: Sequence[Article], first: Half, second: Half) -> bool:
    """Say whether two marks point to each other's pages."""
    upper, lower = articles[first.article], articles[second.article]
    sent, came = page_number(upper.jumps[first.jump].page), page_number(lower.jumps[second.jump].page)
    return first.article != second.article and sent in _pages(lower) and came in _pages(upper)


def _pages(article: Article) -> tuple[int, ...]:
    return article.pages or (article.page,)


def paired(
    articles: Sequence[Article], firsts: Sequence[Half], seconds: Sequence[Half]
) -> tuple[list[tuple[Half, Half]], list[Doubt]]:
    """Return the pairs of halves that share most, chosen together within each pair of pages, and the ties."""
    pairs: list[tuple[Half, Half]] = []
    doubts: list[Doubt] = []
    weights = _rarity(articles)
    rooms: dict[tuple[int, str], tuple[list[Half], list[Half]]] = {}
    for half in firsts:
        upper = articles[half.article]
        meeting = [other for other in seconds if _meet(articles, half, other)]
        if meeting:
            room = rooms.setdefault((_pages(upper)[-1], upper.jumps[half.jump].page), ([], meeting))
            room[0].append(half)
    taken: set[int] = set()
    for ours, theirs in rooms.values():
        free = [half for half in theirs if half.article not in taken]
        chosen, tied = _assigned(articles, ours, free, weights)
        taken |= {second.article for _, second in chosen}
        pairs += chosen
        doubts += tied
    return pairs, doubts


def _rarity(articles: Sequence[Article]) -> dict[str, float]:
    """Return what each pair of characters is worth: the more, the fewer articles have it."""
    count = Counter(pair for article in articles for pair in _bigrams(article))
    return {pair: log(1 + len(articles) / times) for pair, times in count.items() if times > 1}


def _bigrams(article: Article) -> set[str]:
    text = " ".join(plain(part) for name, part in account.fields(article) if name not in {"jump", "byline"})
    return {a + b for a, b in zip(text, text[1:], strict=False) if is_han(a) and is_han(b)}


def _gain(first: Article, second: Article, weights: Mapping[str, float]) -> float:
    """Return how much two halves share, by the length of the shorter; a repeated headline counts thrice."""
    ours, theirs = _bigrams(first), _bigrams(second)
    shared = sum(weights[pair] for pair in ours & theirs if pair in weights)
    heads = set(_pairs_of(plain(first.headline.main))) & set(_pairs_of(plain(second.headline.main)))
    named = 3 * sum(weights.get(pair, 0.0) for pair in heads)
    opened = bool(first.paragraphs) and not _closed(plain(first.paragraphs[-1]))
    fits = 1.0 if opened == _runs_on(second) else 0.0
    return (shared + named) / (1 + min(len(ours), len(theirs))) ** 0.5 + fits


def _pairs_of(text: str) -> Iterator[str]:
    return (a + b for a, b in zip(text, text[1:], strict=False))


def _runs_on(article: Article) -> bool:
    """Say whether a second half begins with no headline and no lead of its own: it may open in mid-sentence."""
    return bool(article.paragraphs) and len(plain(article.paragraphs[0]).split("。")[0]) > 0


def _assigned(
    articles: Sequence[Article], ours: Sequence[Half], theirs: Sequence[Half], weights: Mapping[str, float]
) -> tuple[list[tuple[Half, Half]], list[Doubt]]:
    gains = {(a, b): _gain(articles[a.article], articles[b.article], weights) for a in ours for b in theirs}
    chosen = _best(ours, theirs, gains)
    doubts: list[Doubt] = []
    for first, second in chosen:
        rivals = [gains[first, other] for other in theirs if other != second]
        rivals += [gains[other, second] for other in ours if other != first]
        if rivals and max(rivals) >= gains[first, second] * (1 - CLEAR):
            note = f"{articles[first.article].id} may go on as well in another half as in {articles[second.article].id}"
            doubts.append(_at(articles[first.article].jumps[first.jump], "jump-ambiguous", note))
    return chosen, doubts


def _best(
    ours: Sequence[Half], theirs: Sequence[Half], gains: Mapping[tuple[Half, Half], float]
) -> list[tuple[Half, Half]]:
    """Return the assignment with the greatest sum: exact for few halves, by the best gain first for many."""
    if not ours or not theirs:
        return []
    if max(len(ours), len(theirs)) <= FEW:
        small, large = (ours, theirs) if len(ours) <= len(theirs) else (theirs, ours)
        ways = (list(zip(small, way, strict=True)) for way in permutations(large, len(small)))
        sides = ([pair if small is ours else pair[::-1] for pair in way] for way in ways)
        return max(sides, key=lambda way: sum(gains[pair] for pair in way))
    chosen: list[tuple[Half, Half]] = []
    for pair in sorted(gains, key=lambda pair: (-gains[pair], pair[0].article, pair[1].article)):
        if all(pair[0] != first and pair[1] != second for first, second in chosen):
            chosen.append(pair)
    return chosen
