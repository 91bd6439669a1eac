"""抽取: read a page that is set, as an extractor does: blocks in the order of the dump."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import partial
from itertools import zip_longest
from typing import NamedTuple

from eval.simulator.crumbs import vertical
from eval.simulator.dump import Block, Cell, one
from eval.simulator.layout import layout
from eval.simulator.reading import Reading
from eval.simulator.sheet import Line, Module, Page


class Unit(NamedTuple):
    """A block and where it stands: its row, its column on the band."""

    row: float
    column: int
    block: Block


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
    """Read a band: its modules apart, or two or three of them across each other."""
    if rng.random() < reading.raster:
        return _raster(rng, band, number, reading)
    out: list[Block] = []
    at = 0
    while at < len(band):
        size = rng.choice((2, 2, 3)) if rng.random() < reading.cross else 1
        if rng.random() < reading.sorted:
            size = len(band)
        group = band[at : at + size]
        for inside, module in enumerate(group):
            out += heads(rng, module, number + at + inside, reading)
        out += _bodies(rng, group, number + at, reading)
        at += size
    return out


def heads(rng: random.Random, module: Module, number: int, reading: Reading) -> list[Block]:
    """Return what stands above a body: column name, headline stack, byline, 上接 mark."""
    out = [one(line, reading.joint, "furniture", number, reading.after) for line in module.labels]
    blocks = reading.extractor in ("blocks", "jumbled")
    if module.vertical and module.heads:
        out += vertical(rng, module, number, reading.joint, reading.after, blocks)
    elif module.heads:
        rows = [[Cell("", line)] for head in module.heads for line in head]
        if rng.random() < reading.lone:
            out += [Block([row], reading.joint, reading.after, "head", number) for row in rows]
        elif rng.random() < reading.stack:
            out.append(Block(rows, reading.joint, reading.after, "head", number))
        else:
            for head in module.heads:
                out.append(Block([[Cell("", line)] for line in head], reading.joint, reading.after, "head", number))
    if reading.markdown and out:
        _mark_down(rng, out)
    signs = [one(line, reading.joint, "sign", number, reading.after) for line in module.signs]
    if out and signs and module.signs[0].role == "from" and rng.random() < 0.3:
        return signs + out
    if out and signs and rng.random() < 0.07:  # the byline stands on in the block of the headline
        out[-1].rows += signs[0].rows
        return out
    return out + signs


def _mark_down(rng: random.Random, blocks: list[Block]) -> None:
    """Put before headlines what a vision model puts there."""
    sign = rng.choice(("# ", "## ", "### "))
    for block in blocks:
        first = block.rows[0]
        if block.kind == "head" and first[0].line.role != "crumb" and rng.random() < 0.8:
            mark = Line(sign.strip(), "noise", page=first[0].line.page, shown=sign.strip())
            first[:] = [Cell("", mark), Cell(" ", first[0].line), *first[1:]]


def _bodies(rng: random.Random, group: list[Module], number: int, reading: Reading) -> list[Block]:
    if reading.extractor == "rows" and rng.random() < reading.rowwise:
        return _glue_rows(rng, in_rows(rng, units(rng, group, number, reading, lambda: True), 0.0))
    if reading.extractor in ("columns", "lines") and rng.random() < reading.merged + (len(group) > 1):
        return _merged(rng, group, number, reading)
    split = rng.choice((0.3, 1.0, 1.0)) if rng.random() < reading.zones else 0.0
    if split or len(group) > 1:
        whole = rng.random() < 0.3  # of a zone, only some modules lie in single lines
        splits = [split if not whole or rng.random() < 0.5 else 0.0 for _ in group]
        found: list[Unit] = []
        for at, module in enumerate(group):
            found += units(rng, [module], number + at, reading, partial(_chance, rng, splits[at]), at * 5)
        jitter = reading.jitter * rng.choice((0.4, 0.7, 1.0, 1.3))
        if len(group) == 1 and rng.random() < 0.5:  # the columns one below the other: only the jitter misplaces lines
            found = _stacked(found)
        if rng.random() < 0.6:  # what is set in is read too early, what ends short too late
            found, jitter = _by_extent(rng, found), jitter * rng.choice((0.0, 0.0, 0.3, 0.6))
        return in_rows(rng, found, jitter)
    return [block for at, module in enumerate(group) for block in plain(rng, module, number + at, reading)]


def _chance(rng: random.Random, rate: float) -> bool:
    return rng.random() < rate


def plain(rng: random.Random, module: Module, number: int, reading: Reading) -> list[Block]:
    """Read the columns of a module one by one."""
    out = [block for column in module.columns for block in paragraphs(rng, column, number, reading)]
    return mark(rng, module, out, number, reading)


def mark(rng: random.Random, module: Module, out: list[Block], number: int, reading: Reading) -> list[Block]:
    """Add a module's jump mark to its blocks: at the end of the last line, or apart."""
    if module.mark and (not out or rng.random() < reading.apart):
        out.append(one(module.mark, reading.joint, "mark", number, reading.after))
    elif module.mark:
        out[-1].rows[-1].append(Cell(reading.gap, module.mark))
    return out


def paragraphs(rng: random.Random, column: Sequence[Line], number: int, reading: Reading) -> list[Block]:
    """Read a column: a block to a paragraph, some glued."""
    out: list[Block] = []
    for line in column:
        gap = reading.indent if line.opens and line.indent else ""
        if not out or (line.opens and rng.random() >= reading.glued):
            out.append(Block([[Cell(gap, line)]], reading.joint, reading.after, "body", number))
        elif not line.opens and rng.random() < reading.fused:
            out[-1].rows[-1].append(Cell("", line))
        else:
            out[-1].rows.append([Cell(gap, line)])
    return out


def units(
    rng: random.Random, group: Sequence[Module], number: int, reading: Reading, split: Callable[[], bool], left: int = 0
) -> list[Unit]:
    """Return the blocks of modules with their places; where `split()` says so a block falls into its lines."""
    out: list[Unit] = []
    at = left
    for inside, module in enumerate(group):
        drop = module.depth() if len(group) > 1 or left else 0.0
        drop += rng.choice((0.0, 0.0, rng.uniform(0, 6))) * bool(left)
        for column in module.columns:
            row = drop
            pitch = rng.choice((1.0, 1.0, rng.uniform(0.9, 1.1))) if reading.jitter else 1.0
            for block in paragraphs(rng, column, number + inside, reading):
                if split():
                    for offset, cells in enumerate(block.rows):
                        single = Block(
                            [cells], "\n", "\n\n" if reading.after == "\n\n" else "\n", "body", number + inside
                        )
                        out.append(Unit(row + offset * pitch, at, single))
                else:
                    out.append(Unit(row, at, block))
                row += len(block.rows) * pitch
            at += 1
        if module.mark:
            jump = one(module.mark, reading.joint, "mark", number + inside, reading.after)
            out.append(Unit(row - rng.choice((0.0, 0.4, 1.0)), at, jump))
    return out


def _stacked(found: Sequence[Unit]) -> list[Unit]:
    """Return units with each column below the one before it."""
    deep = max((unit.row for unit in found), default=0.0) + 2
    return [Unit(unit.row + deep * unit.column, unit.column, unit.block) for unit in found]


def _by_extent(rng: random.Random, found: Sequence[Unit]) -> list[Unit]:
    """Return units with some first lines of paragraphs moved up and some short last lines moved down.

    A tool that gathers lines by their left and right edges puts those aside that do not fill the column.
    """
    rate, early, late = rng.choice((0.3, 0.6, 0.9)), rng.choice((0.0, 1.3, 2.4, 4.0)), rng.choice((0.0, 1.3, 2.4, 5.0))
    widest = max((len(unit.block.rows[0][-1].line.text) for unit in found), default=0)
    out: list[Unit] = []
    for unit in found:
        line, row = unit.block.rows[0][-1].line, unit.row
        if len(unit.block.rows) == 1 and rng.random() < rate:
            if line.opens:
                row -= rng.uniform(0.3, 1.0) * early
            elif len(line.text) < 0.8 * widest and line.text[-1:] in "。！？”":
                row += rng.uniform(0.3, 1.0) * late
        out.append(Unit(row, unit.column, unit.block))
    return out


def in_rows(rng: random.Random, found: list[Unit], jitter: float) -> list[Block]:
    """Return blocks by their rows, from left to right; jitter displaces some by a row or two."""
    keyed = [(unit.row + (rng.gauss(0, jitter) if jitter else 0.0), unit.column, at) for at, unit in enumerate(found)]
    return [found[at].block for _, _, at in sorted(keyed)]


def _glue_rows(rng: random.Random, blocks: list[Block]) -> list[Block]:
    """Glue now and then two rows: pdfminer gives them as one block for each column."""
    rate = rng.choice((0.0, 0.01, 0.03, 0.1))
    out: list[Block] = []
    for block in blocks:
        before = out[-2] if len(out) > 1 else None
        if before and block.kind == "body" == before.kind and rng.random() < rate and _runs_on(before, block):
            before.rows += block.rows
        else:
            out.append(block)
    return out


def _runs_on(upper: Block, lower: Block) -> bool:
    first, second = upper.rows[-1][-1].line, lower.rows[0][0].line
    return first.story == second.story and second.order == first.order + 1


def _raster(rng: random.Random, band: list[Module], number: int, reading: Reading) -> list[Block]:
    """Read a band's first columns, then its second ones, and so on; its headlines first, or each with its column."""
    tops = [heads(rng, module, number + at, reading) for at, module in enumerate(band)]
    columns = [_columns(rng, module, number + at, reading) for at, module in enumerate(band)]
    if rng.random() < 0.5:
        columns = [[[block for top in tops for block in top]], *columns]
    else:
        columns = [[top + own[0], *own[1:]] if own else [top] for top, own in zip(tops, columns, strict=True)]
    return [block for rank in zip_longest(*columns, fillvalue=[]) for column in rank for block in column]


def _columns(rng: random.Random, module: Module, number: int, reading: Reading) -> list[list[Block]]:
    out = [paragraphs(rng, column, number, reading) for column in module.columns]
    if out:
        mark(rng, module, out[-1], number, reading)
    return out


def _merged(rng: random.Random, group: list[Module], number: int, reading: Reading) -> list[Block]:
    """Read some neighbouring columns as one: their rows in turn, now and then two on one physical line."""
    columns = [(number + at, module, column) for at, module in enumerate(group) for column in module.columns]
    out: list[Block] = []
    at = 0
    while at < len(columns):
        size = 2 if rng.random() < 0.6 else 1
        run = columns[at : at + size]
        if len(run) == 1:
            out += paragraphs(rng, run[0][2], run[0][0], reading)
        else:
            out.append(_zipped(rng, [column for _, _, column in run], run[0][0], reading))
        for owner, module, column in run:
            if module.mark and column is module.columns[-1]:
                out.append(one(module.mark, reading.joint, "mark", owner, reading.after))
        at += size
    return out


def _zipped(rng: random.Random, columns: list[list[Line]], number: int, reading: Reading) -> Block:
    rows: list[list[Cell]] = []
    shift = rng.choice((0, 0, rng.randint(-8, 8)))
    keyed = [(row + shift * at * 1.0, at, line) for at, column in enumerate(columns) for row, line in enumerate(column)]
    for row, at, line in sorted(keyed, key=lambda item: item[:2]):
        gap = reading.indent if line.opens and line.indent else ""
        if (
            at
            and rows
            and len(rows[-1]) == 1
            and rows[-1][0].line in columns[0]
            and row >= 0
            and rng.random() < reading.shared
        ):
            rows[-1].append(Cell(rng.choice((" ", "", "  ")), line))
        else:
            rows.append([Cell(gap, line)])
    return Block(rows, "\n", reading.after, "body", number)
