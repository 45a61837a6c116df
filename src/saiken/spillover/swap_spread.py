"""Swap spread: the swap rate less the Treasury yield of the same maturity, at ten years.

A rise of Treasury yields has two parts. One belongs to duration: whoever bears interest-rate risk
asks for more, and swap rates rise with yields. The other belongs to Treasuries: these bonds have to
be held and financed, which swaps need not, so swap rates do not follow and the spread falls. How
large the second part is for a foreign sale was not found measured, and no swap rates are at hand:
the share is an assumption with a band.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from saiken.variables import maturity_index

if TYPE_CHECKING:
    from saiken.parameters import Parameters
    from saiken.snapshot import Snapshot

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SwapSpread:
    """Minus the Treasury-specific share of the change of one yield."""

    name: str = "swap_spread"
    reads: tuple[str, ...] = ("yield_change",)
    writes: tuple[str, ...] = ("swap_spread_change",)
    follows: str = "10y"
    parameter: str = "impact.treasury_specific_share"

    def run(
        self, fields: Mapping[str, Array], snap: Snapshot | None, prm: Parameters
    ) -> Mapping[str, Array]:
        """Return the change of the spread, shape ``(draw, day)``, decimals."""
        change = fields[self.reads[0]][..., maturity_index(self.follows)]
        # subtracted from zero, so that nothing sold is zero and not minus zero
        return {self.writes[0]: 0.0 - prm[self.parameter][:, None] * change}


SWAP_SPREAD: Final = SwapSpread()
"""Ten-year spread; negative when Treasury yields rise by more than swap rates."""
