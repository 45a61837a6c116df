r"""The stated sale, reduced to what both sides' losses need of it.

Losses are linear in the change of yields, and that change is a size times one stock path plus the
intermediaries' path on the five-year yield times a spread over maturities (its duration and its
local part). So a month's market is two short lists of weights: what one unit of each does to the
US bill and to the seller's proceeds,

.. math:: loss = s\,W + \sum_t f_t\,((1-\ell)\,D_t + \ell\,L_t).

The weights come from the engine's own bill and ledger, the paths from its own flow law; only the
order of the sums is changed. Own derivation.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from saiken.case import Program, Scenario, program
from saiken.errors import DataError
from saiken.fiscal import SecurityBill
from saiken.impact.currency import conversion_path
from saiken.impact.dealing import dealing
from saiken.impact.habitat import load_kernels
from saiken.impact.interventions import episodes, largest_operation_usd
from saiken.impact.response import Shape, half_life_days, program_size, shape_of
from saiken.leverage.reference import leverage_file
from saiken.losses.national import seller_loss_bonds_usd, seller_loss_currency_usd, us_loss_usd
from saiken.parameters import Parameters, Posterior, middle
from saiken.snapshot import Snapshot

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """A loss, per unit of what a sale does to yields.

    Attributes
    ----------
    stock : float
        Per unit of the stock effect's size.
    flow : ndarray, shape (time, part)
        Per unit of the flow effect at a time; duration part, local part.
    """

    stock: float
    flow: Array

    def loss(self, size: Array, path: Array, local: Array) -> Array:
        """Add the parts up.

        Parameters
        ----------
        size : ndarray, shape (draw,)
        path : ndarray, shape (draw, time)
        local : ndarray, shape (draw,)
            Share of the local part.

        Returns
        -------
        ndarray, shape (draw,)
        """
        duration_part, local_part = (path @ self.flow).T
        found: Array = size * self.stock + (1 - local) * duration_part + local * local_part
        return found


@dataclass(frozen=True, slots=True, eq=False)
class StatedSale:
    """The sale that every holder is asked about, and the draws common to all.

    Attributes
    ----------
    scenario : Scenario
        Of one seller; only its seller and amount are replaced.
    program : Program
        Of a dollar.
    shape : Shape
    parameters : Parameters
    """

    scenario: Scenario
    program: Program
    shape: Shape
    parameters: Parameters

    @classmethod
    def on(cls, snap: Snapshot, seed: int = 0) -> StatedSale:
        """Lay the sale out; nothing of it depends on the snapshot's day."""
        given = leverage_file()["sale"]
        scenario = stated_scenario(leverage_file()["own_currency"])
        prm = Posterior.load(snap.as_of).sample(int(given["draws"]), seed)
        sale = program(scenario, snap, prm)
        shape = shape_of(sale, load_kernels(), middle("flow.half_life_weeks"))
        return cls(scenario, replace(sale, amount_usd=np.ones(prm.draws)), shape, prm)

    def many(self, amounts_usd: Array) -> tuple[Program, Parameters]:
        """Repeat the draws for several amounts, one holder after the other."""
        prm, count = self.parameters, amounts_usd.size
        columns = {name: np.tile(prm[name], count) for name in prm.ids}
        amounts = np.repeat(amounts_usd, prm.draws)
        return replace(self.program, amount_usd=amounts), Parameters(columns, amounts.size)

    def us_weights(self, snap: Snapshot) -> Weights:
        """Weights of the US loss by month."""
        months = int(leverage_file()["sale"]["flow_months"])
        paths = self._unit_paths(self.shape.monthly, months)
        bill = SecurityBill.from_snapshot(snap, snap.universe)
        return _weights(us_loss_usd(bill.extra_interest_usd(paths), snap))

    def bond_weights(self, snap: Snapshot) -> Weights:
        """Weights of the seller's loss per dollar sold, by business day."""
        paths = self._unit_paths(self.shape.daily, self.shape.daily.shape[0])
        dollar = replace(self.program, amount_usd=np.ones(len(paths)))
        return _weights(seller_loss_bonds_usd(dollar, paths, snap))

    def _unit_paths(self, stock: Array, times: int) -> Array:
        """The stock path, then one unit of flow at each time: (row, time, maturity)."""
        paths = np.zeros((1 + 2 * times, *stock.shape))
        paths[0] = stock
        at = np.arange(times)
        for part, spread in enumerate((self.shape.flow.duration, self.shape.flow.local)):
            paths[1 + part + 2 * at, at] = spread
        return paths

    def losses_usd(self, snap: Snapshot, amounts_usd: Array) -> tuple[Array, Array]:
        """Both sides' loss, ledger A, if each amount were sold alone.

        Parameters
        ----------
        snap : Snapshot
        amounts_usd : ndarray, shape (holder,)

        Returns
        -------
        us, seller : ndarray, shape (holder, draw)
            Dollars; the seller's on bonds.
        """
        sale, prm = self.many(amounts_usd)
        size, local = program_size(sale, snap, prm), prm["flow.local_share"]
        passing = dealing(sale, self.shape.stress, snap, prm)
        us, bonds = self.us_weights(snap), self.bond_weights(snap)
        months = passing.at(self.shape.month_days[: len(us.flow)])
        seller = sale.amount_usd * bonds.loss(size, passing.flow + passing.regime, local)
        shape = (amounts_usd.size, self.parameters.draws)
        return us.loss(size, months, local).reshape(shape), seller.reshape(shape)

    def conversion_loss_usd(self, snap: Snapshot, amount_usd: float) -> Array | None:
        """What turning the proceeds into yen would cost besides, (draw,); None without a record."""
        prm = self.parameters
        sale = replace(
            self.program,
            amount_usd=np.full(prm.draws, amount_usd),
            converted=self.program.schedule.sum(axis=1),
        )
        try:
            largest = largest_operation_usd(episodes(snap.store, snap.as_of))
        except DataError:
            return None
        slope, exponent = prm["currency.slope"], prm["currency.exponent"]
        path = conversion_path(sale.converted_usd, slope, exponent, half_life_days(prm), largest)
        return seller_loss_currency_usd(sale, path, snap)


def stated_scenario(seller: str, amount_usd_bn: float = 1.0) -> Scenario:
    """Return the stated sale as a request that ``simulate`` answers too."""
    given = leverage_file()["sale"]
    days = int(given["days"])
    return Scenario(
        seller=seller,
        amount_usd_bn=amount_usd_bn,
        include_private=True,
        maturities=given["maturities"],
        sale_days=days,
        horizon_days=days,
    )


def _weights(values: Array) -> Weights:
    return Weights(float(values[0]), values[1:].reshape(-1, 2))
