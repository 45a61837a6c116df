"""The conversion leg and its laws."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saiken.impact.currency import (
    conversion_ends,
    conversion_path,
    effective_usd,
    outstanding,
    times_record,
)

RECORD = 1e11
SLOPE = np.array([2e-13])
LONG = np.array([1e9])
# One multiplication and one power: a few units in the last place.
ROUNDING = 1e-12


def _at_once(usd, days=30):
    converted = np.zeros((1, days))
    converted[0, 1] = usd
    return converted


def test_up_to_the_record_the_effect_is_proportional():
    path = conversion_path(_at_once(4e10), SLOPE, np.array([0.5]), LONG, RECORD)
    assert path[0, 1] == pytest.approx(-2e-13 * 4e10, rel=1e-9)


def test_selling_dollars_makes_the_yen_stronger():
    path = conversion_path(_at_once(4e10), SLOPE, np.array([0.5]), LONG, RECORD)
    assert path[0, 0] == 0.0
    assert (path[0, 1:] < 0).all()


@pytest.mark.parametrize(("exponent", "multiple"), [(0.5, 2.0), (1.0, 4.0)])
def test_beyond_the_record_a_power_of_the_multiple(exponent, multiple):
    dollars = effective_usd(np.array([[4 * RECORD]]), np.array([exponent]), RECORD)
    assert dollars[0, 0] == pytest.approx(multiple * RECORD, rel=ROUNDING)


def test_continuous_at_the_record():
    near = np.array([[RECORD * (1 - 1e-9), RECORD, RECORD * (1 + 1e-9)]])
    dollars = effective_usd(near, np.array([0.5]), RECORD)
    np.testing.assert_allclose(dollars, RECORD, rtol=2e-9)


def test_half_is_left_after_a_half_life():
    stock = outstanding(_at_once(1e10, days=60), np.array([20.0]))
    assert stock[0, 21] == pytest.approx(0.5e10, rel=ROUNDING)


def test_steady_conversion_is_a_geometric_sum():
    converted = np.full((1, 50), 1e9)
    keep = 0.5 ** (1 / 20.0)
    closed = 1e9 * (1 - keep ** np.arange(1, 51)) / (1 - keep)
    np.testing.assert_allclose(outstanding(converted, np.array([20.0]))[0], closed, rtol=ROUNDING)


def test_zero_conversion_is_exactly_zero():
    path = conversion_path(np.zeros((1, 9)), SLOPE, np.array([0.7]), np.array([40.0]), RECORD)
    assert not path.any()
    assert not np.signbit(path).any()


def test_purchase_of_dollars_is_the_mirror_image():
    sale = conversion_path(_at_once(3e11), SLOPE, np.array([0.7]), LONG, RECORD)
    purchase = conversion_path(_at_once(-3e11), SLOPE, np.array([0.7]), LONG, RECORD)
    np.testing.assert_array_equal(purchase, -sale)


def test_twice_the_slope_is_twice_the_effect():
    once = conversion_path(_at_once(3e11), SLOPE, np.array([0.7]), LONG, RECORD)
    twice = conversion_path(_at_once(3e11), 2 * SLOPE, np.array([0.7]), LONG, RECORD)
    np.testing.assert_array_equal(twice, 2 * once)


@given(
    first=st.floats(0, 1e12),
    more=st.floats(0, 1e12),
    exponent=st.floats(0.5, 1.0),
)
def test_more_converted_is_never_less_effect(first, more, exponent):
    stock = np.array([[first, first + more]])
    dollars = effective_usd(stock, np.array([exponent]), RECORD)[0]
    assert dollars[1] >= dollars[0] * (1 - ROUNDING)
    assert dollars[1] <= (first + more) * (1 + ROUNDING)


def test_drawn_exponent_lies_between_the_ends():
    low, high = conversion_ends(_at_once(6e11), SLOPE, LONG, RECORD)
    drawn = conversion_path(_at_once(6e11), SLOPE, np.array([0.75]), LONG, RECORD)
    assert high[0, 1] < drawn[0, 1] < low[0, 1] < 0
    assert high[0, 1] / low[0, 1] == pytest.approx(np.sqrt(6), rel=1e-8)


def test_multiple_of_the_record_is_the_peak():
    converted = np.zeros((1, 40))
    converted[0, 1:11] = 3e10
    assert times_record(converted, LONG, RECORD)[0] == pytest.approx(3.0, rel=1e-6)
    # While a tenth is sold each day an effect with a half-life of five days fades.
    assert times_record(converted, np.array([5.0]), RECORD)[0] < 2.0
    assert times_record(-converted, LONG, RECORD)[0] == pytest.approx(3.0, rel=1e-6)


def test_each_draw_uses_its_own_numbers():
    converted = np.stack([_at_once(1e10)[0], _at_once(5e11)[0]])
    slope, exponent, life = np.array([1e-13, 3e-13]), np.array([1.0, 0.5]), np.array([5.0, 50.0])
    both = conversion_path(converted, slope, exponent, life, RECORD)
    for draw in range(2):
        one = slice(draw, draw + 1)
        alone = conversion_path(converted[one], slope[one], exponent[one], life[one], RECORD)
        # Powers may differ in the last place with the position in the array.
        np.testing.assert_allclose(both[one], alone, rtol=1e-14)
