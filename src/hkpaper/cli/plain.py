"""清样: an issue's stories as plain text, for ``--format text``."""

from __future__ import annotations

from collections.abc import Iterator

from hkpaper.records import Issue
from hkpaper.text import plain


def stories(issue: Issue) -> Iterator[str]:
    """Yield each story: its headline stack, a byline of its own, its paragraphs, a line each."""
    for article in issue.articles:
        head = article.headline
        own = (article.byline.own,) if article.byline else ()
        yield "\n".join(filter(None, map(plain, (head.kicker, head.main, head.deck, *own, *article.paragraphs))))
