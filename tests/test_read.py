"""读入: the laws of cutting a dump into visual lines."""

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_tables import cases
from hkpaper import account, pipeline
from hkpaper.records import Issue
from hkpaper.source import decode
from made import put_through

TEXTS = st.text(alphabet='区委图书馆开放,。 \n\f\u3000abc 12()"□', max_size=300)


@pytest.mark.parametrize("case", cases("read"))
def test_read_cuts_visual_lines(case: dict[str, Any]) -> None:
    """The visual lines are the ones the press set."""
    issue = put_through(case["given"], "read")
    assert [issue.text_of(number) for number in range(len(issue.lines))] == case["want"]


@given(TEXTS)
def test_read_loses_no_character(text: str) -> None:
    """Every character but white space lies in exactly one visual line, and lines run forward, but in layout."""
    issue = put_through(text, "read")
    spans = [line.span for line in issue.lines]
    assert issue.shape == "layout" or spans == sorted(spans)
    assert "".join("".join(span.of(issue.source.text).split()) for span in sorted(spans)) == "".join(text.split())
    assert all(a.end <= b.start for a, b in itertools.pairwise(sorted(spans)))


@given(TEXTS)
def test_read_numbers_pages_and_blocks_forward(text: str) -> None:
    """Page and block numbers never go back."""
    lines = put_through(text, "read").lines
    assert all(a.page <= b.page and a.block <= b.block for a, b in itertools.pairwise(lines))


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("区图书馆开 放时间\n\n延长到夜里 十点整", "blocks"),
        ("区图书馆开\n放时间延长\n到夜里十点\n整灯还亮着\n", "lines"),
        ("清晨六点      孩子们把\n卖豆腐的      一笔一画\n", "layout"),
        ("", "blocks"),
    ],
)
def test_read_names_the_shape(text: str, shape: str) -> None:
    """The shape of a dump is told from its line ends and gutters."""
    assert put_through(text, "read").shape == shape


@pytest.mark.parametrize("shape", ["blocks", "lines", "layout"])
def test_read_takes_the_shape_it_is_told(shape: str) -> None:
    """A shape that is forced is the shape, whatever the dump looks like, and nothing is lost by it."""
    issue = put_through("清晨六点      孩子们把\n卖豆腐的      一笔一画\n", "emit", shape=shape)
    assert issue.shape == shape
    assert account.audit(issue) == []
    assert put_through("", "emit", shape=shape).articles == ()


@pytest.mark.parametrize(
    ("text", "code"), [("", "empty-input"), ("\n \n", "empty-input"), ("no Chinese", "no-chinese")]
)
def test_read_doubts_what_is_no_newspaper(text: str, code: str) -> None:
    """An input without text or without Chinese is a doubt, not an error."""
    assert [doubt.code for doubt in put_through(text, "read").doubts] == [code]


def test_read_pages_follow_form_feeds_and_folios() -> None:
    """A form feed begins a page, a folio line gives it its printed number."""
    issue: Issue = put_through("甲县新闻。\f第3版 综合\n乙县新闻。\f丙县新闻。", "read")
    assert [line.page for line in issue.lines] == [1, 3, 3, 4]


def test_read_takes_the_first_page_from_the_name() -> None:
    """A file that names its page begins with it; a folio line knows better."""
    for text, page in (("甲县新闻。", 3), ("第5版 综合\n甲县新闻。", 5)):
        issue = pipeline.run_up_to(pipeline.open_issue(decode(text.encode(), "2025-05-02_03.txt")), "read")
        assert issue.lines[-1].page == page


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("他站在门口,看着远处的山,想起了许多旧事。母亲在屋里喊他吃饭,他没有应声。\n" * 20, "no-newspaper"),
        ("def greet(name):  # 打招呼\n    return name\n" * 5, "little-chinese"),
    ],
)
def test_read_doubts_a_text_of_another_kind(text: str, code: str) -> None:
    """A novel and a program are doubts of a kind of their own."""
    assert [doubt.code for doubt in put_through(text, "read").doubts] == [code]


def test_a_file_of_several_pages_is_not_called_after_one() -> None:
    """The page in a file's name is that of a dump of one page; a form feed says that there are more."""
    from hkpaper import read

    one, two = "老磨坊转起来了".encode(), "老磨坊转起来了\f新麦飘香".encode()
    assert {line.page for line in read(one, name="p3.txt").lines} == {3}
    assert {line.page for line in read(two, name="p3.txt").lines} == {1, 2}


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("渡口又通船了渡口又通船了", ["渡口又通船了"] * 2),
        ("渡口又通船了 渡口又通船了 渡口又通船了", ["渡口又通船了"] * 3),
        ("快来快来", ["快来快来"]),
        ("2019 2019", ["2019 2019"]),
        ("快点走啊，快点走啊，", ["快点走啊，快点走啊，"]),
    ],
)
def test_two_prints_on_one_line_are_two_lines(text: str, want: list[str]) -> None:
    """Bold type is imitated by printing a line again, a hair beside itself; what is said twice stays whole."""
    issue = put_through(f"{text}\n区图书馆本周起延长开放时间,夜读的人不用再掐着表往外走。\n", "read")
    assert [issue.text_of(number) for number in range(len(issue.lines))][: len(want)] == want
