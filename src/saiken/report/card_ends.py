"""How talks end under the card, what its channels cost and what the check refused."""

from __future__ import annotations

from typing import Final

import numpy as np

from saiken.bargaining.plans import RUNGS, plans_file
from saiken.draws import Array, percent
from saiken.negotiation import Card
from saiken.report.words import plain, usd
from saiken.units import from_si

HALF: Final = 0.5


def deals_by_round(card: Card) -> Array:
    """Mean chance of a deal under the card in each round, shape (round,)."""
    deals = np.nan_to_num(card.solution.ends.deal) * card.value.credible[:, None]
    return np.asarray(deals.mean(axis=0))


def round_days(card: Card) -> Array:
    """Middle of each round in days from the start; moved deadlines come after the first."""
    count = card.solution.ends.deal.shape[1]
    return np.asarray((np.arange(count) + HALF) * card.negotiation.days / card.negotiation.rounds)


def ends_words(card: Card) -> str:
    """How the talks end."""
    chance = {name: percent(each[~np.isnan(each)]) for name, each in card.chances.items()}
    return (
        f"How it ends: a deal with a chance of {chance['deal']} (without a card "
        f"{chance['silent_deal']}), execution {chance['execution']}, an accident "
        f"{chance['accident']}, backing down at the deadline {chance['back_down']}."
    )


def climb_words(card: Card) -> str:
    """How far it climbs, and when deals come."""
    kept = ~card.value.refused
    plan = plans_file()["plans"][card.negotiation.plan]["title"]
    stood = [
        f"{rung} {percent(card.reached[kept, place])}"
        for place, rung in enumerate(RUNGS[:-1])
        if place and float(np.nanmean(card.reached[:, place])) > 0
    ]
    deals = deals_by_round(card)
    total = float(deals.sum())
    text = f"Plan: {str(plan)[:1].lower()}{str(plan)[1:]}; chance of standing on a rung: " + (
        ", ".join(stood) or "none") + "."  # fmt: skip
    if total <= 0:
        return text
    mean = float((deals * round_days(card)).sum() / total)
    return f"{text} A deal under the card comes after {plain(mean, 0)} days on average."


def channel_words(card: Card) -> str:
    """What each negative channel takes, alone."""
    if not card.channels:
        return "Accidents, pre-emption, sunk costs and rumours are switched off."
    parts = [
        f"{name} {usd(from_si(float(np.nanmean(each)), 'usd_bn'))}"
        for name, each in card.channels.items()
    ]
    return "Channels that cost, each alone, then together (means): " + ", ".join(parts) + "."


def obstinate_words(card: Card) -> str:
    """What the threat is worth if Washington may never give in; nothing where that is off."""
    if card.obstinate is None:
        return ""
    found, count = card.obstinate, len(card.obstinate.value.seller)
    chance = f"{plain(card.negotiation.obstinate_pct)}%"
    if found.solution.refused.all():
        return (
            f"If Washington were obstinate with a chance of {chance}: cannot be shown, because "
            "the check refused every draw."
        )
    mean, normal = (
        usd(from_si(float(np.nanmean(each.seller)), "usd_bn"))
        for each in (found.value, found.normal)
    )
    rounds = found.solution.path.price.shape[1]
    return (
        f"If Washington were obstinate with a chance of {chance}, the threat would be worth "
        f"{mean} instead of {normal} (means of {count} draws in up to {rounds} rounds; "
        f"{percent(found.solution.refused)} refused by the check, in "
        f"{percent(found.solution.differs)} the selection {found.solution.selection} matters)."
    )


def checked_words(card: Card) -> str:
    """What the check refused, and where there are several equilibria."""
    return (
        f"{percent(card.value.refused)} of the draws were refused by the check and "
        f"{percent(card.solution.several)} have more than one equilibrium; the one shown has the "
        "weak seller fold most."
    )
