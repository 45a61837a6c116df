"""The score against its definition, a closed form and a published one."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from saiken.history.crps import crps, with_noise

floats = st.floats(-5, 5, allow_nan=False)


def slow(sample, outcome):
    """The definition, pair by pair."""
    x = np.asarray(sample)
    return np.abs(x - outcome).mean() - np.abs(x[:, None] - x).mean() / 2


@given(st.lists(floats, min_size=1, max_size=30), floats)
def test_it_is_the_definition(sample, outcome):
    assert crps(np.array(sample), outcome) == pytest.approx(slow(sample, outcome), abs=1e-12)


def test_without_spread_it_is_the_absolute_error():
    assert crps(np.array([2.0]), -1.0) == 3.0


@pytest.mark.parametrize("outcome", [-1.3, 0.0, 0.4, 2.5])
def test_a_normal_forecast_gives_the_closed_form(outcome):
    """Gneiting and Raftery (2007), eq. 22: sd [z (2 F(z) - 1) + 2 f(z) - 1 / sqrt(pi)]."""
    mean, sd = 0.2, 1.5
    sample = norm.ppf((np.arange(20000) + 0.5) / 20000, mean, sd)
    z = (outcome - mean) / sd
    exact = sd * (z * (2 * norm.cdf(z) - 1) + 2 * norm.pdf(z) - 1 / np.sqrt(np.pi))
    # 20,000 midpoints leave the far tails out: an error of a ten-thousandth of the spread
    assert crps(sample, outcome) == pytest.approx(exact, abs=2e-4)


@given(st.lists(floats, min_size=2, max_size=10), floats, st.floats(0.1, 10), floats)
def test_units_and_origin_do_not_matter(sample, outcome, scale, shift):
    x = np.array(sample)
    moved = crps(scale * x + shift, scale * outcome + shift)
    assert moved == pytest.approx(scale * crps(x, outcome), abs=1e-9)


def test_every_effect_meets_every_ordinary_move():
    found = with_noise(np.array([1.0, 2.0]), np.array([-0.5, 0.0, 0.5]))
    assert sorted(found) == [0.5, 1.0, 1.5, 1.5, 2.0, 2.5]
