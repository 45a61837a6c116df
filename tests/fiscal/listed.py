"""A hand-made list of securities, for tests."""

from dataclasses import dataclass, field

import numpy as np


@dataclass
class Listed:
    as_of: np.datetime64
    kind: np.ndarray
    coupon: np.ndarray
    issue_date: np.ndarray
    maturity_date: np.ndarray
    outstanding_usd: np.ndarray
    notes: tuple = field(default=())


def month_end(as_of, months):
    """Last day of the month that ends so many months after the month of a day."""
    month = np.datetime64(as_of, "M") + np.asarray(months)
    return (month + 1).astype("datetime64[D]") - 1


def make(as_of, rows):
    """From rows of (kind, coupon, months since issue, months to maturity, dollars)."""
    kind, coupon, age, ahead, usd = (np.array(column) for column in zip(*rows, strict=True))
    return Listed(
        np.datetime64(as_of),
        kind.astype(object),
        coupon.astype(float),
        month_end(as_of, -age.astype(int)),
        month_end(as_of, ahead.astype(int)),
        usd.astype(float),
    )
