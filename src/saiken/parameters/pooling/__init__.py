"""Many estimates of one size, pooled: a Bayesian meta-analysis with three levels.

An estimate belongs to a study and looks at an episode; estimates that share either are not
independent. `priors.yaml` says what was assumed before the estimates were looked at, `model`
conditions on them, `mixture` turns the result into a distribution to draw from, `forest` puts each
row beside the pool, `sensitivity` and `bias` say what to doubt.
"""

from saiken.parameters.pooling.bias import BiasTest, bias_test
from saiken.parameters.pooling.forest import ForestLine, forest
from saiken.parameters.pooling.mixture import Mixture
from saiken.parameters.pooling.pool import Band, Pool, band, pool
from saiken.parameters.pooling.priors import Priors, priors
from saiken.parameters.pooling.rows import SizedRow, independent_units, lowest_tier, out_by
from saiken.parameters.pooling.sensitivity import (
    Line,
    leave_one_episode_out,
    leave_one_paper_out,
    line,
    prior_sensitivity,
)

__all__ = [
    "Band",
    "BiasTest",
    "ForestLine",
    "Line",
    "Mixture",
    "Pool",
    "Priors",
    "SizedRow",
    "band",
    "bias_test",
    "forest",
    "independent_units",
    "leave_one_episode_out",
    "leave_one_paper_out",
    "line",
    "lowest_tier",
    "out_by",
    "pool",
    "prior_sensitivity",
    "priors",
]
