"""姓: say whether a word is built as a personal name, by its surname. Takes a word; gives yes or no, or the names it holds."""

from __future__ import annotations

import re
from functools import cache

from hkpaper import lexicon, words

EVERYDAY = 30  # times in jieba's counts; a word of two characters as common is no name (采风 42, 专访 193)
WELL_KNOWN = 100  # … of three characters, alone under a headline (文化部)
RUNNING = -7.0  # nats a character; what is likelier than that is running words (走基层 -5.8, 节快乐 -6.5, 古丽娜 -10.2)
PHRASE = -6.0  # … also where it begins like a surname (马上来 -5.4; 张红霞 -6.9)
BODY = "学|校|班|局|镇|乡|村|街道|社区|公司|医院|集团|委|会|院|所|中心|队|厂"
# 柳溪中学 林小满 · 林小满（柳溪中学）
AFFILIATED = re.compile(
    rf"(?:[^\W\d_a-zA-Z]{{1,12}}(?:{BODY})[ \u3000]+)?([^\W\d_a-zA-Z]{{2,4}})(?:\s?[（(][^\W\d_a-zA-Z]{{1,14}}(?:{BODY})[)）])?"
)


@cache
def surnames() -> dict[str, tuple[str, bool]]:
    """Return each surname with how it is built and whether it opens everyday words too."""
    return {row[0]: (row[1], row[2:] == ("word",)) for row in lexicon.rows("surnames")}


def is_name(word: str, *, everyday: bool = True) -> bool:
    """Say whether a word is built as a personal name; ``everyday=False`` refuses what may be a common word.

    >>> is_name("欧阳澄"), is_name("林小满"), is_name("看到"), is_name("高考", everyday=False)
    (True, True, False, False)
    """
    if "·" in word:
        return 4 <= len(word) <= 16
    if surnames().get(word[:2], ("", False))[0] == "compound":
        return 3 <= len(word) <= 4
    if word[:1] == "周" and word[1:2] in "一二三四五六日末" and word[2:] in ("", "至", "到"):
        return False  # 周一至周五
    built, common = surnames().get(word[:1], ("", False))
    return built == "single" and 2 <= len(word) <= 3 and (everyday or not common or len(word) == 3)


def may_name(word: str) -> bool:
    """Say whether a word is a name by its build, or no everyday words: after 记者 stands 阿依古丽 too, but not 走基层.

    >>> may_name("阿依古丽"), may_name("走基层"), may_name("专访")
    (True, False, False)
    """
    if parted(word):
        return True
    count = words.dictionary().get(word)
    if len(word) == 2:
        return (count or 0) < EVERYDAY
    return bool(count) or words.log_probability(word) < RUNNING * len(word)


def is_phrase(word: str) -> bool:
    """Say whether a word that begins with a surname is rather running words: 马上来."""
    return not words.dictionary().get(word) and words.log_probability(word) > PHRASE * len(word)


def parted(run: str) -> tuple[str, ...] | None:
    """Return the names that a run of characters without spaces is made of, or None.

    >>> parted("林小满欧阳澄"), parted("市文明办")
    (('林小满', '欧阳澄'), None)
    """
    if is_name(run):
        return (run,)
    return _parts(run)


def _parts(run: str) -> tuple[str, ...] | None:
    """Return the two or more names of a run; 柳溪公安 is none, for its second half is an everyday word."""
    compound = surnames().get(run[:2], ("", False))[0] == "compound"
    for size in (4, 3) if compound else (3, 2):
        if len(run) > size + 1 and is_name(run[:size], everyday=False):
            last = run[size:]
            known = is_name(last) and (len(last) > 2 or (words.dictionary().get(last) or 0) < EVERYDAY)
            if rest := (last,) if known else _parts(last):
                return (run[:size], *rest)
    return None


def affiliated(text: str) -> str | None:
    """Return the name in a line that is an author's with the body that the author belongs to, or None.

    >>> affiliated("柳溪中学 林小满"), affiliated("林小满（柳溪中学）"), affiliated("柳溪中学 开学了")
    ('林小满', '林小满', None)
    """
    found = AFFILIATED.fullmatch(text)
    return found[1] if found and found[1] != text and is_name(found[1], everyday=False) else None
