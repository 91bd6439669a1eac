"""姓: what is a surname, and whether a word is built as a personal name. Takes a word; gives yes or no, or the names it holds.

The one place that says so: bylines ask it of the words behind a role, `names` before it weighs a name against the dictionary.
"""

from __future__ import annotations

import re
from functools import cache

from hkpaper import lexicon, words
from hkpaper.crafts import HAN

EVERYDAY = 30  # times in jieba's counts; a word of two characters as common is no name (采风 42, 专访 193)
WELL_KNOWN = 100  # … of three characters, alone under a headline (文化部)
RUNNING = -7.0  # nats a character; what is likelier than that is running words (走基层 -5.8, 节快乐 -6.5, 古丽娜 -10.2)
PHRASE = -6.0  # … also where it begins like a surname (马上来 -5.4; 张红霞 -6.9)
COMMON = 200  # … of two characters that a word of three begins with, behind which it is rather two words (马上来)
THINGS = frozenset("站宫节团队厂馆局所院校社区县镇乡村庄湾路街巷桥港河湖赛会")  # 丰收节, 王家村
PARTICLES = frozenset("于在和与以由从被把向对为的了着过至及或")
OFFICES = frozenset(
    "镇乡办局委所站社"
)  # with which no name's part ends that runs into another: 柳溪镇宣传办 is of two bodies
LONGEST = 60  # characters; no paper runs more names together
NOBODY = frozenset(("大家", "自己", "我们", "你们", "他们", "人们", "什么"))
BODY = "学|校|班|局|镇|乡|村|街道|社区|公司|医院|集团|委|会|院|所|中心|队|厂"
# 柳溪中学 林小满 · 柳溪小学五（3）班 林小满 · 林小满（柳溪中学）
AFFILIATED = re.compile(
    rf"(?:[^\W\d_a-zA-Z]{{1,12}}(?:{BODY})(?:[^\W_a-zA-Z]{{0,3}}\s?[（(]?[^\W_a-zA-Z]{{0,2}}[)）]?班)?[ \u3000]+)?([^\W\d_a-zA-Z]{{2,4}})(?:\s?[（(][^\W\d_a-zA-Z]{{1,14}}(?:{BODY})[)）])?"
)
# 退休教师 林小满 · 林小满（县作协会员）
TRADED = re.compile(rf"(?:({HAN}{{2,12}})[ \u3000]+)?({HAN}{{2,4}})(?:\s?[（(]({HAN}{{2,14}})[)）])?")


@cache
def surnames() -> dict[str, tuple[str, bool]]:
    """Return each surname with how it is built and whether it opens everyday words too."""
    return {row[0]: (row[1], row[2:] == ("word",)) for row in lexicon.rows("surnames")}


@cache
def rare() -> frozenset[str]:
    """Return the surnames that prove a name only where one is due."""
    return frozenset(lexicon.words("rare_surnames"))


def surname_of(text: str, *, seldom: bool = False) -> str:
    """Return the surname that a text begins with, or nothing; ``seldom`` takes those, too, that prove a name only where one is due.

    >>> surname_of("欧阳澄说"), surname_of("林小满说"), surname_of("的"), surname_of("丛林"), surname_of("丛林", seldom=True)
    ('欧阳', '林', '', '', '丛')
    """
    known = surnames()
    if known.get(text[:2], ("", False))[0] == "compound":
        return text[:2]
    return text[:1] if known.get(text[:1], ("", False))[0] == "single" or (seldom and text[:1] in rare()) else ""


def is_name(word: str, *, everyday: bool = True, seldom: bool = False) -> bool:
    """Say whether a word is built as a personal name.

    ``everyday=False`` refuses what may be a common word, ``seldom`` takes surnames that prove a name only where one is due.

    >>> is_name("欧阳澄"), is_name("林小满"), is_name("看到"), is_name("高考", everyday=False), is_name("周一至")
    (True, True, False, False, False)
    """
    if "·" in word:
        return 4 <= len(word) <= 16
    surname = surname_of(word, seldom=seldom)
    if not surname or not 1 <= len(word) - len(surname) <= 2 or _is_thing(word, word[len(surname) :]):
        return False
    return len(surname) == 2 or everyday or len(word) == 3 or not surnames().get(surname, ("", False))[1]


def _is_thing(word: str, given: str) -> bool:
    """Say whether what begins like a name is a day of the week, or a place or a body named like a person.

    >>> [_is_thing(word, word[1:]) for word in ("周一", "王家村", "丰收节", "周一凡")]
    [True, True, True, False]
    """
    if word[:1] == "周" and given[:1] in "一二三四五六日末" and given[1:] in ("", "至", "到"):
        return True  # 周一至周五
    if given in _long_bodies() or given in NOBODY:
        return True  # 东方小学, 向大家
    if len(word) != 3 or len(given) != 2 or given[1] not in THINGS:
        return False
    return given[0] == "家" or words.dictionary().count(word[:2]) >= COMMON


@cache
def _long_bodies() -> frozenset[str]:
    return frozenset(word for word in lexicon.words("bodies") if len(word) > 1)


def opens_body(text: str, at: int) -> bool:
    """Say whether the last word of a body's or a place's name stands at `at`: 方山小学 is no 方山.

    >>> opens_body("方山小学的老师", 2), opens_body("方山说学校好", 2)
    (True, False)
    """
    return any(text[at : at + size] in _long_bodies() for size in (2, 3, 4))


def may_name(word: str) -> bool:
    """Say whether a word is a name by its build, or no everyday words: after 记者 stands 阿依古丽 too, but not 走基层.

    >>> may_name("阿依古丽"), may_name("走基层"), may_name("专访")
    (True, False, False)
    """
    if parted(word):
        return True
    count = words.dictionary().count(word)
    return count < EVERYDAY if len(word) == 2 else bool(count) or strange(word)


def strange(word: str) -> bool:
    """Say whether no everyday words make up a word that the dictionary has not: then it is a name where one is due.

    >>> strange("商羽"), strange("卓玛央金"), strange("商场"), strange("走基层")
    (True, True, False, False)
    """
    return not words.dictionary().count(word) and words.log_probability(word) < RUNNING * len(word)


def is_phrase(word: str) -> bool:
    """Say whether a word that begins with a surname is rather running words: 马上来."""
    return not words.dictionary().count(word) and words.log_probability(word) > PHRASE * len(word)


def seems_words(word: str) -> bool:
    """Say whether what is built as a name is as well everyday words, so that more must speak for it where one is due.

    >>> [seems_words(word) for word in ("马上来", "田野", "向前冲", "应在", "林小满", "丁一")]
    [True, True, True, True, False, False]
    """
    known = words.dictionary()
    if word[1] in PARTICLES and surnames().get(word[:1], ("", True))[1]:
        return True
    if len(word) == 2:
        return known.count(word) >= EVERYDAY
    built = len(word) == 3 and len(surname_of(word, seldom=True)) == 1
    return built and (is_phrase(word) or known.count(word[:2]) >= COMMON)


def parted(run: str) -> tuple[str, ...] | None:
    """Return the names that a run of characters without spaces is made of, or None.

    >>> parted("林小满欧阳澄"), parted("市文明办"), parted("柳溪镇宣传办")
    (('林小满', '欧阳澄'), None, None)
    """
    if is_name(run):
        return (run,)
    return _parts(run, {}) if len(run) <= LONGEST else None


def _parts(run: str, seen: dict[str, tuple[str, ...] | None]) -> tuple[str, ...] | None:
    """Return the two or more names of a run; 柳溪公安 is none, for its second half is an everyday word.

    ``seen`` are the ends of the run that have been asked: each is, once, however many ways lead there.
    """
    if run in seen:
        return seen[run]
    seen[run] = None
    compound = surnames().get(run[:2], ("", False))[0] == "compound"
    for size in (4, 3) if compound else (3, 2):
        if len(run) > size + 1 and is_name(run[:size], everyday=False):
            last = run[size:]
            known = is_name(last) and (len(last) > 2 or words.dictionary().count(last) < EVERYDAY)
            rest = (last,) if known else _parts(last, seen)
            if rest and not {run[size - 1], last[-1]} & OFFICES:
                seen[run] = (run[:size], *rest)
                break
    return seen[run]


def affiliated(text: str) -> str | None:
    """Return the name in a line that is an author's with the body that the author belongs to or with a trade, or None.

    >>> affiliated("柳溪中学 林小满"), affiliated("林小满（柳溪中学）"), affiliated("柳溪中学 开学了")
    ('林小满', '林小满', None)
    >>> affiliated("退休教师 林小满"), affiliated("林小满（县作协会员）"), affiliated("柳溪镇 石桥村")
    ('林小满', '林小满', None)
    """
    found, traded = AFFILIATED.fullmatch(text), TRADED.fullmatch(text)
    name = found[1] if found else ""
    if traded and (_is_trade(traded[1]) or _is_trade(traded[3])):
        name = traded[2]
    name = "" if name == text else name
    return name if name[-1:] not in THINGS and is_name(name, everyday=False) else None


def _is_trade(words: str | None) -> bool:
    """Say whether words end in an office or a trade: 退休教师."""
    return any((words or "")[-size:] in _trades() for size in range(2, 7))


@lexicon.cached
def _trades() -> frozenset[str]:
    """Return the offices and trades that are no role: 实习生 甲 is no author."""
    return frozenset(row[0] for row in lexicon.rows("offices") if row[1] == "office").difference(lexicon.words("roles"))
