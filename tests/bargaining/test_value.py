"""Value of the card: where it is nothing, its bounds, its negative channels."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from saiken.bargaining.ladder import Ladder
from saiken.bargaining.value import CHANNELS, card_value, channel_effects, switched
from saiken.errors import InputError
from tests.bargaining.ladder_games import CHECK, COSTS, FULL, games, random_draws

few = settings(max_examples=25)
SLACK = 1e-9
"""Money against stakes of up to 20: a weak seller's tie is decided to a share of 1e-12."""
NEGATIVE = {"h": np.full(5, 0.3), "x": 3.0, "sunk": 0.4, "rumour": 0.5}


def test_the_bluffing_game_s_value():
    """1/7 before the type is known, G (a - c) / (G + a) to the resolute, nothing to the weak."""
    value = card_value(Ladder(**(CHECK | {"sigma": 1e-6})))
    assert value.seller == pytest.approx(1 / 7, abs=1e-6)
    assert value.resolute == pytest.approx(5 / 7, abs=1e-6)
    assert value.weak == pytest.approx(0, abs=1e-6)
    assert value.buyer == pytest.approx(-2, abs=1e-4)
    assert value.total == pytest.approx(1 / 7 - 2, abs=1e-4)
    assert value.over_stake == pytest.approx(1 / 35, abs=1e-6)


@few
@given(games())
def test_value_lies_between_nothing_and_the_stake(game):
    value = card_value(game)
    for each in (value.seller, value.resolute, value.weak):
        assert (each >= -SLACK).all()
        assert (each <= game.G + SLACK).all()
    assert (value.over_stake <= 1 + SLACK).all()


@pytest.mark.parametrize("nothing", [{"L": 0.0}, {"G": 0.0}, {"mu0": 0.0, "plan": "words"}])
@few
@given(game=games())
def test_value_is_nothing_without_a_loss_a_stake_or_a_resolute_seller(nothing, game):
    assert card_value(replace(game, **nothing)).seller == pytest.approx(0, abs=1e-8)


def test_a_slice_hurts_even_if_nobody_can_mean_it():
    """Words from one who is surely weak are worth nothing; run-off is a loss to the buyer."""
    free = {"mu0": 0.0, "c_resolute": 0.0, "k": 0.0, "L": 1.0, "G": 1.0, "sigma": 1.0, "rounds": 4}
    value = card_value(Ladder(plan="stairs", a=np.array([0.0, 0, 0, 0, 1]), **free))
    assert 0 < value.seller < 0.01
    words = card_value(Ladder(plan="words", a=np.array([0.0, 0, 0, 0, 1]), **free))
    assert words.seller == pytest.approx(0, abs=1e-12)


@few
@given(games())
def test_value_is_nothing_where_backing_down_is_no_dearer_than_executing(game):
    left = game.left[-1]
    dear = replace(game, c_resolute=max(game.a) / left + 1e-9)
    assert card_value(dear).seller == 0


def test_where_execution_is_itself_a_gain_the_stake_is_no_bound():
    """The bound needs a cost of executing: otherwise the card earns without any concession."""
    value = card_value(Ladder(**(CHECK | {"c_resolute": -20.0, "mu0": 1.0, "L": 3.0})))
    assert value.seller > 5


def test_no_value_is_negative_without_the_four_channels():
    for plan in ("words", "stairs", "late", "proof"):
        m = np.array([0, 0, 0, 0.1, 0.3])
        game = Ladder(**random_draws(300, plan=plan, m=m, delta=0.3, moves=1, **NEGATIVE))
        value = card_value(switched(game, ()))
        assert not value.refused.any()
        assert value.seller.min() >= -SLACK
        assert 0 < value.credible.mean() < 1


@pytest.mark.parametrize("name", ["sunk", "rumours"])
def test_a_card_already_on_the_table_can_be_worth_less_than_nothing(name):
    game = Ladder(**random_draws(300, **NEGATIVE))
    value = card_value(switched(game, (name,)))
    put_away = switched(game, (name,)).terms.fold[:, 0]
    assert (value.seller < -1e-3).any()
    assert (value.seller >= -put_away - SLACK).all()
    assert value.seller[~value.credible] == pytest.approx(-put_away[~value.credible])


def test_accidents_and_removal_lower_the_value_but_not_below_nothing():
    game = Ladder(**random_draws(300, **NEGATIVE))
    effects = channel_effects(game)
    for name in ("accidents", "pre-emption"):
        value = card_value(switched(game, (name,))).seller
        kept = ~np.isnan(value)
        assert kept.mean() > 0.98
        assert (value[kept] >= -1e-6 * 20).all()
    assert np.nanmean(effects["pre-emption"]) < 0
    for name in ("sunk", "rumours", "together"):
        assert np.nanmean(effects[name]) < 0


def test_each_channel_s_effect_is_the_difference_it_makes():
    game = Ladder(**(FULL | {"sunk": 0.5, "rumour": 0.2}))
    effects = channel_effects(game)
    assert tuple(effects) == (*CHANNELS, "together")
    none = replace(game, h=None, x=np.inf, sunk=0.0, rumour=0.0)
    base = card_value(none).seller
    assert effects["sunk"] == card_value(replace(none, sunk=0.5)).seller - base
    assert effects["rumours"] == card_value(replace(none, rumour=0.2)).seller - base
    assert effects["accidents"] == card_value(replace(none, h=game.h)).seller - base
    assert effects["pre-emption"] == card_value(replace(none, x=6.0)).seller - base
    assert effects["together"] == card_value(game).seller - base


def test_a_channel_that_is_not_in_the_game_changes_nothing():
    for effect in channel_effects(Ladder(**random_draws(20))).values():
        assert (effect == 0).all()


def test_there_is_no_other_channel():
    with pytest.raises(InputError, match="no channel named 'accident'; the nearest are accidents"):
        switched(Ladder(**CHECK), ("accident",))


def test_the_card_costs_the_buyer_and_can_destroy_value():
    value = card_value(Ladder(**random_draws(300)))
    assert (value.buyer[value.credible] < 0).mean() > 0.9
    assert (value.buyer[~value.credible] == 0).all()
    assert value.total == pytest.approx(value.seller + value.buyer)


def test_the_summary_says_what_the_numbers_say():
    nothing = card_value(Ladder(**(CHECK | {"a": 0 * COSTS}))).summary()
    assert nothing.startswith("The card is worth 0% of what is at stake")
    assert "credible in 0% of them" in nothing
    assert "changes nothing for the two together" in nothing
    assert "destroys value" in card_value(Ladder(**CHECK)).summary()
