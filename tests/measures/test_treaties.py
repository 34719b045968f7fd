"""Obligations by treaty, and what a group still buys, against the texts and the coded data."""

from __future__ import annotations

import pytest

from realpolitik.errors import CoverageError, OptionError, UnknownNameError
from realpolitik.measures import run
from realpolitik.measures.treaties import rigidity


def held(a, b, **options):
    return {row["period"]: row for row in run("treaties.obligations", a, b, **options).rows}


def test_china_and_the_soviet_union_were_pledged_to_defence_until_1980():
    years = held("CHN", "SUN", pledge="defence")
    assert [years[year]["value"] for year in ("1950", "1955", "1979", "1980", "1981", "1991")] == [
        1,
        1,
        1,
        1,
        0,
        0,
    ]
    assert max(years) == "1991"  # no year after the Soviet Union


def test_china_and_russia_have_no_pledge_of_defence_but_non_aggression_and_consultation():
    years = held("CHN", "RUS", start="1981")
    assert all("defence" not in row["label"] for row in years.values())
    # ATOP 5.1: non-aggression 1992 to 2018, consultation 2001 to 2018; the treaty of 2001 carries both further
    assert "non-aggression" in years["1992"]["label"]
    assert "consultation" not in years["2000"]["label"]
    assert years["2018"]["label"] == years["2024"]["label"] == "non-aggression, consultation"
    assert "atop" not in years["2024"]["source"].split()


def test_the_order_of_states_does_not_matter():
    assert run("treaties.obligations", "CHN", "RUS").rows == run("treaties.obligations", "RUS", "CHN").rows


@pytest.mark.parametrize(
    ("pledges", "value"),
    [
        ({"defence"}, 1.0),
        ({"offence", "neutrality"}, 1.0),
        ({"neutrality", "non-aggression"}, 2 / 3),
        ({"non-aggression", "consultation"}, 1 / 3),
        ({"consultation"}, 1 / 6),
        (set(), 0.0),
    ],
)
def test_the_strongest_pledge_counts(pledges, value):
    assert rigidity(pledges) == pytest.approx(value)


def test_a_pair_that_is_not_coded_is_unknown_not_unbound():
    with pytest.raises(CoverageError, match="unknown, not nothing"):
        run("treaties.obligations", "TUV", "BTN")
    with pytest.raises(UnknownNameError, match="defence"):
        run("treaties.obligations", "CHN", "RUS", pledge="defense")


def test_the_european_union_still_paid_for_russian_gas_in_2023():
    found = {row["period"]: row["value"] for row in run("products.group_imports", "RUS", fuel="gas").rows}
    assert found["2021"] == pytest.approx(
        44.825e9 + 4.126e9, rel=1e-9
    )  # pipeline and liquefied, Eurostat by way of CREA
    assert found["2023"] == 16.7e9
    assert "2022" not in found  # ten months are no year
    with pytest.raises(UnknownNameError, match="crude-oil"):
        run("products.group_imports", "RUS", fuel="crude")
    with pytest.raises(OptionError, match="EU only"):
        run("products.group_imports", "RUS", group="G7")
