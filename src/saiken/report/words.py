"""Numbers as people read them: the one place where a figure becomes words.

Signs are turned into directions ("rises", "yen stronger"), and a sentence built here stays true
when a figure is negative or zero. Figures arrive in the headline's units: bp, per cent, USD bn.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from saiken.data import resource_yaml
from saiken.units import SCALE

BAND_WORDS: Final = "5 to 95 of 100 draws"
MINUS: Final = "\N{MINUS SIGN}"
CANNOT: Final = "cannot be shown"
PER_CENT: Final = 1 / SCALE["pct"]
BN_PER_TN: Final = SCALE["usd_tn"] / SCALE["usd_bn"]
MN_PER_BN: Final = SCALE["usd_bn"] / SCALE["usd_mn"]
TEN: Final = 10
"""From here on a figure needs no digit after the point."""
ASCII: Final = str.maketrans(
    {
        MINUS: "-", "–": "-", "—": "-", "…": "...", "·": "-", "×": "x", "≈": "about ",
        "’": "'", "‘": "'", "“": '"', "”": '"', "→": "->", "≤": "<=", "≥": ">=", "\u00a0": " ",
    }
)  # fmt: skip


def to_ascii(text: str) -> str:
    """Replace what a terminal without Unicode cannot show."""
    return text.translate(ASCII).encode("ascii", "replace").decode("ascii")


@cache
def glossary() -> Mapping[str, str]:
    """Terms of the trade and one plain sentence for each."""
    return {str(term): str(gloss) for term, gloss in resource_yaml("report/glossary.yaml").items()}


def plain(value: float, decimals: int | None = None) -> str:
    """A number without unit, with as many digits as it deserves and a true minus sign."""
    digits = _digits(value) if decimals is None else decimals
    text = f"{abs(value):,.{digits}f}"
    nothing = not any(mark in "123456789" for mark in text)
    if nothing:
        return "0"
    return f"{MINUS}{text}" if value < 0 else text


def _digits(value: float) -> int:
    size = abs(value)
    if size == 0 or round(size, 1) >= TEN:
        return 0
    return 1 if round(size, 2) >= 1 else 2


def signed(value: float, decimals: int | None = None) -> str:
    """A number with its sign; zero has none."""
    text = plain(value, decimals)
    return text if text == "0" or value < 0 else f"+{text}"


def bp(value: float) -> str:
    """A change of a yield: ``+34 bp``."""
    return f"{signed(value)} bp"


def pct(value: float) -> str:
    """A change in per cent: ``-2.1%``."""
    return f"{signed(value)}%"


def share(value: float) -> str:
    """A share between 0 and 1 as per cent: ``62%``."""
    return f"{plain(value * PER_CENT, 0)}%"


def usd(value_usd_bn: float) -> str:
    """Dollars: ``USD 813bn``, ``USD 1.13tn``, ``USD 40mn``."""
    size = abs(value_usd_bn)
    if size >= BN_PER_TN:
        text = f"{size / BN_PER_TN:,.2f}tn"
    elif size >= 1 or size == 0:
        text = f"{plain(size)}bn"
    else:
        text = f"{plain(size * MN_PER_BN, 0)}mn"
    if not any(mark in "123456789" for mark in text):
        return "USD 0"
    return f"USD {MINUS}{text}" if value_usd_bn < 0 else f"USD {text}"


def yen(value_pct: float) -> str:
    """A change of yen per dollar as the yen's direction: ``8.1% stronger``."""
    size = plain(abs(value_pct))
    if size == "0":
        return "unchanged"
    return f"{size}% {'stronger' if value_pct < 0 else 'weaker'}"


def moves(value: float, unit: str) -> str:
    """What a figure does: ``rises by 34 bp``, ``falls by 2%``, ``does not change``."""
    size = plain(abs(value))
    if size == "0":
        return "does not change"
    gap = "" if unit == "%" else " "
    return f"{'rises' if value > 0 else 'falls'} by {size}{gap}{unit}"


def moves_band(low: float, high: float, unit: str) -> str:
    """The band of :func:`moves`, with directions where its ends have different signs."""
    gap = "" if unit == "%" else " "
    if low < 0 < high:
        return f"between a fall of {plain(-low)} and a rise of {plain(high)}{gap}{unit}"
    near, far = sorted((abs(low), abs(high)))
    return f"between {plain(near)} and {plain(far)}{gap}{unit}"


def span(low: float, high: float, say: Callable[[float], str]) -> str:
    """A band in a table: ``+9 to +95 bp``; a unit at the end is written once."""
    first, second = say(low), say(high)
    if first == second:
        return first
    for tail in ("% stronger", "% weaker", "bn", "tn", "mn", " bp", "%"):
        if first.endswith(tail) and second.endswith(tail):
            return f"{first.removesuffix(tail)} to {second.removeprefix('USD ')}"
    return f"{first} to {second}"


def yen_span(low_pct: float, high_pct: float) -> str:
    """The yen's band from the weaker to the stronger end: ``3 to 18% stronger``."""
    if low_pct <= high_pct <= 0:
        return span(high_pct, low_pct, yen)
    return span(low_pct, high_pct, yen) if low_pct >= 0 else f"{yen(high_pct)} to {yen(low_pct)}"


def verb(who: str, singular: str) -> str:
    """A verb that agrees with its subject; groups of holders are plural."""
    return singular.removesuffix("s") if who.endswith("holders") else singular


def loses(who: str, value_usd_bn: float) -> str:
    """Who loses what: ``Japan loses USD 96bn``, ``gains USD 2bn``, ``loses nothing``."""
    if usd(value_usd_bn) == "USD 0":
        return f"{who} {verb(who, 'loses')} nothing"
    does = verb(who, "loses" if value_usd_bn > 0 else "gains")
    return f"{who} {does} {usd(abs(value_usd_bn))}"


def maturity(years: float) -> str:
    """A maturity's name: ``3-month``, ``10-year``."""
    return f"{years * 12:g}-month" if years < 1 else f"{years:g}-year"
