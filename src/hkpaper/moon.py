"""农历: reckon between the lunar calendar and the civil one, 1900 to 2100. Takes days; gives days.

The calendar is borax's (MIT, a wheel of 65 KB, 3 ms to import, asked for only where a lunar day is printed). Of three
libraries, compared day by day from 1949 on, it agrees with lunar_python to 2089; lunardate errs in 1954 and 1978.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
MONTHS = {"正": 1, "冬": 11, "腊": 12}
FIRST, LAST = 1901, 2099


class MoonDay(NamedTuple):
    """A day of the lunar calendar; ``year`` is the civil year in which its New Year falls."""

    year: int
    month: int
    day: int
    leap: bool = False

    @property
    def stem(self) -> str:
        """Return the name of its year in the cycle of sixty.

        >>> MoonDay(2024, 5, 5).stem
        '甲辰'
        """
        return STEMS[(self.year - 4) % 10] + BRANCHES[(self.year - 4) % 12]


def moon_of(day: date) -> MoonDay | None:
    """Return a day in the lunar calendar, or None beyond its tables.

    >>> moon_of(date(2024, 6, 10))
    MoonDay(year=2024, month=5, day=5, leap=False)
    """
    from borax.calendars.lunardate import LunarDate

    if not FIRST <= day.year <= LAST:
        return None
    found = LunarDate.from_solar(day)
    return MoonDay(found.year, found.month, found.day, bool(found.leap))


def sun_of(moon: MoonDay) -> date | None:
    """Return a lunar day in the civil calendar, or None where its year has no such day.

    >>> sun_of(MoonDay(2025, 1, 15)), sun_of(MoonDay(2025, 5, 1, leap=True))
    (datetime.date(2025, 2, 12), None)
    """
    from borax.calendars.lunardate import LunarDate

    if not FIRST <= moon.year <= LAST:
        return None
    try:
        found: date = LunarDate(moon.year, moon.month, moon.day, int(moon.leap)).to_solar_date()
    except ValueError:
        return None
    return found


def year_of_stem(stem: str, near: int) -> int | None:
    """Return the year of that name in the cycle of sixty that lies nearest to a year; None for one that is no name.

    >>> year_of_stem("乙巳", 2024), year_of_stem("乙子", 2024)
    (2025, None)
    """
    place = next((at for at in range(60) if STEMS[at % 10] + BRANCHES[at % 12] == stem), None)
    if place is None:
        return None
    year = near - (near - 4 - place) % 60
    return year if near - year <= 30 else year + 60


def number_of_day(printed: str) -> int:
    """Return the number of a lunar day; raises `ValueError` for what is none.

    >>> number_of_day("初十"), number_of_day("廿三"), number_of_day("三十"), number_of_day("十五")
    (10, 23, 30, 15)
    """
    from hkpaper.numerals import han_number

    return han_number(printed.replace("初", "", 1) if printed[0] == "初" else printed.replace("廿", "二十"))
