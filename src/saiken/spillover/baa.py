"""Yield on seasoned Baa corporate bonds: follows the 10-year yield, in quarters."""

from __future__ import annotations

from typing import Final

from saiken.spillover.passthrough import PassThrough, pass_through

BAA: Final[PassThrough] = pass_through("corporate_baa")
"""Quarterly lags 0 to 2."""
