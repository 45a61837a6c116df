"""Prices, yields and rate risk of nominal Treasuries, vectorised over securities and curves.

Conventions: settlement on the next business day; half-yearly coupons counted back from maturity,
from month end to month end where the maturity is one; accrued interest actual/actual (ICMA); short
and long first coupons in proportion; street yields, compounded twice a year, also in the fraction
of a period. Bills at a discount over 360 days, with money-market and bond-equivalent yields. Prices
are per 100 of par, yields decimals, durations years.

:func:`position` says where securities stand on a settlement date, :func:`cash_flows` lists what
they pay as one sparse matrix; prices from curves are a product with discount factors, prices from
yields a closed form, and yields from prices Newton's method on it.
"""

from saiken.market.pricing.book import BookLine, book_lines
from saiken.market.pricing.calendar import settlement_day
from saiken.market.pricing.dealers import DealerLine
from saiken.market.pricing.desk import DeskLines, desk_lines
from saiken.market.pricing.flows import CashFlows, cash_flows, discount_factors
from saiken.market.pricing.futures import Contract, conversion_factor, ten_year_contract
from saiken.market.pricing.position import Position, par_bond, position
from saiken.market.pricing.risk import (
    convexity,
    dv01,
    dv01_usd,
    modified_duration,
    ten_year_equivalents_usd,
    zero_duration,
)
from saiken.market.pricing.securities import Securities, SecurityList
from saiken.market.pricing.valuation import Valuation, value
from saiken.market.pricing.yields import clean_price, dirty_price, yield_from_price

__all__ = [
    "BookLine",
    "CashFlows",
    "Contract",
    "DealerLine",
    "DeskLines",
    "Position",
    "Securities",
    "SecurityList",
    "Valuation",
    "book_lines",
    "cash_flows",
    "clean_price",
    "conversion_factor",
    "convexity",
    "desk_lines",
    "dirty_price",
    "discount_factors",
    "dv01",
    "dv01_usd",
    "modified_duration",
    "par_bond",
    "position",
    "settlement_day",
    "ten_year_contract",
    "ten_year_equivalents_usd",
    "value",
    "yield_from_price",
    "zero_duration",
]
