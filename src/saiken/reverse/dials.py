"""What can be varied: from the least effort to the most, in steps fine enough to be an answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.case import Scenario, ceiling, settings_of
from saiken.errors import InputError, unknown
from saiken.units import from_si

if TYPE_CHECKING:
    from saiken.snapshot import Snapshot

Array = NDArray[np.float64]
NAMES: Final = ("amount", "days", "converted", "half_life")
ALIASES: Final = {"pace": "days"}
FINEST: Final = 1000
"""An amount is found to a round step of at most a thousandth of the ceiling."""
SHARES: Final = 1000
"""Steps of the share converted: tenths of a per cent."""
YEARS: Final = 900
"""Steps of the half-life, evenly by ratio: about one per cent each."""
DIGITS: Final = 3
"""A half-life is found to three significant digits."""
SCAN: Final = 9
"""Values looked at before bracketing."""


@dataclass(frozen=True, slots=True, eq=False)
class Dial:
    """One thing to vary.

    Attributes
    ----------
    name : str
        ``amount``, ``days``, ``converted`` or ``half_life``.
    unit : str
        Unit of `values`: ``usd_bn``, ``days``, ``share`` or ``years``.
    values : ndarray, shape (step,)
        From the least effort to the most: a larger amount, a faster pace, a larger share
        converted, a longer half-life.
    scan : ndarray of int, shape (point,)
        Steps to look at before bracketing, the first and the last among them.
    changes : callable
        From a value to the scenario's fields that it sets.
    words : tuple of str
        What the far end is.
    middle_usd_bn : float or None
        Middle of what the seller may command, where that is a range and the amount is varied.
    """

    name: str
    unit: str
    values: Array
    scan: NDArray[np.int64]
    changes: Callable[[float], dict[str, Any]]
    words: tuple[str, ...] = ()
    middle_usd_bn: float | None = None

    def apply(self, scenario: Scenario, step: int) -> Scenario:
        """Return the scenario with the value of a step."""
        changes = self.changes(float(self.values[step]))
        return Scenario(**(scenario.model_dump() | changes))


def dial(name: str, scenario: Scenario, snap: Snapshot) -> Dial:
    """Build a dial for a scenario.

    Raises
    ------
    InputError
        If there is none of that name, or the seller holds nothing.
    """
    wanted = ALIASES.get(name, name)
    builders = {"amount": _amount, "days": _days, "converted": _converted, "half_life": _half_life}
    if wanted not in builders:
        raise unknown("quantity to vary", name, NAMES)
    return builders[wanted](scenario, snap)


def _even(steps: int) -> NDArray[np.int64]:
    return np.unique(np.linspace(0, steps - 1, SCAN).round().astype(np.int64))


def _amount(scenario: Scenario, snap: Snapshot) -> Dial:
    limit = ceiling(scenario, snap)
    most = from_si(limit.high_usd, "usd_bn")
    if most <= 0:
        raise InputError(f"{limit.seller} holds nothing that could be sold.")
    step = 10.0 ** np.floor(np.log10(most / FINEST))
    below = np.round(np.arange(0, np.ceil(most / step)) * step, 9)
    values = np.append(below, most)
    ranged = limit.low_usd < limit.high_usd
    middle = from_si(limit.central_usd, "usd_bn") if ranged else None
    return Dial("amount", "usd_bn", values, _even(values.size), _sell, limit.words, middle)


def _sell(amount_usd_bn: float) -> dict[str, Any]:
    return {"amount_usd_bn": amount_usd_bn, "share_pct": None}


def _days(scenario: Scenario, snap: Snapshot) -> Dial:
    bounds = settings_of(Scenario)["sale_days"].bounds
    values = np.arange(bounds["le"], bounds["ge"] - 1, -1.0)
    looked_at = np.geomspace(bounds["le"], bounds["ge"], SCAN).round()
    scan = np.unique((values[0] - looked_at).astype(np.int64))
    return Dial("days", "days", values, scan, lambda days: {"sale_days": int(days)})


def _converted(scenario: Scenario, snap: Snapshot) -> Dial:
    values = np.arange(SHARES + 1) / SHARES
    return Dial("converted", "share", values, _even(values.size), _convert)


def _convert(share: float) -> dict[str, Any]:
    return {"proceeds": {"yen": share, "dollars": 1 - share}}


def _half_life(scenario: Scenario, snap: Snapshot) -> Dial:
    bounds = settings_of(Scenario)["half_life_years"].bounds
    ratio = np.geomspace(bounds["ge"], bounds["le"], YEARS)
    values = np.unique([float(f"{years:.{DIGITS}g}") for years in ratio])
    return Dial("half_life", "years", values, _even(values.size), _last)


def _last(years: float) -> dict[str, Any]:
    return {"half_life_years": years}
