"""版面: the laws of columns that stand side by side."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[1]))

from eval.simulator import simulate
from eval.simulator.poppler import Set, laid_out

from hkpaper import account
from hkpaper.spans import Span
from hkpaper.text import plain
from made import put_through
from test_simulator import LIBRARY

LEFT = ["  本报讯(记者 闻小溪)3月", "6日清晨,清源区桥头镇的老", "渡口重新开了渡。停了四年", "的木船换成了电动船,没有"]
MIDDLE = ["棹声,一只白鹭沿着水面", "低低地飞。", "  老艄公说:“船有人坐,我", "就开到开不动为止。”"]
RIGHT = ["  灯是前年装的,一到夜里", "便照得桥洞像一轮月亮。", "  孩子们放学路过,总要停", "下来,数一数水里的灯。"]


def beside(*columns: list[str], gutter: int = 3) -> str:
    """Return columns side by side, a cell a character, each `gutter` cells right of the widest line left of it."""
    rows = [""] * max(map(len, columns))
    for column in columns:
        start = max(map(len, rows)) + gutter if any(rows) else 0
        for row, line in enumerate(column):
            rows[row] = rows[row].ljust(start) + line
    return "\n".join(rows) + "\n"


PAPER = "      渡口又通船了                              老桥下的灯\n\n" + beside(LEFT, MIDDLE, RIGHT)
UPRIGHT = beside(list("桥 夜 市"), LEFT + MIDDLE)
CELLS = st.sampled_from(("区图书馆开放", "**", "<td>", "\u3000", "老", "桥", "。", "（下转3版）", "上接▶1版", "3月6日清晨", " ", "   ", "      ", "\n", "\n\n", "\f", "本报讯(记者 闻小溪)"))  # fmt: skip


def lines(text: str) -> list[str]:
    issue = put_through(text, "read")
    assert issue.shape == "layout"
    return [issue.text_of(number) for number in range(len(issue.lines))]


def test_columns_are_read_one_after_another() -> None:
    """Two stories side by side are read one after the other, each headline first, each column from top to bottom."""
    found = lines(PAPER)
    assert [found.index(line) for line in ("渡口又通船了", "6日清晨,清源区桥头镇的老", "棹声,一只白鹭沿着水面")] == [
        0,
        2,
        5,
    ]
    assert found[9:] == [
        "老桥下的灯",
        "灯是前年装的,一到夜里",
        "便照得桥洞像一轮月亮。",
        "孩子们放学路过,总要停",
        "下来,数一数水里的灯。",
    ]


def test_a_column_is_a_block() -> None:
    """The lines of one column have one block number, the next column another."""
    issue = put_through(PAPER, "read")
    blocks = [line.block for line in issue.lines]
    assert blocks == [0, *[1] * 4, *[2] * 4, 3, *[4] * 4]


def test_a_vertical_headline_is_read_before_its_columns() -> None:
    """The crumbs of a vertical headline stand together, in front of the story that they head."""
    assert lines(UPRIGHT) == ["桥", "夜", "市", *(line.strip() for line in LEFT + MIDDLE)]


def test_columns_that_touch_are_torn() -> None:
    """Where a mark hangs into the gutter, so that two lines touch, they are two lines still."""
    rows = beside([*LEFT, *MIDDLE], [*MIDDLE, *RIGHT]).splitlines()
    rows[3] = f"{LEFT[3]}。”{MIDDLE[3]}"
    assert {f"{LEFT[3]}。”", MIDDLE[3]} <= set(lines("\n".join(rows)))


def test_no_number_is_cut_where_columns_touch() -> None:
    """Of two lines with nothing but a space between, the left one keeps its number whole, though it is a digit too wide."""
    rows = beside([*LEFT, *MIDDLE], [*MIDDLE, *RIGHT], gutter=1).splitlines()
    rows[3] = f"的老船工今年已满、172 {MIDDLE[3]}"
    assert {"的老船工今年已满、172", MIDDLE[3]} <= set(lines("\n".join(rows)))


def test_the_cell_may_be_two_wide() -> None:
    """A tool that counts two cells for a full-width character is read as well as one that counts one."""
    left = ("清晨6点,渡口的汽笛响", "第一声,卖豆腐的老人", "挑着24斤豆腐上船,他")
    right = ("孩子们把作业本铺开", "一笔一画写着日记", "先生坐在船头批改")
    wide = [sum(2 if char > "\x7f" else 1 for char in line) for line in left]
    rows = [one + " " * (26 - size) + two for one, two, size in zip(left, right, wide, strict=True)]
    assert lines("\n".join(rows)) == [*left, *right]


def test_a_page_set_by_the_rules_of_poppler_is_read_in_order() -> None:
    """Columns set in print and laid out by poppler's rules come back as they were set."""
    texts = [
        ["渡口重新开了渡", "停了四年的木船", "换成了电动船,"],
        ["没有棹声,一只", "白鹭沿着水面低", "低地飞过去了。"],
    ]
    placed = [
        Set(line, [column * 90.0 + 9 * at for at in range(len(line) + 1)], 14.0 * row, 9.0)
        for column, held in enumerate(texts)
        for row, line in enumerate(held)
    ]
    assert lines(laid_out(placed, 14 / 9)) == [line for held in texts for line in held]


def test_a_latin_word_after_another_keeps_its_space() -> None:
    """Where a column's edge parts two Latin words, a space stands between them, though another column does in the dump."""
    column = [
        "本报讯(记者 闻小溪)3月",
        "6日清晨,青禾区的工坊挂",
        "出了新招牌,写的是Open",
        "Kitchen,两个词都不难,",
        "老师傅却学了三天才念顺。",
    ]
    paragraphs = put_through(beside(column, MIDDLE + RIGHT), "repair").articles
    assert any("Open Kitchen" in plain(text) for article in paragraphs for text in article.paragraphs)


def test_an_indent_begins_a_paragraph() -> None:
    """In a column that shows indents, each begins a paragraph, and a line at the edge goes on with it."""
    story = [
        "  本报讯(记者 闻小溪)3月",
        "6日,图书馆开到十点。",
        "  据介绍,来看书的多是上班",
        "的人,白天没有时间来。",
        "灯一直亮着。",
        "  阅览室备了热水和毯子。",
    ]
    (article,) = put_through(beside(story, gutter=9) + "老      桥\n" * 3, "segment", shape="layout").articles[:1]
    assert [plain(text)[:4] for text in article.paragraphs][:3] == ["本报讯(", "据介绍,", "阅览室备"]


@pytest.mark.parametrize("seed", range(6))
def test_simulated_pages_keep_every_character(seed: int) -> None:
    """A page laid out side by side goes through all stages with a clean account."""
    assert account.audit(put_through(simulate(seed, LIBRARY, "pdftotext-layout").text, "emit")) == []


@settings(max_examples=300, deadline=None)
@given(st.lists(CELLS, max_size=60).map("".join))
def test_any_cells_are_an_input(text: str) -> None:
    """Whatever stands side by side, each character lands once and nothing is raised."""
    issue = put_through(text + "\n老      桥\n" * 8, "emit")
    assert issue.shape == "layout"
    assert account.audit(issue) == []
    spans = sorted(line.span for line in issue.lines)
    assert all(isinstance(span, Span) and span.of(issue.source.text).strip() for span in spans)
