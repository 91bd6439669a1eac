"""Count ``src/hkpaper/data/pairs.themes`` from corpora (see `hkpaper.archive` for their forms) and word vectors.

    python tools/build_themes.py CORPUS... --words VECTORS [-o THEMES] [--date DATE] [--pairs N] [--themes N]

Two witnesses of what a pair of characters speaks of, side by side: latent semantic analysis of the corpora (a table of
passages by pairs, of which the largest singular vectors are kept; the values are left out: the few largest are of
register, not of topic), and the vector of the word that the pair is, as some other text taught it (word2vec's binary
form; words of two characters). One linear map of both is learned, and a pair's worth: two pieces of one article shall lie near each other.
A fifth of the articles is not counted, as by ``tools/build_ngrams.py``. Of long texts (laws) some passages stand for
all. Needs the dependency group ``train``; same corpora, same libraries and same machine, same bytes.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.sparse.linalg import svds

sys.path.insert(0, str(Path(__file__).parents[1]))

from eval.training.projection import learned

from hkpaper.archive import HELD_OUT, texts
from hkpaper.chars import is_han
from hkpaper.continuation.themes import SHIPPED, Themes, pairs_of, write

Numbers = NDArray[np.float32]
Keys = NDArray[np.uint32]

COMMON = 100  # pairs so common that they tell nothing
OFTEN = 3  # times that a pair counts in a passage
PASSAGE = 1500  # characters
LEAST = 60  # characters of a passage, pairs of a document
LONG, THIN = 60, 4  # passages from which a text is long; of a long one, one in so many is counted
WITNESS = 64  # themes of the analysis, before the map
RARE, POWER = 8.0, 1.5  # a pair's worth: its rarity, no more than this, to this power
WORD = 3  # times as often as it is counted is taken for a pair that is a word with a vector
SPARE = 10  # of the pairs, one in so many is a word that the corpora hardly have
SHORT = 80  # characters: strands are about as long; their middle is the one to measure from


def passages(body: str, size: int) -> Iterator[str]:
    """Cut a text into passages."""
    starts = range(0, max(1, len(body) - LEAST), size)
    yield from (body[at : at + size] for at in (starts[::THIN] if len(starts) > LONG else starts))


def vectors(path: Path) -> tuple[Keys, Numbers]:
    """Return the words of two characters of a file of vectors, as pairs, in the file's order, and their vectors."""
    data = path.read_bytes()
    start = data.index(b"\n")
    count, width = map(int, data[:start].split())
    keys, places, at = [], [], start + 1
    for _ in range(count):
        end = data.index(b" ", at)
        word = data[at:end].decode("utf-8", "replace").strip()
        at = end + 1 + 4 * width
        if len(word) == 2 and all(map(is_han, word)):
            keys.append(ord(word[0]) << 16 | ord(word[1]))
            places.append(np.frombuffer(data, "<f4", width, end + 1))
    found = np.array(places)
    found /= np.linalg.norm(found, axis=1, keepdims=True)
    return np.array(keys, np.uint32), _unit(found - found.mean(axis=0))


def chosen(keys: Keys, words: Keys, most: int) -> Keys:
    """Return the pairs to keep, in order: the commonest but for the very commonest, words sooner than others."""
    every, counts = np.unique(keys, return_counts=True)
    rest = np.argsort(-counts, kind="stable")[COMMON:]
    every, counts = every[rest], counts[rest]
    order = np.argsort(-counts * np.where(np.isin(every, words), WORD, 1), kind="stable")
    held = every[order[: most - most // SPARE]]
    new = ~np.isin(words, held) & ~np.isin(words, np.setdiff1d(keys, every))
    return np.sort(np.r_[held, words[new][: most - len(held)]])


def analysed(ids: NDArray[np.intp], owner: NDArray[np.intp], pairs: int) -> Numbers:
    """Return the places of `pairs` pairs by latent semantic analysis; `ids` stand in the passages `owner`, -1 is unknown."""
    held = ids >= 0
    table = csr_matrix((np.ones(held.sum(), np.float32), (owner[held], ids[held])), (owner[-1] + 1, pairs))
    table.data = 1 + np.log(np.minimum(table.data, OFTEN))
    spread = np.bincount(table.indices, minlength=pairs)
    table = table.multiply(np.log(table.shape[0] / (spread + 1)).astype(np.float32)[None, :]).tocsr()
    length = np.sqrt(np.asarray(table.multiply(table).sum(axis=1)).ravel()) + 1e-6
    table = table.multiply(1 / length[:, None]).tocsr().astype(np.float32)
    _, values, found = svds(table, k=WITNESS, tol=1e-2, v0=np.ones(min(table.shape), np.float32))
    return _unit(found[np.argsort(-values)].T)


def build(bodies: Sequence[Sequence[str]], words: Keys, known: Numbers, pairs: int, width: int) -> Themes:
    """Return the space of themes of corpora (the `bodies` of each); its card is empty."""
    documents = [[each for body in corpus for each in passages(body, PASSAGE)] for corpus in bodies]
    flat = [each for corpus in documents for each in corpus]
    keys, owner = pairs_of(flat)
    kept = chosen(keys, words, pairs)
    places = np.zeros((len(kept), known.shape[1] + WITNESS), np.float32)
    at = _places(words, kept)
    places[at >= 0, : known.shape[1]] = known[at[at >= 0]]
    ids = _places(kept, keys)
    places[:, known.shape[1] :] = analysed(ids, owner, len(kept))
    once = np.unique(owner[ids >= 0] * len(kept) + ids[ids >= 0]) % len(kept)
    rarity = np.log(len(flat) / (np.bincount(once, minlength=len(kept)) + 1.0))
    worth = (np.clip(rarity, 0.1, RARE) ** POWER).astype(np.float32)
    found = np.split(ids, np.searchsorted(owner, np.arange(1, len(flat))))
    sizes = np.array([len(corpus) for corpus in documents])
    each = np.repeat(1 / np.sqrt(sizes), sizes)  # a corpus four times as large is drawn twice as often
    long = np.array([len(document) >= LEAST for document in found])
    shares = np.where(long, each, 0)
    usual = float(np.median(worth)) * SHORT / 2
    mapped = learned(places, worth / usual, found, shares / shares.sum(), width)
    return _shipped(kept, mapped, [text[:SHORT] for text in flat])


def _shipped(pairs: Keys, place: Numbers, texts: Sequence[str]) -> Themes:
    """Return the space in eight bits a number, in units of a usual text's length, its middle that of `texts`."""
    step = (np.abs(place).max(axis=1) / 127 + 1e-12).astype(np.float32)
    themes = Themes(
        pairs, step, np.rint(place / step[:, None]).astype(np.int8), np.zeros(place.shape[1], np.float32), {}
    )
    points = themes.points(texts)
    lengths = np.sqrt((points**2).sum(axis=1, keepdims=True))
    unit = np.float32(np.median(lengths[lengths > 0]))
    middle = (points / np.maximum(lengths, 1e-6)).mean(axis=0)
    return themes._replace(scale=themes.scale / unit, middle=middle)


def _places(held: Keys, asked: Keys) -> NDArray[np.intp]:
    """Return where each pair asked for stands among those held, in whatever order; -1 where it does not."""
    order = np.argsort(held, kind="stable")
    at = order[np.minimum(np.searchsorted(held, asked, sorter=order), len(held) - 1)]
    return np.where(held[at] == asked, at, -1)


def _unit(places: Numbers) -> Numbers:
    found: Numbers = places / (np.linalg.norm(places, axis=1, keepdims=True) + 1e-9)
    return found.astype(np.float32)


def main(arguments: list[str]) -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="+", type=Path)
    parser.add_argument("--words", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, default=SHIPPED)
    parser.add_argument("--date", default="")
    parser.add_argument("--pairs", type=int, default=60_000)
    parser.add_argument("--themes", type=int, default=64)
    options = parser.parse_args(arguments)
    bodies = [[text.body for text in texts(path) if not text.held_out] for path in options.corpora]
    themes = build(bodies, *vectors(options.words), options.pairs, options.themes)
    card = {
        "sources": {
            path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in (*options.corpora, options.words)
        },
        "held_out": f"1 article in {HELD_OUT}",
        "date": options.date,
        "command": f"python tools/build_themes.py CORPUS... --words VECTORS --pairs {options.pairs} --themes {options.themes}",
    }
    write(options.output, themes._replace(card=card))
    digest = hashlib.sha256(options.output.read_bytes()).hexdigest()
    print(f"{options.output}: {options.output.stat().st_size / 1e6:.2f} MB, sha256 {digest}")


if __name__ == "__main__":
    main(sys.argv[1:])
