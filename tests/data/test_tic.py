"""Known traps of the TIC table: survey breaks, double months, groups, changing lists, vintages."""

import csv

import numpy as np
import pytest

from saiken.data import load_store
from saiken.errors import DataError

STORE = load_store()
HOLDERS = STORE.keys("tic_holdings")
TOTAL = "Grand Total"
PARTS = [name for name in HOLDERS if name != TOTAL and not name.startswith("Of which")]
MAIN_END = np.datetime64("2025-12-31")
SUM_TOLERANCE_USD = 3e9
"""The table rounds each of some 40 lines to 0.1 bn."""
SURVEY_MONTHS = ["2000-03", *(f"{year}-06" for year in range(2002, 2012))]
GROUPS = {
    "Oil Exporters (aggregate, pre-2012)": {
        *("Kuwait", "Saudi Arabia", "United Arab Emirates", "Iraq", "Oman", "Indonesia"),
    },
    "Caribbean Banking Centers (aggregate, pre-2012)": {"Cayman Islands", "Bermuda", "Bahamas"},
    "United Kingdom (incl. Channel Islands and Isle of Man, pre-2012 aggregate)": {
        "United Kingdom"
    },
    "Belgium-Luxembourg": {"Belgium", "Luxembourg"},
}


def holding(name, day):
    """Holdings in billions of dollars, only if that very month is published."""
    found = STORE.series("tic_holdings", name).window(day, day)
    return found.values / 1e9


def by_month(names):
    total = {}
    for name in names:
        series = STORE.series("tic_holdings", name)
        for day, value in zip(series.dates, series.values, strict=True):
            total[day] = total.get(day, 0.0) + value
    return total


def raw_rows():
    path = STORE.root.parents[2] / "data-raw" / "tic_holdings.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("name", HOLDERS)
def test_no_month_twice(name):
    dates = STORE.series("tic_holdings", name).dates
    assert len(np.unique(dates)) == len(dates)
    assert (dates == (dates.astype("M8[M]") + 1).astype("M8[D]") - 1).all(), "month ends"


def test_survey_months_carry_the_new_series_only():
    old = [row for row in raw_rows() if row["series"] != "main"]
    assert sorted({row["month"] for row in old}) == SURVEY_MONTHS
    new = {(r["month"], r["holder"]): r for r in raw_rows() if r["series"] == "main"}
    changed = 0
    for row in old:
        day = (np.datetime64(row["month"], "M") + 1).astype("M8[D]") - 1
        kept = new.get((row["month"], row["holder"]))
        found = holding(row["holder"], day) if row["holder"] in HOLDERS else np.array([])
        expected = [] if kept is None else [float(kept["holdings_usd_bn"])]
        assert found == pytest.approx(expected)
        changed += kept is not None and kept["holdings_usd_bn"] != row["holdings_usd_bn"]
    assert changed > 200, "the two columns do differ, so a mix-up would show"


def test_break_of_june_2011():
    new = {"China, Mainland": 1307.0, "Japan": 881.5, "Belgium": 88.8}
    for name, figure in new.items():
        assert holding(name, "2011-06-30") == pytest.approx([figure])
    united_kingdom = "United Kingdom (incl. Channel Islands and Isle of Man, pre-2012 aggregate)"
    assert holding(united_kingdom, "2011-06-30") == pytest.approx([135.7])
    old = {r["holder"]: r for r in raw_rows() if r["month"] == "2011-06" and r["series"] != "main"}
    assert float(old["China, Mainland"]["holdings_usd_bn"]) == 1165.5
    assert float(old["Japan"]["holdings_usd_bn"]) == 911.1
    assert float(old["Belgium"]["holdings_usd_bn"]) == 33.6
    assert float(old[united_kingdom]["holdings_usd_bn"]) == 347.0


def test_lines_sum_to_the_grand_total_in_every_month():
    parts, total = by_month(PARTS), by_month([TOTAL])
    months = [day for day in total if day <= MAIN_END]
    assert len(months) == 310
    assert set(months) == {day for day in parts if day <= MAIN_END}
    for day in months:
        assert abs(parts[day] - total[day]) < SUM_TOLERANCE_USD, day


def test_of_which_lines_are_parts_and_not_holders():
    official = by_month(["Of which: Foreign Official"])
    split = by_month([name for name in HOLDERS if name.startswith("Of which: Foreign Official, ")])
    total = by_month([TOTAL])
    for day in (day for day in official if day <= MAIN_END):
        assert 0.3 * total[day] < official[day] < total[day]
        assert abs(split[day] - official[day]) < SUM_TOLERANCE_USD, "bills and bonds make it up"


@pytest.mark.parametrize(("group", "members"), GROUPS.items())
def test_a_group_never_stands_beside_its_members(group, members):
    months = set(STORE.series("tic_holdings", group).dates)
    assert months
    for member in members:
        assert not months & set(STORE.series("tic_holdings", member).dates), member


def test_list_of_countries_changes():
    russia = STORE.series("tic_holdings", "Russia")
    assert (russia.dates[0], russia.dates[-1]) == (
        np.datetime64("2007-01-31"),
        np.datetime64("2018-12-31"),
    )
    # Bahamas: in, out and in again. A gap stays a gap.
    bahamas = STORE.series("tic_holdings", "Bahamas")
    assert len(bahamas) < int((bahamas.dates[-1] - bahamas.dates[0]).astype(int) / 30)
    always = [name for name in PARTS if len(STORE.series("tic_holdings", name)) >= 310]
    assert "Japan" in always
    assert len(always) < len(PARTS) / 2


def test_splice_of_the_later_vintage():
    assert holding("Japan", "2025-12-31") == pytest.approx([1185.5])
    assert holding("Japan", "2025-06-30") == pytest.approx([1147.9]), "not 1154.8 of the later one"
    assert holding("United Kingdom", "2025-12-31") == pytest.approx([866.0]), "not 863.1"
    assert holding("Japan", "2026-01-31") == pytest.approx([1225.3])
    late = {n for n in HOLDERS if STORE.series("tic_holdings", n).dates[-1] > MAIN_END}
    assert late == {
        *("Japan", "China, Mainland", "United Kingdom"),
        *("Of which: Foreign Official", "Grand Total"),
    }
    months = STORE.series("tic_holdings", "Japan").dates.astype("M8[M]").astype(int)
    assert (np.diff(months) == 1).all()


def test_month_known_on_a_day():
    known = STORE.latest("tic_holdings", "Japan", "2025-05-02")
    assert known.period_end == np.datetime64("2025-02-28")
    assert known.value == pytest.approx(1125.9e9)
    assert STORE.latest("tic_holdings", "Japan", "2025-05-18").value == pytest.approx(1130.8e9)
    with pytest.raises(DataError, match="tic_holdings Japan had no figure published by 2000-01-01"):
        STORE.latest("tic_holdings", "Japan", "2000-01-01")
