"""The one road: exact zeros, exact sums, the same bytes on any number of workers."""

from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pytest

import saiken
from saiken.parameters import Parameters
from saiken.variables import MATURITIES, VARIABLES


def test_nothing_sold_is_exactly_nothing(nothing):
    for name, values in nothing.arrays.items():
        assert (values == 0).all(), name
    assert any(caveat.startswith("Nothing is sold") for caveat in nothing.caveats)
    assert nothing.headline["damage_ratio"] is None


def test_effects_add_exactly(out):
    parts = out["yield_change_by_effect"]
    np.testing.assert_array_equal(parts.sum(axis=0), out["yield_change"])


def test_arrays_have_their_published_shape(out):
    sizes = {"draw": 512, "day": 251, "month": 121, "maturity": len(MATURITIES), "effect": 3}
    for name, values in out.arrays.items():
        assert values.shape == tuple(sizes[dim] for dim in VARIABLES[name].dims), name
        assert values.dtype == np.float32
        assert np.isfinite(values).all()


def test_nothing_happens_before_the_sale(out):
    assert (out["yield_change"][:, 0] == 0).all()
    assert (out["usdjpy_change"][:, 0] == 0).all()
    assert (out["federal_interest"][:, 0] == 0).all()


@pytest.mark.parametrize("workers", [2, 3])
def test_the_bytes_do_not_depend_on_the_workers(out, snap, workers):
    again = saiken.simulate(out.named, snap, draws=512, workers=workers)
    assert again.to_json() == out.to_json()


def test_any_executor_will_do(snap):
    named = saiken.load_scenario("russia-2018")
    alone = saiken.simulate(named, draws=300)
    with ProcessPoolExecutor(2) as pool:
        shared = saiken.simulate(named, draws=300, workers=pool)
    for name in alone.arrays:
        np.testing.assert_array_equal(alone[name], shared[name])


def test_fewer_draws_are_a_prefix(out, snap):
    fewer = saiken.simulate(out.named, snap, draws=256)
    np.testing.assert_array_equal(fewer["us_loss"], out["us_loss"][:256])
    np.testing.assert_array_equal(fewer["yield_change"], out["yield_change"][:256])


def test_given_parameters_replace_the_sampled_ones(out, snap):
    fixed = out.parameters.block(0, 32).fixed({"impact.stock_scale": 0.0})
    quiet = saiken.simulate(out.case, snap, params=Parameters(fixed.columns, 32))
    assert (quiet["yield_change_by_effect"][0] == 0).all()
    assert (quiet["yield_change_by_effect"][1][:, 60] > 0).all()


def test_progress_is_reported_block_by_block(snap):
    seen = []
    saiken.simulate(saiken.Scenario(), snap, draws=600, progress=lambda *at: seen.append(at))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_bare_scenario_is_asked_on_the_snapshots_day(snap):
    assert str(saiken.simulate(saiken.Scenario(), snap, draws=16).case.as_of) == "2025-05-02"


def test_twice_the_stock_for_twice_the_amount(snap):
    one, two = (
        saiken.simulate(saiken.Scenario(amount_usd_bn=amount), snap, draws=64)
        for amount in (200, 400)
    )
    stock = [each["yield_change_by_effect"][0] for each in (one, two)]
    np.testing.assert_allclose(stock[1], 2 * stock[0], rtol=1e-6)


def test_size_from_one_paper_removes_the_spread_of_the_stock_effect(snap):
    case = saiken.Case(
        scenario=saiken.Scenario(amount_usd_bn=500),
        assumptions=saiken.Assumptions(size_from="damico-king-2013"),
        draws=64,
    )
    found = saiken.simulate(case, snap)
    stock = found["yield_change_by_effect"][0][:, 60, 7]
    assert stock.max() == pytest.approx(stock.min(), rel=1e-6)
    # complete, on the ten-year, it is the answer of the four-answers strip
    assert stock[0] * 1e4 == pytest.approx(found.four_answers[1].ten_year_bp, rel=1e-5)


def test_the_published_size_counts_shares_of_gdp(snap):
    case = saiken.Case(
        scenario=saiken.Scenario(amount_usd_bn=500),
        assumptions=saiken.Assumptions(size_from="published"),
        draws=16,
    )
    found = saiken.simulate(case, snap)
    stock = found["yield_change_by_effect"][0][0, 60, 7] * 1e4
    assert stock == pytest.approx(found.four_answers[0].ten_year_bp, rel=1e-5)


def test_an_override_in_its_published_unit(snap):
    assumed = saiken.Assumptions(overrides={"flow.one_month_bp": 20})
    case = saiken.Case(assumptions=assumed, draws=16)
    assert saiken.simulate(case, snap).parameters["flow.one_month_bp"][0] == pytest.approx(0.002)


def test_euro_and_gold_have_no_record_so_the_whole_loss_cannot_be_shown(snap):
    found = saiken.simulate(saiken.Scenario(proceeds="gold"), snap, draws=16)
    assert found.headline["usdjpy_change_pct"] is None
    assert found.headline["seller_loss_usd_bn"] is None
    assert found.headline["damage_ratio"] is None
    assert found.headline["seller_loss_parts_usd_bn"]["seller_loss_bonds"]["p50"] > 0
    assert any("no record of operations" in caveat for caveat in found.caveats)


@pytest.mark.parametrize("name", ["europe-2026", "march-2020", "china-2025"])
def test_other_scenarios_run(name):
    found = saiken.simulate(saiken.load_scenario(name), draws=32)
    assert found.headline["yield_change_bp"]["10y"]["peak"]["p50"] > 0


def test_a_conversion_says_how_little_its_record_can_tell(out, snap):
    assert any("8 episodes of operations" in caveat for caveat in out.caveats)
    kept = saiken.simulate(saiken.Scenario(proceeds="dollars"), snap, draws=16)
    assert not any("episodes of operations" in caveat for caveat in kept.caveats)
