"""Those who answer a sale, day by day.

A responder is a frozen object with one rule: it sees yesterday's close and today's announcements
and adds to or takes from what the market has to hold, or widens what dealers can carry. Its
parameters, with sources and ranges, lie in a data file beside it. All act at once and their
actions are added. Without a team nothing here runs.
"""

from saiken.responders.answer import Answered, answer
from saiken.responders.base import Action, Market, Memory, Responder, Seen
from saiken.responders.team import idle_parameters, responder_file, team_of

__all__ = [
    "Action",
    "Answered",
    "Market",
    "Memory",
    "Responder",
    "Seen",
    "answer",
    "idle_parameters",
    "responder_file",
    "team_of",
]
