"""Loan rates: fixed lags on the engine's clock."""

import numpy as np
import pytest

from saiken.parameters import Parameters
from saiken.spillover.auto import AUTO
from saiken.spillover.baa import BAA
from saiken.spillover.mortgage import MORTGAGE
from saiken.spillover.passthrough import distributed_lag
from saiken.variables import MATURITIES, maturity_index

ALL = [MORTGAGE, AUTO, BAA]
BETAS = {MORTGAGE.name: 9, AUTO.name: 3, BAA.name: 3}


def _prm(channel, values, draws=1):
    return Parameters.from_values(dict(zip(channel.ids, values, strict=True)), draws)


def _step(days, size=0.01):
    change = np.zeros((1, days, len(MATURITIES)))
    change[:, 1:] = size
    return change


def _run(channel, change, values):
    return channel.run({"yield_change": change}, None, _prm(channel, values))[channel.writes[0]]


@pytest.mark.parametrize("channel", ALL, ids=lambda c: c.name)
def test_long_run_is_the_sum_of_the_lags(channel):
    values = np.linspace(0.5, 0.1, BETAS[channel.name])
    path = _run(channel, _step(400), values)
    assert path[0, -1] == pytest.approx(0.01 * values.sum(), rel=1e-12)


def test_mortgage_follows_week_by_week():
    values = np.arange(1.0, 10.0)
    path = _run(MORTGAGE, _step(60), values)[0]
    for week in range(9):
        reached = 0.01 * values[: week + 1].sum()
        np.testing.assert_allclose(path[1 + 5 * week : 6 + 5 * week], reached, rtol=1e-12)
    assert path[0] == 0.0


def test_quarter_that_ends_between_two_days_is_read_linearly():
    path = _run(BAA, _step(100), [0.0, 1.0, 0.0])[0]
    # A quarter is 62.5 days: on day 63 the move of day 1 is half in.
    np.testing.assert_allclose(path[[62, 63, 64]], [0.0, 0.005, 0.01], atol=1e-18)


def test_fractional_lag_of_a_straight_line_is_exact():
    driver = np.arange(200.0)[None, :]
    late = distributed_lag(driver, [np.zeros(1), np.ones(1)], 62.5)[0]
    np.testing.assert_allclose(late[63:], np.arange(63, 200) - 62.5, rtol=1e-14)


@pytest.mark.parametrize(
    ("channel", "labels"),
    [(MORTGAGE, ("5y", "10y")), (AUTO, ("2y", "5y")), (BAA, ("10y",))],
    ids=lambda value: getattr(value, "name", None),
)
def test_only_the_benchmark_maturities_count(channel, labels):
    values = [1.0] + [0.0] * (BETAS[channel.name] - 1)
    for place in range(len(MATURITIES)):
        change = np.zeros((1, 3, len(MATURITIES)))
        change[..., place] = 0.01
        counts = place in [maturity_index(label) for label in labels]
        expected = 0.01 / len(labels) if counts else 0.0
        np.testing.assert_allclose(_run(channel, change, values), expected, rtol=1e-14)


@pytest.mark.parametrize("channel", ALL, ids=lambda c: c.name)
def test_zero_is_exactly_zero_even_with_negative_coefficients(channel):
    path = _run(channel, _step(150, 0.0), -np.ones(BETAS[channel.name]))
    assert (path == 0).all()


@pytest.mark.parametrize("channel", ALL, ids=lambda c: c.name)
def test_halving_the_move_halves_the_answer(channel):
    change = np.random.default_rng(5).normal(size=(1, 150, len(MATURITIES)))
    values = np.linspace(0.5, 0.1, BETAS[channel.name])
    whole, half = _run(channel, change, values), _run(channel, change / 2, values)
    np.testing.assert_array_equal(half, whole / 2)


def test_each_draw_uses_its_own_coefficients():
    prm = _prm(BAA, [np.array([0.1, 0.9]), 0.0, 0.0], draws=2)
    change = np.repeat(_step(5), 2, axis=0)
    path = BAA.run({"yield_change": change}, None, prm)["corporate_baa_change"]
    np.testing.assert_allclose(path[:, -1], [0.001, 0.009], rtol=1e-14)


def test_slow_twin_agrees():
    generator = np.random.default_rng(8)
    driver, betas = generator.normal(size=(2, 180)), generator.normal(size=(3, 2))
    fast = distributed_lag(driver, list(betas), 62.5)
    for draw in range(2):
        for day in range(180):
            total = 0.0
            for lag in range(3):
                when = day - lag * 62.5
                floor = int(np.floor(when))
                part = when - floor
                for place, weight in ((floor, 1 - part), (floor + 1, part)):
                    if weight and place >= 0:
                        total += betas[lag, draw] * weight * driver[draw, place]
            assert fast[draw, day] == pytest.approx(total, rel=1e-12, abs=1e-14)
