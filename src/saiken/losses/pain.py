"""Ledger B: what voters and their representatives feel. Listed, never added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from saiken.variables import VARIABLES


@dataclass(frozen=True, slots=True)
class PainLine:
    """One line of political pain.

    Attributes
    ----------
    label : str
        Plain name.
    variable : str
        Id of the published variable whose quantiles are shown.
    reading : str
        ``"highest"`` or ``"lowest"`` level on the way, or ``"first_year"`` for the sum of months
        1 to 12.
    """

    label: str
    variable: str
    reading: str


_LINES: Final = (
    ("Rate on a new 30-year mortgage", "mortgage_30y_change", "highest"),
    ("Rate on a new-car loan", "auto_loan_change", "highest"),
    ("US stock market", "equity_change", "lowest"),
    ("Federal interest in the first year", "federal_interest", "first_year"),
)


def pain_lines() -> tuple[PainLine, ...]:
    """Return the lines whose variables are published, in the order in which they are shown."""
    lines = (PainLine(*line) for line in _LINES)
    return tuple(line for line in lines if line.variable in VARIABLES)
