"""把握: how sure a join is: the two ends' shares as one probability, calibrated on simulated pages."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from hkpaper.continuation import weights

MOST = 0.9999  # no join is surer
LEAST = 1e-6

Numbers = NDArray[np.floating]


def certain(log_odds: Numbers) -> Numbers:
    """Return how sure joins are that were taken without a question."""
    return scaled(weights.shipped()["sure.calibration"], log_odds)


def join(name: str, less: Numbers, more: Numbers) -> Numbers:
    """Return how sure joins are by the log odds of either end (`name`: the question, order or story)."""
    return scaled(weights.shipped()[f"{name}.calibration"], less, more)


def scaled(calibration: NDArray[np.float32], *shown: Numbers) -> Numbers:
    """Return the probability that a calibration (a constant and slopes) makes of log odds."""
    log_odds = calibration[0] + sum(slope * each for slope, each in zip(calibration[1:], shown, strict=True))
    found: Numbers = np.clip(1 / (1 + np.exp(-np.clip(log_odds, -40, 40))), 1 - MOST, MOST)
    return found


def odds(succ: Numbers, pred: Numbers) -> tuple[Numbers, Numbers]:
    """Return the log odds of joins by the end that believes less in it, and by the other, from both ends' log shares."""
    both = [_log_odds(shares) for shares in (succ, pred)]
    return np.minimum(*both), np.maximum(*both)


def _log_odds(log_shares: Numbers) -> Numbers:
    share = np.clip(np.exp(log_shares), LEAST, MOST)
    found: Numbers = np.log(share / (1 - share))
    return found
