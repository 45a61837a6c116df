"""A case on draws that stay while its scenario changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from saiken.case import Case, NamedScenario, Scenario, check
from saiken.engine import BLOCK, Engine, assemble, plan, prepare, sample
from saiken.snapshot import Snapshot, snapshot
from saiken.variables import EFFECTS

Array = NDArray[np.float64]
Arrays = Mapping[str, NDArray[np.float32]]
Reader = Callable[[Arrays], Array]
"""Takes a block's arrays by variable and returns what is to be kept; ``draw`` comes first."""


@dataclass(frozen=True)
class CommonDraws:
    """A case whose scenario can be changed while its draws stay.

    Attributes
    ----------
    engine : Engine
        The case as it was asked, with its parameters, bill and shape.
    """

    engine: Engine

    @classmethod
    def of(cls, case: Case | NamedScenario, snap: Snapshot | None = None) -> CommonDraws:
        """Sample the draws of a case once.

        Raises
        ------
        InputError
            If the request does not fit the facts of the day.
        """
        request = case.case if isinstance(case, NamedScenario) else case
        market = snap or snapshot(request.as_of)
        check(request.scenario, market)
        return cls(prepare(request, market, sample(request, market)))

    def changed(self, scenario: Scenario) -> Engine:
        """Return the engine of another scenario; what the change leaves alone is kept.

        Raises
        ------
        InputError
            If the scenario does not fit the facts of the day.
        """
        base = self.engine
        check(scenario, base.snap)
        case = base.case.model_copy(update={"scenario": scenario})
        sale = plan(case, base.snap, base.parameters, base.bill)
        if sale.same_days(base.program):
            return replace(base, case=case, program=sale)
        return assemble(case, base.snap, base.parameters, sale, base.bill)

    def read(self, scenario: Scenario, reader: Reader) -> Array:
        """Run a scenario on the common draws and keep what the reader takes, ``draw`` first."""
        engine = self.changed(scenario)
        starts = range(0, engine.parameters.draws, BLOCK)
        return np.concatenate([reader(_published(engine.run(start))) for start in starts])

    def losses(self, scenario: Scenario) -> tuple[Array, Array]:
        """Both sides' loss of a scenario, dollars; NaN where the seller's cannot be shown.

        Returns
        -------
        us, seller : ndarray, shape (draw,)
        """
        pair = self.read(scenario, _both_losses)
        return pair[:, 0], pair[:, 1]


def _both_losses(arrays: Arrays) -> Array:
    us = arrays["us_loss"].astype(np.float64)
    seller = arrays.get("seller_loss", np.full_like(us, np.nan)).astype(np.float64)
    return np.stack([us, seller], axis=1)


def _published(block: Arrays) -> Arrays:
    """Add the change of yields, the sum of the effects, in the published precision."""
    total = np.stack([block[effect] for effect in EFFECTS]).sum(axis=0)
    return {**block, "yield_change": total}
