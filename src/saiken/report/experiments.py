"""A row's experiment in words: how much, what it did, when, and how it was identified."""

from __future__ import annotations

from typing import Final

from saiken.impact.evidence import EvidenceRow
from saiken.impact.evidence.rows import Quantity

NONE: Final = "A calibrated model, no experiment."


def experiment_words(row: EvidenceRow) -> str:
    """Describe the experiment of a row as its table states it."""
    if row.quantity is None or row.effect_bp is None:
        return NONE
    ends = (row.effect_low_bp, row.effect_high_bp)
    band = "" if None in ends else f" ({ends[0]:g} to {ends[1]:g})"
    lasting = (
        "permanent"
        if row.half_life_years is None
        else f"half-life of {row.half_life_years:g} years"
    )
    return (
        f"{_amount(row.quantity)}: {row.effect_bp:g} bp{band} at {row.maturity_years:g} years, "
        f"{row.horizon}; {lasting}; {row.identification}."
    )


def _amount(quantity: Quantity) -> str:
    if quantity.usd_bn is not None:
        return (
            f"USD {quantity.usd_bn:,.0f}bn against the debt of {quantity.start} to {quantity.end}"
        )
    if quantity.share_of_debt_pct is not None:
        return f"{quantity.share_of_debt_pct:g}% of the debt"
    return f"{quantity.share_of_gdp_pct:g}% of GDP"
