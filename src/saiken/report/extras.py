"""What the page shows beyond the outcome: worked out once, when the report is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from saiken.outcome import Outcome
from saiken.report.figures_kinds import Kinds, kinds
from saiken.report.figures_sweep import DRAWS
from saiken.report.summary import is_difference

if TYPE_CHECKING:
    from saiken.sweep import Frontier, Sweep

NOT_DRAWN: Final = "Both sides' loss against the amount sold is not drawn: "
TWO_SALES: Final = NOT_DRAWN + "a difference of two sales has no one amount."
OWN: Final = (
    "this outcome was worked out from numbers of its own, and its case alone does not say which."
)
OWN_NUMBERS: Final = NOT_DRAWN + OWN
NO_FRONTIER: Final = "What other paces would cost both sides is not drawn: "
TWO_PACES: Final = NO_FRONTIER + "a difference of two sales has no one pace."


@dataclass(frozen=True, slots=True, eq=False)
class Extras:
    """The sweeps over amounts and paces and the bill by kind of debt; nothing where not asked for.

    Attributes
    ----------
    sweep : Sweep or None
    sweep_reason : str
        Why there is no sweep.
    kinds : Kinds or None
        None for a difference of two sales.
    frontier : Frontier or None
    frontier_reason : str
        Why there is no frontier.
    """

    sweep: Sweep | None = None
    sweep_reason: str = ""
    kinds: Kinds | None = None
    frontier: Frontier | None = None
    frontier_reason: str = ""


def extras(out: Outcome) -> Extras:
    """Work out what the page shows beyond the outcome; takes about five seconds at 4,096 draws."""
    if is_difference(out):
        return Extras(sweep_reason=TWO_SALES, frontier_reason=TWO_PACES)
    found, reason = _sweep(out)
    return Extras(found, reason, kinds(out), *frontier(out))


def _sweep(out: Outcome) -> tuple[Sweep | None, str]:
    """Both sides' loss over amounts, on draws of the case alone; or why not."""
    from saiken.sweep import loss_against_amount
    from saiken.sweep.amount import NO_SELLER_LOSS

    if out.headline["seller_loss_usd_bn"] is None:
        return None, NOT_DRAWN + _mid_sentence(NO_SELLER_LOSS)
    if not _drawn_from_case(out):
        return None, OWN_NUMBERS
    found = loss_against_amount(out.case, out.snap, draws=DRAWS)
    if found.reason is not None:
        return None, NOT_DRAWN + _mid_sentence(found.reason)
    return found, ""


def frontier(out: Outcome) -> tuple[Frontier | None, str]:
    """Both sides' loss over paces and lengths, on draws of the case alone; or why not."""
    from saiken.sweep import loss_against_pace

    if is_difference(out):
        return None, TWO_PACES
    if not _drawn_from_case(out):
        return None, NO_FRONTIER + OWN
    found = loss_against_pace(out.case, out.snap)
    if found.reason is not None:
        return None, NO_FRONTIER + _mid_sentence(found.reason)
    return found, ""


def _mid_sentence(reason: str) -> str:
    return reason[0].lower() + reason[1:]


def _drawn_from_case(out: Outcome) -> bool:
    """Whether the case alone gives the outcome's parameters again."""
    from saiken.engine import sample

    again = sample(out.case, out.snap)
    return again.ids == out.parameters.ids and all(
        np.array_equal(again[name], out.parameters[name]) for name in again.ids
    )
