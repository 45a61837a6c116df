"""Many roots at once: closed forms, jumps, and no regard to each other."""

import numpy as np
import pytest

from saiken.bargaining.roots import roots

SHIFTS = np.linspace(-0.9, 0.9, 13)
FAMILIES = {
    "flat": (lambda x, shift: (x - 0.5 - shift / 2) ** 3, lambda shift: 0.5 + shift / 2),
    "steep": (lambda x, shift: np.tanh(200 * (x - 0.5 - shift / 2)), lambda shift: 0.5 + shift / 2),
    "bent": (lambda x, shift: np.exp(3 * x) - np.exp(1.5 + shift), lambda shift: 0.5 + shift / 3),
    "falling": (lambda x, shift: 0.5 + shift / 2 - x**2, lambda shift: np.sqrt(0.5 + shift / 2)),
}


BENT = FAMILIES["bent"][0]


def jump(x, shift):
    return np.where(x < 0.5 + shift / 2, -1.0, 1.0)


def solved(function, close=0.0, shifts=SHIFTS):
    low, high = np.zeros_like(shifts), np.ones_like(shifts)
    everything = np.ones(shifts.shape, dtype=bool)
    return roots(lambda x: function(x, shifts), low, high, everything, np.asarray(close))


@pytest.mark.parametrize("name", FAMILIES)
def test_the_roots_of_closed_forms(name):
    function, root = FAMILIES[name]
    # a triple root is known to the cube root of what a double can tell from zero
    slack = 1e-5 if name == "flat" else 1e-14
    np.testing.assert_allclose(solved(function), root(SHIFTS), atol=slack)


def test_a_jump_is_found_by_halving():
    np.testing.assert_allclose(solved(jump), 0.5 + SHIFTS / 2, atol=2e-15)


def test_a_root_does_not_depend_on_its_neighbours():
    together = solved(BENT, close=1e-9)
    for place, shift in enumerate(SHIFTS):
        alone = solved(BENT, close=1e-9, shifts=np.array([shift]))
        assert alone[0] == together[place]


def test_what_is_not_wanted_is_not_waited_for():
    calls = []

    def function(x):
        calls.append(1)
        return np.where(np.arange(2) == 0, x - 0.5, 1.0)  # the second has no root

    wanted = np.array([True, False])
    found = roots(function, np.zeros(2), np.ones(2), wanted, np.asarray(0.0))
    assert found[0] == 0.5
    assert len(calls) == 3
