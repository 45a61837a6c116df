"""A slope through the origin with the spread between the observations that made it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from saiken.errors import DataError
from saiken.impact.interventions import Episode

if TYPE_CHECKING:
    from saiken.data import Series

Array = NDArray[np.float64]
FEWEST_EPISODES: Final = 3


@dataclass(frozen=True, slots=True)
class SlopeFit:
    """A slope through the origin, per dollar.

    Attributes
    ----------
    slope_per_usd : float
        Fall of log yen per dollar for each dollar sold.
    standard_error_per_usd : float
        Heteroskedasticity-robust (HC3).
    spread_per_usd : float
        Standard deviation of the episodes' own slopes, weighted by the squared amount.
    without : ndarray, shape (episode,)
        Slope when one episode is left out.
    """

    slope_per_usd: float
    standard_error_per_usd: float
    spread_per_usd: float
    without: Array


def fit_slope(sold_usd: Array, log_move: Array) -> SlopeFit:
    """Fit ``move = -b * sold`` by least squares through the origin.

    Parameters
    ----------
    sold_usd : ndarray, shape (episode,)
        Signed.
    log_move : ndarray, shape (episode,)
        Change of log yen per dollar.

    Raises
    ------
    DataError
        If fewer than three episodes are given.
    """
    if sold_usd.size < FEWEST_EPISODES:
        raise DataError("At least three episodes are needed for a slope and its spread.")
    weight = sold_usd**2
    slope = -float((sold_usd * log_move).sum() / weight.sum())
    residual = log_move + slope * sold_usd
    leverage = weight / weight.sum()
    robust = np.sqrt((weight * (residual / (1 - leverage)) ** 2).sum()) / weight.sum()
    count = sold_usd.size
    spread = np.sqrt((residual**2).sum() / weight.sum() * count / (count - 1))
    kept = weight.sum() - weight
    without = -((sold_usd * log_move).sum() - sold_usd * log_move) / kept
    return SlopeFit(slope, float(robust), float(spread), without)


def noise_spread(rates: Series, record: Sequence[Episode], window: int) -> float:
    """Work out the spread that `fit_slope` would find if operations did nothing.

    The ordinary move is the standard deviation of log changes over the window's length, from the
    first to the last episode.
    """
    inside = rates.window(record[0].first, record[-1].last)
    logs = np.log(inside.values)
    lengths = [window + _span(episode, rates) for episode in record]
    variance = np.array([(logs[length:] - logs[:-length]).var() for length in lengths])
    weight = np.array([episode.sold_usd**2 for episode in record])
    return float(np.sqrt(variance.sum() / weight.sum()))


def _span(episode: Episode, rates: Series) -> int:
    """Count the steps from the rate before the first operation to that of the last one."""
    before = np.searchsorted(rates.dates, episode.first)
    return int(np.searchsorted(rates.dates, episode.last, side="right") - before)
