"""篇序题: the second and the third question, as the fitter takes them: which strand each strand truly goes on with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from hkpaper.continuation import order, pairs, questions, stories, traits
from hkpaper.continuation.questions import First
from hkpaper.continuation.stories import AROUND, Before
from hkpaper.continuation.strands import Strands
from hkpaper.continuation.titles import TITLED

from . import fit
from .examples import Example
from .order_task import LINE, TAIL, fresh, labelled, less_alike

NODES = 2 * len(traits.NAMES) + 2 * LINE + 3 + 2 + len(stories.STRAND) + len(TAIL)
PAIR = len(pairs.NAMES) + len(stories.BETWEEN)
LIKE = [
    [PAIR - len(stories.BETWEEN) + stories.BETWEEN.index(name) for name in names]
    for names in ((*stories.SHARED, *TITLED), stories.THEME)
]


def story_arrays(example: Example, weights: Mapping[str, Any]) -> fit.Arrays | None:
    """Return the strands that the first answer leaves on a page, with what each truly goes on with; None without any."""
    asked, strands = _first(example, weights)
    before = Before(asked.runs, asked.opinions[-1], order.REACH)
    return _arrays(example, asked, strands, before) if strands.lines else None


def whole_arrays(example: Example, weights: Mapping[str, Any]) -> fit.Arrays | None:
    """Return the same of those that the second answer leaves."""
    asked, strands = _first(example, weights)
    if not strands.lines:
        return None
    answer = questions.second(asked, strands, weights)
    return _arrays(example, asked, questions.joined(answer), questions.before_of(answer))


def _first(example: Example, weights: Mapping[str, Any]) -> tuple[First, Strands]:
    asked = questions.answered(tuple(range(len(example.after))), example.page, weights)
    return asked, questions.strands_of(asked)


def _arrays(example: Example, asked: First, strands: Strands, before: Before) -> fit.Arrays:
    held = fresh("story", NODES, PAIR, len(AROUND))
    band = stories.band_of("story", held, asked.page, asked.states, strands, asked.runs, before, len(AROUND))
    head, end = (np.array([strand[at] for strand in strands.lines], int) for at in (0, -1))
    return labelled(example, less_alike(example, band, LIKE), head, end, AROUND)
