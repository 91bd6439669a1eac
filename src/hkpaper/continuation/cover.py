"""覆盖: the joint solution: each node followed by at most one, led by at most one, for the greatest sum of gains.

A minimum-cost path cover as an assignment (`assignment.solve`); to stand aside, as no running text, is a node
followed by itself. Entries that lose, or that neither end believes in, are left out first, so the cost is that of a
few choices a node.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hkpaper.continuation import net
from hkpaper.continuation.assignment import solve
from hkpaper.continuation.net import Opinion

MOST = 8  # successors weighed for each node, the best first
HOPELESS = -14.0  # nats; a pair that both ends together believe in less is not weighed


class Cover(NamedTuple):
    """Who follows whom (-1: nobody), which stand aside, and the gains that were weighed, row by row."""

    after: NDArray[np.intp]
    aside: NDArray[np.bool_]
    gains: list[dict[int, float]]


def cover(
    opinion: Opinion, live: NDArray[np.bool_], reach: Sequence[int], *, asides: bool = True, lean: Any = 0.0
) -> Cover:
    """Return the best cover of a page under an opinion; rings are broken at their weakest join; `lean` as in `net.gains`."""
    rows = rows_of(opinion, live, reach, asides=asides, lean=lean)
    follows = _without_rings(rows)
    after = np.array([-1 if each is None or each == at else each for at, each in enumerate(follows)], np.intp)
    return Cover(after, np.array([each == at for at, each in enumerate(follows)], bool), rows)


def rows_of(
    opinion: Opinion, live: NDArray[np.bool_], reach: Sequence[int], *, asides: bool = True, lean: Any = 0.0
) -> list[dict[int, float]]:
    """Return for each node what its likeliest successors gain, and under its own number what standing aside gains."""
    table, aside = net.gains(opinion, reach, lean)
    table = np.where(live & (opinion.succ + opinion.pred > HOPELESS), table, 0)
    best = np.argsort(-table, axis=1, kind="stable")[:, :MOST]
    gains = np.take_along_axis(table, best, axis=1)
    rows: list[dict[int, float]] = [{} for _ in table]
    worth = gains > 0
    at = worth.nonzero()[0]
    to = at + np.asarray(reach)[best[worth]]
    for row, column, gain in zip(at.tolist(), to.tolist(), gains[worth].tolist(), strict=True):
        rows[row][column] = gain
    if asides:
        for row in (aside > 0).nonzero()[0].tolist():
            rows[row][row] = float(aside[row])
    return rows


def _without_rings(rows: list[dict[int, float]]) -> list[int | None]:
    follows = solve(rows)
    while ring := _ring(follows):
        weakest = min(ring, key=lambda at: (rows[at][follows[at] or 0], at))
        rows[weakest] = {to: gain for to, gain in rows[weakest].items() if to != follows[weakest]}
        follows = solve(rows)
    return follows


def _ring(follows: Sequence[int | None]) -> list[int]:
    """Return the members of one ring of more than one node, or nothing."""
    seen: set[int] = set()
    for start in range(len(follows)):
        path: list[int] = []
        at: int | None = start
        while at is not None and at not in seen and follows[at] != at:
            seen.add(at)
            path.append(at)
            at = follows[at]
        if at is not None and at in path:
            return path[path.index(at) :]
    return []


def chains(after: NDArray[np.intp], aside: NDArray[np.bool_]) -> list[list[int]]:
    """Return the paths of a cover, by their first node; what stands aside is in none.

    >>> chains(np.array([2, -1, -1, 1]), np.array([False, False, False, False]))
    [[0, 2], [3, 1]]
    """
    led = set(after[after >= 0].tolist())
    found: list[list[int]] = []
    for start in range(len(after)):
        if start in led or aside[start]:
            continue
        chain, at = [], start
        while at >= 0:
            chain.append(at)
            at = int(after[at])
        found.append(chain)
    return found
