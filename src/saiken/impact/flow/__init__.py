r"""Flow: what a sale does because intermediaries' balance sheets are finite.

`size` sets the effect of one published experiment at today's size of the market; `path` turns a
pace of selling into a decaying, concave path of that size; `sectors` spreads it over maturities,
most where the bonds are sold; `dealers` follows what dealers still carry against what they can
carry; `stress` sizes, on March 2020, by how much the same pace moves yields more when they are
full. One friction, one description: nothing else in the engine charges for dealers' balance sheets.
"""

from saiken.impact.flow.dealers import (
    DealerBook,
    carried_path,
    carry_decay_per_day,
    dealer_book,
    dealer_strain,
    strain,
    utilisation,
)
from saiken.impact.flow.file import flow_file
from saiken.impact.flow.path import FlowLaw, fading, flow_law, flow_path
from saiken.impact.flow.sectors import SectorShape, reference_mix, sector_shape
from saiken.impact.flow.size import FlowSize, flow_size, reference_usd
from saiken.impact.flow.stress import (
    StressShape,
    regime_path,
    stress_multiple,
    stress_shape,
)

__all__ = [
    "DealerBook",
    "FlowLaw",
    "FlowSize",
    "SectorShape",
    "StressShape",
    "carried_path",
    "carry_decay_per_day",
    "dealer_book",
    "dealer_strain",
    "fading",
    "flow_file",
    "flow_law",
    "flow_path",
    "flow_size",
    "reference_mix",
    "reference_usd",
    "regime_path",
    "sector_shape",
    "strain",
    "stress_multiple",
    "stress_shape",
    "utilisation",
]
