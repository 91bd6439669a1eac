"""稿件: what a story is, before it is set."""

from __future__ import annotations

from dataclasses import dataclass, field

MARKS = ("□", "◇", "■", "◎", "○", "●", "")
PLAIN = ("notice", "ad", "verse", "brief", "photo", "table")  # kinds without kicker, deck and pictures


@dataclass
class Story:
    """A story as it is written; `headline` may be empty."""

    kind: str  # article, brief, photo, notice, verse, essay, opinion, table, ad, other
    headline: str
    paragraphs: list[str]
    kicker: str | None = None
    deck: str | None = None
    section: str | None = None  # a column name above it
    byline: str | None = None
    position: str = "none"  # start, under_headline, end, none
    people: dict[str, list[str]] = field(default_factory=dict)
    verse: bool = False  # line breaks are the author's
