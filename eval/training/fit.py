"""拟合: fit the network's weights on examples by gradient descent (jax, optax). Takes arrays with their truth; gives weights."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
import optax

Arrays = dict[str, Any]  # one example: arrays whose first axis is the page's lines, runs or strands
SIZES = (24, 48, 80, 128, 192, 288, 432, 704, 1536)


LAST = 0.2  # of the steps: the weights given are the mean over these


def layer(key: Any, name: str, size: int, out: int, scale: float = 1.0) -> Arrays:
    """Return a layer's first weights."""
    w = jax.random.normal(key, (size, out)) * scale * np.sqrt(2.0 / size)
    return {f"{name}.w": w, f"{name}.b": jnp.zeros(out)}


def layers(seed: int, plan: Sequence[tuple[str, int, int]]) -> Arrays:
    """Return the first weights of layers given as (name, inputs, outputs)."""
    keys = jax.random.split(jax.random.PRNGKey(seed), len(plan))
    weights: Arrays = {}
    for key, (name, size, out) in zip(keys, plan, strict=True):
        weights |= layer(key, name, size, out, 0.3 if name.endswith((".out", ".others")) else 1.0)
    return weights


def padded(example: Arrays) -> tuple[int, Arrays]:
    """Return an example filled up to one of a few sizes, so that few shapes are compiled."""
    count = len(example["there"])
    size = next(each for each in SIZES if each >= count)
    filled = {key: np.concatenate([v, np.zeros((size - len(v), *v.shape[1:]), v.dtype)]) for key, v in example.items()}
    if "alike" in filled:
        filled["alike"] = np.pad(filled["alike"], ((0, 0), (0, size - count), (0, 0)))
    return size, filled


def batches(groups: dict[int, list[Arrays]], cells: int, chance: np.random.Generator) -> Iterator[Arrays]:
    """Yield batches of examples of one size, of about `cells` rows, in random order."""
    plan = []
    for size, held in groups.items():
        each = max(1, cells // size)
        order = chance.permutation(len(held))
        plan += [(size, order[at : at + each]) for at in range(0, len(held), each)]
    for at in chance.permutation(len(plan)):
        size, chosen = plan[at]
        if len(chosen) < max(1, cells // size):
            chosen = np.r_[chosen, chance.choice(len(groups[size]), max(1, cells // size) - len(chosen))]
        held = [groups[size][index] for index in chosen]
        yield {key: np.stack([each[key] for each in held]) for key in held[0]}


def fit(
    weights: Arrays,
    loss: Callable[[Arrays, Arrays], Any],
    examples: Sequence[Arrays],
    *,
    epochs: int,
    rate: float = 2e-3,
    cells: int = 1024,
    seed: int = 0,
    say: Callable[[str], None] = print,
) -> Arrays:
    """Return the weights after some passes over the examples, averaged over the last part of the way; after none, as they are."""
    if not epochs:
        return {key: np.asarray(v, np.float32) for key, v in weights.items()}
    groups: dict[int, list[Arrays]] = defaultdict(list)
    for example in examples:
        size, filled = padded(example)
        groups[size].append(filled)
    steps = epochs * sum(-(-len(held) // max(1, cells // size)) for size, held in groups.items())
    optimiser = optax.chain(
        optax.clip_by_global_norm(1.0), optax.adamw(optax.cosine_decay_schedule(rate, steps, 0.02), weight_decay=1e-4)
    )
    state = optimiser.init(weights)

    def step(weights: Arrays, state: Any, batch: Arrays) -> Any:
        def whole(w: Arrays) -> Any:
            sums, counts = jax.vmap(lambda example: loss(w, example))(batch)
            return sums.sum() / jnp.maximum(1.0, counts.sum())

        value, slope = jax.value_and_grad(whole)(weights)
        change, state = optimiser.update(slope, state, weights)
        return optax.apply_updates(weights, change), state, value

    step = jax.jit(step)
    chance = np.random.default_rng(seed)
    mean, averaged, done, begun = weights, 0, 0, time.time()
    for epoch in range(epochs):
        values = []
        for batch in batches(groups, cells, chance):
            batch = {key: v.astype(np.float32) if v.dtype == np.float16 else v for key, v in batch.items()}
            weights, state, value = step(weights, state, batch)
            values.append(float(value))
            done += 1
            if done > (1 - LAST) * steps:
                averaged += 1
                mean = _averaged(mean, weights, averaged)
        say(f"  epoch {epoch + 1}: loss {np.mean(values):.4f}, {time.time() - begun:.0f} s")
    return {key: np.asarray(v, np.float32) for key, v in (mean if averaged else weights).items()}


def _averaged(mean: Arrays, weights: Arrays, count: int) -> Arrays:
    return {key: mean[key] + (weights[key] - mean[key]) / count for key in weights}


def cross_entropy(log_shares: Any, target: Any, weight: Any) -> Any:
    """Return the summed surprise at the targets (n,) under log shares (n, choices)."""
    picked = jnp.take_along_axis(log_shares, target[:, None], axis=1)[:, 0]
    return -(jnp.maximum(picked, -25.0) * weight).sum()


def binary(log_odds: Any, truth: Any, weight: Any) -> Any:
    """Return the summed surprise at yes-or-no truths."""
    return ((jax.nn.softplus(log_odds) - truth * log_odds) * weight).sum()
