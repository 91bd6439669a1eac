"""两半: pair the halves of stories that jump from page to page. Takes articles; gives the pairs that share most.

The pages that the marks name say who may meet; rare characters side by side that both halves print
say who does. All pairs between two pages are chosen together.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import chain, permutations
from math import fsum, log
from typing import NamedTuple

from hkpaper import account
from hkpaper.chars import AFTER_STOP, STOPS, han_runs, held, pairs
from hkpaper.records import Article
from hkpaper.text import plain

FEW = 7  # halves on a side up to which every assignment is tried: 5,040 at most
CLEAR = 0.05  # of the better gain; a lead smaller than this is a tie
HEADLINE = 3.0  # what a headline repeated counts, against running text


class Half(NamedTuple):
    """One half of a story: the article it is, and the mark that points to the other."""

    article: int
    jump: int


class Look(NamedTuple):
    """The pairs of neighbouring Han characters in an article, and in its headline."""

    text: frozenset[str]
    headline: frozenset[str]


def halves(articles: Sequence[Article], direction: str) -> list[Half]:
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
    digits = re.sub(r"\D", "", page)
    return int(digits) if digits else None


def _meet(articles: Sequence[Article], first: Half, second: Half, here: Collection[int], exact: bool) -> bool:
    """Say whether two marks point to each other's pages; unless it must be exact, a page the dump does not know of may be any."""
    upper, lower = articles[first.article], articles[second.article]
    sent, came = page_number(upper.jumps[first.jump].page), page_number(lower.jumps[second.jump].page)
    if first.article == second.article or sent is None:
        return False
    return came in pages(upper) and (sent in pages(lower) if exact else sent not in here)


def pages(article: Article) -> tuple[int, ...]:
    """Return the pages that an article stands on."""
    return article.pages or (article.page,)


def paired(
    articles: Sequence[Article], firsts: Sequence[Half], seconds: Sequence[Half], here: Collection[int]
) -> tuple[list[tuple[Half, Half]], list[Half]]:
    """Return the pairs of halves that share most, and the first halves that another second half fits as well.

    ``here`` holds the pages that the dump has.
    """
    found: list[tuple[Half, Half]] = []
    ties: list[Half] = []
    weights: Mapping[str, float] = {}
    rooms: dict[tuple[int, str], list[Half]] = {}
    for half in firsts:
        upper = articles[half.article]
        rooms.setdefault((pages(upper)[-1], upper.jumps[half.jump].page), []).append(half)
    known = [(ours, exact) for exact in (True, False) for ours in rooms.values()]
    for room, exact in known:
        taken = {half for pair in found for half in pair}
        ours = [half for half in room if half not in taken]
        meeting = [
            other for other in seconds if other not in taken and ours and _meet(articles, ours[0], other, here, exact)
        ]
        if len(ours) == len(meeting) == 1:
            found.append((ours[0], meeting[0]))
            continue
        weights = weights or (_rarity(articles, firsts, seconds) if meeting else {})
        chosen, tied = _assigned(articles, ours, meeting, weights)
        found += chosen
        ties += tied
    return found, ties


def _rarity(articles: Sequence[Article], firsts: Sequence[Half], seconds: Sequence[Half]) -> dict[str, float]:
    """Return what each pair of characters that halves may share is worth: the more, the fewer articles have it."""
    here, there = (_han_pairs(" ".join(_text(articles[half.article]) for half in side)) for side in (firsts, seconds))
    shared = here & there
    count = Counter(chain.from_iterable(held(shared, _text(article)) for article in articles))
    return {pair: log(1 + len(articles) / times) for pair, times in count.items() if times > 1}


def _text(article: Article) -> str:
    return " ".join(plain(part) for name, part in account.fields(article) if name not in {"jump", "byline"})


def _han_pairs(text: str) -> frozenset[str]:
    return pairs(han_runs().findall(text))


def _look(article: Article) -> Look:
    return Look(_han_pairs(_text(article)), _han_pairs(plain(article.headline.main)))


def _gain(first: Look, second: Look, weights: Mapping[str, float]) -> float:
    """Return how much two halves share, by the length of the shorter; a repeated headline counts more."""
    shared = fsum(weights.get(pair, 0.0) for pair in first.text & second.text)
    named = HEADLINE * fsum(weights.get(pair, 0.0) for pair in first.headline & second.headline)
    return float((shared + named) / (1 + min(len(first.text), len(second.text))) ** 0.5)


def _assigned(
    articles: Sequence[Article], ours: Sequence[Half], theirs: Sequence[Half], weights: Mapping[str, float]
) -> tuple[list[tuple[Half, Half]], list[Half]]:
    looks = {half.article: _look(articles[half.article]) for half in (*ours, *theirs)}
    gains = {(a, b): _gain(looks[a.article], looks[b.article], weights) for a in ours for b in theirs}
    chosen = _best(ours, theirs, gains)
    ties: list[Half] = []
    for first, second in chosen:
        rivals = [gains[first, other] for other in theirs if other != second]
        rivals += [gains[other, second] for other in ours if other != first]
        if rivals and max(rivals) >= gains[first, second] * (1 - CLEAR):
            ties.append(first)
    return chosen, ties


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
    chosen: dict[Half, Half] = {}
    taken: set[Half] = set()
    for first, second in sorted(gains, key=lambda pair: (-gains[pair], pair[0].article, pair[1].article)):
        if first not in chosen and second not in taken:
            chosen[first] = second
            taken.add(second)
    return list(chosen.items())


def closed(text: str) -> bool:
    """Say whether a paragraph ends as a sentence does.

    >>> closed("“人人尽责。”"), closed("发挥优势，")
    (True, False)
    """
    bare = text.rstrip().rstrip(AFTER_STOP)
    return not bare or bare[-1] in STOPS
