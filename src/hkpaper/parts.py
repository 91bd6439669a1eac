"""分册: in which file of an issue a span lies. Takes spans of the issue's text; gives files, and the spans as each counts."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

from hkpaper.spans import Part, Source, Span


class Place(NamedTuple):
    """A file of an issue and the spans in it, counted from the file's own beginning."""

    part: Part
    spans: tuple[Span, ...]


def part_at(source: Source, offset: int) -> Part | None:
    """Return the file that holds an offset of an issue's text, or None where the issue is one file."""
    if not source.parts:
        return None
    return source.parts[max(0, bisect_right([part.start for part in source.parts], offset) - 1)]


def places(source: Source, spans: Sequence[Span]) -> list[Place]:
    """Return the files that spans lie in, in the order of the issue, each with those spans as the file counts."""
    found: dict[Part, list[Span]] = {}
    for span in spans:
        part = part_at(source, span.start)
        if part is not None:
            found.setdefault(part, []).append(Span(span.start - part.start, span.end - part.start))
    return [Place(part, tuple(inside)) for part, inside in sorted(found.items(), key=lambda item: item[0].start)]


def files(source: Source, spans: Sequence[Span]) -> list[dict[str, Any]]:
    """Return the places of spans as users see them: file, hash, where it begins in the issue's text, and the spans in it."""
    return [
        {
            "name": part.name,
            "sha256": part.sha256,
            "encoding": part.encoding,
            "start": part.start,
            "spans": [[at.start, at.end] for at in inside],
        }
        for part, inside in places(source, spans)
    ]


def row_in_file(source: Source, row: Sequence[Any]) -> tuple[str, Sequence[Any]]:
    """Return the name of the file in which a table's row begins, and the row with start and end as the file counts.

    What goes on in another file ends with the file.
    """
    start, end = row[-2:]
    part = part_at(source, start) if isinstance(start, int) else None
    if part is None:
        return source.name, row
    return part.name, (*row[:-2], start - part.start, min(end, part.end) - part.start)
