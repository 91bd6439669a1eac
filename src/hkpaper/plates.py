"""版权条: find the runs of lines that are masthead and nothing else. Takes an issue's lines; gives the runs.

A line is taken whole or not at all. What only a masthead prints (a licence number, a date with its
weekday) is taken anywhere; the rest only where no story can run into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from hkpaper import banner, nameplate
from hkpaper.chars import STOPS
from hkpaper.nameplate import Field
from hkpaper.parts import part_at
from hkpaper.records import Issue
from hkpaper.spans import Part, Span

LONGEST_BLOCK = 8  # lines; a block of more is not tried as one masthead
ONE = {"title", "number", "total", "licence", "url", "lunar"}  # what all pages of an issue print alike
NEAR = 3  # lines from the next masthead line within which a doubtful one is believed


class Plate(NamedTuple):
    """Lines that are one run of masthead fields."""

    lines: tuple[int, ...]
    fields: tuple[Field, ...]

    @property
    def names(self) -> frozenset[str]:
        """Return the names of the fields."""
        return frozenset(field.name for field in self.fields)

    @property
    def sure(self) -> bool:
        """Say whether nothing but a masthead prints such a run: a licence, or a date with its weekday."""
        return bool(self.names & nameplate.SURE) or {"date", "weekday"} <= self.names


def plates(issue: Issue, furniture: Mapping[int, str]) -> list[Plate]:
    """Return the masthead's runs of lines; ``furniture`` holds the lines that are something else already."""
    return _trusted(issue, list(_runs(issue, furniture)), furniture)


def _runs(issue: Issue, furniture: Mapping[int, str]) -> Iterator[Plate]:
    """Yield the runs of lines that are masthead fields and nothing else, block by block."""
    for block in blocks(issue, furniture):
        texts = [issue.text_of(line) for line in block]
        closing = list(map(nameplate.closes, texts))
        if not any(closing):
            continue  # nor do lines read as one close like fields where none of them does
        whole = _read(texts) if len(block) <= LONGEST_BLOCK else ()
        if whole:
            yield Plate(tuple(block), whole)
        elif len(block) > 1:
            yield from _parts(block, texts, closing)


def _parts(block: Sequence[int], texts: Sequence[str], closing: Sequence[bool]) -> Iterator[Plate]:
    """Yield the lines of a block, or two by two, that are masthead fields; `closing` says which may end a run."""
    at = 0
    while at < len(block):
        size, found = 1, _read(texts[at : at + 1]) if closing[at] else ()
        if not found and any(closing[at : at + 2]) and at + 1 < len(block):
            size, found = 2, _read(texts[at : at + 2])
        if found:
            yield Plate(tuple(block[at : at + size]), found)
        at += size if found else 1


def blocks(issue: Issue, furniture: Mapping[int, str]) -> list[list[int]]:
    """Return the lines of each block, but for those that are furniture."""
    found: dict[int, list[int]] = {}
    for number, line in enumerate(issue.lines):
        if number not in furniture:
            found.setdefault(line.block, []).append(number)
    return list(found.values())


def _read(lines: Sequence[str]) -> tuple[Field, ...]:
    """Return the fields that lines consist of when read as one; the paper's name may open them."""
    text = " ".join(lines)
    if not nameplate.closes(text):
        return ()
    found = nameplate.fields(text) or (banner.fields(text) if len(lines) == 1 else ())
    name, _, rest = text.partition(" ")
    if rest and not found and nameplate.title(name):
        others = nameplate.fields(rest) or (banner.fields(rest) if [name, rest] == list(lines) else ())
        return (Field("title", name, 0, len(name)), *others) if others else ()
    return found


def _trusted(issue: Issue, runs: Sequence[Plate], furniture: Mapping[int, str]) -> list[Plate]:
    """Return the runs that are a masthead's beyond doubt, or that stand clear of any story.

    A run beside one that is trusted is trusted in its turn, so this goes on until none is added.
    """
    kept = [run for run in runs if run.sure]
    rest = [run for run in runs if not run.sure]
    while True:
        sure = {line for run in kept for line in run.lines} | set(furniture)
        more = [
            run for run in rest if _stands_clear(issue, run, sure) and (not _loose(issue, run) or _beside(run, sure))
        ]
        if not more:
            return sorted(kept, key=lambda run: run.lines)
        kept += more
        rest = [run for run in rest if run not in more]


def _beside(run: Plate, sure: set[int]) -> bool:
    return any(abs(line - other) <= NEAR for line in run.lines for other in sure)


def _loose(issue: Issue, run: Plate) -> bool:
    """Say whether a run may as well be a crumb of something else: 五月初五, 周五, 今日4版, 第12号."""
    return run.names <= nameplate.LOOSE or (run.names == {"weekday"} and not _long_weekday(issue, run))


def _long_weekday(issue: Issue, run: Plate) -> bool:
    return "期" in issue.text_of(run.lines[0])


def _stands_clear(issue: Issue, run: Plate, sure: set[int]) -> bool:
    """Say whether no story can run into or out of these lines: the block is theirs, or the line before is closed."""
    first, last = run.lines[0], run.lines[-1]
    before = first - 1 if first and same_block(issue, first - 1, first) else None
    after = last + 1 if last + 1 < len(issue.lines) and same_block(issue, last, last + 1) else None
    if before is None and after is None:
        return True
    if before in sure or after in sure:
        return True
    return (before is None or issue.text_of(before)[-1] in STOPS) and "publisher" not in run.names


def same_block(issue: Issue, one: int, other: int) -> bool:
    """Say whether two lines stand in one block."""
    return issue.lines[one].block == issue.lines[other].block


def place_of(issue: Issue, value: str) -> Span | None:
    """Return where a field stands: itself where it is read alone, else the line that shows it; None if nowhere."""
    text = issue.source.text
    spans = [*issue.masthead.spans, *(item.span for item in issue.furniture if item.kind in {"folio", "section"})]
    for read in (banner.fields, nameplate.dated):  # a whole line first: 每周五出版 shows a 周五 too
        for span in spans:
            for field in read(span.of(text)):
                if field.value == value:
                    return Span(span.start + field.start, span.start + field.end)
    wanted = re.sub(r"\s", "", value)
    pairs = [*zip(spans, spans, strict=True), *pairwise(spans)]  # one line before a field cut over two
    for first, last in pairs:
        if wanted in re.sub(r"\s", "", nameplate.repaired(text[first.start : last.end])):
            return Span(first.start, max(first.end, last.end))
    return None


def disagreements(issue: Issue, found: Sequence[Plate]) -> Iterator[tuple[Span, str]]:
    """Yield where a file of an issue bound of several prints another value of a field than a file before it, and what."""
    told: dict[str, tuple[str, Part]] = {}
    for plate in found:
        span = issue.lines[plate.lines[0]].span
        part = part_at(issue.source, span.start)
        if part is None:
            return
        for field in plate.fields:
            value = re.sub(r"\s", "", field.value)
            name = "total" if value.startswith("总") else field.name
            first, where = told.setdefault(name, (value, part))
            if name in ONE and value != first and where != part:
                yield span, f"{part.name} prints {value}, {where.name} {first}: the first is taken"
