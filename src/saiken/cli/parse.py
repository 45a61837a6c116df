"""Reading amounts and lengths as people write them: ``500bn``, ``1.2tn``, ``60d``, ``12w``."""

from __future__ import annotations

import re
from typing import Final

from saiken.errors import InputError
from saiken.units import BUSINESS_DAYS_PER_WEEK, BUSINESS_DAYS_PER_YEAR, from_si, to_si

NUMBER: Final = re.compile(
    r"\s*([+-]?(?:\d[\d,_]*\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*([a-z%]*)\s*", re.IGNORECASE
)
DOLLARS: Final = {"": "usd_bn", "mn": "usd_mn", "m": "usd_mn", "bn": "usd_bn", "b": "usd_bn",
                  "tn": "usd_tn", "t": "usd_tn"}  # fmt: skip
DAYS: Final = {"": 1, "d": 1, "w": BUSINESS_DAYS_PER_WEEK, "y": BUSINESS_DAYS_PER_YEAR}


def _split(text: str, what: str, example: str) -> tuple[float, str]:
    found = NUMBER.fullmatch(text)
    if found is None:
        raise InputError(f"{what} is {text!r}; write it like {example}.")
    return float(found[1].replace(",", "").replace("_", "")), found[2].lower()


def usd_bn(text: str) -> float:
    """Read an amount into billions of dollars; a bare number is billions.

    Raises
    ------
    InputError
        If the text is not an amount.
    """
    number, suffix = _split(text, "the amount", "500bn, 1.2tn or 500")
    if suffix not in DOLLARS:
        raise InputError(f"the amount is {text!r}; write it like 500bn, 1.2tn or 500.")
    return from_si(to_si(number, DOLLARS[suffix]), "usd_bn")


def business_days(text: str) -> int:
    """Read a length into business days; a bare number is days, ``w`` weeks, ``y`` years."""
    number, suffix = _split(text, "the length", "60d, 12w or 1y")
    days = number * DAYS.get(suffix, float("nan"))
    if suffix not in DAYS or days != int(days):
        raise InputError(f"the length is {text!r}; write it like 60d, 12w or 1y.")
    return int(days)


def share_pct(text: str) -> float:
    """Read a share in per cent; the sign is optional."""
    number, suffix = _split(text, "the share", "50 or 50%")
    if suffix not in ("", "%"):
        raise InputError(f"the share is {text!r}; write it like 50 or 50%.")
    return number


def assignment(text: str) -> tuple[str, float]:
    """Read ``parameter=number``."""
    name, sign, value = text.partition("=")
    if not sign:
        raise InputError(f"--set needs parameter=number; {text!r} has no '='.")
    number, suffix = _split(value, f"the value of {name}", "flow.exponent=0.5")
    if suffix:
        raise InputError(f"the value of {name} is {value!r}; write a plain number.")
    return name.strip(), number
