"""计数: count the characters of a corpus into an n-gram model, pruned so that no sentence can be read out of it.

Witten-Bell smoothing, interpolated (Witten & Bell 1991): after a context seen `C` times with `N` different
characters, one seen `c` times has c / (C + N) of its own and a share of the shorter n-gram's probability. What
pruning takes away goes to the shorter n-grams too, so that the probabilities after each context sum to one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hkpaper.continuation.ngram import MAGIC, VERSION, normal
from hkpaper.continuation.pruning import Level, probabilities, pruned
from hkpaper.continuation.table import Ids, Numbers, Table, filled, mixed

LEAST = 3  # times an n-gram was seen, to be kept
ORDER = 4
BATCH = 1 << 22  # characters counted at a time
CODES = 0x110000
UNKNOWN = 10_000  # characters share the chance of one that was seen once
Counts = NDArray[np.float64]
Points = NDArray[np.uint32]


class Stream(NamedTuple):
    """Characters in a row, a 0 or a line end where a text ends, and how much each counts (None: one)."""

    ids: NDArray[np.uint16]
    weights: Counts | None


def counted(
    texts: Iterable[str],
    order: int = ORDER,
    least: int = LEAST,
    words: Mapping[str, int] | None = None,
    card: Mapping[str, Any] | None = None,
    most: int | None = None,
) -> bytes:
    """Return the bytes of a model of the texts, and of single words that each count so many times.

    Nothing that counts less than `least` is in it, and of the rest no more than `most` n-grams, those that say most. The same
    texts give the same bytes.
    """
    points: list[tuple[Points, Counts | None]] = [(batch, None) for batch in _batches(texts)]
    if words:
        lengths = np.array([len(word) + 1 for word in words])
        points.append((_points("\n".join([*words, ""])), np.repeat(np.array([*words.values()], np.float64), lengths)))
    bits = min(16, 64 // order)
    characters, singles, numbers = _numbered(points, (1 << bits) - 1, least)
    streams = [Stream(numbers[batch], weights) for batch, weights in points]
    del points
    alone = np.concatenate([[1 / UNKNOWN], singles]) / (singles.sum() + 1)
    levels = _levels(streams, len(alone), order, bits, least)
    kept = pruned(alone, levels, most)
    chances, backs = probabilities(alone, levels, kept)
    facts = {
        "version": VERSION, "order": order, "least": least, "characters": len(characters),
        "counted_characters": int(sum(np.count_nonzero(stream.ids) for stream in streams if stream.weights is None)),
        "counted_words": len(words or ()), "ngrams": [int(held.sum()) for held in kept],
    }  # fmt: skip
    hashes = [
        _hashes(level.keys[held], length, bits)
        for length, (level, held) in enumerate(zip(levels, kept, strict=True), 2)
    ]
    table = filled(
        np.concatenate(hashes),
        np.concatenate([chance[held] for chance, held in zip(chances, kept, strict=True)]),
        np.concatenate([back[held] for back, held in zip(backs[1:], kept, strict=True)]),
    )
    return _file(characters, np.log(np.stack([alone, backs[0]])).astype("<f4"), table, {**(card or {}), **facts})


def _batches(texts: Iterable[str]) -> Iterator[Points]:
    held: list[str] = []
    size = 0
    for text in texts:
        held += [normal(line) for line in text.split("\n")]
        size += len(text)
        if size > BATCH:
            yield _points("\n".join([*held, ""]))
            held, size = [], 0
    yield _points("\n".join([*held, ""]))


def _points(text: str) -> Points:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")


def _numbered(
    points: Sequence[tuple[Points, Counts | None]], most: int, least: int
) -> tuple[Points, Counts, NDArray[np.uint16]]:
    """Return the characters worth knowing (sorted), their counts, and a table: code point → number from 1, or 0."""
    counts = np.zeros(CODES)
    for batch, weights in points:
        counts += np.bincount(batch, weights, CODES)
    counts[[0, ord("\n")]] = 0
    limit = np.sort(counts)[-most - 1]
    found = np.flatnonzero((counts >= least) & (counts > limit))
    numbers = np.zeros(CODES, np.uint16)
    numbers[found] = np.arange(1, len(found) + 1)
    return found.astype("<u4"), counts[found], numbers


def _tallied(streams: Sequence[Stream], length: int, bits: int) -> tuple[Ids, Counts]:
    """Return all n-grams of one length, packed and sorted, and how often each was seen."""
    parts = []
    for ids, weights in streams:
        keys = np.zeros(max(0, len(ids) - length + 1), np.uint64)
        whole = np.ones(len(keys), bool)
        for at in range(length):
            part = ids[at : at + len(keys)]
            keys = keys << np.uint64(bits) | part
            whole &= part > 0
        parts.append(_summed(keys[whole], None if weights is None else weights[: len(keys)][whole]))
    return _summed(np.concatenate([keys for keys, _ in parts]), np.concatenate([counts for _, counts in parts]))


def _summed(keys: Ids, weights: Counts | None) -> tuple[Ids, Counts]:
    if weights is None:
        found, times = np.unique(keys, return_counts=True)
        return found, times.astype(np.float64)
    found, where = np.unique(keys, return_inverse=True)
    return found, np.bincount(where, weights, len(found)).astype(np.float64)


def _levels(streams: Sequence[Stream], characters: int, order: int, bits: int, least: int) -> list[Level]:
    """Return the n-grams of each length from 2.

    One is held only where it counts `least` and the n-grams one character shorter, at either end, are held.
    """
    levels: list[Level] = []
    keys = np.arange(characters, dtype=np.uint64)
    for length in range(2, order + 1):
        found, counts = _tallied(streams, length, bits)
        context, known = _index(keys, found >> np.uint64(bits))
        found, counts, context = found[known], counts[known], context[known]
        total = np.bincount(context, counts + 1, len(keys)).astype(np.float64)
        shorter, known = _index(keys, found & np.uint64((1 << bits * (length - 1)) - 1))
        held = known & (counts >= least)
        levels.append(Level(found[held], counts[held], context[held], shorter[held], total))
        keys = levels[-1].keys
    return levels


def _index(keys: Ids, wanted: Ids) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """Return where each wanted key stands among sorted keys, and whether it does."""
    if not len(keys):
        return np.zeros(len(wanted), np.intp), np.zeros(len(wanted), bool)
    at = np.minimum(np.searchsorted(keys, wanted), len(keys) - 1)
    return at, keys[at] == wanted


def _hashes(keys: Ids, length: int, bits: int) -> Ids:
    """Return the hashes of packed n-grams, mixed from their last character to their first."""
    found = np.zeros(len(keys), np.uint64)
    for at in range(length):
        found = mixed(found, keys >> np.uint64(bits * at) & np.uint64((1 << bits) - 1))
    return found


def _file(characters: Points, alone: Numbers, table: Table, card: Mapping[str, Any]) -> bytes:
    head = json.dumps({**card, "buckets": len(table.marks)}, ensure_ascii=False, sort_keys=True).encode()
    body = MAGIC + len(head).to_bytes(4, "little") + head
    body += b"\0" * (-len(body) % 64) + characters.tobytes() + alone.tobytes()
    return body + b"\0" * (-len(body) % 64) + table.tobytes()
