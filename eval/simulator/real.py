"""实排: typeset the pages as a PDF and read them by real extractors; the truth is found again by the text of its lines.

Needs reportlab, and pdfminer.six, PyMuPDF or poppler (`pdftotext`, with its data); none is needed elsewhere. Slow: up to a
second a page.
"""

from __future__ import annotations

import io
import random
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from itertools import accumulate, pairwise
from typing import Any

from eval.simulator.dump import Segment
from eval.simulator.layout import Placed, place
from eval.simulator.poppler import Set, laid_out
from eval.simulator.press import width
from eval.simulator.sheet import Line, Page

REAL = ("pdfminer", "pymupdf", "pymupdf-blocks", "pdftotext-layout", "pdftotext", "pdftotext-raw")
MODES = {"pdftotext": [], "pdftotext-raw": ["-raw"]}
FONT = "STSong-Light"  # a standard CID font: readers know it, no file is needed
HEADS = ("kicker", "headline", "deck")
SIZE = 9.0  # points
ASCII_END = "\u0080"
LACKING = str.maketrans("", "", "▶►◀·")  # marks that the font lacks: lost, as in dumps of the wild


@dataclass(frozen=True)
class Face:
    """The look of an issue, drawn."""

    pitch: float  # from line to line, in ems
    stretch: float  # gutters are this much wider than they are set
    order: str  # of the content: modules, heads, shuffled, rows
    indent: str  # what stands for an indent: nothing, or two ideographic spaces


def draw_face(rng: random.Random) -> Face:
    """Draw the look of an issue."""
    return Face(
        rng.uniform(1.2, 1.75),
        rng.uniform(1.0, 1.12),
        rng.choice(("modules", "modules", "heads", "tails", "shuffled", "rows")),
        rng.choice(("", "　　")),
    )


def read_pages(rng: random.Random, pages: Sequence[Page], extractor: str) -> tuple[str, list[Segment], set[int]]:
    """Return the text of the pages as a real extractor gives it, its segments, and the ids of the lines found."""
    face = draw_face(rng)
    placed = [_placed(rng, page, face) for page in pages]
    for line in (line for cells in placed for _, _, line in cells):
        line.text = line.text.translate(LACKING)
    if extractor == "pdftotext-layout":
        texts = [
            laid_out([_set(line, x, row, face) for row, x, line in spots if line.text], face.pitch) for spots in placed
        ]
    else:
        texts = _extract(_typeset(placed, face), extractor)
    segments: list[Segment] = []
    found: set[int] = set()
    whole = ""
    for number, (cells, text) in enumerate(zip(placed, texts, strict=True)):
        whole += ("\f" if number else "") + text.strip("\f")
        start = len(whole) - len(text.strip("\f"))
        for low, high, line in _matched(text.strip("\f"), [line for _, _, line in cells]):
            segments.append(
                Segment(start + low, start + high, line.story, line.order, line.paragraph, line.role, line.page)
            )
            found.add(id(line))
    return whole, segments, found


Spot = tuple[float, float, Line]  # row from the top of the page, ems from the left, line


def _placed(rng: random.Random, page: Page, face: Face) -> list[Spot]:
    """Place every line of a page, in the order of its content."""
    runs: list[list[Spot]] = [[(0.0, at * 22.0, line) for at, line in enumerate(page.top)]]
    top = 2.0
    for band in page.bands:
        left, depth = 0.0, top
        for module in band:
            rows: dict[float, list[Placed]] = {}
            place(rng, rows, module, left)
            spots = [(top + row, x * face.stretch, line) for row, cells in rows.items() for x, line in cells]
            runs.append(
                sorted(
                    spots,
                    key=lambda spot: (
                        spot[2].role == "body",
                        spot[1] // module.measure if spot[2].role == "body" else 0,
                    ),
                )
            )
            left += module.width + 2
            depth = max(depth, *(row for row, _, _ in spots))
        top = depth + rng.choice((1.5, 2, 3))
    runs.append([(top + at, 0.0, line) for at, line in enumerate(page.foot)])
    return _ordered(rng, runs, face.order)


def _ordered(rng: random.Random, runs: list[list[Spot]], order: str) -> list[Spot]:
    if order == "shuffled":
        rng.shuffle(runs)
    every = [spot for run in runs for spot in run]
    if order == "heads":
        every.sort(key=lambda spot: spot[2].role == "body")
    elif order == "tails":
        every.sort(key=lambda spot: spot[2].role != "body")
    elif order == "rows":
        every.sort(key=lambda spot: (spot[0], spot[1]))
    return every


def _typeset(pages: Sequence[Sequence[Spot]], face: Face) -> bytes:
    """Return a PDF of pages; characters stand where justification puts them."""
    metrics, fonts = import_module("reportlab.pdfbase.pdfmetrics"), import_module("reportlab.pdfbase.cidfonts")
    metrics.registerFont(fonts.UnicodeCIDFont(FONT))
    sheet = io.BytesIO()
    canvas: Any = import_module("reportlab.pdfgen.canvas").Canvas(sheet, invariant=1)
    for spots in pages:
        deep = (max(row for row, _, _ in spots) + 4) * SIZE * face.pitch
        wide = (max(x + width(line.text) * 2 for _, x, line in spots) + 4) * SIZE
        canvas.setPageSize((wide, deep))
        text = canvas.beginText()
        for row, x, line in spots:
            size = _size(line)
            text.setFont(FONT, size)
            _write(text, line, (x + 1) * SIZE, deep - (row + 2) * SIZE * face.pitch, size, face)
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return sheet.getvalue()


def _size(line: Line) -> float:
    return SIZE * (1.5 if line.role in ("headline", "crumb") else 1.15 if line.role in ("kicker", "deck") else 1.0)


def _set(line: Line, x: float, row: float, face: Face) -> Set:
    """Return a line as it is set, without ink."""
    size = _size(line)
    gap = max(0.0, line.room - width(line.text)) / max(1, len(line.text) - 1) * size if line.room else 0.0
    edges = [*accumulate((width(char) * size + gap for char in line.text), initial=x * SIZE)]
    edges[-1] -= gap
    return Set(line.text, edges, row * SIZE * face.pitch, size)


def _write(text: Any, line: Line, x: float, y: float, size: float, face: Face) -> None:
    """Write a line character by character, spread to its measure where it is justified: not inside numbers and Latin words."""
    ink = [_advance(char) for char in line.text]
    loose = [upper >= ASCII_END or lower >= ASCII_END for upper, lower in pairwise(line.text)]
    gap = max(0.0, line.room - sum(ink)) / max(1, sum(loose)) if line.room else 0.0
    if line.indent and face.indent:
        text.setTextOrigin(x - line.indent * size, y)
        text.textOut(face.indent)
    for char, wide, after in zip(line.text, ink, [*loose, False], strict=False):
        text.setTextOrigin(x, y)
        text.textOut(char)
        x += (wide + gap * after) * size


def _advance(char: str) -> float:
    """Return the width of a character in ems: as the font has it where it is ASCII's."""
    if char >= ASCII_END:
        return width(char)
    found: float = import_module("reportlab.pdfbase.pdfmetrics").stringWidth(char, FONT, 1.0)
    return found


def _extract(sheet: bytes, extractor: str) -> list[str]:
    """Return the text of each page as the extractor gives it."""
    if extractor == "pdfminer":
        text: str = import_module("pdfminer.high_level").extract_text(io.BytesIO(sheet))
        return text.rstrip("\f").split("\f")
    if extractor in MODES:
        return _poppler(sheet, MODES[extractor])
    pages: Any = import_module("pymupdf").open(stream=sheet, filetype="pdf")
    if extractor == "pymupdf":
        return [page.get_text() for page in pages]
    return [
        "".join(" ".join(block[4].split("\n")).strip() + "\n\n" for block in page.get_text("blocks")) for page in pages
    ]


def _poppler(sheet: bytes, mode: Sequence[str]) -> list[str]:
    """Return the text of each page as poppler's `pdftotext` gives it in a mode."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(sheet)
        file.flush()
        found = subprocess.run(["pdftotext", *mode, file.name, "-"], check=True, capture_output=True)
    return found.stdout.decode().rstrip("\f").split("\f")


def _matched(text: str, lines: Sequence[Line]) -> Iterator[tuple[int, int, Line]]:
    """Find printed lines in a text: spans that cover it, foreign ones as noise."""
    free = Free(lines)
    spots = [at for at, char in enumerate(text) if not char.isspace()]
    bare = _bare(text)
    at = 0
    while at < len(bare):
        row = next(
            (n for n in range(1, len(bare) - at) if "\n" in text[spots[at + n - 1] : spots[at + n]]), len(bare) - at
        )
        line = free.take(bare, at, row)
        size = len(_bare(line.text)) if line else 1
        yield spots[at], spots[at + size - 1] + 1, line or Line(bare[at], "noise", page=lines[0].page)
        at += size


class Free:
    """The lines of a page that are not yet found."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.after = {(line.story, line.role in HEADS, line.order): line for line in lines}
        self.texts: dict[str, list[Line]] = {}
        for line in lines:
            self.texts.setdefault(_bare(line.text), []).append(line)
        self.longest = max(map(len, self.texts))
        self.last: Line | None = None

    def take(self, bare: str, at: int, row: int) -> Line | None:
        """Take the line that a text goes on with: the next of the story, what fills the row, the longest that fits."""
        last = self.last
        text = ""
        if last and (line := self.after.get((last.story, last.role in HEADS, last.order + 1))):
            text = (
                _bare(line.text)
                if bare.startswith(_bare(line.text), at) and line in self.texts[_bare(line.text)]
                else ""
            )
        sizes = [row, *range(min(self.longest, len(bare) - at), 0, -1)]
        text = text or next((bare[at : at + n] for n in sizes if self.texts.get(bare[at : at + n])), "")
        if not text:
            return None
        found = self.texts[text]
        self.last = min(found, key=lambda line: not last or (line.story, line.order) != (last.story, last.order + 1))
        found.remove(self.last)
        return self.last


def _bare(text: str) -> str:
    return "".join(text.replace("⋯", "…").split())
