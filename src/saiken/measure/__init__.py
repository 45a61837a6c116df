"""What data alone can say about the market, without the engine.

Realised volatility; the abnormal moves of yields, equities and the dollar around a date, with the
shape of the curve's move; and the term premium of Adrian, Crump and Moench. An expectation is
estimated only on what came before. Nothing here enters a yield that the engine computes.
"""

from saiken.measure.event_result import Event, Move
from saiken.measure.event_study import event
from saiken.measure.premium import TermPremium, premium_change, term_premium
from saiken.measure.premium_check import check_premium
from saiken.measure.volatility import daily_yield_sd, sd_of_changes

__all__ = [
    "Event",
    "Move",
    "TermPremium",
    "check_premium",
    "daily_yield_sd",
    "event",
    "premium_change",
    "sd_of_changes",
    "term_premium",
]
