"""Similarity of choices against published figures, other programs, and what must hold of any counts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from realpolitik.errors import OptionError
from realpolitik.measures.votes import similarity as sim

# Signorino and Ritter (1999), table 6: alliances of Germany and Russia with 20 European states in 1914, 3 for defence,
# 1 for entente; order GMY RUS UKG FRN AUH ITA BEL SPN TUR NTH SWD RUM POR SWZ GRC DEN YUG BUL NOR ALB
GERMANY = [3, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0]
RUSSIA = [0, 3, 1, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
CAPABILITY = [0.25, 0.21, 0.20, 0.08, 0.08, 0.05, 0.03, 0.03, 0.02] + [0.01] * 5 + [0.0] * 6
ALLIANCES = sim.joint_counts(GERMANY, RUSSIA, levels=4)
EXACT = 1e-8  # figures are printed to eight decimals

tables = arrays.arrays(np.int64, (3, 3), elements=st.integers(0, 10**6))


def test_the_published_table_is_met():
    assert sim.signorino_ritter(ALLIANCES) == pytest.approx(0.4, abs=1e-14)
    assert sim.tau_b(ALLIANCES) == pytest.approx(0.03031695, abs=EXACT)
    assert sim.cohen_kappa(ALLIANCES, power=2) == pytest.approx(-0.07758621, abs=EXACT)
    assert sim.cohen_kappa(ALLIANCES, power=1) == pytest.approx(-0.07142857, abs=EXACT)
    assert sim.scott_pi(ALLIANCES) == pytest.approx(-0.04477612, abs=EXACT)
    assert sim.scott_pi(ALLIANCES, power=2) == pytest.approx(-0.08695652, abs=EXACT)
    assert sim.benati_capurri(ALLIANCES) == pytest.approx(-0.04, abs=1e-14)


def test_weights_of_capability_turn_the_sign():
    weighted = sim.joint_counts(GERMANY, RUSSIA, levels=4, weights=CAPABILITY)
    assert sim.signorino_ritter(weighted) == pytest.approx(-0.46, abs=1e-14)


@pytest.mark.parametrize(("power", "weights"), [(0, None), (1, "linear"), (2, "quadratic")])
def test_kappa_is_that_of_another_program(power, weights):
    peer = pytest.importorskip("sklearn.metrics").cohen_kappa_score
    draw = np.random.default_rng(20)
    for _ in range(20):
        first, second = draw.integers(0, 3, (2, 60))
        own = sim.cohen_kappa(sim.joint_counts(first, second), power=power)
        assert own == pytest.approx(peer(first, second, weights=weights, labels=[0, 1, 2]), abs=1e-13)


def test_tau_b_is_that_of_another_program():
    from scipy.stats import kendalltau

    draw = np.random.default_rng(7)
    first, second = draw.integers(0, 3, (2, 80))
    peer, _ = kendalltau(first, second)
    assert sim.tau_b(sim.joint_counts(first, second)) == pytest.approx(peer, abs=1e-13)


def test_all_pairs_at_once_are_the_pairs_one_by_one():
    votes = np.random.default_rng(3).integers(-1, 3, (90, 7))
    counts = sim.pair_counts(votes)
    for a in range(7):
        for b in range(7):
            assert np.array_equal(counts[a, b], sim.joint_counts(votes[:, a], votes[:, b]))
    weights = np.random.default_rng(4).random(90)
    weighted = sim.pair_counts(votes, weights=weights)
    assert weighted[2, 5] == pytest.approx(sim.joint_counts(votes[:, 2], votes[:, 5], weights=weights))


@given(tables.filter(lambda table: table.sum() > 0))
def test_what_holds_of_any_counts(table):
    near = pytest.approx
    assert sim.signorino_ritter(table) == near(2 * sim.voeten_agreement(table) - 1, abs=1e-12)
    assert 0 <= sim.identical_share(table) <= sim.voeten_agreement(table) + 1e-12 <= 1 + 2e-12
    for measure in (sim.cohen_kappa, sim.scott_pi, sim.benati_capurri, sim.signorino_ritter):
        for power in (0, 1, 2):
            one, other = measure(table, power=power), measure(table.T, power=power)
            assert one == near(other, abs=1e-9, nan_ok=True)  # the order of the two states does not matter
            flipped = measure(table[::-1, ::-1], power=power)
            assert one == near(flipped, abs=1e-9, nan_ok=True)  # nor which end is called yes
            assert one == near(measure(table * 7, power=power), abs=1e-9, nan_ok=True)


@given(tables.filter(lambda table: (table.sum(0) > 0).sum() > 1))
def test_the_same_choices_agree_wholly(table):
    same = np.diag(table.sum(0))
    for value in (
        sim.identical_share(same),
        sim.cohen_kappa(same, power=2),
        sim.scott_pi(same),
        sim.tau_b(same),
    ):
        assert value == pytest.approx(1, abs=1e-12)


@given(
    arrays.arrays(np.int64, 3, elements=st.integers(1, 1000)),
    arrays.arrays(np.int64, 3, elements=st.integers(1, 1000)),
)
def test_independent_choices_agree_as_much_as_chance_gives(rows, columns):
    table = np.outer(rows, columns)
    for power in (0, 1, 2):
        assert sim.cohen_kappa(table, power=power) == pytest.approx(0, abs=1e-12)
    assert sim.benati_capurri(table) == pytest.approx(0, abs=1e-12)
    assert sim.tau_b(table) == pytest.approx(0, abs=1e-12)


def test_what_cannot_be_computed_is_not_a_number():
    nothing, unanimous = np.zeros((3, 3)), np.diag([9, 0, 0])
    assert np.isnan(sim.identical_share(nothing))
    assert np.isnan(sim.coincidence(np.diag([0, 5, 0])))
    assert sim.identical_share(unanimous) == 1
    assert np.isnan([sim.cohen_kappa(unanimous), sim.scott_pi(unanimous), sim.tau_b(unanimous)]).all()


def test_what_is_no_table_of_counts_is_refused():
    with pytest.raises(OptionError, match="shape"):
        sim.identical_share([1, 2, 3])
    with pytest.raises(OptionError, match="negative"):
        sim.tau_b([[1, -1], [0, 1]])
    with pytest.raises(OptionError, match="power=3"):
        sim.cohen_kappa(np.eye(3), power=3)
    with pytest.raises(OptionError, match="same length"):
        sim.joint_counts([0, 1], [0])
    with pytest.raises(OptionError, match="coded above"):
        sim.joint_counts([0, 3], [0, 1])
    with pytest.raises(OptionError, match="as many weights"):
        sim.joint_counts([0, 1], [0, 1], weights=[1])
    with pytest.raises(OptionError, match="coded below"):
        sim.pair_counts([[0, 3]])
    with pytest.raises(OptionError, match="yes, abstain, no"):
        sim.coincidence(np.eye(2))


def test_coincidence_is_identical_over_identical_and_opposite_votes():
    # 6 + 1 alike, 2 + 1 opposed; abstentions leave a roll call out
    assert sim.coincidence([[6, 9, 2], [9, 9, 9], [1, 9, 1]]) == pytest.approx(0.7)
    assert sim.coincidence([[0, 5, 3], [5, 50, 5], [4, 5, 0]]) == 0.0
    assert sim.coincidence([[4, 5, 0], [5, 50, 5], [0, 5, 3]]) == 1.0


@given(tables)
def test_coincidence_is_a_share(table):
    found = sim.coincidence(table)
    assert np.isnan(found) or 0 <= found <= 1
