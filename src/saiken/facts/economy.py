"""Claims about the economy and trade: F14 and F15."""

from __future__ import annotations

import numpy as np

from saiken.data import Observation
from saiken.errors import DataError
from saiken.facts.cite import cite, cite_anchor, day_name
from saiken.facts.claims import Claim
from saiken.facts.verdict import (
    FAILS,
    HOLDS,
    ROUGHLY,
    UNKNOWN,
    Part,
    Verdict,
    Word,
    answer,
    by_last_digit,
    worst,
)
from saiken.holders import Known
from saiken.units import from_si


def shrinking(claim: Claim, known: Known) -> Verdict:
    """F14: the sign of real growth in the last quarter printed by the day."""
    seen = _last_print(claim.settings["dataset"], known)
    growth = from_si(seen.value, "pct_saar")
    tenths = round(growth / claim.settings["last_digit"])
    verdict: Word = HOLDS if tenths < 0 else ROUGHLY if tenths == 0 else FAILS
    found = (
        f"Real GDP grew at {growth:+.1f}% a year in {seen.key} as printed by "
        f"{day_name(seen.released)}: one quarter's estimate, revised since as every one is."
    )
    return answer(claim, found, verdict, figure=growth, unit="pct_saar", cited=cite(known, seen))


def _last_print(dataset: str, known: Known) -> Observation:
    """Newest quarter with a print by the day."""
    quarters = [known.series(dataset, key) for key in known.store.keys(dataset)]
    printed = [quarter.last() for quarter in quarters if len(quarter)]
    if not printed:
        raise DataError(f"No print of real growth had been published by {known.as_of}.")
    return max(printed, key=lambda seen: (seen.period_end, seen.released))


def surplus(claim: Claim, known: Known) -> Verdict:
    """F15: goods from Census in the vintage of the day; services are not at hand."""
    year = np.datetime64(claim.settings["revised"]["year_end"])
    revised = known.series("us_trade_annual", claim.settings["revised"]["imports"])
    if not (revised.dates == year).any():
        raise DataError(f"US trade of {str(year)[:4]} had not been published by {known.as_of}.")
    imports, exports, cited = _goods(claim, known, year)
    shipped = _shipped(claim, imports, exports, revised.at_or_before(year).value)
    services = Part(
        "surplus in goods and services",
        f"The surplus in goods and services (claimed: USD "
        f"{claim.settings['claimed_surplus_usd_bn']}bn) needs services, which are not at hand.",
        UNKNOWN,
    )
    return answer(
        claim,
        f"{shipped.found} That part {shipped.verdict}. {services.found}",
        worst((shipped, services)),
        figure=from_si(imports, "usd_bn"),
        unit="usd_bn",
        cited=cited,
        needs=claim.needs,
        parts=(shipped, services),
    )


def _goods(claim: Claim, known: Known, year: np.datetime64) -> tuple[float, float, tuple[str, str]]:
    """US imports and exports in the vintage of the day, with source and vintage."""
    rule = claim.settings["revised"]
    if known.as_of >= np.datetime64(rule["known"]):
        imports = known.series("us_trade_annual", rule["imports"]).at_or_before(year)
        exports = known.series("us_trade_annual", rule["exports"]).at_or_before(year)
        return imports.value, exports.value, cite(known, imports)
    first = known.store.anchor(claim.settings["first_print"])
    return first.si("us_imports"), first.si("us_exports"), cite_anchor(known, first.id)


def _shipped(claim: Claim, imports_usd: float, exports_usd: float, revised_usd: float) -> Part:
    claimed, digit = claim.settings["claimed_goods_usd_bn"], claim.settings["last_digit"]
    shown = from_si(imports_usd, "usd_bn")
    found = (
        f"Goods shipped: USD {shown:,.1f}bn in 2024 (claimed: {claimed}), with a surplus in goods "
        f"of {from_si(imports_usd - exports_usd, 'usd_bn'):,.1f}bn; in the vintage of June 2026 "
        f"{from_si(revised_usd, 'usd_bn'):,.1f}bn were shipped."
    )
    return Part("goods shipped", found, by_last_digit(shown, claimed, digit))
