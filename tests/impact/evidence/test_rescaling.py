"""The right denominator for each kind, and saying so when it is not at hand."""

import numpy as np
import pytest

import saiken
from saiken.data import load_store
from saiken.errors import DataError, InputError
from saiken.impact.evidence import load_rows, net_effect_bp, rescaled
from saiken.impact.evidence.record import Quantity
from saiken.impact.evidence.rescaling import (
    denominators,
    newest_usd,
    now_usd,
    share_of,
    then_usd,
    why_missing,
)
from saiken.impact.evidence.rows import row
from saiken.impact.evidence.sizing import debt_held_by_public, share_of_debt, unit_effect
from saiken.impact.habitat import load_kernels


@pytest.fixture(scope="module")
def store():
    return load_store()


@pytest.fixture(scope="module")
def snap():
    return saiken.snapshot("2025-05-02")


def dollars(start, end, usd_bn=100.0):
    return Quantity(usd_bn=usd_bn, start=start, end=end)


def test_each_kind_asks_for_its_own_denominator():
    assert denominators("stock")[0] == "debt"
    assert denominators("flow")[0] == "volume"
    assert denominators("stress")[0] == "dealers"
    for kind in ("stock", "flow", "stress"):
        assert {"debt", "gdp"} < set(denominators(kind))


def test_a_share_is_dollars_over_the_mean_of_the_sample(store):
    quantity = dollars("2008-01-01", "2008-12-31")
    for name, key in (("debt", "FYGFDPUN"), ("gdp", "GDP")):
        series = store.series("fiscal_quarterly", key)
        year = series.window(np.datetime64("2008-01-01"), np.datetime64("2008-12-31")).values
        assert len(year) == 4
        assert then_usd(name, quantity, store) == pytest.approx(year.mean())
        assert share_of(name, quantity, store) == pytest.approx(1e11 / year.mean())


def test_a_stated_share_is_taken_as_it_is(store):
    assert share_of("debt", Quantity(share_of_debt_pct=2.0), store) == pytest.approx(0.02)
    assert share_of("gdp", Quantity(share_of_gdp_pct=3.0), store) == pytest.approx(0.03)
    assert share_of("gdp", Quantity(share_of_debt_pct=2.0), store) is None


def test_what_was_not_published_is_not_at_hand(store):
    old, new = dollars("2008-01-01", "2008-12-31"), dollars("2025-01-01", "2025-03-31")
    assert then_usd("volume", old, store) is None
    assert then_usd("volume", new, store) == pytest.approx(887.4e9)
    assert then_usd("dealers", old, store) is None
    assert then_usd("dealers", dollars("2013-04-03", "2013-06-30"), store) > 0
    assert then_usd("ten_year", new, store) is None
    assert then_usd("debt", dollars("1961-01-01", "1961-12-31"), store) is None
    assert "from 2023-02-13 only" in why_missing("volume", old)
    assert "from 2013-04-03 only" in why_missing("dealers", old)
    assert "list of securities" in why_missing("ten_year", new)
    assert "states a share" in why_missing("gdp", Quantity(share_of_debt_pct=2.0))
    with pytest.raises(DataError, match="no debt held by the public between 1961"):
        debt_held_by_public(dollars("1961-01-01", "1961-12-31"), store)
    with pytest.raises(DataError, match="dollars with dates since 1970"):
        share_of_debt(dollars("1961-01-01", "1961-12-31"), store)


def test_dealers_are_averaged_over_the_last_quarter(store, snap):
    positions = store.series("dealer_positions", "all_usts", np.datetime64("2025-05-02"))
    start = np.datetime64("2025-05-02") - np.timedelta64(91, "D")
    recent = positions.window(start, np.datetime64("2025-05-02")).values
    assert len(recent) >= 12
    assert now_usd("dealers", snap) == pytest.approx(recent.mean())
    assert now_usd("volume", snap) == snap.scale.volume_usd_per_day
    assert now_usd("debt", snap) == snap.scale.debt_held_by_public_usd
    assert now_usd("gdp", snap) == snap.scale.gdp_usd
    assert now_usd("ten_year", snap) is None


def test_an_unknown_denominator_names_the_known(store):
    with pytest.raises(InputError, match="no denominator named 'depth'"):
        share_of("depth", dollars("2008-01-01", "2008-12-31"), store)


def test_the_newest_value_is_the_last_of_the_series(store):
    series = store.series("fiscal_quarterly", "GDP")
    assert newest_usd("gdp", store) == series.values[-1]


def test_an_old_flow_falls_back_to_the_debt_and_says_so(snap):
    found = rescaled(row("beltran-2013-one-month"), 1e11, snap)
    assert (found.right, found.used) == ("volume", "debt")
    assert found.effect_bp["volume"] is None
    assert set(found.missing) == {"volume"}
    debt = debt_held_by_public(row("beltran-2013-one-month").measured, snap.store)
    growth = snap.scale.debt_held_by_public_usd / debt
    assert found.effect_bp["debt"] == pytest.approx(50 / growth)
    # dollar for dollar the published number stays what it was: the error to avoid
    assert found.naive_bp == pytest.approx(50)
    assert found.effect_bp["gdp"] > found.effect_bp["debt"]


def test_a_rush_is_measured_against_dealers(snap):
    found = rescaled(row("vissing-jorgensen-2021"), 299.35e9, snap, effect_bp=10.0)
    assert (found.right, found.used, found.missing) == ("dealers", "dealers", {})
    then = then_usd("dealers", row("vissing-jorgensen-2021").measured, snap.store)
    assert found.effect_bp["dealers"] == pytest.approx(10 * then / now_usd("dealers", snap))
    assert found.naive_bp == pytest.approx(10)


def test_a_row_in_shares_has_no_naive_reading(snap):
    found = rescaled(row("imf-2017-uphill"), snap.scale.debt_held_by_public_usd / 100, snap)
    assert found.effect_bp["debt"] == pytest.approx(2.2)
    assert found.naive_bp is None
    assert set(found.missing) == {"gdp", "ten_year"}


def test_a_row_without_effect_or_denominator_cannot_be_rescaled(snap):
    with pytest.raises(DataError, match="states no effect"):
        rescaled(row("published-habitat"), 1e11, snap)
    lost = row("damico-king-2013").model_copy(
        update={"quantity": dollars("1961-01-01", "1961-03-31")}
    )
    lost = lost.model_copy(update={"quantity": dollars("1950-01-01", "1950-03-31")})
    with pytest.raises(DataError, match="no denominator is at hand"):
        rescaled(lost, 1e11, snap)


def test_short_run_effects_are_taken_net(store):
    kernels, table = load_kernels(), {each.id: each for each in load_rows()}
    month = row("beltran-2013-one-month")
    assert net_effect_bp(month, table, kernels, store, None) == pytest.approx(30)
    assert net_effect_bp(row("damico-king-2013"), table, kernels, store, None) == 30
    rush = row("vissing-jorgensen-2021")
    lasting = 5.0 * share_of_debt(rush.measured, store) * unit_effect(rush, kernels, None) * 1e4
    assert lasting > 1
    assert net_effect_bp(rush, table, kernels, store, 5.0) == pytest.approx(64 - lasting)


def test_a_long_run_of_another_size_is_carried_over(store):
    kernels, table = load_kernels(), {each.id: each for each in load_rows()}
    half = row("beltran-2013-one-month").model_copy(
        update={"quantity": dollars("1994-01-01", "2007-12-31", 50.0)}
    )
    assert net_effect_bp(half, table, kernels, store, None) == pytest.approx(50 - 10)


def test_nothing_can_be_taken_off_without_a_stock_effect(store):
    kernels, table = load_kernels(), {each.id: each for each in load_rows()}
    with pytest.raises(DataError, match="needs a pooled stock effect"):
        net_effect_bp(row("vissing-jorgensen-2021"), table, kernels, store, None)
    lost = row("beltran-2013-one-month").model_copy(update={"long_run": "nobody"})
    with pytest.raises(DataError, match="names the long run 'nobody'"):
        net_effect_bp(lost, table, kernels, store, 5.0)
    with pytest.raises(DataError, match="states no effect"):
        net_effect_bp(row("published-habitat"), table, kernels, store, 5.0)
