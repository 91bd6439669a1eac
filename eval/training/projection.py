"""投影: learn which directions of pairs' places tell texts of one article from texts of others.

Takes documents as numbers of pairs and what is known of each pair (places in several spaces side by side); gives one
linear map, and what each pair is worth. So few numbers cannot learn the corpus by heart: what they learn holds for
papers never seen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax
from numpy.typing import NDArray

from hkpaper.continuation.themes import FAINT

Numbers = NDArray[np.float32]
Ids = NDArray[np.intp]

STEPS, BATCH, RATE = 1500, 256, 2e-3
PIECE = (15, 100)  # pairs of a piece of text
FORGET = 0.2  # of a piece's pairs, at most, are left out, so that no single one is relied on
SHARP = 12.0  # how much a cosine counts at first


def learned(places: Numbers, worth: Numbers, documents: Sequence[Ids], shares: Numbers, width: int) -> Numbers:
    """Return `places` (pairs, features) mapped to `width` numbers, each pair by what it is worth; `worth` is a first guess.

    `documents` hold the pairs of each text in order, -1 for one unknown; `shares` say how often each is drawn.
    """
    _, _, axes = np.linalg.svd(places[places.any(axis=1)], full_matrices=False)
    weights = {"map": jnp.array(axes[:width].T, jnp.float32), "sharp": jnp.array(np.log(SHARP), jnp.float32)}
    weights["worth"] = jnp.log(jnp.array(worth))
    held = jnp.array(places)
    optimiser = optax.adam(optax.cosine_decay_schedule(RATE, STEPS))
    state = optimiser.init(weights)

    def placed(it: Any) -> Any:
        return (held @ it["map"]) * jnp.exp(it["worth"])[:, None]

    def surprise(it: Any, one: Any, other: Any) -> Any:
        table = jnp.concatenate([placed(it), jnp.zeros((1, width))])
        points = [table[each].sum(axis=1) for each in (one, other)]
        a, b = (each / jnp.sqrt((each**2).sum(axis=1, keepdims=True) + FAINT**2) for each in points)
        alike, truth = a @ b.T * jnp.exp(it["sharp"]), jnp.arange(len(one))
        loss = optax.softmax_cross_entropy_with_integer_labels
        return (loss(alike, truth) + loss(alike.T, truth)).mean() / 2

    @jax.jit  # type: ignore[untyped-decorator, unused-ignore]
    def step(it: Any, state: Any, one: Any, other: Any) -> Any:
        value, slope = jax.value_and_grad(surprise)(it, one, other)
        change, state = optimiser.update(slope, state)
        return optax.apply_updates(it, change), state, value

    values = []
    for number, (one, other) in enumerate(_batches(documents, shares, len(places)), 1):
        weights, state, value = step(weights, state, one, other)
        values.append(float(value))
        if number % 500 == 0:
            print(f"  step {number}: loss {np.mean(values[-500:]):.3f}", flush=True)
    return np.asarray(placed(weights), np.float32)


def _batches(documents: Sequence[Ids], shares: Numbers, unknown: int) -> Iterator[tuple[Ids, Ids]]:
    """Yield two pieces each of many documents, drawn anew each time."""
    chance = np.random.default_rng(1)
    for _ in range(STEPS):
        drawn = chance.choice(len(documents), BATCH, replace=False, p=shares)
        pieces = [_pieces(documents[each], chance) for each in drawn]
        yield tuple(np.stack([_padded(each[side], unknown, chance) for each in pieces]) for side in (0, 1))  # type: ignore[misc]


def _pieces(document: Ids, chance: np.random.Generator) -> tuple[Ids, Ids]:
    """Return two pieces of a document that do not overlap, in either order."""
    one, other = (min(int(chance.integers(*PIECE)), len(document) // 2) for _ in range(2))
    first = int(chance.integers(0, len(document) - one - other + 1))
    second = int(chance.integers(first + one, len(document) - other + 1))
    found = document[first : first + one], document[second : second + other]
    return found if chance.random() < 0.5 else found[::-1]


def _padded(piece: Ids, unknown: int, chance: np.random.Generator) -> Ids:
    """Return a piece's pairs, each once, some forgotten, filled up with the number that stands for none."""
    known = np.unique(piece[piece >= 0])
    known = known[chance.random(len(known)) > FORGET * chance.random()]
    found = np.full(PIECE[1], unknown, np.intp)
    found[: len(known)] = known
    return found
