"""Obligations by treaty, and what a group still buys, against the texts and the coded data."""

from __future__ import annotations

import pytest

from realpolitik.errors import CoverageError, OptionError
from realpolitik.measures import run
from realpolitik.measures.alliances.held import strength
from realpolitik.measures.alliances.rigidity import codings, rigidity
from realpolitik.store import Store


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


@pytest.mark.parametrize(
    ("pair", "defended"),
    [
        # accessions of 4 April 2023 and 7 March 2024; ATOP codes a pledge of European Union members from 2007 (Lisbon) to 2018
        (("FIN", "SWE"), {*range(2007, 2019), 2024, 2025}),
        # Bonn acceded on 6 May 1955; Locarno to 1936 was the Reich's
        (("DEU", "FRA"), {*range(1925, 1937), *range(1955, 2026)}),
        # Albania left the Warsaw Treaty on 13 September 1968
        (("ALB", "SUN"), {*range(1955, 1969)}),
    ],
)
def test_a_treaty_binds_from_accession_to_withdrawal(pair, defended):
    assert {int(year) for year, row in held(*pair).items() if row["defence"] == "yes"} == defended


def test_a_pact_of_another_government_is_told_apart():
    found = run("treaties.obligations", "CHN", "SUN")
    assert (
        "a pledge of defence held in 1950–1980 (Sino-Soviet Treaty of Friendship, Alliance and Mutual Assistance, 1950)"
        in found.says
    )
    assert (
        "of the Republic of China and the Soviet Union held in 1942–1949 (Treaty of Friendship and Alliance, 1945;"
        in found.says
    )
    rows = {row["period"]: row["governments"] for row in found.rows}
    assert (rows["1949"], rows["1950"]) == ("the Republic of China and the Soviet Union", "")


def test_what_is_owed_names_the_treaty_or_that_there_is_no_name():
    says = run("treaties.obligations", "CHN", "RUS").says
    assert (
        "non-aggression and consultation in 2025 (Treaty of Good-Neighbourliness and Friendly Cooperation, 2001;"
        in says
    )
    assert "as coded by ATOP, treaty not named" in run("treaties.obligations", "TUR", "RUS").says


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
    assert strength(pledges) == pytest.approx(value)


def test_after_2018_what_is_not_curated_is_unknown_unless_both_deny_it():
    years = held("CHN", "RUS", start="2015")
    assert [years[year]["defence"] for year in ("2018", "2019", "2022", "2023", "2024")] == [
        "no",
        "unknown",
        "unknown",
        "no",  # joint statement of 21 March 2023: no alliance
        "no",  # joint statement of 16 May 2024
    ]
    assert years["2021"]["neutrality"] == "unknown"
    assert "Treaty of Good-Neighbourliness" in years["2024"]["treaty"]
    pledged = held("CHN", "RUS", pledge="defence", start="2015")
    assert (pledged["2018"]["value"], pledged["2021"]["value"], pledged["2024"]["value"]) == (0, None, 0)
    # ATOP's pledge of help ends with the record; no later treaty is curated, so it is unknown, not over
    assert max(held("USA", "CAN")) >= "2018"
    assert held("POL", "GBR")["2024"]["defence"] == "yes"  # the curated North Atlantic Treaty


def test_rigidity_is_a_fifth_a_provision_and_a_range_where_they_are_not_coded():
    full = rigidity({"support": 1, "institution": 3, "unconditional": 1, "binding": 1})
    assert (full.low, full.high) == (1, 1)
    half = rigidity({"support": 1, "institution": 1})
    assert (half.low, half.high) == pytest.approx(((2 + 1 / 3) / 5, (4 + 1 / 3) / 5))
    assert rigidity(None).high == 0
    with pytest.raises(OptionError, match="0 to 3"):
        rigidity({"institution": 4})


def test_every_coding_is_of_a_curated_pledge_of_help_and_says_why():
    treaties = {row["signed"]: row for row in Store()["treaties"].iter_rows(named=True)}
    for day, coding in codings().items():
        assert treaties[day]["defence"] == "yes"
        assert coding["why"]
        assert rigidity(coding).low <= rigidity(coding).high


def test_the_alliance_of_1950_was_rigid_and_the_alignment_is_not():
    years = {row["period"]: row for row in run("treaties.rigidity", "CHN", "SUN").rows}
    assert years["1955"]["value"] == pytest.approx(0.6)  # pledge, military help, no way out: three of five
    assert years["1981"]["value"] == 0
    later = {row["period"]: row for row in run("treaties.rigidity", "CHN", "RUS", start="1992").rows}
    assert later["2010"]["value"] == later["2024"]["value"] == 0
    assert later["2020"]["value"] is None


@pytest.mark.parametrize(
    ("pair", "year", "column", "value"),
    [
        # computed once by another program over ATOP 5.1 and 195 states, printed with three digits
        (("RUS", "CHN"), "2018", "value", 0.342),
        (("RUS", "CHN"), "2018", "s_binary", 0.344),
        (("RUS", "CHN"), "2018", "s", 0.665),
        (("RUS", "CHN"), "2018", "kappa_squared", 0.398),
        (("RUS", "CHN"), "2018", "tau_b", 0.382),
        (("USA", "GBR"), "2018", "value", 0.620),
        (("USA", "GBR"), "2018", "s", 0.552),
        (("USA", "GBR"), "2018", "s_binary", 0.610),
        (("USA", "RUS"), "2018", "value", 0.672),
        (("RUS", "CHN"), "2000", "value", 0.029),
        (("SUN", "CHN"), "1955", "value", 0.217),
        (("SUN", "CHN"), "1985", "value", -0.128),
    ],
)
def test_portfolios_are_as_alike_as_another_program_finds(pair, year, column, value):
    (row,) = run("treaties.portfolio", *pair, start=year, end=year, references="").rows
    assert row[column] == pytest.approx(value, abs=5e-4)


def test_portfolios_rank_russia_nearer_to_the_united_states_which_the_finding_warns_of():
    found = run("treaties.portfolio", "CHN", "RUS", start="2018")
    values = {row["series"]: row["value"] for row in found.rows}
    assert values["Russia–United States"] > values["China–Russia"]
    assert "Do not read this as alignment" in found.caveats[0]


def test_a_pair_that_is_not_coded_is_unknown_not_unbound():
    with pytest.raises(CoverageError, match="unknown, not nothing"):
        run("treaties.obligations", "TUV", "BTN")
    with pytest.raises(OptionError, match="defence"):
        run("treaties.obligations", "CHN", "RUS", pledge="defense")


def test_the_european_union_still_paid_for_russian_gas_in_2023():
    found = {row["period"]: row["value"] for row in run("products.group_imports", "RUS", fuel="gas").rows}
    assert found["2021"] == pytest.approx(
        44.825e9 + 4.126e9, rel=1e-9
    )  # pipeline and liquefied, Eurostat by way of CREA
    assert found["2023"] == 16.7e9
    assert "2022" not in found  # ten months are no year
    with pytest.raises(OptionError, match="crude-oil"):
        run("products.group_imports", "RUS", fuel="crude")
    with pytest.raises(OptionError, match="choose EU"):
        run("products.group_imports", "RUS", group="G7")
