"""Holdings, yields and controls on the same dates, against plain readings of the store."""

import numpy as np
import pytest

from saiken.data import load_store
from saiken.errors import DataError
from saiken.estimation.classic.panel import at_dates, change, lag, month_panel
from saiken.estimation.classic.plan import flow_plan

STORE = load_store()
TIC = flow_plan("official_notes_bonds")
CUSTODY = flow_plan("custody_face")
OFFICIAL = month_panel(STORE, TIC)
HELD = month_panel(STORE, CUSTODY)


def _at(panel, month):
    return int(np.flatnonzero(panel.months == np.datetime64(month))[0])


def _par(key, start, end):
    return STORE.series("par_yields", key).window(start, end)


def test_months_have_no_gap_and_dates_lie_inside():
    for panel in (OFFICIAL, HELD):
        assert (np.diff(panel.months).astype(int) == 1).all()
        assert (panel.dates.astype("datetime64[M]") == panel.months).all()
    assert (OFFICIAL.dates[:2].astype(str) == ["2000-03-31", "2000-04-30"]).all()


def test_custody_is_the_last_wednesday_of_each_whole_month():
    at = _at(HELD, "2014-03")
    assert str(HELD.dates[at]) == "2014-03-26"
    held = STORE.series("fed_h41", "treasury_custody").window("2014-03-26", "2014-03-26")
    assert HELD.holdings_usd[at] == held.values[0]
    # The series ends on 4 March 2026: that March is not over.
    assert str(HELD.months[-1]) == "2026-02"
    assert (np.diff(HELD.dates) >= np.timedelta64(28, "D")).all()


def test_month_without_a_figure_is_missing_and_not_filled():
    panel = month_panel(STORE, flow_plan("foreign_all"))
    at = _at(panel, "2026-03")
    assert np.isnan(panel.holdings_usd[at])
    assert str(panel.dates[at]) == "2026-03-31"
    assert np.isfinite(panel.holdings_usd[_at(panel, "2025-12")])


def test_yields_are_those_of_the_date_or_of_the_last_trading_day_before():
    at = _at(OFFICIAL, "2024-06")
    # 30 June 2024 was a Sunday.
    assert OFFICIAL.yields["5y"][at] == _par("DGS5", "2024-06-28", "2024-06-28").values[0]
    assert OFFICIAL.yields["10y"][at] == _par("DGS10", "2024-06-28", "2024-06-28").values[0]


def test_figures_older_than_a_week_do_not_count():
    series = _par("DGS5", "2024-01-01", "2024-06-28")
    dates = np.array(["2023-12-31", "2024-07-05", "2024-07-06"], dtype="datetime64[D]")
    found = at_dates(series, dates)
    assert np.isnan(found[[0, 2]]).all()
    assert found[1] == series.values[-1]


def test_debt_is_that_of_the_quarter_end_before_the_month():
    debt = STORE.series("fiscal_quarterly", "FYGFDPUN")
    march = debt.at_or_before("2024-03-31").value
    for panel in (OFFICIAL, HELD):
        quarter = [panel.debt_usd[_at(panel, m)] for m in ("2024-04", "2024-05", "2024-06")]
        assert quarter == [march] * 3
        assert panel.debt_usd[_at(panel, "2024-07")] == debt.at_or_before("2024-06-30").value


def test_debt_is_not_carried_beyond_the_quarter_after():
    panel = month_panel(STORE, flow_plan("official_all"))
    assert np.isfinite(panel.debt_usd[_at(panel, "2026-06")])
    assert np.isnan(panel.debt_usd[_at(panel, "2026-07")])


def test_controls_by_hand():
    at = _at(OFFICIAL, "2022-06")
    policy, equity, volatility, own = OFFICIAL.controls("5y")[at]
    funds = STORE.series("policy_rates", "DFF")
    weeks = [funds.window(*ends).values for ends in
             (("2022-05-25", "2022-05-31"), ("2022-06-24", "2022-06-30"))]  # fmt: skip
    assert [week.size for week in weeks] == [7, 7]
    assert policy == pytest.approx(weeks[1].mean() - weeks[0].mean(), rel=1e-9)
    returns = STORE.series("us_equity_returns", "mkt_total").window("2022-06-01", "2022-06-30")
    assert equity == pytest.approx(np.log(np.prod(1 + returns.values)), rel=1e-10)
    spreads = [
        np.std(np.diff(_par("DGS5", *ends).values), ddof=1)
        for ends in (("2022-04-29", "2022-05-31"), ("2022-05-31", "2022-06-30"))
    ]
    assert volatility == pytest.approx(spreads[1] - spreads[0], rel=1e-10)
    par = OFFICIAL.yields["5y"]
    assert own == par[at - 1] - par[at - 2]


def test_each_yield_has_its_own_volatility_and_lag():
    five, ten = OFFICIAL.controls("5y"), OFFICIAL.controls("10y")
    np.testing.assert_array_equal(five[:, :2], ten[:, :2])
    assert not np.allclose(five[5:300, 2:], ten[5:300, 2:])


def test_stock_returns_that_do_not_reach_the_date_are_missing():
    panel = month_panel(STORE, flow_plan("official_all"))
    equity = panel.backdrop["5y"][:, 1]
    # The returns end on 30 April 2026.
    assert np.isfinite(equity[_at(panel, "2026-04")])
    assert np.isnan(equity[_at(panel, "2026-05")])


def test_change_and_lag_start_with_nothing():
    np.testing.assert_array_equal(change(np.array([1.0, 3.0, 2.0])), [np.nan, 2, -1])
    np.testing.assert_array_equal(lag(np.array([1.0, 3.0, 2.0])), [np.nan, 1, 3])


def test_holdings_that_are_not_there_are_an_error():
    empty = STORE.with_series(TIC.dataset, TIC.key, [], [], [])
    with pytest.raises(DataError, match="T-Bonds & Notes has no figure"):
        month_panel(empty, TIC)


@pytest.mark.parametrize(("until", "known"), [("2025-12-11", False), ("2025-12-12", True)])
def test_a_month_needs_ten_daily_changes_for_its_volatility(until, known):
    """December 2025 is cut off after its ninth or its tenth trading day."""
    series = _par("DGS5", "2020-01-01", until)
    assert (series.dates > np.datetime64("2025-11-30")).sum() == (10 if known else 9)
    held = np.arange("2020-01", "2026-01", dtype="datetime64[M]")
    ends = (held + 1).astype("datetime64[D]") - 1
    store = STORE.with_series("par_yields", "DGS5", series.dates, 100 * series.values, series.dates)
    store = store.with_series(TIC.dataset, TIC.key, ends, np.ones(ends.size), ends)
    assert np.isfinite(month_panel(store, TIC).backdrop["5y"][-1, 2]) == known
