"""python -m eval.simulator OUT_DIR --count N --seed S CORPUS...: write issues for looking at."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from eval.simulator import EXTRACTORS, REAL, library, simulate


def main() -> None:
    """Write NNN.txt, NNN.gold.json and NNN.segments.json."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("corpora", nargs="*", type=Path)
    parser.add_argument("--count", type=int, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--extractor", choices=[*EXTRACTORS, *REAL])
    options = parser.parse_args()
    articles = library(options.corpora)
    options.folder.mkdir(parents=True, exist_ok=True)
    for number in range(options.count):
        dump = simulate(options.seed + number, articles, options.extractor)
        name = options.folder / f"{number:03d}"
        name.with_suffix(".txt").write_text(dump.text, encoding="utf-8")
        gold = json.dumps(dump.gold | {"recipe": dump.recipe}, ensure_ascii=False, indent=1)
        name.with_suffix(".gold.json").write_text(gold, encoding="utf-8")
        segments = [dump.text[each.start : each.end] + "\t" + "\t".join(map(str, each[2:])) for each in dump.segments]
        name.with_suffix(".segments.json").write_text(
            json.dumps(segments, ensure_ascii=False, indent=0), encoding="utf-8"
        )


if __name__ == "__main__":
    main()
