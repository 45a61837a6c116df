"""The bill of one sale with everything that stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from saiken.errors import DataError
from saiken.fiscal.policy import settings
from saiken.fiscal.security_bill import SecurityBill
from saiken.fiscal.service import (
    debt_service_usd,
    fed_balance,
    policy_offset,
    remittances_lost_usd,
)
from saiken.fiscal.spiral import PER_BP_PER_PP, Spiral, gdp_path_usd, spiral
from saiken.parameters import Parameters

if TYPE_CHECKING:
    from saiken.snapshot import Snapshot

Array = NDArray[np.float64]
POLICY_OFFSET: Final = "fiscal.policy_offset"
DEBT_FEEDBACK: Final = "fiscal.debt_feedback"


@dataclass(frozen=True, slots=True, eq=False)
class BillOutlook:
    """Extra interest of one sale; arrays of shape (draw, month 0..120) in dollars.

    Attributes
    ----------
    bill : SecurityBill
    by_kind_usd : mapping of str to ndarray
        Extra interest by kind of debt.
    extra_usd : ndarray
        Their sum.
    service_usd : ndarray
        Interest on the extra interest.
    with_offset_usd : ndarray
        Extra interest if the policy-rate path is lowered in answer.
    remittances_usd : ndarray or None
        Fall of the Federal Reserve's income; None where its balance sheet is not at hand.
    spiral : Spiral or None
        The answer of yields to the extra debt; None where GDP was not projected.
    reason : str
        Why there is no spiral.
    """

    bill: SecurityBill
    by_kind_usd: Mapping[str, Array]
    extra_usd: Array
    service_usd: Array
    with_offset_usd: Array
    remittances_usd: Array | None
    spiral: Spiral | None
    reason: str


def bill_outlook(
    bill: SecurityBill,
    yield_change_monthly: NDArray[np.floating],
    snap: Snapshot,
    prm: Parameters,
) -> BillOutlook:
    """Work out the bill of a sale and what stands beside it.

    Parameters
    ----------
    bill : SecurityBill
    yield_change_monthly : ndarray, shape (draw, month 0..120, maturity)
    snap : Snapshot
    prm : Parameters
        Draws aligned with the changes; the middle of a range stands in for an id that is absent.
    """
    kinds = bill.by_kind(yield_change_monthly)
    extra: Array = np.sum(np.stack(list(kinds.values())), axis=0)
    lowered = policy_offset(yield_change_monthly, offset_draws(prm))
    try:
        gdp = gdp_path_usd(snap.store, snap.as_of, bill.months)
        found, reason = spiral(bill, extra, gdp, feedback_draws(prm)), ""
    except DataError as problem:
        found, reason = None, str(problem)
    return BillOutlook(
        bill=bill,
        by_kind_usd=kinds,
        extra_usd=extra,
        service_usd=debt_service_usd(extra, bill.marginal_rate()),
        with_offset_usd=bill.extra_interest_usd(lowered),
        remittances_usd=_remittances(extra, yield_change_monthly, snap),
        spiral=found,
        reason=reason,
    )


def _remittances(
    extra: Array, yield_change_monthly: NDArray[np.floating], snap: Snapshot
) -> Array | None:
    try:
        share, securities = fed_balance(snap)
    except DataError:
        return None
    return remittances_lost_usd(extra, yield_change_monthly, share, securities)


def offset_draws(prm: Parameters) -> Array:
    """Draws of the policy-rate offset, or its default in every draw."""
    if POLICY_OFFSET in prm.ids:
        return prm[POLICY_OFFSET]
    return np.full(prm.draws, float(settings()["policy_offset"]["default"]))


def feedback_draws(prm: Parameters) -> Array:
    """Draws of the answer of yields to debt (SI), or the middle of its range in every draw."""
    if DEBT_FEEDBACK in prm.ids:
        return prm[DEBT_FEEDBACK]
    file = settings()["debt_feedback"]
    middle = (float(file["low_bp_per_pp"]) + float(file["high_bp_per_pp"])) / 2
    return np.full(prm.draws, middle * PER_BP_PER_PP)
