"""What came out: arrays over draws, and lazy doors to everything made from them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.case import Case, NamedScenario, Program, ceiling, idle_moves
from saiken.errors import InputError, unknown
from saiken.impact.evidence import Answer, CaseEvidence, four_answers, paper_answers
from saiken.impact.evidence.answers import Question, growth_of_the_market, naive_answer
from saiken.impact.evidence.asked import evidence_on
from saiken.impact.habitat import load_kernels
from saiken.losses import DamageRatio
from saiken.market.pricing import DeskLines
from saiken.outcome.actions import ActionLine, action_lines
from saiken.outcome.books import sale_books
from saiken.outcome.citations import Source, cite
from saiken.outcome.desk import desk
from saiken.outcome.drivers import Driver, drivers
from saiken.outcome.headline import Headline
from saiken.outcome.ledgers import Ledgers, ledgers, ratio_of
from saiken.outcome.quantiles import BAND, MIDDLE, THREE, furthest_day, peak_day, quantiles
from saiken.outcome.score import score_of
from saiken.parameters import Parameters
from saiken.proceeds import Books
from saiken.responders import idle_parameters
from saiken.snapshot import Snapshot
from saiken.variables import EFFECTS, MATURITIES, VARIABLES, maturity_index

if TYPE_CHECKING:
    import xarray as xr

    from saiken.report import Plots

Array = NDArray[np.float64]
Array32 = NDArray[np.float32]
DATASETS: Final = (
    "par_yields", "zero_yields", "fiscal_quarterly", "tic_holdings", "mspd_securities",
    "cbo_baselines", "omb_outlays", "fed_h41", "usdjpy_daily", "jgb_yields", "japan_reserves",
    "japan_interventions", "consumer_loan_rates", "tic_survey_2024", "coupon_auctions", "auctions",
    "buybacks", "mspd_profile", "securities_2026_03_24", "breakevens", "cbo_economy", "cbo_gdp",
    "dealer_positions",
)  # fmt: skip
"""Datasets behind a run, its bill, its ledgers and the estimates in it."""
SINGLE: Final = 1e-6
"""Relative precision of what is kept in single precision."""


@dataclass(frozen=True)
class Outcome:
    """Everything one simulation found; SI, ``draw`` along the first axis.

    Attributes
    ----------
    case : Case
        The request.
    named : NamedScenario or None
        Name, context and sources when the case came from a scenario file.
    snap : Snapshot
    parameters : Parameters
        The draws.
    program : Program
        The sale, day by day.
    arrays : mapping of str to ndarray of float32
        Results by the ids of :data:`saiken.variables.VARIABLES`; absent where they cannot be shown.
    notes : tuple of str
        What the rooms want said.
    """

    case: Case
    named: NamedScenario | None
    snap: Snapshot
    parameters: Parameters
    program: Program
    arrays: Mapping[str, Array32]
    notes: tuple[str, ...] = ()

    # what it is about

    @property
    def name(self) -> str:
        """Name of the scenario, or an empty string."""
        return "" if self.named is None else self.named.name

    @property
    def title(self) -> str:
        """Title of the scenario, or a plain description."""
        return f"{self.program.actor} sells Treasuries" if self.named is None else self.named.title

    @property
    def context(self) -> str:
        """Context of the scenario."""
        return "" if self.named is None else self.named.context

    @property
    def scenario_sources(self) -> tuple[str, ...]:
        """Sources named in the scenario file."""
        return () if self.named is None else self.named.sources

    @property
    def seller_gdp_usd(self) -> float | None:
        """The seller's own GDP as last known, or None for a group or where it is not at hand."""
        from saiken.holders import find, own_gdp_usd

        return own_gdp_usd(find(self.case.scenario.seller), self.snap)[0]

    @cached_property
    def amount_words(self) -> str:
        """What the seller commands, how it is known, and by what power the rest."""
        return " ".join(ceiling(self.case.scenario, self.snap, self.parameters).words)

    @property
    def days(self) -> NDArray[np.int64]:
        """Business days after the as-of date, 0 to the horizon."""
        return np.arange(self.case.scenario.horizon_days + 1)

    @property
    def dates(self) -> NDArray[np.datetime64]:
        """Calendar dates of :attr:`days` (weekends left out, holidays not known)."""
        start = np.busday_offset(self.snap.as_of, 0, roll="backward")
        return np.asarray(np.busday_offset(start, self.days))

    # figures

    def quantiles(
        self, variable: str, probabilities: tuple[float, ...] = tuple(BAND.values())
    ) -> Array:
        """Bands of a variable over draws, SI.

        Returns
        -------
        ndarray, shape (probability, ...)
            For ``yield_change_by_effect`` the effect comes second.
        """
        values = self[variable]
        if variable == "yield_change_by_effect":
            values = np.moveaxis(values, 0, 1)
        return quantiles(values, probabilities)

    def bands(self, variable: str) -> Array:
        """5th, 50th and 95th of 100 draws, first axis, SI; kept, because much is read off them."""
        if variable not in self._bands:
            self._bands[variable] = quantiles(self[variable], THREE)
        return self._bands[variable]

    @cached_property
    def _bands(self) -> dict[str, Array]:
        return {}

    def __getitem__(self, variable: str) -> Array32:
        """Draws of one variable; an unknown name gives the nearest."""
        if variable not in self.arrays:
            raise unknown("result", variable, self.arrays)
        return self.arrays[variable]

    @cached_property
    def peak_day(self) -> int:
        """Day on which the median ten-year yield change is furthest from zero."""
        return furthest_day(self.bands("yield_change")[MIDDLE][:, maturity_index("10y")])

    @property
    def headline(self) -> Mapping[str, Any]:
        """The figures of the first screen, in published units; see the schema."""
        return Headline(self, self._figures)

    @cached_property
    def _figures(self) -> dict[str, Any]:
        """What was asked of the headline before."""
        return {}

    @cached_property
    def desk(self) -> DeskLines | None:
        """The sale in a rates desk's words; None when nothing is sold."""
        return desk(self)

    @cached_property
    def books(self) -> Books:
        """Everybody's balance sheet after the sale and the use of its proceeds, median amount."""
        return sale_books(self)

    @cached_property
    def ratio(self) -> DamageRatio:
        """US loss over the seller's loss, ledger A."""
        return ratio_of(self)

    @cached_property
    def losses(self) -> Ledgers:
        """The three ledgers."""
        return ledgers(self, self.peak_day)

    # how it is known

    @cached_property
    def question(self) -> Question:
        """The sale as every paper is asked about it: the median amount, complete, no flow."""
        return Question(
            amount_usd=float(np.median(self.program.planned_usd)),
            mix=self.program.supply.sum(axis=0),
            decay_per_year=self.program.decay_per_year,
        )

    @cached_property
    def four_answers(self) -> tuple[Answer, ...]:
        """The four answers of the first screen."""
        return tuple(four_answers(self.question, self.snap, load_kernels()))

    @cached_property
    def paper_answers(self) -> tuple[Answer, ...]:
        """What each row of the evidence would say."""
        return tuple(paper_answers(self.question, self.snap, load_kernels()))

    @cached_property
    def evidence(self) -> CaseEvidence:
        """What each row of the evidence says about this sale, and all of them together."""
        return evidence_on(self.question, self.case, self.snap)

    @property
    def naive_bp(self) -> float:
        """The error to avoid: an old estimate scaled by dollars, in basis points."""
        return naive_answer(self.question)

    @property
    def market_growth(self) -> float:
        """How many times the debt has grown since the naive estimate's sample."""
        return growth_of_the_market(self.snap)

    @cached_property
    def actions(self) -> tuple[ActionLine, ...]:
        """Who answered, when and how much; empty where nobody was asked."""
        return action_lines(self)

    @cached_property
    def score(self) -> dict[str, Any] | None:
        """How the engine did on past episodes of this horizon; None for a difference of two."""
        return None if self.is_difference else score_of(self)

    @property
    def is_difference(self) -> bool:
        """Whether it is one sale less another; its programme is then only half of it."""
        sold = self.program.sold_usd
        return not np.allclose(self["amount_sold"], sold, rtol=SINGLE, atol=0)

    def drivers(self, variable: str = "yield_10y") -> tuple[Driver, ...]:
        """Which uncertain numbers drive a result, largest share first.

        Parameters
        ----------
        variable : str
            ``yield_10y`` (its change on the peak day) or the id of a result; paths are read on
            their own peak day, months are added up.
        """
        idle = idle_parameters(self.case.scenario.team) | idle_moves(self.case.scenario)
        return drivers(self._scalar(variable), self.parameters, variable, idle)

    def _scalar(self, variable: str) -> Array:
        if variable == "yield_10y":
            return self["yield_change"][:, self.peak_day, maturity_index("10y")].astype(np.float64)
        values = self[variable].astype(np.float64)
        if values.ndim == 1:
            return values
        if VARIABLES[variable].dims == ("draw", "month"):
            return np.asarray(values.sum(axis=1))
        if values.ndim == 2:
            return np.asarray(values[:, peak_day(values)])
        raise InputError(f"{variable} has maturities; ask for yield_10y, or a variable without.")

    @cached_property
    def caveats(self) -> tuple[str, ...]:
        """Everything a reader has to know, each sentence once."""
        said = [*self.snap.caveats, *self.snap.curve.notes, *self.notes, *self._silences()]
        return tuple(dict.fromkeys(said))

    def _silences(self) -> tuple[str, ...]:
        from saiken.outcome.silence import silences

        return silences(self)

    @cached_property
    def sources(self) -> tuple[Source, ...]:
        """Datasets behind the figures."""
        return cite(self.snap.store, DATASETS)

    def citations(self) -> tuple[str, ...]:
        """Papers and datasets behind exactly this result."""
        from saiken.impact.evidence import load_rows

        papers = dict.fromkeys(row.paper for row in load_rows() if row.in_pool)
        return (*papers, *(f"{s.agency}: {s.title}" for s in self.sources))

    @cached_property
    def data(self) -> xr.Dataset:
        """All arrays as a labelled dataset with units."""
        from saiken.outcome.dataset import dataset

        return dataset(self)

    # arithmetic

    def __sub__(self, other: Outcome) -> Outcome:
        """Difference draw by draw of two outcomes on the same draws, day and horizon.

        Raises
        ------
        InputError
            If draws, seed, as-of date or horizon differ.
        """
        for field in ("draws", "seed", "as_of"):
            if getattr(self.case, field) != getattr(other.case, field):
                raise InputError(f"two outcomes can be subtracted when their {field} agree.")
        if self.days.size != other.days.size:
            raise InputError("two outcomes can be subtracted when their horizons agree.")
        shared = [name for name in self.arrays if name in other.arrays]
        gap = {name: self.arrays[name] - other.arrays[name] for name in shared}
        note = f"A difference: {self.title} less {other.title}."
        return replace(self, arrays=gap, notes=(note, *self.notes))

    # doors

    def document(self) -> dict[str, Any]:
        """Build the published JSON document."""
        from saiken.outcome.document import document

        return document(self)

    def to_json(self) -> str:
        """Write the published JSON document; the same bytes for the same case and data."""
        from saiken.outcome.document import to_json

        return to_json(self)

    def summary(self) -> str:
        """Write the first screen as plain text."""
        from saiken.report import summary_text

        return summary_text(self)

    @property
    def plot(self) -> Plots:
        """The report's figures as plotly objects, for notebooks (needs ``saiken[plot]``)."""
        from saiken.report import Plots

        return Plots(self)

    def __str__(self) -> str:
        """Return the first screen."""
        return self.summary()

    def _repr_html_(self) -> str:
        from saiken.report import notebook_html

        return notebook_html(self)

    def to_html(self, path: str | Path) -> Path:
        """Write the self-contained report."""
        from saiken.report import write_html

        return write_html(self, Path(path))

    def to_excel(self, path: str | Path) -> Path:
        """Write the workbook."""
        from saiken.report import write_excel

        return write_excel(self, Path(path))

    def to_parquet(self, path: str | Path) -> Path:
        """Write the draws."""
        from saiken.report import write_parquet

        return write_parquet(self, Path(path))


def as_date(day: np.datetime64) -> dt.date:
    """Turn a day into a date."""
    return day.astype("datetime64[D]").astype(object)  # type: ignore[no-any-return]


__all__ = ["EFFECTS", "MATURITIES", "Outcome", "as_date"]
