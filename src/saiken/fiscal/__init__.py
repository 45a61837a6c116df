"""The federal interest bill: what a change of yields costs the Treasury over ten years.

Debt held by the public is split by kind and original term, runs off as the official list of
securities says, is replaced like with like, and grows with the CBO baseline known on the day.
Extra interest is paid on what is sold after day 0. CBO's own rule of thumb stands beside the
engine's figures; nothing is fitted to it. The bill knows yields and nothing of the sale.
"""

from saiken.fiscal.bill import BillEngine, first_year_usd, ten_years_usd
from saiken.fiscal.cbo import (
    BaselineRow,
    ComparisonRow,
    baseline_bill,
    cbo_comparison,
    rules_of_thumb,
)
from saiken.fiscal.debt import HORIZON_MONTHS, DebtPath, Projection, debt_path, projection

__all__ = [
    "HORIZON_MONTHS",
    "BaselineRow",
    "BillEngine",
    "ComparisonRow",
    "DebtPath",
    "Projection",
    "baseline_bill",
    "cbo_comparison",
    "debt_path",
    "first_year_usd",
    "projection",
    "rules_of_thumb",
    "ten_years_usd",
]
