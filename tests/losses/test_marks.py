"""Ledger M: over holders and issuer the bonds sum to zero, in every draw."""

import dataclasses

import numpy as np
import pytest

from saiken.errors import InputError
from saiken.losses import marks, unsold_dollars_mark_usd
from saiken.losses.marks import Marks
from saiken.market import market_mix, price_sensitivity

BOOK_USD = 1.1259e12
BOOK_MIX = np.array([0.1, 0.3, 0.34, 0.13, 0.13, 0.0, 0.0])


def mark(sale, yields, snap, day=20, held=BOOK_USD):
    return marks(sale, yields, day, snap, seller_holdings_usd=held, seller_mix=BOOK_MIX)


def parts(result: Marks):
    return [
        getattr(result, field.name)
        for field in dataclasses.fields(result)
        if field.name.endswith("_usd") and getattr(result, field.name) is not None
    ]


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
