"""版次: tell a folio (第2版 要闻, A02 综合) from a story by one visual line. Takes its text; gives the page that it names.

Strict: a line that may belong to a story is none.
"""

from __future__ import annotations

import re
from functools import cache

from hkpaper import lexicon, nameplate
from hkpaper.crafts import HAN
from hkpaper.numerals import DAY, LUNAR, PAGE, REPUBLICAN, WEEKDAY, page_name

RULE = r"[\s|｜·•/／:：\-—_、，,;；]+"
LONGEST = 60  # characters of a folio with its days; a longer one is running text
SECTIONS = "新闻|周刊|副刊|专版|专刊|特刊"  # 本市新闻, 鹿鸣副刊: how a paper's own sections are called
PAGED = re.compile(r"[\d版]")  # without one of these a line names no page
SPREAD = re.compile(
    r"(?<![\w-])([A-Z]?)(\d{1,2})\s?[-—－～~]\s?[A-Z]?(\d{1,2})(?![\w-])"
)  # 12-13: two pages that are one sheet
FOREIGN = re.compile(r"[^\w\s○|｜·•/／:：\-—、，,;；]")  # neither in a date, nor in a rule, nor in a section's name
WITH_DAY = re.compile("[月周期拜]")


@cache
def _dated() -> re.Pattern[str]:
    return re.compile(rf"{DAY}|{REPUBLICAN}|{WEEKDAY}|{LUNAR}")


def _undated(text: str) -> tuple[str, int]:
    """Return a line without its days and rules, and how many days there were."""
    rest, dates = _dated().subn(" ", text) if WITH_DAY.search(text) else (text, 0)
    return re.sub(RULE, " ", rest).strip(), dates


def folio(text: str) -> str | None:
    """Return the page that a line names when it is a folio and nothing else, or None.

    >>> folio("第2版 要闻"), folio("A02 综合"), folio("2024年6月12日 星期三 2 综合新闻"), folio("2版规划公布")
    ('2', 'A02', '2', None)
    """
    if len(text) > LONGEST or not PAGED.search(text):
        return None
    text = SPREAD.sub(_first_of, text)
    if FOREIGN.search(text):
        return None
    rest, dates = _undated(text)
    if not rest or len(rest) > 16:
        return None
    dated = dates > 0 and not _is_period(text)
    return _sheet(rest) or _lettered(rest, dated=dated) or _numbered(rest, dated=dated)


def _first_of(pages: re.Match[str]) -> str:
    """Return the first of two pages that are one sheet, 12-13; 3-2 is a score."""
    letter, first, last = pages.groups()
    return letter + first if int(first) < int(last) else pages.group()


def running_head(text: str) -> bool:
    """Say whether a line is a section's name beside the day of issue, the folio's number cut off.

    >>> running_head("要闻 2024年2月29日 星期四"), running_head("2024年2月29日 星期四")
    (True, False)
    """
    if len(text) > LONGEST or not WITH_DAY.search(text):
        return False
    rest, dates = _undated(text)
    return dates > 1 and is_section(rest)


def is_section(word: str) -> bool:
    """Say whether a word is a section's name: one of the usual, or two characters and what such names end with.

    >>> is_section("要闻"), is_section("城东新闻"), is_section("城东晚报")
    (True, True, False)
    """
    return word in lexicon.words("sections") or re.fullmatch(f"{HAN}{{2}}(?:{SECTIONS})", word) is not None


def _may_be(section: str) -> bool:
    """Say whether what stands beside a page's number may be its section: short or known, and not the paper's name."""
    return all(is_section(word) or (len(word) <= 4 and nameplate.title(word) != "sure") for word in section.split())


def _is_period(text: str) -> bool:
    return re.search(r"每\s?周|出版|发行", text) is not None


def _sheet(rest: str) -> str | None:
    """Read 第2版 · 第2版 要闻 · 2版 要闻 · 要闻 02版 · 第2版 读者来信 评论."""
    found = re.fullmatch(rf"(?:({HAN}{{2,6}}) )?(?:第 ?)?{PAGE} ?版(?: ?({HAN}{{2,6}}(?: {HAN}{{2,4}})?))?", rest)
    if not found:
        return None
    section = found.group(1) or found.group(3)
    clear = section is None or " " in rest or is_section(section)
    return page_name(found.group(2)) if clear and (section is None or _may_be(section)) else None


def _lettered(rest: str, *, dated: bool) -> str | None:
    """Read A02 · A02 综合 · 综合 A02; A2 alone, or with any short section, beside a date."""
    found = re.fullmatch(rf"(?:({HAN}{{2,4}}) ?)?([A-Z] ?\d ?\d?)(?: ?({HAN}{{2,6}}))?", rest)
    if not found:
        return None
    section = found.group(1) or found.group(3)
    if section is None:
        return page_name(found.group(2)) if dated or re.fullmatch(r"[A-Z]\d\d", rest) else None
    return page_name(found.group(2)) if is_section(section) or (dated and _may_be(section)) else None


def _numbered(rest: str, *, dated: bool) -> str | None:
    """Read 2 综合新闻 and 综合新闻 2: any section beside a date, a known one without."""
    found = re.fullmatch(rf"(?:({HAN}{{2,6}}) ?)?(\d{{1,2}})(?: ?({HAN}{{2,6}}))?", rest)
    if not found or (found.group(1) and found.group(3)):
        return None
    section = found.group(1) or found.group(3)
    known = section is not None and is_section(section)
    return page_name(found.group(2)) if known or (dated and (section is None or _may_be(section))) else None
