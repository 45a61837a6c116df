"""What the first screen and the top of the report say, as plain sentences and cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from saiken.case import MONEY, NO_SUPPLY, NO_TRADE, Threat
from saiken.impact.evidence import Answer
from saiken.outcome import Driver, Outcome
from saiken.proceeds import use
from saiken.report import words
from saiken.report.history_words import score_line
from saiken.report.losses_words import loss_lines
from saiken.report.other_side import other_line, other_side
from saiken.report.summary_rows import Row, rows
from saiken.units import from_si

Band = Mapping[str, Any]
REMARK: Final = re.compile(r" \([^)]*\)")
SPREAD_SHOWN: Final = 0.01
"""Drivers below this share of the spread are not worth a line."""
ACCIDENT: Final = 11
"""Squared correlation, times the draws, that unrelated columns exceed once in a thousand."""

UNTRADED: Final = (
    "No bond is traded: where tables speak of a sale or an order, read what is not bought or moved."
)


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One of the four answers: where it was measured, and three readings of it."""

    label: str
    measured: str
    own: str
    ten_year: str
    plain: str


@dataclass(frozen=True, slots=True)
class Summary:
    """The first screen in words; an empty string or tuple where there is nothing to say."""

    sentence: str
    hangs_on: str
    rows: tuple[Row, ...]
    answers: tuple[AnswerRow, ...]
    naive: str
    losses: tuple[str, ...]
    flow: str
    currency: str
    drives: str
    score: str
    other: str


def summary(out: Outcome) -> Summary:
    """Say what came out."""
    head = out.headline
    single = not is_difference(out)
    trades = out.case.scenario.action not in NO_SUPPLY
    return Summary(
        sentence=sentence(out),
        hangs_on=hangs_on(out),
        rows=rows(head),
        answers=tuple(answer_row(each) for each in out.four_answers) if single and trades else (),
        naive=naive(out) if single and moves(out) else "",
        losses=loss_lines(out, seller_name(out)),
        flow=flow_line(out) if single else "",
        currency=currency(head) if single else "",
        drives=drives(out) if moves(out) else "",
        score=score_line(out.score) if single and moves(out) else "",
        other=other_line(other_side(out)),
    )


def flow_line(out: Outcome) -> str:
    """What dealers add; of a move without a trade, how to read what follows."""
    if out.case.scenario.action in NO_TRADE:
        return UNTRADED
    return flow(out.headline) if moves(out) and _alone(out) else ""


def _alone(out: Outcome) -> bool:
    """Whether the sale meets dealers alone: no threat, nobody who answers."""
    return out.program.threat is None and not out.actions


def is_difference(out: Outcome) -> bool:
    """Whether the outcome is one sale less another; its programme is then only half of it."""
    return out.is_difference


def moves(out: Outcome) -> bool:
    """Whether anything happens to yields."""
    return bool(np.any(out["yield_change"]))


def sentence(out: Outcome) -> str:
    """The one sentence: what is sold, what the ten-year yield does, with its band."""
    peak = out.headline["yield_change_bp"]["10y"]["peak"]
    if not moves(out) and not np.any(out.program.amount_usd):
        return "Nothing is sold, so nothing changes: every figure is exactly zero."
    what = out.notes[0].removesuffix(".") if is_difference(out) else sale_words(out)
    happens = words.moves(peak["p50"], "bp")
    if happens == "does not change":
        return f"{what}: the 10-year yield does not change."
    band = words.moves_band(peak["p05"], peak["p95"], "bp")
    return f"{what}: the 10-year yield {happens} at its peak, {band} ({words.BAND_WORDS})."


def sale_words(out: Outcome) -> str:
    """Who sells how much of what, how fast, and what becomes of the money."""
    scenario, who = out.case.scenario, seller_name(out)
    if out.program.threat is not None:
        return threat_words(out, out.program.threat)
    if scenario.action != "sell":
        return move_words(out)
    sold = words.usd(out.headline["amount_sold_usd_bn"]["p50"])
    shape = "" if scenario.pace == "even" else f" ({scenario.pace} pace)"
    days = f"over {scenario.sale_days} business days{shape}"
    pace = "at once" if scenario.sale_days == 1 else days
    known = ", announced," if out.program.announced else ""
    text = f"{who} {words.verb(who, 'sells')} {sold} of Treasuries{known} {pace}"
    return f"{text}, {_money(out)}"


def move_words(out: Outcome) -> str:
    """Who makes which move without an outright sale, how large, and what becomes of the money."""
    scenario, who = out.case.scenario, seller_name(out)
    size = words.usd(from_si(float(np.median(out.program.planned_usd)), "usd_bn"))
    days = f"over {scenario.sale_days} business days"
    told = {
        "run_off": f"{words.verb(who, 'lets')} {size} of Treasuries mature {days} and "
        "buys no others",
        "abstain": f"{words.verb(who, 'buys')} no Treasuries for {scenario.sale_days} business "
        f"days, {size} less than matures, and is expected back",
        "shorten": f"{words.verb(who, 'turns')} {size} of notes and bonds into bills {days}",
        "repo": f"{words.verb(who, 'borrows')} {size} from the Federal Reserve on Treasuries and "
        "sells none",
        "park": f"{words.verb(who, 'moves')} {size} of deposits into the Federal Reserve's "
        "foreign repo pool and sells nothing",
    }
    text = f"{who} {told[scenario.action]}"
    return text if scenario.action in MONEY else f"{text}, {_money(out)}"


def _money(out: Outcome) -> str:
    proceeds = out.case.scenario.proceeds
    if isinstance(proceeds, str):
        return use(proceeds).sentence
    return "the money going into several uses"


def threat_words(out: Outcome, threat: Threat) -> str:
    """Who threatens to sell how much, how long it stands, and what the market believes."""
    who = seller_name(out)
    planned = words.usd(from_si(float(np.median(threat.amount_usd)), "usd_bn"))
    return (
        f"{who} {words.verb(who, 'threatens')} to sell {planned} of Treasuries in "
        f"{threat.until_day - 1} business days, believed at "
        f"{words.share(threat.belief_share)}, and sells nothing"
    )


def seller_name(out: Outcome) -> str:
    """The seller as people call it: ``China`` rather than ``China, Mainland``."""
    return out.program.actor.partition(",")[0]


def hangs_on(out: Outcome) -> str:
    """The two assumptions that matter most."""
    found = main_drivers(out)[:2]
    shares = [words.share(each.share) for each in found]
    shares[:1] = [f"{share} of the spread" for share in shares[:1]]
    named = [f"{brief(each.title)} ({part})" for each, part in zip(found, shares, strict=True)]
    return f"Main assumptions: {'; '.join(named)}." if named else ""


def main_drivers(out: Outcome) -> tuple[Driver, ...]:
    """Drivers of the ten-year yield whose share cannot be an accident of the sample."""
    least = max(SPREAD_SHOWN, ACCIDENT / out.parameters.draws)
    return tuple(each for each in out.drivers() if each.share >= least)


def brief(title: str) -> str:
    """A parameter's title in mid-sentence: up to its first comma, without remarks in brackets."""
    short = REMARK.sub("", title).partition(",")[0]
    return short[0].lower() + short[1:] if short[1:2].islower() else short


def answer_row(each: Answer) -> AnswerRow:
    """One paper's answer in words."""
    years = each.maturity_years
    plain = each.plain_rescaling_bp
    return AnswerRow(
        label=each.label,
        measured="the model" if years is None else words.maturity(years),
        own="" if years is None else words.bp(each.own_maturity_bp),
        ten_year=words.bp(each.ten_year_bp),
        plain="" if plain is None else words.bp(plain),
    )


def naive(out: Outcome) -> str:
    """The headline to distrust, and one line why."""
    return (
        f"Naive headline: {words.bp(out.naive_bp)}, an old estimate scaled by dollars. Wrong: the "
        f"market has grown {words.plain(out.market_growth)}-fold."
    )


def flow(head: Band) -> str:
    """The line that decides the peak: without and with what dealers ask."""
    found = head["flow_bp"]
    ends = sorted(found[end]["p50"] for end in ("square_root_end", "published_end"))
    return (
        f"Without flow and regime the 10-year peak is {words.bp(found['without']['p50'])}; "
        f"at both ends of flow's size {words.signed(ends[0])} and {words.bp(ends[1])}."
    )


def currency(head: Band) -> str:
    """How far beyond the record the conversion goes, and what follows at both ends of its law."""
    path = head.get("usdjpy_change_pct")
    if path is None or not path.get("times_largest_operation"):
        return ""
    ends = sorted(path[end]["p50"] for end in ("square_root_end", "proportional_end"))
    return (
        f"The conversion is {words.plain(path['times_largest_operation'])} times the largest "
        f"operation on record; yen at both ends: {words.yen_span(ends[0], ends[1])}."
    )


def drives(out: Outcome) -> str:
    """What the ten-year yield's change is made of, on average."""
    parts = out.headline["effects_bp"]
    return (
        f"Driven by, mean on day {out.peak_day}: stock {words.signed(parts['stock'])}, flow "
        f"{words.signed(parts['flow'])} (dealers' price), regime {words.bp(parts['regime'])} "
        "(full books)."
    )
