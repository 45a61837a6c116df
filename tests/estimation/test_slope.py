"""The slope through the origin and the spread around it.

Slopes are per dollar, about 1e-13: comparisons are relative, with no absolute tolerance.
"""

import numpy as np
import pytest

from saiken.data import load_store
from saiken.errors import DataError
from saiken.estimation.slope import fit_slope, noise_spread
from saiken.impact.interventions import Episode

SOLD = np.array([20e9, -25e9, 57e9, -116e9, 43e9])


def test_exact_relation_has_no_spread():
    fit = fit_slope(SOLD, -3e-13 * SOLD)
    assert fit.slope_per_usd == pytest.approx(3e-13, rel=1e-12, abs=0)
    assert fit.spread_per_usd < 1e-26
    assert fit.standard_error_per_usd < 1e-26
    np.testing.assert_allclose(fit.without, 3e-13)


def test_sign_is_positive_when_sales_of_dollars_lower_the_rate():
    assert fit_slope(SOLD, -np.sign(SOLD) * 0.02).slope_per_usd > 0
    assert fit_slope(SOLD, np.sign(SOLD) * 0.02).slope_per_usd < 0


def test_standard_error_is_the_library_s():
    import statsmodels.api as sm

    move = np.array([-0.01, 0.02, -0.005, 0.02, -0.02])
    fit = fit_slope(SOLD, move)
    # In billions, so that the library's matrices are well scaled.
    library = sm.OLS(move, -SOLD / 1e9).fit(cov_type="HC3")
    assert fit.slope_per_usd * 1e9 == pytest.approx(library.params[0], rel=1e-10)
    assert fit.standard_error_per_usd * 1e9 == pytest.approx(library.bse[0], rel=1e-10)


def test_spread_is_the_weighted_deviation_of_the_episodes_slopes():
    move = np.array([-0.01, 0.02, -0.005, 0.02, -0.02])
    fit = fit_slope(SOLD, move)
    weight, own = SOLD**2 / (SOLD**2).sum(), -move / SOLD
    variance = (weight * (own - fit.slope_per_usd) ** 2).sum() * 5 / 4
    assert fit.spread_per_usd == pytest.approx(np.sqrt(variance), rel=1e-12, abs=0)


def test_leaving_one_out_is_a_fit_without_it():
    move = np.array([-0.01, 0.02, -0.005, 0.02, -0.02])
    fit = fit_slope(SOLD, move)
    for place in range(5):
        rest = np.delete(np.arange(5), place)
        alone = fit_slope(SOLD[rest], move[rest]).slope_per_usd
        assert fit.without[place] == pytest.approx(alone, rel=1e-10, abs=0)


def test_two_episodes_are_too_few():
    with pytest.raises(DataError, match="At least three episodes"):
        fit_slope(SOLD[:2], SOLD[:2])


def test_noise_alone_makes_the_spread_that_is_stated():
    """Operations at random times in a random walk: the mean squared spread is the stated one."""
    generator = np.random.default_rng(11)
    rates = 100 * np.exp(np.cumsum(0.006 * generator.normal(size=6000)))
    days = np.datetime64("2000-01-01") + np.arange(6000)
    store = load_store().with_series("usdjpy_daily", "DEXJPUS", list(days), rates, list(days))
    series = store.series("usdjpy_daily", "DEXJPUS")
    squared, stated = [], []
    for _ in range(300):
        places = np.sort(generator.choice(np.arange(10, 5900), 5, replace=False))
        places[[0, -1]] = 10, 5900
        moves = np.log(series.values[places + 5] / series.values[places - 1])
        squared.append(fit_slope(SOLD, moves).spread_per_usd ** 2)
        record = [Episode(days[p], days[p], q, 1) for p, q in zip(places, SOLD, strict=True)]
        stated.append(noise_spread(series, record, 5) ** 2)
    # The largest amount decides most of the spread, so 300 trials fix its mean to about a tenth.
    assert np.mean(squared) == pytest.approx(np.mean(stated), rel=0.25, abs=0)
