"""文字: runs of pieces, read as strings, cut, and traced back to the source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache
from itertools import groupby
from operator import attrgetter, itemgetter

from hkpaper.records import Article
from hkpaper.spans import Piece, Span, Text

LONG = 40_000  # characters of a text in which runs are looked for by an index


def as_printed(source: str, span: Span) -> Piece:
    """Return the piece that holds `span` of the source unchanged."""
    return Piece(span, span.of(source))


def plain(text: Text) -> str:
    """Return the characters of a run.

    >>> plain((Piece(Span(0, 2), "开幕"), Piece(Span(3, 4), "。")))
    '开幕。'
    """
    return "".join([piece.text for piece in text])


def offsets(text: Text) -> list[int]:
    """Return, for each character of the run, its offset in the source.

    >>> offsets((Piece(Span(0, 2), "开幕"), Piece(Span(3, 4), "。")))
    [0, 1, 3]
    """
    return [offset for piece in text for offset in range(piece.span.start, piece.span.end)]


def marked(size: int, ranges: Iterable[tuple[int, int]]) -> bytearray:
    """Return for each of `size` characters whether one of the ranges holds it.

    >>> list(marked(4, [(1, 3)]))
    [0, 1, 1, 0]
    """
    held = bytearray(size)
    for start, end in ranges:
        held[start:end] = b"\1" * (end - start)
    return held


def cut(text: Text, start: int, end: int) -> Text:
    """Return characters `start` to `end` of a run, still pointing to their source.

    >>> plain(cut((Piece(Span(0, 2), "开幕"), Piece(Span(3, 4), "。")), 1, 3))
    '幕。'
    """
    found: list[Piece] = []
    at = 0
    for piece in text:
        if at >= end:
            break
        low, high = max(start - at, 0), min(end - at, len(piece.text))
        if low < high:
            found.append(_part(piece, low, high))
        at += len(piece.text)
    return tuple(found)


def _part(piece: Piece, low: int, high: int) -> Piece:
    if low == 0 and high == len(piece.text):
        return piece
    return Piece(Span(piece.span.start + low, piece.span.start + high), piece.text[low:high])


def without_each(text: Text, places: Iterable[int]) -> Text:
    """Return a run with the single characters at `places`, in order, taken out.

    >>> plain(without_each((Piece(Span(0, 3), "开 幕"), Piece(Span(4, 6), " 。")), [1, 3]))
    '开幕。'
    """
    found: list[Piece] = []
    left = iter([*places, -1])
    place = next(left)
    at = 0
    for piece in text:
        low, size = 0, len(piece.text)
        while at <= place < at + size:
            if low < place - at:
                found.append(_part(piece, low, place - at))
            low, place = place - at + 1, next(left)
        if low < size:
            found.append(_part(piece, low, size))
        at += size
    return tuple(found)


def joined(text: Iterable[Piece]) -> Text:
    """Return the run with pieces that touch in the source made one."""
    out: list[Piece] = []
    for piece in text:
        if out and out[-1].span.end == piece.span.start:
            last = out[-1]
            out[-1] = Piece(Span(last.span.start, piece.span.end), last.text + piece.text)
        elif piece.text:
            out.append(piece)
    return tuple(out)


def spans_of(text: Iterable[Piece]) -> tuple[Span, ...]:
    """Return the source spans of a run in reading order, those that touch made one."""
    found: list[Span] = []
    end = -1
    for piece in text:
        span = piece.span
        if span.start == end:
            found[-1] = Span(found[-1].start, span.end)
        elif piece.text:
            found.append(span)
        else:
            continue
        end = span.end
    return tuple(found)


def stripped(text: Text) -> Text:
    """Return a run without white space at its ends."""
    whole = plain(text)
    start, end = len(whole) - len(whole.lstrip()), len(whole.rstrip())
    return cut(text, start, end) if start or end < len(whole) else text


def trimmed(source: str, span: Span) -> Span:
    """Return `span` without white space at its ends.

    >>> trimmed(" 开幕 。 ", Span(0, 6))
    Span(start=1, end=5)
    """
    text = span.of(source)
    start = span.start + len(text) - len(text.lstrip())
    return Span(start, max(start, span.start + len(text.rstrip())))


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return spans sorted, those that touch or overlap made one.

    >>> merged([Span(4, 6), Span(0, 2), Span(2, 3)])
    (Span(start=0, end=3), Span(start=4, end=6))
    """
    out: list[Span] = []
    for span in sorted(spans, key=attrgetter("start")):
        if out and span.start <= out[-1].end:
            out[-1] = Span(out[-1].start, max(out[-1].end, span.end))
        else:
            out.append(span)
    return tuple(out)


def signed(article: Article) -> frozenset[int]:
    """Return the offsets in the source of an article's byline: whoever signs there is not named in the story."""
    spans = article.byline.spans if article.byline else ()
    return frozenset(place for span in spans for place in range(span.start, span.end))


def any_of(known: Iterable[str]) -> re.Pattern[str] | None:
    """Return the pattern of any of these words, the longest first; as quick for a thousand as for ten.

    >>> any_of(["林小", "林小满", "丁一"]).findall("丁一和林小满")
    ['丁一', '林小满']
    """
    listed = sorted(known, key=lambda word: (word[:1], -len(word), word))
    by_first = [
        re.escape(first) + "(?:" + "|".join(re.escape(word[1:]) for word in words) + ")"
        for first, words in groupby(listed, itemgetter(0))
    ]
    return re.compile("|".join(by_first)) if by_first else None


def counter(text: str) -> Callable[[str], int]:
    """Return what `text.count` does for runs of two characters or more, quicker where the text is long."""
    if len(text) < LONG:
        return cache(text.count)
    places: dict[str, list[int]] = {}
    for at in range(len(text) - 1):
        places.setdefault(text[at : at + 2], []).append(at)

    @cache
    def count(run: str) -> int:
        found = end = 0
        for at in places.get(run[:2], ()):
            if at >= end and text.startswith(run, at):
                found, end = found + 1, at + len(run)
        return found

    return count
