"""What an outcome cannot show or leaves out, in plain sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from saiken.impact.evidence import load_rows
from saiken.parameters import read_record
from saiken.units import from_si

if TYPE_CHECKING:
    from saiken.outcome.result import Outcome

BOND_LEG: Final = (
    "The bond leg of the exchange rate (selling long bonds and keeping dollars tends to lift the "
    "dollar) is not shown: it needs the two-country model, which is not built."
)
UNRECORDED: Final = (
    "What the conversion does to the exchange rate cannot be shown: there is no record of "
    "operations into euro or gold."
)
LOCAL: Final = (
    "The habitat model's calibration is quoted from memory with consistency checks, and has little "
    "localisation: a seller of two- to seven-year notes moves the ten-year yield more than the "
    "two-year one."
)
NOBODY: Final = (
    "Nobody answers: the Federal Reserve, the Treasury, leveraged funds and other creditors do "
    "nothing in these figures, and dealers never run out of capacity."
)
SMALL: Final = 1e-12


def silences(out: Outcome) -> tuple[str, ...]:
    """Say what this outcome does not know."""
    said = [LOCAL, NOBODY, _evidence(out), _persistence(), _denominator(out), BOND_LEG]
    if out.program.converted.any():
        said.append(_conversion())
    if out.program.unrecorded:
        said.append(UNRECORDED)
    said += list(out.losses.reasons)
    said += [*out.losses.peak.caveats(), out.amount_words]
    return (*said, *_amount(out))


def _evidence(out: Outcome) -> str:
    rows = load_rows()
    year = int(str(out.snap.as_of)[:4])
    later = [row.id for row in rows if row.weight and row.published_year > year]
    hindsight = f" Published after {year}: {', '.join(later)}." if later else ""
    verified = sum(row.verified != "memory" for row in rows)
    pooled = [row for row in rows if row.weight]
    episodes = len({row.episode for row in pooled})
    return (
        f"The size of the stock effect pools {len(pooled)} rows of {episodes} episodes, each read "
        f"in an abstract or summary, none in its full text; {verified} of {len(rows)} rows of the "
        f"table are verified that far, the others weigh nothing.{hindsight}"
    )


def _persistence() -> str:
    """Say what reading the published experiments as fading would do."""
    record = read_record("evidence")
    lines = [
        f"{each['median'] / record['median']:.1f} times as large with a half-life of "
        f"{each['half_life_years']:g} years"
        for each in record["if_fading"]
    ]
    return (
        "The published experiments are read as permanent, as this sale is unless it says so; "
        f"read as expected to fade, the pooled size would be {' and '.join(lines)}."
    )


def _conversion() -> str:
    """Say how little the record of operations can tell."""
    record = read_record("currency")
    return (
        f"The move of the yen per dollar rests on {record['observations']} episodes of operations; "
        f"their spread ({record['spread']:.3f}% per USD bn) is no wider than ordinary moves of the "
        f"rate alone would make it ({record['spread_from_noise']:.3f}), so the band of the "
        "conversion, the seller's largest loss, says little beyond its sign and order of size."
    )


def _denominator(out: Outcome) -> str:
    """Say what another denominator would do to the flow effect."""
    flow = out.headline["flow_bp"]
    return (
        "The flow effect's published end is rescaled by the debt held by the public; by GDP it "
        f"would put the ten-year peak at {flow['published_end_by_gdp']['p50']:.0f} instead of "
        f"{flow['published_end']['p50']:.0f} bp."
    )


def _amount(out: Outcome) -> tuple[str, ...]:
    """Say when nothing is sold."""
    most = float(np.max(out.program.amount_usd))
    if from_si(most, "usd_bn") < SMALL:
        return ("Nothing is sold, so nothing changes: every figure is exactly zero.",)
    return ()
