"""理栏: take the visual lines in the dump's order; give strands, lines in reading order.

Reading order is a minimum-cost path cover, solved jointly: each line has at most one successor and one
predecessor, to begin or to end a strand is weighed like any join, and to be no running text at all (a headline,
a crumb) is a state of the same problem. Joint, not greedy: on a real page two lines end in the same word and
two others begin with its continuation. What a join is worth is learned (`continuation`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hkpaper.continuation import questions
from hkpaper.continuation.ngram import chosen
from hkpaper.continuation.questions import First
from hkpaper.records import Issue, Strand
from hkpaper.stage import Row

COLUMNS = ("strand", "role", "position", "line", "page", "measure", "text", "start", "end")


def untangle(issue: Issue, *, model: str = "") -> Issue:
    """Put the lines that no masthead or furniture claims into strands, each line in exactly one."""
    strands = [strand for asked in questions.first_of(issue, chosen(model)) for strand in _strands(asked)]
    return replace(issue, strands=tuple(strands))


def rows(issue: Issue) -> Iterator[Row]:
    """Yield a row for each line of each strand, in reading order."""
    for number, strand in enumerate(issue.strands):
        for position, line in enumerate(strand.lines):
            span = issue.lines[line].span
            page, text = issue.lines[line].page, issue.text_of(line)
            yield number, strand.role, position, line, page, strand.measure, text, span.start, span.end


def _strands(asked: First) -> Iterator[Strand]:
    """Yield the strands of a page and its asides, in the dump's order."""
    found = questions.strands_of(asked)
    asides = [(int(line),) for line in found.aside.nonzero()[0]]
    for lines in sorted((*found.lines, *asides)):
        role = "aside" if found.aside[lines[0]] else "body"
        measures = sorted(float(asked.page.lines.measure[line]) for line in lines)
        yield Strand(tuple(asked.numbers[line] for line in lines), measures[len(measures) // 2], role)
