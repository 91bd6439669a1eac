"""格: take the rows of a page as `-layout` prints it; give what stands together on them, and at which cell.

Some tools count a cell for each character (poppler), some two for a full-width one: told by which makes pieces of
neighbouring rows begin at the same cell. Then the places are exact, since what is wider in print only pushes what
stands right of it: a line's left edge says which column it is of, an indent included; its right edge says little.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from hkpaper.chars import BRACKETS, CLOSERS, ems, is_wide
from hkpaper.spans import Span
from hkpaper.text import trimmed

PIECE = re.compile(r"\S+(?:[ \t\u3000]\S+)*")  # two cells of white space or more part two pieces
WORD = re.compile(r"\S+")
SPACE = re.compile(r"[ \t]")
NEAR = 8  # rows above and below that say whether a column begins at a cell
CLOSE = 5  # of these, where two lines touch
BESIDE = 3  # of these, on one side
INDENT = 4  # cells; an indented line begins that far right of its column at most
CRUMB = 2  # characters; the pieces of a vertical headline have no more
CHAIN = 3  # crumbs, of which at least a vertical headline is made
FEW = 4  # ems; a line wider than its column by less is one line
HANGS = 1.5  # ems; a mark at the end of a line may hang that far out of its column

Rows = Sequence[tuple[int, Span]]  # the physical lines of a page that hold something, by row number
Rails = dict[int, list[int]]  # the rows that have a piece beginning at each cell


class Piece(NamedTuple):
    """What stands together on a row: its row, first cell, the cell after its last, and its span."""

    row: int
    x: int
    end: int
    span: Span


def pieces(text: str, rows: Rows) -> list[Piece]:
    """Return the pieces of a page, row by row, those that belong to two columns parted.

    >>> page = "清晨六点      孩子们把\\n卖豆腐的      一笔一画\\n"
    >>> [(piece.row, piece.x) for piece in pieces(page, [(0, Span(0, 14)), (1, Span(15, 29))])]
    [(0, 0), (0, 10), (1, 0), (1, 10)]
    """
    wide = max((1, 2), key=lambda cells: (_steady(_found(text, rows, cells)), -cells))
    words = _found(text, rows, wide, WORD)
    rails = rails_of(words)
    crumbs = rails_of(word for word in words if word.end - word.x <= CRUMB * wide)
    parts = [part for piece in _found(text, rows, wide) for part in _parted(text, piece, rails, crumbs, wide)]
    return list(_torn(text, parts if wide == 1 else _snapped(parts)))


def _found(text: str, rows: Rows, wide: int, form: re.Pattern[str] = PIECE) -> list[Piece]:
    """Return the pieces of rows, a full-width character taking `wide` cells."""
    found: list[Piece] = []
    for row, span in rows:
        begins = _begin(text, span.start)
        line = text[begins : span.end]
        cells = [0, *accumulate(wide if wide > 1 and is_wide(char) else 1 for char in line)]
        for match in form.finditer(text, span.start, span.end):
            start, end = match.span()
            found.append(Piece(row, cells[start - begins], cells[end - begins], Span(start, end)))
    return found


def _begin(text: str, at: int) -> int:
    """Return where the physical line begins that a character is of."""
    line = text.rfind("\n", 0, at) + 1
    return max(line, text.rfind("\f", line, at) + 1)


def _snapped(given: Sequence[Piece]) -> list[Piece]:
    """Return pieces counted in characters, not in cells of half a one, each where most of those near it begin.

    Tools that count two cells for a character round their places: what begins a character away begins there.
    """
    halved = [piece._replace(x=round(piece.x / 2), end=round(piece.end / 2)) for piece in given]
    rails = rails_of(halved)
    found: list[Piece] = []
    for piece in halved:
        near = (piece.x, piece.x - 1, piece.x + 1)
        x = max(near, key=lambda x: rows_with(rails, x, *around(piece.row)))
        found.append(piece._replace(x=x, end=max(x + 1, piece.end + x - piece.x)))
    return found


def _steady(given: Sequence[Piece]) -> float:
    """Return the share of pieces, not first of their row, that begin at the same cell as one of the rows near by."""
    rails = rails_of(given)
    inner = [piece for above, piece in pairwise(given) if above.row == piece.row]
    return sum(rows_with(rails, piece.x, *around(piece.row)) > 1 for piece in inner) / max(1, len(inner))


def rails_of(given: Iterable[Piece]) -> Rails:
    """Return the rows that have a piece beginning at each cell."""
    rails: defaultdict[int, list[int]] = defaultdict(list)
    for piece in given:
        rails[piece.x].append(piece.row)
    return rails


def rows_with(rails: Rails, x: int, first: int, last: int) -> int:
    """Return in how many rows, from `first` to `last`, a piece begins at a cell."""
    rows = rails.get(x, [])
    return bisect_right(rows, last) - bisect_left(rows, first)


def around(row: int, times: int = 1) -> tuple[int, int]:
    """Return the first and the last row near a row."""
    return row - times * NEAR, row + times * NEAR


def _parted(text: str, piece: Piece, rails: Rails, crumbs: Rails, wide: int) -> Iterator[Piece]:
    """Yield the parts of a piece, cut at the spaces after which a column begins, or before which a headline's crumb ends."""
    held, at = piece, piece.x
    for offset in range(piece.span.start, piece.span.end):
        if SPACE.match(text[offset - 1]) and at > held.x:
            crumb = at - 1 - held.x <= CRUMB * wide and rows_with(crumbs, held.x, *around(piece.row)) >= CHAIN
            rail = at if _rail_at(rails, at, piece.row) else None
            right = at + CRUMB * wide  # where the column begins if the crumb of a second vertical line is missing
            word = WORD.match(text, offset)
            if crumb and word and word.end() - offset > CRUMB and rows_with(crumbs, at, *around(piece.row, 3)) >= CHAIN:
                rail = right
            if crumb or rail is not None:
                yield Piece(piece.row, held.x, at - 1, Span(held.span.start, offset - 1))
                x = at if rail is None else rail
                held = Piece(piece.row, x, piece.end + x - at, Span(offset, piece.span.end))
        at += wide if wide > 1 and is_wide(text[offset]) else 1
    yield held


def _rail_at(rails: Rails, x: int, row: int, near: int = NEAR) -> bool:
    """Say whether a column begins at a cell, by the rows above and below."""
    above, below = rows_with(rails, x, row - near, row - 1), rows_with(rails, x, row + 1, row + near)
    return above > 0 and below > 0 and above + below >= BESIDE


def _torn(text: str, given: Sequence[Piece]) -> Iterator[Piece]:
    """Yield each piece; two lines that touch, the left one's last mark hanging over its column's edge, are torn apart."""
    rails = rails_of(given)
    widths = {(piece.row, piece.x): ems(piece.span.of(text)) for piece in given}
    for piece in given:
        least = piece.x + max(INDENT, (piece.end - piece.x) // 4)
        inner = [x for x in rails if least < x < piece.end + INDENT and _rail_at(rails, x, piece.row, CLOSE)]
        at = None
        if inner and rows_with(rails, piece.x, *around(piece.row)) >= BESIDE:
            measures = [_measure(rails, widths, x, piece.row) for x in (piece.x, min(inner))]
            at = _seam(piece.span.of(text), *measures)
        if at is None:
            yield piece
        else:
            seam, x = piece.span.start + at, min(inner)
            yield Piece(piece.row, piece.x, x, trimmed(text, Span(piece.span.start, seam)))
            yield Piece(piece.row, x, x + piece.span.end - seam, Span(seam, piece.span.end))


def _measure(rails: Rails, widths: dict[tuple[int, int], float], x: int, row: int) -> float:
    """Return how wide the lines are, in ems, that begin at a cell near a row, but for the row's own and for short ones."""
    near = sorted(widths[each, x] for each in rails[x] if 0 < abs(each - row) <= NEAR)
    return near[3 * len(near) // 4]


def _seam(line: str, left: float, right: float) -> int | None:
    """Return where in a line its left part fills its column and the right one its own or less; None where it is one line.

    A mark may hang out of its column; a space that stands there parts the two; a number or a Latin word is never cut.

    >>> _seam("的木船换成了电动船,没有。”就开到开不动为止。”", 12, 12), _seam("渡口的老船工今年已经、72 是镇上最年长的人。", 11.5, 12)
    (14, 14)
    """
    if ems(line) < left + max(FEW, right / 4):
        return None
    places = [at for at in range(1, len(line)) if not _bound(line[at - 1], line[at])]
    beyond = {at: ems(line[:at].rstrip()) - left for at in places}
    likely = {at for at in places if line[at - 1].isspace() or (line[at - 1] in CLOSERS and beyond[at] > 0)}
    return min(places, key=lambda at: abs(beyond[at]) - HANGS * (at in likely), default=None)


def _bound(before: str, after: str) -> bool:
    """Say whether no column ends between two characters: a line opens with no closing mark, and ends with no opening one."""
    return (
        after in CLOSERS
        or after.isspace()
        or before in BRACKETS
        or ((before + after).isalnum() and (before + after).isascii())
    )


def indents(text: str, spans: Sequence[Span]) -> list[bool] | None:
    """Say of each line of one column, by its place on the row, whether it is set in; None where none is.

    >>> page = "      灯是前年装的,一到夜里\\n    便照得桥洞像一轮月亮。\\n"
    >>> indents(page, [Span(6, 17), Span(22, 33)]), indents(page, [Span(22, 33)])
    ([True, False], None)
    """
    begins = [_begin(text, span.start) for span in spans]
    heads = [text[begin : span.start] for begin, span in zip(begins, spans, strict=True)]
    cells = [[len(head) + (wide - 1) * sum(map(is_wide, head)) for head in heads] for wide in (1, 2)]
    best = min(cells, key=lambda found: max(found) - min(found))
    found = [1 < x - min(best) <= INDENT for x in best]
    return found if any(found) else None
