"""Source and vintage of a figure, in words."""

from __future__ import annotations

import datetime as dt

import numpy as np

from saiken.data import Anchor, Observation
from saiken.errors import DataError
from saiken.holders import Known
from saiken.units import from_si


def day_name(day: np.datetime64) -> str:
    """Write a day as ``2 May 2025``."""
    date = day.astype("datetime64[D]").item()
    return f"{date.day} {date:%B %Y}"


def month_name(day: np.datetime64) -> str:
    """Write a day as its month, ``May 2025``."""
    return f"{day.astype('datetime64[D]').item():%B %Y}"


def cite(known: Known, seen: Observation) -> tuple[str, str]:
    """Return source and vintage of a figure of a series."""
    info = known.store.catalogue[seen.dataset]
    kept = "as printed" if seen.knowledge == "vintage" else "newest vintage"
    when = f"{day_name(seen.period_end)}, known from {day_name(seen.released)}, {kept}"
    return f"{info.agency}: {info.official_series}", when


def cite_anchor(known: Known, name: str) -> tuple[str, str]:
    """Return source and vintage of a single published figure."""
    anchor = known.store.anchor(name)
    read = "" if anchor.checked == "yes" else " (from memory, not re-read)"
    return f"{anchor.source}{read}", str(anchor.date or "")


def anchor_date(anchor: Anchor, part: str) -> np.datetime64:
    """Read a date out of a group of figures.

    Raises
    ------
    DataError
        If it holds none of that name.
    """
    value = anchor.value[part] if isinstance(anchor.value, dict) else None
    if not isinstance(value, dt.date):
        raise DataError(f"The anchor {anchor.id} has no date named {part}.")
    return np.datetime64(value, "D")


def bp_words(change: float) -> str:
    """Write a change of a yield in whole basis points with its sign."""
    return f"{from_si(change, 'bp'):+.0f} bp"
