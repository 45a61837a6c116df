"""The table of the page on responders is what the engine says."""

from pathlib import Path

import pytest

import saiken
from saiken.case import load_scenario
from saiken.report.words import signed, span

PAGE = (Path(__file__).parents[2] / "docs" / "method" / "responders.md").read_text("utf-8")
CASES = {
    "nobody": {},
    "everybody": {"answers": "everybody"},
    "the Federal Reserve alone": {"fed": "default"},
    "FIMA alone": {"fima": "default"},
    "regulators alone": {"regulators": "default"},
    "the Treasury alone": {"treasury": "default"},
    "funds alone": {"funds": "default"},
    "other creditors alone": {"creditors": "default"},
    "a freeze alone": {"freeze": "default"},
    "a run alone": {"run": "default"},
    "everybody and a run": {"answers": "everybody", "run": "default"},
}


@pytest.mark.parametrize("name", CASES)
def test_the_table_is_what_comes_out(name):
    named = load_scenario("japan-2025")
    scenario = named.case.scenario.model_copy(update=CASES[name])
    out = saiken.simulate(named.case.model_copy(update={"scenario": scenario}))
    peak, sold = out.headline["yield_change_bp"]["10y"]["peak"], out.headline["amount_sold_usd_bn"]
    cells = f"| {name} | {signed(peak['p50'])} ({span(peak['p05'], peak['p95'], signed)}) | "
    row = next(line for line in PAGE.splitlines() if line.startswith(f"| {name} |"))
    assert row.startswith(f"{cells}{sold['p50']:.0f} |")
    fed = next((line for line in out.actions if line.actor == "fed"), None)
    if fed is not None:
        assert f"{fed.share_of_draws:.0%}" in row
        assert f"USD {-fed.total['p50']:.0f}bn" in row
