"""主题: what a text speaks of, as a point in a space of themes: words that corpora use together lie near each other.

Takes texts; gives how near they lie. Where `topics` asks for the very words two strands share, this knows that a clinic
and a nurse belong together. The space is counted by ``tools/build_themes.py`` and shipped with a card.
"""

from __future__ import annotations

import json
import mmap
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from hkpaper.errors import ModelError
from hkpaper.lexicon import DATA

Numbers = NDArray[np.float32]
Keys = NDArray[np.uint32]

MAGIC = b"hktheme1"
SHIPPED = DATA / "pairs.themes"
FAINT = 0.12  # of a usual paragraph's length (80 characters): vectors shorter than this say little, and are weighed so


class Themes(NamedTuple):
    """Pairs of characters with their places in the space."""

    keys: Keys  # the pairs, in order
    scale: Numbers  # what one step of a vector weighs
    vectors: NDArray[np.int8]  # (pairs, themes)
    middle: Numbers  # where texts lie on average, per unit of length
    card: Mapping[str, Any]

    def points(self, texts: Sequence[str]) -> Numbers:
        """Return where each text lies (texts, themes); one without a known pair lies at the origin."""
        keys, owner = pairs_of(texts)
        both = np.sort(owner.astype(np.uint64) << np.uint64(32) | keys)
        both = both[np.r_[True, both[1:] != both[:-1]][: len(both)]]  # each pair of a text once
        owner, keys = (both >> np.uint64(32)).astype(np.intp), both.astype(np.uint32)
        place = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        known = self.keys.take(place) == keys
        owner, place = owner[known], place[known]
        found = np.zeros((len(texts), self.vectors.shape[1]), np.float32)
        if len(owner):
            begins = np.flatnonzero(np.r_[True, owner[1:] != owner[:-1]])
            weighed = self.vectors.take(place, axis=0) * self.scale.take(place)[:, None]
            found[owner[begins]] = np.add.reduceat(weighed, begins, axis=0)
        return found

    def likeness(self, texts: Sequence[str]) -> Numbers:
        """Return the cosines (texts, texts) seen from the middle, nearer to 0 for texts of few words; a text's own is 0.

        Below 0 are texts that have less in common than two texts have on average.
        """
        points = self.seen(self.points(texts))
        found: Numbers = points @ points.T
        np.fill_diagonal(found, 0)
        return found

    def seen(self, points: Numbers) -> Numbers:
        """Return points (texts, themes) as they lie from the middle, at a distance of about 1; nearer for texts of few words."""
        length = np.sqrt((points**2).sum(axis=1, keepdims=True))
        away = points - length * self.middle
        found: Numbers = away / np.sqrt((away**2).sum(axis=1, keepdims=True) + FAINT**2)
        return found


def pairs_of(texts: Sequence[str]) -> tuple[Keys, NDArray[np.intp]]:
    """Return the pairs of neighbouring Han characters of texts as numbers, and which text each stands in."""
    joined = "".join(f"{text}\0" for text in texts)
    chars = np.frombuffer(joined.encode("utf-32-le", "surrogatepass"), "<u4")
    owner = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
    han = (chars >= 0x3400) & (chars < 0xF900)
    both = han[:-1] & han[1:]
    return (chars[:-1] << np.uint32(16) | chars[1:])[both], owner[:-1][both]


def write(path: Path, themes: Themes) -> None:
    """Write a space of themes; the same numbers give the same bytes."""
    head = json.dumps(
        {"card": dict(themes.card), "shape": list(themes.vectors.shape)}, ensure_ascii=False, sort_keys=True
    )
    start = head.encode()
    arrays = (themes.keys.astype("<u4"), themes.scale.astype("<f4"), themes.middle.astype("<f4"), themes.vectors)
    padding = b" " * (-len(start) % 4)
    path.write_bytes(MAGIC + len(start).to_bytes(4, "little") + start + padding + b"".join(a.tobytes() for a in arrays))


@cache
def opened(path: Path = SHIPPED) -> Themes:
    """Return the space at `path`, mapped once. Raises `ModelError`."""
    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        raise ModelError(f"{path}: the themes cannot be read: {getattr(error, 'strerror', None) or error}") from error
    if data[:8] != MAGIC:
        raise ModelError(f"{path}: these are no themes of hkpaper")
    try:
        return _laid_out(data)
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{path}: the themes are cut short or damaged") from error


def _laid_out(data: mmap.mmap) -> Themes:
    size = int.from_bytes(data[8:12], "little")
    head = json.loads(data[12 : 12 + size])
    count, width = head["shape"]
    at = 12 + size + (-size % 4)
    keys = np.frombuffer(data, "<u4", count, at)
    scale = np.frombuffer(data, "<f4", count, at + 4 * count)
    middle = np.frombuffer(data, "<f4", width, at + 8 * count)
    vectors = np.frombuffer(data, np.int8, count * width, at + 8 * count + 4 * width).reshape(count, width)
    return Themes(keys, scale, vectors, middle, head["card"])
