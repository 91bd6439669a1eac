"""hkpaper: turn the scrambled text of a Chinese local newspaper issue into articles.

    import hkpaper
    issue = hkpaper.run("p1.txt file's text, or its bytes, or a Path")
    for article in hkpaper.articles(issue):
        print(article["headline"], article["byline"])

Everything loads when it is first used, so that importing the package costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hkpaper.face import articles, read, run, run_up_to
    from hkpaper.pipeline import NAMES, STAGES
    from hkpaper.records import (
        Article,
        Byline,
        DateMention,
        Debris,
        Doubt,
        Furniture,
        Headline,
        Issue,
        Jump,
        Line,
        Masthead,
        Strand,
        Suggestion,
    )
    from hkpaper.spans import Piece, Source, Span, Text

__version__ = "0.1.0"

_HOMES = {
    "hkpaper.face": ("articles", "read", "run", "run_up_to"),
    "hkpaper.pipeline": ("NAMES", "STAGES"),
    "hkpaper.records": (
        "Article", "Byline", "DateMention", "Debris", "Doubt", "Furniture", "Headline", "Issue", "Jump", "Line",
        "Masthead", "Strand", "Suggestion",
    ),
    "hkpaper.spans": ("Piece", "Source", "Span", "Text"),
}  # fmt: skip
_HOME = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "NAMES", "STAGES", "Article", "Byline", "DateMention", "Debris", "Doubt", "Furniture", "Headline", "Issue", "Jump",
    "Line", "Masthead", "Piece", "Source", "Span", "Strand", "Suggestion", "Text", "articles", "read", "run", "run_up_to",
]  # fmt: skip


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'hkpaper' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
