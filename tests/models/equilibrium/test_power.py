"""Power in closed form, against printed numbers and the full solver's limit."""

from __future__ import annotations

import numpy as np
import pytest

from realpolitik.errors import OptionError
from realpolitik.models.equilibrium import Embargo, elasticities, one_sector, solve
from realpolitik.models.equilibrium.power import ces_power, marginal_power, network_power


@pytest.mark.parametrize(
    ("sigma", "expected"),
    [(5.0, [0.0263, 0.1733, 0.5756, 0.7489, 1.1513]), (2.5, [0.0702, 0.4621, 1.5351, 1.9972, 3.0701])],
)
def test_power_grows_without_bound(sigma, expected):
    """METHODS 2.2, four decimals."""
    share = np.array([0.10, 0.50, 0.90, 0.95, 0.99])[:, None]
    assert ces_power(share, np.ones((5, 1)), [sigma]) == pytest.approx(expected, abs=5e-5)


def test_two_groups():
    """T02."""
    share, spending, sigma = [0.8, 0.1], [0.1, 0.9], [1.76, 6.0]
    assert ces_power(share, spending, sigma) == pytest.approx(0.2307330, abs=5e-8)
    assert ces_power(share, spending, sigma, rho=0.5) == pytest.approx(0.3610320, abs=5e-8)
    # CES evaluated with a price of 1e30 for what is lost.
    price = (0.8 * 1e30 ** (1 - 1.76) + 0.2) ** (1 / (1 - 1.76)), (0.9) ** (1 / (1 - 6.0))
    direct = np.log(0.1 * price[0] ** 0.5 + 0.9 * price[1] ** 0.5) / 0.5
    # 1e30 to the power -.76 leaves 1e-22 of the lost variety.
    assert ces_power(share, spending, sigma, rho=0.5) == pytest.approx(direct, abs=1e-12)


def test_marginal_power_is_the_derivative():
    step = 1e-6
    slope = (
        ces_power([0.7 + step, 0.1], [0.4, 0.6], [3.0, 4.0])
        - ces_power([0.7 - step, 0.1], [0.4, 0.6], [3.0, 4.0])
    ) / (2 * step)
    # Central differences: the square of the step.
    assert slope == pytest.approx(marginal_power(0.7, 0.4, 3.0), rel=1e-8)


def test_a_coalition_has_more_than_its_members():
    one, two = ces_power([0.3], [1.0], [4.0]), ces_power([0.5], [1.0], [4.0])
    assert ces_power([0.8], [1.0], [4.0]) > one + two


def test_full_control_is_capped():
    assert ces_power([1.0], [1.0], [5.0]) == ces_power([0.99], [1.0], [5.0])
    assert np.isinf(ces_power([1.0], [1.0], [5.0], cap=1.0))


def test_networks_carry_power():
    # Closed form of a chain: half of what half passes on.
    assert network_power([0.1, 0, 0], [[0, 0, 0], [0.5, 0, 0], [0, 0.5, 0]]) == pytest.approx(
        [0.1, 0.05, 0.025], abs=1e-15
    )


def test_a_tiny_buyer_in_the_full_model_loses_the_closed_form():
    """A buyer too small to move the world's prices: general equilibrium tends to the partial one."""
    tiny = 1e-7
    # The buyer sells to and buys from two big economies, in balance; home goods are half of its spending.
    flows = np.array(
        [[100.0, 10.0, 0.3 * tiny], [10.0, 100.0, 0.2 * tiny], [0.3 * tiny, 0.2 * tiny, 0.5 * tiny]]
    )
    world = one_sector(flows, states=("A", "B", "X"))
    given = elasticities(world.sectors, 4.0)
    cut = solve(world, [Embargo(exporters=("A",), importers=("X",))], elasticities=given)
    # Its own wage still moves: the price index rises by the closed form, corrected by own and others' costs.
    explained = cut.explain("X")
    lost = explained.by_partner()["A"]
    assert -lost == pytest.approx(float(ces_power([0.3], [1.0], [5.0])), abs=1e-6)


@pytest.mark.parametrize(
    ("share", "spending", "sigma"),
    [([1.2], [1.0], [5.0]), ([0.5], [0.9], [5.0]), ([0.5], [1.0], [1.0])],
)
def test_refused(share, spending, sigma):
    with pytest.raises(OptionError):
        ces_power(share, spending, sigma)
    with pytest.raises(OptionError):
        network_power([0.1], [[1.0]])
