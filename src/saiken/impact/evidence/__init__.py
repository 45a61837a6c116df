"""Published estimates of what supply does to yields, and the size they imply today.

A row states an experiment (quantity, maturities, persistence, horizon) and its effect. The habitat
model is asked for the same experiment; the ratio is the row's scale. Quantities enter as shares of
the debt held by the public at the time, so that an estimate from a small market is not applied to a
large one dollar for dollar.
"""

from saiken.impact.evidence.answers import Answer, four_answers, paper_answers
from saiken.impact.evidence.rows import EvidenceRow, load_rows
from saiken.impact.evidence.sizing import row_scale, sized_rows

__all__ = [
    "Answer",
    "EvidenceRow",
    "four_answers",
    "load_rows",
    "paper_answers",
    "row_scale",
    "sized_rows",
]
