"""分篇: take strands; give articles, each with its paragraphs as printed.

A second assignment, coarser than the one before it: whole strands are stitched into stories, in any
direction of the dump, because a story may go on in a column that the dump gives earlier. A strand
that opens with a byline begins a story; one that stands under a headline is likely to.
"""

from __future__ import annotations

import hashlib
import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import exp

from hkpaper.account import unclaimed_lines
from hkpaper.chars import is_han
from hkpaper.continuation.assignment import solve
from hkpaper.continuation.evidence import Evidence
from hkpaper.continuation.fit import NEVER, join_gain
from hkpaper.continuation.looks import Look, looks_of
from hkpaper.continuation.runs import Run, run_of
from hkpaper.records import Article, Doubt, Issue, Piece, Text
from hkpaper.stage import Row
from hkpaper.text import as_printed, plain

COLUMNS = ("id", "page", "paragraphs", "lines", "confidence", "text", "start", "end")

UNDER_HEADLINE = -6.0  # nats; a strand right under a headline rarely goes on from elsewhere
LONE_MARK = 4.0  # nats; a jump mark belongs to some story
FAR = 40  # strands; beyond, two strands of a page are not weighed against each other
WEAK = 0.6  # below this confidence a join is kept with a doubt


@dataclass(frozen=True, slots=True)
class Part:
    """A strand as a link of a story: its run, and whether a headline stands right before it."""

    run: Run
    titled: bool


def segment(issue: Issue, *, model: str = "") -> Issue:
    """Stitch the strands into articles; asides stay strands for `headline` to match."""
    if model:
        from hkpaper.continuation.ngram import chosen

        chosen(model)
    looks = looks_of(issue, unclaimed_lines(issue))
    evidence = Evidence(look.text for look in looks.values())
    articles: list[Article] = []
    doubts: list[Doubt] = []
    for parts in _pages(issue, looks):
        follows, gains = _stitched(parts, evidence)
        for chain in _chains(follows):
            article = _article(issue, looks, evidence, [parts[index].run for index in chain])
            weakest = min((gains[upper][lower] for upper, lower in itertools.pairwise(chain)), default=9.0)
            article = replace(article, confidence=_confidence(weakest))
            articles.append(article)
            doubts.extend(_doubts(issue, parts, chain, gains))
    return replace(issue, articles=_named(issue, articles), doubts=(*issue.doubts, *doubts))


def rows(issue: Issue) -> Iterator[Row]:
    """Yield a row for each article."""
    for article in issue.articles:
        pieces = [piece for paragraph in article.paragraphs for piece in paragraph]
        text = "\n".join(map(plain, article.paragraphs))
        start, end = min(p.span.start for p in pieces), max(p.span.end for p in pieces)
        yield article.id, article.page, len(article.paragraphs), len(pieces), article.confidence, text, start, end


def _pages(issue: Issue, looks: Mapping[int, Look]) -> Iterator[list[Part]]:
    """Yield, page by page, the body strands in the dump's order."""
    strands = sorted(issue.strands, key=lambda strand: strand.lines[0])
    titles = {
        line
        for strand in strands
        if strand.role == "aside"
        for line in strand.lines
        if sum(map(is_han, issue.text_of(line))) >= 4
    }
    page: list[Part] = []
    for strand in strands:
        if strand.role == "aside":
            continue
        part = Part(run_of(strand.lines, looks), strand.lines[0] - 1 in titles)
        if page and page[-1].run.first.page != part.run.first.page:
            yield page
            page = []
        page.append(part)
    if page:
        yield page


def _stitched(parts: Sequence[Part], evidence: Evidence) -> tuple[list[int | None], list[dict[int, float]]]:
    """Return for each part the part that follows it, and the gains it was chosen from."""
    gains: list[dict[int, float]] = []
    begun = begun_before(parts)
    for upper in range(len(parts)):
        row: dict[int, float] = {}
        for lower in range(max(0, upper - FAR), min(len(parts), upper + FAR + 1)):
            if lower == upper:
                continue
            leaps = abs(begun[lower] - begun[min(upper + 1, len(parts) - 1)])
            gain = _gain(parts[upper], parts[lower], evidence, lower - upper, leaps)
            if gain > 0:
                row[lower] = gain
        gains.append(row)
    follows = solve(gains)
    while cycle := _cycle(follows):
        weakest = min(cycle, key=lambda index: (gains[index][follows[index] or 0], index))
        del gains[weakest][follows[weakest] or 0]
        follows = solve(gains)
    return follows, gains


def begun_before(parts: Sequence[Part]) -> list[int]:
    """Return for each part how many stories seem to have begun in the dump before it."""
    counts, count = [], 0
    for part in parts:
        counts.append(count)
        count += part.titled or part.run.first.opens_story
    return counts


def _gain(upper: Part, lower: Part, evidence: Evidence, apart: int, leaps: int) -> float:
    gain = join_gain(upper.run, lower.run, evidence, apart, leaps)
    if gain == NEVER:
        return gain
    if lower.run.first.only_mark:
        return gain + LONE_MARK
    return gain + (UNDER_HEADLINE if lower.titled and upper.run.last.closed else 0.0)


def _cycle(follows: Sequence[int | None]) -> list[int]:
    """Return the members of one ring in which every part follows another, or nothing."""
    seen: set[int] = set()
    for start in range(len(follows)):
        path: list[int] = []
        at: int | None = start
        while at is not None and at not in seen:
            seen.add(at)
            path.append(at)
            at = follows[at]
        if at is not None and at in path:
            return path[path.index(at) :]
    return []


def _chains(follows: Sequence[int | None]) -> Iterator[list[int]]:
    led = set(follows)
    for start in range(len(follows)):
        if start in led:
            continue
        chain: list[int] = []
        at: int | None = start
        while at is not None:
            chain.append(at)
            at = follows[at]
        yield chain


def _article(issue: Issue, looks: Mapping[int, Look], evidence: Evidence, runs: Sequence[Run]) -> Article:
    lines = [line for run in runs for line in run.lines]
    paragraphs: list[list[int]] = [[lines[0]]]
    for above, below in itertools.pairwise(lines):
        if begins_paragraph(looks[above], looks[below], evidence):
            paragraphs.append([])
        paragraphs[-1].append(below)
    measure = sorted(looks[line].measure for line in lines)[len(lines) // 2]
    texts = tuple(tuple(_piece(issue, line) for line in paragraph) for paragraph in paragraphs)
    return Article(id="", page=looks[lines[0]].page, paragraphs=texts, measure=measure)


def begins_paragraph(above: Look, below: Look, evidence: Evidence) -> bool:
    """Say whether a paragraph begins with the line `below`, read right after `above`."""
    if below.only_mark:
        return False
    if above.byline or below.opens_story:
        return True
    if above.closed:
        return above.short or below.indented or (below.first_of_block and below.width < below.measure - 0.5)
    return below.indented and not above.hanging and evidence.gain(above.text, below.text) < 1.0


def _piece(issue: Issue, line: int) -> Piece:
    return as_printed(issue.source.text, issue.lines[line].span)


def _confidence(gain: float) -> float:
    """Return how sure the weakest join of a story is, by the nats it gained: a rank, not yet calibrated."""
    return round(1 / (1 + exp(-gain / 2)), 3)


def _doubts(
    issue: Issue, parts: Sequence[Part], chain: Sequence[int], gains: Sequence[Mapping[int, float]]
) -> Iterator[Doubt]:
    for upper, lower in itertools.pairwise(chain):
        if _confidence(gains[upper][lower]) < WEAK:
            run = parts[lower].run
            note = f"little says that the story goes on with {run.first.text[:12]}"
            yield Doubt("segment", "weak-join", issue.lines[run.lines[0]].span, note)


def _named(issue: Issue, articles: Sequence[Article]) -> tuple[Article, ...]:
    """Give each article an id of paper day, page and content, the same whatever happens to the others."""
    named: list[Article] = []
    seen: dict[str, int] = {}
    for article in sorted(articles, key=lambda article: article.paragraphs[0][0].span):
        day = issue.masthead.date or "undated"
        name = f"{day}-p{article.page}-{_fingerprint(article.paragraphs[0])}"
        seen[name] = seen.get(name, 0) + 1
        named.append(replace(article, id=name if seen[name] == 1 else f"{name}-{seen[name]}", pages=(article.page,)))
    return tuple(named)


def _fingerprint(lead: Text) -> str:
    """Return eight hex digits of the first 64 Han characters of a story (all of it where it has none)."""
    text = plain(lead)
    han = "".join(char for char in text if is_han(char))[:64]
    return hashlib.sha256((han or text).encode()).hexdigest()[:8]
