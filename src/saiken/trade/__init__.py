"""What tariffs cost whom: the United States, one seller and the rest of the world.

Armington trade in cars and in the rest, solved for changes (exact hats) for many draws of the
elasticities at once. World trade of 2024 and the tariffs of 2025 lie in ``trade.yaml``, each figure
with its source; how a negotiation uses them is not known here.
"""

from saiken.trade.armington import Economy, Welfare, welfare
from saiken.trade.regions import case, cases, economy, economy_of, points, sellers, trade_file

__all__ = [
    "Economy",
    "Welfare",
    "case",
    "cases",
    "economy",
    "economy_of",
    "points",
    "sellers",
    "trade_file",
    "welfare",
]
