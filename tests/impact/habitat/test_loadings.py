"""Loadings at the nodes, their derivative, the rules, and the equations' Jacobian."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.linalg import expm

from saiken.errors import InputError
from saiken.impact.habitat import Economy, published_calibration, two_countries
from saiken.impact.habitat.equilibrium import Equilibrium, Point
from saiken.impact.habitat.linear import along, generator
from saiken.impact.habitat.loadings import loadings_and_slope, transitions
from saiken.impact.habitat.rule import gauss, simpson, uniform
from tests.impact.habitat.example import INTEGRATED, SEPARATE, example

N = 4
GENERATOR = np.random.default_rng(3)
M = np.diag([0.25, 0.25, 0.05, 0.1]) + 0.05 * GENERATOR.standard_normal((N, N))
SOURCES = np.eye(N)[:, :2]


@pytest.mark.parametrize("size", [0.1, 1.0, 40.0])
def test_transitions_are_matrix_exponentials(size: float) -> None:
    """Whatever the norm: 40 needs seven halvings and their doublings."""
    lengths = np.array([0.3, 1.7, 3.75])
    move, _ = transitions(size * M, SOURCES, lengths)
    full = np.zeros((N + 2, N + 2))
    full[:N, :N], full[:N, N:] = -size * M, SOURCES
    expected = expm(full * lengths[:, None, None])[:, :N]
    np.testing.assert_allclose(move, expected, rtol=1e-11, atol=1e-12 * np.abs(expected).max())


@pytest.mark.parametrize("size", [1.0, 40.0])
def test_derivatives_are_those_of_difference_quotients(size: float) -> None:
    lengths, step = np.array([0.3, 2.0]), 1e-6
    _, slope = transitions(size * M, SOURCES, lengths)
    for a, b in ((0, 0), (2, 1), (1, 3)):
        moved = np.zeros((N, N))
        moved[a, b] = step
        up, down = (transitions(size * M + d, SOURCES, lengths)[0] for d in (moved, -moved))
        quotient = (up - down) / (2 * step)
        # central differences: rounding over the step, relative to the largest entry
        np.testing.assert_allclose(slope[..., a, b], quotient, atol=1e-8 * np.abs(up).max())


def test_loadings_at_nodes_are_the_path_of_their_generator() -> None:
    rule = gauss(30)
    A, _ = loadings_and_slope(M, SOURCES, rule)
    for s in (0, 1):
        path = along(generator(M, SOURCES[:, s]), N, rule)[:, :N]
        np.testing.assert_allclose(A[s], path, rtol=1e-11, atol=1e-12)


@pytest.mark.parametrize(
    "economy",
    [
        published_calibration().economy(),
        example(),
        example(sharing=SEPARATE),
        two_countries(0.4, 0.2, 5.0),
        two_countries(1.0, 0.2, 5.0),
    ],
)
def test_the_jacobian_is_that_of_difference_quotients(economy: Economy) -> None:
    equations = Equilibrium(economy, gauss(30))
    groups, n = max(equations.groups) + 1, economy.factors
    kappa = np.diag(economy.kappa_per_year)
    here = equations.pack(Point(np.repeat(kappa[None], groups, axis=0), np.linspace(1, 2, n)))
    _, J = equations.error(here, 0.7)
    for i in range(here.size):
        step = 1e-6 * np.eye(here.size)[i]
        up, down = (equations.error(here + d, 0.7)[0] for d in (step, -step))
        np.testing.assert_allclose(J[:, i], (up - down) / 2e-6, atol=1e-7)


def test_unknowns_are_one_matrix_for_each_distinct_row_of_sharing() -> None:
    for sharing, groups, size in ((INTEGRATED, (0, 0), 12), (SEPARATE, (0, 1), 21)):
        equations = Equilibrium(example(sharing=sharing), gauss(30))
        assert equations.groups == groups
        point = equations.unpack(np.arange(float(size)))
        np.testing.assert_allclose(equations.pack(point), np.arange(float(size)), rtol=1e-14)


@given(st.integers(0, 7))
def test_gauss_nodes_integrate_polynomials_and_simpson_cubics(power: int) -> None:
    exact = 30.0 ** (power + 1) / (power + 1)
    rule = gauss(30)
    assert rule.tau.size == rule.weights.size == 64
    assert (rule.weights * rule.tau**power).sum() == pytest.approx(exact, rel=1e-13)
    for steps in (2, 14, 300, 3000):
        old = simpson(30, steps)
        np.testing.assert_allclose(np.diff(old.tau), 30 / steps, rtol=1e-9)
        if 0 < power <= 3:  # integrands vanish at zero, which is not a node
            assert (old.weights * old.tau**power).sum() == pytest.approx(exact, rel=1e-12)


def test_equal_steps_reach_the_longest_maturity() -> None:
    rule = uniform(30, 600)
    np.testing.assert_allclose(rule.tau, 30 * np.arange(1, 601) / 600, rtol=1e-12)
    assert np.all(rule.weights == 0.05)


@pytest.mark.parametrize("steps", [0, 3, -2])
def test_simpson_needs_even_steps(steps: int) -> None:
    with pytest.raises(InputError, match="an even number, two or more"):
        simpson(30, steps)
