"""题级: say of each line of a group what it is: kicker, main line, deck, a line of the story above, or something else.

A semi-Markov model: a group is cut into parts, a level's lines being one part; each part of a stack is weighed together
with the story that the stack would head, so that lines of two stories do not become one stack; the likeliest cut is taken.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hkpaper import signs
from hkpaper.loglinear import Weights, totals
from hkpaper.stacks.fits import fits, places_of, summed
from hkpaper.stacks.groups import Group
from hkpaper.stacks.likeness import together
from hkpaper.stacks.parts import Seen, features_of, fragment, seams_of

LABELS = ("X", "B", "K", "M", "D")  # none of these, body of the story above, kicker, main line, deck
HEADS = LABELS[2:]
BEFORE = (*LABELS, "^")  # what a part may follow
LONGEST = {"K": 3, "M": 4, "D": 4, "B": 1, "X": 1}  # lines of a part
SAME, OTHER = 0, 1  # two parts of one stack, of two
Floats = NDArray[np.float64]
Ids = NDArray[np.intp]


class Part(NamedTuple):
    """Lines ``first`` to ``last`` of a group, as one thing; ``story`` is the place of the one that it heads in `Seen.stories`."""

    label: str
    first: int
    last: int
    story: int | None = None


class Lattice(NamedTuple):
    """All cuts of a group: what speaks for each part being in each state, and for each seam between two states.

    States are X, B, then kicker, main line, deck with each story, the last of these being none.
    """

    parts: dict[tuple[int, int], Floats]  # (first, last): by state
    seams: list[Floats]  # by line: (states and the start before it, states)


@cache
def states(stories: int) -> tuple[Ids, Ids]:
    """Return for a number of stories the label of each state, and for each two states the number of their seam.

    A seam's number is (before * labels + label) * 2 + SAME or OTHER; -1 where one may not follow the other.
    """
    wide = stories + 1
    label = np.array([0, 1, *(2 + level for level in range(len(HEADS)) for _ in range(wide))])
    story = np.array([-1, -1, *(list(range(wide)) * len(HEADS))])
    before, was = np.r_[label, len(LABELS)], np.r_[story, -1]
    both = (before[:, None] >= 2) & (before[:, None] < len(LABELS)) & (label[None, :] >= 2)
    one = both & (was[:, None] == story[None, :])
    onward = before[:, None] < label[None, :]
    kind = np.where(one & onward, SAME, OTHER)
    number = (before[:, None] * len(LABELS) + label[None, :]) * 2 + kind
    number[one & ~onward & (story[None, :] < stories)] = -1  # neighbouring parts of one level are of two stories
    first = (before == len(LABELS)) | (before == LABELS.index("B"))
    number[~first, LABELS.index("B")] = -1  # what goes back to the story above stands right below it
    return label, number


def may_be(group: Group, label: str) -> bool:
    """Say whether lines of a group may be that at all: only an aside may go back to the story above it, if that is not sent on."""
    if label != "B":
        return True
    if group.held or group.above is None:
        return False
    mark = signs.jump_mark(group.over)
    return mark is None or mark.direction != "to"


def may_have(seen: Seen, first: int, last: int) -> list[bool]:
    """Say for each label whether lines of a group may have it."""
    size, crumbs = last - first + 1, fragment(seen, first, last)
    return [size <= LONGEST[each] and not (crumbs and each in HEADS) and may_be(seen.group, each) for each in LABELS]


def spans(seen: Seen) -> Iterator[tuple[int, int]]:
    """Yield the first and last line of every part that a group may be cut into."""
    for last in range(len(seen.group.atoms)):
        for first in range(max(0, last - max(LONGEST.values()) + 1), last + 1):
            yield first, last


def lattice(weights: Weights, seen: Seen) -> Lattice:
    """Return all cuts of a group, weighed."""
    label, number = states(len(seen.stories))
    places, fit = places_of(seen), summed(weights)
    parts: dict[tuple[int, int], Floats] = {}
    for first, last in spans(seen):
        may = may_have(seen, first, last)
        if not any(may):
            continue
        shared = together(seen.shared[first : last + 1])
        sums = totals(weights, features_of(seen, first, last, shared), len(LABELS), "part")
        own = np.array([each if possible else -np.inf for each, possible in zip(sums, may, strict=True)])
        parts[first, last] = own.take(label)
        if any(may[2:]):
            parts[first, last][2:] += np.array([fit(each) for each in fits(seen.stories, places, shared)]).T.ravel()
    seams = []
    for at in range(len(seen.group.atoms)):
        held = totals(weights, seams_of(seen, at), len(BEFORE) * len(LABELS) * 2, "seam")
        seams.append(np.array([*held, -np.inf]).take(number))
    return Lattice(parts, seams)


def parts_of(weights: Weights, seen: Seen) -> list[Part]:
    """Return the likeliest cut of a group."""
    held = lattice(weights, seen)
    count, label = len(held.seams), states(len(seen.stories))[0]
    best = np.full((count + 1, len(label) + 1), -np.inf)
    best[0, -1] = 0.0
    came = np.zeros((2, count + 1, len(label)), np.intp)  # where a part begins, and the state before it
    reached: list[
        tuple[NDArray[np.intp], Floats]
    ] = []  # by line: the best state before a part that begins there, by state
    for (first, last), own in held.parts.items():
        while len(reached) <= first:
            through = best[len(reached)][:, None] + held.seams[len(reached)]
            reached.append((through.argmax(axis=0), through.max(axis=0)))
        before, found = reached[first][0], reached[first][1] + own
        better = found > best[last + 1, :-1]
        best[last + 1, :-1][better] = found[better]
        came[0, last + 1, better], came[1, last + 1, better] = first, before[better]
    found_parts: list[Part] = []
    at, state = count, int(best[count].argmax())
    while at:
        first, before = came[:, at, state].tolist()
        found_parts.append(_part(seen, label, state, first, at - 1))
        at, state = first, before
    return found_parts[::-1]


def _part(seen: Seen, label: Ids, state: int, first: int, last: int) -> Part:
    name = LABELS[label[state]]
    story = (state - 2) % (len(seen.stories) + 1) if name in HEADS else None
    return Part(name, first, last, story if story is not None and story < len(seen.stories) else None)
