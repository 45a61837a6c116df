"""What the page says of a day's move: the change in expected sales that it is worth."""

from __future__ import annotations

import datetime as dt
from dataclasses import asdict
from functools import cache
from typing import Any, Final

from saiken.app.errors import one_line
from saiken.case import Case, NamedScenario
from saiken.errors import SaikenError
from saiken.history.library import episodes
from saiken.history.remarks import threats
from saiken.implied import implied
from saiken.implied.answer import settings
from saiken.report.implied_figures import implied_chart
from saiken.report.implied_screen import shape_words

SALE: Final = "The sale on this page"


def implied_document(case: Case, date: dt.date) -> dict[str, Any]:
    """Read a day's move as news about the sale of a case.

    Parameters
    ----------
    case : Case
    date : datetime.date
    """
    named = NamedScenario(name="page", title=SALE, context="", sources=(), case=case)
    try:
        found = implied(date, scenario=named)
    except SaikenError as problem:
        return {"cannot": one_line(problem), "remarks": remark_days()}
    return {
        "cannot": "",
        "remarks": remark_days(),
        "from": found.start,
        "to": found.end,
        "sentence": found.summary(),
        "more": [shape_words(found.shape), *found.notes],
        "charts": {"implied": asdict(implied_chart(found))},
    }


def first_date() -> str:
    """The day that is read before a reader chooses one."""
    return str(settings()["date"])


@cache
def remark_days() -> tuple[dict[str, str], ...]:
    """Days on which a serving official held out selling, newest first."""
    found = threats([each for each in episodes() if each.kind == "words"])
    days = ({"date": str(each.start), "title": each.title} for each in found)
    return tuple(sorted(days, key=lambda day: day["date"], reverse=True))
