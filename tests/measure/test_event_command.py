"""`saiken history event`: the screen and the document say what was measured."""

import json
import re

import pytest

from saiken.cli import main
from saiken.measure import event, premium_change
from saiken.measure.interval import Interval
from saiken.measure.premium import PremiumChange
from saiken.measure.shapes import CurveTest, Fit, default_profiles
from saiken.report.console import text_console
from saiken.report.event_screen import event_document, frequency, headline, print_event
from saiken.units import from_si

CARD = event("2025-05-02")
SPLIT = premium_change(CARD.starts, CARD.ends)
QE = ("2008-11-25", "2008-12-01", "2008-12-16", "2009-01-28", "2009-03-18")


def run(capsys, *words):
    with pytest.raises(SystemExit) as left:
        main(["history", *words])
    captured = capsys.readouterr()
    return int(left.value.code or 0), captured.out, captured.err


def screen(found, split=None, width=80):
    console, buffer = text_console(width)
    print_event(console, found, split)
    return buffer.getvalue()


def flat(text):
    return " ".join(text.split())


def test_the_screen_fits_eighty_columns_and_names_every_series():
    text = screen(CARD, SPLIT)
    assert max(len(line) for line in text.splitlines()) <= 80
    for move in CARD.moves[:10]:
        row = next(line for line in text.splitlines() if line.split()[:1] == [move.key])
        assert f"{from_si(move.change, 'bp'):+.1f}" in row
        assert row.endswith(frequency(move.p_value))
    assert "USD/JPY" in text
    assert "stronger yen" in flat(text)


def test_the_headline_is_the_ten_year_yields():
    assert headline(CARD) == (
        "From the close of 2025-05-01 to that of 2025-05-02: the 10-year yield rises by 8.0 bp, "
        "+8.2 against what was expected; 15% of ordinary windows strayed at least as far."
    )
    pooled = headline(event(list(QE), window_days=2))
    assert pooled.startswith("5 dates added up (2008-11-25, 2008-12-01,")
    assert "falls by 107 bp" in pooled
    assert "<1% of ordinary windows" in pooled


def test_an_ordinary_day_has_no_shape_to_speak_of():
    text = flat(screen(CARD, SPLIT))
    assert "the day was not unusual, and its shape says little." in text
    assert "reads +6.8 bp as expected short rates and +0.54 bp as term premium" in text


def test_an_unusual_day_rules_shapes_in_and_out():
    text = flat(screen(event("2025-04-07")))
    assert "not ruled out: a sale for good; too far off to be that alone: news about" in text
    assert "Term premium: cannot be shown, no published zero-coupon curve" in text


def test_when_no_shape_is_left_none_is_said_to_be():
    fits = tuple(Fit(p, 1e-4, Interval(0, 2e-4), 0.5, 9.0, 0.01) for p in default_profiles())
    console, buffer = text_console(400)
    from saiken.report.event_screen import _print_curve

    _print_curve(console, CurveTest(("10y",), 9.0, 0.004, fits))
    said = buffer.getvalue()
    assert "not ruled out" not in said
    assert "<1% of ordinary windows moved the whole curve at least as far; too far off" in said


@pytest.mark.parametrize(
    ("p_value", "shown"), [(0.004, "<1%"), (0.01, "1%"), (0.151, "15%"), (1.0, "100%")]
)
def test_a_small_share_is_not_written_as_none(p_value, shown):
    assert frequency(p_value) == shown


def test_the_document_holds_what_was_measured():
    document = event_document(CARD, SPLIT)
    assert document["days"] == ["2025-05-02"]
    assert (document["from_close"], document["to_close"]) == (["2025-05-01"], ["2025-05-02"])
    ten = document["moves"]["10y"]
    move = CARD.move("10y")
    assert ten["change"] == pytest.approx(8, abs=1e-6)
    assert ten["abnormal"] == pytest.approx(from_si(move.abnormal, "bp"), rel=1e-5)
    assert ten["hac"]["low"] == pytest.approx(from_si(move.hac.low, "bp"), rel=1e-5)
    assert ten["bootstrap"]["high"] == pytest.approx(from_si(move.bootstrap.high, "bp"), rel=1e-5)
    assert ten["ordinary_windows"] == 250
    assert document["moves"]["usdjpy"]["unit"] == "pct"
    assert document["moves"]["usdjpy"]["change"] == pytest.approx(-0.66, abs=0.005)
    shape = document["curve"]["shapes"]["growth-like"]
    assert shape["ten_year_90_bp"]["low"] < shape["ten_year_bp"] < shape["ten_year_90_bp"]["high"]
    assert document["term_premium"]["premium_bp"] == pytest.approx(0.54, abs=0.005)
    assert "term_premium_reason" not in document
    without = event_document(CARD, None)
    assert without["term_premium"] is None
    assert "no published zero-coupon curve" in without["term_premium_reason"]
    assert event_document(CARD, PremiumChange(10, 1e-4, -2e-4))["term_premium"] == {
        "years": 10, "expected_bp": 1.0, "premium_bp": -2.0,
    }  # fmt: skip


def test_json_is_the_only_thing_on_standard_output(capsys):
    code, out, err = run(capsys, "event", *QE, "--window", "2d", "--json")
    document = json.loads(out)
    assert (code, err) == (0, "")
    assert document["moves"]["10y"]["change"] == pytest.approx(-107, abs=1e-3)
    assert document["window_days"] == 2
    assert len(document["sample"]) == 5
    assert document["term_premium"]["premium_bp"] < -100


def test_the_command_prints_the_screen(capsys):
    code, out, err = run(capsys, "event", "2025-05-02")
    assert (code, err) == (0, "")
    assert "the 10-year yield rises by" in flat(out)
    excluded = run(capsys, "event", "2025-05-02", "--exclude", "2025-04-07")[1]
    assert "Also left out of the ordinary days: 2025-04-07." in flat(excluded)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("event", "1950-01-02"), "The event date is 1950-01-02; allowed is 1963-"),
        (("event", "2025-02-30"), "'2025-02-30' is not a day; write it as 2025-05-02"),
        (("event", "2025-05-02", "--window", "2x"), "write it like 60d, 12w or 1y"),
        (("event", "2025-05-02", "2025-05-03", "--window", "2d"), "overlap"),
        (("event",), "DATE"),
        (("walk",), "No such command"),
    ],
)
def test_a_mistake_costs_one_sentence(capsys, words, message):
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert message in err
    assert re.fullmatch(r"saiken: [^\n]+\n", err)


def test_a_window_beyond_the_zero_curves_has_no_premium(capsys):
    code, out, _ = run(capsys, "event", "2026-01-20", "--json")
    assert code == 0
    assert json.loads(out)["term_premium"] is None
