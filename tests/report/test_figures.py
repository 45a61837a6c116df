import json
import re

import numpy as np
import plotly.graph_objects as go
import pytest

from saiken.report import words
from saiken.report.chart import DARKER, whiskers
from saiken.report.figures import charts
from saiken.units import from_si
from saiken.variables import MATURITY_LABELS, maturity_index

ROUNDED = 5e-4
"""Charts keep three digits after the point."""
COLOUR = re.compile(r"#[0-9a-f]{6}|rgba\([^)]*\)")


@pytest.fixture(scope="module")
def found(out):
    return charts(out)


@pytest.mark.parametrize("who", ["out", "nothing", "dollars", "gold"])
def test_every_figure_is_valid_and_finite(who, request):
    for chart in charts(request.getfixturevalue(who)).values():
        go.Figure(data=chart.figure["data"], layout=chart.figure["layout"])
        json.dumps(chart.figure, allow_nan=False)
        assert chart.alt.endswith(".")
        assert chart.table.rows
        assert {len(row) for row in chart.table.rows} == {len(chart.table.columns)}


def test_every_colour_has_a_twin_for_the_dark(found):
    text = json.dumps([chart.figure for chart in found.values()])
    assert set(COLOUR.findall(text)) - {"rgba(0,0,0,0)"} <= DARKER.keys()


def luminance(colour):
    parts = np.array([int(colour[k : k + 2], 16) for k in (1, 3, 5)]) / 255
    linear = np.where(parts <= 0.03928, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    return float(linear @ [0.2126, 0.7152, 0.0722])


@pytest.mark.parametrize("name", ["BLUE", "VERMILION", "GREEN", "PURPLE", "INK", "MUTED", "GREY"])
def test_lines_and_text_stand_out_on_both_pages(name):
    """Three to one for graphics, as WCAG asks."""
    from saiken.report import chart

    light = getattr(chart, name)
    for colour, page in ((light, "#fcfcfa"), (DARKER[light], "#12161c")):
        low, high = sorted((luminance(colour), luminance(page)))
        assert (high + 0.05) / (low + 0.05) >= 3


def test_the_curve_is_base_plus_median_change(found, out):
    data = found["curve"].figure["data"]
    base = from_si(np.asarray(out.snap.curve.zero((0.25, 10.0))), "pct")
    change = from_si(out.quantiles("yield_change", (0.5,))[0, out.peak_day], "bp")
    assert data[0]["y"][0] == pytest.approx(base[0], abs=ROUNDED)
    after = base[1] + change[maturity_index("10y")] / 100
    assert data[3]["y"][maturity_index("10y")] == pytest.approx(after, abs=ROUNDED)
    assert data[6]["y"] == pytest.approx(change, abs=ROUNDED)
    assert [row[0] for row in found["curve"].table.rows] == list(MATURITY_LABELS)


def test_a_path_is_the_quantiles_over_days(found, out):
    data = found["mortgage_30y_change"].figure["data"]
    bands = from_si(out.quantiles("mortgage_30y_change", (0.05, 0.95, 0.25, 0.75, 0.5)), "bp")
    for trace, band in zip(data, bands, strict=True):
        assert trace["y"] == pytest.approx(band, abs=ROUNDED)


def test_the_effects_are_means_that_add_up(found, out):
    lines = {trace["name"]: trace["y"] for trace in found["effects"].figure["data"]}
    parts = out["yield_change_by_effect"][:, :, :, maturity_index("10y")].astype(np.float64)
    for place, name in enumerate(("stock", "flow", "regime")):
        assert lines[name] == pytest.approx(from_si(parts[place].mean(axis=0), "bp"), abs=ROUNDED)
    total = from_si(parts.sum(axis=0).mean(axis=0), "bp")
    assert lines["together"] == pytest.approx(total, abs=ROUNDED)
    day = out.peak_day
    row = next(row for row in found["effects"].table.rows if row[0] == f"day {day}")
    assert row[1:] == (*(words.signed(float(p[:, day].mean()) * 1e4) for p in parts),
                       words.signed(float(total[day])))  # fmt: skip
    assert f"regime {words.bp(out.headline['effects_bp']['regime'])}" in found["effects"].alt


@pytest.mark.parametrize("who", ["gold", "dollars"])
def test_no_path_of_the_yen_without_a_conversion_into_it(who, request):
    assert "usdjpy_change" not in charts(request.getfixturevalue(who))


def test_ledger_a_has_no_bar_for_a_conversion_that_does_not_happen(dollars):
    labels = [row[0] for row in charts(dollars)["ledger-a"].table.rows]
    assert labels == ["China: on the bonds", "United States: interest to foreigners"]


def test_ledger_a_has_both_sides_and_no_mark(found, out):
    chart = found["ledger-a"]
    assert chart.figure["data"][0]["x"][-1] == pytest.approx(
        out.headline["us_loss_usd_bn"]["p50"], abs=ROUNDED
    )
    labels = [row[0] for row in chart.table.rows]
    assert labels == ["Japan: on the bonds", "Japan: on the conversion", "Japan: together",
                      "United States: interest to foreigners"]  # fmt: skip


def test_ledger_a_leaves_out_what_cannot_be_shown(gold):
    labels = [row[0] for row in charts(gold)["ledger-a"].table.rows]
    assert labels == ["Japan: on the bonds", "United States: interest to foreigners"]


def test_ledger_m_is_said_to_be_never_added(found, out):
    chart = found["ledger-m"]
    assert "Never added to ledger A" in chart.note
    assert len(chart.figure["data"]) == len(out.headline["marks"])


def test_whiskers_reach_the_ends_of_the_band():
    bars = whiskers([{"p05": -1.0, "p50": 2.0, "p95": 10.0}])
    assert (bars["array"], bars["arrayminus"]) == ([8.0], [3.0])


def test_papers_show_the_naive_headline_on_a_log_axis(found, out):
    layout = found["papers"].figure["layout"]
    assert layout["shapes"][0]["x0"] == pytest.approx(out.naive_bp)
    assert layout["xaxis"]["type"] == "log"
    assert len(found["papers"].table.rows) == len(out.paper_answers)


def test_papers_that_count_come_first(found):
    weights = [row[-1].startswith("counts") for row in found["papers"].table.rows]
    assert weights == sorted(weights, reverse=True)
    assert any(weights)
    assert not all(weights)


def test_papers_are_drawn_on_a_plain_axis_when_nothing_is_sold(nothing):
    assert "type" not in charts(nothing)["papers"].figure["layout"]["xaxis"]


def test_drivers_are_those_of_the_outcome(found, out):
    first = out.drivers()[0]
    assert found["drivers"].table.rows[0] == (
        first.title, words.share(first.share), first.verified, first.id
    )  # fmt: skip


def test_nothing_drives_nothing(nothing):
    assert "drivers" not in charts(nothing)


def test_names_of_papers_are_short(out):
    from saiken.impact.evidence import load_rows
    from saiken.report.figures_evidence import short_name

    names = {row.id: short_name(row) for row in load_rows()}
    assert names["beltran-2013-long-run"] == "Beltran et al. (2013)"
    assert names["koijen-yogo-demand"] == "Koijen and Yogo"
    assert names["imf-2017-uphill"] == "IMF WP/17/174 (2017)"
    assert max(map(len, names.values())) <= 45
