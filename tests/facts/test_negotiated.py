"""Claims about the negotiation and about the other holders."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module

import pytest

from saiken.facts.claims import claims
from saiken.facts.negotiated import readings, sensitivity
from saiken.negotiation import load_negotiation


def test_f13_counts_the_days_left(facts):
    assert facts()["F13"].figure == 68  # 2 May to 9 July 2025
    assert facts("2025-04-09")["F13"].figure == 91
    assert "No pause was running" in facts("2025-08-01")["F13"].found


def test_f19_shares_add_up(facts):
    found = facts()["F19"]
    assert found.figure == pytest.approx(8900.0 - 1125.9)
    assert "Japan 13% of what foreigners hold" in found.found


def test_f19_says_that_the_sign_is_not_shown(facts):
    found = facts()["F19"]
    assert found.verdict == "cannot be shown"
    assert "between -0.5 and +0.5 dollars" in found.found


def test_f13_holds_for_the_date_and_asks_the_game_about_the_clock(facts):
    parts = {each.name: each for each in facts()["F13"].parts}
    assert parts["a date was set"].verdict == "holds"
    clock = parts["the clock matters for the card"]
    assert "68 days left" in clock.found
    assert clock.verdict in ("holds", "cannot be shown")


def test_f18_turns_on_what_cannot_be_observed(facts):
    found = facts()["F18"]
    assert found.verdict == "cannot be shown"
    assert "the day after" in found.found


@pytest.mark.parametrize(("share", "verdict"), [(0.0, "holds"), (1.0, "does not hold")])
def test_f18_would_be_answered_if_audience_costs_were_known(share, verdict, monkeypatch):
    claim = {each.id: each for each in claims()}["F18"]
    named = load_negotiation("hashimoto-1997").negotiation
    case = named.case.model_copy(update={"draws": 32})
    held = {"card.audience_cost_share_gdp": share, "card.benefit_share_sold": 0.0,
            "card.preemption_share": 100.0, "card.prior_of_resolve": 0.5,
            "card.april_cost": 5e3}  # fmt: skip
    assumptions = case.assumptions.model_copy(update={"overrides": held})
    known = named.model_copy(
        update={"case": case.model_copy(update={"assumptions": assumptions}), "channels": ()}
    )
    room = import_module("saiken.facts.negotiated")
    monkeypatch.setattr(room, "_asked", lambda name, draws: known)
    other = replace(claim, settings={**claim.settings, "negotiation": f"held at {share}"})
    assert readings(other)[0].verdict == verdict


def test_f16_pain_makes_a_deal_likelier():
    text = sensitivity("kato-2025", 64)
    shares = [int(word.rstrip("%")) for word in text.split() if word.endswith("%")]
    assert shares[0] > shares[1]
