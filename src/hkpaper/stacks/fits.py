"""题合: how well some lines of a group, as one level of a headline, go with each story that they may head.

Shown in classes, from which the named features follow: few pairs differ in them, so that each sum is added up once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from hkpaper.loglinear import Weights, shipped, step, totals
from hkpaper.stacks.likeness import Shared
from hkpaper.stacks.parts import SHARES, Seen, Teller

SOME = (0.02, 0.2)
OVER = (-0.3, -0.1, -0.02, 0.02, 0.1, 0.3)
LEVELS = 3  # kicker, main line, deck


class Place(NamedTuple):
    """Where a story stands to a group, in classes: the same for all parts of it."""

    right: bool  # right below
    ahead: bool
    strands: int  # between
    opens: bool
    comes: bool
    held: str
    own: bool  # the group is of its lines


class Fit(NamedTuple):
    """How well a part goes with a story, in classes: pages ask for the same few thousand again and again."""

    lead: int
    share: int
    some: int  # of `share`, two bounds alone
    over: int
    place: Place


def places_of(seen: Seen) -> list[Place]:
    """Return where each of the stories that a group may head stands to it."""
    group = seen.group
    ahead = [story.place - group.place for story in seen.stories]
    return [
        Place(
            group.begins and group.below == story.number, far > 0, step(abs(far), 1, 2, 4, 8, 16),
            story.opens, story.comes, group.held, group.story == story.number,
        )
        for story, far in zip(seen.stories, ahead, strict=True)
    ]  # fmt: skip


def fits(stories: Sequence[Teller], places: Sequence[Place], shared: Shared) -> list[Fit | int]:
    """Return how well a part goes with each of the stories that it may head, and last the class of the best share."""
    shares = [shared.share(story.number) for story in stories]
    best, second = sorted([0.0, 0.0, *shares])[:-3:-1]
    nothing = step(-best, *OVER)
    found: list[Fit | int] = []
    for story, share, place in zip(stories, shares, places, strict=True):
        if share:
            lead, over = shared.in_lead(story.number), share - (best if share < best else second)
            found.append(Fit(step(lead, *SHARES), step(share, *SHARES), step(share, *SOME), step(over, *OVER), place))
        else:
            found.append(Fit(0, 0, 0, nothing, place))
    return [*found, step(best, *SHARES)]


def shown_by(fit: Fit | int) -> list[str]:
    """Return the features of a part with a story, or, by the best share, with none."""
    if isinstance(fit, int):
        return [f"none best={fit}", "none"]
    right, ahead, strands, opens, comes, held, own = fit.place
    return [
        f"lead={fit.lead}", f"share={fit.share}", f"over={fit.over}",
        f"right={right}", f"right={right} share={fit.some}", f"ahead={ahead} strands={strands}",
        f"right={right} opens={opens} comes={comes}", f"held={held} own={own}",
    ]  # fmt: skip


@lru_cache(maxsize=8192)
def _known(fit: Fit | int) -> list[float]:
    return totals(shipped("stacks"), shown_by(fit), LEVELS, "fit")


def summed(weights: Weights) -> Callable[[Fit | int], list[float]]:
    """Return what gives the sums of a fit for each of the levels; those by the shipped weights are remembered."""
    if weights is shipped("stacks"):
        return _known
    return lambda fit: totals(weights, shown_by(fit), LEVELS, "fit")
