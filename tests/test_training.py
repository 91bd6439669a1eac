"""训练: the truth that weights are fitted on, and how confidence is judged; fitting itself needs jax and is not run here."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from eval.simulator import simulate  # noqa: E402
from eval.training.calibrate import logistic  # noqa: E402
from eval.training.examples import Example, examples  # noqa: E402
from eval.training.judge import calibration, judge  # noqa: E402

from hkpaper.continuation import weights  # noqa: E402
from hkpaper.continuation.ngram import chosen  # noqa: E402
from test_simulator import LIBRARY  # noqa: E402

EXTRACTORS = ("blocks", "lines", "rows", "jumbled")


@pytest.fixture(scope="module")
def pages() -> list[Example]:
    return [page for seed, name in enumerate(EXTRACTORS) for page in examples(simulate(seed, LIBRARY, name), chosen())]


def test_each_line_has_one_place_in_the_truth(pages: list[Example]) -> None:
    """No line is read after two others, none after itself, and following the lines comes to an end."""
    for page in pages:
        after = page.after[page.after >= 0]
        assert len(after) == len(set(after.tolist()))
        for start in set(range(len(page.after))) - set(after.tolist()):
            steps, at = 0, start
            while at >= 0:
                steps, at = steps + 1, int(page.after[at])
                assert steps <= len(page.after)


def test_what_is_read_next_is_of_the_same_story(pages: list[Example]) -> None:
    """A true join stays in its story, and what stands aside is joined to nothing."""
    for page in pages:
        upper = np.flatnonzero(page.after >= 0)
        assert (page.story[upper] == page.story[page.after[upper]]).all()
        assert not page.aside[page.after[upper]].any()
        assert (page.after[page.aside & (page.story < 0)] < 0).all()


def test_calibration_tells_the_sure_from_the_right() -> None:
    """Half of what is said to be sure being wrong is an error of the difference; what is kept is none."""
    assert calibration([(0.95, True)] * 19 + [(0.95, False)]) == pytest.approx((0.0, 0.95))
    assert calibration([(0.95, True), (0.95, False)]) == pytest.approx((0.45, 0.5))


def test_the_scales_find_what_made_the_table() -> None:
    """Joins drawn from a known scale give it back."""
    drawn = np.random.default_rng(5)
    odds = drawn.normal(0, 2, 8000)
    right = drawn.random(8000) < 1 / (1 + np.exp(-(0.5 + 0.7 * odds)))
    found = logistic([((float(each),), bool(yes)) for each, yes in zip(odds, right, strict=True)])
    assert found.tolist() == pytest.approx([0.5, 0.7], abs=0.1)


def test_the_shipped_weights_put_simulated_pages_in_order(pages: list[Example]) -> None:
    """Pages that were not fitted on come out mostly right: a gross fault in weights or features shows here."""
    assert judge(weights.shipped(), pages)["all"].order > 0.9
