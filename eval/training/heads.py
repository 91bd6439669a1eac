"""Fit what headlines are told by, and kinds: the tables `stacks.weights.tsv` and `kinds.weights.tsv`.

    python -m eval.training.heads CORPUS... [--first SEED] [--issues N] [--only heads|kinds] [--judge]

Simulated issues go through hkpaper's own earlier stages, with the weights of reading order that are shipped: fit those first.
With --judge nothing is written: what is shipped is judged on issues of the papers and pieces kept apart.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeVar

from eval.simulator import APART, LEARNED, REAL, library, simulate
from hkpaper import genres, loglinear
from hkpaper.lexicon import DATA
from hkpaper.stacks import levels, match

from . import kinds_task, stacks_fit, stacks_task
from .loglinear import write

FIRST = 80_000  # seed of the first training issue
JUDGED = 71_000  # … of the first that is judged by
TYPESET = 5  # one issue in so many is set as a PDF and really read
T = TypeVar("T")
texts: list[Any] = []


def main(arguments: list[str]) -> None:
    """Simulate, fit, write; or judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--first", type=int, default=FIRST)
    parser.add_argument("--issues", type=int, default=1600)
    parser.add_argument("--only", choices=("heads", "kinds"), help="fit one of the two")
    parser.add_argument("--judge", action="store_true")
    options = parser.parse_args(arguments)
    texts[:] = library(options.corpora)
    if options.judge:
        judge(JUDGED, 160)
        return
    card = [
        f"fitted on {options.issues} simulated issues, seeds from {options.first}: python -m eval.training.heads",
        f"texts of those issues: {', '.join(path.name for path in options.corpora)}; eval/simulator/written and stacks",
    ]
    if options.only != "kinds":
        fit_heads(options.first, options.issues, card)
    if options.only != "heads":
        fit_kinds(options.first, options.issues, card)
    judge(JUDGED, 160)


def fit_heads(first: int, count: int, card: Sequence[str]) -> None:
    """Fit the levels of headlines, then their matching, and write them."""
    sheets = drawn(stacks_task.sheets, first, count, headed=True)
    held = stacks_fit.fit_levels([told for sheet in sheets for told in sheet.told])
    held |= stacks_fit.fit_match(sheets, held)
    about = "What headlines are told by: a feature, then its weights. part: X B K M D; fit: K M D; seam: see levels.states; pair, alone: one."
    write(DATA / "stacks.weights.tsv", held, [about, *card])


def fit_kinds(first: int, count: int, card: Sequence[str]) -> None:
    """Fit the kinds and write them."""
    held = kinds_task.fit_kinds(drawn(kinds_task.cases, first, count))
    about = f"What a story's kind is told by: a feature, then its weights for {' '.join(genres.KINDS)}."
    write(DATA / "kinds.weights.tsv", held, [about, *card])


def drawn(
    cases: Callable[[Any], Iterator[T]], first: int, count: int, papers: Sequence[str] = LEARNED, headed: bool = False
) -> list[T]:
    """Return what some simulated issues give."""
    with ProcessPoolExecutor(2, get_context("fork")) as pool:  # so that texts need not be sent
        found = pool.map(partial(_issue, cases, papers, headed), range(first, first + count), chunksize=8)
        return [each for held in found for each in held]


def _issue(cases: Callable[[Any], Iterator[T]], papers: Sequence[str], headed: bool, seed: int) -> list[T]:
    extractor = REAL[seed // TYPESET % len(REAL)] if seed % TYPESET == 0 else None
    return list(cases(simulate(seed, texts, extractor, papers, headed)))


def judge(first: int, count: int) -> None:
    """Print how often the shipped weights are right on issues kept apart."""
    weights = loglinear.read(DATA / "stacks.weights.tsv")
    groups = right = stacks = home = 0
    mistaken: Counter[str] = Counter()
    for sheet in drawn(stacks_task.sheets, first, count, APART, headed=True):
        for told in sheet.told:
            parts = levels.parts_of(weights, told.seen)
            groups, right = groups + 1, right + ([p[:3] for p in parts] == [p[:3] for p in told.parts])
            mistaken.update(_confused(parts, told.parts))
        pair = stacks_fit.paired(sheet, weights)
        if pair is not None:
            found = match.matched(weights, pair.stacks, sheet.look.stories)
            stacks, home = (
                stacks + len(found),
                home + sum(one == true for (one, _), true in zip(found, pair.truth, strict=True)),
            )
    lines = sum(mistaken.values())
    same = sum(times for pair, times in mistaken.items() if pair[0] == pair[1])
    print(
        f"groups whole {right / groups:.3f} of {groups}; lines {same / lines:.3f} of {lines}; stacks home {home / stacks:.3f} of {stacks}"
    )
    print("true and told:", ", ".join(f"{pair} {times}" for pair, times in mistaken.most_common(16)))
    kinds = loglinear.read(DATA / "kinds.weights.tsv")
    pairs = [
        (case.kind, genres.likeliest(case.shown, kinds)[0]) for case in drawn(kinds_task.cases, first, count, APART)
    ]
    print(f"kinds {sum(one == other for one, other in pairs) / len(pairs):.3f} of {len(pairs)}")
    print(
        "true and told:",
        ", ".join(f"{one} {other} {n}" for (one, other), n in Counter(pairs).most_common(24) if one != other),
    )


def _confused(parts: Sequence[levels.Part], true: Sequence[levels.Part]) -> Iterator[str]:
    """Yield the true and the told label of each line."""
    told, own = ([part.label for part in held for _ in range(part.first, part.last + 1)] for held in (parts, true))
    yield from (one + other for one, other in zip(own, told, strict=True))


if __name__ == "__main__":
    main(sys.argv[1:])
