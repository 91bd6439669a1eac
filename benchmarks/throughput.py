"""Throughput: CPU of ``hkpaper run`` against jieba's over the same text, its growth with the dump, and its memory.

    python benchmarks/throughput.py [PATH ...] [--check] [--runs 5]

A PATH is a dump or a folder of them (``*.txt``, at any depth); without one the samples are taken as often
as it needs to fill `CHARACTERS`. Three things, each process fresh, the ones compared in turn (A B A B …),
the figure the median of the paired ratios:

- ``hkpaper run`` over all files in one process, whole, start-up and all, by what jieba needs to load its
  dictionary and to cut the same text (``lcut``), without its start-up and without a cache file;
- a dump of 100 pages by the mean of its two halves of 50; the pages are the files in a drawn order;
- the most memory that any of these processes of hkpaper held.

`--check` exits 1 when a figure is over its limit.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import NamedTuple

from hkpaper.source import decode

ROOT = Path(__file__).parents[1]
HKPAPER = str(Path(sys.executable).with_name("hkpaper"))
CHARACTERS = 600_000
PAGES = 100
UNIT = 2**20 if sys.platform == "darwin" else 2**10  # of ru_maxrss, in a megabyte
JIEBA = """
import sys, time
sys.modules["pkg_resources"] = None  # jieba falls back to open(); importing it is no work of jieba's
import jieba
text = open(sys.argv[1], encoding="utf-8").read()
start = time.process_time()
tokenizer = jieba.Tokenizer()
tokenizer.FREQ, tokenizer.total = tokenizer.gen_pfdict(tokenizer.get_dict_file())
tokenizer.initialized = True
tokenizer.lcut(text)
print(time.process_time() - start)
"""


class Cost(NamedTuple):
    """What one process took: CPU seconds, user and system, and megabytes at its peak."""

    cpu: float
    peak: float


def run(files: Sequence[Path]) -> Cost:
    """Return the cost of one ``hkpaper run``."""
    process = subprocess.Popen([HKPAPER, "run", "--quiet", *map(str, files)], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"hkpaper run left with status {process.returncode}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / UNIT)


def jieba(text: Path) -> float:
    """Return the CPU seconds in which jieba loads its dictionary and cuts a text."""
    done = subprocess.run([sys.executable, "-W", "ignore", "-c", JIEBA, str(text)], capture_output=True, check=True)
    return float(done.stdout)


def dumps(paths: Sequence[Path]) -> list[Path]:
    """Return the files to measure."""
    if paths:
        return [file for path in paths for file in (sorted(path.rglob("*.txt")) if path.is_dir() else [path])]
    samples = sorted((ROOT / "samples").glob("*.txt"))
    times = CHARACTERS // sum(len(read(sample)) for sample in samples) + 1
    return samples * times


def read(file: Path) -> str:
    """Return the text of a dump."""
    return decode(file.read_bytes(), file.name).text


def halves(texts: Sequence[str], room: Path) -> tuple[Path, Path, Path]:
    """Write a dump of `PAGES` pages and its two halves, and return their files: the halves, then the whole."""
    pages = list(islice(cycle(random.Random(0).sample(texts, len(texts))), PAGES))
    parts = pages[: PAGES // 2], pages[PAGES // 2 :], pages
    files = room / "first.txt", room / "second.txt", room / "whole.txt"
    for file, part in zip(files, parts, strict=True):
        file.write_text("\f".join(part), encoding="utf-8")
    return files


def measured(files: Sequence[Path], runs: int) -> list[tuple[str, float, float | None]]:
    """Measure, and return each figure by name with its limit."""
    texts = [read(file) for file in files]
    print(f"{len(files)} files, {sum(map(len, texts)):,} characters; median of {runs} runs")
    with TemporaryDirectory() as folder:
        whole = Path(folder) / "all.txt"
        whole.write_text("\n".join(texts), encoding="utf-8")
        first, second, both = halves(texts, Path(folder))
        against = [(run(files), jieba(whole)) for _ in range(runs)]
        growth = [(run([both]), run([first]), run([second])) for _ in range(runs)]
    return [
        ("hkpaper run, CPU s", median(ours.cpu for ours, _ in against), None),
        ("jieba, CPU s", median(theirs for _, theirs in against), None),
        ("hkpaper run / jieba", median(ours.cpu / theirs for ours, theirs in against), 1.0),
        (f"{PAGES} pages / {PAGES // 2}", median(2 * w.cpu / (a.cpu + b.cpu) for w, a, b in growth), 2.3),
        ("peak MB, all files", max(ours.peak for ours, _ in against), 150.0),
        (f"peak MB, {PAGES} pages", max(cost.peak for costs in growth for cost in costs), 150.0),
    ]


def main() -> int:
    """Measure, print a table, and say whether a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    broken = False
    rows = measured(dumps(options.paths), options.runs)
    print(f"{'measure':24} {'figure':>8} {'limit':>6}")
    for name, figure, limit in rows:
        over = limit is not None and figure > limit
        broken |= over
        print(f"{name:24} {figure:8.2f} {limit or '':>6} {'over' if over else ''}")
    return int(options.check and broken)


if __name__ == "__main__":
    sys.exit(main())
