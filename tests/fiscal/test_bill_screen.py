"""The bill of a sale, its screen and its document."""

import json

import numpy as np
import pytest

from saiken.case import load_scenario
from saiken.cli.bill import command
from saiken.fiscal import KINDS, BillEngine, SecurityBill, bill_outlook
from saiken.fiscal.outlook import DEBT_FEEDBACK, POLICY_OFFSET, feedback_draws, offset_draws
from saiken.fiscal.service import fed_balance, remittances_lost_usd
from saiken.market.universe import universe
from saiken.parameters import Parameters
from saiken.report.bill_figures import bill_document, bill_rows, monthly_yield_change
from saiken.report.bill_screen import print_bill
from saiken.report.console import text_console
from saiken.simulate import simulate
from saiken.snapshot import snapshot


@pytest.fixture(scope="module")
def outcome():
    return simulate(load_scenario("japan-2025"), draws=64)


@pytest.fixture(scope="module")
def outlook(outcome):
    snap = outcome.snap
    bill = SecurityBill.from_snapshot(snap, universe(snap.store, snap.as_of))
    return bill_outlook(bill, monthly_yield_change(outcome), snap, outcome.parameters)


@pytest.fixture(scope="module")
def text(outcome, outlook):
    console, buffer = text_console(80)
    print_bill(console, outcome, outlook)
    return buffer.getvalue()


def test_close_to_the_bill_by_class(outcome, outlook):
    ours = outlook.extra_usd.sum(axis=1)
    by_class = BillEngine.from_snapshot(outcome.snap)
    theirs = by_class.extra_interest_usd(monthly_yield_change(outcome)).sum(axis=1)
    # the run's own bill is the security-level one; float32 keeps seven digits
    assert ours == pytest.approx(outcome["federal_interest"].astype(float).sum(axis=1), rel=1e-5)
    # less where the sale moves the two- and three-year yields: fewer of them are sold than stand
    assert np.median(ours / theirs) == pytest.approx(0.97, abs=0.02)
    assert ours == pytest.approx(theirs, rel=0.15)


def test_months_are_read_where_the_run_reads_them(outcome):
    """At the end of month 6 (business day 125) both clocks show the same yields."""
    change = monthly_yield_change(outcome)
    assert change.shape == (64, 121, 10)
    assert change[:, 6] == pytest.approx(outcome["yield_change"][:, 125].astype(float), rel=1e-4)


def test_rows_add_up(outcome, outlook):
    rows = bill_rows(outcome, outlook)
    assert [row.fiscal_year for row in rows] == list(range(2025, 2036))
    assert sum(row.months for row in rows) == 120
    mean = outlook.extra_usd.sum(axis=1).mean() / 1e9
    assert sum(sum(row.by_kind_usd_bn.values()) for row in rows) == pytest.approx(mean)
    paid = outlook.bill.baseline_interest_usd().sum() / 1e9
    assert sum(row.own_interest_usd_bn for row in rows) == pytest.approx(paid)
    assert rows[1].net_interest_usd_bn == pytest.approx(1010.3, abs=0.1)


def test_offset_costs_less_and_service_comes_on_top(outlook):
    assert (outlook.with_offset_usd.sum(axis=1) < outlook.extra_usd.sum(axis=1)).all()
    assert (outlook.service_usd.sum(axis=1) > 0).all()


def test_draws_are_used_where_they_are_given():
    prm = Parameters.from_values({POLICY_OFFSET: 0.5, DEBT_FEEDBACK: 0.03}, draws=2)
    assert offset_draws(prm).tolist() == [0.5, 0.5]
    assert feedback_draws(prm).tolist() == [0.03, 0.03]
    none = Parameters.from_values({}, draws=2)
    assert offset_draws(none).tolist() == [0.25, 0.25]
    assert feedback_draws(none) == pytest.approx([0.025, 0.025])


def test_screen(text):
    said = " ".join(text.split())
    for words in ("in the first year and", "fiscal", "bills", "floaters", "national defence",
                  "Social Security", "interest on the extra interest", "policy rate", "spiral",
                  "run away", "mortgage of USD 100,000", "new-car loan", "CBO"):  # fmt: skip
        assert words in said
    assert max(len(line) for line in text.splitlines()) <= 80
    assert "nan" not in text


def test_document_is_plain_json(outcome, outlook):
    document = json.loads(json.dumps(bill_document(outcome, outlook), allow_nan=False))
    assert len(document["years"]) == 11
    assert set(document["years"][0]["extra_by_kind_mean_usd_bn"]) == set(KINDS)
    assert document["beside_usd_bn"]["national_defense"]["2024"] == pytest.approx(873.5, abs=0.1)
    assert document["spiral"]["multiplier"]["p50"] == pytest.approx(1.17, abs=0.03)
    assert document["spiral"]["runaway_share"] == 0
    ten = document["ten_years_usd_bn"]
    assert ten["extra"]["p05"] < ten["extra"]["p50"] < ten["extra"]["p95"]
    assert document["new_loans"]["mortgage"]["extra_usd_per_year"]["peak"]["p50"] > 0


def test_nothing_sold_costs_exactly_nothing():
    named = load_scenario("japan-2025")
    sale = named.case.scenario.model_copy(update={"amount_usd_bn": 0.0})
    nothing = simulate(sale, snapshot("2025-05-02"), draws=16)
    snap = nothing.snap
    bill = SecurityBill.from_snapshot(snap, universe(snap.store, snap.as_of))
    outlook = bill_outlook(bill, monthly_yield_change(nothing), snap, nothing.parameters)
    assert (outlook.extra_usd == 0).all()
    assert (outlook.service_usd == 0).all()
    assert (outlook.spiral.ratio == outlook.spiral.baseline_gdp_share).all()
    assert np.isfinite(outlook.spiral.multiplier).all()
    console, buffer = text_console(80)
    print_bill(console, nothing, outlook)
    assert "does not change" in buffer.getvalue()
    assert json.dumps(bill_document(nothing, outlook), allow_nan=False)


def test_before_gdp_was_projected_the_spiral_says_why():
    named = load_scenario("japan-2025")
    past = simulate(named.case.scenario, snapshot("2013-06-03"), draws=16)
    snap = past.snap
    bill = SecurityBill.from_snapshot(snap, universe(snap.store, snap.as_of))
    outlook = bill_outlook(bill, monthly_yield_change(past), snap, past.parameters)
    assert outlook.spiral is None
    assert "No ten-year CBO projection of GDP" in outlook.reason
    assert bill_document(past, outlook)["spiral"] == {"reason": outlook.reason}


def test_command(capsys):
    command()(name="japan-2025", as_json=True, draws="16", amount_usd_bn="300bn")
    document = json.loads(capsys.readouterr().out)
    assert document["case"]["draws"] == 16
    assert document["case"]["scenario"]["amount_usd_bn"] == 300


def test_what_the_federal_reserve_earns_stands_beside_the_bill(outcome, outlook, text):
    share, securities = fed_balance(outcome.snap)
    by_hand = remittances_lost_usd(
        outlook.extra_usd, monthly_yield_change(outcome), share, securities
    )
    assert outlook.remittances_usd == pytest.approx(by_hand)
    shown = bill_document(outcome, outlook)["ten_years_usd_bn"]["remittances_lost"]["p50"]
    middle = float(np.median(by_hand.sum(axis=1))) / 1e9
    assert shown == pytest.approx(middle)
    side = "less" if middle > 0 else "more"
    assert f"{side} in ten years for the Treasury" in " ".join(text.split())


def test_a_tilt_to_bills_reaches_the_run(outcome):
    """More bills: what is sold in the first year is repriced sooner, long bonds less."""
    case = outcome.case
    tilted = case.model_copy(
        update={"assumptions": case.assumptions.model_copy(update={"bill_share_tilt_pct": 10.0})}
    )
    other = simulate(tilted)
    by_hand = SecurityBill.from_snapshot(outcome.snap, outcome.snap.universe, 0.1)
    months = by_hand.extra_interest_usd(monthly_yield_change(outcome))
    assert other["federal_interest"].astype(float) == pytest.approx(months, rel=1e-5, abs=1)
    assert (other["yield_change"] == outcome["yield_change"]).all()


def test_a_wish_for_the_yen_reaches_the_headline(outcome):
    case = outcome.case
    wished = case.model_copy(
        update={"assumptions": case.assumptions.model_copy(update={"desired_jpy_per_usd": 130.0})}
    )
    lines = simulate(wished).headline["currency_benefits"]
    assert "way_to_desired_level_share" in {line["id"] for line in lines}
    before = outcome.headline["currency_benefits"]
    assert "way_to_desired_level_share" not in {line["id"] for line in before}
