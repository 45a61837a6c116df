"""The answer in words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from saiken.reverse.reading import maturity_years
from saiken.units import from_si

if TYPE_CHECKING:
    from saiken.engine import Engine
    from saiken.reverse.answer import Range, Reading, Status
    from saiken.reverse.dials import Dial
    from saiken.reverse.target import Target

LEAST: Final = {
    "amount": "The smallest amount",
    "days": "The slowest pace",
    "converted": "The smallest share converted into yen",
    "half_life": "The shortest half-life",
}
ALREADY: Final = {
    "amount": "Nothing has to be sold",
    "days": "Any pace will do, {value} too",
    "converted": "Nothing has to be converted",
    "half_life": "Any half-life will do, {value} too",
}
BEYOND: Final = {
    "amount": "Not reachable within the holdings: at the ceiling of {value}",
    "days": "Not reachable by selling faster: with everything sold within {value}",
    "converted": "Not reachable by converting more: with {value} of the proceeds turned into yen",
    "half_life": "Not reachable however long the sale is expected to last: at a half-life of "
    "{value}",
}
NOT_STEADY: Final = (
    "The probability does not rise all the way: it is {most} at its highest and {limit} at "
    "{value}; the answer is the first value that reaches it."
)
ABOVE_MIDDLE: Final = (
    "The answer is above the middle of what the seller may command (USD {middle:,.0f}bn)."
)
LEVEL: Final = (
    "The {name} par yield stood at {level:.2f}% on {day}; the sale's change of it is added."
)
EXTREME: Final = "A path counts by each draw's own extreme within {days} business days."
SOLD: Final = "What is sold: {amount} in the middle of the draws."


def said(value: float, unit: str) -> str:
    """Write a value with its unit: ``USD 512.3bn``, ``60 business days``, ``40%``, ``2 years``."""
    if unit == "usd_bn":
        return f"USD {value:,.4g}bn"
    if unit == "days":
        return f"{value:,.0f} business day" + ("" if value == 1 else "s")
    if unit == "share":
        return percent(value)
    return f"{value:.3g} year" + ("" if value == 1 else "s")


def of_100(share: float) -> str:
    """Write a share of draws: ``50 of 100 draws``."""
    return f"{from_si(share, 'pct'):.3g} of 100 draws"


def percent(share: float) -> str:
    """Write a share in per cent: ``12.5%``."""
    return f"{from_si(share, 'pct'):.3g}%"


def sentence(
    target: Target,
    dial: Dial,
    probability: float,
    status: Status,
    answer: Reading | None,
    limit: Reading,
) -> str:
    """Say the answer in one sentence."""
    figure = target.text.split(" ", 2)[2]
    money = "USD " if figure.endswith(("bn", "tn", "mn")) else ""
    side = "or more" if target.at_least else "or less"
    goal = f"{target.quantity.label} reaches {money}{figure} {side} in"
    if answer is None:
        start = BEYOND[dial.name].format(value=said(limit.value, limit.unit))
        asked = f"asked for were {of_100(probability).removesuffix(' of 100 draws')}"
        return f"{start} {goal} {of_100(limit.reached_share)}; {asked}."
    value = said(answer.value, answer.unit)
    if status == "already":
        start = ALREADY[dial.name].format(value=value)
        return f"{start}: {goal} {of_100(answer.reached_share)}."
    return f"{LEAST[dial.name]} with which {goal} {of_100(probability)} is {value}."


def uncertainty(
    unit: str, sampling: Range, quarters: Range, shares: tuple[float, float], draws: int
) -> list[str]:
    """Say how uncertain the answer is: by the number of draws, and by the draws themselves."""
    found = []
    if quarters.low is not None:
        first, second = (of_100(share) for share in shares)
        more = (
            f"{second} do not"
            if quarters.high is None
            else f"{second} at {said(quarters.high, unit)}"
        )
        found.append(f"{first} reach it at {said(quarters.low, unit)}, {more}.")
    if sampling.low is not None:
        ends = f"from {said(sampling.low, unit)} on"
        if sampling.high is not None:
            ends = f"between {said(sampling.low, unit)} and {said(sampling.high, unit)}"
        found.append(f"The {draws:,} draws place the answer {ends} (95% confidence).")
    return found


def notes(target: Target, dial: Dial, engine: Engine, answer: Reading | None) -> tuple[str, ...]:
    """Say what the answer rests on."""
    snap, found = engine.snap, [*dial.words]
    if dial.name != "amount":
        middle = float(from_si(np.median(engine.program.amount_usd), "usd_bn"))
        found.append(SOLD.format(amount=said(middle, "usd_bn")))
    if dial.middle_usd_bn is not None and answer is not None and answer.value > dial.middle_usd_bn:
        found.append(ABOVE_MIDDLE.format(middle=dial.middle_usd_bn))
    if target.level:
        name = target.quantity.name
        level = from_si(float(snap.curve.par(maturity_years(name))), "pct")
        found.append(LEVEL.format(name=name, level=level, day=snap.curve.day))
    if target.quantity.is_path:
        found.append(EXTREME.format(days=engine.case.scenario.horizon_days))
    return tuple(found)
