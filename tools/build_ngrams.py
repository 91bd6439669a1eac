"""Count ``src/hkpaper/data/chars.ngram`` from corpora (see `hkpaper.archive` for their forms).

    python tools/build_ngrams.py CORPUS... [-o MODEL] [--date DATE] [--order N] [--least N] [--most N] [--times N] [--no-words]

A fifth of the articles, by the hash of their title, is not counted: the page simulator sets its pages from it. What was
written for hkpaper (``eval/simulator``, all but what is kept to judge by) is of the register that hkpaper reads: each of its
texts counts several times, so that what stands in one of them once is kept, too. jieba's words are counted, each as
often as the square root of its frequency: what no corpus at hand has of the words of everyday life. Same corpora, same
bytes; the card beside the model names them, and this file rebuilds it bit for bit.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from math import isqrt
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from eval.simulator.told import told

from hkpaper.archive import HELD_OUT, all_texts
from hkpaper.continuation.counting import LEAST, ORDER, counted
from hkpaper.continuation.ngram import SHIPPED, normal
from hkpaper.words import dictionary

TIMES = 3  # that each text written for hkpaper counts
MOST = 1_880_000  # n-grams: 12 MB


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
    parser.add_argument("--times", type=int, default=TIMES)
    parser.add_argument("--most", type=int, default=MOST)
    parser.add_argument("--no-words", action="store_true")
    options = parser.parse_args(arguments)
    texts = [text.body for text in all_texts(options.corpora) if not text.held_out]
    own = told()
    card = {
        "corpora": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in options.corpora},
        "written": {"texts": len(own), "characters": sum(map(len, own)), "times": options.times},
        "held_out": f"1 article in {HELD_OUT}",
        "articles": len(texts),
        "date": options.date,
    }
    listed = {} if options.no_words else words()
    data = counted([*texts, *own * options.times], options.order, options.least, listed, card, options.most)
    options.output.write_bytes(data)
    print(f"{options.output}: {len(data) / 1e6:.1f} MB, sha256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main(sys.argv[1:])
