"""Build ``src/hkpaper/data/words.marisa`` and ``words.freq`` from the dictionary that jieba installs.

    python tools/build_words.py

The trie gives each word a number, the second file holds the word's count under that number as an
unsigned 32-bit little-endian integer, the sum of all counts first; ``words.idf`` holds its rarity. Same jieba, same bytes.
"""

from __future__ import annotations

import sys
from array import array
from importlib.util import find_spec
from pathlib import Path

import marisa_trie

DATA = Path(__file__).parents[1] / "src" / "hkpaper" / "data"


def jieba() -> Path:
    """Return the folder in which jieba is installed."""
    spec = find_spec("jieba")
    if spec is None or spec.origin is None:
        sys.exit("build_words: jieba is not installed (pip install jieba)")
    return Path(spec.origin).parent


def dictionary() -> tuple[dict[str, int], int]:
    """Return word → count and the sum of counts as jieba's own loader has them: of two equal lines the last
    wins, but both are summed."""
    lines = (jieba() / "dict.txt").read_text(encoding="utf-8").splitlines()
    pairs = [(word, int(count)) for word, count, *_ in (line.split(" ") for line in lines)]
    return dict(pairs), sum(count for _, count in pairs)


def write_rarities(trie: marisa_trie.Trie, size: int) -> None:
    """Write jieba's inverse document frequencies, in thousandths, 16 bits each: the median first, 0 where it has none."""
    lines = (jieba() / "analyse" / "idf.txt").read_text(encoding="utf-8").splitlines()
    found = {word: float(value) for word, _, value in (line.rpartition(" ") for line in lines)}
    table = array("H", [0]) * (size + 1)
    table[0] = round(1000 * sorted(found.values())[len(found) // 2])
    for word, value in found.items():
        if (number := trie.get(word)) is not None:
            table[number + 1] = round(1000 * value)
    if sys.byteorder == "big":
        table.byteswap()
    (DATA / "words.idf").write_bytes(table.tobytes())


def main() -> None:
    """Write both files."""
    counts, total = dictionary()
    trie = marisa_trie.Trie(sorted(counts))
    table = array("I", [0]) * (len(counts) + 1)
    table[0] = total
    for word, count in counts.items():
        table[trie.key_id(word) + 1] = count
    if sys.byteorder == "big":
        table.byteswap()
    trie.save(str(DATA / "words.marisa"))
    (DATA / "words.freq").write_bytes(table.tobytes())
    write_rarities(trie, len(counts))
    print(f"{len(counts)} words, {sum(f.stat().st_size for f in DATA.glob('words.*')) / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
