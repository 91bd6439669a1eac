"""评卷: how well weights put simulated pages in order: successors found, the hard ones, and whether confidence is kept.

python -m eval.training.judge CORPUS... [--issues N]
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from eval.simulator import APART, library
from hkpaper.continuation import confidence
from hkpaper.continuation import weights as shipped

from .calibrate import Join, joins
from .examples import Example

BINS = 10


class Marks(NamedTuple):
    """What a set of pages scored; `hard` are the joins that do not stand together in the dump."""

    pages: int
    order: float  # share of true joins found
    hard: float  # … of the hard ones
    wrong: float  # joins made that are wrong, a page
    ece: float  # expected calibration error of the joins made
    sure: float  # share of joins above .9 that are right


def judge(weights: Mapping[str, Any], examples: Sequence[Example]) -> dict[str, Marks]:
    """Return the marks of each extractor's pages, and of all together."""
    groups: dict[str, list[tuple[Example, list[Join]]]] = defaultdict(list)
    for example in examples:
        made = joins(weights, example)
        for name in (example.recipe["extractor"], "all"):
            groups[name].append((example, made))
    return {name: _marks(weights, held) for name, held in sorted(groups.items())}


def _marks(weights: Mapping[str, Any], held: Iterable[tuple[Example, list[Join]]]) -> Marks:
    pages = found = true = hard_found = hard_true = wrong = 0
    shown: list[tuple[float, bool]] = []
    for example, made in held:
        pages += 1
        numbers = np.arange(len(example.after))
        has = example.after >= 0
        hard = has & (example.after != numbers + 1)
        right = [join.upper for join in made if join.right]
        found, true = found + len(right), true + int(has.sum())
        hard_found, hard_true = hard_found + int(hard[right].sum()), hard_true + int(hard.sum())
        wrong += len(made) - len(right)
        shown += [
            (float(confidence.scaled(weights[f"{join.kind}.calibration"], *map(np.asarray, join.odds))), join.right)
            for join in made
        ]
    ece, sure = calibration(shown)
    return Marks(pages, found / max(1, true), hard_found / max(1, hard_true), wrong / max(1, pages), ece, sure)


def calibration(shown: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """Return the expected calibration error in ten bins, and the share of what is surer than .9 that is right."""
    sure = np.array([each for each, _ in shown])
    right = np.array([each for _, each in shown], float)
    bins = np.minimum((sure * BINS).astype(int), BINS - 1)
    gaps = [
        abs(sure[bins == at].mean() - right[bins == at].mean()) * (bins == at).sum()
        for at in range(BINS)
        if (bins == at).any()
    ]
    high = sure > 0.9
    return float(sum(gaps) / max(1, len(sure))), float(right[high].mean()) if high.any() else 1.0


def table(marks: Mapping[str, Marks]) -> str:
    """Return marks as a table in Markdown."""
    lines = ["| pages of | n | order | hard | wrong | ECE | > .9 |", "|---|---|---|---|---|---|---|"]
    for name, each in marks.items():
        lines.append(
            f"| {name} | {each.pages} | {each.order:.3f} | {each.hard:.3f} | {each.wrong:.2f} | {each.ece:.3f} | {each.sure:.4f} |"
        )
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    """Judge the shipped weights on simulated pages and print the table."""
    from . import __main__ as training

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--issues", type=int, default=120)
    parser.add_argument("--first", type=int, default=1, help="seed of the first issue")
    options = parser.parse_args(arguments)
    training.texts[:] = library(options.corpora)
    training.count_models(options.corpora)
    print(table(judge(shipped.shipped(), training.pages(options.first, options.issues, APART))))


if __name__ == "__main__":
    main(sys.argv[1:])
