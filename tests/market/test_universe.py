"""The universe of a day: official where a list is, otherwise rolled, flagged and explained."""

import numpy as np
import pytest

from saiken.data import load_store
from saiken.errors import DataError, InputError
from saiken.market.universe import KINDS, universe

STORE = load_store()
DAY = np.datetime64
PUBLISHED_USD_BN = {"Bill": 5260.4, "Note": 13594.5, "Bond": 4246.9, "TIPS": 1935.8, "FRN": 575.6}
"""Monthly Statement of the Public Debt, 30 September 2023."""
DAYS = (
    *("2023-09-08", "2023-10-07", "2023-10-08", "2024-02-29", "2025-05-02", "2025-12-15"),
    *("2026-01-22", "2026-03-24", "2026-05-08", "2026-10-06", "2027-03-31"),
)
MOVERS = ("coupon_auctions", "auctions", "buybacks", "mspd_profile", "mspd_securities")


@pytest.fixture(scope="module")
def official():
    return universe(STORE, "2023-09-30", known_on="2023-10-08")


def test_with_its_list_released_a_day_is_official(official):
    found = {kind: amount / 1e9 for kind, amount in official.by_kind_usd().items()}
    assert found == pytest.approx(PUBLISHED_USD_BN, abs=0.05)
    assert not official.inferred.any()
    assert set(official.inferred_share().values()) == {0.0}
    assert official.scale == dict.fromkeys(KINDS, 1.0)
    assert official.notes == ("Official list of securities of 2023-09-30, by CUSIP.",)


def test_the_day_itself_does_not_know_its_list():
    before, after = universe(STORE, "2023-10-07"), universe(STORE, "2023-10-08")
    assert "list of 2023-08-31 rolled" in before.notes[0]
    assert "list of 2023-09-30 rolled" in after.notes[0]


@pytest.mark.parametrize("day", DAYS)
def test_rows_are_sound(day):
    found = universe(STORE, day)
    assert len(set(found.cusip)) == len(found) > 400
    assert set(found.kind) == set(KINDS)
    assert (found.maturity_date > found.as_of).all()
    assert (found.issue_date[~np.isnat(found.issue_date)] <= found.as_of).all()
    assert (found.outstanding_usd > 0).all()
    assert not np.isnan(found.coupon[np.isin(found.kind, ["Note", "Bond", "Bill"])]).any()
    assert np.isnan(found.coupon[found.kind == "FRN"]).all()
    for kind in KINDS:
        assert (np.diff(found.maturity_date[found.kind == kind]).astype(int) >= 0).all()


def known_at(day):
    """A store in which nothing was released after a day."""
    cut = STORE
    for dataset in (*MOVERS, "securities_2026_03_24"):
        table = cut.table(dataset)
        info = cut.info(dataset)
        keep = table["released"] <= DAY(day)
        published = {
            name: column[keep]
            / {"pct": 1e-2, "usd_mn": 1e6, "usd_bn": 1e9}.get(info.unit_for(name), 1)
            if column.dtype.kind == "f"
            else column[keep]
            for name, column in table.items()
        }
        cut = cut.with_table(dataset, published)
    debt = STORE.series("fiscal_quarterly", "FYGFDPUN", day)
    return cut.with_series(
        "fiscal_quarterly", "FYGFDPUN", debt.dates, debt.values / 1e6, debt.released
    )


@pytest.mark.parametrize("day", ["2023-09-30", "2024-06-14", "2025-05-02", "2026-02-10"])
def test_what_was_released_later_changes_nothing(day):
    full, cut = universe(STORE, day), universe(known_at(day), day)
    assert full.cusip.tolist() == cut.cusip.tolist()
    assert full.outstanding_usd == pytest.approx(cut.outstanding_usd, rel=1e-12)
    assert full.maturity_date.tolist() == cut.maturity_date.tolist()
    assert np.array_equal(full.coupon, cut.coupon, equal_nan=True)
    assert full.notes == cut.notes


def test_an_auction_appears_when_it_settles_and_not_before():
    """The ten-year note reopened on 9 April 2025 settled on the 15th: 39 bn and add-on."""
    cusip = "91282CMM0"
    amount = {
        day: universe(STORE, day).outstanding_usd[universe(STORE, day).cusip == cusip][0] / 1e9
        for day in ("2025-04-09", "2025-04-14", "2025-04-15")
    }
    assert amount["2025-04-14"] == pytest.approx(amount["2025-04-09"])
    assert 39 <= amount["2025-04-15"] - amount["2025-04-14"] < 39 * 1.1


def test_a_new_issue_is_absent_until_it_settles():
    """The three-year note sold on 8 April 2025."""
    assert "91282CMW8" not in universe(STORE, "2025-04-14").cusip
    found = universe(STORE, "2025-04-15")
    row = found.cusip == "91282CMW8"
    assert found.coupon[row] == pytest.approx([0.0375])
    assert found.maturity_date[row] == [DAY("2028-04-15")]
    assert found.inferred[row].all()
    assert "offered amount" in found.basis[row][0]


def test_what_the_list_gives_is_not_inferred():
    """An old bond, never reopened nor bought back, keeps its official amount and its basis."""
    listed = universe(STORE, "2023-09-30", known_on="2023-10-08")
    found = universe(STORE, "2025-05-02")
    row, before = found.cusip == "912810PT9", listed.cusip == "912810PT9"
    assert found.outstanding_usd[row] == pytest.approx(listed.outstanding_usd[before])
    assert not found.inferred[row].any()


def test_a_buyback_lowers_its_security():
    """912810SW9: bought back on 7 October 2025, settled on the 8th."""
    one, two = (universe(STORE, day) for day in ("2025-10-07", "2025-10-08"))
    gone = (
        one.outstanding_usd[one.cusip == "912810SW9"]
        - two.outstanding_usd[two.cusip == "912810SW9"]
    )[0]
    # the month's total of 31 August was fitted before, by a factor within a per cent of one
    assert gone / 1e9 == pytest.approx(1.995, rel=0.01)


def test_bills_have_the_total_of_the_note_and_no_coupon():
    found = universe(STORE, "2025-05-02")
    bills = found.select(found.kind == "Bill")
    assert bills.inferred.all()
    assert (bills.coupon == 0).all()
    assert f"Bills are {bills.outstanding_usd.sum() / 1e9:,.0f} bn" in " ".join(found.notes)


def test_before_any_list_the_shape_is_borrowed_and_says_so():
    found = universe(STORE, "2010-06-30")
    debt = STORE.latest("fiscal_quarterly", "FYGFDPUN", "2010-06-30").value
    later = STORE.series("fiscal_quarterly", "FYGFDPUN").at_or_before("2023-09-30").value
    assert sum(found.by_kind_usd().values()) == pytest.approx(25_613.2e9 * debt / later, rel=1e-5)
    assert found.inferred.all()
    assert all(name.startswith("like ") for name in found.cusip)
    assert "moved back in time" in found.notes[0]
    assert (found.maturity_date > found.as_of).all()


def test_before_the_debt_is_published_there_is_no_universe():
    with pytest.raises(DataError, match=r"FYGFDPUN had no figure published by 1965-01-01"):
        universe(STORE, "1965-01-01")


def test_average_coupon_by_hand(official):
    two = official.select((official.kind == "Bond") & (official.maturity_date < DAY("2025-06-01")))
    weight = two.outstanding_usd / two.outstanding_usd.sum()
    assert two.average_coupon("Bond") == pytest.approx((weight * two.coupon).sum())
    assert official.average_coupon("Bill") == 0
    assert np.isnan(official.average_coupon("FRN"))
    with pytest.raises(InputError, match=r"no kind of security named 'bond'.*Bond"):
        official.average_coupon("bond")


def test_a_day_is_a_day():
    with pytest.raises(InputError, match="is not a day"):
        universe(STORE, "yesterday")


def test_the_note_on_factors_names_the_kinds_that_are_fitted_and_no_bills():
    found = universe(load_store(), "2025-05-02")
    sentence = next(note for note in found.notes if "kind's factor" in note)
    for kind in ("Note", "Bond", "TIPS", "FRN"):
        assert f"{kind} {found.scale[kind]:.3f}" in sentence
    assert "Bill" not in sentence
