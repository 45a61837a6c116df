"""Open days against QuantLib and against the days on which the Treasury quoted yields."""

import numpy as np
import pytest
import QuantLib

from saiken.data import load_store
from saiken.market.pricing.calendar import calendar, easter, settlement_day


def test_open_days_are_quantlibs(quantlib_date):
    """All of half a century but three closes of 1994 and 2001 that QuantLib does not have.

    Both are open on Good Fridays with an employment report, which end at noon. From 2034 QuantLib
    assumes more of them.
    """
    theirs = QuantLib.UnitedStates(QuantLib.UnitedStates.GovernmentBond)
    days = np.arange("1986-01-01", "2034-01-01", dtype="datetime64[D]")
    open_there = np.array([theirs.isBusinessDay(quantlib_date(day)) for day in days])
    differ = days[np.is_busday(days, busdaycal=calendar()) != open_there]
    assert differ.astype(str).tolist() == ["1994-04-27", "2001-09-11", "2001-09-12"]


def test_open_days_are_the_days_with_a_ten_year_yield():
    quoted = load_store().series("par_yields", "DGS10").dates
    days = np.arange("1990-01-01", quoted[-1] + 1, dtype="datetime64[D]")
    ours = days[np.is_busday(days, busdaycal=calendar())]
    assert np.array_equal(ours, quoted[quoted >= days[0]])


@pytest.mark.parametrize(
    ("trade", "settles"),
    [
        ("2025-05-01", "2025-05-02"),
        ("2025-05-02", "2025-05-05"),  # Friday
        ("2025-05-03", "2025-05-05"),  # Saturday counts as Friday
        ("2025-07-03", "2025-07-07"),  # Independence Day on a Friday
        ("2021-12-31", "2022-01-03"),  # New Year on a Saturday is not kept
        ("2020-07-02", "2020-07-06"),  # Independence Day on a Saturday is
        ("2027-06-17", "2027-06-21"),  # Juneteenth on a Saturday
        ("2019-06-18", "2019-06-19"),  # no holiday before 2022
    ],
)
def test_settlement_on_the_next_open_day(trade, settles):
    assert settlement_day(trade) == np.datetime64(settles)


def test_easter():
    years = np.array([1981, 2000, 2008, 2011, 2025, 2038])
    known = ["1981-04-19", "2000-04-23", "2008-03-23", "2011-04-24", "2025-04-20", "2038-04-25"]
    assert np.array_equal(easter(years), np.array(known, "datetime64[D]"))
