"""Claims about consequences turn with the result they are given."""

from __future__ import annotations

import numpy as np
import pytest

from saiken.data import load_store
from saiken.facts import claims, engine
from saiken.facts.engine import yen_record_pct
from saiken.holders import View

CLAIMS = ("F5", "F7", "F9", "F10")


@pytest.mark.parametrize("name", CLAIMS)
def test_without_a_result_the_engine_is_what_is_missing(facts, name):
    found = facts()[name]
    assert found.verdict == "cannot be shown"
    assert found.needs == "the engine: run without --no-engine"


@pytest.mark.parametrize("name", CLAIMS)
def test_a_sale_of_nothing_shows_nothing(facts, headline, band, name):
    flat = {"peak": band(0.0)}
    still = headline(yield_change_bp=dict.fromkeys(("3m", "2y", "5y", "10y", "30y"), flat))
    found = facts(headline=still)[name]
    assert found.verdict == "cannot be shown"
    assert "Nothing is sold" in found.found


def _yields(headline, name, peak):
    curve = headline()["yield_change_bp"]
    return {**curve, name: {"peak": peak}}


@pytest.mark.parametrize(
    ("low", "middle", "word"),
    [(1.0, 10.0, "holds"), (-1.0, 10.0, "holds roughly"), (-9.0, -3.0, "does not hold")],
)
def test_f5_turns_with_the_sign(facts, headline, band, low, middle, word):
    lines = headline(yield_change_bp=_yields(headline, "10y", band(middle, low, 20.0)))
    assert facts(headline=lines)["F5"].verdict == word


def test_f5_needs_the_bill_to_rise_as_well(facts, headline, band):
    bill = {"first_year": band(1.0), "ten_years": band(-50.0, -90.0, -10.0)}
    lines = headline(federal_interest_cost_usd_bn=bill)
    found = facts(headline=lines)["F5"]
    assert [part.verdict for part in found.parts] == ["holds", "does not hold"]
    assert found.verdict == "does not hold"


def test_f7_holds_when_every_rate_moves_visibly(facts, headline):
    assert facts(headline=headline())["F7"].verdict == "holds"


@pytest.mark.parametrize(
    ("low", "middle", "word"),
    [(0.2, 0.8, "holds roughly"), (0.1, 0.3, "does not hold"), (-2.0, -1.0, "does not hold")],
)
def test_f7_fails_when_one_maturity_does_not_move_visibly(facts, headline, band, low, middle, word):
    lines = headline(yield_change_bp=_yields(headline, "3m", band(middle, low, 1.0)))
    assert facts(headline=lines)["F7"].verdict == word


def test_f7_needs_car_loans_in_the_result(facts, headline):
    lines = headline()
    del lines["auto_loan_change_bp"]
    assert facts(headline=lines)["F7"].verdict == "cannot be shown"


def test_the_yens_record_is_a_percentile_of_its_own_past():
    claim = next(one for one in claims() if one.id == "F9")
    rates = load_store().series("usdjpy_daily", "DEXJPUS", "2025-05-02").values
    rises = sorted(1 - rates[i + 60] / rates[i] for i in range(len(rates) - 60))
    expected = 100 * rises[int(0.95 * len(rises))]
    found = yen_record_pct(claim, View(load_store(), np.datetime64("2025-05-02")))
    assert found == pytest.approx(expected, rel=1e-3)  # interpolation between two neighbours


@pytest.mark.parametrize(
    ("dollar_pct", "word"),
    [(-15.0, "holds"), (-6.0, "holds roughly"), (-1.0, "does not hold"), (4.0, "does not hold")],
)
def test_f9_turns_with_the_yen(facts, headline, band, dollar_pct, word):
    move = {"peak": band(dollar_pct, dollar_pct - 1, dollar_pct + 1)}
    assert facts(headline=headline(usdjpy_change_pct=move))["F9"].verdict == word


def test_f9_fails_when_the_seller_gains(facts, headline, band):
    lines = headline(seller_loss_usd_bn=band(-5.0, -9.0, -1.0))
    assert facts(headline=lines)["F9"].verdict == "does not hold"


def test_f9_with_dollars_kept_needs_the_two_country_model(facts, headline):
    found = facts(headline=headline(usdjpy_change_pct=None))["F9"]
    assert found.verdict == "cannot be shown"
    assert "two-country model" in found.needs


def test_f10_says_under_which_reading_it_holds(facts, headline):
    found = facts(headline=headline())["F10"]
    words = {part.name: part.verdict for part in found.parts}
    assert words == {
        "in dollars": "holds",
        "against GDP": "does not hold",
        "marks, with the issuer's gain": "does not hold",
    }
    assert found.verdict == "holds roughly"


@pytest.mark.parametrize(
    ("ratio", "us_pct", "issuer_bn", "word"),
    [
        (2.0, 1.4, 100.0, "holds"),
        (1.2, 1.4, 350.0, "cannot be shown"),
        (1.2, 1.4, 100.0, "holds roughly"),
        (0.5, 0.1, 350.0, "does not hold"),
    ],
)
def test_f10_turns_with_the_losses(facts, headline, band, ratio, us_pct, issuer_bn, word):
    marks = {"peak": {**headline()["marks"]["peak"], "issuer_usd_bn": band(issuer_bn)}}
    spread = band(ratio, ratio - 0.4, ratio + 0.4)
    lines = headline(damage_ratio=spread, us_loss_pct_gdp=band(us_pct), marks=marks)
    assert facts(headline=lines)["F10"].verdict == word


def test_f10_compares_draw_by_draw_against_gdp_too(facts, headline):
    # 60 against 30bn and 0.2 against 0.7% of GDP: a ratio of 2 becomes 2 * (0.2/60) * (30/0.7).
    part = facts(headline=headline())["F10"].parts[1]
    assert f"per draw: {2 * 0.2 / 60 * 30 / 0.7:.2f} " in part.found


def test_f10_without_a_ratio_compares_medians(facts, headline):
    found = facts(headline=headline(damage_ratio=None))["F10"]
    assert [part.verdict for part in found.parts] == ["holds", "does not hold", "does not hold"]


def test_f10_without_the_sellers_loss_uses_what_is_left(facts, headline):
    lines = headline(seller_loss_usd_bn=None, seller_loss_pct_gdp=None)
    assert [part.name for part in facts(headline=lines)["F10"].parts] == [
        "marks, with the issuer's gain"
    ]
    del lines["marks"]
    assert facts(headline=lines)["F10"].verdict == "cannot be shown"


@pytest.mark.parametrize(
    ("change_pct", "words"), [(-6.6, "6.6% stronger"), (2.0, "2.0% weaker"), (0.0, "0.0% stronger")]
)
def test_the_yens_move_has_a_direction_instead_of_a_sign(change_pct, words):
    assert engine._yen(change_pct) == words
