"""校准: fit the scales that turn shares into probabilities, on pages that the weights were not fitted on."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hkpaper.continuation import confidence, grid, questions
from hkpaper.continuation.net import Opinion
from hkpaper.continuation.order import REACH
from hkpaper.continuation.questions import Stitched
from hkpaper.continuation.stories import AROUND

from .examples import Example

AS_SHOWN = {  # where no join of a kind was made: what the shares say themselves
    "sure": np.array([0, 1], np.float32),
    "order": np.array([0, 0.5, 0.5], np.float32),
    "story": np.array([0, 0.5, 0.5], np.float32),
    "whole": np.array([0, 0.5, 0.5], np.float32),
}
Table = list[tuple[tuple[float, ...], bool]]  # what a join shows, and whether it is right


class Join(NamedTuple):
    """A join that was made: its kind, its upper line, the log odds it shows, and whether it is right."""

    kind: str
    upper: int
    odds: tuple[float, ...]
    right: bool


def scales(weights: Mapping[str, Any], examples: Sequence[Example]) -> dict[str, NDArray[np.float32]]:
    """Return the calibration of each kind of join."""
    tables: dict[str, Table] = {kind: [] for kind in AS_SHOWN}
    for example in examples:
        for join in joins(weights, example):
            tables[join.kind].append((join.odds, join.right))
    return {f"{kind}.calibration": logistic(table) if table else AS_SHOWN[kind] for kind, table in tables.items()}


def joins(weights: Mapping[str, Any], example: Example) -> list[Join]:
    """Return every join that is made on a page."""
    asked = questions.answered(tuple(range(len(example.after))), example.page, weights)
    found: list[Join] = []
    runs = asked.runs
    strands = questions.strands_of(asked)
    run_ending = {int(last): run for run, last in enumerate(runs.last)}
    run_beginning = {int(first): run for run, first in enumerate(runs.first)}
    for strand in strands.lines:
        for upper, lower in itertools.pairwise(strand):
            right = bool(example.after[upper] == lower)
            if upper in run_ending:
                column = int(grid.column_of(REACH, np.array(run_beginning[lower] - run_ending[upper])))
                odds = _odds(asked.opinions[-1], run_ending[upper], column)
                found.append(Join("order", upper, odds, right))
            else:
                found.append(Join("sure", upper, (float(asked.certain[upper, 0]),), right))
    if strands.lines:
        answer = questions.second(asked, strands, weights)
        last = questions.third(asked, answer, weights)
        inside = {upper for strand in last.strands.lines for upper in strand[:-1]}
        found += [join for join in _stitched("story", example, answer) if join.upper in inside]
        found += _stitched("whole", example, last)
    return found


def _stitched(kind: str, example: Example, answer: Stitched) -> Iterator[Join]:
    """Yield the joins of strands that an answer makes."""
    lines = answer.strands.lines
    for upper, lower in enumerate(answer.cover.after):
        if lower >= 0:
            column = int(grid.column_of(AROUND, np.array(lower - upper)))
            right = bool(example.after[lines[upper][-1]] == lines[lower][0])
            yield Join(kind, lines[upper][-1], _odds(answer.opinions[-1], upper, column), right)


def _odds(opinion: Opinion, row: int, column: int) -> tuple[float, ...]:
    return tuple(float(each) for each in confidence.odds(opinion.succ[row, column], opinion.pred[row, column]))


def logistic(table: Table) -> NDArray[np.float32]:
    """Return the constant and the slopes that make what was shown most probable (Newton's method, slightly held back)."""
    x = np.array([[1.0, *shown] for shown, _ in table])
    y = np.array([right for _, right in table], float)
    w = np.zeros(x.shape[1])
    w[1:] = 1.0 / (x.shape[1] - 1)
    for _ in range(30):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        slope = x.T @ (y - p) - 1e-3 * w
        curve = (x * (p * (1 - p))[:, None]).T @ x + 1e-3 * np.eye(len(w))
        w = w + np.linalg.solve(curve, slope)
    return w.astype(np.float32)
