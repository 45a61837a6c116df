"""Both sides' national loss (ledger A) against the amount sold: the data of one figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.case import Case, NamedScenario, Scenario, ceiling
from saiken.outcome import BAND
from saiken.snapshot import Snapshot
from saiken.sweep.common import CommonDraws
from saiken.units import from_si

Array = NDArray[np.float64]
POINTS: Final = 12
DRAWS: Final = 256
SHOWN: Final = ("p05", "p50", "p95")
NO_SELLER_LOSS: Final = (
    "The seller's loss cannot be shown: there is no record of what operations into that currency "
    "or metal move."
)


@dataclass(frozen=True, slots=True, eq=False)
class Sweep:
    """Both sides' national loss against the amount sold; positive is a loss.

    Attributes
    ----------
    amounts_usd_bn : ndarray, shape (point,)
        Amounts sold, from zero to the ceiling.
    us_loss_usd_bn, seller_loss_usd_bn : mapping of str to ndarray, shape (point,)
        Bands ``p05``, ``p50``, ``p95`` over common draws. The seller's is empty when it cannot be
        shown.
    reason : str or None
        Why the seller's loss cannot be shown.
    words : tuple of str
        What the ceiling is.
    """

    amounts_usd_bn: Array
    us_loss_usd_bn: Mapping[str, Array]
    seller_loss_usd_bn: Mapping[str, Array]
    reason: str | None
    words: tuple[str, ...]


def loss_against_amount(
    case: Case | NamedScenario,
    snap: Snapshot | None = None,
    amounts: Array | None = None,
    draws: int = DRAWS,
) -> Sweep:
    """Work out both sides' loss for a range of amounts, everything else as in the case.

    Parameters
    ----------
    case : Case or NamedScenario
    snap : Snapshot, optional
        The market; left out, as known on the case's day.
    amounts : ndarray, shape (point,), optional
        USD bn; left out, twelve from zero to the ceiling.
    draws : int
        Common draws; the seed is the case's.

    Raises
    ------
    InputError
        If an amount is above the ceiling or the request does not fit the facts of the day.
    """
    request = case.case if isinstance(case, NamedScenario) else case
    request = Case(**(request.model_dump() | {"draws": draws}))
    common = CommonDraws.of(request, snap)
    limit = ceiling(request.scenario, common.engine.snap)
    if amounts is None:
        amounts = np.linspace(0.0, from_si(limit.high_usd, "usd_bn"), POINTS)
    asked = common.engine.case.scenario
    found = [common.losses(with_amount(asked, float(amount))) for amount in amounts]
    us, seller = (np.stack([pair[side] for pair in found], axis=1) for side in (0, 1))
    silent = bool(np.isnan(seller).any())
    return Sweep(
        amounts_usd_bn=np.asarray(amounts, float),
        us_loss_usd_bn=_band(us),
        seller_loss_usd_bn={} if silent else _band(seller),
        reason=NO_SELLER_LOSS if silent else None,
        words=limit.words,
    )


def with_amount(scenario: Scenario, amount_usd_bn: float) -> Scenario:
    """Return a scenario that sells a given amount instead of its own."""
    changes = {"amount_usd_bn": amount_usd_bn, "share_pct": None}
    return Scenario(**(scenario.model_dump() | changes))


def _band(losses_usd: Array) -> dict[str, Array]:
    """Bands over draws of losses (draw, point), USD bn."""
    values = np.quantile(losses_usd, [BAND[name] for name in SHOWN], axis=0)
    shown: Array = from_si(values, "usd_bn")
    return dict(zip(SHOWN, shown, strict=True))
