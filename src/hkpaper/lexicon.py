"""词表: the tables under ``data/``, by name, read once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from hkpaper.errors import HkpaperError

DATA = Path(__file__).parent / "data"


@cache
def rows(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of table `name`: tab-separated fields, without comments and empty lines.

    >>> rows("confusions")[0]
    ('一', '—')
    """
    table: list[tuple[str, ...]] = []
    for number, line in enumerate((DATA / f"{name}.tsv").read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        fields = tuple(line.split("\t"))
        if not fields[0]:
            raise HkpaperError(f"{name}.tsv:{number}: the row has no word (put the word before the first tab)")
        table.append(fields)
    return tuple(table)


@cache
def words(name: str) -> tuple[str, ...]:
    """Return the first field of each row, the longest first, so that an alternation prefers it."""
    return tuple(sorted((row[0] for row in rows(name)), key=lambda word: (-len(word), word)))


@cache
def alternation(name: str) -> str:
    """Return the table's words as a pattern that matches any of them."""
    import re

    return "|".join(re.escape(word) for word in words(name))
