"""One case put to all of the evidence: a line a paper, and the pooled answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from saiken.case import Case, check, program
from saiken.impact.evidence.answers import Answer, Question, answer, naive_answer
from saiken.impact.evidence.pooled import Pooled, PooledRow, pooled_evidence
from saiken.impact.evidence.record import EvidenceRow
from saiken.impact.evidence.rows import load_rows
from saiken.impact.habitat import Kernels, load_kernels
from saiken.parameters import Posterior
from saiken.parameters.pooling import Band
from saiken.snapshot import Snapshot, snapshot
from saiken.units import from_si
from saiken.variables import maturity_index

TEN_YEARS: Final = "10y"


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """What one row says about the case.

    Attributes
    ----------
    row : EvidenceRow
    answer : Answer
        At its own maturity, at ten years, rescaled plainly and by dollars, in basis points.
    ten_year_bp : Band or None
        The ten-year answer with the row's own error; None for a row that is not pooled.
    shrunk_bp : Band or None
        The same after all rows have been heard, signalling taken out.
    weight_share : float
        Weight in the average; zero for a row that does not count.
    why_not : str
        Why the row does not count; empty when it does.
    """

    row: EvidenceRow
    answer: Answer
    ten_year_bp: Band | None
    shrunk_bp: Band | None
    weight_share: float
    why_not: str


@dataclass(frozen=True, eq=False)
class CaseEvidence:
    """The evidence on one case.

    Attributes
    ----------
    case : Case
    amount_usd : float
        Middle of what is sold.
    lines : tuple of EvidenceLine
        Rows with an experiment; those that count first, smallest answer first.
    pooled : Pooled
        The stock rows together.
    per_scale_bp : float
        Ten-year change, in basis points, at a size of one.
    naive_bp : float
        The old flow study carried over by dollars: the error to avoid.
    """

    case: Case
    amount_usd: float
    lines: tuple[EvidenceLine, ...]
    pooled: Pooled
    per_scale_bp: float
    naive_bp: float

    @property
    def average_bp(self) -> Band | None:
        """Ten-year change at the average size of the papers."""
        return _times(self.pooled.average, self.per_scale_bp)

    @property
    def answer_bp(self) -> Band | None:
        """Ten-year change as a new study of a new episode would find it: what a run draws."""
        return _times(self.pooled.predictive, self.per_scale_bp)


def case_evidence(
    case: Case, snap: Snapshot | None = None, *, rows: Sequence[EvidenceRow] | None = None
) -> CaseEvidence:
    """Ask every row of the evidence about a case, and pool the stock rows.

    The answers are for the sale once it is complete, without the flow effect; a flow or stress row
    says what it adds to the stock effect of its own experiment.

    Parameters
    ----------
    case : Case
    snap : Snapshot, optional
        The market; left out, as known on the case's day.
    rows : sequence of EvidenceRow, optional
        Other rows than the bundled ones, such as a user's.

    Raises
    ------
    InputError
        If the case does not fit the facts of the day.
    """
    market = snap or snapshot(case.as_of)
    check(case.scenario, market)
    return evidence_on(_question(case, market), case, market, rows)


def evidence_on(
    question: Question, case: Case, snap: Snapshot, rows: Sequence[EvidenceRow] | None = None
) -> CaseEvidence:
    """Ask every row about a sale that is already worked out; see :func:`case_evidence`."""
    kernels = load_kernels()
    table = tuple(load_rows() if rows is None else rows)
    pooled = pooled_evidence(table, kernels=kernels, store=snap.store)
    unit = _per_scale_bp(question, snap, kernels)
    entered = {each.row.id: each for each in pooled.rows}
    lines = [
        _line(each, entered.get(each.id), question, snap, kernels, unit)
        for each in table
        if each.comparison is not None or each.can_be_asked
    ]
    lines.sort(key=lambda one: (bool(one.why_not), one.answer.ten_year_bp))
    return CaseEvidence(
        case=case,
        amount_usd=question.amount_usd,
        lines=tuple(lines),
        pooled=pooled,
        per_scale_bp=unit,
        naive_bp=naive_answer(question),
    )


def _question(case: Case, snap: Snapshot) -> Question:
    prm = Posterior.load(snap.as_of).sample(case.draws, case.seed)
    sale = program(case.scenario, snap, prm)
    return Question(
        amount_usd=float(np.median(sale.planned_usd)),
        mix=sale.supply.sum(axis=0),
        decay_per_year=sale.decay_per_year,
    )


def _per_scale_bp(question: Question, snap: Snapshot, kernels: Kernels) -> float:
    share = question.amount_usd / snap.scale.debt_held_by_public_usd
    return from_si(float(question.unit_curve(kernels)[maturity_index(TEN_YEARS)]) * share, "bp")


def _line(
    each: EvidenceRow,
    entered: PooledRow | None,
    question: Question,
    snap: Snapshot,
    kernels: Kernels,
    per_scale_bp: float,
) -> EvidenceLine:
    forest = None if entered is None else entered.line
    why = "" if forest is not None else _why_not(each)
    return EvidenceLine(
        row=each,
        answer=answer(each, each.paper, question, snap, kernels),
        ten_year_bp=None if forest is None else _times(forest.found, per_scale_bp),
        shrunk_bp=None if forest is None else _times(forest.shrunk, per_scale_bp),
        weight_share=0.0 if forest is None else forest.weight_share,
        why_not=why,
    )


def _why_not(each: EvidenceRow) -> str:
    if each.comparison is not None:
        return "a model, not an estimate"
    if each.verified == "memory":
        return "read from memory only"
    if each.kind != "stock":
        return f"{each.kind}: adds to the stock effect"
    return "shown, does not count"


def _times(band: Band | None, factor: float) -> Band | None:
    if band is None:
        return None
    ends = sorted((band.low * factor, band.high * factor))
    return Band(ends[0], band.middle * factor, ends[1])
