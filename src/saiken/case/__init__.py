"""The one request: what is sold, as of when, under which assumptions, with how many draws.

:class:`Scenario` speaks the units of people; :func:`program` is the only place where they become
dollars by business day and maturity bucket. :func:`load_scenario` reads the named scenarios, which
are commented YAML files with their context and sources, and a user's own file of the same form.
"""

from saiken.case.action import ACTIONS, MONEY, NO_SUPPLY, NO_TRADE, idle_moves, move_limits
from saiken.case.named import NamedScenario, load_scenario, scenario_names
from saiken.case.program import (
    amount_usd,
    ceiling,
    check,
    first_sale_day,
    program,
    resilience_per_day,
)
from saiken.case.request import Assumptions, Case
from saiken.case.sale import Program, Threat
from saiken.case.scenario import PROCEEDS, RESPONDERS, Mix, Scenario
from saiken.case.settings import Setting, settings_of

__all__ = [
    "ACTIONS",
    "MONEY",
    "NO_SUPPLY",
    "NO_TRADE",
    "PROCEEDS",
    "RESPONDERS",
    "Assumptions",
    "Case",
    "Mix",
    "NamedScenario",
    "Program",
    "Scenario",
    "Setting",
    "Threat",
    "amount_usd",
    "ceiling",
    "check",
    "first_sale_day",
    "idle_moves",
    "load_scenario",
    "move_limits",
    "program",
    "resilience_per_day",
    "scenario_names",
    "settings_of",
]
