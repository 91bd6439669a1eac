"""题组题: the truth that headlines and kinds are fitted on, and that fitting finds it."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from eval.simulator import simulate  # noqa: E402
from eval.simulator.heads import Heads, stacks  # noqa: E402
from eval.simulator.story import Story  # noqa: E402
from eval.simulator.written import APART, LEARNED, written  # noqa: E402
from eval.training import kinds_task, stacks_fit  # noqa: E402
from eval.training.loglinear import write  # noqa: E402
from eval.training.stacks_task import Sheet, sheets  # noqa: E402

from hkpaper import genres, loglinear  # noqa: E402
from hkpaper.stacks.levels import LABELS, parts_of, states  # noqa: E402
from test_simulator import LIBRARY  # noqa: E402

EXTRACTORS = ("blocks", "lines", "jumbled")


@pytest.fixture(scope="module")
def pages() -> list[Sheet]:
    return [page for seed, name in enumerate(EXTRACTORS) for page in sheets(simulate(seed, LIBRARY, name, headed=True))]


def test_the_stacks_kept_apart_are_not_learned_from() -> None:
    """No headline is in both, and each stack has a main line and a lead."""
    learned, apart = ({str(stack["headline"]) for stack in stacks(papers)} for papers in (LEARNED, APART))
    assert len(learned) > 5 * len(apart) / 2 > 100
    assert not learned & apart
    assert all(stack["headline"] and stack["lead"] for stack in stacks(LEARNED))


def test_no_stack_is_used_twice_in_an_issue() -> None:
    heads = Heads(random.Random(1), False, 1.0)
    stories = [Story("article", "", ["正文。"]) for _ in range(300)]
    assert all(heads.head(story) for story in stories)
    assert len({story.headline for story in stories}) == len(stories)


def test_a_written_story_keeps_its_own_headline() -> None:
    """What was written whole goes into an issue as it is: another's lead would not fit it."""
    own = {story.headline for story in written()} - {""}
    drawn = {
        article["headline_true"]
        for seed in range(12)
        for article in simulate(seed, [], "lines", headed=True).gold["articles"]
    }
    assert len(drawn & own) > 10


def test_every_line_of_a_group_has_its_truth(pages: list[Sheet]) -> None:
    """The true parts of a group cover it, in order, and name only stories that the group is weighed with."""
    labels = set()
    for page in pages:
        for told in page.told:
            held = [at for part in told.parts for at in range(part.first, part.last + 1)]
            assert held == list(range(len(told.seen.group.atoms)))
            assert all(part.story is None or part.story < len(told.seen.stories) for part in told.parts)
            labels |= {part.label for part in told.parts}
    assert labels >= {"K", "M", "D", "X"}


def test_the_gradient_of_the_levels_is_the_slope_of_their_loss(pages: list[Sheet]) -> None:
    """A small step changes the loss by what the gradient says."""
    told = [told for page in pages for told in page.told if 1 < len(told.seen.group.atoms) < 6][:12]
    items, *indices = stacks_fit.cuts(told)
    chance = np.random.default_rng(3)
    shapes = [(len(index.names), wide) for index, wide in zip(indices, stacks_fit.WIDE, strict=True)]
    held = [chance.normal(0, 0.1, shape) for shape in shapes]
    step = [chance.normal(0, 1, shape) for shape in shapes]

    def loss(scale: float) -> tuple[float, list[np.ndarray]]:
        out = [np.zeros(shape) for shape in shapes]
        moved = [own + scale * way for own, way in zip(held, step, strict=True)]
        return sum(stacks_fit.levels_loss(item, *moved, *out) for item in items), out

    slope = sum(float((way * own).sum()) for way, own in zip(step, loss(0.0)[1], strict=True))
    assert (loss(1e-5)[0] - loss(-1e-5)[0]) / 2e-5 == pytest.approx(slope, rel=1e-4)


def test_fitting_learns_what_it_sees(pages: list[Sheet], tmp_path: Path) -> None:
    """After a short fit more groups are cut rightly than before, and the table gives back what was written."""
    told = [told for page in pages for told in page.told]
    fitted = stacks_fit.fit_levels(told, epochs=80, decay=1e-5)
    write(tmp_path / "few.weights.tsv", fitted, ["of three issues"])
    weights = loglinear.read(tmp_path / "few.weights.tsv")
    right = [
        sum([part[:3] for part in parts_of(held, each.seen)] == [part[:3] for part in each.parts] for each in told)
        for held in ({}, weights)
    ]
    assert right[1] > max(right[0], 0.6 * len(told))
    assert {name: list(own) for name, own in weights.items()} == {name: [*own] for name, own in fitted.items()}


def test_states_name_each_label() -> None:
    label, number = states(3)
    assert sorted(set(label.tolist())) == list(range(len(LABELS)))
    assert number.shape == (len(label) + 1, len(label))


def test_each_case_of_a_kind_is_of_one_story() -> None:
    """Cases have features and one of the kinds; a fit to them tells most of them."""
    cases = [case for seed in range(6) for case in kinds_task.cases(simulate(seed, LIBRARY, "lines"))]
    assert len(cases) > 20
    assert {case.kind for case in cases} <= set(genres.KINDS)
    weights = {name: tuple(own) for name, own in kinds_task.fit_kinds(cases, epochs=20, decay=1e-5).items()}
    right = sum(genres.likeliest(case.shown, weights)[0] == case.kind for case in cases)
    assert right > 0.8 * len(cases)
