"""``saiken card``: whether anyone would believe it, and what it is worth."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from saiken.cli.card_flags import PANEL, changed, negotiation_options
from saiken.cli.flags import with_case_flags
from saiken.cli.implied import card_implied
from saiken.cli.run import progress_bar, writable
from saiken.errors import InputError

if TYPE_CHECKING:
    from saiken.negotiation import Card, NamedNegotiation

DEFAULT: Final = "kato-2025"
HELP: Final = """Work out what a holding is worth as a card: as a threat, and as a promise.

NAME is kato-2025, hashimoto-1997, blessing-1967, china-2025, europe-2026, or a file that ends in
.yaml. Flags of `saiken run` change the sale that is threatened. What nobody can observe is a
parameter: --set card.prior_of_resolve=0.2 (the page of --out lists them).

Examples:

  saiken card

  saiken card --proceeds dollars --plan proof

  saiken card --set card.audience_cost_share_gdp=0.02 --channels none

  saiken card blessing-1967

  saiken card --otherwise 25,35 --asked 12.5,15 --pain-weight 2

  saiken card china-2025 --out build

  saiken card --export ladder.efg --rounds 2

  saiken card --implied --date 1997-06-23
"""
SAID: Final = "What the market said"


Name = Annotated[str, typer.Argument(metavar="[NAME|FILE]", help="Negotiation or file.")]
Otherwise = Annotated[
    str | None,
    typer.Option(
        metavar="NAME|CARS,REST",
        help="Tariffs without a deal: a name, or points on cars and on other goods, as 25,24.",
        rich_help_panel=PANEL,
    ),
]
Asked = Annotated[
    str | None,
    typer.Option(
        metavar="NAME|CARS,REST", help="Tariffs that are asked for.", rich_help_panel=PANEL
    ),
]
Export = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.efg", help="Write the middle game as a tree for Gambit.",
        rich_help_panel=PANEL,
    ),
]  # fmt: skip
Said = Annotated[
    bool,
    typer.Option(
        "--implied",
        help="Instead: the change in expected sales that a day's market move implies.",
        rich_help_panel=SAID,
    ),
]
Date = Annotated[
    str | None, typer.Option(metavar="DATE", help="The day; 2025-05-02.", rich_help_panel=SAID)
]
Ticks = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.csv",
        help="Your own prices within the day (columns time, 2y, 5y, 10y, 30y, usdjpy), with "
        "--from and --to.",
        rich_help_panel=SAID,
    ),
]
Start = Annotated[
    str | None,
    typer.Option("--from", metavar="TIME", help="Start of the window.", rich_help_panel=SAID),
]
End = Annotated[
    str | None,
    typer.Option("--to", metavar="TIME", help="End of the window.", rich_help_panel=SAID),
]
Size = Annotated[
    str | None,
    typer.Option(
        metavar="AMOUNT", help="The sale that a probability is about.", rich_help_panel=SAID
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document only.")]
Out = Annotated[Path | None, typer.Option(help="Folder for card.html and card.json.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress, no words.")]


def card(
    name: Name = DEFAULT,
    otherwise: Otherwise = None,
    asked: Asked = None,
    export: Export = None,
    implied: Said = False,
    date: Date = None,
    ticks: Ticks = None,
    window_start: Start = None,
    window_end: End = None,
    size: Size = None,
    as_json: AsJson = False,
    out: Out = None,
    quiet: Quiet = False,
    **given: Any,  # noqa: ANN401 - the generated flags
) -> None:
    """Work out what a holding is worth as a card."""
    from saiken.negotiation import load_negotiation, negotiate

    if implied:
        card_implied(date, ticks, as_json, start=window_start, end=window_end, size=size)
        return
    for flag, value in (
        ("--date", date),
        ("--ticks", ticks),
        ("--from", window_start),
        ("--size", size),
    ):
        if value is not None:
            raise InputError(f"{flag} belongs to --implied, which was not given.")
    named = changed(load_negotiation(name), {"otherwise": otherwise, "asked": asked}, given)
    folder = None if out is None else writable(out)
    if named.negotiation.case is None:
        _promises(named, as_json, quiet)
        return
    with progress_bar(quiet or as_json) as progress:
        found = negotiate(named, progress=progress)
    written = [] if folder is None else _write(found, folder)
    if export is not None:
        written.append(_export(found, export))
    _show(found, as_json, quiet, written)


def _promises(named: NamedNegotiation, as_json: bool, quiet: bool) -> None:
    from saiken.negotiation import promises
    from saiken.parameters import Posterior
    from saiken.report.card_document import promises_json
    from saiken.report.card_screen import print_promises
    from saiken.report.console import console_for

    prm = Posterior.load(named.negotiation.deadline).sample(2048)
    found = dict(promises(named.negotiation, prm))
    if as_json:
        sys.stdout.write(promises_json(named, found))
    elif not quiet:
        print_promises(console_for(), named, found)


def _write(found: Card, folder: Path) -> list[Path]:
    from saiken.report.card_document import card_json
    from saiken.report.card_page import card_html
    from saiken.report.files import write_text

    pages = {"card.html": card_html, "card.json": card_json}
    return [write_text(folder / name, say(found)) for name, say in pages.items()]


def _export(found: Card, path: Path) -> Path:
    from saiken.bargaining import to_efg
    from saiken.negotiation.game import middle
    from saiken.report.files import write_text

    return write_text(path, to_efg(middle(found.game)))


def _show(found: Card, as_json: bool, quiet: bool, written: list[Path]) -> None:
    from saiken.report.card_document import card_json
    from saiken.report.card_screen import print_card
    from saiken.report.console import console_for

    if as_json:
        sys.stdout.write(card_json(found))
    elif not quiet:
        print_card(console_for(), found)
        for path in written:
            sys.stdout.write(f"wrote {path}\n")


def command() -> Callable[..., None]:
    """Give :func:`card` the flags of a case."""
    return with_case_flags(card, HELP, negotiation_options())
