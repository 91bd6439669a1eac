"""推日: reckon the day that a word for one means: from the issue's day and from what the text has named before."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from hkpaper import almanac, moon
from hkpaper.almanac import Point
from hkpaper.clock import weekday_beside
from hkpaper.dayforms import COMING, DAYS, LATER, MONTHS, SHORT_YEAR, WEEKS, YEARS, ago
from hkpaper.numerals import WEEKDAYS, number

AGES = 1000  # years; nobody names a day that long ago
CENTURY = 20  # years ahead of the issue's up to which 95年 could lie; else it is of the century before
NO_DAY = Point(1, 2, 30)  # which no calendar has: said so, with a doubt
SAID_BEFORE = re.compile(rf"(?:(\d{{4}})\s?年|({'|'.join(YEARS)})的?)\s?$")  # 2025年农历五月初五


class Seen(NamedTuple):
    """What the text has named so far: the issue's day, the last year, the month of the last full day, the last day."""

    issue: date | None
    year: int | None = None
    month: Point | None = None
    day: Point | None = None


def points_of(match: re.Match[str], seen: Seen, text: str) -> tuple[Point, ...] | None:
    """Return the day, the month, or the two ends that a match names; () where only the issue's date could say."""
    if match["full"]:
        return _full(match["full"])
    if match["moonday1"] or match["moonday2"] or match["moonday3"]:
        return _moon(match, seen, text)
    if match["rel1"] or match["year1"]:
        return _part_of_year(match, seen)
    if match["month"] or match["han"]:
        return _month(match, seen, text)
    return _by_issue(match, seen, text)


def _by_issue(match: re.Match[str], seen: Seen, text: str) -> tuple[Point, ...] | None:
    if seen.issue is None:
        return ()
    if match["alone"]:
        return _alone(match, seen, seen.issue, text)
    if match["pair"]:
        return tuple(almanac.of_day(seen.issue + timedelta(days=DAYS[word])) for word in match["pair"])
    back = years_back(text, match.start()) if match["near"] == "今" or match["near2"] == "今" else 0
    if back is None:
        return None
    return (_near(match, seen.issue)._replace(year=seen.issue.year - back) if back else _near(match, seen.issue),)


def years_back(text: str, at: int) -> int | None:
    """Return how many years ago a day is by what stands before it, 二十年前的今天, 去年今日; None where that says no number.

    >>> [years_back(said, len(said) - 2) for said in ("二十年前的今天", "去年今日", "今天", "二三十年前的今天")]
    [20, 1, 0, None]
    """
    start = max(0, at - 8)
    said = ago().search(text, start, at) if "年" in text[start:at] else None
    if said is None:
        return 0
    if said["year"]:
        return {"去": 1, "前": 2}[said["year"]]
    try:
        back = number(said["ago"].replace("两", "二"))
    except ValueError:
        return None
    return back if back < AGES else None


def precision_of(match: re.Match[str]) -> str:
    """Return how fine a date is: half-year, quarter, month, third (of a month: 上旬, 初, 底) or day."""
    if match["quarter"] or match["quarters"]:
        return "quarter"
    if match["half"] or match["months"]:
        return "half-year" if match["half"] else "month"
    if match["third"] or match["moonthird"]:
        return "third"
    coarse = (match["moon"] and not match["moonday"]) or ((match["month"] or match["han"]) and not match["day"])
    return "month" if coarse else "day"


def _full(printed: str) -> tuple[Point, ...] | None:
    year, month, day = (int(part) for part in re.split("[-./]", printed))
    return (Point(year, month, day),) if 1900 <= year < 2100 and month and day else None


def _moon(match: re.Match[str], seen: Seen, text: str) -> tuple[Point, ...]:
    """Reckon a lunar day: in the year said, else the one nearest to the issue's day."""
    which = next(at for at in "123" if match[f"moonday{at}"])
    at = "" if which == "1" else which
    printed = match[f"moonmonth{at}"] or "正"  # 大年初一
    month = moon.MONTHS.get(printed) or number(printed)
    wanted = moon.MoonDay(0, month, _moon_day(match[f"moonday{which}"]), bool(match[f"leap{at}"]))
    year = _moon_year(match, month, seen, text)
    if year is None and seen.issue is None:
        return ()
    if year is None and match["moonyear"] and not match["year0"] and not match["rel0"]:
        return (NO_DAY,)
    years = [year] if year else [seen.issue.year + offset for offset in (-1, 0, 1)] if seen.issue else []
    days = [day for day in (moon.sun_of(wanted._replace(year=each)) for each in years) if day]
    if not days:
        return (NO_DAY,)
    issue = seen.issue or days[0]
    return (almanac.of_day(min(days, key=lambda day: abs((day - issue).days))),)


def _moon_day(printed: str) -> int:
    return int(printed) if printed.isdigit() else moon.number_of_day(printed)


def _moon_year(match: re.Match[str], month: int, seen: Seen, text: str) -> int | None:
    said = match["moonyear"]
    if said and not (match["year0"] or match["rel0"]):
        return moon.year_of_stem(said[:2], seen.issue.year) if seen.issue else None  # it comes again every sixty years
    before = SAID_BEFORE.search(text[max(0, match.start() - 8) : match.start()])
    printed, relative = (before[1], before[2]) if before else (match["year0"], match["rel0"])
    year = _year(printed, relative, seen)
    if year and relative and month > 10 and seen.issue and seen.issue.month < 3:
        return year - 1  # 今年腊月 in a January issue: the lunar year is still the last
    return year


def _part_of_year(match: re.Match[str], seen: Seen) -> tuple[Point, ...]:
    year = _year(match["year1"], match["rel1"], seen)
    if year is None:
        return ()
    if match["half"]:
        return almanac.half(year, 1 if match["half"] == "上" else 2)
    if match["months"] or match["quarters"]:
        return Point(year, 1), Point(year, number(match["months"].replace("两", "二")) if match["months"] else 9)
    return almanac.quarter(year, number(match["quarter"]))


def _month(match: re.Match[str], seen: Seen, text: str) -> tuple[Point, ...] | None:
    month = number(match["month"] or match["han"])
    day = number(match["day"]) if match["day"] else None
    if day is None and not 1 <= month <= 12:
        return None
    year = _year(match["year2"], match["rel2"], seen)
    short = SHORT_YEAR.search(text, max(0, match.start() - 4), match.start()) if not year else None
    if short and seen.issue:
        year = _whole_year(int(short[1]), seen.issue.year)
    if year is None and match["rel2"] in LATER:
        return None
    if year is None and seen.issue and (back := years_back(text, match.start())) != 0:
        if back is None:
            return None  # 二三十年前的6月10日
        year = seen.issue.year - back
    if year is None and seen.issue and 1 <= month <= 12:
        year = almanac.year_of(seen.issue, month, day)
    if year is None and 1 <= month <= 12:
        return ()
    last = Point(year or 1, month, day)
    since = int(match["since"]) if match["since"] else None
    return (Point(last.year, since), last) if since and since < month else (last,)


def _whole_year(short: int, issue: int) -> int:
    """Return the year that two digits mean; 95 in 2024 is 1995, 25 is 2025.

    >>> _whole_year(95, 2024), _whole_year(25, 2024)
    (1995, 2025)
    """
    year = issue // 100 * 100 + short
    return year if year <= issue + CENTURY else year - 100


def _year(printed: str | None, relative: str | None, seen: Seen) -> int | None:
    if printed:
        return number(printed)
    if relative in LATER:
        return seen.year + LATER[relative] if seen.year else None
    if relative and seen.issue:
        return seen.issue.year + YEARS[relative]
    return None


def _near(match: re.Match[str], issue: date) -> Point:
    """Reckon 昨天, 上周五, 本月12日 from the issue's day."""
    if match["week"]:
        weekday = WEEKDAYS.index(match["weekday"].replace("天", "日"))
        return almanac.of_day(almanac.in_week(issue, WEEKS[match["week"]], weekday))
    if match["moon"]:
        month = almanac.shifted(issue, MONTHS[match["moon"]])
        return month._replace(day=number(match["moonday"])) if match["moonday"] else month
    word = match["near"] or match["near2"] or match["near3"] or match["near4"] or match["near5"] or match["near6"]
    return almanac.of_day(issue + timedelta(days=DAYS[word]))


def _alone(match: re.Match[str], seen: Seen, issue: date, text: str) -> tuple[Point, ...] | None:
    """Reckon 30日: in the month named last, else the nearest one, or the nearest to come after 将于.

    News of the last days is told by the day alone: there a month named long before does not count. A weekday beside it decides.
    """
    day = int(match["alone"])
    if text[match.start() - 1 : match.start()] in ("（", "(") and seen.day and seen.day.day == day:
        return (seen.day,)  # 本周六（15日）
    coming = COMING.search(text[max(0, match.start() - 6) : match.start()]) is not None
    point = almanac.day_alone(issue, day, ahead=coming)
    told = seen.month._replace(day=day) if seen.month else None
    if told and told.real and not (point and almanac.is_news(issue, point, told)):
        point = told
    weekday = weekday_beside(text, match.start(), match.end())
    if point and weekday is not None:
        point = almanac.on_weekday(issue, point, weekday)
    return (point,) if point else None
