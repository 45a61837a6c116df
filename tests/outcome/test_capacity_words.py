"""What is said about dealers' capacity."""

import pytest

import saiken


def said(out, start):
    return next(text for text in out.caveats if start in text)


def test_capacity_and_its_record_are_named(out):
    text = said(out, "What dealers can carry")
    assert "0.95 to 1.5 times" in text
    assert "USD 455bn; on 2025-04-23 they held 395bn" in text
    assert "after the as-of date" not in text


def test_march_2020_is_hindsight_before_it_happened():
    found = saiken.simulate(saiken.load_scenario("russia-2018"), draws=16)
    assert "which came after the as-of date" in said(found, "What dealers can carry")
    on_the_day = saiken.simulate(saiken.load_scenario("march-2020"), draws=16)
    assert "after the as-of date" not in said(on_the_day, "What dealers can carry")


def test_without_positions_the_regime_is_zero_and_said_to_be():
    market = saiken.snapshot("2012-06-01")
    found = saiken.simulate(saiken.Scenario(amount_usd_bn=100), market, draws=16)
    assert (found["yield_change_by_effect"][2] == 0).all()
    assert "left at zero" in said(found, "from April 2013 on")
    assert found.headline["effects_bp"]["regime"] == 0
    assert found.headline["effects_bp"]["flow"] > 0


def test_fixed_parameters_are_runs_like_any_other(out, snap):
    calm = out.case.model_copy(
        update={"assumptions": saiken.Assumptions(overrides={"flow.stress_weight": 0.0})}
    )
    found = saiken.simulate(calm, snap, draws=32)
    assert (found["yield_change_by_effect"][2] == 0).all()
    assert found.headline["effects_bp"]["total"] == pytest.approx(
        found.headline["effects_bp"]["stock"] + found.headline["effects_bp"]["flow"]
    )
