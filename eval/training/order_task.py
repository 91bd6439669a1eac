"""行序题: the questions of reading order, as the fitter takes them: which joins are certain; what each run goes on with."""

from __future__ import annotations

import random
from collections.abc import Sequence
from functools import cache
from typing import Any

import jax.numpy as jnp
import numpy as np

from hkpaper.continuation import grid, net, order, pairs, traits
from hkpaper.continuation.order import REACH

from . import fit
from .examples import Example

LINE, NODE, HIDDEN, MIXED = 40, 64, 32, 16

SHOWN, NEXT, PAIR = len(traits.NAMES), len(pairs.NAMES), len(pairs.NAMES) + len(order.LIKE)
LIKE = [[PAIR - len(order.LIKE) + order.LIKE.index(name) for name in names] for names in (order.SHARED, order.THEME)]
TAIL = (*order.HABITS, *order.BESIDE)  # a node's last numbers
LIKE_TAIL = [
    [at - len(TAIL) for at, name in enumerate(TAIL) if name.startswith(kind)] for kind in ("alike", "near in theme")
]
NODES = 2 * SHOWN + 2 * LINE + 3 + 2 + len(order.RUN) + len(TAIL)


def line_layers(seed: int) -> fit.Arrays:
    """Return the first weights of what is asked of single lines and of neighbours."""
    plan = [
        ("line.near", 5 * SHOWN, LINE), ("line.wide", 5 * LINE, LINE), ("line.aside", LINE, 1),
        ("sure.up", LINE, 32), ("sure.down", LINE, 32), ("sure.pair", NEXT, 32), ("sure.out", 32, 2),
    ]  # fmt: skip
    return fit.layers(seed, plan)


def band_layers(seed: int, name: str, nodes: int, pair: int, reach: int) -> fit.Arrays:
    """Return the first weights of the questions about a band of pairs."""
    plan = [
        (f"{name}.node", nodes, NODE), (f"{name}.context.near", 5 * NODE, NODE), (f"{name}.context.wide", 5 * NODE, NODE),
        (f"{name}.pair", pair, HIDDEN), (f"{name}.2.rhythm", grid.RHYTHM + 2 * grid.RELAYED, HIDDEN),
        (f"{name}.0.up", NODE, MIXED), (f"{name}.0.down", NODE, MIXED), (f"{name}.0.others", NODE, 4),
    ]  # fmt: skip
    for number, state in ((1, NODE), (2, NODE + 4)):
        part = f"{name}.{number}"
        plan += [
            (f"{part}.up", state, HIDDEN), (f"{part}.down", state, HIDDEN), (f"{part}.mix", HIDDEN, MIXED),
            (f"{part}.out", MIXED, 3), (f"{part}.others", state, 4),
        ]  # fmt: skip
    offsets = {f"{name}.offset": jnp.zeros((reach, HIDDEN)), f"{name}.0.offset": jnp.zeros(reach)}
    return fit.layers(seed, plan) | offsets


def line_arrays(example: Example) -> fit.Arrays:
    """Return a page's lines with the truth of each join to the next line."""
    count = len(example.after)
    found = order.next_pairs(example.page)
    nexts = np.concatenate([found, np.zeros((1, found.shape[1]), np.float32)])
    return {
        "shown": example.page.lines.shown.astype(np.float16), "next": nexts.astype(np.float16), "there": np.ones(count, np.float32),
        "asked": (np.arange(count) < count - 1).astype(np.float32),
        "follows": (example.after == np.arange(count) + 1).astype(np.float32), "aside": example.aside.astype(np.float32),
        "breaks": _breaks(example),
    }  # fmt: skip


def _breaks(example: Example) -> Any:
    """Return whether a paragraph ends between each line and the next of the dump."""
    return np.r_[example.ends_in[:-1] != example.paragraph[1:], False].astype(np.float32)


def line_loss(weights: fit.Arrays, it: fit.Arrays) -> Any:
    """Return the summed surprise at a page's joins of neighbours, and the number of lines."""
    h = net.encode(weights, "line", it["shown"], it["there"], jnp)
    odds = net.certain(weights, h, it["next"][:-1], jnp)
    loss = fit.binary(odds[:, 0], it["follows"][:-1], it["asked"][:-1])
    loss += 0.3 * fit.binary(odds[:, 1], it["breaks"][:-1], it["follows"][:-1])
    loss += 0.5 * fit.binary(net.dense(weights, "line.aside", h)[:, 0], it["aside"], it["there"])
    return loss, it["there"].sum()


def band_arrays(example: Example, weights: fit.Arrays) -> fit.Arrays:
    """Return a page's runs with what each truly goes on with."""
    states = order.line_states(weights, example.page)
    certain = net.certain(weights, states, order.next_pairs(example.page), np)
    runs = order.runs_of(certain[:, 0])
    band = order.band_of(fresh("order", NODES, PAIR, len(REACH)), example.page, states, certain, runs, len(REACH))
    return labelled(example, less_alike(example, band, LIKE), runs.first, runs.last, REACH)


def less_alike(example: Example, band: order.Band, kinds: Sequence[Sequence[int]]) -> order.Band:
    """Return a band whose nodes are less alike, each kind of likeness (its columns given) by a factor drawn for the page.

    News bulletins keep to their words from paragraph to paragraph; features and essays do not. Weights fitted on
    bulletins alone take every turn of a story for its end.
    """
    chance = random.Random(len(example.after) + int(example.after.sum()))
    asked, nodes = band.pairs.copy(), band.nodes.copy()
    factors = [chance.choice((1.0, 1.0, 1.0, 1.0, 1.0, 0.0, *(chance.random() for _ in range(4)))) for _ in kinds]
    for columns, own, factor in zip(kinds, LIKE_TAIL, factors, strict=True):
        asked[:, columns] *= factor
        nodes[:, own] *= factor
    return band._replace(nodes=nodes, pairs=asked, alike=band.alike * np.array(factors, np.float32))


def labelled(example: Example, band: order.Band, first: Any, last: Any, reach: Sequence[int]) -> fit.Arrays:
    """Return a band's nodes, given by their first and last lines, with what each truly goes on with."""
    count = len(first)
    at = np.full(len(example.after) + 1, -1)
    at[first] = np.arange(count)
    following = at[example.after[last]]
    column = grid.column_of(reach, following - np.arange(count))
    near = (following >= 0) & (column >= 0)
    near[near] &= band.live[np.flatnonzero(near), column[near]]
    end, aside = len(reach), len(reach) + 1
    succ = np.where(example.aside[last], aside, np.where(near, column, end))
    pred = np.where(example.aside[first], aside, end)
    upper = np.flatnonzero(near)
    pred[following[upper]] = column[upper]
    asked, breaks = np.zeros((2, count, len(reach)), np.float32)
    asked[upper, column[upper]] = 1
    broken = upper[example.ends_in[last[upper]] != example.paragraph[first[following[upper]]]]
    breaks[broken, column[broken]] = 1
    return {
        "nodes": band.nodes.astype(np.float16), "pairs": whole(band), "live": band.live,
        "there": np.ones(count, np.float32), "succ": succ.astype(np.int32), "pred": pred.astype(np.int32),
        "asked": asked, "breaks": breaks, "alike": band.alike.astype(np.float16),
    }  # fmt: skip


@cache
def fresh(name: str, nodes: int, pair: int, reach: int) -> dict[str, Any]:
    """Return weights that say nothing yet: enough to ask every pair."""
    return {key: np.asarray(each) for key, each in band_layers(0, name, nodes, pair, reach).items()}


def whole(band: order.Band) -> Any:
    """Return what all pairs of a band show, those that are not live as nought."""
    found = np.zeros((*band.live.shape, band.pairs.shape[1]), np.float16)
    found[band.live] = band.pairs
    return found


def band_loss(name: str, reach: tuple[int, ...]) -> Any:
    """Return the loss of a band's questions: surprise at successors, predecessors and paragraph breaks."""

    def loss(weights: fit.Arrays, it: fit.Arrays) -> Any:
        live = it["live"] > 0
        total = jnp.zeros(())
        g = net.state(weights, name, it["nodes"], it["there"], jnp)
        found = net.opinions(weights, name, g, it["pairs"], live, reach, jnp, it["alike"])
        for opinion in [net.guess(weights, name, g, live, reach, jnp), *found]:
            rows = jnp.concatenate([opinion.succ, opinion.others[:, :2]], axis=1)
            columns = jnp.concatenate([opinion.pred, opinion.others[:, 2:]], axis=1)
            total += fit.cross_entropy(rows, it["succ"], it["there"])
            total += fit.cross_entropy(_by_column(columns, reach), it["pred"], it["there"])
        for opinion in found:
            total += 0.3 * fit.binary(opinion.breaks, it["breaks"], it["asked"]).sum()
        return total, it["there"].sum()

    return loss


def _by_column(shares: Any, reach: tuple[int, ...]) -> Any:
    """Return pred shares seen from the lower nodes: they are held in the form of the band."""
    return jnp.concatenate([grid.turned(shares[:, :-2], reach, jnp), shares[:, -2:]], axis=1)
