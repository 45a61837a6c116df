"""The evidence table as it stands in ``rows.yaml``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from saiken.data import resource_yaml
from saiken.errors import DataError, unknown


class Quantity(BaseModel):
    """How much more the market had to hold: dollars at a time, or a share of debt or GDP."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    usd_bn: float | None = None
    start: dt.date | None = Field(None, alias="from")
    end: dt.date | None = Field(None, alias="to")
    share_of_debt_pct: float | None = None
    share_of_gdp_pct: float | None = None


class EvidenceRow(BaseModel):
    """One published estimate with its own experiment.

    ``comparison`` marks a line that is a model rather than an estimate; it has no experiment.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    id: str
    paper: str
    published_year: int
    url: str
    kind: Literal["stock", "flow", "stress"]
    episode: str
    weight: Literal[0, 1]
    verified: Literal["abstract", "summary page", "paper", "memory"]
    note: str
    comparison: str | None = None
    quantity: Quantity | None = None
    mix: Mapping[str, float] | None = None
    half_life_years: float | None = None
    maturity_years: float | None = None
    effect_bp: float | None = None
    effect_low_bp: float | None = None
    effect_high_bp: float | None = None
    horizon: str = ""
    identification: str = ""

    @model_validator(mode="after")
    def _memory_weighs_nothing(self) -> EvidenceRow:
        if self.weight and (self.verified == "memory" or self.kind != "stock"):
            raise ValueError(f"{self.id}: only verified stock rows may carry weight")
        return self

    @property
    def measured(self) -> Quantity:
        """The row's quantity.

        Raises
        ------
        DataError
            If the row has none.
        """
        if self.quantity is None:
            raise DataError(f"{self.id} states no quantity.")
        return self.quantity

    @property
    def has_experiment(self) -> bool:
        """Whether quantity, mix, maturity and effect are all given."""
        given = (self.quantity, self.mix, self.maturity_years, self.effect_bp)
        return all(part is not None for part in given)


@cache
def load_rows() -> tuple[EvidenceRow, ...]:
    """Read the evidence table.

    Raises
    ------
    DataError
        If a row is malformed.
    """
    try:
        rows = resource_yaml("impact/evidence/rows.yaml")
        return tuple(EvidenceRow(**record) for record in rows)
    except ValueError as problem:
        raise DataError(f"the evidence table is broken: {problem}") from problem


def row(identifier: str) -> EvidenceRow:
    """Look a row up; an unknown one names the nearest."""
    rows = {each.id: each for each in load_rows()}
    if identifier not in rows:
        raise unknown("row of the evidence", identifier, rows)
    return rows[identifier]
