"""The fixed point: branch, residual, refinement, generality, and agreement with the slow twin."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import brentq

from saiken.errors import InputError, SolverError
from saiken.impact.habitat import (
    Calibration,
    HabitatModel,
    continuation,
    programme_response,
    published_calibration,
    solve,
)
from saiken.impact.habitat.continuation import Root
from saiken.impact.habitat.equilibrium import Equilibrium
from saiken.impact.habitat.rule import gauss, simpson
from saiken.impact.habitat.solver import one_factor_root
from tests.impact.habitat import twins
from tests.impact.habitat.reproduction import one_factor

YEARS = np.array([1.0, 2, 5, 10, 20, 30])


def correlated() -> Calibration:
    """The published numbers with shocks correlated at 0.3: no published case, a general one."""
    sigma = published_calibration().sigma[0][0]
    return replace(
        published_calibration(), sigma=((sigma, 0.0), (0.3 * sigma, np.sqrt(0.91) * sigma))
    )


def feedback(calibration: Calibration, M: np.ndarray, grid: int) -> np.ndarray:
    """Right-hand side of (A2) of one country at any M."""
    equations = Equilibrium(calibration.economy(), simpson(calibration.horizon_years, grid))
    return M - equations.error(M.ravel())[0].reshape(M.shape)


def test_residual_is_rounding(published: HabitatModel) -> None:
    assert published.residual < 1e-14
    assert published.check() is published


def test_loadings_solve_their_equation(published: HabitatModel) -> None:
    # dA/dtau by central differences with step 1e-4 years: error of order 1e-8
    step = 1e-4
    slope = (published.loadings(YEARS[:-1] + step) - published.loadings(YEARS[:-1] - step)) / step
    right = published.economy.source(0) - published.loadings(YEARS[:-1]) @ published.M[0].T
    np.testing.assert_allclose(slope / 2, right, atol=1e-7)


def test_grid_and_exact_loadings_agree(published: HabitatModel) -> None:
    for model in (published, solve(published_calibration(), grid=3000)):
        nodes = model.rule.tau[[3, 30]]
        np.testing.assert_allclose(model.loadings(nodes), model.A[0, [3, 30]], rtol=1e-12)


def test_refining_the_grid_converges_at_fourth_order() -> None:
    exact = solve(published_calibration()).M
    fine = solve(published_calibration(), grid=3000).M
    np.testing.assert_allclose(fine, exact, atol=1e-11)  # Gauss-Legendre against Simpson
    errors = [np.abs(solve(published_calibration(), grid=g).M - exact).max() for g in (30, 60, 120)]
    assert errors[0] / errors[1] == pytest.approx(16, rel=0.25)
    assert errors[1] / errors[2] == pytest.approx(16, rel=0.25)


def test_without_demand_factors_it_is_the_scalar_equation() -> None:
    model = solve(one_factor(published_calibration()))
    k = one_factor_root(model.economy, model.rule)
    assert model.M.shape == (1, 1, 1)
    assert model.M[0, 0, 0] == pytest.approx(k, rel=1e-13)
    np.testing.assert_allclose(model.loadings(YEARS)[:, 0], -np.expm1(-k * YEARS) / k, rtol=1e-12)
    assert k > published_calibration().kappa_per_year[0]  # under-reaction


def test_expectations_hypothesis_without_risk_aversion() -> None:
    model = solve(published_calibration().with_raw_risk_aversion(0), grid=60)
    np.testing.assert_allclose(model.M[0], np.diag(published_calibration().kappa_per_year))
    assert programme_response(model, 10, 0.01, 0, YEARS).tolist() == [0.0] * YEARS.size


@pytest.mark.parametrize("calibration", [published_calibration(), correlated()])
def test_agrees_with_the_slow_twin(calibration: Calibration) -> None:
    # the twin is second order with steps of 0.1 year: error of order 1e-4 relative
    _, A, M = twins.solve(calibration, 300)
    model = solve(calibration, grid=300)
    np.testing.assert_allclose(model.M[0], M, atol=2e-4)
    np.testing.assert_allclose(model.A[0], A[1:], atol=3e-3)


def test_one_demand_factor_may_be_split_into_two() -> None:
    """Two independent factors with loading theta / sqrt 2 each are the one they add up to."""
    one, size = published_calibration(), published_calibration().sigma[0][0]
    split = replace(
        one,
        kappa_per_year=(*one.kappa_per_year, one.kappa_per_year[1]),
        sigma=tuple(tuple(row) for row in (size * np.eye(3)).tolist()),
        theta=(one.theta[0] / np.sqrt(2),) * 2,
        delta_theta_per_year=one.delta_theta_per_year * 2,
    )
    for decay in (0.0, 0.3):
        np.testing.assert_allclose(
            programme_response(solve(split, grid=300), 7, 0.01, decay, YEARS),
            programme_response(solve(one, grid=300), 7, 0.01, decay, YEARS),
            rtol=1e-10,
        )


def test_only_theta_times_sigma_matters() -> None:
    one = published_calibration()
    other = replace(
        one, sigma=(one.sigma[0], (0.0, 3 * one.sigma[1][1])), theta=(one.theta[0] / 3,)
    )
    np.testing.assert_allclose(
        programme_response(solve(other, grid=300), 7, 0.01, 0.2, YEARS),
        programme_response(solve(one, grid=300), 7, 0.01, 0.2, YEARS),
        rtol=1e-10,
    )


def folding(loading: float) -> Calibration:
    """Inelastic habitat demand: (A2) is then one scalar equation with two roots, one or none."""
    one = published_calibration()
    return replace(one, alpha=0.0, theta=(one.theta[0] * loading,))


def scalar_gap(m: float, calibration: Calibration, grid: int = 300) -> float:
    """(A2)'s lower right entry alone: m - (kappa - a sigma^2 ∫ theta A_beta), given m."""
    M = np.diag(calibration.kappa_per_year)
    M[1] = [scalar_row(calibration, grid), m]
    return m - feedback(calibration, M, grid)[1, 1]


def scalar_row(calibration: Calibration, grid: int) -> float:
    """(A2)'s lower left entry, which depends on the known A_r only."""
    return feedback(calibration, np.diag(calibration.kappa_per_year), grid)[1, 0]


def test_the_branch_from_zero_demand_is_taken_and_the_other_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calibration = folding(0.2)
    near = brentq(scalar_gap, 0.0, 0.053, args=(calibration,))
    far = brentq(scalar_gap, -1.0, -0.02, args=(calibration,))
    model = solve(calibration, grid=300)
    assert model.M[0, 1, 1] == pytest.approx(near, rel=1e-9)
    assert far < 0 < near

    wrong = model.M[0].copy()
    wrong[1, 1] = far
    assert np.abs(wrong - feedback(calibration, wrong, 300)).max() < 1e-9  # it solves (A2)
    real = continuation.newton

    def tempted(system, guess):  # takes the other root as soon as it is one
        other = Root.at(system, wrong.ravel())
        return other if other.size < 1e-9 else real(system, guess)

    monkeypatch.setattr(continuation, "newton", tempted)
    with pytest.raises(SolverError, match="no solution connected to the one without demand risk"):
        solve(calibration, grid=300)


def test_a_model_without_solution_raises() -> None:
    calibration = folding(0.6)
    assert all(scalar_gap(m, calibration) > 0 for m in np.linspace(-0.5, 0.1, 61))
    with pytest.raises(SolverError, match=r"beyond 7\d% of its demand loading"):
        solve(calibration, grid=300)


def test_a_matrix_out_of_equilibrium_is_refused(coarse: HabitatModel) -> None:
    with pytest.raises(SolverError, match="not in equilibrium"):
        replace(coarse, M=coarse.M * (1 + 1e-6)).check()


@pytest.mark.parametrize("grid", [0, 1, 301, -2])
def test_bad_grids_are_refused(grid: int) -> None:
    with pytest.raises(InputError, match="maturity steps"):
        solve(published_calibration(), grid=grid)


def test_the_scalar_root_is_bracketed_whatever_the_elasticity() -> None:
    roots = [
        one_factor_root(replace(published_calibration(), alpha=alpha).economy(), gauss(30, 64))
        for alpha in (0.0, 1.0, 5.21, 500.0, 5e6)
    ]
    assert roots[0] == pytest.approx(0.125, rel=1e-12)
    assert np.all(np.diff(roots) > 0)


@pytest.mark.parametrize("grid", [2, 400])
def test_any_even_grid_is_allowed_and_an_odd_one_is_not(grid):
    assert solve(published_calibration(), grid=grid).rule.tau.size == grid
    with pytest.raises(InputError, match="an even number, two or more"):
        solve(published_calibration(), grid=grid + 1)
    with pytest.raises(InputError, match="an even number, two or more"):
        solve(published_calibration(), grid=0)
