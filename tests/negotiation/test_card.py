"""The card: limits, bounds, and the same numbers by another road."""

import json
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from scipy.special import expit

from saiken.bargaining import card_value, to_efg
from saiken.negotiation import negotiate, promises
from saiken.negotiation.game import first, middle, promise_game, threat_game
from saiken.negotiation.map import AUDIENCE_SHARES, DRAWS, PRIORS, credibility_map
from saiken.negotiation.stakes import stakes
from saiken.report.card_document import card_json
from saiken.simulate import simulate
from saiken.snapshot import snapshot

ROUNDING = 1e-6
"""Of the stake: the ruler's own tolerance."""


@pytest.fixture(scope="module")
def at_stake(asked, executed):
    return stakes(asked, executed)


def quiet(asked, **changes):
    return asked.model_copy(update={"channels": (), "said": False, **changes})


def test_without_channels_the_value_lies_between_nothing_and_the_stake(asked, executed, at_stake):
    prm = executed.parameters
    for plan in ("words", "stairs", "late", "proof"):
        game = threat_game(quiet(asked, plan=plan), at_stake, prm)
        value = card_value(game)
        costly = at_stake.c >= 0
        assert (value.seller[costly] >= -ROUNDING * at_stake.G[costly]).all()
        assert (value.seller[costly] <= (1 + ROUNDING) * at_stake.G[costly]).all()


def test_a_threat_that_costs_nothing_to_take_back_is_worth_nothing(asked, executed, at_stake):
    # taken back two days later: no audience cost, and execution is a loss
    game = threat_game(quiet(asked), at_stake, executed.parameters, audience_share_gdp=0.0)
    value = card_value(game)
    assert (value.seller[at_stake.c > 0] == 0).all()
    assert not value.credible[at_stake.c > 0].any()


def test_nobody_pays_for_words_without_anybody_who_means_them(asked, executed, at_stake):
    game = threat_game(quiet(asked, plan="words"), at_stake, executed.parameters, prior=0.0)
    np.testing.assert_allclose(card_value(game).seller, 0, atol=ROUNDING * at_stake.G.max())


def test_a_sale_that_hurts_nobody_frightens_nobody(asked, executed, at_stake):
    harmless = replace(at_stake, us_ledger=0 * at_stake.k, us_pain=0 * at_stake.k)
    game = threat_game(quiet(asked, plan="words"), harmless, executed.parameters)
    np.testing.assert_allclose(card_value(game).seller, 0, atol=ROUNDING * at_stake.G.max())


def test_one_round_of_a_promise_is_a_logistic_shift(asked, executed, at_stake):
    prm, short = executed.parameters, quiet(asked, rounds=1, deadline_moves=0)
    game = threat_game(short, at_stake, prm)
    found = promises(short, prm, game)["pledged-bonds"]
    paid = promise_game("pledged-bonds", prm["card.prior_of_resolve"], game.L, prm, 1).solve()
    gives_in = [expit(-(at_stake.k - less) / game.sigma) for less in (paid.at_once, 0)]
    np.testing.assert_allclose(found.value_usd, at_stake.G * (gives_in[0] - gives_in[1]), rtol=1e-9)


def test_stronger_promises_are_worth_more(card):
    worth = [each.value_usd for each in card.promises.values()]
    for weaker, stronger in pairwise(worth):
        assert weaker.mean() < stronger.mean()
    assert all(((each >= 0) & (each <= card.stakes.G + 1)).all() for each in worth)


def test_chances_are_chances_and_a_silent_deal_is_the_silent_payoff(card):
    for each in card.chances.values():
        assert ((each >= 0) & (each <= 1)).all()
    ends = [card.chances[name] for name in ("deal", "execution", "accident", "back_down")]
    assert (sum(ends) <= 1 + 1e-9).all()
    np.testing.assert_allclose(
        card.chances["silent_deal"] * card.stakes.G, card.solution.silent_seller, rtol=1e-9
    )


def test_value_is_the_payoff_over_silence(card):
    on = card.value.credible
    mixed = card.solution.seller - card.solution.silent_seller
    np.testing.assert_allclose(card.value.seller[on], mixed[on])
    assert (card.value.seller[~on] <= 0).all()  # put away, at the cost of what is sunk


def test_a_cell_of_the_map_is_the_game_at_that_cell(asked, executed, at_stake, card):
    rows = np.arange(DRAWS)
    game = threat_game(
        asked, at_stake.take(rows), executed.parameters.take(rows),
        prior=float(PRIORS[3]), audience_share_gdp=float(AUDIENCE_SHARES[4]),
    )  # fmt: skip
    value = card_value(game)
    assert card.map.converted[-1] == 1  # as in this sale
    assert card.map.credible[-1, 4, 3] == value.credible.mean()
    assert card.map.worth[-1, 4, 3] == pytest.approx(value.over_stake.mean(), rel=1e-9)


def test_on_the_map_belief_rises_with_audience_cost_and_falls_with_conversion(card):
    assert (np.diff(card.map.credible, axis=1) >= 0).all()
    assert (np.diff(card.map.credible.mean(axis=(1, 2))) < 0).all()


def test_a_seller_whose_money_has_no_modelled_rate_has_one_panel():
    from tests.negotiation.conftest import small

    named = small("china-2025")
    found = credibility_map(named, snapshot(named.case.as_of))
    assert found.converted.tolist() == [0.0]


def test_the_lever_of_dollars_is_the_sale_in_dollars(asked, card):
    scenario = asked.case.scenario.model_copy(update={"proceeds": "dollars"})
    case = asked.case.model_copy(update={"scenario": scenario})
    out = simulate(case)
    value = card_value(threat_game(asked, stakes(asked, out), out.parameters))
    lever = {each.name: each for each in card.levers}["dollars"]
    assert lever.value_usd == pytest.approx(value.seller.mean(), rel=1e-9)
    assert lever.change_usd == pytest.approx(value.seller.mean() - card.value.seller.mean())


def test_switching_every_channel_off_gives_the_base_of_the_effects(asked, card):
    together = card.channels["together"]
    without = card_value(
        threat_game(asked.model_copy(update={"channels": ()}), card.stakes, card.outcome.parameters)
    )
    np.testing.assert_allclose(card.value.seller - without.seller, together, atol=1.0)


def test_the_first_draws_are_a_prefix(card):
    some = card_value(first(card.game, 16))
    np.testing.assert_array_equal(some.seller, card.value.seller[:16])


def test_the_middle_game_can_be_written_for_gambit(asked, executed, at_stake):
    short = asked.model_copy(update={"rounds": 2, "deadline_moves": 0})
    game = middle(threat_game(short, at_stake, executed.parameters))
    text = to_efg(game)
    assert text.startswith("EFG 2 R")
    assert game.terms.k[0] == pytest.approx(np.median(at_stake.k))


def test_the_same_bytes_again(asked, card):
    assert card_json(negotiate(asked)) == card_json(card)


def test_the_document_has_the_cards_numbers(card):
    said = json.loads(card_json(card))
    mean = card.value.seller.mean() / 1e9
    assert said["threat"]["value_usd_bn"]["mean"] == pytest.approx(mean, rel=1e-5)
    assert said["threat"]["credible"] == pytest.approx(card.value.credible.mean())
    assert np.array(said["map"]["credible"]).shape == card.map.credible.shape
    assert said["threat"]["value_tariff_points"]["mean"] == pytest.approx(
        (card.value.over_stake * card.stakes.concession.points).mean(), rel=1e-5
    )
