"""Treasury securities and curves: what the market is made of on a day.

Maturity buckets and the cash flows behind them, yield curves with discount factors, and the
official maturity profile of the debt by kind of security. Nothing here knows about sales.
"""

from saiken.market.buckets import (
    Bucket,
    bucket_cash_flows,
    bucket_names,
    buckets,
    price_sensitivity,
)
from saiken.market.curves import Curve
from saiken.market.par import fitted_par, par_response
from saiken.market.profile import DebtClass, DebtProfile, debt_classes, debt_profile, market_mix

__all__ = [
    "Bucket",
    "Curve",
    "DebtClass",
    "DebtProfile",
    "bucket_cash_flows",
    "bucket_names",
    "buckets",
    "debt_classes",
    "debt_profile",
    "fitted_par",
    "market_mix",
    "par_response",
    "price_sensitivity",
]
