"""What `saiken bill` shows: ten years of interest, what the sale adds, what stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from rich.console import Console

from saiken.fiscal import (
    KINDS,
    BillOutlook,
    Loan,
    baseline_bill,
    cbo_sensitivity,
    new_car_loan,
    new_mortgage,
)
from saiken.outcome import Outcome
from saiken.outcome.quantiles import peak_day
from saiken.report.bill_years import fiscal_years
from saiken.report.console import HEADER, QUIET, line, table
from saiken.report.words import BAND_WORDS, plain, span, usd
from saiken.units import BUSINESS_DAYS_PER_YEAR, MONTHS_PER_YEAR, from_si

Array = NDArray[np.float64]
BAND: Final = {"p05": 0.05, "p50": 0.50, "p95": 0.95}
LINES: Final = {
    "net_interest": "net interest", "national_defense": "national defence",
    "medicare": "Medicare", "social_security": "Social Security",
}  # fmt: skip
NOTHING: Final = "-"
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
    from saiken.impact.response import respond
    from saiken.simulate import BLOCK, prepare

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
    before = _lines(out).get("net_interest", {})
    own = outlook.bill.baseline_interest_usd()
    rows = []
    for year in np.unique(years).tolist():
        inside = np.concatenate([[False], years == year])
        kinds = {kind: _bn(values[:, inside].sum(axis=1).mean())
                 for kind, values in outlook.by_kind_usd.items()}  # fmt: skip
        extra = _band(outlook.extra_usd[:, inside].sum(axis=1))
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
                "peak": _band(_yearly(loan, change[:, peak_day(change)]), "usd"),
                "1y": _band(_yearly(loan, change[:, later]), "usd"),
            },
        }
    return found


def bill_document(out: Outcome, outlook: BillOutlook) -> dict[str, Any]:
    """Everything the screen shows, as plain JSON."""
    lines = _lines(out)
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
        "ten_years_usd_bn": {name: _band(values.sum(axis=1)) for name, values in {
            "extra": outlook.extra_usd, "interest_on_it": outlook.service_usd,
            "extra_with_policy_offset": outlook.with_offset_usd}.items()},
        "first_year_usd_bn": _band(outlook.extra_usd[:, 1 : MONTHS_PER_YEAR + 1].sum(axis=1)),
        "spiral": _spiral(outlook),
        "new_loans": loan_payments(out),
        "caveats": list(outlook.bill.caveats()),
    }  # fmt: skip
    return document


def print_bill(console: Console, out: Outcome, outlook: BillOutlook) -> None:
    """Print the screen of `saiken bill`."""
    line(console, _sentence(out, outlook), HEADER)
    console.print()
    columns = ("fiscal", "net interest", "added", "band", *kind_names())
    rows = bill_rows(out, outlook)
    table(console, columns, [row_cells(row) for row in rows], right=range(1, len(columns)), fold=())
    part = [f"{row.fiscal_year}: {row.months} months" for row in rows if _partial(row)]
    line(console, f"USD bn; band: {BAND_WORDS}. Kinds of debt are means over draws, which add up. "
         f"The ten years start after the as-of day (* {', '.join(part)}).", QUIET)  # fmt: skip
    for text in (_beside(out), *beside_the_table(outlook), *_loans(out), _rule_of_thumb(out)):
        line(console, text)
    line(console, "Next: saiken run   saiken bill --json   saiken bill china-2025", QUIET)


def _sentence(out: Outcome, outlook: BillOutlook) -> str:
    ten = _band(outlook.extra_usd.sum(axis=1))
    first = _band(outlook.extra_usd[:, 1 : MONTHS_PER_YEAR + 1].sum(axis=1))
    return (
        f"{out.title}: federal interest rises by {usd(first['p50'])} in the first year and "
        f"{usd(ten['p50'])} in ten years ({span(ten['p05'], ten['p95'], usd)}, {BAND_WORDS})."
    ).replace("rises by USD 0 in", "does not change: USD 0 in")


def kind_names() -> tuple[str, ...]:
    """Kinds of debt in plain words, in the engine's order."""
    names = {"Bill": "bills", "Note": "notes", "Bond": "bonds", "FRN": "floaters"}
    return tuple(names.get(kind, kind) for kind in KINDS)


def row_cells(row: BillRow) -> tuple[str, ...]:
    """One fiscal year in words; a star marks a year that lies partly inside the ten."""
    part = "*" if _partial(row) else ""
    before = NOTHING if row.net_interest_usd_bn is None else plain(row.net_interest_usd_bn, 0)
    extra = row.extra_usd_bn
    band = span(extra["p05"], extra["p95"], plain)
    kinds = (plain(row.by_kind_usd_bn[kind]) for kind in KINDS)
    return (f"{row.fiscal_year}{part}", before, plain(extra["p50"]), band, *kinds)


def _partial(row: BillRow) -> bool:
    return row.months != MONTHS_PER_YEAR


def _beside(out: Outcome) -> str:
    lines = _lines(out, actual=True)
    last = max(lines["national_defense"])
    parts = [f"{name} {usd(lines[key][last])}" for key, name in LINES.items()]
    return (
        f"Fiscal {last}, the last known: {', '.join(parts)} (OMB). Net interest of later years is "
        "CBO's projection known on the day; the other lines are not projected alike."
    )


def beside_the_table(outlook: BillOutlook) -> list[str]:
    """Interest on the interest, an answer of the policy rate, and the spiral, in sentences."""
    service = _band(outlook.service_usd.sum(axis=1))
    lowered = _band(outlook.with_offset_usd.sum(axis=1))
    texts = [
        f"Not in the table: interest on the extra interest, {usd(service['p50'])} in ten years. If "
        "the policy rate were lowered in answer to the ten-year yield, the ten years would cost "
        f"{usd(lowered['p50'])} ({span(lowered['p05'], lowered['p95'], usd)}).",
    ]
    one = outlook.spiral
    if one is None:
        return [*texts, f"The spiral cannot be shown: {outlook.reason}"]
    grown, without, far = (_at(v, BAND["p50"]) for v in (one.ratio, one.first_ratio, one.distance))
    low, high = (_at(one.multiplier, BAND[name]) for name in ("p05", "p95"))
    texts.append(
        "The spiral: yields that answer to the extra debt make it "
        f"{span(low, high, _two_digits)} times as large; "
        f"debt in ten years {_ratio(one.baseline_gdp_share)} of GDP without the sale, "
        f"{_ratio(without)} with it, {_ratio(grown)} with the spiral. It would run away within ten "
        f"years if yields answered {plain(far)} times as strongly."
    )
    return texts


def _at(draws: Array, probability: float) -> float:
    """Quantile that stays defined where some draws are infinite: a draw, not a mean of two."""
    return float(np.sort(draws)[round(probability * (draws.size - 1))])


def _two_digits(value: float) -> str:
    return plain(value, 2)


def _ratio(value: float) -> str:
    return f"{from_si(value, 'pct'):.2f}%"


def _loans(out: Outcome) -> list[str]:
    texts = []
    found = loan_payments(out)
    for name, words in (("mortgage", "30-year mortgage"), ("car_loan", "48-month new-car loan")):
        loan = found[name]
        peak, later = (loan["extra_usd_per_year"][when] for when in ("peak", "1y"))
        texts.append(
            f"A {words} of USD {loan['amount_usd']:,.0f} signed on the worst day costs "
            f"USD {plain(peak['p50'])} more a year ({span(peak['p05'], peak['p95'], plain)}), one "
            f"signed after a year USD {plain(later['p50'])}; older loans pay nothing more."
        )
    return texts


def _rule_of_thumb(out: Outcome) -> str:
    whole = cbo_sensitivity(out.snap.store)[-1]
    ours, theirs = from_si(whole.with_service_usd, "usd_bn"), whole.cbo_usd or 0.0
    return (
        f"CBO's own experiment, 0.1 point on all rates, {whole.period}: {usd(ours)} here with "
        f"interest on it, {usd(from_si(theirs, 'usd_bn'))} at CBO (March 2025); untuned."
    )


def _lines(out: Outcome, actual: bool = False) -> dict[str, dict[int, float]]:
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
        "multiplier": _band(one.multiplier, "1"),
        "debt_ratio_pct": {
            "without_sale": from_si(one.baseline_gdp_share, "pct"),
            "with_extra_interest": _band(one.first_ratio, "pct"),
            "with_spiral": _band(one.ratio, "pct"),
        },
        "distance_to_runaway": _band(one.distance, "1"),
        "runaway_share": float(np.isinf(one.multiplier).mean()),
    }


def _yearly(loan: Loan, change: Array) -> Array:
    return loan.extra_payment_usd(change) * MONTHS_PER_YEAR


def _band(draws: Array, unit: str = "usd_bn") -> dict[str, Any]:
    """Band over draws in a published unit; null where it is infinite."""
    if np.isfinite(draws).all():
        values = np.quantile(draws, tuple(BAND.values())).tolist()
    else:
        values = [_at(draws, each) for each in BAND.values()]
    return {
        name: from_si(value, unit) if np.isfinite(value) else None
        for name, value in zip(BAND, values, strict=True)
    }


def _bn(value: float) -> float:
    return float(from_si(float(value), "usd_bn"))
