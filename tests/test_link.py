"""接续: the laws of joining the halves of a story."""

from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_tables import cases
from facts_support import texts, written
from hkpaper import account
from hkpaper.halves import Half, _best
from hkpaper.records import Issue, Suggestion
from hkpaper.stages.byline import byline
from hkpaper.stages.jump import jump
from hkpaper.stages.link import COLUMNS, link, rows
from hkpaper.text import plain
from made import put_through

HALVES = st.lists(
    st.builds(
        lambda page, body, mark, other, first: {
            "page": page,
            "headline": body[:2],
            "paragraphs": [f"{body}{mark}{other}版" if first else f"上接▶{other}版 {body}"],
        },
        st.integers(1, 3),
        st.text(alphabet="新桥茶会柳溪枫林，。", min_size=1, max_size=12),
        st.sampled_from(["下转▶", "下转第"]),
        st.integers(1, 4),
        st.booleans(),
    ),
    min_size=1,
    max_size=7,
)


def jumped(articles: list[dict[str, Any]]) -> Issue:
    return jump(byline(written(articles)))


@pytest.mark.parametrize("case", cases("link"))
def test_link_joins_the_halves_that_belong_together(case: dict[str, Any]) -> None:
    """A joined story has the first half's id, both pages and all paragraphs; what is missing is a doubt."""
    issue = link(jumped(case["given"]), **case.get("options", {}))
    assert [[each.id, list(each.pages), texts(each)] for each in issue.articles] == case["want"]
    assert [doubt.code for doubt in issue.doubts] == case["doubts"]
    left = [item.span.of(issue.source.text) for item in issue.furniture if item.kind == "repeated-headline"]
    assert left == case.get("furniture", [])
    if "headlines" in case:
        assert [plain(each.headline.main) for each in issue.articles] == case["headlines"]


@given(HALVES)
def test_link_keeps_account_of_every_character(articles: list[dict[str, Any]]) -> None:
    """Joining loses nothing: headlines, bylines and marks of both halves are held."""
    assert account.audit(link(jumped(articles))) == []


@given(HALVES)
def test_link_is_idempotent(articles: list[dict[str, Any]]) -> None:
    """What was joined stays, and nothing more is joined."""
    once = link(jumped(articles))
    assert link(once) == once


@given(HALVES)
def test_link_answers_for_every_mark(articles: list[dict[str, Any]]) -> None:
    """Each mark has the other half's id, or a doubt says why not, or it is a second mark in one direction."""
    issue = link(jumped(articles))
    doubted = {doubt.span for doubt in issue.doubts if doubt.code.startswith("jump-")}
    for article in issue.articles:
        for found in article.jumps:
            alike = [each for each in article.jumps if each.direction == found.direction and not each.target]
            assert found.target or found.mark[0].span in doubted or len(alike) > 1 or len(article.pages) > 1


@given(
    st.integers(0, 4).flatmap(
        lambda rows: st.integers(0, 4).flatmap(
            lambda columns: st.lists(
                st.lists(st.integers(0, 9), min_size=columns, max_size=columns), min_size=rows, max_size=rows
            )
        )
    )
)
def test_the_choice_of_pairs_is_the_best(table: list[list[int]]) -> None:
    """No other one-to-one choice shares more."""
    ours = [Half(number, 0) for number in range(len(table))]
    theirs = [Half(100 + number, 0) for number in range(len(table[0]) if table else 0)]
    gains = {(a, b): float(table[a.article][b.article - 100]) for a in ours for b in theirs}
    got = sum(gains[pair[0], pair[1]] for pair in _best(ours, theirs, gains))
    small, large = sorted((ours, theirs), key=len)
    sums = (
        sum(gains[(a, b) if small is ours else (b, a)] for a, b in zip(small, way, strict=True))
        for way in permutations(large, len(small))
    )
    assert got == (max(sums) if small else 0)


def test_link_marks_name_the_other_half() -> None:
    """Both marks of a joined story keep the id of the half they point to."""
    issue = link(jumped([{"paragraphs": ["新桥通车，下转▶2版"]}, {"page": 2, "paragraphs": ["上接▶1版 水清了。"]}]))
    found = [dict(zip(COLUMNS, row, strict=True)) for row in rows(issue)]
    assert [(row["direction"], row["target"]) for row in found] == [("to", "a2"), ("from", "a1")]


def test_link_of_many_halves_stays_quick() -> None:
    """Thirty halves on a side are matched by the best gain first."""
    names = [chr(0x4E00 + 40 * number) + chr(0x5000 + 40 * number) for number in range(30)]
    firsts = [{"id": f"f{n}", "paragraphs": [f"{name}的事说到这里，下转▶2版"]} for n, name in enumerate(names)]
    seconds = [
        {"id": f"s{n}", "page": 2, "paragraphs": [f"上接▶1版 {name}的事说完了。"]} for n, name in enumerate(names)
    ]
    issue = link(jumped([*firsts, *seconds[::-1]]))
    assert len(issue.articles) == 30
    assert all(article.jumps[0].target == article.id.replace("f", "s") for article in issue.articles)


def test_link_settles_the_doubt_that_a_second_half_has_no_headline() -> None:
    """A half that got its headline by being joined is no longer doubted."""
    dump = (
        "百年磨坊又飘麦香\n\n本报讯(记者 沈一苇)石桥村的水磨重新转动起来,磨坊主人宋满仓把新麦的香气 下转▶2版\n\f"
        "第2版 综合\n\n上接▶1版\n\n送给每一位来客,孩子们围着木轮看稀奇。"
    )
    issue = put_through(dump, "link")
    assert len(issue.articles) == 1
    assert [doubt.code for doubt in issue.doubts if doubt.code == "no-headline"] == []
    apart = put_through(dump, "link", link=False)
    assert [doubt.code for doubt in apart.doubts if doubt.code == "no-headline"] == ["no-headline"]


def test_link_finds_a_half_that_says_jin_jie() -> None:
    """紧接 sends on where it closes a half, and says whence where it opens one, whatever pages the two are."""
    for first, sent, came in (
        ("一", "（下转第二版）", "（紧接第一版）"),
        ("二", "（下转第三版）", "（紧接第二版）"),
        ("一", "（紧接第二版）", "（上接第一版）"),
    ):
        second = {"一": "二", "二": "三"}[first]
        dump = (
            f"第{first}版 要闻\n\n百年磨坊又飘麦香\n\n本报讯(记者 沈一苇)石桥村的水磨重新转动起来,磨坊主人宋满仓把新麦的香气 {sent}\n\f"
            f"第{second}版 综合\n\n{came}送给每一位来客,孩子们围着木轮看稀奇。"
        )
        (whole,) = put_through(dump, "link").articles
        assert [jump.direction for jump in whole.jumps] == ["to", "from"]
        assert all(jump.target for jump in whole.jumps)


def test_the_crumbs_of_both_halves_are_kept() -> None:
    """Joining halves drops no crumb; where the whole has a headline nothing is suggested any more."""
    halves = [
        {"page": 1, "paragraphs": ["新桥昨天通车，下转▶2版"]},
        {"page": 2, "paragraphs": ["上接▶1版 桥栏刻着荷花。", "桥"]},
    ]
    for headline, text in ((None, "新桥"), ("柳溪新桥通车", "")):
        issue = jump(written([halves[0] | {"headline": headline}, halves[1]]))
        first, second = issue.articles
        crumb = second.paragraphs[-1]
        second = replace(second, paragraphs=second.paragraphs[:-1], suggestion=Suggestion("新桥", 0.5, crumb))
        (whole,) = link(replace(issue, articles=(first, second))).articles
        assert whole.suggestion is not None
        assert (whole.suggestion.text, whole.suggestion.crumbs) == (text, crumb)
