"""The tables of the page on the card are what the engine says."""

from pathlib import Path

import numpy as np
import pytest

from saiken.bargaining import card_value
from saiken.negotiation import load_negotiation, negotiation_names, promises
from saiken.negotiation.card import at_the_table
from saiken.report.words import plain, share, span

PAGE = (Path(__file__).parents[2] / "docs" / "method" / "card.md").read_text("utf-8")
SHOWN = [name for name in negotiation_names() if name != "blessing-1967"]


def said(value):
    return plain(value / 1e9)


@pytest.mark.parametrize("name", SHOWN)
def test_the_table_is_what_comes_out(name):
    asked = load_negotiation(name).negotiation
    out, stakes, game = at_the_table(asked)
    value, faces = card_value(game), promises(asked, out.parameters, game)
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| {name} |"))
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    low, high = np.nanquantile(value.seller, (0.05, 0.95)) / 1e9
    mean = np.nanmean(value.seller)
    assert cells[1] == f"{said(mean)} ({span(low, high, plain)})"
    assert cells[2] == share(mean / stakes.G.mean())
    assert cells[3] == plain(100 * value.credible.mean(), 0)
    assert cells[4] == said(faces["words"].value_usd.mean())
    assert cells[5] == said(faces["pledged-bonds"].value_usd.mean())


def test_the_concession_of_may_2025():
    stakes = at_the_table(load_negotiation("kato-2025").negotiation)[1]
    found = stakes.concession
    for values, text in (
        (found.us_welfare_usd, "USD −1.4bn a year in welfare (a gain; −2.7 to 1.1bn)"),
        (found.us_revenue_usd, "4.0bn in revenue (2.1 to 6.5bn)"),
        (found.seller_usd, "USD 4.4bn a year (3.3 to 6.8bn)"),
    ):
        assert text in " ".join(PAGE.split())
        low, middle, high = np.quantile(values, (0.05, 0.5, 0.95))
        assert f"{said(middle)}bn" in text
        assert f"{said(low)} to {said(high)}bn" in text
