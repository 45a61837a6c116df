"""The rule of rolling, checked where official figures are: what it gets right and by how much not.

Tolerances are the differences seen, rounded up: nothing in the rule was fitted to them.
"""

import itertools

import numpy as np
import pytest

from saiken.data import load_store
from saiken.errors import DataError
from saiken.market.universe import reconciliation, universe, universe_rows
from saiken.market.universe.coupons import coupons_on
from saiken.market.universe.lines import official_lines
from saiken.market.universe.profile import newest_official, newest_profile
from saiken.market.universe.roll import open_book, position
from saiken.market.universe.settlement import issue_dates, maturity_dates
from saiken.market.universe.totals import other_debt_usd, unpaid_usd

STORE = load_store()
DAY = np.datetime64
NOMINAL_AND_OTHER = ("Note", "Bond", "TIPS", "FRN")


@pytest.fixture(scope="module")
def one_month():
    """The list of August 2023 rolled to September, beside the official one, by CUSIP."""
    book = open_book(STORE, DAY("2023-08-31"), DAY("2023-09-30"))
    rolled = position(book, DAY("2023-09-30"))
    official = official_lines(STORE, DAY("2023-09-30"))
    official = official.take(official.kind != "Bill")
    order = np.argsort(official.cusip.astype(str))
    return rolled, official.take(order)


def test_a_month_later_the_same_securities_exist(one_month):
    rolled, official = one_month
    assert rolled.cusip.tolist() == official.cusip.tolist()
    assert rolled.kind.tolist() == official.kind.tolist()
    assert rolled.maturity_date.tolist() == official.maturity_date.tolist()
    assert np.array_equal(rolled.coupon, official.coupon, equal_nan=True)


def test_a_month_later_only_what_was_sold_is_off(one_month):
    """Sales of September 2023 have no amounts at hand: three nominal lines are inferred.

    Four issues of 31 August differ by under 0.01% between the two lists themselves.
    """
    rolled, official = one_month
    off = np.abs(rolled.raw_usd / official.kept_usd - 1)
    nominal = np.isin(rolled.kind, ["Note", "Bond"])
    assert set(rolled.cusip[nominal & (off > 1e-4)]) == {"91282CHT1", "91282CHY0", "912810TT5"}
    assert (nominal & (off > 1e-9)).sum() == 7
    # TIPS lag by a month of inflation compensation, 0.2%
    tips = (rolled.kind == "TIPS") & (rolled.sold_usd == 0)
    assert off[tips].max() < 0.003


@pytest.mark.parametrize(
    ("kind", "tolerance"), [("Note", 0.0012), ("Bond", 0.0003), ("TIPS", 0.001), ("FRN", 0.0011)]
)
def test_a_month_later_totals_by_kind(one_month, kind, tolerance):
    rolled, official = one_month
    ours = rolled.raw_usd[rolled.kind == kind].sum()
    assert ours == pytest.approx(official.kept_usd[official.kind == kind].sum(), rel=tolerance)


@pytest.fixture(scope="module")
def thirty_months():
    """The list of September 2023 rolled to March 2026 without any total by month."""
    book = open_book(STORE, DAY("2023-09-30"), DAY("2026-03-31"))
    return position(book, DAY("2026-03-31")), newest_profile(STORE, DAY("2026-03-31"), None)


@pytest.mark.parametrize(
    ("kind", "ratio"), [("Note", 0.965), ("Bond", 0.986), ("TIPS", 0.887), ("FRN", 0.680)]
)
def test_thirty_months_later_before_scaling(thirty_months, kind, ratio):
    """Add-ons are missing from notes and bonds; amounts of TIPS and floaters are not at hand."""
    rolled, profile = thirty_months
    rows = rolled.kind == kind
    cells, months = profile.cells()
    official = profile.total(cells[cells == kind], months[cells == kind]).sum()
    assert rolled.raw_usd[rows].sum() / official == pytest.approx(ratio, abs=0.0006)


def test_thirty_months_later_the_securities_are_those_of_the_full_list(thirty_months):
    """Every coupon and maturity; what is missing was sold after the copy of the auctions ends."""
    rolled, _ = thirty_months
    table = STORE.table("securities_2026_03_24")
    alive = (table["maturity_date"] > DAY("2026-03-31")) & (table["security_class"] != "Bill")
    listed = {
        cusip: (kind, coupon if kind != "FRN" else None, maturity)
        for cusip, kind, coupon, maturity in zip(
            *(
                table[name][alive]
                for name in ("cusip", "security_class", "coupon", "maturity_date")
            ),
            strict=True,
        )
    }
    ours = dict(zip(rolled.cusip, range(len(rolled)), strict=True))
    assert {listed[cusip][0] for cusip in set(listed) - set(ours)} == {"TIPS", "FRN"}
    assert len(set(listed) - set(ours)) == 3
    new = np.array([ours[cusip] for cusip in set(ours) - set(listed)])
    assert (rolled.issue_date[new] > DAY("2026-03-24")).all(), "settled after the list"
    for cusip in set(listed) & set(ours):
        kind, coupon, maturity = listed[cusip]
        assert rolled.kind[ours[cusip]] == kind
        assert rolled.maturity_date[ours[cusip]] == maturity
        if coupon is not None:
            assert rolled.coupon[ours[cusip]] == pytest.approx(coupon, abs=1e-12)


def test_fitted_months_add_up_to_the_official_totals():
    found = universe(STORE, "2026-03-31", known_on="2026-04-08")
    profile = newest_profile(STORE, DAY("2026-03-31"), DAY("2026-04-08"))
    for kind in NOMINAL_AND_OTHER:
        rows = found.kind == kind
        months = found.maturity_date[rows].astype("M8[M]").astype(int)
        ours = np.bincount(months - profile.first_month, found.outstanding_usd[rows])
        cells, month = profile.cells()
        official = np.zeros(ours.size)
        official[month[cells == kind] - profile.first_month] = profile.total(
            cells[cells == kind], month[cells == kind]
        )
        assert ours == pytest.approx(official, rel=1e-9, abs=1)


def test_lines_without_a_sale_get_their_names_when_the_full_list_is_out():
    before, after = (universe(STORE, day) for day in ("2026-03-23", "2026-03-24"))
    assert {"TIPS 2036-01", "FRN 2028-01"} <= set(before.cusip)
    assert {"91282CPU9", "91282CPX3"} <= set(after.cusip)
    row = after.cusip == "91282CPU9"
    assert after.maturity_date[row] == [DAY("2036-01-15")]
    assert 0 < after.coupon[row][0] < 0.03


@pytest.mark.parametrize("day", ["2023-09-30", "2025-04-30"])
@pytest.mark.parametrize(
    ("kind", "series", "gap_bp"), [("Note", "Treasury Notes", 6.8), ("Bond", "Treasury Bonds", 6.0)]
)
def test_average_coupon_beside_the_published_average_rate(day, kind, series, gap_bp):
    """The published rate is above the average coupon by as much on the official list itself.

    It weighs the rates at which securities were sold, not coupons; so the test of the rolled
    universe is that the gap stays what it is on the list, to half a basis point.
    """
    found = universe(STORE, day, known_on=DAY(day) + 8)
    published = STORE.series("average_rates", series).at_or_before(day).value
    assert (published - found.average_coupon(kind)) * 1e4 == pytest.approx(gap_bp, abs=0.5)


def test_bills_beside_what_their_interest_implies():
    """Discount accrued in a month over the average rate: the bills that carried it, to 6%."""
    ends = np.arange("2023-10", "2025-07", dtype="M8[M]").astype("M8[D]") - 1
    rate = STORE.series("average_rates", "Treasury Bills")
    accrued = STORE.series("interest_expense", "discount: Treasury Bills")
    ratios = []
    for start, end in itertools.pairwise(ends):
        mean_rate = (rate.at_or_before(start).value + rate.at_or_before(end).value) / 2
        days = (end - start).astype(int)
        implied = accrued.at_or_before(end).value * 365 / days / mean_rate
        ours = [
            universe(STORE, day, known_on=day + 8).by_kind_usd()["Bill"] for day in (start, end)
        ]
        ratios.append(implied / np.mean(ours))
    assert 0.94 < min(ratios) < max(ratios) < 1.06
    assert np.mean(ratios) == pytest.approx(1, abs=0.02)


def test_bill_dates_are_those_of_the_full_list():
    """The calendar repeated since December against the list, a day before the list is out.

    New on the 24th: a bill of July. The copy of the list lacks 9 April 2026.
    """
    found = universe(STORE, "2026-03-23")
    table = STORE.table("securities_2026_03_24")
    listed = table["maturity_date"][table["security_class"] == "Bill"]
    ours = found.maturity_date[found.kind == "Bill"]
    ours = ours[ours > DAY("2026-03-24")]
    apart = np.abs(listed[:, None] - ours).astype(int)
    assert listed[apart.min(axis=1) > 1].tolist() == [DAY("2026-07-21").item()]
    assert ours[apart.min(axis=0) > 1].tolist() == [DAY("2026-04-09").item()]


def test_debt_beside_the_list_leaves_out_notes_paid_on_monday():
    """30 September 2023 was a Saturday: 134.9 bn of notes matured, paid on 2 October."""
    book = open_book(STORE, DAY("2023-08-31"), DAY("2023-09-30"))
    assert unpaid_usd(book, DAY("2023-09-30")) / 1e9 == pytest.approx(134.926, abs=0.001)
    assert unpaid_usd(book, DAY("2023-09-29")) == 0
    assert other_debt_usd(STORE, DAY("2023-10-08")) / 1e9 == pytest.approx(601, abs=1)


def test_dates_left_blank_follow_the_calendar_of_the_others():
    table = STORE.table("coupon_auctions")
    blank = np.full(table["cusip"].size, DAY("NaT"), "M8[D]")
    rows = {**table, "issue_date": blank, "maturity_date": blank}
    known = ~np.isnat(table["issue_date"])
    assert known.sum() == 188
    assert (issue_dates(rows) == table["issue_date"])[known].all()
    new = ~np.isnat(table["maturity_date"]) & (table["is_reopening"] == 0)
    assert new.sum() == 148
    assert (maturity_dates(rows) == table["maturity_date"])[new].all()


def test_a_reopening_of_a_fitted_month_gets_the_factor_of_its_kind():
    """The Fed's add-on of a first sale says nothing about a later sale of the same note."""
    book = open_book(STORE, DAY("2023-09-30"), DAY("2026-03-31"))
    found = coupons_on(STORE, book, DAY("2026-03-31"), DAY("2026-03-31"))
    at = np.flatnonzero(found.rolled.cusip == "91282CPZ8")
    earlier = coupons_on(STORE, book, DAY("2026-02-28"), DAY("2026-03-31"))
    before = earlier.amount_usd[earlier.lines.cusip == "91282CPZ8"]
    assert at.size == 1
    added = found.amount_usd[at] - before
    offered = (
        found.rolled.sold_usd[at] - earlier.rolled.sold_usd[earlier.rolled.cusip == "91282CPZ8"]
    )
    assert offered > 0
    assert added / offered == pytest.approx([found.factors.scale_by_kind()["Note"]], rel=1e-9)


@pytest.mark.parametrize("day", ["2023-09-30", "2025-05-02", "2026-03-31"])
def test_reconciliation_adds_up(day):
    rows = reconciliation(STORE, day)
    official = newest_official(STORE, DAY(day))
    assert {row.date for row in rows} == {official.record_date}
    assert official.record_date == DAY(day) or day == "2025-05-02"
    ours = universe(STORE, official.record_date, known_on=day)
    for kind, total in ours.by_kind_usd().items():
        assert sum(row.ours_usd for row in rows if row.kind == kind) == pytest.approx(total)
    assert sum(row.official_usd or 0 for row in rows) == pytest.approx(
        official.total(*official.cells()).sum()
    )
    for row in rows:
        assert (row.official_usd is None) == (not row.covered)
        if row.covered:
            assert row.difference_usd == pytest.approx(row.ours_usd - row.official_usd)


@pytest.mark.parametrize(
    ("day", "kind", "tolerance"),
    [
        *[("2025-04-30", "Note", 0.002), ("2025-04-30", "Bond", 0.0006)],
        *[("2026-03-31", "Note", 0.002), ("2026-03-31", "Bond", 0.002)],
        *[("2026-03-31", "TIPS", 0.015), ("2026-03-31", "FRN", 0.045)],
    ],
)
def test_the_universe_of_a_day_beside_the_totals_released_a_week_later(day, kind, tolerance):
    rows = [row for row in reconciliation(STORE, day) if row.kind == kind and row.covered]
    official = sum(row.official_usd for row in rows)
    assert sum(row.ours_usd for row in rows) == pytest.approx(official, rel=tolerance)


def test_rows_for_a_table():
    rows = universe_rows(STORE, "2025-05-02")
    first = next(row for row in rows if row["kind"] == "Note" and row["maturity_year"] == 2027)
    assert first["date"] == "2025-04-30"
    assert first["official_usd_bn"] == pytest.approx(2497.3, abs=0.05)
    assert first["difference_usd_bn"] == pytest.approx(
        first["ours_usd_bn"] - first["official_usd_bn"]
    )
    assert first["scale"] == pytest.approx(first["ours_usd_bn"] / first["rolled_usd_bn"])


def test_before_the_first_list_there_is_nothing_to_compare():
    with pytest.raises(DataError, match="No official list of securities was known on 2023-08-31"):
        reconciliation(STORE, "2023-08-31")
    with pytest.raises(DataError, match="no official total of securities on or before 2010-06-30"):
        reconciliation(STORE, "2010-06-30")
