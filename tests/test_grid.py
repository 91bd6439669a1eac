"""格: the laws of bands of neighbours."""

import inspect
import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hkpaper.continuation import grid, net

REACHES = st.sets(st.integers(-9, 9).filter(bool), min_size=1, max_size=8).map(lambda steps: tuple(sorted(steps)))
COUNTS = st.integers(1, 14)


def band(count: int, reach: tuple[int, ...], seed: int = 0) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(count, len(reach)))


@given(COUNTS, REACHES)
def test_turning_twice_is_no_turn(count: int, reach: tuple[int, ...]) -> None:
    """A band turned and turned back is itself where it is live, and nothing else."""
    given, live = band(count, reach), grid.targets(count, reach)[1]
    back = [-step for step in reach]
    found = grid.turned(grid.turned(given, reach, np), back, np)
    assert (found == np.where(live, given, grid.NOTHING)).all()


@given(COUNTS, REACHES)
def test_a_turned_band_holds_the_same_pairs(count: int, reach: tuple[int, ...]) -> None:
    """Entry (j, k) of the turned band is the pair of line j and the one reach[k] before it."""
    given = band(count, reach)
    turned = grid.turned(given, reach, np)
    for lower in range(count):
        for column, step in enumerate(reach):
            upper = lower - step
            assert turned[lower, column] == (given[upper, column] if 0 <= upper < count else grid.NOTHING)


@given(COUNTS, REACHES, st.floats(0, 300))
def test_shares_sum_to_one(count: int, reach: tuple[int, ...], scale: float) -> None:
    """However great the scores, a row's shares and those of its others sum to one."""
    scores, others = grid.shares(scale * band(count, reach), scale * band(count, (1, 2), 1), np)
    total = np.exp(scores).sum(axis=1) + np.exp(others).sum(axis=1)
    assert total == pytest.approx(np.ones(count))
    assert max(scores.max(), others.max()) <= 0


@given(REACHES, st.lists(st.integers(-30, 30)))
def test_column_of_is_the_place_in_the_reach(reach: tuple[int, ...], steps: list[int]) -> None:
    """The column of a step is its place in the reach, and -1 of any other, however far."""
    found = grid.column_of(reach, np.array(steps, int)).tolist()
    assert found == [reach.index(step) if step in reach else -1 for step in steps]


@given(COUNTS, REACHES, st.integers(1, 20))
def test_a_box_sums_the_rows_around(count: int, reach: tuple[int, ...], radius: int) -> None:
    """A box is the sum of the rows near by, without the row itself."""
    given = band(count, reach)
    want = [
        sum(
            (given[near] for near in range(max(0, at - radius), min(count, at + radius + 1)) if near != at),
            0 * given[0],
        )
        for at in range(count)
    ]
    assert grid.box(given, grid.sums_of(given, np), radius) == pytest.approx(np.array(want))


@given(COUNTS, REACHES)
def test_rhythm_has_its_columns(count: int, reach: tuple[int, ...]) -> None:
    """The rhythm of any band is finite and has as many columns as the network was built for."""
    live = grid.targets(count, reach)[1]
    shares = np.where(live, -np.abs(band(count, reach)), grid.NOTHING)
    found = grid.rhythm(shares, shares, live, reach, np)
    assert found.shape == (count, len(reach), grid.RHYTHM)
    assert np.isfinite(found).all()


@given(COUNTS, REACHES, st.integers(1, 2))
def test_likeness_is_handed_on_as_a_slow_walk_does(count: int, reach: tuple[int, ...], kinds: int) -> None:
    """A pair is as alike as its lower node is to those before the upper, one step and three, each as far as believed."""
    drawn = np.random.default_rng(count)
    live = grid.targets(count, reach)[1]
    succ, pred = -drawn.random((2, count, len(reach)))
    alike = drawn.random((count, count, kinds))
    alike += alike.transpose(1, 0, 2)
    believed = np.zeros((count, count))
    for upper in range(count):
        for column, step in enumerate(reach):
            if live[upper, column]:
                believed[upper, upper + step] = np.exp((succ + pred)[upper, column] / 2)
    found = grid.relayed(succ, pred, live, alike, reach, np)
    assert found.shape == (count, len(reach), grid.RELAYED * kinds)
    walked = believed, sum(np.linalg.matrix_power(believed, steps) for steps in (1, 2, 3))
    for upper in range(count):
        for column, step in enumerate(reach):
            if not live[upper, column]:
                continue
            lower = upper + step
            told = [
                [walk[:, upper] @ alike[:, lower, kind], alike[upper, :, kind] @ walk[lower]]
                for walk in walked
                for kind in range(kinds)
            ]
            assert found[upper, column] == pytest.approx(4 * np.ravel(told))


def test_the_network_asks_only_for_what_numpy_and_jax_both_have() -> None:
    """It is trained under jax, which lacks much of numpy; nothing else of the tests runs it there."""
    asked = {name for module in (grid, net) for name in re.findall(r"\bxp\.(\w+)", inspect.getsource(module))}
    assert asked <= {
        "concatenate",
        "cumsum",
        "exp",
        "full",
        "log",
        "maximum",
        "stack",
        "take",
        "where",
        "zeros",
        "zeros_like",
    }
