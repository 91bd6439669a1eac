"""Start-up: CPU time of whole processes as ratios to ``python -c pass``, all measured in one run.

    python benchmarks/startup.py [--check] [--runs 15]

Each command runs in turn with the baseline (A B A B …); the figure is the median of the paired ratios.
`--check` compares the rows that have a limit with it and exits 1 when one is over.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "samples" / "front-page.txt"
HKPAPER = str(Path(sys.executable).with_name("hkpaper"))
BASELINE = [sys.executable, "-c", "pass"]


def cpu(command: list[str], data: bytes = b"") -> float:
    """Return the CPU seconds, user and system, of one process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, input=data, stdout=subprocess.DEVNULL, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def ready(last: str) -> bytes:
    """Return the sample's JSON after stage `last`."""
    return subprocess.run([HKPAPER, last, str(PAGE)], capture_output=True, check=True).stdout


def compared(rows: Sequence[tuple[str, list[str], bytes, float | None]], runs: int) -> bool:
    """Print what each process costs beside `BASELINE`, and say whether one is over its limit."""
    broken = False
    print(f"{'process':24} {'× python -c pass':>17} {'limit':>6}")
    for name, command, data, limit in rows:
        cpu(command, data)
        pairs = [(cpu(command, data), cpu(BASELINE)) for _ in range(runs)]
        ratio = median(a for a, _ in pairs) / median(b for _, b in pairs)
        over = limit is not None and ratio > limit
        broken |= over
        print(f"{name:24} {ratio:17.1f} {limit or '':>6} {'over' if over else ''}")
    return broken


def main() -> int:
    """Measure, print a table, and say whether a limit is broken."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    # Bytecode is written by pip, or by a first run: to compile the sources anew at each is no part of a start.
    for name in ("PYTHONSTARTUP", "PYTHONDONTWRITEBYTECODE"):
        os.environ.pop(name, None)
    rows: list[tuple[str, list[str], bytes, float | None]] = [
        ("import re, json", [sys.executable, "-c", "import re, json"], b"", None),
        ("import typer", [sys.executable, "-c", "import typer"], b"", None),
        ("hkpaper --version", [HKPAPER, "--version"], b"", 7.5),
        ("byline on ready JSON", [HKPAPER, "byline"], ready("repair"), 9.0),
        ("dates on ready JSON", [HKPAPER, "dates"], ready("byline"), 9.0),
        ("jump on ready JSON", [HKPAPER, "jump"], ready("dates"), 9.0),
        ("run on a page", [HKPAPER, "run", str(PAGE)], b"", None),
    ]
    broken = compared(rows, options.runs)
    return int(options.check and broken)


if __name__ == "__main__":
    sys.exit(main())
