"""A rates desk's lines of an outcome, in published units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from saiken.market.pricing import DeskLines, desk_lines
from saiken.units import from_si

if TYPE_CHECKING:
    from saiken.outcome.result import Outcome


def desk(out: Outcome) -> DeskLines | None:
    """Put the sale into a desk's words; None when nothing is sold."""
    return desk_lines(out.program, out.snap) if out.program.amount_usd.any() else None


def desk_headline(lines: DeskLines | None) -> dict[str, Any] | None:
    """Give the lines of the JSON document: medians over draws."""
    if lines is None:
        return None
    return {
        "dv01_usd_mn": from_si(lines.dv01_usd_per_bp, "usd_mn"),
        "dv01_usd_mn_per_day": from_si(lines.dv01_usd_per_bp_per_day, "usd_mn"),
        "volume_share_pct": from_si(lines.volume_share, "pct"),
        "ten_year_equivalents_usd_bn": from_si(lines.ten_year_usd, "usd_bn"),
        "futures_contracts": lines.futures_contracts,
        "futures_contracts_per_day": lines.futures_contracts_per_day,
        "book": [
            {
                "bucket": line.bucket,
                "amount_usd_bn": from_si(line.amount_usd, "usd_bn"),
                "duration_years": line.duration_years,
                "dv01_usd_mn": from_si(line.dv01_usd_per_bp, "usd_mn"),
            }
            for line in lines.book
        ],
        "dealers": [
            {
                "tenor": line.tenor,
                "sold_usd_bn": from_si(line.sold_usd, "usd_bn"),
                "position_usd_bn": None
                if line.position_usd is None
                else from_si(line.position_usd, "usd_bn"),
            }
            for line in lines.dealers
        ],
    }
