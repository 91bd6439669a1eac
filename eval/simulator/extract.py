"""抽取: the extractors: how each reads a page that is set."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from eval.simulator.crumbs import vertical
from eval.simulator.dump import Block, Cell, one
from eval.simulator.layout import layout
from eval.simulator.sheet import Line, Module, Page


@dataclass(frozen=True)
class Reading:
    """The habits of an extraction, drawn for each issue."""

    extractor: str
    level: str
    joint: str  # between the lines of a block
    after: str  # between blocks
    indent: str  # what is left of an indent
    gap: str  # before a jump mark on the line
    apart: float  # how often the jump mark is a block of its own
    zones: float  # how many modules are jumbled
    jitter: float
    glued: float  # how often a paragraph is glued to the last
    rowwise: float  # how many modules are read across
    merged: float  # how many neighbouring columns are read as one
    stack: float  # how often a headline stack is one block


def draw_reading(rng: random.Random, extractor: str, level: str, gap: str, apart: float) -> Reading:
    """Draw the habits of an extractor."""
    blocks = extractor in ("blocks", "jumbled")
    after = "\n\n" if blocks or extractor == "rows" else rng.choice(("\n", "\n", "\n\n"))
    return Reading(
        extractor, level,
        joint=rng.choice((" ", " ", " ", "\n")) if extractor == "jumbled" else " " if blocks else "\n",
        after=after,
        indent=rng.choice(("　　", "　　", "", "  ")) if extractor in ("rows", "layout") else rng.choice(("", "", "", "", "　　")),
        gap=gap, apart=apart,
        zones=rng.choice((0.15, 0.4, 0.8)) if extractor == "jumbled" else rng.choice((0.0, 0.0, 0.1)) * blocks,
        jitter=rng.choice((0.3, 0.7, 1.2, 2.0)),
        glued=rng.choice((0.0, 0.05, 0.3, 0.95)) if blocks else 0.5,
        rowwise=rng.choice((0.6, 0.9, 1.0)) if extractor == "rows" else 0.0,
        merged=rng.choice((0.1, 0.3, 0.6)) if extractor == "columns" else 0.0,
        stack=rng.choice((0.0, 0.3, 0.9)),
    )  # fmt: skip


def extract(rng: random.Random, page: Page, reading: Reading) -> list[Block]:
    """Read a page: blocks in the order of the dump."""
    if reading.extractor == "layout":
        return layout(rng, page, reading.indent)
    out = [one(line, reading.joint, "furniture", after=reading.after) for line in page.top]
    number = 0
    for band in page.bands:
        out += _band(rng, band, number, reading)
        number += len(band)
    return out + [one(line, reading.joint, "furniture", after=reading.after) for line in page.foot]


def _band(rng: random.Random, band: list[Module], number: int, reading: Reading) -> list[Block]:
    out: list[Block] = []
    at = 0
    while at < len(band):
        size = 1
        if at + 1 < len(band) and _crossing(rng, reading):
            size = 2
        group = band[at : at + size]
        for inside, module in enumerate(group):
            out += _heads(rng, module, number + at + inside, reading)
        out += _bodies(rng, group, number + at, reading)
        at += size
    return out


def _crossing(rng: random.Random, reading: Reading) -> bool:
    """Say whether two neighbouring modules are read across each other."""
    rate = {"columns": reading.merged * 0.5, "jumbled": reading.zones * 0.3, "rows": 0.05}.get(reading.extractor, 0.0)
    return rng.random() < rate


def _heads(rng: random.Random, module: Module, number: int, reading: Reading) -> list[Block]:
    out: list[Block] = []
    if module.vertical:
        out += vertical(rng, module, number, reading.joint, reading.after, reading.extractor in ("blocks", "jumbled"))
    elif module.heads:
        rows = [[Cell("", line)] for head in module.heads for line in head]
        if rng.random() < reading.stack:
            out.append(Block(rows, reading.joint, reading.after, "head", number))
        else:
            for head in module.heads:
                out.append(Block([[Cell("", line)] for line in head], reading.joint, reading.after, "head", number))
    out += [one(line, reading.joint, "sign", number, reading.after) for line in module.signs]
    return out


Reader = Callable[[random.Random, list[Module], int, Reading], list[Block]]


def _bodies(rng: random.Random, group: list[Module], number: int, reading: Reading) -> list[Block]:
    columns = [column for module in group for column in module.columns]
    if reading.extractor == "rows" and rng.random() < reading.rowwise:
        out = _across(rng, columns, number, reading, 0.0)
    elif reading.extractor == "columns" and (len(group) > 1 or rng.random() < reading.merged):
        out = _merged(rng, columns, number, reading)
    elif rng.random() < reading.zones or (len(group) > 1 and reading.extractor == "jumbled"):
        out = _across(rng, columns, number, reading, reading.jitter)
    else:
        out = [block for module in group for block in _plain(rng, module, number + group.index(module), reading)]
        marks = [module for module in group if module.mark]
        return out if marks else out
    for inside, module in enumerate(group):
        if module.mark:
            out.append(one(module.mark, reading.joint, "mark", number + inside, reading.after))
    return out


def _plain(rng: random.Random, module: Module, number: int, reading: Reading) -> list[Block]:
    """Read columns one by one: a block to a paragraph, cut at the column's foot."""
    out: list[Block] = []
    for column in module.columns:
        fresh = True
        for line in column:
            cell = Cell(reading.indent if line.opens and line.indent else "", line)
            if fresh or (line.opens and rng.random() >= reading.glued):
                out.append(Block([], reading.joint, reading.after, "body", number))
            out[-1].rows.append([cell])
            fresh = False
    if module.mark and (not out or rng.random() < reading.apart):
        out.append(one(module.mark, reading.joint, "mark", number, reading.after))
    elif module.mark:
        out[-1].rows[-1].append(Cell(reading.gap, module.mark))
    return out


def _across(rng: random.Random, columns: list[list[Line]], number: int, reading: Reading, jitter: float) -> list[Block]:
    """Read columns row by row, each line a block of its own; rows may be jittered."""
    keyed: list[tuple[float, int, Line]] = []
    for at, column in enumerate(columns):
        offset = rng.uniform(0, 2) if jitter and rng.random() < 0.5 else 0.0
        pitch = rng.uniform(0.9, 1.1) if jitter and rng.random() < 0.3 else 1.0
        for row, line in enumerate(column):
            noise = rng.gauss(0, jitter) if jitter else 0.0
            keyed.append((row * pitch + offset + noise, at, line))
    keyed.sort(key=lambda item: item[:2])
    out: list[Block] = []
    for _, _, line in keyed:
        gap = reading.indent if line.opens and line.indent else ""
        if out and not jitter and rng.random() < 0.02:
            out[-1].rows.append([Cell(gap, line)])
        else:
            out.append(one(line, "\n", "body", number, "\n\n", gap))
    return out


def _merged(rng: random.Random, columns: list[list[Line]], number: int, reading: Reading) -> list[Block]:
    """Read neighbouring columns as one: their rows in turn, now and then two on one physical line."""
    rows: list[list[Cell]] = []
    shift = rng.choice((0, 0, rng.randint(1, 8)))
    depth = max(len(column) + shift * at for at, column in enumerate(columns))
    for row in range(depth):
        cells = [
            Cell("", column[row - shift * at])
            for at, column in enumerate(columns)
            if 0 <= row - shift * at < len(column)
        ]
        if len(cells) > 1 and rng.random() < 0.12:
            rows.append([cells[0], *(Cell(rng.choice((" ", "", "  ")), cell.line) for cell in cells[1:])])
        else:
            rows += [[cell] for cell in cells]
    return [Block(rows, "\n", reading.after, "body", number)]
