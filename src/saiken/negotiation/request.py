"""A negotiation in which a holding of Treasuries is the card: the request."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from saiken.bargaining import commitments, plans_file
from saiken.bargaining.value import CHANNELS
from saiken.case import Case
from saiken.case.settings import setting
from saiken.errors import unknown
from saiken.trade import cases, sellers

DAYS_MOST: Final = 1000


def _plan(name: str) -> str:
    if name not in plans_file()["plans"]:
        raise unknown("plan", name, plans_file()["plans"])
    return name


def _promise(name: str) -> str:
    if name not in commitments():
        raise unknown("promise", name, commitments())
    return name


def _tariffs(name: str) -> str:
    if name not in cases():
        raise unknown("tariff case", name, cases())
    return name


def _seller(name: str) -> str:
    if name not in sellers():
        raise unknown("seller with known trade", name, sellers())
    return name


def _channels(names: tuple[str, ...]) -> tuple[str, ...]:
    for name in names:
        if name not in CHANNELS:
            raise unknown("channel", name, CHANNELS)
    return tuple(name for name in CHANNELS if name in names)


class TariffPoints(BaseModel):
    """Points added to what the United States charged a seller in 2024, where no name is at hand."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    seller: Annotated[str, AfterValidator(_seller)]
    cars_pct: float = Field(ge=-100, le=1000)
    rest_pct: float = Field(ge=-100, le=1000)


Tariffs = Annotated[str, AfterValidator(_tariffs)] | TariffPoints


class TariffStake(BaseModel):
    """What is negotiated about: one set of tariffs instead of another."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: Literal["tariffs"] = "tariffs"
    otherwise: Tariffs
    asked: Tariffs


class GivenStake(BaseModel):
    """What is negotiated about, where no model gives it: dollars a year, with the reason."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    kind: Literal["given"] = "given"
    seller_usd_bn_per_year: float = Field(ge=0)
    us_usd_bn_per_year: float = Field(ge=0)
    why: str


class Negotiation(BaseModel):
    """Who holds the card, what is negotiated, until when, and how it would be played.

    The sale that is threatened, the day and the draws are those of `case`; without it only a
    promise not to sell can be looked at, in shares of what the fear of a sale costs.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    case: Case | None = Field(default_factory=Case)
    stake: TariffStake | GivenStake | None = Field(
        TariffStake(otherwise="japan-announced-2025", asked="japan-deal-2025"),
        discriminator="kind",
    )
    ally: bool = setting(
        True,
        title="Ally",
        help="Whether executing would cost the seller something in an alliance.",
    )
    said: bool = setting(
        False, title="Said already", help="Whether the card was put on the table before the start."
    )
    plan: Annotated[str, AfterValidator(_plan)] = setting(
        "stairs",
        title="Plan",
        help="How a seller who means it climbs: words, stairs (one rung after the other), late, "
        "proof (a slice first).",
    )
    promise: Annotated[str, AfterValidator(_promise)] = setting(
        "public-pledge",
        title="Promise",
        help="The card's other face, a promise not to sell: words, public-pledge, "
        "maturity-extension, pledged-bonds.",
    )
    deadline: dt.date = setting(
        dt.date(2025, 7, 9), title="Deadline", help="When the talks run out."
    )
    deadline_moves: int = setting(
        0, title="Moves of the deadline", ge=0, le=4, help="How often it can be moved by a round."
    )
    rounds: int = setting(
        8, title="Rounds", ge=1, le=16, help="Rounds of talks until the first deadline."
    )
    channels: Annotated[tuple[str, ...], AfterValidator(_channels)] = setting(
        CHANNELS,
        title="Channels that cost",
        help="What can make holding the card a loss: accidents, pre-emption, sunk, rumours.",
    )
    obstinate_pct: float = setting(
        0.0, title="Chance of an obstinate Washington", unit="pct", ge=0, le=100, step=1,
        flag="--obstinate",
        help="Chance that Washington never gives in, whatever it costs; with 0 the threat is not "
        "looked at from that side.",
    )  # fmt: skip
    ledger_weight: float = setting(
        1.0, title="Weight of the national loss", ge=0, le=10, step=0.1,
        help="What Washington counts of the US national loss on transactions (ledger A).",
    )  # fmt: skip
    marks_weight: float = setting(
        0.0, title="Weight of the marks", ge=0, le=10, step=0.1,
        help="What it counts of US residents' paper losses (ledger M); a third view of the same "
        "price change, so nothing by default.",
    )  # fmt: skip
    pain_weight: float = setting(
        1.0, title="Weight of the pain", ge=0, le=10, step=0.1,
        help="What it counts of political pain, measured against April 2025 (ledger B).",
    )  # fmt: skip

    @model_validator(mode="after")
    def _clock(self) -> Negotiation:
        if self.case is not None and not 0 < self.days <= DAYS_MOST:
            raise ValueError(
                f"the deadline {self.deadline} is {self.days} days after the start "
                f"{self.case.as_of}; allowed is 1 to {DAYS_MOST}"
            )
        return self

    @property
    def days(self) -> int:
        """Calendar days from the as-of date to the deadline; 0 without a case."""
        return 0 if self.case is None else (self.deadline - self.case.as_of).days
