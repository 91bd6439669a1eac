"""伤损: what an extractor does to the characters of a line: folding, slips, losses."""

from __future__ import annotations

import random
from dataclasses import dataclass

from eval.simulator.sheet import Line

FOLDS = {
    "，": ",",
    "：": ":",
    "；": ";",
    "？": "?",
    "！": "!",
    "（": "(",
    "）": ")",
    "“": '"',
    "”": '"',
    "‘": "'",
    "’": "'",
}
TRADITIONAL = dict(
    zip("资时国会来为这个们说对业车东门开关问间见长", "資時國會來為這個們說對業車東門開關問間見長", strict=True)
)
SLIPS = {
    "□": "口",
    "—": "一",
    "〇": "0",
    "未": "末",
    "己": "已",
    "日": "曰",
    "人": "入",
    "·": ".",
    "干": "千",
    "大": "太",
    "”": '"',
    "“": '"',
}


@dataclass(frozen=True)
class Wear:
    """The rates of an extraction's damage, drawn for each issue."""

    fold: dict[str, str]
    dash: float = 0.0  # — read as 一
    traditional: float = 0.0
    slip: float = 0.0
    tail: float = 0.0  # the end of a line is lost
    line: float = 0.0  # a line is lost
    spaced: float = 0.0  # a line is printed with spaces between its characters
    inner: float = 0.0  # a space by the way


def draw_wear(rng: random.Random, level: str) -> Wear:
    """Draw the rates for a level: clean, easy, medium, hard."""
    fold = rng.random()
    table = FOLDS if fold < 0.6 else {} if fold < 0.9 else dict(rng.sample(sorted(FOLDS.items()), 6))
    if level == "clean":
        return Wear({} if rng.random() < 0.8 else table, spaced=rng.choice((0.0, 0.0, 0.01)))
    worse = {"easy": 0.3, "medium": 1.0, "hard": 2.0}[level]
    return Wear(
        table,
        dash=rng.choice((0.0, 0.1, 0.4)) * worse / 2,
        traditional=rng.choice((0.0, 0.0005, 0.002)) * worse,
        slip=rng.choice((0.0, 0.0, 0.003)) * worse,
        tail=rng.choice((0.0, 0.0, 0.004, 0.01)) * worse,
        line=rng.choice((0.0, 0.0, 0.002, 0.006)) * worse,
        spaced=rng.choice((0.0, 0.0, 0.003)) * worse,
        inner=rng.choice((0.0, 0.0, 0.005)) * worse,
    )


def wear(rng: random.Random, line: Line, rates: Wear) -> bool:
    """Damage a line in place: `text` keeps what is left of it, `shown` what is read; say whether any is left."""
    if line.role in ("body", "caption"):
        if rng.random() < rates.line:
            return False
        if rng.random() < rates.tail and len(line.text) > 6:
            line.text = line.text[: -rng.randint(1, min(6, len(line.text) - 3))].rstrip()
    elif rng.random() < rates.line:
        return line.role not in ("furniture", "jump", "from")
    line.shown = _read(rng, line.text, rates)
    if line.role == "body" and rng.random() < rates.spaced:
        line.shown = " ".join(line.shown.replace(" ", ""))
    elif rates.inner and rng.random() < rates.inner and len(line.shown) > 4:
        at = rng.randrange(1, len(line.shown))
        line.shown = line.shown[:at].rstrip() + " " + line.shown[at:].lstrip()
    return True


def _read(rng: random.Random, text: str, rates: Wear) -> str:
    out = [rates.fold.get(char, char) for char in text]
    for at, char in enumerate(out):
        if char == "—" and rng.random() < rates.dash:
            out[at] = "一"
        elif char in TRADITIONAL and rng.random() < rates.traditional * 20:
            out[at] = TRADITIONAL[char]
        elif char in SLIPS and rng.random() < rates.slip * 10:
            out[at] = SLIPS[char]
    return "".join(out)
