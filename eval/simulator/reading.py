"""读法: the habits of an extraction, drawn for each issue."""

from __future__ import annotations

import random
from dataclasses import dataclass


@dataclass(frozen=True)
class Reading:
    """How an extractor reads the pages of one issue."""

    extractor: str
    level: str
    joint: str  # between the lines of a block
    after: str  # between blocks
    indent: str  # what is left of an indent
    gap: str  # before a jump mark on the line
    apart: float  # how often the jump mark is a block of its own
    glued: float  # how often a paragraph is glued to the last
    stack: float  # how often a headline stack is one block
    lone: float = 0.0  # how often each line of a stack is a block
    fused: float = 0.0  # how often two lines of a block are joined by nothing
    zones: float = 0.0  # how many modules stand in a zone of single lines
    cross: float = 0.0  # how often neighbouring modules are read across
    sorted: float = 0.0  # how many bands are read by height, blocks of all columns in turn
    raster: float = 0.0  # how many bands give all first columns, then all second columns
    jitter: float = 0.0  # rows by which lines are displaced in a zone
    rowwise: float = 0.0  # how many modules are read row by row
    merged: float = 0.0  # how many neighbouring columns are read as one
    shared: float = 0.0  # of those, how many rows stand on one physical line
    markdown: bool = False


def draw_reading(rng: random.Random, extractor: str, level: str, gap: str, apart: float) -> Reading:
    """Draw the habits of an extractor at a level."""
    indents = ("　　", "　　", "", "  ") if extractor in ("rows", "layout") else ("", "", "", "", "　　", "　　")
    base = {
        "extractor": extractor, "level": level, "indent": rng.choice(indents), "gap": gap, "apart": apart,
        "stack": rng.choice((0.0, 0.3, 0.9)), "lone": rng.choice((0.0, 0.0, 0.5, 1.0)),
    }  # fmt: skip
    draw = {"blocks": _blocks, "jumbled": _jumbled, "rows": _rows, "columns": _columns}.get(extractor, _lines)
    return Reading(**base, **draw(rng, level))  # type: ignore[arg-type]


def _blocks(rng: random.Random, level: str) -> dict[str, object]:
    hard = level != "easy"
    return {
        "joint": rng.choice((" ",) * 9 + ("\n",)), "after": "\n\n", "glued": rng.choice((0.0, 0.02, 0.02, 0.1, 0.4, 0.95)),
        "fused": rng.choice((0.0,) * 6 + (0.01,)), "zones": rng.choice((0.0, 0.0, 0.1)) * hard,
        "cross": rng.choice((0.0, 0.0, 0.1)) * hard, "sorted": rng.choice((0.0, 0.0, 0.1, 0.6)) * hard,
        "raster": rng.choice((0.0, 0.0, 0.1, 0.3)) * hard, "jitter": rng.choice((0.0, 0.5, 1.0)), "markdown": rng.random() < 0.06,
    }  # fmt: skip


def _jumbled(rng: random.Random, level: str) -> dict[str, object]:
    return _blocks(rng, level) | {
        "zones": rng.choice((0.05, 0.1, 0.2, 0.3, 0.6)), "cross": rng.choice((0.0, 0.05, 0.1, 0.3)),
        "jitter": rng.choice((0.0, 0.3, 0.5, 0.8, 1.2, 2.0)), "joint": " ", "sorted": rng.choice((0.0, 0.0, 0.3)),
    }  # fmt: skip


def _rows(rng: random.Random, level: str) -> dict[str, object]:
    return {
        "joint": "\n", "after": "\n\n", "glued": 0.5, "rowwise": rng.choice((0.6, 0.9, 1.0, 1.0, 1.0)),
        "cross": rng.choice((0.0, 0.05, 0.2)), "raster": rng.choice((0.0, 0.1)),
    }  # fmt: skip


def _columns(rng: random.Random, level: str) -> dict[str, object]:
    return {
        "joint": "\n", "after": rng.choice(("\n\n", "\n\n", "\n")), "glued": 1.0, "merged": rng.choice((0.05, 0.2, 0.4)),
        "shared": rng.choice((0.0, 0.03, 0.15)), "raster": rng.choice((0.0, 0.3, 0.7)), "cross": rng.choice((0.1, 0.3, 0.5)),
    }  # fmt: skip


def _lines(rng: random.Random, level: str) -> dict[str, object]:
    return {
        "joint": "\n", "after": rng.choice(("\n", "\n", "\n", "\n\n")), "glued": rng.choice((0.0, 0.5, 1.0)),
        "merged": rng.choice((0.0,) * 5 + (0.1,)), "raster": rng.choice((0.0, 0.0, 0.1, 0.3)),
        "cross": rng.choice((0.0, 0.0, 0.1)),
    }  # fmt: skip
