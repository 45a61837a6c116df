import pytest

import saiken


@pytest.fixture(scope="session")
def snap():
    return saiken.snapshot("2025-05-02")


@pytest.fixture(scope="session")
def case():
    return saiken.load_scenario("japan-2025").case.model_copy(update={"draws": 64})


@pytest.fixture(scope="session")
def certain(case):
    """No flow effect and one size of the stock effect: the ten-year yield is linear in the amount.

    The published end less the long-run effect is nothing when the one-month effect equals it.
    """
    from saiken.impact.flow import flow_file

    long_run = float(flow_file()["reference"]["long_run_bp"])
    fixed = {"flow.size_weight": 1.0, "flow.one_month_bp": long_run, "impact.stock_scale": 20.0}
    return saiken.Case(**(case.model_dump() | {"assumptions": {"overrides": fixed}, "draws": 16}))
