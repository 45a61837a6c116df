"""What an outcome cannot show or leaves out, in plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from saiken.case import NO_TRADE as MOVES
from saiken.case import move_limits
from saiken.impact.evidence import load_rows
from saiken.impact.flow import dealer_book, flow_file
from saiken.impact.habitat import low_rate_caveat
from saiken.outcome.abroad_lines import abroad_words
from saiken.outcome.books import money_caveats
from saiken.parameters import parameter, read_record
from saiken.responders import responder_file
from saiken.units import from_si

if TYPE_CHECKING:
    from saiken.outcome.result import Outcome

UNRECORDED: Final = (
    "What the conversion does to the exchange rate cannot be shown: there is no record of "
    "operations into euro or gold."
)
LOCAL: Final = (
    "The habitat model's calibration is quoted from memory with consistency checks, and has little "
    "localisation: a seller of two- to seven-year notes moves the ten-year yield more than the "
    "two-year one."
)
NOBODY: Final = (
    "Nobody answers: the Federal Reserve, the Treasury, leveraged funds and other creditors do "
    "nothing in these figures; dealers only ask more as their books fill."
)
ANSWERED: Final = (
    "These answer: {names}. Nobody else does. The yen and Japanese yields are worked out as if "
    "only the seller acted."
)
ANNOUNCED: Final = (
    "Announced: yields carry the whole path from the first day; how much of the flow effect an "
    "announcement saves is drawn between none and all. The yen is moved as dollars are turned into "
    "it, not before."
)
THREAT: Final = (
    "A threat: yields carry the believed part of the sale until the day it would begin; then it is "
    "taken as not carried out. What each side does next is another question; the belief is an "
    "assumption, and what a threat does to a currency has no record."
)
NO_TRADE: Final = (
    "No bond is traded: dealers have nothing to take and the seller loses nothing on the bonds. "
    "What matures leaves its book at face value, and is marked here as if it were still there."
)
SWAPS: Final = (
    "The swap spread is an assumption, not an estimate: swap rates are not in the data, and who "
    "unwinds positions between swaps and Treasuries is not modelled. Loans are let follow the "
    "whole rise of Treasury yields, by coefficients estimated over all kinds of news."
)
SMALL: Final = 1e-12
ENDS: Final = ("low", "high")


def silences(out: Outcome) -> tuple[str, ...]:
    """Say what this outcome does not know."""
    said = [
        LOCAL,
        *_answers(out),
        _evidence(out),
        _persistence(),
        _denominator(out),
        abroad_words(out),
    ]
    said.append(_capacity(out))
    low = low_rate_caveat(out.snap)
    said += [] if low is None else [low]
    if out.program.converted.any():
        said.append(_conversion())
    if out.program.announced:
        said.append(ANNOUNCED)
    if out.program.threat is not None:
        said.append(THREAT)
    elif out.case.scenario.action in MOVES:
        said += [NO_TRADE, *move_limits()]
    if out.program.threat is None and out.program.unrecorded:
        said.append(UNRECORDED)
    said += [*money_caveats(out), SWAPS]
    said += list(out.losses.reasons)
    said += [*out.losses.peak.caveats(), out.amount_words]
    return (*said, *_amount(out))


def _answers(out: Outcome) -> tuple[str, ...]:
    """Who answers, and what their files say is left out."""
    if not out.actions:
        return (NOBODY,)
    names = ", ".join(line.title for line in out.actions)
    limits = [text for line in out.actions for text in responder_file(line.actor)["limits"]]
    return (ANSWERED.format(names=names), *(text.rstrip(".") + "." for text in limits))


def _evidence(out: Outcome) -> str:
    rows = load_rows()
    year = int(str(out.snap.as_of)[:4])
    later = [row.id for row in rows if row.in_pool and row.published_year > year]
    hindsight = f" Published after {year}: {', '.join(later)}." if later else ""
    verified = sum(row.verified != "memory" for row in rows)
    pooled = [row for row in rows if row.in_pool]
    episodes = len({row.episode for row in pooled})
    return (
        f"The size of the stock effect pools {len(pooled)} rows of {episodes} episodes, each read "
        f"in an abstract, an excerpt or a summary, none in its full text; {verified} of "
        f"{len(rows)} rows of the table are verified that far, the others weigh nothing.{hindsight}"
    )


def _persistence() -> str:
    """Say what reading the published experiments as fading would do."""
    record = read_record("evidence")
    lines = [
        f"{each['median'] / record['median']:.1f} times as large with a half-life of "
        f"{each['half_life_years']:g} years"
        for each in record["if_fading"]
    ]
    return (
        "The published experiments are read as permanent, as this sale is unless it says so; "
        f"read as expected to fade, the pooled size would be {' and '.join(lines)}."
    )


def _conversion() -> str:
    """Say how little the record of operations can tell."""
    record = read_record("currency")
    return (
        f"The move of the yen per dollar rests on {record['observations']} episodes of operations; "
        f"their spread ({record['spread']:.3f}% per USD bn) is no wider than ordinary moves of the "
        f"rate alone would make it ({record['spread_from_noise']:.3f}), so the band of the "
        "conversion, the seller's largest loss, says little beyond its sign and order of size."
    )


def _denominator(out: Outcome) -> str:
    """Say what another denominator would do to the flow effect."""
    flow = out.headline["flow_bp"]
    return (
        "The flow effect's published end is rescaled by the debt held by the public; by GDP it "
        f"would put the ten-year peak at {flow['published_end_by_gdp']['p50']:.0f} instead of "
        f"{flow['published_end']['p50']:.0f} bp."
    )


def _capacity(out: Outcome) -> str:
    """Say how dealers' capacity and the stress that follows are known."""
    book = dealer_book(out.snap)
    if book is None:
        return (
            "Dealers' positions are published from April 2013 on; before that nobody can say how "
            "full their books were, so the regime effect is left at zero."
        )
    low, high = (parameter("flow.capacity_over_record").distribution[end] for end in ENDS)
    record, held = (from_si(usd, "usd_bn") for usd in (book.record_usd, book.position_usd))
    began = flow_file()["stress"]["as_of"]
    later = ", which came after the as-of date" if out.snap.as_of < np.datetime64(began) else ""
    return (
        f"What dealers can carry is not published: it is taken as {low} to {high} times their "
        f"largest net position on record (USD {record:,.0f}bn; on {book.date} they held "
        f"{held:,.0f}bn). How much more they ask when full is read off March 2020 alone{later}; "
        "others sold then too, so between none and all of it is drawn."
    )


def _amount(out: Outcome) -> tuple[str, ...]:
    """Say when nothing is sold."""
    most = float(np.max(out.program.planned_usd))
    if from_si(most, "usd_bn") < SMALL:
        return ("Nothing is sold, so nothing changes: every figure is exactly zero.",)
    return ()
