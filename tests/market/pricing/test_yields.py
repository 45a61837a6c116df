"""Closed form, Newton and risk against plain sums, and properties that hold on any bond."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saiken.errors import InputError
from saiken.market.pricing import (
    Position,
    clean_price,
    convexity,
    dirty_price,
    dv01,
    dv01_usd,
    modified_duration,
    par_bond,
    yield_from_price,
)
from saiken.market.pricing.closed_form import annuity

ROUND_TRIP = 1e-10
SUMS = 1e-12
"""Relative slack of sums in another order."""
BP = 1e-4

positions = st.builds(
    lambda part, further, coupon, first: Position(
        np.array([part]), np.array([float(further)]), np.array([coupon * first]),
        np.array([coupon]), np.array([coupon * (1 - part) * first]),
    ),
    st.floats(0.005, 1.0), st.integers(0, 59), st.floats(0, 8), st.floats(0.01, 2.0),
)  # fmt: skip
yields = st.floats(-0.02, 0.3).map(lambda y: np.array([y]))


def slow_price(at, rate):
    """The readable twin: payments one by one."""
    growth = 1 + rate / 2
    value = at.next_coupon[0] * growth ** -at.periods[0]
    for k in range(1, int(at.further[0]) + 1):
        value += at.coupon[0] * growth ** -(at.periods[0] + k)
    return value + 100 * growth ** -(at.periods[0] + at.further[0])


@given(positions, yields)
def test_closed_form_is_the_sum_of_payments(at, rate):
    assert dirty_price(at, rate)[0] == pytest.approx(slow_price(at, rate[0]), rel=SUMS * 100)


@given(positions, yields)
def test_yield_from_price_round_trip(at, rate):
    assert yield_from_price(at, dirty_price(at, rate)) == pytest.approx(rate, abs=ROUND_TRIP)


@given(positions, yields, st.floats(1e-6, 0.05))
def test_price_falls_in_the_yield_and_is_convex(at, rate, step):
    low, mid, high = (dirty_price(at, rate + k * step)[0] for k in range(3))
    assert low > mid > high
    # a single payment a day away is straight to the last digit
    assert low + high >= 2 * mid * (1 - 1e-15)


@given(positions, yields)
def test_duration_and_convexity_are_derivatives(at, rate):
    """Central differences of 1e-4: their error is of the fourth order, below a millionth."""
    step = 1e-4
    low, mid, high = (dirty_price(at, rate + k * step)[0] for k in (-1, 0, 1))
    slope, bend = (low - high) / (2 * step * mid), (low - 2 * mid + high) / (step**2 * mid)
    assert modified_duration(at, rate)[0] == pytest.approx(slope, rel=1e-5)
    assert convexity(at, rate)[0] == pytest.approx(bend, rel=1e-4, abs=1e-6)


@pytest.mark.parametrize("rate", [0.0, 1e-300, 1e-9, -1e-9, 0.9999e-5, 1.0001e-5, -1.0001e-5])
def test_small_rates_do_not_divide_by_zero(rate):
    """Both sides of the switch to the expansion agree with plain sums."""
    m = np.arange(60.0)
    total, slope = annuity(m, np.full(60, rate))
    powers = [np.exp(-rate * np.arange(1, n + 1)) for n in range(60)]
    assert total == pytest.approx([p.sum() for p in powers], rel=1e-13, abs=1e-15)
    expected = [-(np.arange(1, p.size + 1) * p).sum() for p in powers]
    assert slope == pytest.approx(expected, rel=1e-10, abs=1e-12)


@given(st.integers(1, 60), st.floats(-0.01, 0.2))
def test_a_bond_at_its_coupon_is_worth_par(halves, rate):
    if rate >= 0:
        at = par_bond(halves / 2, rate)
        assert dirty_price(at, np.array([rate])) == pytest.approx(100, abs=1e-11)


def test_extreme_prices_still_have_yields():
    """Newton from any start: from a hundredth of par to ten times par, thirty years and a day."""
    part = np.array([1 / 181, 1.0])[:, None, None]
    further = np.array([0.0, 1, 20, 59])[None, :, None]
    price = np.geomspace(1, 1000, 25)[None, None, :]
    part, further, price = (x.ravel() for x in np.broadcast_arrays(part, further, price))
    coupon = np.full(part.size, 2.0)
    at = Position(part, further, coupon, coupon, np.zeros(part.size))
    # a payment due in a day at a hundredth of par would need a yield beyond what a float can hold
    keep = np.abs(np.log(price / (102 + 2 * further))) < part + further
    assert keep.sum() > 100
    at = Position(*(x[keep] for x in (part, further, coupon, coupon, np.zeros(part.size))))
    found = yield_from_price(at, price[keep])
    assert dirty_price(at, found) == pytest.approx(price[keep], rel=1e-9)


def test_many_curves_are_columns_of_one_call():
    coupon = np.array([1.0, 2.0, 0.0])
    at = Position(np.array([0.3, 1.0, 0.5]), np.array([3.0, 59, 0]), coupon, coupon, coupon * 0.1)
    rates = np.array([[0.01, 0.05], [0.02, 0.06], [0.03, 0.07]])
    for what in (dirty_price, clean_price, modified_duration, convexity, dv01):
        together = what(at, rates)
        for column in range(2):
            assert np.array_equal(together[:, column], what(at, rates[:, column]))
    back = yield_from_price(at, dirty_price(at, rates))
    assert back == pytest.approx(rates, abs=ROUND_TRIP)
    amount = np.array([1e9, 2e9, 3e9])
    assert dv01_usd(at, rates, amount)[1, 1] == pytest.approx(dv01(at, rates)[1, 1] * 2e7)


def test_a_basis_point_by_hand():
    """A zero-coupon payment in exactly ten years at 4%: 100/1.02^20 * 10/1.02 per unit."""
    nothing = np.zeros(1)
    at = Position(np.ones(1), np.array([19.0]), nothing, nothing, nothing)
    assert dv01(at, np.array([0.04]))[0] == pytest.approx(100 / 1.02**21 * 10 * BP, rel=1e-12)
    assert convexity(at, np.array([0.04]))[0] == pytest.approx(20 * 21 / 4 / 1.02**2, rel=1e-12)


@pytest.mark.parametrize("bad", [0.0, -1.0, np.nan, np.inf])
def test_prices_without_a_yield(bad):
    with pytest.raises(InputError, match="a price has to be a positive number"):
        yield_from_price(par_bond(2, 0.04), np.array([bad]))
