"""Words: what the day did when somebody spoke of selling, beyond what was expected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from saiken.data import load_store
from saiken.errors import DataError, InputError
from saiken.history.episode import Episode
from saiken.measure import Event, Move, event
from saiken.measure.event_panel import event_panel, locate


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark or report and the event study of its window.

    Attributes
    ----------
    episode : Episode
    found : Event or None
        None where the data do not cover the window and the year before it.
    """

    episode: Episode
    found: Event | None

    def move(self, key: str) -> Move | None:
        """One series of the event; None where it has no figure."""
        moves = () if self.found is None else self.found.moves
        return next((each for each in moves if each.key == key), None)


def remarks(words: Sequence[Episode]) -> tuple[Remark, ...]:
    """Measure each episode of words, in the given order."""
    return tuple(Remark(each, _measured(each)) for each in words)


def together(words: Sequence[Episode]) -> Event | None:
    """Add up the windows of one day; None with fewer than two that the data cover.

    A remark whose window touches that of an earlier one is left out, so that no move counts twice.
    """
    panel = event_panel(load_store())
    kept: list[Episode] = []
    until = -1
    for each in sorted(words, key=lambda one: one.start):
        try:
            window = locate(panel, each.start, 1)
        except InputError:
            continue
        if window.start >= until:
            kept.append(each)
            until = window.end
    return event([one.start for one in kept]) if len(kept) > 1 else None


def threats(words: Sequence[Episode]) -> tuple[Episode, ...]:
    """Remarks of serving officials that held out selling, or not buying, in a dispute."""
    return tuple(each for each in words if each.official and each.threat)


def _measured(each: Episode) -> Event | None:
    try:
        return event(each.start, window_days=each.window_days)
    except (DataError, InputError):
        return None
