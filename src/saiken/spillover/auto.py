"""Rate on 48-month new-car loans at commercial banks: follows 2- and 5-year yields, in quarters."""

from __future__ import annotations

from typing import Final

from saiken.spillover.passthrough import PassThrough, pass_through

AUTO: Final[PassThrough] = pass_through("auto_loan")
"""Quarterly lags 0 to 2."""
