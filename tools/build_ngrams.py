"""Count ``src/hkpaper/data/chars.ngram`` from corpora of JSON Lines (``body``), plain or xz-compressed.

    python tools/build_ngrams.py CORPUS... [-o MODEL] [--order N] [--least 3,3,3]

A fifth of the articles, by the hash of their title, is not counted: the page simulator sets its pages from it.
Same corpora, same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import sys
from collections.abc import Iterator
from pathlib import Path

from hkpaper.continuation.counting import counted
from hkpaper.continuation.ngram import SHIPPED

HELD_OUT = 5


def held_out(title: str) -> bool:
    """Say whether an article is kept from counting: one in five, by its title."""
    return hashlib.sha256(title.encode()).digest()[0] % HELD_OUT == 0


def articles(path: Path) -> Iterator[dict[str, str]]:
    """Yield the articles of a corpus file."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as file:
        for line in file:
            yield json.loads(line)


def main(arguments: list[str]) -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=SHIPPED)
    parser.add_argument("--order", type=int, default=4)
    parser.add_argument("--least", default="")
    options = parser.parse_args(arguments)
    texts = [
        article["body"][int(article.get("start") or 0) :]
        for path in options.corpora
        for article in articles(path)
        if not held_out(article["title"])
    ]
    card = {
        "corpora": [path.name for path in options.corpora],
        "held_out": f"1 article in {HELD_OUT}",
        "articles": len(texts),
    }
    least = [int(each) for each in options.least.split(",") if each]
    options.output.write_bytes(counted(texts, options.order, least, card))
    print(f"{options.output}: {options.output.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
