"""What a creditor's holdings are worth at the table: games of threat, promise and reputation.

Every game is a small frozen object whose parameters are numbers or arrays of draws; what nobody
can observe (resolve, the cost of backing down) is a parameter too, so that the answer is a map of
where a threat is believed and not a point on it. `verify` is the ruler: it recomputes from the
primitives alone what each player would gain by deviating, and `ladder` returns nothing that it
refuses.
"""

from saiken.bargaining.assurance import Assurance, commitment, commitments
from saiken.bargaining.attrition import DeadlineWar
from saiken.bargaining.export import to_efg
from saiken.bargaining.ladder import Ladder
from saiken.bargaining.plans import plan_named, plans_file
from saiken.bargaining.reputation import AbreuGul, DeadlineReputation
from saiken.bargaining.threat import Region, Threat
from saiken.bargaining.two_sided import TwoSided
from saiken.bargaining.value import card_value, channel_effects, switched
from saiken.bargaining.verify import verify

__all__ = [
    "AbreuGul",
    "Assurance",
    "DeadlineReputation",
    "DeadlineWar",
    "Ladder",
    "Region",
    "Threat",
    "TwoSided",
    "card_value",
    "channel_effects",
    "commitment",
    "commitments",
    "plan_named",
    "plans_file",
    "switched",
    "to_efg",
    "verify",
]
