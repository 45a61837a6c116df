"""What a sheet of the workbook is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from saiken.outcome import BAND

Cell = str | float | int | None
BANDS: Final = tuple(BAND)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: name, header, rows; an empty cell is None."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


def band_cells(found: Mapping[str, float] | None) -> tuple[Cell, ...]:
    """The five figures of a band, or as many empty cells."""
    return (None,) * len(BANDS) if found is None else tuple(found[name] for name in BANDS)
