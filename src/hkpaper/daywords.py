"""日词: read the words for days in a run of text: 4月30日下午, 上周五, 25日至27日. Takes text and what it named before.

Gives each date as ISO 8601 writes it: a day, a month, or an interval. No guess: what cannot be
settled has no ISO value but a code that says why.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from hkpaper.almanac import Point, of_day
from hkpaper.clock import clock_at, weekday_beside
from hkpaper.dayforms import HAN_DAY, LISTED, SHORT_YEAR, is_no_date, no_dates, point, same_week, to
from hkpaper.numerals import WEEKDAYS, number
from hkpaper.reckoning import Seen, points_of, precision_of

__all__ = ["Read", "Seen", "read_dates"]

HAN_ALONE = re.compile(rf"(?P<day>{HAN_DAY})日")


class Read(NamedTuple):
    """A date read at ``start`` to ``end``; where it cannot be settled, no ``iso`` but the code that says why.

    ``time`` is an ISO time of the day, or two (``09:00/17:00``); ``precision`` how fine the date is.
    """

    start: int
    end: int
    iso: str | None
    part: str | None = None
    time: str | None = None
    precision: str = "day"
    why: str = ""


def read_dates(text: str, seen: Seen) -> tuple[list[Read], Seen]:
    """Return the dates of a paragraph in order, and what has been named by its end.

    >>> reads, _ = read_dates("4月30日下午,近日,上周五,25日至27日", Seen(date(2024, 5, 8)))
    >>> [(read.iso, read.part) for read in reads]
    [('2024-04-30', '下午'), ('2024-05-03', None), ('2024-04-25/2024-04-27', None)]
    """
    found: list[Read] = []
    barred: list[tuple[int, int]] | None = None
    at = 0
    while match := point().search(text, at):
        at = match.end()
        barred = [match.span() for match in no_dates().finditer(text)] if barred is None else barred
        if is_no_date(text, match) or any(start < at and match.start() < end for start, end in barred):
            continue
        points = points_of(match, seen, text)
        if points is None:
            continue
        read, seen = _settled(text, match, points, seen)
        found += _more(text, match, read, points) if points and (match["week"] or match["day"]) else (read,)
        at = max(at, found[-1].end)
    return found, seen


def _settled(text: str, match: re.Match[str], points: tuple[Point, ...], seen: Seen) -> tuple[Read, Seen]:
    """Return the date that begins at `match`, to its other end if it is an interval, with its time."""
    start = _start(text, match)
    if not points:
        return Read(start, match.end(), None, why="no-issue-date"), seen
    clock = clock_at(text, match.end())
    end, part, time = clock.end, clock.part, clock.time
    why = _misnamed(weekday_beside(text, start, match.end()), points[-1])
    other = _second(text, clock.end, points[-1], seen) if len(points) == 1 else None
    if other:
        last, end = other
        points, part = (points[0], last), None
        after = clock_at(text, end)
        if after.time or after.part:
            end, time = after.end, "/".join(filter(None, (time, after.time))) or None
        why = why or _misnamed(after.weekday, last)
    if not all(point.real for point in points):
        return Read(start, end, None, why="impossible-date"), seen
    read = Read(start, end, "/".join(point.iso for point in points), part, time, precision_of(match), why)
    return read, _told(match, points[-1], seen)


def _start(text: str, match: re.Match[str]) -> int:
    """Return where a date begins: with a year of two digits before it, if it has one."""
    if (match["month"] or match["han"]) and not match["year2"] and text[match.start() - 1 : match.start()] == "年":
        short = SHORT_YEAR.search(text, max(0, match.start() - 4), match.start())
        return short.start() if short else match.start()
    return match.start()


def _told(match: re.Match[str], named: Point, seen: Seen) -> Seen:
    """Return what has been named when a date has been read."""
    seen = seen._replace(day=named if named.day else None)
    if match["month"] or match["han"] or match["full"]:
        month = Point(named.year, named.month) if named.day else seen.month
        return seen._replace(year=named.year, month=month)
    return seen._replace(month=Point(named.year, named.month)) if match["moonday"] else seen


def _misnamed(weekday: int | None, point: Point) -> str:
    """Say that the weekday printed beside a day is not the day's."""
    if weekday is None or not point.day or not point.real:
        return ""
    return "" if date(point.year, point.month, point.day).weekday() == weekday else "weekday-differs"


def _second(text: str, at: int, first: Point, seen: Seen) -> tuple[Point, int] | None:
    """Return the last day of an interval and where it ends: what it leaves unsaid it has from the first."""
    link = to().match(text, at)
    if not link:
        return None
    match = point().match(text, link.end())
    if not match:
        han = HAN_ALONE.match(text, link.end()) if first.day else None
        return (first._replace(day=number(han["day"])), han.end()) if han else None
    if match["alone"]:
        return (first._replace(day=int(match["alone"])), match.end()) if first.day else None
    told = seen._replace(year=first.year, month=Point(first.year, first.month))
    points = points_of(match, told, text)
    if not points or len(points) != 1:
        return None
    last = points[0]
    if (match["month"] or match["han"]) and not (match["year2"] or match["rel2"]):
        last = last._replace(year=first.year + ((last.month, last.day or 0) < (first.month, first.day or 0)))
    return last, match.end()


def _more(text: str, match: re.Match[str], read: Read, points: tuple[Point, ...]) -> Iterator[Read]:
    """Yield a date with those that share its month or week."""
    if match["week"]:
        yield from _week(text, match, read, points)
        return
    yield read
    listed = LISTED.match(text, match.end()) if text[match.end() - 1].isdigit() and read.end == match.end() else None
    if listed:
        for day in re.finditer(r"\d+日?", listed.group()):
            point = points[0]._replace(day=int(day.group().rstrip("日")))
            start, end = listed.start() + day.start(), listed.start() + day.end()
            yield Read(start, end, point.iso) if point.real else Read(start, end, None, why="impossible-date")


def _week(text: str, match: re.Match[str], read: Read, points: tuple[Point, ...]) -> Iterator[Read]:
    """Yield a day of a week with those that follow it in the same: 本周六、周日; 下周一至周五."""
    first = date(points[0].year, points[0].month, points[0].day or 1)
    more = same_week().match(text, read.end) if read.iso == of_day(first).iso else None
    while more:
        offset = WEEKDAYS.index((more["weekday"] or more["bare"]).replace("天", "日")) - first.weekday()
        last = of_day(first + timedelta(days=offset))
        clock = clock_at(text, more.end())
        if (more["and"] or "、").strip() not in "、和及与":
            yield Read(read.start, clock.end if clock.time else more.end(), f"{read.iso}/{last.iso}", None, clock.time)
            return
        yield read
        read = Read(more.end("and" if more["and"] else "also"), clock.end, last.iso, clock.part, clock.time)
        more = same_week().match(text, read.end)
    yield read
