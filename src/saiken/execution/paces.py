"""The paces by name, with what they need from papers and assumptions."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from saiken.data import resource_yaml
from saiken.errors import InputError, unknown
from saiken.execution.almgren_chriss import AlmgrenChriss, sinh_decline
from saiken.execution.obizhaeva_wang import block_rate_block
from saiken.execution.plain import even, front_loaded

Array = NDArray[np.float64]
Pace = Literal["even", "front-loaded", "almgren-chriss", "obizhaeva-wang", "most-harmful"]
PACES: Final[tuple[Pace, ...]] = get_args(Pace)
MOST_HARMFUL: Final = "most-harmful"
CLOSED_FORMS: Final = tuple(pace for pace in PACES if pace != MOST_HARMFUL)


@cache
def paces_file() -> Mapping[str, Any]:
    """Return the figures behind the paces (``execution/paces.yaml``)."""
    return dict(resource_yaml("execution/paces.yaml"))


def published_example() -> tuple[AlmgrenChriss, float]:
    """Return the example of Almgren and Chriss and its risk aversion."""
    record = paces_file()["almgren-chriss"]
    return AlmgrenChriss(**record["example"]), float(record["risk_aversion"])


def closed_form(pace: str, days: int, resilience_per_day: float) -> Array:
    """Shares sold on each day of a sale.

    Parameters
    ----------
    pace : str
        One of :data:`CLOSED_FORMS`.
    days : int
        Days on which something is sold.
    resilience_per_day : float
        Rate at which the flow effect fades; only ``obizhaeva-wang`` reads it.

    Returns
    -------
    ndarray, shape (day,)
        Adds up to one.

    Raises
    ------
    InputError
        If there is no such pace, or it depends on prices.
    """
    if pace == "even":
        return even(days)
    if pace == "front-loaded":
        return front_loaded(days, float(paces_file()[pace]["last_rate_share"]))
    if pace == "almgren-chriss":
        order, risk_aversion = published_example()
        return sinh_decline(days, order.urgency(risk_aversion))
    if pace == "obizhaeva-wang":
        return block_rate_block(days, resilience_per_day)
    if pace == MOST_HARMFUL:
        raise InputError("the most harmful pace depends on prices; it is found by a run.")
    raise unknown("pace", pace, PACES)
