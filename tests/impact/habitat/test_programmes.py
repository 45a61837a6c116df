"""Supply that appears today: limits, invariances, and agreement with the slow twin."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saiken.errors import InputError
from saiken.impact.habitat import (
    HabitatModel,
    programme_response,
    published_calibration,
    raw_risk_aversion_response,
    solve,
)
from tests.impact.habitat import twins
from tests.impact.habitat.reproduction import one_factor

YEARS = np.array([0.25, 0.5, 1, 2, 3, 5, 7, 10, 20, 30])
maturity = st.floats(0.01, 30)
share = st.floats(-0.2, 0.2)
decay = st.floats(0, 50)


def test_one_factor_shape_does_not_depend_on_where_supply_sits() -> None:
    model = solve(one_factor(published_calibration()), grid=300)
    shapes = [programme_response(model, m, 0.01, 0.1, YEARS) for m in (0.5, 2, 10, 30)]
    for shape in shapes[1:]:
        np.testing.assert_allclose(shape / shape[5], shapes[0] / shapes[0][5], rtol=1e-12)


def test_two_factor_shape_does(published: HabitatModel) -> None:
    short, long = (programme_response(published, m, 0.01, 0.1, YEARS) for m in (2, 30))
    assert long[-1] / long[7] > 10 * short[-1] / short[7]  # the 30y against the 10y


@given(maturity, share, decay)
def test_a_sale_and_a_repurchase_announced_together_are_nothing(
    coarse: HabitatModel, m: float, q: float, k: float
) -> None:
    assert np.all(programme_response(coarse, [m, m], [q, -q], k, YEARS) == 0)


def test_zero_supply_is_exactly_zero(published: HabitatModel) -> None:
    assert np.all(programme_response(published, [2, 10], [0, 0], 0.1, YEARS) == 0)


@settings(max_examples=25)
@given(maturity, maturity, share, share, decay)
def test_supplies_add(
    coarse: HabitatModel, m: float, n: float, p: float, q: float, k: float
) -> None:
    both = programme_response(coarse, [m, n], [p, q], k, YEARS)
    apart = programme_response(coarse, m, p, k, YEARS) + programme_response(coarse, n, q, k, YEARS)
    np.testing.assert_allclose(both, apart, rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("scale", [0.1, 5.0, 25.0])
def test_linear_in_the_scale_with_dynamics_unmoved(coarse: HabitatModel, scale: float) -> None:
    scaled = solve(published_calibration().at_scale(scale), grid=300)
    np.testing.assert_allclose(scaled.M, coarse.M, rtol=1e-11)
    np.testing.assert_allclose(
        programme_response(scaled, 10, 0.01, 0.1, YEARS),
        scale * programme_response(coarse, 10, 0.01, 0.1, YEARS),
        rtol=1e-10,
    )


def test_raw_risk_aversion_is_not_linear_and_moves_the_dynamics() -> None:
    calibration = published_calibration()
    base = programme_response(solve(calibration, grid=300), 10, 0.01, 0, [10])
    raw = raw_risk_aversion_response(calibration, 5, 10, 0.01, 0, [10], grid=300)
    assert raw < 2 * base
    louder = solve(calibration.with_raw_risk_aversion(5), grid=300).loadings([10])
    assert louder[0, 1] > 1.9 * solve(calibration, grid=300).loadings([10])[0, 1]


def test_refining_the_grid_converges(published: HabitatModel, coarse: HabitatModel) -> None:
    for k in (0.0, 0.5, 36.0):
        fine = programme_response(published, 7, 0.01, k, YEARS)
        # 300 Simpson steps of 0.1 year; the kernel g bends within 1/k, so fast decay costs digits
        np.testing.assert_allclose(
            programme_response(coarse, 7, 0.01, k, YEARS), fine, rtol=1e-6 if k < 1 else 1e-4
        )


def test_permanent_supply_is_the_limit_of_slow_decay(published: HabitatModel) -> None:
    slow = programme_response(published, 10, 0.01, 1e-9, YEARS)
    np.testing.assert_allclose(slow, programme_response(published, 10, 0.01, 0, YEARS), rtol=1e-7)


def test_very_fast_decay_is_nearly_nothing_and_falls_with_the_rate(
    published: HabitatModel,
) -> None:
    once, twice = (programme_response(published, 10, 0.01, k, [10]) for k in (1e4, 2e4))
    # A_s(tau) -> A(tau)'b / k: relative correction of order 1/k
    assert twice / once == pytest.approx(0.5, rel=1e-3)


@pytest.mark.parametrize("k", [0.0, 0.1, 1.0])
def test_agrees_with_the_slow_twin(k: float) -> None:
    # second-order twin with steps of 0.1 year; the first maturity is one step long
    tau, slow = twins.programme(published_calibration(), 300, 10, 0.01, k)
    fast = programme_response(solve(published_calibration()), 10, 0.01, k, tau)
    np.testing.assert_allclose(fast, slow, rtol=0, atol=3e-3 * fast.max())


@pytest.mark.parametrize(
    ("tau", "weight", "k", "match"),
    [
        (31, 0.01, 0, "up to 30 years"),
        (0, 0.01, 0, "above 0"),
        (float("nan"), 0.01, 0, "maturity is"),
        (10, [0.01, 0.02], 0, "one finite weight"),
        (10, float("nan"), 0, "one finite weight"),
        (10, 0.01, -0.1, "rate of decay"),
        (10, 0.01, float("inf"), "rate of decay"),
    ],
)
def test_bad_input_is_refused(
    coarse: HabitatModel, tau: float, weight: float, k: float, match: str
) -> None:
    with pytest.raises(InputError, match=match):
        programme_response(coarse, tau, weight, k, YEARS)


def test_bad_outputs_are_refused(coarse: HabitatModel) -> None:
    with pytest.raises(InputError, match="up to 30 years"):
        programme_response(coarse, 10, 0.01, 0, [40])
