"""Count ``src/hkpaper/data/chars.ngram`` from corpora (see `hkpaper.archive` for their forms).

    python tools/build_ngrams.py CORPUS... [-o MODEL] [--order N] [--least 3,3,3] [--date DATE]

A fifth of the articles, by the hash of their title, is not counted: the page simulator sets its pages from it.
Same corpora, same bytes.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from hkpaper.archive import HELD_OUT, all_texts
from hkpaper.continuation.counting import counted
from hkpaper.continuation.ngram import SHIPPED


def main(arguments: list[str]) -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=SHIPPED)
    parser.add_argument("--order", type=int, default=4)
    parser.add_argument("--least", default="")
    options = parser.parse_args(arguments)
    texts = [text.body for text in all_texts(options.corpora) if not text.held_out]
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
