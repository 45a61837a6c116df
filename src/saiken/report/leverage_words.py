"""The words of the leverage index: its first sentence and the cells of its table."""

from __future__ import annotations

from typing import Final

import numpy as np

from saiken.leverage import Band, LeverageIndex, LeverageRow
from saiken.report.words import plain, share, span, usd
from saiken.units import from_si

COLUMNS: Final = ("", "holder", "holds", "US loses", "it loses", "ratio", "value", "pays")
NOTHING: Final = "–"


def month(day: np.datetime64) -> str:
    """A date as its month: ``Feb 2025``."""
    return str(day.astype("datetime64[D]").item().strftime("%b %Y"))


def name(holder: str) -> str:
    """A holder as people call it: ``China`` rather than ``China, Mainland``."""
    return holder.partition(",")[0]


def answer(found: LeverageIndex) -> str:
    """Who ranks first in the newest month, and what that rests on."""
    newest = found.newest
    when, ranked = month(newest[0].month), [row for row in newest if row.value is not None]
    worst = max(newest, key=lambda row: row.us_loss_usd.p50)
    damage = (
        f"{name(worst.holder)} could do the most damage, {usd_band(worst.us_loss_usd)} over ten "
        "years"
    )
    if not ranked:
        return f"{when}: {damage}; no holder has its GDP in the data, so that nobody can be ranked."
    if not ranked[0].value:
        return f"{when}: {damage}; in the assumed negotiation no holder's threat is worth anything."
    order = ", ".join(f"{name(row.holder)} ({plain(row.value or 0.0, 2)})" for row in ranked[:3])
    return (
        f"{when}: {damage}; as a card in the same assumed negotiation, the order is {order}. The "
        "order counts, not the level."
    )


def usd_band(band: Band) -> str:
    """A loss with its band: ``USD 48bn (11 to 230)``."""
    middle, low, high = (from_si(each, "usd_bn") for each in (band.p50, band.p05, band.p95))
    return f"{usd(middle)} ({span(low, high, usd)})".replace("(USD ", "(")


def converted(row: LeverageRow) -> str:
    """What turning the proceeds into the holder's currency changes; empty where unknown."""
    if row.conversion_loss_usd is None or row.ratio_converted is None:
        return ""
    value = row.value_converted
    return (
        f"{name(row.holder)}, if it turned the dollars into its own currency, would lose "
        f"{usd_band(row.conversion_loss_usd)} besides, and the US {plain(row.ratio_converted.p50)} "
        f"for each of its dollars; its value would be {plain(value or 0.0, 3)}. Nobody else's "
        "conversion can be valued, so the ranking leaves it out."
    )


def cells(row: LeverageRow) -> tuple[str, ...]:
    """One holder's row of the table."""
    return (
        NOTHING if row.rank is None else str(row.rank),
        name(row.holder),
        usd(from_si(row.holdings_usd, "usd_bn")),
        usd_band(row.us_loss_usd),
        usd(from_si(row.seller_loss_usd.p50, "usd_bn")),
        NOTHING if row.ratio is None else plain(row.ratio.p50),
        NOTHING if row.value is None else plain(row.value, 3),
        NOTHING if row.credible_share is None else share(row.credible_share),
    )
