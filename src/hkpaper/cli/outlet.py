"""出纸: standard output or a file written whole, as JSON Lines, JSON, CSV, TSV or text."""

from __future__ import annotations

import os
import signal
import stat
import sys
from collections.abc import Iterable
from types import TracebackType
from typing import Any, BinaryIO

from hkpaper.cli.talk import harmless
from hkpaper.errors import Exit, HkpaperError
from hkpaper.wire import dumps

FORMATS = ("jsonl", "json", "csv", "tsv", "text")
STDOUT = "-"
FORMULA = (*"=+-@＝＋－＠\t\r\n",)  # what Excel may take for one begins so


class Outlet:
    """Where the bytes go: standard output, a device or a pipe, or a new file that takes the old one's place when all went well.

    Whoever sets ``failed`` leaves the old file in its place.
    """

    def __init__(self, path: str | None) -> None:
        path = None if path == STDOUT else path
        self.path = os.path.realpath(path) if path else None
        self.failed = False
        self.part: str | None = None
        self.file: BinaryIO = sys.stdout.buffer
        if not path or not self.path:
            return
        if os.path.isdir(path):
            raise HkpaperError(f"{path}: cannot be written: it is a folder (name a file in it)")
        try:
            if _is_stream(path):
                self.file = open(path, "wb")  # noqa: SIM115
                return
            import tempfile

            handle, self.part = tempfile.mkstemp(dir=os.path.dirname(self.path), prefix=".hkpaper-")
        except OSError as error:
            raise HkpaperError(f"{path}: cannot be written: {error.strerror}") from None
        self.file = os.fdopen(handle, "wb")
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(Exit.TERMINATED))  # so that the part is unlinked

    def __enter__(self) -> Outlet:
        return self

    def write(self, text: str) -> None:
        """Write text as UTF-8."""
        self.file.write(text.encode("utf-8", "replace"))

    def flush(self) -> None:
        """Hand on what has been written, so that the next stage can begin."""
        self.file.flush()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.path is None or self.part is None:
            if kind is None:
                self.file.flush()
            if self.path:
                self.file.close()
            return
        try:
            done = kind is None and not self.failed
            if done:
                self.file.flush()
                os.fsync(self.file.fileno())
            self.file.close()
            if done:
                os.chmod(self.part, self._mode(self.path))
                os.replace(self.part, self.path)
        finally:
            if os.path.exists(self.part):
                os.unlink(self.part)

    @staticmethod
    def _mode(path: str) -> int:
        """Return the mode of the file that is replaced, or what the umask gives a new one."""
        try:
            return stat.S_IMODE(os.stat(path).st_mode)
        except FileNotFoundError:
            mask = os.umask(0)
            os.umask(mask)
            return 0o666 & ~mask


def _is_stream(path: str) -> bool:
    """Say whether a path is a device or a pipe, such as /dev/null: written to as it is, for a file in its place would break it."""
    try:
        mode = os.stat(path).st_mode
    except OSError:
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def overwritten(path: str | None, names: Iterable[str]) -> str | None:
    """Return which of some files an output would take the place of, if any."""
    if path is None or path == STDOUT or not os.path.isfile(path):
        return None
    held = os.stat(path)
    return next((name for name in names if os.path.isfile(name) and os.path.samestat(held, os.stat(name))), None)


class Sheet:
    """Records or rows in one of the formats, written as they come."""

    def __init__(
        self, outlet: Outlet, form: str, columns: Iterable[str], *, bom: bool = False, excel: bool = False
    ) -> None:
        self.outlet, self.form, self.excel = outlet, form, excel
        self.columns = ("source", *columns)
        self.count = 0
        if form in ("csv", "tsv"):
            self.outlet.write("\ufeff" if bom or excel else "")
            self._line(self.columns)

    def record(self, record: dict[str, Any] | str) -> None:
        """Write one JSON record, given as values or as its line."""
        line = record if isinstance(record, str) else dumps(record)
        if self.form == "json":
            self.outlet.write(("[\n" if not self.count else ",\n") + line)
        else:
            self.outlet.write(line + "\n")
        self.count += 1

    def row(self, source: str, cells: Iterable[Any]) -> None:
        """Write one row of a table, the name of its source first."""
        self._line([source, *cells])
        self.count += 1

    def text(self, text: str) -> None:
        """Write a story as plain text, an empty line between two."""
        shown = self.outlet.path is None and sys.stdout.isatty()
        self.outlet.write(("\n" if self.count else "") + (harmless(text) if shown else text) + "\n")
        self.count += 1

    def close(self) -> None:
        """Write what ends the format."""
        if self.form == "json":
            self.outlet.write("\n]\n" if self.count else "[]\n")

    def _line(self, cells: Iterable[Any]) -> None:
        values = [_cell(cell, self.excel) for cell in cells]
        if self.form == "tsv":
            self.outlet.write("\t".join(" ".join(value.split("\t")).replace("\n", " ") for value in values) + "\n")
        else:
            self.outlet.write(",".join(map(quoted, values)) + "\r\n")


def _cell(value: Any, excel: bool) -> str:
    if value is None:
        return ""
    text = "; ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
    return f"'{text}" if excel and text.startswith(FORMULA) and not isinstance(value, (int, float)) else text


def quoted(text: str) -> str:
    """Quote a cell as RFC 4180 says."""
    if any(char in text for char in ',"\r\n'):
        return '"' + text.replace('"', '""') + '"'
    return text
