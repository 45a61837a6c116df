"""The three ledgers of an outcome, over all draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from saiken.case import ceiling
from saiken.holders import find, holding, own_mix
from saiken.losses import (
    Carry,
    DamageRatio,
    Marks,
    PainLine,
    damage_ratio,
    foregone_carry,
    marks,
    pain_lines,
    unsold_dollars_mark_usd,
)
from saiken.losses.national import NO_MULTIPLIER, NO_RECORD, nonresident_share
from saiken.units import BUSINESS_DAYS_PER_YEAR

if TYPE_CHECKING:
    from saiken.outcome.result import Outcome

Array = NDArray[np.float64]
RESERVES = "japan_reserves"
"""Official dollars are known, through the reserves, for Japan only."""


@dataclass(frozen=True)
class Ledgers:
    """Losses of one outcome; the ledgers are never added.

    Attributes
    ----------
    ratio : DamageRatio
        US loss over the seller's loss, ledger A.
    peak, one_year : Marks
        Ledger M on the peak day of the ten-year yield and a year after day 0.
    unsold_dollars_peak_usd, unsold_dollars_one_year_usd : ndarray or None, shape (draw,)
        Mark on official dollars not converted; None where they or the rate are not known.
    pain : tuple of PainLine
        Ledger B.
    carry : Carry
        Memo per year.
    nonresident_share : float
        Share of the debt held by non-residents.
    reasons : tuple of str
        What cannot be shown, and why.
    """

    ratio: DamageRatio
    peak: Marks
    one_year: Marks
    unsold_dollars_peak_usd: Array | None
    unsold_dollars_one_year_usd: Array | None
    pain: tuple[PainLine, ...]
    carry: Carry
    nonresident_share: float
    reasons: tuple[str, ...]


def ledgers(out: Outcome, peak_day: int) -> Ledgers:
    """Draw up the ledgers of an outcome."""
    year = min(BUSINESS_DAYS_PER_YEAR, out.case.scenario.horizon_days)
    ratio = _ratio(out)
    carry = foregone_carry(out.program, _main_use(out), out.snap)
    silent = [NO_MULTIPLIER, ratio.reason, carry.reason]
    return Ledgers(
        ratio=ratio,
        peak=_marks(out, peak_day),
        one_year=_marks(out, year),
        unsold_dollars_peak_usd=_dollars(out, peak_day),
        unsold_dollars_one_year_usd=_dollars(out, year),
        pain=pain_lines(),
        carry=carry,
        nonresident_share=nonresident_share(out.snap),
        reasons=tuple(reason for reason in silent if reason is not None),
    )


def _ratio(out: Outcome) -> DamageRatio:
    if "seller_loss" not in out.arrays:
        return DamageRatio.absent(NO_RECORD)
    return damage_ratio(
        out.arrays["us_loss"].astype(np.float64), out.arrays["seller_loss"].astype(np.float64)
    )


def _main_use(out: Outcome) -> str:
    """Where most of the proceeds go."""
    proceeds = out.case.scenario.proceeds
    return proceeds if isinstance(proceeds, str) else max(proceeds, key=lambda use: proceeds[use])


def _marks(out: Outcome, day: int) -> Marks:
    seller = out.case.scenario.seller
    limit = ceiling(out.case.scenario, out.snap, out.parameters)
    book = limit.central_usd if limit.draws_usd is None else limit.draws_usd
    table = holding(seller, out.snap).holdings_usd
    held = np.maximum(np.maximum(table, book), out.program.amount_usd)
    return marks(
        out.program,
        out.arrays["yield_change"],
        day,
        out.snap,
        seller_holdings_usd=held,
        seller_mix=own_mix(seller, out.snap).shares,
    )


def _dollars(out: Outcome, day: int) -> Array | None:
    if find(out.case.scenario.seller).name != "Japan" or "usdjpy_change" not in out.arrays:
        return None
    reserves = out.snap.latest(RESERVES, "total_reserve_assets").value
    official = np.maximum(reserves, out.program.amount_usd)
    change = np.log1p(out.arrays["usdjpy_change"].astype(np.float64))
    return unsold_dollars_mark_usd(out.program, change, day, official)
