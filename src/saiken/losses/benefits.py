"""What the move of the currency does for others in the seller's country: shown apart, never netted.

A stronger yen is a loss on the conversion in ledger A. It is also cheaper imports, dearer exports
and, for those who wish for it, a step towards another level of the currency. These accrue to other
people than the finance minister, rest on trade volumes that do not answer, and are in no ledger.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from saiken.errors import out_of_range
from saiken.holders import find
from saiken.units import BUSINESS_DAYS_PER_YEAR

if TYPE_CHECKING:
    from saiken.snapshot import Snapshot

Array = NDArray[np.float64]
YEN_HOME: Final = "Japan"
"""The only country whose currency has a modelled rate."""
TRADE: Final = "us_trade_annual"
TRADE_NOTE: Final = (
    "Goods of {year} at unchanged dollar prices and volumes, all invoiced in dollars; trade with "
    "other countries and services are not counted."
)
NO_RATE: Final = "cannot be shown: no record says what the proceeds do to the exchange rate."
NOT_YEN: Final = (
    "cannot be shown: only the yen's rate is modelled, and {seller} has another currency."
)
NO_TRADE: Final = "cannot be shown: no year of trade with the United States is at hand by the day."
SHORT: Final = "cannot be shown: the horizon ends before the first year does."
NO_COST: Final = (
    "cannot be shown: what the bonds cost and at what exchange rate they were bought is not "
    "published."
)
AT_LEVEL: Final = "cannot be shown: the currency already stands at the desired level."


@dataclass(frozen=True, slots=True, eq=False)
class BenefitLine:
    """One effect of the currency's move on somebody in the seller's country.

    Attributes
    ----------
    id, label : str
        Name in files and plain words.
    draws : ndarray or None, shape (draw,)
        Positive is a gain; None when it cannot be shown.
    unit : str
        SI unit of the draws: ``usd`` or ``share``.
    reason : str or None
        Why it cannot be shown.
    note : str
        What it rests on.
    """

    id: str
    label: str
    draws: Array | None
    unit: str
    reason: str | None = None
    note: str = ""


def currency_benefits(
    seller: str,
    log_fx_change: NDArray[np.floating] | None,
    snap: Snapshot,
    *,
    desired_jpy_per_usd: float | None = None,
) -> tuple[BenefitLine, ...]:
    """List what the currency's move does besides the seller's own loss.

    Exporters and importers: goods traded with the United States in the last year known, at
    unchanged dollar prices and volumes, all invoiced in dollars; the first year's change in the
    seller's currency at the rate of day 0, discounted on the curve before the sale.

    Parameters
    ----------
    seller : str
    log_fx_change : ndarray or None, shape (draw, day 0..H)
        Change of the log of yen per dollar.
    snap : Snapshot
    desired_jpy_per_usd : float, optional
        A level that the user thinks the seller wishes for; left out, there is no such line.

    Raises
    ------
    InputError
        If the desired level is not a positive number.
    """
    why = _silent(seller, log_fx_change)
    change = None if why or log_fx_change is None else np.asarray(log_fx_change, float)
    lines = [
        _trade("exporters_first_year_usd", "Exporters to the United States, first year", "imports",
               1, change, why, snap),
        _trade("importers_first_year_usd", "Importers from the United States, first year",
               "exports", -1, change, why, snap),
    ]  # fmt: skip
    if desired_jpy_per_usd is not None:
        lines.append(_wish(desired_jpy_per_usd, change, why, snap))
    cost = "Gain or loss on the book that the sale realises"
    return (*lines, BenefitLine("realised_book_gain_usd", cost, None, "usd", NO_COST))


def _silent(seller: str, log_fx_change: NDArray[np.floating] | None) -> str | None:
    name = find(seller).name
    if name != YEN_HOME:
        return NOT_YEN.format(seller=name)
    return NO_RATE if log_fx_change is None else None


def _trade(
    id_: str, label: str, flow: str, sign: int, change: Array | None, why: str | None,
    snap: Snapshot,
) -> BenefitLine:  # fmt: skip
    """Value a year's dollars: `sign` is 1 when received, -1 when paid; `flow` as the US sees it."""
    if change is None:
        return BenefitLine(id_, label, None, "usd", why)
    trade = snap.series(TRADE, f"{YEN_HOME}:{flow}")
    if not len(trade):
        return BenefitLine(id_, label, None, "usd", NO_TRADE)
    if change.shape[1] <= BUSINESS_DAYS_PER_YEAR:
        return BenefitLine(id_, label, None, "usd", SHORT)
    days = np.arange(1, BUSINESS_DAYS_PER_YEAR + 1)
    a_day = trade.last().value / BUSINESS_DAYS_PER_YEAR
    worth = snap.curve.discount(days / BUSINESS_DAYS_PER_YEAR) * a_day
    draws = sign * (np.expm1(change[:, days]) * worth).sum(axis=1)
    year = str(trade.last().period_end)[:4]
    return BenefitLine(id_, label, draws, "usd", note=TRADE_NOTE.format(year=year))


def _wish(desired: float, change: Array | None, why: str | None, snap: Snapshot) -> BenefitLine:
    """Part of the way to the desired level that is left behind a year after day 0."""
    if not (np.isfinite(desired) and desired > 0):
        raise out_of_range("the desired level", f"{desired:g} yen per dollar", "a positive number")
    id_ = "way_to_desired_level_share"
    label = f"Part of the way to {desired:g} yen per dollar, one year on"
    way = snap.spot_jpy_per_usd - desired
    if change is None or way == 0:
        return BenefitLine(id_, label, None, "share", why or AT_LEVEL)
    if change.shape[1] <= BUSINESS_DAYS_PER_YEAR:
        return BenefitLine(id_, label, None, "share", SHORT)
    moved = -np.expm1(change[:, BUSINESS_DAYS_PER_YEAR]) * snap.spot_jpy_per_usd
    return BenefitLine(id_, label, moved / way, "share")
