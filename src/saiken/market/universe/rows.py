"""The reconciliation as plain rows in the unit of a table."""

from __future__ import annotations

from typing import Any

from saiken.data import Store
from saiken.data.series import Day
from saiken.market.universe.reconcile import reconciliation
from saiken.units import from_si


def universe_rows(store: Store, as_of: Day) -> tuple[dict[str, Any], ...]:
    """Give the reconciliation as plain rows in billions of dollars, for a table.

    Returns
    -------
    tuple of dict
        `date`, `kind`, `maturity_year`, `official_at_hand`, `rolled_usd_bn`, `ours_usd_bn`,
        `official_usd_bn`, `difference_usd_bn`, `scale`; None where there is none.
    """
    return tuple(
        {
            "date": str(row.date),
            "kind": row.kind,
            "maturity_year": row.maturity_year,
            "official_at_hand": row.covered,
            "rolled_usd_bn": _bn(row.rolled_usd),
            "ours_usd_bn": _bn(row.ours_usd),
            "official_usd_bn": _bn(row.official_usd),
            "difference_usd_bn": _bn(row.difference_usd),
            "scale": row.scale,
        }
        for row in reconciliation(store, as_of)
    )


def _bn(amount_usd: float | None) -> float | None:
    return None if amount_usd is None else from_si(amount_usd, "usd_bn")
