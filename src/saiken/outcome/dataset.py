"""All arrays of an outcome as one labelled dataset."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from saiken.variables import EFFECTS, MATURITIES, VARIABLES

if TYPE_CHECKING:
    import xarray as xr

    from saiken.outcome.result import Outcome


def dataset(out: Outcome) -> xr.Dataset:
    """Label the arrays with dimensions, coordinates and units."""
    import xarray as xr

    coordinates = {
        "draw": np.arange(out.parameters.draws),
        "day": out.days,
        "month": np.arange(out["federal_interest"].shape[1]),
        "maturity": np.asarray(MATURITIES),
        "effect": list(EFFECTS),
    }
    variables = {
        name: xr.Variable(
            VARIABLES[name].dims,
            values,
            {"units": VARIABLES[name].si, "long_name": VARIABLES[name].label},
        )
        for name, values in out.arrays.items()
    }
    used = {dim for variable in variables.values() for dim in variable.dims}
    kept = {name: values for name, values in coordinates.items() if name in used}
    return xr.Dataset(variables, kept, {"title": out.title, "as_of": str(out.snap.as_of)})
