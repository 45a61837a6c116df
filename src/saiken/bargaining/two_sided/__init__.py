"""The two-sided ladder: escalation against a buyer that may be one that never gives in."""

from saiken.bargaining.two_sided.game import TwoSided
from saiken.bargaining.two_sided.plane import SELECTIONS
from saiken.bargaining.two_sided.ruler import Path, verify_path
from saiken.bargaining.two_sided.solution import TwoSidedSolution

__all__ = ["SELECTIONS", "Path", "TwoSided", "TwoSidedSolution", "verify_path"]
