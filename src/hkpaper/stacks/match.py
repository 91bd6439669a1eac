"""题配: which stack heads which story: each stack's odds over the stories of its page, each story's over the stacks.

Takes stacks as parts of groups; gives an assignment in which "no headline" and "headline of no story" are answers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from math import exp
from typing import NamedTuple

from hkpaper.continuation.assignment import solve
from hkpaper.loglinear import Weights, log_sum, step, totals
from hkpaper.stacks.groups import Group
from hkpaper.stacks.levels import HEADS, Part
from hkpaper.stacks.likeness import Shared, together
from hkpaper.stacks.parts import SHARES, Seen, Teller

NEAREST = 80  # stories that are weighed, the nearest; few pages have more


class Stack(NamedTuple):
    """The parts of one headline stack, top to bottom: kicker, main line, deck, at least one of them."""

    group: Group
    parts: tuple[Part, ...]
    shared: Shared  # of all its lines
    main: Shared  # of its main line, or all its lines

    @property
    def atoms(self) -> range:
        """Return the places of its lines in the group."""
        return range(self.parts[0].first, self.parts[-1].last + 1)


def stacks_of(seen: Seen, parts: Sequence[Part]) -> list[Stack]:
    """Return the stacks that parts make: a lower level of the same story goes on with one."""
    found: list[list[Part]] = []
    last: Part | None = None
    for part in parts:
        if part.label in HEADS:
            goes_on = last and last.label in HEADS and part.story == last.story
            if not goes_on or last is None or HEADS.index(part.label) <= HEADS.index(last.label):
                found.append([])
            found[-1].append(part)
        last = part
    return [_stack(seen, tuple(held)) for held in found]


def _stack(seen: Seen, parts: tuple[Part, ...]) -> Stack:
    main = next((part for part in parts if part.label == "M"), None)
    whole = together(seen.shared[parts[0].first : parts[-1].last + 1])
    return Stack(seen.group, parts, whole, together(seen.shared[main.first : main.last + 1]) if main else whole)


def features(stack: Stack, story: Teller, rank: Mapping[int, int], between: int) -> list[str]:
    """Return what speaks for a stack and a story.

    `rank` counts the stories with which the stack shares more; `between` the stories that begin between the two.
    """
    group = stack.group
    ahead = story.place - group.place
    lead = stack.main.in_lead(story.number)
    share = stack.shared.share(story.number)
    shared = step(share, *SHARES)
    right = group.below == story.number and group.begins
    last = stack.atoms[-1] == len(group.atoms) - 1
    return [
        f"lead={step(lead, *SHARES)}", f"share={shared}", f"rank={min(rank[story.number], 4)}",
        f"rank={min(rank[story.number], 2)} share={shared}",
        f"right={right} last={last}", f"right={right} opens={story.opens} comes={story.comes}",
        f"right={right} share={step(share, 0.02, 0.2)}",
        f"ahead={ahead > 0} strands={step(abs(ahead), 1, 2, 4, 8, 16, 32)}",
        f"back={ahead < 0} stories={min(between, 6)}",
        f"held={group.held} own={group.story == story.number} right={right}",
        f"opens={story.opens} comes={story.comes}", f"size={step(story.size, 40, 100, 200, 400, 800)}",
        "levels=" + "".join(part.label for part in stack.parts),
    ]  # fmt: skip


def alone(stack: Stack) -> list[str]:
    """Return what speaks for a stack that heads no story."""
    group = stack.group
    best = max((stack.shared.share(story) for story in stack.shared.lead), default=0.0)
    return [
        "stack", f"stack best={step(best, *SHARES)}", "stack levels=" + "".join(part.label for part in stack.parts),
        f"stack held={group.held}", f"stack lines={min(len(stack.atoms), 3)}", f"stack onto={group.begins} size={min(len(group.atoms), 4)}",
    ]  # fmt: skip


def untitled(story: Teller, nearest: int | None) -> list[str]:
    """Return what speaks for a story without a headline; `nearest` are the stacks' strands away, None without any."""
    near = "none" if nearest is None else step(nearest, 1, 2, 4, 8)
    return [
        "story", f"story opens={story.opens} comes={story.comes}", f"story size={step(story.size, 40, 100, 200, 400, 800)}", f"story near={near}",
    ]  # fmt: skip


class Table(NamedTuple):
    """The features of every stack with every story near it, of every stack alone and every story alone."""

    pairs: list[dict[int, list[str]]]
    alone: list[list[str]]
    untitled: dict[int, list[str]]


def table(stacks: Sequence[Stack], stories: Sequence[Teller]) -> Table:
    """Return all features of a page's stacks and stories."""
    pairs: list[dict[int, list[str]]] = []
    order = {story.number: at for at, story in enumerate(sorted(stories, key=lambda each: (each.place, each.first)))}
    for stack in stacks:
        shares = {story.number: stack.shared.share(story.number) for story in stories}
        near = sorted(stories, key=lambda each: (abs(each.place - stack.group.place), each.number))[:NEAREST]
        ranked = sorted(shares.values())
        rank = {each.number: len(ranked) - bisect_right(ranked, shares[each.number]) for each in near}
        after = sum(story.first < stack.group.atoms[0].lines[0] for story in stories)
        pairs.append({
            each.number: features(stack, each, rank, abs(order[each.number] - after)) for each in near
        })  # fmt: skip
    places = {stack.group.place for stack in stacks}
    free = {
        story.number: untitled(story, min((abs(place - story.place) for place in places), default=None))
        for story in stories
    }
    return Table(pairs, [alone(stack) for stack in stacks], free)


def matched(weights: Weights, stacks: Sequence[Stack], stories: Sequence[Teller]) -> list[tuple[int | None, float]]:
    """Return for each stack the number of the story that it heads, or None, and how surely (0 to 1)."""
    held = table(stacks, stories)
    gains = [{story: totals(weights, own, 1, "pair")[0] for story, own in row.items()} for row in held.pairs]
    off = [totals(weights, own, 1, "alone")[0] for own in held.alone]
    bare = {story: totals(weights, own, 1, "alone")[0] for story, own in held.untitled.items()}
    row_sum = [log_sum([off[at], *row.values()]) for at, row in enumerate(gains)]
    column: dict[int, list[float]] = {story: [value] for story, value in bare.items()}
    for row in gains:
        for story, gain in row.items():
            column[story].append(gain)
    column_sum = {story: log_sum(values) for story, values in column.items()}
    odds = [{story: 2 * gain - off[at] - bare[story] for story, gain in row.items()} for at, row in enumerate(gains)]
    taken = solve(odds)
    return [
        (story, exp(off[at] - row_sum[at]) if story is None else exp((2 * gains[at][story] - row_sum[at] - column_sum[story]) / 2))
        for at, story in enumerate(taken)
    ]  # fmt: skip
