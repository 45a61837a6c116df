"""A holding of Treasuries as a card in one negotiation: what is at stake, and both faces' value.

A `Negotiation` names the sale that is threatened, what is negotiated about, the clock and the plan.
`stakes` takes both sides' losses from a simulated execution on common draws and the concession from
the trade model; `negotiate` puts them into the ladder of `bargaining` and returns a `Card`: the
threat, the promise not to sell, how talks would end, what would change the value, and the map of
where a threat is believed. What nobody can observe is drawn from wide assumptions that are
parameters like any other.
"""

from saiken.negotiation.card import Card, negotiate
from saiken.negotiation.levers import Lever
from saiken.negotiation.map import CredibilityMap
from saiken.negotiation.named import NamedNegotiation, load_negotiation, negotiation_names
from saiken.negotiation.promise import Promise, promises
from saiken.negotiation.request import GivenStake, Negotiation, TariffStake
from saiken.negotiation.stakes import Stakes

__all__ = [
    "Card",
    "CredibilityMap",
    "GivenStake",
    "Lever",
    "NamedNegotiation",
    "Negotiation",
    "Promise",
    "Stakes",
    "TariffStake",
    "load_negotiation",
    "negotiate",
    "negotiation_names",
    "promises",
]
