"""The report's figures as plotly objects."""

import sys

import numpy as np
import plotly.graph_objects as go
import pytest

import saiken
from saiken.bargaining import Threat
from saiken.report.plot import game_figure
from saiken.units import from_si
from saiken.variables import maturity_index


def test_every_figure_can_be_had_by_name(out):
    assert {"curve", "ledger-a", "bill", "papers", "drivers"} <= set(out.plot.names)
    for name in out.plot.names:
        assert isinstance(out.plot.figure(name), go.Figure)


@pytest.mark.parametrize("name", ["curve", "effects", "losses", "bill", "papers", "drivers"])
def test_the_named_ones_are_methods(out, name):
    assert len(getattr(out.plot, name)().data) > 0


def test_the_curve_holds_the_outcomes_numbers(out):
    day, ten = out.peak_day, maturity_index("10y")
    middle = from_si(float(np.median(out["yield_change"][:, day, ten].astype(float))), "bp")
    drawn = [np.asarray(trace.y, dtype=float) for trace in out.plot.curve().data]
    assert any(np.isclose(y, middle, atol=1e-3).any() for y in drawn)


def test_an_unknown_figure_names_the_nearest(out):
    with pytest.raises(saiken.InputError, match="nearest are curve"):
        out.plot.figure("curves")


def test_without_plotly_one_sentence_says_what_to_install(out, monkeypatch):
    monkeypatch.setitem(sys.modules, "plotly.graph_objects", None)
    with pytest.raises(saiken.SaikenError, match=r"saiken\[plot\]"):
        out.plot.curve()


def test_a_games_result_is_drawn():
    drawn = game_figure(Threat(pi=0.3, L=10, k=4, G=5, a=2, c_high=1, c_low=3).solve())
    assert len(drawn.data) == 1
