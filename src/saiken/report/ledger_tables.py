"""Ledgers M and B line by line, as tables and sentences; nothing here is ever added up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from saiken.outcome import Outcome
from saiken.report import words
from saiken.report.chart import Table
from saiken.report.summary import is_difference, seller_name

PAIN_UNITS: Final = {"bp": words.bp, "pct": words.pct, "usd_bn": words.usd}
BAND: Final = "5 to 95 of 100"
TIC: Final = "Foreign holders are those of the Treasury's table of foreign holdings (TIC)."
NOT_ONE: Final = "Marks by holder are shown for one sale, not for a difference of two."
Band = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class MarksPage:
    """Ledger M by residence, country and sector.

    Attributes
    ----------
    balance : str
        Residents, non-residents and issuer; or why there are no lines.
    tables : tuple of (str, Table)
        Captions and tables; a table without lines is absent.
    notes : tuple of str
        The custody caveat, and what else the split rests on.
    """

    balance: str
    tables: tuple[tuple[str, Table], ...] = ()
    notes: tuple[str, ...] = ()


def marks_page(out: Outcome) -> MarksPage:
    """Ledger M on the peak day, one by one."""
    if is_difference(out):
        return MarksPage(NOT_ONE)
    found = out.headline["marks"]["peak"]
    tables = (
        ("Other foreign holders", found["by_country"], out.losses.peak.by_country),
        ("Other US holders", found["by_sector"], out.losses.peak.by_sector),
    )
    shown = tuple(
        (f"{name} on day {found['day']}{_of(lines, known)}, USD bn", by_name(name, lines))
        for name, lines, known in tables
        if lines
    )
    notes = out.losses.peak.notes
    return MarksPage(balance(found), shown, (TIC, *notes) if found["by_country"] else notes)


def balance(found: Band) -> str:
    """Who loses and who gains on paper, by residence; the three sum to zero."""
    abroad, home = (-found[name]["p50"] for name in ("nonresidents_usd_bn", "residents_usd_bn"))
    issuer = words.loses("the issuer", -found["issuer_usd_bn"]["p50"])
    return (
        f"On paper, on day {found['day']}: {words.loses('non-resident holders', abroad)}, "
        f"{words.loses('resident holders', home)}, {issuer}. Holders and issuer sum to zero in "
        "every draw; their middles need not."
    )


def by_name(name: str, lines: Sequence[Band]) -> Table:
    """One row for each holder, in the headline's order."""
    rows = tuple(
        (line["name"], words.plain(line["p50"]), words.span(line["p05"], line["p95"], words.plain))
        for line in lines
    )
    return Table((name, "Middle", BAND), rows)


def _of(lines: Sequence[object], known: Sequence[object]) -> str:
    """How many of how many are shown."""
    return f", the {len(lines)} largest of {len(known)}" if len(lines) < len(known) else ""


def dollars(out: Outcome) -> str:
    """The mark on official dollars that were not converted, in a sentence; empty where unknown."""
    if is_difference(out):
        return ""
    found = out.headline["marks"]["peak"]["seller_unsold_dollars_usd_bn"]
    if found is None or words.usd(found["p05"]) == words.usd(found["p95"]) == "USD 0":
        return ""
    band = words.span(found["p05"], found["p95"], words.usd)
    return (
        f"Apart from the bonds: the dollars that {seller_name(out)}'s government keeps change in "
        f"value by {words.usd(found['p50'])} ({band}), counted in its own currency, on day "
        f"{out.headline['marks']['peak']['day']}."
    )


def pain(out: Outcome) -> Table:
    """Ledger B as a table."""
    rows = []
    for line in out.headline["pain"]:
        say = PAIN_UNITS[line["unit"]]
        rows.append((line["label"], say(line["p50"]), words.span(line["p05"], line["p95"], say)))
    for line in out.headline["households"]:
        band = words.span(line["p05"], line["p95"], words.signed)
        rows.append((line["label"], f"{words.signed(line['p50'])} USD", f"{band} USD"))
    return Table(("What is felt", "Middle", BAND), tuple(rows))
