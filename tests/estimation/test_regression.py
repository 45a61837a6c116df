"""Distributed-lag regressions: planted coefficients, and an honest covariance."""

import subprocess
import sys

import numpy as np
import pytest

from saiken.errors import DataError
from saiken.estimation.regression import fit_lags, hac_window

RULE = {"factor": 4, "scale": 100, "power": 2 / 9}
PLANTED = np.array([0.6, 0.2, 0.1])


def _simulate(generator, periods, persistence=0.0, noise=0.3):
    """Response with planted lags; driver and errors are autoregressive."""
    driver, error = np.zeros(periods), np.zeros(periods)
    shocks = generator.normal(size=(2, periods))
    for t in range(1, periods):
        driver[t] = persistence * driver[t - 1] + shocks[0, t]
        error[t] = persistence * error[t - 1] + noise * shocks[1, t]
    response = error.copy()
    for lag, beta in enumerate(PLANTED):
        response[lag:] += beta * driver[: periods - lag]
    return response, driver


def test_recovers_planted_coefficients():
    response, driver = _simulate(np.random.default_rng(1), 20_000, persistence=0.3)
    fit = fit_lags(response, driver, 2, RULE)
    error = np.sqrt(np.diag(fit.covariance))
    # Within four standard errors, which are small here.
    assert (np.abs(fit.mean - PLANTED) < 4 * error).all()
    assert (error < 0.01).all()
    assert fit.observations == 20_000 - 2


def test_exact_relation_is_found_exactly():
    response, driver = _simulate(np.random.default_rng(1), 300, noise=0.0)
    fit = fit_lags(response, driver, 2, RULE)
    np.testing.assert_allclose(fit.mean, PLANTED, rtol=1e-10)
    assert fit.explained_share == pytest.approx(1.0)
    assert fit.long_run[0] == pytest.approx(0.9, rel=1e-10)


def test_covariance_matches_the_scatter_of_estimates():
    generator = np.random.default_rng(7)
    fits = [fit_lags(*_simulate(generator, 600, persistence=0.5), 2, RULE) for _ in range(400)]
    scatter = np.cov(np.stack([fit.mean for fit in fits]).T)
    stated = np.mean([fit.covariance for fit in fits], axis=0)
    # 400 samples give a variance to about 7%; Newey-West is known to be a little short when both
    # sides are persistent, so the diagonal may be 25% away but not more.
    np.testing.assert_allclose(np.diag(stated), np.diag(scatter), rtol=0.25)
    total = np.mean([fit.long_run[1] ** 2 for fit in fits])
    assert total == pytest.approx(scatter.sum(), rel=0.25)
    plain = np.mean([(1 - fit.explained_share) for fit in fits])
    assert 0 < plain < 1


def test_covariance_equals_the_textbook_formula():
    response, driver = _simulate(np.random.default_rng(3), 200, persistence=0.5)
    fit = fit_lags(response, driver, 2, RULE)
    X = np.column_stack([np.ones(198), driver[2:], driver[1:-1], driver[:-2]])
    y = response[2:]
    bread = np.linalg.inv(X.T @ X)
    scores = X * (y - X @ (bread @ X.T @ y))[:, None]
    meat = scores.T @ scores
    for lag in range(1, fit.hac_lags + 1):
        cross = scores[lag:].T @ scores[:-lag]
        meat += (1 - lag / (fit.hac_lags + 1)) * (cross + cross.T)
    twin = bread @ meat @ bread * 198 / (198 - 4)
    np.testing.assert_allclose(fit.covariance, twin[1:, 1:], rtol=1e-8)


def test_long_run_error_is_that_of_the_sum():
    fit = fit_lags(*_simulate(np.random.default_rng(3), 200), 2, RULE)
    ones = np.ones(3)
    assert fit.long_run[1] == pytest.approx(np.sqrt(ones @ fit.covariance @ ones))


def test_missing_periods_and_samples_are_left_out():
    response, driver = _simulate(np.random.default_rng(2), 500, noise=0.0)
    keep = np.zeros(500, dtype=bool)
    keep[100:400] = True
    driver[200] = np.nan
    fit = fit_lags(response, driver, 2, RULE, keep)
    # The gap takes its own period and the two that lag into it.
    assert fit.observations == 300 - 3
    np.testing.assert_allclose(fit.mean, PLANTED, rtol=1e-10)


def test_too_few_periods_are_refused():
    with pytest.raises(DataError, match="Only 4 periods are at hand for 4 coefficients"):
        fit_lags(np.arange(6.0), np.arange(6.0), 2, RULE)


@pytest.mark.parametrize(("periods", "lags", "window"), [(145, 2, 4), (1900, 8, 8), (50, 2, 3)])
def test_window_is_the_lags_or_the_rule_where_that_is_more(periods, lags, window):
    assert hac_window(periods, lags, RULE) == window


def test_importing_the_fitters_loads_no_statsmodels():
    code = "import sys, saiken.estimation.refit; sys.exit('statsmodels' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_without_statsmodels_the_extra_is_named(monkeypatch):
    monkeypatch.setitem(sys.modules, "statsmodels", None)
    monkeypatch.setitem(sys.modules, "statsmodels.api", None)
    with pytest.raises(
        DataError, match=r"needs statsmodels: install the extra .*saiken\[estimate\]"
    ):
        fit_lags(np.arange(30.0) ** 2, np.arange(30.0), 1, RULE)
