"""How the size of a row of each kind is measured: by what denominator, in what unit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from saiken.data import Store
from saiken.errors import DataError
from saiken.impact.evidence.net import net_effect_bp
from saiken.impact.evidence.reading import reading_file
from saiken.impact.evidence.record import EvidenceRow, Kind
from saiken.impact.evidence.rescaling import denominators, share_of
from saiken.impact.evidence.sizing import error_bp, log_error, row_scale, sized
from saiken.impact.habitat import Kernels
from saiken.parameters.pooling import SizedRow
from saiken.units import from_si

HABITAT_UNIT: Final = "multiple of the published habitat model, per share of the debt"


@dataclass(frozen=True, slots=True)
class Measure:
    """How rows of one kind are made comparable.

    Attributes
    ----------
    denominator, unit : str
        What the quantities are shares of, and what a size is.
    size : callable
        From a row to its size; raises DataError where it implies none.
    """

    denominator: str
    unit: str
    size: Callable[[EvidenceRow], SizedRow]


def stock_measure(kernels: Kernels, store: Store, half_life_years: float | None) -> Measure:
    """Multiples of the published habitat model for the same experiment."""

    def size(row: EvidenceRow) -> SizedRow:
        scale = row_scale(row, kernels, store, half_life_years=half_life_years)
        return sized(row, float(np.log(scale)), log_error(row))

    return Measure("debt", HABITAT_UNIT, size)


def passing_measure(
    kind: Kind,
    table: Sequence[EvidenceRow],
    counted: Sequence[EvidenceRow],
    kernels: Kernels,
    store: Store,
    stock_scale: float | None,
) -> Measure:
    """Basis points net of the stock effect, per hundredth of the denominator of the kind.

    The denominator is the first of the kind that is at hand for every row that counts, so that
    all are measured alike.
    """
    name = common_denominator(kind, counted, store)
    named = {each.id: each for each in table}

    def size(row: EvidenceRow) -> SizedRow:
        share = share_of(name, row.measured, store)
        if share is None:
            raise DataError(f"{row.id} cannot be put over a denominator of its kind.")
        net = net_effect_bp(row, named, kernels, store, stock_scale)
        if net <= 0:
            raise DataError(f"nothing of {row.id} is left beside the stock effect.")
        found = float(np.log(net / from_si(share, "pct")))
        return sized(row, found, error_bp(row) / net)

    title = reading_file()["denominators"][name]["title"]
    return Measure(name, f"basis points net of the stock effect, per hundredth of: {title}", size)


def common_denominator(kind: Kind, rows: Sequence[EvidenceRow], store: Store) -> str:
    """First denominator of a kind that is at hand for every row; the right one if none is."""
    names = denominators(kind)
    for name in names:
        if all(share_of(name, each.measured, store) is not None for each in rows):
            return name
    return names[0]
