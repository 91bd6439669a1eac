"""源文: a dump as decoded, and what points into it: spans, and pieces of text that carry the characters of theirs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in ``Source.text``.

    >>> Span(3, 5).of("星期五每周五出版")
    '每周'
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span must run forward from 0: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """Return the characters of `text` that this span covers."""
        return text[self.start : self.end]


class Part(NamedTuple):
    """One file of an issue bound of several: its text is ``Source.text[start:end]``; ``page`` is what it says it begins with."""

    name: str
    encoding: str
    sha256: str
    start: int
    end: int
    page: int | None = None


class Source(NamedTuple):
    """A dump as decoded: line ends are ``\\n``, a byte order mark is gone, nothing else is changed.

    ``lossy`` lists the offsets of the replacement characters put in for undecodable bytes, ``parts`` the files of an
    issue that is bound of several.
    """

    name: str
    encoding: str
    sha256: str
    text: str
    lossy: tuple[int, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of the output with the span they come from, one for one.

    >>> Piece(Span(7, 9), "，“").text
    '，“'
    """

    span: Span
    text: str

    def __post_init__(self) -> None:
        if len(self.text) != len(self.span):
            raise ValueError(f"a piece holds one character for each of its span: {self!r}")


Text = tuple[Piece, ...]
"""A run of pieces in reading order: a paragraph, a headline, a byline."""
