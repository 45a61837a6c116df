"""``saiken history``: the score, and what markets did around past dates."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from saiken.cli import parse
from saiken.cli.run import progress_bar, writable

if TYPE_CHECKING:
    from saiken.history import Backtest

app = typer.Typer(
    help="The score on past episodes, and what markets did around any date.",
    invoke_without_command=True,
    rich_markup_mode=None,
)
SCORE_HELP = """Score the engine on past episodes, asked with what was known the evening before.

The rival is "no impact" with the same ordinary moves. An episode whose predicted move drowns in
ordinary moves is counted as no information.

Examples:

  saiken history

  saiken history show fed-2009-03-18

  saiken history score my_episode.yaml

  saiken history event 2025-05-02
"""
HELP = """Measure what yields, equities and the dollar did around a date, beyond what was expected.

Several dates are added up. A weekend or holiday stands for the next business day. The window starts
at the close of the day before; 1d ends with the close of the day itself.

Examples:

  saiken history event 2025-05-02

  saiken history event 2008-11-25 2008-12-01 2008-12-16 2009-01-28 2009-03-18 --window 2d

  saiken history event 1997-06-23 --json
"""


Draws = Annotated[int | None, typer.Option(min=16, max=65536, help="Draws of the engine.")]
Papers = Annotated[
    bool, typer.Option("--papers-then", help="Pool only papers that were out by the episode.")
]
Out = Annotated[Path | None, typer.Option(help="Folder for history.html and history.json.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document only.")]
Quiet = Annotated[bool, typer.Option("--quiet", help="No progress, no words.")]


@app.callback(help=SCORE_HELP)
def group(
    context: typer.Context,
    draws: Draws = None,
    papers_then: Papers = False,
    out: Out = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Score the bundled episodes, unless a command follows."""
    if context.invoked_subcommand is None:
        _score(None, draws, papers_then, out, as_json, quiet)


@app.command("score")
def score_command(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="One episode, or a list of them.")],
    draws: Draws = None,
    papers_then: Papers = False,
    out: Out = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Score your own episodes like the bundled ones.

    docs/method/history.md says how to write one. Example: saiken history score my_episode.yaml
    """
    _score(file, draws, papers_then, out, as_json, quiet)


def _score(
    file: Path | None,
    draws: int | None,
    papers_then: bool,
    out: Path | None,
    as_json: bool,
    quiet: bool,
) -> None:
    from saiken.history import backtest, read_episodes
    from saiken.history.record import text
    from saiken.report.console import console_for
    from saiken.report.history_screen import print_history

    given = None if file is None else read_episodes(file)
    folder = None if out is None else writable(out)
    with progress_bar(quiet or as_json) as progress:
        found = backtest(given, draws=draws, papers_of_the_day=papers_then, progress=progress)
    written = [] if folder is None else _write(found, folder)
    if as_json:
        sys.stdout.write(text(found))
    elif not quiet:
        print_history(console_for(), found)
        for path in written:
            sys.stdout.write(f"wrote {path}\n")


def _write(found: Backtest, folder: Path) -> list[Path]:
    from saiken.history.record import text
    from saiken.report.files import write_text
    from saiken.report.history_page import history_html

    pages = {"history.html": history_html(found), "history.json": text(found)}
    return [write_text(folder / name, page) for name, page in pages.items()]


@app.command("show")
def show_command(
    name: Annotated[str, typer.Argument(metavar="EPISODE", help="As in saiken history.")],
    draws: Draws = None,
    as_json: AsJson = False,
) -> None:
    """Tell one episode: the story, who says how much, what was predicted, what happened.

    Examples: saiken history show hashimoto-1997; saiken history show fed-2009-03-18 --json
    """
    from saiken.history import episode
    from saiken.history.remarks import remarks
    from saiken.report.console import console_for
    from saiken.report.documents import episode_document, episode_rows
    from saiken.report.episode_screen import HELD_BACK, print_episode

    one = episode(name)
    found, waits = episode_rows(one, draws)
    if as_json:
        document = episode_document(one, found, waits)
        sys.stdout.write(json.dumps(document, indent=1, ensure_ascii=False) + "\n")
        return
    reason = HELD_BACK if waits else "".join(why for _, why in found.unanswered)
    print_episode(console_for(), one, found.rows, remarks((one,))[0], reason)


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
    from saiken.report.event_screen import event_document, premium_of, print_event

    found = event(dates, window_days=parse.business_days(window), exclude=exclude or ())
    split = premium_of(found)
    if as_json:
        text = json.dumps(event_document(found, split), indent=1, allow_nan=False)
        sys.stdout.write(text + "\n")
        return
    print_event(console_for(), found, split)
