import pytest

from saiken.impact.habitat import HabitatModel, published_calibration, solve


@pytest.fixture(scope="session")
def published() -> HabitatModel:
    return solve(published_calibration())


@pytest.fixture(scope="session")
def coarse() -> HabitatModel:
    """A quick solve for properties that hold on any grid."""
    return solve(published_calibration(), grid=300)
