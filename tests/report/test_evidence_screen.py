"""`saiken evidence` and the forest plot."""

import json

import pytest

from saiken.case import Case, Scenario, load_scenario
from saiken.impact.evidence import case_evidence
from saiken.report.console import text_console
from saiken.report.evidence_screen import evidence_document, print_evidence
from saiken.report.figures_forest import AVERAGE, NEXT, forest_chart
from saiken.simulate import simulate


@pytest.fixture(scope="module")
def out():
    return simulate(load_scenario("japan-2025"), draws=64)


@pytest.fixture(scope="module")
def found():
    return case_evidence(load_scenario("japan-2025").case)


@pytest.fixture(scope="module")
def text(found):
    console, buffer = text_console(80)
    print_evidence(console, found)
    return buffer.getvalue()


def test_one_line_a_row_that_counts_within_eighty_columns(found, text):
    lines = text.splitlines()
    assert max(map(len, lines)) <= 80
    for each in found.lines:
        if not each.why_not:
            assert sum(line.strip().startswith(each.row.id + " ") for line in lines) == 1


def test_it_says_what_it_hangs_on(found, text):
    flat = " ".join(text.split())
    assert "the papers together say +" in flat
    assert "for the next study of the next episode" in flat
    assert "Leaving one study out puts the average at" in flat
    assert "not informative" in flat
    verified = sum(each.row.verified != "memory" for each in found.lines)
    assert f"{verified} of these {len(found.lines)} rows" in flat
    assert "the error to avoid" in flat


def test_the_document_is_json_and_holds_the_same_numbers(found):
    document = json.loads(json.dumps(evidence_document(found), allow_nan=False))
    assert document["pooled_10y_bp"]["p50"] == found.answer_bp.middle
    assert document["pooled_10y_bp"]["p05"] == found.answer_bp.low
    assert document["average_10y_bp"]["p95"] == found.average_bp.high
    assert len(document["rows"]) == len(found.lines)
    assert document["rows"][0]["weight_share"] == found.lines[0].weight_share


def test_the_forest_shows_every_row_that_counts_and_the_pool(out):
    chart = forest_chart(out)
    counted = [each for each in out.evidence.lines if not each.why_not]
    assert [row[0] for row in chart.table.rows] == [
        *(each.row.id for each in counted), AVERAGE, NEXT,
    ]  # fmt: skip
    own, drawn, together = chart.figure["data"]
    assert own["x"] == pytest.approx([e.ten_year_bp.middle for e in counted], abs=1e-3)
    assert drawn["x"] == pytest.approx([e.shrunk_bp.middle for e in counted], abs=1e-3)
    assert together["y"] == [len(counted), len(counted) + 1]
    high = together["x"][1] + together["error_x"]["array"][1]
    assert high == pytest.approx(out.evidence.answer_bp.high, abs=2e-3)
    heaviest = max(range(len(counted)), key=lambda i: counted[i].weight_share)
    assert own["marker"]["size"][heaviest] == max(own["marker"]["size"])


def test_nothing_sold_draws_no_forest():
    nothing = simulate(Case(scenario=Scenario(amount_usd_bn=0), draws=16))
    assert forest_chart(nothing) is None
