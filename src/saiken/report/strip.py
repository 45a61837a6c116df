"""A forecast and what happened on one line of text, in standard deviations of ordinary moves."""

from __future__ import annotations

from typing import Final

from saiken.history.scored import Scored

CELLS: Final = 33
REACH: Final = 4.0
"""The strip runs from minus to plus so many standard deviations; beyond, an arrow."""
MIDDLE: Final = CELLS // 2
RULE: Final = "·"
BAND: Final = "─"
MEDIAN: Final = "o"
ACTUAL: Final = "x"
BOTH: Final = "#"
ZERO: Final = "|"


def place(value: float) -> int:
    """Cell of a number of standard deviations; the ends hold what lies beyond."""
    cell = round(MIDDLE + value / REACH * MIDDLE)
    return min(max(cell, 0), CELLS - 1)


def strip(row: Scored) -> str:
    """Draw one row: the predicted band, its middle, and what happened."""
    sd = row.noise_sd
    cells = [RULE] * CELLS
    low, high = (place(row.predicted[end] / sd) for end in ("p05", "p95"))
    for cell in range(low, high + 1):
        cells[cell] = BAND
    cells[MIDDLE] = ZERO
    middle, actual = place(row.predicted["p50"] / sd), place(row.actual / sd)
    cells[middle] = MEDIAN
    cells[actual] = BOTH if actual == middle else ACTUAL
    if abs(row.actual / sd) > REACH:
        cells[actual] = ">" if row.actual > 0 else "<"
    return "".join(cells)


def scale() -> str:
    """The strip's own axis: its ends and zero."""
    left, right = f"{-REACH:g}", f"+{REACH:g}"
    return left + " " * (MIDDLE - len(left)) + "0" + " " * (MIDDLE - len(right)) + right
