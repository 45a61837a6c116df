"""One case put to all of the evidence."""

import datetime as dt

import numpy as np
import pytest

from saiken.case import Case, Scenario, load_scenario
from saiken.errors import InputError
from saiken.impact.evidence import case_evidence, load_rows, read_rows
from saiken.simulate import simulate
from saiken.snapshot import snapshot

DAY = dt.date(2025, 5, 2)


@pytest.fixture(scope="module")
def snap():
    return snapshot(DAY)


@pytest.fixture(scope="module")
def found(snap):
    return case_evidence(load_scenario("japan-2025").case, snap)


def case(amount, **given):
    return Case(scenario=Scenario(amount_usd_bn=amount, **given), as_of=DAY, draws=64)


def test_the_pooled_answer_is_what_a_run_draws(found, snap):
    """Quantiles of the stock effect over 2,048 draws against the predictive distribution."""
    out = simulate(found.case, snap)
    stock = out["yield_change_by_effect"][0][:, 200, 7].astype(float) * 1e4
    low, middle, high = np.quantile(stock, [0.05, 0.5, 0.95])
    # the amount is drawn too (share of Treasuries in the reserves), which widens the run a little
    assert middle == pytest.approx(found.answer_bp.middle, rel=0.03)
    assert low == pytest.approx(found.answer_bp.low, rel=0.06)
    assert high == pytest.approx(found.answer_bp.high, rel=0.06)


def test_weights_add_up_and_each_row_counts_or_says_why(found):
    assert sum(each.weight_share for each in found.lines) == pytest.approx(1)
    for each in found.lines:
        assert bool(each.why_not) == (each.ten_year_bp is None)
        assert (each.weight_share == 0) == bool(each.why_not)
    why = {each.row.id: each.why_not for each in found.lines}
    assert why["published-habitat"] == "a model, not an estimate"
    assert why["qe-rule-of-thumb"] == "read from memory only"
    assert why["vissing-jorgensen-2021"] == "stress: adds to the stock effect"


def test_a_line_is_the_answer_of_the_paper_with_its_own_error(found):
    line = next(each for each in found.lines if each.row.id == "damico-king-2013")
    assert line.ten_year_bp.middle == pytest.approx(line.answer.ten_year_bp, rel=1e-6)
    assert line.ten_year_bp.low < line.answer.ten_year_bp < line.ten_year_bp.high
    assert line.shrunk_bp.middle < line.ten_year_bp.middle


def test_rows_that_count_come_first_smallest_first(found):
    counts = [not each.why_not for each in found.lines]
    assert counts == sorted(counts, reverse=True)
    first = [each.answer.ten_year_bp for each in found.lines if not each.why_not]
    assert first == sorted(first)


def test_answers_are_linear_in_the_amount(snap):
    one, two = (case_evidence(case(amount), snap) for amount in (100, 200))
    assert two.answer_bp.high == pytest.approx(2 * one.answer_bp.high)
    assert two.naive_bp == pytest.approx(2 * one.naive_bp)
    assert two.naive_bp == pytest.approx(40)


def test_of_a_threat_the_papers_are_asked_what_carrying_it_out_would_do(snap):
    feared = case_evidence(case(200, information="threatened", notice_days=30, belief_pct=5), snap)
    sold = case_evidence(case(200), snap)
    assert feared.answer_bp == sold.answer_bp


def test_a_users_row_takes_part(snap):
    text = """
- id: mine
  paper: "Me (2026), a guess"
  published_year: 2026
  quantity: {share_of_debt_pct: 1}
  maturity_years: 10
  effect_bp: 40
  verified: paper
"""
    rows = (*load_rows(), *read_rows(text, "mine.yaml"))
    with_mine = case_evidence(case(200), snap, rows=rows)
    without = case_evidence(case(200), snap)
    assert with_mine.average_bp.middle > without.average_bp.middle
    assert {each.row.id for each in with_mine.lines} - {each.row.id for each in without.lines} == {
        "mine"
    }


def test_an_amount_above_the_ceiling_is_refused(snap):
    with pytest.raises(InputError, match="the amount is USD 99,000bn"):
        case_evidence(case(99_000), snap)
