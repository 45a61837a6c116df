"""From Treasury yields to what people pay and own: mortgages, car loans, company bonds, equities.

Beside them stands the swap spread, which splits the rise of yields by an assumed share.
Each channel is a small frozen object that says what it reads and writes. Loan rates follow yields
with coefficients estimated by ``make estimates``; equities are discounted with the shifted curve.
A field that no channel reads is refused, so that a shock cannot vanish unseen.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from saiken.spillover.auto import AUTO
from saiken.spillover.baa import BAA
from saiken.spillover.channel import Array, Channel, run_all
from saiken.spillover.equities import EQUITIES, strip_weights
from saiken.spillover.mortgage import MORTGAGE
from saiken.spillover.swap_spread import SWAP_SPREAD

if TYPE_CHECKING:
    from saiken.parameters import Parameters
    from saiken.snapshot import Snapshot

__all__ = ["CHANNELS", "Channel", "run_channels", "strip_weights"]

CHANNELS: Final[tuple[Channel, ...]] = (MORTGAGE, AUTO, BAA, EQUITIES, SWAP_SPREAD)
"""Every channel, in the order in which results are written."""


def run_channels(
    fields: Mapping[str, Array], snap: "Snapshot | None", prm: "Parameters"
) -> dict[str, Array]:
    """Run all channels; see :func:`saiken.spillover.channel.run_all`.

    Parameters
    ----------
    fields : mapping of str to ndarray
        ``yield_change`` of shape (draw, day, maturity), decimals; nothing else.
    snap : Snapshot or None
    prm : Parameters

    Returns
    -------
    dict of str to ndarray, shape (draw, day)
        Changes of rates in decimals, of equities as a share.

    Raises
    ------
    InputError
        If a field is given that no channel reads, or one is missing.
    """
    return run_all(CHANNELS, fields, snap, prm)
