"""词据: how well the first characters of one line go on from the last of another.

Two witnesses: the dictionary (does a word stand across the break?) and the issue itself, whose names
are in no dictionary. A counted language model joins them here later as a third.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable
from math import log, log1p

from hkpaper import words
from hkpaper.chars import is_han

TAIL, HEAD = 4, 3  # characters on either side of the break; words of more than four are rare
DICTIONARY_SHARE = 0.35  # of the dictionary's gain in nats: unigram gains are over-confident
MOST = 4.0  # nats that either witness may add


class Evidence:
    """What one issue's own lines say of which characters follow which."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.pairs: Counter[str] = Counter()
        self.triples: Counter[str] = Counter()
        self.singles: Counter[str] = Counter()
        for line in lines:
            self.singles.update(line)
            self.pairs.update(map("".join, itertools.pairwise(line)))
            self.triples.update(map("".join, zip(line, line[1:], line[2:], strict=False)))
        self.total = max(1, sum(self.singles.values()))

    def gain(self, upper: str, lower: str) -> float:
        """Return in nats how much likelier `lower` is after `upper` than anywhere.

        >>> issue = Evidence(["区委书记李谦出席"])
        >>> issue.gain("区长、书记李", "谦主持会议") > issue.gain("区长、书记李", "主持会议")
        True
        """
        tail, head = upper[-TAIL:], lower[:HEAD]
        if not tail or not head or not (is_han(tail[-1]) and is_han(head[0])):
            return 0.0
        across = words.log_probability(tail + head) - words.log_probability(tail) - words.log_probability(head)
        return min(MOST, DICTIONARY_SHARE * across) + self.in_issue(tail, head)

    def in_issue(self, tail: str, head: str) -> float:
        """Return what the issue's own pairs and triples of characters say, in nats."""
        pair = self.pairs[tail[-1] + head[0]]
        if not pair:
            return -0.5
        expected = self.singles[tail[-1]] * self.singles[head[0]] / self.total
        longer = self.triples[tail[-2:] + head[0]] + self.triples[tail[-1] + head[:2]]
        return min(MOST, 0.5 * log((pair + 0.5) / (expected + 0.5)) + log1p(longer))
