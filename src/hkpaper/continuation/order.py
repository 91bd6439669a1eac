"""行序: the numbers that the first question of reading order is decided by: which line is read after which?

Takes a page's lines; first the certain joins of neighbours are made, which leaves runs of lines; then each run is
weighed against the runs near it in the dump, most of them ahead.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hkpaper.continuation import grid, net, pairs, themes, topics
from hkpaper.continuation.net import Weights
from hkpaper.continuation.pairs import Indices, Page
from hkpaper.continuation.traits import NAMES, Numbers

REACH = (*range(-6, 0), *range(1, 25))  # runs of the dump, back and ahead, that are weighed
# Jittered rows send a few lines back; columns read across part a line from the next by fewer than 25.
MOST = 8  # of these, that the network guesses to be the likeliest, are asked of the language model
SLACK, NARROW = 1.0, 9.0  # ems by which a line of running text falls short of its column, and how wide it is at least
SURE = 5.0  # log odds from which the next line of the dump is taken without a question
SHARED = ("alike", "more alike than others")
THEME = ("near in theme", "nearer than others")
LIKE = (*SHARED, *THEME)
RUN = ("lines", "depth", "widest", "narrowest", "place on the page", "lone", "next line certain", "last line certain")


class Runs(NamedTuple):
    """Runs of lines that certainly follow each other: the first and the last line of each, by place on the page."""

    first: Indices
    last: Indices


class Band(NamedTuple):
    """What a page's runs, or strands, and pairs of them, show.

    ``nodes`` (n, features) are the nodes; ``live`` (n, reach) says which pairs are weighed; ``pairs`` (m, features) is
    what these show, row by row; ``state`` is what the network makes of the nodes.
    """

    nodes: Numbers
    pairs: Numbers
    live: NDArray[np.bool_]
    state: Numbers
    alike: Numbers  # (n, n, kinds): how alike each two nodes are


def line_states(weights: Weights, page: Page) -> Numbers:
    """Return what each line means among its neighbours."""
    shown = page.lines.shown
    found: Numbers = net.encode(weights, "line", shown, np.ones(len(shown), np.float32), np)
    return found


def next_pairs(page: Page) -> Numbers:
    """Return the evidence for each line but the last being followed by the next in the dump."""
    at = np.arange(len(page.lines.texts) - 1)
    return pairs.evidence(page, at, at + 1, page.next_gains)


def runs_of(log_odds: Numbers, sure: float = SURE) -> Runs:
    """Cut a page's lines where a join to the next line is not certain."""
    cuts = np.flatnonzero(log_odds < sure)
    return Runs(np.r_[0, cuts + 1], np.r_[cuts, len(log_odds)])


def band_of(weights: Weights, page: Page, states: Numbers, certain: Numbers, runs: Runs, most: int = MOST) -> Band:
    """Return what the runs of a page show, one by one and in the pairs worth asking."""
    alike = _alike(page, runs)
    depth, nodes = _nodes(page, states, certain, runs)
    nodes = np.concatenate([nodes, around(page, runs, alike)], axis=1)
    partner, live = grid.targets(len(nodes), REACH)
    live = live & ~parted(page, runs.last[:, None], runs.first[partner])
    state, live = worth_asking(weights, "order", nodes, live, REACH, most)
    rows, columns = np.nonzero(live)
    lower = partner[rows, columns]
    asked = [
        pairs.evidence(page._replace(depth=depth), runs.last[rows], runs.first[lower]),
        *(4 * each for kind in range(alike.shape[2]) for each in _likeness(alike[:, :, kind], rows, lower)),
    ]
    return Band(nodes, np.column_stack(asked).astype(np.float32), live, state, alike)


def _alike(page: Page, runs: Runs) -> Numbers:
    """Return how alike each two runs are (runs, runs, 2): by the words they share, and in theme."""
    lines = page.lines.texts
    texts = ["".join(lines[first : last + 1]) for first, last in zip(runs.first, runs.last, strict=True)]
    two, three = topics.likeness(texts)
    return kinds_of(two + three, themes.opened().likeness(texts))


def kinds_of(*alike: Numbers) -> Numbers:
    """Return kinds of likeness as one (n, n, kinds), each kind by itself in memory: sums over one are quick."""
    return np.moveaxis(np.stack(alike), 0, 2)


def _likeness(alike: Numbers, upper: Indices, lower: Indices) -> tuple[Numbers, Numbers]:
    """Return how alike pairs are, and how much more than the upper and others."""
    found = alike[upper, lower]
    return found, found - alike.mean(axis=1)[upper]


def parted(page: Page, upper: Indices, lower: Indices) -> NDArray[np.bool_]:
    """Say of pairs of lines whether a story certainly begins between them: a lead below a closed sentence, or an open one.

    A line that does not fill its column may be a headline, and a byline may be cut in two: what follows them is weighed.
    """
    lines = page.lines
    read_on = ~lines.opens & (lines.width >= lines.measure - SLACK) & (lines.width >= NARROW)
    found: NDArray[np.bool_] = (lines.closed | read_on)[upper] & (lines.shown[lower, LEAD] > 0)
    return found


def worth_asking(
    weights: Weights, name: str, nodes: Numbers, live: NDArray[np.bool_], reach: Sequence[int], most: int
) -> tuple[Numbers, NDArray[np.bool_]]:
    """Return what the network makes of the nodes, and the pairs that a guess by the nodes alone leaves worth asking."""
    state = net.state(weights, name, nodes, np.ones(len(nodes), np.float32), np)
    if most >= len(reach):
        return state, live
    first = net.guess(weights, name, state, live, reach, np)
    return state, grid.likeliest(first.succ, first.pred, live, most)


def _nodes(page: Page, states: Numbers, certain: Numbers, runs: Runs) -> tuple[Numbers, Numbers]:
    """Return the depth of brackets of whole runs, by line, and the numbers of each run."""
    lines, (first, last) = page.lines, runs
    size = last - first + 1
    depth = np.add.reduceat(page.depth, first)
    widest = np.maximum.reduceat(lines.width, first)
    narrowest = np.minimum.reduceat(lines.width, first)
    by_line = page.depth.copy()
    by_line[first] = by_line[last] = depth
    odds = np.clip(np.r_[-8, certain[:, 0], -8], -8, 8) / 4
    own = np.stack(
        [
            np.log(size) / 2, np.clip(depth, -2, 2) / 2, widest / 20, narrowest / 20, first / len(lines.texts), size == 1,
            odds[last + 1], odds[first],
        ], axis=1,
    )  # fmt: skip
    return by_line, nodes_of(page, states, first, last, own)


def nodes_of(page: Page, states: Numbers, first: Indices, last: Indices, own: NDArray[np.floating]) -> Numbers:
    """Return the numbers of runs or strands: what their first and last lines show, and their own."""
    shown = page.lines.shown
    parts = [shown[first], shown[last], states[first], states[last], page.starts[first], page.ends[last], own]
    return np.concatenate(parts, axis=1).astype(np.float32)


LEAD = NAMES.index("lead")
HABITS = (
    "lines", "indents kept", "lone lines", "blank lines", "lines a block", "full marks", "openings", "side by side",
    "sense of the certain", "certain that make sense", "sense of the rest", "of the rest that make sense",
    "alike on the page", "near in theme on the page", "alike in turn", "near in theme in turn",
)  # fmt: skip
BESIDE = tuple(
    f"{kind} {place}"
    for place in ("the last", "the next", "the last few", "the next few")
    for kind in ("alike", "near in theme")
)
FEW = (-4, -3, -2, -1, 1, 2, 3, 4)
_SEEN = [
    NAMES.index(name) for name in ("set in", "alone in block", "blank above", "block's lines", "same row as above")
]


def around(page: Page, runs: Runs, alike: Numbers) -> Numbers:
    """Return the last numbers of nodes: the page's habits (`HABITS`), and how alike each is to what stands beside it (`BESIDE`)."""
    return np.concatenate([_habits(page, runs, alike), _beside(alike)], axis=1)


def _habits(page: Page, runs: Runs, alike: Numbers) -> Numbers:
    """Return what a page as a whole shows of the tool that read it and of how well it is understood, once for each node."""
    lines = page.lines
    joined = "".join(lines.texts)
    folded = joined.count(",")
    full = joined.count("，") / max(1, folded + joined.count("，"))
    set_in, lone, blank, size, beside = lines.shown[:, _SEEN].mean(axis=0)
    found = [np.log(len(lines.texts)) / 5, set_in, lone, blank, size, full, lines.opens.mean(), beside]
    found += _understood(page, runs)
    at = np.arange(len(alike) - 1)
    found += [*(8 * alike.mean(axis=(0, 1))), *(4 * alike[at, at + 1].sum(axis=0) / max(1, len(at)))]
    return np.tile(np.array(found, np.float32), (len(alike), 1))


def _understood(page: Page, runs: Runs) -> list[float]:
    """Return how well neighbours read on where a sentence is open, those joined for certain and the rest.

    What a language model says of a pair is worth as much as it knows of the page.
    """
    upper = np.flatnonzero(~page.lines.closed[:-1])
    inside = ~np.isin(upper, runs.last)
    found: list[float] = []
    for held in (page.onward[upper[inside]], page.onward[upper[~inside]]):
        found += [float(held.mean()), float((held > 0.25).mean())] if len(held) else [0.0, 0.0]
    return found


def _beside(alike: Numbers) -> Numbers:
    """Return `BESIDE`: how alike each node is to those near it in the dump. A headline's words come again in the story below."""
    rows, on = grid.targets(len(alike), FEW)
    near = np.where(on[:, :, None], alike[np.arange(len(alike))[:, None], rows], 0)
    above, below = near[:, :4], near[:, 4:]
    return 4 * np.concatenate([above[:, 3], below[:, 0], above.max(axis=1), below.max(axis=1)], axis=1)
