"""Votes of two states on the embedded record: known shares, explicit treatments, errors that say what is missing."""

from __future__ import annotations

import pytest

from realpolitik.errors import CoverageError, OptionError, UnknownNameError
from realpolitik.measures import run
from realpolitik.store import Store

STORE = Store()
DIGITS = 5e-4  # the shares are known to three digits


def ask(name, *about, **options):
    return run(f"votes.{name}", *about, store=STORE, **options)


@pytest.mark.parametrize(
    ("year", "share", "votes"),
    [
        ("1990", 0.892, 83),
        ("1993", 0.387, 62),
        ("2021", 0.772, 79),
        ("2022", 0.7125, 80),
        ("2023", 0.678, 87),
    ],
)
def test_china_and_russia_by_the_calendar_date_of_the_vote(year, share, votes):
    (row,) = ask("identical_share", "CHN", "RUS", start=year, end=year).rows
    assert row["value"] == pytest.approx(share, abs=DIGITS)
    assert row["votes"] == votes
    assert row["low"] < row["value"] < row["high"]


def test_raw_agreement_is_never_alone():
    (row,) = ask("identical_share", "CHN", "RUS", start="1990", end="1990").rows
    assert row["kappa"] == pytest.approx(
        -0.05, abs=0.005
    )  # nearly all votes were yes: .89 alike is what habit gives
    assert "−0.05 beyond chance" in ask("identical_share", "CHN", "RUS", start="1990", end="1990").says
    (row,) = ask("kappa", "CHN", "RUS", start="1990", end="1990").rows
    assert row["identical"] == pytest.approx(0.892, abs=DIGITS)


def test_the_soviet_union_is_not_russia_but_russia_has_its_seat():
    asked = {"start": "1990", "end": "1990"}
    through_seat = ask("identical_share", "CHN", "RUS", **asked)
    own = ask("identical_share", "CHN", "SUN", **asked)
    assert through_seat.value == own.value
    assert any("Soviet Union's" in caveat for caveat in through_seat.caveats)
    assert not any("Soviet Union's" in caveat for caveat in own.caveats)
    with pytest.raises(CoverageError, match="ask for SUN"):
        ask("identical_share", "CHN", "RUS", **asked, seat="no")
    assert not any(
        "Soviet" in caveat
        for caveat in ask("identical_share", "CHN", "RUS", start="2000", end="2001").caveats
    )


def test_the_window_is_pooled_and_the_years_are_rows():
    finding = ask("identical_share", "CHN", "RUS", start="2021", end="2023")
    assert [row["period"] for row in finding.rows] == ["2021", "2022", "2023"]
    weighted = sum(row["value"] * row["votes"] for row in finding.rows) / sum(
        row["votes"] for row in finding.rows
    )
    assert finding.value == pytest.approx(weighted, abs=1e-12)
    assert finding.interval.low < finding.value < finding.interval.high


def test_the_years_named_are_those_in_which_both_voted():
    finding = ask("identical_share", "CHN", "RUS")
    assert "roll calls in 1971–2024" in finding.says
    assert finding.period.start.startswith("1971-")
    assert "roll calls in 1991–2024" in ask("kappa", "KOR", "USA").says
    assert ask("issues", "KOR", "USA").period.start.startswith("1991-")


def test_the_order_of_the_states_does_not_matter():
    for name in ("identical_share", "kappa", "change"):
        one, two = ask(name, "CHN", "RUS", start="2015"), ask(name, "RUS", "CHN", start="2015")
        assert one.value == pytest.approx(two.value, abs=1e-12)


def test_every_index_has_its_own_relation_to_the_others():
    def of(index):
        return ask("similarity", "FRA", "GBR", start="2010", end="2019", index=index, draws=100).value

    assert of("s") == pytest.approx(2 * of("agreement") - 1, abs=1e-12)
    assert of("identical") < of("agreement")
    assert (
        of("kappa") <= of("kappa-linear") <= of("kappa-quadratic")
    )  # these two never vote against each other's no
    assert of("coincidence") > 0.95
    assert of("kappa") == pytest.approx(ask("kappa", "FRA", "GBR", start="2010", end="2019").value, abs=1e-12)


def test_votes_that_divide_the_members_may_weigh_more():
    asked = {"start": "2010", "end": "2019", "index": "s"}
    equal, weighted = (
        ask("similarity", "CHN", "RUS", **asked, weights=w).value for w in ("equal", "division")
    )
    assert weighted < equal  # they agree most where nearly all do


def test_the_universe_of_votes_is_a_choice():
    asked = {"start": "2010", "end": "2019"}
    every = ask("identical_share", "CHN", "RUS", **asked)
    divided = ask("identical_share", "CHN", "RUS", **asked, universe="divided")
    important = ask("identical_share", "USA", "GBR", **asked, universe="important")
    assert divided.value < every.value
    assert "at least one member" in divided.caveats[0]
    assert sum(row["votes"] for row in important.rows) < 200
    assert "important" in important.caveats[0]


def test_an_absence_may_count_as_abstention():
    left_out = ask("identical_share", "CHN", "RUS", start="1971", end="1989")
    counted = ask("identical_share", "CHN", "RUS", start="1971", end="1989", absence="abstention")
    assert sum(row["votes"] for row in counted.rows) > sum(row["votes"] for row in left_out.rows)
    assert counted.value < left_out.value  # China stayed away from many votes of its first years
    assert "counts as an abstention" in counted.caveats[0]


def test_reference_pairs_stand_beside_the_pair():
    finding = ask("identical_share", "CHN", "RUS", start="2018", end="2020", references="FRA-GBR USA-GBR")
    assert {row["series"] for row in finding.rows} == {
        "China–Russia",
        "France–United Kingdom",
        "United States–United Kingdom",
    }
    assert finding.value == ask("identical_share", "CHN", "RUS", start="2018", end="2020").value
    alone = ask("identical_share", "FRA", "GBR", start="2018", end="2020", references="FRA-GBR")
    assert {row["series"] for row in alone.rows} == {"France–United Kingdom"}


@pytest.mark.parametrize(
    ("about", "asked", "words"),
    [
        (("CHN", "RUS"), {"start": "1964", "end": "1964"}, "no roll-call vote in 1964"),
        (("KOR", "USA"), {"start": "1980", "end": "1985"}, "South Korea first voted on 1991-10-03"),
        (("CHN", "USA"), {"start": "1960", "end": "1962"}, "no vote of China .* Republic of China"),
        (("YUG", "USA"), {"start": "1993", "end": "1999"}, "no vote of Yugoslavia"),
        (("TUR", "USA"), {"start": "2023-12", "end": "2024"}, "Türkiye voted last on 2023-10-27"),
        (("CHN", "RUS"), {"start": "2024", "end": "2024"}, "6 common votes .* fewer than 10"),
        (("CHN", "XKX"), {}, "no vote of Kosovo"),
        (("CHN", "RUS"), {"start": "2022", "end": "2024", "universe": "important"}, "no important roll call"),
        (
            ("CHN", "RUS"),
            {"start": "1946", "end": "1947", "issue": "war-in-ukraine"},
            "on Crimea and Ukraine",
        ),
    ],
)
def test_what_is_not_on_record_is_said(about, asked, words):
    with pytest.raises(CoverageError, match=words) as caught:
        ask("identical_share", *about, **asked)
    assert caught.value.remedy


def test_years_with_too_few_votes_have_no_row_and_are_named():
    finding = ask("identical_share", "CHN", "RUS", start="2023", end="2024")
    assert [row["period"] for row in finding.rows] == ["2023"]
    assert any("fewer than 10 common votes: 2024" in caveat for caveat in finding.caveats)


@pytest.mark.parametrize(
    ("option", "error"),
    [
        ({"universe": "every"}, OptionError),
        ({"absence": "no"}, OptionError),
        ({"issue": "oil"}, UnknownNameError),
        ({"draws": 5}, OptionError),
        ({"draws": 1_000_000_000}, OptionError),
        ({"references": "FRA"}, OptionError),
    ],
)
def test_a_wrong_option_is_refused(option, error):
    with pytest.raises(error):
        ask("identical_share", "CHN", "RUS", start="2020", **option)


@pytest.mark.parametrize(
    "name", ["leaning", "nearest", "blocs", "neutrality", "change", "issues", "similarity"]
)
@pytest.mark.parametrize("draws", [-1, 1_000_000_000])
def test_draws_that_say_nothing_or_fit_no_machine_are_refused_everywhere(name, draws):
    about = ("CHN",) if name in ("nearest", "neutrality") else ("CHN", "RUS")
    with pytest.raises(OptionError, match=f"draws={draws}: "):
        ask(name, *about, draws=draws)


def test_wrong_options_of_an_index_are_refused():
    with pytest.raises(UnknownNameError, match="kappa"):
        ask("similarity", "CHN", "RUS", index="kapa")
    with pytest.raises(OptionError, match="division"):
        ask("similarity", "CHN", "RUS", weights="size")
    with pytest.raises(OptionError, match="0 to 2"):
        ask("kappa", "CHN", "RUS", power=3)


def test_all_alike_is_not_certain():
    finding = ask("identical_share", "FRA", "GBR", start="2014", issue="war-in-ukraine")
    assert finding.value == 1
    # twelve clusters without an exception: 0.025 ** (1 / 12)
    assert finding.interval.low == pytest.approx(0.025 ** (1 / 12), abs=1e-9)
    assert finding.rows[0].get("kappa") is None or finding.rows[0]["kappa"] <= 1


def test_the_same_question_has_the_same_answer():
    asked = {"start": "2020", "end": "2022"}
    assert (
        ask("identical_share", "CHN", "RUS", **asked).record()
        == ask("identical_share", "CHN", "RUS", **asked).record()
    )


def test_the_joint_counts_by_year_and_issue_give_back_the_shares():
    finding = ask("counts", "CHN", "RUS", start="2010", end="2021")
    shares = {
        row["period"]: row for row in ask("identical_share", "CHN", "RUS", start="2010", end="2021").rows
    }
    for row in finding.rows:
        cells = [row[f"{one}_{two}"] for one in ("yes", "abstain", "no") for two in ("yes", "abstain", "no")]
        assert sum(cells) == row["value"]
        if row["label"] == "all":
            assert row["value"] == shares[row["period"]]["votes"]
            assert (cells[0] + cells[4] + cells[8]) / sum(cells) == pytest.approx(
                shares[row["period"]]["value"]
            )
    turned = ask("counts", "RUS", "CHN", start="2010", end="2021")
    by = {(row["period"], row["label"]): row for row in turned.rows}
    for row in finding.rows:
        other = by[row["period"], row["label"]]
        assert row["yes_no"] == other["no_yes"]
        assert row["absent_first"] == other["absent_second"]
    assert {row["label"] for row in finding.rows} >= {
        "all",
        "middle-east",
        "nuclear",
        "human-rights",
        "other",
    }


def test_absences_are_counted_apart():
    rows = ask("counts", "CHN", "RUS", start="1971", end="1979").rows
    every = [row for row in rows if row["label"] == "all"]
    assert (
        sum(row["absent_first"] for row in every) > 100
    )  # China stayed away from many votes of its first years
    assert sum(row["absent_second"] for row in every) < 20
