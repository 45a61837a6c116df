"""How strong a card each large holder had, month by month, all of them in the same negotiation.

`sale` reduces the engine to what one stated sale needs, so that all holders of a month are one
product of arrays; `reference` is the negotiation, whose numbers are assumptions; `lacks` says what
a month's data do not contain. The ranking is the result; the level rests on the assumptions.
"""

from saiken.leverage.index import leverage_index
from saiken.leverage.reference import Reference, leverage_file
from saiken.leverage.rows import Band, LeverageIndex, LeverageRow
from saiken.leverage.sale import StatedSale, Weights, stated_scenario

__all__ = [
    "Band",
    "LeverageIndex",
    "LeverageRow",
    "Reference",
    "StatedSale",
    "Weights",
    "leverage_file",
    "leverage_index",
    "stated_scenario",
]
