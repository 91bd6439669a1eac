"""题文: how much of a headline comes again in each story of its page, its lead above all; rare words count most."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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


class Shared(NamedTuple):
    """What the pairs of a text weigh in all, and what of it comes again in each story: in its lead, in the rest.

    Stories that share nothing with it are left out: most do.
    """

    whole: float
    lead: Mapping[int, float]
    body: Mapping[int, float]

    def share(self, story: int) -> float:
        """Return how much of the text the story's lead has, or by half the rest: 0 to 1."""
        return (self.lead[story] + self.body[story] / 2) / self.whole if story in self.lead else 0.0

    def in_lead(self, story: int) -> float:
        """Return how much of the text the story's lead has: 0 to 1."""
        return self.lead[story] / self.whole if story in self.lead else 0.0


class Page:
    """The stories of a page, ready to be compared with the lines that may be their headlines."""

    def __init__(self, articles: Mapping[int, Article], texts: Sequence[str], without: Mapping[int, int]) -> None:
        """Take a page's articles by number, all texts that may be headlines, and how many characters of an article's
        beginning may be its headline (these are no lead).
        """
        wanted = frozenset().union(*map(pairs_of, texts))
        self.leads: dict[str, list[int]] = {}  # by pair: the stories whose lead holds it
        self.bodies: dict[str, list[int]] = {}  # … those that hold it further on
        for number, article in articles.items():
            text = "".join(map(plain, article.paragraphs))[without.get(number, 0) :]
            lead, body = held(wanted, text[:LEAD_LENGTH]), held(wanted, text[LEAD_LENGTH:])
            for index, found in ((self.leads, lead), (self.bodies, body - lead)):
                for pair in found:
                    index.setdefault(pair, []).append(number)
        known = [log1p(len(articles) / times) for times in range(1, len(articles) + 1)]
        self.weights = [UNSEEN * known[0], *known] if known else [0.0]

    def shared(self, text: str) -> Shared:
        """Return what of a text comes again in each story; sums are the same in whatever order pairs come."""
        lead: dict[int, list[float]] = {}
        body: dict[int, list[float]] = {}
        whole: list[float] = []
        for pair in pairs_of(text):
            first, further = self.leads.get(pair, ()), self.bodies.get(pair, ())
            weight = self.weights[len(first) + len(further)]
            whole.append(weight)
            for stories, found in ((first, lead), (further, body)):
                for story in stories:
                    found.setdefault(story, []).append(weight)
        return Shared(
            fsum(whole), *({story: fsum(found.get(story, ())) for story in {*lead, *body}} for found in (lead, body))
        )


def together(parts: Sequence[Shared]) -> Shared:
    """Return what texts share with each story together."""
    if len(parts) == 1:
        return parts[0]
    stories = set().union(*(part.lead for part in parts))
    return Shared(
        fsum(part.whole for part in parts),
        {story: fsum(part.lead.get(story, 0.0) for part in parts) for story in stories},
        {story: fsum(part.body.get(story, 0.0) for part in parts) for story in stories},
    )
