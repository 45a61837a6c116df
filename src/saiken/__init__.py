"""What a creditor's Treasuries are worth as a card in a negotiation.

>>> import saiken
>>> snap = saiken.snapshot("2025-05-02")
>>> out = saiken.simulate(saiken.load_scenario("japan-2025"), snap, draws=256)
>>> sorted(out.headline["yield_change_bp"])
['10y', '2y', '30y', '3m', '5y']

Everything heavy is imported when it is first used.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, Final

from saiken._version import __version__

if TYPE_CHECKING:
    from saiken.case import Assumptions, Case, Scenario, load_scenario, scenario_names
    from saiken.errors import DataError, InputError, SaikenError, SolverError
    from saiken.facts import check_facts as facts
    from saiken.history import backtest
    from saiken.holders import holdings as holders
    from saiken.impact.evidence import case_evidence as evidence
    from saiken.implied import implied as implied_sales
    from saiken.leverage import leverage_index
    from saiken.measure import event
    from saiken.negotiation import Negotiation, load_negotiation, negotiate
    from saiken.outcome import Outcome
    from saiken.parameters import Parameters, Posterior
    from saiken.reverse import reverse
    from saiken.simulate import simulate
    from saiken.snapshot import Snapshot, snapshot
    from saiken.sweep import loss_against_amount

DOORS: Final = {
    "Assumptions": "saiken.case",
    "backtest": "saiken.history",
    "Case": "saiken.case",
    "Scenario": "saiken.case",
    "load_scenario": "saiken.case",
    "scenario_names": "saiken.case",
    "DataError": "saiken.errors",
    "InputError": "saiken.errors",
    "SaikenError": "saiken.errors",
    "SolverError": "saiken.errors",
    "event": "saiken.measure:event",
    "evidence": "saiken.impact.evidence:case_evidence",
    "facts": "saiken.facts:check_facts",
    "holders": "saiken.holders:holdings",
    "implied_sales": "saiken.implied:implied",
    "leverage_index": "saiken.leverage",
    "Outcome": "saiken.outcome",
    "Parameters": "saiken.parameters",
    "Posterior": "saiken.parameters",
    "reverse": "saiken.reverse",
    "load_negotiation": "saiken.negotiation",
    "Negotiation": "saiken.negotiation",
    "negotiate": "saiken.negotiation",
    "loss_against_amount": "saiken.sweep",
    "simulate": "saiken.simulate",
    "Snapshot": "saiken.snapshot",
    "snapshot": "saiken.snapshot",
}

__all__ = [
    "Assumptions",
    "Case",
    "DataError",
    "InputError",
    "Negotiation",
    "Outcome",
    "Parameters",
    "Posterior",
    "SaikenError",
    "Scenario",
    "Snapshot",
    "SolverError",
    "__version__",
    "backtest",
    "event",
    "evidence",
    "facts",
    "holders",
    "implied_sales",
    "leverage_index",
    "load_negotiation",
    "load_scenario",
    "loss_against_amount",
    "negotiate",
    "reverse",
    "scenario_names",
    "simulate",
    "snapshot",
]


class _Package(ModuleType):
    """Keeps ``saiken.simulate`` the function although a submodule has the same name."""

    def __setattr__(self, name: str, value: object) -> None:
        if name in DOORS and isinstance(value, ModuleType):
            return  # the import system hangs submodules here; the public name wins
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package


def __getattr__(name: str) -> Any:  # noqa: ANN401 - a lazy door leads anywhere
    if name not in DOORS:
        raise AttributeError(f"module 'saiken' has no attribute {name!r}")
    module, _, attribute = DOORS[name].partition(":")
    return getattr(import_module(module), attribute or name)


def __dir__() -> list[str]:
    return list(__all__)
