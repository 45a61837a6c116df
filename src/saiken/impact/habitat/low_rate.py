"""The model has no lower bound on the short rate: say so where that matters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from saiken.impact.habitat.two_countries import settings, si
from saiken.units import from_si

if TYPE_CHECKING:
    from saiken.snapshot import Snapshot

SHORT_YEARS: Final = 0.25
"""The three-month yield stands for the short rate."""
CAVEAT: Final = (
    "The three-month Treasury yield stood at {seen:.2f}% on the day. The yield model knows no "
    "lower bound on the short rate; below {limit:g}% it overstates what a sale does to yields."
)


def low_rate_caveat(snap: Snapshot) -> str | None:
    """Return the sentence to show when the short rate is low, None otherwise.

    Parameters
    ----------
    snap : Snapshot
        The market as known on a day; its zero yield at three months is read.
    """
    seen, limit = float(snap.curve.zero([SHORT_YEARS])[0]), si(settings()["low_rate"])
    if seen >= limit:
        return None
    return CAVEAT.format(seen=from_si(seen, "pct"), limit=from_si(limit, "pct"))
