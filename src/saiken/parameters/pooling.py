"""Pooling estimates of the same size: lognormal, one weight an episode.

Rows of one episode share its weight, because several papers use the same days. The spread between
rows is the uncertainty: published standard errors are an order of magnitude smaller than the
disagreement between methods, so they are not what limits our knowledge.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from saiken.errors import DataError
from saiken.parameters.distributions import Lognormal

MINIMUM_EPISODES: Final = 2


@dataclass(frozen=True, slots=True)
class SizedRow:
    """One row of the evidence with the scale it implies."""

    row: str
    episode: str
    log_scale: float


def pool(rows: Sequence[SizedRow]) -> Lognormal:
    """Pool rows into one lognormal distribution of the scale.

    The variance is the weighted spread of the rows about the mean, with the usual correction
    for the number of episodes.

    Raises
    ------
    DataError
        If fewer than two episodes remain.
    """
    members = Counter(row.episode for row in rows)
    if len(members) < MINIMUM_EPISODES:
        raise DataError("fewer than two independent episodes are left to pool; exclude fewer.")
    weight = np.array([1 / members[row.episode] for row in rows]) / len(members)
    value = np.array([row.log_scale for row in rows])
    mean = float((weight * value).sum())
    spread = float((weight * (value - mean) ** 2).sum()) * len(members) / (len(members) - 1)
    return Lognormal(log_mean=mean, log_sd=float(np.sqrt(spread)))
