"""Reading a target such as ``10y >= 5.0%`` or ``seller_loss >= 50bn``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from saiken.errors import InputError
from saiken.reverse.quantities import Arrays, Path, Quantity, quantity
from saiken.reverse.reading import extreme, par_level, require
from saiken.units import to_si

if TYPE_CHECKING:
    from saiken.snapshot import Snapshot

Array = NDArray[np.float64]
PATTERN: Final = re.compile(
    r"\s*(?P<name>[a-z0-9_]+)\s*(?P<sign>>=|<=|≥|≤|>|<)\s*(?:usd\s*)?"
    r"(?P<number>[+\-−]?(?:\d[\d,]*\.?\d*|\.\d+))\s*(?P<unit>%|[a-z]*)\s*",
    re.IGNORECASE,
)
UNITS: Final = {"%": "pct", "bp": "bp", "bn": "usd_bn", "tn": "usd_tn", "mn": "usd_mn", "": "1"}
EXAMPLES: Final = "'10y >= 5.0%', '10y >= 50bp', 'equities <= -5%' or 'seller_loss >= 50bn'"


@dataclass(frozen=True, slots=True)
class Target:
    """A figure and the side of it that is asked for.

    Attributes
    ----------
    text : str
        As it was written, tidied.
    quantity : Quantity
    at_least : bool
        True for at least, False for at most.
    value : float
        SI: decimals, dollars or a pure number.
    level : bool
        A level of a par yield rather than a change.
    """

    text: str
    quantity: Quantity
    at_least: bool
    value: float
    level: bool

    def reader(self, snap: Snapshot) -> _Reader:
        """Return what turns a block of results into each draw's distance beyond the target."""
        path = par_level(self.quantity.name, snap) if self.level else self.quantity.read
        return _Reader(self, path)


@dataclass(frozen=True, slots=True)
class _Reader:
    target: Target
    path: Path

    def __call__(self, arrays: Arrays) -> Array:
        """Distance beyond the target, SI; at least zero where it is reached, NaN never is."""
        target = self.target
        require(arrays, target.quantity)
        found = extreme(self.path(arrays), target.at_least) - target.value
        return found if target.at_least else -found


def parse_target(text: str) -> Target:
    """Read a target.

    Parameters
    ----------
    text : str
        A quantity, ``>=`` or ``<=``, and a number with its unit.

    Raises
    ------
    InputError
        If it cannot be read; one sentence with examples.

    Examples
    --------
    >>> target = parse_target("10y >= 50bp")
    >>> target.quantity.name, round(target.value, 6), target.level
    ('10y', 0.005, False)
    """
    found = PATTERN.fullmatch(text)
    if found is None:
        raise InputError(f"the target is {text!r}; write it like {EXAMPLES}.")
    named = quantity(found["name"].lower())
    unit = found["unit"].lower()
    if unit not in named.units:
        raise InputError(
            f"the target is {text!r}, but {named.label} is given in {_said(named)}; write it like "
            f"'{_example(named)}'."
        )
    number = float(found["number"].replace(",", "").replace("−", "-"))
    at_least = found["sign"] in (">=", "≥", ">")
    tidy = f"{named.name} {'>=' if at_least else '<='} {number:,.10g}{unit}"
    is_level = "bp" in named.units and unit == "%"
    return Target(tidy, named, at_least, to_si(number, UNITS[unit]), is_level)


def _said(named: Quantity) -> str:
    """Name the units of a quantity in words."""
    spoken = {"%": "per cent (%)", "bp": "basis points (bp)", "bn": "USD bn, tn or mn"}
    said = [spoken[unit] for unit in named.units if unit in spoken]
    return " or ".join(said) or "a plain number"


def _example(named: Quantity) -> str:
    unit = named.units[0]
    if named.name in ("equities", "usdjpy"):
        return f"{named.name} <= -5%"
    sample = {"%": "5.0%", "bp": "50bp", "bn": "50bn", "": "2"}[unit]
    return f"{named.name} >= {sample}"
