"""简体: a simplified copy of an article's text beside the original. Takes a record; gives its strings in simplified characters.

OpenCC converts, by words where a character has two simplified forms (乾隆, 乾淨); it is imported when it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from hkpaper.errors import HkpaperError

CONFIG = "tw2s"  # of OpenCC's: as t2s, and 載著 becomes 载着 where 著作 stays; hk2s and t2s leave every 著
FIELDS = ("kicker", "headline", "subhead")
COLUMNS = ("simplified_headline", "simplified_text")


@cache
def converter() -> Callable[[str], str]:
    """Return what turns traditional characters into simplified ones; raises `HkpaperError` where opencc is not installed.

    >>> converter()("乾隆年間,水磨已轉了三百圈,麥子乾淨")
    '乾隆年间,水磨已转了三百圈,麦子干净'
    """
    try:
        from opencc import OpenCC
    except ImportError:
        raise HkpaperError("--simplify needs opencc: pip install 'hkpaper[simplify]'") from None
    convert: Callable[[str], str] = OpenCC(CONFIG).convert
    return convert


def simplified(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return an article's headlines, byline and paragraphs in simplified characters, null where it has none."""
    convert = converter()
    byline = record["byline"]
    return {
        **{field: record[field] and convert(record[field]) for field in FIELDS},
        "byline": byline and convert(byline["text"]),
        "paragraphs": [convert(paragraph) for paragraph in record["paragraphs"]],
    }


def with_simplified(row: tuple[Any, ...], columns: tuple[str, ...]) -> tuple[Any, ...]:
    """Return a row of the articles' table with what `COLUMNS` say before its start and end."""
    convert = converter()
    headline, text = row[columns.index("headline")], row[columns.index("text")]
    return (*row[:-2], headline and convert(headline), convert(text), *row[-2:])
