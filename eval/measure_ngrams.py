"""How well a model finds the line that goes on from a line, by itself.

    python eval/measure_ngrams.py MODEL... --corpora CORPUS... [--gold GOLD...]

For each corpus, pages are set from articles that no model counted (one in five, see `hkpaper.archive`): bodies cut at
a width drawn for each page, from 12 to 24 characters, until a page has forty lines. Each line that goes on is asked
which of the page's lines follows it; the score of a pair is the sum of the model's three gains times one temperature.
Pages are set, too, from what was written for the simulator and is kept to judge by (``written``).
Printed: the share answered rightly (top 1), and the mean log loss. The temperature is fitted on pages drawn apart.
Gold files (hkpaper's or a scorer's, with ``lines`` in each article) are reported with the same temperature.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).parents[1]))

from eval.simulator.written import APART, loose, rows
from hkpaper.archive import texts
from hkpaper.continuation.ngram import Model, normal, opened

LINES = 41  # of a page: a line, and forty others of which one follows it
WIDTHS = (12, 24)
TEMPERATURES = [each / 50 for each in range(10, 76)]


class Page(NamedTuple):
    """The lines of a page, and pairs of those that follow each other inside a paragraph."""

    lines: list[str]
    joins: list[tuple[int, int]]


def set_page(articles: Sequence[str], draw: random.Random, lines: int = LINES) -> Page:
    """Return a page of articles drawn until it is full, all at one width."""
    width = draw.randint(*WIDTHS)
    page = Page([], [])
    while len(page.lines) < lines:
        for paragraph in draw.choice(articles).split("\n")[:6]:
            text = "".join(paragraph.split())
            cuts = [0, *range(width - 2, len(text), width)]
            for number, at in enumerate(cuts):
                if number:
                    page.joins.append((len(page.lines) - 1, len(page.lines)))
                page.lines.append(text[at : cuts[number + 1] if number + 1 < len(cuts) else None])
    return Page(page.lines[:lines], [join for join in page.joins if join[1] < lines])


def gold_page(path: Path) -> Page:
    """Return the printed lines of a gold file."""
    page = Page([], [])
    for article in json.loads(path.read_text(encoding="utf-8"))["articles"]:
        lines = [line if isinstance(line, str) else line["text"] for line in article["lines"]]
        start = len(page.lines)
        page.lines.extend(lines)
        page.joins.extend(
            (start + at, start + at + 1) for at, line in enumerate(lines[:-1]) if normal(line)[-1:] not in "。!?\"')"
        )
    return page


def asked(model: Model, pages: Sequence[Page]) -> list[NDArray[np.float32]]:
    """Return for each join the scores of its candidates, the true one first, then others of the page."""
    found = []
    draw = np.random.default_rng(5)
    for page in pages:
        if not page.joins:
            continue
        upper, lower = np.array([(a, b) for a, b in page.joins]).T
        count = len(page.lines)
        pairs = model.gains(page.lines, page.lines, np.repeat(upper, count), np.tile(np.arange(count), len(upper)))
        scores = pairs.sum(1).reshape(len(upper), count)
        true = scores[np.arange(len(upper)), lower][:, None]
        keep = np.ones(scores.shape, bool)
        keep[np.arange(len(upper)), lower] = False
        keep[np.arange(len(upper)), upper] = False
        others = draw.permutation(scores[keep].reshape(len(upper), -1), axis=1)[:, : LINES - 2]
        found.append(np.concatenate([true, others], 1))
    return found


def loss(questions: Sequence[NDArray[np.float32]], temperature: float) -> float:
    """Return the mean log loss of the true candidate, in nats."""
    total = [np.log(np.exp((scores - scores[:, :1]) * temperature).sum(1)) for scores in questions]
    return float(np.concatenate(total).mean())


def top(questions: Sequence[NDArray[np.float32]]) -> float:
    """Return the share of questions whose true candidate scores above all others."""
    return float(np.concatenate([(scores[:, :1] > scores[:, 1:]).all(1) for scores in questions]).mean())


def main() -> None:
    """Measure each model and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("models", nargs="+", type=Path)
    parser.add_argument("--corpora", nargs="+", type=Path, required=True)
    parser.add_argument("--gold", nargs="*", type=Path, default=[])
    parser.add_argument("--pages", type=int, default=150)
    options = parser.parse_args()
    sets: dict[str, tuple[list[Page], list[Page]]] = {}
    for path in options.corpora:
        articles = [text.body for text in texts(path) if text.held_out and len(text.body) > 100]
        draw = random.Random(5)
        drawn = [set_page(articles, draw) for _ in range(2 * options.pages)]
        sets[path.name.split(".")[0][:16]] = drawn[: options.pages], drawn[options.pages :]
    apart = ["\n".join(row["paragraphs"]) for row in [*(row for paper in APART for row in rows(paper)), *loose(APART)]]
    draw = random.Random(5)
    sets["written"] = [], [set_page(apart, draw) for _ in range(options.pages)]
    golds: dict[str, list[Page]] = {}
    for path in options.gold:
        golds.setdefault(path.parent.name, []).append(gold_page(path))
    print(f"{'model':20} {'T':>5}" + "".join(f" {name:>16}" for name in [*sets, *golds]))
    for path in options.models:
        model = opened(path)
        fit = [each for first, _ in sets.values() for each in asked(model, first)]
        temperature = min(TEMPERATURES, key=lambda t: loss(fit, t))
        cells = []
        for pages in [*(second for _, second in sets.values()), *golds.values()]:
            questions = asked(model, pages)
            cells.append(f" {top(questions):8.3f} {loss(questions, temperature):7.3f}")
        print(f"{path.stem:20} {temperature:5.2f}" + "".join(cells))


if __name__ == "__main__":
    main()
