"""``saiken history``: what markets did around past dates."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated

import typer

from saiken.cli import parse
from saiken.errors import DataError, InputError

if TYPE_CHECKING:
    from saiken.measure import Event
    from saiken.measure.premium import PremiumChange

app = typer.Typer(
    help="What markets did around past dates.", no_args_is_help=True, rich_markup_mode=None
)
HELP = """Measure what yields, equities and the dollar did around a date, beyond what was expected.

Several dates are added up. A weekend or holiday stands for the next business day. The window starts
at the close of the day before; 1d ends with the close of the day itself.

Examples:

  saiken history event 2025-05-02

  saiken history event 2008-11-25 2008-12-01 2008-12-16 2009-01-28 2009-03-18 --window 2d

  saiken history event 1997-06-23 --json
"""


@app.callback()
def group() -> None:
    """Keep ``event`` a command of its own, whatever else is here."""


@app.command("event", help=HELP)
def event_command(
    dates: Annotated[list[str], typer.Argument(metavar="DATE...", help="As 2025-05-02.")],
    window: Annotated[str, typer.Option(metavar="LENGTH", help="Business days, as 5d.")] = "1d",
    exclude: Annotated[
        list[str] | None,
        typer.Option(metavar="DATE", help="Not an ordinary day either; may be repeated."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document only.")] = False,
) -> None:
    """Measure abnormal moves around a date."""
    from saiken.measure import event
    from saiken.report.console import console_for
    from saiken.report.event_screen import event_document, print_event

    found = event(dates, window_days=parse.business_days(window), exclude=exclude or ())
    split = _split(found)
    if as_json:
        text = json.dumps(event_document(found, split), indent=1, allow_nan=False)
        sys.stdout.write(text + "\n")
        return
    print_event(console_for(), found, split)


def _split(found: Event) -> PremiumChange | None:
    """Split the ten-year yield's change; None where the zero curves do not allow it."""
    from saiken.measure import premium_change

    try:
        return premium_change(found.starts, found.ends)
    except (InputError, DataError):
        return None
