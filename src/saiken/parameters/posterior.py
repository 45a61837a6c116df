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
from saiken.parameters.pooling import SizedRow, out_by, pool
from saiken.parameters.registry import SOBOL_DIMENSIONS, Parameter, parameter, registry
from saiken.parameters.tables import ConditionalTable, load_table
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
    tables : tuple of ConditionalTable
        Estimates drawn given other parameters.
    """

    single: Mapping[str, Distribution]
    joint: tuple[Artefact, ...]
    as_of: np.datetime64
    tables: tuple[ConditionalTable, ...] = ()

    @classmethod
    def load(
        cls,
        as_of: Day,
        excluded: tuple[str, ...] = (),
        size_from: str = "pooled",
        *,
        published_by: Day | None = None,
    ) -> Posterior:
        """Read the registry and the committed estimates.

        Parameters
        ----------
        as_of : date
            Day of knowledge; estimates made from later data are named by :meth:`caveats`.
        excluded : tuple of str
            Rows, studies or episodes of the evidence, and operations in the currency, to leave
            out; a name that nothing knows changes nothing.
        size_from : str
            ``"pooled"``, or one row of the evidence whose size is taken alone.
        published_by : date, optional
            Pool only rows published in a year before this day's, so that a past day is not judged
            with papers that came later; left out, every row counts.
        """
        rows = registry().values()
        joint = {row.artefact for row in rows if row.distribution["kind"] == "artefact"}
        single = {
            row.id: _distribution(row, excluded, size_from, published_by)
            for row in rows
            if row.distribution["kind"] not in ("artefact", "table")
        }
        names = sorted(filter(None, joint))
        artefacts = tuple(load_artefact(name).without(excluded) for name in names)
        tables = tuple(
            load_table(str(row.artefact)) for row in rows if row.distribution["kind"] == "table"
        )
        return cls(single, artefacts, as_day(as_of), tables)

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
        for table in self.tables:
            uniform, given = points[:, rows[table.id].index], [columns[one] for one in table.given]
            columns[table.id] = to_si(table.quantile(uniform, given), rows[table.id].unit)
        return Parameters({name: columns[name] for name in rows}, draws)

    def caveats(self) -> tuple[str, ...]:
        """Name the estimates that use data from after the day of knowledge."""
        made = {each.name: each.as_of for each in self.joint}
        made |= {each.name: each.as_of for each in self.tables}
        late = {name: day for name, day in made.items() if day > self.as_of}
        if not late:
            return ()
        names = ", ".join(f"{name} (to {day})" for name, day in late.items())
        return (f"Estimates made with data from after {self.as_of}: {names}.",)


def evidence_rows() -> tuple[SizedRow, ...]:
    """Rows of the evidence that carry weight, with the scale each implies."""
    return tuple(SizedRow(**row) for row in read_record("evidence")["rows"])


def _distribution(
    row: Parameter, excluded: tuple[str, ...], size_from: str, published_by: Day | None
) -> Distribution:
    if row.distribution["kind"] != "pooled":
        return from_record(row.distribution)
    rows = evidence_rows()
    if size_from == "pooled":
        kept = [each for each in rows if not {each.row, each.study, each.episode} & set(excluded)]
        return pool([r for r in kept if out_by(r.published_year, published_by)]).predictive
    chosen = [r for r in rows if r.row == size_from]
    if not chosen:
        raise unknown("size", size_from, ["pooled", *(r.row for r in rows)])
    return Fixed(float(np.exp(chosen[0].log_scale)))


def law(identifier: str) -> Distribution:
    """Distribution of a parameter that is drawn alone, in the published unit.

    Raises
    ------
    DataError
        If the parameter is an estimate drawn with others.
    """
    return _distribution(parameter(identifier), (), "pooled", None)


def middle(identifier: str) -> float:
    """Middle of a parameter's own distribution, in SI.

    Raises
    ------
    DataError
        If the parameter is an estimate, which has no distribution of its own in the registry.
    """
    row = parameter(identifier)
    return to_si(from_record(row.distribution).centre(), row.unit)
