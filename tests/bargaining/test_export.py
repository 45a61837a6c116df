"""The game tree: read back, checked for equilibrium by hand and by exhaustion."""

import itertools
import re
from dataclasses import dataclass, field

import numpy as np
import pytest
from scipy.optimize import least_squares
from scipy.special import softmax

from benchmarks.gambit import SMALL as GAMES
from saiken.bargaining.export import LARGEST, to_efg
from saiken.bargaining.ladder import Ladder
from saiken.errors import InputError
from tests.bargaining.ladder_games import CHECK, random_draws

SMALL = CHECK | {"sigma": 1e-6}


def game_named(name, sigma=1e-6):
    return Ladder(**(SMALL | GAMES[name] | {"sigma": sigma}))


# -- a reader of its own ------------------------------------------------------------------------
@dataclass
class Node:
    kind: str
    key: tuple = ()
    actions: list = field(default_factory=list)
    chances: list = field(default_factory=list)
    payoffs: tuple = ()
    label: str = ""
    children: list = field(default_factory=list)


def read(text):
    """Nodes of an extensive-form file, in prefix order, as a tree."""
    lines = iter(text.splitlines()[3:])

    def node():
        line = next(lines)
        inside = re.search(r"{ (.*) }", line)[1]
        if line[0] == "t":
            label = re.search(r'"([^"]*)" {', line)[1]
            return Node("t", payoffs=tuple(map(float, inside.split(", "))), label=label)
        names = re.findall(r'"([^"]*)"', inside)
        numbers = [int(each) for each in re.findall(r" (\d+)", line.split('"')[2])]
        here = Node(line[0], tuple(numbers), names)
        if line[0] == "c":
            here.chances = [float(each) for each in re.findall(r'" ([\d.]+)', inside)]
            assert sum(here.chances) == 1
        here.children = [node() for _ in names]
        return here

    root = node()
    assert not any(line.strip() for line in lines)
    return root


def decisions(root):
    """Actions of each information set, by (player, number)."""
    found = {} if root.kind != "p" else {root.key: len(root.actions)}
    for child in root.children:
        found |= decisions(child)
    return dict(sorted(found.items()))


def evaluate(node, profile, reach, tally):
    """Payoffs under a behaviour profile; adds to `tally` each action's reach-weighted payoffs.

    The weight leaves out the mover's own choices, so that the sums compare its actions.
    """
    if node.kind == "t":
        return np.array(node.payoffs)
    if node.kind == "c":
        parts = [
            p * evaluate(child, profile, reach * p, tally)
            for p, child in zip(node.chances, node.children, strict=True)
        ]
        return sum(parts)
    mix = profile[node.key]
    parts = [
        evaluate(child, profile, reach * p, tally)
        for p, child in zip(mix, node.children, strict=True)
    ]
    own = np.array([part[node.key[0] - 1] for part in parts])
    weight, sums = tally.get(node.key, (0.0, 0.0))
    tally[node.key] = (weight + reach, sums + reach * own)
    return sum(p * part for p, part in zip(mix, parts, strict=True))


def action_values(root, profile):
    """What each action is worth at each information set, by conditional beliefs."""
    tally = {}
    evaluate(root, profile, 1.0, tally)
    return {key: sums / weight for key, (weight, sums) in tally.items()}


def regret(root, profile):
    """Most that any information set gains by its best action."""
    values = action_values(root, profile)
    return max(max(each) - float(np.dot(profile[key], each)) for key, each in values.items())


def ends(node, profile, reach=1.0):
    """Probability of each kind of end."""
    if node.kind == "t":
        return {node.label.rsplit(" ", 1)[0]: reach}
    total = {}
    for p, child in zip(node.chances or profile[node.key], node.children, strict=True):
        for name, chance in ends(child, profile, reach * p).items():
            total[name] = total.get(name, 0.0) + chance
    return total


def ours(game):
    """The solution's choices, as a behaviour profile of the tree."""
    played, found = game.solve().played, {}
    for t, (b, q, p) in enumerate(
        zip(played.goes_on[0], played.concede[0], played.preempt[0], strict=True)
    ):
        removes = [(1 - q) * p] if np.isfinite(game.x) else []
        found |= {(1, t + 1): [b, 1 - b], (2, t + 1): [q, (1 - q) * (1 - p), *removes]}
    return found


@pytest.mark.parametrize("name", GAMES)
def test_our_profile_is_an_equilibrium_of_the_tree(name):
    """Every information set is reached, so that no regret means sequential equilibrium."""
    game, root = game_named(name), read(to_efg(game_named(name)))
    profile = ours(game)
    assert set(decisions(root)) == set(profile)
    assert regret(root, profile) < 1e-4
    wrong = profile | {(1, 1): [0.5, 0.5]}
    assert regret(root, wrong) > 1e-2


@pytest.mark.parametrize("name", GAMES)
def test_the_tree_s_ends_and_payoffs_are_the_solution_s(name):
    game, found = game_named(name), game_named(name).solve()
    root, profile = read(to_efg(game)), ours(game)
    chances = ends(root, profile)
    expected = {
        "deal": found.ends.deal,
        "executed": found.ends.execution,
        "backed down": found.ends.back_down,
        "folded": found.ends.fold,
        "accident": found.ends.accident,
        "removed": found.ends.removed,
    }
    for end, by_round in expected.items():
        assert chances.get(end, 0) == pytest.approx(by_round.sum(), abs=1e-9), end
    payoffs = evaluate(root, profile, 1.0, {})
    assert payoffs[0] == pytest.approx(found.seller[0], abs=1e-4)
    assert payoffs[1] == pytest.approx(found.buyer[0], abs=1e-4)


@pytest.mark.parametrize("sigma", [0.1, 0.5, 1.0])
@pytest.mark.parametrize("name", GAMES)
def test_with_shocks_our_profile_is_logit_play_of_the_tree(name, sigma):
    """The buyer answers by logit what its actions are worth, the seller makes no mistake."""
    game = game_named(name, sigma)
    root, profile = read(to_efg(game, shocks=True)), ours(game)
    for key, worth in action_values(root, profile).items():
        if key[0] == 1:
            assert max(worth) - profile[key] @ worth < 1e-9
        else:
            assert softmax(worth / sigma) == pytest.approx(profile[key], abs=1e-9)
    payoffs = evaluate(root, profile, 1.0, {})
    assert payoffs[0] == pytest.approx(game.solve().seller[0], abs=1e-9)
    assert payoffs[1] == pytest.approx(game.solve().buyer[0], abs=1e-9)


def test_without_shocks_the_prices_are_those_of_the_limit():
    assert to_efg(game_named("moved", 0.5)) == to_efg(game_named("moved"))
    assert to_efg(game_named("moved", 0.5)) != to_efg(game_named("moved", 0.5), shocks=True)


# -- all equilibria of the small ones ---------------------------------------------------------
def every_equilibrium(root):
    """Sequential equilibria by exhaustion over supports; two actions at each information set.

    Pure choices tremble a little, so that beliefs exist everywhere.
    """
    keys, tremble = list(decisions(root)), 1e-7
    for support in itertools.product(("first", "second", "both"), repeat=len(keys)):
        mixed = [key for key, each in zip(keys, support, strict=True) if each == "both"]
        pure = {"first": 1 - tremble, "second": tremble}

        def profile(shares, support=support, pure=pure):
            free = iter(shares)
            firsts = [next(free) if each == "both" else pure[each] for each in support]
            return {key: [p, 1 - p] for key, p in zip(keys, firsts, strict=True)}

        def gaps(shares, profile=profile, mixed=mixed):
            values = action_values(root, profile(shares))
            return [values[key][0] - values[key][1] for key in mixed]

        shares = []
        if mixed:
            start = np.full(len(mixed), 0.5)
            shares = least_squares(gaps, start, bounds=(1e-9, 1 - 1e-9), xtol=1e-14, gtol=1e-14).x
        if regret(root, profile(shares)) < 1e-5:
            yield profile(shares)


@pytest.mark.parametrize("name", ["one", "two", "moved"])
def test_exhaustion_finds_our_path_probabilities(name):
    game, root = game_named(name), read(to_efg(game_named(name)))
    chances = ends(root, ours(game))
    found = [ends(root, each) for each in every_equilibrium(root)]
    assert found
    distance = [max(abs(each.get(end, 0) - chances[end]) for end in chances) for each in found]
    assert min(distance) < 1e-3


# -- the writer -----------------------------------------------------------------------------------
def test_the_bluffing_game_is_written_to_the_letter():
    assert to_efg(game_named("one")) == (
        'EFG 2 R "Escalation ladder" { "Seller" "Buyer" }\n""\n\n'
        'c "" 1 "type 1" { "resolute" 0.2 "weak" 0.8 } 0\n'
        'p "" 2 1 "buyer 0" { "concede" "hold" } 0\n'
        't "" 1 "deal 1" { 5.0, -4.0 }\n'
        't "" 2 "executed 2" { -1.0, -10.0 }\n'
        'p "" 1 1 "weak 0" { "go on" "fold" } 0\n'
        'p "" 2 1 "buyer 0" { "concede" "hold" } 0\n'
        't "" 3 "deal 3" { 5.0, -4.0 }\n'
        't "" 4 "backed down 4" { -2.0, 0.0 }\n'
        't "" 5 "folded 5" { 0.0, 0.0 }\n'
    )


def test_the_same_game_gives_the_same_bytes():
    assert to_efg(game_named("slices")) == to_efg(game_named("slices"))


def test_without_a_cost_of_conceding_the_rest_is_a_deal():
    root = read(to_efg(Ladder(**(SMALL | {"k": -0.5, "G": 3.0}))))
    folded = [each for each in root.children[1].children if each.kind == "t"]
    assert folded[0].payoffs == (3.0, 0.5)


@pytest.mark.parametrize(
    ("game", "message"),
    [
        (SMALL | {"rounds": 60}, f"more than {LARGEST} nodes; allowed is up to that"),
        (SMALL | {"mu0": 1.0}, "mu0 is 1; allowed is above 0 and below 1"),
        (random_draws(3), "has 3 draws; a tree can hold 1"),
    ],
)
def test_what_no_tree_can_hold_is_refused(game, message):
    with pytest.raises(InputError, match=message):
        to_efg(Ladder(**game))


def test_the_largest_tree_is_written():
    lines = to_efg(Ladder(**(SMALL | {"rounds": 49}))).splitlines()
    assert LARGEST - 6 <= len(lines) - 3 <= LARGEST
