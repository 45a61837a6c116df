"""The promise not to sell: limits, the recursion it was derived from, a simulation, the forms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saiken.bargaining.assurance import Assurance, commitment, commitments
from saiken.errors import InputError

EXACT = 1e-9
shares = st.floats(0, 1).map(lambda each: round(each, 4))
promises = st.fixed_dictionaries(
    {
        "p0": shares,
        "L": st.floats(-5, 50),
        "strength": shares,
        "lasts": shares,
        "rounds": st.integers(1, 12),
        "weight": shares,
    }
)


def test_a_promise_of_no_strength_is_worth_nothing():
    found = Assurance(0.3, 100, 0, 1).solve()
    assert found.worth == 0
    assert found.at_once == 0
    assert found.left == pytest.approx(0.3, abs=EXACT)
    assert "would not bring the seller anything" in found.summary()


def test_a_binding_promise_of_full_strength_is_worth_the_whole_at_once():
    found = Assurance(0.3, 100, 1, 1).solve()
    assert found.worth == pytest.approx(30, abs=EXACT)
    assert found.at_once == pytest.approx(30, abs=EXACT)
    assert found.left == pytest.approx(0, abs=EXACT)
    assert "worth 100% of what that fear costs, and 100% of it" in found.summary()


def test_in_one_round_the_buyer_pays_up_to_the_fall_of_the_risk():
    found = Assurance(0.3, 100, 0.6, 0, rounds=1).solve()
    assert found.left == pytest.approx(0.12)
    assert found.worth == pytest.approx(18)
    assert found.at_once == pytest.approx(18)  # with nothing to come, nothing to be held up


@given(promises)
def test_never_more_than_the_fear_of_a_sale(game):
    found = Assurance(**game).solve()
    fear = game["p0"] * max(game["L"], 0)
    assert 0 <= found.at_once <= found.worth <= fear * (1 + EXACT) + EXACT
    assert found.worth == pytest.approx(
        game["weight"] * (game["p0"] - found.left) * max(game["L"], 0), abs=1e-7
    )
    assert found.held_up >= 0


@given(promises)
def test_closed_forms_agree_with_bargaining_solved_backwards(game):
    """Nash bargaining round by round: the split of what the promise saves in that round."""
    found, rounds, beta = Assurance(**game).solve(), game["rounds"], game["weight"]
    loss, strength = max(game["L"], 0), game["strength"]
    hazard = 1 - (1 - game["p0"]) ** (1 / rounds)
    held = (1 - strength) * hazard
    outlay = receipts = ahead = 0.0
    for t in reversed(range(rounds)):
        without = hazard * loss + (1 - hazard) * outlay  # what the buyer risks if it does not pay
        protected = held * loss + (1 - held) * outlay
        gain = (without - protected) - ((1 - hazard) - (1 - held)) * receipts
        price = (1 - hazard) * receipts + beta * gain - (1 - held) * receipts
        assert found.prices[t] == pytest.approx(price, abs=1e-7)
        ahead = price + game["lasts"] * (1 - held) * ahead
        outlay, receipts = protected + price, price + (1 - held) * receipts
    assert found.worth == pytest.approx(receipts, abs=1e-7)
    assert found.at_once == pytest.approx(ahead, abs=1e-7)
    if beta == 1:  # a buyer who pays the most is as well off as without any promise
        assert outlay == pytest.approx(game["p0"] * loss, abs=1e-7)


def test_the_recursion_written_by_hand_for_two_rounds():
    """p0 = 0.75 in two rounds is a hazard of a half; strength 1, the seller takes all."""
    found = Assurance(0.75, 8, 1, 0, rounds=2).solve()
    assert found.prices == pytest.approx([2, 4])  # 1/2 of 8 less the 4 at stake later; 1/2 of 8
    assert found.worth == pytest.approx(6)
    assert found.at_once == pytest.approx(2)


def test_simulated_instalments():
    """Rounds played out: the promise is bought each round until a sale comes or time is up."""
    rng, game = np.random.default_rng(0), Assurance(0.6, 10, 0.5, 0, rounds=5)
    found, hazard = game.solve(), 1 - 0.4 ** (1 / 5)
    sold = rng.uniform(size=(200_000, 5)) < 0.5 * hazard
    before = np.cumsum(sold, 1) - sold == 0
    paid = (before * found.prices).sum(1)
    error = paid.std() / np.sqrt(paid.size)
    assert paid.mean() == pytest.approx(found.worth, abs=5 * error)
    assert sold.any(1).mean() == pytest.approx(found.left, abs=0.006)


@given(promises, shares)
def test_stronger_and_longer_are_worth_more(game, other):
    for name in ("strength", "weight"):
        low, high = sorted([game[name], other])
        less, more = (Assurance(**{**game, name: each}).solve() for each in (low, high))
        assert less.worth <= more.worth + EXACT
    low, high = sorted([game["lasts"], other])
    less, more = (Assurance(**{**game, "lasts": each}).solve() for each in (low, high))
    assert less.at_once <= more.at_once + EXACT
    assert less.worth == more.worth


def test_the_price_of_a_round_rises_towards_the_end():
    prices = Assurance(0.5, 10, 0.7, 0.2).solve().prices
    assert prices.shape == (8,)
    assert (np.diff(prices) > 0).all()


def test_a_buyer_who_gains_by_a_sale_pays_nothing():
    found = Assurance(0.5, np.array([-10, -1]), 1, 1).solve()
    assert not found.worth.any()
    assert "nothing to fear" in found.summary()
    mixed = Assurance(0.5, np.array([-10, 10]), 0.5, 0.5).solve()
    assert mixed.worth[0] == 0 < mixed.worth[1]
    assert "hurt the buyer in 50% of the draws" in mixed.summary()


def test_draws_broadcast():
    found = Assurance(np.linspace(0, 1, 7), 10.0, 0.5, 0.5, rounds=3).solve()
    assert found.worth.shape == found.at_once.shape == (7,)
    assert found.prices.shape == (3, 7)
    assert found.worth[3] == Assurance(0.5, 10, 0.5, 0.5, rounds=3).solve().worth


def test_the_named_forms_are_assumptions_in_order_of_strength():
    assert list(commitments()) == ["words", "public-pledge", "maturity-extension", "pledged-bonds"]
    worth = []
    for name, record in commitments().items():
        assert record["verified"] == "assumption"
        assert len(record["why"]) > 20
        for key in ("strength", "lasts"):
            assert 0 <= record[key]["low"] <= record[key]["high"] <= 1
        assert commitment(name, 0.0)[0] == record["strength"]["low"]
        assert commitment(name, 1.0)[1] == record["lasts"]["high"]
        worth.append(float(Assurance(0.1, 100, *commitment(name)).solve().at_once))
    assert worth == sorted(worth)
    assert commitment("words", np.linspace(0, 1, 5))[0].shape == (5,)


def test_bad_input_is_refused_in_a_sentence():
    with pytest.raises(InputError, match=r"p0 is 1\.5; allowed is 0 to 1"):
        Assurance(1.5, 1, 1, 1)
    with pytest.raises(InputError, match=r"strength is -0\.1; allowed is 0 to 1"):
        Assurance(0.5, 1, -0.1, 1)
    with pytest.raises(InputError, match="rounds is 0; allowed is 1 or more"):
        Assurance(0.5, 1, 1, 1, rounds=0)
    with pytest.raises(InputError, match="L is inf; allowed is any finite number"):
        Assurance(0.5, np.inf, 1, 1)
    with pytest.raises(InputError, match="no commitment named 'word'; the nearest are words"):
        commitment("word")
