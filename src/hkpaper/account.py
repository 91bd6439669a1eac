"""账: where every character of the source has landed, and whether any was lost, doubled or invented."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import compress
from operator import attrgetter, ne
from typing import NamedTuple

from hkpaper.chars import may_replace
from hkpaper.records import Article, Issue
from hkpaper.spans import Piece, Span, Text
from hkpaper.text import merged, trimmed

START = attrgetter("start")


class Holding(NamedTuple):
    """A span of the source and what holds it, such as ``a-i0003 paragraph`` or ``debris``."""

    owner: str
    span: Span


class Fault(NamedTuple):
    """A broken promise: ``lost``, ``doubled`` or ``invented`` text, where, and in whose hands."""

    kind: str
    span: Span
    note: str


def fields(article: Article) -> Iterator[tuple[str, Text]]:
    """Yield each field of an article that holds text, by name."""
    yield "kicker", article.headline.kicker
    yield "headline", article.headline.main
    yield "subhead", article.headline.deck
    if article.suggestion:
        yield "crumbs", article.suggestion.crumbs
    if article.byline:
        yield "byline", article.byline.own
    for paragraph in article.paragraphs:
        yield "paragraph", paragraph
    for jump in article.jumps:
        yield "jump", jump.mark


def pieces(issue: Issue) -> Iterator[tuple[str, Piece]]:
    """Yield every piece of every article with its owner."""
    for article in issue.articles:
        for name, text in fields(article):
            owner = f"{article.id} {name}"
            for piece in text:
                yield owner, piece


def holdings(issue: Issue) -> Iterator[Holding]:
    """Yield every span that something in the issue holds."""
    for owner, piece in pieces(issue):
        yield Holding(owner, piece.span)
    yield from _others(issue)


def _others(issue: Issue) -> Iterator[Holding]:
    """Yield every span that something but an article holds."""
    for span in issue.masthead.spans:
        yield Holding("masthead", span)
    for item in issue.furniture:
        yield Holding("furniture", item.span)
    for left in issue.debris:
        yield Holding("debris", left.span)


def _spans(issue: Issue) -> Iterator[Span]:
    """Yield the spans of all holdings, whoever holds them."""
    for article in issue.articles:
        for _, text in fields(article):
            for piece in text:
                yield piece.span
    for holding in _others(issue):
        yield holding.span


def audit(issue: Issue) -> list[Fault]:
    """Say what an emitted issue lost, doubled or invented; an empty list is the promise kept.

    Every character but white space must be held exactly once, and every character of a piece must
    be its source character or a listed substitution of it.
    """
    text = issue.source.text
    faults = audit_holdings(text, holdings(issue))
    for owner, piece in pieces(issue):
        if piece.text != text[piece.span.start : piece.span.end]:
            faults.extend(inventions(text, owner, piece.span, piece.text))
    return sorted(faults, key=lambda fault: (fault.span, fault.kind))


def audit_holdings(text: str, found: Iterable[Holding]) -> list[Fault]:
    """Say which characters of `text` are held by nothing, and which by two."""
    held = sorted(found, key=lambda holding: (holding.span.start, holding.span.end, holding.owner))
    faults = [Fault("lost", gap, "held by nothing") for gap in _gaps(text, [holding.span for holding in held])]
    end, owner = 0, "nothing"
    for name, span in held:
        if span.start < end and span.end > span.start:
            both = Span(span.start, min(end, span.end))
            if both.of(text).strip():
                faults.append(Fault("doubled", both, f"held by {owner} and by {name}"))
        if span.end > end:
            end, owner = span.end, name
    return faults


def gaps(issue: Issue) -> list[Span]:
    """Return the spans that hold more than white space and that nothing claims, without the space around."""
    text = issue.source.text
    return [trimmed(text, span) for span in _gaps(text, _spans(issue))]


def _gaps(text: str, spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    at = 0
    for span in (*sorted(spans, key=START), Span(len(text), len(text))):
        if at < span.start and text[at : span.start].strip():
            found.append(Span(at, span.start))
        at = max(at, span.end)
    return found


def inventions(text: str, owner: str, span: Span, now: str) -> Iterator[Fault]:
    """Yield a fault for each character of `now` that neither stands at its place in `span` nor may replace it."""
    printed = span.of(text)
    if printed == now:
        return
    if len(printed) != len(now):
        yield Fault("invented", span, f"{owner} points beyond the source")
        return
    for index in compress(range(len(now)), map(ne, printed, now)):
        was, char = printed[index], now[index]
        if not may_replace(was, char):
            at = span.start + index
            yield Fault("invented", Span(at, at + 1), f"{owner} reads {char!r} where the source has {was!r}")


def unclaimed_lines(issue: Issue) -> list[int]:
    """Return the numbers of the lines that nothing holds yet, in the dump's order."""
    held = merged(_spans(issue))
    ends = [span.end for span in held]
    free: list[int] = []
    for number, line in enumerate(issue.lines):
        at = bisect_right(ends, line.span.start)
        if at == len(held) or held[at].start >= line.span.end:
            free.append(number)
    return free
