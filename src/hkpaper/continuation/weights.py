"""权重: the learned numbers as shipped: one file of named arrays with a card that says how they were fitted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hkpaper.errors import ModelError
from hkpaper.lexicon import DATA

MAGIC = b"hkorder1"
SHIPPED = DATA / "order.weights"


def write(path: Path, weights: Mapping[str, NDArray[np.float32]], card: Mapping[str, Any]) -> None:
    """Write weights and their card; the same numbers give the same bytes."""
    names = sorted(weights)
    head = json.dumps(
        {"card": card, "arrays": {name: list(weights[name].shape) for name in names}},
        ensure_ascii=False,
        sort_keys=True,
    ).encode()
    body = b"".join(np.ascontiguousarray(weights[name], "<f4").tobytes() for name in names)
    path.write_bytes(MAGIC + len(head).to_bytes(4, "little") + head + b" " * (-len(head) % 4) + body)


def read(path: Path) -> tuple[dict[str, NDArray[np.float32]], dict[str, Any]]:
    """Return the weights of a file by name, and their card."""
    data = path.read_bytes()
    if data[:8] != MAGIC:
        raise ModelError(f"{path}: these are no weights of hkpaper")
    try:
        return _laid_out(data)
    except (ValueError, KeyError) as error:
        raise ModelError(f"{path}: the weights are cut short or damaged") from error


def _laid_out(data: bytes) -> tuple[dict[str, NDArray[np.float32]], dict[str, Any]]:
    size = int.from_bytes(data[8:12], "little")
    head = json.loads(data[12 : 12 + size])
    at = 12 + size + (-size % 4)
    found: dict[str, NDArray[np.float32]] = {}
    for name, shape in sorted(head["arrays"].items()):
        count = int(np.prod(shape, dtype=int))
        found[name] = np.frombuffer(data, "<f4", count, at).reshape(shape)
        at += 4 * count
    return found, head["card"]


@cache
def shipped() -> dict[str, NDArray[np.float32]]:
    """Return the weights that hkpaper ships, read once."""
    return read(SHIPPED)[0]
