"""What is at stake, against the engine, the trade model and official figures."""

import numpy as np
import pytest

from saiken.data import load_store
from saiken.errors import InputError
from saiken.negotiation import GivenStake, TariffStake
from saiken.negotiation.april import april_move, april_share, stakes_file
from saiken.negotiation.stakes import stakes
from saiken.trade import case, trade_file, welfare
from saiken.variables import maturity_index
from tests.negotiation.conftest import small


@pytest.fixture(scope="module")
def found(asked, executed):
    return stakes(asked, executed)


def test_april_is_the_rise_of_25_bp_and_the_fall_of_12_per_cent():
    ten, equities = april_move()
    assert ten == pytest.approx(0.0025, abs=1e-9)  # 4.01 to 4.26
    kept = (1 - 0.0511) * (1 - 0.0590) * (1 - 0.0021) * (1 - 0.0165)
    assert equities == pytest.approx(1 - kept, abs=1e-9)


def test_april_itself_counts_once_and_half_of_it_half():
    ten, equities = (np.array([each]) for each in april_move())
    assert april_share(ten, equities) == pytest.approx(1)
    assert april_share(ten, 0 * equities) == pytest.approx(0.5)
    assert april_share(-ten, -equities) == 0


def test_the_revenue_of_the_pause_is_what_its_source_says():
    fact = stakes_file()["facts"][0]
    japan, union = (trade_file()["sellers"][each] for each in ("japan", "european-union"))
    taiwan = load_store().series("us_trade_annual", "Taiwan:imports").at_or_before("2024-12-31")
    goods = [s["to_us"]["value"] - s["cars"]["to_us"]["value"] for s in (japan, union)]
    year = 0.14 * goods[0] + 0.10 * goods[1] + 0.22 * taiwan.value / 1e9
    assert year * 90 / 365 == pytest.approx(fact["value"], abs=0.05)


def test_parts_add_up_and_weights_weigh(asked, executed, found):
    double = stakes(asked.model_copy(update={"ledger_weight": 2.0, "pain_weight": 0.0}), executed)
    np.testing.assert_allclose(double.L, 2 * executed["us_loss"].astype(float))
    np.testing.assert_allclose(
        found.c, found.shortfall + found.alliance + found.counter - found.benefit
    )
    ten = executed["yield_change"][:, :, maturity_index("10y")].astype(float).max(1)
    fall = -executed["equity_change"].astype(float).min(1)
    pain = executed.parameters["card.april_cost"] * (ten / 0.0025 + fall / april_move()[1]) / 2
    np.testing.assert_allclose(found.us_pain, pain)


def test_marks_enter_only_by_weight(asked, executed, found):
    heavy = stakes(asked.model_copy(update={"marks_weight": 0.5}), executed)
    assert (found.us_marks == 0).all()
    paper = -executed.losses.peak.other_domestic_usd
    np.testing.assert_allclose(heavy.us_marks, 0.5 * paper)
    assert (heavy.us_marks > 0).all()


def test_the_concession_is_the_trade_models(executed, found):
    prm = executed.parameters
    sigma = np.stack([prm["trade.substitution_cars"], prm["trade.substitution_rest"]], -1)
    worse, better = (
        welfare(*case(name), sigma).usd for name in ("japan-announced-2025", "japan-deal-2025")
    )
    np.testing.assert_allclose(found.G, prm["card.years"] * (better - worse)[:, 1])
    assert found.concession.points == pytest.approx((12.5 * 40 + 9 * 107.1) / 147.1, rel=1e-4)


def test_revenue_given_up_is_tariffs_times_imports_for_small_changes(executed, found):
    # static: 12.5 points on USD 40bn of cars and 9 on 107.1bn; trade falls under the higher rates
    static = 0.125 * 40e9 + 0.09 * 107.1e9
    assert (found.concession.us_revenue_usd < static).all()
    assert (found.concession.us_revenue_usd > 0).all()


def test_no_concession_is_worth_nothing(asked, executed):
    same = TariffStake(otherwise="japan-deal-2025", asked="japan-deal-2025")
    found = stakes(asked.model_copy(update={"stake": same}), executed)
    assert (found.G == 0).all()
    assert (found.k == 0).all()


def test_an_adversary_has_no_alliance_to_lose(asked, executed):
    found = stakes(asked.model_copy(update={"ally": False}), executed)
    assert (found.alliance == 0).all()


def test_given_stakes_are_taken_as_given(asked, executed):
    given = GivenStake(seller_usd_bn_per_year=5.9, us_usd_bn_per_year=2.0, why="a test")
    found = stakes(asked.model_copy(update={"stake": given}), executed)
    np.testing.assert_allclose(found.G, 5.9e9 * found.years)
    assert (found.counter == 0).all()
    assert found.concession.points is None


def test_tariffs_on_two_sellers_are_refused(asked, executed):
    mixed = TariffStake(otherwise="china-april-2025", asked="japan-deal-2025")
    with pytest.raises(InputError, match="two on the same seller"):
        stakes(asked.model_copy(update={"stake": mixed}), executed)


def test_gold_has_no_record():
    from saiken.simulate import simulate

    named = small()
    scenario = named.case.scenario.model_copy(update={"proceeds": "gold"})
    case_ = named.case.model_copy(update={"scenario": scenario})
    asked_ = named.model_copy(update={"case": case_})
    with pytest.raises(InputError, match="no record"):
        stakes(asked_, simulate(case_))
