"""What `saiken bill` shows: ten years of interest, what the sale adds, what stands beside it."""

from __future__ import annotations

from typing import Final

from rich.console import Console

from saiken.fiscal import KINDS, BillOutlook, cbo_sensitivity
from saiken.outcome import Outcome
from saiken.report.bill_figures import (
    BAND,
    BillRow,
    band_of,
    bill_rows,
    draw_at,
    loan_payments,
    outlays_by_line,
)
from saiken.report.console import HEADER, QUIET, line, table
from saiken.report.words import BAND_WORDS, plain, span, usd
from saiken.units import MONTHS_PER_YEAR, from_si

LINES: Final = {
    "net_interest": "net interest", "national_defense": "national defence",
    "medicare": "Medicare", "social_security": "Social Security",
}  # fmt: skip
NOTHING: Final = "-"


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
    ten = band_of(outlook.extra_usd.sum(axis=1))
    first = band_of(outlook.extra_usd[:, 1 : MONTHS_PER_YEAR + 1].sum(axis=1))
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
    lines = outlays_by_line(out, actual=True)
    last = max(lines["national_defense"])
    parts = [f"{name} {usd(lines[key][last])}" for key, name in LINES.items()]
    return (
        f"Fiscal {last}, the last known: {', '.join(parts)} (OMB). Net interest of later years is "
        "CBO's projection known on the day; the other lines are not projected alike."
    )


def beside_the_table(outlook: BillOutlook) -> list[str]:
    """Interest on the interest, an answer of the policy rate, and the spiral, in sentences."""
    service = band_of(outlook.service_usd.sum(axis=1))
    lowered = band_of(outlook.with_offset_usd.sum(axis=1))
    texts = [
        f"Not in the table: interest on the extra interest, {usd(service['p50'])} in ten years. If "
        "the policy rate were lowered in answer to the ten-year yield, the ten years would cost "
        f"{usd(lowered['p50'])} ({span(lowered['p05'], lowered['p95'], usd)}).",
        *_remittances(outlook),
    ]
    one = outlook.spiral
    if one is None:
        return [*texts, f"The spiral cannot be shown: {outlook.reason}"]
    grown, without, far = (
        draw_at(v, BAND["p50"]) for v in (one.ratio, one.first_ratio, one.distance)
    )
    low, high = (draw_at(one.multiplier, BAND[name]) for name in ("p05", "p95"))
    texts.append(
        "The spiral: yields that answer to the extra debt make it "
        f"{span(low, high, _two_digits)} times as large; "
        f"debt in ten years {_ratio(one.baseline_gdp_share)} of GDP without the sale, "
        f"{_ratio(without)} with it, {_ratio(grown)} with the spiral. It would run away within ten "
        f"years if yields answered {plain(far)} times as strongly."
    )
    return texts


def _remittances(outlook: BillOutlook) -> list[str]:
    """The Federal Reserve pays more on reserves at once and earns more only slowly."""
    if outlook.remittances_usd is None:
        return [
            "What the Federal Reserve pays in less cannot be shown: no balance sheet is at hand."
        ]
    lost = band_of(outlook.remittances_usd.sum(axis=1))
    words = "less" if lost["p50"] >= 0 else "more"
    return [
        f"The Federal Reserve would earn {usd(abs(lost['p50']))} {words} in ten years for the "
        "Treasury (reserves cost more at once, its bonds pay more as they are replaced); this too "
        "is not in the table."
    ]


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
