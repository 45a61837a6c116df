"""The bracketing alone: the first step that reaches, in few evaluations."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saiken.reverse.search import Evaluations, first_reached

STEPS = 400
SCAN = [0, 50, 100, 200, 300, 399]


def straight(slopes, needs):
    return Evaluations(lambda step: np.asarray(slopes) * step - np.asarray(needs))


def by_trying_all(seen, probability):
    reached = (step for step in range(STEPS) if seen.share(step) >= probability)
    return next(reached, None)


@given(
    st.lists(st.tuples(st.floats(0.01, 5), st.floats(0, 1500)), min_size=1, max_size=40),
    st.floats(0.01, 0.99),
)
def test_the_first_step_that_reaches_is_found(draws, probability):
    slopes, needs = zip(*draws, strict=True)
    found = first_reached(straight(slopes, needs), probability, SCAN)
    assert found == by_trying_all(straight(slopes, needs), probability)


@given(st.lists(st.floats(-1, 1), min_size=STEPS, max_size=STEPS), st.floats(0.05, 0.95))
def test_whatever_the_shape_the_answer_reaches_and_the_step_before_does_not(values, probability):
    seen = Evaluations(lambda step: np.array([values[step], values[-1 - step]]))
    found = first_reached(seen, probability, SCAN)
    if found is None:
        assert all(seen.share(step) < probability for step in SCAN)
    else:
        assert seen.share(found) >= probability
        assert found == 0 or seen.share(found - 1) < probability


@given(st.floats(0.01, 0.99), st.integers(1, 60))
def test_the_deciding_draw_decides(probability, draws):
    """Enough draws reach exactly when the distance that is searched is not negative."""
    seen = straight(np.ones(draws), np.arange(draws) * STEPS / draws)
    for step in (0, 7, 133, 399):
        assert (seen.margin(step, probability) >= 0) == (seen.share(step) >= probability - 1e-9)


def test_few_evaluations_on_a_straight_line():
    seen = straight(np.linspace(1, 2, 64), np.full(64, 307.3))
    first_reached(seen, 0.5, SCAN)
    assert len(seen.distances) <= len(SCAN) + 4


def test_a_staircase_that_misleads_a_straight_line_is_halved():
    """Nearly flat, then a cliff: guesses near the failing end are followed by halvings."""
    seen = Evaluations(lambda step: np.array([-1e-9 if step < 390 else 1e9]))
    assert first_reached(seen, 0.5, [0, 399]) == 390
    assert len(seen.distances) <= 2 + 2 * 9


def test_an_evaluation_is_made_once():
    calls = []

    def measure(step):
        calls.append(step)
        return np.array([step - 120.5])

    seen = Evaluations(measure)
    assert first_reached(seen, 0.5, SCAN) == 121
    assert first_reached(seen, 0.9, SCAN) == 121
    assert len(calls) == len(set(calls))


def test_a_wider_bracket_stops_earlier():
    seen = straight([1.0], [250.5])
    found = first_reached(seen, 0.5, SCAN, lambda low, high: high - low <= 60)
    assert 251 <= found <= 300
    assert seen.share(found) == 1


def test_what_is_not_a_number_reaches_nothing():
    seen = Evaluations(lambda step: np.array([np.nan, float(step) - 100]))
    assert seen.share(399) == 0.5
    assert seen.margin(399, 0.5) == 299
    assert seen.margin(399, 0.6) == -np.inf
    assert first_reached(seen, 0.6, SCAN) is None
    assert first_reached(seen, 0.5, SCAN) == 100


@pytest.mark.parametrize(("probability", "step"), [(0.25, 100), (0.5, 200), (0.75, 300)])
def test_quantiles_of_the_needs(probability, step):
    seen = straight(np.ones(4), [100, 200, 300, 390])
    assert first_reached(seen, probability, SCAN) == step
