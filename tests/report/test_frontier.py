"""The figure over paces: the data, the edge, the ring, words and reasons."""

import dataclasses

import plotly.graph_objects as go
import pytest

import saiken
from saiken.report import html_text
from saiken.report.chart import DARKER
from saiken.report.extras import NO_FRONTIER, OWN, TWO_PACES, Extras, frontier
from saiken.report.figures_frontier import NAMES, frontier_chart
from saiken.sweep import loss_against_pace

ROUNDED = 5e-4
"""Charts keep three digits after the point."""


@pytest.fixture(scope="module")
def found(out, snap):
    return loss_against_pace(out.case, snap, draws=32)


@pytest.fixture(scope="module")
def chart(out, found):
    return frontier_chart(out, found)


def test_one_line_a_pace_with_the_middle_of_both_losses(chart, found):
    lines = {trace["name"]: trace for trace in chart.figure["data"][1:-1]}
    assert list(lines) == [name for name, *_ in NAMES.values()]
    for pace, (name, *_) in NAMES.items():
        points = found.of_pace(pace)
        sellers = [point.seller_loss_usd_bn["p50"] for point in points]
        us = [point.us_loss_usd_bn["p50"] for point in points]
        assert lines[name]["x"] == pytest.approx(sellers, abs=ROUNDED)
        assert lines[name]["y"] == pytest.approx(us, abs=ROUNDED)
        assert lines[name]["customdata"] == [str(point.days) for point in points]


def test_paces_differ_by_marker_and_line_not_by_colour_alone(chart):
    shapes = {
        (trace["marker"]["symbol"], trace["line"]["dash"]) for trace in chart.figure["data"][1:-1]
    }
    assert len(shapes) == len(NAMES)
    for trace in chart.figure["data"]:
        color = trace.get("marker", trace.get("line"))["color"]
        assert color in DARKER, "every colour has its twin for the dark page"


def test_only_one_pace_carries_the_lengths(chart):
    written = [trace["name"] for trace in chart.figure["data"] if "text" in trace["mode"]]
    assert written == ["even"]


def test_the_edge_goes_from_cheap_to_dear(chart, found):
    edge = chart.figure["data"][0]
    assert edge["x"] == sorted(edge["x"])
    assert edge["y"] == sorted(edge["y"])
    assert len(edge["x"]) == sum(point.on_edge for point in found.points)


def test_the_ring_stands_at_this_sale(chart, found):
    ring = chart.figure["data"][-1]
    own = next(point for point in found.points if point.asked)
    assert (own.pace, own.days) == ("even", 60)
    assert ring["x"] == pytest.approx([own.seller_loss_usd_bn["p50"]], abs=ROUNDED)
    assert ring["y"] == pytest.approx([own.us_loss_usd_bn["p50"]], abs=ROUNDED)


def test_the_table_has_every_point_with_its_bands(chart, found):
    assert len(chart.table.rows) == len(found.points)
    assert {len(row) for row in chart.table.rows} == {5}
    names = [row[0] for row in chart.table.rows]
    assert sum("(this sale)" in name for name in names) == 1
    assert [name.endswith("*") for name in names] == [point.on_edge for point in found.points]
    assert "even, 60 business days (this sale)" in " ".join(names)


def test_a_table_of_one_day_in_words(out, found):
    once = dataclasses.replace(found.points[0], days=1, asked=False, on_edge=False)
    table = frontier_chart(out, dataclasses.replace(found, points=(once, *found.points))).table
    assert table.rows[0][0] == "even, one business day"
    assert table.columns[0] == "Pace and length (* on the edge)"
    assert table.columns[1:3] == ("Japan: middle, USD bn", "Japan: 5 to 95 of 100")


def test_the_note_says_how_far_each_side_moves(chart, found):
    us = [point.us_loss_usd_bn["p50"] for point in found.points]
    grows = f"the US loss by {100 * (max(us) / min(us) - 1):.0f}%"
    assert grows in chart.note
    assert "do not start at zero" in chart.note
    assert "middle of 32 draws" in chart.note


def test_words_name_the_cheapest_and_the_worst(chart, found):
    assert chart.alt.startswith("At the lowest cost, ")
    assert "At the greatest harm, " in chart.alt
    worst = max(found.points, key=lambda point: point.us_loss_usd_bn["p50"])
    assert f"over {worst.days} business days" in chart.alt.partition("At the greatest harm")[2]


def test_where_somebody_gains_no_percentage_is_said(out, found):
    """A growth from a negative number to a positive one means nothing."""
    gain = dataclasses.replace(
        found.points[0], seller_loss_usd_bn={"p05": -2.0, "p50": -1.0, "p95": 0.0}
    )
    turned = dataclasses.replace(found, points=(gain, *found.points[1:]))
    chart = frontier_chart(out, turned)
    assert chart.note.endswith("The axes do not start at zero.")
    assert "Japan gains USD 1.0bn" in chart.alt


def test_the_page_draws_it_or_says_why(out, found, gold):
    assert 'id="plot-frontier"' in html_text(out, Extras(frontier=found))
    assert 'id="plot-frontier"' not in html_text(out)
    nothing, reason = frontier(gold)
    assert nothing is None
    assert reason.startswith(NO_FRONTIER + "the seller's loss cannot be shown")
    text = html_text(gold, Extras(frontier_reason=reason))
    assert "other paces would cost both sides is not drawn: the seller" in text


def test_a_difference_and_numbers_of_one_s_own_have_none(difference, out):
    assert frontier(difference) == (None, TWO_PACES)
    fixed = out.parameters.fixed({"flow.exponent": 0.5})
    own = saiken.simulate(out.case, out.snap, params=fixed)
    assert frontier(own) == (None, NO_FRONTIER + OWN)


def test_the_door_draws_it_or_says_why(out, difference):
    figure = out.plot.frontier()
    assert isinstance(figure, go.Figure)
    assert [trace.name for trace in figure.data][1:-1] == [name for name, *_ in NAMES.values()]
    with pytest.raises(saiken.InputError, match="a difference of two sales has no one pace"):
        _ = difference.plot.frontier()


def test_the_first_sentence_names_a_pace_that_is_not_even(snap):
    scenario = saiken.Scenario(amount_usd_bn=100, sale_days=20, pace="front-loaded")
    said = saiken.simulate(scenario, snap, draws=16).summary()
    assert "over 20 business days (front-loaded pace)" in " ".join(said.split())


def test_days_that_differ_are_averaged_for_a_desk(snap):
    from saiken.report.desk_words import desk_page

    scenario = saiken.Scenario(amount_usd_bn=100, sale_days=20, pace="almgren-chriss")
    order = desk_page(saiken.simulate(scenario, snap, draws=16)).tables[0][1]
    assert order.columns[-1] == "Average of 20 selling days"
