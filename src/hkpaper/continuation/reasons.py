"""理由: say why a line is read after another: what was weighed, what each kind of evidence is worth, why the winner won.

Takes an issue's pages with the three questions answered (`questions`); gives the reasons for what follows a line. What a
kind of evidence is worth is found by taking it away: its columns become the mean of the row's candidates, so that it
no longer tells them apart, and the fall of each log share is its worth, in nats.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from math import exp
from typing import NamedTuple

import numpy as np

from hkpaper.continuation import confidence, net, order, pairs, stories, weights, wording
from hkpaper.continuation.answers import LINES, PART, STORIES, STRANDS, Answers, Weighed
from hkpaper.continuation.facts import add_topics, facts_of
from hkpaper.continuation.net import Opinion
from hkpaper.continuation.order import Band
from hkpaper.continuation.pairs import Indices, Page
from hkpaper.continuation.questions import First
from hkpaper.continuation.traits import Numbers
from hkpaper.continuation.wording import ASIDE, END, LINE, Candidate

MOST = 8  # candidates told, the best first
RHYTHM, TOPIC = "rhythm", "topic"  # the second opinion against the first; what two strands have in common
EDGES = "edges"  # the last look, after the three questions
STATE = {LINE: "goes on with", END: "ends", ASIDE: "stands aside"}


def _groups(added: Mapping[str, Sequence[str]]) -> dict[str, Indices]:
    """Return the columns of each kind of evidence."""
    found: dict[str, Indices] = {}
    at = 0
    for name, columns in (*pairs.GROUPS.items(), *added.items()):
        found[name] = np.arange(at, at + len(columns))
        at += len(columns)
    return found


NEXT = _groups({})
_BETWEEN = _groups({TOPIC: stories.BETWEEN})
GROUPS = {LINES: _groups({TOPIC: order.LIKE}), STRANDS: _BETWEEN, STORIES: _BETWEEN}


class Reason(NamedTuple):
    """Why a line goes on as it does: the question's state, how sure it is, and whether this answer is the last word."""

    line: int
    question: str
    state: str
    probability: float | None
    certain: bool  # taken without weighing it against others
    decided: bool  # False where a later question has the last word
    candidates: tuple[Candidate, ...]
    why: str


def reasons(found: Answers, place: int, most: int = MOST) -> Iterator[Reason]:
    """Yield why the line at a place of a page goes on as it does, question by question, up to the one that decides."""
    runs = found.asked.runs
    run = int(np.searchsorted(runs.last, place))
    aside = bool(found.asked.cover.aside[run])
    if runs.last[run] == place or aside:
        reason = _weighed(found.asked.page, found.questions[0], run, most)._replace(line=place)
    else:
        reason = _certain(found.asked, place)
    for settled, later in zip(found.settled, found.questions[1:], strict=True):
        if aside or settled.get(place, -1) == _heir(reason):
            break
        yield reason._replace(decided=False)
        reason = _weighed(found.asked.page, later, int(np.flatnonzero(later.end == place)[0]), most)
    node = None if aside else _set_aside(found, place)
    if node is not None and reason.state != STATE[ASIDE]:  # what was joined on the way is no running text after all
        yield reason._replace(decided=False)
        reason = _weighed(found.asked.page, found.questions[-1], node, most)._replace(line=place)
    if place in found.edges or place in found.headlines:
        yield reason._replace(decided=False)
        reason = _edged(found, place)
    yield reason


def _edged(found: Answers, place: int) -> Reason:
    """Return why a line ends a story, or stands aside, after the last look."""
    edge = found.edges.get(place) or found.headlines[place]
    text = found.asked.page.lines.texts[edge.lower]
    kind = END if place == edge.upper else ASIDE
    chances = ((kind, None, None, edge.sure, True), (LINE, edge.lower, text, 1 - edge.sure, False))
    candidates = tuple(
        Candidate(name, line, words, share, None, None, share if name == LINE else None, chosen, {}, {})
        for name, line, words, share, chosen in chances
    )
    return Reason(
        place, EDGES, STATE[kind], edge.sure, False, True, candidates, wording.edged(text, edge.sure, kind == ASIDE)
    )


def _heir(reason: Reason) -> int | None:
    """Return the line that was chosen to follow, if any."""
    return next((each.line for each in reason.candidates if each.chosen and each.kind == LINE), None)


def _set_aside(found: Answers, place: int) -> int | None:
    """Return the node of the last question that a strand's last line is of, if that stands aside after all."""
    return found.aside.get(place) if any(place in each.end for each in found.questions[1:]) else None


def _certain(asked: First, place: int) -> Reason:
    """Return why the next line of the dump was taken without a question: terms are falls of its log odds."""
    held, shown = weights.shipped(), order.next_pairs(asked.page)
    terms: dict[str, float] = {}
    for name, columns in NEXT.items():
        changed = shown[place : place + 1].copy()
        changed[0, columns] = shown[:, columns].mean(axis=0)
        fallen = net.certain(held, asked.states[place : place + 2], changed, np)
        terms[name] = float(asked.certain[place, 0] - fallen[0, 0])
    sure = float(confidence.certain(asked.certain[place, 0]))
    facts = facts_of(asked.page, place, [place + 1], shown[place : place + 1])[0]
    text = asked.page.lines.texts[place + 1]
    only = Candidate(LINE, place + 1, text, None, None, None, sure, True, terms, facts)
    why = wording.certain(only, float(asked.certain[place, 0]), order.SURE)
    return Reason(place, LINES, STATE[LINE], sure, True, True, (only,), why)


def _weighed(page: Page, weighed: Weighed, row: int, most: int) -> Reason:
    """Return what was weighed for one node of a question."""
    found = sorted(_candidates(page, weighed, row), key=lambda each: -(each.gain or 0.0))
    won = next(each for each in found if each.chosen)
    rival = next((each for each in found if not each.chosen), None)
    why = wording.weighed(won, rival, _bar(page, weighed, rival, row))
    kept = tuple(each for at, each in enumerate(found) if at < most or each.chosen or each.kind != LINE)
    sure = won.probability if won.kind == LINE else won.successor
    return Reason(int(weighed.end[row]), weighed.name, STATE[won.kind], sure, False, True, kept, why)


def _candidates(page: Page, weighed: Weighed, row: int) -> Iterator[Candidate]:
    """Yield what might follow a node: each node that was weighed, the end, and that it is no running text."""
    opinion, after = weighed.opinions[-1], int(weighed.cover.after[row])
    gains, aside_gains = net.gains(opinion, weighed.reach, weighed.lean)
    columns = np.flatnonzero(weighed.band.live[row])
    end, shown = int(weighed.end[row]), weighed.band.pairs[_asked_of(weighed.band, row)]
    lower: list[int] = weighed.head[row + np.array(weighed.reach)[columns]].tolist()
    facts = facts_of(page, end, lower, shown) if lower else []
    if weighed.name != LINES:
        add_topics(facts, shown)
    worth = _terms(weighed, row)
    for at, column in enumerate(columns.tolist()):
        yield Candidate(
            LINE, lower[at], page.lines.texts[lower[at]], exp(opinion.succ[row, column]),
            exp(opinion.pred[row, column]), float(gains[row, column]),
            float(confidence.join(PART[weighed.name], *confidence.odds(opinion.succ[row, column], opinion.pred[row, column]))), after == row + weighed.reach[column],
            {name: float(fall[column]) for name, fall in worth.items()}, facts[at],
        )  # fmt: skip
    last, aside, _, below = (float(share) for share in opinion.others[row])
    stands = bool(weighed.cover.aside[row])
    closed = {"closed": bool(page.lines.closed[end])}
    terms = [{name: float(fall[at]) for name, fall in worth.items()} for at in (-2, -1)]
    yield Candidate(END, None, None, exp(last), None, 0.0, None, after < 0 and not stands, terms[0], closed)
    yield Candidate(ASIDE, None, None, exp(aside), exp(below), float(aside_gains[row]), None, stands, terms[1], {})


def _terms(weighed: Weighed, row: int) -> dict[str, Numbers]:
    """Return what each kind of evidence is worth to each column of a row, to the end and to standing aside."""
    band, held = weighed.band, weights.shipped()
    mine = _asked_of(band, row)
    beliefs = [_beliefs(opinion, row) for opinion in weighed.opinions]
    found: dict[str, Numbers] = {}
    for name, columns in GROUPS[weighed.name].items():
        changed = band.pairs.copy()
        if mine.stop > mine.start:
            changed[mine, columns] = changed[mine, columns].mean(axis=0)
        alike = np.zeros_like(band.alike) if name == TOPIC else band.alike
        opinions = net.opinions(held, PART[weighed.name], band.state, changed, band.live, weighed.reach, np, alike)
        found[name] = beliefs[-1] - _beliefs(opinions[-1], row)
    return found | {RHYTHM: beliefs[-1] - beliefs[0]}


def _asked_of(band: Band, row: int) -> slice:
    """Return where the pairs of a row stand among those asked."""
    counts = np.r_[0, np.cumsum(band.live.sum(axis=1))]
    return slice(int(counts[row]), int(counts[row + 1]))


def _beliefs(opinion: Opinion, row: int) -> Numbers:
    """Return the log shares that both ends give: of each column of a row, then of the end and of standing aside."""
    end, aside, _, below = opinion.others[row]
    found: Numbers = np.r_[opinion.succ[row] + opinion.pred[row], end, aside + below]
    return found


def _bar(page: Page, weighed: Weighed, rival: Candidate | None, row: int) -> str:
    """Say what keeps the rival from being taken where it alone would gain the most."""
    after = weighed.cover.after
    if rival is not None and rival.kind != END:
        node = row if rival.kind == ASIDE else int(np.flatnonzero(weighed.head == rival.line)[0])
        for before in np.flatnonzero(after == node):
            holder = wording.quoted(page.lines.texts[weighed.end[before]])
            return f"{holder} goes on with {'this line' if rival.kind == ASIDE else 'it'}"
        while node >= 0 and node != row:
            node = int(after[node])
        if node == row and rival.kind == LINE:
            return "it is read before this line"
    return "all lines together gain more this way"
