"""Threat with bluffing: check values, the definition of equilibrium, regions, statics."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from saiken.bargaining.threat import REGION_WORDS, Region, Threat
from saiken.errors import InputError

CHECK = {"pi": 0.2, "L": 10, "k": 4, "G": 5, "a": 2, "c_high": 1, "c_low": 6}
"""The game whose bluffing equilibrium Gambit's solvers returned too."""
EXACT = 1e-9


def test_check_values_of_the_bluffing_equilibrium():
    found = Threat(**CHECK).solve()
    assert found.region == Region.BLUFFING
    assert found.bluff == pytest.approx(0.375, abs=EXACT)
    assert found.resist == pytest.approx(5 / 7, abs=EXACT)
    assert found.threat == pytest.approx(0.5, abs=EXACT)
    assert found.execution == pytest.approx(1 / 7, abs=EXACT)
    assert found.concession == pytest.approx(1 / 7, abs=EXACT)
    assert found.back_down == pytest.approx(3 / 14, abs=EXACT)
    assert (found.seller, found.buyer) == (pytest.approx(1 / 7), pytest.approx(-2))
    assert found.prior_needed == pytest.approx(0.4)


@pytest.mark.parametrize(
    ("change", "region", "seller", "buyer", "threat"),
    [
        ({"a": 0}, Region.NOT_BELIEVED, 0, 0, 0),
        ({"a": 1}, Region.NOT_BELIEVED, 0, 0, 0),  # at the boundary backing down is as cheap
        ({"pi": 0.4}, Region.CARRIED, 5, -4, 1),
        ({"a": 6}, Region.CERTAIN, 5, -4, 1),
        ({"a": 6, "pi": 0}, Region.CERTAIN, 5, -4, 1),
        ({"L": 3}, Region.OUTWEIGHED, 0, 0, 0),
        ({"L": 3, "c_high": -1}, Region.OUTWEIGHED, 0.2, -0.6, 0.2),
        ({"L": 3, "c_high": -3, "c_low": -2}, Region.OUTWEIGHED, 2.2, -3, 1),
        ({"L": 0}, Region.OUTWEIGHED, 0, 0, 0),
        ({"L": 4}, Region.BLUFFING, 0.2 * 5 / 7, -0.8, 0.2),  # nobody can afford to bluff
        ({"pi": 0}, Region.BLUFFING, 0, 0, 0),
        ({"pi": 1}, Region.CARRIED, 5, -4, 1),
        ({"G": 0}, Region.NO_STAKE, 0, 0, 0),
        ({"k": -1}, Region.NO_STAKE, 0, 0, 0),
        ({"k": 0}, Region.CARRIED, 5, 0, 1),
    ],
)
def test_each_region_and_its_boundary(change, region, seller, buyer, threat):
    found = Threat(**{**CHECK, **change}).solve()
    assert found.region == region
    assert found.seller == pytest.approx(seller, abs=EXACT)
    assert found.buyer == pytest.approx(buyer, abs=EXACT)
    assert found.threat == pytest.approx(threat, abs=EXACT)


def test_the_boundary_of_the_prior_is_the_one_reported():
    prior = float(Threat(**CHECK).solve().prior_needed)
    around = Threat(**{**CHECK, "pi": prior + np.array([-1e-9, 1e-9])}).solve()
    assert around.region.tolist() == [Region.BLUFFING, Region.CARRIED]
    assert around.bluff == pytest.approx([1, 1], abs=1e-7)  # bluffing ends where all bluff
    assert np.isnan(Threat(**{**CHECK, "L": 3}).solve().prior_needed)


# -- random games, with the signs a market engine can return -------------------------------------
def rounded(low, high):
    return st.floats(low, high).map(lambda each: round(each, 3))


money = rounded(-5, 10)


@st.composite
def games(draw):
    costs = sorted([draw(money), draw(money)])
    return {
        "pi": draw(rounded(0, 1)),
        "L": draw(money),
        "k": draw(rounded(0, 8)),
        "G": draw(rounded(0.01, 8)),
        "a": draw(rounded(0, 8)),
        "c_high": costs[0],
        "c_low": costs[1],
    }


@given(games())
def test_nobody_gains_by_deviating_and_beliefs_follow_bayes(game):
    pi, loss, k, gain, a = (game[each] for each in ("pi", "L", "k", "G", "a"))
    found = Threat(**game).solve()
    costs = {"high": game["c_high"], "low": game["c_low"]}
    # sequentially rational ends: execute if that costs less (ties as the module takes them)
    executes = {"high": a > costs["high"], "low": a > costs["high"] and a >= costs["low"]}
    end = {each: -costs[each] if executes[each] else -a for each in costs}
    rho, threats = float(found.resist), {"low": float(found.bluff)}
    threats["high"] = 0.0 if pi == 0 else (found.threat - (1 - pi) * found.bluff) / pi
    if pi == 0:  # what the missing type would do
        threats["high"] = float(found.high > 0)
    payoff = {each: (1 - rho) * gain + rho * end[each] for each in costs}
    for each in costs:  # what is played is a best reply, and pays what is reported
        assert threats[each] * payoff[each] == pytest.approx(max(0, payoff[each]), abs=1e-7)
        assert getattr(found, each) == pytest.approx(max(0, payoff[each]), abs=1e-7)
    weight = {"high": pi * threats["high"], "low": (1 - pi) * threats["low"]}
    total = weight["high"] + weight["low"]
    if total > 1e-12:
        resisting = -loss * sum(weight[each] * executes[each] for each in costs) / total
        value = rho * resisting - (1 - rho) * k
        assert value == pytest.approx(max(resisting, -k), abs=1e-6)
        assert found.buyer == pytest.approx(total * value, abs=1e-7)


@given(games())
def test_chances_and_payoffs_add_up(game):
    found = Threat(**game).solve()
    for chance in (found.threat, found.concession, found.execution, found.back_down):
        assert -EXACT <= chance <= 1 + EXACT
    assert found.threat == pytest.approx(
        found.concession + found.execution + found.back_down, abs=EXACT
    )
    assert found.seller == pytest.approx(
        game["pi"] * found.high + (1 - game["pi"]) * found.low, abs=EXACT
    )
    assert found.seller >= 0
    assert found.high >= found.low - EXACT  # the payoff rises with resolve, in any such game
    assert found.seller <= max(game["G"], -game["c_high"]) + EXACT


@given(games(), rounded(0, 4))
def test_comparative_statics(game, more):
    """More to lose, more resolve, more to win, dearer retreat: the seller does not suffer."""
    assume(game["c_high"] >= 0)
    here = Threat(**game).solve().seller
    for name in ("L", "G", "a"):
        assert Threat(**{**game, name: game[name] + more}).solve().seller >= here - EXACT
    assert Threat(**{**game, "pi": min(1, game["pi"] + more)}).solve().seller >= here - EXACT
    assert Threat(**{**game, "k": game["k"] + more}).solve().seller <= here + EXACT


@given(st.floats(1.01, 5.99))
def test_bluffing_does_not_depend_on_the_audience_cost(a):
    found = Threat(**{**CHECK, "a": a}).solve()
    assert found.bluff == pytest.approx(0.375)
    assert found.high == pytest.approx(5 * (a - 1) / (5 + a))


def test_draws_are_solved_together_as_they_are_alone():
    rng = np.random.default_rng(0)
    many = {key: value * rng.uniform(0.2, 2, 500) for key, value in CHECK.items()}
    many["pi"] = rng.uniform(0, 1, 500)
    many["c_low"] = many["c_high"] + rng.uniform(0, 4, 500)
    found = Threat(**many).solve()
    assert set(np.unique(found.region)) >= {1, 2, 3, 4, 5}
    for i in range(0, 500, 37):
        alone = Threat(**{key: value[i] for key, value in many.items()}).solve()
        assert alone.region == found.region[i]
        assert alone.seller == found.seller[i]
        assert alone.buyer == found.buyer[i]


@pytest.mark.parametrize("region", list(Region))
def test_the_sentence_names_the_commonest_case(region):
    change = {
        Region.NO_STAKE: {"G": 0},
        Region.NOT_BELIEVED: {"a": 0},
        Region.OUTWEIGHED: {"L": 0},
        Region.BLUFFING: {},
        Region.CARRIED: {"pi": 0.9},
        Region.CERTAIN: {"a": 9},
    }[region]
    found = Threat(**{**CHECK, **change}).solve()
    assert REGION_WORDS[region] in found.summary()
    assert "in 100% of the draws" in found.summary()


def test_the_sentence_s_figures():
    said = Threat(**{**CHECK, "a": np.array([2, 2, 2, 0])}).solve().summary()
    assert "made with a chance of 38%, wins what it asks for with 11%" in said
    assert "execution with 11%; the commonest case, in 75% of the draws" in said


def test_bad_input_is_refused_in_a_sentence():
    with pytest.raises(InputError, match=r"pi is 1\.2; allowed is 0 to 1"):
        Threat(**{**CHECK, "pi": 1.2})
    with pytest.raises(InputError, match="a is -1; allowed is 0 or more"):
        Threat(**{**CHECK, "a": np.array([1, -1])})
    with pytest.raises(InputError, match=r"c_low is 0\.5; allowed is c_high or more"):
        Threat(**{**CHECK, "c_low": 0.5})
    with pytest.raises(InputError, match="L is nan; allowed is any finite number"):
        Threat(**{**CHECK, "L": np.nan})
    with pytest.raises(InputError, match=r"shapes .*; allowed are numbers"):
        Threat(**{**CHECK, "L": np.ones(2), "G": np.ones(3)})
