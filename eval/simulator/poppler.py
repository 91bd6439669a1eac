"""版式实排: print a typeset page as `pdftotext -layout` does, without a PDF and without poppler.

After poppler's own rules: lines near each other make blocks; a cell is a character, not a width; a block begins three
cells right of the widest block that stands left of it anywhere on the page, an indented line at the cell of the line
above that it stands under; lines whose baselines differ by less than half an em share a row; a row ends where the next
line's cell is already passed, and distances of more than an em leave blank rows, five at most.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

SAME_ROW = 0.5  # ems; baselines that differ by less are one row
TOUCHING = 0.7  # ems; lines that stand nearer side by side are read as one
NEAR = 1.3  # of the distance between lines; those no further below each other are one block
GUTTER = 3  # cells between two blocks
MOST = 5  # rows that a distance leaves


@dataclass
class Set:
    """A line as it is set: its text, the left edge of each character and the right one of the last, baseline and size, in points."""

    text: str
    edges: list[float]
    base: float
    size: float
    columns: list[int] = field(default_factory=list)

    @property
    def left(self) -> float:
        """Return its left edge."""
        return self.edges[0]

    @property
    def right(self) -> float:
        """Return its right edge."""
        return self.edges[-1]


def laid_out(lines: Sequence[Set], pitch: float) -> str:
    """Return a page's text, side by side as it stands on the page; `pitch` is from line to line, in ems."""
    fragments = _joined(lines)
    _give_columns(_blocks(fragments, NEAR * pitch))
    out: list[str] = []
    rows = _by_row(sorted(fragments, key=lambda line: (line.base, line.left)))
    at = 0
    for line, after in zip(rows, [*rows[1:], None], strict=True):
        out.append(" " * (line.columns[0] - at) + line.text)
        at = max(at, line.columns[0]) + len(line.text)
        if after is None:
            out.append("\n")
        elif after.columns[0] < at or abs(after.base - line.base) > SAME_ROW * line.size:
            out.append("\n" * min(MOST, max(1, int((after.base - line.base) / line.size))))
            at = 0
    return "".join(out)


def _joined(lines: Sequence[Set]) -> list[Set]:
    """Return lines, those made one that stand beside each other with less than a gutter between."""
    found: list[Set] = []
    for line in sorted(lines, key=lambda line: (line.base, line.left)):
        last = found[-1] if found else None
        if last and last.base == line.base and last.size == line.size and line.left - last.right < TOUCHING * line.size:
            space = " " if line.left - last.right > line.size / 10 else ""
            last.text += space + line.text
            last.edges = [*last.edges[:-1], *([last.right] if space else []), *line.edges]
        else:
            found.append(Set(line.text, [*line.edges], line.base, line.size))
    return found


def _blocks(lines: Sequence[Set], near: float) -> list[list[Set]]:
    """Return lines of one size that stand below each other together."""
    blocks: list[list[Set]] = []
    for line in sorted(lines, key=lambda line: line.base):
        for block in blocks:
            last = max(block, key=lambda each: each.base)
            beside = min(each.left for each in block) < line.right and line.left < max(each.right for each in block)
            if beside and last.size == line.size and 0 < line.base - last.base <= near * line.size:
                block.append(line)
                break
        else:
            blocks.append([line])
    return sorted(blocks, key=lambda block: (min(line.left for line in block), block[0].base))


def _give_columns(blocks: Sequence[list[Set]]) -> None:
    """Give each line the cell of each of its characters."""
    done: list[list[Set]] = []
    for block in blocks:
        left = min(line.left for line in block)
        first = 0
        for other in done:
            if max(line.right for line in other) <= left:
                first = max(first, max(line.columns[-1] for line in other) + GUTTER)
            else:
                first = max(first, *(_cell(line, left) for line in other))
        set_: list[Set] = []
        for line in sorted(block, key=lambda line: (line.left, line.base)):
            cell = max([first, *(_cell(other, line.left) for other in set_)])
            line.columns = [cell + at for at in range(len(line.text) + 1)]
            set_.append(line)
        done.append(block)


def _cell(line: Set, x: float) -> int:
    """Return the cell of a line that a place stands under."""
    if line.right <= x:
        return line.columns[-1] + 1
    middles = [(one + two) / 2 for one, two in zip(line.edges, line.edges[1:], strict=False)]
    return line.columns[sum(middle <= x for middle in middles)]


def _by_row(lines: Sequence[Set]) -> list[Set]:
    """Return lines in the order in which they are printed: by row, and in a row by cell."""
    rows: list[list[Set]] = []
    for line in lines:
        if rows and abs(line.base - rows[-1][0].base) < SAME_ROW * rows[-1][0].size:
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in sorted(row, key=lambda line: (line.columns[0], line.base))]
