"""织行: the laws of rows that were read across."""

from __future__ import annotations

from itertools import chain

from hypothesis import given, settings
from hypothesis import strategies as st

from hkpaper.continuation import ngram, weave
from made import put_through

LEFT = [
    "三月六日上午,区里召开老旧小区改造工作会议,听取", "各街道进展情况的汇报。区委副书记指出,改造要从居民",
    "最关心的事情做起,先修管道,再修道路,最后美化环", "境。各部门要加强协调,按时完成任务,让群众早日住上",
    "放心的房子。会议还研究了资金使用办法,要求每一笔支", "出都要公开,接受居民监督。与会代表提出了十二条意见,",
]  # fmt: skip
RIGHT = [
    "图书馆的夜间阅览室从今天起延长开放时间,读者可以", "在这里看书到晚上十点。馆长介绍说,延长开放是应读者",
    "的要求,很多上班的人白天没有时间来借书,只能在下班", "以后过来。阅览室准备了热水和毯子,还有志愿者值班,",
    "帮助老年人使用电脑查找资料。第一天晚上,来的读者有", "二百多人,其中一半是学生,他们说这里比家里安静得多。",
]  # fmt: skip


ROWS = 4 * len(LEFT)
WOVEN = list(chain.from_iterable(zip(LEFT * 4, RIGHT * 4, strict=True)))


def unwoven(texts: list[str]) -> list[list[int]]:
    return weave.unwoven(texts, [False] * len(texts), ngram.chosen(""))


def test_two_columns_read_across_come_apart() -> None:
    """Rows of two columns that alternate become two columns, the left one first."""
    assert unwoven(WOVEN) == [list(range(0, 2 * ROWS, 2)), list(range(1, 2 * ROWS, 2))]


def test_lines_in_order_stay_as_they_are() -> None:
    """A column below another is read as it stands, line by line."""
    assert unwoven(LEFT + RIGHT) == [[number] for number in range(12)]


def test_few_rows_are_not_unwoven() -> None:
    """A few rows prove too little: what they would gain is not worth what a wrong unweaving costs."""
    assert unwoven(WOVEN[:12]) == [[number] for number in range(12)]


def test_read_unweaves_a_dump_of_lines() -> None:
    """In a dump whose blocks have many lines, the columns of a woven block become blocks."""
    issue = put_through("\n".join(WOVEN), "read")
    assert [issue.text_of(number) for number in range(2 * ROWS)] == [*LEFT * 4, *RIGHT * 4]
    assert [line.block for line in issue.lines] == [0] * ROWS + [1] * ROWS


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("区委图书馆开放,。 12(）“", min_size=1, max_size=8), max_size=24))
def test_every_line_is_in_one_column(texts: list[str]) -> None:
    """Whatever the lines are, each is in one column, and columns run forward."""
    columns = unwoven(texts)
    assert sorted(chain.from_iterable(columns)) == list(range(len(texts)))
    assert all(column == sorted(column) for column in columns)
