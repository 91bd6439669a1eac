"""转版记号: read the marks that send a story to another page. Takes the text of a line or paragraph; gives the marks.

下转▶4版, （上接第1版）: spaces may stand inside, half-width and full-width marks are read alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from hkpaper import lexicon
from hkpaper.chars import CLOSE, OPEN
from hkpaper.numerals import PAGE, page_name

ARROW = "[▶►▷▸➤→>＞》◆▲]"
BEFORE = "[▶►▷▸➤→]"  # … before the word, where 》 may close a title and ▲ what is told above


class Mark(NamedTuple):
    """A jump mark in a line: where it stands, whether it points ``to`` or ``from`` a page, and which."""

    start: int
    end: int
    direction: str
    page: str


@cache
def _jump_words() -> dict[str, str]:
    return {row[0]: row[1] for row in lexicon.rows("jump_words")}


@cache
def _turn() -> re.Pattern[str]:
    """Return the pattern of the first characters of the jump words that hold no other: the others hold one of these."""
    words = lexicon.words("jump_words")
    turns = {word[0] for word in words if not any(other in word for other in words if other != word)}
    return re.compile(f"[{''.join(sorted(turns))}]")


@cache
def _jumps() -> re.Pattern[str]:
    # 下转▶4版 · 下转第4版 · （下转第二版） · (下转A4版) · 紧接第3版 · 上接一版 · 上 接▶ 1 版
    words = "|".join(r"\s?".join(word) for word in lexicon.words("jump_words"))
    also = rf"(?:\s?[、和及至\-—～~]\s?{PAGE.replace('(', '(?:', 1)}(?=[^版]{{0,6}}版))*"  # 下转二、三版
    page = rf"({words})\s?(?:({ARROW})+\s?)?(?:第\s?)?{PAGE}{also}\s?(版(?:面)?)?"
    return re.compile(rf"(?:{BEFORE}+\s?)?({OPEN}\s?)?(?:{BEFORE}+\s?)?{page}(?(1)\s?[^()（）]{{0,16}}?({CLOSE}))")


def jump_marks(text: str) -> Iterator[Mark]:
    """Yield every jump mark in a run of text.

    >>> [(mark.direction, mark.page) for mark in jump_marks("上接▶1版 加快建设,(下转第十二版)")]
    [('from', '1'), ('to', '12')]
    """
    if not _turn().search(text):
        return
    for found in _jumps().finditer(text):
        boxed, word, arrow, page, sheet, _ = found.groups()
        word = re.sub(r"\s", "", word)
        if not (sheet or arrow):
            continue
        end = len(text[: found.end()].rstrip())
        alone = not text[: found.start()].strip() and not text[end:].strip()
        if len(word) == 1 and not (boxed or alone):
            continue
        direction = _jump_words()[word]
        if direction == "both":
            opens = not text[: found.start()].strip() and not alone
            direction = "from" if opens or page_name(page) == "1" else "to"
        yield Mark(found.start(), end, direction, page_name(page))


def jump_mark(text: str) -> Mark | None:
    """Return the jump mark that closes this line (``to``) or opens it (``from``), or None.

    >>> jump_mark("两岸来往方便, 下转▶4版")
    Mark(start=8, end=13, direction='to', page='4')
    """
    if not _turn().search(text):  # nearly every line
        return None
    for mark in jump_marks(text):
        ends = not text[mark.end :].strip(" \u3000。.")
        opens = not text[: mark.start].strip()
        if (mark.direction == "to" and ends) or (mark.direction == "from" and opens):
            return mark
    return None


def comes_from(text: str) -> bool:
    """Say whether a line is a mark that says whence a story comes, and nothing else.

    >>> comes_from("（上接2版）"), comes_from("上接▶1版 加快建设"), comes_from("下转▶4版")
    (True, False, False)
    """
    mark = jump_mark(text)
    return mark is not None and mark.direction == "from" and mark.end == len(text)
