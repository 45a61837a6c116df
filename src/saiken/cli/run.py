"""``saiken run``: the main job."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from saiken.case import load_scenario, scenario_names
from saiken.cli.flags import build_case, with_case_flags
from saiken.errors import InputError

if TYPE_CHECKING:
    from saiken.outcome import Outcome

DEFAULT: Final = scenario_names()[0]
PATIENCE_SECONDS: Final = 1.0
HELP: Final = """Run a scenario and show what happens.

NAME is one of `saiken scenarios` or a file that ends in .yaml; flags override what it says.

Examples:

  saiken run

  saiken run japan-2025 --amount 500bn --over 120d --proceeds dollars

  saiken run china-2025 --size-from damico-king-2013 --out china

  saiken run japan-2025 --compare-actions

  saiken run --json --quiet > outcome.json
"""

Progress = Callable[[int, int], None]


def run(
    name: Annotated[str, typer.Argument(metavar="[NAME|FILE]", help="Scenario or file.")] = DEFAULT,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON document only.")] = False,
    out: Annotated[
        Path | None, typer.Option(help="Folder for report.html, outcome.json and outcome.xlsx.")
    ] = None,
    parquet: Annotated[
        bool, typer.Option("--parquet", help="Write every draw to draws.parquet too (30 MB).")
    ] = False,
    quiet: Annotated[bool, typer.Option("--quiet", help="No progress, no words.")] = False,
    compare_actions: Annotated[
        bool,
        typer.Option(
            "--compare-actions",
            help="The sale beside moves that need none; --out writes moves.html and moves.json.",
        ),
    ] = False,
    workers: Annotated[int, typer.Option(help="Threads; the answer does not depend on it.")] = 1,
    **given: Any,  # noqa: ANN401 - the generated flags
) -> None:
    """Run a scenario and show what happens."""
    from saiken.simulate import simulate

    named = load_scenario(name)
    case = build_case(named, given)
    if not 1 <= workers <= 64:
        raise InputError(f"--workers is {workers}; allowed is 1 to 64.")
    if parquet and out is None:
        raise InputError("--parquet needs --out DIR, the folder to write into.")
    folder = None if out is None else writable(out)
    if compare_actions:
        _compare(case, folder, as_json, quiet)
        return
    with progress_bar(quiet or as_json) as progress:
        outcome = simulate(_renamed(named, case), progress=progress, workers=workers)
    written = [] if folder is None else _write(outcome, folder, parquet)
    _show(outcome, as_json, quiet, written)


def _compare(case: Any, folder: Path | None, as_json: bool, quiet: bool) -> None:  # noqa: ANN401
    from saiken.moves import compare_moves
    from saiken.report.console import console_for
    from saiken.report.files import write_text
    from saiken.report.moves_screen import moves_html, moves_json, print_moves

    with progress_bar(quiet or as_json) as progress:
        found = compare_moves(case, progress=progress)
    pages = {"moves.html": moves_html, "moves.json": moves_json}
    written = (
        [write_text(folder / name, say(found)) for name, say in pages.items()] if folder else []
    )
    if as_json:
        sys.stdout.write(moves_json(found))
    elif not quiet:
        print_moves(console_for(), found)
        for path in written:
            sys.stdout.write(f"wrote {path}\n")


def _renamed(named: Any, case: Any) -> Any:  # noqa: ANN401
    from dataclasses import replace

    changed = named.case != case
    title = named.title + (", changed by flags" if changed else "")
    return replace(named, case=case, title=title)


def _show(outcome: Outcome, as_json: bool, quiet: bool, written: list[Path]) -> None:
    if as_json:
        sys.stdout.write(outcome.to_json())
        return
    if quiet:
        return
    from saiken.report.console import console_for
    from saiken.report.terminal import print_outcome

    print_outcome(console_for(), outcome)
    for path in written:
        sys.stdout.write(f"wrote {path}\n")


def writable(path: Path) -> Path:
    """Make the folder before anything is computed, so that a mistake costs no time."""
    try:
        path.mkdir(parents=True, exist_ok=True)
        probe = path / ".saiken-probe"
        probe.touch()
        probe.unlink()
    except OSError as problem:
        why = problem.strerror or "it cannot be written"
        raise InputError(f"--out {path} cannot be used: {why}.") from None
    return path


def _write(outcome: Outcome, folder: Path, parquet: bool) -> list[Path]:
    from saiken.report.files import write_text

    doors: dict[str, Callable[[Path], Path]] = {
        "report.html": outcome.to_html,
        "outcome.json": lambda path: write_text(path, outcome.to_json()),
        "outcome.xlsx": outcome.to_excel,
    }
    if parquet:
        doors["draws.parquet"] = outcome.to_parquet
    return [door(folder / name) for name, door in doors.items()]


@contextmanager
def progress_bar(silent: bool) -> Iterator[Progress | None]:
    """Show a bar on standard error once the work has taken a second."""
    if silent or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import Progress as Bar

    started = time.monotonic()
    with Bar(console=Console(stderr=True), transient=True, disable=False) as bar:
        task = bar.add_task("simulating", total=None, visible=False)

        def report(done: int, total: int) -> None:
            late = time.monotonic() - started > PATIENCE_SECONDS
            bar.update(task, completed=done, total=total, visible=late)

        yield report


def command() -> Callable[..., None]:
    """Give :func:`run` the flags of a case."""
    return with_case_flags(run, HELP)
