"""配题: the laws of giving headlines to stories."""

from typing import Any

import pytest
from hypothesis import given

from case_tables import cases
from hkpaper.account import audit
from hkpaper.stages.headline import rows
from hkpaper.text import plain
from made import put_through
from test_untangle import PAGES


@pytest.mark.parametrize("case", cases("headline"))
def test_headline_gives_each_story_its_stack(case: dict[str, Any]) -> None:
    """Kicker, main line and deck are those of the story, or absent."""
    issue = put_through(case["given"], "repair", punctuation="keep")
    stacks = [(a.headline.kicker, a.headline.main, a.headline.deck) for a in issue.articles]
    assert [[plain(text) or None for text in stack] for stack in stacks] == case["want"]


@given(PAGES)
def test_headline_accounts_for_every_aside(text: str) -> None:
    """After this stage every character is held once: by a story, a headline, furniture or debris."""
    assert audit(put_through(text, "headline")) == []


def test_headline_says_what_it_could_not_place() -> None:
    """A headline of no story is debris with a doubt that says so."""
    issue = put_through("渡口春色", "headline")
    assert [item.reason for item in issue.debris] == ["orphan-headline"]
    assert [doubt.code for doubt in issue.doubts if doubt.stage == "headline"] == ["orphan-headline"]


def test_headline_rows_point_to_the_source() -> None:
    """Each row's offsets hold its text."""
    text = "区图书馆延长开放时间\n\n本报讯(记者 闻小溪)区图书馆本周起延长开 放时间,夜读的人不用掐着表。"
    issue = put_through(text, "headline")
    assert [(level, words, text[start:end]) for _, level, words, start, end in rows(issue)] == [
        ("headline", "区图书馆延长开放时间", "区图书馆延长开放时间")
    ]
