"""What `saiken history` shows: the score and its table, what words did, what is held back."""

from __future__ import annotations

from typing import Final

from rich.console import Console

from saiken.history import Backtest, Scored
from saiken.history.library import settings
from saiken.history.remarks import Remark, remarks, threats, together
from saiken.history.scored import SCORED, SILENT
from saiken.measure import Event
from saiken.report.console import HEADER, QUIET, line, table
from saiken.report.event_screen import frequency
from saiken.report.history_words import (
    counted,
    kinds_sentence,
    outcome_words,
    reserve_sentence,
    rule_sentence,
    summary_sentence,
)
from saiken.report.strip import scale, strip
from saiken.report.words import MINUS, plain, signed, span, usd
from saiken.units import from_si

COLUMNS: Final = ("episode", "amount", "days", "predicted (5 to 95)", "was", "s/n")
SILENT_COLUMNS: Final = (*COLUMNS, "ordinary")
WORD_COLUMNS: Final = ("words", "10-year", "as large", "equities", "as large", "yen", "as large")
KEY: Final = (
    "Amount: more (+) or fewer (-) Treasuries for the market to hold. Predicted: what the engine "
    "adds by the end of the window, {unit}, 5 to 95 of 100 draws. s/n: its middle over one "
    "standard deviation of ordinary moves. Band: whether prediction and ordinary moves hold it."
)
STRIP_KEY: Final = (
    "In standard deviations of ordinary moves: o predicted, ─ its band, x what happened, # both."
)
WORD_KEY: Final = (
    "10-year in bp, equities and yen per dollar in % (minus: stronger yen), beyond an ordinary "
    "day. As large: share of ordinary days that moved as far. ! threat, * official, on record."
)
TARGET_TITLES: Final = {"10y": "10-year yield, bp", "usdjpy": "yen per dollar, %"}


def print_history(console: Console, found: Backtest) -> None:
    """Print the whole back-test."""
    for place, each in enumerate(found.totals):
        line(console, summary_sentence(each), HEADER if place == 0 else "")
        for text in (rule_sentence(each), kinds_sentence(found.rows, each.target)):
            if text:
                line(console, text)
    for each in found.totals:
        _print_target(console, found, each.target)
    _print_others(console, found)
    _print_words(console, found)
    for text in (reserve_sentence(tuple(one.id for one in found.reserve)), settings_words(found)):
        if text:
            line(console, text, QUIET)
    line(console, "Next: saiken history show NAME   saiken history score FILE   "
         "saiken history --out build", QUIET)  # fmt: skip


def _print_target(console: Console, found: Backtest, target: str) -> None:
    mine = [each for each in found.rows if each.target == target]
    told = [each for each in mine if each.status == SCORED]
    silent = [each for each in mine if each.status == SILENT]
    if told:
        console.print()
        line(console, f"Large enough to tell ({TARGET_TITLES[target]})", HEADER)
        table(console, COLUMNS, [cells(each) for each in told], right=range(1, 6))
        line(console, KEY.format(unit=_unit(target)), QUIET)
        console.print()
        drawn = [(each.episode.id, strip(each), outcome_words(each)) for each in told]
        table(console, ("", scale(), "sign, band, closer"), drawn)
        line(console, STRIP_KEY, QUIET)
    if silent:
        console.print()
        line(console, f"No information ({TARGET_TITLES[target]})", HEADER)
        rows = [(*cells(each), ordinary(each)) for each in silent]
        table(console, SILENT_COLUMNS, rows, right=range(1, 7))


def _unit(target: str) -> str:
    return "bp" if settings()["targets"][target]["unit"] == "bp" else "%"


def cells(row: Scored) -> tuple[str, ...]:
    """One row of the table."""
    unit = str(settings()["targets"][row.target]["unit"])
    low, middle, high = (from_si(row.predicted[end], unit) for end in ("p05", "p50", "p95"))
    return (
        row.episode.id, amount(row), str(row.episode.window_days),
        f"{signed(middle)} ({span(low, high, signed)})",
        signed(from_si(row.actual, unit)), plain(row.signal_to_noise, 2),
    )  # fmt: skip


def ordinary(row: Scored) -> str:
    """Standard deviation of ordinary moves over as many days."""
    return plain(from_si(row.noise_sd, str(settings()["targets"][row.target]["unit"])))


def amount(row: Scored) -> str:
    """What changed hands, with the sign of what the market had to hold more."""
    asked = row.episode.used
    if asked is None:
        return ""
    text = usd(abs(asked.usd_bn)).removeprefix("USD ")
    if row.episode.is_swap:
        return f"{text} swap"
    return f"{'+' if asked.usd_bn > 0 else MINUS}{text}"


def _print_others(console: Console, found: Backtest) -> None:
    others = [each for each in found.rows if each.status not in (SCORED, SILENT)]
    if others:
        console.print()
        line(console, "Shown, not counted: placebos, and quantities from memory", HEADER)
        rows = [(*cells(each), outcome_words(each)) for each in others]
        table(console, (*COLUMNS, "why"), rows, right=range(1, 6))
    for one, why in found.unanswered:
        line(console, f"{one.id}: cannot be shown, {why}", QUIET)


def _print_words(console: Console, found: Backtest) -> None:
    measured = remarks(found.words)
    if not measured:
        return
    console.print()
    line(console, "Words: nothing was sold, nothing is predicted", HEADER)
    table(console, WORD_COLUMNS, [word_cells(each) for each in measured], right=range(1, 7),
          fold=(0,))  # fmt: skip
    line(console, WORD_KEY, QUIET)
    text = together_sentence(len(threats(found.words)), together(threats(found.words)))
    if text:
        line(console, text)


def word_cells(each: Remark) -> tuple[str, ...]:
    """One remark: its mark, and three series beyond an ordinary day."""
    one = each.episode
    mark = " !" if one.threat else ""
    mark += " *" if one.official else ""
    found: list[str] = []
    for key in ("10y", "equities", "usdjpy"):
        move = each.move(key)
        if move is None:
            found += ["", ""]
            continue
        digits = 0 if move.unit == "bp" else 1
        found += [signed(from_si(move.abnormal, move.unit), digits), frequency(move.p_value)]
    return (one.id + mark, *found)


def together_sentence(number: int, found: Event | None) -> str:
    """What officials' threats did together; empty with fewer than two."""
    if found is None:
        return ""
    days = len(found.days)
    parts = []
    for key, what in (("10y", "the 10-year yield"), ("equities", "equities")):
        move = next((one for one in found.moves if one.key == key), None)
        if move is None:
            continue
        unit = " bp" if move.unit == "bp" else "%"
        each = from_si(move.abnormal, move.unit) / days
        low, high = (
            from_si(end, move.unit) / days for end in (move.bootstrap.low, move.bootstrap.high)
        )
        parts.append(f"{what} {signed(each)}{unit} ({span(low, high, signed)})")
    return (
        f"Of {counted(number, 'threat')} by officials {days} lie apart; on their average day: "
        f"{', '.join(parts)}, beyond an ordinary day (90%)."
    )


def settings_words(found: Backtest) -> str:
    """Under what rule all of this was computed."""
    least = settings()["signal_to_noise_least"]
    papers = "papers out by then" if found.papers_of_the_day else "all papers but those on it"
    return (
        f"{found.draws:,} draws, seed {found.seed}, {papers}; information from a signal-to-noise "
        f"of {least:g} on. Rules: docs/method/history.md."
    )
