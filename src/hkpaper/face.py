"""门面: what a Python script calls: text in, articles out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hkpaper import pipeline
from hkpaper.errors import InputError
from hkpaper.records import Issue
from hkpaper.source import decode, dump_of
from hkpaper.spans import Source

Dump = str | bytes | Path | Sequence[Path]


def read(dump: Dump, *, name: str | None = None, encoding: str = "auto") -> Issue:
    """Return the issue of a dump that no other stage has seen: a text, its bytes, the path of a file, or of all its files.

    A `str` is always the text itself, never a path. Raises `OSError` for a path that cannot be read and
    `hkpaper.errors.EncodingError` for an unknown `encoding`, `hkpaper.errors.InputError` for bytes that are no text, and for no file at all.
    """
    if not isinstance(dump, (str, bytes, Path)):
        return pipeline.run_up_to(pipeline.open_issue(_bound(dump, name, encoding)), "read")
    if isinstance(dump, str):
        source = decode(dump.encode("utf-8", "replace"), name or "-", "utf-8")
    elif isinstance(dump, Path):
        source = dump_of(dump.read_bytes(), dump.name if name is None else name, encoding)
    else:
        source = dump_of(dump, name or "-", encoding)
    return pipeline.run_up_to(pipeline.open_issue(source), "read")


def _bound(files: Sequence[Path], name: str | None, encoding: str) -> Source:
    from hkpaper.binding import bound

    if not files:
        raise InputError("there is no file to read")
    sources = [dump_of(path.read_bytes(), path.name, encoding) for path in files]
    return bound(sources, name or f"{files[0].name}..{files[-1].name}")


def run_up_to(issue: Issue, stage: str, **options: object) -> Issue:
    """Put an issue through every stage up to `stage` that it has not been through."""
    return pipeline.run_up_to(issue, stage, options)


def run(dump: Dump, *, name: str | None = None, encoding: str = "auto", **options: object) -> Issue:
    """Return the finished issue of a dump, all stages done; a list of paths is one issue in several files.

    `options` are those of the stages: ``date="2025-03-07"``, ``profile="ours.toml"``, ``model="ours.ngram"``,
    ``punctuation="keep"``, ``link=False``; raises `hkpaper.errors.OptionError` for any other.

    >>> issue = run("区图书馆延长开放\\n\\n本报讯(记者 闻小溪)3月6日,区图书馆延长开 放到夜里十点。", date="2025-03-07")
    >>> issue.articles[0].dates[0].iso
    '2025-03-06'
    """
    return run_up_to(read(dump, name=name, encoding=encoding), "emit", **options)


def articles(issue: Issue, *, simplify: bool = False) -> list[dict[str, Any]]:
    """Return the articles of a finished issue as the records that ``hkpaper run`` prints.

    ``simplify`` adds a copy in simplified characters; raises `HkpaperError` where opencc is not installed.
    """
    from hkpaper.stages.emit import records

    found = [record for record in records(issue) if record["kind"] != "residue"]
    if not simplify:
        return found
    from hkpaper.simplify import simplified

    return [record | {"simplified": simplified(record)} for record in found]
