"""A tariff in answer to a sale: beside the ledgers, and no bond moves."""

import datetime as dt

import numpy as np
import pytest

import saiken
from saiken.case import Case, Scenario
from saiken.errors import InputError
from saiken.simulate import simulate
from saiken.trade import economy_of, points, welfare
from saiken.trade.regions import SELLER, US

DAY = dt.date(2025, 5, 2)


def run(**given):
    scenario = Scenario(**{"seller": "Japan", "amount_usd_bn": 500} | given)
    return simulate(Case(scenario=scenario, as_of=DAY, draws=64))


def test_it_is_the_trade_model_and_nothing_else_changes():
    plain, taxed = run(), run(tariff_pct=25)
    for name, values in plain.arrays.items():
        assert np.array_equal(values, taxed.arrays[name])
    assert set(taxed.arrays) - set(plain.arrays) == {"tariff_seller", "tariff_us"}
    prm = taxed.parameters
    sigma = np.stack([prm["trade.substitution_cars"], prm["trade.substitution_rest"]], axis=1)
    found = welfare(economy_of("Japan"), points(25, 25), sigma)
    assert taxed["tariff_seller"] == pytest.approx(-found.usd[:, SELLER], rel=1e-6)
    assert taxed["tariff_us"] == pytest.approx(-found.usd[:, US], rel=1e-6)


def test_a_higher_tariff_costs_the_seller_more():
    losses = [run(tariff_pct=each)["tariff_seller"] for each in (5, 15, 40)]
    assert (losses[0] > 0).all()
    assert (losses[0] < losses[1]).all()
    assert (losses[1] < losses[2]).all()


def test_it_is_said_and_written():
    out = run(tariff_pct=15)
    assert "A tariff of 15 points in answer: Japan loses USD" in " ".join(out.summary().split())
    assert out.headline["tariff_seller_usd_bn_per_year"]["p50"] > 0
    assert "tariff" not in run().summary()


def test_a_seller_without_trade_figures_is_refused():
    with pytest.raises(InputError, match="trade is at hand for China, Mainland, Japan only"):
        saiken.simulate(Scenario(seller="Belgium", tariff_pct=10), saiken.snapshot(DAY), draws=16)


def test_trade_drives_nothing_but_the_tariff():
    out = run(tariff_pct=15)
    assert not any(each.id.startswith("trade.") for each in out.drivers())
    assert any(each.id.startswith("trade.") for each in out.drivers("tariff_seller"))
