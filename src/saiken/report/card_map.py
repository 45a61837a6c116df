"""The map of where a threat is believed, as rows of text."""

from __future__ import annotations

from typing import Final

import numpy as np

from saiken.draws import percent
from saiken.negotiation import Card
from saiken.report.words import plain, share

SHOWN: Final = [1, 3, 5]
"""Priors of the map that a terminal has room for."""


def map_title(card: Card) -> str:
    """Heading of the map."""
    by = " and what of the proceeds is converted" if card.map.converted.size > 1 else ""
    return (
        f"The map: in how many of 100 draws carrying it out is rational, by what backing down "
        f"costs{by}; then what the card is worth, by the chance that it means it"
    )


def map_columns(card: Card) -> tuple[str, ...]:
    """Header of the map."""
    panels = [f"{share(each)}" for each in card.map.converted]
    priors = [f"worth at {share(each)}" for each in card.map.prior[SHOWN]]
    return ("of GDP", *(panels if len(panels) > 1 else ["rational"]), *priors)


def map_rows(card: Card) -> list[tuple[str, ...]]:
    """Rows of the map; the row nearest the middle of what is assumed carries a mark."""
    here, panel, middle = place(card)
    rows = []
    for row, cost in enumerate(card.map.audience):
        believed = [plain(100 * float(each), 0) for each in card.map.credible[:, row, middle]]
        worth = [share(float(each)) for each in card.map.worth[panel, row, SHOWN]]
        mark = " <" if row == here else ""
        rows.append((f"{plain(100 * float(cost))}%{mark}", *believed, *worth))
    return rows


def place(card: Card) -> tuple[int, int, int]:
    """Nearest row to the middle of the assumed cost, panel of the sale, and column."""
    prm = card.outcome.parameters
    cost = float(np.median(prm["card.audience_cost_share_gdp"]))
    prior = float(np.median(prm["card.prior_of_resolve"]))
    turned = 1 - card.outcome.case.scenario.proceeds_shares.get("dollars", 0.0)
    return (
        int(np.abs(np.log(card.map.audience / cost)).argmin()),
        int(np.abs(card.map.converted - turned).argmin()),
        int(np.abs(card.map.prior - prior).argmin()),
    )


def map_note(card: Card) -> str:
    """How to read the map."""
    return (
        "<: the middle of what is assumed. Worth: mean value over the stake, proceeds as in this "
        f"sale. {card.map.draws} draws a cell; {percent(card.map.refused)} refused by the check."
    )
