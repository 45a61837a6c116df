"""The scale that each row of the evidence implies, worked out once and committed."""

from __future__ import annotations

import dataclasses
import hashlib
from typing import TYPE_CHECKING

import numpy as np

from saiken.data import resource_bytes
from saiken.estimation.artefact_file import Record
from saiken.impact.evidence import EvidenceRow, load_rows, sized_rows
from saiken.impact.habitat import load_kernels
from saiken.impact.habitat.kernel_set import FILE as KERNELS
from saiken.parameters import pool

if TYPE_CHECKING:
    from saiken.data import Store

ROWS = "impact/evidence/rows.yaml"
FADING_HALF_LIFE_YEARS = (2, 5)
"""Persistences at which the pool is repeated as sensitivity lines."""


def evidence_record(store: Store) -> Record:
    """Size every row that carries weight and pool them.

    Returns
    -------
    Record
        ``rows`` (row, episode, log of the scale), the pooled logarithms, the same pool if every
        row is read as an experiment that was expected to fade, and how many rows are verified.
    """
    kernels = load_kernels()
    rows = sized_rows(kernels, store)
    pooled = pool(rows)
    table = load_rows()
    return {
        "name": "evidence",
        "as_of": _last_measured(table),
        "method": "Ratio of the published effect to the habitat model's for the same experiment; "
        "lognormal, one weight an episode, spread between rows.",
        "unit": "1",
        "scale": "log",
        "rows": [dataclasses.asdict(row) for row in rows],
        "log_mean": pooled.log_mean,
        "log_sd": pooled.log_sd,
        "median": float(np.exp(pooled.log_mean)),
        "if_fading": [_fading(store, years) for years in FADING_HALF_LIFE_YEARS],
        "rows_in_table": len(table),
        "rows_verified": sum(row.verified != "memory" for row in table),
        "inputs": [_input(ROWS), _input(KERNELS), _dataset(store, "fiscal_quarterly")],
    }  # fmt: skip


def _last_measured(table: tuple[EvidenceRow, ...]) -> str:
    """Last day of the quantities that are dated; rows in shares of the debt carry none."""
    ends = [row.measured.end for row in table if row.weight and row.measured.end is not None]
    return str(max(ends))


def _fading(store: Store, half_life_years: float) -> dict[str, float]:
    law = pool(sized_rows(load_kernels(), store, half_life_years=half_life_years))
    return {
        "half_life_years": half_life_years,
        "median": float(np.exp(law.log_mean)),
        "log_sd": law.log_sd,
    }


def _input(path: str) -> dict[str, object]:
    digest = hashlib.sha256(resource_bytes(path)).hexdigest()
    return {"file": path, "restricted": False, "sha256": digest}


def _dataset(store: Store, dataset: str) -> dict[str, object]:
    return {"dataset": dataset, "restricted": False, "sha256": store.info(dataset).sha256}
