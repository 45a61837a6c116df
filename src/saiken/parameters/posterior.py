"""The joint distribution of the parameters, and how it is sampled.

All columns come from one scrambled Sobol sequence that always has 256 dimensions, because SciPy's
scrambling depends on their number. A parameter owns its column for good: the first 256 draws are a
prefix of the first 2,048, and a new parameter moves no other.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import Day, as_day
from saiken.errors import unknown
from saiken.parameters.artefacts import Artefact, load_artefact, read_record
from saiken.parameters.distributions import Distribution, Fixed, from_record
from saiken.parameters.draws import Parameters
from saiken.parameters.pooling import SizedRow, pool
from saiken.parameters.registry import SOBOL_DIMENSIONS, Parameter, parameter, registry
from saiken.units import to_si

Array = NDArray[np.float64]
HALF_A_STEP: Final = 2.0**-33
"""Sobol points lie on a lattice of 2**-32; half a step keeps them off 0 and 1."""


@lru_cache(maxsize=4)
def sobol(draws: int, seed: int) -> Array:
    """Scrambled Sobol points, shape ``(draws, 256)``, strictly inside (0, 1)."""
    from scipy.stats import qmc

    power = max(0, int(np.ceil(np.log2(draws))))
    engine = qmc.Sobol(SOBOL_DIMENSIONS, scramble=True, bits=32, rng=seed)
    points = np.asarray(engine.random_base2(power)[:draws], dtype=np.float64)
    points = np.clip(points, HALF_A_STEP, 1 - HALF_A_STEP)
    points.setflags(write=False)
    return points


@dataclass(frozen=True, slots=True)
class Posterior:
    """Distributions of all parameters as known on a day.

    Attributes
    ----------
    single : mapping of str to Distribution
        Parameters drawn alone, in the published unit.
    joint : tuple of Artefact
        Estimates whose members are drawn together.
    as_of : numpy.datetime64
    """

    single: Mapping[str, Distribution]
    joint: tuple[Artefact, ...]
    as_of: np.datetime64

    @classmethod
    def load(
        cls,
        as_of: Day,
        excluded: tuple[str, ...] = (),
        size_from: str = "pooled",
    ) -> Posterior:
        """Read the registry and the committed estimates.

        Parameters
        ----------
        as_of : date
            Day of knowledge; estimates made from later data are named by :meth:`caveats`.
        excluded : tuple of str
            Rows or episodes of the evidence to leave out.
        size_from : str
            ``"pooled"``, or one row of the evidence whose size is taken alone.
        """
        rows = registry().values()
        joint = {row.artefact for row in rows if row.distribution["kind"] == "artefact"}
        single = {
            row.id: _distribution(row, excluded, size_from)
            for row in rows
            if row.distribution["kind"] != "artefact"
        }
        artefacts = tuple(load_artefact(name) for name in sorted(filter(None, joint)))
        return cls(single, artefacts, as_day(as_of))

    def sample(self, draws: int, seed: int = 0) -> Parameters:
        """Draw all parameters.

        Returns
        -------
        draws : Parameters
            Columns of shape ``(draw,)`` in SI, in the order of the registry.
        """
        points = sobol(draws, seed)
        rows = registry()
        columns = {
            name: to_si(law.quantile(points[:, rows[name].index]), rows[name].unit)
            for name, law in self.single.items()
        }
        for artefact in self.joint:
            values = artefact.quantile(points[:, [rows[name].index for name in artefact.ids]])
            columns |= {
                name: to_si(values[:, place], rows[name].unit)
                for place, name in enumerate(artefact.ids)
            }
        return Parameters({name: columns[name] for name in rows}, draws)

    def caveats(self) -> tuple[str, ...]:
        """Name the estimates that use data from after the day of knowledge."""
        late = [a for a in self.joint if a.as_of > self.as_of]
        if not late:
            return ()
        names = ", ".join(f"{a.name} (to {a.as_of})" for a in late)
        return (f"Estimates made with data from after {self.as_of}: {names}.",)


def evidence_rows() -> tuple[SizedRow, ...]:
    """Rows of the evidence that carry weight, with the scale each implies."""
    return tuple(SizedRow(**row) for row in read_record("evidence")["rows"])


def _distribution(row: Parameter, excluded: tuple[str, ...], size_from: str) -> Distribution:
    if row.distribution["kind"] != "pooled":
        return from_record(row.distribution)
    rows = evidence_rows()
    if size_from == "pooled":
        return pool([r for r in rows if r.row not in excluded and r.episode not in excluded])
    chosen = [r for r in rows if r.row == size_from]
    if not chosen:
        raise unknown("size", size_from, ["pooled", *(r.row for r in rows)])
    return Fixed(float(np.exp(chosen[0].log_scale)))


def middle(identifier: str) -> float:
    """Middle of a parameter's own distribution, in SI.

    Raises
    ------
    DataError
        If the parameter is an estimate, which has no distribution of its own in the registry.
    """
    row = parameter(identifier)
    return to_si(from_record(row.distribution).centre(), row.unit)
