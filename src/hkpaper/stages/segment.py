"""分篇: take strands; give articles, each with its paragraphs as printed.

Two covers, coarser than the one before them: whole strands are stitched into stories, in any direction of the dump,
because a story may go on in a column that the dump gives earlier; then the longer strands that leaves, once more. Each join has a probability, an article the
product of its joins'; a join that is little likelier than another stays, with a doubt that names the other.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from math import prod

import numpy as np

from hkpaper import markup, signs
from hkpaper.chars import han_runs
from hkpaper.continuation import questions
from hkpaper.continuation.check import Edge, checked
from hkpaper.continuation.joins import WEAK, Join, Story, told
from hkpaper.continuation.ngram import chosen
from hkpaper.continuation.questions import First
from hkpaper.continuation.strands import Strands
from hkpaper.continuation.traits import NAMES
from hkpaper.layout.cells import indents
from hkpaper.records import Article, Doubt, Issue, Strand
from hkpaper.spans import Piece, Text
from hkpaper.stage import Row
from hkpaper.text import as_printed, plain

COLUMNS = ("id", "page", "paragraphs", "lines", "confidence", "text", "start", "end")

ONLY_MARK = NAMES.index("only a mark")
LISTED = 20.0  # log odds that an item of a list is a paragraph: whoever writes Markdown leaves no doubt
SHOWN = 3.0  # log odds that an indent, or that none, is worth where its column has some


def segment(issue: Issue, *, model: str = "") -> Issue:
    """Stitch the strands into articles; asides stay strands for `headline` to match, and so does what proves to be one."""
    articles: list[Article] = []
    doubts: list[Doubt] = []
    asides: set[int] = set()
    set_in = _set_in(issue)
    for asked, held in zip(questions.first_of(issue, chosen(model)), _held(issue), strict=True):
        strands = _strands(asked, held)
        if not strands.lines:
            continue
        found, changed = checked(asked.page, told(asked, strands))
        asides |= {asked.numbers[line] for line in np.flatnonzero(found.aside).tolist()}
        for story in found.stories:
            articles.append(_article(issue, asked, story, set_in))
            doubts.extend(_doubts(issue, asked, story.joins))
        doubts.extend(_weak_edges(issue, asked, changed))
    strands_now = tuple(each for strand in issue.strands for each in _recast(strand, asides))
    return replace(issue, strands=strands_now, articles=_named(issue, articles), doubts=(*issue.doubts, *doubts))


def _recast(strand: Strand, asides: Collection[int]) -> Iterator[Strand]:
    """Yield a strand, what has proved to be no running text apart from the rest."""
    for apart, lines in groupby(strand.lines, lambda line: line in asides):
        yield strand._replace(lines=tuple(lines), role="aside" if apart else strand.role)


def rows(issue: Issue) -> Iterator[Row]:
    """Yield a row for each article."""
    for article in issue.articles:
        pieces = [piece for paragraph in article.paragraphs for piece in paragraph]
        text = "\n".join(map(plain, article.paragraphs))
        start, end = min(p.span.start for p in pieces), max(p.span.end for p in pieces)
        yield article.id, article.page, len(article.paragraphs), len(pieces), article.confidence, text, start, end


def _held(issue: Issue) -> list[list[Strand]]:
    """Return for each page its part of the strands, as `untangle` gave them."""
    pages = list(questions.pages(issue))
    page_of = {number: page for page, numbers in enumerate(pages) for number in numbers}
    found: list[list[Strand]] = [[] for _ in pages]
    for strand in issue.strands:
        parts: dict[int, list[int]] = {}
        for line in strand.lines:
            if line in page_of:
                parts.setdefault(page_of[line], []).append(line)
        for page, lines in parts.items():
            found[page].append(strand._replace(lines=tuple(lines)))
    return found


def _strands(asked: First, held: Sequence[Strand]) -> Strands:
    """Return the strands of a page by place on the page."""
    places = {number: place for place, number in enumerate(asked.numbers)}
    aside = np.zeros(len(places), bool)
    lines: list[tuple[int, ...]] = []
    for strand in held:
        on_page = tuple(places[line] for line in strand.lines)
        if strand.role == "aside":
            aside[list(on_page)] = True
        else:
            lines.append(on_page)
    return Strands(tuple(sorted(lines)), aside)


def _set_in(issue: Issue) -> dict[int, float]:
    """Return the lines of which the dump shows whether a paragraph begins there, with the log odds that it does.

    In layout these are the lines of columns that show indents; in Markdown the items of lists, and what stands below a list.
    """
    blocks: dict[int, list[int]] = {}
    for number, line in enumerate(issue.lines if issue.shape == "layout" else ()):
        blocks.setdefault(line.block, []).append(number)
    found: dict[int, float] = {}
    for numbers in blocks.values():
        told = indents(issue.source.text, [issue.lines[number].span for number in numbers])
        found.update(
            {number: SHOWN if so else -SHOWN for number, so in zip(numbers, told, strict=True)} if told else {}
        )
    items = {item.start for item in markup.items(issue.source.text)}
    for number, line in enumerate(issue.lines if items else ()):
        below = number > 0 and issue.lines[number - 1].span.start in items and "\n\n" in issue.before(number)
        if below or line.span.start in items:
            found[number] = LISTED
    return found


def _article(issue: Issue, asked: First, story: Story, set_in: Mapping[int, float]) -> Article:
    paragraphs: list[list[int]] = [[story.lines[0]]]
    for join in story.joins:
        if _parts(asked, join, set_in.get(asked.numbers[join.lower], 0.0)):
            paragraphs.append([])
        paragraphs[-1].append(join.lower)
    measure = sorted(float(asked.page.lines.measure[line]) for line in story.lines)[len(story.lines) // 2]
    texts = tuple(tuple(_piece(issue, asked.numbers[line]) for line in paragraph) for paragraph in paragraphs)
    sure = round(story.apart * prod(join.sure for join in story.joins), 3)
    page = issue.lines[asked.numbers[story.lines[0]]].page
    return Article(id="", page=page, paragraphs=texts, measure=measure, confidence=sure)


def _parts(asked: First, join: Join, set_in: float) -> bool:
    """Say whether a paragraph ends between two lines; a jump mark alone is part of the paragraph that it sends on.

    Where the dump shows of the lower line whether it is set in (the log odds `set_in`), that says more than how the upper one ends.
    """
    lines = asked.page.lines
    return join.parts + set_in > 0 and not lines.shown[join.lower, ONLY_MARK]


def _piece(issue: Issue, line: int) -> Piece:
    return as_printed(issue.source.text, issue.lines[line].span)


def _doubts(issue: Issue, asked: First, joins: Sequence[Join]) -> Iterator[Doubt]:
    texts = asked.page.lines.texts
    for join in joins:
        if join.sure < WEAK:
            other = "" if join.rival is None else f"; it might go on with {texts[join.rival][:12]}"
            note = f"little says that the story goes on with {texts[join.lower][:12]} ({join.sure:.2f}){other}"
            yield Doubt("segment", "weak-join", issue.lines[asked.numbers[join.lower]].span, note)


def _weak_edges(issue: Issue, asked: First, changed: Sequence[Edge]) -> Iterator[Doubt]:
    for edge in changed:
        if edge.sure < WEAK:
            above = asked.page.lines.texts[edge.upper]
            note = f"little says that a story begins here ({edge.sure:.2f}); it might go on from {above[-12:]}"
            yield Doubt("segment", "weak-edge", issue.lines[asked.numbers[edge.lower]].span, note)


def _named(issue: Issue, articles: Sequence[Article]) -> tuple[Article, ...]:
    """Give each article an id of paper day, page and content, the same whatever happens to the others."""
    named: list[Article] = []
    seen: dict[str, int] = {}
    for article in sorted(articles, key=lambda article: article.paragraphs[0][0].span):
        day = issue.masthead.date or "undated"
        name = f"{day}-p{article.page}-{_fingerprint(article.paragraphs)}"
        seen[name] = seen.get(name, 0) + 1
        named.append(replace(article, id=name if seen[name] == 1 else f"{name}-{seen[name]}", pages=(article.page,)))
    return tuple(named)


def _fingerprint(paragraphs: Sequence[Text]) -> str:
    """Return eight hex digits of the first 64 Han characters of a story's lead (all of it where it has none).

    A 上接 mark is not of the story: all second halves would be called the same.
    """
    text = next(filter(None, map(_unmarked, paragraphs)), "") or plain(paragraphs[0])
    han = "".join(han_runs().findall(text))[:64]
    return hashlib.sha256((han or text).encode()).hexdigest()[:8]


def _unmarked(paragraph: Text) -> str:
    """Return a paragraph's text without the mark that says where the story comes from."""
    text = plain(paragraph)
    mark = signs.jump_mark(text)
    return text[mark.end :] if mark and mark.direction == "from" and mark.start == 0 else text
