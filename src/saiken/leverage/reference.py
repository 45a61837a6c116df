"""The one negotiation in which every holder's threat is valued: visible assumptions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from saiken.bargaining import Threat
from saiken.bargaining.threat import ThreatResult
from saiken.data import resource_yaml
from saiken.draws import Array
from saiken.errors import out_of_range
from saiken.units import from_si, to_si


@cache
def leverage_file() -> Mapping[str, Any]:
    """Return the index's settings and sentences (``leverage/leverage.yaml``)."""
    return dict(resource_yaml("leverage/leverage.yaml"))


def _given(name: str) -> float:
    row = leverage_file()["reference"][name]
    return to_si(float(row["value"]), str(row["unit"]))


@dataclass(frozen=True, slots=True)
class Reference:
    """The negotiation, the same for every holder and month.

    Attributes
    ----------
    prior : float
        Chance of high resolve, 0 to 1.
    audience : float
        Cost of backing down, share of the holder's own GDP, 0 or more.
    concession : float
        What is asked for, share of US GDP, above 0; the US loses what the holder gains.
    weak : float
        Cost of executing at low resolve besides the loss, share of own GDP, 0 or more.

    Raises
    ------
    InputError
        If a number lies outside its range.
    """

    prior: float
    audience: float
    concession: float
    weak: float

    def __post_init__(self) -> None:
        if not 0 <= self.prior <= 1:
            raise out_of_range("the prior", f"{self.prior:g}", "0 to 1")
        for name in ("audience", "weak"):
            if not 0 <= getattr(self, name) < np.inf:
                raise out_of_range(f"the {name} cost", f"{getattr(self, name):g}", "0 or more")
        if not 0 < self.concession < np.inf:
            raise out_of_range("the concession", f"{self.concession:g}", "a number above 0")

    @classmethod
    def bundled(cls) -> Reference:
        """Return the assumptions of ``leverage.yaml``."""
        return cls(**{name: _given(name) for name in leverage_file()["reference"]})

    def solve(
        self, us_loss_usd: Array, seller_loss_usd: Array, own_gdp_usd: Array, us_gdp_usd: float
    ) -> ThreatResult:
        """Value the threat of one sale a holder, in closed form.

        Parameters
        ----------
        us_loss_usd, seller_loss_usd : ndarray, shape (holder, draw)
            What executing costs both sides.
        own_gdp_usd : ndarray, shape (holder,)
        us_gdp_usd : float

        Returns
        -------
        ThreatResult
            Arrays of shape (holder, draw).
        """
        own, stake = own_gdp_usd[:, None], self.concession * us_gdp_usd
        return Threat(
            pi=self.prior,
            L=us_loss_usd,
            k=stake,
            G=stake,
            a=self.audience * own,
            c_high=seller_loss_usd,
            c_low=seller_loss_usd + self.weak * own,
        ).solve()

    def sentence(self) -> str:
        """Say what is assumed."""
        said = {f"{name}_pct": from_si(getattr(self, name), "pct") for name in self.__slots__}
        return str(leverage_file()["notes"]["reference"]).format(**said).strip()
