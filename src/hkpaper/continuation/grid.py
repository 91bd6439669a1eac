"""格: pairs of neighbours in a band: row i, column k is the pair (i, i + reach[k]).

What the solver needs of such a band: shares among a row's choices and among a column's, and how much the rows near by
agree on an offset. Written for numpy and for jax alike (`xp`), so that what is trained is what is run.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np

NOTHING = -30.0  # a log share of what cannot be
RADII = (2, 6, 20)  # rows beside a pair that must agree with it; and all rows
BLOCK = 64  # rows of a banded table that are multiplied together


def targets(count: int, reach: Any) -> tuple[Any, Any]:
    """Return for each row and column of a band the partner's number, clipped to the page, and whether it is on it.

    Not to be changed: a page asks for the same some ten times.
    """
    return _targets(count, tuple(reach))


@lru_cache(maxsize=16)
def _targets(count: int, reach: tuple[int, ...]) -> tuple[Any, Any]:
    partner = np.arange(count)[:, None] + np.asarray(reach)[None, :]
    found = np.clip(partner, 0, max(0, count - 1)), (partner >= 0) & (partner < count)
    for each in found:
        each.flags.writeable = False
    return found


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
    rows, live = targets(band.shape[0], [-step for step in reach])
    return xp.where(live, xp.take(band, rows * len(reach) + np.arange(len(reach))), fill)


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


def sums_of(band: Any, xp: Any) -> Any:
    """Return the sums of the rows above each, and of all."""
    return xp.concatenate([xp.zeros_like(band[:1]), xp.cumsum(band, axis=0)])


def box(band: Any, sums: Any, radius: int) -> Any:
    """Return for each entry the sum of the entries up to `radius` rows above and below it, its own row not counted."""
    at = np.arange(band.shape[0])
    return sums[np.minimum(at + radius + 1, len(at))] - sums[np.maximum(at - radius, 0)] - band


def rhythm(succ: Any, pred: Any, live: Any, reach: Any, xp: Any) -> Any:
    """Return what the first opinion says of each pair: itself, and how common its offset is near by and on the page.

    `succ` and `pred` are log shares, by row and by column, both in the band's form; the last axis are the columns.
    """
    count = succ.shape[0]
    believed = xp.exp((succ + pred) / 2) * live
    there = live.astype(believed.dtype)
    columns = [xp.maximum(succ, -8.0) / 4, xp.maximum(pred, -8.0) / 4]
    sums, all_there = sums_of(believed, xp), sums_of(there, xp)
    boxes = [box(believed, sums, radius) for radius in RADII] + [box(believed, sums, count)]
    for radius, held in zip((*RADII, count), boxes, strict=True):
        agreed = held / (box(there, all_there, radius) + 1.0)
        columns.append(xp.log(agreed + 0.01) / 3)
    near = boxes[1]
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
    back, ahead = span(reach)
    rows, on = targets(succ.shape[0], reach)
    whole = square(xp.exp((succ + pred) / 2) * live, reach, xp)
    two = banded(whole, whole, (back, ahead), xp)
    three = whole + two + banded(whole, two, (back, ahead), xp)
    kinds = [alike[:, :, kind] for kind in range(alike.shape[2])]
    columns = []
    for steps, walked in ((1, whole), (3, three)):
        for kind in kinds:
            columns.append(in_band(walked.T, kind, (steps * ahead, steps * back), (back, ahead), rows, xp))
            far = (steps + 1) * back, (steps + 1) * ahead
            columns.append(in_band(kind, walked.T, far, (back, ahead), rows, xp))
    return xp.where(on[:, :, None], xp.stack(columns, axis=2) * 4, 0)


def square(band: Any, reach: Any, xp: Any) -> Any:
    """Return a band as a table of all pairs, nought where the band has none.

    >>> square(np.array([[1, 2], [3, 4], [5, 6]]), (-1, 1), np).tolist()
    [[0, 2, 0], [3, 0, 4], [0, 5, 0]]
    """
    count, (back, ahead) = band.shape[0], span(reach)
    columns = column_of(reach, np.arange(-back, ahead + 1))  # -1, the last, is of nought
    close = xp.concatenate([band, xp.zeros_like(band[:, :1])], axis=1)[:, columns]
    # Laid out in rows that are one too long and read in rows of the right length, each row stands one further to the right.
    rows = xp.concatenate([close, xp.zeros((count, count), band.dtype)], axis=1)
    length = back + ahead + count
    return rows.reshape(-1)[: count * length].reshape(count, length)[:, back : back + count]


def banded(left: Any, right: Any, far: tuple[int, int], xp: Any) -> Any:
    """Return the product of two tables; `left` is nought farther than `far` before and after its diagonal."""
    blocks = [(at, _around(at, *far)) for at in _blocks(left.shape[0])]
    found = [left[at, near] @ right[near] for at, near in blocks]
    return xp.concatenate(found) if len(found) > 1 else found[0]


def in_band(left: Any, right: Any, far: tuple[int, int], wide: tuple[int, int], partner: Any, xp: Any) -> Any:
    """Return of the product of two tables each row's pairs with its `partner`s, none farther than `wide` before and after it.

    A pair's sum is of rows of `right` no farther than `far` before and after the pair's first: the rest is nought.
    """
    found = []
    for at in _blocks(left.shape[0]):
        near, beside = _around(at, *far), _around(at, *wide)
        product = left[at, near] @ right[near, beside]
        found.append(product[np.arange(product.shape[0])[:, None], partner[at] - beside.start])
    return xp.concatenate(found) if len(found) > 1 else found[0]


def span(reach: Any) -> tuple[int, int]:
    """Return how far a band reaches back, and ahead."""
    return max(0, -min(reach)), max(0, *reach)


def _blocks(count: int) -> list[slice]:
    return [slice(at, min(at + BLOCK, count)) for at in range(0, count, BLOCK)]


def _around(at: slice, before: int, after: int) -> slice:
    return slice(max(0, at.start - before), at.stop + after)
