"""The two-sided option of a negotiation: off by default, beside the threat when on."""

from dataclasses import replace

import numpy as np
import pytest

from saiken.bargaining import card_value
from saiken.bargaining.two_sided import TwoSided
from saiken.cli.main import main
from saiken.negotiation import Negotiation
from saiken.negotiation.game import first
from saiken.negotiation.obstinate import obstinate
from saiken.report.card_document import card_document
from saiken.report.card_ends import obstinate_words

DRAWS = 32


@pytest.fixture(scope="module")
def asked_both(asked, card):
    request = asked.model_copy(update={"obstinate_pct": 20.0})
    named = replace(card.named, negotiation=request)
    return replace(card, named=named, obstinate=obstinate(request, card.game, DRAWS))


def test_it_is_off_by_default(card):
    assert card.obstinate is None
    assert obstinate_words(card) == ""
    assert "obstinate" not in card_document(card)


def test_a_vanishing_chance_changes_nothing(asked, card):
    request = asked.model_copy(update={"obstinate_pct": 1e-7})
    found = obstinate(request, card.game, DRAWS)
    same = found.solution.named & ~found.normal.refused
    assert same.mean() > 0.8
    error = np.abs(found.value.seller - found.normal.seller)[same]
    assert (error <= 1e-5 * found.value.stake[same]).all()


def test_it_is_the_game_of_the_card_in_fewer_rounds(asked_both):
    game = replace(first(asked_both.game, DRAWS), rounds=6)
    alone = TwoSided(game, 0.2, rounds=None).solve()
    value = card_value(game, alone.outcome).seller
    np.testing.assert_array_equal(asked_both.obstinate.value.seller, value)


def test_words_and_document_say_it(asked_both):
    text, said = obstinate_words(asked_both), card_document(asked_both)["obstinate"]
    assert "with a chance of 20%" in text
    assert f"means of {DRAWS} draws" in text
    assert said["chance"] == 0.2
    assert said["selection"] == "caution"
    mean = np.nanmean(asked_both.obstinate.value.seller) / 1e9
    assert said["value_usd_bn"]["mean"] == pytest.approx(mean, rel=1e-5)


def test_a_chance_has_bounds(capsys):
    with pytest.raises(ValueError, match="less than or equal to 100"):
        Negotiation(obstinate_pct=101)
    with pytest.raises(SystemExit, match="2"):
        main(["card", "--obstinate", "101"])
    assert "100" in capsys.readouterr().err
