"""历: reckon days from the day of the issue. Takes what a date leaves unsaid; gives the day, or None."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from hkpaper.numerals import day_of

ERA = range(1800, 2200)  # a masthead of another year is misread: nothing is reckoned from it
AHEAD = 183  # days; a month further on than half a year is last year's: 12月 in a January issue
NEWS = 3  # days; how old news is that is told by its day alone
FORTNIGHT = 14  # days; up to which a day alone lies ahead (docs/stages/dates.md)
LONG_AGO, SOON = 300, 65  # days; 1月5日 in a late December issue is the January to come


class Point(NamedTuple):
    """A day, or a month where ``day`` is None.

    >>> Point(2024, 2, 9).iso, Point(2024, 11).iso
    ('2024-02-09', '2024-11')
    """

    year: int
    month: int
    day: int | None = None

    @property
    def iso(self) -> str:
        """Return the point as ISO 8601 writes it."""
        return f"{self.year:04}-{self.month:02}" + (f"-{self.day:02}" if self.day else "")

    @property
    def real(self) -> bool:
        """Say whether the calendar has such a day or month."""
        return day_of(self.year, self.month, self.day or 1) is not None


def of_day(day: date) -> Point:
    """Return the point of a day."""
    return Point(day.year, day.month, day.day)


def year_of(issue: date, month: int, day: int | None) -> int:
    """Return the year that a month without one is meant in, seen from the issue's day.

    >>> year_of(date(2024, 1, 9), 12, 30), year_of(date(2024, 12, 27), 1, 5), year_of(date(2024, 6, 16), 9, None)
    (2023, 2025, 2024)
    """
    at = day_of(issue.year, month, min(day or 15, 28))
    if at is None:
        return issue.year
    distance = (at - issue).days
    if distance > AHEAD:
        return issue.year - 1
    if distance < -LONG_AGO and distance + 365 <= SOON:
        return issue.year + 1
    return issue.year


def shifted(issue: date, months: int) -> Point:
    """Return the month that lies `months` after the issue's.

    >>> shifted(date(2024, 1, 9), -1).iso
    '2023-12'
    """
    count = issue.year * 12 + issue.month - 1 + months
    return Point(count // 12, count % 12 + 1)


def in_week(issue: date, weeks: int, weekday: int) -> date:
    """Return a day of this week (0), the last (-1) or the next (1); Monday is 0.

    >>> in_week(date(2024, 2, 29), -1, 4)
    datetime.date(2024, 2, 23)
    """
    return issue - timedelta(days=issue.weekday()) + timedelta(weeks=weeks, days=weekday)


def day_alone(issue: date, day: int, *, ahead: bool) -> Point | None:
    """Return the nearest day of that number: the issue's month's up to a fortnight ahead, else the last; with `ahead` the next.

    >>> day_alone(date(2024, 3, 2), 30, ahead=False).iso, day_alone(date(2024, 3, 2), 30, ahead=True).iso
    ('2024-01-30', '2024-03-30')
    >>> day_alone(date(2024, 3, 2), 9, ahead=False).iso, day_alone(date(2024, 3, 28), 2, ahead=False).iso
    ('2024-03-09', '2024-03-02')
    """
    ahead = ahead or issue.day < day <= issue.day + FORTNIGHT
    step = 1 if ahead else -1
    for months in range(0, 4):
        month = shifted(issue, step * months)
        found = day_of(month.year, month.month, day)
        if found and (found >= issue if ahead else found <= issue):
            return of_day(found)
    return None


def on_weekday(issue: date, day: Point, weekday: int) -> Point:
    """Return the day, or the one of that number in the months around the issue's that falls on a weekday, if any does.

    >>> on_weekday(date(2024, 6, 28), Point(2024, 6, 5), 4).iso, on_weekday(date(2024, 6, 28), Point(2024, 6, 5), 0).iso
    ('2024-07-05', '2024-06-05')
    """
    for each in (day, *(shifted(issue, months)._replace(day=day.day) for months in (0, -1, 1))):
        found = day_of(each.year, each.month, each.day or 1)
        if found and found.weekday() == weekday:
            return each
    return day


def is_news(issue: date, day: Point, told: Point) -> bool:
    """Say whether a day is one of the last before the issue while the month told of is two or more before.

    >>> is_news(date(2024, 8, 29), Point(2024, 8, 28), Point(2024, 4, 28))
    True
    """
    recent = day_of(day.year, day.month, day.day or 1)
    months = issue.year * 12 + issue.month - told.year * 12 - told.month
    return recent is not None and 0 <= (issue - recent).days <= NEWS and months > 1


def quarter(year: int, number: int) -> tuple[Point, Point]:
    """Return the first and the last month of a quarter."""
    return Point(year, 3 * number - 2), Point(year, 3 * number)


def half(year: int, number: int) -> tuple[Point, Point]:
    """Return the first and the last month of a half-year."""
    return Point(year, 6 * number - 5), Point(year, 6 * number)
