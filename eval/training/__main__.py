"""Fit the weights of reading order on simulated pages and write them with their card.

    python -m eval.training CORPUS... [-o WEIGHTS] [--start WEIGHTS...] [--first SEED] [--issues N] [--epochs A,B,C,D]

The pages are set from articles that the shipped language model did not count. Nothing else is read: the same
corpora, the same numbers. Needs the dependency group ``train``.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from tools.build_ngrams import words

from eval.simulator import REAL, library, simulate
from hkpaper.archive import all_texts
from hkpaper.continuation import order, stories, weights
from hkpaper.continuation.counting import ORDER, counted
from hkpaper.continuation.ngram import Model, opened

from . import fit, order_task, story_task
from .calibrate import scales
from .examples import Example, examples, sensed
from .halves import counted_halves, learned, read_by

FIRST = 10_000  # seed of the first training issue; those below are for testing
TYPESET = 3  # one issue in so many is set as a PDF and really read
READ = (*REAL, "pdfminer", "pdftotext")  # by these in turn: those that tangle columns, twice as often
CALIBRATION = 120  # issues kept from fitting, to calibrate on
SHARES = (40, 12, 12, 12, 12, 12)  # of pages, read by the best model and by each of the weaker ones
texts: list[Any] = []
halves: list[Path] = []
weaker: list[Model] = []


def main(arguments: list[str]) -> None:
    """Simulate, fit, calibrate, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=weights.SHIPPED)
    parser.add_argument("--issues", type=int, default=2400)
    parser.add_argument("--first", type=int, default=FIRST, help="seed of the first issue")
    parser.add_argument(
        "--start", type=Path, nargs="+", default=[], help="weights to go on from: the mean of them (after the corpora)"
    )
    parser.add_argument(
        "--epochs", default="4,12,10,6", help="of the lines, the first, the second and the third question"
    )
    options = parser.parse_args(arguments)
    texts[:] = library(options.corpora)
    count_models(options.corpora)
    epochs = [int(each) for each in options.epochs.split(",")]
    begun = [weights.read(path) for path in options.start]
    before = {name: np.mean([held[name] for held, _ in begun], axis=0) for name in begun[0][0]} if begun else {}
    held = fitted(pages(options.first + CALIBRATION, options.issues), epochs, before)
    held |= scales(held, pages(options.first, CALIBRATION))
    card = {
        "fitted on": f"{options.issues} simulated issues, seeds from {options.first + CALIBRATION}",
        "calibrated on": f"{CALIBRATION} more, seeds from {options.first}",
        "started from": [_alone(past) for _, past in begun] or "nothing",
        "texts": [path.name for path in options.corpora],
        "epochs": epochs,
        "numbers": int(sum(each.size for each in held.values())),
        "command": f"python -m eval.training CORPUS...{' --start WEIGHTS...' if begun else ''}"
        f" --first {options.first} --issues {options.issues} --epochs {options.epochs}",
    }
    weights.write(options.output, held, card)
    print(f"{options.output}: {options.output.stat().st_size / 1e6:.2f} MB")


def _alone(card: Mapping[str, Any]) -> dict[str, Any]:
    """Return a card without what came before it: a pedigree would double with each round."""
    return {name: each for name, each in card.items() if name != "started from"}


def pages(first: int, count: int, papers: Sequence[str] = ()) -> list[Example]:
    """Return the pages of some simulated issues, by seed, each with the sense that one of the language models has of it.

    `papers` are those of the written articles that may be set; without them each issue is set from the half that is learned from.
    """
    seeds = range(first, first + count)
    with ProcessPoolExecutor(2, get_context("fork")) as pool:  # so that texts and models need not be sent
        found = [
            (each, seed)
            for held, seed in zip(pool.map(partial(_issue, papers), seeds, chunksize=8), seeds, strict=True)
            for each in held
        ]
    chance = random.Random(first)
    drawn = chance.choices((None, *weaker), SHARES, k=len(found))
    return [
        sensed(each, model or opened(read_by(seed, papers or learned(seed), halves)))
        for (each, seed), model in zip(found, drawn, strict=True)
    ]


def _issue(papers: Sequence[str], seed: int) -> list[Example]:
    extractor = READ[seed // TYPESET % len(READ)] if seed % TYPESET == 0 else None
    papers = papers or learned(seed)
    read_by(seed, papers, halves)
    found = examples(simulate(seed, texts, extractor, papers), weaker[0])
    return [replace(each, page=each.page._replace(sense=None)) for each in found]  # type: ignore[arg-type]


def count_models(corpora: Sequence[Path], length: int | None = None) -> None:
    """Count the models that read the pages: two of the two halves, and weaker ones, counted from less.

    To the weaker ones pages are of a register that they know less, as a reader's pages are to the shipped one: weights fitted
    on the word of the best alone would believe it too much. With a `length` of n-grams all are counted to that.
    """
    bodies = [text.body for text in all_texts(corpora) if not text.held_out]
    known = words()
    some = {word: count for number, (word, count) in enumerate(known.items()) if number % 5 < 2}
    plan = [
        (bodies[::10], known),
        (bodies[::60], known),
        (bodies[::200], known),
        (bodies[::2000], known),
        (bodies[::2000], some),
    ]
    order = length or ORDER
    halves[:] = counted_halves(bodies, order)
    weaker[:] = [Model(counted(few, order, words=listed)) for few, listed in plan]


def fitted(held: Sequence[Example], epochs: Sequence[int], before: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Return weights fitted question by question, each on what the one before it leaves; `before` are gone on from."""

    def begun(fresh: fit.Arrays) -> fit.Arrays:
        return fresh | {name: each for name, each in (before or {}).items() if name in fresh}

    print("certain joins")
    lines = [order_task.line_arrays(example) for example in held]
    found = fit.fit(begun(order_task.line_layers(1)), order_task.line_loss, lines, epochs=epochs[0], cells=4096)
    del lines
    print("which line follows which")
    first = order_task.band_layers(2, "order", order_task.NODES, order_task.PAIR, len(order.REACH))
    bands = [order_task.band_arrays(example, found) for example in held]
    found |= fit.fit(begun(first), order_task.band_loss("order", order.REACH), bands, epochs=epochs[1])
    del bands
    print("which strand goes on with which")
    found |= _stitching("story", begun, (story_task.story_arrays(each, found) for each in held), epochs[2])
    print("and once more, of the longer strands that leaves")
    begun_as = {name.replace("story", "whole"): each for name, each in found.items() if name.startswith("story.")}
    found |= _stitching(
        "whole",
        lambda fresh: begun(fresh | begun_as),
        (story_task.whole_arrays(each, found) for each in held),
        epochs[3],
    )
    return {name: np.asarray(each, np.float32) for name, each in found.items()}


def _stitching(
    name: str, begun: Callable[[fit.Arrays], fit.Arrays], examples: Iterable[fit.Arrays | None], epochs: int
) -> fit.Arrays:
    """Return weights fitted to a question of strands."""
    layers = begun(order_task.band_layers(3, name, story_task.NODES, story_task.PAIR, len(stories.AROUND)))
    bands = [each for each in examples if each is not None] if epochs else []
    return fit.fit(layers, order_task.band_loss(name, stories.AROUND), bands, epochs=epochs, cells=512)


if __name__ == "__main__":
    main(sys.argv[1:])
