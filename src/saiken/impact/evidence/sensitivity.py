"""What the pooled size owes to how the rows are read, to single papers and to the priors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from saiken.data import Store
from saiken.impact.evidence.reading import reading_file
from saiken.impact.evidence.record import EvidenceRow
from saiken.impact.evidence.rescaling import newest_usd, then_usd
from saiken.impact.evidence.sizing import sized_rows
from saiken.impact.habitat import Kernels
from saiken.parameters.pooling import Line, Pool, SizedRow, line, pool, prior_sensitivity


def reading_sensitivity(
    rows: Sequence[EvidenceRow], kernels: Kernels, store: Store
) -> tuple[Line, ...]:
    """Pool the stock rows read in other ways.

    As experiments that were expected to fade, and rescaled by output instead of the debt.
    """
    fading = (
        line(
            f"read as fading, half-life {years:g} years",
            partial(_fading, rows, kernels, store, years),
        )
        for years in reading_file()["fading_half_life_years"]
    )
    output = partial(_by_output, rows, kernels, store)
    return (*fading, line("by output instead of the debt", output))


def _fading(
    rows: Sequence[EvidenceRow], kernels: Kernels, store: Store, half_life_years: float
) -> Pool:
    return pool(sized_rows(kernels, store, rows=rows, half_life_years=half_life_years))


def _by_output(rows: Sequence[EvidenceRow], kernels: Kernels, store: Store) -> Pool:
    return pool(by_output(rows, kernels, store))


def by_output(rows: Sequence[EvidenceRow], kernels: Kernels, store: Store) -> list[SizedRow]:
    """Size the rows by output and express the result per share of today's debt.

    The debt has grown faster than output, so an old experiment was a smaller share of output than
    of the debt compared with today, and the same effect implies a larger size. Rows that state a
    share of the debt carry no date and stay as they are.
    """
    table = {each.id: each for each in rows}
    return [
        replace(one, log_scale=one.log_scale + _output_factor(table[one.row], store))
        for one in sized_rows(kernels, store, rows=rows)
    ]


def _output_factor(row: EvidenceRow, store: Store) -> float:
    debt, output = (then_usd(name, row.measured, store) for name in ("debt", "gdp"))
    if row.measured.usd_bn is None or debt is None or output is None:
        return 0.0
    growth = newest_usd("debt", store) / debt
    return float(np.log(growth * output / newest_usd("gdp", store)))


def sensitivity(rows: Sequence[EvidenceRow], kernels: Kernels, store: Store) -> tuple[Line, ...]:
    """All variations of the pooled stock effect: priors first, then readings."""
    return (
        *prior_sensitivity(sized_rows(kernels, store, rows=rows)),
        *reading_sensitivity(rows, kernels, store),
    )
