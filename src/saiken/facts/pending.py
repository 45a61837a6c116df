"""Claims that need a room not built yet: what the data can say now. F12, F13, F16 to F19."""

from __future__ import annotations

import datetime as dt

import numpy as np

from saiken.data import Anchor
from saiken.errors import DataError
from saiken.facts.cite import cite, day_name
from saiken.facts.claims import Claim
from saiken.facts.daily import EQUITIES, TEN_YEAR, change_on, value_on
from saiken.facts.verdict import UNKNOWN, Verdict, answer, unknown
from saiken.holders import Known, holdings
from saiken.units import from_si


def _bp(change: float) -> str:
    return f"{from_si(change, 'bp'):+.0f} bp"


def _equity_pct(known: Known, day: np.datetime64) -> float:
    return from_si(value_on(known.series(*EQUITIES), day), "pct")


def _date(anchor: Anchor, part: str) -> np.datetime64:
    """Read a date out of a group of figures."""
    value = anchor.value[part] if isinstance(anchor.value, dict) else None
    if not isinstance(value, dt.date):
        raise DataError(f"The anchor {anchor.id} has no date named {part}.")
    return np.datetime64(value, "D")


def tactic(claim: Claim, known: Known) -> Verdict:
    """F12: the day's moves beside the payrolls of the same morning."""
    day = np.datetime64(claim.settings["date"])
    short, long = (known.series("par_yields", claim.settings[name]) for name in ("short", "long"))
    event = known.store.anchor(claim.settings["event"])
    news = event.value if isinstance(event.value, dict) else {}
    found = (
        f"On {day_name(day)} the two-year yield moved {_bp(change_on(short, day))}, the ten-year "
        f"{_bp(change_on(long, day))}, equities {_equity_pct(known, day):+.1f}%; payrolls of "
        f"{news['payrolls_thousand']} thousand against {news['payrolls_expected_thousand']} "
        "expected came out that morning and can explain the day alone."
    )
    return answer(
        claim,
        found,
        UNKNOWN,
        figure=from_si(change_on(long, day), "bp"),
        unit="bp",
        cited=cite(known, long.at_or_before(day)),
        needs=claim.needs,
    )


def deadline(claim: Claim, known: Known) -> Verdict:
    """F13: the days left on the clock."""
    pause = known.store.anchor(claim.settings["pause"])
    start, expiry = _date(pause, "start"), _date(pause, "expiry")
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


def achilles_heel(claim: Claim, known: Known) -> Verdict:
    """F16: the ten-year yield in the week of the pause, against all weeks on record."""
    closes = known.series(*TEN_YEAR)
    begin, end = (np.datetime64(claim.settings[name]) for name in ("from", "to"))
    rise = value_on(closes, end) - value_on(closes, begin)
    days = claim.settings["days"]
    earlier = closes.window(closes.dates[0], begin).values
    weeks = earlier[days:] - earlier[:-days]
    rarer = float((weeks < rise).mean())
    pause = _date(known.store.anchor(claim.settings["pause"]), "start")
    found = (
        f"From {day_name(begin)} to {day_name(end)} the ten-year yield moved {_bp(rise)}, more "
        f"than in {from_si(rarer, 'pct'):.1f}% of the five-day stretches since "
        f"{str(closes.dates[0])[:4]}; the pause was announced on {day_name(pause)}, within that "
        "week. That is timing, not cause."
    )
    return answer(
        claim,
        found,
        UNKNOWN,
        figure=from_si(rise, "bp"),
        unit="bp",
        cited=cite(known, closes.at_or_before(end)),
        needs=claim.needs,
    )


def only_case(claim: Claim, known: Known) -> Verdict:
    """F17: the day of 1997 in equities, bonds and the currency, and another case at hand."""
    day = np.datetime64(claim.settings["date"])
    equities = _equity_pct(known, day)
    closes, yen = known.series(*TEN_YEAR), known.series("usdjpy_daily", "DEXJPUS")
    currency = from_si(change_on(yen, day) / value_on(yen, day), "pct")
    event = known.store.anchor(claim.settings["event"])
    other = known.store.anchor(claim.settings["other"])
    thirty = other.si("thirty_year_to_pct") - other.si("thirty_year_from_pct")
    found = (
        f"On {day_name(day)} US equities moved {equities:+.2f}% (the Dow "
        f"{from_si(event.si('dow_change_pct'), 'pct'):+.1f}%), the ten-year yield "
        f"{_bp(change_on(closes, day))} and the dollar {currency:+.1f}% against the yen: words "
        f"moved equities, hardly bonds. Another case at hand is a rumour, not an official's "
        f"remark: on {other.date} talk that Tokyo advised institutions to leave Treasuries moved "
        f"the thirty-year yield {_bp(thirty)}."
    )
    return answer(
        claim,
        found,
        UNKNOWN,
        figure=equities,
        unit="pct",
        cited=cite(known, known.series(*EQUITIES).at_or_before(day)),
        needs=claim.needs,
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
