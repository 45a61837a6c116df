"""Questions asked backwards: how much, how fast, how much converted, for a stated result.

:func:`reverse` takes a target such as ``10y >= 5.0%`` and finds the least effort with which a
stated share of the draws reaches it: the smallest amount, the slowest pace, the smallest share
converted, the shortest half-life. The draws are sampled once; "not reachable within the holdings"
is an answer. Nothing here knows how a result comes about: it runs cases and reads them.
"""

from saiken.reverse.answer import Range, Reading, ReverseAnswer
from saiken.reverse.ask import reverse
from saiken.reverse.target import Target, parse_target

__all__ = ["Range", "Reading", "ReverseAnswer", "Target", "parse_target", "reverse"]
