"""What `saiken history show` says of one episode: story, figures, prediction, outcome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from rich.console import Console

from saiken.history import Episode, Quantity, Scored
from saiken.history.remarks import Remark
from saiken.report.console import HEADER, QUIET, line, table
from saiken.report.history_screen import word_cells
from saiken.report.history_words import outcome_words
from saiken.report.strip import scale, strip
from saiken.report.words import PER_CENT, bp, pct, plain, signed, span
from saiken.units import from_si

QUANTITY_COLUMNS: Final = ("USD bn", "counts", "valuation", "read", "source")
PREDICTED: Final = ("", "predicted (5 to 95)", "was", "ordinary", "s/n", "sign, band, closer")
BRIEF: Final = {"10y": "10-year", "usdjpy": "yen"}
MOVED: Final = ("", "10-year", "as large", "equities", "as large", "yen", "as large")
HELD_BACK: Final = (
    "Held in reserve by the hash of its name: predicted and scored at a release only."
)
NO_QUANTITY: Final = "No figure for what changed hands is at hand, so nothing is predicted."


def print_episode(
    console: Console,
    one: Episode,
    rows: Sequence[Scored],
    remark: Remark,
    reason: str = "",
) -> None:
    """Print one episode.

    Parameters
    ----------
    console : Console
    one : Episode
    rows : sequence of Scored
        Its predictions; empty for words, for the reserve, and where it could not be asked.
    remark : Remark
        The event study of its window.
    reason : str
        Why nothing is predicted.
    """
    line(console, f"{one.title} ({one.kind}, {one.start}, {one.window_days}d)", HEADER)
    for text in (one.story, one.known, said(one)):
        if text:
            line(console, text)
    console.print()
    if one.quantities:
        table(console, QUANTITY_COLUMNS, [quantity_cells(each) for each in one.quantities],
              right=(0,), fold=(4,))  # fmt: skip
        line(console, f"Maturities: {one.maturities_source or one.maturities}", QUIET)
        console.print()
    _print_prediction(console, rows, reason)
    if remark.found is not None:
        table(console, MOVED, [("beyond an ordinary day", *word_cells(remark)[1:])],
              right=range(1, 7))  # fmt: skip
    _print_notes(console, one)


def said(one: Episode) -> str:
    """Who spoke, and what became of it."""
    if not one.speaker:
        return ""
    parts = [f"{one.speaker}: {one.remark}" if one.remark else one.speaker]
    parts.append("On record, by a serving official." if one.official else "Not an official remark.")
    if one.denied is not None:
        parts.append(f"Denied on {one.denied}: {one.denial}" if one.denial
                     else f"Denied on {one.denied}.")  # fmt: skip
    return " ".join(part if part.endswith((".", "?")) else f"{part}." for part in parts)


def quantity_cells(each: Quantity) -> tuple[str, ...]:
    """One figure with its source; the one that is used has a mark."""
    figure = signed(each.usd_bn) + (" *" if each.used else "  ")
    return (figure, each.counts, each.valuation, each.verified, each.source)


def _print_prediction(console: Console, rows: Sequence[Scored], reason: str) -> None:
    if not rows:
        line(console, reason or NO_QUANTITY)
        return
    table(console, PREDICTED, [_cells(each) for each in rows], right=range(1, 5))
    strips = [(BRIEF[each.target], strip(each)) for each in rows]
    table(console, ("", scale()), strips)
    first = rows[0]
    if first.naive is not None:
        part = plain(first.debt_share * PER_CENT, 2)
        line(console, f"{part}% of the debt held by the public changed hands; the old "
             f"estimate scaled by dollars says {bp(from_si(first.naive, 'bp'))}.")  # fmt: skip


def _cells(each: Scored) -> tuple[str, ...]:
    unit, say = ("pct", pct) if each.target == "usdjpy" else ("bp", bp)
    low, middle, high = (from_si(each.predicted[end], unit) for end in ("p05", "p50", "p95"))
    return (
        BRIEF[each.target],
        f"{say(middle)} ({span(low, high, say)})",
        say(from_si(each.actual, unit)), f"±{plain(from_si(each.noise_sd, unit))}",
        plain(each.signal_to_noise, 2), outcome_words(each),
    )  # fmt: skip


def _print_notes(console: Console, one: Episode) -> None:
    for title, texts in (
        ("What else happened", one.confounders),
        ("Taken out of the evidence", one.evidence),
        ("Sources", [f"{each.text} [{each.verified}] {each.url}".rstrip() for each in one.sources]),
    ):
        if texts:
            console.print()
            line(console, title, HEADER)
            for text in texts:
                line(console, f"- {text}", indent=1)
