"""数字: numbers and days as newspapers print them: 二〇二五年五月二日, 第十二版, A 04. Takes strings; gives values."""

from __future__ import annotations

import re
from datetime import date

HAN_DIGITS = "〇零○一二三四五六七八九"
NUMERAL = rf"(?:[{HAN_DIGITS}]?十[{HAN_DIGITS}]?|[{HAN_DIGITS}]{{1,3}})"  # 十, 二十三, 一〇二; no 二三十
PAGE = rf"([A-Z]?\s?\d(?:\s?\d){{0,2}}|{NUMERAL}(?![{HAN_DIGITS}十]))"
WEEKDAY = r"(?:星\s?期|周|礼\s?拜)\s?([一二三四五六日天])"
DAY = rf"(\d(?:\s?\d){{3}}|[{HAN_DIGITS}]{{4}})\s?年\s?(\d\s?\d?|{NUMERAL})\s?月\s?(\d\s?\d?|{NUMERAL})\s?日"
ONES = "[一二三四五六七八九]"
# 民國107年10月20日 · 中華民國一○七年十月二十日 · 民國一百一十三年: years as Taiwan's papers count them
REPUBLICAN = (
    rf"(?:中[华華])?民[国國]\s?(?P<republican>\d{{1,3}}|[{HAN_DIGITS}]{{1,3}}|{ONES}?百[〇零○]?(?:{ONES}?十)?{ONES}?|{ONES}?十{ONES}?)\s?年\s?"
    rf"(\d\s?\d?|{NUMERAL})\s?月\s?(\d\s?\d?|{NUMERAL})\s?日"
)
STEM = "[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年"
LUNAR = rf"(?:农历)?(?:{STEM})?闰?[正一二三四五六七八九十冬腊]{{1,2}}月(?:[二三]十(?!{ONES})|(?:初|十|廿|二十|三十)?[一二三四五六七八九十])"
FIRST_YEAR = 1911  # of the Republic, less one
DIGITS = {char: value for value, char in enumerate("零一二三四五六七八九")} | dict.fromkeys("〇○OoＯ", 0)
WEEKDAYS = "一二三四五六日"


def page_name(printed: str) -> str:
    """Return a page's name with Chinese and full-width numbers made digits.

    >>> page_name("十二"), page_name("A 04"), page_name("二"), page_name("０3")
    ('12', 'A04', '2', '3')
    """
    bare = re.sub(r"\s", "", printed)
    if bare.isdigit():
        return str(int(bare))
    if bare[0] in DIGITS or bare[0] == "十":
        return str(han_number(bare))
    return bare


def han_number(printed: str) -> int:
    """Return the value of a Chinese number up to 999, or of digits read one by one; raises `ValueError` for 二三十.

    >>> han_number("二十三"), han_number("十"), han_number("二〇二五"), han_number("一百零七")
    (23, 10, 2025, 107)
    """
    try:
        if "百" in printed:
            hundreds, _, rest = printed.partition("百")
            return (DIGITS[hundreds] if hundreds else 1) * 100 + han_number(rest.lstrip("零〇○") or "零")
        if "十" not in printed:
            return int("".join(str(DIGITS.get(char, char)) for char in printed))
        tens, _, ones = printed.partition("十")
        return (DIGITS[tens] if tens else 1) * 10 + (DIGITS[ones] if ones else 0)
    except KeyError:
        raise ValueError(f"{printed}: not a number") from None


def number(printed: str) -> int:
    """Return the value of a number in digits or Chinese, spaces in it ignored; raises `ValueError` for what is none.

    >>> number("1 2"), number("三十"), number("２０")
    (12, 30, 20)
    """
    bare = re.sub(r"\s", "", printed)
    return int(bare) if bare.isdigit() else han_number(bare)


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the day, or None when the calendar has no such day.

    >>> day_of(2025, 2, 30) is None
    True
    """
    try:
        return date(year, month, day)
    except ValueError:
        return None


def weekday_of(day: date) -> str:
    """Return the weekday as newspapers print it.

    >>> weekday_of(date(2024, 2, 29))
    '星期四'
    """
    return f"星期{WEEKDAYS[day.weekday()]}"
