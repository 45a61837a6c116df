"""Auctions, buybacks, maturity profile and lists of securities: figures as published."""

import numpy as np
import pytest

from saiken.data import load_store

STORE = load_store()
DAY = np.datetime64

# fiscal-year totals printed by the agency for September 2024, USD bn, to the nearest million
FISCAL_2024_USD_BN = {
    "accrued: Treasury Notes": 329.709,
    "accrued: Treasury Bonds": 137.292,
    "discount: Treasury Bills": 306.434,
    "accrued: Treasury Floating Rate Notes (FRN)": 30.852,
    "accrued: Inflation Protected Securities (TIPS)": 17.349,
    "accrued: Int. Expense Inflation Compensation (TIPS)": 57.061,
    "premium: Treasury Notes": -1.356,
}


def test_the_auction_of_nine_april_2025():
    table = STORE.table("coupon_auctions", "2025-04-09")
    row = (table["auction_date"] == DAY("2025-04-09")) & (table["term_years"] == 10)
    assert row.sum() == 1
    assert table["high_yield"][row] == pytest.approx([0.04435])
    assert table["indirect"][row] == pytest.approx([0.879])
    assert table["offering"][row] == pytest.approx([39e9])
    assert table["is_reopening"][row] == [1]


def test_an_auction_is_not_known_the_day_before():
    assert STORE.table("coupon_auctions", "2025-04-08")["auction_date"].max() == DAY("2025-04-08")
    assert STORE.table("auctions", "2025-04-08")["auction_date"].max() == DAY("2025-04-08")


def test_derived_coupons_are_the_yield_rounded_down_to_an_eighth():
    table = STORE.table("coupon_auctions")
    new = table["is_reopening"] == 0
    eighths = np.floor(table["high_yield"][new] * 800 + 1e-9) / 800
    assert table["coupon"][new] == pytest.approx(eighths, abs=1e-12)


def test_auctions_start_in_1979_and_pair_with_those_with_amounts():
    table = STORE.table("auctions")
    first = table["issue_date"] == DAY("1979-11-15")
    assert "912810CK2" in set(table["cusip"][first])
    both = STORE.table("coupon_auctions")
    early = both["auction_date"] <= table["auction_date"].max()
    pairs = set(zip(table["cusip"], table["auction_date"], strict=True))
    assert set(zip(both["cusip"][early], both["auction_date"][early], strict=True)) <= pairs


def test_joined_coupons_are_those_of_the_auction():
    table, priced = STORE.table("auctions"), STORE.table("coupon_auctions")
    coupon = dict(zip(priced["cusip"], priced["coupon"], strict=True))
    shared = [
        (one, coupon[cusip])
        for cusip, one in zip(table["cusip"], table["coupon"], strict=True)
        if cusip in coupon and not np.isnan(one)
    ]
    assert len(shared) > 150
    assert all(one == pytest.approx(other, abs=1e-12) for one, other in shared)


@pytest.mark.parametrize(
    ("year", "figure"), [(2000, 30.005), (2001, 33.502), (2024, 83.962), (2025, 151.994)]
)
def test_buybacks_of_a_year(year, figure):
    table = STORE.table("buybacks")
    rows = table["operation_date"].astype("datetime64[Y]") == DAY(str(year))
    assert table["par_accepted"][rows].sum() / 1e9 == pytest.approx(figure, abs=0.0005)


def test_profile_of_march_2026():
    table = STORE.table("mspd_profile")
    rows = table["record_date"] == DAY("2026-03-31")
    shown = {kind: table[kind][rows].sum() / 1e9 for kind in ("note", "bond", "tips", "frn")}
    assert shown == pytest.approx(
        {"note": 15_879.4, "bond": 5_348.6, "tips": 2_090.3, "frn": 704.3}, abs=0.05
    )
    marked = np.unique(table["record_date"][table["complete"] == 1])
    assert marked.tolist() == [DAY("2026-03-31").item(), DAY("2026-04-30").item()]


def test_profile_shows_the_list_where_both_are_at_hand():
    """30 September 2023, maturities from April 2026 on, by kind and month: to USD 10,000."""
    profile, securities = STORE.table("mspd_profile"), STORE.table("mspd_securities")
    day = DAY("2023-09-30")
    rows = profile["record_date"] == day
    for kind in ("Note", "Bond", "TIPS"):
        for month, amount in zip(
            profile["maturity_month"][rows], profile[kind.lower()][rows], strict=True
        ):
            same = (securities["record_date"] == day) & (securities["security_class"] == kind)
            same &= securities["maturity_date"].astype("M8[M]") == month.astype("M8[M]")
            assert securities["outstanding"][same].sum() == pytest.approx(amount, abs=1e4)


def test_full_list_of_march_2026():
    table = STORE.table("securities_2026_03_24")
    kinds, counts = np.unique(table["security_class"].astype(str), return_counts=True)
    assert dict(zip(kinds, counts, strict=True)) == {
        **{"Bill": 49, "Bond": 109, "FRN": 8, "Note": 241, "TIPS": 53},
    }
    row = table["cusip"] == "91282CMM0"
    assert table["coupon"][row] == pytest.approx([0.04625])
    assert table["sell"][row] == pytest.approx([1.0231], abs=5e-4)


@pytest.mark.parametrize(("key", "figure"), FISCAL_2024_USD_BN.items())
def test_months_of_interest_add_up_to_the_printed_fiscal_year(key, figure):
    months = STORE.series("interest_expense", key).window("2023-10-31", "2024-09-30")
    assert len(months) == 12
    assert months.values.sum() / 1e9 == pytest.approx(figure, abs=0.0006)
