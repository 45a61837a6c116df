"""Figures and words of the two-country model in an outcome."""

import numpy as np
import pytest

from saiken.case import load_scenario
from saiken.outcome.abroad_lines import abroad_words, small_share
from saiken.simulate import simulate


@pytest.fixture(scope="module")
def yen():
    return simulate(load_scenario("japan-2025"), draws=256)


@pytest.fixture(scope="module")
def dollars():
    return simulate(load_scenario("china-2025"), draws=64)


def test_legs_stand_apart_in_the_headline(yen):
    legs = yen.headline["usdjpy_change_pct"]["legs"]
    assert legs["conversion"]["peak"] == yen.headline["usdjpy_change_pct"]["peak"]
    assert legs["bonds"]["peak"]["p50"] > 0 > legs["conversion"]["peak"]["p50"]
    japan = yen.headline["jgb_10y_change_bp"]
    assert japan["peak"]["p50"] > japan["conversion_leg"]["peak"]["p50"] > 0
    assert yen.headline["us_10y_conversion_leg_bp"]["peak"]["p50"] < 0


def test_the_sign_of_the_headline_cannot_turn_with_the_conversion(yen):
    """The conversion leg is in no total; taken in, it would turn few draws."""
    day = yen.peak_day
    total = yen["yield_change"][:, day, 7].astype(float)
    leg = yen["us_10y_conversion_leg"][:, day].astype(float)
    parts = yen["yield_change_by_effect"][:, :, day, 7].astype(float).sum(axis=0)
    assert total == pytest.approx(parts, rel=1e-5)
    assert (total > 0).all()
    assert (total + leg > 0).mean() > 0.99


def test_the_share_of_draws_in_which_the_leg_is_small(yen):
    stock = np.abs(yen["yield_change_by_effect"][0][:, 60, 7].astype(float))
    leg = np.abs(yen["us_10y_conversion_leg"][:, 60].astype(float))
    share = small_share(yen)
    assert share == pytest.approx((leg < stock / 4).mean(), abs=0.01)
    assert 0.7 < share < 0.9  # below nine tenths: therefore apart
    figure = yen.headline["us_10y_conversion_leg_bp"]["share_below_a_quarter_of_the_bonds"]
    assert figure == share


def test_what_moves_only_these_lines_drives_no_other(yen):
    """Omega is drawn given the size, so it is correlated with yields that it does not enter."""
    assert "impact.omega" not in {each.id for each in yen.drivers()}
    assert "impact.omega" in {each.id for each in yen.drivers("us_10y_conversion_leg")}


def test_words_say_that_it_is_in_no_other_figure(yen, dollars):
    text = abroad_words(yen)
    assert text in yen.caveats
    assert "in no other figure" in text
    assert f"below a quarter of the bonds' effect in {small_share(yen):.0%} of draws" in text
    assert "conversion would take" not in abroad_words(dollars)


def test_a_day_of_low_rates_carries_the_caveat():
    low = simulate(load_scenario("march-2020"), draws=16)
    high = simulate(load_scenario("japan-2025"), draws=16)
    said = [any("lower bound on the short rate" in each for each in o.caveats) for o in (low, high)]
    assert said == [low.snap.curve.zero([0.25])[0] < 0.01, False]
