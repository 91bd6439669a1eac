"""文库: read the articles that the shipped model did not count."""

from __future__ import annotations

import json
import lzma
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from hkpaper import archive

ITEM = 30  # characters; a longer paragraph without an end mark is not the headline of an item


class Text(NamedTuple):
    """An article to set: its headline, its paragraphs, the day it ran (may be empty)."""

    headline: str
    paragraphs: tuple[str, ...]
    date: str = ""


def library(paths: Sequence[Path]) -> list[Text]:
    """Return the held-out articles of corpora of JSON Lines (``title``, ``body``), plain or xz-compressed."""
    return [text for path in paths for text in _texts(path) if text.paragraphs]


def _texts(path: Path) -> Iterator[Text]:
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
        for row in file:
            article = json.loads(row)
            if archive.Text(article["title"], article["body"]).held_out:
                body = article["body"][int(article.get("start") or 0) :]
                paragraphs = [_clean(each) for each in body.split("\n") if len(each.strip()) > 4]
                yield from _items(
                    _clean(re.sub("【.*?】", "", article["title"])), paragraphs, article.get("date") or ""
                )


def _items(headline: str, paragraphs: Sequence[str], date: str) -> Iterator[Text]:
    """Cut a bulletin into its items: a short paragraph without an end mark is the headline of what follows."""
    held: list[str] = []
    for paragraph in paragraphs:
        if len(paragraph) <= ITEM and paragraph[-1] not in "。！？”：；…）":
            if held:
                yield Text(headline, tuple(held), date)
            headline, held = paragraph, []
        else:
            held.append(paragraph)
    if held:
        yield Text(headline, tuple(held), date)


def _clean(text: str) -> str:
    """Drop white space inside a paragraph, keeping that between Latin words and between the parts of a headline."""
    return re.sub(r"(?<=[。，、；：])\s+|\s+(?=[。，、；：])", "", re.sub(r"\s+", " ", text.strip()))
