"""What the page's script starts from: scenarios, controls, colours, version."""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from saiken._version import __version__
from saiken.app.page.charts import CHARTS
from saiken.app.page.controls import spec
from saiken.case import load_scenario, scenario_names
from saiken.data import load_store
from saiken.report.chart import DARKER
from saiken.report.documents import scenario_document

REST_MS: Final = 250
"""Milliseconds without a change after which the mouse rests."""


@cache
def boot() -> dict[str, Any]:
    """Collect it once."""
    return {
        "version": __version__,
        "data": load_store().fingerprint,
        "scenarios": [scenario_document(load_scenario(name)) for name in scenario_names()],
        "controls": spec(),
        "charts": {each.id: each.script() for each in CHARTS},
        "darker": DARKER,
        "restMs": REST_MS,
    }
