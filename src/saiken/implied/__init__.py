"""What the market said: the change in expected dollars sold that a move implies.

The moves of a day's yields and of yen per dollar, or of a window within the day from a user's own
prices, are read as news about an announced sale at the engine's price per dollar, with the
uncertainty of that price and of ordinary moves. Whether they *are* such news, no move can say.
"""

from saiken.implied.answer import implied
from saiken.implied.result import Estimate, Implied

__all__ = ["Estimate", "Implied", "implied"]
