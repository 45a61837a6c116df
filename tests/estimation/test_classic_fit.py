"""The two regressions against the library, plain loops and the scatter of many samples."""

import numpy as np
import pytest
import statsmodels.api as sm

from saiken.errors import DataError
from saiken.estimation.classic.fit import (
    ahead,
    fit_effect,
    fit_projection,
    sold_until,
    whole_window,
)

RULE = {"factor": 4, "scale": 100, "power": 2 / 9}


def _sample(generator, months=200):
    """Sales that go on, controls, and a yield that they move by 0.3 a unit."""
    sale = np.zeros(months)
    shocks = generator.normal(size=(3, months))
    for t in range(1, months):
        sale[t] = 0.5 * sale[t - 1] + shocks[0, t]
    controls = shocks[1:2].T
    moved = 0.3 * sale + 0.2 * controls[:, 0] + shocks[2]
    return np.cumsum(moved), sale, controls


def test_effect_is_the_library_s():
    level, sale, controls = _sample(np.random.default_rng(1))
    moved = np.append(np.nan, np.diff(level))
    keep = np.ones(level.size, dtype=bool)
    keep[150:160] = False
    sale[20] = np.nan
    fit = fit_effect(moved, sale, controls, keep, RULE, overlap=6)
    use = keep & np.isfinite(moved) & np.isfinite(sale)
    table = sm.add_constant(np.column_stack([sale, controls])[use])
    library = sm.OLS(moved[use], table).fit(
        cov_type="HAC", cov_kwds={"maxlags": 6, "use_correction": True}
    )
    assert fit.mean == pytest.approx(library.params[1], rel=1e-10)
    assert fit.standard_error == pytest.approx(library.bse[1], rel=1e-10)
    assert fit.explained_share == pytest.approx(library.rsquared, rel=1e-10)
    assert (fit.months, fit.hac_lags) == (188, 6)
    rest = library.resid
    assert fit.residual_autocorrelation == pytest.approx(
        (rest[1:] * rest[:-1]).sum() / (rest**2).sum(), rel=1e-9
    )


def test_window_is_the_rule_where_nothing_overlaps():
    level, sale, controls = _sample(np.random.default_rng(1), 101)
    fit = fit_effect(ahead(level, 0), sale, controls, np.ones(101, dtype=bool), RULE)
    assert (fit.months, fit.hac_lags) == (100, 4)


def test_a_sale_alone_needs_no_controls():
    level, sale, controls = _sample(np.random.default_rng(3))
    everything = np.ones(level.size, dtype=bool)
    fit = fit_effect(ahead(level, 0), sale, controls[:, :0], everything, RULE)
    slope = np.polyfit(sale[1:], np.diff(level), 1)[0]
    assert fit.mean == pytest.approx(slope, rel=1e-10)


def test_too_few_months_are_refused():
    level, sale, controls = _sample(np.random.default_rng(1), 30)
    keep = np.arange(30) < 4
    with pytest.raises(DataError, match="Only 3 months are at hand for 3 terms"):
        fit_effect(ahead(level, 0), sale, controls, keep, RULE)


@pytest.mark.parametrize("horizon", [0, 1, 5])
def test_windows_equal_plain_loops(horizon):
    generator = np.random.default_rng(5)
    level, sale = generator.normal(size=(2, 20))
    sale[[0, 7]] = np.nan
    keep = generator.random(20) > 0.1
    moved, sold = ahead(level, horizon), sold_until(sale, horizon)
    whole = whole_window(keep, horizon)
    for t in range(20):
        last = t + horizon
        assert whole[t] == (last < 20 and all(keep[t : last + 1]))
        if t == 0 or last >= 20:
            assert np.isnan(moved[t])
        else:
            assert moved[t] == level[last] - level[t - 1]
        known = [x for x in sale[t : last + 1] if np.isfinite(x)]
        if last >= 20 or not known:
            assert np.isnan(sold[t])
        else:
            assert sold[t] == pytest.approx(sum(known) / len(known) * (horizon + 1), rel=1e-12)


def test_projection_of_the_month_itself_is_the_effect():
    level, sale, controls = _sample(np.random.default_rng(2))
    keep = np.ones(level.size, dtype=bool)
    projection = fit_projection(level, sale, controls, keep, RULE, 0)
    effect = fit_effect(np.append(np.nan, np.diff(level)), sale, controls, keep, RULE)
    assert projection.effect == effect
    assert (projection.sold, projection.sold_error) == (1, 0)
    assert (projection.ratio, projection.ratio_error) == (effect.mean, effect.standard_error)


def test_ratio_is_two_stage_least_squares_with_the_month_s_sale_as_instrument():
    level, sale, controls = _sample(np.random.default_rng(4))
    keep = np.ones(level.size, dtype=bool)
    projection = fit_projection(level, sale, controls, keep, RULE, 6)
    moved, total = ahead(level, 6), sold_until(sale, 6)
    use = np.isfinite(moved) & np.isfinite(total)
    ones = np.ones(use.sum())
    instruments = np.column_stack([sale[use], controls[use], ones])
    regressors = np.column_stack([total[use], controls[use], ones])
    by_hand = np.linalg.solve(instruments.T @ regressors, instruments.T @ moved[use])
    assert projection.ratio == pytest.approx(by_hand[0], rel=1e-9)
    # The sandwich of the just identified estimator, Bartlett weights.
    scores = instruments * (moved[use] - regressors @ by_hand)[:, None]
    meat = scores.T @ scores
    for back in range(1, projection.effect.hac_lags + 1):
        cross = scores[back:].T @ scores[:-back]
        meat += (1 - back / (projection.effect.hac_lags + 1)) * (cross + cross.T)
    bread = np.linalg.inv(instruments.T @ regressors)
    count = use.sum()
    covariance = bread @ meat @ bread.T * count / (count - regressors.shape[1])
    assert projection.ratio_error == pytest.approx(np.sqrt(covariance[0, 0]), rel=1e-9)


def test_projection_finds_what_was_planted():
    level, sale, controls = _sample(np.random.default_rng(6), 20_000)
    keep = np.ones(level.size, dtype=bool)
    projection = fit_projection(level, sale, controls, keep, RULE, 6)
    # Sales with persistence one half: 1 + 1/2 + ... + 1/64 units in all.
    total = 2 - 2.0**-6
    assert projection.sold == pytest.approx(total, abs=4 * projection.sold_error)
    assert projection.sold_error < 0.05
    assert projection.effect.mean == pytest.approx(
        0.3 * total, abs=4 * projection.effect.standard_error
    )
    assert projection.ratio == pytest.approx(0.3, abs=4 * projection.ratio_error)
    assert projection.ratio_error < 0.02


def test_windows_stay_inside_the_sample():
    level, sale, controls = _sample(np.random.default_rng(7))
    keep = np.zeros(level.size, dtype=bool)
    keep[50:150] = True
    projection = fit_projection(level, sale, controls, keep, RULE, 12)
    assert projection.effect.months == 100 - 12
    assert projection.effect.hac_lags == 12
