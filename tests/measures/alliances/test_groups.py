"""Who belonged to which group of states, and when."""

from __future__ import annotations

import pytest

from realpolitik.errors import CoverageError, OptionError
from realpolitik.measures import get, run
from realpolitik.states import groups


def test_a_state_has_its_groups_with_their_days_and_sources():
    found = run("affinity.groups", "HRV")
    assert found.value == 3
    assert {(row["series"], row["period"]) for row in found.rows} == {
        ("EU", "2013-07-01"),
        ("NATO", "2009-04-01"),
        ("sanctioning-russia", "2022-02-24"),
    }
    assert (
        found.says
        == "Croatia has belonged to the European Union since 1 July 2013, NATO since 1 April 2009 and the coalition that sanctions Russia since 24 February 2022."
    )
    assert {one.id for one in found.sources} == {"members-eu", "members-nato", "members-sanctioning-russia"}
    assert "North Atlantic Treaty and accession protocols" in next(
        one.title for one in found.sources if one.id == "members-nato"
    )


def test_one_group_is_answered_with_yes_or_no_and_with_its_members():
    found = run("affinity.groups", "IRN", group="SCO", end="2022")
    assert (found.value, found.says) == (
        0.0,
        "Iran did not belong to the Shanghai Cooperation Organisation on 31 December 2022.",
    )
    assert (
        found.caveats[-1]
        == "Members of the Shanghai Cooperation Organisation on 31 December 2022: China, India, Kazakhstan, Kyrgyzstan, Pakistan, Russia, Tajikistan and Uzbekistan."
    )
    assert run("affinity.groups", "IRN", group="SCO", end="2023").value == 1.0
    left = run("affinity.groups", "GBR", group="EU", start="2019", end="2019")
    assert (
        left.says
        == "The United Kingdom belonged to the European Union from 1 January 1973 to 31 January 2020."
    )
    assert (
        run("affinity.groups", "GBR", group="EU", start="2021").says
        == "The United Kingdom did not belong to the European Union on 1 January 2021."
    )


def test_before_it_had_members_a_group_had_none():
    found = run("affinity.groups", "CHN", group="BRICS", start="1999", end="2000")
    assert found.says == "China did not belong to BRICS between 1 January 1999 and 31 December 2000."
    assert found.caveats[-1] == "BRICS had no members on 31 December 2000."


def test_a_state_of_no_group_is_no_zero():
    with pytest.raises(CoverageError, match="Fiji is a member of none of the groups on the list"):
        run("affinity.groups", "FJI")


def test_years_after_its_last_change_the_list_says_nothing():
    with pytest.raises(CoverageError, match="the list of members ends with"):
        run("affinity.groups", "DEU", group="EU", start="2060")


def test_the_option_lists_the_groups_there_are():
    assert set(get("affinity.groups").options["group"].choices()) == {"every", *groups()}
    with pytest.raises(OptionError):
        run("affinity.groups", "CHN", group="Mercosur")
