"""Every published variable: its dimensions, SI unit, the unit people see, label and definition."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

MATURITIES: Final[tuple[float, ...]] = (0.25, 0.5, 1.0, 2.0, 3.0, 5.0, 7.0, 10.0, 20.0, 30.0)
"""The ten published maturities of the curve, in years."""
MATURITY_LABELS: Final[tuple[str, ...]] = (
    "3m", "6m", "1y", "2y", "3y", "5y", "7y", "10y", "20y", "30y",
)  # fmt: skip
EFFECTS: Final[tuple[str, ...]] = ("stock", "flow", "regime")
"""What moves yields, in the order in which it is added up."""


def maturity_index(label: str) -> int:
    """Position of a maturity label such as ``"10y"`` along the maturity axis."""
    return MATURITY_LABELS.index(label)


@dataclass(frozen=True, slots=True)
class Variable:
    """One published quantity.

    Attributes
    ----------
    id : str
        Name in :attr:`saiken.Outcome.data` and in files.
    dims : tuple of str
        Dimensions, ``draw`` first.
    si, shown : str
        Unit inside the engine and the unit people read (keys of :data:`saiken.units.SCALE`).
    label : str
        Short plain name.
    definition : str
        One sentence.
    decimals : int
        Digits shown after the point.
    """

    id: str
    dims: tuple[str, ...]
    si: str
    shown: str
    label: str
    definition: str
    decimals: int = 1


_LIST: Final = (
    Variable("yield_change", ("draw", "day", "maturity"), "1", "bp", "Treasury yields",
             "Change of the zero-coupon yield against the same day without the sale."),
    Variable("yield_change_by_effect", ("effect", "draw", "day", "maturity"), "1", "bp",
             "Treasury yields by cause", "The stock, flow and regime parts; they add exactly."),
    Variable("mortgage_30y_change", ("draw", "day"), "1", "bp", "30-year mortgage rate",
             "Change of the rate on new 30-year fixed mortgages."),
    Variable("auto_loan_change", ("draw", "day"), "1", "bp", "New-car loan rate",
             "Change of the 48-month bank rate on new-car loans."),
    Variable("corporate_baa_change", ("draw", "day"), "1", "bp", "Baa corporate yield",
             "Change of the yield on seasoned Baa bonds."),
    Variable("equity_change", ("draw", "day"), "1", "pct", "US equities",
             "Change of the US stock market when dividends are discounted with the shifted curve."),
    Variable("swap_spread_change", ("draw", "day"), "1", "bp", "10-year swap spread",
             "Change of the swap rate less the Treasury yield; the share is an assumption."),
    Variable("usdjpy_change", ("draw", "day"), "1", "pct", "Dollar against yen",
             "Change of yen per dollar; negative is a stronger yen."),
    Variable("usdjpy_bond_leg", ("draw", "day"), "1", "pct", "Dollar against yen, bond leg",
             "Change of yen per dollar through the bonds in the two-country model; in no total."),
    Variable("jgb_10y_change", ("draw", "day"), "1", "bp", "Japanese 10-year yield",
             "Change through bonds and conversion in the two-country model; in no total."),
    Variable("jgb_10y_conversion_leg", ("draw", "day"), "1", "bp",
             "Japanese 10-year yield, conversion leg",
             "The part of the change that the conversion makes in the two-country model."),
    Variable("us_10y_conversion_leg", ("draw", "day"), "1", "bp",
             "US 10-year yield, conversion leg",
             "What the conversion does to it in the two-country model; in no total."),
    Variable("answer_fed", ("draw", "day"), "usd", "usd_bn", "Federal Reserve",
             "What it adds to what the market has to hold on a day; negative are purchases."),
    Variable("answer_fima", ("draw", "day"), "usd", "usd_bn", "FIMA repo",
             "Sales that a loan against Treasuries makes unnecessary on a day; negative."),
    Variable("answer_treasury", ("draw", "day"), "usd", "usd_bn", "US Treasury",
             "Notes and bonds that it takes off the market against bills on a day; negative."),
    Variable("answer_regulators", ("draw", "day"), "share", "share", "Bank regulators",
             "Widening of what dealers can carry, as a share."),
    Variable("answer_funds", ("draw", "day"), "usd", "usd_bn", "Leveraged funds",
             "Bonds that dealers have to take on a day because funds unwind."),
    Variable("answer_creditors", ("draw", "day"), "usd", "usd_bn", "Other creditors",
             "What other official holders sell on a day; negative are purchases."),
    Variable("answer_freeze", ("draw", "day"), "usd", "usd_bn", "Freeze",
             "Sales that are blocked on a day; negative."),
    Variable("answer_run", ("draw", "day"), "usd", "usd_bn", "Run of other creditors",
             "What holders who run sell on a day."),
    Variable("dealers_carried", ("draw", "day"), "usd", "usd_bn", "Carried by dealers",
             "What dealers still carry of everybody's sales and purchases."),
    Variable("federal_interest", ("draw", "month"), "usd", "usd_bn", "Federal interest, extra",
             "Extra federal interest accrued in each month after day 0."),
    Variable("amount_sold", ("draw",), "usd", "usd_bn", "Amount sold",
             "Market value sold over the whole programme."),
    Variable("seller_loss_bonds", ("draw",), "usd", "usd_bn", "Seller: shortfall on the bonds",
             "Proceeds below the value at the close of the as-of day.", 0),
    Variable("seller_loss_currency", ("draw",), "usd", "usd_bn", "Seller: shortfall on the dollars",
             "Foreign currency received below the value at the close of the as-of day.", 0),
    Variable("seller_loss", ("draw",), "usd", "usd_bn", "Seller's national loss (ledger A)",
             "Shortfall on the bonds and on the conversion.", 0),
    Variable("tariff_seller", ("draw",), "usd", "usd_bn", "Tariff: the seller's loss a year",
             "Equivalent variation of the tariff in answer, long run; a gain is negative.", 1),
    Variable("tariff_us", ("draw",), "usd", "usd_bn", "Tariff: the United States' loss a year",
             "Equivalent variation of the tariff in answer, long run; a gain is negative.", 1),
    Variable("us_loss", ("draw",), "usd", "usd_bn", "US national loss (ledger A)",
             "Present value of extra interest to non-residents on debt issued after day 0.", 0),
)  # fmt: skip

VARIABLES: Final[dict[str, Variable]] = {variable.id: variable for variable in _LIST}
"""All published variables by id."""
