"""The federal interest bill: what a change of yields costs the Treasury over ten years.

The bill by security adds the Treasury's securities up into what falls due and what is paid, sells
in their place and for new borrowing what an issuance policy says, and grows with the CBO baseline
known on the day; extra interest is paid on what is sold after day 0. The bill by class of debt is
its readable twin. Interest on the extra interest, the Federal Reserve's remittances, a reaction
of the policy rate, and the answer of yields to the extra debt (the spiral) stand beside the bill.
CBO's own sensitivity and past interest expense are printed beside it; nothing is fitted to them.
The bill knows yields and nothing of the sale.
"""

from saiken.fiscal.backtest import ExpenseCheck, ExpenseRow, interest_check
from saiken.fiscal.bill import BillEngine, first_year_usd, ten_years_usd
from saiken.fiscal.cbo import (
    BaselineRow,
    ComparisonRow,
    baseline_bill,
    cbo_comparison,
    rules_of_thumb,
)
from saiken.fiscal.debt import HORIZON_MONTHS, DebtPath, Projection, debt_path, projection
from saiken.fiscal.household import Loan, monthly_payment_usd, new_car_loan, new_mortgage
from saiken.fiscal.outlook import BillOutlook, bill_outlook
from saiken.fiscal.policy import Policy, recent_policy
from saiken.fiscal.rates import BaseRates, base_rates
from saiken.fiscal.securities import KINDS, SecurityList
from saiken.fiscal.security_bill import SecurityBill
from saiken.fiscal.sensitivity import SensitivityRow, cbo_sensitivity
from saiken.fiscal.service import (
    debt_service_usd,
    extra_debt_usd,
    fed_balance,
    policy_offset,
    remittances_lost_usd,
)
from saiken.fiscal.spiral import Spiral, gdp_path_usd, spiral

__all__ = [
    "HORIZON_MONTHS",
    "KINDS",
    "BaseRates",
    "BaselineRow",
    "BillEngine",
    "BillOutlook",
    "ComparisonRow",
    "DebtPath",
    "ExpenseCheck",
    "ExpenseRow",
    "Loan",
    "Policy",
    "Projection",
    "SecurityBill",
    "SecurityList",
    "SensitivityRow",
    "Spiral",
    "base_rates",
    "baseline_bill",
    "bill_outlook",
    "cbo_comparison",
    "cbo_sensitivity",
    "debt_path",
    "debt_service_usd",
    "extra_debt_usd",
    "fed_balance",
    "first_year_usd",
    "gdp_path_usd",
    "interest_check",
    "monthly_payment_usd",
    "new_car_loan",
    "new_mortgage",
    "policy_offset",
    "projection",
    "recent_policy",
    "remittances_lost_usd",
    "rules_of_thumb",
    "spiral",
    "ten_years_usd",
]
