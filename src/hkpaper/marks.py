"""标点: put right the marks of a text that an extractor has folded or misread, one for one.

Takes a text without line ends; gives one as long: each character still stands for its source's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from hkpaper.chars import confusions, has_han, is_han

FULL = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！"}
FOLDED = re.compile("[,;:?!()\"']")
BRACKET = re.compile("[()]")
HALF_DASH = re.compile(r"一(?<![第之唯十]一)(?=—(?!—))")  # 一—: the first half of —— read as a numeral
COUNTED = "条座个段家间处名位次度些种样起边直旁行道排侧层栋带片"  # 沿街一条老街: one of them, in words
RANGE = re.compile(  # the dash of a range, read as the numeral one: 高阳路一公平路, 5月1日一3日, 9:00一15:00
    "|".join(f"一(?<={end}一)(?![{COUNTED}])(?=[\u4e00-\u9fff]{{1,5}}{end})" for end in "路街道弄巷站桥")
    + r"|一(?<=\d一)(?=\d)|一(?<=\d[日月年时]一)(?=\d)"
)
DASH = re.compile(
    r"一一(?:(?<=^一一)|(?<=[”\"》）)]一一))"
)  # 》一一 is ——; elsewhere 一一 may be the word for one by one


def without_confusions(whole: str) -> str:
    """Return a text, as long, with the listed reading errors put right whose context proves them.

    >>> without_confusions("高阳路一公平路"), without_confusions("一小时一次")
    ('高阳路—公平路', '一小时一次')
    """
    dashes = [match for pattern in (RANGE, DASH, HALF_DASH) for match in pattern.finditer(whole)]
    if dashes:
        now = list(whole)
        for match in dashes:
            now[match.start() : match.end()] = "—" * len(match.group())
        whole = "".join(now)
    for was, printed in confusions().items():
        whole = whole.replace(was, printed) if was != "一" else whole
    return whole


def with_full_marks(whole: str) -> str:
    """Return a text, as long, with its folded marks full in Chinese context, its straight quotes paired by turns.

    >>> with_full_marks('他说:"8:30见,1,652人。"')
    '他说：“8:30见，1,652人。”'
    """
    if not FOLDED.search(whole):
        return whole
    now = list(whole)
    places: dict[str, list[int]] = {}
    for match in FOLDED.finditer(whole):
        places.setdefault(match.group(), []).append(match.start())
    for char in FULL.keys() & places.keys():
        for index in places[char]:
            if _chinese_around(whole, index) and not _in_number_or_address(whole, index):
                now[index] = FULL[char]
    for start, end in _brackets(whole):
        if _chinese_around(whole, start) or _chinese_around(whole, end) or has_han(whole[start:end]):
            now[start], now[end] = "（", "）"
    _restore_quotes(now, places)
    return "".join(now)


def _chinese_around(whole: str, index: int) -> bool:
    """Say whether the nearest thing on either side that is no mark, digit or space is Chinese."""
    before, after = whole[max(0, index - 12) : index][::-1], whole[index + 1 : index + 13]
    return is_han(next(filter(str.isalpha, before), " ")) or is_han(next(filter(str.isalpha, after), " "))


def _in_number_or_address(whole: str, index: int) -> bool:
    before, after = whole[index - 1 : index], whole[index + 1 : index + 2]
    if whole[index] in ",:" and before.isdigit() and after.isdigit():
        return True
    return whole[index] in ":?" and before.isascii() and before.isalnum() and after.isascii() and after in ("/", "=")


def _brackets(whole: str) -> Iterator[tuple[int, int]]:
    """Yield the pairs of half-width brackets."""
    opened: list[int] = []
    for match in BRACKET.finditer(whole):
        if match.group() == "(":
            opened.append(match.start())
        elif opened:
            yield opened.pop(), match.start()


def _restore_quotes(now: list[str], places: Mapping[str, Sequence[int]]) -> None:
    """Pair the straight quotation marks at `places` by turns; an odd number is left as the dump has it."""
    for straight, pair in (('"', "“”"), ("'", "‘’")):
        quoting = [index for index in places.get(straight, ()) if _quotes(now, index, straight)]
        if len(quoting) % 2:
            continue
        for turn, index in enumerate(quoting):
            now[index] = pair[turn % 2]


def _quotes(now: list[str], index: int, straight: str) -> bool:
    """Say whether a straight mark quotes: an apostrophe between Latin letters, an inch after a digit do not."""
    before, after = now[index - 1] if index else " ", now[index + 1] if index + 1 < len(now) else " "
    return straight == '"' or not (is_latin(before) and is_latin(after))


def is_latin(char: str) -> bool:
    """Say whether a character is a letter of ASCII."""
    return char.isascii() and char.isalpha()
