"""How a seller spreads a sale over days: the pace.

Every pace is a vector of daily shares that adds up to one. Four are closed forms (evenly,
front-loaded, and the optima of Almgren and Chriss and of Obizhaeva and Wang under their own laws of
impact); the fifth, the most harmful, has no form of its own and is searched for against whatever
prices it is given. Nothing here knows the engine.
"""

from saiken.execution.almgren_chriss import AlmgrenChriss, sinh_decline
from saiken.execution.harmful import Toll, most_harmful
from saiken.execution.obizhaeva_wang import block_rate_block
from saiken.execution.paces import CLOSED_FORMS, MOST_HARMFUL, PACES, Pace, closed_form
from saiken.execution.plain import even, front_loaded

__all__ = [
    "CLOSED_FORMS",
    "MOST_HARMFUL",
    "PACES",
    "AlmgrenChriss",
    "Pace",
    "Toll",
    "block_rate_block",
    "closed_form",
    "even",
    "front_loaded",
    "most_harmful",
    "sinh_decline",
]
