"""伤损: what an extractor does to the characters of a line: folding, slips, losses."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from eval.simulator.sheet import Line, Module, Page

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
PARTS = (  # marks that some readers fold without the rest
    {"，": ",", "；": ";", "：": ":"}, {"“": '"', "”": '"', "‘": "'", "’": "'"}, {"（": "(", "）": ")"},
    {key: value for key, value in FOLDS.items() if key not in "“”‘’"}, {"（": "(", "）": ")", "：": ":"},
)  # fmt: skip
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


STUB = 8  # characters; the short last line of a paragraph is lost first


@dataclass(frozen=True)
class Wear:
    """The rates of an extraction's damage, drawn for each issue."""

    fold: dict[str, str]
    dash: float = 0.0  # — read as 一
    traditional: float = 0.0
    slip: float = 0.0
    tail: float = 0.0  # the end of a line is lost
    line: float = 0.0  # a line is lost
    stub: float = 0.0  # a paragraph's last line, of a few characters, is lost
    spaced: float = 0.0  # a line is printed with spaces between its characters
    inner: float = 0.0  # a space by the way
    loose: float = 0.0  # a line justified with room to spare is read with spaces
    head: float = 0.0  # a headline is lost
    patchy: float = 0.0  # a module whose marks are not folded, or the only one whose marks are


def draw_wear(rng: random.Random, level: str) -> Wear:
    """Draw the rates for a level: clean, easy, medium, hard."""
    fold = rng.random()
    table = FOLDS if fold < 0.6 else {} if fold < 0.85 else rng.choice(PARTS)
    if level == "clean":
        return Wear({} if rng.random() < 0.85 else table, loose=rng.choice((0.0, 0.0, 0.3, 0.9)))
    worse = {"easy": 0.3, "medium": 1.0, "hard": 2.0}[level]
    return Wear(
        table,
        dash=rng.choice((0.0, 0.1, 0.4)) * worse / 2,
        traditional=rng.choice((0.0, 0.0005, 0.002)) * worse,
        slip=rng.choice((0.0, 0.0, 0.003)) * worse,
        tail=rng.choice((0.0, 0.0, 0.004, 0.01)) * worse,
        line=rng.choice((0.0, 0.0, 0.002, 0.006)) * worse,
        stub=rng.choice((0.0, 0.0, 0.01, 0.04)) * worse,
        spaced=rng.choice((0.0, 0.0, 0.003)) * worse,
        inner=rng.choice((0.0, 0.0, 0.005)) * worse,
        loose=rng.choice((0.0, 0.0, 0.0, 0.3)),
        head=rng.choice((0.0, 0.0, 0.02, 0.06)) * worse,
        patchy=rng.choice((0.0, 0.0, 0.1, 0.3)),
    )


def wear(rng: random.Random, line: Line, rates: Wear, folds: dict[str, str], last: bool = False) -> bool:
    """Damage a line in place: `text` keeps what is left of it, `shown` what is read; say whether any is left."""
    if line.role == "body":
        if rng.random() < rates.line + (rates.stub if last and len(line.text) <= STUB else 0):
            return False
        if rng.random() < rates.tail and len(line.text) > 6:
            line.text = line.text[: -rng.randint(1, min(6, len(line.text) - 3))].rstrip()
    elif line.role in ("furniture", "jump", "from", "caption") and rng.random() < rates.line * 2:
        return False
    line.shown = _read(rng, line.text, rates, folds)
    if line.role == "body" and rng.random() < (rates.loose if line.loose else rates.spaced):
        line.shown = _spaced(rng, line.shown)
    elif rates.inner and rng.random() < rates.inner and len(line.shown) > 4:
        at = rng.randrange(1, len(line.shown))
        line.shown = line.shown[:at].rstrip() + " " + line.shown[at:].lstrip()
    return True


def _spaced(rng: random.Random, text: str) -> str:
    """Print spaces between the characters of a line, or of a part of it."""
    if rng.random() < 0.6 or len(text) < 8:
        return " ".join(text.replace(" ", ""))
    low = rng.randrange(len(text) - 4)
    high = low + rng.randint(3, 6)
    return f"{text[:low]}{' '.join(text[low:high].replace(' ', ''))}{text[high:]}"


def wear_issue(rng: random.Random, pages: Sequence[Page], rates: Wear) -> None:
    """Damage every line of an issue, in place; what is lost leaves its module."""
    for page in pages:
        page.top = [line for line in page.top if wear(rng, line, rates, rates.fold)]
        page.foot = [line for line in page.foot if wear(rng, line, rates, rates.fold)]
        for module in page.modules():
            folds = rates.fold if rng.random() >= rates.patchy else {} if rates.fold else FOLDS
            _wear_module(rng, module, rates, folds)


def _wear_module(rng: random.Random, module: Module, rates: Wear, folds: dict[str, str]) -> None:
    module.heads = [] if rng.random() < rates.head else module.heads
    for lines in (*module.heads, module.signs, module.labels):
        lines[:] = [line for line in lines if wear(rng, line, rates, folds)]
    for column in module.columns:
        ends = [after.opens for after in column[1:]] + [True]
        column[:] = [line for line, last in zip(column, ends, strict=True) if wear(rng, line, rates, folds, last)]
    module.heads = [head for head in module.heads if head]
    module.columns = [column for column in module.columns if column]
    if module.mark and not wear(rng, module.mark, rates, folds):
        module.mark = None


def _read(rng: random.Random, text: str, rates: Wear, folds: dict[str, str]) -> str:
    out = [folds.get(char, char) for char in text]
    for at, char in enumerate(out):
        if char == "—" and rng.random() < rates.dash:
            out[at] = "一"
        elif char in TRADITIONAL and rng.random() < rates.traditional * 20:
            out[at] = TRADITIONAL[char]
        elif char in SLIPS and rng.random() < rates.slip * 10:
            out[at] = SLIPS[char]
    return "".join(out)
