"""Commands besides ``run``: thin doors to the rooms and their tables."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from saiken._version import __version__
from saiken.case import load_scenario, scenario_names
from saiken.cli.app import HELP as APP_HELP
from saiken.cli.app import app_command
from saiken.cli.bill import command as bill_command
from saiken.cli.card import command as card_command
from saiken.cli.evidence import command as evidence_command
from saiken.cli.history import app as history_app
from saiken.cli.leverage import show_leverage
from saiken.cli.main import app
from saiken.cli.reverse import command as reverse_command
from saiken.cli.run import command
from saiken.errors import DataError, InputError

DEFAULT_DAY: Final = "2025-05-02"
UNIVERSE: Final = "universe"
"""Not a dataset of its own: the list of securities rolled from several."""
AsOf = Annotated[
    str, typer.Option("--as-of", metavar="DATE", help="Only what was published by this day.")
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document, nothing else.")]

app.command(name="run", help=command().__doc__)(command())

app.command(
    name="card",
    help=card_command().__doc__,
    short_help="What a holding is worth in a negotiation, as threat and as promise.",
)(card_command())

app.command(name="reverse", help=reverse_command().__doc__)(reverse_command())
app.command(
    name="evidence",
    help=evidence_command().__doc__,
    short_help="What each paper would say about a sale.",
)(evidence_command())
app.command(
    name="bill", help=bill_command().__doc__, short_help="The federal interest bill for ten years."
)(bill_command())

app.command(name="app", help=APP_HELP, short_help="The simulator in the browser, on this machine.")(
    app_command
)

data_app = typer.Typer(
    help="Where the figures come from.", no_args_is_help=True, rich_markup_mode=None
)
app.add_typer(data_app, name="data")
app.add_typer(history_app, name="history")


@app.callback(invoke_without_command=True)
def root(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Show the version and leave.")] = False,
) -> None:
    """Show the version, or the help when no command is given."""
    if version:
        sys.stdout.write(f"saiken {__version__}\n")
        raise typer.Exit
    if context.invoked_subcommand is None:
        sys.stdout.write(context.get_help() + "\n")


@app.command()
def scenarios(as_json: AsJson = False) -> None:
    """List the bundled scenarios.

    Example: saiken scenarios
    """
    from saiken.report.console import console_for
    from saiken.report.documents import scenario_document
    from saiken.report.tables import print_scenarios

    named = [load_scenario(name) for name in scenario_names()]
    if as_json:
        _print_json([scenario_document(each) for each in named])
        return
    print_scenarios(console_for(), named)


@app.command()
def holders(
    name: Annotated[str | None, typer.Argument(help="A country or group; left out, all.")] = None,
    as_of: AsOf = DEFAULT_DAY,
    top: Annotated[int, typer.Option(min=1, max=60, help="How many holders to list.")] = 12,
    leverage: Annotated[
        bool, typer.Option("--leverage", help="What each could do with them, by month since 2000.")
    ] = False,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="With --leverage: months from this day on.")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="With --leverage: folder for leverage.html and .json.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show who holds Treasuries, as known on a day.

    Examples: saiken holders --top 5; saiken holders Japan --as-of 2026-03-31;
    saiken holders --leverage --since 2015-01-01
    """
    if leverage:
        show_leverage(name, as_of, since, top, out, as_json)
        return
    for flag, given in (("--since", since), ("--out", out)):
        if given is not None:
            raise InputError(f"{flag} needs --leverage.")
    from saiken.holders import ceiling_usd, find, history, holding, own_mix, sectors
    from saiken.holders import holdings as all_holdings
    from saiken.report.console import console_for
    from saiken.report.documents import holder_document, holders_document
    from saiken.report.tables import print_holder, print_holders
    from saiken.snapshot import snapshot

    if as_json:
        found = holders_document(as_of, top) if name is None else holder_document(name, as_of)
        _print_json(found)
        return
    snap = snapshot(as_of)
    if name is None:
        print_holders(console_for(), all_holdings(snap), sectors(snap), top)
        return
    one = holding(name, snap)
    past = None if find(name).kind == "group" else history(name, snap)
    print_holder(console_for(), one, past, ceiling_usd(name, snap), own_mix(name, snap))


@app.command()
def facts(
    as_of: AsOf = DEFAULT_DAY,
    engine: Annotated[
        bool, typer.Option("--engine/--no-engine", help="Run the engine for claims that need it.")
    ] = True,
    as_json: AsJson = False,
) -> None:
    """Check the claims that started it against what was known on a day.

    Examples: saiken facts; saiken facts --as-of 2026-03-31 --json
    """
    from saiken.facts import check_facts
    from saiken.report.console import console_for
    from saiken.report.documents import plain
    from saiken.report.tables import print_facts
    from saiken.snapshot import snapshot

    snap = snapshot(as_of)
    verdicts = check_facts(snap, _default_outcome(as_of) if engine else None)
    if as_json:
        _print_json({"as_of": as_of, "facts": [plain(each) for each in verdicts]})
        return
    print_facts(console_for(), verdicts, snap.as_of)


def _default_outcome(as_of: str) -> Any:  # noqa: ANN401 - the result's protocol is the facts' own
    from saiken.simulate import simulate
    from saiken.snapshot import snapshot

    named = load_scenario(scenario_names()[0])
    return simulate(named.case.scenario, snapshot(as_of))


@data_app.command("list")
def data_list(as_json: AsJson = False) -> None:
    """List the bundled datasets."""
    from saiken.data import load_store
    from saiken.report.console import console_for
    from saiken.report.documents import dataset_documents
    from saiken.report.tables import print_datasets

    if as_json:
        _print_json(dataset_documents())
        return
    print_datasets(console_for(), list(load_store().catalogue.values()))


@data_app.command("show")
def data_show(
    dataset: Annotated[str, typer.Argument(help="A dataset of `saiken data list`.")],
    as_of: Annotated[
        str | None, typer.Option("--as-of", metavar="DATE", help="Newest figures by this day.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Show one dataset, or the universe of securities: source, rule, notes, newest figures.

    Examples: saiken data show par_yields --as-of 2025-05-02; saiken data show universe
    """
    from saiken.data import load_store
    from saiken.report.console import console_for
    from saiken.report.documents import plain
    from saiken.report.tables import print_dataset

    if dataset == UNIVERSE:
        _show_universe(as_of or DEFAULT_DAY, as_json)
        return
    store = load_store()
    info = store.info(dataset)
    keys = store.keys(dataset)
    newest = [] if info.kind == "table" else list(_newest(dataset, keys, as_of))
    if as_json:
        _print_json({"dataset": plain(info), "newest": [plain(each) for each in newest]})
        return
    print_dataset(console_for(), info, newest, keys)


def _show_universe(as_of: str, as_json: bool) -> None:
    """Compare the rolled list of securities with official totals by kind and maturity year."""
    from saiken.market.universe import universe_rows
    from saiken.report.console import console_for
    from saiken.report.tables_universe import print_universe
    from saiken.snapshot import snapshot

    snap = snapshot(as_of)
    rows = universe_rows(snap.store, snap.as_of)
    if as_json:
        _print_json({"as_of": as_of, "notes": list(snap.universe.notes), "rows": list(rows)})
        return
    print_universe(console_for(), rows, as_of, snap.universe.notes)


def _newest(dataset: str, keys: Iterable[str], as_of: str | None) -> Iterable[Any]:
    from saiken.data import load_store

    for key in keys:
        series = load_store().series(dataset, key, as_of)
        if len(series):
            yield series.last()


@data_app.command("verify")
def data_verify() -> None:
    """Compare every bundled file with its checksum."""
    from saiken.data import load_store
    from saiken.data import verify as problems_of

    problems = problems_of(load_store())
    if problems:
        raise DataError("; ".join(problem.rstrip(".") for problem in problems) + ".")
    sys.stdout.write(f"All {len(load_store().catalogue)} bundled files are as they should be.\n")


def _print_json(value: object) -> None:
    from saiken.report.documents import json_text

    sys.stdout.write(json_text(value))
