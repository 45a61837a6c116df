"""Claims that past episodes judge: F16 and F17."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from saiken.facts.cite import anchor_date, bp_words, cite, day_name
from saiken.facts.claims import Claim
from saiken.facts.daily import TEN_YEAR, value_on
from saiken.facts.negotiated import sensitivity
from saiken.facts.verdict import (
    FAILS,
    HOLDS,
    ROUGHLY,
    UNKNOWN,
    Part,
    Verdict,
    Word,
    answer,
    worst,
)
from saiken.history import Episode, episodes
from saiken.holders import Known
from saiken.measure import Event, event
from saiken.units import from_si


def achilles_heel(claim: Claim, known: Known) -> Verdict:
    """F16: how rare the week of the pause was, and whom the deciders named as the reason."""
    closes = known.series(*TEN_YEAR)
    begin, end = (np.datetime64(claim.settings[name]) for name in ("from", "to"))
    rise = value_on(closes, end) - value_on(closes, begin)
    rarer = _rarer_than(closes.window(closes.dates[0], begin).values, rise, claim.settings["days"])
    pause = anchor_date(known.store.anchor(claim.settings["pause"]), "start")
    parts = (_rare(claim, rarer), _named(claim, known))
    found = (
        f"From {day_name(begin)} to {day_name(end)} the ten-year yield moved {bp_words(rise)}, "
        f"more than in {from_si(rarer, 'pct'):.1f}% of the five-day stretches since "
        f"{str(closes.dates[0])[:4]}; the pause was announced on {day_name(pause)}, within that "
        f"week. {parts[1].found} Timing and words, not a measured cause. "
        + sensitivity(str(claim.settings["negotiation"]), int(claim.settings["draws"]))
    )
    return answer(
        claim,
        found,
        worst(parts),
        figure=from_si(rise, "bp"),
        unit="bp",
        cited=cite(known, closes.at_or_before(end)),
        needs=claim.needs,
        parts=parts,
    )


def _rarer_than(values: Any, rise: float, days: int) -> float:  # noqa: ANN401 - an array
    return float((values[days:] - values[:-days] < rise).mean())


def _rare(claim: Claim, rarer: float) -> Part:
    verdict: Word = HOLDS if rarer >= claim.settings["rare_share"] else FAILS
    return Part("an unusual week", f"above {from_si(rarer, 'pct'):.1f}% of stretches", verdict)


def _named(claim: Claim, known: Known) -> Part:
    """Who named the bond market as a reason on record, and who denied it, by the day."""
    said = [each for each in claim.settings["remarks"] if _out(each, known)]
    named = [each for each in said if each["names_bonds"]]
    other = [each for each in said if not each["names_bonds"]]
    verdict: Word = UNKNOWN if not named else ROUGHLY if other else HOLDS
    text = " ".join(f"{each['who']} {each['what']} ({each['source']})." for each in said)
    return Part("the bond market named as a reason", text or "Nobody had spoken yet.", verdict)


def _out(remark: Mapping[str, Any], known: Known) -> bool:
    return bool(np.datetime64(remark["date"]) <= known.as_of)


def only_case(claim: Claim, known: Known) -> Verdict:
    """F17: officials' threats that the search turned up, and what the day of 1997 did."""
    day = np.datetime64(claim.settings["date"])
    others = _threats(claim, known)
    allies = [each for each in others if each.actor in claim.settings["allies"]]
    seen = event(str(day), store=known.store)
    stocks, ten = seen.move("equities"), seen.move("10y")
    parts = (_only(allies, others), _panic(claim, seen))
    found = (
        f"On {day_name(day)} equities moved {from_si(stocks.change, 'pct'):+.2f}% "
        f"({from_si(stocks.p_value, 'pct'):.0f}% of ordinary days moved as far), the ten-year "
        f"yield {bp_words(ten.change)} ({from_si(ten.p_value, 'pct'):.0f}%): words moved equities, "
        f"hardly bonds. {parts[0].found} {_rumours(claim, known)}"
    )
    return answer(
        claim,
        found,
        worst(parts),
        figure=from_si(stocks.change, "pct"),
        unit="pct",
        cited=(f"{len(episodes())} episodes; event study on bundled closes", str(day)),
        needs=claim.needs,
        parts=parts,
    )


def _threats(claim: Claim, known: Known) -> list[Episode]:
    """Threats on record by serving officials before the day, other than those in question."""
    return [
        each
        for each in episodes()
        if each.official
        and each.threat
        and each.id not in claim.settings["in_question"]
        and np.datetime64(each.start) <= known.as_of
        and any(source.verified == "read" for source in each.sources)
    ]


def _only(allies: Sequence[Episode], others: Sequence[Episode]) -> Part:
    """Whether another ally threatened; a search cannot prove that nobody did."""
    rest = [each for each in others if each not in allies]
    if allies:
        verdict: Word = FAILS
        text = f"Another ally threatened on record: {_named_days(allies)}."
    else:
        verdict = ROUGHLY
        text = "A documented search found no other ally that threatened on record"
        text += " (stored pages only: not a proof of absence)."
    if rest:
        text += f" Holders that are no allies did: {_named_days(rest)}."
    return Part("the only case by an ally", text, verdict)


def _named_days(found: Sequence[Episode]) -> str:
    return ", ".join(f"{each.actor} on {each.start}" for each in found)


def _panic(claim: Claim, seen: Event) -> Part:
    stocks = seen.move("equities")
    verdict: Word = (
        HOLDS if stocks.abnormal < 0 and stocks.p_value <= claim.settings["unusual"] else FAILS
    )
    text = f"equities {from_si(stocks.abnormal, 'pct'):+.1f}% beyond an ordinary day"
    return Part("a brief panic", text, verdict)


def _rumours(claim: Claim, known: Known) -> str:
    """The rumour of 1995, which no official had spoken."""
    other = known.store.anchor(claim.settings["other"])
    thirty = other.si("thirty_year_to_pct") - other.si("thirty_year_from_pct")
    return (
        f"On {other.date} a mere rumour that Tokyo advised institutions to leave Treasuries "
        f"moved the thirty-year yield {bp_words(thirty)}."
    )
