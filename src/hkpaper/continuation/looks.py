"""看行: what one visual line shows of itself: its measure, its indent, how it opens and how it closes.

Takes the lines of an issue; gives a `Look` for each. Reads form only, never sense.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hkpaper import signs
from hkpaper.chars import BRACKETS, CLOSERS, OPENERS, STOPS
from hkpaper.records import Issue, Span

CREDIT = re.compile(r"[(（][^()（）]{1,16}[)）]$")  # (丘南 摄), after the full stop
NEAR = 8  # lines on either side that vouch for a line's measure
INDENT = (1.4, 3.6)  # ems; paragraph heads of a real page lie 1.5 to 3.5 em under the measure
SHORT = 1.9  # ems under the measure from which a line does not fill its column
QUOTES = "”’\"'」』）)》"  # may follow the full stop that ends a paragraph


@dataclass(frozen=True, slots=True)
class Look:
    """What one visual line shows; widths in ems, ``measure`` that of the column it stands in."""

    text: str
    width: float
    measure: float
    page: int
    block: int
    first_of_block: bool
    last_of_block: bool
    lead: bool  # a byline opens it: 本报讯(记者 …
    byline: bool  # it is nothing but a byline
    mark: signs.Mark | None
    closed: bool  # a full stop ends it
    hanging: bool  # its end cannot end a sentence: a comma, an opened bracket
    clings: bool  # it begins with what may not begin a line
    indented: bool
    depth: int  # brackets it leaves open, less those it closes of lines before

    @property
    def short(self) -> bool:
        """Say whether the line ends well before its column does, its indent counted in."""
        return self.width + (INDENT[0] if self.indented else 0.0) < self.measure - SHORT

    @property
    def opens_story(self) -> bool:
        """Say whether a story, or a part of one from another page, begins with the line."""
        return self.lead or self.byline or (self.mark is not None and self.mark.direction == "from")

    @property
    def ends_story(self) -> bool:
        """Say whether a mark sends the story elsewhere after this line."""
        return self.mark is not None and self.mark.direction == "to"

    @property
    def only_mark(self) -> bool:
        """Say whether the line is a 下转 mark and nothing else."""
        return self.ends_story and self.mark is not None and self.mark.start == 0 and self.mark.end == len(self.text)


def looks_of(issue: Issue, free: Sequence[int]) -> dict[int, Look]:
    """Return the look of each of the `free` lines of an issue, by line number."""
    blocks: dict[int, list[int]] = defaultdict(list)
    for number in free:
        blocks[issue.lines[number].block].append(number)
    measures = _measures(issue, free, blocks)
    found: dict[int, Look] = {}
    for number in free:
        mates = blocks[issue.lines[number].block]
        found[number] = _look(issue, number, measures[number], mates)
    return found


def _look(issue: Issue, number: int, measure: float, mates: Sequence[int]) -> Look:
    line = issue.lines[number]
    text = issue.text_of(number)
    closed = closes(text)
    mark = signs.jump_mark(text)
    short_by = measure - line.ems
    first = number == mates[0]
    may_begin = first or closes(issue.text_of(number - 1))
    inset = INDENT[0] <= short_by <= INDENT[1] and may_begin and not (closed and number == mates[-1])
    return Look(
        text=text,
        width=line.ems,
        measure=measure,
        page=line.page,
        block=line.block,
        first_of_block=first,
        last_of_block=number == mates[-1],
        lead=signs.lead(text) is not None,
        byline=signs.byline_line(text),
        mark=mark,
        closed=closed,
        hanging=text[-1] in "，、；：,;:" or text[-1] in OPENERS,
        clings=(text[0] in CLOSERS and not text[0].isascii()) or text[0] in ",;:!?)",
        indented=inset or _set_in(issue.source.text, line.span),
        depth=_depth(text),
    )


def closes(text: str) -> bool:
    """Say whether a full stop ends a line, a closing mark or a credit in brackets after it or not.

    >>> closes("心里就踏实。”"), closes("心里就踏实,"), closes("游人如织。(丘南 摄)")
    (True, False, True)
    """
    bare = CREDIT.sub("", text).rstrip(QUOTES)
    return bool(bare) and bare[-1] in STOPS


def _set_in(text: str, span: Span) -> bool:
    """Say whether the dump itself kept an indent of two ideographic spaces before the line."""
    return text[max(0, span.start - 2) : span.start] == "\u3000\u3000"


def _depth(text: str) -> int:
    return sum((char in BRACKETS) - (char in BRACKETS.values()) for char in text)


def _measures(issue: Issue, free: Sequence[int], blocks: Mapping[int, list[int]]) -> dict[int, float]:
    """Return the measure of each line's column: the width most of its neighbours agree on.

    A block of three lines or more vouches for itself; a smaller one asks the lines near it that are
    at least as wide.
    """
    place = {number: index for index, number in enumerate(free)}
    found: dict[int, float] = {}
    lines = issue.lines
    for number in free:
        own = blocks[lines[number].block]
        if len(own) >= 3:
            near, least = _window(own, bisect_left(own, number)), 0.0
        else:
            near, least = _window(free, place[number]), max(lines[each].ems for each in own)
        votes = [
            (lines[each].ems, _weight(issue, each, blocks) * _voice(number, each, own))
            for each in near
            if lines[each].ems >= least - 1
        ]
        found[number] = _agreed(votes, max(least, lines[number].ems))
    return found


def _window(numbers: Sequence[int], at: int) -> Sequence[int]:
    return numbers[max(0, at - NEAR) : at + NEAR + 1]


def _weight(issue: Issue, number: int, blocks: Mapping[int, list[int]]) -> float:
    """Return how much a line's width says of its column: the last of a paragraph little, an inset one less."""
    if closes(issue.text_of(number)):
        return 0.25
    own = blocks[issue.lines[number].block]
    return 0.5 if len(own) >= 3 and number == own[0] else 1.0


def _voice(number: int, each: int, own: Sequence[int]) -> float:
    """Return how much a neighbour counts by its distance; a line without a block asks the others first."""
    return 0.5 if number == each and len(own) < 3 else 1 / (1 + abs(each - number) / 4)


def _agreed(votes: Sequence[tuple[float, float]], own: float) -> float:
    """Return the width on which most of the votes fall within half an em."""
    best, most = own, 0.0
    for candidate in sorted({width for width, _ in votes}):
        weight = sum(weight for width, weight in votes if abs(width - candidate) <= 0.5)
        if weight >= most:
            best, most = candidate, weight
    return best
