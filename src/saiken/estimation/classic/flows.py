"""From holdings to net sales: no price effects, no survey breaks, in dollars and in shares."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from saiken.errors import unknown
from saiken.estimation.classic.panel import Array, MonthPanel
from saiken.estimation.classic.plan import FlowPlan, break_months, plan
from saiken.holders.known import View
from saiken.holders.mix import coupon_mix, duration_years, market_mix, published_records

if TYPE_CHECKING:
    from saiken.data import Store


@dataclass(frozen=True, slots=True, eq=False)
class NetSales:
    """Sales less purchases of a month; NaN in the months of a break.

    Attributes
    ----------
    usd : ndarray, shape (month,)
    share : ndarray, shape (month,)
        Of the debt held by the public at the end of the quarter before.
    price_effect_usd : ndarray, shape (month,)
        What prices did to the holdings by the rule, zero where they are not at market value.
    """

    usd: Array
    share: Array
    price_effect_usd: Array

    def scaled(self, scaling: str) -> Array:
        """Sales in dollars (``usd``) or as a share of the debt (``share``)."""
        return self.usd if scaling == "usd" else self.share


def book_duration_years(mix: str, store: Store) -> float:
    """Duration of a book of holdings, from the house's own maturity mixes.

    Parameters
    ----------
    mix : str
        ``published`` (newest groups of Japan's fund), ``market``, ``coupons`` (the market's notes
        and bonds) or ``none``.

    Raises
    ------
    InputError
        If the mix is not known.
    """
    debt = plan()["debt"]
    known = View(store, store.series(debt["dataset"], debt["key"]).dates[-1])
    books = {
        "none": lambda: 0.0,
        "published": lambda: published_records(known)[-1][1].duration_years,
        "market": lambda: market_mix(known).duration_years,
        "coupons": lambda: duration_years(coupon_mix(known)),
    }
    if mix not in books:
        raise unknown("mix for a duration", mix, books)
    return books[mix]()


def net_sales(panel: MonthPanel, flow: FlowPlan, book_years: float) -> NetSales:
    """Work out sales less purchases of every month.

    ``sale = -(H[t] - H[t-1] - V)`` with the price effect ``V = -duration dy H[t-1]``, from the
    month on in which holdings are counted at market value.

    Parameters
    ----------
    panel : MonthPanel
    flow : FlowPlan
    book_years : float
        Duration of the holdings.
    """
    before = np.append(np.nan, panel.holdings_usd[:-1])
    moved = np.append(np.nan, np.diff(panel.yields[plan()["valuation"]["yield"]]))
    at_market = panel.months >= np.datetime64(str(plan()["at_market_from"]), "M")
    revalued = at_market & (flow.value == "market")
    prices = np.where(revalued, -book_years * moved * before, 0.0)
    sold = before - panel.holdings_usd + prices
    sold[np.isin(panel.months, break_months(flow.dataset))] = np.nan
    return NetSales(sold, sold / panel.debt_usd, prices)
