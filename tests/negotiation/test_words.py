"""What is printed: true whatever the signs, complete, within its room."""

import re
from dataclasses import replace

import numpy as np
import pytest

from saiken.report.card_page import card_html
from saiken.report.card_screen import print_card
from saiken.report.card_words import (
    UNSEEN,
    belief_words,
    lever_words,
    promise_words,
    threat_words,
)
from saiken.report.console import text_console


def with_value(card, seller):
    value = replace(card.value, seller=np.full_like(card.value.seller, seller))
    return replace(card, value=value)


def test_the_first_sentence_follows_the_sign(card):
    assert "is worth USD 2.0bn to Japan" in threat_words(with_value(card, 2e9))
    assert "costs USD 2.0bn Japan" in threat_words(with_value(card, -2e9))


def test_the_promise_is_set_against_the_threat(card):
    assert promise_words(with_value(card, -1e9)).endswith("more than the threat.")
    assert promise_words(with_value(card, 1e13)).endswith("less than the threat.")


def test_execution_that_pays_is_said_to_pay(card):
    gains = replace(card.stakes, benefit=card.stakes.benefit + 1e12)
    text = belief_words(replace(card, stakes=gains))
    assert "would bring it" in text
    assert "backing down" not in text


def test_no_lever_is_said_where_none_helps(card):
    worse = tuple(replace(each, change_usd=-1.0) for each in card.levers)
    assert lever_words(replace(card, levers=worse)).startswith("Nothing")


@pytest.mark.parametrize("width", [80, 100])
def test_the_screen_says_what_cannot_be_observed_before_any_table(card, width):
    console, buffer = text_console(width)
    print_card(console, card)
    text = buffer.getvalue()
    joined = " ".join(text.split())
    assert joined.index(UNSEEN) < joined.index("threat: sell unless")
    assert max(map(len, text.splitlines())) <= width
    assert len(re.findall(r" <\s", text)) == 1  # today's row is marked once


def test_the_page_holds_every_figure_and_loads_nothing(card):
    text = card_html(card)
    for name in ("faces", "map", "worth", "ladder", "levers"):
        assert f'id="plot-{name}"' in text
    assert UNSEEN in text
    assert "Mean over 64 draws, one change at a time" in text
    assert not re.search(r'<(script|link|img)[^>]+(src|href)="https?:', text)


def test_a_card_prints_as_its_first_screen(card, tmp_path):
    assert UNSEEN in " ".join(str(card).split())
    assert card.to_html(tmp_path / "card.html").read_text("utf-8") == card_html(card)
    assert card.to_json().startswith("{")
