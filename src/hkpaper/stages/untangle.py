"""理栏: take the visual lines in the dump's order; give strands, lines in reading order.

Reading order is a minimum-cost path cover, solved jointly and exactly: each run of lines has at most
one successor and one predecessor, to begin or to end a strand has its price, and to be no running
text at all (a headline, a crumb) is a state of the same problem. Joint, not greedy: on a real page
two lines end in the same word and two others begin with its continuation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hkpaper.account import unclaimed_lines
from hkpaper.continuation.assignment import solve
from hkpaper.continuation.evidence import Evidence
from hkpaper.continuation.fit import NEVER, aside_gain, join_gain, stories_before
from hkpaper.continuation.looks import looks_of
from hkpaper.continuation.runs import Run, runs_of
from hkpaper.records import Issue, Strand
from hkpaper.stage import Row

COLUMNS = ("strand", "role", "position", "line", "page", "measure", "text", "start", "end")

WINDOW = 24  # runs ahead that may follow; jumbled zones of real pages spread over fewer than twenty


def untangle(issue: Issue, *, model: str = "") -> Issue:
    """Put the lines that no masthead or furniture claims into strands, each line in exactly one."""
    if model:
        from hkpaper.continuation.ngram import chosen

        chosen(model)
    looks = looks_of(issue, unclaimed_lines(issue))
    runs = runs_of(looks)
    evidence = Evidence(look.text for look in looks.values())
    strands = [strand for page in _pages(runs) for strand in _solved(page, evidence)]
    return replace(issue, strands=tuple(strands))


def rows(issue: Issue) -> Iterator[Row]:
    """Yield a row for each line of each strand, in reading order."""
    for number, strand in enumerate(issue.strands):
        for position, line in enumerate(strand.lines):
            span = issue.lines[line].span
            page, text = issue.lines[line].page, issue.text_of(line)
            yield number, strand.role, position, line, page, strand.measure, text, span.start, span.end


def _pages(runs: Sequence[Run]) -> Iterator[list[Run]]:
    """Yield the runs of each page: no strand leaves its page, so a long dump costs what its pages cost."""
    page: list[Run] = []
    for run in runs:
        if page and run.first.page != page[-1].first.page:
            yield page
            page = []
        page.append(run)
    if page:
        yield page


def _solved(runs: Sequence[Run], evidence: Evidence) -> Iterator[Strand]:
    begun = stories_before(runs)
    follows = solve([_gains(runs, index, begun, evidence) for index in range(len(runs))])
    led = set(follows) - {index for index, after in enumerate(follows) if after == index}
    for index, after in enumerate(follows):
        if after == index:
            yield Strand(runs[index].lines, runs[index].first.measure, "aside")
        elif index not in led:
            yield _strand(runs, follows, index)


def _gains(runs: Sequence[Run], index: int, begun: Sequence[int], evidence: Evidence) -> dict[int, float]:
    """Return the gain of each run that may follow run `index`; of itself, that it is an aside."""
    upper = runs[index]
    gains = {
        after: join_gain(upper, runs[after], evidence, after - index, begun[after] - begun[index + 1])
        for after in range(index + 1, min(len(runs), index + 1 + WINDOW))
        if _certain_enough(upper, runs[after], after - index)
    }
    before = runs[index - 1] if index else None
    after_it = runs[index + 1] if index + 1 < len(runs) else None
    gains[index] = aside_gain(upper, before, after_it)
    return {after: gain for after, gain in gains.items() if gain > NEVER}


def _certain_enough(upper: Run, lower: Run, apart: int) -> bool:
    """Say whether two runs may be joined before headlines are known.

    Which story a lone mark closes, and which paragraph follows a full stop further off, `segment` says.
    """
    return not lower.first.only_mark and (apart == 1 or not upper.last.closed)


def _strand(runs: Sequence[Run], follows: Sequence[int | None], start: int) -> Strand:
    lines: list[int] = []
    measures: list[float] = []
    at: int | None = start
    while at is not None:
        lines.extend(runs[at].lines)
        measures.extend([runs[at].last.measure] * len(runs[at].lines))
        at = follows[at]
    return Strand(tuple(lines), sorted(measures)[len(measures) // 2])
