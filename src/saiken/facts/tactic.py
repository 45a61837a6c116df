"""F12: the change in expected sales that the move of 2 May 2025 would imply."""

from __future__ import annotations

import numpy as np

from saiken.facts.cite import bp_words, cite, day_name
from saiken.facts.claims import Claim
from saiken.facts.verdict import (
    FAILS,
    HOLDS,
    UNKNOWN,
    Part,
    Verdict,
    Word,
    answer,
    over_readings,
    unknown,
)
from saiken.holders import Known
from saiken.implied import Implied, implied
from saiken.measure import Event, event
from saiken.units import from_si


def tactic(claim: Claim, known: Known) -> Verdict:
    """F12: the change in expected sales that the day's move would imply, with its interval."""
    day = np.datetime64(claim.settings["date"])
    if known.as_of < day:
        return unknown(claim, f"The remark of {day_name(day)} was yet to come.")
    seen = event(str(day), store=known.store)
    worth = implied(day, store=known.store)
    readings = _readings(worth, claim.settings["small_share"] * worth.size_usd)
    found = (
        f"{_moves(claim, known, seen)} {worth.summary()} The payrolls and what the remark did "
        "cannot be told apart in daily closes."
    )
    long = known.series("par_yields", claim.settings["long"])
    return answer(
        claim,
        found,
        over_readings(readings),
        figure=from_si(worth.main.change.middle, "usd_bn"),
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


def _readings(worth: Implied, small_usd: float) -> tuple[Part, ...]:
    """A threat that is believed raises expected sales; an assurance lowers them."""
    low, high = worth.main.change.interval.low, worth.main.change.interval.high
    words = "{:,.0f} to {:,.0f}bn against {:,.0f}bn".format(
        *(from_si(each, "usd_bn") for each in (low, high, small_usd))
    )
    threat = _word(high < small_usd, low > small_usd, worth)
    within = -small_usd < low and high < small_usd
    promise = _word(within, low > small_usd or high < -small_usd, worth)
    return (
        Part("as a threat: expected sales hardly rise", words, threat),
        Part("as an assurance: expected sales hardly move", f"{words} either way", promise),
    )


def _word(small: bool, large: bool, worth: Implied) -> Word:
    """Judge the whole interval; where yields and yen contradict one another there is none."""
    if worth.contradicted:
        return UNKNOWN
    return HOLDS if small else FAILS if large else UNKNOWN
