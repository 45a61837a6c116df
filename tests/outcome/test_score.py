"""The score beside a result: looked up for its horizon, with its own signal-to-noise."""

import datetime as dt
import json

import numpy as np
import pytest

from saiken.case import Case, Scenario
from saiken.data import resource_text
from saiken.measure.ordinary import ordinary_sd
from saiken.outcome.score import SCORE_FILE, committed_score, horizon_name
from saiken.report.history_words import score_line, score_paragraph
from saiken.simulate import simulate
from saiken.variables import maturity_index

DAY = dt.date(2025, 5, 2)


def run(**given):
    scenario = Scenario(seller="Japan", amount_usd_bn=given.pop("amount", 500), **given)
    return simulate(Case(scenario=scenario, as_of=DAY, draws=64))


def test_it_is_the_committed_score_of_the_result_s_own_horizon():
    out = run(sale_days=60)
    score = out.score
    name = horizon_name(out.peak_day)
    kept = json.loads(resource_text(SCORE_FILE))["by_horizon"][name]
    assert score["horizon"] == name == "up to a quarter"
    assert score["at_this_horizon"]["asked"] == kept["asked"]
    assert score["all"]["scored"] == committed_score()["totals"]["10y"]["scored"]
    assert run(sale_days=1).score["horizon"] == "up to a week"


def test_the_signal_is_the_middle_over_ordinary_moves():
    out = run(sale_days=60)
    peak = out["yield_change"][:, out.peak_day, maturity_index("10y")]
    sd = ordinary_sd(out.snap.store, "10y", out.snap.as_of, out.peak_day)
    assert out.score["signal_to_noise"] == pytest.approx(np.median(peak) / sd, rel=1e-6)


def test_a_larger_sale_stands_out_more_and_nothing_does_not():
    small, large = (run(amount=amount).score["signal_to_noise"] for amount in (100, 900))
    assert 0 < small < large
    nothing = run(amount=0)
    assert nothing.score["signal_to_noise"] == 0
    assert nothing.score["enough"] is False
    assert "History" not in nothing.summary()


def test_a_difference_of_two_has_no_score():
    gap = run(amount=500) - run(amount=300)
    assert gap.is_difference
    assert gap.score is None
    assert gap.document()["score"] is None
    assert score_paragraph(None) == ()


def test_screen_and_document_carry_it():
    out = run()
    assert score_line(out.score) in out.summary().replace("\n", " ")
    assert out.document()["score"]["horizon"] == out.score["horizon"]
    json.dumps(out.document(), allow_nan=False)


def test_the_paragraph_says_whether_such_a_sale_could_be_told():
    out = run()
    could = "could be told" if out.score["enough"] else "could not be told"
    assert could in " ".join(score_paragraph(out.score))
    turned = out.score | {"enough": not out.score["enough"]}
    assert could not in " ".join(score_paragraph(turned))
    one = out.score["all"] | {"scored": 1, "sign_right": 0}
    assert "sign wrong" in score_paragraph(out.score | {"all": one})[0]
