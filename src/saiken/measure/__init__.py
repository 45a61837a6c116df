"""What data alone can say about the market, without a model: realised volatility.

Every measure reads a snapshot, so it uses only what was published by its date.
"""

from saiken.measure.volatility import daily_yield_sd

__all__ = ["daily_yield_sd"]
