"""Who answered, when and how much, over the draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from saiken.outcome.quantiles import band
from saiken.responders import responder_file
from saiken.units import from_si
from saiken.variables import VARIABLES

if TYPE_CHECKING:
    from saiken.outcome.result import Outcome

PREFIX: Final = "answer_"
TRADES: Final = tuple(PREFIX + name for name in ("fed", "funds", "creditors", "run"))
"""Those who buy or sell on balance; the Treasury only changes what it owes."""
SMALL: Final = 1e-9
"""Share of the largest action below which a day is no action."""


@dataclass(frozen=True, slots=True)
class ActionLine:
    """One who answered.

    Attributes
    ----------
    actor, title, what : str
    unit : str
        ``usd_bn``, or ``share`` for a widening of dealers' capacity.
    share_of_draws : float
        In which it acts within the horizon.
    first_day, last_day : float or None
        Medians over the draws in which it acts; None where it never does.
    total : dict of str to float or None
        Quantiles over those draws: dollars added to what the market has to hold (negative are
        purchases and sales that were not made), or the largest widening.
    """

    actor: str
    title: str
    what: str
    unit: str
    share_of_draws: float
    first_day: float | None
    last_day: float | None
    total: dict[str, float] | None


def action_lines(out: Outcome) -> tuple[ActionLine, ...]:
    """List everybody who was asked, also those who never act."""
    names = [name for name in VARIABLES if name.startswith(PREFIX) and name in out.arrays]
    return tuple(_line(name.removeprefix(PREFIX), out[name]) for name in names)


def _line(actor: str, done: NDArray[np.float32]) -> ActionLine:
    file, unit = responder_file(actor), VARIABLES[PREFIX + actor].shown
    size = np.abs(done)
    on = size > SMALL * max(float(size.max()), 1.0)
    acts = on.any(axis=1)
    first, last = on.argmax(axis=1)[acts], on.shape[1] - 1 - on[:, ::-1].argmax(axis=1)[acts]
    whole = done.astype(np.float64)[acts]
    total = whole.max(axis=1) if unit == "share" else whole.sum(axis=1)
    return ActionLine(
        actor=actor,
        title=str(file["title"]),
        what=str(file["what"]).strip(),
        unit=unit,
        share_of_draws=float(acts.mean()),
        first_day=float(np.median(first)) if acts.any() else None,
        last_day=float(np.median(last)) if acts.any() else None,
        total=band(from_si(total, unit)) if acts.any() else None,
    )


def absorbed(out: Outcome, day: int) -> dict[str, NDArray[np.float64]]:
    """Who holds by a day what was sold: each share a line, adding up to what was sold.

    Parameters
    ----------
    out : Outcome
        With a team.
    day : int

    Returns
    -------
    dict of str to ndarray, shape (draw,), dollars
        ``sold`` by the seller and ``sold_by_others``; ``bought`` by responders; ``dealers``; and
        ``others``, the price-sensitive buyers who take the rest.
    """
    sold = out.program.rate_usd[:, : day + 1].sum(axis=1)
    added = np.zeros_like(sold)
    bought = np.zeros_like(sold)
    for name in VARIABLES:
        if name not in TRADES or name not in out.arrays:
            continue
        done = out[name][:, : day + 1].astype(np.float64)
        added += np.maximum(done, 0).sum(axis=1)
        bought -= np.minimum(done, 0).sum(axis=1)
    dealers = out["dealers_carried"][:, day].astype(np.float64)
    return {
        "sold": sold,
        "sold_by_others": added,
        "bought": bought,
        "dealers": dealers,
        "others": sold + added - bought - dealers,
    }
