"""The curve of a day: quoted, filled in, bootstrapped."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saiken.data import load_store
from saiken.errors import DataError
from saiken.market import Curve, fitted_par, par_response
from saiken.variables import MATURITIES, MATURITY_LABELS

DAY = np.datetime64("2025-05-02")
BOUND_BP = 12
"""Published zero yields smooth over single bonds and bills; the par curve is read linearly between
ten points. On an ordinary day the two differ most at 20 and 30 years, by less than this."""


def curve_on(date):
    return Curve.from_store(load_store(), date)


def test_quoted_yields_of_the_day():
    curve = curve_on("2025-05-02")
    assert curve.day == DAY
    assert curve.zero_source == "published"
    assert curve.par([2, 10, 30]) == pytest.approx([0.0383, 0.0433, 0.0479], abs=1e-12)
    assert curve.zero([2, 10]) == pytest.approx([0.038138, 0.043779], abs=1e-12)
    assert curve.notes == ()


def test_weekend_takes_the_business_day_before():
    assert curve_on("2025-05-04").day == DAY


def test_bills_stand_in_front_of_the_published_zero_yields():
    curve = curve_on("2025-05-02")
    bill = curve.par(0.25)
    assert np.exp(curve.zero(0.25) / 2) == pytest.approx(1 + bill / 2, abs=1e-14)


def test_bootstrap_reprices_every_par_yield():
    curve = curve_on("2026-03-02")
    assert curve.zero_source == "bootstrapped"
    assert fitted_par(curve) == pytest.approx(curve.par(MATURITIES), abs=1e-12)


@given(
    st.lists(st.floats(0.0, 0.15), min_size=len(MATURITIES), max_size=len(MATURITIES)).filter(
        lambda yields: max(yields) - min(yields) < 0.03
    )
)
def test_par_par_round_trip_on_any_curve(yields):
    """Within 3 points from lowest to highest no forward rate explodes; 1e-10 is 1e-6 bp."""
    curve = Curve.from_yields(DAY, dict(zip(MATURITIES, yields, strict=True)))
    assert fitted_par(curve) == pytest.approx(np.array(yields), abs=1e-10)


def test_bootstrap_is_close_to_the_published_zero_yields():
    published = curve_on("2025-05-02")
    quoted = dict(zip(published.par_years, published.par_yields, strict=True))
    bootstrapped = Curve.from_yields(DAY, quoted)
    gap_bp = (bootstrapped.zero(MATURITIES) - published.zero(MATURITIES)) * 1e4
    assert np.abs(gap_bp).max() < BOUND_BP
    assert np.abs(gap_bp[: MATURITY_LABELS.index("10y") + 1]).max() < BOUND_BP / 2


def test_discount_factors_fall_from_one_and_extrapolate_flat():
    curve = curve_on("2025-05-02")
    worth = curve.discount(np.linspace(0, 40, 161))
    assert worth[0] == 1
    assert (np.diff(worth) < 0).all()
    assert curve.zero(40) == curve.zero(30)


def test_thirty_years_without_a_quotation_are_flat_and_said():
    curve = curve_on("2004-06-01")
    assert curve.par(30) == curve.par(20)
    assert any("No 30y par yield" in note and "flat" in note for note in curve.notes)


def test_a_gap_inside_is_interpolated_and_said():
    curve = curve_on("1990-01-03")
    assert curve.par(20) == pytest.approx((curve.par(10) + curve.par(30)) / 2)
    assert any("No 20y par yield" in note and "interpolated" in note for note in curve.notes)


def test_dates_outside_the_yields():
    with pytest.raises(DataError, match="end on 2026-07-22, before 2026-09-01"):
        curve_on("2026-09-01")
    with pytest.raises(DataError, match="no Treasury yields on or before 1950"):
        curve_on("1950-01-02")
    with pytest.raises(DataError, match="Fewer than two par yields"):
        Curve.from_yields(DAY, {10.0: 0.04})


def test_par_response_is_the_derivative_of_the_par_yields():
    """Central differences of 0.1 bp: the error is of third order, far below 1e-7."""
    curve = curve_on("2025-05-02")
    step = 1e-5
    for place in range(len(MATURITIES)):
        hat = np.interp(curve.zero_years, MATURITIES, np.eye(len(MATURITIES))[place])
        # A hat is read linearly between published maturities: bend the curve at the same points.
        up, down = (shifted(curve, sign * step * hat) for sign in (1, -1))
        slope = (fitted_par(up) - fitted_par(down)) / (2 * step)
        assert par_response(curve)[:, place] == pytest.approx(slope, abs=1e-7)


def shifted(curve, by):
    return Curve(
        curve.day, curve.par_years, curve.par_yields, curve.zero_years, curve.zero_yields + by, ""
    )


def test_flat_curve_moves_all_par_yields_alike():
    """On a flat curve a parallel rise moves every par yield by 1 + y/2 (bond equivalent)."""
    curve = Curve.from_yields(DAY, dict.fromkeys(MATURITIES, 0.04))
    assert par_response(curve).sum(axis=1) == pytest.approx(1.02, abs=1e-12)
