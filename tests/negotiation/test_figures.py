"""The card's figures: what the check refused is hatched, and nothing else changes."""

from dataclasses import replace

import numpy as np

from saiken.report.card_figures import REFUSED, card_charts
from saiken.report.card_map import place


def hatched(chart):
    return [
        each
        for each in chart.figure["data"]
        if each.get("marker", {}).get("symbol") == "square-x-open"
    ]


def test_refused_cells_are_hatched_where_they_are(card):
    _, panel, middle = place(card)
    refused = np.zeros_like(card.map.refused)
    refused[panel, 2, middle] = 0.25
    refused[panel, 0, 1] = 0.5
    charts = card_charts(replace(card, map=replace(card.map, refused=refused)))
    (on_map,), (on_worth,) = hatched(charts["map"]), hatched(charts["worth"])
    assert (on_map["x"], on_map["y"], on_map["text"]) == ([panel], [2], ["25%"])
    assert sorted(zip(on_worth["x"], on_worth["y"], strict=True)) == sorted([(middle, 2), (1, 0)])
    assert charts["map"].note.endswith(REFUSED)
    assert charts["map"].figure["data"][1]["marker"]["symbol"] == "x-thin"  # moved by the page


def test_nothing_is_hatched_where_nothing_was_refused(card):
    clean = replace(card, map=replace(card.map, refused=np.zeros_like(card.map.refused)))
    charts = card_charts(clean)
    assert not hatched(charts["map"])
    assert REFUSED not in charts["map"].note
