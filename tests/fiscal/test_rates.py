"""Yields and inflation without a sale, by source."""

import numpy as np
import pytest

from saiken.data import load_store
from saiken.errors import DataError
from saiken.fiscal.history import month_ends, par_on
from saiken.fiscal.rates import (
    base_rates,
    breakeven,
    cbo_economy,
    cbo_rates,
    curve_shape,
    forward_rates,
    quoted_rates,
)
from saiken.market import Curve, fitted_par
from saiken.variables import MATURITIES


def flat(rate):
    years = np.asarray(MATURITIES)
    return Curve(
        np.datetime64("2025-05-02"), years, np.full(10, rate), years, np.full(10, rate), "x"
    )


def test_forwards_start_on_the_curve(snap):
    rates = forward_rates(snap.store, snap.curve, "2025-05-02", 24)
    assert rates.par[0] == pytest.approx(fitted_par(snap.curve), abs=1e-12)
    assert rates.source == "forwards"


def test_forwards_of_a_flat_curve_are_flat():
    rates = forward_rates(load_store(), flat(0.04), "2025-05-02", 120)
    semi = 2 * np.expm1(0.02)
    assert rates.par[:, 1:] == pytest.approx(np.full((121, 9), semi), abs=1e-12)


def test_forwards_are_what_the_curve_pays_later(snap):
    """A one-year bill now and one of a year's forward pay as much as two years at once."""
    rates = forward_rates(snap.store, snap.curve, "2025-05-02", 12)
    p = snap.curve.discount(np.array([1.0, 1.5, 2.0]))
    coupon = rates.par[12, MATURITIES.index(1.0)] / 2
    assert (coupon * p[1] + (1 + coupon) * p[2]) / p[0] == pytest.approx(1.0, abs=1e-12)


def test_inflation_of_forwards_is_the_last_breakeven(snap):
    value, note = breakeven(snap.store, "2025-05-02")
    assert value == pytest.approx(0.0227)
    assert "2025-05-02" in note
    assert breakeven(snap.store, "2025-04-29")[0] != value
    assert "later than the day" in breakeven(snap.store, "2000-06-01")[1]
    assert (forward_rates(snap.store, snap.curve, "2025-05-02", 6).inflation == value).all()


def test_cbo_is_read_at_its_quarters(snap):
    rates = cbo_rates(snap.store, "2025-03-31", 120, "2025-02-15")
    assert cbo_economy(snap.store)[2][-1] == pytest.approx(0.03762027)
    assert rates.par[:, 7].min() > 0.036
    late = cbo_rates(snap.store, "2025-03-31", 120, "2025-11-15")
    # mid November 2025 is the middle of the fourth quarter
    assert late.par[0, 0] == pytest.approx(0.03573189, abs=1e-6)
    assert late.par[0, 7] == pytest.approx(0.03985477, abs=1e-6)


def test_index_follows_prices_three_months_late(snap):
    """From the end of 2020 to the end of 2021 TIPS grow as prices did from September."""
    rates = quoted_rates(snap.store, "2021-12-31", 12)
    months, _, _, prices = cbo_economy(snap.store)
    level = np.interp(np.array([0, 12]) + 12 * 52 - 3, months, prices)
    assert rates.price_index[-1] == pytest.approx(level[1] / level[0], rel=3e-3)


def test_shape_of_the_curve(snap):
    weight = curve_shape(snap.store, "2025-05-02")
    assert weight[0] == 0
    assert weight[7] == 1
    assert (np.diff(weight) > 0).all()


def test_source_depends_on_the_newest_baseline(snap):
    store = snap.store
    assert base_rates(store, "2025-05-02", snap.curve, 12).source == "cbo"
    curve = Curve.from_store(store, "2026-04-21")
    assert base_rates(store, "2026-04-21", curve, 12).source == "forwards"
    assert base_rates(store, "2025-01-30", snap.curve, 12).source == "forwards"


def test_quoted_are_the_published_yields(snap):
    rates = quoted_rates(snap.store, "2023-09-30", 3)
    ten = snap.store.series("par_yields", "DGS10")
    for row, day in zip(
        rates.par, ("2023-09-29", "2023-10-31", "2023-11-30", "2023-12-29"), strict=True
    ):
        assert row[7] == ten.at_or_before(day).value


def test_missing_maturities_are_read_from_neighbours(snap):
    """The three-year yield at hand ends in July 2025."""
    row = par_on(snap.store, np.array(["2026-02-27"], "M8[D]"))[0]
    assert row[4] == pytest.approx(row[3] + (row[5] - row[3]) / 3)
    with pytest.raises(DataError, match="do not reach 1950-01-03"):
        par_on(snap.store, np.array(["1950-01-03"], "M8[D]"))


def test_month_ends():
    assert [str(day) for day in month_ends("2023-09-30", 5)[[0, 1, 5]]] == [
        "2023-09-30", "2023-10-31", "2024-02-29"]  # fmt: skip
    assert [str(day) for day in month_ends("2025-01-30", 2)] == [
        "2025-01-30", "2025-02-28", "2025-03-30"]  # fmt: skip
