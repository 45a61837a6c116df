"""The one inbound conversion: from a scenario to dollars by business day and bucket."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.case.action import carried_out, check_action, size_usd
from saiken.case.sale import Program, Threat
from saiken.case.scenario import Scenario
from saiken.errors import InputError, out_of_range
from saiken.execution import closed_form
from saiken.holders import BucketMix, Ceiling, ceiling_usd, find, named_mix, own_mix
from saiken.market import bucket_names
from saiken.parameters import Parameters, central_value
from saiken.proceeds import flows, use
from saiken.snapshot import Snapshot
from saiken.trade import economy_of
from saiken.units import BUSINESS_DAYS_PER_WEEK, from_si, to_si

Array = NDArray[np.float64]
WITHIN: Final = "0-1"


def first_sale_day(scenario: Scenario, snap: Snapshot) -> int:
    """Count business days from the as-of date to the first day of the sale.

    Raises
    ------
    InputError
        If the sale would start on or before the as-of date, or beyond the horizon.
    """
    day = 1 + scenario.notice_days
    if scenario.start is not None:
        day = int(np.busday_count(snap.as_of, np.datetime64(scenario.start, "D")))
    if day < 1:
        raise InputError(
            f"the sale starts on {scenario.start}, but the as-of date is {snap.as_of}; "
            "it has to start later."
        )
    if day > scenario.horizon_days:
        raise InputError(
            f"the sale starts {day} business days after {snap.as_of}; the horizon ends after "
            f"{scenario.horizon_days}."
        )
    return day


def ceiling(scenario: Scenario, snap: Snapshot, prm: Parameters | None = None) -> Ceiling:
    """Say what the seller can command at most."""
    return ceiling_usd(scenario.seller, snap, prm, include_private=scenario.include_private)


def check(scenario: Scenario, snap: Snapshot) -> None:
    """Check a scenario against the facts of a day.

    Raises
    ------
    InputError
        If the seller is not known, the amount is above the ceiling, the start is out of range or
        more is hedged than private holders have.
    """
    first_sale_day(scenario, snap)
    check_action(scenario)
    if scenario.tariff_pct:
        economy_of(find(scenario.seller).name)
    limit = ceiling(scenario, snap)
    _check_hedged(scenario, limit, snap)
    if scenario.amount_usd_bn is None:
        return
    high_usd_bn = from_si(limit.high_usd, "usd_bn")
    if scenario.amount_usd_bn > high_usd_bn:
        remedy = (
            "" if scenario.include_private or not limit.official
            else ", and with --include-private what residents hold besides"
        )  # fmt: skip
        words = _low(limit.words[0].partition(":")[0].rstrip("."))
        raise out_of_range(
            "the amount",
            f"USD {scenario.amount_usd_bn:,.0f}bn",
            f"up to USD {high_usd_bn:,.0f}bn{remedy} ({words})",
        )


def _check_hedged(scenario: Scenario, limit: Ceiling, snap: Snapshot) -> None:
    """Refuse a hedge that changes nothing, on official reserves, or beyond private holdings."""
    if not scenario.hedged_pct:
        return
    if not any(share and use(name).hedge for name, share in scenario.proceeds_shares.items()):
        raise InputError(
            f"hedged is {scenario.hedged_pct:g}%, but nothing is turned into the holder's own "
            "currency; use --proceeds yen or euro."
        )
    if limit.official:
        raise InputError(
            f"hedged is {scenario.hedged_pct:g}%, but official reserves are not hedged and only "
            "those are sold; use --include-private with a country whose residents hold more."
        )
    official = ceiling_usd(scenario.seller, snap)
    sold_usd = limit.central_usd * to_si(scenario.share_pct or 100.0, "pct")
    if scenario.amount_usd_bn is not None:
        sold_usd = to_si(scenario.amount_usd_bn, "usd_bn")
    private_usd = limit.high_usd - official.low_usd if official.official else limit.high_usd
    most_pct = from_si(private_usd / sold_usd if sold_usd else 1.0, "pct")
    if scenario.hedged_pct > most_pct:
        allowed = f"up to {most_pct:.0f}% of this sale, all that private holders can have in it"
        raise out_of_range("hedged", f"{scenario.hedged_pct:g}%", allowed)


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]


def amount_usd(scenario: Scenario, snap: Snapshot, prm: Parameters) -> Array:
    """Amount sold in every draw, shape (draw,)."""
    if scenario.amount_usd_bn is not None:
        return np.full(prm.draws, to_si(scenario.amount_usd_bn, "usd_bn"))
    limit = ceiling(scenario, snap, prm)
    whole = np.full(prm.draws, limit.central_usd) if limit.draws_usd is None else limit.draws_usd
    share = to_si(100.0 if scenario.share_pct is None else scenario.share_pct, "pct")
    return share * size_usd(scenario, whole, snap, prm)


def sold_mix(scenario: Scenario, snap: Snapshot) -> BucketMix:
    """Maturities of what is sold: the seller's own, a named mix, or the scenario's shares."""
    given = scenario.maturities
    if isinstance(given, str):
        found = own_mix(scenario.seller, snap) if given == "own" else named_mix(given)
        return _beyond_bills(found) if scenario.action == "shorten" else found
    shares = np.array([given.get(name, 0.0) for name in bucket_names()])
    return BucketMix("given", shares, "Maturities as given in the scenario.", ())


def _beyond_bills(mix: BucketMix) -> BucketMix:
    """Leave out what matures within a year, unless that is all there is."""
    left = np.where(np.array(bucket_names()) == WITHIN, 0.0, mix.shares)
    return replace(mix, shares=left / left.sum()) if left.any() else mix


def resilience_per_day(prm: Parameters) -> float:
    """Rate at which the flow effect fades, in the middle of the draws."""
    half_life_days = central_value(prm, "flow.half_life_weeks") * BUSINESS_DAYS_PER_WEEK
    return float(np.log(2) / half_life_days)


def program(
    scenario: Scenario, snap: Snapshot, prm: Parameters, weights: Array | None = None
) -> Program:
    """Turn a scenario into a programme of sales.

    Parameters
    ----------
    scenario : Scenario
    snap : Snapshot
    prm : Parameters
    weights : ndarray, shape (day of the sale,), optional
        Shares sold on each day, adding up to one; left out, the closed form of the scenario's pace.

    Raises
    ------
    InputError
        If the pace depends on prices and no weights are given.
    """
    mix = sold_mix(scenario, snap)
    first = first_sale_day(scenario, snap)
    days = max(scenario.horizon_days, first + scenario.sale_days - 1) + 1
    if weights is None:
        weights = closed_form(scenario.pace, scenario.sale_days, resilience_per_day(prm))
    daily = np.zeros(days)
    daily[first : first + scenario.sale_days] = weights
    half_life = scenario.half_life_years
    money = flows(scenario.proceeds_shares, to_si(scenario.hedged_pct, "pct"))
    sale = Program(
        actor=find(scenario.seller).name,
        amount_usd=amount_usd(scenario, snap, prm),
        schedule=daily[:, None] * mix.shares,
        converted=daily * money.converted_share,
        decay_per_year=0.0 if half_life is None else float(np.log(2) / half_life),
        unrecorded=money.unrecorded_share > 0,
        reinvested=_bought(daily, money.bought_share),
        announced=scenario.information == "announced",
    )
    if scenario.information != "threatened":
        return carried_out(sale, scenario, prm)
    return _threatened(sale, to_si(scenario.belief_pct, "pct"), first)


def _bought(days: Array, shares: Mapping[str, float]) -> Array | None:
    """Treasuries bought with the proceeds on the day of each sale, shape (day, bucket)."""
    if not shares:
        return None
    return np.asarray(days[:, None] * [shares.get(name, 0.0) for name in bucket_names()])


def _threatened(sale: Program, probability: float, first: int) -> Program:
    """Turn a sale into a threat: nothing is sold or converted, the market expects it."""
    return replace(
        sale,
        amount_usd=np.zeros_like(sale.amount_usd),
        converted=np.zeros_like(sale.converted),
        # no record says what a threat does to a currency
        unrecorded=sale.unrecorded or bool(sale.converted.any()),
        threat=Threat(sale.amount_usd, probability, first),
    )
