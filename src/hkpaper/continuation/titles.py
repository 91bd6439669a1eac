"""题文: what the headlines of a page say of its strands, wherever on it they stand: whose story each speaks of.

A headline torn from its story still shares words with it, and mostly with its lead. So a strand that some headline fits
best of all probably opens a story, and two strands that one headline fits are probably of one.

Takes how alike each headline and each strand are; gives numbers of pairs of strands.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float32]
Indices = NDArray[np.intp]

TITLED = ("upper titled", "lower titled", "its title upper", "its title lower", "upper's title lower", "one title")


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
