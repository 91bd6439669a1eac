"""分期: which inputs are one issue: each its own, all of them, or those whose names a pattern finds alike."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from errno import ENOENT
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer

from hkpaper.cli.intake import STDIN, issues, opened
from hkpaper.cli.talk import Failure, complain
from hkpaper.errors import Exit, HkpaperError, InputError
from hkpaper.records import Issue
from hkpaper.spans import Source

ENDINGS = (".txt", ".md")  # of the files that are taken of a folder
OneIssue = Annotated[bool, typer.Option("--one-issue", help="All files, or a folder's, are pages of one issue.")]
IssueBy = Annotated[
    str | None,
    typer.Option(help="Files of one issue are those whose paths this finds alike: a regex; its first group counts."),
]
OPTIONS: dict[str, tuple[Any, Any]] = {"one_issue": (OneIssue, False), "issue_by": (IssueBy, None)}


class Bundle(NamedTuple):
    """The files of one issue and what to call it; ``bound`` unless each input is what it is, one or several issues of JSON."""

    name: str
    files: tuple[str, ...]
    bound: bool


def bundles(names: Sequence[str], one_issue: bool, issue_by: str | None) -> tuple[list[Bundle], list[str]]:
    """Return the issues that inputs make, in the order of their first files, and the files of which the pattern finds nothing."""
    if one_issue and issue_by is not None:
        complain("--one-issue and --issue-by: take one of the two")
        raise Failure(Exit.USAGE)
    if one_issue:
        files = [each for name in names for each in _files(name)]
        last = f"..{os.path.basename(files[-1])}" if len(files) > 1 else ""
        return [Bundle(f"{os.path.basename(files[0])}{last}", tuple(files), True)], []
    if issue_by is None:
        return [Bundle(name, (name,), False) for name in names], []
    return _grouped([(each, name) for name in names for each in _files(name)], _pattern(issue_by))


def _pattern(issue_by: str) -> re.Pattern[str]:
    try:
        return re.compile(issue_by)
    except (re.error, RecursionError, OverflowError) as error:
        complain(f"--issue-by {issue_by}: not a regular expression: {error}")
        raise Failure(Exit.USAGE) from None


def stray(name: str, issue_by: str | None) -> InputError:
    """Return what to say of a file in whose path a pattern finds nothing."""
    if not os.path.exists(name):
        return InputError(f"{name}: {os.strerror(ENOENT)}")
    return InputError(f"{name}: --issue-by {issue_by} finds nothing in this path")


def _grouped(files: Sequence[tuple[str, str]], pattern: re.Pattern[str]) -> tuple[list[Bundle], list[str]]:
    """Group files by what a pattern finds in the path below the folder that was given, or else in the whole."""
    groups: dict[str, list[str]] = {}
    strays: list[str] = []
    for name, given in files:
        found = pattern.search(name, len(given) if name != given else 0) or pattern.search(name)
        key = found[1 if pattern.groups else 0] if found else None
        if key:
            groups.setdefault(key, []).append(name)
        else:
            strays.append(name)
    return [Bundle(key, tuple(held), True) for key, held in groups.items()], strays


def _files(name: str) -> list[str]:
    """Return the texts below a folder, hidden ones left out, or the name itself; raises `InputError` for a folder without any."""
    if name == STDIN or not os.path.isdir(name):
        return [name]
    folder = Path(name)
    found = [
        str(path)
        for path in sorted(folder.rglob("*"))
        if path.suffix.lower() in ENDINGS
        and path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    ]
    if not found:
        raise InputError(f"{name}: there is no {' or '.join(ENDINGS)} file in this folder")
    return found


def refused(_: str, error: HkpaperError) -> None:
    """Raise what is wrong with a file: for those to whom `source_of` must give all or nothing."""
    raise error


def source_of(bundle: Bundle, encoding: str, failed: Callable[[str, HkpaperError], None]) -> Source | None:
    """Return the one source of a bundle's files, or None of none; `failed` is told of each that cannot be read."""
    from hkpaper.binding import bound

    alike = len({os.path.basename(name) for name in bundle.files}) < len(bundle.files)
    sources: list[Source] = []
    for name in bundle.files:
        try:
            source = opened(name, encoding)
        except HkpaperError as error:
            failed(name, error)
        else:
            sources.append(source._replace(name=name) if alike else source)
    return bound(sources, bundle.name) if sources else None


def issues_of(bundle: Bundle, encoding: str, failed: Callable[[str, HkpaperError], None]) -> Iterator[Issue]:
    """Yield the one issue of bound files, without those that cannot be read, or all issues of an input."""
    if not bundle.bound:
        yield from issues(bundle.name, encoding)
    elif source := source_of(bundle, encoding, failed):
        from hkpaper.pipeline import open_issue

        yield open_issue(source)
