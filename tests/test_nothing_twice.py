"""No effect is counted twice: one numeric test for each item of the map of overlapping mechanisms.

The letters are those of docs/method/nothing_twice.md.
"""

import datetime as dt

import numpy as np
import pytest

from saiken.case import Case, Scenario, program
from saiken.engine import sample
from saiken.fiscal import SecurityBill, bill_outlook
from saiken.fiscal.service import policy_offset
from saiken.impact.evidence import load_rows, pooled_evidence, row_scale
from saiken.impact.evidence.sizing import share_of_debt
from saiken.impact.flow import flow_law, flow_path, flow_size
from saiken.impact.habitat import load_kernels
from saiken.impact.habitat.linear import contract
from saiken.impact.response import respond, shape_of
from saiken.market import bucket_names
from saiken.report.bill_figures import monthly_yield_change
from saiken.simulate import simulate
from saiken.snapshot import snapshot
from saiken.spillover import run_channels
from saiken.units import from_si, to_si
from saiken.variables import maturity_index

DAY = dt.date(2025, 5, 2)
EXACT = 1e-9
KERNELS = load_kernels()
ROWS = {row.id: row for row in load_rows()}


@pytest.fixture(scope="module")
def snap():
    return snapshot(DAY)


@pytest.fixture(scope="module")
def out(snap):
    scenario = Scenario(seller="Japan", amount_usd_bn=500, proceeds="yen")
    return simulate(Case(scenario=scenario, as_of=DAY, draws=64), snap)


def respond_to(snap, fixed, **given):
    case = Case(scenario=Scenario(**given), as_of=DAY, draws=16)
    prm = sample(case, snap).fixed(fixed)
    sale = program(case.scenario, snap, prm)
    return respond(sale, shape_of(sale, KERNELS, 4.0), snap, prm), prm


@pytest.mark.parametrize(
    "name", ["damico-king-2013", "beltran-2013-long-run", "koijen-yogo-demand"]
)
def test_a_a_paper_s_experiment_returns_the_paper_s_effect(name, snap):
    """Model and estimate are one object: the row's own experiment at the row's own size."""
    row = ROWS[name]
    mix = np.array([row.mix.get(bucket, 0.0) for bucket in bucket_names()])
    curve = contract("b,bm->m", mix, KERNELS.programme(0.0))
    scale, share = row_scale(row, KERNELS, snap.store), share_of_debt(row.measured, snap.store)
    at = curve[maturity_index(f"{row.maturity_years:g}y")]
    assert from_si(float(scale * share * at), "bp") == pytest.approx(row.effect_bp, rel=EXACT)


def test_b_one_friction_owns_the_stress(snap):
    """With nothing added in stress the flow effect alone is left, and the stock is untouched."""
    given = {"amount_usd_bn": 500, "sale_days": 1}
    with_it, _ = respond_to(snap, {}, **given)
    calm, _ = respond_to(snap, {"flow.stress_weight": 0.0}, **given)
    assert (calm.regime == 0).all()
    assert np.array_equal(calm.flow, with_it.flow)
    assert np.array_equal(calm.stock, with_it.stock)
    assert with_it.regime.max() > 0


def test_b_stress_is_bounded_by_its_multiple(snap):
    """Flow and stress together never exceed the flow effect times the multiple at full strain."""
    from saiken.impact.dealing import dealing

    case = Case(scenario=Scenario(amount_usd_bn=700, sale_days=5), as_of=DAY, draws=64)
    prm = sample(case, snap)
    sale = program(case.scenario, snap, prm)
    found = dealing(sale, shape_of(sale, KERNELS, 4.0).stress, snap, prm)
    bound = found.flow * np.maximum(found.multiple, 1)[:, None]
    assert (found.flow + found.regime <= bound * (1 + EXACT)).all()


def test_c_one_crowd_is_not_multiplied_by_another(snap):
    """Foreign holders together: three times the sale is three times the stock, no multiplier."""
    one, _ = respond_to(snap, {}, seller="Foreign Official", amount_usd_bn=100)
    three, _ = respond_to(snap, {}, seller="Foreign Official", amount_usd_bn=300)
    assert three.stock == pytest.approx(3 * one.stock, rel=EXACT)


def test_d_the_effects_alone_make_the_change(out):
    """No measured term premium is added to the model's."""
    parts = out["yield_change_by_effect"].sum(axis=0)
    assert np.array_equal(out["yield_change"], parts)


def test_e_the_safety_premium_sets_the_slope_and_no_step_of_its_own():
    """The row that the slope was taken from weighs nothing in the pool."""
    with_it = pooled_evidence(list(ROWS.values()))
    without = pooled_evidence([row for row in ROWS.values() if row.id != "kvj-2012"])
    assert not ROWS["kvj-2012"].in_pool
    assert with_it.average == without.average


def test_f_debt_feedback_is_on_additional_debt_only(out, snap):
    """A sale that moves no yield leaves no feedback, however many bonds change hands."""
    bill = SecurityBill.from_snapshot(snap, snap.universe)
    still = bill_outlook(bill, 0 * monthly_yield_change(out), snap, out.parameters)
    assert still.spiral is not None
    assert still.spiral.ratio == pytest.approx(still.spiral.baseline_gdp_share, rel=EXACT)


def test_g_the_currency_has_no_reaction_to_rates_on_top(snap):
    """The conversion leg is the same whatever happens to yields."""
    low, _ = respond_to(snap, {"impact.stock_scale": 0.1}, amount_usd_bn=500, proceeds="yen")
    high, _ = respond_to(snap, {"impact.stock_scale": 50.0}, amount_usd_bn=500, proceeds="yen")
    assert np.array_equal(low.log_rate, high.log_rate)


def test_h_equities_are_the_shifted_curve_and_nothing_else(snap, out):
    """Equities answer to yields alone: the same curve without a sale gives the same fall."""
    fields = {"yield_change": out["yield_change"].astype(np.float64)}
    again = run_channels(fields, snap, out.parameters)["equity_change"]
    assert again == pytest.approx(out["equity_change"], rel=1e-5, abs=1e-9)


def test_i_q_the_policy_rate_does_not_answer_unless_asked(out, snap):
    """The default bill uses the printed curve; the option only lowers it, never both."""
    change = monthly_yield_change(out)
    bill = SecurityBill.from_snapshot(snap, snap.universe)
    assert bill.extra_interest_usd(change) == pytest.approx(
        out["federal_interest"].astype(float), rel=1e-5, abs=1
    )
    assert policy_offset(change, 0.0) == pytest.approx(change, abs=0)
    ten = maturity_index("10y")
    assert np.array_equal(policy_offset(change, 0.5)[:, :, ten], change[:, :, ten])


def test_j_stress_reaches_mortgages_through_yields_only(snap, out):
    """No widening of its own: the channel is linear in the yields it is given."""
    fields = {"yield_change": out["yield_change"].astype(np.float64)}
    once = run_channels(fields, snap, out.parameters)["mortgage_30y_change"]
    twice = run_channels({"yield_change": 2 * fields["yield_change"]}, snap, out.parameters)
    assert twice["mortgage_30y_change"] == pytest.approx(2 * once, rel=1e-6, abs=1e-12)


def test_k_what_is_sold_leaves_the_book_that_is_marked(snap):
    """Everything sold on day one: the rest of the book loses, the sold part does not."""
    whole = simulate(Case(scenario=Scenario(sale_days=1, share_pct=100), as_of=DAY, draws=16), snap)
    part = simulate(Case(scenario=Scenario(sale_days=1, share_pct=1), as_of=DAY, draws=16), snap)
    sold = whole["amount_sold"] / part["amount_sold"]
    assert sold == pytest.approx(100, rel=1e-4)
    per_yield = [
        out.losses.peak.seller_unsold_usd / out["yield_change"][:, out.losses.peak.day, 5]
        for out in (whole, part)
    ]
    assert (np.abs(per_yield[0]) < np.abs(per_yield[1])).all()


def test_m_the_views_of_one_price_change_are_never_added(out):
    """Ledger M sums to zero with the issuer; ledger A of the US is interest and nothing else."""
    peak = out.losses.peak
    total = peak.nonresidents_usd + peak.residents_usd + peak.issuer_usd
    assert total == pytest.approx(np.zeros(64), abs=1e-3)
    from saiken.losses import nonresident_share

    interest = out["federal_interest"].astype(float).sum(axis=1)
    assert (out["us_loss"] < nonresident_share(out.snap) * interest).all()


def test_n_the_month_contains_its_long_run_once(snap):
    """Stock at Beltran's long run plus flow at their month end at the published month, not more."""
    case = Case(scenario=Scenario(amount_usd_bn=100), as_of=DAY, draws=16)
    prm = sample(case, snap).fixed({"flow.size_weight": 1.0, "flow.one_month_bp": to_si(50, "bp")})
    size = flow_size(prm, snap)
    days = 21
    law = flow_law(size, prm, snap.scale.volume_usd_per_day)
    rate = np.zeros((1, days + 1))
    rate[:, 1:] = size.reference_usd / days
    flow = from_si(flow_path(rate, law)[:, -1], "bp")
    long_run = ROWS["beltran-2013-long-run"].effect_bp
    assert flow + long_run == pytest.approx(np.full(16, 50.0), rel=EXACT)


def test_o_a_foreign_sale_signals_no_policy_rate():
    """Turning the flag off for purchases raises the pool: the share that was news is taken out."""
    rows = list(ROWS.values())
    plain = [row.model_copy(update={"signalling": False}) for row in rows]
    assert pooled_evidence(rows).average.middle < pooled_evidence(plain).average.middle


def test_p_the_conversion_leaves_the_us_curve_of_the_headline_alone(snap):
    """Into yen or kept in dollars: the same yields, to the bit."""
    yen, _ = respond_to(snap, {}, amount_usd_bn=500, proceeds="yen")
    dollars, _ = respond_to(snap, {}, amount_usd_bn=500)
    assert np.array_equal(yen.total, dollars.total)
    assert (yen.abroad.us_conversion < 0).any()


def test_r_the_swap_spread_is_a_share_of_the_change_not_an_addition(out):
    """The Treasury-specific part is inside the ten-year change."""
    ten = out["yield_change"][:, :, maturity_index("10y")].astype(float)
    share = out.parameters["impact.treasury_specific_share"]
    assert out["swap_spread_change"].astype(float) == pytest.approx(
        -share[:, None] * ten, rel=1e-5, abs=1e-9
    )


def test_the_page_lists_every_item_of_the_map():
    from pathlib import Path

    page = Path(__file__).parents[1] / "docs" / "method" / "nothing_twice.md"
    if not page.exists():  # an installed package carries no pages
        pytest.skip("the pages are not at hand")
    rows = [line.split("|")[1].strip() for line in page.read_text("utf-8").splitlines()[7:]]
    assert rows == list("abcdefghijklmnopqr")
