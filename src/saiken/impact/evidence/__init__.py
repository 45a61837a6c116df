"""Published estimates of what supply does to yields, and the size they imply today.

A row states an experiment (quantity, maturities, persistence, horizon) and its effect. The habitat
model is asked for the same experiment; the ratio is the row's scale. Quantities enter as shares of
the debt held by the public at the time, so that an estimate from a small market is not applied to a
large one dollar for dollar; flow and stress rows enter net of the stock effect of the same
experiment. :func:`pooled_evidence` pools one kind of row with the three-level model of
`saiken.parameters.pooling`; :func:`read_rows` reads a user's own.
"""

from saiken.impact.evidence.answers import Answer, four_answers, paper_answers
from saiken.impact.evidence.asked import CaseEvidence, EvidenceLine, case_evidence
from saiken.impact.evidence.net import net_effect_bp
from saiken.impact.evidence.pooled import Pooled, PooledRow, pooled_evidence
from saiken.impact.evidence.record import EvidenceRow
from saiken.impact.evidence.rescaling import Rescaled, rescaled
from saiken.impact.evidence.rows import load_rows
from saiken.impact.evidence.sensitivity import sensitivity
from saiken.impact.evidence.sizing import row_scale, sized_rows
from saiken.impact.evidence.user_rows import read_rows

__all__ = [
    "Answer",
    "CaseEvidence",
    "EvidenceLine",
    "EvidenceRow",
    "Pooled",
    "PooledRow",
    "Rescaled",
    "case_evidence",
    "four_answers",
    "load_rows",
    "net_effect_bp",
    "paper_answers",
    "pooled_evidence",
    "read_rows",
    "rescaled",
    "row_scale",
    "sensitivity",
    "sized_rows",
]
