"""Bills bought with the proceeds are supply that the market no longer holds."""

import dataclasses

import numpy as np
import pytest

import saiken
from saiken.case import Program
from saiken.impact.habitat import load_kernels
from saiken.impact.response import respond, shape_of, supply_state
from saiken.market import bucket_names
from saiken.parameters import Posterior

DRAWS = 16
FOUR_WEEKS = 4.0
DAYS = 120


@pytest.fixture(scope="module")
def snap():
    return saiken.snapshot("2025-05-02")


@pytest.fixture(scope="module")
def prm():
    return Posterior.load("2025-05-02").sample(DRAWS, 0)


def programme(bought=None, sold=2, decay=0.0):
    schedule = np.zeros((DAYS, len(bucket_names())))
    schedule[1:21, sold] = 1 / 20
    back = None
    if bought is not None:
        back = np.zeros_like(schedule)
        back[1:21, 0] = bought / 20
    converted = np.zeros(DAYS)
    return Program("Japan", np.full(DRAWS, 5e11), schedule, converted, decay, reinvested=back)


def run(sale, snap, prm):
    return respond(sale, shape_of(sale, load_kernels(), FOUR_WEEKS), snap, prm)


def test_nothing_bought_gives_the_same_bytes(snap, prm):
    without, nothing = run(programme(), snap, prm), run(programme(bought=0.0), snap, prm)
    np.testing.assert_array_equal(without.monthly, nothing.monthly)
    for before, after in ((without, nothing), (without.abroad, nothing.abroad)):
        for field in dataclasses.fields(before):
            if field.name not in ("abroad", "by_month"):
                np.testing.assert_array_equal(
                    getattr(before, field.name), getattr(after, field.name)
                )


def test_what_is_bought_is_taken_off_the_supply():
    state = supply_state(programme(bought=0.5))
    np.testing.assert_allclose(state[20:, 0], -0.5)
    np.testing.assert_allclose(state[20:, 2], 1.0)


def test_what_is_bought_runs_off_as_the_sale_does():
    state = supply_state(programme(bought=1.0, decay=1.0))
    np.testing.assert_allclose(-state[:, 0], state[:, 2], rtol=1e-12)
    assert (np.diff(state[21:, 2]) < 0).all()


def test_the_stock_effect_is_the_sale_s_less_the_bills_and_flow_is_the_sale_s_alone(snap, prm):
    """Sold in the bills' bucket and bought back in full, nothing is left of the stock effect."""
    sale, back = run(programme(), snap, prm), run(programme(bought=1.0), snap, prm)
    short = run(programme(sold=0), snap, prm)
    np.testing.assert_allclose(back.stock, sale.stock - short.stock, rtol=1e-9, atol=1e-18)
    np.testing.assert_array_equal(back.flow, sale.flow)
    assert np.abs(run(programme(bought=1.0, sold=0), snap, prm).stock).max() < 1e-18
