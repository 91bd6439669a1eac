"""Facts: how fast dates and bylines are read, and how well dates, beside jionlp's extraction of times on the same text.

    python benchmarks/facts.py [FOLDER ...] [--jionlp PYTHON] [--runs 5] [--check]

A FOLDER holds gold files (``*.json`` with ``issue.date`` and, for each article, ``paragraphs`` and ``dates``); without one
the samples' gold is taken. PYTHON is an interpreter that has jionlp (``pip install jionlp`` in a venv of its own: hkpaper
does not need it). Speed is characters a CPU second, imports not counted, the two in turn, the median of the runs; each
article once, however many dumps print it. A date is right when its first and its last day are the gold's; jionlp may count
its points and spans of time, ours every date.

`--check` exits 1 when hkpaper is less than `TIMES` as fast, or its F1 lower.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

from hkpaper.daywords import Seen, read_dates
from hkpaper.signatures import bylines_in

ROOT = Path(__file__).parents[1]
TIMES = 20
JIONLP = """
import contextlib, io, json, sys, time
with contextlib.redirect_stdout(io.StringIO()):
    import jionlp
stories = json.load(open(sys.argv[1], encoding="utf-8"))
jionlp.ner.extract_time("5月1日", time_base={"year": 2024, "month": 6, "day": 12})  # its tables load at the first call
start, found = time.process_time(), []
for story in stories:
    year, month, day = map(int, story["issue"].split("-"))
    days = []
    for paragraph in story["paragraphs"]:
        for each in jionlp.ner.extract_time(paragraph, time_base={"year": year, "month": month, "day": day}, with_parsing=True):
            if each["type"] in ("time_point", "time_span"):
                days.append([value[:10] for value in each["detail"]["time"]])
    found.append(days)
print(json.dumps([time.process_time() - start, found]))
"""

Days = tuple[str, str]


class Outcome(NamedTuple):
    """CPU seconds over all stories, and the days found in each."""

    cpu: float
    days: list[set[Days]]


def stories(folders: Sequence[Path]) -> list[dict[str, Any]]:
    """Return each article once, with the day of its issue."""
    files = [file for folder in folders for file in sorted(folder.rglob("*.json"))]
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for file in files:
        gold = json.loads(file.read_text(encoding="utf-8"))
        issue = (gold.get("issue") or {}).get("date")
        for article in gold["articles"] if issue else ():
            if article.get("dates_scored", True):
                told = {key: article[key] for key in ("paragraphs", "dates")} | {"issue": issue}
                found.setdefault((issue, *article["paragraphs"]), told)
    return list(found.values())


def hkpaper(table: Sequence[dict[str, Any]]) -> Outcome:
    """Read bylines and dates of all stories."""
    read_dates("5月1日", Seen(date(2024, 6, 12)))  # patterns and tables load at the first call, as theirs do
    list(bylines_in(["记者 林小满", "丁一"], headed=True))
    start = time.process_time()
    found: list[list[str]] = []
    for story in table:
        list(bylines_in(story["paragraphs"], headed=True))
        seen, isos = Seen(date.fromisoformat(story["issue"])), []
        for paragraph in story["paragraphs"]:
            reads, seen = read_dates(paragraph, seen)
            isos += [read.iso for read in reads if read.iso]
        found.append(isos)
    cpu = time.process_time() - start
    return Outcome(cpu, [{days_of(iso) for iso in isos} for isos in found])


def jionlp(python: str, table: Sequence[dict[str, Any]]) -> Outcome:
    """Let jionlp find the times of all stories."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "stories.json")
        path.write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")
        done = subprocess.run(
            [python, "-W", "ignore", "-c", JIONLP, str(path)], capture_output=True, text=True, check=True
        )
    cpu, found = json.loads(done.stdout.splitlines()[-1])
    return Outcome(cpu, [{(first, last) for first, last in days} for days in found])


def days_of(iso: str) -> Days:
    """Return the first and the last day of an ISO value.

    >>> days_of("2024-02"), days_of("2024-02-03/2024-03")
    (('2024-02-01', '2024-02-29'), ('2024-02-03', '2024-03-31'))
    """
    first, _, last = iso.partition("/")
    last = last or first
    if len(last) == 7:
        last += f"-{monthrange(int(last[:4]), int(last[5:]))[1]:02}"
    return (first if len(first) > 7 else f"{first}-01"), last


def f1(table: Sequence[dict[str, Any]], found: Sequence[set[Days]]) -> float:
    """Return the F1 of days over all stories."""
    right = false = missed = 0
    for story, have in zip(table, found, strict=True):
        want = {days_of(each["iso"]) for each in story["dates"]}
        right, false, missed = right + len(want & have), false + len(have - want), missed + len(want - have)
    return 2 * right / (2 * right + false + missed) if right else 0.0


def lines(table: Sequence[dict[str, Any]], python: str | None, runs: int) -> Iterator[tuple[str, float, float]]:
    """Yield a name, characters a second and F1 for each of the two."""
    size = sum(len(paragraph) for story in table for paragraph in story["paragraphs"])
    ours, theirs = [], []
    for _ in range(runs):
        ours.append(hkpaper(table))
        if python:
            theirs.append(jionlp(python, table))
    for name, outcomes in (("hkpaper", ours), ("jionlp", theirs)):
        if outcomes:
            yield name, size / median(each.cpu for each in outcomes), f1(table, outcomes[0].days)


def main() -> int:
    """Measure, print a table, and with ``--check`` hold the limits."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--jionlp", metavar="PYTHON")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--check", action="store_true")
    given = parser.parse_args()
    table = stories(given.folders or [ROOT / "samples"])
    found = list(lines(table, given.jionlp, given.runs))
    print(f"{len(table)} stories, {sum(len(p) for s in table for p in s['paragraphs'])} characters")
    for name, speed, score in found:
        print(f"{name:8} {speed:12,.0f} characters a CPU second   dates F1 {score:.3f}")
    if len(found) < 2:
        return 0
    (_, fast, good), (_, slow, poor) = found
    print(f"hkpaper is {fast / slow:.1f} times as fast (limit {TIMES})")
    return int(given.check and (fast < TIMES * slow or good < poor))


if __name__ == "__main__":
    sys.exit(main())
