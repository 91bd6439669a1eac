"""题览: an issue's groups of lines that may be headlines, page by page, with all that is asked of them; and its stories."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from hkpaper import signs
from hkpaper.continuation.ngram import chosen
from hkpaper.records import Issue
from hkpaper.stacks.groups import Group, groups_of
from hkpaper.stacks.likeness import Page
from hkpaper.stacks.parts import Seen, Teller, likeliest
from hkpaper.text import plain


class Look(NamedTuple):
    """A page: its groups, its stories."""

    seen: list[Seen]
    stories: list[Teller]


def looks(issue: Issue) -> list[Look]:
    """Return what the headlines of each page are decided by."""
    places, starts = _places(issue), {line.span.start: number for number, line in enumerate(issue.lines)}
    groups: dict[int, list[Group]] = defaultdict(list)
    for group in groups_of(issue, places, starts):
        groups[group.page].append(group)
    stories: dict[int, list[int]] = defaultdict(list)
    for number, article in enumerate(issue.articles):
        stories[article.page].append(number)
    return [_look(issue, groups[page], stories[page], places, starts) for page in sorted({*groups, *stories})]


def _places(issue: Issue) -> dict[int, int]:
    """Return the rank of each strand's lines in the dump: how many strands of running text begin before."""
    places: dict[int, int] = {}
    rank = 0
    for strand in sorted(issue.strands, key=lambda strand: strand.lines[0]):
        places.update(dict.fromkeys(strand.lines, rank))
        rank += strand.role == "body"
    return places


def _look(
    issue: Issue, groups: Sequence[Group], stories: Sequence[int], places: Mapping[int, int], starts: Mapping[int, int]
) -> Look:
    texts = [atom.text for group in groups for atom in group.atoms]
    heads = {
        group.story: sum(len(atom.text) for atom in group.atoms)
        for group in groups
        if group.held == "head" and group.story is not None
    }
    bundles = {group.story for group in groups if group.held == "whole"}  # headlines alone are no story to be headed
    stories = [number for number in stories if number not in bundles]
    page = Page({number: issue.articles[number] for number in stories}, texts, heads)
    onward = _onward(groups)
    tellers = [_teller(issue, number, places, starts) for number in stories]
    found: list[Seen] = []
    at = 0
    for group in groups:
        size = len(group.atoms)
        shared = tuple(page.shared(atom.text) for atom in group.atoms)
        found.append(Seen(group, shared, tuple(onward[at : at + size]), likeliest(group, shared, tellers)))
        at += size
    return Look(found, tellers)


def _onward(groups: Sequence[Group]) -> list[float]:
    """Return how well each line of each group goes on from the one before it, in nats."""
    tails = [text for group in groups for text in (group.over, *(atom.text for atom in group.atoms[:-1]))]
    heads = [atom.text for group in groups for atom in group.atoms]
    known = np.array([bool(text) for text in tails], bool)
    at = np.arange(len(tails))
    if not len(at):
        return []
    gains = np.clip(chosen().gains([text or "。" for text in tails], heads, at, at), -6, 6).sum(axis=1)
    return [float(gain) for gain in np.where(known, gains, 0.0)]


def _teller(issue: Issue, number: int, places: Mapping[int, int], starts: Mapping[int, int]) -> Teller:
    article = issue.articles[number]
    first = article.paragraphs[0][0]
    text = first.text
    line = starts[first.span.start]
    mark = signs.jump_mark(text)
    comes = mark is not None and mark.direction == "from"
    opens = comes or signs.lead(text) is not None or signs.byline_line(text)
    size = sum(len(plain(paragraph)) for paragraph in article.paragraphs)
    return Teller(number, places[line], line, opens, comes, size)
