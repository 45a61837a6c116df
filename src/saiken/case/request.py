"""The whole request, and the fingerprint under which its answer may be kept."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping

from pydantic import BaseModel, ConfigDict, Field

from saiken._version import __version__
from saiken.case.scenario import Scenario
from saiken.case.settings import setting
from saiken.units import to_si


class Assumptions(BaseModel):
    """What the user believes instead of the defaults."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    size_from: str = setting(
        "pooled",
        title="Size from",
        help="Size of the stock effect: pooled, published (the habitat model as it was "
        "calibrated), or one row of the evidence.",
    )
    bill_share_tilt_pct: float = setting(
        0.0,
        title="Tilt to bills",
        flag="--bill-tilt",
        unit="pct",
        step=1,
        ge=-20,
        le=20,
        help="Change of the share of bills in the federal debt, in points, phased in over two "
        "years: what the Treasury could do to avoid selling long bonds.",
    )
    desired_jpy_per_usd: float | None = setting(
        None,
        title="Desired yen per dollar",
        flag="--desired-yen",
        unit="jpy_per_usd",
        step=1,
        gt=0,
        le=1000,
        help="A level of the currency that the seller is thought to wish for; left out, none.",
    )
    overrides: Mapping[str, float] = setting(
        {},
        title="Fixed parameters",
        flag="--set",
        help="Parameters held at a number, in their published unit: --set flow.exponent=0.5.",
    )

    @property
    def bill_share_tilt(self) -> float:
        """Change of the share of bills in the debt, SI."""
        return to_si(self.bill_share_tilt_pct, "pct")


class Case(BaseModel):
    """One request: everything that decides the answer, apart from the data.

    Draws and seed decide the sample; the data enter through their fingerprint in :meth:`key`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    scenario: Scenario = Field(default_factory=Scenario)
    as_of: dt.date = setting(
        dt.date(2025, 5, 2),
        title="As of",
        help="Only what was published by the close of this day is used.",
    )
    assumptions: Assumptions = Field(default_factory=Assumptions)
    draws: int = setting(
        2048,
        title="Draws",
        ge=16,
        le=65536,
        help="Random draws of the uncertain parameters; more draws steady the bands.",
    )
    seed: int = setting(
        0,
        title="Seed",
        ge=0,
        le=2**31 - 1,
        help="Seed of the draws; the same seed gives the same bytes.",
    )

    def key(self, data_fingerprint: str) -> str:
        """Name under which the answer can be kept: request, data and version, hashed."""
        request = json.dumps(self.model_dump(mode="json"), sort_keys=True)
        text = f"{__version__}|{data_fingerprint}|{request}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]
