r"""How large: the effect of one reference programme, between two ends.

The reference programme is a published experiment rescaled to the market of the day, traded evenly
over a month. Its effect E on the 5-year yield, *net* of the lasting stock effect, is a weight drawn
between the square-root law of market impact and the published short-run less long-run effect.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from saiken.errors import unknown
from saiken.impact.flow.file import flow_file
from saiken.measure import daily_yield_sd
from saiken.units import to_si

if TYPE_CHECKING:
    from saiken.parameters import Parameters
    from saiken.snapshot import Snapshot

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FlowSize:
    """Effect of the reference programme on the 5-year yield, net of the stock effect, decimals.

    Attributes
    ----------
    square_root, published : ndarray, shape (draw,)
        The two ends: the square-root law; Beltran et al.'s one-month less long-run effect.
    weight : ndarray, shape (draw,)
        0 is the square-root law, 1 the published figure.
    reference_usd : float
        Dollars sold in the reference programme, at today's size of the market.
    """

    square_root: Array
    published: Array
    weight: Array
    reference_usd: float

    @property
    def effect(self) -> Array:
        """Drawn effect E, shape ``(draw,)``."""
        return (1 - self.weight) * self.square_root + self.weight * self.published

    def at(self, weight: float) -> FlowSize:
        """Return the same size with one weight for every draw: 0 and 1 are the two ends."""
        return replace(self, weight=np.full_like(self.weight, weight))


def reference_usd(snap: Snapshot, denominator: str = "debt") -> float:
    """Rescale the published experiment's amount to the market of the snapshot.

    The amount is multiplied by the denominator's last known value over its mean in the paper's
    sample.

    Parameters
    ----------
    snap : Snapshot
    denominator : str
        ``"debt"`` (held by the public; used) or ``"gdp"`` (sensitivity).

    Returns
    -------
    float
        Dollars.

    Raises
    ------
    InputError
        If the denominator is not sourced at both ends.
    """
    file = flow_file()
    if denominator not in file["denominators"]:
        raise unknown("denominator of the flow effect", denominator, file["denominators"])
    where, sample = file["denominators"][denominator], file["reference"]["sample"]
    history = snap.store.series(where["dataset"], where["key"])
    then = history.window(np.datetime64(sample["first"]), np.datetime64(sample["last"])).values
    now = snap.latest(where["dataset"], where["key"]).value
    amount = to_si(float(file["reference"]["amount_usd_bn"]), "usd_bn")
    return float(amount * now * then.size / then.sum())


def flow_size(
    prm: Parameters, snap: Snapshot, denominator: str = "debt", daily_sd: float | None = None
) -> FlowSize:
    """Size the reference programme at both ends.

    The square-root law uses the realised daily standard deviation of the 5-year yield, the
    snapshot's daily volume and the drawn prefactor; the published end is the drawn one-month effect
    less the long-run effect.

    Parameters
    ----------
    prm : Parameters
    snap : Snapshot
    denominator : str
        As in :func:`reference_usd`.
    daily_sd : float, optional
        Daily standard deviation of the 5-year yield, decimals, where the one of the three years
        before the snapshot is not the one that held.
    """
    file = flow_file()
    amount = reference_usd(snap, denominator)
    if daily_sd is None:
        daily_sd = daily_yield_sd(snap, file["square_root_law"]["yield_series"])
    turnover = amount / snap.scale.volume_usd_per_day
    long_run = to_si(float(file["reference"]["long_run_bp"]), "bp")
    return FlowSize(
        square_root=prm["flow.square_root_prefactor"] * daily_sd * np.sqrt(turnover),
        published=prm["flow.one_month_bp"] - long_run,
        weight=prm["flow.size_weight"],
        reference_usd=amount,
    )
