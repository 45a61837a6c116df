"""What dealers carry, and how close that is to what they can."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saiken.data import load_store
from saiken.impact.flow import (
    DealerBook,
    carried_path,
    carry_decay_per_day,
    dealer_book,
    dealer_strain,
    flow_file,
    strain,
    utilisation,
)
from saiken.parameters import Parameters
from saiken.snapshot import snapshot

ONSET = flow_file()["dealers"]["strain_onset"]
BOOK = DealerBook(3.0e11, 4.0e11, np.datetime64("2025-01-01"))
ROUNDING = 1e-12


def prm(share=0.2, weeks=2.0, capacity=1.25, draws=1):
    values = {
        "flow.dealer_share": share,
        "flow.dealer_half_life_weeks": weeks,
        "flow.capacity_over_record": capacity,
    }
    return Parameters.from_values(values, draws)


def test_what_was_taken_in_a_day_is_half_gone_after_a_half_life():
    rate = np.zeros((1, 30))
    rate[0, 1] = 1e11
    carried = carried_path(rate, prm())[0]
    assert carried[0] == 0
    assert carried[1] == pytest.approx(2e10, rel=ROUNDING)
    assert carried[11] == pytest.approx(1e10, rel=ROUNDING)
    assert carry_decay_per_day(prm())[0] == pytest.approx(np.log(2) / 10)


def test_slow_twin_agrees():
    generator = np.random.default_rng(2)
    rate = generator.uniform(-1e10, 3e10, size=(3, 40))
    drawn = prm(share=np.array([0.1, 0.2, 0.3]), weeks=np.array([1.0, 2.0, 3.0]), draws=3)
    found = carried_path(rate, drawn)
    for draw, (share, weeks) in enumerate(((0.1, 1.0), (0.2, 2.0), (0.3, 3.0))):
        held = 0.0
        for day in range(40):
            held = held * 0.5 ** (1 / (5 * weeks)) + share * rate[draw, day]
            assert found[draw, day] == pytest.approx(held, rel=1e-10, abs=1e-3)


def test_purchases_take_bonds_off_dealers():
    rate = np.zeros((1, 5))
    rate[0, 1:] = -1e10
    assert (carried_path(rate, prm())[0, 1:] < 0).all()


def test_utilisation_is_the_book_over_a_multiple_of_the_record():
    used = utilisation(np.array([[0.0, 1e11]]), BOOK, prm(capacity=1.25))
    np.testing.assert_allclose(used, [[3 / 5, 4 / 5]], rtol=ROUNDING)


def test_strain_is_none_up_to_the_onset_and_whole_from_capacity_on():
    assert (strain(np.array([-1.0, 0.0, 0.5, ONSET])) == 0).all()
    assert (strain(np.array([1.0, 1.0001, 3.0])) == 1).all()
    # half-way between them by symmetry
    assert strain(np.array([(ONSET + 1) / 2]))[0] == pytest.approx(0.5)


@given(low=st.floats(0.0, 2.0), gap=st.floats(0.0, 0.5))
def test_strain_rises_and_has_no_jump(low, gap):
    found = strain(np.array([low, low + gap]))
    assert found[1] >= found[0]
    # the steepest slope of the cubic is 1.5 over the width of the strain
    assert found[1] - found[0] <= 1.5 * gap / (1 - ONSET) + ROUNDING


def test_strain_is_level_at_both_ends():
    step = 1e-4
    for at in (ONSET, 1.0):
        around = strain(np.array([at - step, at + step]))
        assert abs(around[1] - around[0]) < 1e-5


def test_no_book_no_strain():
    carried = np.full((1, 4), 1e12)
    assert (dealer_strain(carried, None, prm()) == 0).all()
    assert (dealer_strain(carried, BOOK, prm()) == 1).all()


def test_the_book_is_read_as_known_on_the_day():
    store = load_store()
    known = store.series("dealer_positions", "all_usts")
    book = dealer_book(snapshot("2020-03-06", store))
    # Wednesday 26 February, out on 5 March; that of 4 March comes out on the 12th
    assert str(book.date) == "2020-02-26"
    assert book.position_usd == known.at_or_before("2020-02-26").value
    assert book.record_usd == known.window("2013-01-01", "2020-02-26").values.max()
    assert book.record_usd < known.values.max()


def test_before_the_first_publication_there_is_no_book():
    assert dealer_book(snapshot("2013-04-10")) is None
    assert dealer_book(snapshot("2013-04-11")) is not None
