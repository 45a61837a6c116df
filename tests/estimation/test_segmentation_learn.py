"""What a posterior of omega says: quantiles, correlations, and how much would be needed."""

import numpy as np
import pytest

from saiken.estimation.segmentation.grid import SCALE, SLOPE, JointGrid
from saiken.estimation.segmentation.learn import (
    conditional_quantiles,
    correlation,
    given_spot,
    learned,
    next_slope,
    omega_quantiles,
    separation_sd,
    slope_correlation,
    telling_amount_usd,
)
from saiken.estimation.segmentation.moves import EpisodeMoves, plan
from saiken.estimation.segmentation.slope import SlopeLaw
from saiken.estimation.segmentation.unit import UnitTable, omega_grid

LAW = SlopeLaw(log_mean=-29.0, log_error=0.3, log_spread=0.4)
OMEGA = omega_grid()
CELL = np.ones(OMEGA.size)
CELL[[0, -1]] = 0.5
CELL = CELL / CELL.sum()


def grid_of(density):
    """A grid whose posterior density over (half-life, omega, scale, slope) is given."""
    density = np.asarray(density, dtype=float)
    prior = np.broadcast_to(CELL[:, None, None], density.shape)
    prior = prior / prior.sum()
    weight = prior * density
    count = density.shape[SLOPE]
    return JointGrid(
        OMEGA, np.linspace(-30, -28, count), np.linspace(1, 9, density.shape[SCALE]),
        np.zeros((1, *density.shape)), prior, weight / weight.sum(), LAW,
    )  # fmt: skip


def test_a_straight_density_has_known_quantiles():
    grid = grid_of((2 * OMEGA)[None, :, None, None] * np.ones((1, 1, 2, 3)))
    found = learned(grid)
    # distribution function omega squared; trapezoids on the grid are exact for a straight density
    np.testing.assert_allclose(found.quantiles_share, np.sqrt(plan()["quantiles"]), atol=2e-3)
    np.testing.assert_allclose(omega_quantiles(grid, [0.0, 1.0]), [0, 1], atol=1e-12)
    assert found.mean_share == pytest.approx(2 / 3, abs=1e-3)
    # integral of 2w log(2w) is log 2 - 1/2
    assert found.information_nats == pytest.approx(np.log(2) - 0.5, abs=1e-3)


def test_quantiles_given_the_others_are_those_of_each_slice():
    shape = np.ones((2, OMEGA.size, 3, 2))
    shape[1, :, 2] = (2 * OMEGA)[:, None]
    shape[0, :, 1] = (2 - 2 * OMEGA)[:, None]
    probabilities = np.linspace(0, 1, 5)
    found = conditional_quantiles(grid_of(shape), probabilities)
    assert found.shape == (2, 3, 5)
    np.testing.assert_allclose(found[0, 0], probabilities, atol=1e-12)
    np.testing.assert_allclose(found[1, 2], np.sqrt(probabilities), atol=2e-3)
    np.testing.assert_allclose(found[0, 1], 1 - np.sqrt(1 - probabilities), atol=2e-3)


@pytest.mark.parametrize(("axis", "size"), [(0, 3), (2, 4), (3, 5)])
def test_correlations_are_those_of_the_weights(axis, size):
    rng = np.random.default_rng(axis)
    grid = grid_of(rng.random((3, OMEGA.size, 4, 5)) + OMEGA[None, :, None, None])
    values = rng.normal(size=size)
    places = np.indices(grid.weight.shape)
    omega, other = OMEGA[places[1]].ravel(), values[places[axis]].ravel()
    table = np.cov(omega, other, aweights=grid.weight.ravel(), ddof=0)
    plain = table[0, 1] / np.sqrt(table[0, 0] * table[1, 1])
    assert correlation(grid, axis, values) == pytest.approx(plain, rel=1e-9)


def test_the_spread_between_episodes_dilutes_what_the_slope_shares_with_omega():
    tilt = np.exp(-3 * (OMEGA[:, None] - np.linspace(0, 1, 5)) ** 2)
    grid = grid_of(tilt[None, :, None, :] * np.ones((1, 1, 2, 1)))
    centre = correlation(grid, SLOPE, grid.log_slope)
    weight = grid.weight.sum(axis=(0, 1, 2))
    middle = (weight * grid.log_slope).sum()
    variance = (weight * (grid.log_slope - middle) ** 2).sum()
    assert centre > 0.1
    whole = variance + LAW.log_spread**2
    assert slope_correlation(grid) == pytest.approx(centre * np.sqrt(variance / whole), rel=1e-12)
    assert next_slope(grid) == pytest.approx((np.exp(middle), np.sqrt(whole)), rel=1e-12)


def _episode(amount_usd, covariance, debt_usd=1e13):
    day = np.datetime64("2020-01-02")
    return EpisodeMoves(
        "made up", day, day, amount_usd, amount_usd / debt_usd, np.zeros(7), covariance, 80.0
    )


def test_what_is_known_of_spot_is_taken_out_of_yields():
    cov = np.diag(np.arange(1.0, 8.0))
    cov[0, 1] = cov[1, 0] = 0.5
    found = given_spot(cov)
    expected = np.diag(np.arange(2.0, 8.0))
    expected[0, 0] = 2 - 0.25
    np.testing.assert_allclose(found, expected)
    # Schur's complement: its inverse is the yields' block of the inverse
    rng = np.random.default_rng(2)
    loose = rng.normal(size=(7, 9))
    whole = loose @ loose.T
    np.testing.assert_allclose(
        np.linalg.inv(given_spot(whole)), np.linalg.inv(whole)[1:, 1:], rtol=1e-9
    )


def test_distances_add_in_squares_and_grow_with_scale_and_amount():
    unit = UnitTable(OMEGA, OMEGA[:, None] * np.array([0.001] + [0.0] * 5), -np.ones(OMEGA.size))
    cov = np.diag([1e-4] + [4e-8] * 6)  # 2 bp each
    one = _episode(1e11, cov)
    # 1% of the debt times 0.001 times scale 5 is half a basis point: a quarter of 2 bp
    assert separation_sd([one], unit, 5.0) == pytest.approx(0.25)
    assert separation_sd([one] * 4, unit, 5.0) == pytest.approx(0.5)
    assert separation_sd([_episode(-2e11, cov)], unit, 10.0) == pytest.approx(1.0)


@pytest.mark.parametrize("sign", [1, -1])
def test_an_operation_of_the_telling_amount_tells(sign):
    unit = UnitTable(OMEGA, OMEGA[:, None] * np.linspace(0.001, 0.003, 6), -np.ones(OMEGA.size))
    cov = np.diag([1e-4, *np.linspace(1e-8, 9e-8, 6)])
    amount = telling_amount_usd(_episode(sign * 3e10, cov), unit, 4.0)
    assert amount > 0
    assert separation_sd([_episode(amount, cov)], unit, 4.0) == pytest.approx(
        plan()["tell_apart_sd"]
    )
