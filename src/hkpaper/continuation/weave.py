"""织行: take the lines of a page as read; say where the rows of two columns or more were read across, and unweave them.

Where k columns are read row by row, each line goes on in the k-th after it. How many columns a place has is told by
what the language model says of these pairs, over all rows together: a path through hidden states (Viterbi), that pays
for each change of their number, so that chance likings of single pairs cost more than they bring.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hkpaper.chars import AFTER_STOP, STOPS, ems
from hkpaper.continuation.cache import Cache
from hkpaper.continuation.ngram import Model
from hkpaper.wraps import close_up

MOST = 6  # columns read across
# Log odds of a pair being one, by what the language model and the page's own pairs gain: read off histograms of 14,407 pairs
# of open lines that follow each other, and 58,752 that do not, of simulated pages of a paper kept from training.
GAINS = (-6.0, -2.5, -0.75, 0.0, 2.5, 7.5)
ODDS = (-1.8, -1.1, -0.5, 0.1, 1.8, 4.7)
CACHE = 0.3  # what the pairs of characters of the page itself are worth
PARAGRAPH, SAME, OTHER = 1.0, 0.5, 1.5  # a paragraph after a full stop; lines of one measure, and of two
SHORT, AROUND, NARROW = 2.0, 8, 0.7  # a sentence does not go on from a line so much shorter than those around it
NEW = -2.0  # a paragraph that begins after an open sentence
ALONE = -1.0  # … of a line alone, a headline say
TOP = 0.6  # nats that each line of a first row costs
BEGINS, DROPS = 4.0, 3.0  # nats that rows must bring to be believed, and that a column's end costs
CLEAR = 50.0  # nats by which rows read across must make more sense than lines read one after the other; less is not worth a wrong one


ON, JOINS = -1, -2


class State(NamedTuple):
    """A line where `columns` are read across: which line of the first row it is, or that it goes `ON`, or that a column `JOINS`."""

    columns: int
    row: int


STATES = (State(1, ON), *(State(k, row) for k in range(2, MOST + 1) for row in (*range(k), ON, *[JOINS] * (k > 2))))


def unwoven(texts: Sequence[str], set_in: Sequence[bool], model: Model) -> list[list[int]]:
    """Return the lines of a page, by number, column by column where rows were read across; else a line by itself."""
    if len(texts) < 4:
        return [[number] for number in range(len(texts))]
    told = _told(texts, set_in, model)
    return _columns(_path(told), told)


def _told(texts: Sequence[str], set_in: Sequence[bool], model: Model) -> NDArray[np.float32]:
    """Return (lines, MOST + 1) what speaks for each line going on from the k-th before it; 0 where nothing is known."""
    count = len(texts)
    asked, cache = model.asked(texts, texts), Cache(texts)
    closed = np.array([_closed(text) for text in texts], bool)
    inside = np.array(set_in, bool)
    width = np.array([ems(close_up(text)) for text in texts], np.float32) + 2 * inside
    short = _short(width, closed)
    found = np.zeros((count, MOST + 1), np.float32)
    for back in range(1, min(MOST, count - 1) + 1):
        upper, lower = np.arange(count - back), np.arange(back, count)
        gain = asked.gains(upper, lower).sum(axis=1) + CACHE * cache.evidence(upper, lower).sum(axis=1)
        gain = np.interp(gain, GAINS, ODDS).astype(np.float32)
        gain[inside[lower]] = NEW
        gain[closed[upper]] = 0
        gain[closed[upper] & inside[lower]] = PARAGRAPH
        apart = np.abs(width[lower] - width[upper])
        within = ~closed[upper] & ~closed[lower]
        gain -= SHORT * (short[upper] & ~closed[upper])
        gain += np.where(within & (apart <= 1.2), SAME, 0) - np.where(within & (apart > 2.6), OTHER, 0)
        found[back:, back] = gain
    found[:, 1] = np.maximum(found[:, 1], ALONE)
    return found


def _short(width: NDArray[np.float32], closed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Say of each line whether it is much shorter than those near by that a sentence goes on from."""
    padded = np.pad(np.where(closed, np.nan, width), AROUND, constant_values=np.nan)
    near = np.lib.stride_tricks.sliding_window_view(padded, 2 * AROUND + 1)
    with np.errstate(all="ignore"):
        usual = np.array([np.median(row[~np.isnan(row)]) if not np.isnan(row).all() else 0 for row in near])
    return np.asarray(width < NARROW * usual, bool)


def _closed(text: str) -> bool:
    return text.rstrip(AFTER_STOP)[-1:] in STOPS


def _path(told: NDArray[np.float32]) -> list[State]:
    """Return the likeliest state of each line."""
    best = {state: (0.0 if state == STATES[0] else -BEGINS if state.row == 0 else -np.inf) for state in STATES}
    came: list[dict[State, State]] = []
    for row in told[1:].tolist():
        now: dict[State, float] = {}
        back: dict[State, State] = {}
        for state, before in BEFORE.items():
            value, back[state] = max((best[one] - cost, one) for one, cost in before)
            now[state] = value + (row[state.columns] if state.row == ON else 0.0)
        best = now
        came.append(back)
    state = max((state for state in STATES if state.row == ON), key=best.__getitem__)
    path = [state]
    for back in reversed(came):
        path.append(back[path[-1]])
    return path[::-1]


def _before(state: State) -> list[tuple[State, float]]:
    """Return the states that a line before one in `state` may be in, and what each costs."""
    k, row = state
    whole = [one for one in STATES if one.row in (ON, JOINS) or one.row == one.columns - 1]
    if row > 0:
        return [(State(k, row - 1), TOP)]
    if row == 0:
        return [(one, BEGINS + TOP) for one in whole]
    if row == JOINS:
        return [(State(k - 1, ON), DROPS)]
    if k == 1:
        return [(one, 0.0) for one in whole]
    found = [(State(k, row), 0.0) for row in (ON, k - 1, JOINS) if State(k, row) in STATES]
    return [*found, (State(k + 1, ON), DROPS)] if k < MOST else found


BEFORE = {state: before for state in STATES if (before := _before(state))}


def _columns(path: Sequence[State], told: NDArray[np.float32]) -> list[list[int]]:
    """Return the lines column by column."""
    found: list[list[int]] = []
    at = 0
    while at < len(path):
        end = at + 1
        if path[at].row == 0:
            while end < len(path) and path[end].columns > 1 and path[end].row != 0:
                end += 1
        lines = range(at, end)
        brought = sum(float(told[line, path[line].columns] - told[line, 1]) for line in lines if path[line].row == ON)
        found += _zone(path[at:end], at) if brought > CLEAR else [[line] for line in lines]
        at = end
    return found


def _zone(path: Sequence[State], first: int) -> list[list[int]]:
    """Return the columns of rows read across, from the left."""
    columns: list[list[int]] = []
    for line, state in enumerate(path, first):
        own = (
            next((column for column in columns if column[-1] == line - state.columns), None)
            if state.row == ON
            else None
        )
        if own is None:
            beside = next((at for at, column in enumerate(columns) if column[-1] == line - 1), len(columns) - 1)
            columns.insert(beside + 1, [line])
        else:
            own.append(line)
    return columns
