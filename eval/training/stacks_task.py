"""题组题: the groups of lines of simulated pages that may be headlines, with what they truly are."""

from __future__ import annotations

import random
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

import hkpaper
from hkpaper.records import Article, Issue, Strand
from hkpaper.stacks.levels import HEADS, LONGEST, Part, may_be
from hkpaper.stacks.look import Look, looks
from hkpaper.stacks.parts import Seen, fragment
from hkpaper.text import as_printed

LEVEL = {"kicker": "K", "headline": "M", "deck": "D"}
ASIDE = 0.25  # of bylines that open a story, how many are put aside on purpose
MISTAKEN = 0.06  # of runs of headlines, how many are taken for a story on purpose
RUNNING = ("body", "caption")  # what may go back to the story above


class Told(NamedTuple):
    """A group with the parts that it truly has, and the true story of each of its lines."""

    seen: Seen
    parts: list[Part]
    stories: list[int]


class Sheet(NamedTuple):
    """The groups of a page, its stories, and the true story of each by its first line."""

    told: list[Told]
    look: Look
    truth: dict[int, tuple[int, int]]  # … and that line's number in it


def sheets(dump: Any) -> Iterator[Sheet]:
    """Yield what the shipped weights make of the pages of a simulated issue, with the truth."""
    issue = hkpaper.run_up_to(hkpaper.read(dump.text), "segment")
    starts = [segment.start for segment in dump.segments]
    chance = random.Random(str(dump.recipe))

    def own(line: int) -> Any:
        return dump.segments[max(0, bisect_right(starts, issue.lines[line].span.start) - 1)]

    issue = mistaken(chance, issue, own)
    heads = heads_of(issue, own)
    for look in looks(issue):
        truth = {story.number: heads[story.number] for story in look.stories}
        first = headed(truth)
        yield Sheet([_told(each, own, first) for each in look.seen], look, truth)


def mistaken(chance: random.Random, issue: Issue, own: Any) -> Issue:
    """Return an issue in which now and then a run of headlines is taken for a story, as it happens on real pages."""
    asides = sorted(line for strand in issue.strands if strand.role == "aside" for line in strand.lines)
    runs: list[list[int]] = []
    for line in asides:
        if _level(own(line)) == "X" or len(issue.text_of(line)) < 4:
            continue
        if runs and line == runs[-1][-1] + 1 and issue.lines[line].page == issue.lines[line - 1].page:
            runs[-1].append(line)
        else:
            runs.append([line])
    taken = [run for run in runs if len(run) > 1 and chance.random() < MISTAKEN]
    issue = _without_authors(chance, issue, own)
    gone = {line for run in taken for line in run}
    strands = [strand for strand in issue.strands if not gone.intersection(strand.lines)]
    strands += [Strand(tuple(run), 20.0) for run in taken]
    text = issue.source.text
    articles = [
        Article("", issue.lines[run[0]].page, tuple((as_printed(text, issue.lines[line].span),) for line in run))
        for run in taken
    ]
    return replace(issue, strands=tuple(strands), articles=(*issue.articles, *articles))


def _without_authors(chance: random.Random, issue: Issue, own: Any) -> Issue:
    """Return an issue in which now and then a byline that opens a story stands aside: is it a headline's line?"""
    starts = {line.span.start: number for number, line in enumerate(issue.lines)}
    moved: set[int] = set()
    articles: list[Article] = []
    for article in issue.articles:
        first, *rest = article.paragraphs[0]
        line = starts[first.span.start]
        if own(line).role == "byline" and (rest or len(article.paragraphs) > 1) and chance.random() < ASIDE:
            moved.add(line)
            kept = (tuple(rest), *article.paragraphs[1:]) if rest else article.paragraphs[1:]
            article = replace(article, paragraphs=kept)
        articles.append(article)
    strands: list[Strand] = []
    for strand in issue.strands:
        left = tuple(line for line in strand.lines if line not in moved)
        strands += [strand._replace(lines=left)] if left else []
    strands += [Strand((line,), None, "aside") for line in sorted(moved)]
    return replace(issue, articles=tuple(articles), strands=tuple(strands))


def headed(truth: dict[int, tuple[int, int]]) -> dict[int, int]:
    """Return the article that begins each true story."""
    found: dict[int, tuple[int, int]] = {}
    for number, (story, order) in truth.items():
        if story >= 0 and (story not in found or order < found[story][1]):
            found[story] = number, order
    return {story: number for story, (number, _) in found.items()}


def heads_of(issue: Issue, own: Any) -> list[tuple[int, int]]:
    """Return the true story of each article, and the number in it of its first line of running text."""
    by_start = {line.span.start: number for number, line in enumerate(issue.lines)}
    found: list[tuple[int, int]] = []
    for article in issue.articles:
        lines = [own(by_start[piece.span.start]) for paragraph in article.paragraphs for piece in paragraph]
        found.append(next(((line.story, line.order) for line in lines if _level(line) == "X"), (-1, 0)))
    return found


def _told(seen: Seen, own: Any, first: dict[int, int]) -> Told:
    lines = [own(atom.lines[0]) for atom in seen.group.atoms]
    top = seen.group.atoms[0].lines[0]
    above: Any = own(top - 1) if top else None
    labels: list[str] = []
    going_on = above is not None and above.role in RUNNING
    for atom, line in zip(seen.group.atoms, lines, strict=True):
        going_on = going_on and line.role in RUNNING and line.story == above.story and line.story >= 0
        own_level = "X" if atom.crumb else _level(line)
        labels.append("B" if going_on and may_be(seen.group, "B") else own_level)
    at = {story.number: place for place, story in enumerate(seen.stories)}
    heads = [at.get(first.get(line.story, -1)) for line in lines]
    parts = [part for each in _parts(labels, lines) for part in _possible(seen, each)]
    return Told(seen, _settled(parts, heads), [line.story for line in lines])


def _possible(seen: Seen, part: Part) -> list[Part]:
    """Return a part as it is, or line by line as none where by law it can be no level of a headline."""
    if part.label in HEADS and fragment(seen, part.first, part.last):
        return [Part("X", at, at) for at in range(part.first, part.last + 1)]
    return [part]


def _settled(parts: list[Part], heads: list[int | None]) -> list[Part]:
    """Return parts with the stories that they head; a second stack of a story heads none."""
    found: list[Part] = []
    for part in parts:
        story = heads[part.first] if part.label in HEADS else None
        last = found[-1] if found else None
        again = last is not None and last.story == story and last.label in HEADS and part.label in HEADS
        if again and last is not None and HEADS.index(part.label) <= HEADS.index(last.label):
            story = None
        found.append(part._replace(story=story))
    return found


def _level(line: Any) -> str:
    return LEVEL.get(line.role) or LEVEL.get(line.level) or "X"


def _parts(labels: list[str], lines: list[Any]) -> list[Part]:
    """Cut labels into parts: a level's lines of one story, in their order, are one."""
    found: list[Part] = []
    for at, label in enumerate(labels):
        last = found[-1] if found else None
        follows = (
            last is not None
            and last.label == label
            and lines[at].story == lines[at - 1].story
            and lines[at].order >= lines[at - 1].order
            and at - last.first < LONGEST[label]
        )
        if follows and last is not None:
            found[-1] = last._replace(last=at)
        else:
            found.append(Part(label, at, at))
    return found
