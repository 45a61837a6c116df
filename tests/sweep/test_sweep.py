"""Common draws give what a run gives, and the figure's data hold together."""

import numpy as np
import pytest

import saiken
from saiken.case import ceiling
from saiken.sweep import CommonDraws, loss_against_amount

BN = 1e9


@pytest.fixture(scope="session")
def sweep(case, snap):
    return loss_against_amount(case, snap, draws=64)


@pytest.mark.parametrize(
    "changes",
    [
        {"amount_usd_bn": 300.0},
        {"sale_days": 7},
        {"proceeds": "dollars"},
        {"half_life_years": 2.0},
        {"maturities": "long", "amount_usd_bn": 100.0},
    ],
)
def test_a_changed_scenario_on_common_draws_is_the_run_itself(case, snap, changes):
    scenario = saiken.Scenario(**(case.scenario.model_dump() | changes))
    out = saiken.simulate(case.model_copy(update={"scenario": scenario}), snap)
    common = CommonDraws.of(case, snap)
    for name in ("yield_change", "usdjpy_change", "federal_interest", "seller_loss"):
        found = common.read(scenario, lambda arrays, name=name: arrays[name])
        np.testing.assert_array_equal(found, out[name])


def test_blocks_are_joined_in_the_order_of_the_draws(case, snap):
    many = case.model_copy(update={"draws": 300})
    found = CommonDraws.of(many, snap).read(many.scenario, lambda arrays: arrays["amount_sold"])
    np.testing.assert_array_equal(found, saiken.simulate(many, snap)["amount_sold"])


def test_what_does_not_change_is_kept(case, snap):
    common = CommonDraws.of(case, snap)
    cheaper = saiken.Scenario(**(case.scenario.model_dump() | {"amount_usd_bn": 10.0}))
    faster = saiken.Scenario(**(case.scenario.model_dump() | {"sale_days": 3}))
    shorter = saiken.Scenario(**(case.scenario.model_dump() | {"half_life_years": 1.0}))
    assert common.changed(cheaper).shape is common.engine.shape
    for other in (faster, shorter):
        assert common.changed(other).shape is not common.engine.shape
        assert common.changed(other).bill is common.engine.bill


def test_a_scenario_beyond_the_facts_is_refused(case, snap):
    common = CommonDraws.of(case, snap)
    with pytest.raises(saiken.InputError, match="the amount is USD 2,000bn"):
        common.changed(saiken.Scenario(amount_usd_bn=2000))
    beyond = case.model_copy(update={"scenario": saiken.Scenario(amount_usd_bn=2000)})
    with pytest.raises(saiken.InputError, match="the amount is USD 2,000bn"):
        CommonDraws.of(beyond, snap)


def test_the_figure_starts_at_exactly_zero_and_ends_at_the_ceiling(case, snap, sweep):
    assert sweep.amounts_usd_bn[0] == 0
    assert sweep.amounts_usd_bn.size == 12
    assert sweep.amounts_usd_bn[-1] == ceiling(case.scenario, snap).high_usd / BN
    for side in (sweep.us_loss_usd_bn, sweep.seller_loss_usd_bn):
        assert list(side) == ["p05", "p50", "p95"]
        assert all(values[0] == 0 for values in side.values())
        assert (side["p05"][1:] < side["p50"][1:]).all()
        assert (side["p50"][1:] < side["p95"][1:]).all()
    assert sweep.reason is None
    assert "official book" in sweep.words[0]


def test_both_sides_lose_more_when_more_is_sold(sweep):
    """On common draws every draw's loss rises with the amount, so every quantile does."""
    for side in (sweep.us_loss_usd_bn, sweep.seller_loss_usd_bn):
        for values in side.values():
            assert (np.diff(values) > 0).all()


def test_the_seller_loses_more_than_in_proportion(sweep):
    """Each dollar moves the price of all: its loss per dollar rises, the US loss per dollar not."""
    amounts = sweep.amounts_usd_bn[1:]
    assert (np.diff(sweep.seller_loss_usd_bn["p50"][1:] / amounts) > 0).all()
    assert (np.diff(sweep.us_loss_usd_bn["p50"][1:] / amounts) < 0).all()


def test_a_point_of_the_figure_is_the_run_itself(case, snap):
    sweep = loss_against_amount(case, snap, np.array([400.0]), draws=64)
    out = saiken.simulate(
        case.model_copy(update={"scenario": saiken.Scenario(amount_usd_bn=400, proceeds="yen")}),
        snap,
    )
    for side, name in (
        (sweep.us_loss_usd_bn, "us_loss"),
        (sweep.seller_loss_usd_bn, "seller_loss"),
    ):
        draws = out[name].astype(float)
        assert side["p50"][0] == pytest.approx(np.median(draws) / BN)
        assert side["p95"][0] == pytest.approx(np.quantile(draws, 0.95) / BN)


def test_a_named_scenario_finds_its_own_day():
    sweep = loss_against_amount(saiken.load_scenario("russia-2018"), draws=16)
    assert 90 < sweep.amounts_usd_bn[-1] < 110


def test_a_conversion_without_a_record_says_why(snap):
    gold = saiken.Case(scenario=saiken.Scenario(proceeds="gold"))
    sweep = loss_against_amount(gold, snap, np.array([0.0, 100.0]), draws=16)
    assert sweep.seller_loss_usd_bn == {}
    assert "no record" in sweep.reason
    assert sweep.us_loss_usd_bn["p50"][1] > 0
