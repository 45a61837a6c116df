"""Obizhaeva and Wang (2013): the closed form against the recursion and a quadratic programme."""

import numpy as np
import pytest

from saiken.errors import InputError
from saiken.execution import block_rate_block, even


def _recursion(periods: int, decay: float, density: float, permanent: float) -> np.ndarray:
    """Sales by the backward recursion of Obizhaeva and Wang (Proposition 1), X = 1.

    `decay` is exp(-rho tau); kappa = 1/q - lambda is the part of the impact that passes.
    """
    kappa, a = 1 / density - permanent, decay
    alpha, beta, gamma = [1 / (2 * density) - permanent], [1.0], [0.0]
    rules = []
    for _ in range(periods):
        al, be, ga = alpha[-1], beta[-1], gamma[-1]
        delta = 1 / (1 / (2 * density) + al - be * kappa * a + ga * kappa**2 * a**2)
        by_left = permanent + 2 * al - be * kappa * a
        by_gap = 1 - be * a + 2 * kappa * ga * a**2
        rules.append((delta, by_left, by_gap))
        alpha.append(al - delta * by_left**2 / 4)
        beta.append(be * a + delta * by_gap * by_left / 2)
        gamma.append(ga * a**2 - delta * by_gap**2 / 4)
    left, gap, sold = 1.0, 0.0, []
    for delta, by_left, by_gap in reversed(rules):
        sale = -delta * (gap * by_gap - left * by_left) / 2
        sold.append(sale)
        left, gap = left - sale, (gap + kappa * sale) * a
    return np.array([*sold, left])


@pytest.mark.parametrize("resilience", [0.02, 0.2, 2.0])
@pytest.mark.parametrize("periods", [1, 2, 10, 59])
@pytest.mark.parametrize(("density", "permanent"), [(5.0, 0.0), (5.0, 0.1), (0.3, 1.0)])
def test_the_closed_form_solves_the_recursion_of_obizhaeva_and_wang(
    resilience, periods, density, permanent
):
    """It depends neither on the book's depth nor on what is lasting; the recursion has both."""
    expected = _recursion(periods, np.exp(-resilience), density, permanent)
    found = block_rate_block(periods + 1, resilience)
    np.testing.assert_allclose(found, expected, atol=1e-10)


@pytest.mark.parametrize("resilience", [0.05, 0.5])
def test_it_is_the_cheapest_schedule_in_a_book_that_refills(resilience):
    """Cost = sum over pairs of sales of exp(-rho |t - s|) / 2: a form with one minimum."""
    days = np.arange(20)
    form = np.exp(-resilience * abs(days[:, None] - days))
    best = np.linalg.solve(form, np.ones(20))
    np.testing.assert_allclose(block_rate_block(20, resilience), best / best.sum(), atol=1e-12)


def test_without_resilience_two_halves():
    shares = block_rate_block(60, 0.0)
    assert shares[0] == shares[-1] == 0.5
    assert not shares[1:-1].any()


def test_with_perfect_resilience_even():
    np.testing.assert_allclose(block_rate_block(60, 50.0), even(60), rtol=1e-15)


@pytest.mark.parametrize("resilience", [0.01, 0.03466])
def test_the_continuous_limit(resilience):
    """x_0 = X / (rho T + 2) and a rate rho x_0: the gap closes with the length of a step."""
    span = 60.0
    block = 1 / (resilience * span + 2)
    gaps = []
    for per_day in (1, 10, 100):
        shares = block_rate_block(int(span * per_day) + 1, resilience / per_day)
        gaps.append(abs(shares[0] - block))
        assert shares[1] * per_day == pytest.approx(resilience * block, rel=0.05)
    assert gaps[0] > 5 * gaps[1] > 25 * gaps[2]
    assert gaps[2] < 1e-4


def test_one_and_two_days():
    np.testing.assert_array_equal(block_rate_block(1, 0.1), [1.0])
    np.testing.assert_array_equal(block_rate_block(2, 0.1), [0.5, 0.5])


@pytest.mark.parametrize("resilience", [-0.1, float("nan")])
def test_a_book_cannot_refill_backwards(resilience):
    with pytest.raises(InputError, match=r"resilience per day is .*allowed is zero or more"):
        block_rate_block(5, resilience)
