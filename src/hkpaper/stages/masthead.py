"""报头: read what the paper prints of itself. Takes the visual lines; fills ``masthead`` and names page furniture.

Its pieces may stand anywhere in a dump, several on a line, one cut over two. A line is taken whole or
not at all: one that may belong to a story stays where it is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date as Day

from hkpaper import banner, colophon, issueday, lexicon, nameplate, profiles
from hkpaper.almanac import ERA
from hkpaper.errors import OptionError
from hkpaper.numerals import HAN_DIGITS, NUMERAL, weekday_of
from hkpaper.numerals import number as value_of
from hkpaper.plates import NEAR, Plate, disagreements, place_of, plates, same_block
from hkpaper.records import NO_PROFILE, Doubt, Furniture, Issue, Masthead, Profile
from hkpaper.spans import Span
from hkpaper.stage import Row
from hkpaper.text import merged

COLUMNS = ("field", "value", "start", "end")

POSTAL = re.compile(r"[\dA-Z][\dA-Z\s-]*")
FIELDS = {"licence": "licence", "url": "url", "number": "number", "period": "period"}


def masthead(issue: Issue, *, date: str | None = None, profile: str = "") -> Issue:
    """Fill the masthead; ``date`` (ISO) supplies a day that the dump does not print.

    ``profile`` is the paper's own, by name or path; without it the title that is read chooses one, and is read by it anew.
    """
    given = _given(date)
    if profile or issue.profile != NO_PROFILE:
        return _by(issue, given, profiles.named(profile) if profile else issue.profile)
    found = _read(issue, given)
    chosen = profiles.of_title(found.masthead.title)
    return _by(issue, given, chosen) if chosen != NO_PROFILE else found


def _by(issue: Issue, given: str | None, chosen: Profile) -> Issue:
    """Read a masthead by a paper's profile, which says its title where the dump does not."""
    lexicon.use(chosen.tables)
    found = _read(replace(issue, profile=chosen), given)
    return found if found.masthead.title else replace(found, masthead=found.masthead._replace(title=chosen.title))


def _read(issue: Issue, given: str | None) -> Issue:
    furniture = dict(colophon.furniture(issue))
    runs = plates(issue, furniture)
    dates, days = issueday.days(issue, runs, furniture)
    runs = [run for run in runs if not issueday.signs_off(run, dates)]
    heads = [Plate((line,), banner.fields(issue.text_of(line))) for line, kind in furniture.items() if kind == "folio"]
    heads = [head for head in heads if "page" in head.names]  # 2版 with a day is no paper of two pages
    titles = _titles(issue, [*runs, *heads], furniture)
    found = _filled(issue, runs, heads, dates[0][0] if dates else given, titles, days)
    doubts = [*_date_doubts(found, issue.profile.anchor, dates, days, given), *_title_doubts(issue, titles)]
    doubts += [Doubt("masthead", "files-differ", span, note) for span, note in disagreements(issue, runs)]
    held = {line for run in runs for line in run.lines} | {line for lines in titles.values() for line in lines}
    furniture |= dict(_sections(issue, held, furniture))
    items = (Furniture(kind, issue.lines[line].span) for line, kind in sorted(furniture.items()))
    kept = tuple(item for item in items if item not in issue.furniture)
    fresh = (doubt for doubt in doubts if doubt not in issue.doubts)
    return replace(issue, masthead=found, furniture=(*issue.furniture, *kept), doubts=(*issue.doubts, *fresh))


def rows(issue: Issue) -> Iterator[Row]:
    """Yield a row for each field of the masthead, then one for each piece of furniture."""
    found = issue.masthead
    named = [(name, getattr(found, name)) for name in ("title", "date", "weekday", "number", "licence", "publisher")]
    named += [
        ("total", found.total),
        ("lunar", found.lunar),
        ("period", found.period),
        ("url", found.url),
        *(("note", note) for note in found.notes),
    ]
    for name, value in named:
        if value is not None:
            at = place_of(issue, value)
            yield name, value, at.start if at else None, at.end if at else None
    for item in issue.furniture:
        yield item.kind, item.span.of(issue.source.text), item.span.start, item.span.end
    for entry in colophon.entries(issue):
        yield entry.label, entry.value, entry.span.start, entry.span.end


def _given(date: str | None) -> str | None:
    if date is None:
        return None
    try:
        day = Day.fromisoformat(date)
    except ValueError:
        raise OptionError(f"--date {date}: not a day (write it as 2024-06-12)") from None
    if day.year not in ERA:
        raise OptionError(f"--date {date}: no day of a newspaper (years are {ERA[0]} to {ERA[-1]})")
    return day.isoformat()


def _titles(issue: Issue, runs: Sequence[Plate], furniture: dict[int, str]) -> dict[str, list[int]]:
    """Return the names that the paper may have, the likeliest first, with their lines."""
    near = {line for run in runs for line in run.lines} | {line for line, kind in furniture.items() if kind == "folio"}
    taken = {line for run in runs for line in run.lines} | set(furniture)
    publishers = "".join(field.value for run in runs for field in run.fields if field.name == "publisher")
    score: Counter[str] = Counter()
    lines: dict[str, list[int]] = {}
    for run in runs:
        score.update({field.value: 10 for field in run.fields if field.name == "title"})
    for number in range(len(issue.lines)):
        how = nameplate.title(issue.text_of(number)) if number not in taken else None
        if not how or not (_alone(issue, number, taken) or (how == "sure" and {number - 1, number + 1} & near)):
            continue
        name = re.sub(r"\s", "", issue.text_of(number))
        own = name[:2] in publishers
        beside = any(abs(number - other) <= NEAR for other in near)
        if own or (beside and (how == "sure" or len(name) <= 6)) or (how == "sure" and number < NEAR):
            lines.setdefault(name, []).append(number)
            score[name] += 4 * own + 2 * (how == "sure") + beside
    return {name: lines.get(name, []) for name, _ in score.most_common() if score[name] == max(score.values())}


def _alone(issue: Issue, number: int, taken: set[int]) -> bool:
    """Say whether a line has its block to itself, but for masthead lines."""
    beside = (number - 1, number + 1)
    return all(
        not 0 <= other < len(issue.lines) or other in taken or not same_block(issue, number, other) for other in beside
    )


def _filled(
    issue: Issue,
    runs: Sequence[Plate],
    heads: Sequence[Plate],
    date: str | None,
    titles: dict[str, list[int]],
    days: Sequence[str],
) -> Masthead:
    """Return what the masthead's lines (`runs`) and what stands beside folios (`heads`) say."""
    values: dict[str, list[str]] = {}
    for run in (*runs, *heads):
        for field in run.fields:
            values.setdefault(field.name, []).append(field.value)
    values["number"] = sorted(
        [*values.get("number", []), *values.get("serial", [])], key=lambda each: each.startswith("总")
    )
    first = {ours: next(iter(values.get(theirs, [])), None) for ours, theirs in FIELDS.items()}
    publishers = [*values.get("publisher", []), *values.get("labelled", [])]
    name, lines = next(iter(titles.items())) if len(titles) == 1 else (None, [])
    codes = [*values.get("postal", []), *values.get("code", [])]
    notes = [
        *values.get("note", []),
        *codes,
        *values.get("sheets", []),
        *values.get("weather", []),
        *values.get("latin", []),
    ]
    spans = [issue.lines[line].span for run in runs for line in run.lines] + [issue.lines[line].span for line in lines]
    return Masthead(
        title=name,
        date=date,
        weekday=_weekday(runs, date) or next(iter(days), None),
        publisher=" ".join(dict.fromkeys(publishers)) or None,
        notes=tuple(dict.fromkeys(notes)),
        spans=merged(spans),
        lunar=next(iter(values.get("lunar", [])), None),
        total=next((each for each in values.get("number", []) if each.startswith("总")), None),
        postal=next((found[0] for each in codes if "ISSN" not in each and (found := POSTAL.search(each))), None),
        sheets=next((count for each in values.get("sheets", []) if (count := _sheets(each))), None),
        **first,
    )


def _sheets(printed: str) -> int | None:
    """Return how many pages 今日4版 says."""
    found = re.search(rf"(\d+|(?<![{HAN_DIGITS}十]){NUMERAL})\s?版", printed)
    return value_of(found[1]) if found and "开" not in printed else None


def _weekday(runs: Sequence[Plate], date: str | None) -> str | None:
    """Return the weekday printed with the date, or else any that is printed."""
    ranked = sorted(runs, key=lambda run: not any(field.value == date for field in run.fields))
    return next((field.value for run in ranked for field in run.fields if field.name == "weekday"), None)


def _date_doubts(
    found: Masthead,
    anchor: tuple[str, int] | None,
    dates: Sequence[tuple[str, Span]],
    days: Sequence[str],
    given: str | None,
) -> Iterator[Doubt]:
    if not dates:
        if given is None:
            yield Doubt("masthead", "no-date", Span(0, 0), "no date of issue was found (say it with --date)")
        return
    iso, span = dates[0]
    if given and given != iso:
        yield Doubt(
            "masthead", "date-differs", span, f"--date says {given}, the paper prints {iso}: the paper's is taken"
        )
    for other, where in dates[1:]:
        yield Doubt("masthead", "several-dates", where, f"{other} is printed too; {iso} is taken")
    for code, note in colophon.oddities(found, anchor, Day.fromisoformat(iso)):
        yield Doubt("masthead", code, span, note)
    true = weekday_of(Day.fromisoformat(iso))
    for day in dict.fromkeys(days):
        if day != true:
            yield Doubt("masthead", "weekday-mismatch", span, f"{iso} is a {true}, the paper prints {day}")


def _title_doubts(issue: Issue, titles: dict[str, list[int]]) -> Iterator[Doubt]:
    if len(titles) > 1:
        where = [line for lines in titles.values() for line in lines]
        span = issue.lines[min(where, default=0)].span
        yield Doubt("masthead", "title-ambiguous", span, f"the paper may be called {' or '.join(titles)}")


def _sections(issue: Issue, held: set[int], furniture: dict[int, str]) -> Iterator[tuple[int, str]]:
    """Yield the lines that name a section beside a folio, but for those that the masthead has."""
    taken = held | set(furniture)
    folios = {line for line, kind in furniture.items() if kind == "folio"}
    for line in sorted({near for folio in folios for near in (folio - 1, folio + 1)} - taken):
        named = 0 <= line < len(issue.lines) and issue.text_of(line) in lexicon.words("sections")
        if named and _alone(issue, line, taken):
            yield line, "section"
