"""职务: find people by the office or the trade that they are named with. Takes a paragraph; gives mentions.

A name stands behind a title (区长 甲, 采茶工 乙), several share one (区领导甲、乙、丙), few stand before it (甲总书记, 甲（区长）).
The title ends in a word of ``offices.tsv``; how far it reaches to the left is told by the marks and the
words before it. Whether a name follows is weighed by `hkpaper.names`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from operator import itemgetter
from typing import NamedTuple

from hkpaper import lexicon, names
from hkpaper.crafts import HAN
from hkpaper.words import divide

HARD = re.compile(r"[，,。.；;：:！!？?…—\-“”\"‘’'（）()\[\]【】《》〈〉「」『』\s／/|▲▼◀▶●■◆□△○·]")
BESIDE = re.compile(rf"[（(，,]({HAN}{{2,20}})(?=[）)，,。])")
JOIN = "、和与及暨"
LEAST = {"office": -2.0, "suffix": 2.0, "list": 1.0, "before": 3.0}  # nats that a name must gain where it stands
LONGEST_HEAD = 6  # characters
LONGEST_TITLE = 40  # characters
AFTER_LIST = re.compile(rf"[、，,。；;：:（(）)！!？?\s和与及暨等]|{HAN}{{2}}|$")


class Mention(NamedTuple):
    """A person in a paragraph: characters ``start`` to ``end``, and the title printed there with its place, if any."""

    start: int
    end: int
    title: str | None = None
    title_start: int = 0
    title_end: int = 0


Reader = Callable[[str, int, int, "names.Count | None"], Iterator[Mention]]


@cache
def heads() -> dict[str, str]:
    """Return the words that a title ends in, and those that only look like it, with what each is."""
    return {row[0]: row[1] for row in lexicon.rows("offices")}


@cache
def due() -> re.Pattern[str]:
    """Return the pattern of a place where a name may begin: behind a title's last character."""
    last = "".join(sorted({word[-1] for word, kind in heads().items() if kind != "no"}))
    return re.compile(rf"(?<=[{last}])(?:(?=[{names.openers()}])|(?={HAN}{{1,8}}[{names.DOT}]))")


@cache
def _said_after() -> re.Pattern[str]:
    words = sorted((row[0] for row in lexicon.rows("offices") if row[2:] == ("after",)), key=len, reverse=True)
    return re.compile("|".join(words))


@cache
def breaks() -> frozenset[str]:
    """Return the words that stand before a title and are no part of it."""
    return frozenset(lexicon.words("title_breaks"))


def head_of(text: str, end: int) -> tuple[int, str] | None:
    """Return where the office that ends at `end` begins, and its kind, or None."""
    for size in range(min(LONGEST_HEAD, end), 0, -1):
        kind = heads().get(text[end - size : end])
        if kind:
            return None if kind == "no" else (end - size, kind)
    return None


def mentions(text: str, count: names.Count | None = None) -> Iterator[Mention]:
    """Yield the people of a paragraph that an office names, in order, none overlapping.

    >>> said = "区委书记林小满，区委常委、副区长欧阳澄出席，邀请市文化馆馆长丁一、任远讲课。"
    >>> [(said[m.start : m.end], m.title) for m in mentions(said)]
    [('林小满', '区委书记'), ('欧阳澄', '区委常委、副区长'), ('丁一', '市文化馆馆长'), ('任远', '市文化馆馆长')]
    """
    at = 0
    found: list[tuple[int, Reader]] = [(place.start(), _behind) for place in due().finditer(text)]
    found += [(office.start(), _before) for office in _said_after().finditer(text)]
    found += [(mark.start(), _beside) for mark in BESIDE.finditer(text)]
    for place, reader in sorted(found, key=itemgetter(0)):
        if place >= at:
            for mention in reader(text, place, at, count):
                at = max(mention.end, mention.title_end if mention.title_start >= mention.end else 0)
                yield mention


def _behind(text: str, start: int, at: int, count: names.Count | None) -> Iterator[Mention]:
    """Yield the names behind the office that ends at `start`."""
    head = head_of(text, start)
    if head is None or head[0] < at or any(_covers(text, head[0], start + more) for more in (1, 2)):
        return
    found = names.read(text, start, count)
    if found is None or found.gain < LEAST[head[1]]:
        return
    left = title_start(text, at, head[0], start)
    if (head[1] == "suffix" and left == head[0]) or names.addressed(text, left, head[0], start):
        return
    first = Mention(start, start + found.length, text[left:start], left, start)
    yield first
    for also in _list(text, first.end, count):
        yield first._replace(start=also.start, end=also.end)


def _covers(text: str, head: int, end: int) -> bool:
    """Say whether a longer word than the office at `head` ends at `end`: 主任 over 主, 总统计师 over 总统, 主席国."""
    return any(text[end - size : end] in heads() for size in range(end - head, min(LONGEST_HEAD, end) + 1))


def _before(text: str, start: int, at: int, count: names.Count | None) -> Iterator[Mention]:
    """Yield the name before the office that begins at `start`: 甲总书记."""
    found = names.read_back(text, start)
    if found is None or found.gain < LEAST["before"] or start - found.length < at:
        return
    office = _said_after().match(text, start)
    rival = names.read(text, office.end(), count) if office else None
    if office is not None and (rival is None or rival.gain < found.gain):
        yield Mention(start - found.length, start, office.group(), start, office.end())


def _beside(text: str, mark: int, at: int, count: names.Count | None) -> Iterator[Mention]:
    """Yield the name before the mark behind which its office stands alone: 甲（区长）, and 甲，区长， where a sentence begins."""
    office = BESIDE.match(text, mark)
    head = head_of(text, office.end(1)) if office else None
    if office is None or head is None or head[1] != "office":
        return
    found = names.read_back(text, mark)
    if found is None or found.gain < LEAST["before"] or (start := mark - found.length) < at:
        return
    opens = text[mark] in "（(" or not text[:start].strip() or text[start - 1] in "。！？”"
    if opens and title_start(text, office.start(1), head[0], office.end(1)) == office.start(1):
        yield Mention(start, mark, office.group(1), office.start(1), office.end(1))


def _list(text: str, at: int, count: names.Count | None) -> Iterator[Mention]:
    """Yield the names that share the title of the one that ends at `at`."""
    while at < len(text) and text[at] in JOIN:
        start = at + 1
        found = names.read(text, start, count)
        if found is None or found.gain < LEAST["list"]:
            return
        at = start + found.length
        yield Mention(start, at)


def title_start(text: str, least: int, head: int, end: int) -> int:
    """Return where the title begins whose last word begins at `head`; it reaches no farther back than `least`.

    >>> said = "主持修缮的县古建队队长"
    >>> said[title_start(said, 0, 9, 11):]
    '县古建队队长'
    """
    low = max(least, end - LONGEST_TITLE)
    for mark in HARD.finditer(text, low, head):
        low = mark.end()
    parts = [low, *(low + n + 1 for n, char in enumerate(text[low:head]) if char == "、")]
    start = parts.pop()
    while (
        parts and (before := head_of(text, start - 1)) is not None and before[1] == "office" and before[0] >= parts[-1]
    ):
        if _cut(text, start, head if start == low else start) != start:
            break
        start = parts.pop()
    first_end = text.find("、", start, head)
    return _cut(text, start, head_of(text, first_end)[0] if first_end >= 0 and head_of(text, first_end) else head)  # type: ignore[index]


def _cut(text: str, start: int, head: int) -> int:
    """Return where the title's own words begin between `start` and its last word at `head`."""
    words = divide(text[start:head]).words(text[start:head])
    at = head
    for word in reversed(words):
        if word in breaks():
            break
        at -= len(word)
    while at < head and (lead := re.match(r"[和与及暨、]|[0-9０-９]+[年月日名位多个余]+", text[at:head])):
        at += lead.end()
    return at
