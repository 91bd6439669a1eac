"""栏宽: the measure of a column, from the widths of its lines."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from hkpaper.continuation.measure import measures
from hkpaper.continuation.traits import _places

ROWS = st.lists(st.tuples(st.integers(1, 60), st.booleans(), st.booleans()), min_size=1, max_size=40)


def of(width: list[float], closed: list[bool], blocks: list[int]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    held = np.array(blocks)
    return measures(np.array(width, np.float32), np.array(closed), held, *_places(held))


@given(ROWS)
def test_no_line_is_measured_below_its_width(rows: list[tuple[int, bool, bool]]) -> None:
    """A line of a small block stands in a column at least as wide as itself, give or take an em; shares are shares."""
    width = [half / 2 for half, _, _ in rows]
    blocks = np.cumsum([new for _, _, new in rows]).tolist()
    measure, agreed, common = of(width, [closed for _, closed, _ in rows], blocks)
    _, size = _places(np.array(blocks))
    small = size < 3
    assert (measure[small] >= np.minimum(np.array(width), 44.5)[small] - 1).all()
    for share in (agreed, common):
        assert ((share >= 0) & (share <= 1)).all()


@given(st.integers(10, 40), st.integers(2, 12), st.integers(1, 9))
def test_a_block_agrees_on_its_column(measure: int, full: int, tail: int) -> None:
    """Full lines and a short last one that is closed all have the measure of the full ones, at last half an em off."""
    found, _, _ = of([measure] * full + [min(tail, measure)], [False] * full + [True], [0] * (full + 1))
    assert (np.abs(found - measure) <= 0.5).all()


def test_a_block_of_three_asks_nobody_else() -> None:
    """A narrow block between wide ones keeps its own measure; a single line among them takes theirs."""
    wide = [22.0] * 6
    found, _, _ = of([*wide, 14.0, 14.0, 14.0, *wide], [False] * 15, [0] * 6 + [1] * 3 + [2] * 6)
    assert (np.abs(found[6:9] - 14) <= 0.5).all()
    found, _, _ = of([*wide, 14.0, *wide], [False] * 13, [0] * 6 + [1] + [2] * 6)
    assert abs(found[6] - 22) <= 0.5


def test_alternating_columns_keep_two_measures() -> None:
    """Where single lines of two columns alternate, the wider line is never given the narrow measure."""
    width = [22.0, 15.0] * 6
    found, _, _ = of(width, [False] * 12, list(range(12)))
    assert (np.abs(found[::2] - 22) <= 0.5).all()


def test_an_empty_page_has_no_measures() -> None:
    """No lines, no numbers, no complaint."""
    assert [len(each) for each in of([], [], [])] == [0, 0, 0]
