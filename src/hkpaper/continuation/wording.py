"""说法: say in one sentence why a candidate won over the runner-up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

LINE, END, ASIDE = "line", "end", "aside"
TELLS = 0.5  # nats from which a kind of evidence tells two candidates apart
SHOWN = 12  # characters of a line that are quoted


class Candidate(NamedTuple):
    """What may follow a line: another line, by place on the page, the end, or that it is no running text.

    Shares are those of both ends; ``gain`` is over leaving both loose, in nats; ``terms`` say what each kind of
    evidence is worth, ``facts`` what is plainly so.
    """

    kind: str
    line: int | None
    text: str | None
    successor: float | None
    predecessor: float | None
    gain: float | None
    probability: float | None
    chosen: bool
    terms: Mapping[str, float]
    facts: Mapping[str, object]


def named(candidate: Candidate) -> str:
    """Return how a sentence calls a candidate."""
    return {END: "the end", ASIDE: "no running text"}.get(candidate.kind) or quoted(candidate.text or "")


def quoted(text: str) -> str:
    """Return the beginning of a line in quotes.

    >>> quoted("区图书馆本周起延长开放时间"), quoted("心里就踏实。")
    ('「区图书馆本周起延长开放时…」', '「心里就踏实。」')
    """
    return f"「{text if len(text) <= SHOWN else text[:SHOWN] + '…'}」"


def certain(only: Candidate, log_odds: float, sure: float) -> str:
    """Say why the next line was taken without a question."""
    best = [f"{name} {_signed(worth)}" for name, worth in _ranked(only.terms) if worth >= TELLS]
    why = f": {', '.join(best[:2])}" if best else ""
    return f"the next line of the dump is certain (log odds {log_odds:.1f}, {sure:.1f} are enough){why}"


def weighed(won: Candidate, rival: Candidate | None, bar: str) -> str:
    """Say why the winner won; `bar` says what keeps a better runner-up from being taken."""
    if rival is None:
        return f"{named(won)} has no rival"
    gained, other = won.gain or 0.0, rival.gain or 0.0
    if other > gained:
        return f"{named(rival)} alone would gain more ({_signed(other)} nats against {_signed(gained)}), but {bar}"
    if won.kind == END:
        return _ended(won, rival)
    return f"{_signed(gained)} nats against {_signed(other)} for the runner-up, {named(rival)}: {_compared(won, rival)}"


def edged(text: str, sure: float, headline: bool) -> str:
    """Say why a story begins at a line after all, below another or below what may be its headline."""
    above = "this line may be the headline of" if headline else "another story begins with"
    return f"{above} {quoted(text)}: what stands before it, all of it, and what stands after are two ({sure:.2f})"


def _ended(won: Candidate, rival: Candidate) -> str:
    """Say why nothing follows: what the best candidate would lose, and what speaks for it all the same."""
    stop = "a full stop closes the line, and " if won.facts.get("closed") else ""
    pro = [f"{name} {_signed(worth)}" for name, worth in _ranked(rival.terms) if worth >= TELLS][:2]
    though = f", for all that speaks for it: {', '.join(pro)}" if pro else ""
    return f"{stop}the best of the others, {named(rival)}, would lose {abs(rival.gain or 0.0):.1f} nats{though}"


def _compared(won: Candidate, rival: Candidate) -> str:
    """Say which kinds of evidence speak for the winner, which for the runner-up, and which for neither."""
    apart = {name: worth - rival.terms[name] for name, worth in won.terms.items()}
    ranked = [name for name, _ in _ranked(apart)]
    pro = [name for name in ranked if apart[name] >= TELLS][:3]
    con = [name for name in ranked[::-1] if apart[name] <= -TELLS][:2]
    same = [name for name in apart if abs(apart[name]) < TELLS]

    def told(names: list[str]) -> str:
        return ", ".join(f"{name} {_signed(won.terms[name])} against {_signed(rival.terms[name])}" for name in names)

    text = told(pro) if pro else "what the lines show by themselves decides"
    return text + (f", though {told(con)}" if con else "") + (f"; {', '.join(same)} the same" if same else "")


def _ranked(terms: Mapping[str, float]) -> list[tuple[str, float]]:
    return sorted(terms.items(), key=lambda term: -term[1])


def _signed(value: float) -> str:
    """Return nats with their sign, and nought without one.

    >>> _signed(6.08), _signed(-0.01)
    ('+6.1', '0.0')
    """
    return f"{value:+.1f}" if abs(value) >= 0.05 else "0.0"
