"""The seller's loss against the US loss over paces and lengths of one sale: data of one figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.case import Case, NamedScenario, Scenario
from saiken.execution import CLOSED_FORMS, MOST_HARMFUL, Pace
from saiken.outcome import BAND
from saiken.snapshot import Snapshot
from saiken.sweep.amount import NO_SELLER_LOSS
from saiken.sweep.common import CommonDraws
from saiken.units import from_si

Array = NDArray[np.float64]
LENGTHS_DAYS: Final = (5, 20, 60, 125, 250)
"""A week, a month, a quarter, half a year, a year."""
DRAWS: Final = 128
SHOWN: Final = ("p05", "p50", "p95")
NOT_SOLD: Final = "Nothing is sold."


@dataclass(frozen=True, slots=True, eq=False)
class PacePoint:
    """One pace over one length; positive is a loss.

    Attributes
    ----------
    pace : str
    days : int
        Length of the sale, business days.
    us_loss_usd_bn, seller_loss_usd_bn : mapping of str to float
        Bands ``p05``, ``p50``, ``p95`` over common draws.
    asked : bool
        It is the case's own pace and length.
    on_edge : bool
        No other point costs the seller as little and does as much harm, by the middle draws.
    """

    pace: Pace
    days: int
    us_loss_usd_bn: Mapping[str, float]
    seller_loss_usd_bn: Mapping[str, float]
    asked: bool
    on_edge: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Frontier:
    """What each pace costs both sides.

    Attributes
    ----------
    points : tuple of PacePoint
        By pace and length; empty when they cannot be shown.
    reason : str or None
        Why there are none.
    draws : int
        Common draws behind the bands.
    """

    points: tuple[PacePoint, ...]
    reason: str | None
    draws: int

    def of_pace(self, pace: str) -> tuple[PacePoint, ...]:
        """Return the points of one pace, the shortest sale first."""
        return tuple(point for point in self.points if point.pace == pace)


def loss_against_pace(
    case: Case | NamedScenario, snap: Snapshot | None = None, draws: int = DRAWS
) -> Frontier:
    """Work out both sides' loss over paces and lengths, everything else as in the case.

    The most harmful pace, which has to be searched for, is worked out at the case's own length
    only; the case's own length joins the others for every pace.

    Parameters
    ----------
    case : Case or NamedScenario
    snap : Snapshot, optional
        The market; left out, as known on the case's day.
    draws : int
        Common draws; the seed is the case's.

    Raises
    ------
    InputError
        If the request does not fit the facts of the day.
    """
    request = case.case if isinstance(case, NamedScenario) else case
    common = CommonDraws.of(Case(**(request.model_dump() | {"draws": draws})), snap)
    if not common.engine.program.amount_usd.any():
        return Frontier((), NOT_SOLD, draws)
    asked = request.scenario
    found = [_point(common, each, asked) for each in _varied(asked)]
    if any(point is None for point in found):
        return Frontier((), NO_SELLER_LOSS, draws)
    return Frontier(_edge([point for point in found if point is not None]), None, draws)


def _varied(asked: Scenario) -> list[Scenario]:
    """Return the case's scenario at every pace and length, once each."""
    lengths = sorted({*LENGTHS_DAYS, asked.sale_days})
    given: list[tuple[Pace, int]] = [(pace, days) for pace in CLOSED_FORMS for days in lengths]
    given.append((MOST_HARMFUL, asked.sale_days))
    return [asked.model_copy(update={"pace": pace, "sale_days": days}) for pace, days in given]


def _point(common: CommonDraws, scenario: Scenario, asked: Scenario) -> PacePoint | None:
    us, seller = common.losses(scenario)
    if np.isnan(seller).any():
        return None
    same = (scenario.pace, scenario.sale_days) == (asked.pace, asked.sale_days)
    return PacePoint(scenario.pace, scenario.sale_days, _band(us), _band(seller), same)


def _band(losses_usd: Array) -> dict[str, float]:
    values = from_si(np.quantile(losses_usd, [BAND[name] for name in SHOWN]), "usd_bn")
    return dict(zip(SHOWN, values.tolist(), strict=True))


def _edge(points: list[PacePoint]) -> tuple[PacePoint, ...]:
    """Mark the points that no other one beats on one side without losing on the other."""

    def beaten(point: PacePoint) -> bool:
        cost, harm = point.seller_loss_usd_bn["p50"], point.us_loss_usd_bn["p50"]
        return any(
            other.seller_loss_usd_bn["p50"] <= cost
            and other.us_loss_usd_bn["p50"] >= harm
            and (other.seller_loss_usd_bn["p50"], other.us_loss_usd_bn["p50"]) != (cost, harm)
            for other in points
        )

    return tuple(replace(point, on_edge=not beaten(point)) for point in points)
