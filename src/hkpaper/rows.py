"""分行: part a story's paragraphs by the rows they are printed in: a byline's own rows, the rows of a table.

Takes paragraphs as runs of pieces, one for each printed line or part of it; gives paragraphs of the same pieces.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence, Set
from itertools import pairwise

from hkpaper.signatures import NEAR_HEAD, signed_rows
from hkpaper.spans import Text
from hkpaper.wraps import celled

HEAD_ROWS = 6  # printed rows at a paragraph's head that a byline may fill, with the one below


def signed_apart(source: str, paragraphs: Sequence[Text], starts: Collection[int]) -> Iterator[Text]:
    """Yield paragraphs, a byline that has printed rows to itself, near a story's head, as one of its own.

    ``starts`` are where printed lines begin in the source: 本报记者 甲 通讯员 乙 / 推开西厅的门…
    """
    for paragraph in paragraphs[:NEAR_HEAD]:
        rows = [at for at, piece in enumerate(paragraph) if not at or piece.span.start in starts]
        texts = [
            source[paragraph[at].span.start : paragraph[to - 1].span.end]
            for at, to in pairwise((*rows, len(paragraph)))
        ]
        cuts = [(*rows, len(paragraph))[row] for row in (0, *signed_rows(texts[:HEAD_ROWS]), len(rows))]
        yield from (paragraph[at:to] for at, to in pairwise(cuts) if at < to)
    yield from paragraphs[NEAR_HEAD:]


def rows_apart(paragraphs: Sequence[Text]) -> Iterator[tuple[Text, Set[int]]]:
    """Yield paragraphs, each row of one that is a table by itself, with the offsets at which spaces part cells."""
    told = iter(celled([piece.text for paragraph in paragraphs for piece in paragraph]))
    for paragraph in paragraphs:
        held = [piece.span for piece in paragraph if next(told)]
        cells = {offset for span in held for offset in range(span.start, span.end)}
        for text in [(piece,) for piece in paragraph] if len(held) == len(paragraph) else [paragraph]:
            yield text, cells
