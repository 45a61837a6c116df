"""The term premium on the bundled curves, beside published ones."""

import numpy as np
import pytest

from saiken.data import load_store
from saiken.errors import DataError, InputError
from saiken.measure import check_premium, premium_change, term_premium
from saiken.measure.premium import premium_on
from saiken.measure.zero_panel import curves_on, month_ends, short_rates, zero_yields
from saiken.units import from_si

LAST = "2025-06-30"
"""Last month of the New York Fed's file."""


@pytest.fixture(scope="module")
def found():
    return term_premium(LAST)


def test_the_new_york_feds_ten_year_premium_is_reproduced(found):
    check = check_premium(found, "New York Fed")
    assert check.months == 769
    assert check.correlation > 0.99
    assert from_si(check.rmse, "bp") < 15
    # What docs/method/term_premium.md prints.
    assert check.correlation == pytest.approx(0.9991, abs=5e-5)
    assert check.changes_correlation == pytest.approx(0.984, abs=5e-4)
    shown = [from_si(gap, "bp") for gap in (check.rmse, check.mean_gap, check.largest_gap)]
    assert shown == pytest.approx([6.9, -3.1, 35.0], abs=0.05)


@pytest.mark.parametrize(
    ("years", "correlation", "rmse_bp"), [(1, 0.971, 9.6), (2, 0.991, 9.1), (5, 0.997, 9.0)]
)
def test_other_maturities_are_as_close_as_the_page_says(found, years, correlation, rmse_bp):
    check = check_premium(found, "New York Fed", years)
    assert check.correlation == pytest.approx(correlation, abs=5e-4)
    assert from_si(check.rmse, "bp") == pytest.approx(rmse_bp, abs=0.05)


def test_kim_and_wright_are_a_different_opinion(found):
    check = check_premium(found, "Kim and Wright")
    assert check.months == 423
    assert check.correlation == pytest.approx(0.848, abs=5e-4)
    assert from_si(check.rmse, "bp") == pytest.approx(73.0, abs=0.05)
    assert from_si(check.mean_gap, "bp") == pytest.approx(24.9, abs=0.05)


def test_the_intercept_matters_on_a_short_sample_and_hardly_on_the_long_one(found):
    def mean_bp(start, intercept):
        premium = term_premium(LAST, start=start, intercept=intercept).premium
        return from_si(premium[:, 9].mean(), "bp")

    long = mean_bp(None, "estimated") - from_si(found.premium[:, 9].mean(), "bp")
    short = mean_bp("1990-01-01", "estimated") - mean_bp("1990-01-01", "zero")
    assert long == pytest.approx(0.14, abs=0.005)
    assert short == pytest.approx(29.7, abs=0.05)


def test_fitted_and_expected_add_up_and_the_fit_is_close(found):
    assert found.premium == pytest.approx(found.fitted - found.expected, abs=0)
    days, nodes = zero_yields(load_store())
    quoted = nodes[np.searchsorted(days, found.days)][:, :10]
    error_bp = from_si(found.fitted - quoted, "bp")
    rms = np.sqrt(np.nanmean(error_bp**2, axis=0))
    # Five components fit to a few basis points (the paper reports errors of that order).
    assert rms[1:].max() < 3
    assert found.model.largest_root == pytest.approx(0.9916, abs=5e-5)


def test_any_day_is_read_with_the_monthly_estimates(found):
    same = premium_on(found, found.days[-3:])
    assert same.premium == pytest.approx(found.premium[-3:], abs=1e-15)
    friday = premium_on(found, np.array(["2025-05-02"], dtype="datetime64[D]"))
    assert from_si(friday.premium[0, 9], "bp") == pytest.approx(63.5, abs=0.05)


@pytest.mark.parametrize("day", ["2025-05-03", "2025-10-04", "1950-01-01"])
def test_a_day_without_a_curve_is_refused(found, day):
    with pytest.raises(InputError, match=f"no published zero-coupon curve on {day}"):
        premium_on(found, np.array([day], dtype="datetime64[D]"))


def test_the_last_published_curve_is_read(found):
    days, _ = zero_yields(load_store())
    assert np.isfinite(premium_on(found, days[-1:]).premium).all()
    assert str(days[-1]) == "2025-10-03"
    whole, same = (term_premium(each) for each in (None, "2025-10-03"))
    assert str(same.days[-1]) == "2025-09-30"
    assert np.array_equal(whole.premium, same.premium)


def test_nothing_after_the_day_counts(found):
    store = load_store()
    series = store.series("zero_yields", "SVENY10")
    later = series.dates > np.datetime64("2020-12-31")
    values = from_si(np.where(later, 0.09, series.values), "pct")
    altered = store.with_series(
        "zero_yields", "SVENY10", list(series.dates), values, list(series.released)
    )
    now, other = (term_premium("2020-12-31", store=each) for each in (store, altered))
    assert np.array_equal(now.premium, other.premium)
    assert not np.array_equal(term_premium(LAST, store=altered).premium, found.premium)


def test_the_change_between_closes_is_the_difference_of_two_days():
    split = premium_change(["2025-05-01"], ["2025-05-02"])
    model = term_premium("2025-05-01")
    first, last = (
        premium_on(model, np.array([day], dtype="datetime64[D]"))
        for day in ("2025-05-01", "2025-05-02")
    )
    assert split.premium == pytest.approx(float((last.premium - first.premium)[0, 9]), abs=1e-15)
    assert split.expected == pytest.approx(float((last.expected - first.expected)[0, 9]), abs=1e-15)
    # The zero yield rose by 7 bp; nearly all of it is read as expected short rates.
    whole = from_si(split.expected + split.premium, "bp")
    assert whole == pytest.approx(7.3, abs=0.05)
    assert from_si(split.premium, "bp") == pytest.approx(0.54, abs=0.005)


def test_changes_of_several_windows_add_up():
    pairs = [("2008-11-24", "2008-11-26"), ("2009-03-17", "2009-03-19")]
    both = premium_change(*zip(*pairs, strict=True), years=5)
    first = premium_change([pairs[0][0]], [pairs[0][1]], 5)
    model = term_premium("2008-11-24")
    days = np.array(pairs[1], dtype="datetime64[D]")
    second = premium_on(model, days).premium[:, 4]
    assert both.premium == pytest.approx(first.premium + second[1] - second[0], abs=1e-15)


def test_an_unfinished_month_is_left_out():
    assert term_premium("2025-05-29").days[-1] == np.datetime64("2025-04-30")
    assert term_premium("2025-05-30").days[-1] == np.datetime64("2025-05-30")
    assert term_premium("2025-05-31").days[-1] == np.datetime64("2025-05-30")
    assert month_ends(np.array([], dtype="datetime64[D]"), np.datetime64("2025-05-31")).size == 0


def test_the_short_rate_is_the_funds_rate_before_1982_and_the_curves_own_after(found):
    store = load_store()
    days, _ = zero_yields(store)
    curves = curves_on(store, np.searchsorted(days, found.days))
    rates = short_rates(store, found.days, curves)
    late = found.days > np.datetime64("1981-12-31")
    assert np.array_equal(rates[late], curves[late, 0])
    funds = store.series("policy_rates", "DFF")
    for month in ("1965-03", "1974-07", "1981-06"):
        inside = funds.dates.astype("datetime64[M]") == np.datetime64(month)
        row = found.days.astype("datetime64[M]") == np.datetime64(month)
        # The fit lies within a point of the month's mean; the curve's own end may not.
        assert rates[row][0] == pytest.approx(funds.values[inside].mean(), abs=0.02)
    x = np.array([funds.values[funds.dates.astype("datetime64[M]") == month].mean()
                  for month in found.days[late].astype("datetime64[M]")])  # fmt: skip
    slope, constant = np.polyfit(x, curves[late, 0], 1)
    june = funds.dates.astype("datetime64[M]") == np.datetime64("1981-06")
    wanted = constant + slope * funds.values[june].mean()
    assert rates[found.days == np.datetime64("1981-06-30")][0] == pytest.approx(wanted, rel=1e-9)


def test_a_sample_on_one_side_of_1982_keeps_the_curves_own_short_rate():
    store = load_store()
    days, _ = zero_yields(store)
    place = month_ends(days, days[-1])[:200]
    curves = curves_on(store, place)
    assert np.array_equal(short_rates(store, days[place], curves), curves[:, 0])


@pytest.mark.parametrize(
    ("arguments", "error", "message"),
    [
        ({"as_of": "1970-01-01"}, InputError, "is 1970-01-01; allowed is 1982-01-01 to 2025-10-03"),
        ({"as_of": "2026-01-05"}, InputError, "allowed is 1982-01-01 to"),
        ({"as_of": LAST, "intercept": "half"}, InputError, "no VAR intercept named 'half'"),
        ({"as_of": LAST, "start": "2015-01-01"}, DataError, "needs 240 months"),
    ],
)
def test_bad_requests_cost_one_sentence(arguments, error, message):
    with pytest.raises(error, match=message):
        term_premium(**arguments)


@pytest.mark.parametrize(
    ("source", "years", "message"),
    [
        ("Bloomberg", 10, "published premium is Bloomberg; allowed is New York Fed or Kim"),
        ("Kim and Wright", 7, "maturity in years is 7; allowed is 1, 5, 10"),
    ],
)
def test_a_premium_nobody_published_is_refused(found, source, years, message):
    with pytest.raises(InputError, match=message):
        check_premium(found, source, years)


def test_a_change_at_no_maturity_is_refused():
    with pytest.raises(InputError, match="maturity in years is 30; allowed is 1 to 10"):
        premium_change(["2025-05-01"], ["2025-05-02"], years=30)
