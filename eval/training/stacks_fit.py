"""题组拟合: fit the weights of headline stacks: first the levels, then the matching of what they leave.

Both are log-linear: the gradient of the log likelihood is what is seen less what is expected.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from hkpaper.loglinear import Weights
from hkpaper.stacks import levels, match
from hkpaper.stacks.fits import fits, places_of, shown_by
from hkpaper.stacks.levels import BEFORE, HEADS, LABELS, Part
from hkpaper.stacks.likeness import together
from hkpaper.stacks.parts import Seen, features_of, seams_of

from .loglinear import Floats, Ids, Index, descend, rounded
from .stacks_task import Sheet, Told, headed

WIDE = (len(LABELS), len(HEADS), len(BEFORE) * len(LABELS) * 2)  # weights of a part's feature, a fit's, a seam's


class Cut(NamedTuple):
    """A group ready to be fitted: its parts' features, those for each story, its seams, the states that it truly goes through."""

    stories: int
    parts: dict[tuple[int, int], tuple[Ids, list[Ids], Floats]]  # features, features by story, what labels may be
    seams: list[Ids]
    truth: list[tuple[int, int, int]]  # first, last, state


def everything(_: str) -> bool:
    """Say of any feature that it is kept."""
    return True


def fits_of(seen: Seen, first: int, last: int) -> list[list[str]]:
    """Return the features of a part for each of the stories that it may head, and last for none of them."""
    shared = together(seen.shared[first : last + 1])
    return [shown_by(fit) for fit in fits(seen.stories, places_of(seen), shared)]


def allowed(seen: Seen, first: int, last: int) -> Floats:
    """Return 0 for each label that lines of a group may have, and minus infinity for the others."""
    return np.array([0.0 if each else -np.inf for each in levels.may_have(seen, first, last)])


def cuts(told: Sequence[Told], keep: Callable[[str], bool] = everything) -> tuple[list[Cut], Index, Index, Index]:
    """Return groups with those features numbered that are kept."""
    held = [
        (
            {(first, last): (features_of(each.seen, first, last), fits_of(each.seen, first, last)) for first, last in levels.spans(each.seen)},
            [seams_of(each.seen, at) for at in range(len(each.seen.group.atoms))],
        )
        for each in told
    ]  # fmt: skip
    words = Index({word for own, _ in parts.values() for word in own if keep(word)} for parts, _ in held)
    heads = Index(
        {word for _, stories in parts.values() for own in stories for word in own if keep(word)} for parts, _ in held
    )
    edges = Index({word for own in seams for word in own if keep(word)} for _, seams in held)
    found = [
        Cut(
            len(each.seen.stories),
            {
                (first, last): (words.of(own), [heads.of(one) for one in stories], allowed(each.seen, first, last))
                for (first, last), (own, stories) in parts.items()
            },
            [edges.of(own) for own in seams],
            [(part.first, part.last, _state(part, len(each.seen.stories))) for part in each.parts],
        )
        for each, (parts, seams) in zip(told, held, strict=True)
    ]  # fmt: skip
    return found, words, heads, edges


def _state(part: Part, stories: int) -> int:
    if part.label not in HEADS:
        return LABELS.index(part.label)
    return 2 + HEADS.index(part.label) * (stories + 1) + (stories if part.story is None else part.story)


def levels_loss(
    cut: Cut, own: Floats, fit: Floats, joint: Floats, own_out: Floats, fit_out: Floats, joint_out: Floats
) -> float:
    """Return minus the log likelihood of a group and add its gradient: features by labels, heads, seams."""
    label, number = levels.states(cut.stories)
    wide, count = cut.stories + 1, len(cut.seams)
    scores: dict[tuple[int, int], Floats] = {}
    for place, (ids, stories, may) in cut.parts.items():
        scores[place] = (own[ids].sum(axis=0) + may)[label]
        scores[place][2:] += np.array([fit[each].sum(axis=0) for each in stories]).T.ravel()
    seams = [np.append(joint[ids].sum(axis=0), -np.inf)[number] for ids in cut.seams]
    ahead, back = np.full((2, count + 1, len(label) + 1), -np.inf)
    ahead[0, -1] = 0.0
    back[count] = 0.0
    for first, last in cut.parts:
        found = log_sum(ahead[first][:, None] + seams[first], 0) + scores[first, last]
        ahead[last + 1, :-1] = np.logaddexp(ahead[last + 1, :-1], found)
    for first, last in sorted(cut.parts, reverse=True):
        found = log_sum(seams[first] + (scores[first, last] + back[last + 1, :-1])[None], 1)
        back[first] = np.logaddexp(back[first], found)
    whole = float(log_sum(ahead[count], 0))
    seam_odds = np.zeros((count, joint.shape[1] + 1))
    true = {(first, last): state for first, last, state in cut.truth}
    before, seen = len(label), 0.0
    for first, last, state in cut.truth:
        seen += scores[first, last][state] + seams[first][before, state]
        seam_odds[first, number[before, state]] -= 1
        before = state
    flat = np.where(number < 0, joint.shape[1], number).ravel()
    for (first, last), (ids, stories, _) in cut.parts.items():
        odds = np.exp(ahead[first][:, None] + seams[first] + (scores[first, last] + back[last + 1, :-1])[None] - whole)
        seam_odds[first] += np.bincount(flat, odds.ravel(), joint.shape[1] + 1)
        state_odds = odds.sum(axis=0)
        if (first, last) in true:
            state_odds[true[first, last]] -= 1
        np.add.at(own_out, ids, np.bincount(label, state_odds, len(LABELS)))
        by_story = state_odds[2:].reshape(len(HEADS), wide).T
        for each, odd in zip(stories, by_story, strict=True):
            np.add.at(fit_out, each, odd)
    for ids, odd in zip(cut.seams, seam_odds, strict=True):
        np.add.at(joint_out, ids, odd[:-1])
    return whole - seen


def log_sum(values: Floats, axis: int) -> Floats:
    """Return the logarithm of the sum of exponentials along an axis."""
    top = values.max(axis=axis, keepdims=True)
    top = np.where(np.isfinite(top), top, 0.0)
    with np.errstate(divide="ignore"):
        found: Floats = np.log(np.exp(values - top).sum(axis=axis)) + top.squeeze(axis)
    return found


def fit_levels(
    told: Sequence[Told], epochs: int = 8, decay: float = 5e-4, keep: Callable[[str], bool] = everything
) -> dict[str, list[float]]:
    """Return the weights of the levels, of those features that are kept."""
    items, *indices = cuts(told, keep)
    shapes = [(len(index.names), each) for index, each in zip(indices, WIDE, strict=True)]
    found = descend(items, levels_loss, epochs, decay, *shapes)
    return {
        f"{kind} {name}": own
        for kind, index, held in zip(("part", "fit", "seam"), indices, found, strict=True)
        for name, own in rounded(index, held).items()
    }


class Page(NamedTuple):
    """A page's stacks and stories ready to be fitted."""

    rows: list[dict[int, Ids]]
    alone: list[Ids]
    untitled: dict[int, Ids]
    truth: list[int | None]  # the story that each stack heads


class Paired(NamedTuple):
    """The stacks of a page as the levels leave them, their features, and which story each truly heads."""

    stacks: list[match.Stack]
    table: match.Table
    truth: list[int | None]


def paired(sheet: Sheet, weights: Weights) -> Paired | None:
    """Return the stacks of a page as the levels leave them; None where there are none, or no stories."""
    stacks: list[match.Stack] = []
    truth: list[int | None] = []
    first = headed(sheet.truth)
    for told in sheet.told:
        for stack in match.stacks_of(told.seen, levels.parts_of(weights, told.seen)):
            own = [told.stories[at] for at in stack.atoms if _label(told, at) in HEADS]
            stacks.append(stack)
            truth.append(first.get(own[0]) if own else None)
    if not stacks or not sheet.look.stories:
        return None
    return Paired(stacks, match.table(stacks, sheet.look.stories), truth)


def _label(told: Told, at: int) -> str:
    return next(part.label for part in told.parts if part.first <= at <= part.last)


def match_loss(page: Page, pair: Floats, alone: Floats, pair_out: Floats, alone_out: Floats) -> float:
    """Return minus the log likelihood of a page's matching, by its rows and by its columns, and add its gradient."""
    gains = [{story: pair[ids].sum() for story, ids in row.items()} for row in page.rows]
    off = [alone[ids].sum() for ids in page.alone]
    lost = 0.0
    headed = {story: at for at, story in enumerate(page.truth) if story is not None}
    for at, row in enumerate(page.rows):
        stories = list(row)
        true = page.truth[at]
        right = stories.index(true) + 1 if true is not None and true in row else 0
        scores = [off[at], *(gains[at][story] for story in stories)]
        lost += _choice(scores, [page.alone[at], *(row[story] for story in stories)], right, alone_out, pair_out)
    for story, free in page.untitled.items():
        rows = [at for at, row in enumerate(page.rows) if story in row]
        head = headed.get(story)
        right = rows.index(head) + 1 if head is not None and head in rows else 0
        scores = [alone[free].sum(), *(gains[at][story] for at in rows)]
        lost += _choice(scores, [free, *(page.rows[at][story] for at in rows)], right, alone_out, pair_out)
    return lost


def _choice(scores: Sequence[float], ids: Sequence[Ids], right: int, alone_out: Floats, pair_out: Floats) -> float:
    held = np.array(scores)
    whole = np.logaddexp.reduce(held)
    odds = np.exp(held - whole)
    odds[right] -= 1
    for at, (odd, own) in enumerate(zip(odds, ids, strict=True)):
        np.add.at(pair_out if at else alone_out, own, odd)
    return float(whole - held[right])


def fit_match(
    sheets: Sequence[Sheet], weights: Weights, epochs: int = 8, decay: float = 5e-4
) -> dict[str, list[float]]:
    """Return the weights of the matching."""
    found = [each for each in (paired(sheet, weights) for sheet in sheets) if each is not None]
    pairs = Index({word for row in table.pairs for own in row.values() for word in own} for _, table, _ in found)
    alone = Index({word for own in (*table.alone, *table.untitled.values()) for word in own} for _, table, _ in found)
    pages = [
        Page(
            [{story: pairs.of(own) for story, own in row.items()} for row in table.pairs], [alone.of(own) for own in table.alone],
            {story: alone.of(own) for story, own in table.untitled.items()}, truth,
        )
        for _, table, truth in found
    ]  # fmt: skip
    pair, free = descend(pages, match_loss, epochs, decay, (len(pairs.names),), (len(alone.names),))
    held = {f"pair {name}": own for name, own in rounded(pairs, pair[:, None]).items()}
    return held | {f"alone {name}": own for name, own in rounded(alone, free[:, None]).items()}
