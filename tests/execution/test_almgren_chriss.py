"""Almgren and Chriss (2000): the example's frontier, the optimum by other means, and the limits."""

import dataclasses

import numpy as np
import pytest

from saiken.errors import InputError
from saiken.execution import AlmgrenChriss, even, sinh_decline
from saiken.execution.paces import published_example

EXAMPLE, AVERSION = published_example()
# Risk aversion: kappa a day, E, V, holdings after each of the five sales. Worked out apart from
# this code from the equations and the parameters of the paper's example, to the digits given.
FRONTIER = {
    2e-6: (0.846297, 1_140_715.17, 2.019313e11, (428_599, 182_933, 76_296, 27_643, 0)),
    1e-6: (0.607076, 911_226.99, 3.641286e11, (541_956, 289_854, 147_897, 62_142, 0)),
    0.0: (0.0, 662_500.00, 1.083e12, (800_000, 600_000, 400_000, 200_000, 0)),
    -2e-7: (None, 717_958.10, 1.584211e12, None),
}
HALF_A_SHARE = 0.5
"""Holdings are given to the share."""


@pytest.mark.parametrize("aversion", FRONTIER)
def test_the_example_of_almgren_and_chriss_2000(aversion):
    kappa, cost, variance, holdings = FRONTIER[aversion]
    weights = EXAMPLE.weights(aversion)
    assert EXAMPLE.expected_cost(weights) == pytest.approx(cost, abs=0.005)
    assert EXAMPLE.variance(weights) == pytest.approx(variance, rel=5e-7)
    if kappa is not None:
        assert abs(EXAMPLE.urgency(aversion)) / EXAMPLE.days == pytest.approx(kappa, abs=5e-7)
        left = EXAMPLE.holdings(aversion)
        np.testing.assert_allclose(left, holdings, atol=HALF_A_SHARE)


def test_the_example_s_standard_deviations():
    """Square roots of V at the three points of the frontier, to the dollar."""
    for aversion, sd in ((2e-6, 449_368), (1e-6, 603_431), (0.0, 1_040_673)):
        assert EXAMPLE.variance(EXAMPLE.weights(aversion)) ** 0.5 == pytest.approx(sd, abs=0.5)


def _optimum(order: AlmgrenChriss, aversion: float) -> np.ndarray:
    """Solve the first-order conditions of E + lambda V in x_1 … x_(N-1), a linear system."""
    tau, n = order.step_days, order.periods
    bend = order.temporary_net / tau
    matrix = np.diag(np.full(n - 1, 4 * bend + 2 * aversion * order.volatility**2 * tau))
    matrix -= 2 * bend * (np.eye(n - 1, k=1) + np.eye(n - 1, k=-1))
    target = np.zeros(n - 1)
    target[0] = 2 * bend * order.position
    held = np.concatenate([[order.position], np.linalg.solve(matrix, target), [0.0]])
    return -np.diff(held) / order.position


@pytest.mark.parametrize("aversion", [2e-6, 1e-6, 1e-9, -2e-7])
@pytest.mark.parametrize(("days", "periods"), [(5.0, 5), (5.0, 20), (30.0, 12)])
def test_the_closed_form_is_the_minimum(aversion, days, periods):
    order = dataclasses.replace(EXAMPLE, days=days, periods=periods)
    if aversion < 0 and days > 5:
        return  # beyond half a turn there is no minimum, see the test below
    np.testing.assert_allclose(order.weights(aversion), _optimum(order, aversion), atol=1e-12)


def test_without_risk_aversion_it_is_even_to_the_last_bit():
    np.testing.assert_array_equal(sinh_decline(60, 0), even(60))
    np.testing.assert_array_equal(EXAMPLE.weights(0.0), even(5))


def test_it_goes_to_even_as_the_aversion_goes_to_zero():
    """The gap is of second order in the urgency: a tenth of it leaves a hundredth of the gap."""
    gaps = [abs(sinh_decline(60, urgency) - even(60)).max() for urgency in (1e-1, 1e-2, 1e-3)]
    assert gaps[0] / gaps[1] == pytest.approx(100, rel=0.01)
    assert gaps[1] / gaps[2] == pytest.approx(100, rel=0.01)


def test_great_urgency_sells_at_once_and_does_not_overflow():
    shares = sinh_decline(1250, 1e6)
    assert shares[0] == 1
    assert np.isfinite(shares).all()


def test_a_seller_who_dreads_risk_sells_ever_less():
    assert (np.diff(EXAMPLE.weights(AVERSION)) < 0).all()
    assert (np.diff(EXAMPLE.weights(-2e-7)) > 0).all()


def test_who_likes_risk_too_much_never_sells():
    with pytest.raises(InputError, match=r"aversion of -2e-06 waiting is worth more"):
        EXAMPLE.urgency(-2e-6)
    with pytest.raises(InputError, match="no schedule is the best"):
        EXAMPLE.urgency(-1.2e-5)  # past half a turn in a single period
    # the last minimum: kappa T just short of half a turn
    step = 2 * (np.cos(np.pi * 0.999 / EXAMPLE.periods) - 1)
    last = step * EXAMPLE.temporary_net / (EXAMPLE.volatility**2 * EXAMPLE.step_days**2)
    assert EXAMPLE.urgency(last).imag == pytest.approx(np.pi * 0.999)


def test_lengths_of_periods_enter_cost_and_variance():
    """Half the time in as many periods: temporary cost on twice the rate, half the variance."""
    quick = dataclasses.replace(EXAMPLE, days=2.5)
    shares = even(5)
    slow_part = EXAMPLE.temporary_net / 1.0
    quick_part = quick.temporary_net / 0.5
    assert quick.temporary_net == EXAMPLE.temporary - EXAMPLE.permanent * 0.25
    gap = (quick_part - slow_part) * EXAMPLE.position**2 * float((shares**2).sum())
    costs = quick.expected_cost(shares) - EXAMPLE.expected_cost(shares)
    assert costs == pytest.approx(gap)
    assert quick.variance(shares) == pytest.approx(EXAMPLE.variance(shares) / 2)
