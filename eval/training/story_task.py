"""篇序题: the second question, as the fitter takes it: which strand each strand truly goes on with."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import Any

import numpy as np

from hkpaper.continuation import grid, order, pairs, questions, stories, traits
from hkpaper.continuation.order import Band
from hkpaper.continuation.stories import AROUND

from . import fit
from .examples import Example
from .order_task import LINE, fresh, labelled

NODES = 2 * len(traits.NAMES) + 2 * LINE + 3 + 2 + len(stories.STRAND) + len(order.HABITS)
PAIR = len(pairs.NAMES) + len(stories.BETWEEN)
RHYTHM = grid.RHYTHM + grid.RELAYED * stories.ALIKE
SHARED, THEME = (
    [PAIR - len(stories.BETWEEN) + stories.BETWEEN.index(name) for name in names]
    for names in (stories.SHARED, stories.THEME)
)


def _less_alike(band: Band, seed: int) -> Band:
    """Return a band whose strands are less alike, by a factor drawn for the page.

    News bulletins keep to their words from paragraph to paragraph; features and essays do not. Weights fitted on
    bulletins alone take every turn of a story for its end.
    """
    chance = random.Random(seed)
    asked = band.pairs.copy()
    factors = [chance.choice((1.0, 1.0, 1.0, 1.0, 1.0, 0.0, *(chance.random() for _ in range(4)))) for _ in range(2)]
    for columns, factor in zip((SHARED, THEME), factors, strict=True):
        asked[:, columns] *= factor
    return band._replace(pairs=asked, alike=np.asarray(band.alike) * np.array(factors, np.float32))


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
    band = _less_alike(band, len(example.after) + int(example.after.sum()))
    head, end = (np.array([strand[at] for strand in strands.lines], int) for at in (0, -1))
    alike = np.asarray(band.alike).astype(np.float16)
    return labelled(example, band, head, end, AROUND) | {"alike": alike}
