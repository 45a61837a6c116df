"""The evidence of one kind, pooled: everything a table or a forest plot needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from saiken.data import Day, Store, load_store
from saiken.errors import DataError
from saiken.impact.evidence.measures import Measure, passing_measure, stock_measure
from saiken.impact.evidence.record import EvidenceRow, Kind
from saiken.impact.evidence.rows import load_rows
from saiken.impact.evidence.sizing import error_words
from saiken.impact.habitat import Kernels, load_kernels
from saiken.parameters.pooling import (
    Band,
    BiasTest,
    ForestLine,
    Pool,
    Priors,
    SizedRow,
    band,
    bias_test,
    forest,
    lowest_tier,
    out_by,
    pool,
)

MEMORY: Final = "read from memory only, weighs nothing"
WEIGHT_ZERO: Final = "shown, does not count: see its note"


@dataclass(frozen=True, slots=True)
class PooledRow:
    """A row that entered, with its place in the pool.

    Attributes
    ----------
    row : EvidenceRow
    sized : SizedRow
        Logarithm of its size and the error of it.
    error_from : str
        ``standard error``, ``range`` or ``assumed``.
    line : ForestLine or None
        Interval, weight and shrunk value; None when the kind is not pooled.
    """

    row: EvidenceRow
    sized: SizedRow
    error_from: str
    line: ForestLine | None


@dataclass(frozen=True, eq=False)
class Pooled:
    """The evidence of one kind.

    Attributes
    ----------
    kind : str
    denominator, unit : str
        What the sizes are measured against, and what they are.
    rows : tuple of PooledRow
    left_out : mapping of str to str
        Rows of the kind that do not count, and why.
    pool : Pool or None
        The posterior; None when the kind is not pooled.
    reason : str
        Why it is not pooled; empty when it is.
    bias : BiasTest
    verified, total : int
        Rows of the kind that were read further than from memory, and all of them.
    """

    kind: Kind
    denominator: str
    unit: str
    rows: tuple[PooledRow, ...]
    left_out: Mapping[str, str]
    pool: Pool | None
    reason: str
    bias: BiasTest
    verified: int
    total: int

    @property
    def average(self) -> Band | None:
        """Pooled size: median and the middle nine tenths of the average."""
        return None if self.pool is None else band(self.pool.average)

    @property
    def predictive(self) -> Band | None:
        """What a new study of a new episode would find: what a draw of the size uses."""
        return None if self.pool is None else band(self.pool.predictive)


def pooled_evidence(
    rows: Sequence[EvidenceRow] | None = None,
    *,
    kind: Kind = "stock",
    kernels: Kernels | None = None,
    store: Store | None = None,
    include_lowest_tier: bool = True,
    excluded: Sequence[str] = (),
    published_by: Day | None = None,
    half_life_years: float | None = None,
    prior: Priors | None = None,
) -> Pooled:
    """Pool the rows of one kind.

    Stock rows are sized through the habitat model, per share of the debt. Flow and stress rows are
    taken net of the stock effect of the same experiment, per hundredth of their denominator.

    Parameters
    ----------
    rows : sequence of EvidenceRow, optional
        The table; left out, the bundled one.
    kind : str
    kernels : Kernels, optional
    store : Store, optional
    include_lowest_tier : bool
        Whether rows of the lowest tier take part (down-weighted).
    excluded : sequence of str
        Rows, studies or episodes to leave out.
    published_by : date, optional
        Leave out what was not certainly published by a day.
    half_life_years : float, optional
        Read every row as an experiment that was expected to fade.
    prior : Priors, optional
    """
    table = tuple(load_rows() if rows is None else rows)
    mine = [each for each in table if each.kind == kind]
    why = {each.id: _why_not(each, include_lowest_tier, excluded, published_by) for each in mine}
    counted = [each for each in mine if not why[each.id]]
    market, data = kernels or load_kernels(), store or load_store()
    if kind == "stock":
        measure = stock_measure(market, data, half_life_years)
    else:
        middle = _stock_middle(table, market, data)
        measure = passing_measure(kind, table, counted, market, data, middle)
    entered, unsized = _sized(counted, measure)
    why |= unsized
    made, reason = _pool([one for _, one in entered], kind, prior)
    lines = {line.row: line for line in forest(made)} if made else {}
    return Pooled(
        kind=kind,
        denominator=measure.denominator,
        unit=measure.unit,
        rows=tuple(PooledRow(a, b, error_words(a), lines.get(a.id)) for a, b in entered),
        left_out={name: words for name, words in why.items() if words},
        pool=made,
        reason=reason,
        bias=bias_test([one for _, one in entered]),
        verified=sum(each.verified != "memory" for each in mine),
        total=len(mine),
    )


def _why_not(
    row: EvidenceRow, include_lowest_tier: bool, excluded: Sequence[str], published_by: Day | None
) -> str:
    """Say why a row does not count; empty when it does."""
    if row.verified == "memory":
        return MEMORY
    if not row.weight:
        return WEIGHT_ZERO
    if {row.id, row.study, row.episode} & set(excluded):
        return "excluded"
    if not out_by(row.published_year, published_by):
        return f"published in {row.published_year}, not certainly by {published_by}"
    if not include_lowest_tier and row.tier == lowest_tier():
        return "of the lowest tier, which is switched off"
    return ""


def _sized(
    rows: Sequence[EvidenceRow], measure: Measure
) -> tuple[list[tuple[EvidenceRow, SizedRow]], dict[str, str]]:
    """Size the rows; those that imply no size come back with the reason."""
    entered: list[tuple[EvidenceRow, SizedRow]] = []
    unsized: dict[str, str] = {}
    for each in rows:
        try:
            entered.append((each, measure.size(each)))
        except DataError as problem:
            unsized[each.id] = str(problem)
    return entered, unsized


def _stock_middle(table: Sequence[EvidenceRow], kernels: Kernels, store: Store) -> float | None:
    """Median of the pooled stock effect: what is taken off a row that states no long run."""
    stock = pooled_evidence(table, kernels=kernels, store=store).average
    return None if stock is None else stock.middle


def _pool(rows: Sequence[SizedRow], kind: Kind, prior: Priors | None) -> tuple[Pool | None, str]:
    try:
        return pool(rows, prior), ""
    except DataError:
        count = len(rows)
        some = "no row counts" if count == 0 else f"{count} row{'s' * (count > 1)} of one unit"
        return None, f"not pooled: {some}; {kind} rows need two independent studies and episodes."
