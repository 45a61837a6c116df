"""Estimates from data, committed by ``make estimates`` and read back here."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from saiken.data import resource_text
from saiken.errors import DataError
from saiken.parameters.distributions import normal_score

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Artefact:
    """A joint normal estimate of one or more parameters.

    Attributes
    ----------
    name : str
        File name without suffix.
    ids : tuple of str
        Parameters, in the order of `mean`.
    mean : ndarray, shape (id,)
    covariance : ndarray, shape (id, id)
    as_of : numpy.datetime64
        Last observation that entered the estimate.
    record : mapping
        The whole file: unit, method, inputs, memory figures; ``scale: log`` means that mean and
        covariance are those of the logarithm.
    """

    name: str
    ids: tuple[str, ...]
    mean: Array
    covariance: Array
    as_of: np.datetime64
    record: Mapping[str, object]

    def quantile(self, uniform: Array) -> Array:
        """Draw all members together.

        Parameters
        ----------
        uniform : ndarray, shape (draw, id)

        Returns
        -------
        ndarray, shape (draw, id)
        """
        root = np.linalg.cholesky(self.covariance)
        scores = np.einsum("di,ji->dj", normal_score(uniform), root, optimize=False)
        drawn = self.mean + scores
        return np.asarray(np.exp(drawn) if self.record.get("scale") == "log" else drawn)

    def without(self, excluded: Collection[str]) -> Artefact:
        """Return the estimate as it was made without one of its episodes.

        Parameters
        ----------
        excluded : collection of str
            Names; those the estimate does not know change nothing.

        Raises
        ------
        DataError
            If two of its episodes are named: only leaving out one was estimated.
        """
        rows = self.record.get("without")
        known = rows if isinstance(rows, list) else []
        gone = [row for row in known if row["episode"] in excluded]
        if not gone:
            return self
        if len(gone) > 1:
            names = " and ".join(str(row["episode"]) for row in gone)
            raise DataError(
                f"The estimate {self.name} was made without one episode at a time, not {names}."
            )
        mean, covariance = (np.asarray(gone[0][name]) for name in ("mean", "covariance"))
        return replace(self, mean=mean, covariance=covariance)


def read_record(name: str) -> dict[str, Any]:
    """Read ``artefacts/<name>.json`` as it stands."""
    return dict(json.loads(resource_text(f"parameters/artefacts/{name}.json")))


@cache
def load_artefact(name: str) -> Artefact:
    """Read an artefact that is a joint normal estimate."""
    record = read_record(name)
    return Artefact(
        name=name,
        ids=tuple(record["ids"]),
        mean=np.asarray(record["mean"], dtype=np.float64),
        covariance=np.asarray(record["covariance"], dtype=np.float64),
        as_of=np.datetime64(record["as_of"], "D"),
        record=record,
    )
