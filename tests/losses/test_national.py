"""Ledger A: transactions only, at the curve before the sale."""

import dataclasses

import numpy as np
import pytest

from saiken.losses import (
    national_loss,
    nonresident_share,
    seller_loss_bonds_usd,
    seller_loss_currency_usd,
    us_loss_usd,
)
from saiken.market import price_sensitivity

MONTHS = 121


def parallel(by, draws=6, days=61):
    change = np.full((draws, days, 10), by)
    change[:, 0] = 0
    return change


def test_nothing_sold_and_nothing_moved_is_exactly_zero(selling, snap):
    nothing = selling(0.0)
    ledger = national_loss(nothing, parallel(0.0), np.zeros((6, MONTHS)), np.zeros((6, 61)), snap)
    for loss in (ledger.us_loss_usd, ledger.seller_loss_bonds_usd, ledger.seller_loss_usd):
        assert (loss == 0).all()
    assert ledger.ratio.per_draw is None


def test_share_of_non_residents_as_known_then(snap):
    """February 2025 was the newest month on 2 May 2025; its total is in the bundled file."""
    known = snap.store.series("tic_holdings", "Grand Total", "2025-05-02")
    assert str(known.dates[-1]) == "2025-02-28"
    assert nonresident_share(snap) == pytest.approx(known.values[-1] / 2.893e13)
    assert 0.29 < nonresident_share(snap) < 0.33


def test_us_loss_by_hand(snap):
    """USD 1bn in month 12 alone, discounted from the middle of the month, times the share."""
    extra = np.zeros((2, MONTHS))
    extra[1, 12] = 1e9
    loss = us_loss_usd(extra, snap)
    years = 11.5 / 12
    expected = 1e9 * np.exp(-snap.curve.zero(years) * years) * nonresident_share(snap)
    assert loss[0] == 0
    assert loss[1] == pytest.approx(expected)


def test_us_loss_counts_no_month_after_the_horizon(snap):
    extra = np.ones((1, MONTHS))
    assert us_loss_usd(extra, snap, horizon_months=60) < us_loss_usd(extra, snap)
    late = np.zeros((1, MONTHS))
    late[0, 61:] = 1.0
    assert us_loss_usd(late, snap, horizon_months=60) == 0


def test_bond_shortfall_by_hand(selling, snap):
    """One bucket on one day: amount times fall of the bucket, discounted three business days."""
    mix = np.eye(7)[3]
    sale = selling(1e11, days=[3], mix=mix)
    change = parallel(0.0)
    change[:, 3, :] = 1e-3
    fall = price_sensitivity()[3].sum() * 1e-3
    expected = 1e11 * fall * snap.curve.discount(3 / 250)
    assert seller_loss_bonds_usd(sale, change, snap) == pytest.approx(expected)


def test_bonds_sold_before_yields_move_lose_nothing(selling, snap):
    change = parallel(0.0)
    change[:, 30:] = 1e-3
    assert (seller_loss_bonds_usd(selling(1e11), change, snap) == 0).all()


def test_lower_yields_are_a_gain_to_the_seller(selling, snap):
    assert (seller_loss_bonds_usd(selling(1e11), parallel(-1e-4), snap) < 0).all()


def test_currency_shortfall_by_hand(selling, snap):
    """All converted on day 2 at a dollar that has lost 10%: a tenth of the amount."""
    path = np.zeros((6, 61))
    path[:, 2] = np.log(0.9)
    loss = seller_loss_currency_usd(selling(1e11, days=[2]), path, snap)
    assert loss == pytest.approx(1e10 * snap.curve.discount(2 / 250))


def test_half_converted_loses_half(selling, currency, snap):
    whole = seller_loss_currency_usd(selling(1e11), currency, snap)
    half = seller_loss_currency_usd(selling(1e11, converted=0.5), currency, snap)
    assert (whole > 0).all()
    assert half == pytest.approx(whole / 2)


def test_dollars_kept_lose_nothing_on_the_currency(selling, snap):
    assert (seller_loss_currency_usd(selling(1e11, converted=0.0), None, snap) == 0).all()


def test_conversion_without_a_record_cannot_be_shown(sale, yields, snap):
    ledger = national_loss(sale, yields, np.ones((6, MONTHS)), None, snap)
    assert ledger.seller_loss_currency_usd is None
    assert ledger.seller_loss_usd is None
    assert ledger.ratio.per_draw is None
    assert (ledger.seller_loss_bonds_usd != 0).all()
    assert any("no record" in reason for reason in ledger.reasons)


def test_ledger_adds_up_and_says_what_it_leaves_out(sale, yields, currency, snap):
    extra = np.full((6, MONTHS), 2e8)
    ledger = national_loss(sale, yields, extra, currency, snap)
    parts = ledger.seller_loss_bonds_usd + ledger.seller_loss_currency_usd
    assert (ledger.seller_loss_usd == parts).all()
    assert ledger.us_loss_usd.dtype == ledger.seller_loss_usd.dtype == np.float64
    assert ledger.output_lost_usd is None
    text = " ".join(ledger.caveats())
    for words in ("10 years", "31%", "no sourced multiplier"):
        assert words in text


def test_bills_bought_cheaper_are_a_gain_on_the_purchase(selling, snap):
    """The money buys bills the same day: 10 bp more yield on both sides, bought against sold."""
    sale = selling(1e11, days=[3], mix=np.eye(7)[3])
    bought = np.zeros_like(sale.schedule)
    bought[3, 0] = 1.0
    change = parallel(0.0)
    change[:, 3, :] = 1e-3
    falls = price_sensitivity().sum(axis=1) * 1e-3
    expected = 1e11 * (falls[3] - falls[0]) * snap.curve.discount(3 / 250)
    loss = seller_loss_bonds_usd(dataclasses.replace(sale, bought=bought), change, snap)
    assert loss == pytest.approx(expected)
