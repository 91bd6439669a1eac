"""覆盖: the joint solution, against scipy as the oracle."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from hkpaper.continuation import grid, net
from hkpaper.continuation.cover import HOPELESS, Cover, chains, cover
from hkpaper.continuation.net import Opinion

FORWARD = (1, 2, 3, 5)
AROUND = (-3, -2, -1, 1, 2, 3)
SEEDS = st.integers(0, 10_000)
COUNTS = st.integers(1, 11)


def opinion(count: int, reach: tuple[int, ...], seed: int) -> tuple[Opinion, np.ndarray]:
    """Return an opinion drawn at random, and which pairs are on the page."""
    drawn = np.random.default_rng(seed)
    live = grid.targets(count, reach)[1]

    def shares() -> tuple[np.ndarray, np.ndarray]:
        scores = np.where(live, drawn.normal(0, 4, live.shape), grid.NOTHING)
        return grid.shares(scores, drawn.normal(0, 3, (count, 2)), np)

    succ, row_others = shares()
    pred, column_others = shares()
    return Opinion(succ, pred, np.concatenate([row_others, column_others], axis=1), np.zeros_like(succ)), live


def dense(given: Opinion, live: np.ndarray, reach: tuple[int, ...]) -> np.ndarray:
    """Return the gains of all pairs, and of standing aside on the diagonal; 0 where there is none to be had."""
    count = len(live)
    table, aside = net.gains(given, reach)
    found = np.diag(np.maximum(aside, 0))
    for at, column in np.argwhere(live & (given.succ + given.pred > HOPELESS)):
        found[at, at + reach[column]] = max(0, table[at, column])
    assert found.shape == (count, count)
    return found


def total(gains: np.ndarray, found: Cover) -> float:
    joins = sum(gains[at, to] for at, to in enumerate(found.after.tolist()) if to >= 0)
    return float(joins + gains.diagonal()[found.aside].sum())


@given(COUNTS, SEEDS)
def test_it_is_the_best_there_is(count: int, seed: int) -> None:
    """Where no ring can be, the sum of its gains is scipy's."""
    given, live = opinion(count, FORWARD, seed)
    gains = dense(given, live, FORWARD)
    rows, columns = linear_sum_assignment(gains, maximize=True)
    assert abs(total(gains, cover(given, live, FORWARD)) - gains[rows, columns].sum()) < 1e-6


@given(COUNTS, SEEDS, st.booleans())
def test_each_node_has_one_place(count: int, seed: int, asides: bool) -> None:
    """Each node is led by one at most, stands in one chain or aside, and no chain comes back to itself."""
    given, live = opinion(count, AROUND, seed)
    found = cover(given, live, AROUND, asides=asides)
    led = found.after[found.after >= 0].tolist()
    assert len(led) == len(set(led))
    held = [node for chain in chains(found.after, found.aside) for node in chain]
    assert sorted(held) == np.flatnonzero(~found.aside).tolist()
    assert not found.aside[led].any()
    assert asides or not found.aside.any()


@given(COUNTS, SEEDS)
def test_only_live_gains_are_taken(count: int, seed: int) -> None:
    """Every join that is made is on the page, within reach, and gains something; no ring beats scipy."""
    given, live = opinion(count, AROUND, seed)
    found = cover(given, live, AROUND)
    gains = dense(given, live, AROUND)
    assert all(gains[at, to] > 0 for at, to in enumerate(found.after.tolist()) if to >= 0)
    rows, columns = linear_sum_assignment(gains, maximize=True)
    assert total(gains, found) <= gains[rows, columns].sum() + 1e-6


def test_a_ring_is_broken_at_its_weakest_join() -> None:
    """Two nodes that would each follow the other: the weaker join goes."""
    succ = np.log(np.array([[1e-9, 0.9], [0.6, 1e-9]]))  # columns: the one before, the one after
    others = np.log(np.array([[0.05, 1e-9, 0.05, 1e-9]] * 2))
    live = grid.targets(2, (-1, 1))[1]
    assert cover(Opinion(succ, succ, others, 0 * succ), live, (-1, 1)).after.tolist() == [1, -1]


def test_joint_beats_greedy() -> None:
    """A node gives up its best successor where another needs that one more."""
    succ = np.log(np.array([[0.5, 0.45], [0.9, 1e-9], [1e-9, 1e-9]]))  # 0 → 1 or 2; 1 → 2
    succ[0] = np.log([0.3, 0.6])
    others = np.log(np.array([[0.05, 1e-9, 0.05, 1e-9]] * 3))
    live = grid.targets(3, (1, 2))[1]
    assert cover(Opinion(succ, succ, others, 0 * succ), live, (1, 2)).after.tolist() == [1, 2, -1]
