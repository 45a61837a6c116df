"""Buckets, the cash flows behind them, and first-order prices."""

import numpy as np
import pytest

from saiken.impact.habitat import programme_response, published_calibration, solve
from saiken.market import bucket_cash_flows, bucket_names, buckets, price_sensitivity
from saiken.variables import MATURITIES


def test_buckets_cover_zero_to_thirty_years_without_gaps():
    edges = [bucket.from_years for bucket in buckets()] + [buckets()[-1].to_years]
    assert edges == [0, 1, 3, 5, 7, 10, 20, 30]
    assert bucket_names()[0] == "0-1"


def test_a_dollar_is_spread_whole_and_over_dates_up_to_the_bucket_end():
    for bucket, (tau, weight) in zip(buckets(), bucket_cash_flows(), strict=True):
        assert weight.sum() == pytest.approx(1)
        assert (weight > 0).all()
        assert tau.min() > 0
        assert tau.max() < bucket.to_years


def test_a_par_bond_has_its_textbook_duration():
    # bucket 20-30 at 4%: mean of continuous-yield durations of par bonds, by the closed form
    tau, weight = bucket_cash_flows()[-1]
    step, periods = 0.02, np.ceil(2 * buckets()[-1].maturities(4)).astype(int)
    closed = []
    for n, maturity in zip(periods, buckets()[-1].maturities(4), strict=True):
        stub = maturity - (n - 1) / 2
        dates = stub + np.arange(n) / 2
        flows = np.full(n, step)
        flows[-1] += 1
        values = flows * (1 + step) ** (-2 * dates)
        closed.append((values, dates))
    values = np.concatenate([v for v, _ in closed])
    dates = np.concatenate([d for _, d in closed])
    assert (tau * weight).sum() == pytest.approx((values * dates).sum() / values.sum(), rel=1e-12)


def test_price_sensitivity_of_a_parallel_rise_is_the_duration():
    durations = price_sensitivity().sum(axis=1)
    for duration, (tau, weight) in zip(durations, bucket_cash_flows(), strict=True):
        # inside the published maturities the weights of a date add up to one
        assert duration == pytest.approx((tau * weight).sum(), rel=1e-12)
    assert (np.diff(durations) > 0).all()
    assert price_sensitivity().shape == (7, len(MATURITIES))


def test_what_the_round_coupon_decides():
    """Two points move the ten-year effect by at most 7% below ten years, 16% at thirty."""
    model = solve(published_calibration())
    rows = zip(bucket_cash_flows(2.0), bucket_cash_flows(), bucket_cash_flows(6.0), strict=True)
    for bucket, (low, mid, high) in zip(buckets(), rows, strict=True):
        at = [programme_response(model, *flows, 0.0, MATURITIES)[7] for flows in (low, mid, high)]
        most = 0.07 if bucket.to_years <= 10 else 0.16
        assert abs(at[0] / at[1] - 1) < most
        assert abs(at[2] / at[1] - 1) < most
