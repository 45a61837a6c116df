"""``saiken reverse``: how much it takes, asked backwards."""

from __future__ import annotations

import json
import shlex
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from saiken.case import load_scenario, scenario_names
from saiken.cli.flags import build_case, with_case_flags
from saiken.cli.run import progress_bar

if TYPE_CHECKING:
    from saiken.reverse import ReverseAnswer

DEFAULT: Final = scenario_names()[0]
HELP: Final = """Ask backwards: the least that reaches a target.

A target is a quantity, >= or <=, and a number: a yield's level ('10y >= 5.0%') or change
('10y >= 50bp'), mortgage, auto, baa (bp), equities, usdjpy, yen (%), bill1, bill10, seller_loss,
us_loss (USD bn), damage_ratio. Varied is the amount, days (the pace), converted (the share turned
into yen) or half_life; the rest is as in the scenario, and flags override it.

Examples:

  saiken reverse --target "10y >= 4.5%"

  saiken reverse japan-2025 --target "seller_loss >= 30bn" --vary days --probability 0.9

  saiken reverse china-2025 --target "equities <= -5%" --proceeds dollars --json
"""
FLAGS: Final = {"amount": "--amount {:.10g}bn", "days": "--over {:.0f}d",
                "half_life": "--half-life {:g}"}  # fmt: skip
"""How an answer is given to ``saiken run``; a share converted needs a scenario file."""


def reverse(
    target: Annotated[str, typer.Option(help="What is to be reached, such as '10y >= 5.0%'.")],
    name: Annotated[str, typer.Argument(metavar="[NAME|FILE]", help="Scenario or file.")] = DEFAULT,
    vary: Annotated[
        str, typer.Option(help="What is varied: amount, days, converted or half_life.")
    ] = "amount",
    probability: Annotated[
        float, typer.Option(help="Share of the draws that has to reach it, 0 to 1.")
    ] = 0.5,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document only.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, only the answer.")] = False,
    **given: Any,  # noqa: ANN401 - the generated flags
) -> None:
    """Ask backwards: the least that reaches a target."""
    from saiken.reverse import reverse as ask

    named = load_scenario(name)
    case = build_case(named, given)
    with progress_bar(quiet or as_json) as progress:
        found = ask(target, case, vary, probability, progress=progress)
    if as_json:
        text = json.dumps(found.document(), indent=1, ensure_ascii=False, allow_nan=False)
        sys.stdout.write(text + "\n")
        return
    _show(found, quiet)
    if found.answer is not None and found.vary in FLAGS and case == named.case and not quiet:
        flag = FLAGS[found.vary].format(found.answer.value)
        sys.stdout.write(f"See it: saiken run {shlex.quote(name)} {flag}\n")


def _show(found: ReverseAnswer, quiet: bool) -> None:
    from saiken.report.console import console_for, line

    console = console_for()
    line(console, found.sentence)
    for note in () if quiet else found.notes:
        line(console, note, indent=2)


def command() -> Callable[..., None]:
    """Give :func:`reverse` the flags of a case."""
    return with_case_flags(reverse, HELP)
