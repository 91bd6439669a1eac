"""版权页: read who made a page and how to reach the paper (责任编辑：甲 · 新闻热线：…). Takes furniture; gives labels and values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from hkpaper import banner, folios, imprint, moon, nameplate
from hkpaper.numerals import STEM, WEEKDAYS, weekday_of
from hkpaper.plates import blocks
from hkpaper.records import Issue, Masthead
from hkpaper.spans import Span
from hkpaper.traditional import folded, printed

LONGEST_CUT = 8  # lines; an editors' line that its spaces cut
WHOLE_FOLIO = 4  # lines of a block that may be one folio
SLACK = 3  # issues that holidays may take from a year or add to it
LUNAR = re.compile(rf"(?:农历)?({STEM})?(闰?)(正|冬|腊|[一二三四五六七八九十]{{1,2}})月(.+)")
EVERY = re.compile(rf"每?[周逢]\s?([{WEEKDAYS}至到—、，,\-周]+)\s?出[版刊]")
OF_YEAR = re.compile(r"^(?:今年|本年|\d{4}\s?年)?\s?第\s?(\d+)\s?期$")


class Entry(NamedTuple):
    """One label of an imprint with what stands after it."""

    kind: str
    label: str
    value: str
    span: Span


def entries(issue: Issue) -> Iterator[Entry]:
    """Yield the editors and contacts that an issue names in a place of their own or beside a masthead's fields, in order."""
    seen = folded(issue)
    page = printed(seen, issue.source)
    for kind, whole in sorted((*_own_lines(seen), *_beside_fields(seen)), key=itemgetter(1)):
        for label, value, start, end in imprint.labelled(whole.of(seen.source.text)):
            span = Span(whole.start + start, whole.start + end)
            yield Entry(kind, page.word(label, [span]), page.word(value, [span]), span)


def _own_lines(issue: Issue) -> Iterator[tuple[str, Span]]:
    """Yield the kind and the place of those of the furniture, lines that spaces have cut made whole."""
    rank = {line.span.start: number for number, line in enumerate(issue.lines)}
    items = sorted((item for item in issue.furniture if item.kind in banner.LABELS), key=lambda item: item.span)
    # One that begins within a line stands by itself: no two of these have one number.
    runs = groupby(enumerate(items), lambda pair: (pair[1].kind, rank.get(pair[1].span.start, -pair[0]) - pair[0]))
    for (kind, _), run in runs:
        spans = [item.span for _, item in run]
        yield kind, Span(spans[0].start, spans[-1].end)


def _beside_fields(issue: Issue) -> Iterator[tuple[str, Span]]:
    """Yield the kind and the place of those that stand on a line of the masthead, or on a folio's."""
    folios = [item.span for item in issue.furniture if item.kind == "folio"]
    for span in (*issue.masthead.spans, *folios):
        for field in banner.fields(span.of(issue.source.text)):
            if field.name in banner.LABELS:
                yield field.name, Span(span.start + field.start, span.start + field.end)


def furniture(issue: Issue) -> Iterator[tuple[int, str]]:
    """Yield the lines that are folios, editors' lines and the like; one may be cut over the lines of its block."""
    for block in blocks(issue, {}):
        at = 0
        while at < len(block):
            size, kind = _cut(issue, block[at:], whole=not at and len(block) <= WHOLE_FOLIO)
            if kind:
                yield from ((line, kind) for line in block[at : at + size])
            elif folios.running_head(issue.text_of(block[at])):
                yield block[at], "section"
                if block[at] and re.fullmatch(r"\d{1,2}", issue.text_of(block[at] - 1)):
                    yield block[at] - 1, "folio"
            at += size


def _cut(issue: Issue, block: Sequence[int], *, whole: bool) -> tuple[int, str | None]:
    """Return how many lines of a block, from its first, are one piece of furniture, and its kind; `whole` says it may be a folio."""
    texts = [issue.text_of(line) for line in block[:LONGEST_CUT]]
    named = nameplate.title(texts[0]) or "sure" in map(nameplate.title, texts)  # the paper's name is no section
    if whole and len(texts) > 1 and not named and folios.folio(" ".join(texts)):
        return len(texts), "folio"
    size, kind = 1, "folio" if banner.folio(texts[0]) else imprint.furniture_kind(texts[0])
    for more in range(2, len(texts) + 1) if imprint.opens(texts[0]) else ():
        last = texts[more - 1]
        if not imprint.goes_on(last) or banner.folio(last) or any(map(banner.fields, texts[:more])):
            break
        if found := imprint.furniture_kind(" ".join(texts[:more])):
            size, kind = more, found
    return size, kind


def oddities(found: Masthead, anchor: tuple[str, int] | None, day: date) -> Iterator[tuple[str, str]]:
    """Yield what does not go with the date, as a code and a note: the lunar day, the number, the day of the week.

    ``anchor`` is the date and the number since the first of another issue, where a profile knows one.
    """
    if found.lunar and not is_lunar(found.lunar, day):
        yield "lunar-mismatch", f"{day} is not {found.lunar}"
    if found.number and not is_number(found.number, day, found.period, total=found.total is not None):
        yield "number-mismatch", f"{day} is no day for {found.number} of the year"
    due = weekdays(found.period or "")
    printed = re.search(r"\d+", found.total or found.number or "")
    if anchor and due and printed and not is_total(int(printed[0]), day, anchor, due):
        yield "number-mismatch", f"{day} is no day for {found.total or found.number}, as {anchor[1]} is of {anchor[0]}"
    if due and day.weekday() not in due:
        yield "period-mismatch", f"{day} is a {weekday_of(day)}, the paper says {found.period}"


def is_lunar(printed: str, day: date) -> bool:
    """Say whether a lunar day as printed is that day; its year counts where it is printed.

    >>> is_lunar("农历甲辰年五月初七", date(2024, 6, 12)), is_lunar("五月初八", date(2024, 6, 12))
    (True, False)
    """
    found, true = LUNAR.fullmatch(re.sub(r"\s", "", printed)), moon.moon_of(day)
    if not found or true is None:
        return True  # nothing to hold against it
    stem, leap, month, number = found.groups()
    try:
        told = moon.MONTHS.get(month) or moon.number_of_day(month), moon.number_of_day(number), bool(leap)
    except ValueError:
        return True
    return told == (true.month, true.day, true.leap) and (stem is None or stem[:2] == true.stem)


def weekdays(period: str) -> frozenset[int]:
    """Return the weekdays on which a paper says that it comes out, Monday 0; none where it says no days.

    >>> sorted(weekdays("每周一、三、五出版")), sorted(weekdays("每周一至周五出版")), weekdays("每月出版")
    ([0, 2, 4], [0, 1, 2, 3, 4], frozenset())
    """
    found = EVERY.search(period)
    if not found:
        return frozenset()
    days = [WEEKDAYS.index(char) for char in found[1] if char in WEEKDAYS]
    if re.search(r"[至到—\-]", found[1]) and len(days) == 2:
        return frozenset(range(days[0], days[1] + 1))
    return frozenset(days)


def is_total(total: int, day: date, anchor: tuple[str, int], due: frozenset[int]) -> bool:
    """Say whether a number since the first goes with a date, as that of another issue does.

    >>> is_total(1236, date(2024, 6, 26), ("2024-06-12", 1234), frozenset({2}))
    True
    """
    known = date.fromisoformat(anchor[0])
    first, last = sorted((known, day))
    issues = _issues(first, (last - first).days, due)
    awaited = anchor[1] + (issues if day >= known else -issues)
    return abs(total - awaited) <= max(SLACK, issues // 10)


def _issues(first: date, days: int, due: frozenset[int]) -> int:
    """Return how many of some days from a first one on are of the weekdays `due`.

    >>> _issues(date(2024, 6, 12), 15, frozenset({2}))
    3
    """
    weeks, rest = divmod(days, 7)
    return weeks * len(due) + sum((first.weekday() + at) % 7 in due for at in range(rest))


def is_number(printed: str, day: date, period: str | None, *, total: bool) -> bool:
    """Say whether an issue of that day may be this year's number so and so: 今年第24期 of a weekly is of June.

    第24期 counts from the first issue unless that number (总第1234期) is printed too (`total`).

    >>> [is_number(f"今年第{each}期", date(2024, 6, 12), "每周三出版", total=False) for each in (24, 40)]
    [True, False]
    """
    found, days = OF_YEAR.match(re.sub(r"\s", "", printed)), weekdays(period or "")
    if not found or not (total or "年" in printed):
        return True
    passed = (day - date(day.year, 1, 1)).days + 1
    if not days:
        return int(found[1]) <= passed
    due = _issues(date(day.year, 1, 1), passed, days)
    return abs(int(found[1]) - due) <= max(SLACK, due // 10)
