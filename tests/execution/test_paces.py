"""Every pace by name: shares of a whole, in plain words refused otherwise."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saiken.errors import InputError
from saiken.execution import CLOSED_FORMS, MOST_HARMFUL, PACES, closed_form, even, front_loaded
from saiken.execution.paces import paces_file, published_example


def test_the_names():
    assert PACES == ("even", "front-loaded", "almgren-chriss", "obizhaeva-wang", "most-harmful")
    assert (*CLOSED_FORMS, MOST_HARMFUL) == PACES


@given(
    pace=st.sampled_from(CLOSED_FORMS),
    days=st.integers(1, 1250),
    resilience=st.floats(0, 10),
)
def test_shares_of_a_whole(pace, days, resilience):
    shares = closed_form(pace, days, resilience)
    assert shares.shape == (days,)
    assert (shares >= 0).all()
    # a sum of 1,250 rounded shares
    assert shares.sum() == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("pace", CLOSED_FORMS)
def test_one_day_is_all_at_once(pace):
    np.testing.assert_allclose(closed_form(pace, 1, 0.1), [1.0], rtol=1e-15)


def test_even_is_a_plain_division():
    np.testing.assert_array_equal(even(60), [1 / 60] * 60)
    np.testing.assert_array_equal(closed_form("even", 60, 0.1), even(60))


def test_front_loaded_falls_in_a_straight_line():
    np.testing.assert_allclose(front_loaded(4, 0.0), np.array([4, 3, 2, 1]) / 10)
    np.testing.assert_allclose(front_loaded(4, 0.5), np.array([8, 7, 6, 5]) / 26)
    np.testing.assert_allclose(front_loaded(7, 1.0), even(7))
    np.testing.assert_array_equal(closed_form("front-loaded", 9, 0.1), front_loaded(9, 0.0))


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_rate_cannot_turn_or_rise(share):
    with pytest.raises(InputError, match=r"last rate's share of the first is .*allowed is 0 to 1"):
        front_loaded(5, share)


def test_the_published_urgency_holds_for_any_length():
    """The holdings of the example's five days lie on the path of fifty."""
    order, aversion = published_example()
    left = 1 - np.cumsum(closed_form("almgren-chriss", 50, 0.1))
    np.testing.assert_allclose(left[9::10], order.holdings(aversion) / order.position, atol=1e-12)


def test_only_one_pace_reads_the_resilience():
    for pace in CLOSED_FORMS:
        same = np.array_equal(closed_form(pace, 20, 0.01), closed_form(pace, 20, 1.0))
        assert same == (pace != "obizhaeva-wang")


def test_the_most_harmful_has_no_form_of_its_own():
    with pytest.raises(InputError, match="depends on prices; it is found by a run"):
        closed_form(MOST_HARMFUL, 5, 0.1)


def test_an_unknown_pace_names_the_nearest():
    with pytest.raises(InputError, match="no pace named 'evenly'; the nearest are even"):
        closed_form("evenly", 5, 0.1)


def test_every_pace_with_figures_has_a_source():
    for record in paces_file().values():
        assert record["source"].strip()
        assert record["verified"] in ("assumption", "secondary", "abstract")
