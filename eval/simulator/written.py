"""成稿: articles written for the simulator, whole and coherent, of papers that never were: see `written/`."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any
from zlib import crc32

from eval.simulator.story import Story

FOLDER = Path(__file__).parent / "written"
APART = ("mountain-county",)  # papers kept from training, to judge by
LEARNED = tuple(path.stem for path in sorted(FOLDER.glob("*.jsonl")) if path.stem not in APART)
LOOSE = 120  # pieces of no paper that an issue may draw from, besides its paper's own
KEPT = 6  # of these, one in so many is kept apart too
HALVES = (
    LEARNED[::2],
    LEARNED[1::2],
)  # of what may be learned from: what one is set from, the other's model has not read
SEAMS = re.compile(r"[，；：。！？、“”‘’—…（）《》]+")
SHORTEST, LONGEST = 3, 13  # characters of a clause
FEWEST = 8  # clauses, of which a poem can be made


def rows(paper: str = "*") -> list[dict[str, Any]]:
    """Return the articles of a paper (a file's name without its ending), or of all, as they stand in the files."""
    files = sorted(FOLDER.glob(f"{paper}.jsonl"))
    return [json.loads(row) for path in files for row in path.read_text(encoding="utf-8").splitlines()]


def goes_with(papers: Sequence[str], text: str) -> bool:
    """Say whether a piece of no paper, by its first words, goes with papers: those apart, those learned from, or half of these."""
    half, apart = divmod(crc32(text.encode()), KEPT)
    if papers == APART or apart == 0:
        return papers == APART and apart == 0
    return papers not in HALVES or HALVES[half % len(HALVES)] == papers


def written(paper: str = "*") -> list[Story]:
    """Return them as stories without a byline."""
    return [_story(row) for row in rows(paper)]


@cache
def loose(papers: Sequence[str]) -> tuple[dict[str, Any], ...]:
    """Return the pieces of no paper that go with papers, as they stand."""
    return tuple(row for row in rows("loose/*") if goes_with(papers, row["paragraphs"][0]))


@cache
def clauses(papers: Sequence[str]) -> list[list[str]]:
    """Return the short clauses of each essay, in turn: what free verse may be made of."""
    held = [row for paper in papers for row in rows(paper)] + [*loose(papers)]
    prose = ["".join(row["paragraphs"]) for row in held if row["kind"] == "essay"]
    cut = [[each for each in SEAMS.split(text) if SHORTEST <= len(each) <= LONGEST] for text in prose]
    return [each for each in cut if len(each) >= FEWEST]


class Drawer:
    """The articles of one issue, all of one paper: its people and places meet in several of them. None is drawn twice."""

    def __init__(self, rng: random.Random, papers: Sequence[str]) -> None:
        self.rng = rng
        self.left = written(rng.choice(papers)) if papers else []
        more = [_story(row) for row in loose(papers)] if papers else []
        self.left += rng.sample(more, min(LOOSE, len(more)))
        rng.shuffle(self.left)

    def draw(self) -> Story | None:
        """Return an article, now and then without its first paragraphs; None where all are drawn."""
        if not self.left:
            return None
        story = self.left.pop()
        first = self.rng.randrange(len(story.paragraphs)) if self.rng.random() < 0.15 and not story.verse else 0
        story.paragraphs = story.paragraphs[first:]
        return story


def _story(row: dict[str, Any]) -> Story:
    stack = {key: row[key] for key in ("kicker", "deck", "section")}
    return Story(row["kind"], row["headline"] or "", list(row["paragraphs"]), verse=row["kind"] == "verse", **stack)
