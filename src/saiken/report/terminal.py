"""The first screen: what `saiken run` prints and what `print(outcome)` shows."""

from __future__ import annotations

from typing import Final

from rich.console import Console

from saiken.case import scenario_names
from saiken.negotiation import negotiation_names
from saiken.outcome import Outcome
from saiken.report.console import HEADER, QUIET, WIDTH, line, table, text_console
from saiken.report.summary import Summary, seller_name, summary
from saiken.report.words import BAND_WORDS

COLUMNS: Final = ("what happens (bp: 1/100 point)", "middle", BAND_WORDS, "after one year")
ANSWER_COLUMNS: Final = (
    "what each would say",
    "measured at",
    "there",
    "10-year",
    "by share of debt",
)


def print_outcome(console: Console, out: Outcome) -> None:
    """Print the first screen, at most 24 lines on 100 columns."""
    said = summary(out)
    line(console, said.sentence, HEADER)
    if said.hangs_on:
        line(console, said.hangs_on)
    console.print()
    table(console, COLUMNS, [(row.label, row.middle, row.band, row.later) for row in said.rows])
    if said.answers:
        _print_answers(console, said)
    for text in (*said.losses, said.flow, said.currency, said.other, said.score):
        if text:
            line(console, text)
    line(console, next_commands(out, min(console.width, WIDTH)), QUIET)


def _print_answers(console: Console, said: Summary) -> None:
    cells = [(row.label, row.measured, row.own, row.ten_year, row.plain) for row in said.answers]
    table(console, ANSWER_COLUMNS, cells, right=(2, 3, 4))
    if said.naive:
        line(console, said.naive)


def next_commands(out: Outcome, width: int) -> str:
    """What to type next, as much of it as one line holds."""
    name = f" {out.name}" if out.name in scenario_names() else ""
    card = f" {out.name}" if out.name in negotiation_names() else ""
    commands = [f"saiken card{card}", f"saiken run{name} --out build", "saiken app",
                f"saiken holders {_quoted(out)}", "saiken facts"]  # fmt: skip
    while len(text := "Next: " + "   ".join(commands)) > width and len(commands) > 1:
        commands.pop()
    return text


def _quoted(out: Outcome) -> str:
    name = seller_name(out)
    return f'"{name}"' if " " in name else name


def summary_text(out: Outcome, width: int = WIDTH) -> str:
    """The first screen as plain text.

    Parameters
    ----------
    out : Outcome
    width : int
        Columns.
    """
    console, buffer = text_console(width)
    print_outcome(console, out)
    return "\n".join(each.rstrip() for each in buffer.getvalue().splitlines())
