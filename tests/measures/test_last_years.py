"""The figure is of the last year on record, the words are of what was found: each with a neighbour that would give another answer."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import numpy as np
import pytest

from realpolitik.errors import CoverageError
from realpolitik.measures import run
from realpolitik.measures.diplomacy.meeting_rates import _verdict
from realpolitik.measures.events.balance import _row
from realpolitik.measures.trade.reconcile import freight_rates
from realpolitik.measures.votes.pair import weights_of


def test_shared_organisations_are_those_of_the_last_year_on_record():
    # Correlates of War, IGO 3.0: China and Russia are full members of 57 in 2013 and of 55 in 2014, where the list ends
    found = run("affinity.organisations", "CHN", "RUS")
    assert [(row["period"], row["value"]) for row in found.rows[-2:]] == [("2013", 57), ("2014", 55)]
    assert found.value == 55
    assert found.says == (
        "China and Russia sat together in 55 intergovernmental organisations in 2014, after 36 in 1992."
    )


def test_a_state_of_which_the_ledger_has_nothing_is_named_and_no_other():
    assert run("sanctions.intensity", "RUS", "BRA").says.endswith(
        " Not covered: the ledger has nothing on Brazil."
    )
    assert "Not covered" not in run("sanctions.intensity", "CHN", "RUS").says


def test_disputes_are_counted_in_the_years_of_the_pledge_alone():
    """Gibler, Miller and Little: China and the Soviet Union in 1964–1969, 1974 and 1977–1980, and once more, in 1986, without the pledge."""
    found = run("affinity.obligation_and_behaviour", "CHN", "SUN", start="1949", end="1991")
    disputed = {
        row["period"]: row["value"] for row in found.rows if row["unit"] == "hostility" and row["value"]
    }
    assert sorted(disputed) == [*map(str, range(1964, 1970)), "1974", *map(str, range(1977, 1981)), "1986"]
    # of the eleven to 1980, a display of force in 1964, 1965 and 1979, and a use of it in the others
    # of .639 (1955) and .015 (1980) the earlier is the larger: dependence fell under the pledge
    assert "the Soviet Union's share of China's trade fell from 63.9 % in 1955 to 1.5 % in 1980" in found.says
    assert "militarized disputes in 11 of these years, with force used in 8;" in found.says


def test_a_refusal_names_both_states():
    with pytest.raises(CoverageError, match="no events of China and Russia on both sides of 2030-01-01"):
        run("events.compare", "CHN", "RUS", shock="2030-01-01")


@pytest.mark.parametrize(
    ("ends", "spared", "ratio", "said"),
    [
        ((1.1, 3.0), (1.2, 3.0), 2.0, "clearly more"),
        ((1.1, 3.0), (0.9, 3.0), 2.0, "clearly more, though not without the months of the pandemic"),
        ((0.9, 3.0), (1.1, 3.0), 2.0, "more, clearly so only where the months of the pandemic are left out"),
        ((0.9, 3.0), (0.8, 3.0), 2.0, "more, though with so few meetings chance cannot be excluded"),
        ((0.2, 0.9), (0.2, 0.8), 0.5, "clearly fewer"),
        ((0.2, 1.1), (0.2, 1.2), 0.5, "fewer, though with so few meetings chance cannot be excluded"),
    ],
)
def test_a_rate_is_clearly_another_where_its_interval_leaves_out_1(ends, spared, ratio, said):
    assert _verdict(ends, spared, ratio) == said


def test_freight_leaves_out_what_lies_beyond_two_deviations_and_not_what_lies_within():
    """Logs of M/X of .1 thrice and .2 twice: the twos lie 1.3 deviations off, and count; a sixth of 1 lies more than two off, and does not."""
    near, weights = np.array([0.1, 0.1, 0.1, 0.2, 0.2]), np.exp([-0.1, -0.1, -0.1, -0.2, -0.2])
    expected = (weights * near).sum() / weights.sum()
    for logs in (near, np.append(near, 1.0)):
        constant, rates = freight_rates(np.ones(len(logs)), np.exp(logs))
        assert constant.item() == pytest.approx(expected, abs=1e-12)
        assert rates == pytest.approx(np.full(len(logs), np.expm1(expected)), abs=1e-12)


def test_a_month_of_events_ranges_over_the_error_of_its_mean():
    """A deviation of 3 over nine days is an error of 1, times 1.96; of a share it is as large a part as of the weight."""
    month = {"period": date(2022, 2, 1), "days": 9, "source_id": "gdelt", "spread": 3.0, "weight": -2.0}
    plain, share = _row(month, -2.0), _row(month, -0.01)
    assert plain["period"] == "2022-02"
    # 1.96 is 1.95996 to five digits
    assert (plain["low"], plain["high"]) == pytest.approx((-2 - 1.96, -2 + 1.96), abs=1e-4)
    assert (share["low"], share["high"]) == pytest.approx((-0.0198, -0.0002), abs=1e-6)
    assert "low" not in _row(month | {"spread": None}, -2.0)  # of one day nothing is known


def test_a_roll_call_weighs_by_the_chance_that_two_members_differ():
    """One less the sum of squared shares: nothing for one vote or for unanimity, a half for five against five, two thirds for three equal parts."""
    totals = np.array([[1, 0, 0], [7, 0, 0], [5, 0, 5], [4, 4, 4]])
    assert weights_of(SimpleNamespace(totals=totals), "division") == pytest.approx([0, 0, 1 / 2, 2 / 3])
    assert weights_of(SimpleNamespace(totals=totals), "equal") is None
