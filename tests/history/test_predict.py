"""Episodes asked of the engine: the same numbers as its own road, and nothing from the future."""

import datetime as dt

import numpy as np
import pytest

from saiken.case import Case, Scenario
from saiken.errors import DataError
from saiken.history import Quantity, episode
from saiken.history.predict import as_program, predict, shares_of
from saiken.market import bucket_names, par_response
from saiken.parameters import Posterior, load_artefact
from saiken.simulate import simulate
from saiken.snapshot import snapshot

DRAWS = 64


def zero(**given):
    base = {"usd_bn": 0.0, "counts": "announced", "valuation": "none", "source": "x",
            "verified": "read"}  # fmt: skip
    return Quantity(**base | given)


def test_it_is_the_engine_of_saiken_run(make):
    """The same sale as a scenario, on the same draws: par yields at the window's end agree."""
    one = make(start="2025-05-05", actor="Japan", maturities="own", sale_days=20, window_days=40,
               quantity={"usd_bn": 300.0}, yen_usd_bn=300.0)  # fmt: skip
    found = predict(one, DRAWS)
    scenario = Scenario(seller="Japan", amount_usd_bn=300, sale_days=20, proceeds="yen")
    out = simulate(Case(scenario=scenario, as_of=dt.date(2025, 5, 2), draws=DRAWS))
    day = out["yield_change"][:, 40].astype(float)
    expected = np.einsum("dm,pm->dp", day, par_response(out.snap.curve))
    # results are kept in single precision
    assert found.curve == pytest.approx(expected, rel=1e-5)
    assert np.expm1(found.log_rate) == pytest.approx(out["usdjpy_change"][:, 40], rel=1e-5)


def test_an_announced_sale_is_the_engine_s_too(make):
    one = make(start="2025-05-05", information="announced", maturities="belly", sale_days=60,
               window_days=3, quantity={"usd_bn": 200.0})  # fmt: skip
    scenario = Scenario(seller="Japan", amount_usd_bn=200, sale_days=60, maturities="belly",
                        information="announced")  # fmt: skip
    out = simulate(Case(scenario=scenario, as_of=dt.date(2025, 5, 2), draws=DRAWS))
    expected = np.einsum("dm,pm->dp", out["yield_change"][:, 3], par_response(out.snap.curve))
    assert predict(one, DRAWS).curve == pytest.approx(expected, rel=1e-5)


def test_a_purchase_is_a_sale_with_the_other_sign_until_books_fill(make):
    """Stock and flow mirror; stress never helps a purchase, so it is switched off here."""
    fixed = {"flow.stress_weight": 0}
    bought = predict(make(quantity={"usd_bn": -50.0}, fixed=fixed), DRAWS).curve
    sold = predict(make(quantity={"usd_bn": 50.0}, fixed=fixed), DRAWS).curve
    assert bought == pytest.approx(-sold, rel=1e-12)


def test_nothing_sold_is_exactly_nothing(make):
    found = predict(make(yen_usd_bn=0.0), DRAWS, quantity=zero())
    assert not found.curve.any()
    assert found.debt_share == 0


def test_the_eve_decides_what_is_known(make):
    assert str(predict(make(start="2020-01-06"), 16).as_of) == "2020-01-03"  # a Monday
    assert str(predict(make(start="2020-01-04"), 16).as_of) == "2020-01-03"  # a Saturday


def test_a_longer_window_reads_a_later_day(make):
    short, long = (predict(make(window_days=days, sale_days=20), DRAWS) for days in (5, 20))
    assert np.median(long.at("10y")) > np.median(short.at("10y")) > 0
    assert short.at("10y") is not short.at("30y")
    assert short.at("usdjpy") is None


def test_own_evidence_is_left_out():
    """Without the studies of the Fed's purchases the pooled size is another one."""
    one = episode("fed-2009-03-18")
    with_all = one.model_copy(update={"evidence": ()})
    ours, all_rows = (np.median(predict(each, 256).at("10y")) for each in (one, with_all))
    assert abs(ours / all_rows - 1) > 0.05


def test_an_operation_is_not_judged_by_the_slope_it_taught():
    """The slope without the episode is the committed one of the estimate's own record."""
    law = Posterior.load("2022-10-20", excluded=("2022-10-21",))
    joint = next(each for each in law.joint if each.name == "currency")
    record = load_artefact("currency").record
    without = next(row for row in record["without"] if row["episode"] == "2022-10-21")
    assert float(joint.mean[0]) == without["mean"][0]
    assert float(joint.mean[0]) != float(load_artefact("currency").mean[0])
    assert np.log(without["slope"]) == pytest.approx(without["mean"][0])


def test_two_operations_cannot_be_left_out_together():
    with pytest.raises(DataError, match="one episode at a time, not 2022-09-22 and 2022-10-21"):
        Posterior.load("2025-05-02", excluded=("2022-09-22", "2022-10-21"))


def test_march_2020_is_asked_without_the_stress_it_gave():
    one = episode("march-2020")
    stressed = one.model_copy(update={"fixed": {}})
    calm, full = (predict(each, 256).at("10y") for each in (one, stressed))
    assert np.median(full) > np.median(calm)


def test_papers_of_the_day_are_fewer():
    one = episode("russia-2018")
    now, then = (predict(one, 256, papers_of_the_day=flag).at("10y") for flag in (False, True))
    assert np.median(now) != np.median(then)
    with pytest.raises(DataError, match="fewer than two independent"):
        predict(episode("fed-2009-03-18"), 16, papers_of_the_day=True)


def test_an_episode_of_words_predicts_nothing():
    with pytest.raises(DataError, match="has no quantity"):
        predict(episode("japan-hashimoto-1997"), 16)


def test_a_programme_is_even_and_keeps_its_mix(make):
    one = make(sale_days=4, window_days=10, yen_usd_bn=25.0)
    sale = as_program(one, one.used, snapshot("2020-01-03"), 3)
    assert sale.schedule.sum() == pytest.approx(1)
    assert sale.schedule[1:5].sum(axis=1) == pytest.approx(0.25)
    assert sale.schedule[0].sum() == sale.schedule[5:].sum() == 0
    assert sale.amount_usd.tolist() == [1e11] * 3
    assert sale.converted_usd.sum(axis=1) == pytest.approx(25e9)
    assert sale.decay_per_year == 0
    lasting = as_program(make(half_life_years=2.0), one.used, snapshot("2020-01-03"), 1)
    assert lasting.decay_per_year == pytest.approx(np.log(2) / 2)


def test_mixes_by_name_and_by_bucket():
    market = snapshot("2020-01-03")
    given = shares_of({"0-1": -1.0, "10-20": 1.0}, "Nobody", market)
    assert dict(zip(bucket_names(), given, strict=True))["10-20"] == 1.0
    assert given.sum() == 0
    for name in ("market", "belly", "own"):
        assert shares_of(name, "Japan", market).sum() == pytest.approx(1)


def test_a_swap_into_long_bonds_lowers_long_yields():
    found = predict(episode("fed-2012-06-20"), 256)
    assert np.median(found.at("30y")) < np.median(found.at("10y")) < 0
    assert found.debt_share == pytest.approx(267e9 / snapshot("2012-06-19").scale
                                             .debt_held_by_public_usd)  # fmt: skip
