"""拟版: set pages of a Chinese local newspaper as a press would, read them as extractors do, damage them, know the truth.

``simulate(seed, library([corpus]))`` gives the dump of an issue with its segments and its gold; everything about
the paper is drawn from wide distributions by the seed. See docs/simulator.md.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any, NamedTuple

from eval.simulator.damage import Wear, draw_wear, wear_issue
from eval.simulator.desk import write
from eval.simulator.dump import Segment
from eval.simulator.dump import write as print_dump
from eval.simulator.extract import extract
from eval.simulator.gold import article
from eval.simulator.heads import Heads
from eval.simulator.invent import Inventor, inventions
from eval.simulator.library import Text, library
from eval.simulator.makeup import Issue, make_up
from eval.simulator.paper import Paper, summary
from eval.simulator.reading import draw_reading
from eval.simulator.real import REAL, read_pages
from eval.simulator.scramble import draw_order, scramble
from eval.simulator.sheet import Line
from eval.simulator.written import APART, HALVES, LEARNED, Drawer, clauses

__all__ = ["APART", "EXTRACTORS", "HALVES", "LEARNED", "REAL", "Dump", "Segment", "Text", "library", "simulate"]

EXTRACTORS = {
    "blocks": 4,
    "lines": 3,
    "rows": 2,
    "columns": 2,
    "jumbled": 4,
    "layout": 1.5,
}  # and how often each is drawn
LEVELS = {
    "blocks": ("easy", "easy", "medium", "hard"), "jumbled": ("medium", "hard", "hard"), "lines": ("clean", "clean", "easy", "medium"),
    "rows": ("clean",), "columns": ("clean",), "layout": ("clean",),
}  # fmt: skip


class Dump(NamedTuple):
    """A dump and the truth about it."""

    text: str
    segments: tuple[Segment, ...]
    gold: dict[str, Any]
    recipe: dict[str, Any]


def simulate(
    seed: int,
    articles: Sequence[Text],
    extractor: str | None = None,
    papers: Sequence[str] = LEARNED,
    headed: bool = False,
) -> Dump:
    """Return the dump of an issue: the same arguments and written papers give the same bytes.

    With `headed` most stories that were not written whole get a written headline stack and the lead that goes with it; what
    follows is another text's, so this is for fitting headlines, not reading order.
    """
    rng = random.Random(f"{seed} {extractor}")
    paper = Paper(rng)
    if headed:
        paper.vertical = rng.choice((0.0, 0.1, 0.3))
    extractor = extractor or rng.choices(list(EXTRACTORS), list(EXTRACTORS.values()))[0]
    if extractor in ("rows", "layout", *REAL) and rng.random() < 0.5:
        paper.columns = max(paper.columns, 2.5)  # what reads across columns is told by pages of many
    issue, masthead = _issue(rng, articles, paper, papers, headed)
    if extractor in REAL:
        wear_issue(rng, issue.pages, Wear({}))
        text, segments, found = read_pages(rng, issue.pages, extractor)
        recipe: dict[str, Any] = {"level": "real"}
    else:
        text, segments, recipe = _read(rng, issue, paper, extractor)
        found = None
    numbered, gold = _gold(issue, segments, masthead, found)
    return Dump(text, tuple(numbered), gold, {"seed": seed, "extractor": extractor, **recipe, **summary(paper)})


def _read(rng: random.Random, issue: Issue, paper: Paper, extractor: str) -> tuple[str, list[Segment], dict[str, Any]]:
    """Damage an issue, read it, scramble it."""
    level = rng.choice(LEVELS[extractor])
    rates, order = draw_wear(rng, level), draw_order(rng, level)
    wear_issue(rng, issue.pages, rates)
    reading = draw_reading(rng, extractor, level, paper.jump_form.gap, paper.jump_form.apart)
    pages = []
    for page in issue.pages:
        blocks = extract(rng, page, reading)
        pages.append(blocks if extractor == "layout" else scramble(rng, blocks, order))
    turn = rng.choice(("\f", "\n\f", "\n"))
    text, segments = print_dump(pages, [turn] * (len(pages) - 1))
    drawn = {"level": level, "reading": vars(reading), "order": vars(order), "wear": vars(rates)}
    return text, segments, drawn


def _issue(
    rng: random.Random, articles: Sequence[Text], paper: Paper, papers: Sequence[str], headed: bool
) -> tuple[Issue, dict[str, Any]]:
    count = rng.choice((1, 1, 1, 2, 2, 3, 4))
    home = paper.town + rng.choice(("", "", paper.kind))
    inventor = Inventor(rng, home, lambda: paper.recent(rng), clauses(papers))
    drawer = Drawer(rng, papers)
    heads = Heads(rng, papers, rng.choice((0.0, 0.5, 0.9)) if headed else 0.0)
    stories = [
        [write(rng, articles, paper, inventor, drawer, heads) for _ in range(rng.randint(4, 14))] for _ in range(count)
    ]
    first = 1 if rng.random() < 0.75 else rng.randint(2, 6)
    issue = make_up(
        rng, stories, paper, first, lambda: inventor.fill(rng.choice(inventions()["photo"]["captions"]), {})
    )
    if first > 1:
        return issue, {"title": None, "date": None, "weekday": None, "licence": None, "url": None}
    pieces, masthead = paper.masthead(rng)
    issue.pages[0].top += [Line(each, "masthead", order=at) for at, each in enumerate(pieces)]
    return issue, masthead


def _gold(
    issue: Issue, segments: Sequence[Segment], masthead: dict[str, Any], kept: set[int] | None
) -> tuple[list[Segment], dict[str, Any]]:
    """Number the stories by their first line in the dump and make their gold."""
    lines: dict[int, list[Line]] = {}
    for page in issue.pages:
        for module in page.modules():
            printed = [
                line
                for line in module.lines()
                if kept is None or id(line) in kept or line.role not in ("body", "jump", "from")
            ]
            lines.setdefault(module.story, []).extend(printed)
    found: dict[int, int] = {}
    for segment in segments:
        if segment.story >= 0 and any(line.role == "body" for line in lines[segment.story]):
            found.setdefault(segment.story, len(found))
    numbered = [segment._replace(story=found.get(segment.story, -1)) for segment in segments]
    articles = [article(issue, story, sorted(lines[story], key=_reading), at) for story, at in found.items()]
    return numbered, {"issue": masthead, "articles": articles}


def _reading(line: Line) -> tuple[bool, int]:
    return line.role not in ("kicker", "headline", "deck"), line.order
