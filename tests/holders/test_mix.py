from __future__ import annotations

import numpy as np
import pytest

from saiken.errors import InputError
from saiken.holders import duration_years, market_mix, named_mix, own_mix
from saiken.holders.mix import coupon_mix, published_records
from saiken.market import bucket_names


def test_japans_book_about_fiscal_2013(known):
    mix = own_mix("Japan", known())
    # MoF via Nikkei: 9.8% up to one year, 64.1% one to five, 26.1% above five.
    expected = [0.098, 0.641 / 2, 0.641 / 2, 0.261 * 0.4, 0.261 * 0.6, 0, 0]
    assert mix.shares == pytest.approx(expected)
    assert "nothing above ten years is an assumption" in mix.words


def test_the_official_book_is_no_long_end_seller(known):
    # models of the book: duration about three and a half to four years
    assert 3.3 < own_mix("Japan", known()).duration_years < 4


def test_three_disclosures_are_shown_in_order(known):
    records = published_records(known())
    assert [label for label, _ in records] == [
        "end of fiscal 2007",
        "end of fiscal 2008",
        "about fiscal 2013",
    ]
    first = [mix.shares[0] for _, mix in records]
    assert first == pytest.approx([0.266, 0.233, 0.098])


def test_an_old_date_sees_an_old_disclosure(known):
    assert own_mix("Japan", known("2010-06-01")).shares[0] == pytest.approx(0.233)
    early = own_mix("Japan", known("2008-06-02"))
    assert early.shares[0] == pytest.approx(0.266)
    assert "later than the date asked for" in early.words


@pytest.mark.parametrize(
    ("name", "buckets"),
    [("bills", {"0-1"}), ("belly", {"3-5", "5-7"}), ("long", {"10-20", "20-30"})],
)
def test_named_mixes_lie_where_they_say(name, buckets):
    mix = named_mix(name)
    assert {b for b, share in zip(bucket_names(), mix.shares, strict=True) if share} == buckets


def test_an_unknown_mix_names_the_nearest():
    with pytest.raises(
        InputError, match="no mix of maturities named 'billz'; the nearest are bills"
    ):
        named_mix("billz")


@pytest.mark.parametrize("seller", ["Japan", "China", "Canada", "Norway", "Europe", "Official"])
def test_shares_sum_to_one_and_none_is_negative(known, seller):
    shares = own_mix(seller, known()).shares
    assert shares.sum() == pytest.approx(1)
    assert (shares >= 0).all()


def test_a_country_in_the_survey_uses_its_own_long_and_short_part(known):
    # Survey of June 2024: China 752,872mn long-term, 27,486mn short-term.
    china = own_mix("China", known())
    long_share = 752_872 / (752_872 + 27_486)
    assert china.shares[1:] == pytest.approx(long_share * coupon_mix(known())[1:])
    assert china.duration_years > market_mix(known()).duration_years


def test_the_survey_is_not_used_before_its_release(known):
    assert "Mix not published" in own_mix("China", known("2025-02-01")).words
    assert "survey" in own_mix("China", known("2025-03-03")).words


@pytest.mark.parametrize("seller", ["Germany", "France", "Norway"])
def test_countries_without_both_parts_get_the_markets_mix(known, seller):
    mix = own_mix(seller, known())
    assert mix.name == "market"
    assert "Mix not published" in mix.words


def test_taking_bills_out_leaves_the_other_buckets_in_proportion(known):
    market, coupons = market_mix(known()).shares, coupon_mix(known())
    assert coupons[0] < market[0]
    ratio = coupons[1:] / market[1:]
    assert ratio == pytest.approx(np.full(ratio.size, ratio[0]))


def test_duration_of_a_bucket_lies_inside_it():
    for place, name in enumerate(bucket_names()):
        low, high = (float(edge) for edge in name.split("-"))
        one = np.eye(len(bucket_names()))[place]
        assert 0.5 * low < duration_years(one) < high


def test_the_first_bucket_of_the_coupon_mix_by_hand(known):
    """Face of notes, bonds, TIPS and floaters due within a year over the face of all kinds."""
    store = known().store
    table = store.table("mspd_securities")
    newest = table["record_date"].max()
    rows = table["record_date"] == newest
    months = (
        table["maturity_date"][rows].astype("datetime64[M]") - newest.astype("datetime64[M]")
    ).astype(int)
    face, bills = table["outstanding"][rows], table["security_class"][rows] == "Bill"
    due = months <= 12
    part = face[due & ~bills].sum() / face[due].sum()
    market = market_mix(known()).shares.copy()
    market[0] *= part
    assert coupon_mix(known()) == pytest.approx(market / market.sum(), rel=1e-9)
