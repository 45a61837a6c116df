"""The bill of a sale as figures: by fiscal year and kind, beside other outlays, as a document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.fiscal import BillOutlook, Loan, baseline_bill, new_car_loan, new_mortgage
from saiken.outcome import Outcome
from saiken.outcome.quantiles import peak_day
from saiken.report.bill_years import fiscal_years
from saiken.units import BUSINESS_DAYS_PER_YEAR, MONTHS_PER_YEAR, from_si

Array = NDArray[np.float64]
BAND: Final = {"p05": 0.05, "p50": 0.50, "p95": 0.95}
LOANS: Final = {"mortgage_30y_change": "mortgage", "auto_loan_change": "car_loan"}


@dataclass(frozen=True, slots=True)
class BillRow:
    """One fiscal year; dollars in billions.

    Attributes
    ----------
    fiscal_year, months : int
        Year, and how many of its months lie inside the ten years.
    net_interest_usd_bn : float or None
        Without a sale: actual or CBO's projection of the whole year; None beyond both.
    own_interest_usd_bn : float
        Without a sale: interest of the bill itself in the months counted, gross.
    extra_usd_bn : mapping of str to float
        What the sale adds: 5th, 50th and 95th of 100 draws.
    by_kind_usd_bn : mapping of str to float
        Means over draws; they add up to the mean.
    """

    fiscal_year: int
    months: int
    net_interest_usd_bn: float | None
    own_interest_usd_bn: float
    extra_usd_bn: Mapping[str, float]
    by_kind_usd_bn: Mapping[str, float]


def monthly_yield_change(out: Outcome) -> Array:
    """Zero-yield changes at the ends of months 0 to 120 on the outcome's own draws.

    The outcome keeps business days up to its horizon only; the bill needs ten years of months.

    Returns
    -------
    ndarray, shape (draw, month 0..120, maturity)
    """
    from saiken.engine import BLOCK, prepare
    from saiken.impact.response import respond

    engine = prepare(out.case, out.snap, out.parameters)
    blocks = []
    for start in range(0, out.parameters.draws, BLOCK):
        stop = min(start + BLOCK, out.parameters.draws)
        sale, prm = engine.program.block(start, stop), engine.parameters.block(start, stop)
        blocks.append(respond(sale, engine.shape, out.snap, prm).monthly)
    return np.concatenate(blocks)


def bill_rows(out: Outcome, outlook: BillOutlook) -> tuple[BillRow, ...]:
    """Sum the bill of a sale by fiscal year."""
    years = fiscal_years(out.snap.as_of, outlook.extra_usd.shape[1] - 1)
    before = outlays_by_line(out).get("net_interest", {})
    own = outlook.bill.baseline_interest_usd()
    rows = []
    for year in np.unique(years).tolist():
        inside = np.concatenate([[False], years == year])
        kinds = {kind: _bn(values[:, inside].sum(axis=1).mean())
                 for kind, values in outlook.by_kind_usd.items()}  # fmt: skip
        extra = band_of(outlook.extra_usd[:, inside].sum(axis=1))
        paid = _bn(own[inside].sum())
        rows.append(BillRow(year, int(inside.sum()), before.get(year), paid, extra, kinds))
    return tuple(rows)


def loan_payments(out: Outcome) -> dict[str, dict[str, Any]]:
    """Extra payments a year on new loans signed on the worst day and after one year."""
    loans: dict[str, Loan] = {
        "mortgage_30y_change": new_mortgage(out.snap), "auto_loan_change": new_car_loan(out.snap),
    }  # fmt: skip
    found = {}
    for variable, loan in loans.items():
        change = out[variable].astype(np.float64)
        later = min(BUSINESS_DAYS_PER_YEAR, change.shape[1] - 1)
        found[LOANS[variable]] = {
            "amount_usd": loan.amount_usd,
            "years": loan.years,
            "rate_before_pct": from_si(loan.rate_per_year, "pct"),
            "rate_source": loan.source,
            "extra_usd_per_year": {
                "peak": band_of(_yearly(loan, change[:, peak_day(change)]), "usd"),
                "1y": band_of(_yearly(loan, change[:, later]), "usd"),
            },
        }
    return found


def bill_document(out: Outcome, outlook: BillOutlook) -> dict[str, Any]:
    """Everything the screen shows, as plain JSON."""
    lines = outlays_by_line(out)
    document: dict[str, Any] = {
        "case": out.case.model_dump(mode="json"),
        "years": [
            {"fiscal_year": row.fiscal_year, "months": row.months,
             "net_interest_usd_bn": row.net_interest_usd_bn,
             "own_interest_usd_bn": row.own_interest_usd_bn,
             "extra_usd_bn": dict(row.extra_usd_bn),
             "extra_by_kind_mean_usd_bn": dict(row.by_kind_usd_bn)}
            for row in bill_rows(out, outlook)
        ],
        "beside_usd_bn": {line: {str(y): v for y, v in lines[line].items()} for line in lines},
        "ten_years_usd_bn": {name: band_of(values.sum(axis=1)) for name, values in {
            "extra": outlook.extra_usd, "interest_on_it": outlook.service_usd,
            "extra_with_policy_offset": outlook.with_offset_usd,
            "remittances_lost": outlook.remittances_usd}.items() if values is not None},
        "first_year_usd_bn": band_of(outlook.extra_usd[:, 1 : MONTHS_PER_YEAR + 1].sum(axis=1)),
        "spiral": _spiral(outlook),
        "new_loans": loan_payments(out),
        "caveats": list(outlook.bill.caveats()),
    }  # fmt: skip
    return document


def outlays_by_line(out: Outcome, actual: bool = False) -> dict[str, dict[int, float]]:
    """Outlays by line and fiscal year, billions."""
    found: dict[str, dict[int, float]] = {}
    for row in baseline_bill(out.snap):
        if not actual or row.kind == "actual":
            found.setdefault(row.line, {})[row.fiscal_year] = _bn(row.outlay_usd)
    return found


def _spiral(outlook: BillOutlook) -> dict[str, Any]:
    one = outlook.spiral
    if one is None:
        return {"reason": outlook.reason}
    return {
        "multiplier": band_of(one.multiplier, "1"),
        "debt_ratio_pct": {
            "without_sale": from_si(one.baseline_gdp_share, "pct"),
            "with_extra_interest": band_of(one.first_ratio, "pct"),
            "with_spiral": band_of(one.ratio, "pct"),
        },
        "distance_to_runaway": band_of(one.distance, "1"),
        "runaway_share": float(np.isinf(one.multiplier).mean()),
    }


def _yearly(loan: Loan, change: Array) -> Array:
    return loan.extra_payment_usd(change) * MONTHS_PER_YEAR


def band_of(draws: Array, unit: str = "usd_bn") -> dict[str, Any]:
    """Band over draws in a published unit; null where it is infinite."""
    if np.isfinite(draws).all():
        values = np.quantile(draws, tuple(BAND.values())).tolist()
    else:
        values = [draw_at(draws, each) for each in BAND.values()]
    return {
        name: from_si(value, unit) if np.isfinite(value) else None
        for name, value in zip(BAND, values, strict=True)
    }


def _bn(value: float) -> float:
    return float(from_si(float(value), "usd_bn"))


def draw_at(draws: Array, probability: float) -> float:
    """Quantile that stays defined where some draws are infinite: a draw, not a mean of two."""
    return float(np.sort(draws)[round(probability * (draws.size - 1))])
