"""文类题: the articles that hkpaper makes of simulated pages, with the kind that each truly is; and the fit to them."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np

import hkpaper
from hkpaper.genres import KINDS, features, line_texts
from hkpaper.text import spans_of

from .loglinear import Floats, Ids, Index, descend, rounded

PURE = 0.9  # an article less of one story than this has no true kind


class Case(NamedTuple):
    """An article's features and its kind."""

    shown: list[str]
    kind: str


def cases(dump: Any) -> Iterator[Case]:
    """Yield the articles of a simulated issue that are mostly of one story."""
    issue = hkpaper.run_up_to(hkpaper.read(dump.text), "link")
    starts = [segment.start for segment in dump.segments]
    begins = {line.span.start for line in issue.lines}
    for article in issue.articles:
        held: Counter[int] = Counter()
        for paragraph in article.paragraphs:
            for span in spans_of(paragraph):
                segment = dump.segments[max(0, bisect_right(starts, span.start) - 1)]
                held[segment.story] += len(span)
        story, size = held.most_common(1)[0] if held else (-1, 0)
        if story >= 0 and size >= PURE * held.total():
            yield Case(features(article, line_texts(article, begins)), dump.gold["articles"][story]["kind"])


def fit_kinds(held: Sequence[Case], epochs: int = 8, decay: float = 5e-4) -> dict[str, list[float]]:
    """Return the weights of the kinds."""
    index = Index(case.shown for case in held)
    items = [(index.of(case.shown), KINDS.index(case.kind)) for case in held]
    (found,) = descend(items, _loss, epochs, decay, (len(index.names), len(KINDS)))
    return rounded(index, found)


def _loss(item: tuple[Ids, int], weights: Floats, out: Floats) -> float:
    ids, kind = item
    scores = weights[ids].sum(axis=0)
    whole = np.logaddexp.reduce(scores)
    odds = np.exp(scores - whole)
    odds[kind] -= 1
    out[ids] += odds
    return float(whole - scores[kind])
