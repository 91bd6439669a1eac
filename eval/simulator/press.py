"""排字: set a paragraph in lines of a measure, as a press does. Widths in ems."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

NO_HEAD = frozenset("，。、；：？！）》〉」』】〕’”％…—,.;:?!)]%·")
NO_TAIL = frozenset("（《〈「『【〔‘“([")
HALVES = frozenset("，。、；：？！）》」』】”’（《「『【“‘")  # full-width marks that may be set on half an em
UNIT = re.compile(r"——|……|[A-Za-z0-9][A-Za-z0-9.,:/@%+-]*[A-Za-z0-9%]|.", re.DOTALL)


@dataclass(frozen=True)
class Setting:
    """A paper's habits of setting."""

    indent: float = 2
    whole: float = 0.8  # how often a number or a Latin word is not cut
    squeeze: float = 0.5  # ems a full line gives up at most to take one more mark
    hang: bool = False  # a closing mark may stand beyond the measure
    pull: float = 0.5  # how often a line is left short rather than squeezed
    tight: float = 0.0  # how often two marks that meet take one em less a half


def draw_setting(rng: random.Random) -> Setting:
    """Draw a paper's habits."""
    return Setting(
        indent=2 if rng.random() < 0.96 else rng.choice((0, 1)),
        whole=rng.choice((0.0, 0.5, 0.9, 1.0, 1.0)),
        squeeze=rng.choice((0.0, 0.5, 0.5, 1.0)),
        hang=rng.random() < 0.35,
        pull=rng.choice((0.1, 0.5, 0.9)),
        tight=rng.choice((0.0, 0.0, 1.0)),
    )


def width(text: str) -> float:
    """Measure a text: ASCII ½ em, all else 1.

    >>> width("4月30日，AI")
    5.5
    """
    return sum(0.5 if char < "\u0100" else 1.0 for char in text)


def set_lines(rng: random.Random, text: str, measure: float, setting: Setting, indent: float) -> list[str]:
    """Break a paragraph: no closing mark at the head of a line, no opening mark at its tail.

    >>> set_lines(random.Random(1), "区图书馆今天起延长开放，", 10, Setting(), 2)
    ['区图书馆今天起延', '长开放，']
    """
    units = _units(rng, text, measure, setting)
    lines: list[str] = []
    line: list[str] = []
    used = indent
    at = 0
    while at < len(units):
        unit = units[at]
        size = _size(unit, line, setting)
        if line and used + size > measure + 0.01:
            end = at
            while end < len(units) and units[end] in NO_HEAD:
                end += 1
            over = used + sum(_size(each, line, setting) for each in units[at:end]) - measure
            if end > at and _takes(rng, line, over, setting):
                line += units[at:end]
                at = end
            else:
                at = _back(units, at, line)
            lines.append("".join(line).strip())
            line, used = [], 0.0
            continue
        line.append(unit)
        used += size
        at += 1
    return [each for each in (*lines, "".join(line).strip()) if each]


def _units(rng: random.Random, text: str, measure: float, setting: Setting) -> list[str]:
    units: list[str] = []
    for unit in UNIT.findall(text):
        cut = len(unit) > 2 and unit[0] not in "—…" and (width(unit) > measure / 2 or rng.random() > setting.whole)
        units += list(unit) if cut else [unit]
    return units


def _size(unit: str, line: list[str], setting: Setting) -> float:
    pair = bool(line) and unit in HALVES and line[-1] in HALVES
    return width(unit) - (0.5 if pair and setting.tight else 0.0)


def _takes(rng: random.Random, line: list[str], over: float, setting: Setting) -> bool:
    """Say whether a full line takes one more closing mark: hanging, or by squeezing its other marks."""
    if setting.hang and over <= 1:
        return True
    give = 0.5 + 0.5 * sum(unit in HALVES for unit in line)
    return over <= min(give, setting.squeeze + 0.5) and rng.random() > setting.pull


def _back(units: list[str], at: int, line: list[str]) -> int:
    """Move units to the next line until neither edge is against the rules; return where the next begins."""
    low = max(1, len(line) - 4)
    while len(line) > low and (units[at] in NO_HEAD or line[-1] in NO_TAIL):
        line.pop()
        at -= 1
    return at
