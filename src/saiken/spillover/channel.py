"""What a channel is, and how all of them are run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Protocol

import numpy as np
from numpy.typing import NDArray

from saiken.errors import InputError

if TYPE_CHECKING:
    from saiken.parameters import Parameters
    from saiken.snapshot import Snapshot

Array = NDArray[np.float64]


class Channel(Protocol):
    """One way from Treasury yields to something people pay or own.

    Attributes
    ----------
    name : str
        Short name.
    reads, writes : tuple of str
        Ids in :data:`saiken.variables.VARIABLES`.
    """

    @property
    def name(self) -> str:
        """Short name."""

    @property
    def reads(self) -> tuple[str, ...]:
        """Variables that have to be given."""

    @property
    def writes(self) -> tuple[str, ...]:
        """Variables that are returned."""

    def run(
        self, fields: Mapping[str, Array], snap: Snapshot | None, prm: Parameters
    ) -> Mapping[str, Array]:
        """Carry the fields over, draw by draw."""


def run_all(
    channels: Sequence[Channel],
    fields: Mapping[str, Array],
    snap: Snapshot | None,
    prm: Parameters,
) -> dict[str, Array]:
    """Run every channel on the same fields.

    Parameters
    ----------
    channels : sequence of Channel
    fields : mapping of str to ndarray
        Changes against the path without the sale, SI, ``draw`` first.
    snap : Snapshot or None
        The market on the day, for channels that need a level.
    prm : Parameters
        Draws of the coefficients.

    Returns
    -------
    dict of str to ndarray, float64
        What the channels write, in their order.

    Raises
    ------
    InputError
        If a field is given that no channel reads, or a field is missing: a shock must not vanish.
    """
    wanted = {name for channel in channels for name in channel.reads}
    _refuse(sorted(set(fields) - wanted), "No channel reads")
    _refuse(sorted(wanted - set(fields)), "The channels also need")
    given = {name: np.asarray(field, dtype=np.float64) for name, field in fields.items()}
    written: dict[str, Array] = {}
    for channel in channels:
        written.update(channel.run(given, snap, prm))
    return written


def _refuse(names: Sequence[str], verdict: str) -> None:
    if names:
        raise InputError(f"{verdict} {', '.join(names)}.")
