"""修行: the laws of re-flowing text."""

from typing import Any

import pytest
from hypothesis import given

from case_tables import cases
from hkpaper import account, pipeline
from hkpaper.chars import may_replace
from hkpaper.errors import HkpaperError
from hkpaper.stages.repair import repair, rows
from hkpaper.text import plain
from made import put_through
from test_untangle import PAGES


@pytest.mark.parametrize("case", cases("repair"))
def test_repair_restores_what_was_printed(case: dict[str, Any]) -> None:
    """The paragraph reads as the paper printed it."""
    issue = put_through(case["given"], "repair")
    assert [plain(paragraph) for article in issue.articles for paragraph in article.paragraphs] == case["want"]


@given(PAGES)
def test_repair_invents_nothing(text: str) -> None:
    """Every change of a character is a listed one, and nothing but white space is dropped."""
    issue = put_through(text, "repair")
    assert account.audit(issue) == []
    assert all(may_replace(str(was), str(now)) for _, _, was, now, *_ in rows(issue))


@given(PAGES)
def test_repair_is_idempotent(text: str) -> None:
    """Repairing twice changes nothing more."""
    once = put_through(text, "repair")
    assert repair(once).articles == once.articles


def test_repair_keeps_punctuation_when_told() -> None:
    """With --punctuation keep the marks stay as the dump has them."""
    issue = put_through("本报讯(记者 闻小溪)今天,区图书馆开馆。", "repair", punctuation="keep")
    assert plain(issue.articles[0].paragraphs[0]) == "本报讯(记者 闻小溪)今天,区图书馆开馆。"


def test_repair_refuses_an_unknown_choice() -> None:
    """A wrong option is an error that names the choices."""
    with pytest.raises(HkpaperError, match="restore, keep"):
        pipeline.apply(put_through("今天。", "headline"), "repair", punctuation="full")
