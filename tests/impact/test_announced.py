"""Sales known in advance or only feared: the known-path kernel against the unannounced case."""

import datetime as dt
from pathlib import Path

import numpy as np
import pytest
from pydantic import ValidationError

from saiken.case import Case, Scenario, load_scenario, program
from saiken.engine import sample
from saiken.impact.announced import known_path_shape
from saiken.impact.habitat import load_kernels
from saiken.impact.response import respond, shape_of, supply_state
from saiken.simulate import simulate
from saiken.snapshot import snapshot

KERNELS = load_kernels()
TEN = 7
DAY = dt.date(2025, 5, 2)


@pytest.fixture(scope="module")
def snap():
    return snapshot(DAY)


def response(snap, **given):
    case = Case(scenario=Scenario(amount_usd_bn=500, **given), as_of=DAY, draws=16)
    prm = sample(case, snap)
    sale = program(case.scenario, snap, prm)
    return respond(sale, shape_of(sale, KERNELS, 4.0), snap, prm), sale, prm


@pytest.mark.parametrize("half_life", [None, 0.5, 5.0])
def test_a_sale_of_one_day_is_the_same_news_either_way(snap, half_life):
    """From its only day on nothing is left to announce; bins of a day are the tolerance."""
    given = {"sale_days": 1, "half_life_years": half_life}
    known, _, _ = response(snap, information="announced", **given)
    news, _, _ = response(snap, **given)
    assert known.stock[:, 1:] == pytest.approx(news.stock[:, 1:], rel=3e-4)
    assert (known.stock[:, 0] == 0).all()


def test_by_the_end_of_the_sale_both_agree_and_before_it_news_is_less(snap):
    known, _, _ = response(snap, information="announced")
    news, _, _ = response(snap)
    assert known.stock[:, 60:, TEN] == pytest.approx(news.stock[:, 60:, TEN], rel=1e-5)
    assert (known.stock[:, 1:59, TEN] > news.stock[:, 1:59, TEN]).all()


def test_prices_look_forward_so_a_later_sale_moves_less_today(snap):
    near, _, _ = response(snap, information="announced")
    far, _, _ = response(snap, information="announced", notice_days=120)
    assert (far.stock[:, 1, TEN] < near.stock[:, 1, TEN]).all()
    assert (far.stock[:, 1, TEN] > 0.8 * near.stock[:, 1, TEN]).all()
    assert (np.diff(far.stock[:, 1:, TEN], axis=1) >= -1e-12).all()


def test_nobody_sells_before_the_notice_is_over(snap):
    far, sale, _ = response(snap, information="announced", notice_days=20)
    assert (sale.schedule[:21] == 0).all()
    assert sale.schedule[21].sum() == pytest.approx(1 / 60)
    assert (far.flow[:, :21] == 0).all()
    assert (far.flow[:, 21] > 0).all()


def test_an_announcement_keeps_the_drawn_part_of_the_flow(snap):
    known, _, prm = response(snap, information="announced")
    news, _, _ = response(snap)
    part = prm["flow.sunshine"]
    assert 0 <= part.min() < 0.2 < 0.8 < part.max() <= 1
    assert known.flow == pytest.approx(news.flow * part[:, None, None])


def test_a_threat_is_the_believed_part_while_it_stands(snap):
    feared, sale, _ = response(snap, information="threatened", notice_days=30, belief_pct=20)
    known, _, _ = response(snap, information="announced", notice_days=30)
    assert feared.stock[:, :31] == pytest.approx(0.2 * known.stock[:, :31])
    assert (feared.stock[:, 31:] == 0).all()
    assert (feared.flow == 0).all()
    assert (sale.amount_usd == 0).all()
    assert (feared.monthly[:, 2:] == 0).all()
    assert (feared.monthly[:, 1, TEN] > 0).all()


def test_what_a_threat_does_to_the_yen_has_no_record(snap):
    feared, _, _ = response(snap, information="threatened", notice_days=30, proceeds="yen")
    kept, _, _ = response(snap, information="threatened", notice_days=30)
    assert feared.log_rate is None
    assert (kept.log_rate == 0).all()


def test_a_threat_costs_the_seller_nothing_on_transactions(snap):
    case = Case(
        scenario=Scenario(amount_usd_bn=500, information="threatened", notice_days=60),
        as_of=DAY, draws=64,
    )  # fmt: skip
    out = simulate(case, snap)
    assert (out["seller_loss_bonds"] == 0).all()
    assert (out["amount_sold"] == 0).all()
    assert out.headline["yield_change_bp"]["10y"]["peak"]["p50"] > 1
    assert "threatens to sell USD 500bn" in " ".join(out.summary().split())
    assert "Nothing is sold, so nothing changes" not in " ".join(out.caveats)
    assert any("A threat: yields carry" in each for each in out.caveats)
    assert out.four_answers[3].ten_year_bp > 5


def test_a_run_off_supply_is_averaged_over_its_bins_in_closed_form():
    """One bucket, one day, a fast decay: the sum over bins against the direct average."""
    state = np.zeros((4, 7))
    state[1:, 2] = 1.0
    decay = 3.0
    days = np.array([0.0, 1.0, 2.5])
    found = known_path_shape(state, decay, KERNELS.horizon_edges_years, KERNELS.known_path, days)
    edges = KERNELS.horizon_edges_years
    # supply at day 2.5 + u: the level of its day, run off since
    level = [np.exp(-decay * (max(2.5 + u * 250 - 3, 0)) / 250) for u in edges]
    grid = np.linspace(edges[0], edges[1], 2001)
    first = np.exp(-decay * (2.5 + grid * 250 - np.floor(2.5 + grid * 250)) / 250).mean()
    assert (found[0] == 0).all()
    by_hand = KERNELS.known_path[0, 2] * first
    for i in range(1, edges.size - 1):
        a, b = (max(2.5 + edges[j] * 250 - 3, 0.0) for j in (i, i + 1))
        mean = (np.exp(-decay * a / 250) - np.exp(-decay * b / 250)) / (decay * (b - a) / 250)
        by_hand = by_hand + KERNELS.known_path[i, 2] * mean
    by_hand = by_hand + KERNELS.known_path[-1, 2] * level[-1]
    assert found[2] == pytest.approx(by_hand, rel=1e-5)


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"notice_days": 5}, "announced or threatened"),
        ({"information": "threatened"}, "needs a notice"),
        ({"information": "announced", "notice_days": 5, "start": "2025-06-02"}, "not both"),
    ],
)
def test_a_notice_has_to_mean_something(given, sentence):
    with pytest.raises(ValidationError, match=sentence):
        Scenario(**given)


def test_supply_state_is_what_the_known_path_reads(snap):
    _, sale, _ = response(snap, information="announced")
    state = supply_state(sale)
    assert state[-1].sum() == pytest.approx(1)
    assert state[0].sum() == 0


def test_the_page_prints_what_a_run_finds(snap):
    page = Path(__file__).parents[2] / "docs" / "method" / "announced.md"
    if not page.exists():
        pytest.skip("the pages are not at hand")
    cells = [line.split("|")[2].strip() for line in page.read_text("utf-8").splitlines()
             if line.startswith(("| day 1", "| end of the sale"))]  # fmt: skip
    case = load_scenario("japan-2025").case

    def middle(day, **given):
        scenario = Scenario(**(case.scenario.model_dump() | given))
        out = simulate(case.model_copy(update={"scenario": scenario}), snap)
        return f"{np.median(out['yield_change_by_effect'][0][:, day, TEN]) * 1e4:.1f}"

    known = {"information": "announced"}
    assert cells == [
        middle(1), middle(1, **known), middle(1, notice_days=60, **known), middle(60),
    ]  # fmt: skip
