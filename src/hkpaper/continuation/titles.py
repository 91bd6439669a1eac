"""题文: what the headlines of a page say of its strands, wherever on it they stand: whose story each speaks of.

A headline torn from its story still shares words with it, and mostly with its lead. So a strand that some headline fits
best of all probably opens a story, and two strands that one headline fits are probably of one. And where a page's
headlines stand right above what they fit, a strand without one above it hardly opens a story.

Takes lines that are no running text, and how alike each headline and each strand are; gives numbers of pairs of strands,
and of the page.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]
Indices = NDArray[np.intp]

TITLE = 4  # characters of an aside from which it may be a headline
TITLED = ("upper titled", "lower titled", "its title upper", "its title lower", "upper's title lower", "one title")
MANNERS = ("headlines a strand", "lines a headline", "most together", "headlines at home")


class Titles(NamedTuple):
    """Asides that stand together and may be headlines: their texts, how many lines each has, and the line below each."""

    texts: tuple[str, ...]
    lines: tuple[int, ...]
    below: tuple[int, ...]


def titles_of(texts: Sequence[str], aside: NDArray[np.bool_]) -> Titles:
    """Return the headlines of a page, as they may be, in the dump's order."""
    found: list[tuple[str, int, int]] = []
    stack: list[str] = []
    for line, apart in enumerate((*aside.tolist(), False)):
        if apart:
            stack.append(texts[line])
        elif sum(map(len, stack)) >= TITLE:
            found.append(("".join(stack), len(stack), line))
        if not apart:
            stack = []
    return Titles(*zip(*found, strict=True)) if found else Titles((), (), ())


def titled(fits: Numbers, upper: Indices, lower: Indices) -> list[Numbers]:
    """Return the numbers `TITLED` of pairs of strands; `fits` (headlines, strands) says how alike they are."""
    if not len(fits):
        return [np.zeros(len(upper), np.float32)] * len(TITLED)
    headlines, strands = fits.shape
    best = fits.argmax(axis=1)
    own = np.zeros(strands, np.float32)  # how well the headline fits that fits no other strand better
    np.maximum.at(own, best, fits[np.arange(headlines), best])
    title = fits.argmax(axis=0)
    return [
        own[upper], own[lower], fits[title[lower], upper], fits[title[lower], lower], fits[title[upper], lower],
        np.minimum(fits[:, upper], fits[:, lower]).max(axis=0),
    ]  # fmt: skip


def manners(titles: Titles, fits: Numbers, head: Indices) -> list[float]:
    """Return the numbers `MANNERS` of a page: does it keep its headlines apart, and above what they fit? `head` are the strands' first lines."""
    if not len(fits):
        return [0.0] * len(MANNERS)
    lines = np.array(titles.lines)
    home = head[fits.argmax(axis=1)] == np.array(titles.below)
    return [
        min(1.0, len(lines) / fits.shape[1]), float(np.log(lines.mean())) / 2, float(lines.max() / lines.sum()), float(home.mean()),
    ]  # fmt: skip
