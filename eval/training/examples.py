"""例: simulated pages as the solver sees them, with the truth beside: what the weights are fitted on.

Pages go through hkpaper's own first stages, so that the lines learned from are the lines that will be met.
"""

from __future__ import annotations

import itertools
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

import hkpaper
from hkpaper.continuation import questions
from hkpaper.continuation.ngram import Model
from hkpaper.continuation.pairs import STOPS, Page, by_sense
from hkpaper.records import Issue

CHAIN = ("body", "byline", "caption", "jump", "from")  # roles that are read in a story's order


@dataclass
class Example:
    """A page with its truth, by place on the page: the next line (or -1), no running text, paragraph and story."""

    page: Page
    after: NDArray[np.int_]
    aside: NDArray[np.bool_]
    paragraph: NDArray[np.int_]  # at the line's beginning
    ends_in: NDArray[np.int_]  # … and at its end
    story: NDArray[np.int_]
    recipe: dict[str, Any]


def examples(dump: Any, model: Model) -> Iterator[Example]:
    """Yield the pages of a simulated issue."""
    issue = hkpaper.run_up_to(hkpaper.read(dump.text), "masthead")
    parts = list(questions.pages(issue))
    for part, cache in zip(parts, questions.gathered(issue, parts), strict=True):
        if len(part) > 1:
            yield _example(issue, part, questions.page_at(issue, part, cache, model), dump)


def _example(issue: Issue, numbers: Sequence[int], page: Page, dump: Any) -> Example:
    starts = [segment.start for segment in dump.segments]
    first = [max(0, bisect_right(starts, issue.lines[n].span.start) - 1) for n in numbers]
    last = [max(0, bisect_right(starts, issue.lines[n].span.end - 1) - 1) for n in numbers]
    segments = dump.segments
    following = _following(segments)
    at_start = {issue.lines[n].span.start: place for place, n in enumerate(numbers)}
    begins: dict[int, int] = {}
    for place, segment in enumerate(first):
        if issue.lines[numbers[place]].span.start == segments[segment].start:
            begins.setdefault(segment, place)
    after = np.full(len(numbers), -1)
    for place, number in enumerate(numbers):
        own = segments[last[place]]
        if own.role not in CHAIN or segments[first[place]].role not in CHAIN:  # a row may begin with a headline
            continue
        end = issue.lines[number].span.end
        if end < own.end:
            rest = dump.text[end : own.end]
            after[place] = at_start.get(end + len(rest) - len(rest.lstrip()), -1)
        elif last[place] in following:
            after[place] = begins.get(following[last[place]], -1)
    return Example(
        page=page,
        after=after,
        aside=np.array([segments[each].role not in CHAIN for each in first]),
        paragraph=np.array([segments[each].paragraph for each in first]),
        ends_in=np.array([segments[each].paragraph for each in last]),
        story=np.array([segments[each].story if segments[each].role in CHAIN else -1 for each in first]),
        recipe=dump.recipe,
    )


def sensed(example: Example, model: Model) -> Example:
    """Return an example with what a model makes of its lines."""
    asked = (*example.page.lines.texts, *STOPS)
    sense = model.asked(asked, asked)
    starts, ends, onward, gains = by_sense(sense, len(example.after))
    page = example.page._replace(sense=sense, starts=starts, ends=ends, onward=onward, next_gains=gains)
    return replace(example, page=page)


def _following(segments: Sequence[Any]) -> dict[int, int]:
    """Return for each segment of running text the one read after it on its page."""
    chains: dict[tuple[int, int], list[tuple[int, int]]] = {}
    for index, segment in enumerate(segments):
        if segment.role in CHAIN and segment.story >= 0:
            chains.setdefault((segment.story, segment.page), []).append((segment.order, index))
    found: dict[int, int] = {}
    for chain in chains.values():
        ordered = [index for _, index in sorted(chain)]
        found.update(itertools.pairwise(ordered))
    return found
