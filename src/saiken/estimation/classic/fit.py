"""The two regressions: a month's yield change on its sales, and local projections."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saiken.errors import DataError
from saiken.estimation.regression import hac_window, newey_west

Array = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Effect:
    """Coefficient of the sales, per unit in which they were given.

    Attributes
    ----------
    mean, standard_error : float
        Newey-West.
    explained_share : float
        R squared, controls included.
    residual_autocorrelation : float
        Of what is left unexplained, one month to the next that enters. Near one the regression is
        of one trend on another.
    months, hac_lags : int
    """

    mean: float
    standard_error: float
    explained_share: float
    residual_autocorrelation: float
    months: int
    hac_lags: int


@dataclass(frozen=True, slots=True)
class Projection:
    """Local projection at one horizon.

    Attributes
    ----------
    effect : Effect
        Yield, from before the sale to the horizon, per unit sold in the month.
    sold, sold_error : float
        Units sold until the horizon per unit sold in the month; one, exactly, in the month itself.
    ratio, ratio_error : float
        Yield per unit sold until the horizon; delta method.
    """

    effect: Effect
    sold: float
    sold_error: float
    ratio: float
    ratio_error: float


def fit_effect(
    response: Array, sale: Array, controls: Array, keep: Flags, rule: Mapping[str, float],
    overlap: int = 0,
) -> Effect:  # fmt: skip
    """Regress a response on sales, the controls and a constant.

    Parameters
    ----------
    response, sale : ndarray, shape (month,)
        NaN marks what is not at hand.
    controls : ndarray, shape (month, control)
        May have no column.
    keep : ndarray of bool, shape (month,)
    rule : mapping
        Newey-West rule: ``factor, scale, power``.
    overlap : int
        Months by which neighbouring responses overlap: the smallest window.

    Raises
    ------
    DataError
        If fewer months than coefficients remain, or statsmodels is not installed.
    """
    regressors = np.column_stack([sale, controls])
    use = keep & np.isfinite(response) & np.isfinite(regressors).all(axis=1)
    count = int(use.sum())
    if count <= regressors.shape[1] + 1:
        raise DataError(f"Only {count} months are at hand for {regressors.shape[1] + 1} terms.")
    fit = newey_west(response[use], regressors[use], hac_window(count, overlap, rule))
    rest = response[use] - (regressors[use] * fit.mean).sum(axis=1)
    return Effect(
        mean=float(fit.mean[0]),
        standard_error=float(np.sqrt(fit.covariance[0, 0])),
        explained_share=fit.explained_share,
        residual_autocorrelation=_autocorrelation(rest - rest.mean()),
        months=count,
        hac_lags=fit.hac_lags,
    )


def _autocorrelation(rest: Array) -> float:
    return float((rest[1:] * rest[:-1]).sum() / (rest**2).sum())


def ahead(level: Array, horizon: int) -> Array:
    """Change of a level from the month before to `horizon` months after, NaN at the ends."""
    moved = np.full(level.size, np.nan)
    moved[1 : level.size - horizon] = level[1 + horizon :] - level[: level.size - 1 - horizon]
    return moved


def sold_until(sale: Array, horizon: int) -> Array:
    """Units sold from the month to `horizon` months after; a missing one counts as the mean."""
    total = np.full(sale.size, np.nan)
    for month in range(sale.size - horizon):
        window = sale[month : month + horizon + 1]
        known = window[np.isfinite(window)]
        if known.size:
            total[month] = known.mean() * window.size
    return total


def whole_window(keep: Flags, horizon: int) -> Flags:
    """Whether a month and all up to `horizon` after it are kept."""
    whole = np.zeros(keep.size, dtype=bool)
    for month in range(keep.size - horizon):
        whole[month] = keep[month : month + horizon + 1].all()
    return whole


def fit_projection(
    level: Array, sale: Array, controls: Array, keep: Flags, rule: Mapping[str, float], horizon: int
) -> Projection:
    """Project the yield and the sales `horizon` months ahead on the sale of a month (Jordà 2005).

    The ratio of the two responses is what an instrumental-variables regression of the yield change
    on the cumulated sales gives with the month's sale as instrument (Ramey and Zubairy 2018). Its
    standard error is that of the regression of what the ratio leaves unexplained.

    Parameters
    ----------
    level, sale : ndarray, shape (month,)
    controls : ndarray, shape (month, control)
    keep : ndarray of bool, shape (month,)
        The sample; the whole window must lie inside.
    rule : mapping
    horizon : int
        Months; 0 is :func:`fit_effect` of the month's own change.
    """
    inside = whole_window(keep, horizon)
    moved, total = ahead(level, horizon), sold_until(sale, horizon)
    # Both responses on the same months.
    inside = inside & np.isfinite(moved) & np.isfinite(total)
    effect = fit_effect(moved, sale, controls, inside, rule, horizon)
    if horizon == 0:
        return Projection(effect, 1.0, 0.0, effect.mean, effect.standard_error)
    sold = fit_effect(total, sale, controls, inside, rule, horizon)
    ratio = effect.mean / sold.mean
    rest = fit_effect(moved - ratio * total, sale, controls, inside, rule, horizon)
    error = rest.standard_error / abs(sold.mean)
    return Projection(effect, sold.mean, sold.standard_error, ratio, error)
