"""A pace in a run: the same days for bonds and currency, one price path, losses counted once."""

import numpy as np
import pytest
from pydantic import ValidationError

import saiken
from saiken.case import first_sale_day, program, resilience_per_day
from saiken.engine import assemble, plan, prepare
from saiken.execution import CLOSED_FORMS, MOST_HARMFUL, PACES, closed_form
from saiken.holders import holding, own_mix
from saiken.losses import seller_loss_bonds_usd
from saiken.market.buckets import price_sensitivity
from saiken.outcome.ledgers import ledgers
from saiken.parameters import central, central_value
from saiken.sweep import CommonDraws
from saiken.units import BUSINESS_DAYS_PER_YEAR

FLOAT32 = 2e-6
"""Results are published as float32; sums over sixty days of them agree to this share."""


def engine(snap, prm, **changes):
    scenario = saiken.Scenario(**({"amount_usd_bn": 500} | changes))
    day = snap.as_of.astype(object)
    return prepare(saiken.Case(scenario=scenario, as_of=day), snap, prm)


def test_the_even_pace_is_the_plain_division_to_the_last_bit(snap, prm):
    scenario = saiken.Scenario(amount_usd_bn=500, sale_days=60, proceeds={"yen": 0.3, "euro": 0.7})
    sale, first = program(scenario, snap, prm), first_sale_day(scenario, snap)
    evenly = np.zeros(251)
    evenly[first : first + 60] = 1 / 60
    np.testing.assert_array_equal(sale.schedule, evenly[:, None] * own_mix("Japan", snap).shares)
    np.testing.assert_array_equal(sale.converted, evenly * 0.3)


def test_even_is_the_default_and_bad_names_are_refused():
    assert saiken.Scenario().pace == "even"
    with pytest.raises(ValidationError, match=r"'even', 'front-loaded'.*'most-harmful'"):
        saiken.Scenario(pace="fast")


@pytest.mark.parametrize("pace", PACES)
def test_everything_is_sold_and_converted_on_the_same_days(pace, outcomes):
    sale = outcomes(pace).program
    daily = sale.schedule.sum(axis=1)
    assert daily.sum() == pytest.approx(1)
    assert daily[0] == 0
    assert not daily[61:].any()
    assert (daily >= 0).all()
    np.testing.assert_allclose(sale.converted, daily, atol=1e-15)
    np.testing.assert_allclose(sale.schedule, daily[:, None] * sale.schedule.sum(axis=0))


@pytest.mark.parametrize("pace", CLOSED_FORMS)
def test_a_closed_form_is_laid_on_the_days_of_the_sale(pace, snap, prm):
    sale = program(saiken.Scenario(pace=pace, sale_days=20), snap, prm)
    expected = closed_form(pace, 20, resilience_per_day(prm))
    np.testing.assert_allclose(sale.schedule.sum(axis=1)[1:21], expected)


def test_the_book_refills_as_the_flow_effect_fades(snap, prm):
    half = central_value(prm, "flow.half_life_weeks")
    assert resilience_per_day(prm) == pytest.approx(np.log(2) / (5 * half))
    fixed = prm.fixed({"flow.half_life_weeks": 2.0})
    assert resilience_per_day(fixed) == pytest.approx(np.log(2) / 10)
    quick, slow = (
        program(saiken.Scenario(pace="obizhaeva-wang"), snap, each).schedule.sum(axis=1)[1]
        for each in (fixed, prm.fixed({"flow.half_life_weeks": 6.0}))
    )
    assert quick < slow


@pytest.mark.parametrize("pace", PACES)
def test_the_seller_executes_at_the_very_yields_that_are_published(pace, outcomes, snap):
    out = outcomes(pace)
    days = np.arange(251)
    rate = out.program.amount_usd[:, None, None] * out.program.schedule
    worth = snap.curve.discount(days / BUSINESS_DAYS_PER_YEAR)
    falls = np.einsum("dkm,bm->dkb", out["yield_change"].astype(float), price_sensitivity())
    shortfall = (rate * falls * worth[:, None]).sum(axis=(1, 2))
    np.testing.assert_allclose(out["seller_loss_bonds"], shortfall, rtol=FLOAT32)
    weight = out.program.amount_usd[:, None] * out.program.converted * worth
    currency = -(weight * out["usdjpy_change"]).sum(axis=1)
    np.testing.assert_allclose(out["seller_loss_currency"], currency, rtol=FLOAT32)
    np.testing.assert_allclose(
        out["seller_loss"], out["seller_loss_bonds"] + out["seller_loss_currency"], rtol=FLOAT32
    )


@pytest.mark.parametrize("pace", PACES)
def test_what_is_sold_leaves_the_base_of_the_marks(pace, outcomes, snap):
    """Amid the sale, whatever the pace: only bonds not yet sold are marked as the seller's."""
    out, day = outcomes(pace), 30
    found = ledgers(out, day).peak
    book = max(holding("Japan", snap).holdings_usd, float(out.program.amount_usd[0]))
    sold = out.program.amount_usd * out.program.schedule[: day + 1].sum()
    falls = np.einsum("dm,bm->db", out["yield_change"][:, day].astype(float), price_sensitivity())
    kept = (book - sold)[:, None] * own_mix("Japan", snap).shares
    expected = -(kept * falls).sum(axis=1)
    np.testing.assert_allclose(found.seller_unsold_usd, expected, rtol=FLOAT32)


@pytest.mark.parametrize("pace", PACES)
def test_what_happens_after_the_last_sale_costs_the_seller_nothing(pace, outcomes, snap):
    out = outcomes(pace)
    later = out["yield_change"].astype(float)
    before = seller_loss_bonds_usd(out.program, later, snap)
    later[:, 61:] += 0.01
    np.testing.assert_array_equal(seller_loss_bonds_usd(out.program, later, snap), before)
    later[:, 60] += 0.01
    assert (seller_loss_bonds_usd(out.program, later, snap) > before).all()


@pytest.mark.parametrize("proceeds", ["dollars", "yen", "gold"])
@pytest.mark.parametrize("days", [5, 60])
def test_no_pace_of_the_same_length_does_more_harm_for_what_even_costs(snap, prm, proceeds, days):
    """On the middle draw, where the most harmful pace is found."""
    one = central(prm)
    worst = engine(snap, one, pace=MOST_HARMFUL, proceeds=proceeds, sale_days=days).toll()
    even = engine(snap, one, pace="even", proceeds=proceeds, sale_days=days).toll()
    assert worst.seller_loss_usd <= even.seller_loss_usd * (1 + 1e-6)
    assert worst.us_loss_usd >= even.us_loss_usd
    for pace in CLOSED_FORMS:
        rival = engine(snap, one, pace=pace, proceeds=proceeds, sale_days=days).toll()
        if rival.seller_loss_usd <= even.seller_loss_usd:
            assert worst.us_loss_usd >= rival.us_loss_usd


def test_over_a_year_there_is_something_to_gain(snap, prm):
    """Selling earlier keeps the lasting effect in more of the bill: one per cent more harm."""
    one = central(prm)
    worst, even = (
        engine(snap, one, pace=pace, sale_days=250).toll() for pace in (MOST_HARMFUL, "even")
    )
    assert worst.us_loss_usd > 1.005 * even.us_loss_usd


def test_without_a_record_the_search_reads_the_bonds_alone(snap, prm):
    kept, gold = (
        engine(snap, prm, proceeds=use, pace="even").toll() for use in ("dollars", "gold")
    )
    assert gold == kept


def test_the_search_is_not_moved_by_more_draws(snap):
    scenario = saiken.Scenario(amount_usd_bn=500, pace=MOST_HARMFUL, sale_days=20)
    few, many = (saiken.simulate(scenario, snap, draws=draws) for draws in (256, 300))
    np.testing.assert_array_equal(few.program.schedule, many.program.schedule)
    np.testing.assert_array_equal(few["us_loss"], many["us_loss"][:256])


def test_a_run_on_common_draws_finds_the_same_pace(snap, outcomes):
    out = outcomes(MOST_HARMFUL)
    even = out.case.model_copy(
        update={"scenario": out.case.scenario.model_copy(update={"pace": "even"})}
    )
    us, seller = CommonDraws.of(even, snap).losses(out.case.scenario)
    np.testing.assert_array_equal(us, out["us_loss"])
    np.testing.assert_array_equal(seller, out["seller_loss"])


def test_nothing_sold_has_no_pace_to_search_for(snap):
    scenario = saiken.Scenario(amount_usd_bn=0, pace=MOST_HARMFUL)
    out = saiken.simulate(scenario, snap, draws=16)
    np.testing.assert_array_equal(out.program.schedule.sum(axis=1)[1:61], [1 / 60] * 60)
    assert not out["us_loss"].any()


def test_the_pace_of_a_threat_is_that_of_the_sale_threatened(snap, prm):
    given = {"pace": MOST_HARMFUL, "notice_days": 20, "sale_days": 20}
    threat = engine(snap, prm, information="threatened", **given).program
    sale = engine(snap, prm, information="announced", **given).program
    np.testing.assert_array_equal(threat.schedule, sale.schedule)
    assert not threat.amount_usd.any()
    assert sale.schedule.sum(axis=1)[21] != pytest.approx(1 / 20, rel=1e-3)


def test_laying_out_and_putting_together_is_preparing(snap, prm):
    whole = engine(snap, prm, pace="almgren-chriss")
    sale = plan(whole.case, snap, prm, whole.bill)
    np.testing.assert_array_equal(sale.schedule, whole.program.schedule)
    parts = assemble(whole.case, snap, prm, sale, whole.bill)
    np.testing.assert_array_equal(parts.run(0)["us_loss"], whole.run(0)["us_loss"])


def test_a_sale_of_its_own_weights(snap, prm):
    given = np.array([0.5, 0.0, 0.5])
    sale = program(saiken.Scenario(sale_days=3, pace=MOST_HARMFUL), snap, prm, given)
    np.testing.assert_allclose(sale.schedule.sum(axis=1)[1:4], given)
    with pytest.raises(saiken.InputError, match="depends on prices"):
        program(saiken.Scenario(sale_days=3, pace=MOST_HARMFUL), snap, prm)
