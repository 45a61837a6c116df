"""The index as people see it: sentence, table, charts, record, page, command."""

import json
from dataclasses import replace

import pytest

from saiken.cli import main
from saiken.report.console import text_console
from saiken.report.figures_leverage import losses_chart, value_chart
from saiken.report.leverage_screen import leverage_html, leverage_json, print_leverage
from saiken.report.leverage_words import answer


def shown(found, top=6, width=80):
    console, buffer = text_console(width)
    print_leverage(console, found, top)
    return buffer.getvalue()


def run(capsys, *words):
    with pytest.raises(SystemExit) as left:
        main(["holders", *words])
    captured = capsys.readouterr()
    return int(left.value.code or 0), captured.out, captured.err


def test_the_screen_fits_and_says_what_counts(spring):
    text = shown(spring)
    assert max(map(len, text.splitlines())) <= 80
    flat = " ".join(text.split())
    assert "The order counts, not the level." in flat
    assert "Value by month, Dec 2024 to Feb 2025" in flat
    assert "All: the daily volume is a mean over a window that ends later." in flat
    assert "All but Japan: no record says" in flat
    assert "Japan, if it turned the dollars into its own currency, would lose USD" in flat


def test_the_sentence_stays_true_when_nobody_has_a_value(spring):
    none = replace(spring, rows=tuple(replace(r, value=None, rank=None) for r in spring.rows))
    assert "no reference value cannot be shown" not in answer(none)
    assert "no holder has its GDP in the data" in answer(none)
    zero = replace(spring, rows=tuple(replace(r, value=0.0) for r in spring.rows))
    assert "no holder's threat is worth anything" in answer(zero)
    assert value_chart(none, 5) is None
    assert "<h1" in leverage_html(none, 3)


def test_charts_hold_the_rows(spring):
    chart = value_chart(spring, 5)
    leader = spring.newest[0]
    assert chart.figure["data"][0]["y"][-1] == pytest.approx(leader.value, abs=5e-4)
    assert len(chart.figure["data"]) == 5
    us, seller = losses_chart(spring, 6).figure["data"]
    assert us["x"][0] == pytest.approx(leader.us_loss_usd.p50 / 1e9, abs=1e-3)
    assert seller["x"][0] == pytest.approx(leader.seller_loss_usd.p50 / 1e9, abs=1e-3)


def test_the_record_and_the_page_are_whole(spring):
    document = json.loads(leverage_json(spring))
    assert document["schema"] == "saiken-leverage/1"
    assert len(document["rows"]) == len(spring.rows)
    first = document["rows"][0]
    assert first["us_loss_usd_bn"]["p05"] < first["us_loss_usd_bn"]["p95"]
    assert set(document["lacks"]) >= set(first["lacks"])
    page = leverage_html(spring, 6)
    assert "Who holds leverage" in page
    assert "A creditor’s moves" not in page


def test_the_command_prints_writes_and_is_json(capsys, tmp_path):
    words = ("--leverage", "--since", "2025-01-31", "--top", "3")
    code, out, err = run(capsys, *words, "--out", str(tmp_path))
    assert (code, err) == (0, "")
    assert {path.name for path in tmp_path.iterdir()} == {"leverage.html", "leverage.json"}
    assert "wrote" in out
    _, out, _ = run(capsys, *words, "--json")
    assert len({row["holder"] for row in json.loads(out)["rows"]}) == 3
    _, out, _ = run(capsys, "japan", *words, "--json")
    assert {row["holder"] for row in json.loads(out)["rows"]} == {"Japan"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--since", "2020-01-01"), "--since needs --leverage"),
        (("--out", "x"), "--out needs --leverage"),
        (("--leverage", "--since", "2025-04-01"), "newest full table"),
        (("--leverage", "--out", "/dev/null/x"), "cannot be used"),
        (("Atlantis", "--leverage"), "no holder named"),
    ],
)
def test_a_mistake_costs_one_sentence(capsys, words, message):
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1
