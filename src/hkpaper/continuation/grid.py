"""格: pairs of neighbours in a band: row i, column k is the pair (i, i + reach[k]).

What the solver needs of such a band: shares among a row's choices and among a column's, and how much the rows near by
agree on an offset. Written for numpy and for jax alike (`xp`), so that what is trained is what is run.
"""

from __future__ import annotations

from typing import Any

import numpy as np

NOTHING = -30.0  # a log share of what cannot be


def targets(count: int, reach: Any) -> tuple[Any, Any]:
    """Return for each row and column of a band the partner's number, clipped to the page, and whether it is on it."""
    partner = np.arange(count)[:, None] + np.asarray(reach)[None, :]
    return np.clip(partner, 0, max(0, count - 1)), (partner >= 0) & (partner < count)


def column_of(reach: Any, steps: Any) -> Any:
    """Return the column of each step in a band of `reach`, -1 where it has none.

    >>> column_of((-1, 1, 2), np.array([2, 0, -1])).tolist()
    [2, -1, 0]
    """
    widest = max(map(abs, reach))
    table = np.full(2 * widest + 2, -1)
    table[np.asarray(reach) + widest] = np.arange(len(reach))
    return np.where(np.abs(steps) <= widest, table[np.clip(steps, -widest, widest) + widest], -1)


def turned(band: Any, reach: Any, xp: Any, fill: float = NOTHING) -> Any:
    """Return a band seen from the lower lines: row j, column k is the pair (j - reach[k], j)."""
    count = band.shape[0]
    rows, live = targets(count, [-step for step in reach])
    columns = np.arange(len(reach))[None, :]
    return xp.where(live, band[rows, columns], fill)


def spread(values: Any, cells: Any, shape: tuple[int, ...], xp: Any) -> list[Any]:
    """Return the columns of `values` as bands: of all cells already, or to be put in their places."""
    if cells is None:
        return [values[:, :, at] for at in range(values.shape[2])]
    found = xp.full((values.shape[1], *shape), NOTHING, values.dtype)
    found[:, cells[0], cells[1]] = values.T
    return list(found)


def likeliest(succ: Any, pred: Any, live: Any, most: int) -> Any:
    """Return which live cells are among the `most` likeliest of their row or of their column (numpy only)."""
    if live.shape[1] <= most:
        return live
    both = np.where(live, succ + pred, -np.inf)
    least = np.partition(both, -most, axis=1)[:, -most]
    return live & (both >= least[:, None])


def shares(scores: Any, others: Any, xp: Any) -> tuple[Any, Any]:
    """Return the log shares of a row's entries and of its `others` (end, aside), which compete with them."""
    both = xp.concatenate([scores, others], axis=1)
    top = both.max(axis=1, keepdims=True)
    whole = top + xp.log(xp.exp(both - top).sum(axis=1, keepdims=True))
    return scores - whole, others - whole


def box(band: Any, radius: int, xp: Any) -> Any:
    """Return for each entry the sum of the entries up to `radius` rows above and below it, its own row not counted."""
    count = band.shape[0]
    sums = xp.concatenate([xp.zeros_like(band[:1]), xp.cumsum(band, axis=0)])
    at = np.arange(count)
    return sums[np.minimum(at + radius + 1, count)] - sums[np.maximum(at - radius, 0)] - band


def rhythm(succ: Any, pred: Any, live: Any, reach: Any, xp: Any) -> Any:
    """Return what the first opinion says of each pair: itself, and how common its offset is near by and on the page.

    `succ` and `pred` are log shares, by row and by column, both in the band's form; the last axis are the columns.
    """
    count = succ.shape[0]
    believed = xp.exp((succ + pred) / 2) * live
    there = live.astype(believed.dtype)
    columns = [xp.maximum(succ, -8.0) / 4, xp.maximum(pred, -8.0) / 4]
    for radius in (2, 6, 20, count):
        agreed = box(believed, radius, xp) / (box(there, radius, xp) + 1.0)
        columns.append(xp.log(agreed + 0.01) / 3)
    near = box(believed, 6, xp)
    beside = [near[:, :1], near[:, :-1]], [near[:, 1:], near[:, -1:]]
    wide = sum(xp.concatenate(each, axis=1) for each in beside)
    columns.append(xp.log(wide / 13 + 0.01) / 3)
    columns.append(xp.maximum(turned(xp.log(believed + 1e-4), reach, xp, -8.0), -8.0) / 4)
    rows, on = targets(count, reach)
    lower = believed[rows, np.arange(len(reach))[None, :]]
    columns.append(xp.where(on, xp.maximum(xp.log(lower + 1e-4), -8.0), -8.0) / 4)
    return xp.stack(columns, axis=2)


RHYTHM = 9  # columns that `rhythm` gives
RELAYED = 4  # … and `relayed`, for each kind of likeness


def relayed(succ: Any, pred: Any, live: Any, alike: Any, reach: Any, xp: Any) -> Any:
    """Return how alike the lower node is to what the first opinion puts before the upper, and the upper to what comes after the lower.

    Before and after are the next node, and the next three together; `alike` is (n, n, kinds), and mutual.
    """
    count = succ.shape[0]
    cells = column_of(reach, np.arange(count)[None, :] - np.arange(count)[:, None])
    believed = xp.exp((succ + pred) / 2) * live
    whole = xp.where(cells >= 0, believed[np.arange(count)[:, None], np.maximum(cells, 0)], 0)
    rows, on = targets(count, reach)
    at = np.arange(count)[:, None]
    two = whole @ whole
    flat = alike.reshape(count, -1)
    columns = []
    for steps in (whole, whole + two + two @ whole):
        before, after = (steps.T @ flat).reshape(alike.shape), (steps @ flat).reshape(alike.shape)
        columns.append(xp.stack([before[at, rows], after[rows, at]], axis=3).reshape(*rows.shape, -1))
    return xp.where(on[:, :, None], xp.concatenate(columns, axis=2) * 4, 0)
