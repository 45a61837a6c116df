"""Everything uncertain, in one place.

`parameters.yaml` names each uncertain number with its distribution, source and how far it is
verified; `artefacts/` holds what was estimated from data. :class:`Posterior` samples them all from
one Sobol sequence, and :class:`Parameters` hands aligned columns to the engine. No other room
touches a random generator.
"""

from saiken.parameters.artefacts import Artefact, load_artefact, read_record
from saiken.parameters.central import central, central_value
from saiken.parameters.draws import Parameters
from saiken.parameters.pooling import SizedRow, pool
from saiken.parameters.posterior import Posterior, evidence_rows, law, middle
from saiken.parameters.registry import Parameter, parameter, registry

__all__ = [
    "Artefact",
    "Parameter",
    "Parameters",
    "Posterior",
    "SizedRow",
    "central",
    "central_value",
    "evidence_rows",
    "law",
    "load_artefact",
    "middle",
    "parameter",
    "pool",
    "read_record",
    "registry",
]
