"""出报日: find the day of an issue. Takes its masthead's runs and its furniture; gives the days and weekdays that they print."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date

from hkpaper import banner, nameplate
from hkpaper.chars import STOPS
from hkpaper.nameplate import Field
from hkpaper.numerals import weekday_of
from hkpaper.plates import Plate
from hkpaper.records import Issue
from hkpaper.spans import Span


def days(issue: Issue, runs: Sequence[Plate], furniture: dict[int, str]) -> tuple[list[tuple[str, Span]], list[str]]:
    """Return the issue's dates as printed, the surest first, and its weekdays; a notice's sign-off is none."""
    count: Counter[str] = Counter()
    where: dict[str, Span] = {}
    days: list[str] = []
    strong, lone = [run for run in runs if run.sure], [run for run in runs if not run.sure]
    for run in strong:
        _note(count, where, days, run.fields, issue.lines[run.lines[0]].span)
    for line, kind in sorted(furniture.items()):
        if kind in {"folio", "section"}:
            _note(count, where, days, nameplate.dated(issue.text_of(line)), issue.lines[line].span)
    for run in lone:
        days += [field.value for field in run.fields if field.name == "weekday"]
    if not count:
        for run in lone:
            if not _signature(issue, run, days):
                _note(count, where, [], run.fields, issue.lines[run.lines[0]].span)
    if not count:
        for each in issue.lines:
            _note(count, where, days, banner.opening_day(each.span.of(issue.source.text)), each.span)
    return [(iso, where[iso]) for iso, _ in count.most_common()], days


def _note(count: Counter[str], where: dict[str, Span], days: list[str], fields: Sequence[Field], span: Span) -> None:
    for field in fields:
        if field.name == "date":
            count[field.value] += 1
            where.setdefault(field.value, span)
        elif field.name == "weekday":
            days.append(field.value)


def _signature(issue: Issue, run: Plate, days: Sequence[str]) -> bool:
    """Say whether a lone date signs a notice: a body's name stands before it, or the weekday printed is another."""
    iso = next((field.value for field in run.fields if field.name == "date"), None)
    if iso is None:
        return False
    if days:
        return weekday_of(date.fromisoformat(iso)) not in days
    before = issue.text_of(run.lines[0] - 1) if run.lines[0] else ""
    return re.search(rf"(?:{nameplate.BODY})$", before) is not None or before[-1:] in STOPS


def signs_off(run: Plate, dates: Sequence[tuple[str, Span]]) -> bool:
    """Say whether a run is a lone day that is not the issue's: it signs a notice."""
    return run.names == {"date"} and all(field.value not in [iso for iso, _ in dates] for field in run.fields)
