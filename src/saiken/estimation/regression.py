"""Distributed-lag regressions with a covariance that allows for autocorrelation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saiken.errors import DataError

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class LagFit:
    """Coefficients of lags 0, 1, ... without the constant.

    Attributes
    ----------
    mean : ndarray, shape (lag,)
    covariance : ndarray, shape (lag, lag)
        Newey-West.
    observations, hac_lags : int
    explained_share : float
        R squared.
    """

    mean: Array
    covariance: Array
    observations: int
    hac_lags: int
    explained_share: float

    @property
    def long_run(self) -> tuple[float, float]:
        """Sum of the coefficients and its standard error."""
        return float(self.mean.sum()), float(np.sqrt(self.covariance.sum()))


def hac_window(observations: int, lags: int, rule: Mapping[str, float]) -> int:
    """Newey-West window: the number of lags, or ``factor (n/scale)**power`` where that is more."""
    automatic = rule["factor"] * (observations / rule["scale"]) ** rule["power"]
    return max(lags, int(automatic))


def fit_lags(
    response: Array, driver: Array, lags: int, rule: Mapping[str, float], keep: Flags | None = None
) -> LagFit:
    """Regress a change on a driver's change now and in the `lags` periods before.

    Parameters
    ----------
    response, driver : ndarray, shape (period,)
        Changes, aligned; NaN marks a period that is not at hand.
    lags : int
    rule : mapping
        Newey-West rule: ``factor, scale, power``.
    keep : ndarray of bool, shape (period,), optional
        Periods of the response that enter; lags may reach outside.

    Returns
    -------
    LagFit

    Raises
    ------
    DataError
        If statsmodels is not installed or fewer periods than coefficients remain.
    """
    lagged = np.stack([_lag(driver, lag) for lag in range(lags + 1)], axis=1)
    use = np.isfinite(response) & np.isfinite(lagged).all(axis=1)
    use &= np.ones(response.size, dtype=bool) if keep is None else keep
    count = int(use.sum())
    if count <= lags + 2:
        raise DataError(f"Only {count} periods are at hand for {lags + 2} coefficients.")
    return newey_west(response[use], lagged[use], hac_window(count, lags, rule))


def _lag(driver: Array, lag: int) -> Array:
    moved = np.full_like(driver, np.nan)
    moved[lag:] = driver[: driver.size - lag]
    return moved


def newey_west(response: Array, regressors: Array, window: int) -> LagFit:
    """Regress on a constant and the regressors by least squares.

    Parameters
    ----------
    response : ndarray, shape (period,)
    regressors : ndarray, shape (period, regressor)
        All at hand, of like magnitude.
    window : int
        Lags of the Newey-West covariance.

    Raises
    ------
    DataError
        If statsmodels is not installed.
    """
    try:
        import statsmodels.api as sm
    except ModuleNotFoundError as missing:
        raise DataError(
            "Fitting needs statsmodels: install the extra with pip install 'saiken[estimate]'."
        ) from missing
    fit = sm.OLS(response, sm.add_constant(regressors)).fit(
        cov_type="HAC", cov_kwds={"maxlags": window, "use_correction": True}
    )
    return LagFit(
        mean=np.asarray(fit.params)[1:],
        covariance=np.asarray(fit.cov_params())[1:, 1:],
        observations=int(response.size),
        hac_lags=window,
        explained_share=float(fit.rsquared),
    )
