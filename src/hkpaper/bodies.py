"""机构地名: find the organisations and the places that a paragraph names. Takes a paragraph; gives where each stands.

A name ends in a word of ``bodies.tsv`` (水务局, 公园), or is a province, a city or a county of ``areas.tsv``. Where it begins is
told by words: it reaches back over what is no word of everyday life (柳 溪 镇) to a mark or a word that stands before names
(``title_breaks.tsv``). What cannot be told is left out: better none than a wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from hkpaper import lexicon
from hkpaper.borders import AHEAD, FIRM, RUN, SAYS, VAGUE, back
from hkpaper.offices import breaks
from hkpaper.surnames import is_name, surname_of
from hkpaper.text import any_of
from hkpaper.words import LONGEST, dictionary, divide

ORGANISATION, PLACE = "organisation", "place"
OWN = range(2, 9)  # characters of a body's own name (老灶糖坊 有限公司)
LAST = range(3, 10)  # … of its last word, one more with the mark behind it
NAMED = range(2, 5)  # … of a place's (柳溪 镇)
EVERYDAY = 300  # times in jieba's counts of a word that begins no name by itself
COMMON = 50  # … of one that ends like a place (农村, 道路)
SELDOM = 60  # … of one that names towns as often (清源)
OFTEN = 2  # times that a name of everyday words stands on the page (和平路)
NUMBER = re.compile(r"\d+[号弄]")  # 和平路18号
NEEDS = frozenset(
    ("学会", "工厂", "党校", "诊所", "卫生室")
)  # words for more than a body: with a place before them alone
STREETS = frozenset("路街桥")
MANLY = frozenset("江河山湖岭沟岛湾桥港庄坪")  # names of men end so, too
LEVELS = frozenset("省市县区州镇乡村")
AREAL = frozenset(("街道", "社区", "新村", "开发区", "高新区", "自治州", "自治县"))
Count = Callable[[str], int]


class Found(NamedTuple):
    """A name at characters ``start`` to ``end`` of a paragraph: `ORGANISATION` or `PLACE`."""

    start: int
    end: int
    kind: str


class Seen(NamedTuple):
    """The words that may be a name's, up to its last one; whether a name surely begins with the first.

    Whether it goes on a list of bodies; whether a house number follows.
    """

    words: list[str]
    last: str
    firm: bool
    listed: bool
    numbered: bool
    count: Count

    @property
    def kind(self) -> str:
        """Return the kind of its last word."""
        return last_words()[self.last]


@cache
def last_words() -> dict[str, str]:
    """Return the last words of names, with the kind of each."""
    return {row[0]: row[1] for row in lexicon.rows("bodies")}


@cache
def areas() -> frozenset[str]:
    """Return the provinces, cities and counties."""
    return frozenset(lexicon.words("areas"))


@cache
def _ends() -> re.Pattern[str] | None:
    return any_of(last_words())


@cache
def _inner() -> re.Pattern[str]:
    """Return the pattern of what stands in no place's name: the last word of a body, or an office."""
    own = (word for word, kind in last_words().items() if kind == ORGANISATION and len(word) > 1)
    return re.compile("|".join(["书记", *own]))


def bodies(text: str, count: Count) -> list[Found]:
    """Return the bodies and places that a paragraph names, the longest of those that overlap, in order.

    ``count`` says how often a run of characters stands on the page.

    >>> said = "4月1日，柳溪镇卫生院搬到清泷路8号，县水务局送来水。"
    >>> [said[found.start : found.end] for found in bodies(said, said.count)]
    ['柳溪镇卫生院', '清泷路', '县水务局']
    """
    found = [*_ending(text, count), *_areas(text)]
    chosen: list[Found] = []
    taken = bytearray(len(text))
    for each in sorted(found, key=lambda one: (one.start - one.end, one.start)):
        if not any(taken[each.start : each.end]):
            chosen.append(each)
            taken[each.start : each.end] = b"\1" * (each.end - each.start)
    return sorted(chosen)


def _areas(text: str) -> Iterator[Found]:
    """Yield the provinces and cities that stand as words of their own by their short names; for the others see `_kept`."""
    pattern = _short_names()
    for match in pattern.finditer(text) if pattern else ():
        at, end = match.span()
        words, _ = back(text, at, end)
        if words[-1:] != [match.group()] or (end - at == 2 and _given(text, at)):
            continue
        behind = RUN.match(text, end, end + AHEAD)
        if not behind or not _parted(match.group(), behind.group()[: divide(behind.group()).sizes[0]]):
            yield Found(at, end, PLACE)


@cache
def _short_names() -> re.Pattern[str] | None:
    return any_of(name for name in areas() if len(name) == 2 or name[-1] not in LEVELS)


def _given(text: str, at: int) -> bool:
    """Say whether what stands at `at` is rather a given name or a nickname: 巩大庆, 老河南."""
    before = text[at - 1 : at]
    return before in VAGUE or (before not in FIRM and before not in breaks() and bool(surname_of(before)))


def _parted(word: str, behind: str) -> bool:
    """Say whether a word's last character rather opens the next one: 南 阳台, not 南阳 台."""
    return len(behind) == 1 and dictionary().count(word[-1] + behind) > 0


def _ending(text: str, count: Count) -> Iterator[Found]:
    """Yield the names that end in one of the last words."""
    pattern = _ends()
    for match in pattern.finditer(text) if pattern else ():
        if match.end() - match.start() == 1 and not _may_end(text, match.start()):
            continue
        words, firm = back(text, match.start(), match.end())
        listed = _listed(text, match.end() - sum(map(len, words)))
        seen = Seen(words, match.group(), firm, listed, NUMBER.match(text, match.end()) is not None, count)
        if words and (kept := _kept(seen)):
            yield Found(match.end() - sum(map(len, kept)), match.end(), seen.kind)


def _listed(text: str, at: int) -> bool:
    """Say whether a body stands before the 、 before `at`: 市第三医院、海湾区人民医院."""
    return text[at - 1 : at] == "、" and any(
        last_words().get(text[at - size : at - 1]) == ORGANISATION for size in LAST
    )


def _may_end(text: str, at: int) -> bool:
    """Say whether a name may end in the character at `at`: in 我市 and 农村 none does."""
    before = text[at - 1 : at]
    if last_words()[text[at]] == ORGANISATION:
        return at > 0
    behind = RUN.match(text, at + 1, at + 1 + AHEAD) if text[at] in MANLY else None
    if behind and behind.group()[: divide(behind.group()).sizes[0]] in LEVELS:
        return False  # 江 in 湄江市
    common = not before or before in VAGUE or dictionary().count(before + text[at]) > COMMON
    return not common or text[max(0, at - 2) : at + 1] in areas()


def _kept(seen: Seen) -> list[str] | None:
    """Return the words of a name out of those that may be one's, or None."""
    whole = "".join(seen.words)
    for size in range(min(len(whole), LONGEST), 2, -1):
        if whole[-size:] in areas():
            return [whole[-size:]]
    tail = seen.words[-1]
    if len(seen.last) == 1 and tail != seen.last and len(tail) < 3:
        return None  # 农村, 布局
    levels = (n for n, word in enumerate(seen.words[:-1]) if word in areas() or word in LEVELS or word in AREAL)
    level = next(levels, None)
    if level is not None and (seen.words[level] in areas() or not SAYS.search(whole)):
        return _under(seen, level)
    return _body(seen) if seen.kind == ORGANISATION else _place(seen)


def _under(seen: Seen, level: int) -> list[str] | None:
    """Return the words of a name that begins with a place whose last word is number `level`: 柳溪 镇 卫生院, 区 水务局."""
    words = seen.words
    if seen.kind == PLACE and seen.last not in STREETS and _inner().search("".join(words[level + 1 : -1])):
        return None  # 柳溪镇 卫生院 候诊区, 石畈村 第一 书记 郭 江
    if words[level] in areas():
        return words[level:]
    begun = _begun(seen, level)
    if begun is None and level > 0:
        before = words[level - 1]
        known = _seldom(before) if seen.kind == ORGANISATION else False
        often = len(before) == 2 and seen.count(before + words[level]) >= OFTEN
        begun = level - 1 if known or often else None  # 清源 区 水务局; 河沿 区 文化馆, and 河沿区 stands there, too
        if begun is None and seen.listed and level == 1 and seen.kind == ORGANISATION:
            begun = 0  # 市第三医院、海湾 区 人民医院
    elif begun is None and seen.firm and words[0] in LEVELS and seen.kind == ORGANISATION:
        begun = 0  # 区 水务局
    return words[begun:] if begun is not None else None


def _begun(seen: Seen, level: int) -> int | None:
    """Return where the place begins whose last word is number `level`: characters that make no words stand before it."""
    words, at = seen.words, level
    while at > 0 and len(words[at - 1]) == 1 and level - at < NAMED.stop - 1:
        at -= 1
    size = level - at
    if at > 0 and size == NAMED.stop - 1 and len(words[at - 1]) == 1:
        return None  # 白 榄 街 朗 边 社区: which of them are one name is not told
    if size == 1 and at > 0 and len(words[at - 1]) == 2 and dictionary().count(words[at - 1]) < EVERYDAY:
        at, size = at - 1, 3  # 石桥 头 镇
    return at if size in NAMED and (at > 0 or seen.firm) else None


def _place(seen: Seen) -> list[str] | None:
    """Return the words of a place, its last word behind what makes no words, or behind a word that comes again: 清泷路, 和平路."""
    tail = seen.words[-1]
    if tail != seen.last:
        return [tail] if seen.last in STREETS and seen.numbered and len(tail) == 3 else None
    begun = _begun(seen, len(seen.words) - 1)
    kept = seen.words[begun or 0 :]
    name = "".join(kept)
    if (seen.last in MANLY and len(name) == 3 and is_name(name)) or SAYS.search(name) or "第" in name:
        return None
    return kept if begun is not None or (seen.firm and len(kept) == 2 and _known(seen, kept[0], name)) else None


def _known(seen: Seen, word: str, name: str) -> bool:
    """Say whether a place is named with a word of the dictionary: a seldom one, or a street's that comes again or has a number."""
    if seen.last in STREETS:
        return len(word) == 2 and (seen.numbered or seen.count(name) >= OFTEN)
    return seen.last in LEVELS and seen.last != "区" and _seldom(word)


def _seldom(word: str) -> bool:
    return len(word) == 2 and dictionary().count(word) < SELDOM


def _body(seen: Seen) -> list[str] | None:
    """Return the words of a body that no place is named with: 老灶 糖坊 有限公司."""
    own = seen.words[:-1] if seen.words[-1] == seen.last else []
    unknown = ((seen.listed and len(own) > 1) or any(len(word) == 1 for word in own)) and not SAYS.search("".join(own))
    sure = seen.firm and len(seen.last) > 1 and seen.last not in NEEDS
    return seen.words if sure and unknown and sum(map(len, own)) in OWN else None
