"""Count ``src/hkpaper/data/chars.ngram`` from corpora (see `hkpaper.archive` for their forms).

    python tools/build_ngrams.py CORPUS... [-o MODEL] [--date DATE] [--order N] [--least N] [--no-words]

A fifth of the articles, by the hash of their title, is not counted: the page simulator sets its pages from it. jieba's
words are counted too, each as often as the square root of its frequency: what no corpus at hand has of the words of
everyday life. Same corpora, same bytes; the card beside the model names them, and this file rebuilds it bit for bit.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from math import isqrt
from pathlib import Path

from hkpaper.archive import HELD_OUT, all_texts
from hkpaper.continuation.counting import LEAST, ORDER, counted
from hkpaper.continuation.ngram import SHIPPED, normal
from hkpaper.words import dictionary


def words() -> dict[str, int]:
    """Return jieba's words of two characters and more, in order, each with the root of its frequency."""
    known = dictionary()
    return {
        word: isqrt(known[word])
        for word in sorted(known.trie.keys())
        if len(word) > 1 and word == normal(word) and known[word]
    }


def main(arguments: list[str]) -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=SHIPPED)
    parser.add_argument("--date", default="")
    parser.add_argument("--order", type=int, default=ORDER)
    parser.add_argument("--least", type=int, default=LEAST)
    parser.add_argument("--no-words", action="store_true")
    options = parser.parse_args(arguments)
    texts = [text.body for text in all_texts(options.corpora) if not text.held_out]
    card = {
        "corpora": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in options.corpora},
        "held_out": f"1 article in {HELD_OUT}",
        "articles": len(texts),
        "date": options.date,
    }
    data = counted(texts, options.order, options.least, {} if options.no_words else words(), card)
    options.output.write_bytes(data)
    print(f"{options.output}: {len(data) / 1e6:.1f} MB, sha256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main(sys.argv[1:])
