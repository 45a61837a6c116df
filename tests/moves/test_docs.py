"""The table of the page on moves is what the engine says."""

from pathlib import Path

from saiken.case import load_scenario
from saiken.moves import compare_moves
from saiken.report.words import plain, signed, span

PAGE = (Path(__file__).parents[2] / "docs" / "method" / "moves.md").read_text("utf-8")


def test_the_table_is_what_comes_out():
    for move in compare_moves(load_scenario("japan-2025").case):
        head = move.outcome.headline
        row = next(line for line in PAGE.splitlines() if line.startswith(f"| {move.title} |"))
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        peak, ratio = head["yield_change_bp"]["10y"]["peak"], head["damage_ratio"]
        assert cells[1] == plain(move.size_usd / 1e9)
        band = f"{signed(peak['p50'])} ({span(peak['p05'], peak['p95'], signed)})"
        assert cells[2] == (band if peak["p50"] else "0")
        assert cells[3] == plain(head["seller_loss_usd_bn"]["p50"])
        assert cells[4] == plain(head["us_loss_usd_bn"]["p50"])
        known = ratio is not None and ratio["p50"]
        assert cells[5] == (plain(ratio["p50"]) if known else "")
