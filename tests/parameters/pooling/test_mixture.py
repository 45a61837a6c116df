"""A mixture of normals: exact quantiles, smooth, monotone, elementwise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.special import ndtri

from saiken.parameters import evidence_rows
from saiken.parameters.pooling import Mixture, pool

POINTS = np.array([1e-10, 1e-6, 1e-3, 0.05, 0.3, 0.5, 0.77, 0.95, 0.999, 1 - 1e-6, 1 - 1e-9])


@pytest.fixture
def law(rows):
    return pool(rows).predictive


def test_a_single_part_is_a_lognormal():
    one = Mixture.of(np.ones(1), np.array([0.7]), np.array([0.4]))
    uniform = np.array([0.001, 0.025, 0.5, 0.9, 0.9999])
    # cubic pieces through 257 exact points: a straight line in the normal score is met exactly
    np.testing.assert_allclose(one.log_quantile(uniform), 0.7 + 0.4 * ndtri(uniform), atol=1e-9)
    assert one.centre() == pytest.approx(np.exp(0.7))
    assert (one.log_mean, one.log_sd) == pytest.approx((0.7, 0.4))


def test_quantiles_invert_the_distribution_function_far_into_both_tails(law):
    exact = [brentq(lambda x, at=at: law.cdf(x)[0] - at, -60, 60, xtol=1e-13) for at in POINTS]
    # at 1 - 1e-9 the root finder itself knows the distribution function to 1e-16 only
    np.testing.assert_allclose(law.log_quantile(POINTS), exact, atol=2e-6)


def test_quantiles_rise_and_have_no_kink(law):
    uniform = np.linspace(1e-6, 1 - 1e-6, 20001)
    value = law.quantile(uniform)
    assert (np.diff(value) > 0).all()
    # slopes against the normal score between the pieces of the table: no jump above a thousandth
    score = np.linspace(-4, 4, 8001)
    slope = np.diff(law.log_quantile((1 + _erf(score / np.sqrt(2))) / 2)) / np.diff(score)
    assert np.abs(np.diff(slope)).max() < 1e-3


def _erf(x):
    from scipy.special import erf

    return erf(x)


def test_a_quantile_depends_on_its_own_uniform_number_only(law):
    uniform = np.linspace(0.01, 0.99, 300)
    np.testing.assert_array_equal(law.quantile(uniform)[:100], law.quantile(uniform[:100]))


def test_moments_are_those_of_the_parts():
    law = Mixture.of(np.array([0.25, 0.75]), np.array([0.0, 4.0]), np.array([1.0, 2.0]))
    assert law.log_mean == pytest.approx(3.0)
    # by hand: 0.25 (1 + 9) + 0.75 (4 + 1) = 6.25
    assert law.log_sd == pytest.approx(2.5)
    # between two far parts the quantile jumps across the gap
    assert law.cdf(np.array([0.0]))[0] == pytest.approx(0.25 * 0.5 + 0.75 * 0.0227501319)
    assert law.density(np.array([4.0]))[0] == pytest.approx(
        (0.25 * np.exp(-8) + 0.75 / 2) / np.sqrt(2 * np.pi)
    )


def test_parts_without_mass_are_dropped():
    law = Mixture.of(np.array([1.0, 1e-15]), np.array([0.0, 99.0]), np.array([1.0, 1.0]))
    assert law.weight.tolist() == [1.0]


NARROWEST = 0.15
"""Standard deviation of a logarithm; the table's nodes are too far apart for narrower parts."""


@given(st.floats(0.001, 0.999), st.floats(-5, 5), st.floats(NARROWEST, 3))
def test_the_distribution_function_of_a_quantile_is_the_uniform_number(at, apart, wide):
    law = Mixture.of(np.array([0.4, 0.6]), np.array([0.0, apart]), np.array([0.5, wide]))
    # two narrow parts far apart leave a gap that cubic pieces cross with an error; 1.3e-5 measured
    assert law.cdf(law.log_quantile(np.array([at])))[0] == pytest.approx(at, abs=5e-5)


def test_the_pool_s_own_mixtures_are_inverted_far_more_closely():
    made = pool(evidence_rows())
    for law in (made.predictive, made.average):
        uniform = np.linspace(0.001, 0.999, 500)
        # parts overlap here, and those narrower than the table's nodes carry next to no mass
        assert law.weight[law.sd < NARROWEST].sum() < 0.02
        assert law.cdf(law.log_quantile(uniform)) == pytest.approx(uniform, abs=1e-6)
