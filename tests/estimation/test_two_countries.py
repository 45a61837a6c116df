"""Targets from bundled data, the currency's demand risk, the moments, and their page."""

import numpy as np
import pytest

from saiken.data import load_store
from saiken.errors import SolverError
from saiken.estimation import two_countries as room
from saiken.estimation.moments import YEARS, moment_table
from saiken.estimation.two_countries import (
    changes,
    currency_change_sd,
    currency_demand,
    month_ends,
    targets,
)
from saiken.impact.habitat import solve, two_countries
from saiken.impact.habitat.moments import level_covariance
from tests.estimation.two_countries_tables import PAGE, aim, moments, solved, with_tables


def test_month_ends_are_the_last_figure_of_complete_months():
    months, values = month_ends(load_store(), "zero_yields", "SVENY01")
    series = load_store().series("zero_yields", "SVENY01")
    april = np.searchsorted(series.dates, np.datetime64("2025-04-30"))
    assert values[months == np.datetime64("2025-04")] == series.values[april]
    assert np.all(np.diff(months) == np.timedelta64(1, "M"))
    # the series ends on 3 October 2025: that month has no end yet
    assert str(series.dates[-1]) == "2025-10-03"
    assert str(months[-1]) == "2025-09"


def test_a_currency_is_read_in_logarithms():
    months, values = month_ends(load_store(), "usdjpy_monthly", "jpy_per_usd")
    april = load_store().series("usdjpy_monthly", "jpy_per_usd").at_or_before("2025-04-30")
    assert values[months == np.datetime64("2025-04")] == pytest.approx(np.log(april.value))


def test_changes_need_both_ends():
    months = np.array(["2000-01", "2000-02", "2000-04", "2000-05"], dtype="datetime64[M]")
    found, moved = changes(months, np.array([1.0, 3.0, 10.0, 20.0]), 3)
    assert [str(month) for month in found] == ["2000-04", "2000-05"]
    assert moved.tolist() == [9.0, 17.0]
    assert changes(months, np.array([1.0, 3.0, 10.0, 20.0]), 2)[1].tolist() == [7.0]


def test_targets_are_moments_of_the_common_months():
    found, store = targets(load_store()), load_store()
    assert (found["first"], found["last"]) == ("1974-09", "2025-09")
    panels = [
        dict(zip(*changes(*month_ends(store, *name), 12), strict=True))
        for name in (
            ("zero_yields", "SVENY01"), ("jgb_yields", "jgb_1Y"), ("usdjpy_monthly", "jpy_per_usd"),
        )
    ]  # fmt: skip
    low, high = np.datetime64("1975-09"), np.datetime64("2025-09")
    common = [m for m in panels[1] if m in panels[0] and m in panels[2] and low <= m <= high]
    us, japan, currency = (np.array([panel[m] for m in common]) for panel in panels)
    assert found["changes"] == len(common)
    assert found["correlation"] == pytest.approx(np.corrcoef(us, japan)[0, 1], rel=1e-12)
    assert found["currency_sd"] == pytest.approx(currency.std(), rel=1e-12)
    assert {one["dataset"] for one in found["inputs"]} == {
        "zero_yields", "jgb_yields", "usdjpy_monthly",
    }  # fmt: skip


def test_targets_can_start_later_but_not_earlier():
    later = targets(load_store(), "1999-01")
    assert later["first"] == "1999-01"
    assert later["changes"] < targets(load_store())["changes"]
    assert targets(load_store(), "1950-01") == targets(load_store())


@pytest.mark.parametrize("wanted", [0.115, 0.13])
def test_demand_risk_makes_the_currency_as_volatile_as_asked(wanted):
    goal = {"correlation": 0.2, "currency_sd": wanted}
    theta_e = currency_demand(goal)
    assert theta_e > 0
    model = solve(two_countries(0, 0.2, theta_e))
    assert currency_change_sd(model) == pytest.approx(wanted, rel=1e-9)


def test_demand_risk_is_zero_where_interest_rates_alone_do_more():
    goal = {"correlation": 0.2, "currency_sd": 0.05}
    assert currency_change_sd(solve(two_countries(0, 0.2, 0))) > 0.05
    assert currency_demand(goal) == 0


def test_demand_risk_that_is_not_found_is_said(monkeypatch):
    monkeypatch.setattr(room, "DOUBLINGS", 2)  # up to a theta_e of two
    with pytest.raises(SolverError, match="No currency demand risk"):
        currency_demand({"correlation": 0.2, "currency_sd": 0.13})


def test_moments_of_the_currency_agree_with_their_target():
    rows = {one.name: one.figures for one in moments()}
    currency = rows["yen per dollar, s.d. of twelve-month change"]
    assert currency["0"] == pytest.approx(float(aim()["currency_sd"]), rel=1e-9)
    yields = rows["US 10y, s.d. of level"]
    covariance = level_covariance(solved(0.5), [10.0])
    assert yields["0.5"] == pytest.approx(np.sqrt(covariance[0, 0]), rel=1e-12)
    assert len(moments()) == 2 * 2 * len(YEARS) + 1 + 6


def test_signs_of_the_currency_in_the_moments():
    """A higher US short rate makes the dollar dearer in the model: yen per dollar rises with it."""
    rows = {one.name: one.figures for one in moment_table(load_store(), {"0": solved(0.0)})}
    end = "correlation of twelve-month changes"
    assert rows[f"yen per dollar and US 10y, {end}"]["0"] > 0.3
    assert rows[f"yen per dollar and Japan 10y, {end}"]["0"] < -0.3
    assert 0 < rows[f"US 10y and Japan 10y, {end}"]["0"] < rows[f"US 1y and US 10y, {end}"]["0"] < 1


def test_the_page_shows_the_tables_as_computed():
    text = PAGE.read_text(encoding="utf-8")
    assert with_tables(text) == text
