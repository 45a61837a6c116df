"""Moves that need no sale: what they leave the market, what they cost, and side by side."""

import datetime as dt
import json

import numpy as np
import pytest

from saiken.case import ACTIONS, NO_SUPPLY, NO_TRADE, Case, Scenario, load_scenario, program
from saiken.case.action import idle_moves, maturing_share
from saiken.engine import sample
from saiken.errors import InputError
from saiken.moves import compare_moves, moved
from saiken.report.moves_screen import COLUMNS, cells, moves_chart, moves_html, moves_json, verdict
from saiken.simulate import simulate
from saiken.snapshot import snapshot

DAY = dt.date(2025, 5, 2)
TEN = 7
TINY = 1e-12


def case(draws=64, **given):
    scenario = Scenario(**{"seller": "Japan", "proceeds": "yen"} | given)
    return Case(scenario=scenario, as_of=DAY, draws=draws)


def run(**given):
    return simulate(case(**given))


@pytest.fixture(scope="module")
def found():
    return compare_moves(case(draws=128))


@pytest.mark.parametrize("action", NO_TRADE)
def test_a_move_without_a_trade_asks_nothing_of_dealers_and_loses_nothing_on_bonds(action):
    out = run(action=action, amount_usd_bn=50, sale_days=20)
    parts = out.data["yield_change_by_effect"].values
    assert not parts[1:].any()  # flow and regime
    assert not out["seller_loss_bonds"].any()
    assert not out["amount_sold"].any()
    assert out["seller_loss_currency"].any() == (action != "park")
    moves = np.abs(out["yield_change"]).max() > 0
    assert moves == (action not in NO_SUPPLY)


def test_run_off_leaves_the_market_what_a_sale_without_dealers_would():
    """The stock effect of as much sold on the same days, to rounding."""
    sale = run(amount_usd_bn=100, sale_days=40)
    quiet = run(action="run_off", amount_usd_bn=100, sale_days=40)
    stock = sale.data["yield_change_by_effect"].values[0]
    assert quiet["yield_change"] == pytest.approx(stock, rel=1e-6, abs=TINY)
    assert quiet["seller_loss_currency"] == pytest.approx(sale["seller_loss_currency"])


def test_the_converted_dollars_move_the_yen_whatever_raised_them():
    loan = run(action="repo", amount_usd_bn=60, sale_days=20)
    sale = run(amount_usd_bn=60, sale_days=20)
    assert loan["usdjpy_change"] == pytest.approx(sale["usdjpy_change"])
    assert not run(action="park", amount_usd_bn=60)["usdjpy_change"].any()


def test_one_who_stays_away_is_expected_back():
    away = run(action="abstain", amount_usd_bn=100, sale_days=60)
    gone = run(action="run_off", amount_usd_bn=100, sale_days=60)
    assert (away["yield_change"][:, 200, TEN] < 0.5 * gone["yield_change"][:, 200, TEN]).all()
    lasting = run(action="abstain", amount_usd_bn=100, sale_days=60, half_life_years=50)
    assert lasting["yield_change"][:, 60, TEN].mean() > away["yield_change"][:, 60, TEN].mean()


def test_shortening_sells_no_bill_and_buys_as_many_as_it_sells():
    one = case(action="shorten")
    known = snapshot(DAY)
    sale = program(one.scenario, known, sample(one, known))
    assert sale.schedule[:, 0].sum() == 0
    assert sale.schedule.sum() == pytest.approx(1)
    assert sale.supply.sum() == pytest.approx(0)
    assert not sale.converted.any()
    assert run(action="shorten").case.scenario.proceeds_share("bills") == 1


def test_what_matures_grows_with_the_days():
    one = case()
    prm = sample(one, snapshot(DAY))
    half, year, two = (maturing_share(days, prm) for days in (125, 250, 500))
    assert half == pytest.approx(year / 2)
    assert year == pytest.approx(prm["moves.maturing_first_year_share"])
    assert two - year == pytest.approx(prm["moves.maturing_later_share"])
    # the Ministry of Finance's tables: 25.8 to 38.2% in two years
    assert 0.21 < two.min() < two.max() < 0.43


def test_each_move_takes_the_size_that_it_can_have(found):
    sizes = {each.action: each.size_usd for each in found}
    assert tuple(sizes) == ACTIONS
    assert sizes["repo"] == 60e9
    assert sizes["park"] == pytest.approx(145.275e9)  # Ministry of Finance, October 2023
    assert sizes["shorten"] == sizes["sell"]
    assert 0.098 < sizes["run_off"] / sizes["sell"] < 0.266
    # a quarter of a year, 62 of 250 days
    assert sizes["abstain"] / sizes["run_off"] == pytest.approx(62 / 250, rel=1e-6)


def test_the_sale_among_the_moves_is_the_case_itself(found):
    alone = simulate(case(draws=128))
    assert np.array_equal(found[0].outcome["yield_change"], alone["yield_change"])


def test_the_verdict_is_true_when_the_numbers_change(found):
    told = verdict(found)
    assert "run-off dominates per dollar, not in size" in told
    # in dollars run-off costs its creditor nothing, so nothing is compared per dollar
    free = compare_moves(case(draws=64, proceeds="dollars"))
    assert "costs Japan nothing on transactions" in verdict(free)
    turned = [found[1].__class__("sell", "", found[1].outcome), *found[1:]]
    turned[1] = found[0].__class__("run_off", "", found[0].outcome)
    assert "run-off does not dominate" in verdict(turned)


def test_table_page_and_record_say_the_same(found):
    rows = cells(found)
    assert all(len(row) == len(COLUMNS) for row in rows)
    record = json.loads(moves_json(found))
    assert [each["action"] for each in record["moves"]] == list(ACTIONS)
    peak = record["moves"][0]["headline"]["yield_change_bp"]["10y"]["peak"]["p50"]
    assert moves_chart(found).figure["data"][0]["x"][0] == pytest.approx(peak, rel=1e-4)
    page = moves_html(found)
    assert verdict(found).split(";")[0] in page
    assert rows[1][2].split(" ")[0] in page


def test_a_creditor_whose_maturities_are_not_known_gets_a_reason():
    rows = compare_moves(case(draws=16, seller="China", proceeds="dollars"))
    missing = {each.action: each.why_not for each in rows if each.outcome is None}
    assert set(missing) == {"run_off", "abstain", "park"}
    assert all("for Japan only" in why for why in missing.values())
    with pytest.raises(InputError, match="give --amount"):
        run(action="run_off", seller="China")
    given = run(action="run_off", seller="China", amount_usd_bn=50, proceeds="dollars")
    assert given["yield_change"].any()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"action": "run_off", "pace": "front-loaded"}, "run_off sells nothing"),
        (
            {"action": "repo", "information": "threatened", "notice_days": 60},
            "only a sale can be threatened",
        ),
    ],
)
def test_what_does_not_fit_is_refused(given, says):
    with pytest.raises(ValueError, match=says):
        Scenario(seller="Japan", **given)


def test_the_loan_has_a_limit_and_only_a_sale_is_compared():
    with pytest.raises(InputError, match="up to USD 60bn"):
        run(action="repo", amount_usd_bn=61)
    for given in ({"action": "repo"}, {"information": "threatened", "notice_days": 60}):
        with pytest.raises(InputError, match="compared with a sale"):
            compare_moves(case(**given))


def test_words_say_what_is_done():
    told_of = {
        "run_off": "mature over 20 business days and buys no others",
        "repo": "borrows USD 50bn",
        "park": "foreign repo pool and sells",
        "abstain": "buys no Treasuries for 20",
        "shorten": "into bills",
    }
    for action, says in told_of.items():
        out = run(action=action, amount_usd_bn=50, sale_days=20)
        told = " ".join(out.summary().split())
        assert says in told
        assert ("No bond is traded" in told) == (action in NO_TRADE)
        assert "sells USD" not in told


def test_with_everybody_nobody_has_a_sale_to_answer():
    out = run(action="run_off", amount_usd_bn=100, answers="everybody")
    acts = {line.actor: line.share_of_draws for line in out.actions}
    assert acts["fima"] == acts["creditors"] == 0
    assert not out["seller_loss_bonds"].any()


def test_only_moves_that_read_them_hang_on_what_matures():
    assert idle_moves(Scenario(action="run_off")) == frozenset()
    assert "moves.maturing_later_share" in idle_moves(Scenario())
    assert moved(load_scenario("japan-2025").case.scenario, "run_off").sale_days == 250
