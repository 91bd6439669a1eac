"""看行: what the visual lines of a page show of themselves, as numbers: width and measure, how each opens and closes.

Takes an issue and the numbers of some of its lines, in the dump's order; gives one row of numbers a line.
Reads form only, never sense: sense is the language model's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hkpaper import signs, wraps
from hkpaper.chars import AFTER_STOP, BRACKETS, STOPS
from hkpaper.continuation.measure import measures
from hkpaper.lexicon import rows
from hkpaper.records import Issue

Numbers = NDArray[np.float32]
Indices = NDArray[np.intp]

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
MOST = 0x10000  # code points with a class of their own; those beyond are Han
WIDEST = 80.0  # ems; a banner's width says no more than this


class Lines(NamedTuple):
    """The lines of one page: their texts, and what each shows (columns: `NAMES`)."""

    texts: tuple[str, ...]
    shown: Numbers  # (lines, len(NAMES))
    width: Numbers
    measure: Numbers
    closed: NDArray[np.bool_]
    opens: NDArray[np.bool_]  # a byline, a lead or a 上接 mark stands here
    ends: NDArray[np.bool_]  # a 下转 mark sends the story elsewhere
    indented: NDArray[np.bool_]
    depth: Numbers  # brackets and quotes opened and not closed, less those closed and not opened


FLAGS = (
    "closed", "lead", "byline", "sent on", "comes from", "only a mark", "set in", "holds a stop", "holds a comma",
    "holds a space", "letter-spaced", "odd quotes", "listed", "debris", "opens with a time", "leans back", "opens quoted", "first of block", "last of block", "alone in block",
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


def _table(chars: str) -> NDArray[np.bool_]:
    found = np.zeros(MOST, bool)
    found[[ord(char) for char in chars]] = True
    return found


CLASS_OF = np.full(MOST, NUMBER["han"], np.uint8)
CLASS_OF[:0x2E80] = NUMBER["other"]
for _start, _end in ((0x41, 0x5B), (0x61, 0x7B), (0xC0, 0x250), (0x370, 0x530)):  # Latin, Greek, Cyrillic letters
    CLASS_OF[_start:_end] = NUMBER["latin"]
CLASS_OF[[ord(char) for char in CLASS]] = list(CLASS.values())
DEPTH = np.zeros(MOST, np.int8)
DEPTH[[ord(char) for char in BRACKETS]] = 1
DEPTH[[ord(char) for char in BRACKETS.values()]] = -1
DIGIT = _table("0123456789０１２３４５６７８９")
LISTED = _table("一二三四五六七八九十①②③④⑤⑥⑦⑧⑨123456789")
LIST_MARK = _table("是、.．)）,，")


def closes(text: str) -> bool:
    """Say whether a full stop ends a line, a closing mark or a credit in brackets after it or not.

    >>> closes("心里就踏实。”"), closes("心里就踏实,"), closes("游人如织。(丘南 摄)")
    (True, False, True)
    """
    last = text[-1:]
    if last not in AFTER_STOP:
        return last in STOPS
    if last in ")）":
        at = max(text.rfind("("), text.rfind("（"))
        text = text[:at] if at >= 0 and 2 < len(text) - at <= 18 else text
    return text.rstrip(AFTER_STOP)[-1:] in STOPS


def lines_of(issue: Issue, numbers: Sequence[int]) -> Lines:
    """Return what the given lines of one page show."""
    texts = [issue.text_of(number) for number in numbers]
    blocks = np.array([issue.lines[number].block for number in numbers])
    width = np.minimum(np.array([issue.lines[number].ems for number in numbers], np.float32), WIDEST)
    first, last, flags, amounts, depth = _read(texts)
    closed = flags[:, 0] > 0
    place, size = _places(blocks)
    measure, agreed, common = measures(width, closed, blocks, place, size)
    spaces = _spaces(issue, numbers)
    set_in = np.array([_set_in(issue, number) for number in numbers], bool)
    short = measure - width
    eye = np.eye(len(CLASSES), dtype=np.float32)
    shown = np.concatenate(
        [
            eye[first], eye[last],
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
    return Lines(tuple(texts), shown, width, measure, closed, opens, flags[:, 3] > 0, indented, depth)


def _read(texts: Sequence[str]) -> tuple[Indices, Indices, Numbers, Numbers, Numbers]:
    """Return the classes of each line's ends, its flags in the order of `FLAGS`, its amounts, and its depth of brackets."""
    points = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), "<u4")
    length = np.array([len(text) for text in texts])
    begins = np.cumsum(length) - length
    points = np.minimum(points, len(CLASS_OF) - 1)
    first, last = CLASS_OF[points[begins]], CLASS_OF[points[begins + length - 1]]

    def count(held: NDArray[np.generic]) -> Numbers:
        return np.add.reduceat(held, begins, dtype=np.float32)

    closed = last == NUMBER["stop"]
    for at in np.flatnonzero((last == NUMBER["close"]) | (last == NUMBER["quote"])).tolist():
        closed[at] = closes(texts[at])
    spaces = count(points == ord(" ")) + count(points == 0x3000)
    spaced = np.zeros(len(texts), bool)
    for at in np.flatnonzero(spaces > 1).tolist():
        spaced[at] = wraps.spaced(texts[at].split())
    marks = np.array([_signs(text) for text in texts], bool)
    second = points[np.minimum(begins + 1, len(points) - 1)]
    listed = LISTED[points[begins]] & LIST_MARK[second] & (length > 2)
    quotes = count(points == ord('"')) % 2
    stop, comma = count(points == ord("。")), count((points == ord(",")) | (points == ord("，")))
    debris = count(points == ord("\\")) > 0
    opening = np.array([_opening(text) for text in texts], bool)
    flags = [closed, *marks.T, stop > 0, comma > 0, spaces > 0, spaced, quotes > 0, listed, debris, *opening.T]
    depth = count(DEPTH[points])
    amounts = [
        np.clip(depth, -2, 2) / 2,
        np.minimum(length, 40) / 20,
        count((points >= 0x3400) & (points < 0xF900)) / length,
        count(DIGIT[points]) / length,
    ]
    shown = np.stack(amounts, axis=1).astype(np.float32)
    return first, last, np.stack(flags, axis=1).astype(np.float32), shown, depth


def _signs(text: str) -> tuple[bool, bool, bool, bool, bool]:
    """Return whether a line opens with a lead, is a byline, is sent on, comes from elsewhere, and is a mark alone."""
    mark = signs.jump_mark(text)
    sent = mark is not None and mark.direction == "to"
    only = mark is not None and mark.start == 0 and mark.end == len(text)
    return signs.lead(text) is not None, signs.byline_line(text), sent, mark is not None and not sent, sent and only


DAY = r"(?:\d{4}年)?\d{1,2}月(?:\d{1,2}日|份|[上中下]旬)|\d{1,2}日(?=[上下中]午|[,，])"


@cache
def _openings() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of an opening that tells when, and of one that leans on the sentence before it."""
    when, back, neither = (
        "|".join(word for word, says in rows("opening_words") if says == kind) for kind in ("when", "back", "neither")
    )
    return re.compile(f"{DAY}|{when}"), re.compile(f"(?!{neither})(?:{back})")


def _opening(text: str) -> tuple[bool, bool, bool]:
    """Return whether a line opens with a time, with what leans on the sentence before, and with somebody's words.

    >>> _opening("近日,河滨步道"), _opening("该步道全长"), _opening("“走得稳。”"), _opening("就业服务站")
    ((True, False, False), (False, True, False), (False, False, True), (False, False, False))
    """
    when, back = _openings()
    return when.match(text) is not None, back.match(text) is not None, text[:1] in "“\"‘'「『"


def _places(blocks: NDArray[np.int_]) -> tuple[NDArray[np.int_], NDArray[np.int_]]:
    """Return the place of each line in its block, and the block's number of lines."""
    if not len(blocks):
        return np.zeros(0, int), np.zeros(0, int)
    begins = np.flatnonzero(np.r_[True, blocks[1:] != blocks[:-1]])
    sizes = np.diff(np.r_[begins, len(blocks)])
    return np.arange(len(blocks)) - np.repeat(begins, sizes), np.repeat(sizes, sizes)


def _spaces(issue: Issue, numbers: Sequence[int]) -> Numbers:
    """Return what stands between a line and its neighbours: the same row of the dump, or a blank line."""
    found = np.zeros((len(numbers), 4), np.float32)
    for at, number in enumerate(numbers):
        ends = issue.before(number).count("\n") if number else 2
        ends -= ends == 1 and issue.shape == "layout"  # as in a dump of blocks: a block's lines stand together
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
