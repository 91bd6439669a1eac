"""词: jieba behind one door: lazy, silent, with offsets, its dictionary memory-mapped.

jieba's own loader parses five megabytes, prints, and writes a cache that all users share. Here its
dictionary comes from a trie made of it in advance (``tools/build_words.py``), so the same
segmentation starts in milliseconds, and jieba itself loads only when a text is to be cut in words.
"""

from __future__ import annotations

import mmap
import sys
from array import array
from collections.abc import Iterator
from functools import cache
from math import log
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from hkpaper.errors import InputError
from hkpaper.lexicon import DATA

if TYPE_CHECKING:
    import marisa_trie

Words = tuple[tuple[str, int | None], ...]
"""A user's own words, each with its count, or None for one that makes it a word."""

STEPS = 1000  # of a rarity of 1
LONGEST_WORD = 20  # characters of the longest in the dictionary
LONGEST = 8  # characters; 99.9 % of the dictionary's words are no longer, and a line's edge shows less


class Dictionary:
    """jieba's word counts behind a memory-mapped trie, with as much of a dict's face as jieba uses.

    A prefix of a word is a key with count 0, as in the table that jieba builds for itself.
    """

    def __init__(self) -> None:
        import marisa_trie

        self.trie: marisa_trie.Trie = marisa_trie.Trie()
        self.trie.mmap(str(DATA / "words.marisa"))
        with (DATA / "words.freq").open("rb") as file:
            self.counts = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)).cast("I")
        if sys.byteorder == "big":
            swapped = array("I", self.counts)
            swapped.byteswap()
            self.counts = memoryview(swapped)
        self.total: int = self.counts[0]
        self.own: dict[str, int] = {}

    def __setitem__(self, word: str, count: int) -> None:
        self.own[word] = count

    def __contains__(self, fragment: str) -> bool:
        return fragment in self.own or next(self.trie.iterkeys(fragment), None) is not None

    def __getitem__(self, fragment: str) -> int:
        return self.count(fragment)

    def count(self, word: str) -> int:
        """Return the count of `word`, 0 where it is none: the trie is asked once."""
        if self.own and word in self.own:
            return self.own[word]
        number = self.trie.get(word)
        return int(self.counts[number + 1]) if number is not None else 0

    def get(self, word: str, default: int | None = None) -> int | None:
        """Return the count of `word`, or `default` where it is neither a word nor the beginning of one."""
        if self.own and word in self.own:
            return self.own[word]
        number = self.trie.get(word)
        if number is not None:
            return int(self.counts[number + 1])
        return 0 if word in self else default

    def beginning(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield the length and the count of each word that `text` begins with."""
        for word in self.trie.iter_prefixes(text):
            yield len(word), int(self.counts[self.trie[word] + 1])


@cache
def dictionary() -> Dictionary:
    """Return the dictionary, mapped once."""
    return Dictionary()


@cache
def _tokenizer(own: Words) -> Any:
    import logging
    import warnings

    blocked = "pkg_resources" not in sys.modules
    if blocked:
        sys.modules["pkg_resources"] = None  # type: ignore[assignment]  # jieba falls back to open()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import jieba
    finally:
        if blocked:
            del sys.modules["pkg_resources"]
    jieba.default_logger.handlers.clear()
    jieba.default_logger.setLevel(logging.CRITICAL)
    tokenizer = jieba.Tokenizer()
    held = Dictionary() if own else dictionary()
    tokenizer.FREQ, tokenizer.total, tokenizer.initialized = held, held.total, True
    for word, count in own:
        tokenizer.add_word(word, count)
    if not own:
        tokenizer.get_DAG = _graph
    return tokenizer


def _graph(text: str) -> dict[int, list[int]]:
    """Return for each place where the words that begin there end, as jieba's own ``get_DAG``, a trie asked once a place."""
    held = dictionary()
    return {
        at: [at + length - 1 for length, count in held.beginning(text[at : at + LONGEST_WORD]) if count] or [at]
        for at in range(len(text))
    }


def read_words(path: str) -> Words:
    """Return the words of a user's dictionary as jieba takes it: a word a line, its count and tag behind it if known."""
    try:
        lines = Path(path).read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror} (--dict names a file of words, one a line)") from None
    except UnicodeDecodeError:
        raise InputError(f"{path}: not UTF-8 (--dict names a file of words in UTF-8, one a line)") from None
    cells = [line.split() for line in lines if line.strip() and not line.startswith("#")]
    return tuple((word, int(rest[0]) if rest and rest[0].isdecimal() else None) for word, *rest in cells)


@cache
def _rarities() -> memoryview:
    with (DATA / "words.idf").open("rb") as file:
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))


def rarity(word: str) -> float:
    """Return a word's inverse document frequency in jieba's table, the median where it has none.

    >>> rarity("图书馆") > rarity("工作")
    True
    """
    number = dictionary().trie.get(word)
    at = 2 * (number + 1 if number is not None else 0)
    found = int.from_bytes(_rarities()[at : at + 2], "little") or int.from_bytes(_rarities()[:2], "little")
    return found / STEPS


def tokenize(text: str, own: Words = ()) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a text with their offsets, as jieba's accurate mode cuts them; ``own`` are added to its dictionary.

    >>> [word for word, start, end in tokenize("区图书馆延长开放时间")]
    ['区', '图书馆', '延长', '开放', '时间']
    """
    yield from _tokenizer(own).tokenize(text)


class Division(NamedTuple):
    """A short text's best division into dictionary words, from each place on: its log probability, its first word's length.

    Both have one entry a character; ``rest`` has one more, 0 for the end.
    """

    rest: list[float]
    sizes: list[int]

    def words(self, text: str) -> list[str]:
        """Return the words of the text that was divided."""
        found: list[str] = []
        at = 0
        while at < len(text):
            found.append(text[at : at + self.sizes[at]])
            at += self.sizes[at]
        return found


def divide(text: str) -> Division:
    """Divide a short text into dictionary words, without jieba and without its guesses at words it does not know.

    >>> divide("区图书馆馆长").words("区图书馆馆长")
    ['区', '图书馆', '馆长']
    """
    known = dictionary()
    floor = -log(known.total)
    rest = [0.0] * (len(text) + 1)
    sizes = [1] * len(text)
    for start in reversed(range(len(text))):
        rest[start] = rest[start + 1] + floor
        for length, count in known.beginning(text[start : start + LONGEST]):
            if (score := log(count or 1) + floor + rest[start + length]) > rest[start]:
                rest[start], sizes[start] = score, length
    return Division(rest, sizes)


@cache
def log_probability(text: str) -> float:
    """Return the log probability of a short text under its best division into dictionary words."""
    return divide(text).rest[0]
