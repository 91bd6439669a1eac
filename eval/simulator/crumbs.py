"""竖题: what is left of a vertical headline: its characters, each a line; fragments; nothing."""

from __future__ import annotations

import random

from eval.simulator.dump import Block, Cell, one
from eval.simulator.sheet import Line, Module


def vertical(rng: random.Random, module: Module, number: int, joint: str, after: str, garbles: bool) -> list[Block]:
    """Return the blocks of a vertical headline stack and leave in the module what of it was read."""
    form = rng.random()
    heads, module.heads = module.heads, []
    if garbles and form < 0.35:
        return []
    if garbles and form < 0.8:
        return [_crumb(rng, heads, number, joint, after) for _ in range(rng.randint(1, 3))]
    module.heads = heads
    if form < 0.9:
        return [_spelt(head, number, rng.choice(("\n", "\n", " ")), after) for head in heads]
    for head in heads:
        for line in head:
            line.shown = " ".join(line.shown.replace(" ", ""))
    return [Block([[Cell("", line)] for line in head], joint, after, "head", number) for head in heads]


def _spelt(head: list[Line], number: int, joint: str, after: str) -> Block:
    return Block([[Cell("", piece)] for piece in spelt(head)], joint, after, "head", number)


def spelt(head: list[Line]) -> list[Line]:
    """Return a headline as single characters, each a line of its own."""
    pieces: list[Line] = []
    for line in head:
        for char in "".join(line.shown.split()):
            pieces.append(
                Line(
                    char, "crumb", line.story, line.order * 40 + len(pieces), -1, line.page, shown=char, level=line.role
                )
            )
    return pieces


def _crumb(rng: random.Random, heads: list[list[Line]], number: int, joint: str, after: str) -> Block:
    """Return a fragment: a few characters of the stack, perhaps with what a vision model makes of the rest."""
    line = rng.choice(rng.choice(heads))
    chars = rng.sample(
        line.shown.replace(" ", "") or "要", min(len(line.shown.replace(" ", "") or "要"), rng.randint(1, 6))
    )
    words = "".join(chars) if rng.random() < 0.4 else " ".join(chars)
    if rng.random() < 0.3:
        words = "\\square" if rng.random() < 0.4 else "\\square " + words
    piece = Line(words, "crumb", line.story, 0, -1, line.page)
    piece.shown = words
    return one(piece, joint, "head", number, after)
