"""A small made-up table: six rows, five studies, four episodes."""

import pytest

from saiken.parameters.pooling import SizedRow

NAMES = [
    # row, study, episode, tier, signalling, log size, error
    ("a", "one", "war", 1, False, 2.4, 0.3),
    ("b", "two", "war", 2, True, 1.6, 0.2),
    ("c", "two", "peace", 3, False, 2.0, 0.3),
    ("d", "three", "flood", 1, False, 0.5, 0.3),
    ("e", "four", "flood", 2, True, 1.1, 0.25),
    ("f", "five", "drought", 1, False, 2.9, 0.15),
]


@pytest.fixture
def rows():
    return [
        SizedRow(name, study, episode, size, error, tier, signalling, 2000 + place)
        for place, (name, study, episode, tier, signalling, size, error) in enumerate(NAMES)
    ]
