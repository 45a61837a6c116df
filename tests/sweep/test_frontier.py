"""Both sides' loss over paces and lengths: common draws, an edge that is one, and reasons."""

import dataclasses

import numpy as np
import pytest

import saiken
from saiken.execution import CLOSED_FORMS, MOST_HARMFUL
from saiken.sweep import loss_against_pace
from saiken.sweep.frontier import LENGTHS_DAYS, _edge

BN = 1e9


@pytest.fixture(scope="module")
def asked(case):
    scenario = case.scenario.model_copy(update={"proceeds": "dollars", "sale_days": 30})
    return case.model_copy(update={"scenario": scenario})


@pytest.fixture(scope="module")
def frontier(asked, snap):
    return loss_against_pace(asked, snap, draws=64)


def test_every_pace_at_every_length_and_the_case_s_own(frontier):
    assert LENGTHS_DAYS == (5, 20, 60, 125, 250)
    lengths = [5, 20, 30, 60, 125, 250]
    for pace in CLOSED_FORMS:
        assert [point.days for point in frontier.of_pace(pace)] == lengths
    assert [point.days for point in frontier.of_pace(MOST_HARMFUL)] == [30]
    assert len(frontier.points) == 4 * len(lengths) + 1
    assert (frontier.reason, frontier.draws) == (None, 64)
    asked = [(point.pace, point.days) for point in frontier.points if point.asked]
    assert asked == [("even", 30)]


def test_a_length_of_the_case_s_own_that_is_drawn_anyway_is_drawn_once(case, snap):
    found = loss_against_pace(case, snap, draws=16)
    assert case.scenario.sale_days in LENGTHS_DAYS
    assert [point.days for point in found.of_pace("even")] == list(LENGTHS_DAYS)


@pytest.mark.parametrize(("pace", "days"), [("even", 30), ("obizhaeva-wang", 125)])
def test_a_point_is_the_run_itself(frontier, asked, snap, pace, days):
    scenario = asked.scenario.model_copy(update={"pace": pace, "sale_days": days})
    out = saiken.simulate(asked.model_copy(update={"scenario": scenario, "draws": 64}), snap)
    point = next(p for p in frontier.of_pace(pace) if p.days == days)
    for band, name in (
        (point.us_loss_usd_bn, "us_loss"),
        (point.seller_loss_usd_bn, "seller_loss"),
    ):
        values = out[name].astype(float) / BN
        expected = {key: np.quantile(values, q) for key, q in (("p05", 0.05), ("p50", 0.5),
                                                               ("p95", 0.95))}  # fmt: skip
        assert band == pytest.approx(expected)


def test_the_edge_is_what_nothing_beats(frontier):
    pairs = {
        (point.seller_loss_usd_bn["p50"], point.us_loss_usd_bn["p50"]): point.on_edge
        for point in frontier.points
    }
    edge = sorted(pair for pair, on in pairs.items() if on)
    assert 2 <= len(edge) < len(pairs)
    assert [us for _, us in edge] == sorted(us for _, us in edge), "more cost buys more harm"
    assert edge[0][0] == min(seller for seller, _ in pairs)
    assert edge[-1][1] == max(us for _, us in pairs)
    for (seller, us), on in pairs.items():
        assert on != any(s <= seller and u >= us and (s, u) != (seller, us) for s, u in pairs)


def test_points_alike_do_not_beat_each_other(frontier):
    twins = [dataclasses.replace(frontier.points[0], on_edge=False)] * 2
    assert [point.on_edge for point in _edge(twins)] == [True, True]


def test_slower_is_cheaper_and_hardly_less_harmful(frontier):
    """What the figure says: the pace decides the seller's bill, not the US one."""
    even = {point.days: point for point in frontier.of_pace("even")}
    seller = [even[days].seller_loss_usd_bn["p50"] for days in (20, 60, 125, 250)]
    assert seller == sorted(seller, reverse=True)
    assert seller[0] > 1.5 * seller[-1]
    us = [point.us_loss_usd_bn["p50"] for point in frontier.points]
    assert max(us) < 1.25 * min(us)


def test_gold_and_nothing_have_reasons(snap):
    gold = saiken.Case(scenario=saiken.Scenario(proceeds="gold", sale_days=5))
    found = loss_against_pace(gold, snap, draws=16)
    assert found.points == ()
    assert "no record" in found.reason
    nothing = saiken.Case(scenario=saiken.Scenario(amount_usd_bn=0))
    assert loss_against_pace(nothing, snap, draws=16).reason == "Nothing is sold."


def test_a_named_scenario_and_a_pace_that_was_searched_for():
    named = saiken.load_scenario("russia-2018")
    scenario = named.case.scenario.model_copy(update={"pace": MOST_HARMFUL})
    case = named.case.model_copy(update={"scenario": scenario})
    found = loss_against_pace(dataclasses.replace(named, case=case), draws=16)
    assert [point.pace for point in found.points if point.asked] == [MOST_HARMFUL]
