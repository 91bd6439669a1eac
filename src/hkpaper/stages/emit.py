"""输出: take a finished issue; give its articles and what is in none of them as records users read.

The stage itself closes the account: whatever nothing has claimed becomes debris with its reason.
`records` then prints: one record an article, and a last one, the residue, for everything else.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from hkpaper import colophon, parts
from hkpaper.account import fields, gaps
from hkpaper.records import Article, Debris, Doubt, Issue
from hkpaper.spans import Span, Text
from hkpaper.stage import Row
from hkpaper.text import plain, spans_of
from hkpaper.views import credits_to_list, date_to_dict, doubt_to_dict, entity_to_dict, masthead_to_dict, person_to_dict

COLUMNS = (
    "id", "page", "kind", "kicker", "headline", "subhead", "reporters", "correspondents", "photographers", "agency",
    "date", "dates", "jump_to", "jump_from", "paragraphs", "text", "confidence", "doubts", "start", "end",
)  # fmt: skip

ARTICLE = "hkpaper/article/1"
RESIDUE = "hkpaper/residue/1"


def emit(issue: Issue) -> Issue:
    """Put what nothing holds into debris, so that every character is accounted for."""
    unclaimed = tuple(Debris("unclaimed", span) for span in gaps(issue))
    return replace(issue, debris=(*issue.debris, *unclaimed))


def rows(issue: Issue) -> Iterator[Row]:
    """Yield a row for each article."""
    for article, doubts in _with_doubts(issue):
        record = article_record(issue, article, doubts)
        byline, jump = record["byline"] or {}, record["jump"]
        starts = [span[0] for span in record["spans"]]
        yield (
            article.id, article.page, article.kind, record["kicker"], record["headline"], record["subhead"],
            tuple(byline.get("reporters", ())), tuple(byline.get("correspondents", ())),
            tuple(byline.get("photographers", ())), byline.get("agency"),
            next((date.iso for date in article.dates), None), tuple(date.iso for date in article.dates),
            jump["to"], jump["from"], len(article.paragraphs), "\n".join(record["paragraphs"]), article.confidence,
            tuple(doubt.code for doubt in doubts), min(starts), max(span[1] for span in record["spans"]),
        )  # fmt: skip


def records(issue: Issue) -> Iterator[dict[str, Any]]:
    """Yield a record for each article, then the residue: masthead, furniture, debris and their doubts."""
    told: set[int] = set()
    for article, doubts in _with_doubts(issue):
        told.update(map(id, doubts))
        yield article_record(issue, article, doubts)
    yield residue_record(issue, [doubt for doubt in issue.doubts if id(doubt) not in told])


def article_record(issue: Issue, article: Article, doubts: Sequence[Doubt]) -> dict[str, Any]:
    """Return an article as users see it.

    ``offsets`` gives for each string the source spans of its characters: the lengths of the spans add
    up to the length of the string, in code points.
    """
    head, hint, byline = article.headline, article.suggestion, article.byline
    return {
        "schema": ARTICLE,
        "id": article.id,
        "kind": article.kind,
        "kind_confidence": article.kind_confidence,
        "page": article.page,
        "pages": list(article.pages),
        "issue": masthead_to_dict(issue.masthead),
        "kicker": plain(head.kicker) or None,
        "headline": plain(head.main) or None,
        "subhead": plain(head.deck) or None,
        "suggested_headline": hint and {"text": hint.text or None, "confidence": hint.confidence, "crumbs": [p.text for p in hint.crumbs]},
        "byline": byline and {
            "text": byline.text,
            "own": plain(byline.own) or None,
            "reporters": list(byline.reporters),
            "correspondents": list(byline.correspondents),
            "photographers": list(byline.photographers),
            "agency": byline.agency,
            "place": byline.place,
            "people": credits_to_list(byline.people),
            "spans": _runs(byline.spans),
        },
        "dates": [date_to_dict(date) for date in article.dates],
        "people": [person_to_dict(person) for person in article.people],
        "organisations": [entity_to_dict(each) for each in article.entities if each.kind == "organisation"],
        "places": [entity_to_dict(each) for each in article.entities if each.kind == "place"],
        "paragraphs": [plain(paragraph) for paragraph in article.paragraphs],
        "jump": _jump(article),
        "confidence": article.confidence,
        "doubts": [doubt_to_dict(doubt) for doubt in doubts],
        "spans": _runs(article_spans(article)),
        "offsets": {
            "kicker": _offsets(head.kicker),
            "headline": _offsets(head.main),
            "subhead": _offsets(head.deck),
            "crumbs": _offsets(hint.crumbs) if hint else [],
            "byline": _offsets(byline.own) if byline else [],
            "paragraphs": [_offsets(paragraph) for paragraph in article.paragraphs],
            "jump": [_offsets(jump.mark) for jump in article.jumps],
        },
        "source": {
            "name": issue.source.name, "sha256": issue.source.sha256, "shape": issue.shape,
            **_files(issue, article_spans(article)),
        },
    }  # fmt: skip


def residue_record(issue: Issue, doubts: Sequence[Doubt]) -> dict[str, Any]:
    """Return what is in no article, with offsets: with the articles it holds every character once."""
    text = issue.source.text
    return {
        "schema": RESIDUE,
        "id": f"{issue.masthead.date or 'undated'}-residue-{issue.source.sha256[:8]}",
        "kind": "residue",
        "issue": masthead_to_dict(issue.masthead),
        "masthead": [{"text": span.of(text), "span": _run(span)} for span in issue.masthead.spans],
        "furniture": [{"kind": f.kind, "text": f.span.of(text), "span": _run(f.span)} for f in issue.furniture],
        "debris": [{"reason": d.reason, "text": d.span.of(text), "span": _run(d.span)} for d in issue.debris],
        "imprint": [
            {"kind": e.kind, "label": e.label, "value": e.value, "span": _run(e.span)} for e in colophon.entries(issue)
        ],
        "doubts": [doubt_to_dict(doubt) for doubt in doubts],
        "source": {
            "name": issue.source.name, "sha256": issue.source.sha256, "encoding": issue.source.encoding,
            "shape": issue.shape, "characters": len(text), **_files(issue, [Span(p.start, p.end) for p in issue.source.parts]),
        },
    }  # fmt: skip


def _files(issue: Issue, spans: Sequence[Span]) -> dict[str, Any]:
    """Return the files that spans of an issue lie in, where it is bound of several."""
    return {"files": parts.files(issue.source, spans)} if issue.source.parts else {}


def article_spans(article: Article) -> tuple[Span, ...]:
    """Return every span of an article, in the order its fields are read."""
    return spans_of(piece for _, text in fields(article) for piece in text)


def _with_doubts(issue: Issue) -> Iterator[tuple[Article, list[Doubt]]]:
    """Yield each article with the doubts that begin in its spans; one without a place is the issue's."""
    doubts = sorted((doubt for doubt in issue.doubts if doubt.span), key=lambda doubt: doubt.span)
    starts = [doubt.span.start for doubt in doubts]
    for article in issue.articles:
        places = sorted(
            place
            for span in article_spans(article)
            for place in range(bisect_left(starts, span.start), bisect_left(starts, span.end))
        )
        yield article, [doubts[place] for place in places]


def _jump(article: Article) -> dict[str, Any]:
    to = next((jump for jump in article.jumps if jump.direction == "to"), None)
    source = next((jump for jump in article.jumps if jump.direction == "from"), None)
    target = next((jump.target for jump in article.jumps if jump.target), None)
    return {"to": to and _page(to.page), "from": source and _page(source.page), "target": target}


def _page(name: str) -> int | str:
    return int(name) if name.isascii() and name.isdigit() else name


def _run(span: Span) -> list[int]:
    return [span.start, span.end]


def _runs(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _offsets(text: Text) -> list[list[int]]:
    return _runs(spans_of(text))
