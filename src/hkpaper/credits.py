"""署名条: read a run of roles and names (记者 甲 通讯员 乙 丙; 文/甲 图/乙; 甲 摄). Takes a string; gives the people.

Half-width and full-width marks are read alike, and a space may stand inside a word, where a visual
line ended (``通讯 员``) or a two-character name was padded (``刘　三``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import chain, pairwise
from typing import NamedTuple

from hkpaper import lexicon

# Any letter that is not ASCII: here as good as the ranges of Han, which take re 1 ms to compile at each use.
HAN = r"[^\W\da-zA-Z_]"
REPORTER, CORRESPONDENT, PHOTOGRAPHER = "reporter", "correspondent", "photographer"
MARKS = "□■◇◆◎○●▢☐◉"
OWN = r"(?:本\s?[报刊网台社](?:\s?驻[^\s]{1,4}?)?\s?)?"
RUN = re.compile(rf"{HAN}+(?:[·•‧・.]{HAN}+)*|[A-Z][A-Za-z.\-]+")
GAP = re.compile(r"[\s、，,;；&]*([/／:：|]?)\s*")
PREFIX_SLASH = re.compile(rf"\s*[/／:：]\s*{HAN}")
TAIL = re.compile(rf"\s+({HAN}{{1,3}})(?!{HAN}|·)")
LONGEST_BODY = 12  # characters; 市公安局宣传处, a body that sends in a story under its own name
WEAK = ("作者", "摄影", "文字", "图片", "撰文", "撰稿", "实习生", "供图", "采写", "摄像", "执笔")


class Credits(NamedTuple):
    """The people of a byline by role; ``end`` is where the run of roles and names ends, ``roles`` their number."""

    reporters: tuple[str, ...] = ()
    correspondents: tuple[str, ...] = ()
    photographers: tuple[str, ...] = ()
    end: int = 0
    roles: int = 0


class Named(NamedTuple):
    """A name and what its bearer did."""

    name: str
    kinds: tuple[str, ...]


@cache
def surnames() -> dict[str, tuple[str, bool]]:
    """Return each surname with how it is built and whether it opens everyday words too."""
    return {row[0]: (row[1], row[2:] == ("word",)) for row in lexicon.rows("surnames")}


@cache
def roles() -> dict[str, str]:
    """Return the roles and the kind of person that each names."""
    return {row[0]: row[1] for row in lexicon.rows("roles")}


@cache
def works() -> dict[str, tuple[str, ...]]:
    """Return the words for work done (摄, 文/图) and what each makes of a person."""
    return {row[0]: tuple(row[1].split()) for row in lexicon.rows("works")}


def _loose(word: str) -> str:
    return r"\s?".join("[/／]" if char == "/" else char for char in word)


@cache
def role_pattern() -> re.Pattern[str]:
    """Return the pattern of a role with the paper's name for itself before it: 本报首席记者."""
    words = lexicon.words("roles")
    heads = "".join(sorted({word[0] for word in words}))  # most characters open no role: seen before any is tried
    return re.compile(rf"(?=[本{heads}]){OWN}({'|'.join(map(_loose, words))})(?!\s?报道)")


@cache
def _work_pattern() -> re.Pattern[str]:
    return re.compile("|".join(_loose(word) for word in lexicon.words("works")))


def is_name(word: str, *, everyday: bool = True) -> bool:
    """Say whether a word is built as a personal name; ``everyday=False`` refuses what may be a common word.

    >>> is_name("欧阳澄"), is_name("林小满"), is_name("看到"), is_name("高考", everyday=False)
    (True, True, False, False)
    """
    if "·" in word:
        return 4 <= len(word) <= 16
    if surnames().get(word[:2], ("", False))[0] == "compound":
        return 3 <= len(word) <= 4
    built, common = surnames().get(word[:1], ("", False))
    return built == "single" and 2 <= len(word) <= 3 and (everyday or not common or len(word) == 3)


def parted(run: str) -> tuple[str, ...] | None:
    """Return the names that a run of characters without spaces is made of, or None.

    >>> parted("林小满欧阳澄"), parted("市文明办")
    (('林小满', '欧阳澄'), None)
    """
    if is_name(run):
        return (run,)
    for size in (3, 4, 2):
        if len(run) > size + 1 and is_name(run[:size], everyday=False) and (rest := parted(run[size:])):
            return (run[:size], *rest)
    return None


def parse(text: str, *, inside: bool = False) -> Credits:
    """Return the people that `text` opens with.

    ``inside`` is for what brackets hold: any word may then be a name, for nothing else stands there.

    >>> parse("记者 林小满 通讯员 欧阳澄 丁一昨日获悉").correspondents
    ('欧阳澄',)
    >>> parse("文/林小满 图/丁一").photographers
    ('丁一',)
    """
    found: list[Named] = []
    kinds: tuple[str, ...] = (REPORTER,)
    at = end = count = 0
    weak = True
    for mark, after in pairwise(chain([None], role_pattern().finditer(text), [None])):
        if mark:
            if text[at : mark.start()].strip(" \u3000/／、，,;；:：|&"):
                break
            role = re.sub(r"\s", "", mark.group(1))
            kinds, at, weak = (roles()[role],), mark.end(), role in WEAK
        stop = after.start() if after else len(text)
        named, length = _segment(text[at:stop], kinds, inside=inside, weak=weak)
        if mark and not named and found and not text[at:stop].strip():
            found[-1] = Named(found[-1].name, kinds)  # 甲 摄影: the role stands after the name
            end = stop
        elif named:
            found += named
            end = at + length
            count += mark is not None
        elif mark:
            break
        at = at + length if named else at
    return _credits(found, end, count)


def _credits(found: list[Named], end: int, count: int) -> Credits:
    def of(kind: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.name for each in found if kind in each.kinds))

    return Credits(of(REPORTER), of(CORRESPONDENT), of(PHOTOGRAPHER), end, count)


def _segment(text: str, kinds: tuple[str, ...], *, inside: bool, weak: bool) -> tuple[list[Named], int]:
    """Return the names between two roles, and where they end."""
    done: list[Named] = []
    group: list[str] = []
    end = 0
    for word, slash, at in _words(text, inside):
        if word in works():
            if PREFIX_SLASH.match(text, at) and not (slash and group):
                done += [Named(name, kinds) for name in group]
                group, kinds = [], works()[word]
                continue
            if not group:
                break
            done += [Named(name, _made(works()[word], kinds)) for name in group]
            group = []
        else:
            names = _names(word, inside=inside, weak=weak)
            if names is None:
                break
            group += names
        end = at
    return done + [Named(name, kinds) for name in group], end


def _made(work: tuple[str, ...], kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a work makes of people who have a role already: a correspondent who writes stays one."""
    return tuple(dict.fromkeys(kinds[0] if kind == REPORTER else kind for kind in work))


def _names(word: str, *, inside: bool, weak: bool) -> tuple[str, ...] | None:
    if is_name(word, everyday=inside or not weak):
        return (word,)
    if (names := parted(word)) and len(names) > 1:
        return names
    return (word,) if inside and 1 < len(word) <= LONGEST_BODY else None


def _words(text: str, inside: bool) -> Iterator[tuple[str, str, int]]:
    """Yield works and runs of Han with the slash before each and where it ends; padded names made one."""
    at = 0
    while True:
        gap = GAP.match(text, at)
        at = gap.end() if gap else at
        slash = gap.group(1) if gap else ""
        work = _work_pattern().match(text, at)
        run = RUN.match(text, at)
        if work and not (run and run.end() > work.end() and is_name(run.group())):
            yield re.sub(r"\s", "", work.group()).replace("／", "/"), slash, work.end()
            at = work.end()
        elif run:
            word, at = _whole(text, run)
            if tail := _ends_in_work(word, inside=inside):
                yield word[:tail], slash, at - (len(word) - tail)
                yield word[tail:], "", at
            else:
                yield word, slash, at
        else:
            return


def _whole(text: str, run: re.Match[str]) -> tuple[str, int]:
    """Join a name that a space parts: 刘　三, 闻小 溪, 欧阳 溪; return it and where it ends."""
    word = run.group()
    after = TAIL.match(text, run.end())
    if after is None or _work_pattern().fullmatch(after.group(1)):
        return word, run.end()
    tail = after.group(1)
    single = len(word) == 1 and len(tail) <= 2
    compound = surnames().get(word, ("", False))[0] == "compound" and len(tail) <= 2
    clipped = len(word) == 2 and len(tail) == 1 and not _opens_name(text, after)
    if (single or compound or clipped) and is_name(word + tail):
        return word + tail, after.end()
    return word, run.end()


def _opens_name(text: str, tail: re.Match[str]) -> bool:
    """Say whether a single character is rather the padded surname of the next name: 丁桥 邱 禾."""
    after = RUN.match(text, GAP.match(text, tail.end()).end())  # type: ignore[union-attr]
    return after is not None and len(after.group()) == 1 and after.group() not in works()


def _ends_in_work(word: str, *, inside: bool) -> int | None:
    """Return where a name ends and a work glued to it begins (林小满摄), or None."""
    for work in lexicon.words("works"):
        name = word.removesuffix(work)
        if name != word and (is_name(name) or (inside and len(name) > 1 and (len(work) > 1 or work == "摄"))):
            return len(name)
    return None
