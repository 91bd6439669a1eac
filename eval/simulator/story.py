"""稿件: what a story is, and those that are made of inventions."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from eval.simulator.names import person, road, town, village

SLOT = re.compile(r"\{(\w+)\}")
MARKS = ("□", "◇", "■", "◎", "○", "●", "")


@dataclass
class Story:
    """A story as it is written, before it is set."""

    kind: str
    headline: str
    paragraphs: list[str]
    kicker: str | None = None
    deck: str | None = None
    section: str | None = None  # a column name above it
    byline: str | None = None
    position: str = "none"  # start, under_headline, end, none
    people: dict[str, list[str]] = field(default_factory=dict)
    verse: bool = False  # line breaks are the author's


@cache
def inventions() -> dict[str, Any]:
    """Return the table of inventions."""
    return tomllib.loads((Path(__file__).parent / "inventions.toml").read_text(encoding="utf-8"))


def fill(rng: random.Random, template: str, drawn: dict[str, str]) -> str:
    """Fill the slots of a template; a slot drawn once keeps its word through a story."""
    slots = inventions()["slots"]
    makers: dict[str, Callable[[], str]] = {
        "name": lambda: person(rng), "name2": lambda: person(rng), "town": lambda: town(rng), "town2": lambda: town(rng),
        "village": lambda: village(rng), "road": lambda: road(rng), "road2": lambda: road(rng), "road3": lambda: road(rng),
        "n": lambda: str(rng.randint(3, 98)), "n2": lambda: str(rng.randint(11, 99)), "w": lambda: rng.choice("二三四五六"),
        "big": lambda: rng.choice((str(rng.randint(1000, 99999)), f"{rng.randint(1, 60)}.{rng.randint(1, 9)}万")),
        "day": lambda: f"{rng.randint(1, 12)}月{rng.randint(1, 30)}日",
    }  # fmt: skip

    def word(found: re.Match[str]) -> str:
        slot = found.group(1)
        if slot in ("n", "n2", "big", "w"):
            return makers[slot]()
        if slot not in drawn:
            drawn[slot] = makers[slot]() if slot in makers else rng.choice(slots[slot])
        return drawn[slot]

    return SLOT.sub(word, template)


def _paragraphs(rng: random.Random, sentences: list[str], least: int, most: int) -> list[str]:
    """Gather sentences into paragraphs of drawn length; talk may stand alone."""
    out = [""]
    goal = rng.randint(least, most)
    for sentence in sentences:
        if out[-1] and (len(out[-1]) >= goal or (sentence[0] == "“" and rng.random() < 0.3)):
            out.append("")
            goal = rng.randint(least, most)
        out[-1] += sentence
    return out


def _prose(rng: random.Random, kind: str, name: str) -> Story:
    table = inventions()[name]
    drawn: dict[str, str] = {}
    count = min(len(table["middles"]), rng.randint(4, 22))
    parts = [rng.choice(table["openings"]), *rng.sample(table["middles"], count), rng.choice(table["closes"])]
    body = _paragraphs(rng, [fill(rng, part, drawn) for part in parts], 20, rng.choice((60, 140, 220)))
    return Story(kind, fill(rng, rng.choice(table["headlines"]), drawn), body)


def _verse(rng: random.Random) -> Story:
    table = inventions()["verse"]
    drawn: dict[str, str] = {}
    lines: list[str] = []
    form = rng.choice(("free", "free", "classic5", "classic7"))
    for number in range(rng.choice((1, 1, 2, 3))):
        if number or (form != "free" and rng.random() < 0.2):
            lines += [f"其{'一二三'[number]}"] if form != "free" else []
        if form == "free":
            lines += rng.sample(table[form], rng.randint(4, 10))
        else:
            at = rng.randrange(len(table[form]) // 4) * 4
            lines += [line + "，。"[i % 2] for i, line in enumerate(table[form][at : at + 4])]
    return Story("verse", fill(rng, rng.choice(table["headlines"]), drawn), lines, verse=True)


def _notice(rng: random.Random) -> Story:
    table = inventions()["notice"]
    drawn: dict[str, str] = {}
    number = rng.choice(("{}．", "{}.", "{}、", "一", "（一）", ""))
    items = rng.sample(table["items"], rng.randint(2, 7))
    for at, item in enumerate(items):
        head = number.format(at + 1) if "{" in number else {"一": f"{'一二三四五六七'[at]}、", "": ""}.get(number)
        head = f"（{'一二三四五六七'[at]}）" if head is None else head
        items[at] = head + item + ("。" if at == len(items) - 1 else "；")
    tail = [fill(rng, "{org}", {}), fill(rng, "20{n2}年{day}", {})] if rng.random() < 0.6 else []
    body = [rng.choice(table["openings"]), *items, rng.choice(table["closes"]), *tail]
    return Story("notice", fill(rng, rng.choice(table["headlines"]), drawn), [fill(rng, each, drawn) for each in body])


def _listing(rng: random.Random, kind: str, key: str, least: int, most: int) -> Story:
    table = inventions()[kind]
    rows = [fill(rng, rng.choice(table[key]), {}) for _ in range(rng.randint(least, most))]
    return Story(kind, fill(rng, rng.choice(table["headlines"]), {}), rows)


def _brief(rng: random.Random) -> Story:
    table = inventions()["brief"]
    drawn: dict[str, str] = {}
    parts = [fill(rng, each, drawn) for each in rng.sample(table["sentences"], rng.randint(1, 4))]
    return Story("brief", fill(rng, rng.choice(table["headlines"]), drawn), ["".join(parts)])


def _photo(rng: random.Random) -> Story:
    table = inventions()["photo"]
    drawn: dict[str, str] = {}
    parts = [fill(rng, each, drawn) for each in rng.sample(table["captions"], rng.randint(1, 2))]
    return Story("photo", fill(rng, rng.choice(table["headlines"]), drawn), ["".join(parts)])


MADE: tuple[tuple[str, float, Callable[[random.Random], Story]], ...] = (
    ("feature", 5, lambda rng: _prose(rng, "article", "feature")),
    ("essay", 2.5, lambda rng: _prose(rng, "essay", "essay")),
    ("opinion", 1.5, lambda rng: _prose(rng, "opinion", "opinion")),
    ("verse", 1.2, _verse),
    ("notice", 1.5, _notice),
    ("brief", 2.5, _brief),
    ("photo", 1.5, _photo),
    ("table", 0.5, lambda rng: _listing(rng, "table", "rows", 4, 12)),
    ("ad", 0.4, lambda rng: _listing(rng, "ad", "lines", 3, 7)),
)


def made(rng: random.Random) -> Story:
    """Make a story of a drawn kind from the inventions."""
    _, _, make = rng.choices(MADE, [weight for _, weight, _ in MADE])[0]
    return make(rng)
