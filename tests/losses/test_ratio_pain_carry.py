"""Damage ratio, pain and the carry memo."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saiken.losses import (
    damage_ratio,
    financing_carry,
    foregone_carry,
    household_lines,
    pain_lines,
)
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
    carry = foregone_carry(sale, {"dollars": 1.0}, snap)
    sold = snap.curve.par([5.25, 5.75, 6.25, 6.75]).mean()
    assert carry.sold_yield_per_year == pytest.approx(sold)
    assert carry.usd_per_year == pytest.approx(1e11 * (sold - snap.curve.par(0.25)))


def test_carry_of_yen_uses_government_bonds_of_the_same_maturities(selling, snap):
    sale = selling(1e11, mix=np.eye(7)[3])
    carry = foregone_carry(sale, {"yen": 1.0}, snap)
    five, seven = (snap.latest("jgb_yields", key).value for key in ("jgb_5Y", "jgb_7Y"))
    assert five < carry.new_yield_per_year < seven
    assert (carry.usd_per_year > 0).all()


def test_bills_earn_their_own_bucket_s_yield(selling, snap):
    """Par yields at 1.5, 4.5, 7.5 and 10.5 months, the middles of four slices of the year."""
    sale = selling(1e11, mix=np.eye(7)[3])
    carry = foregone_carry(sale, {"bills": 1.0}, snap)
    bills = snap.curve.par(np.array([1.5, 4.5, 7.5, 10.5]) / 12).mean()
    assert carry.new_yield_per_year == pytest.approx(bills)
    assert carry.usd_per_year == pytest.approx(1e11 * (carry.sold_yield_per_year - bills))
    assert carry.note == ""


def test_deposits_and_the_repo_pool_are_read_alike_and_it_is_said(selling, snap):
    sale = selling(1e11)
    kept, pool = (foregone_carry(sale, {use: 1.0}, snap) for use in ("dollars", "fed-pool"))
    assert kept.new_yield_per_year == pool.new_yield_per_year == float(snap.curve.par(0.25))
    assert kept.note == pool.note
    assert "three-month bill's yield, a stand-in" in kept.note


def test_several_uses_earn_by_their_shares(selling, snap):
    sale = selling(1e11)
    yen, bills = (foregone_carry(sale, {use: 1.0}, snap) for use in ("yen", "bills"))
    both = foregone_carry(sale, {"yen": 0.25, "bills": 0.75, "gold": 0.0}, snap)
    np.testing.assert_allclose(
        both.usd_per_year, 0.25 * yen.usd_per_year + 0.75 * bills.usd_per_year, rtol=1e-12
    )
    assert foregone_carry(sale, {"yen": 0.75, "gold": 0.25}, snap).usd_per_year is None


def test_what_a_hedge_costs_is_said_to_be_missing(selling, snap):
    sale = selling(1e11)
    assert "hedge costs" in foregone_carry(sale, {"yen": 1.0}, snap, hedged_share=0.5).note
    assert foregone_carry(sale, {"yen": 1.0}, snap).note == ""


def test_carry_of_gold_cannot_be_shown(sale, snap):
    carry = foregone_carry(sale, {"gold": 1.0}, snap)
    assert carry.usd_per_year is None
    assert "no yield on gold" in carry.reason


def test_carry_against_financing_bills_by_hand(selling, snap):
    """The bonds' yield less the one-year Japanese yield of the day, times the amount."""
    sale = selling(1e11, mix=np.eye(7)[3])
    carry = financing_carry(sale, "Japan", snap)
    bills = snap.latest("jgb_yields", "jgb_1Y").value
    assert carry.new_yield_per_year == pytest.approx(bills)
    assert carry.usd_per_year == pytest.approx(1e11 * (carry.sold_yield_per_year - bills))
    assert carry.sold_yield_per_year == foregone_carry(sale, {"yen": 1.0}, snap).sold_yield_per_year
    assert "stand-in" in carry.note
    # short bills yield less than bonds of five to seven years: more is given up
    assert (carry.usd_per_year > foregone_carry(sale, {"yen": 1.0}, snap).usd_per_year).all()


def test_nobody_elses_financing_is_known(sale, snap):
    carry = financing_carry(sale, "china", snap)
    assert carry.usd_per_year is None
    assert "how the reserves of China, Mainland are financed" in carry.reason


def test_household_lines_are_annuities_on_the_worst_day(snap):
    """Extra payment by the textbook formula, from the loan's own rate, at each draw's highest."""
    mortgage, car = household_lines(snap)
    assert (mortgage.variable, car.variable) == ("mortgage_30y_change", "auto_loan_change")
    assert f"{mortgage.loan.amount_usd:,.0f}" in mortgage.label
    path = np.array([[0.0, 0.004, 0.001], [0.0, 0.0, 0.0]])
    for line in (mortgage, car):
        extra = line.extra_usd_per_month(path)
        count = line.loan.years * 12
        before, after = (line.loan.rate_per_year + change for change in (0.0, 0.004))
        annuity = [
            line.loan.amount_usd * (rate / 12) / (1 - (1 + rate / 12) ** -count)
            for rate in (before, after)
        ]
        assert extra == pytest.approx([annuity[1] - annuity[0], 0.0])


def test_every_quoted_yield_of_japan_is_used(selling, snap):
    """Buckets 1-3, 5-7 and 10-20 years read at four points each, linear between the quotes."""
    quoted = {
        int(key.removeprefix("jgb_").removesuffix("Y")): snap.latest("jgb_yields", key).value
        for key in snap.store.keys("jgb_yields")
        if key != "jgb_40Y"
    }
    years = sorted(quoted)
    for place, points in (
        (1, [1.25, 1.75, 2.25, 2.75]),
        (3, [5.25, 5.75, 6.25, 6.75]),
        (4, [7.375, 8.125, 8.875, 9.625]),
        (5, [11.25, 13.75, 16.25, 18.75]),
    ):
        carry = foregone_carry(selling(1e11, mix=np.eye(7)[place]), {"yen": 1.0}, snap)
        read = np.interp(points, years, [quoted[year] for year in years]).mean()
        assert carry.new_yield_per_year == pytest.approx(read)
