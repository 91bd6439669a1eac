"""日词: read the words for days in a run of text: 4月30日下午, 上周五, 25日至27日. Takes text and what it named before.

Gives each date as ISO 8601 writes it: a day, a month, or an interval. No guess: what cannot be
settled has no ISO value but a code that says why.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from hkpaper import almanac, lexicon
from hkpaper.almanac import Point
from hkpaper.numerals import HAN_DIGITS, WEEKDAYS, number

YEARS = {"今年": 0, "本年": 0, "去年": -1, "上年": -1, "前年": -2, "明年": 1, "后年": 2}
LATER = {"当年": 0, "同年": 0, "次年": 1, "翌年": 1}  # counted from the year named last
DAYS = {"大前": -3, "前": -2, "昨": -1, "今": 0, "明": 1, "后": 2}
WEEKS = {"上上": -2, "上": -1, "本": 0, "这": 0, "下": 1}
MONTHS = {"上": -1, "本": 0, "这": 0, "下": 1}

PART = "凌晨|清晨|清早|早上|早晨|一早|上午|中午|正午|午间|下午|午后|傍晚|晚上|晚间|深夜|夜间|夜里|夜晚|晚|夜|晨|早"
CLOCK = r"(?:\d{1,2}|零|[一二三四五六七八九十]{1,3})\s?(?:时|点|[:：]\d{2})(?:半|整|\d{1,2}分|许)?"
THIRD = "上旬|中旬|下旬|初(?![一二三四五六七八九十])|底|末"
DAY = r"(?:3[01]|[12]\d|0?[1-9])"
HAN_DAY = "(?:三十一?|二?十[一二三四五六七八九]?|[一二三四五六七八九])"
HAN_MONTH = "(?:十[一二]?|[一二三四五六七八九])"
TO = r"\s?(?:至|到|—{1,2}|–|－|-|~|～|一)\s?"

# twice in one pattern, so its groups are numbered
YEAR_SAID = rf"(?<!\d)(?P<year{{0}}>\d{{{{4}}}}|[{HAN_DIGITS}]{{{{4}}}})\s?年"
YEAR = rf"(?:{YEAR_SAID}|(?P<rel{{0}}>{'|'.join([*YEARS, *LATER])})的?)\s?"

# 二〇二五年五月二日 · 2025年5月 · 去年12月 · 4月30日 · 5月初 · 2025.5.2 · 2025年一季度 · 今年上半年
# 昨天 · 今晚 · 上周五 · 本月12日 · 上个月底 · 30日
HEADS = rf"\d{HAN_DIGITS}十" + "".join(word[0] for word in (*YEARS, *LATER, *DAYS, *WEEKS, *MONTHS))
NEXT = rf"\s\d{HAN_DIGITS}十年月日号天晚晨夜早周星礼个上前./-"
POINT = rf"""(?=[{HEADS}][{NEXT}])(?:
  (?<![\d.])(?P<full>\d{{4}}([-./])\d{{1,2}}\2\d{{1,2}})(?![\d.])
| (?:{YEAR.format("1")})(?:第?(?P<quarter>[一二三四1-4])\s?季度|(?P<half>[上下])半年)
| (?:{YEAR.format("2")})?
    (?:(?<![\d.])(?P<month>\d{{1,2}})|(?<![{HAN_DIGITS}十百千第闰])(?P<han>{HAN_MONTH}))\s?月(?![龄饼嫂薪租票均刊牙季球色光台])
    (?:\s?(?P<day>\d{{1,2}}|{HAN_DAY})\s?(?:日|号(?![线楼院门桥])|(?=\s?(?:[、和及]|{TO})\s?\d{{1,2}}日))
      |份?(?P<third>{THIRD})?(?![\d十初廿]))
| (?P<near>大前|前|昨|今|明|后)天|(?P<near2>[昨今明])日|(?P<near3>[昨今明])(?=[晚晨夜早])|(?P<near4>前)(?=晚)
| (?P<week>上上|上|本|这|下)个?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])
| (?P<moon>[上本这下])个?月(?:(?P<moonday>\d{{1,2}}|{HAN_DAY})日|(?P<moonthird>{THIRD}))?
| (?<![\d月年.:：/])(?P<alone>{DAY})日
)"""
# 每年3月5日 · 农历五月初五: a day of every year, or of another calendar
REPEATED = re.compile(r"(?:每年|每月|每个月|历年|往年|每逢|农历|阴历)的?$")
# 为期3月 · 近30日 · 连续7日 · 第3日: a length of time or a count
COUNTED = re.compile(r"(?:为期|历时|连续|整整|短短|仅用|超过|不足|[每近约满第共这多几前后头达超仅])$")
# 30日内 · 10日前 · 15日龄 · 7日游 · 3日元
LENGTH = re.compile(r"[内游间后前龄均产报常元本语式照]|以内|之内|左右|时间|以上")
COMING = re.compile(r"(?:将|拟|定|计划|预计)[于在自从]?$")  # 将于20日: a day to come


class Seen(NamedTuple):
    """What the text has named so far: the issue's day, the last year, and the month of the last full day."""

    issue: date | None
    year: int | None = None
    month: Point | None = None


class Read(NamedTuple):
    """A date read at ``start`` to ``end``; where it cannot be settled, no ``iso`` but the code that says why."""

    start: int
    end: int
    iso: str | None
    part: str | None = None
    why: str = ""


@cache
def _point() -> re.Pattern[str]:
    return re.compile(POINT, re.VERBOSE)


@cache
def _part() -> re.Pattern[str]:
    return re.compile(rf"\s?({PART})")


@cache
def _between() -> re.Pattern[str]:
    return re.compile(rf"(?:{PART})?(?:{CLOCK})?{TO}")


@cache
def _no_dates() -> re.Pattern[str]:
    return re.compile(lexicon.alternation("non_dates"))


def read_dates(text: str, seen: Seen) -> tuple[list[Read], Seen]:
    """Return the dates of a paragraph in order, and what has been named by its end.

    >>> reads, _ = read_dates("4月30日下午,近日,上周五,25日至27日", Seen(date(2024, 5, 8)))
    >>> [(read.iso, read.part) for read in reads]
    [('2024-04-30', '下午'), ('2024-05-03', None), ('2024-04-25/2024-04-27', None)]
    """
    found: list[Read] = []
    barred: list[tuple[int, int]] | None = None
    at = 0
    while match := _point().search(text, at):
        at = match.end()
        barred = [match.span() for match in _no_dates().finditer(text)] if barred is None else barred
        if _is_no_date(text, match) or any(start < at and match.start() < end for start, end in barred):
            continue
        points = points_of(match, seen, text)
        if points is None:
            continue
        read, seen = _settled(text, match, points, seen)
        found.append(read)
        at = max(at, read.end)
    return found, seen


def _is_no_date(text: str, match: re.Match[str]) -> bool:
    before, after = text[max(0, match.start() - 6) : match.start()], text[match.end() : match.end() + 2]
    if REPEATED.search(before):
        return True
    if match["alone"]:
        return bool(COUNTED.search(before) or LENGTH.match(after))
    if match["han"] and not (match["day"] or match["third"] or match["year2"] or match["rel2"]):
        return True  # 五月 alone is as often a festival, a song or the lunar month
    return bool(match["month"] and not match["day"] and not match["year2"] and COUNTED.search(before))


def _settled(text: str, match: re.Match[str], points: tuple[Point, ...], seen: Seen) -> tuple[Read, Seen]:
    """Return the date that begins at `match`, to its other end if it is an interval, and its part of the day."""
    start, end, part = match.start(), match.end(), None
    if not points:
        return Read(start, end, None, why="no-issue-date"), seen
    link = _between().match(text, end)
    other = _point().match(text, link.end()) if link else None
    last = _second(other, points[-1], seen, text) if other and len(points) == 1 else None
    if other and last:
        points, end = (points[0], last), other.end()
    elif found := _part().match(text, end):
        part, end = found.group(1), found.end()
    if not all(point.real for point in points):
        return Read(start, end, None, why="impossible-date"), seen
    named = points[-1]
    iso = "/".join(point.iso for point in points)
    if match["month"] or match["han"] or match["full"]:
        seen = seen._replace(year=named.year, month=Point(named.year, named.month) if named.day else seen.month)
    return Read(start, end, iso, part), seen


def _second(match: re.Match[str], first: Point, seen: Seen, text: str) -> Point | None:
    """Return the last day of an interval: what it leaves unsaid it has from the first."""
    if match["alone"]:
        return first._replace(day=int(match["alone"])) if first.day else None
    points = points_of(match, seen._replace(year=first.year, month=Point(first.year, first.month)), text)
    if not points or len(points) != 1:
        return None
    last = points[0]
    if match["month"] and not (match["year2"] or match["rel2"]):
        last = last._replace(year=first.year + ((last.month, last.day or 0) < (first.month, first.day or 0)))
    return last


def points_of(match: re.Match[str], seen: Seen, text: str) -> tuple[Point, ...] | None:
    """Return the day, the month, or the two ends that a match names; () where only the issue's date could say."""
    if match["full"]:
        return _full(match["full"])
    if match["quarter"] or match["half"]:
        return _part_of_year(match, seen)
    if match["month"] or match["han"]:
        return _month(match, seen)
    if seen.issue is None:
        return ()
    return _alone(match, seen, seen.issue, text) if match["alone"] else (_near(match, seen.issue),)


def _full(printed: str) -> tuple[Point, ...] | None:
    year, month, day = (int(part) for part in re.split("[-./]", printed))
    return (Point(year, month, day),) if 1900 <= year < 2100 and month and day else None


def _part_of_year(match: re.Match[str], seen: Seen) -> tuple[Point, ...]:
    year = _year(match["year1"], match["rel1"], seen)
    if year is None:
        return ()
    if match["half"]:
        return almanac.half(year, 1 if match["half"] == "上" else 2)
    return almanac.quarter(year, number(match["quarter"]))


def _month(match: re.Match[str], seen: Seen) -> tuple[Point, ...] | None:
    month = number(match["month"] or match["han"])
    day = number(match["day"]) if match["day"] else None
    year = _year(match["year2"], match["rel2"], seen)
    if year is None and seen.issue and not match["rel2"] and 1 <= month <= 12:
        year = almanac.year_of(seen.issue, month, day)
    if year is None and 1 <= month <= 12:
        return ()
    return (Point(year or 1, month, day),)


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
    word = match["near"] or match["near2"] or match["near3"] or match["near4"]
    return almanac.of_day(issue + timedelta(days=DAYS[word]))


def _alone(match: re.Match[str], seen: Seen, issue: date, text: str) -> tuple[Point, ...] | None:
    """Reckon 30日: in the month named last, else the nearest past one, or the nearest to come after 将于."""
    day = int(match["alone"])
    if seen.month and seen.month._replace(day=day).real:
        return (seen.month._replace(day=day),)
    coming = COMING.search(text[max(0, match.start() - 6) : match.start()]) is not None
    point = almanac.day_alone(issue, day, ahead=coming)
    return (point,) if point else None
