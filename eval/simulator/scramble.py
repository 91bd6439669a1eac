"""错位: put blocks of a page where they do not belong: headlines, columns, furniture."""

from __future__ import annotations

import random
from dataclasses import dataclass

from eval.simulator.dump import Block


@dataclass(frozen=True)
class Order:
    """How often blocks are displaced, drawn for each issue."""

    heads: float = 0.0  # a story's headline goes elsewhere
    below: float = 0.0  # of those, how many just below the body
    columns: float = 0.0  # two neighbouring blocks of a module are exchanged
    modules: float = 0.0  # a module goes elsewhere
    furniture: float = 0.0  # a piece of furniture goes elsewhere
    bundles: float = 0.0  # the headlines of a page are read together, before all else or after


def draw_order(rng: random.Random, level: str) -> Order:
    """Draw the rates for a level."""
    worse = {"clean": 0.2, "easy": 0.3, "medium": 1.0, "hard": 1.3}[level]
    return Order(
        heads=rng.choice((0.0, 0.05, 0.15, 0.3)) * worse,
        below=rng.random(),
        columns=rng.choice((0.0, 0.01, 0.04, 0.1)) * worse,
        modules=rng.choice((0.0, 0.02, 0.1, 0.3)) * worse,
        furniture=rng.choice((0.0, 0.2, 0.6)) * worse,
        bundles=rng.choice((0.0, 0.0, 0.05, 0.2)),
    )


def scramble(rng: random.Random, blocks: list[Block], order: Order) -> list[Block]:
    """Return the blocks of a page, some of them displaced."""
    out = _modules(rng, blocks, order)
    if rng.random() < order.bundles:
        out = _bundled(rng, out)
    for number in sorted({block.module for block in out if block.kind == "head"}):
        if rng.random() < order.heads:
            out = _displaced(rng, out, number, order)
    for at in range(len(out) - 1):
        pair = out[at : at + 2]
        if pair[0].module == pair[1].module and pair[0].kind == pair[1].kind == "body" and rng.random() < order.columns:
            out[at : at + 2] = pair[::-1]
    for block in [each for each in out if each.kind == "furniture"]:
        if rng.random() < order.furniture * 0.4:
            out.remove(block)
            out.insert(rng.randrange(len(out) + 1), block)
    return out


def _modules(rng: random.Random, blocks: list[Block], order: Order) -> list[Block]:
    if rng.random() > order.modules * 3:
        return list(blocks)
    runs: list[list[Block]] = []
    for block in blocks:
        if not runs or block.module != runs[-1][-1].module or block.kind == "furniture":
            runs.append([])
        runs[-1].append(block)
    for run in list(runs):
        if rng.random() < order.modules:
            runs.remove(run)
            runs.insert(rng.randrange(len(runs) + 1), run)
    return [block for run in runs for block in run]


def _bundled(rng: random.Random, blocks: list[Block]) -> list[Block]:
    """Return the blocks of a page with most of its headlines together, at the top or the foot, in their order mostly."""
    taken = {number for number in sorted({block.module for block in blocks}) if rng.random() < 0.8}
    heads = [block for block in blocks if block.kind == "head" and block.module in taken]
    rest = [block for block in blocks if block.kind != "head" or block.module not in taken]
    if rng.random() < 0.15:
        heads.reverse()
    return heads + rest if rng.random() < 0.35 else rest + heads


def _displaced(rng: random.Random, blocks: list[Block], number: int, order: Order) -> list[Block]:
    heads = [block for block in blocks if block.module == number and block.kind == "head"]
    rest = [block for block in blocks if block not in heads]
    own = [at for at, block in enumerate(rest) if block.module == number]
    if own and rng.random() < order.below:
        place = rng.choice((own[-1] + 1, own[-1] + 1, rng.choice(own) + 1))
    else:
        others = [at for at, block in enumerate(rest) if block.kind == "head"]
        place = rng.choice(others) if others and rng.random() < 0.5 else rng.randrange(len(rest) + 1)
    if rng.random() < 0.3:
        heads.reverse()
    return rest[:place] + heads + rest[place:]
