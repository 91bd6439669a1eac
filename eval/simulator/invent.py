"""拟稿: make stories of inventions: templates with slots, a table of which no issue uses a row twice while others are left."""

from __future__ import annotations

import random
import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from eval.simulator.names import COMMON, person, road, town, village
from eval.simulator.story import Story

SLOT = re.compile(r"\{(\w+)\}")
FRESH = frozenset(("other", "place", "did", "saying", "fact", "virtue", "aim", "manner", "unit", "time", "clock"))
NUMERALS = "一二三四五六七"


@cache
def inventions() -> dict[str, Any]:
    """Return the table of inventions."""
    return tomllib.loads((Path(__file__).parent / "inventions.toml").read_text(encoding="utf-8"))


class Inventor:
    """Who fills the slots of one issue: its own places, its own leaders, what it has used."""

    def __init__(
        self, rng: random.Random, home: str, day: Callable[[], str], clauses: Sequence[Sequence[str]] = ()
    ) -> None:
        self.rng, self.day, self.clauses = rng, day, clauses
        self.towns = [town(rng) for _ in range(rng.randint(3, 12))]
        self.issue = {"home": home, "boss": person(rng), "mayor": person(rng), "aide": person(rng)}
        self.leaders = [self.issue["boss"], self.issue["mayor"], self.issue["aide"], *(person(rng) for _ in range(5))]
        self.used: set[str] = set()

    def take(self, table: Sequence[str], count: int) -> list[str]:
        """Draw rows, those first that the issue has not used; a row of many slots may come again."""
        fresh = [row for row in table if row not in self.used]
        rows = self.rng.sample(fresh, min(count, len(fresh)))
        self.used.update(row for row in rows if row.count("{") < 3)
        return rows or [self.rng.choice(table)]

    def fill(self, template: str, drawn: dict[str, str]) -> str:
        """Fill the slots of a template; `drawn` keeps what holds through a story."""
        return SLOT.sub(lambda found: self._word(found.group(1), drawn), template)

    def _word(self, slot: str, drawn: dict[str, str]) -> str:
        if slot in self.issue:
            return self.issue[slot]
        if slot in drawn and not (slot == "task" and self.rng.random() < 0.25):
            return drawn[slot]
        word = self._number(slot) or self._draw(slot, drawn)
        if (
            slot != "task2"
            and slot.rstrip("23") not in FRESH
            and slot not in ("n", "n2", "w", "w1", "big", "surname", "half")
        ):
            drawn.setdefault(slot, word)
        return word

    def _number(self, slot: str) -> str:
        rng = self.rng
        match slot:
            case "n":
                return str(rng.randint(3, 98))
            case "n2":
                return str(rng.randint(11, 99))
            case "w":
                return rng.choice("二三四五六")
            case "w1":
                return str(rng.randint(1, 9))
            case "big":
                return rng.choice((str(rng.randint(1000, 99999)), f"{rng.randint(1, 60)}.{rng.randint(1, 9)}万"))
        return ""

    def _draw(self, slot: str, drawn: dict[str, str]) -> str:
        rng, bare = self.rng, slot.rstrip("23")
        makers: dict[str, Callable[[], str]] = {
            "name": lambda: person(rng), "town": lambda: rng.choice(self.towns), "village": lambda: village(rng), "road": lambda: road(rng),
            "surname": lambda: rng.choice(COMMON), "half": lambda: rng.choice(("上午", "下午", "", "晚")), "day": self.day,
        }  # fmt: skip
        if bare in makers:
            return makers[bare]()
        rows = inventions()["slots"][bare]
        fresh = [row for row in rows if row not in self.used] if bare == "saying" else rows
        row = rng.choice(fresh or rows)
        if bare == "saying":
            self.used.add(row)
        return self.fill(row, drawn)

    def made(self) -> Story:
        """Make a story of a drawn kind."""
        _, _, make = self.rng.choices(MADE, [weight for _, weight, _ in MADE])[0]
        return make(self)

    def headline(self, kind: str, drawn: dict[str, str]) -> str:
        """Draw a headline of a kind."""
        return self.fill(self.take(inventions()[kind]["headlines"], 1)[0], drawn)


def gathered(rng: random.Random, sentences: Sequence[str], least: int, most: int) -> list[str]:
    """Gather sentences into paragraphs of drawn length; talk may stand alone."""
    out = [""]
    goal = rng.randint(least, most)
    for sentence in sentences:
        if out[-1] and (len(out[-1]) >= goal or (sentence[0] == "“" and rng.random() < 0.3)):
            out.append("")
            goal = rng.randint(least, most)
        out[-1] += sentence
    return out


def _prose(inventor: Inventor, kind: str, name: str) -> Story:
    rng, table = inventor.rng, inventions()[name]
    drawn: dict[str, str] = {}
    clauses, middles = table.get("clauses", ()), table.get("middles", ())
    total = rng.choice((rng.randint(3, 8), rng.randint(6, 16), rng.randint(12, 30)))
    few = round(total * rng.uniform(0.2, 0.6)) if middles else 0
    parts = inventor.take(middles, few) if few else []
    parts += inventor.take(clauses, total - len(parts)) if clauses else []
    rng.shuffle(parts)
    parts = [*inventor.take(table["openings"], 1), *parts, *inventor.take(table["closes"], rng.choice((0, 1, 1)) or 1)]
    filled = [inventor.fill(part, drawn) for part in parts]
    body = gathered(rng, filled, 20, rng.choice((40, 100, 160, 260)))
    if rng.random() < 0.3 and len(body) > 4:
        body = [filled[0], *gathered(rng, filled[1:], 20, 200)]
    return Story(kind, inventor.headline(name, drawn), body)


def _verse(inventor: Inventor) -> Story:
    rng, table = inventor.rng, inventions()["verse"]
    lines: list[str] = []
    form = rng.choice(("free", "free", "classic5", "classic7"))
    count = rng.choice((1, 1, 2, 3))
    for number in range(count):
        lines += [f"其{NUMERALS[number]}"] if form != "free" and count > 1 else []
        if form == "free":
            lines += _free(inventor, table[form])
        else:
            at = rng.randrange(len(table[form]) // 4) * 4
            lines += [line + "，。"[i % 2] for i, line in enumerate(table[form][at : at + 4])]
    if rng.random() < 0.3:
        note = inventor.fill(rng.choice(table["notes"]), {})
        lines.append(rng.choice(("注：{}", "注：{}", "（注：{}）", "【注】{}", "①{}")).format(note))
    if rng.random() < 0.15:
        lines.append(inventor.fill(rng.choice(table["sources"]), {}))
    return Story("verse", inventor.headline("verse", {}), lines, verse=True)


def _free(inventor: Inventor, table: Sequence[str]) -> list[str]:
    """Return a poem without metre or rhyme: lines of the table, or clauses of an essay as they stand."""
    rng, count = inventor.rng, inventor.rng.randint(4, 16)
    if inventor.clauses and rng.random() < 0.7:
        prose = rng.choice(inventor.clauses)
        start = rng.randrange(max(1, len(prose) - count))
        lines = list(prose[start : start + count])
    else:
        lines = inventor.take(table, count)
    for at in range(len(lines) - 1, 0, -1):
        if len(lines[at - 1]) + len(lines[at]) < 14 and rng.random() < 0.15:
            lines[at - 1 : at + 1] = [f"{lines[at - 1]}，{lines[at]}"]
    ends = ("", "", "", "，", "。") if rng.random() < 0.3 else ("",)
    return [line + rng.choice(ends) for line in lines]


def _notice(inventor: Inventor) -> Story:
    rng, table = inventor.rng, inventions()["notice"]
    drawn: dict[str, str] = {}
    form = rng.choice(("{}．", "{}.", "{}、", "（{}）", "一", "（一）", ""))
    items = inventor.take(table["items"], rng.randint(2, 7))
    rows = _grid(inventor) if rng.random() < 0.35 else []
    contact = rng.sample(table["contacts"], rng.choice((0, 0, 1, 2)))
    for at, item in enumerate(items):
        number = NUMERALS[at] if "一" in form else str(at + 1)
        head = {"一": f"{number}、", "（一）": f"（{number}）"}.get(form, form.format(number))
        items[at] = head + item + ("。" if at == len(items) - 1 else "；")
    tail = ["{org}", inventor.day()] if rng.random() < 0.6 else []
    body = [rng.choice(table["openings"]), *rows, *items, rng.choice(table["closes"]), *contact, *tail]
    if rows and rng.random() < 0.4:  # a table with a few words before it
        body = [body[0], *rows[:-1], *contact, *tail]
    return Story("notice", inventor.headline("notice", drawn), [inventor.fill(each, drawn) for each in body if each])


def _grid(inventor: Inventor) -> list[str]:
    """Return a table inside a notice, each row filled by itself, with the words before and after it."""
    rng, table = inventor.rng, inventions()["notice"]
    head, *rows = rng.choice(table["grids"])
    filled = [inventor.fill(row, {}) for row in (head, *rng.choices(rows, k=rng.randint(3, 10)))]
    return [rng.choice(table["lead_ins"]), *filled, rng.choice(table["rules"])]


def _listing(inventor: Inventor, kind: str, key: str, least: int, most: int) -> Story:
    rng = inventor.rng
    rows = [inventor.fill(rng.choice(inventions()[kind][key]), {}) for _ in range(rng.randint(least, most))]
    return Story(kind, inventor.headline(kind, {}), rows)


def _short(inventor: Inventor, kind: str, key: str, most: int) -> Story:
    drawn: dict[str, str] = {}
    rows = inventor.take(inventions()[kind][key], inventor.rng.randint(1, most))
    text = "".join(inventor.fill(each, drawn) for each in rows)
    return Story(kind, inventor.headline(kind, drawn), [text])


MADE: tuple[tuple[str, float, Callable[[Inventor], Story]], ...] = (
    ("feature", 5, lambda inventor: _prose(inventor, "article", "feature")),
    ("meeting", 3, lambda inventor: _prose(inventor, "article", "meeting")),
    ("essay", 2.5, lambda inventor: _prose(inventor, "essay", "essay")),
    ("opinion", 1.5, lambda inventor: _prose(inventor, "opinion", "opinion")),
    ("health", 1.0, lambda inventor: _prose(inventor, "article", "health")),
    ("court", 1.5, lambda inventor: _prose(inventor, "article", "court")),
    ("school", 1.5, lambda inventor: _prose(inventor, "article", "school")),
    ("fiction", 0.8, lambda inventor: _prose(inventor, "essay", "fiction")),
    ("weather", 0.5, lambda inventor: _prose(inventor, "brief", "weather")),
    ("verse", 2.0, _verse),
    ("notice", 1.5, _notice),
    ("brief", 2.5, lambda inventor: _short(inventor, "brief", "sentences", 4)),
    ("photo", 1.5, lambda inventor: _short(inventor, "photo", "captions", 2)),
    ("table", 0.5, lambda inventor: _listing(inventor, "table", "rows", 4, 12)),
    ("ad", 0.4, lambda inventor: _listing(inventor, "ad", "lines", 3, 7)),
)
