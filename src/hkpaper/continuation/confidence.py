"""把握: how sure a join is: the two ends' shares as one probability, calibrated on simulated pages."""

from __future__ import annotations

from math import exp, log

import numpy as np

from hkpaper.continuation import weights
from hkpaper.continuation.net import Opinion

MOST = 0.9999  # no join is surer
LEAST = 1e-6


def certain(log_odds: float) -> float:
    """Return how sure a join is that was taken without a question."""
    scale = weights.shipped()["sure.calibration"]
    return _share(float(scale[0] + scale[1] * log_odds))


def join(name: str, opinion: Opinion, row: int, column: int) -> float:
    """Return how sure the join of a row and a column of a band is (`name`: the question, order or story)."""
    scale = weights.shipped()[f"{name}.calibration"]
    odds = [_log_odds(float(shares[row, column])) for shares in (opinion.succ, opinion.pred)]
    return _share(float(scale[0] + scale[1] * min(odds) + scale[2] * max(odds)))


def _log_odds(log_share: float) -> float:
    share = min(MOST, max(LEAST, exp(log_share)))
    return log(share / (1 - share))


def _share(log_odds: float) -> float:
    return float(min(MOST, max(1 - MOST, 1 / (1 + np.exp(-log_odds)))))
