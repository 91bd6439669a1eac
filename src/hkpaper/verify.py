"""核对: prove from the outside that nothing was lost, doubled or invented.

Takes the source and either an emitted issue or the records that were printed of it; gives a `Verdict`.
The second way trusts nothing but the JSON: each string must be its offsets' characters, or listed
substitutions of them, and the offsets of all records must cover the source exactly once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hkpaper.account import Fault, Holding, audit, audit_holdings, holdings, inventions
from hkpaper.errors import InputError
from hkpaper.records import Issue
from hkpaper.spans import Source, Span

FIELDS = ("kicker", "headline", "subhead")


@dataclass(frozen=True, slots=True)
class Verdict:
    """The characters held (white space not counted), by holder, and the faults found."""

    held: Mapping[str, int]
    faults: tuple[Fault, ...]

    def count(self, kind: str) -> int:
        """Return how many characters are at fault in one way: lost, doubled or invented."""
        return sum(len(fault.span) for fault in self.faults if fault.kind == kind)


def verify_issue(issue: Issue) -> Verdict:
    """Check an issue that has been through `emit`."""
    return Verdict(_held(issue.source.text, holdings(issue)), tuple(audit(issue)))


def by_source(records: Iterable[dict[str, Any]]) -> dict[str, list[list[dict[str, Any]]]]:
    """Return records by the sha256 of what they were made of: those of each issue, which its residue ends, apart.

    The same dump may stand in an archive twice.
    """
    found: dict[str, list[list[dict[str, Any]]]] = {}
    open_: dict[str, list[dict[str, Any]]] = {}
    for record in records:
        made = str(_get(record, "source", "sha256"))
        if made not in open_:
            open_[made] = []
            found.setdefault(made, []).append(open_[made])
        open_[made].append(record)
        if record.get("kind") == "residue":
            del open_[made]
    return found


def verify_records(source: Source, records: Iterable[Mapping[str, Any]]) -> Verdict:
    """Check printed article and residue records against the source they were made of.

    Raises `InputError` for records of another source, without the residue record, or with fields missing.
    """
    mine = list(records)
    for record in mine:
        if _get(record, "source", "sha256") != source.sha256:
            made = _get(record, "source", "name")
            raise InputError(f"{record.get('id')}: it was made of {made}, not of {source.name} (the sha256 differs)")
    if not any(record.get("kind") == "residue" for record in mine):
        raise InputError("there is no residue record (made with --articles-only?): what is in no article is unknown")
    found: list[Holding] = []
    faults: list[Fault] = []
    for record in mine:
        try:
            for owner, text, runs in _strings(record):
                spans = [_span(run, source) for run in runs]
                found.extend(Holding(owner, span) for span in spans)
                if text is not None:
                    faults.extend(_compare(source.text, owner, text, spans))
            for owner, text, runs in _quotes(record):
                spans = [bare for run in runs for bare in _without_space(source.text, _span(run, source))]
                faults.extend(_compare(source.text, owner, "".join(text.split()), spans))
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise InputError(
                f"{record.get('id')}: is no whole record: {type(error).__name__}: {error} (print it anew)"
            ) from None
    faults.extend(audit_holdings(source.text, found))
    return Verdict(_held(source.text, found), tuple(sorted(faults, key=lambda fault: (fault.span, fault.kind))))


def _strings(record: Mapping[str, Any]) -> Iterator[tuple[str, str | None, list[Any]]]:
    """Yield each string of a record with its owner and its offsets."""
    if record.get("kind") == "residue":
        for owner in ("masthead", "furniture", "debris"):
            for item in record[owner]:
                yield owner, item["text"], [item["span"]]
        return
    offsets = record["offsets"]
    for name in FIELDS:
        yield f"{record['id']} {name}", record[name] or "", offsets[name]
    for number, (text, runs) in enumerate(zip(record["paragraphs"], offsets["paragraphs"], strict=True)):
        yield f"{record['id']} paragraph {number + 1}", text, runs
    hint = record.get("suggested_headline")  # records of before it have none
    yield f"{record['id']} crumbs", "".join(hint["crumbs"]) if hint else "", offsets.get("crumbs", [])
    own, byline = offsets["byline"], record["byline"] or {}
    yield (
        f"{record['id']} byline",
        byline.get("own") or byline["text"] if own else "",
        own,
    )  # records of before have no own
    for runs in offsets["jump"]:
        yield f"{record['id']} jump", None, runs


def _quotes(record: Mapping[str, Any]) -> Iterator[tuple[str, str, list[Any]]]:
    """Yield what a record quotes of text that its strings hold: it must stand there, too."""
    if record["kind"] == "residue":
        return
    if record["byline"]:
        yield f"{record['id']} byline", record["byline"]["text"], record["byline"]["spans"]
    for date in record["dates"]:
        yield f"{record['id']} dates", date["text"], date["spans"]
    for field in ("people", "organisations", "places"):
        for each in record.get(field, ()):
            for mention in each["mentions"]:
                yield f"{record['id']} {field}", each["name"], mention["spans"]


def _without_space(text: str, span: Span) -> Iterator[Span]:
    """Yield what of a span is no white space: a byline's parts, that stand apart, are printed with a space between them."""
    for match in re.finditer(r"\S+", span.of(text)):
        yield Span(span.start + match.start(), span.start + match.end())


def _compare(text: str, owner: str, now: str, spans: list[Span]) -> Iterator[Fault]:
    if len(now) != sum(map(len, spans)):
        where = spans[0] if spans else Span(0, 0)
        yield Fault("invented", where, f"{owner} has {len(now)} characters for {sum(map(len, spans))} offsets")
        return
    at = 0
    for span in spans:
        yield from inventions(text, owner, span, now[at : at + len(span)])
        at += len(span)


def _span(run: Any, source: Source) -> Span:
    try:
        start, end = run
        span = Span(start, end)
    except (TypeError, ValueError):
        raise InputError(f"{run!r} is not a span [start, end]") from None
    if span.end > len(source.text):
        raise InputError(f"[{span.start}, {span.end}] lies beyond the source's {len(source.text)} characters")
    return span


def _held(text: str, found: Iterable[Holding]) -> dict[str, int]:
    counts = {"articles": 0, "masthead": 0, "furniture": 0, "debris": 0}
    for holding in found:
        owner = holding.owner if holding.owner in counts else "articles"
        counts[owner] += sum(not char.isspace() for char in holding.span.of(text))
    return counts


def _get(record: Mapping[str, Any], *path: str) -> Any:
    value: Any = record
    for name in path:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
