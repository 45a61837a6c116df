"""Loan rates that follow Treasury yields with a few fixed lags.

In changes the estimated equation is ``dr_t = sum_l beta_l dy_(t-l)``, so the level is
``r_t = sum_l beta_l y_(t-l)``, where y is the change of the benchmark yield against the path
without the sale and is zero before day 0. Coefficients are drawn with their joint covariance.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from saiken.data import resource_yaml
from saiken.variables import maturity_index

if TYPE_CHECKING:
    from saiken.parameters import Parameters
    from saiken.snapshot import Snapshot

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PassThrough:
    """A rate on new loans or bonds that follows the mean of a few Treasury yields.

    Attributes
    ----------
    name : str
    reads, writes : tuple of str
        Variable ids.
    follows : tuple of str
        Published maturities, e.g. ``("5y", "10y")``; their plain mean is the benchmark.
    parameter : str
        Prefix of the coefficients' ids; ``.lag0``, ``.lag1`` ... are appended.
    lags : int
        Number of earlier periods beside the current one.
    lag_days : float
        Length of a period on the engine's clock.
    """

    name: str
    reads: tuple[str, ...]
    writes: tuple[str, ...]
    follows: tuple[str, ...]
    parameter: str
    lags: int
    lag_days: float

    @property
    def ids(self) -> tuple[str, ...]:
        """Parameter ids of the coefficients, lag 0 first."""
        return tuple(f"{self.parameter}.lag{lag}" for lag in range(self.lags + 1))

    def benchmark(self, yield_change: Array) -> Array:
        """Mean of the yields that the rate follows, shape ``(draw, day)``."""
        places = [maturity_index(label) for label in self.follows]
        total = np.zeros(yield_change.shape[:-1])
        for place in places:
            total = total + yield_change[..., place]
        return total / len(places)

    def run(
        self, fields: Mapping[str, Array], snap: Snapshot | None, prm: Parameters
    ) -> Mapping[str, Array]:
        """Return the change of the rate, shape ``(draw, day)``, decimals."""
        driver = self.benchmark(fields[self.reads[0]])
        coefficients = [prm[name] for name in self.ids]
        return {self.writes[0]: distributed_lag(driver, coefficients, self.lag_days)}


def distributed_lag(driver: Array, coefficients: list[Array], lag_days: float) -> Array:
    """Weighted sum of the driver now and one, two, ... periods ago.

    A lag that falls between two days is read linearly; before day 0 the driver is zero.

    Parameters
    ----------
    driver : ndarray, shape (draw, day)
        Level of the change since day 0.
    coefficients : list of ndarray, shape (draw,)
        Lag 0 first.
    lag_days : float

    Returns
    -------
    ndarray, shape (draw, day)
    """
    total = np.zeros_like(driver)
    for lag, beta in enumerate(coefficients):
        whole = int(lag * lag_days)
        if whole < driver.shape[1]:
            total[:, whole:] += beta[:, None] * _delayed(driver, whole, lag * lag_days - whole)
    return total


def _delayed(driver: Array, whole: int, part: float) -> Array:
    """Read a path `whole` and a part of a day ago, from day `whole` on."""
    later = driver[:, : driver.shape[1] - whole]
    if part == 0:
        return later
    mixed = (1 - part) * later
    mixed[:, 1:] += part * later[:, :-1]
    return mixed


@cache
def pass_through(name: str) -> PassThrough:
    """Read one channel's settings from ``spillover/channels.yaml``."""
    record = resource_yaml("spillover/channels.yaml")[name]
    return PassThrough(
        name=name,
        reads=(record["reads"],),
        writes=(record["writes"],),
        follows=tuple(record["follows"]),
        parameter=record["parameter"],
        lags=int(record["lags"]),
        lag_days=float(record["lag_days"]),
    )
