"""What the bill leaves out, as components of their own: never inside it, always beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from saiken.errors import out_of_range
from saiken.fiscal.policy import settings
from saiken.units import MONTHS_PER_YEAR
from saiken.variables import MATURITIES, maturity_index

if TYPE_CHECKING:
    from saiken.snapshot import Snapshot

Array = NDArray[np.float64]
HOLDINGS: Final = ("treasury", "mbs")
"""Securities of the Federal Reserve in the H.4.1 dataset."""


def extra_debt_usd(extra_interest_usd: Array, yearly_rate: Array) -> Array:
    """Debt that the extra interest leaves behind, with the interest on it.

    Extra interest is borrowed when it accrues, in the mix of the debt, at the yields of the month
    before any sale; what is owed is repriced every month:
    ``E(m) = E(m-1) (1 + r(m-1)/12) + x(m)``, solved with cumulative growth, no step over months.

    Parameters
    ----------
    extra_interest_usd : ndarray, shape (draw, month 0..M)
    yearly_rate : ndarray, shape (month 0..M,)
        Cost of marginal debt at the end of each month.

    Returns
    -------
    ndarray, shape (draw, month 0..M)
    """
    growth = np.cumprod(np.concatenate([[1.0], 1 + yearly_rate[:-1] / MONTHS_PER_YEAR]))
    debt: Array = np.cumsum(extra_interest_usd / growth, axis=1) * growth
    return debt


def debt_service_usd(extra_interest_usd: Array, yearly_rate: Array) -> Array:
    """Interest on the extra interest in each month, shape (draw, month 0..M)."""
    debt = extra_debt_usd(extra_interest_usd, yearly_rate)
    service = np.zeros_like(debt)
    service[:, 1:] = debt[:, :-1] * (yearly_rate[:-1] / MONTHS_PER_YEAR)
    return service


def fed_balance(snap: Snapshot) -> tuple[float, float]:
    """Federal Reserve's share of the debt held by the public, and its securities in dollars.

    Raises
    ------
    DataError
        If no H.4.1 release is at hand by the day.
    """
    treasuries, mortgages = (snap.latest("fed_h41", key).value for key in HOLDINGS)
    return treasuries / snap.scale.debt_held_by_public_usd, treasuries + mortgages


def remittances_lost_usd(
    extra_interest_usd: Array,
    yield_change_monthly: NDArray[np.floating],
    treasury_share: float,
    securities_usd: float,
    interest_bearing_share: float | None = None,
) -> Array:
    """Fall of the Federal Reserve's income, which it would pay to the Treasury (an option).

    It pays more on reserves at once and earns more on its Treasuries only as they are replaced:
    ``interest-bearing liabilities x change of the three-month yield - share x extra interest``.
    Its securities stay as they are; income counts when it accrues, though cash is paid only once
    past losses are made up, so that early years are an upper end of what the Treasury misses.

    Parameters
    ----------
    extra_interest_usd : ndarray, shape (draw, month 0..M)
    yield_change_monthly : ndarray, shape (draw, month 0..M, maturity)
    treasury_share : float
        Part of the debt held by the public that the Federal Reserve holds, in the mix of the debt.
    securities_usd : float
        All its securities.
    interest_bearing_share : float, optional
        Part of them financed by liabilities that pay the policy rate; an assumption in
        ``policy.yaml`` when absent.

    Returns
    -------
    ndarray, shape (draw, month 0..M)
        Positive where the Treasury receives less.
    """
    part = interest_bearing_share
    if part is None:
        part = float(settings()["remittances"]["interest_bearing_share"])
    short = np.asarray(yield_change_monthly, float)[:, :, maturity_index("3m")]
    paid = np.zeros_like(extra_interest_usd)
    paid[:, 1:] = (short[:, :-1] + short[:, 1:]) / 2 / MONTHS_PER_YEAR
    lost: Array = paid * securities_usd * part - treasury_share * extra_interest_usd
    return lost


def policy_offset(yield_change_monthly: NDArray[np.floating], psi: Array | float) -> Array:
    """Lower the path of the policy rate by `psi` times the change of the ten-year yield.

    The change of a yield falls by ``psi x ten-year change`` at the short end; the part falls in a
    straight line to nothing at ten years, where the evidence on the size of the effect was
    measured with whatever reaction was expected.

    Parameters
    ----------
    yield_change_monthly : ndarray, shape (draw, month 0..M, maturity)
    psi : float or ndarray of shape (draw,)
        Between 0 (no reaction) and 1.

    Returns
    -------
    ndarray, shape (draw, month 0..M, maturity)

    Raises
    ------
    InputError
        If `psi` lies outside 0 to 1.
    """
    size = np.asarray(psi, float)
    if not ((size >= 0) & (size <= 1)).all():
        raise out_of_range("the policy-rate offset", psi, "0 to 1")
    change = np.asarray(yield_change_monthly, float)
    ten = change[:, :, [maturity_index("10y")]]
    lowered: Array = change - np.reshape(size, (-1, 1, 1)) * ten * offset_shape()
    return lowered


def offset_shape() -> Array:
    """Part of the policy rate's move that reaches each published maturity, shape (maturity,)."""
    file = settings()["policy_offset"]
    ends = [float(file["full_to_years"]), float(file["none_from_years"])]
    shape: Array = np.interp(MATURITIES, ends, [1.0, 0.0])
    return shape
