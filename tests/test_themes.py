"""主题: texts as points in a space of themes, against a slow count; what is shipped; what cannot be read."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hkpaper.continuation.themes import FAINT, SHIPPED, Themes, opened, pairs_of, write
from hkpaper.errors import ModelError

WORDS = ("春耕", "茶馆", "河道", "渡口")
KEYS = np.sort(pairs_of(WORDS)[0])
RANDOM = np.random.default_rng(7)
SMALL = Themes(
    KEYS,
    RANDOM.uniform(0.01, 0.02, len(KEYS)).astype(np.float32),
    RANDOM.integers(-127, 128, (len(KEYS), 5)).astype(np.int8),
    np.array([0.1, 0, 0, 0.2, 0], np.float32),
    {"date": "2025-05-02"},
)
TEXTS = st.lists(st.text("春耕茶馆河道渡口,。7a", max_size=12), min_size=1, max_size=6)


def slow(text: str) -> np.ndarray:
    """Return where a text lies, pair by pair."""
    found = np.zeros(5)
    for pair in {text[at : at + 2] for at in range(len(text) - 1)}:
        for at in np.flatnonzero(SMALL.keys == (ord(pair[0]) << 16 | ord(pair[1]))):
            found += SMALL.vectors[at] * float(SMALL.scale[at])
    return found


@given(TEXTS)
def test_points_and_cosines_are_those_of_a_slow_count(texts: list[str]) -> None:
    points = np.array([slow(text) for text in texts])
    assert SMALL.points(texts) == pytest.approx(points, abs=1e-4)
    points -= np.linalg.norm(points, axis=1, keepdims=True) * SMALL.middle
    points /= np.sqrt((points**2).sum(axis=1, keepdims=True) + FAINT**2)
    cosines = points @ points.T
    np.fill_diagonal(cosines, 0)
    assert SMALL.likeness(texts) == pytest.approx(cosines, abs=1e-4)


def test_the_shipped_space_knows_words_that_go_together() -> None:
    """Two texts without a common pair of characters are nearer where they speak of one thing."""
    clinic, nurse, harvest = "医院门诊新增专家号源", "护士为患者测量血压", "稻谷收割机下田作业"
    near = opened().likeness([clinic, nurse, harvest])
    assert near[0, 1] > near[0, 2] + 0.2
    assert near[0, 1] > near[1, 2] + 0.2
    assert not np.diag(near).any()


def test_texts_without_a_known_pair_are_like_none() -> None:
    assert not opened().likeness(["", "2025,ab。", "𠮷𠮷", "医院门诊"]).any()


def test_a_written_space_is_read_as_it_was(tmp_path: Path) -> None:
    write(tmp_path / "a.themes", SMALL)
    found = opened(tmp_path / "a.themes")
    assert all((each == other).all() for each, other in zip(found[:4], SMALL[:4], strict=True))
    assert found.card == SMALL.card


@pytest.mark.parametrize("size", [0, 4, 20, 60, 90])
def test_what_is_cut_short_is_an_error(tmp_path: Path, size: int) -> None:
    write(tmp_path / "whole.themes", SMALL)
    (tmp_path / "cut.themes").write_bytes((tmp_path / "whole.themes").read_bytes()[:size])
    with pytest.raises(ModelError, match=r"cut\.themes"):
        opened(tmp_path / "cut.themes")


def test_it_is_small_and_says_where_it_comes_from() -> None:
    """The language model alone is within 12 MB, this within 5; the card names what was counted."""
    assert SHIPPED.stat().st_size <= 5_000_000
    assert (SHIPPED.parent / "chars.ngram").stat().st_size <= 12_000_000
    assert {"sources", "held_out", "command"} <= set(opened().card)
