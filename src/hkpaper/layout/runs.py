"""栏: take the pieces of a page in layout; give its columns: what stands below each other at one cell.

A line goes on with the column that begins at its cell, or an indent left of it, unless rows are missing between; a
headline over a column is told from its first line, which may be set in, by what stands below; the crumbs of a vertical
headline are taken out first.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter
from statistics import median
from typing import NamedTuple

from hkpaper.chars import AFTER_STOP, ems
from hkpaper.layout.cells import CHAIN, CRUMB, INDENT, Piece, Rails, Rows, around, pieces, rails_of, rows_with
from hkpaper.spans import Span

TAIL = re.compile(r"[（(]|下转|紧接|转第?[0-9A-Z]")  # a signature or a jump mark stands at the right edge of its column
FROM = re.compile("[（(]?上接")  # a mark that opens the other half of a story
STOPPED = re.compile("[。！？，、；：]")
ENDS = "。！？：；" + AFTER_STOP  # what a first line of a column closes with, if the next is set in
CLOSED = 2  # blank rows from which a column has ended
TALL = 4  # … beside a vertical headline, whose large type sets rows apart
FAR = 11  # cells; what begins beyond is of another story
FEW_RUNS = 12  # closed runs that are looked at for what has begun meanwhile
GONE = 150  # pieces before, among them all that stand between a column and its next line
COMING = 40  # pieces ahead, among them the next one below
REACH = 9  # rows between two lines of one column, those of its neighbours among them
LEVEL = 3  # rows; the tops of one story's columns differ by no more
ALIKE = 1.6  # ems; their measures differ by no more
SLACK = 1.6  # ems; lines of one measure differ by no more

_row = attrgetter("row")


class Run(NamedTuple):
    """Pieces that stand below each other: one column, one headline, or the crumbs of a vertical one."""

    pieces: list[Piece]
    edges: list[int]  # its first cell, and the one after its last

    @classmethod
    def of(cls, pieces: Sequence[Piece]) -> Run:
        """Return the run of some pieces."""
        return cls(list(pieces), [min(piece.x for piece in pieces), max(piece.end for piece in pieces)])

    def add(self, piece: Piece) -> None:
        """Let a piece go on with it."""
        self.pieces.append(piece)
        self.edges[:] = min(self.left, piece.x), max(self.right, piece.end)

    @property
    def x(self) -> int:
        """Return the cell at which most of its pieces begin."""
        return Counter(piece.x for piece in self.pieces).most_common(1)[0][0]

    @property
    def left(self) -> int:
        """Return its first cell."""
        return self.edges[0]

    @property
    def right(self) -> int:
        """Return the cell after its last."""
        return self.edges[1]

    @property
    def top(self) -> int:
        """Return its first row."""
        return self.pieces[0].row

    @property
    def bottom(self) -> int:
        """Return its last row."""
        return self.pieces[-1].row


def columns(text: str, rows: Rows) -> list[Run]:
    """Return the columns and single lines of a page, top down; `rows` are its physical lines by row number.

    >>> page = "清晨六点      孩子们把\\n卖豆腐的      一笔一画\\n推车进巷      写在墙上\\n"
    >>> spans = [(0, Span(0, 14)), (1, Span(15, 29)), (2, Span(30, 44))]
    >>> [[piece.span.of(page) for piece in run.pieces] for run in columns(page, spans)]
    [['清晨六点', '卖豆腐的', '推车进巷'], ['孩子们把', '一笔一画', '写在墙上']]
    """
    strips, found = _strips(text, pieces(text, rows))
    filled = sorted({piece.row for piece in found})
    runs = _rejoined(text, _runs(text, found, filled, strips))
    return sorted([*runs, *strips], key=lambda run: (run.top, run.left))


def _strips(text: str, given: Sequence[Piece]) -> tuple[list[Run], list[Piece]]:
    """Return the vertical headlines, whose crumbs stand below each other with nothing wider between, and the other pieces."""
    chains = list(_chains(text, given))
    found = [chain for chain in chains if len(chain) >= CHAIN]
    taken = {whole for chain in found for _, whole in chain}
    short = [part for chain in chains if len(chain) < CHAIN for part, whole in chain if whole in taken]
    strips = [Run.of([part for part, _ in chain]) for chain in found]
    return [*strips, *(Run.of([part]) for part in short)], [piece for piece in given if piece not in taken]


def _chains(text: str, given: Sequence[Piece]) -> Iterator[list[tuple[Piece, Piece]]]:
    """Yield crumbs below each other, each with the piece that it is of: two lines that touch have pieces of two crumbs."""
    rails = rails_of(piece for piece in given if piece.end - piece.x == 1)
    chains: list[list[tuple[Piece, Piece]]] = []
    last: dict[tuple[int, bool], list[tuple[Piece, Piece]]] = {}
    for piece in given:
        if piece.end - piece.x > CRUMB or STOPPED.search(piece.span.of(text)):
            last = {key: chain for key, chain in last.items() if not piece.x <= key[0] < piece.end}
            continue
        parts = _split(text, piece, rails)
        touch = len(parts) > 1 and parts[1].x == piece.x + 1
        for part in parts:
            chain = last.get((part.x, touch))
            if chain is None or piece.row - chain[-1][1].row > REACH:
                chain = last[part.x, touch] = []
                chains.append(chain)
            chain.append((part, piece))
    yield from chains


def _split(text: str, piece: Piece, rails: Rails) -> list[Piece]:
    """Return the crumbs of two vertical lines that touch, else the piece whole."""
    if piece.end - piece.x < CRUMB or piece.span.of(text).isascii() or len(piece.span) < CRUMB:
        return [piece]
    other = piece.x + CRUMB if rows_with(rails, piece.x + CRUMB, *around(piece.row)) else piece.x + 1
    middle = piece.span.start + 1
    left = Piece(piece.row, piece.x, piece.x + 1, Span(piece.span.start, middle))
    return [left, Piece(piece.row, other, other + 1, Span(middle, piece.span.end))]


def _runs(text: str, given: Sequence[Piece], filled: Sequence[int], strips: Sequence[Run]) -> list[Run]:
    """Return the runs of a page's pieces, top down; `filled` are the rows that hold something, `strips` vertical headlines."""
    open_: list[Run] = []
    closed: list[Run] = []
    for at, piece in enumerate(given):
        begun = [run.pieces[0] for run in (*closed[-FEW_RUNS:], *open_)]
        before, coming = given[max(0, at - GONE) : at], given[at + 1 : at + COMING]
        fits = []
        for run in open_:
            gap = _gap(run, before, piece, filled)
            if _near(run, piece, gap, strips, begun) and _fits(text, run, piece, gap, coming):
                fits.append(run)
        if not fits and TAIL.match(text, piece.span.start):
            fits = [run for run in open_ if before and run.pieces[-1] == before[-1] and run.bottom == piece.row]
        own = max(fits, key=lambda run: (run.bottom, -abs(run.left - piece.x))) if fits else None
        for run in [each for each in open_ if each is not own]:
            if (run.left < piece.end and piece.x < run.right) or piece.row - run.bottom > REACH:
                open_.remove(run)
                closed.append(run)
        if own is None:
            open_.append(Run.of([piece]))
        else:
            own.add(piece)
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
    below = (each for each in coming if each.row > piece.row and each.x < piece.end and piece.x < each.end)
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
            for piece in run.pieces:
                upper.add(piece)
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
