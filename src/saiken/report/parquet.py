"""The draws as Parquet: one row per draw.

Scalars are columns (`seller_loss`, in SI), uncertain numbers are columns named by their id
(`flow.exponent`, in SI), and a path is one list per draw: over business days 0 to the horizon, or
over months 0 to 120 for `federal_interest`. A list keeps a draw in one row, so that nothing can be
added twice; ``unnest`` makes it long. Every column's unit stands in the file's metadata.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.errors import SaikenError
from saiken.outcome import Outcome
from saiken.parameters import registry
from saiken.report.files import replacing
from saiken.variables import EFFECTS, MATURITY_LABELS, VARIABLES, maturity_index

if TYPE_CHECKING:
    import duckdb

Columns = dict[str, NDArray[Any]]
MATURITY: Final = "maturity"
EFFECT: Final = "effect"
TEN: Final = maturity_index("10y")
"""What moves the yield is written at ten years only; the total at every maturity."""


def columns(out: Outcome) -> Columns:
    """Every column of the file: shape (draw,) for scalars, (draw, day or month) for paths."""
    found: Columns = {}
    for name, values in out.arrays.items():
        dims = VARIABLES[name].dims
        if EFFECT in dims:
            stem = name.removesuffix("_by_effect")
            for effect, part in zip(EFFECTS, values, strict=True):
                found[f"{stem}_{effect}_{MATURITY_LABELS[TEN]}"] = part[:, :, TEN]
        elif MATURITY in dims:
            found |= _by_maturity(name, values)
        else:
            found[name] = values
    return found | {name: np.asarray(out.parameters[name]) for name in out.parameters.ids}


def _by_maturity(name: str, values: NDArray[np.floating]) -> Columns:
    return {f"{name}_{label}": values[:, :, place] for place, label in enumerate(MATURITY_LABELS)}


def write_parquet(out: Outcome, path: Path | str) -> Path:
    """Write the draws in one step.

    Raises
    ------
    InputError
        If the folder is missing or may not be written to.
    SaikenError
        If the disk is full or DuckDB cannot write.
    """
    import duckdb

    found = columns(out)
    with replacing(path) as temporary, duckdb.connect() as database:
        try:
            _load(database, found)
            _copy(database, found, out, temporary)
        except duckdb.Error as problem:
            reason = str(problem).splitlines()[0].rstrip(".")
            raise SaikenError(f"{path} cannot be written: {reason}.") from problem
    return Path(path)


def _load(database: duckdb.DuckDBPyConnection, found: Columns) -> None:
    """One table of scalars, and one long table for each length of path."""
    scalars = {name: values for name, values in found.items() if values.ndim == 1}
    draws = next(iter(scalars.values())).size
    _register(database, "scalars", {"draw": np.arange(draws), **scalars})
    for length in _lengths(found):
        flat = {n: v.ravel() for n, v in found.items() if v.ndim > 1 and v.shape[1] == length}
        step = {
            "draw": np.repeat(np.arange(draws), length),
            "step": np.tile(np.arange(length), draws),
        }
        _register(database, f"paths_{length}", step | flat)


def _register(database: duckdb.DuckDBPyConnection, name: str, columns: Columns) -> None:
    import pandas as pd

    database.register(
        name, pd.DataFrame({key: np.ascontiguousarray(v) for key, v in columns.items()})
    )


def _lengths(found: Columns) -> list[int]:
    return sorted({values.shape[1] for values in found.values() if values.ndim > 1})


def _copy(database: duckdb.DuckDBPyConnection, found: Columns, out: Outcome, target: Path) -> None:
    query = "SELECT * FROM scalars"
    for length in _lengths(found):
        names = [n for n, v in found.items() if v.ndim > 1 and v.shape[1] == length]
        lists = ", ".join(f"list({_name(n)} ORDER BY step) AS {_name(n)}" for n in names)
        part = f"SELECT draw, {lists} FROM paths_{length} GROUP BY draw"  # noqa: S608 - quoted
        query += f" JOIN ({part}) USING (draw)"
    facts = {"units": json.dumps(units(found)), "request": out.case.model_dump_json()}
    notes = ", ".join(f"{key}: {_text(value)}" for key, value in facts.items())
    database.execute(
        f"COPY ({query} ORDER BY draw) TO {_text(str(target))} "
        f"(FORMAT parquet, COMPRESSION zstd, KV_METADATA {{{notes}}})"
    )


def units(found: Columns) -> dict[str, str]:
    """SI unit of each column; ``1`` is a pure number, such as a yield as a decimal."""
    known = registry()
    return {
        name: si_unit(known[name].unit) if name in known else _variable_unit(name) for name in found
    }


def _variable_unit(name: str) -> str:
    """Unit of the variable whose name the column's begins with."""
    owner = max((v for v in VARIABLES if name.startswith(v)), key=len)
    return VARIABLES[owner].si


def si_unit(unit: str) -> str:
    """SI counterpart of a published unit.

    Examples
    --------
    >>> si_unit("usd_bn"), si_unit("bp"), si_unit("years"), si_unit("pct_per_usd_bn")
    ('usd', '1', 'years', '1_per_usd')
    """
    if unit.endswith("_per_usd_bn"):
        return "1_per_usd"
    first = unit.partition("_")[0]
    return {"usd": "usd", "jpy": unit if "per" in unit else "jpy", "bp": "1", "pct": "1"}.get(
        first, unit
    )


def _name(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
