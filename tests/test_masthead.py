"""报头: the laws of reading what the paper prints of itself."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from case_tables import cases
from facts_support import read_only, with_whole_page
from hkpaper import account, colophon, lexicon, nameplate
from hkpaper.errors import HkpaperError
from hkpaper.stages.masthead import COLUMNS, masthead, rows
from made import put_through

PIECES = st.sampled_from(
    [
        "2024年6月12日", "星期三", "准印证号(B)0999号", "每周三出版", "柳溪晚报", "柳溪新闻", "第12期", "免费交流",
        "本期网址: http:// liuxi.example", "柳溪县融媒体中心主办", "第2版 要闻", "责任编辑：闻小溪", "新桥通车。", "今日4版",
        "新桥昨天通车,两岸的人都来看。", "下转▶4版", "2024年6月11日", "柳溪县水务局", "农历五月初七", "3",
    ]
)  # fmt: skip
DUMPS = st.lists(st.tuples(PIECES, st.sampled_from([" ", "\n", "\n\n"])), max_size=14).map(
    lambda parts: "".join(piece + gap for piece, gap in parts)
)


@pytest.mark.parametrize("case", cases("masthead"))
def test_masthead_reads_each_field(case: dict[str, Any]) -> None:
    """The fields are as printed, furniture has its kind, and a story's lines are left alone."""
    issue = masthead(read_only(case["given"]), **case.get("options", {}))
    found = {name: getattr(issue.masthead, name) for name in case["want"]}
    assert {name: list(value) if isinstance(value, tuple) else value for name, value in found.items()} == case["want"]
    assert [doubt.code for doubt in issue.doubts if doubt.stage == "masthead"] == case["doubts"]
    printed = [[item.kind, item.span.of(issue.source.text)] for item in issue.furniture]
    assert all(item in printed for item in case.get("furniture", []))
    told = [[entry.label, entry.value] for entry in colophon.entries(issue)]
    assert told == case.get("imprint", told)
    free = [issue.text_of(line) for line in account.unclaimed_lines(issue)]
    assert all(text in free for text in case.get("left", []))
    assert any("十米" in text for text in free)


@given(DUMPS)
def test_masthead_takes_whole_lines_once(text: str) -> None:
    """A line is the masthead's, furniture, or free: never in part, never twice."""
    issue = masthead(read_only(text))
    assert account.audit(with_whole_page(issue)) == []
    held = account.merged([*issue.masthead.spans, *(item.span for item in issue.furniture)])
    for line in issue.lines:
        assert all(span.end <= line.span.start or span.start >= line.span.end or (
            span.start <= line.span.start and line.span.end <= span.end) for span in held)  # fmt: skip


@given(DUMPS)
def test_masthead_is_idempotent(text: str) -> None:
    """Reading twice finds the same and nothing more."""
    once = masthead(read_only(text))
    assert masthead(once) == once


def test_masthead_refuses_a_date_that_is_none() -> None:
    """--date must be a day in ISO form, and the message says how to write it."""
    with pytest.raises(HkpaperError, match="2024年6月: not a day"):
        masthead(read_only("新桥通车。"), date="2024年6月")


def test_masthead_holds_a_line_once() -> None:
    """A line that may be the paper's title and a section beside a folio is one of the two."""
    issue = put_through("健康周刊\n\n第3版 社区\n\n区图书馆昨天开放到夜里十点,来的人很多。", "emit")
    assert account.audit(issue) == []


def test_masthead_of_nothing_is_empty() -> None:
    """An empty dump has no masthead and says that it has no date."""
    issue = masthead(read_only(""))
    assert issue.masthead.spans == ()
    assert [doubt.code for doubt in issue.doubts if doubt.stage == "masthead"] == ["no-date"]


def test_masthead_table_has_its_columns() -> None:
    """A row for each field, each note and each piece of furniture."""
    issue = masthead(read_only("2024年6月12日 星期三 免费交流\n\n新桥通车。\n\n责任编辑：闻小溪"))
    table = [dict(zip(COLUMNS, row, strict=True)) for row in rows(issue)]
    assert [(row["field"], row["value"]) for row in table] == [
        ("date", "2024-06-12"), ("weekday", "星期三"), ("note", "免费交流"), ("editors", "责任编辑：闻小溪"),
            ("责任编辑", "闻小溪"),
    ]  # fmt: skip


def test_masthead_rows_point_to_the_field() -> None:
    """A field's offsets are its own; a day that --date supplied has none."""
    issue = masthead(read_only("柳溪晚报 2024年6月12日 星期三 准印证号(B)0999号\n\n新桥通车。"))
    where = {row[0]: issue.source.text[int(str(row[2])) : int(str(row[3]))] for row in rows(issue)}
    assert where["date"] == "2024年6月12日"
    assert where["licence"] == "准印证号(B)0999号"
    assert where["title"] == "柳溪晚报"
    assert [row[2:] for row in rows(masthead(read_only("新桥通车。"), date="2024-06-12"))] == [(None, None)]


@pytest.mark.parametrize("name", nameplate.FIELDS)
@given(data=st.data())
def test_each_field_shows_what_lines_are_sifted_by(name: str, data: st.DataObject) -> None:
    """Whatever a field's pattern takes holds a character of SHOWN and closes a line, so that sifting loses none."""
    field = data.draw(st.from_regex(nameplate.FIELDS[name], fullmatch=True))
    assert nameplate.SHOWN.search(field)
    assert nameplate.closes(field)


@pytest.mark.parametrize("note", lexicon.words("masthead_notes"))
def test_each_note_closes_a_line(note: str) -> None:
    """A line may end with any of the notes."""
    assert nameplate.closes(note)
