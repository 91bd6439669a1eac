"""转储: blocks of rows, and the text and segments that they give."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from eval.simulator.sheet import Line


class Segment(NamedTuple):
    """One printed line, or what is left of it, in the dump."""

    start: int  # raw span in Dump.text, code points, no white space at either end
    end: int
    story: int  # index into Dump.gold["articles"], -1 for none
    order: int  # its number in true reading order; headline lines count their own
    paragraph: int  # its paragraph in its story, -1 where not body
    role: str
    page: int
    level: str = ""  # of a character of a vertical headline


class Cell(NamedTuple):
    """A line on a physical row, and the white space before it."""

    gap: str
    line: Line


@dataclass
class Block:
    """A block of the dump: rows, what joins them, what follows it."""

    rows: list[list[Cell]]
    joint: str = "\n"
    after: str = "\n\n"
    kind: str = "body"  # head, sign, body, mark, furniture
    module: int = -1


def one(
    line: Line, joint: str = "\n", kind: str = "body", module: int = -1, after: str = "\n\n", gap: str = ""
) -> Block:
    """Return a block of a single line."""
    return Block([[Cell(gap, line)]], joint, after, kind, module)


def write(pages: Sequence[Iterable[Block]], breaks: Sequence[str]) -> tuple[str, list[Segment]]:
    """Write pages of blocks; return the text and the segments, in order."""
    out: list[str] = []
    segments: list[Segment] = []
    at = 0
    for number, page in enumerate(pages):
        if number:
            out.append(breaks[number - 1])
            at += len(out[-1])
        for block in page:
            for row_number, row in enumerate(block.rows):
                if row_number:
                    out.append(block.joint)
                    at += len(block.joint)
                for gap, line in row:
                    shown = line.shown.strip()
                    if not shown:
                        continue
                    out += (gap, shown)
                    start = at + len(gap)
                    at = start + len(shown)
                    segments.append(
                        Segment(start, at, line.story, line.order, line.paragraph, line.role, line.page, line.level)
                    )
            out.append(block.after)
            at += len(block.after)
    return "".join(out).rstrip() + "\n", segments
