"""``saiken bill``: the federal interest bill of a scenario, by fiscal year and kind of debt."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any, Final

import typer

from saiken.case import load_scenario, scenario_names
from saiken.cli.flags import build_case, with_case_flags

DEFAULT: Final = scenario_names()[0]
HELP: Final = """Show the federal interest bill for ten years and what a sale adds to it.

NAME is one of `saiken scenarios` or a file that ends in .yaml; flags override what it says.

Examples:

  saiken bill

  saiken bill china-2025 --amount 300bn

  saiken bill --bill-tilt 5

  saiken bill --json > bill.json
"""


def bill(
    name: Annotated[str, typer.Argument(metavar="[NAME|FILE]", help="Scenario or file.")] = DEFAULT,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document only.")] = False,
    **given: Any,  # noqa: ANN401 - the generated flags
) -> None:
    """Show the federal interest bill for ten years and what a sale adds to it."""
    from saiken.fiscal import SecurityBill, bill_outlook
    from saiken.report.bill_figures import bill_document, monthly_yield_change
    from saiken.report.bill_screen import print_bill
    from saiken.report.console import console_for
    from saiken.simulate import simulate

    named = load_scenario(name)
    case = build_case(named, given)
    title = named.title + (", changed by flags" if case != named.case else "")
    outcome = simulate(replace(named, case=case, title=title))
    snap = outcome.snap
    engine = SecurityBill.from_snapshot(snap, snap.universe, case.assumptions.bill_share_tilt)
    outlook = bill_outlook(engine, monthly_yield_change(outcome), snap, outcome.parameters)
    if as_json:
        document = json.dumps(bill_document(outcome, outlook), indent=1, allow_nan=False)
        sys.stdout.write(document + "\n")
        return
    print_bill(console_for(), outcome, outlook)


def command() -> Callable[..., None]:
    """Give :func:`bill` the flags of a case."""
    return with_case_flags(bill, HELP)
