"""What a target can be about, and where it stands in a block of results."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.errors import unknown
from saiken.fiscal import first_year_usd, ten_years_usd
from saiken.losses.ratio import LEAST_LOSS_USD
from saiken.variables import MATURITY_LABELS, maturity_index

Array = NDArray[np.float64]
Arrays = Mapping[str, NDArray[np.float32]]
Path = Callable[[Arrays], Array]
"""From a block's arrays to a path (draw, day) or one number a draw (draw,), SI."""
MONEY: Final = ("bn", "tn", "mn")
BP: Final = ("bp",)
PER_CENT: Final = ("%",)
PLAIN: Final = ("",)


@dataclass(frozen=True, slots=True)
class Quantity:
    """One thing that a target can name.

    Attributes
    ----------
    name : str
        As it is written in a target.
    label : str
        Plain words.
    units : tuple of str
        What a number may end in.
    needs : str
        Variable without which the quantity cannot be shown.
    read : callable
        From a block's arrays to (draw, day) or (draw,), SI.
    """

    name: str
    label: str
    units: tuple[str, ...]
    needs: str
    read: Path

    @property
    def is_path(self) -> bool:
        """Whether it moves by day; money and ratios are one number a draw."""
        return self.units[0] in (*PER_CENT, *BP)


def _path(name: str) -> Path:
    return lambda arrays: arrays[name].astype(np.float64)


def _yen(arrays: Arrays) -> Array:
    """Read how much stronger the yen is: yen per dollar with the sign turned."""
    return 0.0 - arrays["usdjpy_change"].astype(np.float64)


def _sum(add: Callable[[Array], Array]) -> Path:
    return lambda arrays: add(arrays["federal_interest"].astype(np.float64))


def _ratio(arrays: Arrays) -> Array:
    """US loss over the seller's; NaN, which reaches no target, where the seller does not lose."""
    us, seller = (arrays[name].astype(np.float64) for name in ("us_loss", "seller_loss"))
    loses = seller >= LEAST_LOSS_USD
    return np.where(loses, us / np.where(loses, seller, 1.0), np.nan)


_OTHERS: Final = (
    Quantity("mortgage", "the 30-year mortgage rate's change", BP, "mortgage_30y_change",
             _path("mortgage_30y_change")),
    Quantity("auto", "the new-car loan rate's change", BP, "auto_loan_change",
             _path("auto_loan_change")),
    Quantity("baa", "the Baa corporate yield's change", BP, "corporate_baa_change",
             _path("corporate_baa_change")),
    Quantity("equities", "the change of US equities", PER_CENT, "equity_change",
             _path("equity_change")),
    Quantity("usdjpy", "the change of yen per dollar", PER_CENT, "usdjpy_change",
             _path("usdjpy_change")),
    Quantity("yen", "the yen's strengthening against the dollar", PER_CENT, "usdjpy_change", _yen),
    Quantity("bill1", "the extra federal interest of the first year", MONEY, "federal_interest",
             _sum(first_year_usd)),
    Quantity("bill10", "the extra federal interest of ten years", MONEY, "federal_interest",
             _sum(ten_years_usd)),
    Quantity("us_loss", "the US national loss", MONEY, "us_loss", _path("us_loss")),
    Quantity("seller_loss", "the seller's national loss", MONEY, "seller_loss",
             _path("seller_loss")),
    Quantity("damage_ratio", "the US loss per dollar that the seller loses", PLAIN, "seller_loss",
             _ratio),
)  # fmt: skip


def names() -> tuple[str, ...]:
    """Names that a target can use."""
    return (*MATURITY_LABELS, *(each.name for each in _OTHERS))


def quantity(name: str) -> Quantity:
    """Find a quantity by its name.

    Raises
    ------
    InputError
        If there is none; the message names the nearest.
    """
    if name in MATURITY_LABELS:
        place = maturity_index(name)
        label = f"the {name} yield"
        return Quantity(name, label, (*PER_CENT, *BP), "yield_change", _change(place))
    for each in _OTHERS:
        if each.name == name:
            return each
    raise unknown("target", name, names())


def _change(place: int) -> Path:
    return lambda arrays: arrays["yield_change"][:, :, place].astype(np.float64)
