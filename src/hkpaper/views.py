"""面貌: parts of an issue as users see them, in its wire form and in the records printed. Takes records; gives JSON values."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from hkpaper.records import Credit, DateMention, Doubt, Entity, Masthead, Person
from hkpaper.spans import Span

Json = dict[str, Any]


def masthead_to_dict(masthead: Masthead) -> Json:
    """Return the masthead's fields as users see them."""
    return {
        "title": masthead.title, "date": masthead.date, "weekday": masthead.weekday, "number": masthead.number,
        "licence": masthead.licence, "publisher": masthead.publisher, "period": masthead.period, "url": masthead.url,
        "notes": list(masthead.notes), "total": masthead.total, "lunar": masthead.lunar, "postal": masthead.postal,
        "sheets": masthead.sheets,
    }  # fmt: skip


def doubt_to_dict(doubt: Doubt) -> Json:
    """Return a doubt as users see it."""
    return {"stage": doubt.stage, "code": doubt.code, "span": _span(doubt.span), "note": doubt.note}


def date_to_dict(date: DateMention) -> Json:
    """Return a date mention as users see it: ``span`` is its first run in the source, ``spans`` all of them."""
    spans = [_span(span) for span in date.spans]
    told = {"text": date.text, "iso": date.iso, "part": date.part, "time": date.time, "precision": date.precision}
    return told | {"span": spans[0], "spans": spans}


def credits_to_list(people: Iterable[Credit]) -> list[Json]:
    """Return the people of a byline as users see them."""
    return [{"name": each.name, "role": each.role} for each in people]


def person_to_dict(person: Person) -> Json:
    """Return a person as users see it: each mention with its runs in the source and the title printed there."""
    return {
        "name": person.name, "title": person.title, "count": len(person.mentions),
        "mentions": [{"title": each.title, "spans": [_span(span) for span in each.spans]} for each in person.mentions],
    }  # fmt: skip


def entity_to_dict(entity: Entity) -> Json:
    """Return an organisation or a place as users see it, each mention with its runs in the source."""
    mentions = [{"spans": [_span(span) for span in spans]} for spans in entity.mentions]
    return {"name": entity.name, "count": len(mentions), "mentions": mentions}


def _span(span: Span) -> list[int]:
    return [span.start, span.end]
