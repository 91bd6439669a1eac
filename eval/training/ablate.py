"""What each kind of evidence is worth: take it away, fit the weights anew, and judge; and how much pages teach.

    python -m eval.training.ablate CORPUS... [--issues N] [--test N] [--only NAME,NAME] [--curve 50,100,200] [--order N]

Prints a table in Markdown. Nothing is written.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

from eval.simulator import APART, library
from hkpaper.continuation import net, pairs, questions, themes, topics, traits
from hkpaper.continuation.cover import Cover, rows_of

from . import __main__ as training
from .calibrate import scales
from .examples import Example
from .judge import Marks, judge

TEST = 1  # seed of the first issue judged
WIDTHS = ("measure", "agreed", "common width", "wider by", "short by class", "width against", "as wide as")


@contextmanager
def without(kind: str) -> Iterator[None]:
    """Take one kind of evidence away from whatever is asked meanwhile."""
    patches: list[Any] = []
    if kind in pairs.GROUPS:
        columns = [pairs.NAMES.index(name) for name in pairs.GROUPS[kind]]
        patches.append(mock.patch.object(pairs, "evidence", _blinded(pairs.evidence, columns)))
    if kind == "themes":
        patches.append(mock.patch.object(themes.Themes, "likeness", lambda _, texts: _nought(texts)))
    if kind == "topics":
        patches.append(mock.patch.object(topics, "likeness", lambda texts: [_nought(texts)] * len(topics.SIZES)))
    if kind == "rhythm":
        patches.append(mock.patch.object(net, "opinions", _first_only(net.opinions)))
    if kind == "joint":
        patches.append(mock.patch.object(questions, "cover", _greedy))
    for patch in patches:
        patch.start()
    try:
        yield
    finally:
        for patch in patches:
            patch.stop()


def _nought(texts: Sequence[str]) -> Any:
    return np.zeros((len(texts), len(texts)), np.float32)


def _blinded(evidence: Callable[..., Any], columns: Sequence[int]) -> Callable[..., Any]:
    def blinded(*asked: Any) -> Any:
        found = evidence(*asked)
        found[:, columns] = 0
        return found

    return blinded


def _first_only(opinions: Callable[..., Any]) -> Callable[..., Any]:
    def first(*asked: Any, **more: Any) -> Any:
        found = opinions(*asked, **more)
        return [found[0], found[0]]

    return first


def _greedy(opinion: Any, live: Any, reach: Sequence[int], *, asides: bool = True, lean: Any = 0.0) -> Any:
    """Take joins from the best gain down, each where both its ends are still free."""
    rows = rows_of(opinion, live, reach, asides=asides, lean=lean)
    after = np.full(len(rows), -1)
    aside = np.zeros(len(rows), bool)
    led: set[int] = set()
    for _, upper, lower in sorted(((-gain, at, to) for at, row in enumerate(rows) for to, gain in row.items())):
        free = after[upper] < 0 and not aside[upper] and lower not in led and not aside[lower]
        if not free or (upper == lower and after[upper] >= 0) or (upper != lower and _leads_back(after, lower, upper)):
            continue
        led.add(lower)
        if upper == lower:
            aside[upper] = True
        else:
            after[upper] = lower
    return Cover(after, aside, rows)


def _leads_back(after: Any, at: int, to: int) -> bool:
    while at >= 0:
        if at == to:
            return True
        at = int(after[at])
    return False


def blind(examples: Sequence[Example], kind: str) -> list[Example]:
    """Return examples whose lines do not show their widths, or the model's sense of their ends, where `kind` says so."""
    if kind == "measure":
        columns = [at for at, name in enumerate(traits.NAMES) if name.startswith(WIDTHS)]
        for example in examples:
            example.page.lines.shown[:, columns] = 0
    if kind == "sense":
        for example in examples:
            page = example.page
            nought = {name: np.zeros_like(getattr(page, name)) for name in ("starts", "ends", "onward", "next_gains")}
            example.page = page._replace(sense=Nothing(), **nought)
    return list(examples)


class Nothing:
    """A language model that knows nothing."""

    def gains(self, upper: Any, lower: Any) -> Any:
        """Return no gain for any pair."""
        return np.zeros((len(upper), 3), np.float32)


def fitted(kind: str, issues: int, test: int, epochs: Sequence[int], longest: int) -> Marks:
    """Return what weights fitted without a kind of evidence score on test pages, those of too many lines left out."""

    def pages(*asked: Any) -> list[Example]:
        return blind([each for each in training.pages(*asked) if len(each.after) <= longest], kind)

    with without(kind):
        held = training.fitted(pages(training.FIRST + training.CALIBRATION, issues), epochs)
        held |= scales(held, pages(training.FIRST, 60))
        return judge(held, pages(TEST, test, APART))["all"]


def main(arguments: list[str]) -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--issues", type=int, default=400)
    parser.add_argument("--test", type=int, default=120)
    parser.add_argument("--epochs", default="3,5,5,5")
    parser.add_argument("--longest", type=int, default=1500, help="lines of a page; fewer make for less to compile")
    parser.add_argument("--only", default="nothing,place,measure,sense,cache,marks,topics,themes,rhythm,joint")
    parser.add_argument("--curve", default="", help="numbers of simulated issues to fit all evidence on")
    parser.add_argument(
        "--order", type=int, help="of language models counted for the purpose, instead of the shipped one"
    )
    options = parser.parse_args(arguments)
    training.texts[:] = library(options.corpora)
    training.count_models(options.corpora, options.order)
    epochs = [int(each) for each in options.epochs.split(",")]
    print("| taken away | issues | order | hard | wrong joins a page | ECE |\n|---|---|---|---|---|---|")
    asked = [(kind, options.issues) for kind in options.only.split(",") if kind]
    asked += [("nothing", int(count)) for count in options.curve.split(",") if count]
    for kind, issues in asked:
        marks = fitted(kind, issues, options.test, epochs, options.longest)
        print(
            f"| {kind} | {issues} | {marks.order:.3f} | {marks.hard:.3f} | {marks.wrong:.2f} | {marks.ece:.3f} |",
            flush=True,
        )


if __name__ == "__main__":
    main(sys.argv[1:])
