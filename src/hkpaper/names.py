"""人名: how likely a run of characters is a personal name, and where in a text it ends.

A name competes with the dictionary: its characters, weighed by their place in a name
(``name_chars.tsv``), against the words that the same characters and those behind them make.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from math import inf, log
from typing import NamedTuple

from hkpaper import lexicon
from hkpaper.crafts import HAN
from hkpaper.surnames import is_name, opens_body, rare, seems_words, strange, surname_of, surnames
from hkpaper.words import dictionary, divide

UNSEEN = -11.5  # of a character never seen in that place of a name
LENGTHS = {1: log(0.22), 2: log(0.78)}  # characters after the surname
AHEAD = 10  # characters from a name's beginning that are weighed with it
DOUBLE = 4  # characters of a name with two surnames, a wife's behind her husband's
DOUBLED = -7.0  # nats of it
BY_SOUND = -3.0  # nats, of a name written after its sound
UNKNOWN = -0.5  # nats, of a word behind it that no table has
WIDE = str.maketrans(",:;()!?", "，：；（）！？")
SELDOM = 60  # times that jieba counts a word which came to it from a list
LISTED = 8.0  # nats
BEFORE = 4  # characters before it
WORDS = -1.8  # nats, of a name that is as well everyday words
SPOKEN = 1.0  # nats that what stands behind says for a name, 说 or 介绍
BODY = -30.0  # nats, of a name behind which a body's last word stands: 方山小学
RUN = re.compile(rf"{HAN}+")
BEHIND = re.compile(rf"{HAN}*$")
DOT = "·•‧・"
DOTTED = re.compile(rf"(?:{HAN}{{1,8}}[{DOT}])+")
SOUNDING = (
    -8.0
)  # log probability a character of what is written after its sound (阿依古丽·买买提 -7.2, 光影·流年 -10.1)
GIVEN = -16.0  # nats, of the given name behind two surnames (邱玉英 -10.7, 江边夜钓 -23)
SELDOM_NAME = -25.0  # nats, of a name of three characters with a seldom surname (丛日刚 -24.8, 初心路 -25.1)
LONGEST_PART = 6  # characters of a name with a dot behind its last one

Count = Callable[[str], int]


class Reading(NamedTuple):
    """A name's length and its gain, in nats, over the best reading of the same characters without it."""

    length: int
    gain: float


@cache
def _places() -> tuple[dict[str, float], ...]:
    """Return for each place in a name (surname, alone, first, second, by sound) the log probability of each character."""
    places: tuple[dict[str, float], ...] = {}, {}, {}, {}, {}
    for char, *cells in lexicon.rows("name_chars"):
        for place, cell in zip(places, cells, strict=False):
            if cell:
                place[char] = int(cell) / 10
    return places


@cache
def _addresses() -> frozenset[str]:
    """Return what is said behind a surname in place of a given name: 王 大姐."""
    return frozenset(lexicon.words("addresses"))


@cache
def openers() -> str:
    """Return the characters that surnames begin with."""
    return "".join(sorted({surname[0] for surname in surnames()} | rare()))


def addressed(text: str, start: int, at: int, end: int) -> bool:
    """Say whether a surname and what is said behind one are all that stands there: 茅 老师 is somebody, whose name does not follow.

    >>> addressed("茅老师戴上老花镜", 0, 1, 3), addressed("县老师林小满", 0, 1, 3)
    (True, False)
    """
    return text[at:end] in _addresses() and text[start:at] == surname_of(text[start:at]) != ""


def likelihood(surname: str, given: str) -> float:
    """Return the log probability of a name, where one stands."""
    family, alone, first, second, _ = _places()
    chars = alone.get(given, UNSEEN) if len(given) == 1 else first.get(given[0], UNSEEN) + second.get(given[1], UNSEEN)
    return family.get(surname, UNSEEN) + chars + LENGTHS[len(given)]


def read(text: str, at: int = 0, count: Count | None = None) -> Reading | None:
    """Return the likeliest name that begins at `at`, or None where none can.

    The words may go over where it begins: 工程 before 师 is no 工 with a name behind. ``count`` says how often a
    run of characters stands on the page: a name comes again whole, with other characters behind it.

    >>> [read(text).length for text in ("林小满指出要多走动", "欧阳澄介绍说", "丁一主持会议", "木拉提·艾山支起炉子")]
    [3, 3, 2, 6]
    """
    if (dotted := DOTTED.match(text, at)) is not None:
        return _dotted(text, at, dotted.end())
    found = _readings(text, at)
    if count is not None and (run := RUN.match(text, at, at + AHEAD)):
        found = [Reading(end, gain + _again(run.group(), end, count)) for end, gain in found]
    best = max(found, key=lambda reading: reading.gain + _ends(text, at + reading.length), default=None)
    if best is None:
        return None
    end = at + best.length
    after = _behind(text, end)
    doubted = after < SPOKEN and seems_words(
        text[at:end]
    )  # 马上来 is rather two words, 田野 one; but 田野说 is said by one
    return Reading(best.length, best.gain + after + WORDS * doubted)


def stands(text: str, start: int, end: int) -> bool:
    """Say whether a name that is known stands here and is no part of a word: 高峰 in 高峰期 is.

    >>> stands("对丁一说", 1, 3), stands("高峰期", 0, 2)
    (True, False)
    """
    gains = [gain for length, gain in _readings(text, start) if length == end - start]
    return bool(gains) and max(gains) + _behind(text, end) > 0


def _readings(text: str, at: int) -> list[Reading]:
    """Return each length that a name beginning at `at` may have, with its gain over words."""
    surname, run = surname_of(text[at : at + 2], seldom=True), RUN.match(text, at, at + AHEAD)
    if not surname or run is None:
        return []
    window, size = run.group(), len(surname)
    if window[size : size + 2] in _addresses() or window[size : size + 1] == "某":
        return []
    before = BEHIND.search(text, max(0, at - BEFORE), at)
    lead = before.group() if before else ""
    words = divide(lead + window).rest
    rest, plain = words[len(lead) :], words[0] - divide(lead).rest[0]
    found = [
        Reading(end, likelihood(surname, window[size:end]) + rest[end] - plain + _listed(window[:end]))
        for end in range(size + 1, min(size + 2, len(window)) + 1)
        if window[size:end] not in _addresses() and is_name(window[:end], seldom=True)
    ]
    if len(window) >= DOUBLE and size == 1 and surname_of(window) and is_name(window[1:DOUBLE]):
        both = DOUBLED + _places()[0].get(surname, UNSEEN) + likelihood(window[1], window[2:DOUBLE])
        found.append(Reading(DOUBLE, both + rest[DOUBLE] - plain))
    spelt = BY_SOUND + sum(_places()[-1].get(char, UNSEEN) for char in window[:2])
    for end in range(3, min(LONGEST_PART, len(window)) + 1):
        spelt += _places()[-1].get(window[end - 1], UNSEEN)
        found.append(Reading(end, spelt + rest[end] - plain))
    return found


def read_back(text: str, end: int) -> Reading | None:
    """Return the likeliest name that ends at `end`, or None where none can: 学习甲乙丙 before 总书记.

    >>> read_back("邀请林小满", 5).length
    3
    """
    possible = [
        (size, surname)
        for size in (2, 3, 4)
        if size <= end and (surname := surname_of(text[end - size : end], seldom=True))
    ]
    possible = [(size, surname) for size, surname in possible if 1 <= size - len(surname) <= 2]
    run = BEHIND.search(text, max(0, end - AHEAD), end) if possible else None
    window = run.group() if run else ""
    plain = divide(window).rest[0]
    best: Reading | None = None
    for size, surname in possible:
        name = window[-size:]
        if size <= len(window) and is_name(name, seldom=True):
            given = likelihood(surname, name[len(surname) :])
            gain = given + divide(window[:-size]).rest[0] - plain + _listed(name)
            if best is None or gain > best.gain:
                best = Reading(size, gain)
    return best


def _dotted(text: str, at: int, start: int) -> Reading | None:
    run = RUN.match(text, start, start + AHEAD)
    if run is None:
        return None
    sounds, rest = _places()[-1], divide(run.group()).rest
    parts = re.sub(rf"[{DOT}]", "", text[at:start])
    spelt = BY_SOUND + sum(sounds.get(char, UNSEEN) for char in parts) - divide(parts).rest[0] - rest[0]
    best, gain = 1, -inf
    for end, char in enumerate(run.group()[:LONGEST_PART], 1):
        spelt += sounds.get(char, UNSEEN)
        if spelt + rest[end] > gain:
            best, gain = end, spelt + rest[end]
    return Reading(start + best - at, gain)


def by_sound(text: str) -> bool:
    """Say whether a text is a name written after its sound, in two parts or more.

    >>> by_sound("木拉提·艾山"), by_sound("光影·流年")
    (True, False)
    """
    chars, sounds = re.sub(rf"[{DOT}]", "", text), _places()[-1]
    built = re.fullmatch(rf"{HAN}{{2,8}}(?:[{DOT}]{HAN}{{2,8}})+", text) is not None
    return built and sum(sounds.get(char, UNSEEN) for char in chars) > SOUNDING * len(chars)


def due(word: str) -> bool:
    """Say whether a lone word is a name where one is due, behind a role or a mark, though no common surname says so.

    A seldom surname, two surnames, or how it sounds must speak for it, and no words against it.

    >>> [due(word) for word in ("商羽", "刘邱玉英", "扎西顿珠", "商场", "初心路", "江边夜钓")]
    [True, True, True, False, False, False]
    """
    if not strange(word):
        return False
    if is_name(word, seldom=True):
        return len(word) == 2 or bool(surname_of(word)) or likelihood(word[0], word[1:]) > SELDOM_NAME
    _, _, first, second, sounds = _places()
    if len(word) == 4 and all(surnames().get(char) == ("single", False) for char in word[:2]):
        return first.get(word[2], UNSEEN) + second.get(word[3], UNSEEN) > GIVEN
    return 2 < len(word) < 5 and sum(sounds.get(char, UNSEEN) for char in word) > SOUNDING * len(word)


def _behind(text: str, at: int) -> float:
    """Return what the word or the mark behind a name says for it: 说 and a comma follow people, 性 does not."""
    return BODY if opens_body(text, at) else behind().get(_word(text, at), UNKNOWN)


def _ends(text: str, at: int) -> float:
    """Return what speaks for a name's end here and not elsewhere: 说, but no character left over that is known behind no name."""
    word = _word(text, at)
    left = len(word) == 1 and RUN.match(word) and word not in behind() and word not in _addresses()
    return UNKNOWN if left else min(max(behind().get(word, 0.0), 0.0), SPOKEN)


def _word(text: str, at: int) -> str:
    run = RUN.match(text, at, at + AHEAD)
    return text[at : at + divide(run.group()).sizes[0]] if run else text[at : at + 1].translate(WIDE)


@cache
def behind() -> dict[str, float]:
    """Return what stands behind names, and what each is worth in nats."""
    return {word: int(worth) / 10 for word, worth in lexicon.rows("behind_names")}


def _listed(word: str) -> float:
    """Return what the dictionary says for a name that it holds as a word: of three characters, if seldom, it is one."""
    return LISTED if len(word) > 2 and 0 < dictionary().count(word) <= SELDOM else 0.0


def _again(window: str, end: int, count: Count) -> float:
    """Return what the page says for a name that ends here and not one character later."""
    times = count(window[:end])
    if times < 2 or end >= len(window):
        return 0.0
    return min(log(times / max(count(window[: end + 1]), 0.5)), 3.0)
