"""字符: Han, punctuation, widths in ems, and the listed one-for-one substitutions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from operator import add

from hkpaper import lexicon

CLOSERS = frozenset("，。、；：？！）》〉」』】〕’”,.;:?!)]}%％…")  # may not open a line
AFTER_STOP = "”’\"'」』）)》"  # marks that may stand between a full stop and the end of what it closes
STOPS = frozenset("。！？!?…")  # may end a paragraph
OPENING, CLOSING = frozenset("(（〔［[【〈"), frozenset(")）〕］]】〉")  # brackets around names and marks
OPEN, CLOSE = "[(（〔［\\[【〈]", "[)）〕］\\]】〉]"  # and patterns of one
WIDE_MARKS = "“”‘’—…·×→▶►■□◆◇●○▲▼"
FOLDED = ",;:?!()"  # ASCII punctuation that stands for full-width
BRACKETS = {
    "（": "）",
    "(": ")",
    "《": "》",
    "〈": "〉",
    "「": "」",
    "『": "』",
    "【": "】",
    "〔": "〕",
    "“": "”",
    "‘": "’",
}

# What `repair` may print for what: a folded mark for its full form (listed by hand, since the width
# pair of " is one of two), and a space for the end of a line between two Latin words.
WIDTH_PAIRS = {
    ",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", '"': "“”", "'": "‘’", "\n": " ",
}  # fmt: skip


def is_han(char: str) -> bool:
    """Say whether a character is a Han character (〇 counts).

    >>> is_han("虹"), is_han("，"), is_han("〇")
    (True, False, True)
    """
    return (
        "\u4e00" <= char <= "\u9fff"
        or "\u3400" <= char <= "\u4dbf"
        or char == "〇"
        or "\uf900" <= char <= "\ufaff"
        or "\U00020000" <= char <= "\U000323af"
    )


def has_han(text: str) -> bool:
    """Say whether a text holds a Han character."""
    return not text.isascii() and han_runs().search(text) is not None


@cache
def han_runs() -> re.Pattern[str]:
    """Return the pattern of a run of Han characters."""
    return re.compile("[\u4e00-\u9fff\u3400-\u4dbf〇\uf900-\ufaff\U00020000-\U000323af]+")


def pairs(runs: Iterable[str]) -> frozenset[str]:
    """Return the pairs of neighbouring characters in runs of text.

    >>> sorted(pairs(["开幕式", "25"]))
    ['25', '幕式', '开幕']
    """
    found: set[str] = set()
    for run in runs:
        found.update(map(add, run, run[1:]))
    return frozenset(found)


def held(wanted: frozenset[str], text: str) -> frozenset[str]:
    """Return those pairs of characters that stand side by side in a text.

    >>> held(frozenset(["开幕", "幕开"]), "今天开幕")
    frozenset({'开幕'})
    """
    return wanted.intersection(map(add, text, text[1:]))


def is_wide(char: str) -> bool:
    """Say whether a character is set a full em wide: Han, kana, full-width forms, CJK punctuation."""
    return char >= "\u2e80" or char in WIDE_MARKS


@cache
def _narrow() -> re.Pattern[str]:
    return re.compile(f"[^\u2e80-\U0010ffff{WIDE_MARKS}{FOLDED}]+")


def ems(text: str) -> float:
    """Measure a visual line: Han and their punctuation 1 em, ASCII letters, digits and spaces ½.

    ASCII punctuation stands for folded full-width punctuation and counts 1, but for ``.`` and
    the marks inside numbers and addresses.

    >>> ems("4月30日下午,区委")
    8.5
    """
    return (len(text) + len(_narrow().sub("", text))) / 2


@cache
def confusions() -> dict[str, str]:
    """Return the listed one-for-one reading errors: what the dump has → what was printed."""
    return {row[0]: row[1] for row in lexicon.rows("confusions")}


def may_replace(was: str, now: str) -> bool:
    """Say whether `now` may be printed for the source's `was`.

    >>> may_replace(",", "，"), may_replace("資", "资"), may_replace("我", "你")
    (True, True, False)
    """
    return now in WIDTH_PAIRS.get(was, "") or now in confusions().get(was, "")
