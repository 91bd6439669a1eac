"""题稿: headline stacks written for the simulator, each with the lead of its story: see `stacks/`."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from eval.simulator.story import Story
from eval.simulator.written import goes_with

FOLDER = Path(__file__).parent / "stacks"


class Stack(dict[str, str | None]):
    """A stack: its kind, kicker, headline, deck, lead."""


@cache
def stacks(papers: Sequence[str]) -> tuple[Stack, ...]:
    """Return the stacks that go with papers."""
    rows = [json.loads(row) for path in sorted(FOLDER.glob("*.jsonl")) for row in path.read_text("utf-8").splitlines()]
    return tuple(Stack(row) for row in rows if goes_with(papers, row["headline"]))


class Heads:
    """Who heads the stories of one issue: no stack twice."""

    def __init__(self, rng: random.Random, papers: Sequence[str], share: float) -> None:
        self.rng, self.share = rng, share
        self.left: dict[str, list[Stack]] = {}
        for stack in stacks(papers):
            self.left.setdefault(str(stack["kind"]), []).append(stack)

    def head(self, story: Story) -> bool:
        """Give a story a written stack and the lead that goes with it, at the share of the issue; say whether it was."""
        held = self.left.get(story.kind, [])
        if not held or self.rng.random() >= self.share:
            return False
        stack = held.pop(self.rng.randrange(len(held)))
        story.kicker, story.headline, story.deck = stack["kicker"], str(stack["headline"]), stack["deck"]
        lead = str(stack["lead"])
        if story.verse:
            story.paragraphs = [*_verses(lead), *story.paragraphs]
        elif story.kind in ("brief", "photo"):
            story.paragraphs = [lead]
        elif self.rng.random() < 0.5:
            story.paragraphs = [lead + story.paragraphs[0], *story.paragraphs[1:]]
        else:
            story.paragraphs = [lead, *story.paragraphs]
        return True


def _verses(lead: str) -> Sequence[str]:
    """Return the lines of a lead of verse."""
    return [each for each in lead.replace("。", "，").split("，") if each]
