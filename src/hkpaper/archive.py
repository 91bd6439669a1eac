"""存稿: a newspaper's own archive: plain text, JSON Lines or hkpaper's articles; gives texts to count a model from."""

from __future__ import annotations

import gzip
import hashlib
import json
import lzma
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from hkpaper.errors import InputError
from hkpaper.source import decode

HELD_OUT = 5


class Text(NamedTuple):
    """One text of an archive; the title decides whether it is held out."""

    title: str
    body: str

    @property
    def held_out(self) -> bool:
        """Say whether the text is kept from counting, to measure on: one in five, by the hash of its title."""
        return hashlib.sha256((self.title or self.body).encode("utf-8", "surrogatepass")).digest()[0] % HELD_OUT == 0


def texts(path: Path) -> Iterator[Text]:
    """Yield the texts of one file, or of all files under a folder in the order of their names, hidden ones left out.

    A file is JSON Lines (an object with ``paragraphs``, ``body`` or ``text`` a line), or plain text in any
    encoding; a name that ends in ``.xz`` or ``.gz`` is unpacked. Raises `InputError`.
    """
    if path.is_dir():
        for each in sorted(path.rglob("*")):
            if each.is_file() and not any(part.startswith(".") for part in each.relative_to(path).parts):
                yield from texts(each)
        return
    try:
        data = _unpacked(path)
    except (OSError, EOFError, lzma.LZMAError, zlib.error) as error:
        raise InputError(f"{path}: {getattr(error, 'strerror', None) or error}") from None
    if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        yield from _objects(data, path)
    else:
        yield from blocks(decode(data, str(path)).text)


def blocks(dump: str) -> Iterator[Text]:
    """Yield the blocks of a plain text, parted by blank lines.

    >>> [text.body for text in blocks("河滨步道\\n修好了。\\n\\n第二天下雨。")]
    ['河滨步道\\n修好了。', '第二天下雨。']
    """
    block: list[str] = []
    for line in (*dump.replace("\f", "\n\n").split("\n"), ""):
        if line.strip():
            block.append(line)
        elif block:
            yield Text("", "\n".join(block))
            block = []


def _unpacked(path: Path) -> bytes:
    openers: dict[str, Any] = {".xz": lzma.open, ".gz": gzip.open}
    with openers.get(path.suffix, open)(path, "rb") as file:
        data: bytes = file.read()
    return data


def _objects(data: bytes, path: Path) -> Iterator[Text]:
    found = False
    for record in _records(data.decode("utf-8-sig", "replace"), path):
        body = _body(record)
        if body:
            found = True
            yield Text(str(record.get("title") or record.get("headline") or ""), body)
    if not found:
        raise InputError(f"{path}: no object in it has paragraphs, a body or a text")


def _records(text: str, path: Path) -> Iterator[Any]:
    """Yield the objects of JSON Lines; of one JSON object over several lines, its ``articles``, or itself."""
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError):
        whole = None
    if isinstance(whole, dict):
        yield from whole["articles"] if isinstance(whole.get("articles"), list) else [whole]
        return
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            try:
                yield json.loads(line)
            except (ValueError, RecursionError):
                raise InputError(f"{path}: line {number}: not JSON (give JSON Lines, an object a line)") from None


def _body(record: object) -> str:
    """Return the running text of a record, without what stands before its ``start``; nothing where it has none."""
    if not isinstance(record, dict):
        return ""
    paragraphs = record.get("paragraphs")
    if isinstance(paragraphs, list):
        return "\n".join(str(paragraph) for paragraph in paragraphs)
    body = next((record[key] for key in ("body", "text") if isinstance(record.get(key), str)), "")
    start = record.get("start")
    return body[start:] if isinstance(start, int) else body


def all_texts(paths: Iterable[Path]) -> Iterator[Text]:
    """Yield the texts of several files and folders."""
    for path in paths:
        yield from texts(path)
