"""The books of an outcome's sale, and what its use of the money leaves out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from saiken.case import NO_SUPPLY
from saiken.holders import ceiling_usd
from saiken.market import bucket_names
from saiken.proceeds import Books, books, hedge_note, use
from saiken.units import from_si, to_si

if TYPE_CHECKING:
    from saiken.outcome.result import Outcome

WITHIN: Final = "0-1"
POOL: Final = ("fed_h41", "foreign_rrp")
POOL_SIZE: Final = (
    "On {day} the pool held USD {size_usd_bn:,.0f}bn; this sale puts in {times:.1f} times as much."
)


def sale_books(out: Outcome) -> Books:
    """Write the books of the median amount, at unchanged prices; of a threat, if carried out."""
    scenario, amount_usd = out.case.scenario, float(np.median(out.program.planned_usd))
    if scenario.action in NO_SUPPLY:
        amount_usd = 0.0  # no bond leaves; a loan and a deposit that moves have no step here
    sold = out.program.schedule.sum(axis=0)
    return books(
        amount_usd,
        scenario.proceeds_shares,
        # shares of a schedule sum to one only to rounding
        within_share=float(min(1.0, sold[bucket_names().index(WITHIN)])),
        hedged_share=to_si(scenario.hedged_pct, "pct"),
        seller=out.program.actor,
        official_share=_official_share(out, amount_usd),
    )


def _official_share(out: Outcome, amount_usd: float) -> float:
    """Share of the sale out of the official book, which is taken to be sold first."""
    if not out.case.scenario.include_private or amount_usd <= 0:
        return 1.0
    official = ceiling_usd(out.case.scenario.seller, out.snap)
    return min(1.0, official.central_usd / amount_usd)


def money_caveats(out: Outcome) -> tuple[str, ...]:
    """Say what the use of the money does that the figures leave out."""
    scenario = out.case.scenario
    shares = {name: share for name, share in scenario.proceeds_shares.items() if share}
    said = [use(name).note for name in shares if use(name).note]
    if "fed-pool" in shares:
        said.append(_pool_size(out, shares["fed-pool"]))
    if scenario.hedged_pct and any(use(name).hedge for name in shares):
        said.append(hedge_note(to_si(scenario.hedged_pct, "pct")))
    return tuple(line for line in said if line)


def _pool_size(out: Outcome, share: float) -> str:
    """Compare what goes into the repo pool with what lay in it; empty before it was published."""
    known = out.snap.series(*POOL)
    if not len(known) or not known.last().value:
        return ""
    size, put = known.last().value, share * float(np.median(out.program.planned_usd))
    return POOL_SIZE.format(
        day=known.last().period_end, size_usd_bn=from_si(size, "usd_bn"), times=put / size
    )
