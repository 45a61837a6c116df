"""The scale that each row of the evidence implies, worked out once, pooled and committed."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

from saiken.data import resource_bytes
from saiken.errors import DataError
from saiken.estimation.artefact_file import Record
from saiken.impact.evidence import EvidenceRow, Pooled, load_rows, pooled_evidence, sensitivity
from saiken.impact.evidence.reading import reading_file
from saiken.impact.evidence.record import Kind
from saiken.impact.habitat import load_kernels
from saiken.impact.habitat.kernel_set import FILE as KERNELS
from saiken.parameters.pooling import (
    Band,
    ForestLine,
    Line,
    Pool,
    band,
    leave_one_episode_out,
    leave_one_paper_out,
)

if TYPE_CHECKING:
    from saiken.data import Store

ROWS = "impact/evidence/rows.yaml"
READING = "impact/evidence/reading.yaml"
PRIORS = "parameters/pooling/priors.yaml"


def evidence_record(store: Store) -> Record:
    """Size every row that carries weight and pool them, kind by kind.

    Returns
    -------
    Record
        ``rows`` (what the pool needs of each stock row), ``forest`` (interval, weight and shrunk
        value of each), the posterior of the average, the spreads and the signalling share, the
        predictive distribution that a draw uses (``log_mean``, ``log_sd``, ``median``), what
        leaving out one paper or episode does, other priors and readings, the test for selective
        publication, the kinds that are not pooled, and how many rows are verified.
    """
    table, kernels = load_rows(), load_kernels()
    stock = pooled_evidence(table, kernels=kernels, store=store)
    made = _needed(stock)
    rows = made.rows
    return {
        "name": "evidence",
        "as_of": _last_measured(table),
        "method": "Ratio of the published effect to the habitat model's for the same experiment; "
        "Bayesian meta-analysis with studies and episodes, integrated on a grid.",
        "unit": "1",
        "scale": "log",
        "rows": [dataclasses.asdict(row) for row in rows],
        "forest": [_forest_line(each.line) for each in stock.rows if each.line is not None],
        "error_from": {each.row.id: each.error_from for each in stock.rows},
        "log_mean": made.predictive.log_mean,
        "log_sd": made.predictive.log_sd,
        "median": made.predictive.centre(),
        "average": _band(band(made.average)),
        "predictive": _band(band(made.predictive)),
        "tau_study": _band(made.spread("study")),
        "tau_episode": _band(made.spread("episode")),
        "signalling_share": _band(made.signalling()),
        "without_paper": _lines(leave_one_paper_out(rows)),
        "without_episode": _lines(leave_one_episode_out(rows)),
        "sensitivity": _lines(sensitivity(table, kernels, store)),
        "if_fading": [_fading(table, store, years) for years in _half_lives()],
        "bias": dataclasses.asdict(stock.bias),
        "other_kinds": [_other(table, store, "flow"), _other(table, store, "stress")],
        "rows_in_table": len(table),
        "rows_verified": sum(row.verified != "memory" for row in table),
        "inputs": [
            *(_input(path) for path in (ROWS, READING, PRIORS, KERNELS)),
            *(_dataset(store, name) for name in ("fiscal_quarterly", "dealer_positions")),
        ],
    }  # fmt: skip


def _needed(pooled: Pooled) -> Pool:
    if pooled.pool is None:
        raise DataError(f"the evidence is {pooled.reason}")
    return pooled.pool


def _half_lives() -> Sequence[float]:
    years: Sequence[float] = reading_file()["fading_half_life_years"]
    return years


def _last_measured(table: Sequence[EvidenceRow]) -> str:
    """Last day of the quantities that are dated; rows in shares of the debt carry none."""
    ends = [row.measured.end for row in table if row.in_pool and row.measured.end is not None]
    return str(max(ends))


def _fading(table: Sequence[EvidenceRow], store: Store, years: float) -> dict[str, float]:
    law = _needed(pooled_evidence(table, store=store, half_life_years=years)).predictive
    return {"half_life_years": years, "median": law.centre(), "log_sd": law.log_sd}


def _other(table: Sequence[EvidenceRow], store: Store, kind: Kind) -> dict[str, object]:
    """A kind beside the stock rows: the sizes of its rows, and whether they are pooled."""
    pooled = pooled_evidence(table, kind=kind, store=store)
    average = pooled.average
    return {
        "kind": kind,
        "denominator": pooled.denominator,
        "unit": pooled.unit,
        "rows": [dataclasses.asdict(each.sized) for each in pooled.rows],
        "left_out": dict(pooled.left_out),
        "average": None if average is None else _band(average),
        "reason": pooled.reason,
    }


def _forest_line(line: ForestLine) -> dict[str, object]:
    return dataclasses.asdict(line)


def _band(found: Band) -> dict[str, float]:
    return dataclasses.asdict(found)


def _lines(lines: Sequence[Line]) -> list[dict[str, object]]:
    return [dataclasses.asdict(line) for line in lines]


def _input(path: str) -> dict[str, object]:
    digest = hashlib.sha256(resource_bytes(path)).hexdigest()
    return {"file": path, "restricted": False, "sha256": digest}


def _dataset(store: Store, dataset: str) -> dict[str, object]:
    return {"dataset": dataset, "restricted": False, "sha256": store.info(dataset).sha256}
