"""Everything at once for a list of securities on one curve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saiken.data import Day, as_day
from saiken.market.curves import Curve
from saiken.market.pricing.calendar import settlement_day
from saiken.market.pricing.flows import cash_flows
from saiken.market.pricing.position import position
from saiken.market.pricing.risk import dv01, modified_duration
from saiken.market.pricing.securities import Securities
from saiken.market.pricing.yields import yield_from_price

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Valuation:
    """Securities on a curve; all arrays have shape (security,).

    Attributes
    ----------
    settlement : datetime64[D]
    dirty, accrued : ndarray
        Price with accrued interest, and accrued interest, per 100 of par.
    yields : ndarray
        Semi-annually compounded (street), decimals; bills too, in the same convention.
    modified_duration : ndarray
        Years.
    dv01 : ndarray
        Dollars per 100 of par and basis point of the yield.
    """

    settlement: np.datetime64
    dirty: Array
    accrued: Array
    yields: Array
    modified_duration: Array
    dv01: Array

    @property
    def clean(self) -> Array:
        """Quoted price per 100 of par."""
        return self.dirty - self.accrued


def value(securities: Securities, curve: Curve, settlement: Day | None = None) -> Valuation:
    """Price securities on a day's curve.

    Parameters
    ----------
    securities : Securities
    curve : Curve
        Its yields are read as of settlement: what is paid then is worth its amount.
    settlement : date, optional
        By default the business day after the curve's.

    Raises
    ------
    InputError
        If a security has matured by settlement.
    """
    settle = settlement_day(curve.day) if settlement is None else as_day(settlement)
    at = position(securities, settle)
    flows = cash_flows(securities, settle)
    dirty = flows.present_value(curve.discount(flows.years))
    yields = yield_from_price(at, dirty)
    return Valuation(
        settle, dirty, at.accrued, yields, modified_duration(at, yields), dv01(at, yields)
    )
