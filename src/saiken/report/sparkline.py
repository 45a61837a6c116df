"""A small chart of columns for a terminal, in eighths of a line or in plain ASCII."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

EIGHTHS: Final = " ▁▂▃▄▅▆▇█"
ASCII_LEVELS: Final = " .#"


def column_chart(
    values: Sequence[float], width: int = 60, height: int = 6, *, unicode: bool = True
) -> list[str]:
    """Draw non-negative values as columns that start at zero.

    Parameters
    ----------
    values : sequence of float
        Any number of them; more than `width` are averaged into neighbours.
    width, height : int
        Characters and lines at most.
    unicode : bool
        Eighths of a block; otherwise full and half marks.

    Returns
    -------
    list of str
        `height` lines, top first; empty without values.
    """
    series = np.asarray(values, dtype=np.float64)
    if not series.size:
        return []
    pieces = np.array_split(series, min(width, series.size))
    columns = np.array([piece.mean() for piece in pieces])
    top = series.max()
    marks = EIGHTHS if unicode else ASCII_LEVELS
    steps = len(marks) - 1
    filled = np.rint(columns / top * height * steps) if top > 0 else np.zeros(columns.size)
    return [_line(filled - floor * steps, marks) for floor in reversed(range(height))]


def _line(above: np.ndarray, marks: str) -> str:
    levels = np.clip(above, 0, len(marks) - 1).astype(int)
    return "".join(marks[level] for level in levels).rstrip()
