"""The matching at the heart of reading order, against scipy as the oracle."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linear_sum_assignment

from hkpaper.continuation.assignment import solve

TABLES = st.lists(st.dictionaries(st.integers(0, 11), st.floats(-5, 20, allow_nan=False), max_size=8), max_size=12)


def total(gains: list[dict[int, float]], taken: list[int | None]) -> float:
    return sum(gains[row][column] for row, column in enumerate(taken) if column is not None)


@given(TABLES)
@settings(max_examples=600, deadline=None)
def test_solve_finds_the_optimum_that_scipy_finds(gains: list[dict[int, float]]) -> None:
    """The sum of the gains taken equals the dense solver's, and no column is taken twice."""
    dense = np.zeros((len(gains), 12 + len(gains)))
    for row, entries in enumerate(gains):
        for column, gain in entries.items():
            dense[row, column] = max(gain, 0.0)
    best = dense[linear_sum_assignment(-dense)].sum() if gains else 0.0
    taken = solve(gains)
    columns = [column for column in taken if column is not None]
    assert len(columns) == len(set(columns))
    assert abs(total(gains, taken) - best) < 1e-6


@given(TABLES)
def test_solve_takes_no_losing_entry(gains: list[dict[int, float]]) -> None:
    """An entry that gains nothing is never taken: staying alone is free."""
    assert all(gains[row][column] > 0 for row, column in enumerate(solve(gains)) if column is not None)
