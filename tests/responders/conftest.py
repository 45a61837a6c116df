from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from saiken.case import Case, Scenario, program
from saiken.engine import sample
from saiken.impact.dealing import terms
from saiken.impact.habitat import load_kernels
from saiken.impact.response import respond, shape_of
from saiken.responders import answer, team_of
from saiken.responders.answer import market_of
from saiken.responders.level import Road
from saiken.snapshot import snapshot

DAY = dt.date(2025, 5, 2)
KERNELS = load_kernels()


class Bench:
    """One sale on common draws, with any team and any fixed parameters."""

    def __init__(self, draws=64, **given):
        self.snap = snapshot(DAY)
        scenario = Scenario(**{"seller": "Japan", "amount_usd_bn": 790, "proceeds": "yen"} | given)
        self.case = Case(scenario=scenario, as_of=DAY, draws=draws)
        self.drawn = sample(self.case, self.snap)

    def parts(self, **fixed):
        named = {name.replace("__", "."): value for name, value in fixed.items()}
        prm = self.drawn.fixed(named)
        sale = program(self.case.scenario, self.snap, prm)
        return prm, sale, shape_of(sale, KERNELS, 4.0)

    def alone(self, **fixed):
        prm, sale, shape = self.parts(**fixed)
        return respond(sale, shape, self.snap, prm)

    def answered(self, *names, team=None, **fixed):
        prm, sale, shape = self.parts(**fixed)
        who = team_of(names) if team is None else team
        return answer(sale, shape, self.snap, prm, who, KERNELS)

    def terms(self, **fixed):
        prm, sale, shape = self.parts(**fixed)
        return terms(sale, shape.stress, self.snap, prm), market_of(sale, self.snap, prm), sale

    def road(self, **fixed):
        prm, sale, shape = self.parts(**fixed)
        return Road.of(sale, shape, self.snap, prm, KERNELS)


@pytest.fixture(scope="module")
def bench():
    return Bench()


@pytest.fixture(scope="module")
def fast():
    """Everything in ten days: dealers' books fill in most draws."""
    return Bench(sale_days=10)


def peak(response):
    """Each draw's highest ten-year change, shape (draw,)."""
    return np.asarray(response.total[:, :, 7].max(axis=1))
