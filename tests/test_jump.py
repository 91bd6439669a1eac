"""转版: the laws of taking out jump marks."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_tables import cases
from facts_support import texts, written
from hkpaper import account
from hkpaper.stages.jump import COLUMNS, jump, rows
from hkpaper.text import plain

TEXTS = st.lists(
    st.text(alphabet="上下接转紧第▶►1234版A一二十（）() ，。新桥", min_size=1, max_size=24), min_size=1, max_size=4
)


@pytest.mark.parametrize("case", cases("jump"))
def test_jump_takes_out_each_mark(case: dict[str, Any]) -> None:
    """The paragraphs read on without the marks, and each mark has its direction and page."""
    issue = jump(written([{"paragraphs": case["given"]}]))
    article = issue.articles[0]
    assert [[found.direction, found.page] for found in article.jumps] == case["want"]["jumps"]
    assert texts(article) == case["want"]["paragraphs"]


@given(TEXTS)
def test_jump_keeps_account_of_every_character(paragraphs: list[str]) -> None:
    """What leaves the text is held by the mark."""
    assert account.audit(jump(written([{"paragraphs": paragraphs}]))) == []


@given(TEXTS)
def test_jump_settles(paragraphs: list[str]) -> None:
    """Two marks torn apart by a third may meet, but the text left over soon holds none."""
    issue = written([{"paragraphs": paragraphs}])
    for _ in range(4):
        issue = jump(issue)
    assert jump(issue).articles == issue.articles


def test_jump_finds_a_mark_in_the_headline() -> None:
    """A mark that strayed into a headline is no part of it."""
    issue = jump(written([{"headline": "上接▶1版 柳溪新桥通车", "paragraphs": ["桥栏刻着荷花。"]}]))
    assert plain(issue.articles[0].headline.main) == "柳溪新桥通车"
    assert issue.articles[0].jumps[0].direction == "from"


def test_jump_doubts_a_second_mark() -> None:
    """A story sent on twice may be two stories."""
    issue = jump(written([{"paragraphs": ["新桥通车，下转▶3版", "茶会开席，下转▶4版"]}]))
    assert [doubt.code for doubt in issue.doubts] == ["second-jump"]


def test_jump_table_points_to_the_source() -> None:
    """Each row has the offsets of the mark."""
    issue = jump(written([{"paragraphs": ["新桥通车，（下转第二版）"]}]))
    (row,) = rows(issue)
    cells = dict(zip(COLUMNS, row, strict=True))
    assert issue.source.text[int(str(cells["start"])) : int(str(cells["end"]))] == cells["text"] == "（下转第二版）"
