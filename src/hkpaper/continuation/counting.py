"""计数: count the characters of a corpus into an n-gram model, pruned so that no sentence can be read out of it.

Interpolated absolute discounting (Ney, Essen & Kneser 1994): an n-gram seen `c` times after a context seen
`C` times has (c - D) / C of its own and a share of the shorter n-gram's probability; D comes from the
numbers of n-grams seen once and twice. What pruning takes away goes to the shorter n-grams too, so that
the probabilities after each context still sum to one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hkpaper.continuation.ngram import MAGIC, SLOTS, STEP, VERSION, Ids, mixed, normal, places

LEAST = 3  # times an n-gram was seen, to be kept
FULL = 0.95  # of the table's slots; above, n-grams push each other round for too long
TURNS = 500  # of pushing, before a larger table is tried
Counts = NDArray[np.int64]


def counted(
    texts: Iterable[str], order: int = 4, least: Sequence[int] = (), card: dict[str, Any] | None = None
) -> bytes:
    """Return the bytes of a model of the texts, each of them a paragraph or more.

    `least` is how often n-grams of 2, 3, … characters must have been seen (by default 3 times each).
    """
    stream = "\n".join(normal(line) for text in texts for line in text.split("\n") if line.strip())
    points = np.frombuffer(stream.encode("utf-32-le", "surrogatepass"), "<u4")
    bits = 64 // order if order > 4 else 16
    characters, ids, singles = _numbered(points, (1 << bits) - 1)
    total = singles.sum()
    lower_keys = np.arange(len(characters) + 1, dtype=np.uint64)
    lower = np.concatenate([[1.0], singles]) / (total + 1)
    seen: Counts = np.concatenate([[1], singles])
    singles_p, weights = lower, np.zeros(0)
    hashes: list[Ids] = []
    values: list[list[NDArray[np.float64]]] = []
    for length in range(2, order + 1):
        floor = least[length - 2] if len(least) > length - 2 else LEAST
        keys, chances, back, kept = _level(ids, length, bits, floor, lower_keys, lower, seen)
        if length == 2:
            weights = back
        else:
            values[-1][1] = back
        hashes.append(_hashes(keys, length, bits))
        values.append([chances, np.ones(len(keys))])
        lower_keys, lower, seen = keys, chances, kept
    facts = dict(card or {}) | {
        "version": VERSION, "order": order, "characters": len(characters), "counted_characters": int(total),
        "ngrams": [len(each) for each in hashes],
    }  # fmt: skip
    alone = np.log(np.stack([singles_p, weights])).astype("<f4")
    packed = np.concatenate([_stored(chances) << 8 | _stored(back) for chances, back in values])
    return _file(characters, alone, np.concatenate(hashes), packed.astype(np.uint16), facts)


def _numbered(points: NDArray[np.uint32], most: int) -> tuple[NDArray[np.uint32], Ids, Counts]:
    """Return the characters worth knowing (sorted), the text as their numbers from 1 (0 for others), and their counts."""
    found, inverse, counts = np.unique(points, return_inverse=True, return_counts=True)
    counts[found == ord("\n")] = 0
    keep = counts >= LEAST
    if keep.sum() > most:
        keep &= counts > np.sort(counts)[-most - 1]
    numbers = np.zeros(len(found), np.uint64)
    numbers[keep] = np.arange(1, keep.sum() + 1)
    return found[keep].astype("<u4"), numbers[inverse.reshape(-1)], counts[keep]


def _level(
    ids: Ids, length: int, bits: int, least: int, lower_keys: Ids, lower: NDArray[np.float64], seen: Counts
) -> tuple[Ids, NDArray[np.float64], NDArray[np.float64], Counts]:
    """Return the n-grams of one length: keys, probabilities, and the back-off weight of each shorter one."""
    keys = np.zeros(len(ids) - length + 1, np.uint64)
    whole = np.ones(len(keys), bool)
    for at in range(length):
        part = ids[at : at + len(keys)]
        keys = keys << np.uint64(bits) | part
        whole &= part > 0
    found, counts = np.unique(keys[whole], return_counts=True)
    once, twice = (counts == 1).sum(), (counts == 2).sum()
    discount = once / (once + 2 * twice) if once and twice else 0.5
    found, counts = found[counts >= least], counts[counts >= least]
    context = np.searchsorted(lower_keys, found >> np.uint64(bits))
    shorter = np.searchsorted(lower_keys, found & np.uint64((1 << bits * (length - 1)) - 1))
    held = (context < len(lower_keys)) & (shorter < len(lower_keys))
    context, shorter = np.minimum(context, len(lower_keys) - 1), np.minimum(shorter, len(lower_keys) - 1)
    held &= lower_keys[context] == found >> np.uint64(bits)
    held &= lower_keys[shorter] == found & np.uint64((1 << bits * (length - 1)) - 1)
    found, counts, context, shorter = found[held], counts[held], context[held], shorter[held]
    own = (counts - discount) / seen[context]
    back = np.maximum(1.0 - np.bincount(context, own, len(lower_keys)), 1e-4)
    return found, own + back[context] * lower[shorter], back, counts


def _hashes(keys: Ids, length: int, bits: int) -> Ids:
    """Return the hashes of packed n-grams, mixed from their last character to their first."""
    found = np.zeros(len(keys), np.uint64)
    for at in range(length):
        found = mixed(found, keys >> np.uint64(bits * at) & np.uint64((1 << bits) - 1))
    return found


def _stored(probabilities: NDArray[np.float64]) -> NDArray[np.uint16]:
    return np.clip(np.rint(-np.log(probabilities) / STEP), 0, 255).astype(np.uint16)


def _file(
    characters: NDArray[np.uint32],
    alone: NDArray[np.float32],
    hashes: Ids,
    values: NDArray[np.uint16],
    card: dict[str, Any],
) -> bytes:
    buckets = int(len(hashes) / SLOTS / FULL) + 1
    while (table := _table(hashes, values, buckets)) is None:
        buckets += buckets // 50 + 1
    head = json.dumps(card | {"buckets": buckets}, ensure_ascii=False, sort_keys=True).encode()
    body = MAGIC + len(head).to_bytes(4, "little") + head
    body += b"\0" * (-len(body) % 64) + characters.tobytes() + alone.tobytes()
    return body + b"\0" * (-len(body) % 64) + table


def _table(hashes: Ids, values: NDArray[np.uint16], buckets: int) -> bytes | None:
    """Return the marks and values of a table, or None where the n-grams do not find room in it.

    Cuckoo hashing, all n-grams at once: one that finds its bucket full takes a place there, and the one that stood
    in it goes to its own other bucket in the next round.
    """
    first, second, mark = places(hashes, buckets)
    holds = np.full(buckets * SLOTS, -1, np.int64)
    used = np.zeros(buckets, np.int64)
    items, where = np.arange(len(hashes)), first
    for turn in range(TURNS):
        order = np.argsort(where, kind="stable")
        items, where = items[order], where[order]
        begins = np.flatnonzero(np.diff(where, prepend=-1))
        rank = used[where] + np.arange(len(where)) - np.repeat(begins, np.diff(begins, append=len(where)))
        moves = (rank < SLOTS) | (used[where] == SLOTS) & (rank < 2 * SLOTS)
        slot = (where * SLOTS + np.where(rank < SLOTS, rank, (rank + turn) % SLOTS))[moves]
        out = holds[slot]
        holds[slot] = items[moves]
        used = np.minimum(used + np.bincount(where, minlength=buckets), SLOTS)
        bucket, out = slot[out >= 0] // SLOTS, out[out >= 0]
        items = np.concatenate([items[~moves], out])
        where = np.concatenate([where[~moves], first[out] + second[out] - bucket])
        if not len(items):
            empty = holds < 0
            marks, held = np.where(empty, 0, mark[holds]), np.where(empty, 0, values[holds])
            return marks.astype("<u4").tobytes() + held.astype("<u2").tobytes()
    return None
