"""What an old experiment is measured against, so that it can be carried to today's market.

A lasting change of holdings is a share of the debt, a pace of selling a share of what is traded, a
rush a share of what dealers can carry. Where the right denominator was not published for a sample
it is said to be not at hand, and the debt stands in with output as sensitivity.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from saiken.data import Store
from saiken.errors import DataError, unknown
from saiken.impact.evidence.reading import reading_file
from saiken.impact.evidence.record import EvidenceRow, Quantity
from saiken.units import to_si

if TYPE_CHECKING:
    from saiken.snapshot import Snapshot

UNDATED = "not at hand: the row states a share, not dollars with dates"


def denominators(kind: str) -> tuple[str, ...]:
    """Denominators of a kind of row, the right one first."""
    return tuple(reading_file()["kinds"][kind])


def _setting(name: str) -> Mapping[str, Any]:
    known = reading_file()["denominators"]
    if name not in known:
        raise unknown("denominator", name, known)
    return dict(known[name])


def stated_share(quantity: Quantity, name: str) -> float | None:
    """Share of a denominator where the row itself states it."""
    stated = {"debt": quantity.share_of_debt_pct, "gdp": quantity.share_of_gdp_pct}.get(name)
    return None if stated is None else to_si(stated, "pct")


def then_usd(name: str, quantity: Quantity, store: Store) -> float | None:
    """Mean of a denominator over the dates of a quantity, in dollars; None if not at hand.

    A year's output, a day's trading, and balances of the debt and of dealers.
    """
    setting = _setting(name)
    if quantity.start is None or quantity.end is None or "missing" in setting:
        return None
    if quantity.start < setting["first"]:
        return None
    if "anchor" in setting:
        return store.anchor(setting["anchor"]).si()
    inside = store.series(setting["dataset"], setting["key"]).window(
        np.datetime64(quantity.start, "D"), np.datetime64(quantity.end, "D")
    )
    return float(inside.values.mean()) if len(inside) else None


def now_usd(name: str, snap: Snapshot) -> float | None:
    """Value of a denominator as known on the snapshot's day, in dollars; None if not at hand."""
    setting = _setting(name)
    if "missing" in setting:
        return None
    if "anchor" in setting:
        return snap.scale.volume_usd_per_day
    if "recent_days" in setting:
        series = snap.series(setting["dataset"], setting["key"])
        start = snap.as_of - np.timedelta64(int(setting["recent_days"]), "D")
        recent = series.window(start, snap.as_of)
        return float(recent.values.mean()) if len(recent) else None
    return snap.latest(setting["dataset"], setting["key"]).value


def newest_usd(name: str, store: Store) -> float:
    """Newest bundled value of a denominator that is a series, in dollars."""
    setting = _setting(name)
    return float(store.series(setting["dataset"], setting["key"]).values[-1])


def share_of(name: str, quantity: Quantity, store: Store) -> float | None:
    """Quantity over a denominator at the time of the sample; None if not at hand."""
    stated = stated_share(quantity, name)
    if stated is not None or quantity.usd_bn is None:
        return stated
    base = then_usd(name, quantity, store)
    return None if base is None else to_si(quantity.usd_bn, "usd_bn") / base


def why_missing(name: str, quantity: Quantity) -> str:
    """Say why a denominator is not at hand for a quantity."""
    setting = _setting(name)
    if "missing" in setting:
        return str(setting["missing"])
    if quantity.usd_bn is None:
        return UNDATED
    return f"not at hand: {setting['title']}, bundled from {setting['first']} only"


@dataclass(frozen=True, slots=True)
class Rescaled:
    """A published effect carried to today's market by every denominator of its kind.

    Maturities are left as they are: the habitat shape is another step.

    Attributes
    ----------
    row : str
    right, used : str
        The denominator the kind asks for, and the one used because it is at hand.
    effect_bp : mapping of str to float or None
        Effect of the amount asked for, by denominator; None where it is not at hand.
    missing : mapping of str to str
        Why.
    naive_bp : float or None
        Dollar for dollar, the error to avoid; None for a row in shares.
    """

    row: str
    right: str
    used: str
    effect_bp: Mapping[str, float | None]
    missing: Mapping[str, str]
    naive_bp: float | None


def rescaled(
    row: EvidenceRow, amount_usd: float, snap: Snapshot, effect_bp: float | None = None
) -> Rescaled:
    """Carry a row's effect to an amount today by each denominator of its kind.

    Parameters
    ----------
    row : EvidenceRow
        A row with an experiment.
    amount_usd : float
    snap : Snapshot
        Today.
    effect_bp : float, optional
        Instead of the published effect, such as a flow effect net of the stock effect.

    Raises
    ------
    DataError
        If the row states no effect, or no denominator of its kind is at hand.
    """
    effect = row.effect_bp if effect_bp is None else effect_bp
    if effect is None:
        raise DataError(f"{row.id} states no effect.")
    names = denominators(row.kind)
    found = {name: _carried(row.measured, name, amount_usd, effect, snap) for name in names}
    at_hand = [name for name in names if found[name] is not None]
    if not at_hand:
        raise DataError(f"{row.id} cannot be rescaled: no denominator is at hand.")
    dollars = row.measured.usd_bn
    return Rescaled(
        row=row.id,
        right=names[0],
        used=at_hand[0],
        effect_bp=found,
        missing={name: why_missing(name, row.measured) for name in names if found[name] is None},
        naive_bp=None if dollars is None else effect * amount_usd / to_si(dollars, "usd_bn"),
    )


def _carried(
    quantity: Quantity, name: str, amount_usd: float, effect_bp: float, snap: Snapshot
) -> float | None:
    share, now = share_of(name, quantity, snap.store), now_usd(name, snap)
    return None if share is None or now is None else effect_bp * amount_usd / now / share
