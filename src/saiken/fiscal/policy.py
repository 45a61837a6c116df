"""What the Treasury sells: shares of the debt by group, and terms inside each group.

Bills, TIPS and floating-rate notes keep their share of the debt; notes and bonds are the rest.
Inside a group what is sold every month has the mix of what was sold recently.
"""

from __future__ import annotations

import itertools
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import Store, resource_yaml
from saiken.fiscal.securities import KINDS, SecurityList, months_before, months_left, term_class
from saiken.market import DebtClass, debt_classes
from saiken.units import MONTHS_PER_YEAR

Array = NDArray[np.float64]
FILE: Final = "fiscal/policy.yaml"
AUCTIONS: Final = "coupon_auctions"
GROUPS: Final = ("Bill", "Coupon", "TIPS", "FRN")
GROUP_OF_KIND: Final = {"Bill": 0, "Note": 1, "Bond": 1, "TIPS": 2, "FRN": 3}
COUPON: Final = "Coupon"
FROM_LIST: Final = (
    "Fewer than twelve months of auctions with amounts were known on the day; the mix of notes and "
    "bonds sold is that of the list of securities by first issue, reopenings counted with it."
)
TILT: Final = "The share of bills is changed by {share:+.1%} of the debt within {months} months."


@dataclass(frozen=True, slots=True, eq=False)
class Policy:
    """Rule by which debt is sold.

    Attributes
    ----------
    classes : tuple of DebtClass
        What can be sold.
    groups : tuple of str
        Parts of the debt whose share is given.
    group : ndarray of int, shape (class,)
        Group of each class.
    mix : ndarray, shape (class,)
        Part of a group's sales that a class takes; sums to one inside each group.
    tilt_share : ndarray, shape (group,)
        Change of a group's share of the debt, reached in a straight line.
    phase_in_months : int
        How long that takes.
    notes : tuple of str
        What the rule rests on.
    """

    classes: tuple[DebtClass, ...]
    groups: tuple[str, ...]
    group: NDArray[np.int64]
    mix: Array
    tilt_share: Array
    phase_in_months: int
    notes: tuple[str, ...] = ()

    @property
    def term_months(self) -> NDArray[np.int64]:
        """Original terms, shape (class,)."""
        return np.array([one.term_months for one in self.classes])

    @property
    def floating(self) -> NDArray[np.bool_]:
        """Whether a class resets monthly with the three-month bill."""
        return np.array([one.floating for one in self.classes])

    @property
    def standing(self) -> Array:
        """Part of a group's debt that a class ends up with: what is sold times its term."""
        weight = self.mix * self.term_months
        total = np.bincount(self.group, weight, minlength=len(self.groups))
        share: Array = weight / total[self.group]
        return share

    def shares(self, opening_share: Array, months: int) -> Array:
        """Share of the debt that each group is steered to, shape (group, month 0..M)."""
        done = np.minimum(np.arange(months + 1) / max(self.phase_in_months, 1), 1.0)
        steered: Array = opening_share[:, None] + self.tilt_share[:, None] * done
        return steered


@cache
def settings() -> Mapping[str, Any]:
    """Read the file of the issuance policy and of the bill's options."""
    return dict(resource_yaml(FILE))


def bill_classes() -> tuple[DebtClass, ...]:
    """Return the regular terms at which bills are sold."""
    return tuple(
        DebtClass(one["id"], "Bill", one["months"] / MONTHS_PER_YEAR, one["label"])
        for one in settings()["bill_terms"]
    )


def recent_policy(
    store: Store, as_of: object, listed: SecurityList, bill_share_tilt: float = 0.0
) -> Policy:
    """Read the policy off recent sales, as known on a day.

    Parameters
    ----------
    store : Store
    as_of : date-like
        Auctions known after the close of this day count.
    listed : SecurityList
        Debt outstanding; gives the ladder of bills, the terms of TIPS, and those of notes and
        bonds where auctions with amounts do not reach back far enough.
    bill_share_tilt : float
        Change of the share of bills in the debt; notes and bonds make room.
    """
    bills = bill_classes()
    others = tuple(one for one in debt_classes() if one.kind != "Bill")
    sold, notes = _coupon_sales(store, as_of, listed)
    sold = {**sold, **_listed_sales(listed, ("TIPS", "FRN"))}
    amounts = np.concatenate([bill_ladder(listed), [sold.get(one.id, 0.0) for one in others]])
    group = np.array([GROUP_OF_KIND[one.kind] for one in (*bills, *others)])
    tilt = np.zeros(len(GROUPS))
    tilt[GROUPS.index("Bill")] += bill_share_tilt
    tilt[GROUPS.index(COUPON)] -= bill_share_tilt
    months = int(settings()["tilt_phase_in_months"])
    if bill_share_tilt:
        notes = (*notes, TILT.format(share=bill_share_tilt, months=months))
    return Policy((*bills, *others), GROUPS, group, _within(amounts, group), tilt, months, notes)


def bill_ladder(listed: SecurityList) -> Array:
    """Bills sold a month by regular term, read from the bills outstanding.

    Where as much is sold every month, what matures in the k-th month from now is everything that
    is sold with a term of k months or more. So the mean amount a month between two terms, less
    the mean beyond the longer of them, is what is sold at the longer one.

    Returns
    -------
    ndarray, shape (bill class,)
        Dollars a month; nothing where a ladder would be negative.
    """
    terms = np.array([one.term_months for one in bill_classes()])
    bills = listed.kind == "Bill"
    ahead = np.minimum(months_left(listed.maturity_date[bills], listed.as_of), terms[-1])
    falling = np.bincount(ahead, listed.outstanding_usd[bills], minlength=terms[-1] + 1)
    edges = np.concatenate([[0], terms])
    steps = np.array([falling[a + 1 : b + 1].mean() for a, b in itertools.pairwise(edges)])
    sold: Array = np.maximum(steps - np.append(steps[1:], 0.0), 0.0)
    return sold if sold.any() else np.ones_like(sold)


def _within(amounts: Array, group: NDArray[np.int64]) -> Array:
    """Shares inside each group; equal ones where nothing is known to have been sold."""
    total = np.bincount(group, amounts)
    filled = np.where(total[group] > 0, amounts, 1.0)
    share: Array = filled / np.bincount(group, filled)[group]
    return share


def _coupon_sales(
    store: Store, as_of: object, listed: SecurityList
) -> tuple[dict[str, float], tuple[str, ...]]:
    """Offered amounts of notes and bonds by class over the window, and what they rest on."""
    day = np.datetime64(str(as_of), "D")
    start = months_before(day, int(settings()["window_months"]))
    table = store.table(AUCTIONS, day)
    dates = table["auction_date"]
    if not dates.size or dates.min() > start:
        return _listed_sales(listed, ("Note", "Bond")), (FROM_LIST,)
    recent = dates > start
    found = {}
    for one in debt_classes():
        if one.kind in ("Note", "Bond"):
            mine = recent & (table["term_years"] == one.term_years)
            found[one.id] = float(table["offering"][mine].sum())
    note = (
        f"What matures and new borrowing are sold in the mix of the {int(recent.sum())} auctions "
        f"of notes and bonds of the twelve months to {day} (amounts offered to the public); bills, "
        "TIPS and floating-rate notes keep their share of the debt; nothing is fitted."
    )
    return found, (note,)


def _listed_sales(listed: SecurityList, kinds: tuple[str, ...]) -> dict[str, float]:
    """Amounts by class of the lines first sold in the window before the newest of them."""
    found: dict[str, float] = {}
    for kind in kinds:
        place, classes = term_class(listed, kind)
        known = place >= 0
        if not known.any():
            continue
        start = months_before(listed.issue_date[known].max(), int(settings()["window_months"]))
        young = known & (listed.issue_date > start)
        sums = np.bincount(place[young], listed.outstanding_usd[young], minlength=len(classes))
        found |= {one.id: float(usd) for one, usd in zip(classes, sums, strict=True)}
    return found


def kind_groups() -> NDArray[np.int64]:
    """Group of each kind of debt, in the order of :data:`KINDS`."""
    return np.array([GROUP_OF_KIND[kind] for kind in KINDS])
