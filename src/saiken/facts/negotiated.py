"""Claims that the negotiation answers: F13 and F18, and the sensitivity behind F16."""

from __future__ import annotations

import datetime as dt
from functools import cache

import numpy as np

from saiken.bargaining import card_value
from saiken.draws import Array, percent
from saiken.facts.cite import anchor_date, day_name
from saiken.facts.claims import Claim
from saiken.facts.daily import EQUITIES, value_on
from saiken.facts.verdict import FAILS, HOLDS, UNKNOWN, Part, Verdict, Word, answer, unknown, worst
from saiken.holders import Known
from saiken.negotiation import Negotiation, load_negotiation
from saiken.negotiation.card import at_the_table, silent_deal
from saiken.negotiation.promise import promises
from saiken.units import from_si

MEMORY = "from memory, not re-read"


def deadline(claim: Claim, known: Known) -> Verdict:
    """F13: whether a date was set, and what the clock does to the value of the card."""
    pause = known.store.anchor(claim.settings["pause"])
    start, expiry = anchor_date(pause, "start"), anchor_date(pause, "expiry")
    if not start <= known.as_of <= expiry:
        return unknown(claim, f"No pause was running on {day_name(known.as_of)}.")
    left = int((expiry - known.as_of) / np.timedelta64(1, "D"))
    parts = (_dated(start, expiry, left), _clock(claim))
    found = " ".join(f"{each.found}." for each in parts)
    cited = (f"{pause.source} ({MEMORY})", str(start))
    return answer(
        claim, found, worst(parts), figure=float(left), unit="days", cited=cited,
        needs=claim.needs, parts=parts,
    )  # fmt: skip


def _dated(start: np.datetime64, expiry: np.datetime64, left: int) -> Part:
    text = f"The pause ran from {day_name(start)} to {day_name(expiry)}: {left} days were left"
    return Part("a date was set", text, HOLDS)


def _clock(claim: Claim) -> Part:
    name, draws = str(claim.settings["negotiation"]), int(claim.settings["draws"])
    near, far, stake, days = _near_and_far(name, draws)
    text = (
        f"In the negotiation the threat is worth USD {near:.1f}bn with {days} days left and "
        f"USD {far:.1f}bn with twice as many, of USD {stake:.1f}bn at stake"
    )
    verdict: Word = HOLDS if abs(far - near) >= claim.settings["matters"] * stake else UNKNOWN
    return Part("the clock matters for the card", text, verdict)


@cache
def _near_and_far(name: str, draws: int) -> tuple[float, float, float, int]:
    """The threat's mean value in the same talks, the deadline near and twice as far; USD bn."""
    near = _asked(name, draws)
    far = near.model_copy(
        update={"rounds": 2 * near.rounds, "deadline": near.deadline + dt.timedelta(days=near.days)}
    )
    before, after = (card_value(at_the_table(each)[2]) for each in (near, far))
    means = (float(np.nanmean(each)) for each in (before.seller, after.seller, before.stake))
    first, second, stake = (from_si(each, "usd_bn") for each in means)
    return first, second, stake, near.days


def empty_threat(claim: Claim, known: Known) -> Verdict:
    """F18: where execution would have been rational, and what a promise would have been worth."""
    parts = readings(claim)
    found = f"{_that_day(claim, known)} {' '.join(f'{each.found}.' for each in parts)}"
    return answer(claim, found, worst(parts), needs=claim.needs, parts=parts)


def _that_day(claim: Claim, known: Known) -> str:
    day = np.datetime64(claim.settings["date"])
    next_day = known.series(*EQUITIES).window(day, known.as_of)
    first = from_si(value_on(known.series(*EQUITIES), day), "pct")
    return (
        f"US equities moved {first:+.2f}% on {day_name(day)} and "
        f"{from_si(float(next_day.values[1]), 'pct'):+.2f}% the day after."
    )


def readings(claim: Claim) -> tuple[Part, Part]:
    """Under the threat and under the assurance reading, on the market that stands in for 1997."""
    rational, part = _rational_and_promise(
        str(claim.settings["negotiation"]), int(claim.settings["draws"])
    )
    rare = float(claim.settings["rare"])
    threat: Word = HOLDS if rational < rare else FAILS if rational > 1 - rare else UNKNOWN
    first = (
        f"Carrying it out is rational in {percent(np.array(rational))} of the draws, and turns on "
        "what backing down would have cost, which nobody observed"
    )
    second = f"A promise in words is worth {from_si(part, 'pct'):.1f}% of what was at stake"
    empty: Word = HOLDS if part < rare else UNKNOWN
    return (
        Part("as a threat: real in form, empty in substance", first, threat),
        Part("as an assurance: words alone promise little", second, empty),
    )


@cache
def _rational_and_promise(name: str, draws: int) -> tuple[float, float]:
    """Share of draws with a rational execution, and a promise's value over the stake."""
    asked = _asked(name, draws)
    out, stakes, game = at_the_table(asked)
    value = promises(asked, out.parameters, game)[asked.promise].value_usd
    part = 0.0 if value is None else float(value.mean() / stakes.G.mean())
    return float(card_value(game).credible.mean()), part


@cache
def sensitivity(name: str, draws: int) -> str:
    """How far political pain moves the US side: the chance of a deal with and without it."""
    asked = _asked(name, draws)
    with_pain, without = (
        _deal(asked.model_copy(update={"pain_weight": weight})) for weight in (1.0, 0.0)
    )
    return (
        f"In the negotiation the chance of a deal is {percent(with_pain)} if political pain counts "
        f"and {percent(without)} if only the national loss does: the engine's assumption about "
        "April, not a finding."
    )


def _deal(asked: Negotiation) -> Array:
    _, _, game = at_the_table(asked)
    found = game.solve()
    deal = np.where(found.credible, found.deal, silent_deal(game))
    return np.asarray(deal[~found.refused])


@cache
def _asked(name: str, draws: int) -> Negotiation:
    named = load_negotiation(name).negotiation
    if named.case is None:
        return named
    return named.model_copy(update={"case": named.case.model_copy(update={"draws": draws})})
