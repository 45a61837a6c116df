"""The only place that opens bundled files; DuckDB is imported when the first one is read."""

from __future__ import annotations

import hashlib
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.errors import DataError

if TYPE_CHECKING:
    from saiken.data.catalogue import DatasetInfo

CONNECTION: Final[dict[str, Any]] = {"threads": 1, "preserve_insertion_order": True}
"""One thread is enough for files of this size; rows must come in the order of the file."""


@dataclass(frozen=True)
class Rows:
    """All rows of one key, in the published unit, sorted by period end and release.

    `period_end`, `released` and `vintage` are datetime64[D] of shape (n,), `value` is float64.
    """

    period_end: NDArray[np.datetime64]
    value: NDArray[np.float64]
    released: NDArray[np.datetime64]
    vintage: NDArray[np.datetime64]

    def known(self, as_of: np.datetime64 | None) -> Rows:
        """Keep, for each period, the newest figure released by `as_of`."""
        rows = self if as_of is None else self._take(self.released <= as_of)
        newest = np.ones(len(rows.period_end), dtype=bool)
        newest[:-1] = rows.period_end[1:] != rows.period_end[:-1]
        return rows._take(newest)

    def _take(self, keep: NDArray[np.bool_]) -> Rows:
        return Rows(
            self.period_end[keep], self.value[keep], self.released[keep], self.vintage[keep]
        )


def find_problem(path: Path, info: DatasetInfo) -> str | None:
    """Say in one sentence what is wrong with a bundled file, or return None."""
    if not path.is_file():
        return f"The bundled dataset {info.id} is missing: there is no file {path.name}."
    if hashlib.sha256(path.read_bytes()).hexdigest() != info.sha256:
        return (
            f"The bundled dataset {info.id} is broken: {path.name} does not have the checksum "
            "in the catalogue."
        )
    return None


class Reader:
    """Reads bundled files over one DuckDB connection, opened when first needed.

    Opening a connection costs some 20 ms, a read of a small file 5 ms; a lock keeps threads from
    using the connection at the same time.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._connection: Any = None

    def __reduce__(self) -> tuple[type[Reader], tuple[()]]:
        # A connection cannot travel to another process; the copy opens its own.
        return (Reader, ())

    def series(self, path: Path, info: DatasetInfo) -> dict[str, Rows]:
        """Read a series file, one block of rows per key.

        Raises
        ------
        DataError
            If the file is missing or its checksum is not the catalogue's.
        """
        # The files are sorted by key, so counts per key cut the columns without turning the keys
        # of all rows into strings (400,000 of them for the zero curve).
        counts, columns = self._fetch(
            path,
            info,
            "SELECT key, count(*) AS n FROM read_parquet(?) GROUP BY key ORDER BY key",
            "SELECT period_end, value, released, vintage FROM read_parquet(?)",
        )
        ends = np.cumsum(counts["n"].astype(np.int64))
        starts = ends - counts["n"].astype(np.int64)
        plain = {name: _plain(column) for name, column in columns.items()}
        return {
            str(key): Rows(**{name: column[a:b] for name, column in plain.items()})
            for key, a, b in zip(counts["key"], starts, ends, strict=True)
        }

    def table(self, path: Path, info: DatasetInfo) -> dict[str, NDArray[Any]]:
        """Read a table, one array per column in the published unit; see :meth:`series`."""
        (columns,) = self._fetch(path, info, "SELECT * FROM read_parquet(?)")
        return {name: _plain(column) for name, column in columns.items()}

    def _fetch(self, path: Path, info: DatasetInfo, *queries: str) -> list[dict[str, NDArray[Any]]]:
        problem = find_problem(path, info)
        if problem:
            raise DataError(problem)
        with self._lock:
            if self._connection is None:
                import duckdb

                self._connection = duckdb.connect(config=CONNECTION)
            return [self._connection.execute(query, [str(path)]).fetchnumpy() for query in queries]


def _plain(column: NDArray[Any]) -> NDArray[Any]:
    """Turn DuckDB's masked arrays into plain ones: NaT and NaN for blanks, days for dates."""
    if column.dtype.kind == "M":
        days = np.ma.filled(column, np.datetime64("NaT")).astype("datetime64[D]")
        return np.asarray(days)
    if column.dtype.kind == "f":
        return np.asarray(np.ma.filled(column, np.nan), dtype=np.float64)
    return np.asarray(np.ma.filled(column, ""))
