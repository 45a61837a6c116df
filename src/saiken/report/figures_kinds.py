"""The extra interest by fiscal year and kind of debt, with the sentences that stand beside it."""

from __future__ import annotations

from dataclasses import dataclass

from saiken.fiscal import SecurityBill, bill_outlook
from saiken.outcome import Outcome
from saiken.report import words
from saiken.report.bill_figures import bill_rows, monthly_yield_change
from saiken.report.bill_screen import beside_the_table, kind_names, row_cells
from saiken.report.chart import Table
from saiken.units import MONTHS_PER_YEAR


@dataclass(frozen=True, slots=True)
class Kinds:
    """A table and its sentences.

    Attributes
    ----------
    table : Table
        One row for each fiscal year.
    note : str
        How to read it.
    said : tuple of str
        Interest on the interest, an answer of policy, and the spiral.
    """

    table: Table
    note: str
    said: tuple[str, ...]


def kinds(out: Outcome) -> Kinds:
    """Work out the bill of a sale by kind of debt."""
    tilt = out.case.assumptions.bill_share_tilt
    bill = SecurityBill.from_snapshot(out.snap, out.snap.universe, tilt)
    outlook = bill_outlook(bill, monthly_yield_change(out), out.snap, out.parameters)
    rows = bill_rows(out, outlook)
    names = ("Net interest, baseline", "Added", "5 to 95 of 100")
    columns = ("Fiscal year", *names, *(name[0].upper() + name[1:] for name in kind_names()))
    part = [f"{row.months} months of {row.fiscal_year}" for row in rows
            if row.months != MONTHS_PER_YEAR]  # fmt: skip
    short = f" * Only part of the year lies inside the ten years: {', '.join(part)}."
    note = (
        "USD bn. Baseline: actual, or CBO's projection of the whole year known on the day. Added: "
        f"middle, and {words.BAND_WORDS}. Kinds of debt are means over draws, which add up to the "
        "mean, not to the middle." + (short if part else "")
    )
    table = Table(columns, tuple(row_cells(row) for row in rows))
    return Kinds(table, note, tuple(beside_the_table(outlook)))
