"""The claim about the federal budget: F6."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

import numpy as np

from saiken.facts.cite import cite, day_name
from saiken.facts.claims import Claim
from saiken.facts.verdict import FAILS, HOLDS, Part, Verdict, answer, over_readings
from saiken.holders import Known
from saiken.units import from_si

OUTLAYS: Final = "omb_outlays"


def interest_above_military(claim: Claim, known: Known) -> Verdict:
    """F6: net interest against national defense, under each definition of the military."""
    readings = (_by_function(known), *_by_department(claim, known))
    interest = known.latest(OUTLAYS, "net_interest")
    return answer(
        claim,
        " ".join(reading.found for reading in readings),
        over_readings(readings),
        figure=from_si(interest.value, "usd_bn"),
        unit="usd_bn",
        cited=cite(known, interest),
        parts=readings,
    )


def _by_function(known: Known) -> Part:
    """Last fiscal year known, budget function 050."""
    interest = known.latest(OUTLAYS, "net_interest")
    defense = known.series(OUTLAYS, "national_defense").at_or_before(interest.period_end)
    name = f"national defense (function 050), fiscal year to {day_name(interest.period_end)}"
    return _compare(name, interest.value, defense.value)


def _by_department(claim: Claim, known: Known) -> Iterator[Part]:
    """Military outlays of the department: newest fiscal year and newest twelve months known."""
    rows: list[Mapping[str, Any]] = claim.settings["readings"]
    lag = np.timedelta64(claim.settings["lag_days"], "D")
    for kind in ("year", "months"):
        out = [
            row
            for row in rows
            if row["kind"] == kind and np.datetime64(row["period_end"]) + lag <= known.as_of
        ]
        if out:
            anchor = known.store.anchor(out[-1]["anchor"])
            name = f"Department of Defense, military, {out[-1]['label']}"
            yield _compare(name, anchor.si("net_interest"), anchor.si("defense_dod_military"))


def _compare(name: str, interest_usd: float, military_usd: float) -> Part:
    found = (
        f"{name[0].upper()}{name[1:]}: net interest USD {from_si(interest_usd, 'usd_bn'):,.1f}bn, "
        f"military {from_si(military_usd, 'usd_bn'):,.1f}bn."
    )
    return Part(name, found, HOLDS if interest_usd > military_usd else FAILS)
