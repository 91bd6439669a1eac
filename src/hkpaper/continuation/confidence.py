"""把握: how sure a join is: the two ends' shares as one probability, calibrated on simulated pages."""

from __future__ import annotations

from math import exp, log

import numpy as np
from numpy.typing import NDArray

from hkpaper.continuation import weights
from hkpaper.continuation.net import Opinion

MOST = 0.9999  # no join is surer
LEAST = 1e-6


def certain(log_odds: float) -> float:
    """Return how sure a join is that was taken without a question."""
    return scaled(weights.shipped()["sure.calibration"], (log_odds,))


def join(name: str, shown: tuple[float, ...]) -> float:
    """Return how sure a join is by its ends' log odds (`name`: the question, order or story)."""
    return scaled(weights.shipped()[f"{name}.calibration"], shown)


def scaled(calibration: NDArray[np.float32], shown: tuple[float, ...]) -> float:
    """Return the probability that a calibration (a constant and slopes) makes of log odds."""
    constant, *slopes = calibration.tolist()
    return _share(constant + sum(slope * each for slope, each in zip(slopes, shown, strict=True)))


def odds(opinion: Opinion, row: int, column: int) -> tuple[float, float]:
    """Return the log odds of a join by the end that believes less in it, and by the other."""
    both = [_log_odds(float(shares[row, column])) for shares in (opinion.succ, opinion.pred)]
    return min(both), max(both)


def _log_odds(log_share: float) -> float:
    share = min(MOST, max(LEAST, exp(log_share)))
    return log(share / (1 - share))


def _share(log_odds: float) -> float:
    return float(min(MOST, max(1 - MOST, 1 / (1 + exp(-max(-40.0, min(40.0, log_odds)))))))
