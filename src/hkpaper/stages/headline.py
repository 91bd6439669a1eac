"""配题: take articles and the lines that are no running text; give each article its headline stack.

Two learned choices (`stacks`): what each such line is (kicker, main line, deck, a line of the story above, none of
these), and, for the whole page at once, which stack heads which story; "no headline" and "headline of no story" are
answers. What stays over is kept as debris with its reason, never dropped.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

from hkpaper import loglinear
from hkpaper.chars import STOPS, han_runs
from hkpaper.records import Article, Debris, Doubt, Headline, Issue
from hkpaper.spans import Span, Text
from hkpaper.stacks.crumbs import homes, labels, suggestion, words_alone
from hkpaper.stacks.groups import Atom, Group
from hkpaper.stacks.levels import parts_of
from hkpaper.stacks.look import Look, looks
from hkpaper.stacks.match import Stack, matched, stacks_of
from hkpaper.stage import Row
from hkpaper.text import as_printed, merged, plain

COLUMNS = ("id", "level", "text", "start", "end")

WEAK = 0.6  # a headline less sure than this is kept with a doubt
BOX = re.compile(r"\\[A-Za-z]+")  # \square: what a vision model makes of a character that it cannot read
CODED = re.compile(r"[0-9A-Za-z,，。.:：;；]{2}")  # of a table, an address: no crumb
WORD = re.compile(r"\S+")
FIELDS = {"K": "kicker", "M": "main", "D": "deck"}


class Settled(NamedTuple):
    """What became of the lines of an issue that are no running text."""

    headlines: dict[int, Headline]  # by article
    crumbs: dict[int, list[int]]  # by article without one: the crumbs of its headline
    doubtful: dict[int, str]  # of these, why it is doubtful, where it is
    back: dict[int, list[list[int]]]  # by article: runs of lines that go back to it
    taken: dict[int, set[int]]  # by article: lines that were headlines after all
    used: set[int]
    orphans: set[int]  # lines of stacks that head nothing
    again: set[int]  # lines of headlines that were printed twice, the second time


def headline(issue: Issue) -> Issue:
    """Give each article its kicker, main line and deck, where the dump has them."""
    settled = Settled({}, {}, {}, defaultdict(list), defaultdict(set), set(), set(), set())
    pages = looks(issue)
    for look in pages:
        _settle(issue, look, settled)
    gone = _gone(issue, settled)
    for number in gone:
        for run in settled.back.pop(number, ()):  # there is no story left for them
            settled.used.difference_update(run)
    groups = [seen.group for look in pages for seen in look.seen if not seen.group.held]
    untitled = set(range(len(issue.articles))) - set(settled.headlines) - gone
    alone = words_alone(groups)
    _label(issue, settled, labels(issue, groups, alone - settled.used, untitled))
    settled.crumbs.update(homes(groups, _crumbs(issue, settled) - alone, untitled - set(settled.headlines)))
    settled.used.update(*settled.crumbs.values())
    articles = tuple(_articles(issue, settled))
    debris = tuple(_left_over(issue, settled, alone))
    doubts = (*issue.doubts, *_doubts(issue, articles, settled, debris))
    return replace(issue, articles=articles, debris=(*issue.debris, *debris), doubts=doubts)


def rows(issue: Issue) -> Iterator[Row]:
    """Yield a row for each line of each stack."""
    for article in issue.articles:
        stack = article.headline
        for level, text in (("kicker", stack.kicker), ("headline", stack.main), ("subhead", stack.deck)):
            if text:
                start, end = min(p.span.start for p in text), max(p.span.end for p in text)
                yield article.id, level, plain(text), start, end


def _settle(issue: Issue, look: Look, settled: Settled) -> None:
    """Decide the lines of one page."""
    weights = loglinear.shipped("stacks")
    stacks: list[Stack] = []
    for seen in look.seen:
        parts = parts_of(weights, seen)
        stacks += stacks_of(seen, parts)
        for run in _runs([part.first for part in parts if part.label == "B"]):
            fresh = sorted(_printed(seen.group, run))
            assert seen.group.above is not None
            settled.back[seen.group.above].append(fresh)
            settled.used.update(fresh)
    for stack, (story, sure) in zip(stacks, matched(weights, stacks, look.stories), strict=True):
        lines = _printed(stack.group, stack.atoms)
        if story is None:
            settled.orphans.update(lines if not stack.group.held else ())
            continue
        settled.headlines[story] = _headline(issue, stack)
        settled.used.update(lines)
        settled.again.update(line for at in stack.atoms for line in stack.group.atoms[at].again)
        if sure < WEAK:
            settled.doubtful[story] = f"it may head another story than {issue.articles[story].id} ({sure:.2f})"
        if stack.group.story is not None:
            settled.taken[stack.group.story].update(lines)


def _printed(group: Group, places: Iterable[int]) -> set[int]:
    """Return the lines at some places of a group, with those that print them a second time."""
    return {line for at in places for line in (*group.atoms[at].lines, *group.atoms[at].again)}


def _label(issue: Issue, settled: Settled, found: Mapping[int, int]) -> None:
    """Give each story the single word that stands above it."""
    for story, line in found.items():
        settled.headlines[story] = Headline(main=(as_printed(issue.source.text, issue.lines[line].span),))
        settled.doubtful[story] = f"it may be the name of a column, not the headline of {issue.articles[story].id}"
        settled.used.add(line)


def _runs(places: Sequence[int]) -> Iterator[list[int]]:
    """Yield places that follow each other together."""
    run: list[int] = []
    for place in places:
        if run and place != run[-1] + 1:
            yield run
            run = []
        run.append(place)
    if run:
        yield run


def _headline(issue: Issue, stack: Stack) -> Headline:
    atoms = stack.group.atoms
    found = {FIELDS[part.label]: _text(issue, atoms[part.first : part.last + 1]) for part in stack.parts}
    return Headline(**found)


def _text(issue: Issue, atoms: Sequence[Atom]) -> Text:
    """Return lines as one text; two halves on one line of the dump keep their space, spaced letters do not."""
    source = issue.source.text
    spans: list[Span] = []
    for atom in atoms:
        held = [issue.lines[line].span for line in atom.lines]
        whole = held[0]
        if len(held) > 1 or (" " not in atom.text and len(whole) > len(atom.text)):
            spans += [
                Span(line.start + word.start(), line.start + word.end())
                for line in held
                for word in WORD.finditer(line.of(source))
            ]
        elif spans and source[spans[-1].end : whole.start].strip(" \u3000") == "" and spans[-1].end < whole.start:
            spans.append(Span(spans.pop().start, whole.end))
        else:
            spans.append(whole)
    return tuple(as_printed(source, span) for span in spans)


def _articles(issue: Issue, settled: Settled) -> Iterator[Article]:
    """Yield the articles with their headlines, the lines that go back to them, and without those taken from them."""
    for number, article in enumerate(issue.articles):
        paragraphs = article.paragraphs
        for run in settled.back.get(number, ()):
            paragraphs = _with(issue, paragraphs, run)
        if taken := settled.taken.get(number):
            gone = {issue.lines[line].span.start for line in taken}
            kept = (tuple(piece for piece in text if piece.span.start not in gone) for text in paragraphs)
            paragraphs = tuple(text for text in kept if text)
        if paragraphs:
            crumbs = settled.crumbs.get(number)
            yield replace(
                article,
                paragraphs=paragraphs,
                headline=settled.headlines.get(number, article.headline),
                suggestion=suggestion(issue, paragraphs[0], crumbs) if crumbs else None,
            )


def _with(issue: Issue, paragraphs: tuple[Text, ...], lines: Sequence[int]) -> tuple[Text, ...]:
    """Return paragraphs with lines put back after the one that stands before them in the dump."""
    before = issue.lines[lines[0] - 1].span.start
    fresh = [as_printed(issue.source.text, issue.lines[line].span) for line in lines]
    found: list[Text] = []
    for text in paragraphs:
        at = next((at for at, piece in enumerate(text) if piece.span.start == before), None)
        if at is None:
            found.append(text)
        elif at == len(text) - 1 and (len(text) == 1 or text[-1].text[-1] in STOPS):
            found += [text, *((piece,) for piece in fresh)]  # a list, verse, or a sentence that has ended
        else:
            found.append((*text[: at + 1], *fresh, *text[at + 1 :]))
    return tuple(found)


def _crumbs(issue: Issue, settled: Settled) -> set[int]:
    """Return the lines that no story took and that look like crumbs of a vertical headline."""
    asides = {line for strand in issue.strands if strand.role == "aside" for line in strand.lines} - settled.used
    return {
        line
        for line in asides
        if _reason(issue, line, settled.orphans) == "crumb" and not CODED.search(BOX.sub("", issue.text_of(line)))
    }


def _gone(issue: Issue, settled: Settled) -> set[int]:
    """Return the articles that were nothing but headlines of others."""
    starts = {number: {issue.lines[line].span.start for line in taken} for number, taken in settled.taken.items()}
    return {
        number
        for number, own in starts.items()
        if all(piece.span.start in own for paragraph in issue.articles[number].paragraphs for piece in paragraph)
    }


def _left_over(issue: Issue, settled: Settled, alone: Set[int]) -> Iterator[Debris]:
    for strand in issue.strands:
        if strand.role == "aside":
            for line in strand.lines:
                if line not in settled.used:
                    reason = _reason(issue, line, settled.orphans)
                    yield Debris(
                        "loose-line" if reason == "crumb" and line in alone else reason, issue.lines[line].span
                    )
    yield from (Debris("printed-twice", issue.lines[line].span) for line in sorted(settled.again))


def _reason(issue: Issue, line: int, orphans: set[int]) -> str:
    """Return what a line that no story took seems to be."""
    text = issue.text_of(line)
    if "\\" in text or max(map(len, han_runs().findall(text)), default=0) < 3:
        return "crumb"
    return "orphan-headline" if line in orphans else "loose-line"


def _doubts(issue: Issue, articles: Iterable[Article], settled: Settled, debris: Sequence[Debris]) -> Iterator[Doubt]:
    for article in articles:
        if not article.headline.main:
            note = "no headline on the page shares enough with this story"
            yield Doubt("headline", "no-headline", article.paragraphs[0][0].span, note)
    for number, note in settled.doubtful.items():
        stack = settled.headlines[number]
        yield Doubt("headline", "weak-headline", (stack.main or stack.kicker or stack.deck)[0].span, note)
    for reason, note in (
        ("orphan-headline", "no story on the page fits this headline"),
        ("loose-line", "neither a headline nor a line of a story"),
    ):
        for span in merged(item.span for item in debris if item.reason == reason):
            yield Doubt("headline", reason, span, note)
    for item in debris:
        if item.reason == "crumb":
            vertical = ", likely of a vertical headline" if han_runs().search(item.span.of(issue.source.text)) else ""
            yield Doubt("headline", "crumb", item.span, f"loose characters{vertical}")
