"""题文: how much of a headline comes again in each story of its page, its lead above all; rare words count most."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from itertools import chain
from math import fsum, log1p
from typing import NamedTuple

from hkpaper.chars import han_runs, held, pairs
from hkpaper.records import Article
from hkpaper.text import plain

UNSEEN = 0.6  # weight of a pair that no story has, by that of one that a single story has: headlines paraphrase
LATIN = re.compile("[0-9A-Za-z]+")
LEAD_LENGTH = 160  # characters; the lead paragraph of a news item


def pairs_of(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring Han characters or digits of a text, spaces and marks left out.

    >>> sorted(pairs_of("开幕, 2025"))
    ['02', '20', '25', '开幕']
    """
    return pairs(han_runs().findall(text) + LATIN.findall(text))


class Story(NamedTuple):
    """What of an article headlines are compared with: of all pairs on the page's headlines those it holds."""

    lead: frozenset[str]
    body: frozenset[str]  # what its lead has not


class Shared(NamedTuple):
    """What the pairs of a text weigh in all, and what of it comes again in each story: in its lead, in the rest."""

    whole: float
    lead: Mapping[int, float]
    body: Mapping[int, float]

    def share(self, story: int) -> float:
        """Return how much of the text the story's lead has, or by half the rest: 0 to 1."""
        return (self.lead[story] + self.body[story] / 2) / self.whole if self.whole and story in self.lead else 0.0


class Page:
    """The stories of a page, ready to be compared with the lines that may be their headlines."""

    def __init__(self, articles: Mapping[int, Article], texts: Sequence[str], without: Mapping[int, int]) -> None:
        """Take a page's articles by number, all texts that may be headlines, and how many characters of an article's
        beginning may be its headline (these are no lead).
        """
        wanted = frozenset().union(*map(pairs_of, texts))
        self.stories: dict[int, Story] = {}
        for number, article in articles.items():
            text = "".join(map(plain, article.paragraphs))[without.get(number, 0) :]
            lead, body = held(wanted, text[:LEAD_LENGTH]), held(wanted, text[LEAD_LENGTH:])
            self.stories[number] = Story(lead, body - lead)
        self.count = Counter(chain.from_iterable(story.lead | story.body for story in self.stories.values()))
        known = [log1p(len(self.stories) / times) for times in range(1, len(self.stories) + 1)]
        self.weights = [UNSEEN * known[0], *known] if known else [0.0]

    def weight(self, found: Collection[str]) -> float:
        """Return the weight of pairs together, the same in whatever order they come."""
        return fsum([self.weights[self.count.get(pair, 0)] for pair in found]) if found else 0.0

    def shared(self, text: str) -> Shared:
        """Return what of a text comes again in each story."""
        own = pairs_of(text)
        lead = {number: self.weight(own & story.lead) for number, story in self.stories.items()}
        body = {number: self.weight(own & story.body) for number, story in self.stories.items()}
        return Shared(self.weight(own), lead, body)


def together(parts: Sequence[Shared]) -> Shared:
    """Return what texts share with each story together."""
    if len(parts) == 1:
        return parts[0]
    return Shared(
        fsum(part.whole for part in parts),
        {number: fsum(part.lead[number] for part in parts) for number in parts[0].lead},
        {number: fsum(part.body[number] for part in parts) for number in parts[0].body},
    )
