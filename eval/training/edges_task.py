"""篇界题: the last look at a page's stories, as the fitter takes it: which paragraphs are truly of two stories."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

import hkpaper
from hkpaper.continuation import check, edges, questions
from hkpaper.continuation.joins import Told, told
from hkpaper.continuation.ngram import Model
from hkpaper.continuation.sight import Sight

from .examples import Example, examples


class Rows(NamedTuple):
    """Pairs of paragraphs of one page: what they show, and what is true of them."""

    shown: NDArray[np.float32]
    truth: NDArray[np.bool_]


def rows(dump: Any, model: Model) -> Iterator[Rows]:
    """Yield for each page the neighbours inside its stories; true are those of two stories."""
    for example, page_told in _told(dump, model):
        seen = check.sight(example.page, page_told)
        asked = check.asked_of(seen)
        end, head = seen.end[asked.upper], seen.head[asked.lower]
        headed = np.array([between < 0 or _aside(example, seen, between) for between in asked.between.tolist()], bool)
        kept = np.flatnonzero(headed & (example.story[end] >= 0) & (example.story[head] >= 0))
        if len(kept):
            shown = edges.numbers(seen, *(each[kept] for each in asked))
            yield Rows(shown, example.story[end[kept]] != example.story[head[kept]])


def _told(dump: Any, model: Model) -> Iterator[tuple[Example, Told]]:
    """Yield the pages of a simulated issue with their truth and the stories that the third question leaves."""
    issue = hkpaper.run_up_to(hkpaper.read(dump.text), "masthead")
    asked = [page for page in questions.first_of(issue, model) if len(page.numbers) > 1]
    for example, page in zip(examples(dump, model), asked, strict=True):
        strands = questions.strands_of(page)
        if strands.lines and (found := told(page, strands)).stories:
            yield example, found


def _aside(example: Example, seen: Sight, paragraph: int) -> bool:
    """Say whether all lines of a paragraph are truly no running text."""
    return bool(example.aside[list(seen.held.paragraphs[paragraph])].all())
