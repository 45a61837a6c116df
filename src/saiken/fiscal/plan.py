"""From debt that falls due and a policy to what is sold, month by month."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saiken.fiscal.policy import Policy

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Plan:
    """Debt sold after day 0.

    Attributes
    ----------
    debt_usd : ndarray, shape (month 0..M,)
        Debt at the end of each month.
    sold_usd : ndarray, shape (class, month 0..M)
        Sold in the middle of each month; month 0 is zero. A negative amount is bought back.
    index : ndarray, shape (class, month 0..M)
        Inflation index of TIPS, 1 on day 0; 1 throughout for other classes.
    standing_usd : ndarray, shape (class, month 0..M)
        Sold after day 0 and outstanding at the end of each month.
    """

    debt_usd: Array
    sold_usd: Array
    index: Array
    standing_usd: Array


def make_plan(policy: Policy, target_usd: Array, left_usd: Array, price_index: Array) -> Plan:
    """Sell every month what brings each group to its target.

    Parameters
    ----------
    policy : Policy
    target_usd : ndarray, shape (group, month 0..M)
        Debt of each group to be reached at the end of each month.
    left_usd : ndarray, shape (group, month 0..M)
        Old debt not yet matured at the end of each month, TIPS with the index of that month.
    price_index : ndarray, shape (month 0..M,)
        Index of TIPS, 1 on day 0.
    """
    index = np.ones((len(policy.classes), target_usd.shape[1]))
    index[[one.kind == "TIPS" for one in policy.classes]] = price_index
    sold, standing = _sell(policy, target_usd - left_usd, index)
    return Plan(target_usd.sum(axis=0), sold, index, standing)


def _sell(policy: Policy, needed: Array, index: Array) -> tuple[Array, Array]:
    """Sales and what stands of them, both at the index of the month."""
    real, alive = np.zeros_like(index), np.zeros_like(index)
    terms, groups = policy.term_months, len(policy.groups)
    rows = np.arange(terms.size)
    for month in range(1, index.shape[1]):
        due = np.where(month > terms, real[rows, np.maximum(month - terms, 0)], 0.0)
        kept = alive[:, month - 1] - due
        standing = np.bincount(policy.group, kept * index[:, month], minlength=groups)
        short = needed[:, month] - standing
        real[:, month] = short[policy.group] * policy.mix / index[:, month]
        alive[:, month] = kept + real[:, month]
    return real * index, alive * index
