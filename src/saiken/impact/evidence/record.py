"""One published estimate with its own experiment: the fields of a row and what they may hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from saiken.errors import DataError
from saiken.impact.evidence.reading import default_mix

Kind = Literal["stock", "flow", "stress"]
Read = Literal["abstract", "excerpt", "summary page", "paper", "memory"]


class Quantity(BaseModel):
    """How much more the market had to hold: dollars at a time, or a share of debt or GDP."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    usd_bn: float | None = Field(None, gt=0)
    start: dt.date | None = Field(None, alias="from")
    end: dt.date | None = Field(None, alias="to")
    share_of_debt_pct: float | None = Field(None, gt=0)
    share_of_gdp_pct: float | None = Field(None, gt=0)

    @model_validator(mode="after")
    def _one_way(self) -> Quantity:
        given = (self.usd_bn, self.share_of_debt_pct, self.share_of_gdp_pct)
        if sum(each is not None for each in given) != 1:
            raise ValueError("give one of usd_bn, share_of_debt_pct and share_of_gdp_pct")
        if self.usd_bn is not None and (self.start is None or self.end is None):
            raise ValueError("usd_bn needs the dates 'from' and 'to' of the sample")
        return self


class EvidenceRow(BaseModel):
    """One published estimate with its own experiment.

    ``comparison`` marks a line that is a model rather than an estimate; it has no experiment. The
    other fields, and what is assumed where one is left out, are explained at the head of
    ``rows.yaml``.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    id: str
    paper: str
    published_year: int
    verified: Read
    url: str = ""
    kind: Kind = "stock"
    study: str = ""
    episode: str = ""
    tier: Literal[1, 2, 3] = 3
    weight: Literal[0, 1] = 1
    note: str = ""
    comparison: str | None = None
    quantity: Quantity | None = None
    mix: Mapping[str, float] = Field(default_factory=default_mix)
    half_life_years: float | None = Field(None, gt=0)
    maturity_years: float | None = Field(None, gt=0)
    effect_bp: float | None = Field(None, gt=0)
    effect_low_bp: float | None = Field(None, gt=0)
    effect_high_bp: float | None = Field(None, gt=0)
    standard_error_bp: float | None = Field(None, gt=0)
    signalling: bool = False
    long_run: str | None = None
    horizon: str = ""
    identification: str = ""

    @model_validator(mode="before")
    @classmethod
    def _fill(cls, record: Any) -> Any:  # noqa: ANN401 - what a file holds has no static type
        """Take the id for a study or episode left out; weigh nothing what was only remembered."""
        if not isinstance(record, Mapping):
            return record
        filled = dict(record)
        for name in ("study", "episode"):
            filled[name] = filled.get(name) or filled.get("id", "")
        if filled.get("verified") == "memory":
            filled.setdefault("weight", 0)
        return filled

    @model_validator(mode="after")
    def _weighs_what_it_may(self) -> EvidenceRow:
        if self.weight and self.verified == "memory":
            raise ValueError(f"{self.id}: only verified rows may carry weight; set weight to 0")
        if self.weight and not self.has_experiment:
            raise ValueError(
                f"{self.id}: a row with weight needs quantity, maturity_years and effect_bp"
            )
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
        """Whether quantity, maturity and effect are all given."""
        given = (self.quantity, self.maturity_years, self.effect_bp)
        return all(part is not None for part in given)

    @property
    def can_be_asked(self) -> bool:
        """Whether the experiment can be carried over to another sale; a share of output cannot."""
        over_gdp = self.quantity is not None and self.quantity.share_of_gdp_pct is not None
        return self.has_experiment and not over_gdp

    @property
    def in_pool(self) -> bool:
        """Whether the row sizes the stock effect."""
        return bool(self.weight) and self.kind == "stock"
