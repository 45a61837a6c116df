r"""What both sides stand to lose and to win, one value a draw on the engine's own draws.

.. math::

    L = w_A A + w_M M + w_B\,C\,\tfrac12\Bigl(\frac{\Delta y}{\Delta y_{\text{April}}} +
        \frac{\Delta e}{\Delta e_{\text{April}}}\Bigr), \qquad
    k = Y\,(W + \omega R), \qquad G = Y\,g,

.. math::

    c = S + d - b + p\,Y\,r .

A is the US national loss, M US residents' paper losses, C what April's market move cost those who
decide; Y the years that the tariffs would last, W and R what conceding costs in welfare and revenue
a year, g what it brings the seller; S the seller's shortfall on bonds and currency, d the cost in
the alliance, b what it gains by having sold, and p r the tariffs in answer. All of this is the
project's own; A, M and the pain are three views of one price change, so that at most their weights
add up to a decision, never to a loss.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from saiken.draws import Array
from saiken.errors import InputError
from saiken.negotiation.april import april_share, stakes_file
from saiken.negotiation.request import Negotiation
from saiken.negotiation.tariffs import Concession, added, concession
from saiken.trade.regions import SELLER
from saiken.variables import maturity_index

if TYPE_CHECKING:
    from saiken.outcome import Outcome


@dataclass(frozen=True, slots=True, eq=False)
class Stakes:
    """Stakes of a negotiation, USD, shape (draw,).

    Attributes
    ----------
    us_ledger, us_marks, us_pain : ndarray
        Parts of the US loss from execution, weighted.
    shortfall, alliance, benefit, counter : ndarray
        Parts of what executing costs the seller; the benefit counts against it.
    years : ndarray
        How long the tariffs would last.
    k, G : ndarray
        What conceding costs the United States and brings the seller, over those years.
    gdp_usd : float
        The seller's.
    concession : Concession
    """

    us_ledger: Array
    us_marks: Array
    us_pain: Array
    shortfall: Array
    alliance: Array
    benefit: Array
    counter: Array
    years: Array
    k: Array
    G: Array
    gdp_usd: float
    concession: Concession

    @property
    def L(self) -> Array:  # noqa: N802 - the name in the game
        """The US loss from execution as Washington counts it."""
        return np.asarray(self.us_ledger + self.us_marks + self.us_pain)

    @property
    def c(self) -> Array:
        """What executing costs the seller, net; below zero it gains."""
        return np.asarray(self.shortfall + self.alliance + self.counter - self.benefit)

    def take(self, rows: NDArray[np.intp]) -> Stakes:
        """Return draws by their places, which may repeat."""
        parts: dict[str, Any] = {
            each.name: value[rows]
            for each in fields(self)
            if isinstance(value := getattr(self, each.name), np.ndarray)
        }
        return replace(self, **parts)


def stakes(negotiation: Negotiation, out: Outcome) -> Stakes:
    """Work out what is at stake on the draws of a simulated execution.

    Raises
    ------
    InputError
        If nothing is negotiated about, or a side's loss cannot be shown.
    """
    if negotiation.stake is None:
        raise InputError("Nothing is negotiated about: the negotiation has no stake.")
    if "seller_loss" not in out.arrays:
        raise InputError("The card cannot be shown: there is no record of what the proceeds move.")
    prm, sold = out.parameters, out["amount_sold"].astype(np.float64)
    found = concession(negotiation.stake, prm, float(stakes_file()["counter_points"]))
    gdp, years, weight = _gdp_usd(negotiation, out), prm["card.years"], prm["card.revenue_weight"]
    counter = prm["card.counter_chance"] * years * (0.0 if found.counter_usd is None
                                                     else found.counter_usd)  # fmt: skip
    return Stakes(
        us_ledger=negotiation.ledger_weight * out["us_loss"].astype(np.float64),
        us_marks=_marks(negotiation.marks_weight, out),
        us_pain=negotiation.pain_weight * prm["card.april_cost"] * _april(out),
        shortfall=out["seller_loss"].astype(np.float64),
        alliance=prm["card.alliance_cost_share_gdp"] * gdp * negotiation.ally,
        benefit=prm["card.benefit_share_sold"] * sold,
        counter=counter,
        years=years,
        k=years * (found.us_welfare_usd + weight * found.us_revenue_usd),
        G=years * found.seller_usd,
        gdp_usd=gdp,
        concession=found,
    )


def _marks(weight: float, out: Outcome) -> Array:
    """Paper losses of US residents but the Federal Reserve on the peak day, weighted."""
    if weight == 0:
        return np.zeros(out.parameters.draws)
    return np.asarray(-weight * out.losses.peak.other_domestic_usd, dtype=np.float64)


def _april(out: Outcome) -> Array:
    """The move of each draw, at its own worst, against April's."""
    ten = out["yield_change"][:, :, maturity_index("10y")].astype(np.float64)
    return april_share(ten.max(axis=1), -out["equity_change"].astype(np.float64).min(axis=1))


def _gdp_usd(negotiation: Negotiation, out: Outcome) -> float:
    """The seller's GDP: as last known, or for a group that of the region in the trade figures."""
    own = out.seller_gdp_usd
    if own is not None:
        return own
    if negotiation.stake is not None and negotiation.stake.kind == "tariffs":
        return float(added(negotiation.stake.otherwise)[0].output[SELLER])
    raise InputError("The card cannot be shown: the seller's GDP is not at hand.")
