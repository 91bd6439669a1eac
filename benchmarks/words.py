"""Words: start-up of the commands that cut words, and how far they cut as jieba itself does.

    python benchmarks/words.py [TEXT ...] [--check] [--runs 9]

Start-up is CPU as a ratio to ``python -c pass``, each command in turn with it, the figure the median of both's ratio. A TEXT is a
plain text or one JSON object a line with a ``body`` (``*.jsonl.xz``); its first 5 MB are cut by `hkpaper.words` and by jieba with a
dictionary that it loaded itself; the figure is the share of jieba's words that stand in both. `--check` exits 1 past a limit.
"""

from __future__ import annotations

import argparse
import json
import lzma
import os
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from startup import HKPAPER, PAGE, compared, ready

from hkpaper import words

SIZE = 5_000_000  # bytes
START = "from hkpaper.words import tokenize; list(tokenize('图书馆延长开放时间'))"
TFIDF = "import jieba.analyse; jieba.setLogLevel(60); jieba.analyse.extract_tags('图书馆延长开放时间')"


def text_of(paths: list[Path]) -> str:
    """Return the first `SIZE` bytes of the texts as a string."""
    parts: list[str] = []
    for path in paths or sorted((PAGE.parent).glob("*.txt")):
        if path.suffix == ".xz":
            with lzma.open(path, "rt", encoding="utf-8") as file:
                for line in file:
                    parts.append(json.loads(line)["body"])
                    if sum(map(len, parts[-1000:])) * 3 > SIZE:
                        break
        else:
            parts.append(path.read_text(encoding="utf-8"))
    return "\n".join(parts).encode()[:SIZE].decode(errors="ignore")


def jieba_itself() -> Any:
    """Return jieba with the dictionary that its own loader reads, without a cache file."""
    sys.modules["pkg_resources"] = None  # type: ignore[assignment]  # jieba falls back to open()
    import jieba

    tokenizer = jieba.Tokenizer()
    tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
    tokenizer.initialized = True
    return tokenizer


def agreement(text: str) -> tuple[int, int, float, float]:
    """Return how many of jieba's words both have, how many jieba has, and the seconds that each took to cut."""
    theirs = jieba_itself()
    lines = text.splitlines()
    start = time.process_time()
    ours = [list(words.tokenize(line)) for line in lines]
    middle = time.process_time()
    other = [list(theirs.tokenize(line)) for line in lines]
    end = time.process_time()
    shared = sum(len(set(mine) & set(his)) for mine, his in zip(ours, other, strict=True))
    return shared, sum(map(len, other)), middle - start, end - middle


def main() -> int:
    """Measure, print a table, and say whether a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--runs", type=int, default=9)
    options = parser.parse_args()
    with TemporaryDirectory() as folder:  # of the cache file that jieba leaves
        os.environ["TMPDIR"] = folder
        return measure(options)


def measure(options: argparse.Namespace) -> int:
    """Measure as the options say."""
    rows: list[tuple[str, list[str], bytes, float | None]] = [
        ("cut one line", [sys.executable, "-c", START], b"", 15.0),
        ("tokens on ready JSON", [HKPAPER, "tokens"], ready("link"), 15.0),
        ("keywords on ready JSON", [HKPAPER, "keywords"], ready("link"), 15.0),
        ("people on ready JSON", [HKPAPER, "people"], ready("link"), 15.0),
        ("jieba.analyse itself", [sys.executable, "-W", "ignore", "-c", TFIDF], b"", None),
    ]
    broken = compared(rows, options.runs)
    text = text_of(options.paths)
    shared, all_words, ours, theirs = agreement(text)
    print(
        f"{len(text):,} characters: {shared:,} of jieba's {all_words:,} words ({shared / all_words:.4%}), {ours:.1f} s against {theirs:.1f} s"
    )
    broken |= shared / all_words < 0.9999
    return int(options.check and broken)


if __name__ == "__main__":
    sys.exit(main())
