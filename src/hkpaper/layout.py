"""版面: take a page as `-layout` prints it; give its columns: what stands below each other at one place of the row.

A tool that keeps the layout sets columns side by side on one physical line. Some count a cell for each character
(poppler), some two for a full-width one; told by which makes pieces of neighbouring rows begin at the same cell, the
places are exact, since what is wider in print only pushes what stands right of it. So a line's left edge says which
column it is of, an indent included; its right edge says little.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from hkpaper.chars import AFTER_STOP, BRACKETS, CLOSERS, ems, is_wide
from hkpaper.records import Span

PIECE = re.compile(r"\S+(?:[ \t\u3000]\S+)*")  # two cells of white space or more part two pieces
WORD = re.compile(r"\S+")
SPACE = re.compile(r"[ \t]")
TAIL = re.compile(r"[（(]|下转|紧接|转第?[0-9A-Z]")  # a signature or a jump mark stands at the right edge of its column
FROM = re.compile("[（(]?上接")  # a mark that opens the other half of a story
STOPPED = re.compile("[。！？，、；：]")
FEW = 4  # ems; a line wider than its column by less is one line
HANGS = 1.5  # ems; a mark at the end of a line may hang that far out of its column
ENDS = "。！？：；" + AFTER_STOP  # what a first line of a column closes with, if the next is set in
CHAIN = 3  # crumbs, of which at least a vertical headline is made
NEAR = 8  # rows above and below that say whether a column begins at a cell
CLOSE = 5  # of these, where two lines touch
BESIDE = 3  # of these, on one side
SLIGHT = 1  # cell; no indent is so narrow
INDENT = 4  # cells; an indented line begins that far right of its column at most
CLOSED = 2  # blank rows from which a column has ended
TALL = 4  # … beside a vertical headline, whose large type sets rows apart
FAR = 11  # cells; what begins beyond is of another story
FEW_RUNS = 12  # closed runs that are looked at for what has begun meanwhile
COMING = 40  # pieces ahead, among them the next one below
REACH = 9  # rows between two lines of one column, those of its neighbours among them
CRUMB = 2  # characters; the pieces of a vertical headline have no more
LEVEL = 3  # rows; the tops of one story's columns differ by no more
ALIKE = 1.6  # ems; their measures differ by no more
LOOSE = 2  # rows, of which one may be a neighbour's, from a line to the next of its column
SLACK = 1.6  # ems; lines of one measure differ by no more


_row = attrgetter("row")
Rails = dict[int, list[int]]  # the rows that have a piece beginning at each cell


class Piece(NamedTuple):
    """What stands together on a row: its row, first cell, the cell after its last, and its span."""

    row: int
    x: int
    end: int
    span: Span


class Run(NamedTuple):
    """Pieces that stand below each other: one column, one headline, or the crumbs of a vertical one."""

    pieces: list[Piece]

    @property
    def x(self) -> int:
        """Return the cell at which most of its pieces begin."""
        return Counter(piece.x for piece in self.pieces).most_common(1)[0][0]

    @property
    def left(self) -> int:
        """Return its first cell."""
        return min(piece.x for piece in self.pieces)

    @property
    def right(self) -> int:
        """Return the cell after its last."""
        return max(piece.end for piece in self.pieces)

    @property
    def top(self) -> int:
        """Return its first row."""
        return self.pieces[0].row

    @property
    def bottom(self) -> int:
        """Return its last row."""
        return self.pieces[-1].row


def columns(text: str, rows: Sequence[tuple[int, Span]]) -> list[Run]:
    """Return the columns and single lines of a page, top down; `rows` are its physical lines by row number.

    >>> page = "清晨六点      孩子们把\\n卖豆腐的      一笔一画\\n推车进巷      写在墙上\\n"
    >>> spans = [(0, Span(0, 14)), (1, Span(15, 29)), (2, Span(30, 44))]
    >>> [[piece.span.of(page) for piece in run.pieces] for run in columns(page, spans)]
    [['清晨六点', '卖豆腐的', '推车进巷'], ['孩子们把', '一笔一画', '写在墙上']]
    """
    wide = max((1, 2), key=lambda cells: (_steady(_pieces(text, rows, cells)), -cells))
    words = _pieces(text, rows, wide, WORD)
    rails = _rails(words)
    crumbs = _rails(piece for piece in words if piece.end - piece.x <= CRUMB * wide)
    pieces = [part for piece in _pieces(text, rows, wide) for part in _parted(text, piece, rails, crumbs, wide)]
    strips, pieces = _strips(text, list(_torn(text, pieces)))
    filled = sorted({piece.row for piece in pieces})
    runs = _rejoined(text, _runs(text, pieces, filled, strips))
    return sorted([*runs, *strips], key=lambda run: (run.top, run.left))


def _pieces(text: str, rows: Iterable[tuple[int, Span]], wide: int, form: re.Pattern[str] = PIECE) -> list[Piece]:
    """Return the pieces of rows, a full-width character taking `wide` cells."""
    found = []
    for row, span in rows:
        begins = max(text.rfind("\n", 0, span.start), text.rfind("\f", 0, span.start)) + 1
        line = text[begins : span.end]
        cells = [0, *accumulate(wide if wide > 1 and is_wide(char) else 1 for char in line)]
        for match in form.finditer(line):
            at = Span(begins + match.start(), begins + match.end())
            found.append(Piece(row, cells[match.start()], cells[match.end()], at))
    return found


def set_in(text: str, spans: Sequence[Span]) -> list[bool]:
    """Say of each line of one column, by its place on the row, whether it is set in."""
    begins = [max(text.rfind("\n", 0, span.start), text.rfind("\f", 0, span.start)) + 1 for span in spans]
    heads = [text[begin : span.start] for begin, span in zip(begins, spans, strict=True)]
    cells = [[len(head) + (wide - 1) * sum(map(is_wide, head)) for head in heads] for wide in (1, 2)]
    best = min(cells, key=lambda found: max(found) - min(found))
    return [SLIGHT < x - min(best) <= INDENT for x in best]


def _steady(pieces: Sequence[Piece]) -> float:
    """Return the share of pieces, not first of their row, that begin at the same cell as one of the rows near by."""
    rails = _rails(pieces)
    inner = [piece for above, piece in zip(pieces, pieces[1:], strict=False) if above.row == piece.row]
    return sum(_held(rails, piece.x, *_around(piece.row)) > 1 for piece in inner) / max(1, len(inner))


def _rails(pieces: Iterable[Piece]) -> Rails:
    """Return the rows that have a piece beginning at each cell."""
    rails: defaultdict[int, list[int]] = defaultdict(list)
    for piece in pieces:
        rails[piece.x].append(piece.row)
    return rails


def _held(rails: Rails, x: int, first: int, last: int) -> int:
    """Return in how many rows, from `first` to `last`, a piece begins at a cell."""
    rows = rails.get(x, [])
    return bisect_right(rows, last) - bisect_left(rows, first)


def _parted(text: str, piece: Piece, rails: Rails, crumbs: Rails, wide: int) -> Iterator[Piece]:
    """Yield the parts of a piece, cut at the spaces after which a column begins, or before which a headline's crumb ends."""
    held, at = piece, piece.x
    for offset in range(piece.span.start, piece.span.end):
        if SPACE.match(text[offset - 1]) and at > held.x:
            crumb = at - 1 - held.x <= CRUMB * wide and _held(crumbs, held.x, *_around(piece.row)) >= CHAIN
            rail = at if _rail_at(rails, at, piece.row) else None
            right = at + CRUMB * wide  # where the column begins if the crumb of a second vertical line is missing
            word = WORD.match(text, offset)
            if crumb and word and word.end() - offset > CRUMB and _held(crumbs, at, *_around(piece.row, 3)) >= CHAIN:
                rail = right
            if crumb or rail is not None:
                yield Piece(piece.row, held.x, at - 1, Span(held.span.start, offset - 1))
                x = at if rail is None else rail
                held = Piece(piece.row, x, piece.end + x - at, Span(offset, piece.span.end))
        at += wide if wide > 1 and is_wide(text[offset]) else 1
    yield held


def _torn(text: str, pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield each piece; two lines that touch, the left one's last mark hanging over its column's edge, are torn apart."""
    rails = _rails(pieces)
    widths = {(piece.row, piece.x): ems(piece.span.of(text)) for piece in pieces}
    for piece in pieces:
        least = piece.x + max(INDENT, (piece.end - piece.x) // 4)
        inner = [x for x in rails if least < x < piece.end + INDENT and _rail_at(rails, x, piece.row, CLOSE)]
        at = None
        if inner and _rail_at(rails, piece.x, piece.row):
            measures = [_measure(rails, widths, x, piece.row) for x in (piece.x, min(inner))]
            at = _seam(piece.span.of(text), *measures)
        if at is None:
            yield piece
        else:
            seam, x = piece.span.start + at, min(inner)
            yield Piece(piece.row, piece.x, x, Span(piece.span.start, seam))
            yield Piece(piece.row, x, x + piece.span.end - seam, Span(seam, piece.span.end))


def _measure(rails: Rails, widths: dict[tuple[int, int], float], x: int, row: int) -> float:
    """Return how wide the lines are, in ems, that begin at a cell near a row, but for the row's own."""
    near = [each for each in rails[x] if 0 < abs(each - row) <= NEAR]
    return median([widths[each, x] for each in near])


def _seam(line: str, left: float, right: float) -> int | None:
    """Return where in a line its left part fills its column and the right one its own or less; None where it is one line."""
    if ems(line) < left + right / 4 or ems(line) < left + FEW:
        return None
    places = [at for at in range(1, len(line)) if line[at] not in CLOSERS and line[at - 1] not in BRACKETS]
    return min(places, key=lambda at: abs(ems(line[:at]) - left) - (line[at - 1] in CLOSERS) * HANGS, default=None)


def _around(row: int, times: int = 1) -> tuple[int, int]:
    """Return the first and the last row near a row."""
    return row - times * NEAR, row + times * NEAR


def _rail_at(rails: Rails, x: int, row: int, near: int = NEAR) -> bool:
    """Say whether a column begins at a cell, by the rows above and below."""
    above, below = _held(rails, x, row - near, row - 1), _held(rails, x, row + 1, row + near)
    return above > 0 and below > 0 and above + below >= BESIDE


def _strips(text: str, pieces: Sequence[Piece]) -> tuple[list[Run], list[Piece]]:
    """Return the vertical headlines, whose crumbs stand below each other with nothing wider between, and the other pieces."""
    rails = _rails(piece for piece in pieces if piece.end - piece.x == 1)
    chains: list[tuple[Run, list[Piece]]] = []
    last: dict[tuple[int, bool], tuple[Run, list[Piece]]] = {}
    for piece in pieces:
        if piece.end - piece.x > CRUMB or STOPPED.search(piece.span.of(text)):
            last = {key: chain for key, chain in last.items() if not piece.x <= key[0] < piece.end}
            continue
        parts = _split(text, piece, rails)
        touch = len(parts) > 1 and parts[1].x == piece.x + 1
        for part in parts:
            key = part.x, touch
            chain = last.get(key)
            if chain is None or piece.row - chain[0].bottom > REACH:
                chain = last[key] = Run([]), []
                chains.append(chain)
            chain[0].pieces.append(part)
            chain[1].append(piece)
    found = [chain for chain in chains if len(chain[0].pieces) >= CHAIN]
    taken = {piece for _, whole in found for piece in whole}
    short = [part for chain in chains if chain not in found for part, whole in zip(chain[0].pieces, chain[1], strict=True) if whole in taken]
    return [*(run for run, _ in found), *(Run([part]) for part in short)], [piece for piece in pieces if piece not in taken]


def _split(text: str, piece: Piece, rails: Rails) -> list[Piece]:
    """Return the crumbs of two vertical lines that touch, else the piece whole."""
    if piece.end - piece.x < CRUMB or piece.span.of(text).isascii() or len(piece.span) < CRUMB:
        return [piece]
    other = piece.x + CRUMB if _held(rails, piece.x + CRUMB, *_around(piece.row)) else piece.x + 1
    middle = piece.span.start + 1
    left = Piece(piece.row, piece.x, piece.x + 1, Span(piece.span.start, middle))
    return [left, Piece(piece.row, other, other + 1, Span(middle, piece.span.end))]


def _runs(text: str, pieces: Sequence[Piece], filled: Sequence[int], strips: Sequence[Run]) -> list[Run]:
    """Return the runs of a page's pieces, top down; `filled` are the rows that hold something, `strips` vertical headlines."""
    open_: list[Run] = []
    closed: list[Run] = []
    for at, piece in enumerate(pieces):
        begun = [run.pieces[0] for run in (*closed[-FEW_RUNS:], *open_)]
        fits = []
        for run in open_:
            gap = _gap(run, pieces[:at], piece, filled)
            if _near(run, piece, gap, strips, begun) and _fits(text, run, piece, gap, pieces[at + 1 :]):
                fits.append(run)
        if not fits and TAIL.match(text, piece.span.start):
            fits = [run for run in open_ if run.pieces[-1] == pieces[at - 1] and run.bottom == piece.row]
        own = max(fits, key=lambda run: (run.bottom, -abs(run.left - piece.x))) if fits else None
        for run in [each for each in open_ if each is not own]:
            if (run.left < piece.end and piece.x < run.right) or piece.row - run.bottom > REACH:
                open_.remove(run)
                closed.append(run)
        if own is None:
            open_.append(Run([piece]))
        else:
            own.pieces.append(piece)
    return [*closed, *open_]


def _gap(run: Run, before: Sequence[Piece], piece: Piece, filled: Sequence[int]) -> int:
    """Return how many lines are missing between a run and a piece: blank rows, and more than one line of a neighbour."""
    blank = piece.row - run.bottom - 1 - (bisect_left(filled, piece.row) - bisect_right(filled, run.bottom))
    between = before[bisect_right(before, run.bottom, key=_row) : bisect_left(before, piece.row, key=_row)]
    most = max((sum(0 <= other.x - each.x <= INDENT for other in between) for each in between), default=0)
    return blank + max(0, most - 1)


def _near(run: Run, piece: Piece, gap: int, strips: Sequence[Run], begun: Sequence[Piece]) -> bool:
    """Say whether no more lines are missing between a run and a piece than inside a column.

    Large type beside it sets rows apart; where nothing else has `begun` meanwhile near by, so may a headline far away.
    """
    if gap < CLOSED:
        return True
    if gap >= TALL:
        return False
    if any(strip.top <= run.bottom and piece.row <= strip.bottom for strip in strips):
        return True
    beside = [each for each in begun if run.bottom < each.row <= piece.row]
    return piece.x == run.left and all(each.x > run.right + FAR or each.end < run.left - FAR for each in beside)


def _fits(text: str, run: Run, piece: Piece, gap: int, coming: Sequence[Piece]) -> bool:
    """Say whether a piece goes on with a run: it begins at its first cell, an indent right of it, or is its tail."""
    last = run.pieces[-1]
    if TAIL.match(text, piece.span.start) and piece.x > run.left + INDENT:
        return piece.end <= run.right + INDENT and (piece.row > last.row or last.end <= piece.x)
    if piece.row == last.row or abs(piece.x - run.left) > INDENT or FROM.match(text, piece.span.start):
        return False
    if len(run.pieces) == 1:
        return _opens(text, last, piece, gap, coming)
    steps = [below.row - above.row for above, below in pairwise(run.pieces[-FEW_RUNS:])]
    if (gap or piece.row - last.row > median(steps)) and piece.x > run.left:  # a paragraph goes on below its first line
        below = _next_below(piece, coming)
        indents = {each.x for each in run.pieces} - {run.left}
        return (not gap and piece.x in indents) or (below is not None and below.x in (run.left, piece.x))
    return run.left <= piece.x


def _opens(text: str, first: Piece, piece: Piece, gap: int, coming: Sequence[Piece]) -> bool:
    """Say whether `first` is the first line of the column that a piece right below it is of, and no headline."""
    wider, ends = _wider(text, piece, first), text[first.span.end - 1] in ENDS
    if FROM.match(text, first.span.start):
        return True
    if gap >= CLOSED:
        return piece.x == first.x and abs(wider) < 2 * SLACK and not _set_in(piece, coming)
    if piece.x > first.x:
        below = _next_below(piece, coming)
        return ends and (not gap or (below is not None and below.x in (first.x, piece.x)))
    if _set_in(piece, coming):
        return ends and piece.x == first.x
    if piece.x < first.x:  # set in
        return ends or abs(wider - 2) < 2 * SLACK or (wider < 2 and text[piece.span.end - 1] in ENDS)
    return not gap or ends or abs(wider) < 2 * SLACK


def _set_in(piece: Piece, coming: Sequence[Piece]) -> bool:
    """Say whether a piece is set in against the one below it."""
    found = _next_below(piece, coming)
    return found is not None and 0 < piece.x - found.x <= INDENT


def _next_below(piece: Piece, coming: Sequence[Piece]) -> Piece | None:
    """Return the piece that stands right below another."""
    below = (each for each in coming[:COMING] if each.row > piece.row and each.x < piece.end and piece.x < each.end)
    return next(below, None)


def _wider(text: str, one: Piece, other: Piece) -> float:
    """Return by how many ems a piece is wider than another."""
    return ems(one.span.of(text)) - ems(other.span.of(text))


def _rejoined(text: str, runs: Sequence[Run]) -> list[Run]:
    """Return the runs, those made one that a column beside them shows to be one: it begins with the upper and goes on."""
    found: list[Run] = []
    for run in sorted(runs, key=lambda run: run.top):
        above = [each for each in found if each.bottom < run.top and each.left < run.right and run.left < each.right]
        upper = max(above, key=lambda each: each.bottom, default=None)
        if upper and upper.left == run.left and any(_runs_on(text, each, upper, run.top) for each in runs):
            upper.pieces.extend(run.pieces)
        else:
            found.append(run)
    return found


def _runs_on(text: str, run: Run, upper: Run, row: int) -> bool:
    """Say whether a run begins level with another, of its measure, and goes on to a row."""
    level = run is not upper and abs(run.top - upper.top) <= LEVEL and run.bottom >= row
    return level and abs(measure_of(text, run) - measure_of(text, upper)) <= ALIKE


def measure_of(text: str, run: Run) -> float:
    """Return how wide the lines of a run are, in ems."""
    return median([ems(piece.span.of(text)) for piece in run.pieces])
