"""线上: an issue as one line of JSON between two stages, and back, without loss."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from hkpaper.errors import WireError
from hkpaper.forms import check_of
from hkpaper.records import (
    NO_PROFILE,
    Article,
    Byline,
    Credit,
    DateMention,
    Debris,
    Doubt,
    Entity,
    Furniture,
    Headline,
    Issue,
    Jump,
    Line,
    Masthead,
    Person,
    PersonMention,
    Profile,
    Strand,
    Suggestion,
)
from hkpaper.spans import Part, Piece, Source, Span, Text
from hkpaper.views import credits_to_list, date_to_dict, doubt_to_dict, entity_to_dict, masthead_to_dict, person_to_dict

SCHEMA = "hkpaper/issue/1"
KNOWN = frozenset(
    [
        "schema",
        "source",
        "shape",
        "lines",
        "masthead",
        "strands",
        "articles",
        "furniture",
        "debris",
        "doubts",
        "done",
        "profile",
    ]
)

ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

Json = dict[str, Any]
T = TypeVar("T")


def dumps(value: object) -> str:
    """Write JSON on one line, Chinese as it is."""
    return ENCODER.encode(value)


def to_line(issue: Issue) -> str:
    """Return the issue as one line of JSON, without the line end."""
    return dumps(to_dict(issue))


def from_line(line: str, name: str = "input") -> Issue:
    """Return the issue that `to_line` wrote; raises `WireError` that says what is wrong in `name`."""
    try:
        data = json.loads(line)
    except ValueError as error:
        raise WireError(f"{name}: not a line of JSON: {error}") from None
    except RecursionError:
        raise WireError(f"{name}: JSON nested too deeply to be an issue of hkpaper") from None
    return from_dict(data, name)


def to_dict(issue: Issue) -> Json:
    """Return the issue as JSON values; spans are ``[start, end]``, pieces ``[start, end]`` or ``[start, end, text]``."""
    source = issue.source
    return {
        "schema": SCHEMA,
        "source": {
            "name": source.name, "encoding": source.encoding, "sha256": source.sha256, "lossy": list(source.lossy),
            "text": source.text, **({"parts": [list(part) for part in source.parts]} if source.parts else {}),
        },
        "shape": issue.shape,
        "done": list(issue.done),
        "masthead": masthead_to_dict(issue.masthead) | {"spans": [_span(span) for span in issue.masthead.spans]},
        "lines": [[line.span.start, line.span.end, line.page, line.block, line.ems] for line in issue.lines],
        "strands": [{"role": s.role, "measure": s.measure, "lines": list(s.lines)} for s in issue.strands],
        "articles": [_article(article, source.text) for article in issue.articles],
        "furniture": [[item.kind, *_span(item.span)] for item in issue.furniture],
        "debris": [[item.reason, *_span(item.span)] for item in issue.debris],
        "doubts": [doubt_to_dict(doubt) for doubt in issue.doubts],
        **({"profile": issue.profile._asdict()} if issue.profile != NO_PROFILE else {}),
        **issue.extra,
    }  # fmt: skip


def from_dict(data: Any, name: str = "input") -> Issue:
    """Return the issue that `to_dict` wrote, checked; raises `WireError`."""
    if not isinstance(data, dict) or not str(data.get("schema", "")).startswith("hkpaper/"):
        raise WireError(f"{name}: not the output of a stage (it has no schema hkpaper/...)")
    if data["schema"] != SCHEMA:
        raise WireError(
            f"{name}: its schema is {data['schema']}, this stage reads {SCHEMA} (pipe from an earlier stage)"
        )
    try:
        return _issue(data)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as error:
        raise WireError(f"{name}: not a whole {SCHEMA} record: {type(error).__name__}: {error}") from None


def _issue(data: Json) -> Issue:
    source = data["source"]
    text: str = source["text"]
    issue = Issue(
        Source(
            source["name"], source["encoding"], source["sha256"], text, tuple(source["lossy"]),
            tuple(Part(*part) for part in source.get("parts", ())),
        ),
        tuple(Line(Span(start, end), page, block, ems) for start, end, page, block, ems in data["lines"]),
        data["shape"],
        _masthead_from(data["masthead"]),
        tuple(Strand(tuple(item["lines"]), item["measure"], item["role"]) for item in data["strands"]),
        tuple(_article_from(item, text) for item in data["articles"]),
        tuple(Furniture(kind, Span(start, end)) for kind, start, end in data["furniture"]),
        tuple(Debris(reason, Span(start, end)) for reason, start, end in data["debris"]),
        tuple(Doubt(d["stage"], d["code"], Span(*d["span"]), d["note"]) for d in data["doubts"]),
        tuple(data["done"]),
        _profile_from(data["profile"]) if "profile" in data else NO_PROFILE,
        {key: value for key, value in data.items() if key not in KNOWN},
    )  # fmt: skip
    _check(issue)
    return issue


def _check(issue: Issue) -> None:
    check_of(Issue, "issue")(issue)
    size, count = len(issue.source.text), len(issue.lines)
    if any(line.span.end > size for line in issue.lines):
        raise ValueError("a line lies beyond the source")
    if any(not 0 <= line < count for strand in issue.strands for line in strand.lines):
        raise ValueError("a strand names a line that is not there")
    if any(not 0 <= part.start <= part.end <= size for part in issue.source.parts):
        raise ValueError("a file lies beyond the source")


def _span(span: Span) -> list[int]:
    return [span.start, span.end]


def _text(text: Text, source: str) -> list[list[Any]]:
    return [
        _span(piece.span) if piece.text == piece.span.of(source) else [*_span(piece.span), piece.text] for piece in text
    ]


def _text_from(items: Iterable[list[Any]], source: str) -> Text:
    return tuple(Piece(Span(i[0], i[1]), i[2] if len(i) > 2 else source[i[0] : i[1]]) for i in items)


def _optional(value: T | None, write: Callable[[T], Any]) -> Any:
    return None if value is None else write(value)


def _article(article: Article, source: str) -> Json:
    head = article.headline
    return {
        "id": article.id, "kind": article.kind, "kind_confidence": article.kind_confidence, "page": article.page, "pages": list(article.pages),
        "kicker": _text(head.kicker, source), "headline": _text(head.main, source), "deck": _text(head.deck, source),
        "suggestion": _optional(article.suggestion, lambda held: [held.text, held.confidence, _text(held.crumbs, source)]),
        "byline": _optional(article.byline, lambda byline: _byline(byline, source)),
        "dates": [date_to_dict(date) for date in article.dates],
        "people": [person_to_dict(person) for person in article.people],
        "entities": [{"kind": each.kind} | entity_to_dict(each) for each in article.entities],
        "jumps": [
            {"direction": j.direction, "page": j.page, "mark": _text(j.mark, source), "target": j.target}
            for j in article.jumps
        ],
        "paragraphs": [_text(paragraph, source) for paragraph in article.paragraphs],
        "measure": article.measure, "confidence": article.confidence,
    }  # fmt: skip


def _byline(byline: Byline, source: str) -> Json:
    return {
        "text": byline.text, "spans": [_span(span) for span in byline.spans], "reporters": list(byline.reporters),
        "correspondents": list(byline.correspondents), "photographers": list(byline.photographers),
        "agency": byline.agency, "people": credits_to_list(byline.people), "place": byline.place,
        "own": _text(byline.own, source),
    }  # fmt: skip


def _article_from(data: Mapping[str, Any], source: str) -> Article:
    byline, held = data["byline"], data.get("suggestion")
    return Article(
        id=data["id"],
        page=data["page"],
        paragraphs=tuple(_text_from(paragraph, source) for paragraph in data["paragraphs"]),
        kind=data["kind"],
        kind_confidence=data.get("kind_confidence", 1.0),
        pages=tuple(data["pages"]),
        headline=Headline(*(_text_from(data[key], source) for key in ("kicker", "headline", "deck"))),
        suggestion=None if held is None else Suggestion(held[0], held[1], _text_from(held[2], source)),
        byline=None if byline is None else _byline_from(byline, source),
        dates=tuple(
            DateMention(
                d["text"],
                tuple(Span(*span) for span in d["spans"]),
                d["iso"],
                d["part"],
                d.get("time"),
                d.get("precision", "day"),
            )
            for d in data["dates"]
        ),
        people=tuple(_person_from(person) for person in data.get("people", ())),
        entities=tuple(_entity_from(entity) for entity in data.get("entities", ())),
        jumps=tuple(Jump(j["direction"], j["page"], _text_from(j["mark"], source), j["target"]) for j in data["jumps"]),
        measure=data["measure"],
        confidence=data["confidence"],
    )


def _entity_from(data: Mapping[str, Any]) -> Entity:
    mentions = (tuple(Span(*span) for span in each["spans"]) for each in data["mentions"])
    return Entity(data["kind"], data["name"], tuple(mentions))


def _person_from(data: Mapping[str, Any]) -> Person:
    mentions = (PersonMention(tuple(Span(*span) for span in each["spans"]), each["title"]) for each in data["mentions"])
    return Person(data["name"], data["title"], tuple(mentions))


def _byline_from(data: Mapping[str, Any], source: str) -> Byline:
    return Byline(
        data["text"],
        tuple(Span(*span) for span in data["spans"]),
        tuple(data["reporters"]),
        tuple(data["correspondents"]),
        tuple(data["photographers"]),
        data["agency"],
        _text_from(data["own"], source),
        tuple(Credit(each["name"], each["role"]) for each in data.get("people", ())),
        data.get("place"),
    )


def _profile_from(data: Mapping[str, Any]) -> Profile:
    tables = {name: tuple(tuple(row) for row in rows) for name, rows in data["tables"].items()}
    return Profile(data["name"], data["title"], tables, tuple(data["anchor"]) if data["anchor"] else None)


def _masthead_from(data: Mapping[str, Any]) -> Masthead:
    plain = {key: data[key] for key in ("title", "date", "weekday", "number", "licence", "publisher", "period", "url")}
    plain |= {key: data.get(key) for key in ("total", "lunar", "postal", "sheets")}  # those of before have none
    return Masthead(**plain, notes=tuple(data["notes"]), spans=tuple(Span(*span) for span in data["spans"]))
