"""``saiken evidence``: what each paper would say for a scenario, and all of them together."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from saiken.case import load_scenario, scenario_names
from saiken.cli.flags import build_case, with_case_flags

DEFAULT: Final = scenario_names()[0]
HELP: Final = """Show what each paper would say about a sale, and all of them together.

NAME is one of `saiken scenarios` or a file that ends in .yaml; flags override what it says. Rows of
your own are added with --rows; docs/method/evidence.md says how to write one in ten lines.

Examples:

  saiken evidence

  saiken evidence china-2025 --amount 300bn --maturities long

  saiken evidence --rows my_rows.yaml --json > evidence.json
"""


def evidence(
    name: Annotated[str, typer.Argument(metavar="[NAME|FILE]", help="Scenario or file.")] = DEFAULT,
    rows: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Your own rows, added to the table.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document only.")] = False,
    **given: Any,  # noqa: ANN401 - the generated flags
) -> None:
    """Show what each paper would say about a sale, and all of them together."""
    from saiken.impact.evidence import case_evidence, load_rows
    from saiken.report.console import console_for
    from saiken.report.evidence_screen import evidence_document, print_evidence

    case = build_case(load_scenario(name), given)
    found = case_evidence(case, rows=load_rows(rows))
    if as_json:
        text = json.dumps(evidence_document(found), indent=1, ensure_ascii=False, allow_nan=False)
        sys.stdout.write(text + "\n")
        return
    print_evidence(console_for(), found)


def command() -> Callable[..., None]:
    """Give :func:`evidence` the flags of a case."""
    return with_case_flags(evidence, HELP)
