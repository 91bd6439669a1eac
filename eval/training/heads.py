"""Fit what headlines are told by, and kinds: the tables `stacks.weights.tsv` and `kinds.weights.tsv`.

    python -m eval.training.heads CORPUS... [--first SEED] [--issues N] [--only heads|kinds] [--judge] [--ablate]

Simulated issues go through hkpaper's own earlier stages, with the weights of reading order that are shipped: fit those first.
With --judge nothing is written: what is shipped is judged on issues of the papers and pieces kept apart.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from eval.simulator import APART, REAL, library, simulate
from hkpaper import genres, loglinear
from hkpaper.archive import all_texts
from hkpaper.lexicon import DATA
from hkpaper.stacks import levels, match

from . import kinds_task, stacks_fit, stacks_task
from .halves import counted_halves, learned, read_by
from .loglinear import write

FIRST = 80_000  # seed of the first training issue
JUDGED = 71_000  # … of the first that is judged by
TYPESET = 5  # one issue in so many is set as a PDF and really read
T = TypeVar("T")
texts: list[Any] = []
halves: list[Path] = []


def main(arguments: list[str]) -> None:
    """Simulate, fit, write; or judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--first", type=int, default=FIRST)
    parser.add_argument("--issues", type=int, default=1600)
    parser.add_argument("--only", choices=("heads", "kinds"), help="fit one of the two")
    parser.add_argument("--judge", action="store_true")
    parser.add_argument(
        "--ablate", action="store_true", help="take evidence of headlines away, kind by kind, fit anew, judge"
    )
    options = parser.parse_args(arguments)
    texts[:] = library(options.corpora)
    if options.judge:
        judge(JUDGED, 160)
        return
    halves[:] = counted_halves([text.body for text in all_texts(options.corpora) if not text.held_out])
    if options.ablate:
        ablate(options.first, options.issues)
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
    cases: Callable[[Any], Iterator[T]], first: int, count: int, papers: Sequence[str] = (), headed: bool = False
) -> list[T]:
    """Return what some simulated issues give."""
    with ProcessPoolExecutor(2, get_context("fork")) as pool:  # so that texts need not be sent
        found = pool.map(partial(_issue, cases, papers, headed), range(first, first + count), chunksize=8)
        return [each for held in found for each in held]


def _issue(cases: Callable[[Any], Iterator[T]], papers: Sequence[str], headed: bool, seed: int) -> list[T]:
    extractor = REAL[seed // TYPESET % len(REAL)] if seed % TYPESET == 0 else None
    papers = papers or learned(seed)
    read_by(seed, papers, halves)
    return list(cases(simulate(seed, texts, extractor, papers, headed)))


def judge(first: int, count: int) -> None:
    """Print how often the shipped weights are right on issues kept apart."""
    marks = heads_marks(
        loglinear.read(DATA / "stacks.weights.tsv"), drawn(stacks_task.sheets, first, count, APART, headed=True)
    )
    print(marks.row())
    print("true and told:", ", ".join(f"{pair} {times}" for pair, times in marks.lines.most_common(16)))
    kinds = loglinear.read(DATA / "kinds.weights.tsv")
    pairs = [
        (case.kind, genres.likeliest(case.shown, kinds)[0]) for case in drawn(kinds_task.cases, first, count, APART)
    ]
    print(f"kinds {sum(one == other for one, other in pairs) / len(pairs):.3f} of {len(pairs)}")
    print(
        "true and told:",
        ", ".join(f"{one} {other} {n}" for (one, other), n in Counter(pairs).most_common(24) if one != other),
    )


class Marks(NamedTuple):
    """What headlines scored: groups cut rightly of all, lines by their true and their told label, stacks brought home of all."""

    groups: int
    right: int
    lines: Counter[str]
    stacks: int
    home: int

    def row(self) -> str:
        """Return the shares as a line."""
        lines = self.lines.total()
        same = sum(times for pair, times in self.lines.items() if pair[0] == pair[1])
        return (
            f"groups {self.right / self.groups:.3f} of {self.groups}; lines {same / lines:.3f} of {lines}; "
            f"stacks home {self.home / self.stacks:.3f} of {self.stacks}"
        )


def heads_marks(weights: loglinear.Weights, sheets: Sequence[stacks_task.Sheet]) -> Marks:
    """Return how often weights are right on sheets."""
    groups = right = stacks = home = 0
    lines: Counter[str] = Counter()
    for sheet in sheets:
        for told in sheet.told:
            parts = levels.parts_of(weights, told.seen)
            groups, right = groups + 1, right + ([p[:3] for p in parts] == [p[:3] for p in told.parts])
            lines.update(_confused(parts, told.parts))
        pair = stacks_fit.paired(sheet, weights)
        if pair is not None:
            found = match.matched(weights, pair.stacks, sheet.look.stories)
            stacks, home = (
                stacks + len(found),
                home + sum(one == true for (one, _), true in zip(found, pair.truth, strict=True)),
            )
    return Marks(groups, right, lines, stacks, home)


EVIDENCE = {
    "nothing": "(?!)",
    "the language model": r".*onward=|sense=",
    "words": r"(last|first)( two)?=|has=|place$",
    "the stories": r"best=|above=|own=|other=|stories=|lead=|share=|over=|right=\w+ share|none best",
    "widths and breaks": r".*(width|gap|ratio|widest|narrowest|lines=|longest|couplet|joins=)",
    "place": r"held=|place=|size=|foot|top |start|right=|ahead=",
}


def ablate(first: int, count: int) -> None:
    """Print what headlines score with each kind of evidence taken away and the weights fitted anew."""
    learned, judged = (
        drawn(stacks_task.sheets, first, count, headed=True),
        drawn(stacks_task.sheets, JUDGED, 160, APART, headed=True),
    )
    told = [told for sheet in learned for told in sheet.told]
    for name, pattern in EVIDENCE.items():
        held = stacks_fit.fit_levels(told, keep=partial(_kept, re.compile(pattern)))
        held |= stacks_fit.fit_match(learned, held)
        print(f"without {name}: {heads_marks(held, judged).row()}", flush=True)


def _kept(gone: re.Pattern[str], feature: str) -> bool:
    return gone.match(feature) is None


def _confused(parts: Sequence[levels.Part], true: Sequence[levels.Part]) -> Iterator[str]:
    """Yield the true and the told label of each line."""
    told, own = ([part.label for part in held for _ in range(part.first, part.last + 1)] for held in (parts, true))
    yield from (one + other for one, other in zip(own, told, strict=True))


if __name__ == "__main__":
    main(sys.argv[1:])
