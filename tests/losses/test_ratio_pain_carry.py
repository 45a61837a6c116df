"""Damage ratio, pain and the carry memo."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saiken.losses import damage_ratio, foregone_carry, pain_lines
from saiken.variables import VARIABLES

MONEY = st.floats(-1e12, 1e12, allow_nan=False)


def test_ratio_over_draws_in_which_the_seller_loses():
    ratio = damage_ratio(np.array([30.0, -4.0, 5.0, 5.0]), np.array([15.0, 2.0, 0.0, -1.0]))
    assert ratio.per_draw.tolist() == [2.0, -2.0]
    assert ratio.share_without == 0.5
    assert ratio.reason is None


@pytest.mark.parametrize("seller", [[0.0, 0.0], [-1.0, -2.0]])
def test_no_ratio_when_the_seller_loses_in_no_draw(seller):
    ratio = damage_ratio(np.array([1.0, 2.0]), np.array(seller))
    assert ratio.per_draw is None
    assert ratio.share_without == 1
    assert "loses in no draw" in ratio.reason


def test_less_than_a_dollar_is_rounding_and_no_ratio_is_infinite():
    ratio = damage_ratio(np.array([1e10, 1e10]), np.array([1e-300, 2.0]))
    assert ratio.per_draw.tolist() == [5e9]


@given(st.lists(st.tuples(MONEY, MONEY), min_size=1, max_size=30))
def test_shares_of_draws_are_complete(pairs):
    us, seller = np.array(pairs).T
    ratio = damage_ratio(us, seller)
    shown = 0 if ratio.per_draw is None else ratio.per_draw.size
    assert shown / len(pairs) + ratio.share_without == pytest.approx(1)
    assert shown == (seller >= 1).sum()


def test_pain_names_published_variables():
    lines = pain_lines()
    assert [line.variable for line in lines] == [
        "mortgage_30y_change",
        "auto_loan_change",
        "equity_change",
        "federal_interest",
    ]
    assert all(line.variable in VARIABLES for line in lines)
    assert all(line.reading in ("highest", "lowest", "first_year") for line in lines)


def test_carry_of_dollars_by_hand(selling, snap):
    """Five- to seven-year bonds against bills, both read on the par curve of the day."""
    sale = selling(1e11, mix=np.eye(7)[3])
    carry = foregone_carry(sale, "dollars", snap)
    sold = snap.curve.par([5.25, 5.75, 6.25, 6.75]).mean()
    assert carry.sold_yield_per_year == pytest.approx(sold)
    assert carry.usd_per_year == pytest.approx(1e11 * (sold - snap.curve.par(0.25)))


def test_carry_of_yen_uses_government_bonds_of_the_same_maturities(selling, snap):
    sale = selling(1e11, mix=np.eye(7)[3])
    carry = foregone_carry(sale, "yen", snap)
    five, seven = (snap.latest("jgb_yields", key).value for key in ("jgb_5Y", "jgb_7Y"))
    assert five < carry.new_yield_per_year < seven
    assert (carry.usd_per_year > 0).all()


def test_carry_of_gold_cannot_be_shown(sale, snap):
    carry = foregone_carry(sale, "gold", snap)
    assert carry.usd_per_year is None
    assert "no yield on gold" in carry.reason
