"""What somebody sells: the question, in the units people use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, model_validator

from saiken.case.action import ACTIONS, MONEY, NO_TRADE
from saiken.case.settings import setting
from saiken.errors import unknown
from saiken.execution import Pace
from saiken.holders import mix_names
from saiken.market import bucket_names
from saiken.proceeds import use_names

PROCEEDS: Final = use_names()
SHARE_TOLERANCE: Final = 1e-6
Mix = str | Mapping[str, float]
Answer = Literal["default", "absent"] | None
RESPONDERS: Final = (
    "fed", "fima", "treasury", "regulators", "funds", "creditors", "freeze", "run",
)  # fmt: skip
"""Fields that switch one who answers."""
BY_NAME_ONLY: Final = ("freeze", "run")
"""Not part of everybody."""


def _check_mix(mix: Mix, names: tuple[str, ...], kinds: tuple[str, ...], what: str) -> Mix:
    if isinstance(mix, str):
        if mix not in names:
            raise unknown(what, mix, names)
        return mix
    for name in mix:
        if name not in kinds:
            raise unknown(what, name, kinds)
    shares = list(mix.values())
    if any(not 0 <= share <= 1 for share in shares) or abs(sum(shares) - 1) > SHARE_TOLERANCE:
        raise ValueError("the shares must lie between 0 and 1 and add up to 1")
    whole = [name for name, share in mix.items() if share == 1 and name in names]
    return whole[0] if whole else dict(mix)


def _maturities(mix: Mix) -> Mix:
    return _check_mix(mix, ("own", *mix_names()), bucket_names(), "choice of maturities")


def _proceeds(mix: Mix) -> Mix:
    return _check_mix(mix, PROCEEDS, PROCEEDS, "use of the proceeds")


class Scenario(BaseModel):
    """A sale of Treasuries.

    A field's suffix is its unit. Shape and bounds are checked here; whether the seller holds that
    much is checked against a snapshot by :func:`saiken.case.check`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    seller: str = setting(
        "Japan",
        title="Seller",
        help="Who sells: a country in the Treasury's list of holders, or a named group.",
    )
    action: Literal[ACTIONS] = setting(  # type: ignore[valid-type]
        "sell",
        title="Move",
        help="sell; run_off (what matures is not replaced); shorten (notes and bonds into bills); "
        "abstain (away from auctions, for a time); repo (dollars borrowed from the Federal "
        "Reserve on the bonds); park (deposits into the Federal Reserve's foreign repo pool). Left "
        "without an amount, each takes its own; shorten and park say where the money goes.",
    )
    amount_usd_bn: float | None = setting(
        None,
        title="Amount",
        unit="usd_bn",
        step=10,
        flag="--amount",
        ge=0,
        help="Market value sold, at the start date; left out, everything the state commands.",
    )
    share_pct: float | None = setting(
        None,
        title="Share of the ceiling",
        unit="pct",
        step=1,
        flag="--share",
        ge=0,
        le=100,
        help="Instead of an amount: per cent of what the seller commands.",
    )
    include_private: bool = setting(
        False,
        title="Include private holdings",
        help="Let the sale go beyond the official book, to all that the country's residents hold.",
    )
    maturities: Annotated[Mix, AfterValidator(_maturities)] = setting(
        "own",
        title="Maturities",
        help="What is sold: own (as held), bills, belly, long, or shares by bucket in a file.",
    )
    start: dt.date | None = setting(
        None,
        title="First day of the sale",
        help="Left out, the first business day after the as-of date.",
    )
    sale_days: int = setting(
        60,
        title="Length of the sale",
        unit="days",
        step=1,
        flag="--over",
        ge=1,
        le=1250,
        help="Business days over which the amount is sold; 1 is all at once.",
    )
    pace: Pace = setting(
        "even",
        title="Pace",
        help="How the sale is spread over its days: even, front-loaded, almgren-chriss (dreads the "
        "risk of waiting), obizhaeva-wang (a block, a rate, a block), or most-harmful (the most "
        "damage for what selling evenly would cost the seller).",
    )
    proceeds: Annotated[Mix, AfterValidator(_proceeds)] = setting(
        "dollars",
        title="Proceeds",
        help="Where the money goes: dollars (bank deposits), bills, fed-pool (the Federal "
        "Reserve's foreign repo pool), yen, euro, gold, or shares of them in a file.",
    )
    hedged_pct: float = setting(
        0.0,
        title="Hedged",
        unit="pct",
        step=5,
        flag="--hedged",
        ge=0,
        le=100,
        help="Per cent of what is sold whose currency private holders had hedged: unwinding it "
        "sells no dollars at the spot rate.",
    )
    half_life_years: float | None = setting(
        None,
        title="How long it lasts",
        unit="years",
        flag="--half-life",
        ge=0.02,
        le=100,
        help="Half-life of the sale in the market's eyes; left out, the bonds stay sold for good.",
    )
    information: Literal["unannounced", "announced", "threatened"] = setting(
        "unannounced",
        title="What the market knows",
        help="unannounced: every day's sale is news; announced: the whole path is known from the "
        "as-of date; threatened: nothing is sold while the threat stands.",
    )
    notice_days: int = setting(
        0,
        title="Notice",
        unit="days",
        step=1,
        flag="--notice",
        ge=0,
        le=1000,
        help="Business days between the announcement or threat and the first sale.",
    )
    belief_pct: float = setting(
        50.0,
        title="Belief in the threat",
        unit="pct",
        step=1,
        flag="--belief",
        ge=0,
        le=100,
        help="Of a threat: the probability that the market gives to its being carried out. An "
        "assumption, not an estimate.",
    )
    answers: Literal["nobody", "everybody"] = setting(
        "nobody",
        title="Who answers",
        help="nobody, or everybody who is not set absent: all below but a freeze and a run, "
        "which are switched on by name.",
    )
    fed: Answer = setting(
        None,
        title="Federal Reserve",
        help="Purchases for market functioning: default or absent; left out, as --answers says.",
    )
    fima: Answer = setting(
        None,
        title="Federal Reserve's foreign repo (FIMA)",
        help="Dollars lent against the seller's Treasuries, up to a cap, instead of a sale: "
        "default, or absent (refused).",
    )
    treasury: Answer = setting(
        None,
        title="US Treasury",
        help="Buybacks, and bills in place of new notes and bonds: default or absent.",
    )
    regulators: Answer = setting(
        None,
        title="Bank regulators",
        help="Relief from a leverage rule, which widens what dealers can carry: default or absent.",
    )
    funds: Answer = setting(
        None,
        title="Leveraged funds",
        help="Forced sales of what they hold against futures and swaps: default or absent.",
    )
    creditors: Answer = setting(
        None,
        title="Other creditors",
        help="Other official holders who follow the seller or take the other side (the data do "
        "not say which): default or absent.",
    )
    freeze: Answer = setting(
        None,
        title="Freeze",
        help="The United States blocks the seller's bonds some days after the first sale: default "
        "or absent; never part of everybody.",
    )
    run: Answer = setting(
        None,
        title="Run of other creditors",
        help="The adverse tail: foreign holders run in some draws. Default or absent; nothing of "
        "it is estimated, and it is never part of everybody.",
    )
    tariff_pct: float = setting(
        0.0,
        title="Tariff in answer",
        unit="pct",
        step=1,
        flag="--tariff",
        ge=0,
        le=200,
        help="Percentage points that the United States adds to its tariff on the seller's goods in "
        "answer; moves no bond and is shown beside the ledgers.",
    )
    horizon_days: int = setting(
        250,
        title="Horizon",
        unit="days",
        flag="--horizon",
        ge=5,
        le=1250,
        help="Business days shown after the as-of date.",
    )

    @model_validator(mode="after")
    def _one_amount(self) -> Scenario:
        if self.amount_usd_bn is not None and self.share_pct is not None:
            raise ValueError("give the amount or the share of the ceiling, not both")
        return self

    @model_validator(mode="after")
    def _notice_that_means_something(self) -> Scenario:
        if self.notice_days and self.information == "unannounced":
            raise ValueError("a notice needs a sale that is announced or threatened")
        if self.notice_days and self.start is not None:
            raise ValueError("give the notice or the first day of the sale, not both")
        if self.information == "threatened" and not self.notice_days and self.start is None:
            raise ValueError("a threat needs a notice, say 60 days, during which it stands")
        return self

    @property
    def team(self) -> tuple[str, ...]:
        """Names of those who answer."""
        everybody = self.answers == "everybody"
        usual = {name: everybody and name not in BY_NAME_ONLY for name in RESPONDERS}
        given = {name: getattr(self, name) for name in RESPONDERS}
        return tuple(
            name
            for name, answer in given.items()
            if answer == "default" or (answer is None and usual[name])
        )

    @model_validator(mode="after")
    def _a_move_that_fits(self) -> Scenario:
        if self.action in NO_TRADE and self.pace != "even":
            raise ValueError(f"a pace needs a sale; {self.action} sells nothing")
        if self.action != "sell" and self.information == "threatened":
            raise ValueError(f"only a sale can be threatened, not {self.action}")
        return self

    @property
    def proceeds_shares(self) -> dict[str, float]:
        """Share of the proceeds by use; adds up to one."""
        if self.action in MONEY:
            return {MONEY[self.action]: 1.0}
        return {self.proceeds: 1.0} if isinstance(self.proceeds, str) else dict(self.proceeds)

    def proceeds_share(self, use: str) -> float:
        """Share of the proceeds put to one use, 0 to 1."""
        return float(self.proceeds_shares.get(use, 0))
