"""The five lines of the first table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from saiken.report import words

Band = Mapping[str, Any]
LATER: Final = "beyond the horizon"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the first table: what happens, middle, band, after one year."""

    label: str
    middle: str
    band: str
    later: str


def rows(head: Band) -> tuple[Row, ...]:
    """The five lines of the first table."""
    return (
        _rate("10-year Treasury yield", head["yield_change_bp"]["10y"]),
        _rate("30-year mortgage rate", head["mortgage_30y_change_bp"]),
        _equities(head["equity_change_pct"]),
        _yen(head.get("usdjpy_change_pct")),
        _interest(head["federal_interest_cost_usd_bn"]),
    )


def _rate(label: str, path: Band) -> Row:
    peak, later = path["peak"], path.get("1y")
    band = words.span(peak["p05"], peak["p95"], words.bp)
    return Row(label, words.bp(peak["p50"]), band, words.bp(later["p50"]) if later else LATER)


def _equities(path: Band) -> Row:
    low, later = path["trough"], path.get("1y")
    band = words.span(low["p05"], low["p95"], words.pct)
    return Row(
        "US equities", words.pct(low["p50"]), band, words.pct(later["p50"]) if later else LATER
    )


def _yen(path: Band | None) -> Row:
    """The yen through the conversion; the other leg of the rate is not shown."""
    label = "Yen (through conversion)"
    if path is None:
        return Row(label, words.CANNOT, "", "")
    if "times_largest_operation" not in path:
        return Row(label, "no conversion", "", "")
    peak, later = path["peak"], path.get("1y")
    band = words.yen_span(peak["p05"], peak["p95"])
    return Row(label, words.yen(peak["p50"]), band, words.yen(later["p50"]) if later else LATER)


def _interest(cost: Band) -> Row:
    ten, first = cost["ten_years"], cost["first_year"]
    band = words.span(ten["p05"], ten["p95"], words.usd)
    later = f"{words.usd(first['p50'])} in the first"
    return Row("Federal interest, ten years", words.usd(ten["p50"]), band, later)
