"""The ledger of sanctions on a day: what stands, what was suspended or replaced, who joined, how heavy it is."""

from __future__ import annotations

from datetime import date

import pytest

from realpolitik.errors import CoverageError, UnknownNameError
from realpolitik.measures import run
from realpolitik.measures.sanctions.ledger import (
    classes_of,
    in_force,
    is_suspension,
    rules,
    senders,
    starts,
    targets,
)
from realpolitik.store import Store

ROWS = list(Store()["sanctions"].iter_rows(named=True))


def test_every_instrument_of_the_ledger_has_a_class_or_is_a_basis():
    bases = {row["instrument"] for row in ROWS if not classes_of(row["instrument"])}
    assert bases == {
        "asset freeze authority",
        "asset freeze, Entity List (count)",
        "countermeasure (announced)",
        "export control list",
        "law, secondary sanctions",
        "secondary sanctions authority",
        "sectoral authority",
        "suspension",
    }
    with pytest.raises(UnknownNameError, match="instrument of sanctions"):
        classes_of("magic")


def test_everything_that_ended_is_on_the_ledger():
    for end in rules()["ended"]:
        own = [
            row for row in ROWS if row["date"] == end["adopted"] and end["target"] in row["target"].split()
        ]
        assert any(end["sender"] in senders(row) for row in own), end


def test_the_price_cap_was_replaced_for_the_union_alone():
    caps = {"2025-06-01": {60.0}, "2025-10-01": {60.0, 47.6}, "2026-03-01": {60.0, 47.6, 44.1}}
    for day, levels in caps.items():
        standing = [one for one in in_force(ROWS, date.fromisoformat(day)) if one.row["sectors"] == "crude"]
        assert {one.row["value"] for one in standing} == levels
        sixty = next(one for one in standing if one.row["value"] == 60)
        assert ("DEU" in sixty.senders, "USA" in sixty.senders) == (day < "2025-09-03", True)


def test_a_measure_stands_from_its_effective_day():
    gallium = [row for row in ROWS if "gallium and germanium" in row["measure"] and row["target"] == "WLD"]
    assert not in_force(gallium, date(2023, 7, 31))
    assert in_force(gallium, date(2023, 8, 1))


def _package(words, on, target="RUS"):
    """Instruments of a package that stand on a day."""
    standing = in_force([row for row in ROWS if words in row["measure"]], date.fromisoformat(on))
    return sorted(one.row["instrument"] for one in standing if target in one.row["target"].split())


@pytest.mark.parametrize(
    ("words", "first", "at_once", "last", "waits"),
    [
        ("5th package: ", "2022-04-08", ["transport, financial"], "2022-07-31", "trade embargo"),
        ("etroleum services ban", "2025-01-10", [], "2025-02-26", "services"),
        # the cap, a row of its own, is left out by its words
        ("18th package: 22", "2025-07-18", ["financial, shipping"], "2026-01-20", ""),
        ("18th package: refined", "2025-07-18", [], "2026-01-20", "trade"),
        ("19th package: ", "2025-10-23", ["listings, financial"], "2026-12-31", "trade"),
    ],
)
def test_one_clause_that_waits_does_not_hold_up_its_package(words, first, at_once, last, waits):
    # days as the legal texts have them: coal from August 2022, refined products from 21 January 2026, LNG from 2027
    assert _package(words, first) == _package(words, last) == at_once
    after = date.fromordinal(date.fromisoformat(last).toordinal() + 1).isoformat()
    assert _package(words, after) == sorted([*at_once, *([waits] if waits else [])])


def test_chinese_firms_of_the_nineteenth_package_are_listed_at_once_and_the_ban_on_russian_gas_is_on_russia():
    assert _package("19th package: ", "2025-10-23", "CHN") == ["listings, financial"]
    assert _package("19th package: ", "2027-01-01", "CHN") == ["listings, financial"]
    assert {row["value"] for row in ROWS if "19th package: " in row["measure"]} == {12.0, None}


def test_time_to_wind_down_delays_no_listing():
    assert _package("Rosneft, Lukoil and 34 subsidiaries", "2025-10-22") == ["asset freeze, secondary risk"]


def test_no_measure_of_several_instruments_waits():
    waiting = [row for row in ROWS if row["effective"] and row["effective"] > row["date"]]
    assert len(waiting) > 10
    assert [row["measure"] for row in waiting if "," in row["instrument"]] == []


def test_suspended_measures_do_not_stand():
    before = run("sanctions.in_force", "CHN", "USA", on="2025-11-01")
    after = run("sanctions.in_force", "CHN", "USA", on="2025-12-01")
    own = [
        [row["label"] for row in one.rows if row["series"].startswith("of China")] for one in (before, after)
    ]
    assert len(own[0]) - len(own[1]) == 2  # six announcements of October (one row), and the ban on gallium
    assert not any(is_suspension(row) for one in in_force(ROWS, date(2026, 1, 1)) for row in [one.row])
    later = [one.row["date"] for one in in_force(ROWS, date(2026, 11, 11)) if one.row["sender"] == "CHN"]
    assert date(2025, 10, 9) in later  # the pause ends on 10 November 2026


def test_between_two_parties_either_way_and_by_group():
    finding = run("sanctions.in_force", "DEU", "RUS", on="2022-03-01")
    assert {row["sender"] for row in finding.rows} == {"EU", "USA EU"}
    assert finding.says == "In force on 1 March 2022, by the ledger: 7 measures of Germany against Russia."
    china = run("sanctions.in_force", "CHN", "RUS")
    assert {row["series"] for row in china.rows} == {"of China against all states, Russia among them"}
    everyone = run("sanctions.in_force", "CHN", "RUS", third=True)
    assert len(everyone.rows) > len(china.rows) + 50
    oil = run("sanctions.in_force", "USA", "RUS", sector="oil")
    assert all("oil" in row["sectors"] for row in oil.rows)
    assert not any("The ledger ends" in caveat for caveat in oil.caveats)
    later = run("sanctions.in_force", "USA", "RUS", on="2030-01-01")
    assert any("to 1 January 2030 is not in it" in caveat for caveat in later.caveats)
    with pytest.raises(UnknownNameError, match=r"'oli'\. Did you mean oil"):
        run("sanctions.in_force", "USA", "RUS", sector="oli")
    with pytest.raises(CoverageError, match="nothing on Fiji or Peru"):
        run("sanctions.in_force", "FJI", "PER")
    with pytest.raises(CoverageError, match="nothing on Ukraine"):  # a selection: its silence is no absence
        run("sanctions.in_force", "RUS", "UKR")
    with pytest.raises(CoverageError, match="the ledger begins on"):
        run("sanctions.in_force", "USA", "RUS", on="2010-01-01")


def test_classes_name_scenarios_that_exist():
    from realpolitik.scenarios import library

    named = {kind["scenario"] for kind in rules()["classes"].values() if "scenario" in kind}
    assert named <= set(library())
    cap = [row for row in run("sanctions.in_force", "USA", "RUS").rows if "price cap" in row["classes"]]
    assert {row["scenario"] for row in cap} == {"oil-embargo-and-cap"}


def test_intensity_is_the_sum_of_weights_in_force():
    finding = run("sanctions.intensity", "CHN", "RUS")
    by_month = {(row["series"], row["period"]): row for row in finding.rows}
    # by hand, January 2022: two American freezes of 2014 (1 each; an authority adds 0), the Union's two lists (1; 1 and
    # diplomacy 1), sectors of 16 July (finance 2 and sectors 2), 29 July (export control 2, sectors 2), 31 July (2), September (2)
    assert by_month["Russia", "2022-01"]["value"] == 1 + 1 + 2 + 4 + 4 + 2 + 2
    assert by_month["Russia", "2022-03"]["value"] > 2 * by_month["Russia", "2022-01"]["value"]
    assert by_month["China", "2022-01"]["value"] == 2  # the Equipment Development Department
    standing = [
        one
        for one in in_force(ROWS, date(2022, 3, 31))
        if targets(one.row, among=["RUS"]) and "WLD" not in one.row["target"]
    ]
    assert by_month["Russia", "2022-03"]["value"] == sum(one.weight for one in standing)


def test_a_measure_known_only_by_its_year_counts_from_the_end_of_it():
    (oil,) = [row for row in ROWS if row["precision"] == "year"]
    assert (oil["sender"], starts(oil)) == ("GBR", date(2022, 12, 31))


def test_who_joined_when():
    finding = run("sanctions.joined", "CHN", "RUS", target="RUS", since="2022-02-24")
    first = {code: row["period"] for row in reversed(finding.rows) for code in row["label"].split(", ")}
    assert (first["CAN"], first["CHE"], first["JPN"], first["DEU"]) == (
        "2022-02-24",
        "2022-02-28",
        "2022-03-01",
        "2022-02-25",
    )
    assert first["NZL"] == "2023-09-26"
    values = [row["value"] for row in finding.rows]
    assert values == sorted(values)
    whole = run("sanctions.joined", "CHN", "RUS")
    assert whole.says.startswith("On the ledger 30 states have taken measures against China and 34 states")
