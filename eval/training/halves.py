"""两半: language models that have not read what pages are set from: the shipped recipe without one half of what was written, each way about.

The shipped model is counted from all that was written for hkpaper, and pages are set from most of that: a page that weights are
fitted on, or its headlines, is read by the model that knows the other half alone. Pages of the papers kept apart, to judge by,
are read by the shipped one.
"""

from __future__ import annotations

import atexit
import os
from collections.abc import Sequence
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from tools.build_ngrams import MOST, TIMES, words

from eval.simulator import HALVES
from eval.simulator.told import told, unread
from hkpaper.continuation.counting import LEAST, ORDER, counted
from hkpaper.continuation.ngram import SHIPPED, VARIABLE


def counted_halves(bodies: Sequence[str], order: int = ORDER) -> tuple[Path, Path]:
    """Count the two models from texts and a half each, into files that last as long as the process."""
    folder = Path(mkdtemp())
    atexit.register(rmtree, folder, ignore_errors=True)
    found = folder / "0.ngram", folder / "1.ngram"
    for path, papers in zip(found, HALVES, strict=True):
        path.write_bytes(counted([*bodies, *told(papers) * TIMES], order, LEAST, words(), most=MOST))
    return found


def learned(seed: int) -> tuple[str, ...]:
    """Return the papers that a training issue of this seed is set from."""
    return unread(seed % len(HALVES))


def read_by(seed: int, papers: Sequence[str], halves: Sequence[Path]) -> Path:
    """Return the model that reads an issue of this seed, set from these papers, and let hkpaper's stages take it, too."""
    found = halves[seed % len(HALVES)] if papers == learned(seed) else SHIPPED
    os.environ[VARIABLE] = str(found)
    return found
