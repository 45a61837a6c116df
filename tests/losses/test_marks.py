"""Ledger M: over holders and issuer the bonds sum to zero, in every draw."""

import dataclasses

import numpy as np
import pytest

from saiken.errors import InputError
from saiken.holders import own_mix
from saiken.losses import marks, unsold_dollars_mark_usd
from saiken.losses.marks import Marks
from saiken.market import market_mix, price_sensitivity

BOOK_USD = 1.1259e12
BOOK_MIX = np.array([0.1, 0.3, 0.34, 0.13, 0.13, 0.0, 0.0])


def mark(sale, yields, snap, day=20, held=BOOK_USD, seller=None):
    return marks(
        sale, yields, day, snap, seller_holdings_usd=held, seller_mix=BOOK_MIX, seller=seller
    )


LINES = (
    "seller_unsold_usd",
    "changed_hands_usd",
    "other_foreign_usd",
    "federal_reserve_usd",
    "other_domestic_usd",
    "issuer_usd",
)


def parts(result: Marks):
    rows = [getattr(result, name) for name in LINES]
    return [row for row in rows if row is not None]


@pytest.mark.parametrize("day", [0, 1, 10, 20, 60, 250])
def test_bonds_sum_to_zero_in_every_draw(sale, yields, snap, day):
    """Relative to the largest part; sums in another order leave 1e-13."""
    rows = parts(mark(sale, yields, snap, day))
    assert len(rows) == 6
    scale = max(np.abs(row).max() for row in rows)
    assert np.abs(sum(rows)).max() <= 1e-12 * scale


def test_issuer_gains_when_yields_rise(sale, yields, snap):
    result = mark(sale, np.abs(yields), snap)
    assert (result.issuer_usd > 0).all()
    for row in parts(result):
        if row is not result.issuer_usd:
            assert (row < 0).all()


def test_issuers_gain_by_hand(sale, snap):
    up = np.full((6, 61, 10), 1e-3)
    duration = (market_mix(snap.store) * price_sensitivity().sum(axis=1)).sum()
    assert mark(sale, up, snap).issuer_usd == pytest.approx(2.893e13 * duration * 1e-3)


def test_sold_bonds_leave_the_sellers_base(selling, snap):
    """Half the book sold: the seller's mark halves, and the bonds that changed hands carry it."""
    up = np.full((6, 61, 10), 1e-3)
    before, after = (mark(selling(BOOK_USD / 2, mix=BOOK_MIX), up, snap, day) for day in (0, 20))
    assert after.seller_unsold_usd == pytest.approx(before.seller_unsold_usd / 2)
    assert after.changed_hands_usd == pytest.approx(after.seller_unsold_usd)
    assert (before.changed_hands_usd == 0).all()


def test_whole_book_sold_leaves_nothing_to_mark(selling, yields, snap):
    result = mark(selling(BOOK_USD), yields, snap)
    assert result.seller_unsold_usd == pytest.approx(0.0, abs=1.0)


def test_cannot_sell_more_than_is_held(selling, yields, snap):
    with pytest.raises(InputError, match="no more than the seller holds"):
        mark(selling(1.01 * BOOK_USD), yields, snap)


def test_holdings_may_differ_by_draw(sale, yields, snap):
    held = np.linspace(0.9, 1.1, 6) * BOOK_USD
    result = mark(sale, yields, snap, held=held)
    alone = mark(sale, yields, snap, held=held[0])
    assert result.seller_unsold_usd[0] == alone.seller_unsold_usd[0]
    assert result.seller_unsold_usd[5] != mark(sale, yields, snap).seller_unsold_usd[5]


def test_federal_reserve_has_its_published_size(sale, yields, snap):
    """Its part of what the seller neither holds nor sold is its part of everybody else's debt."""
    result = mark(sale, yields, snap)
    others = result.other_foreign_usd + result.federal_reserve_usd + result.other_domestic_usd
    fed_usd = snap.latest("fed_h41", "treasury").value
    assert result.federal_reserve_usd / others == pytest.approx(fed_usd / (2.893e13 - BOOK_USD))


def test_before_its_release_was_at_hand_the_fed_is_among_the_others(sale, yields, snap):
    early = dataclasses.replace(snap, as_of=np.datetime64("2002-06-03"))
    result = mark(sale, yields, early, held=6e11)
    assert result.federal_reserve_usd is None
    assert np.abs(sum(parts(result))).max() <= 1e-12 * np.abs(result.issuer_usd).max()


def test_a_day_after_the_last_is_the_last(sale, yields, snap):
    assert mark(sale, yields, snap, 250).day == 60


@pytest.mark.parametrize("seller", [None, "Japan", "China", "Europe", "Official holders"])
@pytest.mark.parametrize("day", [0, 5, 20, 60])
def test_residents_non_residents_and_issuer_sum_to_zero_in_every_draw(
    sale, yields, snap, seller, day
):
    """Whoever sells and however the rest is split; sums in another order leave 1e-13."""
    result = mark(sale, yields, snap, day, seller=seller)
    scale = np.abs(result.issuer_usd).max() + 1.0
    total = result.residents_usd + result.nonresidents_usd + result.issuer_usd
    assert np.abs(total).max() <= 1e-12 * scale
    assert np.abs(sum(parts(result))).max() <= 1e-12 * scale
    foreign = sum((line.usd for line in result.by_country), np.zeros(6))
    if seller in ("Japan", "China", "Europe"):
        assert np.abs(foreign - result.other_foreign_usd).max() <= 1e-12 * scale
    domestic = sum(line.usd for line in result.by_sector)
    assert np.abs(domestic - result.other_domestic_usd).max() <= 1e-12 * scale


def test_what_is_sold_weighs_on_the_seller_until_its_sale_and_on_buyers_since(selling, snap):
    """Half sold on day 3 at +10 bp, half on day 8 at +30 bp; yields stay there. By hand."""
    mix = np.eye(7)[3]
    duration = price_sensitivity()[3].sum()
    path = np.zeros((6, 61, 10))
    path[:, 3:] = 1e-3
    path[:, 8:] = 3e-3
    result = mark(selling(1e11, days=[3, 8], mix=mix), path, snap, day=20)
    assert result.changed_hands_usd == pytest.approx(-1e11 * duration * 3e-3)
    assert result.sold_until_sale_usd == pytest.approx(-5e10 * duration * (1e-3 + 3e-3))
    early = mark(selling(1e11, days=[3, 8], mix=mix), path, snap, day=5)
    assert early.changed_hands_usd == pytest.approx(-5e10 * duration * 1e-3)
    assert early.sold_until_sale_usd == pytest.approx(early.changed_hands_usd)
    assert early.bought_abroad_usd == pytest.approx(0, abs=1e-3)


def test_buyers_live_abroad_by_size(sale, yields, snap):
    result = mark(sale, yields, snap, day=30)
    bought = result.changed_hands_usd - result.sold_until_sale_usd
    abroad = snap.latest("tic_holdings", "Grand Total").value - BOOK_USD
    assert result.bought_abroad_usd == pytest.approx(bought * abroad / (2.893e13 - BOOK_USD))


def test_the_seller_is_not_among_the_other_countries(sale, yields, snap):
    names = [line.name for line in mark(sale, yields, snap, seller="Japan").by_country]
    assert names[:2] == ["China, Mainland", "United Kingdom"]
    assert names[-1] == "Countries not named"
    assert "Japan" not in names
    europe = [line.name for line in mark(sale, yields, snap, held=3e12, seller="Europe").by_country]
    assert {"Japan", "Canada"} <= set(europe)
    assert not {"Belgium", "France", "United Kingdom"} & set(europe)


def test_a_surveyed_country_is_marked_at_its_own_maturities(sale, snap):
    """China's holdings of the month times the survey's mix; the table adds up to 1e-4."""
    up = np.full((6, 61, 10), 1e-3)
    lines = {line.name: line for line in mark(sale, up, snap, seller="Japan").by_country}
    size = snap.latest("tic_holdings", "China, Mainland").value
    duration = (own_mix("China", snap).shares * price_sensitivity().sum(axis=1)).sum()
    assert lines["China, Mainland"].usd == pytest.approx(-size * duration * 1e-3, rel=1e-4)
    assert "survey" in lines["China, Mainland"].note
    assert "by size" in lines["United Kingdom"].note


def test_countries_without_a_survey_share_by_size(sale, yields, snap):
    lines = {line.name: line for line in mark(sale, yields, snap, seller="Japan").by_country}
    uk, france = (snap.latest("tic_holdings", name).value for name in ("United Kingdom", "France"))
    assert lines["United Kingdom"].usd / lines["France"].usd == pytest.approx(uk / france)


def test_countries_are_scaled_when_the_seller_holds_more_than_its_row(sale, yields, snap):
    """The table's total stays what non-residents hold."""
    plain = mark(sale, yields, snap, seller="Japan").by_country[0].usd
    more = mark(sale, yields, snap, held=1.2 * BOOK_USD, seller="Japan").by_country[0].usd
    foreign = snap.latest("tic_holdings", "Grand Total").value
    assert more / plain == pytest.approx((foreign - 1.2 * BOOK_USD) / (foreign - BOOK_USD))


def test_a_total_cannot_be_split_by_country(sale, yields, snap):
    result = mark(sale, yields, snap, held=4e12, seller="Official holders")
    assert result.by_country == ()
    assert any("cannot be split by country" in note for note in result.notes)
    alone = mark(sale, yields, snap, held=4e12)
    assert result.other_foreign_usd == pytest.approx(alone.other_foreign_usd)


def test_sectors_share_the_domestic_mark_by_size_without_savings_bonds(sale, yields, snap):
    result = mark(sale, yields, snap)
    lines = {line.name: line for line in result.by_sector}
    assert "Savings bonds" not in lines
    assert "Federal Reserve" not in lines
    funds, banks = (
        snap.latest("treasury_owners", key).value
        for key in ("mutual_funds", "depository_institutions")
    )
    assert lines["Mutual funds"].usd / lines["Banks"].usd == pytest.approx(funds / banks)
    assert lines["Mutual funds"].note.startswith("2024-09-30")
    assert any("Savings bonds are redeemed" in text for text in result.caveats())


def test_before_the_bulletin_at_hand_there_are_no_sectors(sale, yields, snap):
    early = dataclasses.replace(snap, as_of=np.datetime64("2018-06-01"))
    result = mark(sale, yields, early)
    assert result.by_sector == ()
    assert any("cannot be split by sector" in text for text in result.caveats())


def test_custody_is_said_with_the_countries(sale, yields, snap):
    said = " ".join(mark(sale, yields, snap, seller="Japan").caveats())
    assert "not who owns them" in said
    assert "China, Mainland" in said.partition("Marked at the maturities")[2]


def test_surveys_are_left_out_when_too_little_of_a_maturity_is_left(sale, yields, snap):
    """A seller with nearly all five- to seven-year notes leaves less than the surveys say."""
    notes = np.eye(7)[3]
    result = marks(
        sale, yields, 20, snap, seller_holdings_usd=2.8e12, seller_mix=notes, seller="Japan"
    )
    assert any("are not used" in note for note in result.notes)
    assert all("survey" not in line.note for line in result.by_country)


def test_unsold_dollars(selling, currency):
    """Half of the official dollars converted by day 20: the other half is marked."""
    sale = selling(5e11)
    marked = unsold_dollars_mark_usd(sale, currency, 20, 1e12)
    assert marked == pytest.approx(5e11 * np.expm1(currency[:, 20]))
    assert (marked < 0).all()
    assert (unsold_dollars_mark_usd(sale, np.zeros((6, 61)), 20, 1e12) == 0).all()


def test_caveats_say_that_other_maturities_are_not_known(sale, yields, snap):
    text = " ".join(mark(sale, yields, snap).caveats())
    assert "is not known" in text
    assert "never added" in text
