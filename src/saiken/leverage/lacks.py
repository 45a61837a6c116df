"""What a month's data lack: named in the row instead of filled in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from saiken.errors import DataError, InputError
from saiken.holders import ceiling_usd, find, treasury_share_ends
from saiken.impact.flow import dealer_book
from saiken.market.universe.build import MOVED
from saiken.snapshot import VOLUME_ANCHORS, Snapshot


@dataclass(frozen=True, slots=True)
class Lacks:
    """Inputs that are missing on a day, for everybody and for one holder.

    Attributes
    ----------
    snap : Snapshot
    market : tuple of str
        Keys of ``lacks`` in ``leverage.yaml`` that hold for every row of the day.
    """

    snap: Snapshot
    market: tuple[str, ...]

    @classmethod
    def on(cls, snap: Snapshot) -> Lacks:
        """Look what the market's data lack."""
        there = {
            "volume": any(snap.store.anchor(name).known(snap.as_of) for name in VOLUME_ANCHORS),
            "securities": not (snap.universe.basis == MOVED).any(),
            "dealers": dealer_book(snap) is not None,
            "curve": not snap.curve.notes,
        }
        return cls(snap, tuple(name for name, known in there.items() if not known))

    def of(self, holder: str, *, gdp: bool, currency: bool) -> tuple[str, ...]:
        """Name what a holder's row lacks.

        Parameters
        ----------
        holder : str
            Canonical name.
        gdp, currency : bool
            Whether its GDP, and a record of operations in its currency, are at hand.
        """
        there = {
            "official": self._official(holder),
            "owners": not find(holder).custody,
            "gdp": gdp,
            "currency": currency,
        }
        return (*(name for name, known in there.items() if not known), *self.market)

    def _official(self, holder: str) -> bool:
        """Whether the official book can be told from the rest on the day."""
        if not _has_book(holder):
            return False
        try:
            return ceiling_usd(holder, self.snap).official
        except (DataError, InputError):
            return False


@cache
def _has_book(holder: str) -> bool:
    try:
        treasury_share_ends(holder)
    except InputError:
        return False
    return True
