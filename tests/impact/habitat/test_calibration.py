from dataclasses import replace

import numpy as np
import pytest

from saiken.data import resource_yaml
from saiken.errors import InputError
from saiken.impact.habitat import published_calibration
from saiken.impact.habitat.calibration import FILE


def test_every_number_states_its_unit_and_the_file_how_it_was_verified() -> None:
    file = resource_yaml(FILE)
    numbers = [file[key] for key in ("horizon", "a_alpha", "a_theta", "alpha", "delta_alpha")]
    numbers += [factor[key] for factor in file["factors"] for key in ("kappa", "sigma")]
    assert all({"value", "unit"} <= set(number) for number in numbers)
    assert file["verified"] == "memory, with consistency checks"
    assert "Econometrica" in file["source"]


def test_products_are_the_published_ones() -> None:
    calibration = published_calibration()
    assert calibration.risk_aversion * calibration.alpha == pytest.approx(35.3, rel=1e-15)
    assert calibration.risk_aversion * calibration.theta[0] == pytest.approx(3155, rel=1e-15)
    assert calibration.risk_aversion == pytest.approx(6.78, abs=0.005)
    assert calibration.theta[0] == pytest.approx(465.7, abs=0.05)


def test_covariance_is_sigma_times_its_transpose() -> None:
    calibration = replace(published_calibration(), sigma=((3.0, 0.0), (1.0, 2.0)))
    assert calibration.covariance.tolist() == [[9.0, 3.0], [3.0, 5.0]]


def test_scale_leaves_the_products_alone() -> None:
    calibration, scaled = published_calibration(), published_calibration().at_scale(5)
    assert scaled.risk_aversion == 5 * calibration.risk_aversion
    tau = np.linspace(0, 30, 7)
    for form in ("slope", "demand_loading"):
        before, after = getattr(calibration, form)(tau), getattr(scaled, form)(tau)
        np.testing.assert_allclose(5 * after, before, rtol=1e-14)


def test_fingerprint_follows_the_numbers() -> None:
    calibration = published_calibration()
    assert calibration.fingerprint() == replace(calibration).fingerprint()
    assert calibration.fingerprint() != replace(calibration, alpha=5.22).fingerprint()


@pytest.mark.parametrize(
    ("change", "match"),
    [
        ({"theta": ()}, "1 demand factors needs as many values"),
        ({"sigma": ((1.0, 0.0),)}, "square sigma"),
        ({"risk_aversion": -1.0}, "risk_aversion is -1"),
        ({"alpha": float("nan")}, "alpha is nan"),
        ({"horizon_years": 0.0}, "horizon or mean reversion is 0"),
        ({"kappa_per_year": (0.1, -0.1)}, "horizon or mean reversion is -0.1"),
    ],
)
def test_bad_calibrations_are_refused(change: dict[str, object], match: str) -> None:
    with pytest.raises(InputError, match=match):
        replace(published_calibration(), **change)  # type: ignore[arg-type]


@pytest.mark.parametrize("scale", [0, -1, float("inf"), float("nan")])
def test_bad_scales_are_refused(scale: float) -> None:
    with pytest.raises(InputError, match="scale of risk aversion"):
        published_calibration().at_scale(scale)
