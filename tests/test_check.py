"""复核: the last look at a page's stories: what it sees of two paragraphs, what it parts, and what it leaves as it is."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings

from hkpaper import read
from hkpaper.continuation import check, edges, joins, questions, weights
from hkpaper.continuation.check import Pairs
from hkpaper.continuation.forest import EVERY, LEAVES, Forest
from hkpaper.continuation.joins import Join, Story, Told
from hkpaper.continuation.ngram import chosen
from hkpaper.continuation.pairs import Page
from hkpaper.continuation.sight import Sight
from hkpaper.continuation.wholes import wholes
from made import put_through
from shell import SAMPLES
from test_untangle import PAGES as MADE

BRIDGE = (
    "清晨六点，渡口的汽笛响了第一声，卖豆腐的老",
    "人挑着担子上了船，一路和熟人打着招呼。",
    "渡船开了四十年，船工老汤的手上全是缆绳勒出",
    "的印子。他说新渡船下月就到，柴油味没有了。",
)
HEADLINE = "南门大街明起半幅封闭"
NOTICE = (
    "因雨水管网改造，南门大街（学前巷至米市桥段）",
    "自十月九日起半幅封闭，施工期约两个月。",
    "途经南门大街的三路、七路公交车改走环城东路，",
    "封闭期间请过往车辆绕行。",
)
LINES = (*BRIDGE, HEADLINE, *NOTICE)


def page_of(lines: tuple[str, ...]) -> tuple[questions.First, Page]:
    """Return a page of lines with its first question answered."""
    (asked,) = questions.first_of(put_through("\n".join(lines) + "\n", "masthead"), chosen())
    assert len(asked.numbers) == len(lines)
    return asked, asked.page


def as_one(asked: questions.First, lines: tuple[int, ...], aside: tuple[int, ...] = ()) -> Told:
    """Return a page whose lines are told as one story, a paragraph after each full stop and after what nothing closes."""
    closed = asked.page.lines.closed
    ends = [bool(closed[line]) or asked.page.lines.texts[line] == HEADLINE for line in lines]
    found = [Join(up, low, 0.8, 1.0 if end else -1.0) for (up, low), end in zip(pairwise(lines), ends, strict=False)]
    apart = np.zeros(len(closed), bool)
    apart[list(aside)] = True
    before = questions.before_of(questions.second(asked, questions.strands_of(asked)))
    return Told((Story(lines, tuple(found)),), apart, before)


def always(odds: float) -> Forest:
    """Return a forest that says the same of every pair."""
    splits = (1, LEAVES - 1)
    return Forest(
        np.zeros(splits, np.intp), np.full(splits, np.inf, np.float32), np.full(splits, EVERY, np.uint16),
        np.zeros((1, LEAVES), np.float32), odds,
    )  # fmt: skip


@pytest.fixture(scope="module")
def one() -> tuple[Page, Told]:
    """Return a story of four lines, a headline and a notice, all told as one."""
    asked, page = page_of(LINES)
    return page, as_one(asked, tuple(range(len(LINES))))


def column(seen: Sight, asked: Pairs, name: str) -> list[float]:
    """Return one of the numbers of pairs."""
    found: list[float] = edges.numbers(seen, *asked)[:, edges.NAMES.index(name)].tolist()
    return found


def test_neighbours_are_asked_and_those_around_what_may_be_a_headline(one: tuple[Page, Told]) -> None:
    page, told = one
    seen = check.sight(page, told)
    assert [len(paragraph) for paragraph in seen.held.paragraphs] == [2, 2, 1, 2, 2]
    asked = check.asked_of(seen)
    found = set(zip(*(each.tolist() for each in asked), strict=True))
    assert found == {(0, 1, -1), (1, 2, -1), (1, 3, 2), (2, 3, -1), (3, 4, -1)}


def test_below_a_mark_that_says_whence_a_story_comes_none_is_parted() -> None:
    lines = ("（上接2版）", *BRIDGE)
    asked, page = page_of(lines)
    told = as_one(asked, tuple(range(len(lines))))
    joins_above = told.stories[0].joins
    parted = told._replace(
        stories=(Story(told.stories[0].lines, (joins_above[0]._replace(parts=1.0), *joins_above[1:])),)
    )
    seen = check.sight(page, parted)
    assert [len(paragraph) for paragraph in seen.held.paragraphs] == [1, 2, 2]
    assert check.asked_of(seen).upper.tolist() == [1]


def test_all_above_is_held_against_all_below(one: tuple[Page, Told]) -> None:
    """What stands around the headline shares less than a notice's two paragraphs; the headline is the notice's."""
    page, told = one
    seen = check.sight(page, told)
    asked = Pairs(*(np.array(each) for each in ((0, 1, 3), (1, 3, 4), (-1, 2, -1))))
    alike, like_upper, like_lower = (column(seen, asked, name) for name in ("alike", "… like upper", "… like lower"))
    assert alike[2] > alike[1]
    assert like_lower[1] > like_upper[1]
    assert column(seen, asked, "a headline between") == [0.0, 1.0, 0.0]
    assert column(seen, asked, "upper paragraphs") == [1.0, 2.0, 4.0]
    assert np.exp(column(seen, asked, "lower size")[1]) == pytest.approx(sum(map(len, NOTICE)), rel=1e-4)


def test_a_headline_of_the_page_speaks_for_the_story_that_it_fits() -> None:
    """The same where the headline stands aside, at another place of the page."""
    lines = (HEADLINE, *BRIDGE, *NOTICE)
    asked, page = page_of(lines)
    seen = check.sight(page, as_one(asked, tuple(range(1, len(lines))), (0,)))
    pairs = check.asked_of(seen)
    over = column(seen, pairs, "best over")
    assert pairs.upper[int(np.argmax(over))] == 1


def test_what_is_parted_is_told_and_nothing_is_lost(one: tuple[Page, Told]) -> None:
    page, told = one
    found, changed = check.checked(page, told, always(2.0))
    held = [line for story in found.stories for line in story.lines]
    assert sorted([*held, *np.flatnonzero(found.aside).tolist()]) == list(range(len(LINES)))
    assert all(edge.sure == pytest.approx(1 / (1 + np.exp(-2.0))) for edge in changed)
    assert all(len(story.joins) == len(story.lines) - 1 for story in found.stories)
    assert found.stories[0].apart == pytest.approx(changed[0].sure)


def test_where_nothing_says_two_all_stays(one: tuple[Page, Told]) -> None:
    page, told = one
    found, changed = check.checked(page, told, always(-2.0))
    assert (found.stories, found.aside.tolist(), changed) == (told.stories, told.aside.tolist(), [])


def test_a_page_of_one_paragraph_is_not_asked() -> None:
    asked, page = page_of(BRIDGE[:2])
    told = as_one(asked, (0, 1))
    assert check.checked(page, told) == (told, [])


def test_what_is_set_aside_is_no_end_of_a_story(one: tuple[Page, Told]) -> None:
    """Where both a headline and what stands on either side of it are parted, the surer of the two stands."""
    page, told = one
    seen = check.sight(page, told)
    asked = check.asked_of(seen)
    at = {tuple(each): number for number, each in enumerate(zip(*(each.tolist() for each in asked), strict=True))}
    odds = np.full(len(at), -1.0, np.float32)
    odds[[at[1, 3, 2], at[2, 3, -1]]] = 2.0, 1.0
    assert [edge[:2] for edge in check.chosen(seen, asked, odds)] == [(3, 5)]
    odds[at[2, 3, -1]] = 3.0
    assert [edge[:2] for edge in check.chosen(seen, asked, odds)] == [(4, 5)]


def test_the_shipped_forest_parts_a_notice_from_the_story_above_it(one: tuple[Page, Told]) -> None:
    """Both were told as one, the headline between them as a paragraph: that one is none any more."""
    page, told = one
    found, changed = check.checked(page, told)
    assert [edge[:2] for edge in changed] == [(3, 5)]
    assert [[page.lines.texts[line] for line in story.lines] for story in found.stories] == [list(BRIDGE), list(NOTICE)]
    assert [page.lines.texts[line] for line in np.flatnonzero(found.aside)] == [HEADLINE]


def test_the_shipped_forest_leaves_what_is_read_rightly() -> None:
    """Of the samples' pages, whose stories the questions find, none is parted."""
    changed = [
        edge
        for gold in sorted(SAMPLES.glob("*.gold.json"))
        for page, told in stories_of(read(gold.with_name(gold.name.replace("gold.json", "txt"))).source.text)
        for edge in check.checked(page, told)[1]
    ]
    assert changed == []


def test_the_shipped_forest_was_fitted_on_these_numbers() -> None:
    held, card = weights.read(check.SHIPPED)
    assert tuple(card["columns"]) == edges.NAMES
    assert held["cut.feature"].max() < len(edges.NAMES)


def stories_of(text: str) -> Iterator[tuple[Page, Told]]:
    """Yield the pages of a text that have stories, as the third question leaves them."""
    for asked in questions.first_of(put_through(text, "masthead"), chosen()):
        strands = questions.strands_of(asked)
        if strands.lines and (told := joins.told(asked, strands)).stories:
            yield asked.page, told


@settings(max_examples=15, deadline=None)
@given(MADE)
def test_any_page_keeps_its_lines_in_order(text: str) -> None:
    """Each line stands once, and the lines of a story as they stood; numbers are finite; paragraphs are the stories' lines."""
    for page, told in stories_of(text):
        held = wholes(page, told)
        assert [line for paragraph in held.paragraphs for line in paragraph] == [
            line for story in told.stories for line in story.lines
        ]
        seen = check.sight(page, told)
        asked = check.asked_of(seen)
        if len(asked.upper):
            assert np.isfinite(edges.numbers(seen, *asked)).all()
        found, _ = check.checked(page, told, always(1.0))
        before, after = (
            [line for story in each.stories for line in story.lines if not found.aside[line]] for each in (told, found)
        )
        assert before == after
