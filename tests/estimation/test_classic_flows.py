"""Net sales: price effects out, survey months out, and a planted effect found end to end."""

import numpy as np
import pytest

from saiken.data import load_store
from saiken.errors import InputError
from saiken.estimation.classic.bench import Bench
from saiken.estimation.classic.flows import book_duration_years, net_sales
from saiken.estimation.classic.panel import change, month_panel
from saiken.estimation.classic.plan import break_months, flow_plan, sample_plan
from saiken.estimation.classic.runs import estimate

STORE = load_store()
TIC = flow_plan("official_notes_bonds")
CUSTODY = flow_plan("custody_face")
PANEL = month_panel(STORE, TIC)
YEARS = 4.0
SALES = net_sales(PANEL, TIC, YEARS)


def _at(month):
    return int(np.flatnonzero(PANEL.months == np.datetime64(month))[0])


def test_before_the_count_at_market_value_a_fall_of_holdings_is_a_sale():
    at = _at("2005-03")
    held = PANEL.holdings_usd
    assert SALES.usd[at] == held[at - 1] - held[at]
    assert SALES.price_effect_usd[at] == 0


def test_from_the_count_at_market_value_on_prices_are_taken_out():
    at = _at("2022-09")
    held, moved = PANEL.holdings_usd, change(PANEL.yields["5y"])[at]
    # Yields rose by three quarters of a point: holdings fell by more than was sold.
    assert moved > 0.007
    lost = YEARS * moved * held[at - 1]
    assert SALES.price_effect_usd[at] == pytest.approx(-lost, rel=1e-12)
    assert SALES.usd[at] == pytest.approx(held[at - 1] - held[at] - lost, rel=1e-12)
    assert SALES.share[at] == SALES.usd[at] / PANEL.debt_usd[at]


def test_price_effects_start_with_the_first_pair_of_counts():
    priced = PANEL.months[SALES.price_effect_usd != 0]
    assert str(priced[0]) == "2011-12"
    assert np.isnan(SALES.usd[_at("2011-12")])
    assert SALES.price_effect_usd[_at("2012-01")] != 0


def test_break_months_are_no_flow():
    inside = np.isin(PANEL.months, break_months(TIC.dataset))
    assert inside.sum() == 12
    assert np.isnan(SALES.usd[inside]).all()
    assert np.isfinite(SALES.usd[~inside][1:]).all()


def test_face_value_has_no_price_effect():
    panel = month_panel(STORE, CUSTODY)
    sales = net_sales(panel, CUSTODY, YEARS)
    assert (sales.price_effect_usd == 0).all()
    np.testing.assert_array_equal(sales.usd[1:], -np.diff(panel.holdings_usd))


def test_scalings_are_dollars_and_shares():
    assert SALES.scaled("usd") is SALES.usd
    assert SALES.scaled("share") is SALES.share


def test_durations_come_from_the_mixes_of_the_house():
    years = {mix: book_duration_years(mix, STORE) for mix in ("none", "published", "market",
                                                              "coupons")}  # fmt: skip
    assert years["none"] == 0
    # Nothing in the published book lies above ten years; the market's has a fifth of bills.
    assert 3 < years["published"] < years["market"] < years["coupons"] < 6
    with pytest.raises(InputError, match="no mix for a duration named 'coupon'; the nearest are c"):
        book_duration_years("coupon", STORE)


def _planted(bp_per_step, step_of):
    """A store whose officials sold in proportion to the yield's change, at market value."""
    moved = change(PANEL.yields["5y"])
    sold = moved / (bp_per_step * 1e-4) * step_of
    years = book_duration_years("published", STORE)
    held = np.full(PANEL.months.size, 2e12)
    for t in range(1, held.size):
        at_market = PANEL.months[t] >= np.datetime64("2011-12")
        priced = -years * moved[t] * held[t - 1] if at_market else 0.0
        jump = 9e11 if PANEL.months[t] in break_months(TIC.dataset) else 0.0
        held[t] = held[t - 1] + priced + jump - sold[t]
    return STORE.with_series(TIC.dataset, TIC.key, PANEL.dates, held / 1e9, PANEL.dates)


@pytest.mark.parametrize("sample", ["early", "after", "full"])
@pytest.mark.parametrize("planted_bp", [50.0, -20.0])
def test_planted_effect_is_found_through_prices_and_breaks(sample, planted_bp):
    bench = Bench.load(_planted(planted_bp, 1e11), TIC.name)
    row = estimate(bench, "5y", sample_plan(sample))
    # Exact but for the rounding of holdings of a trillion and more.
    assert row["usd"]["effect_bp"] == pytest.approx(planted_bp, rel=1e-6)
    assert row["usd"]["explained_share"] == pytest.approx(1)
    assert row["share"]["explained_share"] < 1


def test_planted_effect_in_shares_is_found():
    bench = Bench.load(_planted(9.0, 0.01 * PANEL.debt_usd), TIC.name)
    row = estimate(bench, "5y", sample_plan("full"))
    assert row["share"]["effect_bp"] == pytest.approx(9, rel=1e-6)
    assert row["usd"]["explained_share"] < 1


def test_prices_left_in_look_like_sales_that_raise_yields():
    """With flows of nothing, holdings at market value alone would be read as an effect."""
    moved, years = change(PANEL.yields["5y"]), book_duration_years("published", STORE)
    held = np.full(PANEL.months.size, 2e12)
    for t in range(1, held.size):
        held[t] = held[t - 1] * (1 - years * moved[t])
    store = STORE.with_series(TIC.dataset, TIC.key, PANEL.dates, held / 1e9, PANEL.dates)
    left_in = estimate(Bench.load(store, TIC.name, "none"), "5y", sample_plan("after"))
    # 100bn is 100 / (2,000 years) of the yield: some 140 bp at 3.5 years.
    assert left_in["usd"]["effect_bp"] > 50
    taken_out = Bench.load(store, TIC.name)
    inside = sample_plan("after").keeps(PANEL.months) & np.isfinite(taken_out.sales.usd)
    late = inside & (PANEL.months > np.datetime64("2011-12"))
    assert np.abs(taken_out.sales.usd[late]).max() < 1e-3 * held.mean()
