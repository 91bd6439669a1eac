"""权重: the learned numbers as a file."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hkpaper.continuation import order, pairs, stories, weights
from hkpaper.errors import ModelError

SHAPES = st.dictionaries(
    st.text("ab.字", min_size=1, max_size=6), st.lists(st.integers(0, 3), max_size=3).map(tuple), max_size=5
)


@given(SHAPES)
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, shapes: dict[str, tuple[int, ...]]) -> None:
    """Names, shapes, numbers and card come back as they were; the same numbers give the same bytes."""
    drawn = np.random.default_rng(0)
    given = {name: drawn.normal(size=shape).astype(np.float32) for name, shape in shapes.items()}
    path = tmp_path_factory.mktemp("weights") / "order.weights"
    card = {"说明": "made", "pages": 3}
    weights.write(path, given, card)
    first = path.read_bytes()
    found, held = weights.read(path)
    assert held == card
    assert {name: array.shape for name, array in found.items()} == shapes
    assert all((found[name] == array).all() for name, array in given.items())
    weights.write(path, dict(reversed(found.items())), card)
    assert path.read_bytes() == first


@pytest.mark.parametrize("data", [b"", b"hkpngram....", b"hkorder", b"\x00" * 64])
def test_a_foreign_file_is_no_weights(tmp_path: Path, data: bytes) -> None:
    """A file of anything else is one line that names it."""
    path = tmp_path / "other"
    path.write_bytes(data)
    with pytest.raises(ModelError, match="other: these are no weights of hkpaper"):
        weights.read(path)


@pytest.mark.parametrize("kept", [8, 11, 40, -4])
def test_a_cut_file_is_damaged(tmp_path: Path, kept: int) -> None:
    """A file that was cut short, anywhere, is one line that says so."""
    path = tmp_path / "cut"
    weights.write(path, {"a": np.ones((3, 2), np.float32)}, {"pages": 1})
    path.write_bytes(path.read_bytes()[:kept])
    with pytest.raises(ModelError, match="cut: the weights are cut short or damaged"):
        weights.read(path)


def test_the_shipped_weights_fit_the_features() -> None:
    """What ships has a row for each column that the evidence has, and an offset for each place within reach."""
    held = weights.shipped()
    assert held["sure.pair.w"].shape[0] == len(pairs.NAMES)
    assert held["order.pair.w"].shape[0] == len(pairs.NAMES) + len(order.LIKE)
    assert held["story.pair.w"].shape[0] == len(pairs.NAMES) + len(stories.BETWEEN)
    assert held["order.offset"].shape[0] == len(order.REACH)
    assert held["story.offset"].shape[0] == len(stories.AROUND)
    assert all(np.isfinite(array).all() for array in held.values())
