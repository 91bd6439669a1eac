"""日期: the laws of resolving dates."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hkpaper as package
from case_tables import cases
from facts_support import written
from hkpaper import account
from hkpaper.daywords import Seen, read_dates
from hkpaper.numerals import WEEKDAYS
from hkpaper.stages.dates import COLUMNS, dates, rows

DAYS = st.dates(date(1990, 1, 1), date(2060, 12, 31))
TEXTS = st.text(
    alphabet="0123456789年月日至到—昨今明上本下周一二三十初底天晚，。去前农历每第甲乙子丑闰廿时点分年前的", max_size=40
)


@pytest.mark.parametrize("case", cases("dates"))
def test_dates_reads_each_date_and_no_other(case: dict[str, Any]) -> None:
    """Each date has its text, its ISO value (none where it cannot be settled), its part of the day, and its time if it has one."""
    day = date.fromisoformat(case["issue"]) if case["issue"] else None
    reads, _ = read_dates(case["given"], Seen(day))
    told = [[case["given"][read.start : read.end], read.iso, read.part, read.time] for read in reads]
    assert [each if each[3] else each[:3] for each in told] == case["want"]


@given(DAYS, st.integers(-90, 90))
def test_a_full_date_means_itself(issue: date, offset: int) -> None:
    """A day printed in full is read as printed, whatever the issue's day."""
    day = issue + timedelta(days=offset)
    reads, _ = read_dates(f"{day.year}年{day.month}月{day.day}日", Seen(issue))
    assert [read.iso for read in reads] == [day.isoformat()]


@given(DAYS, st.integers(-150, 30))
def test_a_day_without_a_year_is_the_nearest(issue: date, offset: int) -> None:
    """Within five months back and one ahead, the year that a day leaves unsaid is found."""
    day = issue + timedelta(days=offset)
    reads, _ = read_dates(f"{day.month}月{day.day}日", Seen(issue))
    assert [read.iso for read in reads] == [day.isoformat()] or (day.month, day.day) == (2, 29)


@given(DAYS, st.sampled_from([("上", -1), ("本", 0), ("下", 1)]), st.integers(0, 6))
def test_a_weekday_lies_in_its_week(issue: date, week: tuple[str, int], weekday: int) -> None:
    """上周五 is the Friday of the week before, Monday first."""
    reads, _ = read_dates(f"{week[0]}周{WEEKDAYS[weekday]}", Seen(issue))
    found = date.fromisoformat(str(reads[0].iso))
    assert found.weekday() == weekday
    assert (found - timedelta(days=weekday)) - (issue - timedelta(days=issue.weekday())) == timedelta(weeks=week[1])


@given(TEXTS, st.none() | DAYS)
def test_dates_gives_real_days_in_the_order_of_the_text(text: str, day: date | None) -> None:
    """Every ISO value is in the calendar, and no two dates share a character."""
    reads, _ = read_dates(text, Seen(day))
    at = 0
    for read in reads:
        assert at <= read.start < read.end <= len(text)
        at = read.end
        for end in (read.iso or "").split("/"):
            assert not end or date.fromisoformat(end if len(end) > 7 else f"{end}-01")


@given(st.lists(TEXTS.filter(bool), min_size=1, max_size=4))
def test_dates_is_idempotent_and_keeps_account(paragraphs: list[str]) -> None:
    """Reading twice gives the same, and no character changes hands."""
    once = dates(written([{"paragraphs": paragraphs}], date="2024-06-12"))
    assert dates(once) == once
    assert account.audit(once) == []


def test_dates_asks_for_the_issue_date_once() -> None:
    """Without a masthead date one doubt stands for all that hangs on it."""
    issue = dates(written([{"paragraphs": ["昨天开会。"]}, {"paragraphs": ["上周五验收，2023年6月3日完工。"]}]))
    assert [doubt.code for doubt in issue.doubts] == ["no-issue-date"]
    assert [found.iso for article in issue.articles for found in article.dates] == ["2023-06-03"]


def test_dates_doubts_a_day_that_is_none() -> None:
    """A day that the calendar lacks is a doubt with its place, not a date."""
    issue = dates(written([{"paragraphs": ["稿子2月30日交。"]}], date="2024-06-12"))
    assert [(doubt.code, doubt.span.of(issue.source.text)) for doubt in issue.doubts] == [
        ("impossible-date", "2月30日")
    ]
    assert issue.articles[0].dates == ()


def test_dates_table_points_to_the_source() -> None:
    """Each row has the offsets of the date's characters."""
    issue = dates(written([{"paragraphs": ["新桥6月10日下午通车。"]}], date="2024-06-12"))
    (row,) = rows(issue)
    cells = dict(zip(COLUMNS, row, strict=True))
    assert issue.source.text[int(str(cells["start"])) : int(str(cells["end"]))] == cells["text"] == "6月10日下午"


def test_a_masthead_of_no_time_of_ours_crashes_nothing() -> None:
    """From a year that is misread nothing is reckoned, least of all a day beyond the calendar."""
    story = "本报讯(记者 闻小溪)明天开工,昨天签约,下周一和上周一都下雨。"
    for day in ("9999年12月31日", "0001年1月1日"):
        issue = package.run(f"临江日报\n{day} 星期五 第12期\n\n{story}")
        assert str(issue.masthead.date)[:4] == day[:4]
        assert [article.dates for article in issue.articles] == [()]
