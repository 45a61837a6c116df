"""What is assumed before any estimate is looked at: ``priors.yaml`` as objects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from saiken.data import resource_yaml


@cache
def prior_file() -> Mapping[str, Any]:
    """Return the file with its reasons (``parameters/pooling/priors.yaml``)."""
    return dict(resource_yaml("parameters/pooling/priors.yaml"))


@dataclass(frozen=True, slots=True)
class Priors:
    """Priors of the meta-analysis, all on the scale of natural logarithms.

    Attributes
    ----------
    log_mean, log_sd : float
        Normal prior of the average mu.
    study_scale, episode_scale : float
        Scales of the half-normal priors of the two spreads tau.
    signalling_low_share, signalling_high_share : float
        Ends of the uniform prior of the signalling share pi; equal ends hold it fixed.
    lowest_tier_factor : float
        By how much the sampling variance of a row of the lowest tier is inflated.
    tau_nodes, signalling_nodes : int
        Points of the numerical integration over each spread and over the share.
    """

    log_mean: float
    log_sd: float
    study_scale: float
    episode_scale: float
    signalling_low_share: float
    signalling_high_share: float
    lowest_tier_factor: float
    tau_nodes: int
    signalling_nodes: int


@cache
def priors() -> Priors:
    """Return the priors as they were written down."""
    file = prior_file()
    return Priors(
        log_mean=file["average"]["log_mean"],
        log_sd=file["average"]["log_sd"],
        study_scale=file["study"]["scale"],
        episode_scale=file["episode"]["scale"],
        signalling_low_share=file["signalling"]["low"],
        signalling_high_share=file["signalling"]["high"],
        lowest_tier_factor=file["lowest_tier"]["variance_factor"],
        tau_nodes=file["grid"]["tau_nodes"],
        signalling_nodes=file["grid"]["signalling_nodes"],
    )
