"""The two-country model inside a run: apart from every total, linear, and switched off by omega."""

import datetime as dt

import numpy as np
import pytest

from saiken.case import Case, Scenario, program
from saiken.engine import sample
from saiken.impact.habitat import load_kernels, load_two_countries
from saiken.impact.response import respond, shape_of
from saiken.snapshot import snapshot

DAY = dt.date(2025, 5, 2)
TWO = load_two_countries()
TEN = 7


@pytest.fixture(scope="module")
def snap():
    return snapshot(DAY)


def response(snap, fixed=None, draws=16, **given):
    case = Case(scenario=Scenario(amount_usd_bn=500, **given), as_of=DAY, draws=draws)
    prm = sample(case, snap).fixed(fixed or {})
    sale = program(case.scenario, snap, prm)
    return respond(sale, shape_of(sale, load_kernels(), 4.0), snap, prm), sale, prm


@pytest.mark.parametrize("omega", [0.0, 0.25, 0.6])
def test_by_hand_for_a_sale_of_one_day(snap, omega):
    """500 bn at once, for good: the kernel's row of each bucket times share and scale."""
    found, sale, prm = response(snap, {"impact.omega": omega}, sale_days=1)
    share = 500e9 / snap.scale.debt_held_by_public_usd * prm["impact.stock_scale"]
    unit = TWO.programme(0.0, omega)[:7]
    mix = sale.schedule.sum(axis=0)
    jgb = mix @ unit[:, TWO.outputs.index("japan:10")]
    yen = mix @ unit[:, TWO.outputs.index("currency")]
    assert found.abroad.jgb_bonds[:, 5] == pytest.approx(share * jgb, rel=1e-6)
    assert found.abroad.currency_bonds[:, 5] == pytest.approx(share * yen, rel=1e-6, abs=1e-12)
    assert (found.abroad.jgb_bonds[:, 0] == 0).all()


def test_with_no_shared_capital_the_currency_hears_nothing(snap):
    found, _, _ = response(snap, {"impact.omega": 0.0}, proceeds="yen")
    assert found.abroad.currency_bonds == pytest.approx(0, abs=1e-12)
    assert found.abroad.us_conversion == pytest.approx(0, abs=1e-12)
    assert found.abroad.jgb_conversion == pytest.approx(0, abs=1e-12)
    assert (found.abroad.jgb_bonds[:, 60] > 0).all()


def test_signs_of_the_two_legs(snap):
    """Bonds sold lift the dollar and both curves; dollars sold lower the US curve."""
    found, _, _ = response(snap, {"impact.omega": 0.5}, proceeds="yen")
    there = found.abroad
    assert (there.currency_bonds[:, 60] > 0).all()
    assert (there.jgb_bonds[:, 60] > 0).all()
    assert (there.us_conversion[:, 60] < 0).all()
    assert (there.jgb_conversion[:, 60] > 0).all()


def test_it_enters_no_total(snap):
    """Yields of the run and the yen's record are the same at every omega."""
    low, _, _ = response(snap, {"impact.omega": 0.0}, proceeds="yen")
    high, _, _ = response(snap, {"impact.omega": 1.0}, proceeds="yen")
    assert np.array_equal(low.total, high.total)
    assert np.array_equal(low.log_rate, high.log_rate)
    assert np.array_equal(low.monthly, high.monthly)


def test_the_conversion_leg_is_what_is_outstanding_times_the_kernel(snap):
    found, _, prm = response(snap, proceeds="yen", sale_days=1)
    months = prm["currency.half_life_months"]
    unit = TWO.programme(np.log(2) * 12 / months, prm["impact.omega"])
    leg = unit[:, TWO.sources.index("currency"), TWO.outputs.index("us:10")]
    share = prm["impact.stock_scale"] * 500e9 / snap.scale.debt_held_by_public_usd
    left = 0.5 ** (10 / (months * 250 / 12))
    assert found.abroad.us_conversion[:, 1] == pytest.approx(share * leg, rel=1e-9)
    assert found.abroad.us_conversion[:, 11] == pytest.approx(share * leg * left, rel=1e-6)


def test_dollars_kept_have_no_conversion_leg(snap):
    found, _, _ = response(snap)
    assert (found.abroad.us_conversion == 0).all()
    assert (found.abroad.jgb_conversion == 0).all()


def test_an_announced_sale_is_heard_abroad_at_once_and_a_threat_in_part(snap):
    known, _, _ = response(snap, information="announced")
    news, _, _ = response(snap)
    feared, _, _ = response(snap, information="threatened", notice_days=30, belief_pct=25)
    later, _, _ = response(snap, information="announced", notice_days=30)
    assert known.abroad.jgb_bonds[:, 100] == pytest.approx(news.abroad.jgb_bonds[:, 100], rel=1e-4)
    assert (known.abroad.jgb_bonds[:, 1] > 10 * news.abroad.jgb_bonds[:, 1]).all()
    assert feared.abroad.jgb_bonds[:, 10] == pytest.approx(0.25 * later.abroad.jgb_bonds[:, 10])
    assert (feared.abroad.jgb_bonds[:, 31:] == 0).all()


@pytest.mark.parametrize(("omega", "slack"), [(0.0, 0.02), (0.25, 0.05), (0.5, 0.16)])
def test_one_scale_serves_both_models(omega, slack):
    """US ten-year answers of the two-country model against those that size the run."""
    one = load_kernels().programme(0.0)[:, TEN]
    two = TWO.programme(0.0, omega)[:7, TWO.outputs.index("us:10")]
    assert two == pytest.approx(one, rel=slack)
