"""Count ``src/hkpaper/data/pairs.themes`` from corpora (see `hkpaper.archive` for their forms).

    python tools/build_themes.py CORPUS... [-o THEMES] [--date DATE] [--pairs N] [--themes N] [--passage N]

Latent semantic analysis: a table of passages by pairs of characters, of which the largest singular vectors are kept.
Singular values are left out: the few largest are of register (news, law), not of topic. A fifth of the articles is
not counted, as by ``tools/build_ngrams.py``. Of long texts (laws) some passages stand for all. Needs the dependency
group ``train``; same corpora and same libraries, same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds

from hkpaper.archive import HELD_OUT, all_texts
from hkpaper.continuation.themes import SHIPPED, Themes, pairs_of, write

COMMON = 100  # pairs so common that they tell nothing
OFTEN = 3  # times that a pair counts in a passage
LEAST = 60  # characters of a passage
LONG, THIN = 60, 4  # passages from which a text is long; of a long one, one in so many is counted
SHORT = 80  # characters: strands are about as long; their middle is the one to measure from


def passages(bodies: Iterable[str], size: int) -> Iterator[str]:
    """Cut texts into passages."""
    for body in bodies:
        starts = range(0, max(1, len(body) - LEAST), size)
        yield from (body[at : at + size] for at in (starts[::THIN] if len(starts) > LONG else starts))


def build(texts: list[str], pairs: int, width: int, card: dict[str, object]) -> Themes:
    """Return the space of themes of passages."""
    keys, owner = pairs_of(texts)
    every, which, counts = np.unique(keys, return_inverse=True, return_counts=True)
    kept = np.sort(np.argsort(-counts, kind="stable")[COMMON : COMMON + pairs])
    column = np.full(len(every), -1)
    column[kept] = np.arange(len(kept))
    held = column[which] >= 0
    cells = owner[held], column[which][held]
    table = csr_matrix((np.ones(held.sum(), np.float32), cells), shape=(len(texts), len(kept)))
    table.data = 1 + np.log(np.minimum(table.data, OFTEN))
    spread = np.bincount(table.indices, minlength=len(kept))
    rare = np.log(len(texts) / (spread + 1)).astype(np.float32)
    table = table.multiply(rare[None, :]).tocsr()
    length = np.sqrt(np.asarray(table.multiply(table).sum(axis=1)).ravel()) + 1e-6
    table = table.multiply(1 / length[:, None]).tocsr().astype(np.float32)
    _, values, vectors = svds(table, k=width, tol=1e-2, v0=np.ones(min(table.shape), np.float32))
    place = vectors[np.argsort(-values)].T * rare[:, None] ** 2  # once as counted, once as asked
    step = np.abs(place).max(axis=1) / 127 + 1e-12
    vectors = np.rint(place / step[:, None]).astype(np.int8)
    themes = Themes(every[kept], step.astype(np.float32), vectors, np.zeros(width, np.float32), card)
    points = themes.points([text[:SHORT] for text in texts])
    lengths = np.sqrt((points**2).sum(axis=1, keepdims=True))
    unit = np.float32(np.median(lengths[lengths > 0]))
    middle = (points / np.maximum(lengths, 1e-6)).mean(axis=0)
    return themes._replace(scale=themes.scale / unit, middle=middle)


def main(arguments: list[str]) -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=SHIPPED)
    parser.add_argument("--date", default="")
    parser.add_argument("--pairs", type=int, default=40_000)
    parser.add_argument("--themes", type=int, default=64)
    parser.add_argument("--passage", type=int, default=1500)
    options = parser.parse_args(arguments)
    texts = list(passages((text.body for text in all_texts(options.corpora) if not text.held_out), options.passage))
    card = {
        "corpora": {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in options.corpora},
        "held_out": f"1 article in {HELD_OUT}",
        "passages": len(texts),
        "date": options.date,
        "command": f"python tools/build_themes.py CORPUS... --pairs {options.pairs} --themes {options.themes} --passage {options.passage}",
    }
    write(options.output, build(texts, options.pairs, options.themes, card))
    digest = hashlib.sha256(options.output.read_bytes()).hexdigest()
    print(f"{options.output}: {options.output.stat().st_size / 1e6:.2f} MB, sha256 {digest}")


if __name__ == "__main__":
    main(sys.argv[1:])
