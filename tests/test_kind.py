"""文体: the laws of saying what kind of text a story is."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_tables import cases
from facts_support import written
from hkpaper import account
from hkpaper.genres import KINDS, kind_of
from hkpaper.records import Byline
from hkpaper.schema import schema_of
from hkpaper.stages.jump import jump
from hkpaper.stages.kind import WEAK, kind, rows
from hkpaper.text import plain
from made import put_through

TEXTS = st.lists(st.text(alphabet="我请公告图为，。？▲12:00渡口记者", min_size=1, max_size=30), min_size=1, max_size=6)


def _told(case: dict[str, Any]) -> Any:
    issue = written([{"paragraphs": case["paragraphs"], "headline": case.get("headline")}])
    if "byline" in case:
        by = Byline(case["byline"], (), tuple(case.get("reporters", ())))
        issue = replace(issue, articles=(replace(issue.articles[0], byline=by),))
    return kind(issue)


@pytest.mark.parametrize("case", cases("kind"))
def test_kind_is_that_of_the_text(case: dict[str, Any]) -> None:
    """Each text is of its kind."""
    assert _told(case).articles[0].kind == case["want"]


@given(TEXTS)
def test_every_article_has_one_of_the_kinds(paragraphs: list[str]) -> None:
    """Whatever the text, its kind is one of the ten, its confidence a probability, and a weak one has its doubt."""
    issue = kind(written([{"paragraphs": paragraphs}]))
    for article in issue.articles:
        assert article.kind in KINDS
        assert 1 / len(KINDS) <= article.kind_confidence <= 1
    weak = [article for article in issue.articles if article.kind_confidence < WEAK]
    assert len([doubt for doubt in issue.doubts if doubt.code == "weak-kind"]) == len(weak)


def test_the_kinds_are_those_of_the_schema() -> None:
    """The contract names the kinds that there are."""
    assert tuple(schema_of("article")["properties"]["kind"]["enum"]) == KINDS


def test_kind_rows_name_each_article() -> None:
    """One row an article, with its size in characters."""
    issue = kind(written([{"paragraphs": ["新桥昨天通车。", "两岸的人都来看。"], "headline": "柳溪新桥通车"}]))
    assert [(row[3], row[4]) for row in rows(issue)] == [("柳溪新桥通车", 15)]


def test_a_kind_is_told_by_the_article_alone() -> None:
    """The other articles of an issue change nothing."""
    verse = {
        "paragraphs": ["船在雾里", "把影子系在木桩上", "摆渡的人不说话", "对岸的灯", "亮了一盏"],
        "headline": "渡口",
    }
    notice = {"paragraphs": ["因检修，定于5月12日停水，敬请谅解。"], "headline": "停水公告"}
    both = kind(written([verse, notice])).articles
    assert [both[0].kind, both[1].kind] == [kind(written([each])).articles[0].kind for each in (verse, notice)]
    assert both[0].kind_confidence == round(
        kind_of(both[0], {line.span.start for line in written([verse, notice]).lines})[1], 3
    )


def test_verse_keeps_its_lines() -> None:
    """Lines that an earlier stage ran together are apart again, and every character is held once."""
    poem = "渡口\n\n船在雾里\n把影子系在木桩上\n摆渡的人不说话\n只听水一下一下\n拍着自己的名字\n对岸的灯亮了一盏\n又亮了一盏\n没有人过河"
    issue = put_through(poem, "kind")
    (article,) = issue.articles
    assert article.kind == "verse"
    assert [plain(paragraph) for paragraph in article.paragraphs] == poem.split("\n")[2:]
    assert account.audit(put_through(poem, "emit")) == []


def test_a_story_that_is_a_jump_mark_alone_has_a_row() -> None:
    """What is left of a story may be the mark that sends it on: its row points there."""
    issue = kind(jump(written([{"paragraphs": ["下转▶3版"]}])))
    assert issue.articles[0].paragraphs == ()
    assert [row[-2:] for row in rows(issue)] == [(0, 5)]


SAID = "本报讯（记者 闻小溪）昨天，桥头镇的老磨坊又转起来了，新麦的香气飘了半条街。"


@pytest.mark.parametrize(
    ("paragraphs", "broken"),
    [
        ([SAID, "石磨已有百年，守磨坊的老人说，今年的麦"], True),
        ([SAID[:-6]], True),
        ([SAID + "石磨已有百年，守磨坊的老人说：“还转得"], True),
        ([SAID], False),
        ([SAID[:-1] + "（林小满 摄）"], False),
        ([SAID, "本报记者 林小满 摄"], False),
        ([SAID, "（作者系桥头镇中学教师）"], False),
        ([SAID, "联系电话：0000-8860123"], False),
        ([SAID, "2019年4月写于桥头镇"], False),
        ([SAID[:-1] + "，下转▶3版"], False),
        (["船在雾里", "把影子系在木桩上", "摆渡的人不说话", "对岸的灯", "亮了一盏"], False),
        (["因检修，定于5月12日停水，敬请谅解。", "桥头镇自来水公司", "2019年4月18日"], False),
    ],
)
def test_a_text_that_breaks_off_is_doubted(paragraphs: list[str], broken: bool) -> None:
    """A story whose last sentence does not end has lost its end, unless a mark sends it on; verse and signatures have no stop."""
    issue = kind(jump(written([{"paragraphs": paragraphs}])))
    assert ("unfinished" in {doubt.code for doubt in issue.doubts}) == broken
