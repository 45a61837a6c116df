"""The price of a dollar of news is the engine's."""

from __future__ import annotations

import numpy as np
import pytest

import saiken
from saiken.case import load_scenario
from saiken.data import load_store
from saiken.errors import DataError, InputError
from saiken.implied.price import price_of_news
from saiken.market import par_response
from tests.implied.conftest import DAY


def changed(**given):
    named = load_scenario("japan-2025")
    scenario = named.case.scenario.model_copy(update=given)
    return type(named)(named.name, named.title, named.context, named.sources,
                       named.case.model_copy(update={"scenario": scenario}))  # fmt: skip


def priced(named, **given):
    return price_of_news(named, DAY, load_store(), 64, 0, **given)


def test_yields_answer_as_in_a_run_of_the_announced_sale():
    snap = saiken.snapshot("2025-05-01")
    sale = load_scenario("japan-2025").case.scenario.model_copy(update={"information": "announced"})
    out = saiken.simulate(sale, snap, draws=64, seed=0)
    stock = out.data["yield_change_by_effect"].sel(effect="stock").values[:, 1]
    ten = stock @ par_response(snap.curve)[7] / out.data["amount_sold"].values
    found = priced(load_scenario("japan-2025"))
    np.testing.assert_allclose(found.ten_year, ten, rtol=1e-5)  # published in single precision
    peak = out.data["usdjpy_change"].values.min(axis=1) / out.data["amount_sold"].values
    np.testing.assert_allclose(found.currency, peak, rtol=1e-5)


def test_what_the_market_knows_counts_as_announced_whatever_the_scenario_says():
    threat = changed(information="threatened", notice_days=1, start=None)
    quiet = changed(information="announced", notice_days=1)
    np.testing.assert_allclose(priced(threat).ten_year, priced(quiet).ten_year)


def test_dollars_kept_move_no_currency_and_longer_bonds_count_for_more_ten_year_ones():
    assert priced(changed(proceeds="dollars")).currency is None
    long = priced(changed(maturities="long"))
    assert long.ten_year_share > 1 > priced(changed(maturities="belly")).ten_year_share
    # a ten-year par bond among the buckets: half 7 to 10 and half 10 to 20 years lies around one
    near = priced(changed(maturities={"7-10": 0.5, "10-20": 0.5}))
    assert near.ten_year_share == pytest.approx(1.0, abs=0.15)


def test_the_curves_price_per_dollar_does_not_depend_on_the_size_and_the_yens_falls_with_it():
    small, large = (priced(load_scenario("japan-2025"), size_usd_bn=x) for x in (50.0, 800.0))
    np.testing.assert_allclose(small.ten_year, large.ten_year)
    assert large.size_usd == pytest.approx(16 * small.size_usd)
    assert (np.abs(large.currency) < np.abs(small.currency)).all()


def test_before_holdings_are_known_the_first_known_size_stands_in_and_is_named():
    named, day = load_scenario("japan-2025"), np.datetime64("1997-06-23")
    early = price_of_news(named, day, load_store(), 64, 0)
    later = price_of_news(named, np.datetime64("2000-06-02"), load_store(), 64, 0)
    assert early.size_usd == pytest.approx(later.size_usd)
    assert "first known for 2000-06-01" in early.notes[-1]
    # the debt was larger in June 1997 than in June 2000 (3.87 against 3.4tn): a dollar moved less
    assert np.median(early.ten_year) < np.median(later.ten_year)
    given = price_of_news(named, day, load_store(), 64, 0, 100.0)
    assert not any("first known" in note for note in given.notes)


def test_no_sale_no_price():
    with pytest.raises(InputError, match="about a sale, not run_off"):
        priced(changed(action="run_off"))
    with pytest.raises(InputError, match="sells nothing"):
        priced(changed(amount_usd_bn=0.0))
    with pytest.raises(DataError):
        price_of_news(load_scenario("japan-2025"), np.datetime64("1967-05-02"), load_store(), 64, 0)
