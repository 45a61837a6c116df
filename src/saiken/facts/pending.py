"""Claims that need a room not built yet: what the data can say now. F13, F18 and F19."""

from __future__ import annotations

import numpy as np

from saiken.facts.cite import anchor_date, cite, day_name
from saiken.facts.claims import Claim
from saiken.facts.daily import EQUITIES, value_on
from saiken.facts.verdict import UNKNOWN, Verdict, answer, unknown
from saiken.holders import Known, holdings
from saiken.units import from_si


def _equity_pct(known: Known, day: np.datetime64) -> float:
    return from_si(value_on(known.series(*EQUITIES), day), "pct")


def deadline(claim: Claim, known: Known) -> Verdict:
    """F13: the days left on the clock."""
    pause = known.store.anchor(claim.settings["pause"])
    start, expiry = anchor_date(pause, "start"), anchor_date(pause, "expiry")
    if not start <= known.as_of <= expiry:
        return unknown(claim, f"No pause was running on {day_name(known.as_of)}.")
    left = int((expiry - known.as_of) / np.timedelta64(1, "D"))
    found = (
        f"The pause ran from {day_name(start)} to {day_name(expiry)}: {left} days were left. What "
        "the clock does to the value of the card is not computed yet."
    )
    cited = (f"{pause.source} (from memory, not re-read)", str(start))
    return answer(
        claim, found, UNKNOWN, figure=float(left), unit="days", cited=cited, needs=claim.needs
    )


def empty_threat(claim: Claim, known: Known) -> Verdict:
    """F18: what the day of the remark cost, as far as prices say."""
    day = np.datetime64(claim.settings["date"])
    next_day = known.series(*EQUITIES).window(day, known.as_of)
    found = (
        f"US equities moved {_equity_pct(known, day):+.2f}% on {day_name(day)} and "
        f"{from_si(float(next_day.values[1]), 'pct'):+.2f}% the day after. Whether execution would "
        "have been rational for the seller is not computed yet."
    )
    return unknown(claim, found)


def other_holders(claim: Claim, known: Known) -> Verdict:
    """F19: the shares of Japan, of the others and of officials."""
    table = holdings(known)
    mine = table.of(claim.settings["holder"])
    of_foreign = mine.holdings_usd / table.all_usd
    found = (
        f"Foreigners hold {from_si(table.all_usd / table.market_usd, 'pct'):.0f}% of debt held by "
        f"the public, {mine.holder} {from_si(of_foreign, 'pct'):.0f}% of what foreigners hold; "
        f"the others have USD {from_si(table.all_usd - mine.holdings_usd, 'usd_bn'):,.0f}bn, and "
        f"foreign officials of all countries USD {from_si(table.official_usd, 'usd_bn'):,.0f}bn."
    )
    seen = known.series("tic_holdings", "Grand Total").at_or_before(table.month)
    return answer(
        claim,
        found,
        UNKNOWN,
        figure=from_si(table.all_usd - mine.holdings_usd, "usd_bn"),
        unit="usd_bn",
        cited=cite(known, seen),
        needs=claim.needs,
    )
