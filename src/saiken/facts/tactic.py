"""F12: the change in expected sales that the move of 2 May 2025 would imply."""

from __future__ import annotations

import numpy as np

from saiken.errors import DataError
from saiken.facts.cite import bp_words, cite, day_name
from saiken.facts.claims import Claim, needs_engine
from saiken.facts.verdict import (
    FAILS,
    HOLDS,
    UNKNOWN,
    Part,
    Result,
    Verdict,
    Word,
    answer,
    over_readings,
    unknown,
)
from saiken.holders import Known
from saiken.measure import Event, event
from saiken.units import from_si


def tactic(claim: Claim, known: Known, outcome: Result | None) -> Verdict:
    """F12: the change in expected sales that the day's move would imply, with its interval."""
    day = np.datetime64(claim.settings["date"])
    if known.as_of < day:
        return unknown(claim, f"The remark of {day_name(day)} was yet to come.")
    seen = event(str(day), store=known.store)
    if outcome is None:
        return unknown(claim, _moves(claim, known, seen), needs_engine())
    low, middle, high = _implied_usd_bn(seen, outcome)
    readings = _readings(claim, low, high, _sale_usd_bn(outcome))
    found = (
        f"{_moves(claim, known, seen)} Read as news about sales alone, the ten-year move is worth "
        f"USD {middle:,.0f}bn more of expected sales (90%: {low:,.0f} to {high:,.0f}bn) at the "
        "engine's price. The payrolls and what the remark did cannot be told apart in daily closes."
    )
    long = known.series("par_yields", claim.settings["long"])
    return answer(
        claim,
        found,
        over_readings(readings),
        figure=middle,
        unit="usd_bn",
        cited=cite(known, long.at_or_before(day)),
        needs=claim.needs,
        parts=readings,
    )


def _moves(claim: Claim, known: Known, seen: Event) -> str:
    """What the day did beyond an ordinary one, and the news of its morning."""
    anchor = known.store.anchor(claim.settings["event"])
    news = anchor.value if isinstance(anchor.value, dict) else {}
    two, ten, stocks = (seen.move(key) for key in ("2y", "10y", "equities"))
    return (
        f"On {day_name(seen.days[0])} the two-year yield moved {bp_words(two.change)}, the "
        f"ten-year {bp_words(ten.change)} ({from_si(ten.p_value, 'pct'):.0f}% of ordinary days "
        f"moved as far), equities {from_si(stocks.change, 'pct'):+.1f}%; payrolls of "
        f"{news['payrolls_thousand']} thousand against {news['payrolls_expected_thousand']} "
        "expected came out that morning and can explain the day alone."
    )


def _sale_usd_bn(outcome: Result) -> float:
    return float(outcome.headline["amount_sold_usd_bn"]["p50"])


def _implied_usd_bn(seen: Event, outcome: Result) -> tuple[float, float, float]:
    """Abnormal ten-year move over the engine's basis points per dollar: low, middle, high."""
    peak_bp = outcome.headline["yield_change_bp"]["10y"]["peak"]["p50"]
    if peak_bp <= 0:
        raise DataError("the engine moves no yield in this result.")
    per_bp = _sale_usd_bn(outcome) / peak_bp
    ten = seen.move("10y")
    low, middle, high = (
        from_si(value, "bp") * per_bp
        for value in (ten.bootstrap.low, ten.abnormal, ten.bootstrap.high)
    )
    return low, middle, high


def _readings(claim: Claim, low: float, high: float, sale_usd_bn: float) -> tuple[Part, ...]:
    """Under either reading the remark changed little if the whole interval is small."""
    small = claim.settings["small_share"] * sale_usd_bn
    if -small < low and high < small:
        threat: Word = HOLDS
        promise: Word = HOLDS
    else:
        threat = FAILS if low > small else UNKNOWN
        promise = FAILS if low > small or high < -small else UNKNOWN
    words = f"{low:,.0f} to {high:,.0f}bn against {small:,.0f}bn either way"
    return (
        Part("as a threat: expected sales hardly rise", words, threat),
        Part("as an assurance: expected sales hardly move", words, promise),
    )
