"""版式: read a page as `-layout` does: columns side by side on one physical line, runs of spaces between."""

from __future__ import annotations

import random

from eval.simulator.crumbs import spelt
from eval.simulator.dump import Block, Cell
from eval.simulator.press import width
from eval.simulator.sheet import Line, Module, Page

Placed = tuple[float, Line]  # ems from the left, line


def layout(rng: random.Random, page: Page, indent: str) -> list[Block]:
    """Return the physical rows of a page, a block a band."""
    scale = rng.uniform(1.7, 2.3)  # spaces an em
    blocks = (
        [_rows(rng, [[(at * 24.0, line) for at, line in enumerate(page.top)]], scale, "furniture")] if page.top else []
    )
    for band in page.bands:
        rows: dict[float, list[Placed]] = {}
        left = 0.0
        for module in band:
            place(rng, rows, module, left)
            left += module.width + rng.choice((0, 1, 2))
        blocks.append(_rows(rng, [rows[at] for at in sorted(rows)], scale, "body"))
    return blocks + [_rows(rng, [[(0.0, line)]], scale, "furniture") for line in page.foot]


def place(rng: random.Random, rows: dict[float, list[Placed]], module: Module, left: float) -> None:
    """Place the lines of a module; those of a neighbour may stand half a row lower and so on rows of their own."""
    top = rng.choice((0.0, 0.0, 0.0, 0.5, 1.0))
    middle = left + module.width / 2
    for line in module.labels:
        rows.setdefault(top, []).append((left, line))
        top += 1
    if module.vertical:
        left = _upright(rng, rows, module, left, top)
    else:
        for line in [line for head in module.heads for line in head]:
            rows.setdefault(top, []).append((max(left, middle - width(line.shown) / 2), line))
            top += rng.choice((1, 2))
    for line in module.signs:
        rows.setdefault(top, []).append((max(left, middle - width(line.shown) / 2), line))
        top += 1
    for at, column in enumerate(module.columns):
        for row, line in enumerate(column):
            rows.setdefault(top + row, []).append((left + at * (module.measure + 2) + line.indent, line))
    _mark(rows, module, left, top)


def _upright(rng: random.Random, rows: dict[float, list[Placed]], module: Module, left: float, top: float) -> float:
    """Place a vertical stack, a character a row; return where the columns begin."""
    heads, module.heads = module.heads, []
    pitch = rng.choice((1, 1, 2))
    for head in reversed(heads):
        pieces = spelt(head)
        for row, piece in enumerate(pieces):
            rows.setdefault(top + row * pitch, []).append((left, piece))
        left += 2
    module.heads = heads
    return left


def _mark(rows: dict[float, list[Placed]], module: Module, left: float, top: float) -> None:
    if not module.mark or not module.columns:
        return
    last = module.columns[-1]
    place = left + (len(module.columns) - 1) * (module.measure + 2)
    row = top + len(last) - 1
    if width(last[-1].shown) + 6 > module.measure:
        rows.setdefault(row + 1, []).append((place, module.mark))
    else:
        rows.setdefault(row, []).append((place + width(last[-1].shown) + 1, module.mark))


def _rows(rng: random.Random, rows: list[list[Placed]], scale: float, kind: str) -> Block:
    out: list[list[Cell]] = []
    for row in rows:
        cells: list[Cell] = []
        at = 0.0
        for place, line in sorted(row, key=lambda cell: cell[0]):
            run = max(1 if cells else 0, round((place - at) * scale + rng.uniform(-0.6, 0.6)))
            cells.append(Cell(" " * run, line))
            at = max(at, place) + width(line.shown)
        out.append(cells)
    return Block(out, "\n", rng.choice(("\n", "\n\n", "\n\n\n")), kind)
