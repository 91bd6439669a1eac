"""版头版脚: tell a folio and other page furniture from a story by one visual line.

Takes the text of a line; gives the page that a folio names, or the kind of furniture. Strict: a
line that may belong to a story is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from hkpaper import credits, lexicon, surnames
from hkpaper.crafts import HAN
from hkpaper.numerals import DAY, PAGE, WEEKDAY, page_name

STEM = "[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年"
LUNAR = rf"(?:农历)?(?:{STEM})?闰?[正一二三四五六七八九十冬腊]{{1,2}}月(?:初|十|廿|二十|三十)?[一二三四五六七八九十]"
RULE = r"[\s|｜·•/／:：\-—_、，,;；]+"
LONGEST = 60  # characters of an imprint line; a longer one is running text


PAGED = re.compile(r"[\d版]")  # without one of these a line names no page
FOREIGN = re.compile(r"[^\w\s○|｜·•/／:：\-—、，,;；]")  # neither in a date, nor in a rule, nor in a section's name
WITH_DAY = re.compile("[月周期拜]")


@cache
def _dated() -> re.Pattern[str]:
    return re.compile(rf"{DAY}|{WEEKDAY}|{LUNAR}")


def _undated(text: str) -> tuple[str, int]:
    """Return a line without its days and rules, and how many days there were."""
    rest, dates = _dated().subn(" ", text) if WITH_DAY.search(text) else (text, 0)
    return re.sub(RULE, " ", rest).strip(), dates


def folio(text: str) -> str | None:
    """Return the page that a line names when it is a folio and nothing else, or None.

    >>> folio("第2版 要闻"), folio("A02 综合"), folio("2024年6月12日 星期三 2 综合新闻"), folio("2版规划公布")
    ('2', 'A02', '2', None)
    """
    if len(text) > LONGEST or not PAGED.search(text) or FOREIGN.search(text):
        return None
    rest, dates = _undated(text)
    if not rest or len(rest) > 16:
        return None
    return _sheet(rest) or _lettered(rest) or _numbered(rest, dated=dates > 0 and not _is_period(text))


def running_head(text: str) -> bool:
    """Say whether a line is a section's name beside the day of issue, the folio's number cut off.

    >>> running_head("要闻 2024年2月29日 星期四"), running_head("2024年2月29日 星期四")
    (True, False)
    """
    if len(text) > LONGEST or not WITH_DAY.search(text):
        return False
    rest, dates = _undated(text)
    return dates > 1 and rest in lexicon.words("sections")


def _is_period(text: str) -> bool:
    return re.search(r"每\s?周|出版|发行", text) is not None


def _sheet(rest: str) -> str | None:
    """Read 第2版 · 第2版 要闻 · 2版 要闻 · 要闻 02版."""
    found = re.fullmatch(rf"(?:({HAN}{{2,6}}) )?(?:第 ?)?{PAGE} ?版(?: ?({HAN}{{2,6}}(?: {HAN}{{2,4}})?))?", rest)
    if not found:
        return None
    section = found.group(1) or found.group(3)
    clear = section is None or " " in rest or section in lexicon.words("sections")
    short = section is None or section in lexicon.words("sections") or len(section) <= 4
    return page_name(found.group(2)) if clear and short else None


def _lettered(rest: str) -> str | None:
    """Read A02 · A02 综合 · 综合 A02."""
    found = re.fullmatch(rf"(?:({HAN}{{2,4}}) ?)?([A-Z] ?\d ?\d?)(?: ?({HAN}{{2,6}}))?", rest)
    if not found:
        return None
    section = found.group(1) or found.group(3)
    listed = section is None and re.fullmatch(r"[A-Z]\d\d", rest)
    return page_name(found.group(2)) if listed or section in lexicon.words("sections") else None


def _numbered(rest: str, *, dated: bool) -> str | None:
    """Read 2 综合新闻 and 综合新闻 2: any section beside a date, a known one without."""
    found = re.fullmatch(rf"(?:({HAN}{{2,6}}) ?)?(\d{{1,2}})(?: ?({HAN}{{2,6}}))?", rest)
    if not found or (found.group(1) and found.group(3)):
        return None
    section = found.group(1) or found.group(3)
    known = section in lexicon.words("sections")
    return page_name(found.group(2)) if known or (dated and (section is None or len(section) <= 4)) else None


@lexicon.cached
def _labels() -> dict[str, tuple[str, bool]]:
    """Return each label with its kind, and whether stories have lines that open with it too."""
    return {row[0]: (row[1], row[2:] == ("weak",)) for row in lexicon.rows("furniture_words")}


@lexicon.cached
def _opens_label() -> frozenset[str]:
    return frozenset(word[0] for word in lexicon.words("furniture_words"))


def opens(text: str) -> bool:
    """Say whether a line may open with a label: most may not, by their first character."""
    return text.strip()[:1] in _opens_label()


@lexicon.cached
def _label() -> re.Pattern[str]:
    words = "|".join(r"\s?".join(map(re.escape, word)) for word in lexicon.words("furniture_words"))
    return re.compile(rf"({words})\s?([:：/／]?)\s?")


def furniture_kind(text: str) -> str | None:
    """Return ``editors`` or ``contact`` when the line is nothing but such furniture, or None.

    >>> furniture_kind("责任编辑：林小满 版式设计 欧阳澄"), furniture_kind("新闻热线:020-00000000")
    ('editors', 'contact')
    >>> furniture_kind("编辑 手记"), furniture_kind("责任编辑要把好关。") is None
    (None, True)
    """
    bare = text.strip()
    if bare[:1] not in _opens_label() or len(bare) > LONGEST or re.search(r"[。！？!?]", bare):
        return None
    first = _label().match(bare)
    if not first:
        return None
    kind, weak = _labels()[re.sub(r"\s", "", first.group(1))]
    if kind == "editors":
        return kind if _only_editors(bare) else None
    return kind if not weak and _only_contact(bare[first.end() :], marked=bool(first.group(2))) else None


def _only_editors(bare: str) -> bool:
    """Say whether a line is labels and names by turns: 责任编辑 甲 美编：乙 丙."""
    at, named, labels = 0, 0, 0
    while at < len(bare):
        label = _label().match(bare, at)
        if not label:
            return False
        labels += 1
        at = label.end()
        people = _names_to_label(bare[at:])
        held = bare[at : at + people]
        at += people
        if _labels()[re.sub(r"\s", "", label.group(1))][0] == "contact" and _only_contact(held, marked=True):
            continue
        if not held.strip() and _labels()[re.sub(r"\s", "", label.group(1))][1] and labels == 1:
            return False
        names = credits.parse(held, inside=bool(label.group(2)))
        if held.strip() and held[names.end :].strip(" \u3000/／、，,|｜"):
            return False
        named += bool(held.strip())
    return named > 0 or labels > 1 or len(bare) >= 4


def _names_to_label(rest: str) -> int:
    found = _label().search(rest)
    while found:
        before = rest[: found.start()]
        if not before or not before[-1].isalpha() or surnames.is_name(before.strip()):
            return found.start()
        found = _label().search(rest, found.start() + 1)  # 丁一 校对: not 一校
    return len(rest)


def _only_contact(rest: str, *, marked: bool) -> bool:
    """Say whether what follows a label is a number, an address or a name, not a sentence."""
    digits = re.search(r"\d{4,}|@|www\.|https?:|元", rest)
    return bool(digits) or (marked and 2 <= len(rest) <= 40 and not re.search(r"[，,]", rest))


def labelled(text: str) -> Iterator[tuple[str, str, int, int]]:
    """Yield each label of an imprint, what stands after it, and where the two stand.

    >>> [(label, value) for label, value, *_ in labelled("责任编辑：林小满 版式设计 欧阳澄")]
    [('责任编辑', '林小满'), ('版式设计', '欧阳澄')]
    """
    at = 0
    while label := _label().search(text, at):
        end = label.end() + _names_to_label(text[label.end() :])
        value = re.sub(r"\s+", " ", text[label.end() : end]).strip(" ·|｜/／，,、;；")
        if value:
            yield (
                re.sub(r"\s", "", label.group(1)),
                value,
                label.start(),
                label.start() + len(text[label.start() : end].rstrip()),
            )
        at = max(end, label.end())
