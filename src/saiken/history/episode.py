"""One past episode as its file tells it, checked on reading."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from saiken.errors import unknown
from saiken.holders import mix_names
from saiken.market import bucket_names

Kind = Literal["sale", "purchase", "words", "supply", "placebo", "stress"]
Verified = Literal["read", "computed", "memory"]
LONGEST_DAYS: Final = 600
OWN: Final = "own"
MARKET: Final = "market"


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Source(_Record):
    """Where something was read."""

    text: str
    url: str = ""
    verified: Verified = "read"


class Quantity(_Record):
    """One figure for what changed hands.

    Attributes
    ----------
    usd_bn : float
        Billions of dollars; positive is more for the market to hold.
    used : bool
        Whether the engine is asked about this one.
    counts : str
        What is counted: ``custody``, ``ownership``, ``transactions``, ``announced`` or ``study``.
    valuation : str
        Whether the figure holds changes of price: ``included``, ``excluded``, or ``none`` for
        amounts at face value or announced.
    source, url, verified : str
    """

    usd_bn: float
    used: bool = False
    counts: Literal["custody", "ownership", "transactions", "announced", "study"]
    valuation: Literal["included", "excluded", "none"]
    source: str
    url: str = ""
    verified: Verified


def _mix(given: str | Mapping[str, float]) -> str | Mapping[str, float]:
    if isinstance(given, str):
        if given not in (OWN, MARKET, *mix_names()):
            raise unknown("choice of maturities", given, (OWN, MARKET, *mix_names()))
        return given
    for name in given:
        if name not in bucket_names():
            raise unknown("maturity bucket", name, bucket_names())
    return dict(given)


class Episode(_Record):
    """What happened, who moved how much, and what else was going on.

    Attributes
    ----------
    id, title, kind, actor : str
    start : date
        First day; the window begins with the close before it.
    window_days : int
        Business days to the close that ends the window.
    story, known : str
        What happened, and what the market knew.
    information : str
        Whether the whole path was known at the start.
    quantities : tuple of Quantity
        Empty where nobody gives a figure. One is used; others disagree beside it.
    maturities : str or mapping
        Name of a mix, or shares by bucket; those of a swap have both signs.
    sale_days : int
        Business days over which it was carried out.
    half_life_years : float or None
        How long the market thought it would last; None is for good.
    yen_usd_bn : float
        Dollars turned into yen over the window; negative when yen were sold.
    evidence : tuple of str
        Rows, studies or episodes of the evidence that used this very episode: left out.
    fixed : mapping of str to float
        Parameters held at a number, in their published unit, because they were made from it.
    confounders : tuple of str
    sources : tuple of Source
    speaker, remark : str
        Of words: who, and what was said.
    official, threat : bool
        Whether a serving official of the holder said it on record; whether it held out selling,
        or not buying, because of a dispute.
    denied : date or None
    denial : str
    """

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    title: str
    kind: Kind
    actor: str
    start: dt.date
    window_days: int = Field(ge=1, le=LONGEST_DAYS)
    story: str
    known: str = ""
    information: Literal["announced", "unannounced"] = "unannounced"
    quantities: tuple[Quantity, ...] = ()
    maturities: Annotated[str | Mapping[str, float], AfterValidator(_mix)] = MARKET
    maturities_source: str = ""
    sale_days: int = Field(default=1, ge=1, le=LONGEST_DAYS)
    half_life_years: float | None = Field(default=None, ge=0.02, le=100)
    yen_usd_bn: float = 0.0
    evidence: tuple[str, ...] = ()
    fixed: Mapping[str, float] = {}
    confounders: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    speaker: str = ""
    remark: str = ""
    official: bool = False
    threat: bool = False
    denied: dt.date | None = None
    denial: str = ""

    @model_validator(mode="after")
    def _quantity_fits_kind(self) -> Episode:
        if self.kind == "words" and self.quantities:
            raise ValueError("an episode of words has no quantities; choose another kind")
        if self.kind != "words" and sum(each.used for each in self.quantities) != 1:
            raise ValueError(
                f"an episode of kind {self.kind} needs exactly one quantity marked used: true; "
                "without a sourced one its kind is words"
            )
        return self

    @property
    def used(self) -> Quantity | None:
        """The quantity that the engine is asked about; None for words."""
        return next((each for each in self.quantities if each.used), None)

    @property
    def is_swap(self) -> bool:
        """Whether some maturities were sold and others bought."""
        return not isinstance(self.maturities, str) and min(self.maturities.values()) < 0

    @property
    def counts(self) -> bool:
        """Whether it can enter the score: a sourced quantity that really changed hands."""
        known = self.used is not None and self.used.verified != "memory"
        return known and self.kind != "placebo"
