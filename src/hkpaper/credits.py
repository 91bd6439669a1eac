"""署名条: read a run of roles and names (记者 甲 通讯员 乙 丙; 文/甲 图/乙; 甲 摄). Takes a string; gives the people.

Half-width and full-width marks are read alike, and a space may stand inside a word, where a visual
line ended (``通讯 员``) or a two-character name was padded (``刘　三``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, pairwise
from typing import NamedTuple

from hkpaper import datelines, lexicon, names
from hkpaper.crafts import (
    HAN,
    PAPER,
    SENT,
    SLASHES,
    WEAK,
    bare,
    labelled_role,
    role_pattern,
    roles,
    work_pattern,
    works,
)
from hkpaper.records import Credit
from hkpaper.surnames import is_name, may_name, parted, strange, surnames

REPORTER, CORRESPONDENT, PHOTOGRAPHER, AUTHOR, INTERN = "reporter", "correspondent", "photographer", "author", "intern"
WRITERS = (REPORTER, AUTHOR, INTERN)  # all of them count among a story's reporters
MARKS = "□■◇◆◎○●▢☐◉@＠"  # @ is ◎ misread
RUN = re.compile(rf"{HAN}+(?:[·•‧・.]{HAN}+)*|[A-Z][A-Za-z.\-]+")
OTHER_PAPER = re.compile(rf"(?<=[、，,;；/／\s]){PAPER}$")  # 甲、新华社记者 乙
GAP = re.compile(rf"[\s、，,;；&{MARKS}]*([/／:：|｜]?)\s*")  # □甲 □乙
PREFIX_SLASH = re.compile(rf"\s*[/／:：|｜]\s*{HAN}")
TAIL = re.compile(rf"\s+({HAN}{{1,3}})(?!{HAN}|·)")
SURE = {2: 3.0, 3: 2.0}  # nats that a name of so many characters must gain over words where the text runs on behind it
REPORTED = ("报道", "报导")  # stand behind the names that they are of, also where a colon follows: 记者甲报道：
LONGEST_BODY = 12  # characters; 市公安局宣传处, a body that sends in a story under its own name


class Credits(NamedTuple):
    """The people of a byline with their roles; ``end`` is where the run of roles and names ends, ``roles`` how many it has."""

    people: tuple[Credit, ...] = ()
    end: int = 0
    roles: int = 0

    @property
    def reporters(self) -> tuple[str, ...]:
        """Return those who wrote: reporters, authors, interns."""
        return named(self.people, *WRITERS)

    @property
    def correspondents(self) -> tuple[str, ...]:
        """Return those who sent it in."""
        return named(self.people, CORRESPONDENT)

    @property
    def photographers(self) -> tuple[str, ...]:
        """Return those who took the pictures."""
        return named(self.people, PHOTOGRAPHER)


def named(people: Iterable[Credit], *roles: str) -> tuple[str, ...]:
    """Return the names of those who have one of these roles, each once.

    >>> named([Credit("丁桥", "author"), Credit("丁桥", "photographer")], "author", "reporter")
    ('丁桥',)
    """
    return tuple(dict.fromkeys(each.name for each in people if each.role in roles))


class Named(NamedTuple):
    """A name and what its bearer did."""

    name: str
    kinds: tuple[str, ...]


def parse(text: str, *, inside: bool = False, led: bool = False) -> Credits:
    """Return the people that `text` opens with.

    ``inside`` is for what brackets hold: any word may then be a name, for nothing else stands there. ``led`` is for what
    stands behind 本报讯: there, and behind another role with its names, a name may run into the text.

    >>> parse("记者 林小满 通讯员 欧阳澄 丁一昨日获悉").correspondents
    ('欧阳澄',)
    >>> parse("文/林小满 图/丁一").photographers
    ('丁一',)
    """
    text = datelines.unsent(text)
    found: list[Named] = []
    kinds: tuple[str, ...] = ()
    at = end = count = 0
    weak = True
    labelled = not SLASHES.isdisjoint(text)  # without one of these no work stands before a role: most bylines
    marks = (labelled_role() if labelled else role_pattern()).finditer(text)
    for mark, after in pairwise(chain([None], marks, [None])):
        if mark:
            before = text[at : mark.start()].strip(" \u3000/／、，,;；:：|&" + MARKS)
            if before and not re.fullmatch(PAPER, before):
                break
            role = re.sub(r"\s", "", mark[mark.re.groups])  # the last group of either pattern
            kinds, at, weak = (roles()[role],), mark.end(), role in WEAK
            kinds = _made(works()[mark[1]], kinds) if labelled and mark[1] else kinds
        stop = after.start() if after else len(text)
        if after and (paper := OTHER_PAPER.search(text, at, stop)):
            stop = paper.start()
        named, length = _segment(text[at:stop], kinds, inside=inside, weak=weak, body=inside and _sends_in(text, stop))
        if mark and not named and found and not text[at:stop].strip():
            found[-1] = Named(found[-1].name, kinds)  # 甲 摄影: the role stands after the name
            end = stop
        elif named:
            found += named
            end = at + length
            count += mark is not None
        elif mark and not inside and (led or count):
            glued = _glued(text, at)
            found += [Named(glued, kinds)] if glued else []
            end, count = (at + len(glued), count + 1) if glued else (end, count)
            break
        elif mark:
            break
        at = at + length if named else at
    people = dict.fromkeys(Credit(each.name, kind) for each in found for kind in each.kinds)
    return Credits(tuple(people), end, count)


def _glued(text: str, at: int) -> str:
    """Return the name at `at` that the text behind it runs into, or nothing: 本报讯记者 林小满 昨日获悉."""
    found = names.read(text, at)
    return text[at : at + found.length] if found and found.gain > SURE.get(found.length, SURE[2]) else ""


def _segment(text: str, kinds: tuple[str, ...], *, inside: bool, weak: bool, body: bool) -> tuple[list[Named], int]:
    """Return the names between two roles, and where they end; without a role before them (no `kinds`) they are authors.

    ``body`` says that what stands behind is a work that bodies do, too.
    """
    done: list[Named] = []
    group: list[str] = []
    end = known = 0
    free, labelled, kinds = inside and not kinds, False, kinds or (AUTHOR,)
    for word, slash, at in _words(text, inside):
        if word in works():
            if (PREFIX_SLASH.match(text, at) or (not end and len(works()[word]) > 1)) and not (
                group and (slash or word in REPORTED)
            ):
                labelled = True
                done += [Named(name, kinds) for name in group]
                group, kinds = [], works()[word]
                continue
            if not group:
                break
            done += [Named(name, _made(works()[word], kinds)) for name in group]
            group, known = [], at
        elif not (end and word.startswith("发自")):  # 甲 发自柳溪: a dateline
            bodies = body or kinds[0] not in WRITERS or (inside and _sends_in(text, at))
            names = _names(word, inside=inside, weak=weak, bodies=bodies)
            if names is None:
                break
            group += names
        end = at
    if free and not body and not all(built(word) or (labelled and len(word) < 5 and strange(word)) for word in group):
        return (
            done,
            known,
        )  # 来源, 柳溪发布: in brackets with neither role nor work, only what is built as a name is one
    return done + [Named(name, kinds) for name in group], end


def _sends_in(text: str, at: int) -> bool:
    """Say whether the work that stands at `at` is one that bodies do, too: 柳溪水务局 供稿."""
    work = work_pattern().match(text, at)
    return work is not None and bare(work.group()) in SENT


def _made(work: tuple[str, ...], kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Return what a work makes of people who have a role already: a correspondent who writes stays one."""
    said = kinds[0] not in (AUTHOR, PHOTOGRAPHER)
    return tuple(dict.fromkeys(kinds[0] if said and kind in WRITERS else kind for kind in work))


def _names(word: str, *, inside: bool, weak: bool, bodies: bool) -> tuple[str, ...] | None:
    if is_name(word, everyday=inside or not weak) or names.due(word):
        return (word,)
    if (several := parted(word)) and len(several) > 1:
        return several
    free = inside and 1 < len(word) <= LONGEST_BODY
    return (word,) if free and (bodies or may_name(word)) else None


def built(word: str) -> bool:
    """Say whether a word is built as a name, or several."""
    return parted(word) is not None or names.due(word)


def _words(text: str, inside: bool) -> Iterator[tuple[str, str, int]]:
    """Yield works and runs of Han with the slash before each and where it ends; padded names made one."""
    at = 0
    while True:
        gap = GAP.match(text, at)
        at = gap.end() if gap else at
        slash = gap.group(1) if gap else ""
        work = work_pattern().match(text, at)
        run = RUN.match(text, at)
        if work and not (run and run.end() > work.end() and is_name(run.group())):
            yield bare(work.group()), slash, work.end()
            at = work.end()
        elif run:
            word, at = _whole(text, run)
            tail = _ends_in_work(word, text[at : at + 2], inside=inside)
            if tail:
                start = at - (len(word) - tail)
                yield word[:tail], slash, start
                work = work_pattern().match(text, start)  # 林小满文/图: the work goes on behind the run
                at = max(at, work.end()) if work else at
                yield bare(text[start:at]), "", at
            else:
                yield word, slash, at
        else:
            return


def _whole(text: str, run: re.Match[str]) -> tuple[str, int]:
    """Join a name that a space parts: 刘　三, 闻小 溪, 欧阳 溪; return it and where it ends."""
    word = run.group()
    after = TAIL.match(text, run.end())
    if after is None or work_pattern().fullmatch(after.group(1)):
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


def _ends_in_work(word: str, after: str, *, inside: bool) -> int | None:
    """Return where a name ends and a work glued to it begins (林小满摄, 林小满文 before /图), or None."""
    for work in lexicon.words("works"):
        name = word.removesuffix(work)
        if name == word or (len(work) == 1 and work != "摄" and is_name(word) and after[:1] not in ("/", "／")):
            continue  # 张学文 is a name
        if built(name) or (inside and len(name) > 1 and (len(work) > 1 or work == "摄")):
            return len(name)
    return None
