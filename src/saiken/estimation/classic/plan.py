"""The design of the re-estimated classic, as written down in ``classic.yaml``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final, Literal

import numpy as np
from numpy.typing import NDArray

from saiken.data import resource_yaml
from saiken.errors import unknown
from saiken.units import to_si

PLAN: Final = "estimation/classic/classic.yaml"
Flags = NDArray[np.bool_]
Months = NDArray[np.datetime64]


@dataclass(frozen=True, slots=True)
class FlowPlan:
    """One measure of what foreigners hold, and how its change becomes a flow.

    Attributes
    ----------
    name, title : str
    dataset, key : str
        Holdings.
    clock : str
        ``month_end`` or ``last_week``: the last weekly figure of each month.
    value : str
        ``market`` or ``face``: whether prices move the holdings.
    mix : str
        Maturities behind the duration: ``published``, ``market``, ``coupons`` or ``none``.
    """

    name: str
    title: str
    dataset: str
    key: str
    clock: Literal["month_end", "last_week"]
    value: Literal["market", "face"]
    mix: str = "none"


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """Months that enter an estimate.

    Attributes
    ----------
    name, title : str
    first, last : datetime64[M]
        Both included.
    without : tuple of str
        Years or months left out, such as ``"2008"`` and ``"2020-03"``.
    """

    name: str
    title: str
    first: np.datetime64
    last: np.datetime64
    without: tuple[str, ...] = ()

    def keeps(self, months: Months) -> Flags:
        """Whether each month belongs to the sample, shape (month,)."""
        kept = (months >= self.first) & (months <= self.last)
        for period in self.without:
            whole_year = len(period) == len("2008")
            of = months.astype("datetime64[Y]") if whole_year else months
            kept &= of != np.datetime64(period)
        return np.asarray(kept)


@cache
def plan() -> Mapping[str, Any]:
    """Return the whole design."""
    return dict(resource_yaml(PLAN))


@cache
def flow_plan(name: str) -> FlowPlan:
    """Look a measure of flows up.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    flows = plan()["flows"]
    if name not in flows:
        raise unknown("flow", name, flows)
    return FlowPlan(name=name, **flows[name])


@cache
def sample_plan(name: str) -> SamplePlan:
    """Look a sample up.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    samples = plan()["samples"]
    if name not in samples:
        raise unknown("sample", name, samples)
    row = samples[name]
    first, last = (np.datetime64(str(row[end]), "M") for end in ("first", "last"))
    return SamplePlan(name, row["title"], first, last, tuple(map(str, row.get("without", ()))))


def break_months(dataset: str) -> Months:
    """Months whose change of holdings holds a new survey or form instead of a flow."""
    listed: Sequence[object] = plan()["breaks"][dataset]
    return np.array([str(month) for month in listed], dtype="datetime64[M]")


def step(scaling: str) -> float:
    """Size of one step of sales in SI: dollars, or a share of the debt."""
    row = plan()["steps"][scaling]
    return to_si(float(row["size"]), row["unit"])
