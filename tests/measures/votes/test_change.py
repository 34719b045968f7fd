"""Change at a date, the issue map, the roll calls behind a cell."""

from __future__ import annotations

import numpy as np
import pytest

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Window, parse_date
from realpolitik.measures import run
from realpolitik.measures.votes.change import around
from realpolitik.measures.votes.issues import any_of
from realpolitik.store import Store

STORE = Store()


def ask(name, *about, **options):
    return run(f"votes.{name}", *about, store=STORE, **options)


def test_agreement_fell_after_the_invasion_and_the_sentence_says_so():
    finding = ask("change", "CHN", "RUS")
    row = finding.rows[0]
    # three years either side: 203 of 258 alike before, 120 of 173 after
    assert (row["before_votes"], row["votes"]) == (258, 173)
    assert row["before"] == pytest.approx(203 / 258, abs=1e-12)
    assert row["value"] == pytest.approx(120 / 173, abs=1e-12)
    assert finding.value == pytest.approx(120 / 173 - 203 / 258, abs=1e-12)
    assert "69.4 % of 173 roll calls, 78.7 % of 258 before: no clear change" in finding.says
    assert finding.interval.low < finding.value < finding.interval.high
    # the fall is not beyond chance, and that is said too
    assert 0.1 < row["p"] < 0.5
    assert "no clear change" in finding.says


def test_the_end_of_the_cold_war_is_beyond_chance():
    finding = ask("change", "CHN", "RUS", shock="1991-12-26")
    assert finding.value < -0.25
    assert finding.rows[0]["p"] < 0.01
    assert "Since 26 December 1991" in finding.says


def test_no_change_is_called_none():
    finding = ask("change", "FRA", "GBR")
    assert abs(finding.value) < 0.02
    assert "no clear change" in finding.says


def test_a_date_outside_the_period_is_refused():
    with pytest.raises(CoverageError, match="does not divide"):
        ask("change", "CHN", "RUS", start="1980", end="1990")
    with pytest.raises(CoverageError, match="common votes before"):
        ask("change", "CHN", "RUS", shock="2022-02-24", start="2022")
    with pytest.raises(OptionError, match="years=-1"):
        ask("change", "CHN", "RUS", years=-1)


def test_the_years_on_either_side_stay_within_the_window():
    day = parse_date("2022-02-24")
    cut = around(Window.parse("2020", "2030"), day, 3)
    assert (str(cut.start), str(cut.end)) == ("2020-01-01", "2025-02-23")
    assert around(Window(), parse_date("2024-02-29"), 1).start == parse_date("2023-02-28")
    assert around(Window.parse("2020", "2030"), day, 0) == Window.parse("2020", "2030")


def test_interests_overlap_on_colonialism_and_diverge_on_nuclear_weapons():
    finding = ask("issues", "CHN", "RUS", start="2013")
    by = {row["issue"]: row for row in finding.rows}
    values = [row["value"] for row in finding.rows]
    assert values == sorted(values, reverse=True)
    assert by["nuclear"]["value"] < 0.5 < by["middle-east"]["value"]
    for row in finding.rows:
        assert row["votes"] >= 5
        assert row.get("kappa") is None or row["kappa"] <= 1
    # on the war itself: no on two texts and on human rights, yes on the pact's cooperation; 4 of 13
    assert by["war-texts"]["value"] == pytest.approx(4 / 13, abs=1e-12)
    changed = [row for row in finding.rows if row.get("change") is not None]
    assert len(changed) >= 6
    for row in changed:
        assert row["change"] == pytest.approx(row["value"] - row["before"], abs=1e-12)
        assert 0 < row["p"] <= 1
    assert any("read off the votes" in caveat for caveat in finding.caveats)


def test_an_issue_with_votes_on_one_side_alone_says_its_years():
    rows = {row["issue"]: row for row in ask("issues", "CHN", "RUS").rows}
    pooled = rows["war-in-ukraine"]
    assert pooled["label"] == "Crimea and Ukraine, 2014–2023"
    assert pooled.get("before") is None
    # Russia always said no: what is alike is habit, and kappa beside it says so.
    assert pooled["kappa"] == pytest.approx(0, abs=1e-12)
    assert rows["colonialism"]["label"] == "Colonialism"


def test_a_change_that_chance_may_give_is_not_made_much_of():
    assert "on no issue did agreement clearly change" in ask("issues", "PRK", "KOR", start="2013").says
    finding = ask("issues", "CHN", "RUS", start="2013")
    least = min(row["p"] for row in finding.rows if row.get("p") is not None)
    # By itself economic development looks changed; of six issues one does in four of ten cases.
    assert least < 0.1 < any_of(least, 6)
    assert "on no issue did agreement clearly change" in finding.says
    assert any("Šidák" in caveat for caveat in finding.caveats)


def test_a_change_beyond_chance_is_named_with_the_chance_of_any():
    said = ask("issues", "CHN", "RUS", start="1985", end="1998", shock="1991-12-26").says
    assert "agreement fell most clearly on" in said
    assert "the clearest of" in said


def test_the_smallest_of_many_chances():
    draw = np.random.default_rng(3).random((100_000, 6)).min(1)
    # 100,000 draws place a share within .005
    assert (draw <= 0.05).mean() == pytest.approx(any_of(0.05, 6), abs=0.005)
    assert any_of(0.05, 1) == pytest.approx(0.05, abs=1e-15)


def test_before_issues_are_read_off_nothing_is_said_of_it():
    finding = ask("issues", "CHN", "RUS", start="1995", end="2010")
    assert all("change" not in row for row in finding.rows)  # the shock lies outside
    assert not any("read off the votes" in caveat for caveat in finding.caveats)


def test_the_list_behind_a_cell_gives_the_share_of_the_cell():
    asked = {"start": "2013", "end": "2022-02-23"}
    cell = {row["issue"]: row for row in ask("issues", "CHN", "RUS", **asked).rows}["nuclear"]
    listed = ask("roll_calls", "CHN", "RUS", issue="nuclear", **asked)
    assert len(listed.rows) == cell["votes"]
    assert listed.value == pytest.approx(cell["value"], abs=1e-12)
    apart = ask("roll_calls", "CHN", "RUS", issue="nuclear", only="apart", **asked)
    assert len(apart.rows) == round(cell["votes"] * (1 - cell["value"]))
    assert all(row["CHN"] != row["RUS"] for row in apart.rows)
    assert any(row["label"].startswith("Roll call 7") for row in apart.rows)  # no titles after session 74
    opposite = ask("roll_calls", "CHN", "RUS", issue="nuclear", only="opposite", **asked)
    assert all({row["CHN"], row["RUS"]} == {"yes", "no"} for row in opposite.rows if row["value"] is not None)
    with pytest.raises(OptionError, match="alike"):
        ask("roll_calls", "CHN", "RUS", only="same")


def test_the_embargo_on_cuba_divides_two_allies():
    calls = ask("roll_calls", "USA", "GBR", only="opposite", issue="economic", start="2013", end="2015").rows
    tallies = {row["period"]: row["tally"] for row in calls}
    # the Assembly's own counts, yes, abstentions, no: 188, 3, 2 in 2013 and 2014; 191, 0, 2 in 2015
    assert (tallies["2013-10-29"], tallies["2014-10-28"], tallies["2015-10-27"]) == (
        "188–3–2",
        "188–3–2",
        "191–0–2",
    )
