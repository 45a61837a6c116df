"""Point-in-time reads of the bundled data."""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from saiken.data.anchors import Anchor, AnchorValue, read_anchors
from saiken.data.catalogue import DatasetInfo, read_catalogue
from saiken.data.parquet import Reader, Rows
from saiken.data.series import Day, Observation, Series, as_day
from saiken.errors import DataError, InputError, unknown
from saiken.units import to_si

FINGERPRINT_LENGTH = 12
"""Hexadecimal digits of the data fingerprint."""


class Store:
    """The bundled figures as they were known on a day.

    Parameters
    ----------
    root : Path
        Folder with ``catalogue.yaml``, ``anchors.yaml`` and ``bundled/``.

    Notes
    -----
    A dataset is read once, when it is first asked for, after its checksum was compared with the
    catalogue's. The ``with_…`` methods return altered copies in memory; nothing is written.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.catalogue: Mapping[str, DatasetInfo] = read_catalogue(_text(root / "catalogue.yaml"))
        anchors = _text(root / "anchors.yaml")
        self.anchors: Mapping[str, Anchor] = read_anchors(anchors)
        self._marks = [info.id + info.sha256 for info in self.catalogue.values()] + [anchors]
        self._reader = Reader()
        self._series: dict[str, dict[str, Rows]] = {}
        self._tables: dict[str, dict[str, NDArray[Any]]] = {}

    @property
    def fingerprint(self) -> str:
        """Short hash over the checksums of all bundled files and the anchors."""
        marks = "\n".join(self._marks).encode()
        return hashlib.sha256(marks).hexdigest()[:FINGERPRINT_LENGTH]

    def path(self, dataset: str) -> Path:
        """Where the bundled file of a dataset lies."""
        return self.root / "bundled" / f"{self.info(dataset).id}.parquet"

    def info(self, dataset: str) -> DatasetInfo:
        """Look a dataset up in the catalogue.

        Raises
        ------
        InputError
            If there is none of that name; the nearest names are given.
        """
        if dataset not in self.catalogue:
            raise unknown("dataset", dataset, self.catalogue)
        return self.catalogue[dataset]

    def keys(self, dataset: str) -> tuple[str, ...]:
        """Keys of a series dataset, or columns of a table, sorted by name for series."""
        if self.info(dataset).kind == "table":
            return tuple(self._columns(dataset))
        return tuple(self._rows(dataset))

    def series(self, dataset: str, key: str, as_of: Day | None = None) -> Series:
        """Read a series as it was known after the close of `as_of`.

        Parameters
        ----------
        dataset, key : str
            Names in the catalogue and in :meth:`keys`.
        as_of : date, str or datetime64, optional
            Only figures released by this day are returned; of several prints of one period the
            newest released by then. Without it, the newest of everything.

        Returns
        -------
        Series
            Values in SI; empty if nothing had been released.

        Raises
        ------
        InputError
            If a name or the day is not valid.
        DataError
            If the bundled file is missing or broken.
        """
        info = self.info(dataset)
        rows = self._rows(dataset)
        if key not in rows:
            raise unknown(f"series in {dataset}", key, rows)
        known = rows[key].known(None if as_of is None else as_day(as_of))
        unit = info.unit_for(key)
        values = to_si(known.value, unit)
        values.flags.writeable = False
        return Series(dataset, key, known.period_end, values, known.released, unit, info.knowledge)

    def latest(self, dataset: str, key: str, as_of: Day | None = None) -> Observation:
        """Take the newest figure of a series known after the close of `as_of`.

        Raises
        ------
        DataError
            If none had been released by then.
        """
        series = self.series(dataset, key, as_of)
        if len(series) == 0:
            by = "" if as_of is None else f" by {as_day(as_of)}"
            raise DataError(f"{dataset} {key} had no figure published{by}.")
        return series.last()

    def table(self, dataset: str, as_of: Day | None = None) -> dict[str, NDArray[Any]]:
        """Read a table, the rows released by the close of `as_of`.

        Returns
        -------
        dict of str to ndarray
            One array per column: numbers with a unit in SI (NaN where blank), dates as
            datetime64[D], text as str objects. `released` is among the columns. Of data with
            vintages every vintage released by then is returned, in the column `vintage`.

        Raises
        ------
        InputError, DataError
            As :meth:`series`.
        """
        info = self.info(dataset)
        columns = self._columns(dataset)
        keep: Any = slice(None)
        if as_of is not None:
            keep = columns["released"] <= as_day(as_of)
        return {
            name: to_si(column[keep], info.unit_for(name))
            if column.dtype.kind == "f"
            else column[keep]
            for name, column in columns.items()
        }

    def anchor(self, name: str) -> Anchor:
        """Look up a single published figure.

        Raises
        ------
        InputError
            If there is none of that name; the nearest names are given.
        """
        if name not in self.anchors:
            raise unknown("anchor", name, self.anchors)
        return self.anchors[name]

    def with_series(
        self,
        dataset: str,
        key: str,
        period_ends: Sequence[Day] | NDArray[np.datetime64],
        values: ArrayLike,
        released: Sequence[Day] | NDArray[np.datetime64],
        vintage: Sequence[Day] | NDArray[np.datetime64] | None = None,
    ) -> Store:
        """Return a copy in which one series is replaced (or added), for experiments and tests.

        Parameters
        ----------
        dataset, key : str
            The dataset must be a series of the catalogue; the key may be new.
        period_ends, released, vintage : sequences of days
            One per row; several rows of one period are several prints.
        values : array_like
            In the **published** unit of the key, as in the bundled file.
        """
        ends, out = _days(period_ends), _days(released)
        prints = out if vintage is None else _days(vintage)
        order = np.lexsort((out, ends))
        figures = np.asarray(values, dtype=np.float64)
        rows = Rows(ends[order], figures[order], out[order], prints[order])
        changed = {**self._rows(dataset), key: rows}
        copy = self._copy(f"{dataset}/{key}", rows.period_end, rows.value, rows.released)
        copy._series[dataset] = changed
        return copy

    def with_table(self, dataset: str, columns: Mapping[str, ArrayLike]) -> Store:
        """Return a copy in which a table is replaced, in published units with `released`."""
        arrays = {name: np.asarray(column) for name, column in columns.items()}
        self._columns(dataset)
        copy = self._copy(dataset, *arrays.values())
        copy._tables[dataset] = arrays
        return copy

    def with_anchor(self, name: str, value: AnchorValue) -> Store:
        """Return a copy in which one anchor has another value (published unit)."""
        changed = replace(self.anchor(name), value=value)
        copy = self._copy(f"{name}={value}")
        copy.anchors = {**self.anchors, name: changed}
        return copy

    def _copy(self, mark: str, *arrays: NDArray[Any]) -> Store:
        copy = object.__new__(Store)
        copy.root, copy.catalogue, copy.anchors = self.root, self.catalogue, self.anchors
        content = hashlib.sha256(mark.encode())
        for array in arrays:
            content.update(_content(array))
        copy._reader = self._reader
        copy._marks = [*self._marks, content.hexdigest()]
        copy._series, copy._tables = dict(self._series), dict(self._tables)
        return copy

    def _rows(self, dataset: str) -> dict[str, Rows]:
        info = self.info(dataset)
        if info.kind != "series":
            raise InputError(f"The dataset {dataset} is a table; read it with table().")
        if dataset not in self._series:
            self._series[dataset] = self._reader.series(self.path(dataset), info)
        return self._series[dataset]

    def _columns(self, dataset: str) -> dict[str, NDArray[Any]]:
        info = self.info(dataset)
        if info.kind != "table":
            raise InputError(f"The dataset {dataset} holds series; read it with series().")
        if dataset not in self._tables:
            self._tables[dataset] = self._reader.table(self.path(dataset), info)
        return self._tables[dataset]


@functools.cache
def load_store() -> Store:
    """Open the bundled data; the same store on every call.

    Raises
    ------
    DataError
        If the catalogue or the anchors are missing or malformed.
    """
    return Store(Path(__file__).parent)


def _days(days: Sequence[Day] | NDArray[np.datetime64]) -> NDArray[np.datetime64]:
    if isinstance(days, np.ndarray):
        return days.astype("datetime64[D]")
    return np.array([as_day(day) for day in days], dtype="datetime64[D]")


def _content(array: NDArray[Any]) -> bytes:
    """Bytes that differ when the content does; object arrays hold addresses, so they are listed."""
    return repr(array.tolist()).encode() if array.dtype.kind == "O" else array.tobytes()


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as error:
        raise DataError(f"The data file {path.name} cannot be read: {error.strerror}.") from error
