"""Blocs as a side: sums over members by date, majority votes, the ledger by members; refused where a measure takes states."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from realpolitik.errors import CoverageError, OptionError
from realpolitik.measures import get, run
from realpolitik.measures.registry import measures
from realpolitik.states import groups, members
from realpolitik.states.groups import group_named, side
from realpolitik.store import Store


@pytest.fixture(scope="module")
def embedded():
    return Store.embedded()


def flows(store, year, reporter):
    return store["trade"].filter(
        pl.col("freq") == "A",
        pl.col("product") == "total",
        pl.col("period") == date(year, 1, 1),
        pl.col("reporter") == reporter,
    )


def value(found, year):
    return next(row["value"] for row in found.rows if row["period"] == str(year))


def test_the_sum_over_the_members_of_the_union_is_the_imfs_own_row_of_it(embedded):
    ours = run("trade.turnover", "EU", "RUS", store=embedded)
    theirs = run("trade.turnover", "RUS", "EU27", store=embedded)
    for year in (
        2021,
        2022,
        2023,
        2024,
    ):  # the IMF's row is of the 27 members since 2020; it rounds each flow to dollars
        assert value(ours, year) == pytest.approx(value(theirs, year), rel=1e-3), year


def test_members_count_on_the_day(embedded):
    found = run("trade.exports", "EU", "CHN", store=embedded)
    for year, count in ((2003, 15), (2005, 25), (2010, 27), (2019, 28)):
        own = members("EU", on=date(year, 1, 1))
        assert len(own) == count
        rows = flows(embedded, year, "BACI").filter(
            pl.col("origin").is_in(own), pl.col("destination") == "CHN"
        )
        assert value(found, year) == rows["value_usd"].sum()


def test_trade_among_members_is_no_part_of_a_blocs_total(embedded):
    own = list(members("G7", on=date(2019, 1, 1)))
    year = flows(embedded, 2019, "BACI").filter(pl.col("destination").is_in(own))
    world = year.filter(pl.col("origin") == "WLD")["value_usd"].sum()
    within = year.filter(pl.col("origin").is_in(own))["value_usd"].sum()
    china = year.filter(pl.col("origin") == "CHN")["value_usd"].sum()
    found = run("dependence.import_share", "G7", "CHN", store=embedded)
    assert value(found, 2019) == pytest.approx(china / (world - within))
    assert value(found, 2019) > china / world


def test_a_year_without_a_large_member_is_said_and_not_summed(embedded):
    found = run("trade.exports", "ASEAN", "RUS", start="2000", end="2023", store=embedded)
    assert any("have a figure" in caveat for caveat in found.caveats)
    hole = run("trade.exports", "EU", "VNM", store=embedded)
    assert "2023" not in [row["period"] for row in hole.rows]  # BACI 2023 has no row of Poland and Viet Nam
    assert any("2023" in caveat and "without Poland" in caveat for caveat in hole.caveats)


def test_a_state_is_not_counted_against_its_own_bloc(embedded):
    with pytest.raises(CoverageError, match="stood on both sides"):
        run("trade.turnover", "EU", "DEU", store=embedded)
    with pytest.raises(CoverageError, match="stood on both sides"):
        run("trade.turnover", "G7", "EU", store=embedded)
    after = [row["period"] for row in run("trade.exports", "EU", "GBR", store=embedded).rows]
    assert after
    assert min(after) >= "2021"


def test_a_bloc_votes_as_most_of_its_members(embedded):
    found = run("votes.identical_share", "EU", "CHN", start="2019", end="2019", draws=100, store=embedded)
    calls = embedded["roll_calls"].filter(pl.col("date").dt.year() == 2019)
    own = members("EU", on=date(2019, 6, 1))
    votes = embedded["votes"].filter(pl.col("vote") != "absent")
    same = both = 0
    china = dict(votes.filter(pl.col("state") == "CHN").select("roll_call", "vote").iter_rows())
    cast = votes.filter(pl.col("state").is_in(own))
    for call in calls["roll_call"]:
        choices = cast.filter(pl.col("roll_call") == call)["vote"].to_list()
        most = [word for word in ("yes", "abstain", "no") if 2 * choices.count(word) > len(choices)]
        if most and call in china:
            both += 1
            same += most[0] == china[call]
    assert both > 50
    assert found.value == pytest.approx(same / both)


def test_a_state_is_left_out_of_the_bloc_that_it_is_compared_with(embedded):
    with_own = run("votes.identical_share", "EU", "HUN", start="2023", end="2023", draws=100, store=embedded)
    assert 0.5 < with_own.value < 1


def test_sanctions_of_a_bloc_are_those_of_its_members(embedded):
    bloc = run("sanctions.in_force", "EU", "RUS", on="2024-05-16", store=embedded)
    germany = run("sanctions.in_force", "DEU", "RUS", on="2024-05-16", store=embedded)
    assert bloc.value >= germany.value > 5
    assert all("the European Union" in row["series"] for row in bloc.rows)
    g7 = run("sanctions.in_force", "G7", "RUS", on="2024-05-16", store=embedded)
    assert {"USA", "EU"} <= {word for row in g7.rows for word in row["sender"].split()}


def test_a_measure_of_states_refuses_a_bloc_by_name(embedded):
    with pytest.raises(OptionError, match=r"leverage\.ratio takes states, not blocs: EU is a group"):
        run("leverage.ratio", "EU", "RUS", store=embedded)
    with pytest.raises(OptionError, match=r"votes\.ideal_point takes states, not blocs"):
        run("votes.ideal_point", "the G7", store=embedded)


@pytest.mark.parametrize("name", sorted(name for name, one in measures().items() if one.blocs))
def test_every_measure_that_takes_blocs_answers_for_one(name, embedded):
    found = run(name, "EU", "RUS", store=embedded)
    assert found.rows
    assert found.about == ("EU", "RUS")
    assert any("members" in caveat for caveat in found.caveats)


def test_every_group_has_a_name_and_every_membership_is_in_order():
    for group in groups():
        assert group_named(group) == group
        assert side(group, date(2025, 12, 1)) == frozenset(members(group, on=date(2025, 12, 1)))
    assert len(members("ASEAN", on=date(1990, 1, 1))) == 6
    assert len(members("ASEAN")) == 11
    assert get("leverage.ratio").blocs is False
