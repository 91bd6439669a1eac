"""看行: what the visual lines of a page show of themselves, as numbers: width and measure, how each opens and closes.

Takes an issue and the numbers of some of its lines, in the dump's order; gives one row of numbers a line.
Reads form only, never sense: sense is the language model's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hkpaper import signs
from hkpaper.chars import STOPS
from hkpaper.continuation.measure import measures
from hkpaper.records import Issue

Numbers = NDArray[np.float32]

# What a line opens or closes with, one class each.
CLASSES = ("han", "digit", "latin", "stop", "comma", "open", "close", "quote", "dash", "bullet", "other")
OF_CHAR = {
    **dict.fromkeys("。！？!?…", "stop"),
    **dict.fromkeys("，,、；;：:", "comma"),
    **dict.fromkeys("（(《〈「『【〔[“‘", "open"),
    **dict.fromkeys("）)》〉」』】〕]”’%％", "close"),
    **dict.fromkeys("\"'", "quote"),
    **dict.fromkeys("—-－–", "dash"),
    **dict.fromkeys("□■◇◆◎○●▲▼◀▶►★☆※·•＊*", "bullet"),
    **dict.fromkeys("0123456789０１２３４５６７８９.", "digit"),
}
NUMBER = {name: index for index, name in enumerate(CLASSES)}
CLASS = {char: NUMBER[name] for char, name in OF_CHAR.items()}
ENDS_QUOTED = "”’\"'」』）)》"
BRACKETS = {**dict.fromkeys("（(《〈「『【〔“‘", 1), **dict.fromkeys("）)》〉」』】〕”’", -1)}
LISTED = tuple("一二三四五六七八九十①②③④⑤⑥⑦⑧⑨123456789")
LIST_MARKS = "是、.．)）,，"
WIDEST = 40.0  # ems; no line of a column is wider, a banner's width says no more than this


class Lines(NamedTuple):
    """The lines of one page: their texts, and what each shows (columns: `NAMES`)."""

    numbers: tuple[int, ...]
    texts: tuple[str, ...]
    shown: Numbers  # (lines, len(NAMES))
    width: Numbers
    measure: Numbers
    closed: NDArray[np.bool_]
    opens: NDArray[np.bool_]  # a byline, a lead or a 上接 mark stands here
    ends: NDArray[np.bool_]  # a 下转 mark sends the story elsewhere
    indented: NDArray[np.bool_]


FLAGS = (
    "closed", "lead", "byline", "sent on", "comes from", "only a mark", "set in", "holds a stop", "holds a comma",
    "holds a space", "letter-spaced", "odd quotes", "listed", "debris", "first of block", "last of block", "alone in block",
    "same row as above", "same row as below", "blank above", "blank below", "first of page", "last of page",
)  # fmt: skip
AMOUNTS = (
    "depth", "characters", "share of Han", "share of digits", "block's lines", "place in block", "width", "measure",
    "agreed", "common width", "wider by",
)  # fmt: skip
STEPS = (-1.4, -0.6, 0.6, 1.4, 2.6, 3.6, 6.0)  # ems under the measure; the bounds of one class each
NEAR = (-3, -2, -1, 1, 2, 3)
NAMES = (
    *(f"opens with {name}" for name in CLASSES),
    *(f"closes with {name}" for name in CLASSES),
    *FLAGS,
    *AMOUNTS,
    *(f"short by class {number}" for number in range(len(STEPS) + 1)),
    *(f"width against line {step:+d}" for step in NEAR),
    *(f"as wide as line {step:+d}" for step in NEAR),
)


def char_class(char: str) -> int:
    """Return the number of the class (`CLASSES`) of a character."""
    found = CLASS.get(char)
    if found is not None:
        return found
    if char >= "\u2e80":
        return NUMBER["han"]
    return NUMBER["latin"] if char.isalpha() else NUMBER["other"]


def closes(text: str) -> bool:
    """Say whether a full stop ends a line, a closing mark or a credit in brackets after it or not.

    >>> closes("心里就踏实。”"), closes("心里就踏实,"), closes("游人如织。(丘南 摄)")
    (True, False, True)
    """
    last = text[-1:]
    if last in STOPS:
        return bool(last)
    if last not in ENDS_QUOTED:
        return False
    bare = text
    if last in ")）":
        at = max(bare.rfind("("), bare.rfind("（"))
        bare = bare[:at] if 0 <= at and 2 < len(bare) - at <= 18 else bare
    return bare.rstrip(ENDS_QUOTED)[-1:] in STOPS if bare.rstrip(ENDS_QUOTED) else False


def lines_of(issue: Issue, numbers: Sequence[int]) -> Lines:
    """Return what the given lines of one page show."""
    texts = [issue.text_of(number) for number in numbers]
    blocks = np.array([issue.lines[number].block for number in numbers])
    width = np.minimum(np.array([issue.lines[number].ems for number in numbers], np.float32), 2 * WIDEST)
    read = [_read(text) for text in texts]
    flags = np.array([each[2] for each in read], np.float32).reshape(len(texts), -1)
    amounts = np.array([each[3] for each in read], np.float32).reshape(len(texts), -1)
    closed = flags[:, 0] > 0
    place, size = _places(blocks)
    measure, agreed, common = measures(width, closed, blocks, place, size)
    spaces = _spaces(issue, numbers)
    set_in = np.array([_set_in(issue, number) for number in numbers], bool)
    short = measure - width
    eye = np.eye(len(CLASSES), dtype=np.float32)
    shown = np.concatenate(
        [
            eye[[each[0] for each in read]], eye[[each[1] for each in read]],
            flags[:, :6], set_in[:, None], flags[:, 6:],
            (place == 0)[:, None], (place == size - 1)[:, None], (size == 1)[:, None], spaces, _edges(len(texts)),
            amounts, np.log(size)[:, None], (place / size)[:, None], width[:, None] / 20, measure[:, None] / 20,
            agreed[:, None], common[:, None], np.clip(-short / 10, 0, 2)[:, None],
            np.eye(len(STEPS) + 1, dtype=np.float32)[np.searchsorted(STEPS, short)],
            _against(width),
        ], axis=1, dtype=np.float32,
    )  # fmt: skip
    opens = (flags[:, 1] > 0) | (flags[:, 2] > 0) | (flags[:, 4] > 0)
    indented = set_in | ((short >= 1.4) & (short <= 3.6) & ~closed)
    return Lines(tuple(numbers), tuple(texts), shown, width, measure, closed, opens, flags[:, 3] > 0, indented)


def _read(text: str) -> tuple[int, int, tuple[bool, ...], tuple[float, ...]]:
    """Return the classes of a line's ends, its flags in the order of `FLAGS`, and its amounts."""
    mark = signs.jump_mark(text)
    sent = mark is not None and mark.direction == "to"
    only = mark is not None and mark.start == 0 and mark.end == len(text)
    length = len(text)
    depth = sum(BRACKETS.get(char, 0) for char in text)
    digits = sum(map(str.isdecimal, text))
    han = sum(char >= "\u4e00" for char in text) if not text.isascii() else 0
    words = text.split()
    flags = (
        closes(text), signs.lead(text) is not None, signs.byline_line(text), sent, mark is not None and not sent, sent and only,
        "。" in text, "，" in text or "," in text, len(words) > 1,
        len(words) > 2 and sum(len(word) == 1 for word in words) >= 0.75 * len(words),
        text.count('"') % 2 == 1, text[0] in LISTED and text[1:2] in LIST_MARKS and length > 2, "\\" in text,
    )  # fmt: skip
    amounts = (max(-2, min(2, depth)) / 2, min(length, 40) / 20, han / length, digits / length)
    return char_class(text[0]), char_class(text[-1]), flags, amounts


def _places(blocks: NDArray[np.int_]) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """Return the place of each line in its block, and the block's number of lines."""
    if not len(blocks):
        return np.zeros(0, int), np.zeros(0, int)
    begins = np.flatnonzero(np.r_[True, blocks[1:] != blocks[:-1]])
    sizes = np.diff(np.r_[begins, len(blocks)])
    return np.arange(len(blocks)) - np.repeat(begins, sizes), np.repeat(sizes, sizes)


def _spaces(issue: Issue, numbers: Sequence[int]) -> Numbers:
    """Return what stands between a line and its neighbours: the same row of the dump, or a blank line."""
    text, lines = issue.source.text, issue.lines
    found = np.zeros((len(numbers), 4), np.float32)
    for at, number in enumerate(numbers):
        start = lines[number].span.start
        gap = text[lines[number - 1].span.end : start] if number else "\n\n"
        ends = gap.count("\n")
        found[at, 0], found[at, 2] = ends == 0 and number > 0, ends > 1
    found[:-1, 1], found[:-1, 3] = found[1:, 0], found[1:, 2]
    found[-1:, 3] = 1.0
    return found


def _edges(count: int) -> Numbers:
    found = np.zeros((count, 2), np.float32)
    found[:1, 0] = found[-1:, 1] = 1.0
    return found


def _set_in(issue: Issue, number: int) -> bool:
    """Say whether the dump itself kept an indent of two ideographic spaces before the line."""
    start = issue.lines[number].span.start
    return issue.source.text[max(0, start - 2) : start] == "\u3000\u3000"


def _against(width: Numbers) -> Numbers:
    """Return how the width of each line differs from that of its neighbours, and whether it is the same."""
    padded = np.concatenate([np.full(3, np.nan, np.float32), width, np.full(3, np.nan, np.float32)])
    steps = np.stack([padded[3 + step : 3 + step + len(width)] - width for step in NEAR], axis=1)
    return np.concatenate([np.nan_to_num(np.clip(steps / 8, -1, 1)), np.abs(steps) <= 0.6], axis=1)
