"""Dividend strips discounted with the shifted curve."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saiken.parameters import Parameters
from saiken.spillover.equities import EQUITIES, strip_weights
from saiken.variables import MATURITIES

NODES = np.array(MATURITIES)


def _run(change, duration=15.0):
    prm = Parameters.from_values({"equity.duration_years": duration}, draws=change.shape[0])
    return EQUITIES.run({"yield_change": change}, None, prm)["equity_change"]


def _parallel(size):
    return np.full((1, 2, NODES.size), size)


@given(duration=st.floats(1.0, 60.0))
def test_parallel_shift_costs_the_duration_up_to_thirty_years(duration):
    # Closed form: the mean of min(s, 30) under exponential weights.
    closed = duration * (1 - np.exp(-30 / duration))
    assert strip_weights(np.array([duration])).sum() == pytest.approx(closed, rel=1e-12)


def test_parallel_shift_is_minus_duration_times_shift_when_strips_end_before_thirty():
    # With a mean of two years a share of 3e-7 of the value lies beyond thirty.
    change = _run(_parallel(0.0001), duration=2.0)
    np.testing.assert_allclose(change, np.expm1(-2 * 0.0001), rtol=1e-6)


@pytest.mark.parametrize("duration", [3.0, 10.0, 20.0])
def test_weights_equal_numerical_integration(duration):
    # Slow twin: trapezoid on a fine grid, far enough out that nothing is left.
    curve = np.random.default_rng(3).normal(size=NODES.size)
    horizon = np.linspace(0, 40 * duration, 4_000_001)
    inside = np.minimum(horizon, NODES[-1])
    moved = np.interp(inside, NODES, curve) * inside
    integrand = np.exp(-horizon / duration) / duration * moved
    step = horizon[1] - horizon[0]
    numerical = step * (integrand.sum() - (integrand[0] + integrand[-1]) / 2)
    exact = float((strip_weights(np.array([duration]))[0] * curve).sum())
    assert exact == pytest.approx(numerical, rel=1e-6, abs=1e-8)


def test_no_weight_is_negative():
    assert (strip_weights(np.array([1.0, 10.0, 20.0, 50.0])) > 0).all()


def test_zero_is_exactly_zero():
    change = _run(_parallel(0.0))
    assert not change.any()
    assert not np.signbit(change).any()


def test_higher_yields_lower_prices_and_more_so_for_longer_strips():
    short, long = _run(_parallel(0.001), 10.0), _run(_parallel(0.001), 20.0)
    assert (long < short).all()
    assert (short < 0).all()


def test_doubling_the_move_doubles_the_log_change():
    move = np.random.default_rng(0).normal(scale=0.002, size=(1, 5, NODES.size))
    once, twice = np.log1p(_run(move)), np.log1p(_run(2 * move))
    np.testing.assert_allclose(twice, 2 * once, rtol=1e-10)


def test_short_strips_do_not_care_about_the_long_end():
    long_end = np.zeros((1, 1, NODES.size))
    long_end[..., -1] = 0.01
    assert abs(_run(long_end, 2.0)[0, 0]) < 1e-4 < abs(_run(long_end, 15.0)[0, 0])
