"""进纸: files and standard input, raw text or an earlier stage's JSON, as issues one by one."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from hkpaper.errors import HkpaperError, InputError, OptionError
from hkpaper.records import Issue
from hkpaper.spans import Source

STDIN = "-"


def inputs(files: Sequence[str], files_from: str | None, null: bool) -> list[str]:
    """Return the names of all inputs, in order; standard input where none is named."""
    named = list(files)
    if files_from is not None:
        data = sys.stdin.buffer.read() if files_from == STDIN else Path(files_from).read_bytes()
        if b"\0" in data and not null:
            raise OptionError(f"--files-from {files_from}: the names end with NUL (add --null)")
        parts = data.split(b"\0") if null else data.splitlines()
        named += [os.fsdecode(part) for part in parts if part.strip()]
        return named
    return named or [STDIN]


def issues(name: str, encoding: str) -> Iterator[Issue]:
    """Yield the issues of one input: a line of JSON each, or the whole of a raw dump.

    Raises `InputError` that names the input and says what is wrong with it.
    """
    if name == STDIN:
        yield from _issues(sys.stdin.buffer, STDIN, STDIN, encoding)
        return
    try:
        with open(name, "rb") as file:
            yield from _issues(file, name, os.path.basename(name), encoding)
    except OSError as error:
        raise unreadable(name, error) from None


def opened(name: str, encoding: str) -> Source:
    """Return the source of a raw dump; raises `InputError` for what cannot be read, or is a stage's output."""
    try:
        data = sys.stdin.buffer.read() if name == STDIN else Path(name).read_bytes()
    except OSError as error:
        raise unreadable(name, error) from None
    head = data[: data.find(b"\n") + 1 or len(data)]
    if _is_table(head):
        raise _table(name)
    if _is_record(head):
        raise InputError(f"{name}: is a stage's output, no dump (give the raw text)")
    return _raw(data, name, STDIN if name == STDIN else os.path.basename(name), encoding).source


def unreadable(name: object, error: OSError) -> InputError:
    """Return what to say of a file that cannot be read."""
    if os.path.isdir(str(name)):
        return InputError(
            f"{name}: is a directory (name its files, or take the folder whole with --one-issue or --issue-by)"
        )
    return InputError(f"{name}: {error.strerror or error}")


def _issues(file: BinaryIO, shown: str, name: str, encoding: str) -> Iterator[Issue]:
    head = file.readline()
    if not head and shown == STDIN:
        raise InputError(f"{STDIN}: standard input is empty (did the command before it fail?)")
    if _is_table(head):
        raise _table(shown)
    if not _is_record(head):
        yield _raw(head + file.read(), shown, name, encoding)
        return
    from hkpaper import wire

    number = 0
    while head:
        number += 1
        if head.strip():
            yield wire.from_line(_text(head, shown), f"{shown}: line {number}")
        head = file.readline()


def _raw(data: bytes, shown: str, name: str, encoding: str) -> Issue:
    from hkpaper.pipeline import open_issue
    from hkpaper.source import dump_of

    try:
        return open_issue(dump_of(data, name, encoding))
    except HkpaperError as error:
        raise type(error)(str(error).replace(name, shown, 1)) from None


def _is_record(line: bytes) -> bool:
    """Say whether a first line is a record of hkpaper's; a raw dump may begin with a brace too."""
    if not line.lstrip(b"\xef\xbb\xbf \t").startswith(b"{") or b'"schema"' not in line:
        return False
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return line.lstrip().startswith(b'{"schema":"hkpaper/')  # a record, but a broken one
    return isinstance(data, dict) and str(data.get("schema", "")).startswith("hkpaper/")


def _table(name: str) -> InputError:
    return InputError(f"{name}: is a table that a stage printed, no dump (stages take its JSON: leave out --format)")


def _is_table(line: bytes) -> bool:
    """Say whether a first line heads a table of hkpaper's: `source` first, `start` and `end` last."""
    cells = line.removeprefix(b"\xef\xbb\xbf").strip().replace(b"\t", b",").split(b",")
    return len(cells) > 3 and cells[0] == b"source" and cells[-2:] == [b"start", b"end"]


def _text(line: bytes, shown: str) -> str:
    try:
        return line.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{shown}: JSON must be UTF-8: {error.reason} at byte {error.start}") from None
