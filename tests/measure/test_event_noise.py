"""What ordinary windows look like: by hand, and against statsmodels."""

import numpy as np
import pytest
import statsmodels.api as sm

from saiken.measure.event_noise import (
    bartlett_variance,
    block_sums,
    measure_noise,
    window_sd,
)
from saiken.measure.event_panel import event_panel, locate

RNG = np.random.default_rng(7)


def test_bartlett_variance_by_hand():
    """Changes 1, -1, 3, 1: mean 1, centred 0, -2, 2, 0."""
    x = np.array([1.0, -1.0, 3.0, 1.0])
    assert bartlett_variance(x, 0) == pytest.approx(8 / 3)
    # One lag: weight 1/2, products 0*-2, -2*2, 2*0.
    assert bartlett_variance(x, 1) == pytest.approx((8 + 2 * 0.5 * -4) / 3)


def test_the_mean_has_statsmodels_newey_west_error():
    x = RNG.standard_normal(300)
    x[1:] += 0.4 * x[:-1]
    fit = sm.OLS(x, np.ones_like(x)).fit(
        cov_type="HAC", cov_kwds={"maxlags": 5, "use_correction": True}
    )
    # Their small-sample correction n/(n-1) is our division by n - 1.
    assert np.sqrt(bartlett_variance(x, 5) / 300) == pytest.approx(fit.bse[0], rel=1e-12)


def test_a_window_of_independent_days_grows_with_its_root():
    x = RNG.standard_normal(250)
    sd, n = x.std(ddof=1), 250
    assert window_sd(x, 1) == pytest.approx(np.sqrt(sd**2 + bartlett_variance(x, 4) / n), rel=1e-12)
    # The sum of two days: twice the variance and the covariance of neighbours.
    centred = x - x.mean()
    neighbours = (centred[1:] * centred[:-1]).sum() / (n - 1)
    whole = 2 * (sd**2 + neighbours) + 4 * bartlett_variance(x, 4) / n
    assert window_sd(x, 2) == pytest.approx(np.sqrt(whole), rel=1e-12)


def test_units_pass_through_and_gaps_are_skipped():
    x = RNG.standard_normal(250)
    assert window_sd(1e-4 * x, 5) == pytest.approx(1e-4 * window_sd(x, 5), rel=1e-12)
    assert window_sd(x + 3, 5) == pytest.approx(window_sd(x, 5), rel=1e-9)
    holes = np.insert(x, [10, 50, 200], np.nan)
    assert window_sd(holes, 5) == window_sd(x, 5)
    assert np.isnan(window_sd(x[:149], 1))


def test_the_expectation_is_the_sample_mean_times_the_window(made, noise):
    market = made(noise(400, seed=3))
    panel = event_panel(market.store())
    window = locate(panel, market.days[300], 3)
    found = measure_noise(panel, window, np.zeros(400, bool))
    sample = market.moves[window.sample]
    assert found.expected[:10] == pytest.approx(3 * sample[:, :10].mean(axis=0), abs=1e-12)
    log_mean = np.log1p(sample[:, 10:]).mean(axis=0)
    assert found.expected[10:] == pytest.approx(np.expm1(3 * log_mean), abs=1e-12)
    # 250 days hold 248 windows of three days; the first ends on the third day of the sample.
    assert found.windows.shape == (248, 12)
    assert found.ends[0] == window.sample[2]
    first = market.moves[window.sample[:3], 4].sum() - found.expected[4]
    assert found.windows[0, 4] == pytest.approx(first, abs=1e-12)


def test_days_of_other_events_are_not_ordinary(made, noise):
    moves = noise(400, seed=3)
    moves[200, :10] += 0.01
    panel = event_panel(made(moves).store())
    window = locate(panel, panel.days[300], 2)
    marked = np.zeros(400, bool)
    marked[200] = True
    plain, without = (measure_noise(panel, window, m) for m in (np.zeros(400, bool), marked))
    assert without.windows.shape[0] == plain.windows.shape[0] - 2
    assert np.abs(without.windows[:, 7]).max() < 0.005 < np.abs(plain.windows[:, 7]).max()
    # Ten days cannot carry a jump into the mean any more: 1% over 250 days, two days long.
    assert plain.expected[7] - without.expected[7] == pytest.approx(0.01 / 250 * 2, rel=0.2)
    assert without.sd[7] < plain.sd[7]


def test_resampling_is_the_same_every_time_and_knows_the_event(made, noise):
    panel = event_panel(made(noise(400)).store())
    first, again, other = (
        measure_noise(panel, locate(panel, panel.days[at], 1), np.zeros(400, bool))
        for at in (300, 300, 301)
    )
    assert np.array_equal(first.errors, again.errors)
    assert not np.array_equal(first.errors, other.errors)
    assert first.errors.shape == (2000, 12)
    # Every placebo is an ordinary window, all series of the same one.
    rows = {tuple(row) for row in first.windows}
    assert {tuple(row) for row in first.placebo} <= rows


def test_the_resampled_mean_strays_as_a_mean_does(made, noise):
    panel = event_panel(made(noise(400, seed=5)).store())
    found = measure_noise(panel, locate(panel, panel.days[300], 1), np.zeros(400, bool))
    means = found.placebo - found.errors  # one-day window: the resampled mean's deviation
    sd = found.windows.std(axis=0)
    # Independent days: s.d. of a mean of 250 days; 2,000 draws and one sample leave 25%.
    assert means.std(axis=0) == pytest.approx(sd / np.sqrt(250), rel=0.25)
    assert (np.abs(means.mean(axis=0)) < 0.1 * sd / np.sqrt(250)).all()


def test_a_series_with_too_few_days_has_no_expectation(made, noise):
    store = made(noise(400)).store(skip={4: range(0, 200)})
    panel = event_panel(store)
    found = measure_noise(panel, locate(panel, panel.days[300], 1), np.zeros(400, bool))
    assert np.isnan(found.expected[4])
    assert np.isfinite(np.delete(found.expected, 4)).all()


def test_blocks_wrap_around_the_sample():
    values = np.array([[1.0, 10.0], [2.0, 20.0], [3.0, 30.0], [4.0, 40.0]])
    # One resample of two blocks from the first and the last day, one of the two middle days twice.
    starts = np.array([[0, 3], [1, 1]])
    assert block_sums(values, starts, 2).tolist() == [[3 + 5, 30 + 50], [10, 100]]
