"""The tables of docs/method/losses.md and reverse.md are what the code prints."""

from pathlib import Path

import pytest

import saiken
from saiken.case import load_scenario

PAGES = Path(__file__).parents[2] / "docs" / "method"
pytestmark = pytest.mark.skipif(not PAGES.exists(), reason="the pages are not at hand")


def table(page: str, header: str) -> list[list[str]]:
    lines = (PAGES / page).read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(header)) + 2
    rows = []
    for line in lines[start:]:
        if not line.startswith("|"):
            break
        rows.append([cell.strip() for cell in line.strip("|").split("|")])
    return rows


def shown(value: float) -> str:
    if value == 0:
        return "0.0"
    return f"{value:.1f}" if value < 10 else f"{value:.0f}"


def test_the_sweep_over_amounts():
    found = saiken.loss_against_amount(load_scenario("japan-2025"))
    rows = table("losses.md", "| sold | US | seller |")
    assert len(rows) == len(found.amounts_usd_bn) == 12
    for k, (sold, us, seller) in enumerate(rows):
        assert sold == f"{found.amounts_usd_bn[k]:.0f}"
        for cell, bands in ((us, found.us_loss_usd_bn), (seller, found.seller_loss_usd_bn)):
            low, middle, high = (shown(float(bands[p][k])) for p in ("p05", "p50", "p95"))
            assert cell == f"{middle} ({low} to {high})"


def test_questions_asked_backwards():
    rows = table("reverse.md", "| Japan, 2 May 2025")
    # each question takes seconds; an amount and a share converted stand for the six
    for question, answer, sampling, _ in (rows[0], rows[3]):
        target, _, varied = question.partition(",")
        found = saiken.reverse(target.strip("`"), load_scenario("japan-2025"), varied.strip())
        assert answer in found.sentence
        low, _, high = sampling.partition(" to ")
        assert f"between {low} and {high}" in " ".join(found.notes)
