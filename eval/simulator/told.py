"""底本: all that was written for hkpaper and may be counted: stories, headline stacks with their leads, and papers for that alone.

What pages are set from, a language model that is asked about them must not have read: so a model that weights are
fitted with reads one half of what pages are set from, and the pages are set from the other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from eval.simulator.heads import stacks
from eval.simulator.written import HALVES, LEARNED, loose, rows

PARTS = ("kicker", "headline", "deck", "lead")


def told(papers: Sequence[str] = LEARNED) -> list[str]:
    """Return the texts of papers, of the pieces and stacks that go with them, and of those that no page is set from."""
    held = [row for paper in papers for row in rows(paper)]
    return [_told(row) for row in [*held, *loose(papers), *stacks(papers)]]


def unread(half: int) -> tuple[str, ...]:
    """Return the papers that pages may be set from where a model has read ``HALVES[half]``."""
    return HALVES[1 - half]


def _told(row: dict[str, Any]) -> str:
    return "\n".join([row[part] for part in PARTS if row.get(part)] + list(row.get("paragraphs", ())))
