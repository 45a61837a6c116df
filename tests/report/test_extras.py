"""The figure over amounts and the bill by kind of debt: worked out when the report is written."""

import numpy as np
import pytest

import saiken
from saiken.fiscal import KINDS
from saiken.report import html_text, words, write_html
from saiken.report.chart import DARKER
from saiken.report.extras import OWN_NUMBERS, TWO_SALES, Extras, extras
from saiken.report.figures_kinds import kinds
from saiken.report.figures_sweep import sweep_chart

ROUNDED = 5e-4
"""Charts keep three digits after the point."""


@pytest.fixture(scope="module")
def more(out):
    return extras(out)


@pytest.fixture(scope="module")
def chart(out, more):
    return sweep_chart(out, more.sweep)


def test_lines_are_the_sweep_s(chart, more):
    seller, us = chart.figure["data"][2], chart.figure["data"][5]
    assert seller["name"] == "Japan"
    assert seller["x"] == pytest.approx(more.sweep.amounts_usd_bn, abs=ROUNDED)
    assert seller["y"] == pytest.approx(more.sweep.seller_loss_usd_bn["p50"], abs=ROUNDED)
    assert us["y"] == pytest.approx(more.sweep.us_loss_usd_bn["p50"], abs=ROUNDED)
    assert seller["line"]["dash"] != us["line"]["dash"]


def test_the_marker_stands_at_the_case_s_amount_inside_the_range(chart, out, more):
    line = chart.figure["layout"]["shapes"][0]
    assert line["x0"] == line["x1"] == out.headline["amount_sold_usd_bn"]["p50"]
    assert 0 < line["x0"] < more.sweep.amounts_usd_bn[-1]


def test_at_the_case_s_amount_the_lines_are_the_outcome_s_losses(more, out):
    """Other draws, and a fixed amount where the outcome's varies: alike, not equal."""
    amount = out.headline["amount_sold_usd_bn"]["p50"]
    for bands, key in ((more.sweep.seller_loss_usd_bn, "seller_loss_usd_bn"),
                       (more.sweep.us_loss_usd_bn, "us_loss_usd_bn")):  # fmt: skip
        read = np.interp(amount, more.sweep.amounts_usd_bn, bands["p50"])
        assert read == pytest.approx(out.headline[key]["p50"], rel=0.05)


def test_numbers_as_text_and_colours_for_the_dark(chart, more):
    assert len(chart.table.rows) == more.sweep.amounts_usd_bn.size
    assert chart.table.rows[0] == ("0",) * 5
    assert chart.alt.endswith(".")
    for trace in chart.figure["data"]:
        assert trace["line"]["color"] in DARKER
        assert trace.get("fillcolor", trace["line"]["color"]) in DARKER


def test_a_seller_whose_loss_cannot_be_shown_has_a_sentence(gold):
    found = extras(gold)
    assert found.sweep is None
    assert found.sweep_reason.startswith("Both sides' loss against the amount sold is not drawn: ")
    text = html_text(gold, found)
    assert "is not drawn: the seller&#39;s loss cannot be shown" in text
    assert "plot-loss-against-amount" not in text


def test_numbers_of_one_s_own_are_not_mixed_with_the_case_s(out):
    fixed = out.parameters.fixed(
        {out.parameters.ids[0]: float(out.parameters[out.parameters.ids[0]][0])}
    )
    own = saiken.simulate(out.case, out.snap, params=fixed)
    found = extras(own)
    assert (found.sweep, found.sweep_reason) == (None, OWN_NUMBERS)
    assert found.kinds is not None


def test_a_difference_has_neither(difference):
    found = extras(difference)
    assert (found.sweep, found.sweep_reason, found.kinds) == (None, TWO_SALES, None)


def test_kinds_have_a_row_a_year_and_a_column_a_kind(more, out):
    table = more.kinds.table
    assert [row[0] for row in table.rows] == ["2025*", *map(str, range(2026, 2035)), "2035*"]
    assert len(table.columns) == 4 + len(KINDS)
    assert {len(row) for row in table.rows} == {len(table.columns)}
    assert "5 months of 2025, 7 months of 2035" in more.kinds.note


def test_added_years_sum_to_about_the_ten_years(more, out):
    """Middles of years need not add up; their sum is near the middle of the sum."""
    added = sum(float(row[2]) for row in more.kinds.table.rows)
    ten = out.headline["federal_interest_cost_usd_bn"]["ten_years"]["p50"]
    assert added == pytest.approx(ten, rel=0.05)


def test_the_spiral_is_said(more):
    assert more.kinds.said[-1].startswith("The spiral: ")


def test_where_gdp_was_not_projected_the_spiral_says_why():
    sale = saiken.load_scenario("japan-2025").case.scenario
    past = saiken.simulate(sale, saiken.snapshot("2013-06-03"), draws=16)
    assert kinds(past).said[-1].startswith("The spiral cannot be shown: ")


def test_nothing_sold_adds_nothing(nothing):
    table = kinds(nothing).table
    assert {cell for row in table.rows for cell in row[2:]} == {"0"}
    assert not any("inf" in text or "nan" in text for text in kinds(nothing).said)


def test_only_a_written_report_works_them_out(out, tmp_path):
    without = html_text(out)
    assert "plot-loss-against-amount" not in without
    assert 'id="kinds"' not in without
    written = write_html(out, tmp_path / "r.html").read_text(encoding="utf-8")
    assert "plot-loss-against-amount" in written
    assert 'id="kinds"' in written
    assert len(written.encode()) < 3_000_000
    assert html_text(out, Extras()) == without


def test_words_of_the_chart_keep_their_sign(out, more):
    import dataclasses

    turned = {key: -values for key, values in more.sweep.us_loss_usd_bn.items()}
    found = dataclasses.replace(more.sweep, us_loss_usd_bn=turned)
    chart = sweep_chart(out, found)
    assert "the United States gains USD" in chart.alt
    assert words.MINUS in chart.table.rows[-1][3]
