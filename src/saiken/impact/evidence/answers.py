"""What each paper would say for the case at hand."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.impact.evidence.net import net_effect_bp
from saiken.impact.evidence.record import EvidenceRow
from saiken.impact.evidence.rows import load_rows, row
from saiken.impact.evidence.sizing import debt_held_by_public, row_scale, share_of_debt
from saiken.impact.habitat import Kernels
from saiken.impact.habitat.linear import contract
from saiken.parameters import read_record
from saiken.snapshot import Snapshot
from saiken.units import from_si, to_si
from saiken.variables import MATURITIES, maturity_index

Array = NDArray[np.float64]

FOUR: Final = (
    ("Published habitat model", "published-habitat"),
    ("Sized by 2009 purchases (D'Amico-King)", "damico-king-2013"),
    ("Demand system (Koijen-Yogo)", "koijen-yogo-demand"),
    ("Beltran et al., rescaled to today's market", "beltran-2013-long-run"),
)
NAIVE: Final = "beltran-2013-long-run"


@dataclass(frozen=True, slots=True)
class Answer:
    """One paper's answer for one sale, once it is complete and before any flow effect.

    A flow or stress row answers net of the stock effect of its own experiment: what it adds.

    Attributes
    ----------
    label, row_id : str
        What to call it and the row behind it.
    maturity_years : float or None
        Maturity at which the paper measured; None for a model.
    own_maturity_bp, ten_year_bp : float
        Effect through the habitat shape at that maturity and at ten years.
    plain_rescaling_bp : float or None
        The effect times the ratio of the shares of debt, ignoring maturities.
    naive_bp : float or None
        The published effect times the ratio of the dollars: the error to avoid.
    """

    label: str
    row_id: str
    maturity_years: float | None
    own_maturity_bp: float
    ten_year_bp: float
    plain_rescaling_bp: float | None
    naive_bp: float | None


@dataclass(frozen=True, slots=True)
class Question:
    """The sale that every paper is asked about.

    Attributes
    ----------
    amount_usd : float
    mix : ndarray, shape (bucket,)
        Shares of the amount.
    decay_per_year : float
    """

    amount_usd: float
    mix: Array
    decay_per_year: float

    def unit_curve(self, kernels: Kernels) -> Array:
        """Response per unit of quantity at the published scale, shape (maturity,)."""
        return contract("b,bm->m", self.mix, kernels.programme(self.decay_per_year))


def paper_answers(question: Question, snap: Snapshot, kernels: Kernels) -> list[Answer]:
    """Ask every row of the table that has an experiment."""
    rows = [each for each in load_rows() if each.can_be_asked]
    return [answer(each, each.paper, question, snap, kernels) for each in rows]


def four_answers(question: Question, snap: Snapshot, kernels: Kernels) -> list[Answer]:
    """Give the four answers of the first screen, from the model to the rescaled flow study."""
    return [answer(row(each), label, question, snap, kernels) for label, each in FOUR]


def answer(
    each: EvidenceRow, label: str, question: Question, snap: Snapshot, kernels: Kernels
) -> Answer:
    """Ask one row."""
    debt = snap.scale.debt_held_by_public_usd
    if each.comparison is not None:
        curve = question.unit_curve(kernels) * question.amount_usd / snap.scale.gdp_usd
        return _answer(each, label, curve, None, None)
    published = each.effect_bp or np.nan
    net = net_effect_bp(each, _table(), kernels, snap.store, pooled_middle())
    scale = row_scale(each, kernels, snap.store) * net / published
    share = question.amount_usd / debt
    plain = to_si(net, "bp") * share / share_of_debt(each.measured, snap.store)
    naive = _by_dollars(each, question.amount_usd)
    return _answer(each, label, question.unit_curve(kernels) * share * scale, plain, naive)


def pooled_middle() -> float:
    """Median of the pooled stock effect's average size, as committed."""
    return float(read_record("evidence")["average"]["middle"])


def _table() -> dict[str, EvidenceRow]:
    return {each.id: each for each in load_rows()}


def _by_dollars(each: EvidenceRow, amount_usd: float) -> float | None:
    """The published effect carried over dollar for dollar."""
    dollars = each.measured.usd_bn
    if dollars is None or each.effect_bp is None:
        return None
    return to_si(each.effect_bp, "bp") * amount_usd / to_si(dollars, "usd_bn")


def naive_answer(question: Question) -> float:
    """Yield change if Beltran et al.'s long-run effect held dollar for dollar today, in bp."""
    each = row(NAIVE)
    dollars = to_si(each.measured.usd_bn or np.nan, "usd_bn")
    return float((each.effect_bp or 0.0) * question.amount_usd / dollars)


def growth_of_the_market(snap: Snapshot) -> float:
    """How many times larger the debt is today than in the naive row's sample."""
    then = debt_held_by_public(row(NAIVE).measured, snap.store)
    return snap.scale.debt_held_by_public_usd / then


def _answer(
    each: EvidenceRow, label: str, curve: Array, plain: float | None, naive: float | None
) -> Answer:
    maturity = each.maturity_years
    ten = float(curve[maturity_index("10y")])
    own = ten if maturity is None else float(np.interp(maturity, MATURITIES, curve))
    return Answer(
        label=label,
        row_id=each.id,
        maturity_years=maturity,
        own_maturity_bp=from_si(own, "bp"),
        ten_year_bp=from_si(ten, "bp"),
        plain_rescaling_bp=None if plain is None else from_si(plain, "bp"),
        naive_bp=None if naive is None else from_si(naive, "bp"),
    )
