"""``saiken bill``: the federal interest bill of a scenario, by fiscal year and kind of debt."""

from __future__ import annotations

import inspect
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from saiken.case import load_scenario, scenario_names
from saiken.cli.flags import build_case, case_options

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from saiken.outcome import Outcome

DEFAULT: Final = scenario_names()[0]
HELP: Final = """Show the federal interest bill for ten years and what a sale adds to it.

NAME is one of `saiken scenarios` or a file that ends in .yaml; flags override what it says.

Examples:

  saiken bill

  saiken bill china-2025 --amount 300bn

  saiken bill --json > bill.json
"""


def bill(
    name: Annotated[str, typer.Argument(metavar="[NAME|FILE]", help="Scenario or file.")] = DEFAULT,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document only.")] = False,
    **given: Any,  # noqa: ANN401 - the generated flags
) -> None:
    """Show the federal interest bill for ten years and what a sale adds to it."""
    from saiken.fiscal import SecurityBill, bill_outlook
    from saiken.report.bill_screen import bill_document, print_bill
    from saiken.report.console import console_for
    from saiken.simulate import simulate

    named = load_scenario(name)
    case = build_case(named, given)
    title = named.title + (", changed by flags" if case != named.case else "")
    outcome = simulate(replace(named, case=case, title=title))
    snap = outcome.snap
    engine = SecurityBill.from_snapshot(snap, snap.universe)
    outlook = bill_outlook(engine, monthly_yield_change(outcome), snap, outcome.parameters)
    if as_json:
        document = json.dumps(bill_document(outcome, outlook), indent=1, allow_nan=False)
        sys.stdout.write(document + "\n")
        return
    print_bill(console_for(), outcome, outlook)


def monthly_yield_change(out: Outcome) -> NDArray[np.float64]:
    """Zero-yield changes at the ends of months 0 to 120 on the outcome's own draws.

    The outcome keeps business days up to its horizon only; the bill needs ten years of months.

    Returns
    -------
    ndarray, shape (draw, month 0..120, maturity)
    """
    import numpy as np

    from saiken.impact.response import respond
    from saiken.simulate import BLOCK, prepare

    engine = prepare(out.case, out.snap, out.parameters)
    blocks = []
    for start in range(0, out.parameters.draws, BLOCK):
        stop = min(start + BLOCK, out.parameters.draws)
        sale, prm = engine.program.block(start, stop), engine.parameters.block(start, stop)
        blocks.append(respond(sale, engine.shape, out.snap, prm).monthly)
    return np.concatenate(blocks)


def command() -> Callable[..., None]:
    """Give :func:`bill` the flags of a case, generated from its fields."""
    own = inspect.signature(bill, eval_str=True).parameters
    parameters = [*(p for key, p in own.items() if key != "given"), *case_options()]

    def generated(**options: Any) -> None:  # noqa: ANN401
        bill(**options)

    generated.__doc__ = HELP
    generated.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in parameters]
    )
    generated.__annotations__ = {p.name: p.annotation for p in parameters}
    return generated
