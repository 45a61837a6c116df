"""One small default outcome for the whole room, and ways to alter what it says."""

import copy
import dataclasses

import pytest

import saiken


@pytest.fixture(scope="session")
def snap():
    return saiken.snapshot("2025-05-02")


@pytest.fixture(scope="session")
def out(snap):
    return saiken.simulate(saiken.load_scenario("japan-2025"), snap, draws=256)


@pytest.fixture(scope="session")
def dollars(snap):
    scenario = saiken.Scenario(seller="China", amount_usd_bn=300, proceeds="dollars")
    return saiken.simulate(scenario, snap, draws=64)


@pytest.fixture(scope="session")
def nothing(snap):
    return saiken.simulate(saiken.Scenario(amount_usd_bn=0, proceeds="yen"), snap, draws=64)


@pytest.fixture(scope="session")
def gold(snap):
    return saiken.simulate(saiken.Scenario(amount_usd_bn=300, proceeds="gold"), snap, draws=64)


@pytest.fixture(scope="session")
def difference(out, snap):
    scenario = out.case.scenario.model_copy(update={"amount_usd_bn": 300.0})
    half = out.case.model_copy(update={"scenario": scenario})
    return out - saiken.simulate(half, snap)


@pytest.fixture
def saying():
    """An outcome like another whose headline is edited by a function."""

    def altered(outcome, edit):
        copied = dataclasses.replace(outcome)
        head = copy.deepcopy(dict(outcome.headline))
        edit(head)
        copied.__dict__["_figures"] = head
        return copied

    return altered


@pytest.fixture
def titled():
    """The default outcome under another title."""

    def renamed(outcome, title):
        named = dataclasses.replace(outcome.named, title=title)
        return dataclasses.replace(outcome, named=named)

    return renamed
