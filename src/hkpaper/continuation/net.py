"""评议: the learned model: a small network over lines and over pairs of neighbours, as plain numbers.

It gives each node shares of its choices: which node is read next (or none: the end; or it is no running text), and
which before. A second opinion also sees the first one's page: how its offsets run, row by row. Written for
numpy and for jax alike (`xp`); weights are a mapping of names to arrays.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from hkpaper.continuation import grid

Weights = Mapping[str, Any]


class Opinion(NamedTuple):
    """Log shares: of each pair among its row's choices (``succ``) and its column's (``pred``); of being the end,
    no running text, the start, and no running text as seen from below (``others``); and whether a pair breaks a paragraph.
    """

    succ: Any
    pred: Any
    others: Any  # (n, 4): end, aside | start, aside
    breaks: Any  # (n, k): log odds


def dense(weights: Weights, name: str, x: Any) -> Any:
    """Return one layer's sums."""
    return x @ weights[f"{name}.w"] + weights[f"{name}.b"]


def window(x: Any, radius: int, xp: Any) -> Any:
    """Return each row with its neighbours' beside it: (n, f) to (n, (2 radius + 1) f); beyond the ends is nought."""
    nought = xp.zeros_like(x[:1])
    edge = xp.concatenate([nought] * radius)
    padded = xp.concatenate([edge, x, edge])
    return xp.concatenate([padded[at : at + x.shape[0]] for at in range(2 * radius + 1)], axis=1)


def encode(weights: Weights, name: str, x: Any, there: Any, xp: Any) -> Any:
    """Return what each row means among its neighbours, four to either side."""
    h = xp.maximum(dense(weights, f"{name}.near", window(x, 2, xp)), 0) * there[:, None]
    return xp.maximum(dense(weights, f"{name}.wide", window(h, 2, xp)), 0) * there[:, None]


def certain(weights: Weights, h: Any, next_pairs: Any, xp: Any) -> Any:
    """Return the log odds that each line but the last is followed by the next of the dump, and that a paragraph ends there."""
    hidden = (
        dense(weights, "sure.up", h[:-1]) + dense(weights, "sure.down", h[1:]) + dense(weights, "sure.pair", next_pairs)
    )
    hidden = xp.maximum(hidden, 0)
    return dense(weights, "sure.out", hidden)


def state(weights: Weights, name: str, nodes: Any, there: Any, xp: Any) -> Any:
    """Return what each node of a page means among its neighbours."""
    g = xp.maximum(dense(weights, f"{name}.node", nodes), 0) * there[:, None]
    return g + encode(weights, f"{name}.context", g, there, xp)


def guess(weights: Weights, name: str, g: Any, live: Any, reach: Sequence[int], xp: Any) -> Opinion:
    """Return an opinion by what the nodes show alone, no pair of them asked: good enough to leave out the hopeless."""
    rows, _ = grid.targets(g.shape[0], reach)
    below = dense(weights, f"{name}.0.down", g)[rows]
    scores = [(dense(weights, f"{name}.0.up", g)[:, None, :] * below).sum(axis=2) + weights[f"{name}.0.offset"]] * 3
    return _opinion(scores, dense(weights, f"{name}.0.others", g), live, reach, xp)


def opinions(
    weights: Weights, name: str, g: Any, asked: Any, live: Any, reach: Sequence[int], xp: Any, alike: Any
) -> list[Opinion]:
    """Return the first and the second opinion on a page's pairs.

    `asked` holds what pairs show: of all cells of the band (n, k, features), or of the `live` ones (m, features), row
    by row. `alike` (n, n, kinds) says how alike nodes are: the second opinion sees how alike a pair's far side is, too.
    """
    cells = None if asked.ndim == 3 else np.nonzero(live)
    rows, _ = grid.targets(g.shape[0], reach)
    seen = dense(weights, f"{name}.pair", asked)
    seen = seen + (weights[f"{name}.offset"] if cells is None else weights[f"{name}.offset"][cells[1]])
    found: list[Opinion] = []
    for number in (1, 2):
        part = f"{name}.{number}"
        known = g
        hidden = seen
        if found:
            known = xp.concatenate([g, found[-1].others / 4], axis=1)
            extra = _page_wide(found[0], live, alike, reach, xp)
            hidden = seen + dense(weights, f"{part}.rhythm", extra if cells is None else extra[cells])
        up, down = dense(weights, f"{part}.up", known), dense(weights, f"{part}.down", known)
        hidden = hidden + (up[:, None, :] + down[rows] if cells is None else up[cells[0]] + down[rows[cells]])
        hidden = xp.maximum(dense(weights, f"{part}.mix", xp.maximum(hidden, 0)), 0)
        scores = grid.spread(dense(weights, f"{part}.out", hidden), cells, live.shape, xp)
        found.append(_opinion(scores, dense(weights, f"{part}.others", known), live, reach, xp))
    return found


def _page_wide(first: Opinion, live: Any, alike: Any, reach: Sequence[int], xp: Any) -> Any:
    """Return what the first opinion says of the page around each pair."""
    found = grid.rhythm(first.succ, first.pred, live, reach, xp)
    return xp.concatenate([found, grid.relayed(first.succ, first.pred, live, alike, reach, xp)], axis=2)


def _opinion(scores: Sequence[Any], others: Any, live: Any, reach: Sequence[int], xp: Any) -> Opinion:
    back = [-step for step in reach]
    succ, row_others = grid.shares(xp.where(live, scores[0], grid.NOTHING), others[:, :2], xp)
    columns = grid.turned(xp.where(live, scores[1], grid.NOTHING), reach, xp)
    pred, column_others = grid.shares(columns, others[:, 2:], xp)
    pred = grid.turned(pred, back, xp)
    return Opinion(succ, pred, xp.concatenate([row_others, column_others], axis=1), scores[2])


def gains(opinion: Opinion, reach: Sequence[int], lean: Any = 0.0) -> tuple[Any, Any]:
    """Return what joining each pair gains over leaving both its ends loose, and what standing aside gains, in nats.

    `lean` is what each node's loose start costs beyond what the opinion holds of it.
    """
    end, row_aside, start, column_aside = opinion.others.T
    lower, _ = grid.targets(len(end), reach)
    joined = opinion.succ + opinion.pred - end[:, None] - start[lower]
    lean = np.broadcast_to(lean, start.shape)
    return joined + lean[lower], row_aside + column_aside - end - start + lean
