"""Coupon dates and time in coupon periods."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saiken.errors import InputError
from saiken.market.pricing import Securities, par_bond, position
from saiken.market.pricing.schedule import coupon_date, curve_years, dated_date, periods_to_maturity

day = st.integers(0, 40_000).map(lambda n: np.datetime64("1970-01-01") + n)


def dates(*given):
    return np.array(given, "datetime64[D]")


@pytest.mark.parametrize(
    ("maturity", "back", "expected"),
    [
        ("2030-08-31", 1, "2030-02-28"),  # end of month stays end of month
        ("2030-08-31", 5, "2028-02-29"),
        ("2028-02-29", 1, "2027-08-31"),
        ("2030-06-30", 1, "2029-12-31"),
        ("2030-11-15", 3, "2029-05-15"),
        ("2030-08-30", 1, "2030-02-28"),  # no such day in February
        ("2030-02-15", -1, "2030-08-15"),
    ],
)
def test_coupon_dates_count_back_from_maturity(maturity, back, expected):
    assert coupon_date(dates(maturity), back) == dates(expected)


@given(day, st.integers(0, 120))
def test_coupon_dates_are_whole_periods_away(maturity, back):
    at = coupon_date(dates(maturity), back)
    assert periods_to_maturity(dates(maturity), at) == back


@given(day, st.integers(0, 20_000))
def test_periods_fall_with_every_day_and_are_about_two_a_year(maturity, before):
    now = maturity - before
    here, next_day = periods_to_maturity(dates(maturity, maturity), dates(now, now + 1))
    assert 1 / 185 < here - next_day < 1 / 180
    # a period has 181 to 184 days, and two have 365 or 366
    assert here == pytest.approx(before / 182.625, abs=0.04)


def test_table_of_half_years():
    """31 CFR 356, Appendix B, I.A.2, Table 1: days in half-years, a common and a leap year."""
    table = {("2023-08-15", "2024-02-15"): 184, ("2023-02-15", "2023-08-15"): 181,
             ("2024-02-15", "2024-08-15"): 182, ("2023-08-31", "2024-02-29"): 182,
             ("2022-08-31", "2023-02-28"): 181, ("2023-03-31", "2023-09-30"): 183,
             ("2023-04-15", "2023-10-15"): 183, ("2023-10-31", "2024-04-30"): 182}  # fmt: skip
    for (start, end), days in table.items():
        assert coupon_date(dates(end), 1) == dates(start)
        passed = periods_to_maturity(dates(end), dates(start) + 1)
        assert 1 - passed == pytest.approx(1 / days, rel=1e-12)


def test_curve_time_is_half_years_on_the_calendar():
    pays = dates("2025-11-05", "2026-05-05", "2055-05-05", "2025-06-05")
    years = curve_years(pays, np.datetime64("2025-05-05"))
    assert years[:3].tolist() == [0.5, 1.0, 30.0]
    assert years[3] == pytest.approx(31 / 182 / 2)  # from 5 December 2024 there are 182 days


@pytest.mark.parametrize(
    ("issue", "maturity", "dated"),
    [
        ("2023-10-02", "2025-09-30", "2023-09-30"),  # month end on a Saturday
        ("2020-06-01", "2040-05-15", "2020-05-15"),  # twenty-year bond sold at month end
        ("2023-11-15", "2033-11-15", "2023-11-15"),
        ("2008-08-15", "2038-05-15", "2008-08-15"),  # three months later: a short first coupon
    ],
)
def test_interest_runs_from_the_coupon_date_before(issue, maturity, dated):
    assert dated_date(dates(issue), dates(maturity)) == dates(dated)


def test_bad_terms_are_named():
    with pytest.raises(InputError, match="coupon of zero or more and a maturity after"):
        Securities.of([-0.01], ["2020-01-15"], ["2030-01-15"])
    with pytest.raises(InputError, match="coupon of zero or more and a maturity after"):
        Securities.of([0.01], ["2030-01-15"], ["2030-01-15"])
    with pytest.raises(InputError, match="2020-07-16 is not a coupon date between 2020-01-15"):
        Securities.of([0.01], ["2020-01-15"], ["2030-01-15"], first_coupon=["2020-07-16"])
    with pytest.raises(InputError, match=r"10\.2 years does not end on a coupon date"):
        par_bond(10.2, 0.04)


def test_only_bills_may_lack_an_issue_date():
    bill = Securities.of([0.0, 0.02], ["NaT", "2024-05-15"], ["2025-07-03", "2034-05-15"])
    at = position(bill, "2025-05-05")
    assert at.periods[0] + at.further[0] == pytest.approx(59 / 181)  # 3 January to 3 July
    assert at.next_coupon[0] == 0
    for issued, matures in (("NaT", "2034-05-15"), ("2024-05-15", "NaT")):
        with pytest.raises(InputError, match="a maturity date and, with a coupon, an issue date"):
            Securities.of([0.02], [issued], [matures])


def test_matured_securities_are_refused():
    both = Securities.of([0.01, 0.02], ["2020-01-15"] * 2, ["2025-01-15", "2030-01-15"])
    with pytest.raises(InputError, match="1 of 2 securities mature on or before settlement on 202"):
        position(both, "2025-01-15")
    assert len(both.select(np.array([False, True]))) == 1


class Listed:
    kind = np.array(["Note", "TIPS"], object)
    coupon = np.array([0.01, 0.02])
    issue_date = dates("2020-01-15", "2020-01-15")
    maturity_date = dates("2030-01-15", "2030-01-15")


def test_only_nominal_kinds_are_priced():
    with pytest.raises(InputError, match="TIPS cannot be priced on a nominal curve; select Bill"):
        Securities.from_list(Listed())


def test_a_list_of_securities_is_read():
    listed = Listed()
    listed.kind = np.array(["Note", "Bill"], object)
    listed.coupon = np.array([0.01, np.nan])
    read = Securities.from_list(listed)
    assert read.coupon.tolist() == [0.01, 0.0]


def test_before_the_dated_date_nothing_has_accrued():
    """When-issued trades settle on issue, but a universe may hold what was sold and not issued."""
    note = Securities.of([0.04], ["2025-05-15"], ["2035-05-15"])
    at = position(note, "2025-05-05")
    assert at.accrued == 0
    assert at.further == 19
    assert at.periods == pytest.approx(1 + 10 / 181)  # 15 November 2024 to 15 May 2025: 181 days
