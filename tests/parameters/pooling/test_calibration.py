"""Simulation-based calibration (Talts and others 2018): ranks of the truth are uniform.

Data are drawn from the prior and the model; the posterior of each data set says how much of its
mass lies below the mu that made the data. Over many data sets those masses are uniform if and only
if the posterior is the one the model implies. The design is that of the committed evidence.
"""

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import chdtrc, ndtr

from saiken.parameters import evidence_rows
from saiken.parameters.pooling import priors
from saiken.parameters.pooling.model import condition
from saiken.parameters.pooling.rows import Design

SETS = 400
BINS = 10
# With a fixed seed the outcome is fixed; a right model passes 99 seeds in 100 at this level.
LEVEL = 0.01


def simulate(design, prior, seed):
    """Draw spreads, share, mu and data from the prior; returns mu and the data."""
    rng = np.random.default_rng(seed)
    study = np.abs(rng.normal(size=SETS)) * prior.study_scale
    episode = np.abs(rng.normal(size=SETS)) * prior.episode_scale
    share = rng.uniform(prior.signalling_low_share, prior.signalling_high_share, SETS)
    mu = rng.normal(prior.log_mean, prior.log_sd, SETS)
    count = design.variance.size
    shared = [_effects(rng, matrix, count) for matrix in (design.same_study, design.same_episode)]
    noise = rng.normal(size=(SETS, count)) * np.sqrt(design.variance)
    clean = mu[:, None] + study[:, None] * shared[0] + episode[:, None] * shared[1] + noise
    return mu, clean - np.log1p(-share)[:, None] * design.signalling


def _effects(rng, same, count):
    """One standard normal for each group, spread over its members."""
    leader = same.argmax(axis=1)
    return rng.normal(size=(SETS, count))[:, leader]


def ranks(design, data, mu, prior):
    part = condition(design, data, prior)
    score = (mu[:, None, None] - part.mean) / np.sqrt(part.variance)[:, None]
    return (part.weight * ndtr(score)).sum(axis=(1, 2))


def p_value(rank):
    counts = np.histogram(rank, BINS, (0, 1))[0]
    expected = SETS / BINS
    return chdtrc(BINS - 1, ((counts - expected) ** 2 / expected).sum())


@pytest.fixture(scope="module")
def design():
    return Design.of(evidence_rows(), priors())


@pytest.fixture(scope="module")
def data(design):
    return simulate(design, priors(), seed=20)


def test_ranks_of_the_truth_are_uniform(design, data):
    mu, made = data
    rank = ranks(design, made, mu, priors())
    assert p_value(rank) > LEVEL
    # a uniform rank has mean 1/2 and standard deviation 1/sqrt(12); four standard errors
    assert rank.mean() == pytest.approx(0.5, abs=4 / np.sqrt(12 * SETS))
    assert rank.std() == pytest.approx(1 / np.sqrt(12), abs=0.03)


def test_a_model_that_forgets_who_shares_an_episode_is_caught(design, data):
    mu, made = data
    alone = replace(
        design,
        same_study=np.eye(design.variance.size),
        same_episode=np.eye(design.variance.size),
    )
    assert p_value(ranks(alone, made, mu, priors())) < LEVEL / 100


def test_a_model_that_expects_no_spread_is_caught(design, data):
    mu, made = data
    tight = replace(priors(), study_scale=0.05, episode_scale=0.05)
    assert p_value(ranks(design, made, mu, tight)) < LEVEL / 100


def test_a_model_that_ignores_signalling_is_caught(design):
    # one row in seven of each group is not enough to notice; let all of them signal
    loud = replace(design, signalling=np.ones(design.variance.size))
    mu, made = simulate(loud, priors(), seed=21)
    assert p_value(ranks(loud, made, mu, priors())) > LEVEL
    deaf = replace(priors(), signalling_low_share=0.0, signalling_high_share=0.0)
    assert p_value(ranks(loud, made, mu, deaf)) < LEVEL / 100
