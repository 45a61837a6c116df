"""Source and vintage of a figure, in words."""

from __future__ import annotations

import numpy as np

from saiken.data import Observation
from saiken.holders import Known


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
