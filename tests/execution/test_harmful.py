"""The search for the most harmful pace, against tolls whose answer is known."""

import numpy as np
import pytest

from saiken.errors import SolverError
from saiken.execution import CLOSED_FORMS, Toll, closed_form, even, most_harmful

DAYS, RESILIENCE = 12, 0.05
EARLY = np.arange(DAYS, 0, -1.0)


def _square(weights: np.ndarray) -> float:
    return float((weights**2).sum())


def test_harm_without_a_price_is_all_on_the_first_day():
    found = most_harmful(DAYS, RESILIENCE, lambda w: Toll(float(w @ EARLY), 1.0))
    np.testing.assert_allclose(found, np.eye(DAYS)[0], atol=1e-6)


def test_where_every_other_pace_costs_more_it_is_even_to_the_last_bit():
    """The sum of squares is smallest for equal shares, and its minimum is the seller's means."""
    found = most_harmful(DAYS, RESILIENCE, lambda w: Toll(1 + _square(w), _square(w)))
    np.testing.assert_array_equal(found, even(DAYS))


def test_a_loss_that_binds_is_used_up():
    """Linear harm, quadratic cost: at the optimum the means are spent and nothing is wasted."""
    means = 2 * _square(even(DAYS))

    def assess(weights: np.ndarray) -> Toll:
        return Toll(float(weights @ EARLY), _square(weights))

    found = most_harmful(DAYS, RESILIENCE, assess, means)
    assert found.sum() == pytest.approx(1, abs=1e-14)
    assert _square(found) == pytest.approx(means, rel=2e-6)
    assert _square(found) <= means * (1 + 1e-6)
    # no mixture on a fine lattice of the same family that costs no more does better
    corners = np.stack([closed_form(p, DAYS, RESILIENCE) for p in CLOSED_FORMS] + [np.eye(DAYS)[0]])
    steps = 16
    tried = [
        np.array(mix) / steps @ corners
        for mix in np.ndindex(*(steps + 1,) * 5)
        if sum(mix) == steps
    ]
    rivals = [w @ EARLY for w in tried if _square(w) <= means]
    assert len(rivals) > 100
    assert found @ EARLY >= max(rivals) - 1e-9


@pytest.mark.parametrize("pace", CLOSED_FORMS)
def test_no_named_pace_does_more_harm_at_its_own_cost(pace):
    """A harm with a memory and a cost with an edge: nothing convex about it."""

    def assess(weights: np.ndarray) -> Toll:
        pushed = np.cumsum(weights**0.6)
        return Toll(float(pushed.sum()), float((weights * np.sqrt(pushed)).sum()))

    rival = assess(closed_form(pace, DAYS, RESILIENCE))
    found = assess(most_harmful(DAYS, RESILIENCE, assess, rival.seller_loss_usd))
    assert found.us_loss_usd >= rival.us_loss_usd
    assert found.seller_loss_usd <= rival.seller_loss_usd * (1 + 1e-6)


def test_the_means_are_those_of_selling_evenly_if_nothing_else_is_said():
    def assess(weights: np.ndarray) -> Toll:
        return Toll(float(weights @ EARLY), float(weights @ EARLY) - 0.1 * float(weights[-1]))

    default = most_harmful(DAYS, RESILIENCE, assess)
    given = most_harmful(DAYS, RESILIENCE, assess, assess(even(DAYS)).seller_loss_usd)
    np.testing.assert_array_equal(default, given)
    assert assess(default).us_loss_usd > assess(even(DAYS)).us_loss_usd


def test_the_size_of_the_currency_unit_does_not_matter():
    """Harm and cost are searched as shares of themselves: trillions climb like thousands."""
    means = 0.13

    def search(scale: float):
        def assess(weights: np.ndarray) -> Toll:
            return Toll(scale * float(weights @ EARLY), scale * _square(weights))

        return most_harmful(DAYS, RESILIENCE, assess, means * scale)

    for scale in (1e3, 1e12):
        # the means are not met by any pair of corners: the climb has to have worked
        assert _square(search(scale)) == pytest.approx(means, rel=2e-6)
    np.testing.assert_allclose(search(1e3), search(1e12), atol=1e-6)


def test_a_gain_can_be_demanded():
    """Means below zero: the seller has to come out ahead."""
    found = most_harmful(DAYS, RESILIENCE, lambda w: Toll(1 - float(w[0]), 0.2 - float(w[0])), -0.3)
    assert found[0] == pytest.approx(0.5, abs=1e-5)


def test_the_same_answer_twice():
    def assess(weights: np.ndarray) -> Toll:
        return Toll(float(np.sqrt(weights) @ EARLY), _square(weights))

    first, second = (most_harmful(DAYS, RESILIENCE, assess, 0.2) for _ in range(2))
    np.testing.assert_array_equal(first, second)


def test_one_day_and_nothing_at_stake_are_even():
    calls = []

    def assess(weights: np.ndarray) -> Toll:
        calls.append(weights)
        return Toll(0.0, 0.0)

    np.testing.assert_array_equal(most_harmful(1, RESILIENCE, assess), [1.0])
    np.testing.assert_array_equal(most_harmful(5, RESILIENCE, assess), even(5))
    assert len(calls) == 1


def test_no_schedule_is_priced_twice():
    seen = []

    def assess(weights: np.ndarray) -> Toll:
        seen.append(weights.tobytes())
        return Toll(float(weights @ EARLY), _square(weights))

    most_harmful(DAYS, RESILIENCE, assess, 0.15)
    # harm and cost of a mixture are priced together; two mixtures may be one schedule
    assert len(seen) - len(set(seen)) <= 3
    assert len(seen) < 100


def test_means_that_buy_nothing_are_refused():
    with pytest.raises(SolverError, match="no pace over 12 days costs the seller USD 0 or less"):
        most_harmful(DAYS, RESILIENCE, lambda w: Toll(1.0, 1.0), 0.0)
