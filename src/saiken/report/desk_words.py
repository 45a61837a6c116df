"""The sale in a rates desk's words: three small tables, one sentence, and what has to be known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from saiken.outcome import Outcome
from saiken.report import words
from saiken.report.chart import Table
from saiken.report.slider import long_date
from saiken.report.summary import is_difference
from saiken.units import SCALE

MIDDLE: Final = ("1-3", "3-5", "5-7")
"""Buckets of one to seven years."""
HALF: Final = 0.5
DIGITS: Final = 3
"""Digits of a number of contracts that deserve to be printed."""
LEAST: Final = "0.01"
"""Smallest figure that is printed as a figure."""
NO_FIGURE: Final = "not published"
NO_ORDER: Final = "A difference of two sales is no order that a desk could be given."
NOTHING: Final = "Nothing is sold, so a desk has nothing to do."
Line = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DeskPage:
    """What the page prints.

    Attributes
    ----------
    sentence : str
        Where the book lies, or why there are no tables.
    tables : tuple of (str, Table)
        Captions and tables; empty when nothing is sold.
    notes : tuple of str
    """

    sentence: str
    tables: tuple[tuple[str, Table], ...] = ()
    notes: tuple[str, ...] = ()


def desk_page(out: Outcome) -> DeskPage:
    """Put the sale into a desk's words."""
    found, lines = out.headline["desk"], out.desk
    if is_difference(out):
        return DeskPage(NO_ORDER)
    if found is None or lines is None:
        return DeskPage(NOTHING)
    years = words.plain(lines.contract.deliverable_years, 1)
    convention = (
        "Basis-point values are of a parallel rise of all yields; all lines are at the median "
        "amount. A futures contract moves like its stand-in for the cheapest note to deliver, a "
        f"par bond of {years} years."
    )
    tables = (
        ("The sale as an order", order(found, lines.selling_days, out.case.scenario.pace)),
        ("What is sold, by remaining maturity", book(found["book"])),
        (f"Primary dealers' net positions{_on(out)}, beside what is sold",
         dealers(found["dealers"])),
    )  # fmt: skip
    return DeskPage(where(found["book"]), tables, (convention, *lines.notes))


def order(found: Line, selling_days: int, pace: str = "even") -> Table:
    """Whole sale and one selling day, or the average one where days differ."""
    tens = found["ten_year_equivalents_usd_bn"]
    amount = sum(line["amount_usd_bn"] for line in found["book"])
    rows = (
        ("Amount", words.usd(amount), words.usd(amount / selling_days)),
        ("Value of a basis point", millions(found["dv01_usd_mn"]),
         millions(found["dv01_usd_mn_per_day"])),
        ("Share of the market's daily volume", "–", per_cent(found["volume_share_pct"])),
        ("Ten-year equivalents", words.usd(tens), words.usd(tens / selling_days)),
        ("Ten-year futures contracts", count(found["futures_contracts"]),
         count(found["futures_contracts_per_day"])),
    )  # fmt: skip
    several = "one" if pace == "even" else "average"
    days = "one day" if selling_days == 1 else f"{several} of {selling_days} selling days"
    return Table(("Measure", "Whole sale", days.capitalize()), rows)


def book(lines: Sequence[Line]) -> Table:
    """Amount, duration and basis-point value by bucket, and together."""
    rows = [
        (f"{line['bucket'].replace('-', '–')} years", *_book_cells(line)) for line in lines
    ]  # fmt: skip
    amount, value = (_sum(lines, name) for name in ("amount_usd_bn", "dv01_usd_mn"))
    duration = value * SCALE["usd_mn"] / (amount * SCALE["usd_bn"] * SCALE["bp"])
    together = {"amount_usd_bn": amount, "duration_years": duration, "dv01_usd_mn": value}
    columns = ("Remaining maturity", "USD bn", "Duration, years", "USD mn per bp")
    return Table(columns, (*rows, ("Together", *_book_cells(together))))


def dealers(lines: Sequence[Line]) -> Table:
    """What is sold beside what primary dealers hold, net; a short position is negative."""
    rows = tuple(
        (
            line["tenor"],
            words.plain(line["sold_usd_bn"]),
            NO_FIGURE if line["position_usd_bn"] is None else words.plain(line["position_usd_bn"]),
        )
        for line in lines
    )
    return Table(("Remaining maturity", "Sold, USD bn", "Dealers hold, USD bn"), rows)


def where(lines: Sequence[Line]) -> str:
    """Where the book lies, by dollars and by basis-point value."""
    by_amount, by_value = (
        {line["bucket"]: line[name] / _sum(lines, name) for line in lines}
        for name in ("amount_usd_bn", "dv01_usd_mn")
    )
    parts = [sum(each[name] for name in MIDDLE) for each in (by_amount, by_value)]
    if min(parts) > HALF:
        return (
            "The book is mostly 1–7-year paper, not a long-end one: "
            f"{words.share(parts[0])} of the dollars and {words.share(parts[1])} of the "
            "basis-point value lie there."
        )
    most = [max(each, key=lambda name: each[name]) for each in (by_amount, by_value)]
    return (
        f"The largest part of the dollars is {_years(most[0])} paper "
        f"({words.share(by_amount[most[0]])}), of the basis-point value {_years(most[1])} paper "
        f"({words.share(by_value[most[1]])})."
    )


def millions(value_usd_mn: float) -> str:
    """Dollars per basis point: ``USD 280mn``."""
    text = words.plain(value_usd_mn)
    return f"under USD {LEAST}mn" if text == "0" and value_usd_mn else f"USD {text}mn"


def per_cent(value_pct: float) -> str:
    """A share that is never nothing when something is sold: ``1.5%``."""
    text = words.plain(value_pct)
    return f"under {LEAST}%" if text == "0" and value_pct else f"{text}%"


def count(value: float) -> str:
    """A number of contracts with three digits: ``4,350,000``."""
    return words.plain(float(f"{value:.{DIGITS}g}"), 0)


def _book_cells(line: Line) -> tuple[str, ...]:
    return (words.plain(line["amount_usd_bn"]), words.plain(line["duration_years"], 1),
            words.plain(line["dv01_usd_mn"]))  # fmt: skip


def _sum(lines: Sequence[Line], name: str) -> float:
    return float(sum(line[name] for line in lines))


def _years(bucket: str) -> str:
    return f"{bucket.replace('-', '–')}-year"


def _on(out: Outcome) -> str:
    """When the positions were: a day, or from one day to another."""
    lines = () if out.desk is None else out.desk.dealers
    days = sorted({line.position_date for line in lines if line.position_date is not None})
    if not days:
        return ""
    first, last = long_date(days[0]), long_date(days[-1])
    return f" on {first}" if first == last else f" from {first} to {last}"
