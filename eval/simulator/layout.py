"""版式: read a page as `-layout` does: columns side by side on one physical line, runs of spaces between."""

from __future__ import annotations

import random

from eval.simulator.dump import Block, Cell
from eval.simulator.press import width
from eval.simulator.sheet import Line, Module, Page

Placed = tuple[float, Line]  # column of characters, line


def layout(rng: random.Random, page: Page, indent: str) -> list[Block]:
    """Return the physical rows of a page, a block a band."""
    blocks = [_rows([[(at * 24.0, line) for at, line in enumerate(page.top)]], rng, "furniture")] if page.top else []
    for band in page.bands:
        rows: dict[int, list[Placed]] = {}
        left = 0.0
        for module in band:
            _module(rng, rows, module, left)
            left += module.width + rng.choice((1, 2, 3))
        blocks.append(_rows([sorted(rows[at], key=lambda cell: cell[0]) for at in sorted(rows)], rng, "body"))
    blocks += [_rows([[(0.0, line)]], rng, "furniture") for line in page.foot]
    return blocks


def _module(rng: random.Random, rows: dict[int, list[Placed]], module: Module, left: float) -> None:
    top = rng.choice((0, 0, 1))
    for head in module.heads:
        for line in head:
            rows.setdefault(top, []).append((left + max(0.0, (module.width - width(line.shown)) / 2), line))
            top += rng.choice((1, 2))
    for line in module.signs:
        rows.setdefault(top, []).append((left + max(0.0, (module.width - width(line.shown)) / 2), line))
        top += 1
    for at, column in enumerate(module.columns):
        for row, line in enumerate(column):
            rows.setdefault(top + row, []).append((left + at * (module.measure + 2) + line.indent, line))
    if module.mark:
        last = module.columns[-1]
        place = left + (len(module.columns) - 1) * (module.measure + 2)
        row = top + len(last) - 1
        if width(last[-1].shown) + 6 > module.measure:
            row += 1
            rows.setdefault(row, []).append((place, module.mark))
        else:
            rows.setdefault(row, []).append((place + width(last[-1].shown) + 1, module.mark))


def _rows(rows: list[list[Placed]], rng: random.Random, kind: str) -> Block:
    out: list[list[Cell]] = []
    for row in rows:
        cells: list[Cell] = []
        at = 0.0
        for place, line in row:
            run = max(1 if cells else 0, round((place - at) * 2 * 0.9))
            cells.append(Cell(" " * run, line))
            at = max(at, place) + width(line.shown)
        out.append(cells)
    return Block(out, "\n", rng.choice(("\n", "\n\n", "\n\n\n")), kind)
