"""The moving charts: what each shows, and which figure of the report it is saved as."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from saiken.variables import VARIABLES


@dataclass(frozen=True, slots=True)
class Moving:
    """One moving chart.

    Attributes
    ----------
    id : str
        Its place in the page.
    title, note : str
        Heading, and what is drawn in which unit.
    figure : str
        Figure of the report with the same content.
    about : str
        What the quantity is.
    sources : tuple of str
        Datasets and estimates behind it, by the ids of the list of sources.
    """

    id: str
    title: str
    note: str
    figure: str
    about: str
    sources: tuple[str, ...]

    def script(self) -> dict[str, Any]:
        """What the page's script needs of it."""
        return {"title": self.title, "note": self.note, "figure": self.figure}


def _path(place: str, variable: str, note: str, *sources: str) -> Moving:
    about = VARIABLES[variable]
    return Moving(place, about.label, note, variable, about.definition, sources)


BP: Final = "Change, bp"
CHARTS: Final = (
    Moving(
        "curve", "The Treasury curve", "Zero-coupon yields, %, by remaining maturity", "curve",
        "Before: fitted to the par yields of the as-of date. After: the change is added to it.",
        ("par_yields", "zero_yields", "mspd_securities", "tic_holdings"),
    ),
    Moving(
        "change", "Its change", "Basis points, by remaining maturity", "curve",
        VARIABLES["yield_change"].definition,
        ("par_yields", "zero_yields", "mspd_securities", "tic_holdings"),
    ),
    Moving(
        "ten", "10-year Treasury yield, day by day", BP, "yield_10y",
        VARIABLES["yield_change"].definition,
        ("par_yields", "zero_yields", "mspd_securities", "dealer_positions"),
    ),
    _path("mortgage", "mortgage_30y_change", BP, "par_yields"),
    _path("auto", "auto_loan_change", BP, "consumer_loan_rates", "par_yields"),
    _path("baa", "corporate_baa_change", BP, "par_yields"),
    _path("equities", "equity_change", "Change, %", "zero_yields"),
    _path("yen", "usdjpy_change", "Change, %; down: yen stronger", "usdjpy_daily",
          "japan_interventions"),
    _path("jgb", "jgb_10y_change", BP, "jgb_yields"),
    Moving(
        "bill", "The federal bill beside defence", "USD bn by fiscal year", "bill",
        "Net interest of the federal government without and with the sale, beside national "
        "defence as far as it is projected.",
        ("cbo_baselines", "omb_outlays", "mspd_profile", "cbo_economy"),
    ),
    Moving(
        "timeline", "Who answers, day by day",
        "USD bn taken off the market’s hands by each day (middle of the draws)", "timeline",
        "Purchases, and sales that were not made; below zero are sales by others.",
        ("fed_h41", "buybacks", "dealer_positions"),
    ),
)  # fmt: skip
"""In the order of the page."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One of the four figures at the top: its id, label, what it is and the data behind it."""

    id: str
    title: str
    about: str
    sources: tuple[str, ...]


CARDS: Final = (
    Figure(
        "ten", "10-year Treasury yield at its peak",
        "Middle, and 5 to 95 of 100 draws, on the day on which the middle path is furthest from "
        "zero.",
        ("par_yields", "zero_yields", "mspd_securities", "dealer_positions"),
    ),
    Figure(
        "bill", "Added to federal interest over ten years",
        "What the higher yields add to interest on debt that is sold in the ten years, the debt "
        "that pays for it included.",
        ("mspd_profile", "cbo_baselines", "cbo_economy", "coupon_auctions"),
    ),
    Figure(
        "seller", "Seller’s national loss (ledger A)",
        "Bonds sold below their price before, and dollars sold as the dollar falls: transactions "
        "only.",
        ("zero_yields", "usdjpy_daily", "tic_holdings"),
    ),
    Figure(
        "us", "United States’ national loss (ledger A)",
        "More interest paid to non-residents over ten years: transactions only.",
        ("mspd_profile", "tic_holdings", "tic_survey_2024"),
    ),
)  # fmt: skip
"""In the order of the page."""
