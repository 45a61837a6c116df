"""The posterior of omega: against a plain sum, on data whose omega is known, in other units."""

import numpy as np
import pytest
from scipy.stats import multivariate_t

from saiken.estimation.segmentation.grid import OMEGA, posterior
from saiken.estimation.segmentation.learn import learned, marginal, next_slope
from saiken.estimation.segmentation.moves import SPOT, EpisodeMoves, plan
from saiken.estimation.segmentation.slope import SlopeLaw, slope_law
from saiken.estimation.segmentation.unit import UnitTable, omega_grid
from saiken.parameters import read_record
from saiken.units import to_si

LAW = SlopeLaw(log_mean=np.log(2e-13), log_error=0.3, log_spread=0.8)
DEBT = 2e13
DAY = np.datetime64("2020-01-02")
# decimals of yield per unit of quantity at omega one, US then Japan; roughly the model's
FULL = np.array([-0.13, -0.19, -0.21, 0.13, 0.19, 0.21]) / 100


def unit_table(omega=None, full=FULL):
    omega = omega_grid() if omega is None else omega
    return UnitTable(omega, omega[:, None] * full, np.full(omega.size, -0.07))


def covariance(seed=1):
    """Ordinary moves of a week: 1.5% for the yen, 3 to 15 bp for yields, all of them correlated."""
    sd = np.array([0.015, 12e-4, 15e-4, 15e-4, 3e-4, 5e-4, 6e-4])
    loose = np.random.default_rng(seed).normal(size=(7, 7)) + 0.7
    raw = loose @ loose.T + np.eye(7)
    root = np.sqrt(np.diag(raw))
    return raw / np.outer(root, root) * np.outer(sd, sd)


def episode(move, amount_usd, windows=80.0, cov=None):
    return EpisodeMoves(
        name="made up", opens=DAY, closes=DAY + 7, amount_usd=amount_usd,
        amount_share=amount_usd / DEBT, move=np.asarray(move, dtype=float),
        covariance=covariance() if cov is None else cov, independent_windows=windows,
    )  # fmt: skip


def made_up(omega, scale, amounts, seed=0, cov=None, full=FULL):
    """Episodes drawn from the model itself."""
    rng, cov = np.random.default_rng(seed), covariance() if cov is None else cov
    rows = []
    for amount in amounts:
        slope = np.exp(LAW.log_mean + LAW.log_spread * rng.normal())
        mean = np.concatenate([[-slope * amount], scale * omega * full * amount / DEBT])
        rows.append(episode(mean + rng.multivariate_normal(np.zeros(7), cov), amount, cov=cov))
    return rows


@pytest.mark.parametrize("omega", [0.2, 0.5, 0.85])
def test_a_known_omega_is_recovered_from_large_operations(omega):
    amounts = [4e12, -3e12, 5e12, -4e12]
    grid = posterior(made_up(omega, 6.0, amounts), [unit_table()], np.array([6.0]), LAW)
    weight = marginal(grid.weight, OMEGA)
    mean = (weight * grid.omega).sum()
    sd = np.sqrt((weight * (grid.omega - mean) ** 2).sum())
    assert sd < 0.06
    assert abs(mean - omega) < 3 * sd


def test_a_response_of_nothing_leaves_omega_as_it_was():
    rows = made_up(0.5, 6.0, [1e11, -2e11])
    grid = posterior(rows, [unit_table(full=0 * FULL)], np.array([3.0, 9.0]), LAW)
    found = learned(grid)
    assert found.information_nats == pytest.approx(0, abs=1e-12)
    assert found.mean_share == pytest.approx(0.5, abs=1e-12)
    # the prior is uniform, so its quantiles are the probabilities
    np.testing.assert_allclose(found.quantiles_share, plan()["quantiles"], atol=1e-12)


@pytest.mark.parametrize("reading", ["bonds", "currency"])
def test_every_cell_is_the_plain_integral(reading):
    """Against SciPy's multivariate Student and a loop over the episode's own slope."""
    omega, scale, windows = np.array([0.0, 0.5, 1.0]), np.array([2.0, 11.0]), 40.0
    unit = UnitTable(omega, omega[:, None] * FULL, np.array([-0.07, -0.06, -0.09]))
    one = episode(made_up(0.4, 6.0, [3e11], seed=5)[0].move, 3e11, windows)
    grid = posterior([one], [unit], scale, LAW, reading)
    found, choice = grid.by_episode[0, 0], plan()["grid"]["episode_slope"]
    reach = choice["reach_sd"] * LAW.log_sd
    own = np.linspace(LAW.log_mean - reach, LAW.log_mean + reach, choice["points"])
    degrees = windows - 6
    shape = one.covariance * windows / degrees
    plain = np.empty((3, 2, 3))
    for o in range(3):
        for s in range(2):
            both, alone = [], []
            for log_slope in own:
                slope = np.exp(log_slope)
                spot = -slope * one.amount_usd
                own_scale = scale[s] * one.amount_share
                if reading == "currency":
                    own_scale = spot / unit.log_currency[o]
                mean = np.concatenate([[spot], own_scale * unit.yields[o]])
                both.append(multivariate_t.logpdf(one.move, mean, shape, df=degrees))
                alone.append(
                    multivariate_t.logpdf(one.move[SPOT], spot, shape[SPOT, SPOT], df=degrees)
                )
            for place, c in enumerate((0, 15, 30)):
                weight = np.exp(-(((own - grid.log_slope[c]) / LAW.log_spread) ** 2) / 2)
                joint = np.log((weight * np.exp(both)).sum())
                plain[o, s, place] = joint - np.log((weight * np.exp(alone)).sum())
    gap = found[:, :, [0, 15, 30]] - plain
    # the density's constant is left out: the same gap everywhere, to rounding
    np.testing.assert_allclose(gap, gap[0, 0, 0], atol=1e-9)
    assert np.ptp(plain) > 0.1


def test_units_do_not_matter():
    """Yields in basis points and dollars in billions give the same probabilities."""
    rows, unit = made_up(0.3, 6.0, [2e11, -1e11]), unit_table()
    scale = np.array([2.0, 8.0])
    plain = posterior(rows, [unit], scale, LAW)
    stretch = np.array([1.0] + [1e4] * 6)
    shown = [
        EpisodeMoves(
            row.name, row.opens, row.closes, row.amount_usd / 1e9, row.amount_share,
            row.move * stretch, row.covariance * np.outer(stretch, stretch), 80.0,
        )
        for row in rows
    ]  # fmt: skip
    in_bp = UnitTable(unit.omega, unit.yields * 1e4, unit.log_currency)
    per_bn = SlopeLaw(LAW.log_mean + np.log(1e9), LAW.log_error, LAW.log_spread)
    again = posterior(shown, [in_bp], scale, per_bn)
    np.testing.assert_allclose(again.weight, plain.weight, rtol=1e-8)
    np.testing.assert_allclose(again.log_slope - np.log(1e9), plain.log_slope, rtol=1e-12)


def test_news_that_moves_the_yen_and_yields_together_is_netted():
    """A quiet record is read as news when spot and yields ordinarily move as they did."""
    cov = covariance()
    amount, scale = 1e12, 6.0
    surprise = 0.05
    move = np.zeros(7)
    move[SPOT] = -np.exp(LAW.log_mean) * amount + surprise
    move[1:] = cov[1:, SPOT] / cov[SPOT, SPOT] * surprise
    tight = SlopeLaw(LAW.log_mean, 1e-3, 1e-3)
    apart = cov.copy()
    apart[SPOT, 1:] = apart[1:, SPOT] = 0
    unit = unit_table(full=FULL * np.sign(cov[1:, SPOT]) * np.sign(FULL))
    means = [
        learned(posterior([episode(move, amount, cov=each)], [unit], np.array([scale]), tight))
        for each in (cov, apart)
    ]
    # what is left after netting is exactly nothing, so omega is pulled to zero as far as it can be
    still = episode(np.concatenate([[move[SPOT] - surprise], np.zeros(6)]), amount, cov=cov)
    quiet = learned(posterior([still], [unit], np.array([scale]), tight))
    # the Student's scale grows with the surprise, so the pull is a little weaker than in quiet
    assert means[0].mean_share == pytest.approx(quiet.mean_share, abs=0.06)
    assert means[1].mean_share > means[0].mean_share + 0.1


def test_other_unknowns_keep_their_own_laws_unless_all_are_updated():
    rows = made_up(0.4, 8.0, [6e11, -9e11], seed=3)
    units = [unit_table(), unit_table(full=FULL / 2), unit_table(full=FULL * 2)]
    grid = posterior(rows, units, np.array([1.0, 6.0, 30.0]), LAW)
    whole = grid.updating_all()
    for axis in (0, 2, 3):
        np.testing.assert_allclose(
            marginal(grid.weight, axis), marginal(grid.prior, axis), rtol=1e-12
        )
    for axis in (0, 2):
        np.testing.assert_allclose(marginal(grid.prior, axis), 1 / 3, rtol=1e-12)
        assert np.abs(marginal(whole.weight, axis) - 1 / 3).max() > 0.02
    for weight in (grid.prior, grid.weight, whole.weight):
        assert weight.sum() == pytest.approx(1, rel=1e-12)
        assert (weight >= 0).all()
    assert whole.full
    # given the others, omega's odds are the same in both
    np.testing.assert_allclose(
        grid.weight[1, :, 1, 4] / grid.weight[1, 0, 1, 4],
        whole.weight[1, :, 1, 4] / whole.weight[1, 0, 1, 4],
        rtol=1e-9,
    )


def test_the_slope_prior_is_the_currency_estimates():
    grid = posterior(made_up(0.5, 6.0, [1e11]), [unit_table()], np.array([6.0]), LAW)
    median, sd = next_slope(grid)
    assert median == pytest.approx(np.exp(LAW.log_mean), rel=1e-9)
    # a normal cut off at 4.5 standard deviations loses a part in ten thousand of its variance
    assert sd == pytest.approx(LAW.log_sd, rel=1e-4)


def test_some_of_the_episodes_are_the_estimate_from_them_alone():
    rows = made_up(0.4, 8.0, [6e11, -9e11, 3e11], seed=4)
    scale = np.array([3.0, 12.0])
    whole = posterior(rows, [unit_table()], scale, LAW)
    for full in (False, True):
        some = (whole.updating_all() if full else whole).of([0, 2])
        alone = posterior([rows[0], rows[2]], [unit_table()], scale, LAW)
        alone = alone.updating_all() if full else alone
        np.testing.assert_allclose(some.weight, alone.weight, rtol=1e-12)
    assert np.abs(whole.of([0]).weight - whole.weight).max() > 1e-4


def test_the_ends_of_omega_have_half_a_cell():
    grid = posterior(made_up(0.5, 6.0, [1e11]), [unit_table()], np.array([6.0]), LAW)
    prior = marginal(grid.prior, OMEGA)
    assert prior[0] == prior[-1] == pytest.approx(prior[1] / 2, rel=1e-12)
    np.testing.assert_allclose(prior[1:-1], prior[1], rtol=1e-12)


def test_coarse_grids_are_fine_enough(monkeypatch):
    """Twice as many points move no quantile by more than 0.005.

    The operations here are ten times the record's: their spot moves are known more sharply than
    the grid of an episode's slope is spaced, which is the worst case.
    """
    rows = made_up(0.4, 8.0, [4e11, -6e11], seed=6)
    scale = np.array([3.0, 12.0])
    coarse = learned(posterior(rows, [unit_table()], scale, LAW))
    grid = plan()["grid"]
    finer = {
        **grid,
        "slope": {**grid["slope"], "points": 2 * grid["slope"]["points"]},
        "episode_slope": {
            **grid["episode_slope"], "points": 2 * grid["episode_slope"]["points"],
        },
    }  # fmt: skip
    monkeypatch.setitem(plan(), "grid", finer)
    fine = learned(posterior(rows, [unit_table(np.linspace(0, 1, 81))], scale, LAW))
    np.testing.assert_allclose(coarse.quantiles_share, fine.quantiles_share, atol=5e-3)
    assert coarse.information_nats == pytest.approx(fine.information_nats, abs=5e-3)


def test_the_law_is_the_committed_lognormal():
    record, law = read_record("currency"), slope_law()
    per_usd = to_si(record["slope"], record["unit"])
    assert np.exp(law.log_mean) == pytest.approx(per_usd, rel=1e-8)
    assert law.log_sd**2 == pytest.approx(record["covariance"][0][0], rel=1e-9)
    relative = record["standard_error"] / record["slope"]
    assert law.log_error == pytest.approx(np.sqrt(np.log(1 + relative**2)), rel=1e-9)
    assert law.log_spread > law.log_error
