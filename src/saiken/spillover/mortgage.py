"""Rate on new 30-year fixed mortgages: follows the mean of the 5- and 10-year yield, in weeks.

A 30-year mortgage is usually repaid after five to ten years, so it is priced between the two.
Outstanding loans keep their rate.
"""

from __future__ import annotations

from typing import Final

from saiken.spillover.passthrough import PassThrough, pass_through

MORTGAGE: Final[PassThrough] = pass_through("mortgage_30y")
"""Weekly lags 0 to 8."""
