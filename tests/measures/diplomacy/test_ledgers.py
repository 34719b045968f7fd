"""How complete the ledger of each pair is, and that counts and rates keep to it."""

from __future__ import annotations

import pytest

from realpolitik.errors import CoverageError
from realpolitik.measures import run
from realpolitik.measures.diplomacy.ledgers import Register, register, said_of
from realpolitik.store import Store


def test_every_pair_of_the_ledger_has_a_register_and_the_register_holds_its_days():
    tables = Store()
    pairs = tables["meetings"].filter(level="leaders").select("a", "b").unique().rows()
    assert len(pairs) == 18  # China and Russia, and seventeen more
    for pair in pairs:
        kept = register(tables, pair)
        rows = tables["meetings"].filter(a=pair[0], b=pair[1], level="leaders")
        assert kept.extent in ("whole", "visits", "part"), pair
        assert kept.from_date <= rows["date_start"].min(), pair
        assert rows["date_end"].max() <= kept.to_date, pair


@pytest.mark.parametrize(
    ("pair", "count"),
    # counts of the Korea JoongAng Daily, of TASS, and of TASS and the Associated Press
    [("CHN PRK", 6), ("PRK RUS", 4), ("RUS USA", 8)],
)
def test_a_whole_ledger_gives_the_count_that_its_source_prints(pair, count):
    found = run("meetings.count", *pair.split())
    assert (found.value, found.interval.high) == (count, count)
    assert any("meant to be whole" in caveat for caveat in found.caveats)


def test_of_a_part_nothing_is_said_that_the_list_cannot_tell():
    found = run("meetings.count", "CHN", "IND")
    assert found.interval is None
    assert "there were more" in found.says
    assert any("at least 18 by October 2024" in caveat for caveat in found.caveats)
    assert not any("Rate" in caveat for caveat in found.caveats)
    for name in ("meetings.rate", "meetings.next"):
        with pytest.raises(CoverageError, match="is a part of their meetings"):
            run(name, "CHN", "IND")
    assert len(run("meetings.ledger", "CHN", "IND").rows) == 13


def test_visits_are_not_all_meetings():
    found = run("meetings.count", "JPN", "USA", rule="bilateral")
    assert found.value == 4  # April 2021, May 2022, January 2023, April 2024
    assert "meetings elsewhere are not in the list" in found.says


def test_a_pair_with_a_small_part_or_none_says_what_is_known_of_it():
    found = run("meetings.count", "BLR", "RUS")
    assert found.value == 5
    assert any("counts ten in 2022" in caveat for caveat in found.caveats)
    with pytest.raises(CoverageError, match="no ledger of meetings of Germany and the United States"):
        run("meetings.count", "DEU", "USA")
    assert said_of(Register()) == ()


def test_rates_of_other_pairs_are_over_the_days_of_their_registers():
    found = run("meetings.rate", "PRK", "RUS")
    before, after = found.rows[:2]
    assert (before["count"], after["count"]) == (1, 3)  # 2019; 2023, 2024, 2025
    # 25 April 2019 to 24 February 2022, and to 29 September 2025: 1036 and 1314 days
    assert before["years"] == pytest.approx(1036 / 365.25)
    assert after["years"] == pytest.approx(1314 / 365.25)
