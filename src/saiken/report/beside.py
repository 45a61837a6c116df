"""What stands beside the ledgers: the currency's move for others at home, and memos on income."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from saiken.losses import BenefitLine
from saiken.outcome import Outcome
from saiken.report import words
from saiken.report.summary import is_difference, seller_name

SHOWS_WHY: Final = "cannot be shown: "
ONE_SALE: Final = "The income given up is that of one sale, not of a difference of two."
Band = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Beside:
    """A list that is never netted against a ledger.

    Attributes
    ----------
    lines : tuple of str
        One sentence for each; empty for a difference of two sales.
    notes : tuple of str
        What the lines rest on, each once.
    """

    lines: tuple[str, ...]
    notes: tuple[str, ...]


def beside(out: Outcome) -> Beside:
    """What the currency's move does for others in the seller's country."""
    if is_difference(out):
        return Beside((), ())
    found = out.losses.benefits
    pairs = zip(out.headline["currency_benefits"], found, strict=True)
    notes = dict.fromkeys(line.note for line in found if line.note and line.draws is not None)
    return Beside(tuple(_benefit(shown, line) for shown, line in pairs), tuple(notes))


def _benefit(shown: Band, line: BenefitLine) -> str:
    band = shown["band"]
    if band is None:
        reason = line.reason or f"{words.CANNOT}."
        return f"{shown['label']} {reason.replace(SHOWS_WHY, f'{words.CANNOT}, because ', 1)}"
    if shown["unit"] == "usd_bn":
        return f"{shown['label']}: {gain_or_loss(band)}."
    ends = words.span(band["p05"], band["p95"], words.pct)
    return f"{shown['label']}: {words.pct(band['p50'])} ({ends})."


def gain_or_loss(band: Band) -> str:
    """A band of dollars in directions: ``a loss of USD 5.9bn (USD 970mn to USD 31bn)``."""
    low, high = band["p05"], band["p95"]
    if words.usd(low) == words.usd(high) == "USD 0":
        return "nothing"
    if low < 0 < high:
        ends = f"between {_one(low)} and {_one(high)}"
    else:
        near, far = sorted((abs(low), abs(high)))
        ends = words.span(near, far, words.usd)
    return f"{_one(band['p50'])} ({ends})"


def _one(value_usd_bn: float) -> str:
    if words.usd(value_usd_bn) == "USD 0":
        return "nothing"
    return f"a {'gain' if value_usd_bn > 0 else 'loss'} of {words.usd(abs(value_usd_bn))}"


def carry(out: Outcome) -> str:
    """The foregone carry per year in a sentence."""
    if is_difference(out):
        return ONE_SALE
    found, reason = out.headline["foregone_carry_usd_bn_per_year"], out.losses.carry.reason
    if found is None:
        return reason or f"The foregone carry {words.CANNOT}."
    who = seller_name(out)
    if words.usd(found["p50"]) == "USD 0":
        return f"{who} {words.verb(who, 'gives')} up no interest."
    return (
        f"{who} {_gives_up(who, found['p50'])} of interest a year on what was sold, at "
        "the yields of the as-of day. A memo: it is in none of the ledgers. "
        f"{out.losses.carry.note}"
    ).rstrip()


def financing(out: Outcome) -> str:
    """The carry against the bills that finance the reserves; empty for a difference."""
    if is_difference(out):
        return ""
    found, memo = out.headline["financing_carry_usd_bn_per_year"], out.losses.financing
    if found is None:
        return memo.reason or f"The carry against financing bills {words.CANNOT}."
    who = seller_name(out)
    if words.usd(found["p50"]) == "USD 0":
        return f"Against the bills that finance its reserves, {who} gives up no interest."
    return (
        "The same sale seen from a fund that borrows to hold reserves: against its financing "
        f"bills {who} {_gives_up(who, found['p50'])} a year. An alternative to the line above, "
        f"never added to it. {memo.note}"
    ).rstrip()


def _gives_up(who: str, value_usd_bn: float) -> str:
    size = words.usd(abs(value_usd_bn))
    if value_usd_bn > 0:
        return f"{words.verb(who, 'gives')} up {size}"
    return f"{words.verb(who, 'earns')} {size} more"
