"""钟点: read the part of the day and the time that follow a date: 下午3时30分, 9:00—17:00. Takes text; gives ISO times."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from hkpaper.dayforms import HOUR, LATE, NOON, PART, TO
from hkpaper.numerals import HAN_DIGITS, WEEKDAYS, number


class Clock(NamedTuple):
    """What follows a date, up to ``end``: a weekday (Monday 0), a part of the day, a time or two (``09:00/17:00``)."""

    end: int
    weekday: int | None = None
    part: str | None = None
    time: str | None = None


MINUTES = rf"[0-5]?\d|[{HAN_DIGITS}十]{{1,3}}"
TICKS = frozenset("时点:：∶")  # each time of the clock has one of these …
TO_TICK = 8  # … among so many characters: 晚上 十二 点
# （星期六） · 下午 · 3时30分 · 9:00 · 晚7点半许
TIME = rf"(?P<part{{0}}>{PART})?\s?(?P<hour{{0}}>{HOUR})\s?(?:[:：∶]\s?(?P<minute{{0}}>[0-5]\d)|(?:时|点钟?)(?!间|评|期|候|代|段|名|到|亮|火|滴|建议|意见|要求|希望|体会|启示|共识|措施)\s?(?:(?P<half{{0}}>半)|整|(?P<past{{0}}>{MINUTES})分(?!之))?)(?:许|左右|前后)?"
WEEKDAY = rf"\s?(?:[(（]\s?(?:星期|周|礼拜)(?P<inside>[{WEEKDAYS}天])\s?[)）]|星期(?P<bare>[{WEEKDAYS}天]))"


# 周六（20日）; but 周一至周五（22日至26日）
BEFORE = re.compile(rf"(?<![至到、和及与—－～~-])(?:星期|周|礼拜)([{WEEKDAYS}天])\s?[(（]\s?$")


@cache
def _weekday() -> re.Pattern[str]:
    return re.compile(WEEKDAY)


@cache
def _part() -> re.Pattern[str]:
    return re.compile(rf"\s?({PART})")


@cache
def _time() -> re.Pattern[str]:
    first, second = TIME.replace("{0}", "1"), TIME.replace("{0}", "2")
    return re.compile(rf"\s?{first}(?:{TO}(?:[次翌]日)?{second})?")


def clock_at(text: str, at: int) -> Clock:
    """Return what follows a date that ends at `at`.

    >>> clock_at("下午3时至5时30分,", 0)
    Clock(end=10, weekday=None, part='下午', time='15:00/17:30')
    >>> clock_at("（星期六）9：00开门", 0)
    Clock(end=9, weekday=5, part=None, time='09:00')
    """
    day = _weekday().match(text, at)
    end = day.end() if day else at
    weekday = weekday_beside(text, at, at) if day else None
    found = None if TICKS.isdisjoint(text[end : end + TO_TICK]) else _time().match(text, end)
    times = _times(found) if found else None
    if found and times:
        return Clock(found.end(), weekday, found["part1"], times)
    part = _part().match(text, end)
    return Clock(part.end(), weekday, part[1]) if part else Clock(end, weekday)


def weekday_beside(text: str, start: int, end: int) -> int | None:
    """Return the weekday printed behind a date, or before it where the date stands in brackets.

    >>> weekday_beside("周六（20日）", 3, 6), weekday_beside("20日（周日）", 0, 3), weekday_beside("周一至周五（20日）", 6, 9)
    (5, 6, None)
    """
    behind = _weekday().match(text, end)
    found = behind["inside"] or behind["bare"] if behind else None
    if found is None and (before := BEFORE.search(text[max(0, start - 6) : start])):
        found = before[1]
    return WEEKDAYS.index(found.replace("天", "日")) if found else None


def _times(found: re.Match[str]) -> str | None:
    first = _one(found["part1"], found, "1")
    if first is None or found["hour2"] is None:
        return first
    part = found["part2"] or (found["part1"] if number_of(found["hour2"]) > number_of(found["hour1"]) else None)
    second = _one(part, found, "2")
    return f"{first}/{second}" if second else None


def _one(part: str | None, found: re.Match[str], which: str) -> str | None:
    """Return one time in 24 hours; 下午3时 is 15:00, 凌晨12时 is 00:00, 晚12时 is 24:00."""
    hour = number_of(found[f"hour{which}"])
    past = found[f"minute{which}"] or found[f"past{which}"]
    try:
        minute = 30 if found[f"half{which}"] else number(past) if past else 0
    except ValueError:
        return None  # 三点二三十分
    late = part in LATE and hour <= 12 and not (hour == 12 and part in ("下午", "午后"))
    if late or (part in NOON and hour < 6):
        hour += 12
    elif part == "凌晨" and hour == 12:
        hour = 0
    return f"{hour:02}:{minute:02}" if (hour < 24 and minute < 60) or (hour, minute) == (24, 0) else None


def number_of(hour: str) -> int:
    """Return an hour's number; 零时 is 0, 两点 is 2."""
    return 2 if hour == "两" else number(hour)
