"""The affine model: an economy that is one is recovered, and the published recipe is followed."""

import numpy as np
import pytest

from saiken.errors import DataError, InputError
from saiken.measure.affine import fit_affine
from saiken.measure.premium import term_premium
from saiken.units import from_si

MONTHS = np.arange(1, 121)
FACTORS = 5
PHI = np.diag([0.99, 0.95, 0.9, 0.8, 0.6])
SHOCK_SD = np.array([0.25, 0.2, 0.15, 0.1, 0.08]) * 1e-3
SHORT = np.array([0.004, 1.0, 0.9, 0.8, 0.7, 0.6])
"""Monthly short rate: constant and weights of the factors."""


def price_terms(drift, phi, cov):
    """The paper's recursion without pricing errors, written out as a loop: yields a month."""
    a, b = 0.0, np.zeros(FACTORS)
    terms = []
    for n in MONTHS:
        a, b = a + b @ drift + b @ cov @ b / 2 - SHORT[0], phi.T @ b - SHORT[1:]
        terms.append(-np.concatenate([[a], b]) / n)
    return np.array(terms)


def economy(months, price=None, seed=1, phi=PHI):
    """Simulate yields of an economy whose prices of risk are given, shape (month, 120)."""
    price = np.zeros((FACTORS, 1 + FACTORS)) if price is None else price
    rng = np.random.default_rng(seed)
    x = np.zeros((months, FACTORS))
    for t in range(1, months):
        x[t] = phi @ x[t - 1] + SHOCK_SD * rng.standard_normal(FACTORS)
    x -= x.mean(axis=0)  # a persistent factor's sample mean is far from its true one
    cov = np.diag(SHOCK_SD**2)
    full = np.concatenate([np.ones((months, 1)), x], axis=1)
    fitted = 12 * full @ price_terms(-price[:, 0], phi - price[:, 1:], cov).T
    expected = 12 * full @ price_terms(np.zeros(FACTORS), phi, cov).T
    return fitted, expected


def prices():
    """Constant and time-varying prices of risk of the first two factors."""
    found = np.zeros((FACTORS, 1 + FACTORS))
    found[0, 0], found[0, 1], found[1, 0], found[1, 2] = -2e-5, -0.005, 1e-5, 0.01
    return found


def test_an_affine_economy_is_priced_exactly():
    yields, _ = economy(600, prices())
    model = fit_affine(yields, yields[:, 0])
    # No pricing error was put in, so only rounding and the convexity of estimated shocks remain.
    gap = from_si(np.abs(model.fitted(yields) - yields), "bp")
    assert gap.max() < 0.2
    assert model.pricing_error < 1e-12


def test_the_premium_of_an_affine_economy_is_recovered():
    yields, expected = economy(6000, prices())
    model = fit_affine(yields, yields[:, 0])
    truth = (yields - expected)[:, 119]
    found = (model.fitted(yields) - model.expected(yields))[:, 119]
    assert from_si(truth.std(), "bp") > 20, "the economy has a premium worth finding"
    assert np.corrcoef(truth, found)[0, 1] > 0.99
    # Five hundred years of months: the VAR's sampling error is what is left.
    assert from_si(np.abs(found - truth).mean(), "bp") < 15


def test_without_prices_of_risk_there_is_no_premium():
    yields, _ = economy(6000)
    model = fit_affine(yields, yields[:, 0])
    found = model.fitted(yields) - model.expected(yields)
    assert from_si(np.abs(found[:, [11, 59, 119]].mean(axis=0)), "bp").max() < 10
    assert from_si(found[:, 119].std(), "bp") < 15


def test_the_intercept_moves_the_expected_path_and_nothing_else():
    yields, _ = economy(400, prices())
    zero, estimated = (fit_affine(yields, yields[:, 0], kind) for kind in ("zero", "estimated"))
    assert np.array_equal(zero.fitted(yields), estimated.fitted(yields))
    assert not zero.intercept.any()
    assert estimated.intercept.any()
    gap = estimated.expected(yields) - zero.expected(yields)
    assert np.ptp(gap[:, 119]) == pytest.approx(0, abs=1e-15), "a constant at each maturity"
    # Written out: the expected factor drifts by sum of Phi^j mu; weights are the short rate's.
    phi, mu = estimated.persistence, estimated.intercept
    delta = -12 * estimated.expected_terms[0, 1:] / -12  # one month: weights of the short rate
    path, drift, total = np.zeros(FACTORS), mu, 0.0
    for _ in range(120):
        total += delta @ path
        path = phi @ path + drift
    assert gap[0, 119] == pytest.approx(total / 120, rel=1e-9)


def test_yields_in_other_units_would_not_be_the_same_model_but_their_shift_is():
    """A parallel shift of all yields shifts fitted and expected yields by as much."""
    yields, _ = economy(500, prices())
    base = fit_affine(yields, yields[:, 0])
    moved = fit_affine(yields + 0.01, yields[:, 0] + 0.01)
    assert moved.fitted(yields + 0.01) == pytest.approx(base.fitted(yields) + 0.01, abs=1e-9)
    assert moved.expected(yields + 0.01) == pytest.approx(base.expected(yields) + 0.01, abs=1e-9)


def test_factors_have_unit_variance_and_are_uncorrelated():
    yields, _ = economy(500, prices())
    factors = fit_affine(yields, yields[:, 0]).factors(yields)
    assert np.cov(factors.T) == pytest.approx(np.eye(FACTORS), abs=1e-6)
    assert factors.mean(axis=0) == pytest.approx(0, abs=1e-9)


# pyacm 2.1 (Gustavo Amarante, MIT) on the same monthly curves and short rate, the same return
# maturities, data to June 2025: term premia of 2, 5 and 10 years, fitted yields of 2 and 10, bp.
PYACM = {
    "1981-09-30": (197.00236463, 286.07152969, 434.56172915, 1579.48960752, 1492.30985513),
    "2005-06-30": (5.45693092, 2.89332622, 29.99420796, 362.48069357, 400.70025487),
    "2020-07-31": (-74.45360238, -108.32747367, -128.86604606, 10.90044874, 54.24758267),
    "2025-04-30": (-16.82461724, 9.59677388, 59.43342225, 359.23259573, 422.19290368),
}


def test_pyacm_gives_the_same_premia():
    found = term_premium("2025-06-30")
    at = [int(np.flatnonzero(found.days == np.datetime64(day))[0]) for day in PYACM]
    ours = np.concatenate([found.premium[at][:, [1, 4, 9]], found.fitted[at][:, [1, 9]]], axis=1)
    # Two programs, the same sums: equal to the digits that were written down.
    assert from_si(ours, "bp") == pytest.approx(np.array(list(PYACM.values())), abs=1e-6)


def test_an_unknown_intercept_is_refused():
    yields, _ = economy(300)
    with pytest.raises(InputError, match="no VAR intercept named 'none'; known are zero"):
        fit_affine(yields, yields[:, 0], "none")


def test_too_few_months_are_refused():
    yields, _ = economy(100)
    with pytest.raises(DataError, match="needs 240 months of curves; there are 100"):
        fit_affine(yields, yields[:, 0])


def test_an_explosive_sample_is_refused():
    yields, _ = economy(300, phi=np.diag([1.01, 0.95, 0.9, 0.8, 0.6]))
    with pytest.raises(DataError, match="not stationary"):
        fit_affine(yields, yields[:, 0])
