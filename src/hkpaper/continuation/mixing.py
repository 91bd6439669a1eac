"""掺和: how much of a user's own model to mix with the shipped one, by what each says of lines that neither counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from hkpaper.continuation.counting import counted
from hkpaper.continuation.ngram import Model, normal
from hkpaper.continuation.table import Numbers

ROUNDS = 30  # of expectation maximisation; one weight settles in ten
ASKED = 300_000  # characters; more change the third digit
ALWAYS = 0.02  # of either model at least, so that neither is switched off by a few lines


def trained(
    texts: Sequence[str], held_out: Sequence[str], order: int, least: int, card: Mapping[str, Any], other: Model | None
) -> bytes:
    """Return the bytes of a model of all the texts, its share beside `other` chosen on those held out."""
    if other is None:
        return counted([*texts, *held_out], order, least, card=card)
    weight = share(Model(counted(texts, order, least)), other, held_out)
    return counted([*texts, *held_out], order, least, card={**card, "share": weight})


def log_probabilities(model: Model, text: str) -> Numbers:
    """Return log P of each character of a text after those before it, in nats, by the model alone."""
    ids = model.ids(normal(text))
    before = np.zeros((model.order - 1, len(ids)), np.uint64)
    for back in range(len(before)):
        before[back, back + 1 :] = ids[: max(0, len(ids) - back - 1)]
    return model.log_probability(ids, before)


def share(own: Model, other: Model, texts: Sequence[str]) -> float:
    """Return the share of `own` under which the texts are likeliest; a half where there are none."""
    lines = [line for line in "\n".join(texts)[:ASKED].split("\n") if normal(line)]
    if not lines:
        return 0.5
    mine, theirs = (
        np.exp(np.concatenate([log_probabilities(model, line) for line in lines]).astype(float))
        for model in (own, other)
    )
    found = 0.5
    for _ in range(ROUNDS):
        found = float((found * mine / (found * mine + (1 - found) * theirs)).mean())
    return round(min(max(found, ALWAYS), 1 - ALWAYS), 3)
