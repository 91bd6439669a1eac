"""Stores for n-grams compared: size, time to open, look-ups a second, and what they depend on.

    python benchmarks/stores.py CORPUS...

All hold the same n-grams of two to five characters, counted from the corpora (see `hkpaper.archive`), each with a
sixteen-bit value, and are asked the same questions, half of them for n-grams that are not held. To open is to map or
load the file and to answer one question; the least of five times. The page cache is warm.
"""

from __future__ import annotations

import pickle
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from importlib.metadata import files
from pathlib import Path
from time import perf_counter
from typing import Any

import marisa_trie
import numpy as np
from numpy.typing import NDArray

from hkpaper.archive import all_texts
from hkpaper.continuation.ngram import normal
from hkpaper.continuation.table import filled, mapped, mixed

CHARACTERS = 2_000_000
QUESTIONS = 200_000
Values = NDArray[np.int64]


def hashed(ngrams: Sequence[str]) -> NDArray[np.uint64]:
    """Return the hashes of n-grams, made before the clock starts: 3 ns a character in whole arrays."""
    found = np.zeros(len(ngrams), np.uint64)
    reversed_points = np.array([[*map(ord, ngram[::-1].ljust(5, "\0"))] for ngram in ngrams], np.uint64).T
    for column in reversed_points:
        found = np.where(column > 0, mixed(found, column), found)
    return found


class Hashed:
    """hkpaper's own table, memory-mapped; asked by hash, all at once."""

    needs = ("numpy",)

    def write(self, path: Path, ngrams: Sequence[str], values: Values) -> None:
        """Write the table."""
        chances = np.exp(-(values >> 8) / 16.0)
        table = filled(hashed(ngrams), chances, np.exp(-(values & 255) / 16.0))
        path.write_bytes(len(table.marks).to_bytes(8, "little") + table.tobytes())

    def open(self, path: Path) -> Callable[[Any], Any]:
        """Map the table."""
        data = np.memmap(path, np.uint8, "r")
        table = mapped(data, int.from_bytes(bytes(data[:8]), "little"), 8)
        return lambda hashes: table.look_up(hashes)[0]


class Sorted:
    """Sorted 64-bit hashes and their values, memory-mapped; binary search, all at once."""

    needs = ("numpy",)

    def write(self, path: Path, ngrams: Sequence[str], values: Values) -> None:
        """Write the sorted hashes, then the values."""
        hashes = hashed(ngrams)
        order = np.argsort(hashes)
        path.write_bytes(hashes[order].tobytes() + values[order].astype(np.uint16).tobytes())

    def open(self, path: Path) -> Callable[[Any], Any]:
        """Map both."""
        count = path.stat().st_size // 10
        keys = np.memmap(path, np.uint64, "r", 0, (count,))
        values = np.memmap(path, np.uint16, "r", 8 * count, (count,))

        def ask(hashes: NDArray[np.uint64]) -> NDArray[np.uint16]:
            at = np.minimum(np.searchsorted(keys, hashes), count - 1)
            return values[at[keys[at] == hashes]]

        return ask


class Marisa:
    """A marisa trie, memory-mapped, and an array of values by its numbers; one question at a time."""

    needs = ("marisa-trie",)

    def write(self, path: Path, ngrams: Sequence[str], values: Values) -> None:
        """Write the trie and the values beside it."""
        trie = marisa_trie.Trie(ngrams)
        table = np.zeros(len(ngrams), np.uint16)
        table[[trie[ngram] for ngram in ngrams]] = values
        trie.save(str(path))
        path.with_suffix(".values").write_bytes(table.tobytes())

    def open(self, path: Path) -> Callable[[Any], Any]:
        """Map the trie."""
        trie = marisa_trie.Trie()
        trie.mmap(str(path))
        values = memoryview(path.with_suffix(".values").read_bytes()).cast("H")
        return lambda ngrams: [values[at] for ngram in ngrams if (at := trie.get(ngram)) is not None]


class Sqlite:
    """A table of SQLite without row numbers; one prepared question at a time."""

    needs = ()

    def write(self, path: Path, ngrams: Sequence[str], values: Values) -> None:
        """Write the rows in order."""
        with sqlite3.connect(path) as base:
            base.execute("create table held (ngram text primary key, value integer) without rowid")
            base.executemany("insert into held values (?, ?)", sorted(zip(ngrams, values.tolist(), strict=True)))
        base.execute("vacuum")
        base.close()

    def open(self, path: Path) -> Callable[[Any], Any]:
        """Open the file."""
        base = sqlite3.connect(path)
        ask = "select value from held where ngram = ?"
        return lambda ngrams: [row for ngram in ngrams if (row := base.execute(ask, (ngram,)).fetchone())]


class Pickled:
    """A dict of Python, pickled; loaded whole."""

    needs = ()

    def write(self, path: Path, ngrams: Sequence[str], values: Values) -> None:
        """Pickle the dict."""
        path.write_bytes(pickle.dumps(dict(zip(ngrams, values.tolist(), strict=True))))

    def open(self, path: Path) -> Callable[[Any], Any]:
        """Load the dict."""
        held = pickle.loads(path.read_bytes())
        return lambda ngrams: [held[ngram] for ngram in ngrams if ngram in held]


def counted(paths: Sequence[str]) -> Counter[str]:
    """Return the n-grams of the corpora's first characters, as strings."""
    found: Counter[str] = Counter()
    left = CHARACTERS
    for text in all_texts(map(Path, paths)):
        for line in map(normal, text.body.split("\n")):
            for length in range(2, 6):
                found.update(line[at : at + length] for at in range(len(line) - length + 1))
        left -= len(text.body)
        if left < 0:
            break
    return found


def seconds(call: Callable[[], Any], times: int = 5) -> float:
    """Return the least time that a call takes."""
    taken = []
    for _ in range(times):
        start = perf_counter()
        call()
        taken.append(perf_counter() - start)
    return min(taken)


def weight(package: str) -> float:
    """Return the megabytes that an installed package takes."""
    return sum(file.size or 0 for file in files(package) or []) / 1e6


def main() -> None:
    """Build each store, ask it, and print a table."""
    seen = counted(sys.argv[1:])
    ngrams = sorted(ngram for ngram, count in seen.items() if count > 1)
    rare = sorted(ngram for ngram, count in seen.items() if count == 1)
    draw = np.random.default_rng(1)
    values = draw.integers(0, 1 << 16, len(ngrams))
    asked = [*draw.choice(ngrams, QUESTIONS // 2), *draw.choice(rare, QUESTIONS // 2)]
    asked = [str(asked[at]) for at in draw.permutation(QUESTIONS)]
    hashes = hashed(asked)
    print(f"{len(ngrams)} n-grams")
    print(f"{'store':10} {'bytes each':>10} {'open ms':>9} {'million/s':>9}  needs")
    for kind in (Hashed, Sorted, Marisa, Sqlite, Pickled):
        with tempfile.TemporaryDirectory() as folder:
            store, path = kind(), Path(folder) / "store"
            store.write(path, ngrams, values)
            size = sum(each.stat().st_size for each in Path(folder).iterdir()) / len(ngrams)
            given: Any = hashes if kind in (Hashed, Sorted) else asked
            opening = seconds(lambda store=store, path=path, given=given: store.open(path)(given[:1]))
            ask = store.open(path)
            assert len(ask(given)) == QUESTIONS // 2
            speed = QUESTIONS / seconds(lambda ask=ask, given=given: ask(given)) / 1e6
            needs = ", ".join(f"{each} ({weight(each):.0f} MB)" for each in store.needs) or "nothing"
            print(f"{kind.__name__:10} {size:10.1f} {opening * 1e3:9.2f} {speed:9.2f}  {needs}")


if __name__ == "__main__":
    main()
