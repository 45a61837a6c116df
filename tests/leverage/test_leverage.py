"""The leverage index: the engine's own figures, what was known then, and what cannot be shown."""

from dataclasses import replace

import numpy as np
import pytest

from saiken.bargaining import Threat
from saiken.data import load_store
from saiken.errors import InputError
from saiken.holders import View, own_gdp_usd, ranked
from saiken.holders.names import find
from saiken.leverage import Reference, StatedSale, leverage_file, leverage_index, stated_scenario
from saiken.market import bucket_names
from saiken.market.profile import market_mix
from saiken.report.leverage_screen import leverage_json
from saiken.simulate import simulate
from saiken.snapshot import snapshot
from saiken.units import from_si

CHINA = "China, Mainland"
MONTHS = {"2010-06-30": "2010-08-17", "2015-08-31": "2015-10-18", "2025-03-31": "2025-05-18"}
LATER = ("tic_holdings", "par_yields", "zero_yields", "fiscal_quarterly", "weo", "usdjpy_daily")


def losses(day, *holders):
    """Amounts, and both sides' loss of all at once."""
    snap = snapshot(day)
    held = dict(
        ranked(np.datetime64(str(snap.latest("tic_holdings", "All Other").period_end)), snap)
    )
    amounts = np.array([held[name] for name in holders])
    sale = StatedSale.on(snap)
    return snap, sale, amounts, sale.losses_usd(snap, amounts)


def test_the_stated_maturities_are_the_markets():
    shares = leverage_file()["sale"]["maturities"]
    np.testing.assert_allclose(
        [shares[name] for name in bucket_names()], market_mix(load_store()), atol=1e-3
    )


@pytest.mark.parametrize("day", MONTHS.values())
def test_the_reduced_sums_are_the_engines_draw_by_draw(day):
    snap, _, amounts, found = losses(day, "Japan", CHINA)
    for place, seller in enumerate(("Japan", CHINA)):
        asked = stated_scenario(seller, from_si(amounts[place], "usd_bn"))
        for horizon, tolerance in ((asked.horizon_days, 1e-5), (250, 2e-4)):
            scenario = asked.model_copy(update={"horizon_days": horizon})
            data = simulate(scenario, snap, draws=256).data
            us, bonds = data["us_loss"].values, data["seller_loss_bonds"].values
            np.testing.assert_allclose(found[0][place], us, rtol=tolerance)
            np.testing.assert_allclose(found[1][place], bonds, rtol=1e-6)


def test_two_hundred_and_fifty_six_draws_are_near_two_thousand():
    snap, _, amounts, found = losses("2025-05-02", "Japan")
    scenario = stated_scenario("Japan", from_si(amounts[0], "usd_bn"))
    data = simulate(scenario, snap, draws=2048).data
    for mine, name in zip(found, ("us_loss", "seller_loss_bonds"), strict=True):
        ends = [np.quantile(each, [0.05, 0.5, 0.95]) for each in (mine[0], data[name].values)]
        np.testing.assert_allclose(ends[0], ends[1], rtol=0.06)


def test_the_conversion_is_the_engines_and_absent_without_a_record():
    snap, sale, _, _ = losses("2010-08-17", "Japan")
    scenario = stated_scenario("Japan", 300).model_copy(update={"proceeds": "yen"})
    data = simulate(scenario, snap, draws=256).data
    mine = sale.conversion_loss_usd(snap, 300e9)
    np.testing.assert_allclose(mine, data["seller_loss_currency"].values, rtol=1e-6)
    table = snap.store.table("japan_interventions")
    none = {name: column[:0] for name, column in table.items()}
    empty = snapshot("2010-08-17", snap.store.with_table("japan_interventions", none))
    assert sale.conversion_loss_usd(empty, 300e9) is None


def altered(store, day, after=True):
    """Change what was released after a day (or up to it): half as much again."""
    for dataset in LATER:
        info = store.info(dataset)
        if info.kind != "series":
            continue
        for key in store.keys(dataset):
            if dataset == "weo" and key[:3] not in ("JPN", "CHN", "USA"):
                continue
            series = store.series(dataset, key)
            changed = (series.released > day) == after
            values = np.where(changed, 1.5, 1.0) * from_si(series.values, series.unit)
            store = store.with_series(dataset, key, series.dates, values, series.released)
    return store


def test_later_data_move_nothing_and_earlier_ones_do():
    day, since = np.datetime64("2010-09-30"), "2010-04-01"
    was = leverage_index(day, since=since)
    later = leverage_index(day, since=since, store=altered(load_store(), day))
    # six digits: the list of 2023 is scaled to the debt of the day over that of 2023, and back
    assert leverage_json(later) == leverage_json(was)
    other = leverage_index(day, since=since, store=altered(load_store(), day, after=False))
    assert leverage_json(other) != leverage_json(was)


def test_an_index_of_a_later_day_begins_with_that_of_an_earlier():
    early = leverage_index("2013-03-01", since="2012-09-01")
    late = leverage_index("2013-08-01", since="2012-09-01")
    assert late.rows[: len(early.rows)] == early.rows
    assert len(late.rows) > len(early.rows)
    assert all(row.known_on <= early.as_of for row in early.rows)


def test_whoever_was_among_the_largest_is_there_and_nobody_else():
    found, places = leverage_index("2001-02-01"), leverage_file()["large"]["places"]
    seen = set()
    for row in found.rows:
        named = [name for name, _ in ranked(row.month, View(load_store(), row.known_on))]
        seen |= set(named[:places])
        assert {each.holder for each in found.at(row.month)} == seen & set(named)
    assert str(found.rows[0].month) == "2000-03-31"


def test_a_row_says_what_its_month_lacks():
    early = leverage_index("2002-06-01", since="2002-03-01").of("Japan")[-1]
    assert set(early.lacks) == {"volume", "securities", "dealers", "curve"}
    later = leverage_index("2013-06-01", since="2013-03-01").of("Japan")[-1]
    assert "dealers" not in later.lacks
    assert "securities" in later.lacks


def test_without_a_gdp_there_is_no_value_and_no_rank(spring):
    cayman = spring.of("Cayman")[-1]
    assert (cayman.value, cayman.credible_share, cayman.region, cayman.rank) == (None,) * 4
    assert {"gdp", "owners", "currency", "official", "volume"} == set(cayman.lacks)
    assert cayman.us_loss_usd.p50 > 0
    ranks = [row.rank for row in spring.newest]
    assert ranks == [*range(1, 1 + len([r for r in ranks if r])), *[r for r in ranks if r is None]]


def test_only_japan_has_a_conversion(spring):
    assert {row.holder for row in spring.rows if row.conversion_loss_usd} == {"Japan"}
    japan = spring.of("Japan")[-1]
    assert japan.ratio_converted.p50 < japan.ratio.p50
    assert 0 < japan.value_converted < japan.value


def test_the_value_is_that_of_the_threat_in_closed_form(spring):
    known = snapshot(str(spring.newest[0].known_on))
    gdp, _ = own_gdp_usd(find(CHINA), known)
    stake = 0.001 * known.scale.gdp_usd
    _, _, _, (us, bonds) = losses(str(known.as_of), CHINA)
    game = Threat(0.2, us[0], stake, stake, 0.005 * gdp, bonds[0], bonds[0] + 0.01 * gdp)
    row = spring.of("China")[-1]
    assert row.value == pytest.approx(game.solve().share.mean(), rel=1e-12)
    assert row.credible_share == np.mean(us[0] >= stake)


@pytest.mark.parametrize("changes", [{"prior": 0.0}, {"audience": 0.0}, {"concession": 10.0}])
def test_nobody_has_a_card_without_resolve_cost_of_backing_down_or_enough_harm(changes):
    given = replace(Reference.bundled(), **changes)
    found = leverage_index("2025-05-02", since="2025-02-01", reference=given)
    assert {row.value for row in found.newest} <= {0.0, None}


def test_the_surely_resolute_win_wherever_execution_hurts_more_than_giving_in(spring):
    given = replace(Reference.bundled(), prior=1.0)
    found = leverage_index("2025-05-02", since="2025-02-01", reference=given)
    for name in ("Japan", CHINA):
        row = found.of(name)[-1]
        assert row.value == pytest.approx(row.credible_share)


def test_more_to_sell_hurts_both_sides_more_and_the_ratio_falls():
    snap = snapshot("2025-05-02")
    us, bonds = StatedSale.on(snap).losses_usd(snap, np.array([1e11, 2e11, 4e11]))
    assert (np.diff(us, axis=0) > 0).all()
    assert (np.diff(bonds, axis=0) > 0).all()
    assert (np.diff(us / bonds, axis=0) < 0).all()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"prior": 1.2}, "the prior is 1.2; allowed is 0 to 1"),
        ({"audience": -0.1}, "the audience cost is -0.1; allowed is 0 or more"),
        ({"weak": float("nan")}, "the weak cost is nan"),
        ({"concession": 0.0}, "the concession is 0; allowed is a number above 0"),
    ],
)
def test_a_wrong_assumption_is_one_sentence(changes, message):
    with pytest.raises(InputError, match=message):
        replace(Reference.bundled(), **changes)


def test_a_wrong_day_or_holder_is_one_sentence(spring):
    with pytest.raises(InputError, match="newest full table is of 2025-02-28"):
        leverage_index("2025-05-02", since="2025-03-01")
    with pytest.raises(InputError, match="not a day"):
        leverage_index("2025-05-02", since="soon")
    with pytest.raises(InputError, match="Peru is not among the large holders; they are"):
        spring.of("Peru")


def test_progress_counts_months():
    told = []
    leverage_index("2025-05-02", since="2025-01-01", progress=lambda *each: told.append(each))
    assert told == [(1, 2), (2, 2)]
