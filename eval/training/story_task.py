"""篇序题: the second question, as the fitter takes it: which strand each strand truly goes on with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from hkpaper.continuation import pairs, questions, stories, traits
from hkpaper.continuation.stories import AROUND
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
    asked = questions.answered(tuple(range(len(example.after))), example.page, weights)
    strands = questions.strands_of(asked)
    if not strands.lines:
        return None
    band = stories.band_of(
        fresh("story", NODES, PAIR, len(AROUND)),
        example.page,
        asked.states,
        strands,
        asked.runs,
        asked.opinions[-1],
        len(AROUND),
    )
    head, end = (np.array([strand[at] for strand in strands.lines], int) for at in (0, -1))
    return labelled(example, less_alike(example, band, LIKE), head, end, AROUND)
