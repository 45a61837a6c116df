"""The regression-based affine model of Adrian, Crump and Moench (2013, JFE 110; Staff Report 340).

Factors are principal components of zero yields. Their VAR gives the innovations, one regression of
one-month excess returns on innovations and lagged factors gives the prices of risk, and two linear
recursions give fitted yields and the path that is expected without a premium.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from saiken.errors import DataError, unknown
from saiken.measure.components import leading_components
from saiken.measure.monthly_curve import settings
from saiken.units import MONTHS_PER_YEAR

Array = NDArray[np.float64]
Intercept = Literal["zero", "estimated"]
LONGEST_ROOT: Final = 1.0
"""A VAR whose largest root reaches one has no unconditional mean."""


@dataclass(frozen=True, slots=True, eq=False)
class AffineModel:
    """An estimated model, K factors, yields of 1 to N months.

    Attributes
    ----------
    mean_yields : ndarray, shape (N,)
        Sample means of the maturities the factors are built from; NaN at the others.
    loadings : ndarray, shape (N, K)
        Weights of the factors in demeaned yields; factors have unit variance in the sample.
    intercept : ndarray, shape (K,)
        Monthly drift of the factors in the expected path; zero if so chosen.
    persistence : ndarray, shape (K, K)
        The VAR's matrix Phi.
    innovation_cov : ndarray, shape (K, K)
    price_of_risk : ndarray, shape (K, 1 + K)
        lambda_0 and lambda_1.
    pricing_error : float
        Variance of the excess returns' residuals, per month.
    fitted_terms, expected_terms : ndarray, shape (N, 1 + K)
        Constant and weights of annualised yields on the factors, with and without prices of risk.
    """

    mean_yields: Array
    loadings: Array
    intercept: Array
    persistence: Array
    innovation_cov: Array
    price_of_risk: Array
    pricing_error: float
    fitted_terms: Array
    expected_terms: Array

    def factors(self, yields: Array) -> Array:
        """Factors of given curves, shape ``(day, K)``, from yields of shape ``(day, N)``."""
        used = np.isfinite(self.mean_yields)
        centred = yields[:, used] - self.mean_yields[used]
        return _product(centred, self.loadings[used])

    def fitted(self, yields: Array) -> Array:
        """Model yields, shape ``(day, N)``, decimals."""
        return _read(self.fitted_terms, self.factors(yields))

    def expected(self, yields: Array) -> Array:
        """Mean of the short rates expected over each maturity, shape ``(day, N)``, decimals."""
        return _read(self.expected_terms, self.factors(yields))

    @property
    def largest_root(self) -> float:
        """Modulus of the VAR's largest eigenvalue."""
        return float(np.abs(np.linalg.eigvals(self.persistence)).max())


def fit_affine(yields: Array, short_rate: Array, intercept: Intercept = "zero") -> AffineModel:
    """Estimate the model in the paper's three steps.

    Parameters
    ----------
    yields : ndarray, shape (month, 120)
        Continuously compounded zero yields of 1 to 120 months, decimals a year, at month ends.
    short_rate : ndarray, shape (month,)
        The one-month rate, decimals a year.
    intercept : {"zero", "estimated"}
        Drift of the demeaned factors in the expected path. The published figures use zero. Fitted
        yields do not depend on it.

    Raises
    ------
    InputError
        If `intercept` is neither.
    DataError
        If there are too few months, or the factors' VAR has a unit root or worse.
    """
    if intercept not in get_args(Intercept):
        raise unknown("VAR intercept", intercept, get_args(Intercept))
    if yields.shape[0] < settings()["fewest_months"]:
        raise DataError(
            f"The term premium needs {settings()['fewest_months']} months of curves; "
            f"there are {yields.shape[0]}."
        )
    mean, loadings = _components(yields)
    used = np.isfinite(mean)
    x = _product(yields[:, used] - mean[used], loadings[used])
    drift, phi, shocks = _var(x)
    cov = _product(shocks.T, shocks) / (shocks.shape[0] - 1)
    prices, error = _prices_of_risk(_excess_returns(yields, short_rate), x, shocks, cov)
    delta = _ols(_with_constant(x), short_rate[:, None] / MONTHS_PER_YEAR)[:, 0]
    mu = np.zeros_like(drift) if intercept == "zero" else drift
    fitted = _recursion(drift - prices[:, 0], phi - prices[:, 1:], delta, cov, error, yields)
    expected = _recursion(mu, phi, delta, cov, error, yields)
    model = AffineModel(mean, loadings, mu, phi, cov, prices, error, fitted, expected)
    if model.largest_root >= LONGEST_ROOT:
        raise DataError("The factors' VAR is not stationary on this sample; take a longer one.")
    return model


def _product(left: Array, right: Array) -> Array:
    """Matrix product in a fixed order of summation."""
    return np.asarray(np.einsum("ij,jk->ik", left, right, optimize=False), dtype=np.float64)


def _with_constant(x: Array) -> Array:
    return np.concatenate([np.ones((x.shape[0], 1)), x], axis=1)


def _ols(regressors: Array, outcomes: Array) -> Array:
    """Least squares by normal equations, shape (regressor, outcome)."""
    moment, cross = (_product(regressors.T, right) for right in (regressors, outcomes))
    return np.asarray(np.linalg.solve(moment, cross), dtype=np.float64)


def _components(yields: Array) -> tuple[Array, Array]:
    """Means and loadings of the principal components, scaled to unit variance, signs fixed."""
    count, first = settings()["factors"], settings()["first_factor_month"]
    mean = np.full(yields.shape[1], np.nan)
    mean[first - 1 :] = yields[:, first - 1 :].mean(axis=0)
    centred = yields[:, first - 1 :] - mean[first - 1 :]
    cov = _product(centred.T, centred) / (yields.shape[0] - 1)
    values, vectors = leading_components(cov, count)
    loadings = np.zeros((yields.shape[1], count))
    loadings[first - 1 :] = vectors / np.sqrt(values)
    return mean, loadings


def _var(x: Array) -> tuple[Array, Array, Array]:
    """Intercept, matrix and residuals of a first-order VAR."""
    found = _ols(_with_constant(x[:-1]), x[1:])
    shocks = x[1:] - _product(_with_constant(x[:-1]), found)
    return found[0], found[1:].T, shocks


def _excess_returns(yields: Array, short_rate: Array) -> Array:
    """One-month log returns over the short rate of the settings' maturities, shape (month-1, R)."""
    held = np.asarray(settings()["return_months"])
    log_price = -yields * np.arange(1, yields.shape[1] + 1) / MONTHS_PER_YEAR
    gained = log_price[1:, held - 2] - log_price[:-1, held - 1]
    return np.asarray(gained - short_rate[:-1, None] / MONTHS_PER_YEAR, dtype=np.float64)


def _prices_of_risk(returns: Array, x: Array, shocks: Array, cov: Array) -> tuple[Array, float]:
    """lambda_0 and lambda_1, and the variance of what the factors leave of the returns."""
    regressors = np.concatenate([_with_constant(shocks), x[:-1]], axis=1)
    found = _ols(regressors, returns)
    residuals = returns - _product(regressors, found)
    error = float((residuals**2).sum() / residuals.size)
    count = shocks.shape[1]
    beta = found[1 : 1 + count].T
    convexity = (_product(beta, cov) * beta).sum(axis=1) + error
    constant = found[0] + convexity / 2
    premia = np.concatenate([constant[:, None], found[1 + count :].T], axis=1)
    return _ols(beta, premia), error


def _recursion(
    drift: Array, phi: Array, delta: Array, cov: Array, error: float, yields: Array
) -> Array:
    """Constant and loadings of annualised yields on the factors, shape (N, 1 + K)."""
    count = yields.shape[1]
    constants, loadings = np.empty(count), np.empty((count, drift.size))
    constants[0], loadings[0] = -delta[0], -delta[1:]
    for n in range(1, count):
        b = loadings[n - 1]
        spread = ((cov * b).sum(axis=1) * b).sum() + error
        constants[n] = constants[n - 1] + (b * drift).sum() + spread / 2 - delta[0]
        loadings[n] = (phi.T * b).sum(axis=1) - delta[1:]
    years = np.arange(1, count + 1) / MONTHS_PER_YEAR
    terms = np.concatenate([constants[:, None], loadings], axis=1)
    return np.asarray(-terms / years[:, None], dtype=np.float64)


def _read(terms: Array, factors: Array) -> Array:
    return _product(_with_constant(factors), terms.T)
