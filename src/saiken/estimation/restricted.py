"""Series that may be used for fitting but not passed on, read from an outside folder."""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from saiken.errors import DataError
from saiken.units import to_si

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class RestrictedSeries:
    """One column of a file in the folder, in SI.

    Attributes
    ----------
    dates : ndarray of datetime64[D], shape (n,)
    values : ndarray, shape (n,)
    sha256 : str
        Of the whole file.
    """

    dates: NDArray[np.datetime64]
    values: Array
    sha256: str


def read_restricted(folder: Path | None, file: str, column: str) -> RestrictedSeries | None:
    """Read a rate published in per cent from ``folder/file``.

    Returns
    -------
    RestrictedSeries or None
        None when there is no such folder or file: the estimate is then kept.

    Raises
    ------
    DataError
        If the file is there but lacks the column.
    """
    if folder is None or not (folder / file).is_file():
        return None
    content = (folder / file).read_bytes()
    rows = list(csv.DictReader(content.decode("utf-8").splitlines()))
    if not rows or column not in rows[0] or "date" not in rows[0]:
        raise DataError(f"The file {file} has no column {column!r} beside 'date'.")
    given = [(row["date"], row[column]) for row in rows if row[column]]
    return RestrictedSeries(
        dates=np.array([date for date, _ in given], dtype="datetime64[D]"),
        values=to_si(np.array([float(value) for _, value in given]), "pct"),
        sha256=hashlib.sha256(content).hexdigest(),
    )
