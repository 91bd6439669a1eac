"""配题: take articles and the strands that are no running text; give each article its headline stack.

Headlines are matched to stories in one assignment for the whole page, by the characters they share
with the lead, by their place in the dump, and by the story's need; "no headline" and "headline of
no story" are answers. What stays over is kept as debris with its reason, never dropped.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from math import fsum, log1p

from hkpaper.chars import han_runs, held, pairs
from hkpaper.continuation.assignment import solve
from hkpaper.records import Article, Debris, Doubt, Headline, Issue, Span, Text
from hkpaper.stage import Row
from hkpaper.text import as_printed, merged, plain

COLUMNS = ("id", "level", "text", "start", "end")

LEAD = 6.0  # what full agreement with a story's lead is worth
BODY = 2.5  # … with the rest of it
RIGHT_BEFORE = 2.0  # the story begins right under it
DISTANCE = -0.5  # for each factor e of strands between
AFTER = -0.8  # the headline comes after the beginning of its story
UNSEEN = 0.6  # weight of a pair that no story has, by that of one that a single story has: headlines paraphrase
NEAREST = 40  # stories on either side that are weighed; no page has more
LEAST = 0.9  # below this a match is no better than none
BESIDE = 1.2  # a line of a stack may agree this much less, standing beside its main line
LATIN = re.compile("[0-9A-Za-z]+")
DASHES = ("—", "－－", "--", "一一")  # open a deck; the last is a dash read as two numerals
LEAD_LENGTH = 160  # characters; the lead paragraph of a news item


@dataclass(frozen=True, slots=True)
class Candidate:
    """A block or strand that may be a line of a headline stack."""

    lines: tuple[int, ...]
    place: int  # the strands of running text that begin before it in the dump
    page: int
    text: str
    pairs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Story:
    """What of an article a headline is compared with: of all pairs on the page's headlines those it holds.

    ``body`` has what its lead has not.
    """

    place: int
    lead: frozenset[str]
    body: frozenset[str]


def headline(issue: Issue) -> Issue:
    """Give each article its kicker, main line and deck, where the dump has them."""
    places = _places(issue)
    candidates = list(_candidates(issue, places))
    scores = _scores(issue, candidates, places)
    gains = [{index: score - LEAST for index, score in row.items()} for row in scores]
    stacks = _with_neighbours(candidates, solve(gains), scores)
    articles = tuple(
        replace(article, headline=_headline(issue, candidates, stacks[index])) if index in stacks else article
        for index, article in enumerate(issue.articles)
    )
    used = {line for members in stacks.values() for _, index in members for line in candidates[index].lines}
    debris = tuple(_left_over(issue, used, candidates))
    doubts = (*issue.doubts, *_doubts(articles, debris))
    return replace(issue, articles=articles, debris=(*issue.debris, *debris), doubts=doubts)


def rows(issue: Issue) -> Iterator[Row]:
    """Yield a row for each line of each stack."""
    for article in issue.articles:
        stack = article.headline
        for level, text in (("kicker", stack.kicker), ("headline", stack.main), ("subhead", stack.deck)):
            if text:
                start, end = min(p.span.start for p in text), max(p.span.end for p in text)
                yield article.id, level, plain(text), start, end


def _places(issue: Issue) -> dict[int, int]:
    """Return the rank of each strand's lines in the dump: how many strands of running text begin before."""
    places: dict[int, int] = {}
    rank = 0
    for strand in sorted(issue.strands, key=lambda strand: strand.lines[0]):
        places.update(dict.fromkeys(strand.lines, rank))
        rank += strand.role == "body"
    return places


def _candidates(issue: Issue, places: Mapping[int, int]) -> Iterator[Candidate]:
    """Yield the asides that hold words; neighbours in one block are one candidate."""
    group: list[int] = []
    asides = sorted(line for strand in issue.strands if strand.role == "aside" for line in strand.lines)
    for line in asides:
        if group and (line != group[-1] + 1 or issue.lines[line].block != issue.lines[group[-1]].block):
            yield from _candidate(issue, group, places)
            group = []
        group.append(line)
    yield from _candidate(issue, group, places)


def _candidate(issue: Issue, lines: Sequence[int], places: Mapping[int, int]) -> Iterator[Candidate]:
    text = "".join(issue.text_of(line) for line in lines)
    longest = max((sum(map(len, han_runs().findall(issue.text_of(line)))) for line in lines), default=0)
    if longest >= 3 and "\\" not in text:
        yield Candidate(tuple(lines), places[lines[0]], issue.lines[lines[0]].page, text, pairs_of(text))


def pairs_of(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring Han characters or digits of a text, spaces and marks left out.

    >>> sorted(pairs_of("开幕, 2025"))
    ['02', '20', '25', '开幕']
    """
    return pairs(han_runs().findall(text) + LATIN.findall(text))


def _scores(issue: Issue, candidates: Sequence[Candidate], places: Mapping[int, int]) -> list[dict[int, float]]:
    """Return for each candidate how well it fits each story of its page, by the story's index."""
    at = {issue.lines[line].span.start: place for line, place in places.items()}
    pages, offered = _by_page(issue.articles), _by_page(candidates)
    scores: list[dict[int, float]] = [{} for _ in candidates]
    for page, indices in pages.items():
        wanted = frozenset().union(*(candidates[number].pairs for number in offered[page]))
        stories = {index: _story(issue.articles[index], at, wanted) for index in indices}
        weight = Rarity(list(stories.values())).of
        near = sorted((story.place, index) for index, story in stories.items())
        for number in offered[page]:
            candidate = candidates[number]
            middle = bisect_left(near, (candidate.place, 0))
            around = [index for _, index in near[max(0, middle - NEAREST) : middle + NEAREST]]
            whole = weight(candidate.pairs)
            scores[number] = {index: _score(candidate, stories[index], weight, whole) for index in around}
    return scores


def _by_page(things: Sequence[Article | Candidate]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    for index, thing in enumerate(things):
        found[thing.page].append(index)
    return found


def _story(article: Article, at: Mapping[int, int], wanted: frozenset[str]) -> Story:
    text = "".join(map(plain, article.paragraphs))
    lead, body = held(wanted, text[:LEAD_LENGTH]), held(wanted, text[LEAD_LENGTH:])
    return Story(at[article.paragraphs[0][0].span.start], lead, body - lead)


class Rarity:
    """How much the pairs of characters on a page tell: the fewer of its stories have one, the more."""

    def __init__(self, stories: Sequence[Story]) -> None:
        self.count = Counter(chain.from_iterable(story.lead | story.body for story in stories))
        known = [log1p(len(stories) / times) for times in range(1, len(stories) + 1)]
        self.weights = [UNSEEN * known[0], *known]

    def of(self, pairs: Collection[str]) -> float:
        """Return the weight of pairs together, the same in whatever order they come."""
        return fsum([self.weights[self.count.get(pair, 0)] for pair in pairs]) if pairs else 0.0


def _score(candidate: Candidate, story: Story, weight: Callable[[Collection[str]], float], whole: float) -> float:
    if not whole:
        return 0.0
    lead = weight(candidate.pairs & story.lead)
    body = weight(candidate.pairs & story.body)
    score = (LEAD * lead + BODY * body) / whole
    ahead = story.place - candidate.place
    score += DISTANCE * log1p(abs(ahead))
    return score + (RIGHT_BEFORE if ahead == 0 else AFTER if ahead < 0 else 0.0)


def _with_neighbours(
    candidates: Sequence[Candidate], taken: Sequence[int | None], scores: Sequence[Mapping[int, float]]
) -> dict[int, list[tuple[str, int]]]:
    """Return for each story its stack: the main line, and the free lines that stand beside it."""
    stacks = {story: [("main", index)] for index, story in enumerate(taken) if story is not None}
    free = {index for index, story in enumerate(taken) if story is None}
    for story, members in stacks.items():
        main = members[0][1]
        for step, level in ((-1, "kicker"), (1, "deck")):
            beside = main + step
            while beside in free and candidates[beside].place == candidates[main].place:
                if candidates[beside].page != candidates[main].page:
                    break
                if scores[beside].get(story, 0.0) < max(scores[beside].values(), default=0.0) - BESIDE:
                    break
                members.append((level, beside))
                free.discard(beside)
                beside += step
    return {story: _levelled(candidates, members) for story, members in stacks.items()}


def _levelled(candidates: Sequence[Candidate], members: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return a stack whose line with a dash before it (——…) is its deck, the line above that its main."""
    main = next(index for level, index in members if level == "main")
    above = max((index for level, index in members if level == "kicker"), default=None)
    if above is None or not candidates[main].text.startswith(DASHES):
        return list(members)
    return [("main" if index == above else "deck" if index == main else level, index) for level, index in members]


def _headline(issue: Issue, candidates: Sequence[Candidate], members: Sequence[tuple[str, int]]) -> Headline:
    def text(level: str) -> Text:
        chosen = sorted(index for name, index in members if name == level)
        spans: list[Span] = []
        for span in (issue.lines[line].span for index in chosen for line in candidates[index].lines):
            if spans and source[spans[-1].end : span.start].strip(" \u3000") == "" and spans[-1].end < span.start:
                span = Span(spans.pop().start, span.end)  # two halves on one line of the dump: their space is kept
            spans.append(span)
        return tuple(as_printed(source, span) for span in spans)

    source = issue.source.text
    return Headline(text("kicker"), text("main"), text("deck"))


def _left_over(issue: Issue, used: set[int], candidates: Sequence[Candidate]) -> Iterator[Debris]:
    words = {line for candidate in candidates for line in candidate.lines}
    for strand in issue.strands:
        if strand.role == "aside":
            for line in strand.lines:
                if line not in used:
                    yield Debris("orphan-headline" if line in words else "crumb", issue.lines[line].span)


def _doubts(articles: Sequence[Article], debris: Sequence[Debris]) -> Iterator[Doubt]:
    for article in articles:
        if not article.headline.main:
            note = "no headline on the page shares enough with this story"
            yield Doubt("headline", "no-headline", article.paragraphs[0][0].span, note)
    for span in merged(item.span for item in debris if item.reason == "orphan-headline"):
        yield Doubt("headline", "orphan-headline", span, "no story on the page fits this headline")
    crumbs = [item.span for item in debris if item.reason == "crumb"]
    for span in crumbs:
        yield Doubt("headline", "crumb", Span(span.start, span.end), "loose characters, likely of a vertical headline")
