"""Fit the last look at a page's stories: the forest of `edges.weights`.

    python -m eval.training.edges CORPUS... [-o WEIGHTS] [--first SEED] [--issues N]

Simulated issues go through hkpaper's own questions, with the weights of reading order that are shipped: fit those first.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from eval.simulator import APART, library, simulate
from hkpaper.archive import all_texts
from hkpaper.continuation import check, weights
from hkpaper.continuation.edges import NAMES
from hkpaper.continuation.forest import EVERY, LEAVES, Forest, forest, log_odds
from hkpaper.continuation.ngram import opened

from .__main__ import READ, TYPESET
from .edges_task import Rows, rows
from .halves import counted_halves, learned, read_by

FIRST = 9_000_000  # seed of the first training issue
JUDGED = 9_900_000  # … of the first that is judged by
TREES = {
    "max_iter": 250,
    "learning_rate": 0.05,
    "max_features": 0.3,
    "max_leaf_nodes": LEAVES,
    "l2_regularization": 1.0,
    "min_samples_leaf": 30,
    "early_stopping": False,
}
texts: list[Any] = []
halves: list[Path] = []


def main(arguments: list[str]) -> None:
    """Simulate, fit, write, judge."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=check.SHIPPED)
    parser.add_argument("--first", type=int, default=FIRST)
    parser.add_argument("--issues", type=int, default=2000)
    parser.add_argument("--judged", type=int, default=160, help="issues of the papers kept apart")
    options = parser.parse_args(arguments)
    texts[:] = library(options.corpora)
    halves[:] = counted_halves([text.body for text in all_texts(options.corpora) if not text.held_out])
    shown, truth = drawn(options.first, options.issues)
    held = {f"cut.{part}": each for part, each in arrays(grown(shown, truth)).items()}
    print(f"fitted on {len(truth)} pairs, {int(truth.sum())} of two stories")
    judge(forest(held, "cut"), *drawn(JUDGED, options.judged, APART))
    card = {
        "fitted on": f"{options.issues} simulated issues, seeds from {options.first}",
        "texts": [path.name for path in options.corpora],
        "trees": TREES,
        "columns": NAMES,
    }
    weights.write(options.output, held, card)


def drawn(first: int, count: int, papers: Sequence[str] = ()) -> tuple[NDArray[np.float32], NDArray[np.bool_]]:
    """Return the rows of some simulated issues."""
    with ProcessPoolExecutor(2, get_context("fork")) as pool:  # so that texts need not be sent
        held = pool.map(partial(_issue, papers), range(first, first + count), chunksize=8)
        found = [each for pages in held for each in pages]
    return np.concatenate([each.shown for each in found]), np.concatenate([each.truth for each in found])


def _issue(papers: Sequence[str], seed: int) -> list[Rows]:
    extractor = READ[seed // TYPESET % len(READ)] if seed % TYPESET == 0 else None
    papers = papers or learned(seed)
    return list(rows(simulate(seed, texts, extractor, papers), opened(read_by(seed, papers, halves))))


def grown(shown: NDArray[np.float32], truth: NDArray[np.bool_]) -> Any:
    """Return trees fitted to rows, as scikit-learn has them."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    return HistGradientBoostingClassifier(**TREES, random_state=0).fit(shown, truth)


def arrays(trees: Any) -> dict[str, NDArray[np.float32]]:
    """Return scikit-learn's trees as the plain numbers of a `Forest`."""
    count = len(trees._predictors)
    feature, bound = np.zeros((count, LEAVES - 1)), np.full((count, LEAVES - 1), np.inf)
    left, value = np.full((count, LEAVES - 1), EVERY), np.zeros((count, LEAVES))
    for number, (predictor,) in enumerate(trees._predictors):
        leaves: list[float] = []
        splits = 0

        def walk(node: Any, nodes: Any, number: int = number, leaves: list[float] = leaves) -> None:
            nonlocal splits
            if node["is_leaf"]:
                leaves.append(node["value"])
                return
            mine, splits = splits, splits + 1
            feature[number, mine], bound[number, mine] = node["feature_idx"], node["num_threshold"]
            begin = len(leaves)
            walk(nodes[node["left"]], nodes)
            left[number, mine] = EVERY & ~((1 << len(leaves)) - (1 << begin))
            walk(nodes[node["right"]], nodes)

        walk(predictor.nodes[0], predictor.nodes)
        value[number, : len(leaves)] = leaves
    base = np.ravel(trees._baseline_prediction)
    found = {"feature": feature, "bound": bound, "left": left, "value": value, "base": base}
    return {name: np.asarray(each, np.float32) for name, each in found.items()}


def judge(trees: Forest, shown: NDArray[np.float32], truth: NDArray[np.bool_]) -> None:
    """Print how many rows are told rightly and wrongly from some log odds on."""
    odds = log_odds(trees, shown)
    print(f"  on issues apart {len(truth)} pairs, {int(truth.sum())} true")
    for least in (-1.0, -0.5, 0.0, 0.5, 1.0, 1.5):
        told = odds > least
        print(f"  above {least:+.1f}: {int((told & truth).sum())} rightly, {int((told & ~truth).sum())} wrongly")


if __name__ == "__main__":
    main(sys.argv[1:])
