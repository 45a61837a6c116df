"""What the joint estimate is made with: episodes, laws of what is integrated over, the sale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from saiken.case import load_scenario
from saiken.case.program import sold_mix
from saiken.estimation.segmentation.kernels import TwoCountryModel
from saiken.estimation.segmentation.legs import Legs, planned_amount_usd
from saiken.estimation.segmentation.moves import plan
from saiken.estimation.segmentation.slope import SlopeLaw, slope_law
from saiken.estimation.segmentation.unit import UnitTable, omega_grid, tabulate
from saiken.impact.interventions import Episode, episodes
from saiken.parameters import law
from saiken.parameters.distributions import normal_score
from saiken.snapshot import snapshot
from saiken.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from saiken.data import Store
    from saiken.parameters.distributions import Distribution

Array = NDArray[np.float64]

BOND_SCALE: Final = "impact.stock_scale"
HALF_LIFE_MONTHS: Final = "currency.half_life_months"


@dataclass(frozen=True, eq=False)
class Setting:
    """Inputs of the estimate.

    Attributes
    ----------
    store : Store
    model : TwoCountryModel
    record : tuple of Episode
    slope : SlopeLaw
    scale : Distribution
        Of the bonds' scale, as the evidence has it.
    half_life_years : ndarray, shape (half-life,)
        Equally likely half-lives of a conversion.
    mix : ndarray, shape (bucket,)
        Maturities of the bonds that are sold.
    sale_days : int
    debt_usd : float
        Held by the public on the day of the sale.
    """

    store: Store
    model: TwoCountryModel
    record: tuple[Episode, ...]
    slope: SlopeLaw
    scale: Distribution
    half_life_years: Array
    mix: Array
    sale_days: int
    debt_usd: float

    @classmethod
    def load(cls, store: Store, model: TwoCountryModel) -> Setting:
        """Read the record, the committed estimates and the plan's scenario."""
        case = load_scenario(plan()["legs"]["scenario"]).case
        market = snapshot(case.as_of, store)
        months = law(HALF_LIFE_MONTHS).quantile(middles(int(plan()["grid"]["half_life"])))
        return cls(
            store=store,
            model=model,
            record=episodes(store),
            slope=slope_law(),
            scale=law(BOND_SCALE),
            half_life_years=months / MONTHS_PER_YEAR,
            mix=sold_mix(case.scenario, market).shares,
            sale_days=case.scenario.sale_days,
            debt_usd=market.scale.debt_held_by_public_usd,
        )

    @property
    def scales(self) -> Array:
        """Equally likely values of the bonds' scale, shape (scale,)."""
        return self.scale.quantile(middles(int(plan()["grid"]["scale"])))

    @property
    def slopes(self) -> Array:
        """Equally likely slopes of one more episode, per dollar, shape (slope,)."""
        score = normal_score(middles(int(plan()["grid"]["scale"])))
        return np.exp(self.slope.log_mean + self.slope.log_sd * score)

    def units(self, half_life_years: Array) -> list[UnitTable]:
        """Unit responses of a conversion on the grid of omega, one for each half-life."""
        rates = np.log(2) / half_life_years
        return [tabulate(self.model.conversion(float(rate)), omega_grid()) for rate in rates]

    def bonds(self) -> UnitTable:
        """Unit responses of the bonds' sale on the grid of omega."""
        return tabulate(self.model.bonds(self.mix), omega_grid())

    def legs(self, half_life_years: Array) -> Legs:
        """Both legs of the plan's sale."""
        return Legs(
            units=self.units(half_life_years),
            bonds=self.bonds(),
            half_life_years=half_life_years,
            sale_days=self.sale_days,
            amount_usd=planned_amount_usd(),
            debt_usd=self.debt_usd,
        )


def middles(count: int) -> Array:
    """Probabilities in the middle of equal parts of (0, 1), shape (count,)."""
    return (np.arange(count) + 0.5) / count
