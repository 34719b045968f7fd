"""Bounds that no ledger on record meets: days, counts, rates and their sentences, on meetings made by hand."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from realpolitik.errors import CoverageError, OptionError, UnknownNameError
from realpolitik.findings import Window
from realpolitik.measures.diplomacy import meeting_rates as rates
from realpolitik.measures.diplomacy import meetings
from realpolitik.measures.diplomacy.ledgers import Register, register, said_of
from realpolitik.measures.diplomacy.peace_plans import _authors, peace
from realpolitik.models.stats.poisson import rate


def meeting(day, kind="meeting", bilateral="yes", **more):
    start = date.fromisoformat(day)
    return {
        "a": "ARG", "b": "BRA", "level": "leaders", "date_start": start, "date_end": None, "kind": kind, "bilateral": bilateral, "place": "Rio",
        "occasion": "visit", "country": "BRA", "joint_statement": "", "source_id": f"s{start.year}", **more,
    }  # fmt: skip


class Shelf(dict):
    """Tables by name."""

    def names(self):
        return list(self)


def shelf(*rows, counts=(), extent=None, first="2000-01-01", last="2010-12-31", holds="", note=""):
    kinds = {"a": pl.String, "b": pl.String, "date": pl.Date, "count": pl.Int64, "qualifier": pl.String, "rule": pl.String, "source_id": pl.String}  # fmt: skip
    made = Shelf(
        meetings=pl.DataFrame(list(rows), schema_overrides={"date_end": pl.Date}),
        meeting_counts=pl.DataFrame(
            [("ARG", "BRA", date.fromisoformat(day), many, word, "talks", "p") for day, many, word in counts], schema=kinds, orient="row"
        ),
    )  # fmt: skip
    if extent:
        made["meeting_ledgers"] = pl.DataFrame(
            [
                {
                    "a": "ARG", "b": "BRA", "level": "leaders", "extent": extent, "who": "presidents", "from_date": date.fromisoformat(first),
                    "to_date": date.fromisoformat(last), "holds": holds, "note": note, "source_id": "r",
                }
            ]
        )  # fmt: skip
    return made


PAIR = ("BRA", "ARG")


# --- counts -----------------------------------------------------------------------------------------------------------


def test_meetings_are_counted_to_the_day_and_from_the_day():
    held = shelf(*(meeting(f"200{year}-05-01") for year in range(4)), extent="whole", last="2003-12-31")
    assert meetings.count(held, PAIR, Window()).value == 4.0
    assert meetings.count(held, PAIR, Window(), on="2002-05-01").value == 3.0
    assert meetings.count(held, PAIR, Window(), on="2002-04-30").value == 2.0
    assert (
        meetings.count(held, PAIR, Window(), on="2002").value
        == meetings.count(held, PAIR, Window(), on="2002-05").value
        == 3.0
    )
    assert meetings.count(held, PAIR, Window(start=date(2001, 5, 1), end=date(2002, 5, 1))).value == 2.0
    with pytest.raises(
        CoverageError, match="the ledger has no meeting up to 1999-12-31; it begins on 2000-05-01"
    ):
        meetings.count(held, PAIR, Window(), on="1999")
    with pytest.raises(
        CoverageError, match=r"there is no ledger of meetings of Chile and Argentina\. The offices of both"
    ):
        meetings.count(held, ("CHL", "ARG"), Window())


@pytest.mark.parametrize(
    ("extent", "many", "said"),
    [
        ("whole", 1, "Brazil's and Argentina's presidents met once from 2000 to 31 December 2003, 0.3 a year."),
        ("whole", 2, "Brazil's and Argentina's presidents met twice from 2000 to 31 December 2003, 0.5 a year."),
        ("whole", 3, "Brazil's and Argentina's presidents met 3 times from 2000 to 31 December 2003, 0.8 a year."),
        ("visits", 2, "Brazil's and Argentina's presidents met twice in each other's country from 2000 to 2003; meetings elsewhere are not in the list."),
        ("part", 1, "Reports date 1 meeting of Brazil's and Argentina's presidents from 2000 to 2003; the list is a part, and there were more."),
        ("part", 2, "Reports date 2 meetings of Brazil's and Argentina's presidents from 2000 to 2003; the list is a part, and there were more."),
    ],
)  # fmt: skip
def test_how_often_they_met_is_said_by_what_the_ledger_is(extent, many, said):
    held = shelf(*(meeting(f"200{year}-05-01") for year in range(many)), extent=extent, last="2003-12-31")
    found = meetings.count(held, PAIR, Window())
    assert found.says == said
    assert (found.interval is None) == (extent != "whole")
    assert any(caveat.startswith("Rate ") for caveat in found.caveats) == (extent == "whole")


def test_published_counts_stand_beside_within_the_period():
    rows = [meeting(f"200{year}-05-01") for year in range(4)]
    counts = [
        ("2001-05-01", 2, "exact"),
        ("2002-05-01", 9, "exact"),
        ("2003-05-01", 4, "about"),
        ("2003-06-01", 4, "guess"),
    ]
    found = meetings.count(shelf(*rows, counts=counts), PAIR, Window(), on="2003-05-01")
    published = [row for row in found.rows if row["series"] == "published"]
    assert [(row["period"], row["value"], row["rule"]) for row in published] == [
        ("2001-05-01", 2.0, "published, exact"), ("2002-05-01", 9.0, "published, exact"), ("2003-05-01", 4.0, "published, about"),
    ]  # fmt: skip
    assert len([row for row in meetings.count(shelf(*rows, counts=counts), PAIR, Window(), on="2003-04-30").rows if row["series"] == "published"]) == 2  # fmt: skip
    said = " ".join(found.caveats)
    assert "gives: 2 (2001-05-01)." in said
    assert "Published counts that no rule gives: 9 (2002-05-01; nearest " in said
    assert [row["value"] for row in found.rows[:4]] == [1.0, 2.0, 3.0, 4.0]


def test_an_inference_must_add_up():
    ledger = [meeting("2001-01-01", kind="video"), meeting("2002-01-01")]
    claim = {"count": 2, "arithmetic": {"from": 3, "less": [date(2001, 1, 1)], "why": "so"}}
    assert (
        meetings._arithmetic(claim, ledger)
        == " It is 3 (published) less 1 call by video (1 January 2001): so."
    )
    assert meetings._arithmetic({"count": 2}, ledger) == ""
    with pytest.raises(OptionError, match=r"meeting_claims.yaml: the ledger has no video call on 2002-01-01"):
        meetings._arithmetic({"count": 2, "arithmetic": {"from": 3, "less": [date(2002, 1, 1)]}}, ledger)
    with pytest.raises(OptionError, match=r"meeting_claims.yaml: 4 less 1 is 3, not 2"):
        meetings._arithmetic({"count": 2, "arithmetic": {"from": 4, "less": [date(2001, 1, 1)]}}, ledger)


def test_a_rate_needs_an_exposure_and_a_change_of_rate_an_event():
    assert meetings.poisson_interval(0, 1).low == 0.0
    assert meetings.poisson_interval(0, 1).high == pytest.approx(3.689, abs=5e-4)  # ln 40
    assert meetings.poisson_interval(1, 1).low == pytest.approx(0.0253, abs=5e-5)  # -ln .975
    assert meetings.poisson_interval(1, 2, level=0.9).kind == "exact Poisson interval, 90%"
    for count, exposure, level in ((-1, 1, 0.95), (1, 0, 0.95), (1, 1, 0.0), (1, 1, 1.0), (1, -1, 0.95)):
        with pytest.raises(
            OptionError, match=f"count={count}, exposure={exposure}, level={level}: needs count >= 0"
        ):
            meetings.poisson_interval(count, exposure, level=level)
    assert meetings.rate_change((1, 1.0), (0, 1.0)) == 1.0
    assert meetings.rate_change((3, 1.0), (0, 1.0)) == pytest.approx(0.25)
    assert meetings.rate_change((1, 1.0), (0, 3.0)) == pytest.approx(0.25)
    for before, after in (
        ((0, 1.0), (0, 1.0)),
        ((1, 0.0), (1, 1.0)),
        ((1, 1.0), (1, 0.0)),
        ((1, -1.0), (1, 1.0)),
    ):
        with pytest.raises(OptionError, match="a change of rate needs an event and two positive exposures"):
            meetings.rate_change(before, after)


# --- registers --------------------------------------------------------------------------------------------------------


def test_a_register_is_of_a_pair_and_a_level():
    held = shelf(meeting("2000-05-01"), extent="part", holds="visits of state", note="nothing before")
    assert register(held, PAIR).who == "presidents"
    assert register(held, PAIR, "foreign ministers") == Register()
    assert register(held, ("ARG", "CHL")) == Register()
    assert register(shelf(meeting("2000-05-01")), PAIR).whole
    assert not register(held, PAIR).whole


@pytest.mark.parametrize(
    ("extent", "said"),
    [
        ("whole", "The ledger is meant to be whole"),
        ("visits", "The ledger holds visits alone"),
        ("part", "The ledger is a part: it holds meetings with a day in reports that were read"),
        ("none", "No list could be opened"),
    ],
)
def test_what_a_register_holds_in_words(extent, said):
    known = Register(extent, "leaders", date(2000, 1, 2), date(2003, 4, 5), "state visits", "none before")
    assert said_of(known) == (f"{said} (state visits, 2 January 2000 to 5 April 2003; none before.".replace("5 April 2003;", "5 April 2003);"),)  # fmt: skip
    assert said_of(Register(extent, "leaders", date(2000, 1, 2), date(2003, 4, 5))) == (f"{said} (2 January 2000 to 5 April 2003).",)  # fmt: skip
    assert said_of(Register(extent, "leaders", date(2000, 1, 2))) == ()
    assert said_of(Register(extent, "leaders", None, date(2000, 1, 2))) == ()


# --- rates ------------------------------------------------------------------------------------------------------------


def test_the_day_of_the_shock_divides_and_counts_after_it():
    rows = [meeting("2000-01-01"), meeting("2001-12-31"), meeting("2002-01-01"), meeting("2004-01-01")]
    held = shelf(*rows, extent="whole", last="2004-01-01")
    found = rates.meeting_rate(held, PAIR, Window(), shock="2002-01-01")
    before, after = found.rows
    assert (before["count"], after["count"]) == (2, 2)
    assert (before["years"], after["years"]) == (pytest.approx(731 / 365.25), pytest.approx(731 / 365.25))
    assert (before["period"], after["label"]) == (
        "2000-01-01/2004-01-01",
        "Brazil–Argentina, since 2002-01-01",
    )
    assert found.says.startswith("Since 1 January 2002 Brazil's and Argentina's leaders have met 1.0 times a year, 1.0 before: fewer, though with so few")  # fmt: skip
    assert rates.meeting_rate(held, PAIR, Window(), shock="2004-01-01").rows[1]["count"] == 1
    for day in ("2000-01-01", "2004-01-02"):
        with pytest.raises(CoverageError, match=f"the ledger runs from 2000-01-01 to 2004-01-01 in the period asked: {day} does not divide it"):  # fmt: skip
            rates.meeting_rate(held, PAIR, Window(), shock=day)
    with pytest.raises(CoverageError, match="the ledger of Brazil and Argentina is a part of their meetings, and gives no rate"):  # fmt: skip
        rates.meeting_rate(shelf(*rows, extent="part"), PAIR, Window(), shock="2002-01-01")


def test_no_meeting_before_is_said_and_once_is_once():
    rows = [meeting("2003-01-01")]
    held = shelf(*rows, extent="whole", first="2000-01-01", last="2004-01-01")
    once = rates.meeting_rate(held, PAIR, Window(), shock="2002-01-01")
    assert once.says == "Brazil's and Argentina's leaders met once since 1 January 2002, and not before."
    assert not any("Ratio of the rates" in caveat for caveat in once.caveats)
    twice = shelf(*rows, meeting("2003-05-01"), extent="whole", first="2000-01-01", last="2004-01-01")
    assert "met 2 times since" in rates.meeting_rate(twice, PAIR, Window(), shock="2002-01-01").says


@pytest.mark.parametrize(
    ("ends", "spared", "ratio", "said"),
    [
        ((1.01, 3), (1.01, 3), 2, "clearly more"),
        ((1.01, 3), (1.0, 3), 2, "clearly more, though not without the months of the pandemic"),
        ((1.0, 3), (1.01, 3), 2, "more, clearly so only where the months of the pandemic are left out"),
        ((1.0, 3), (1.0, 3), 2, "more, though with so few meetings chance cannot be excluded"),
        ((0.1, 0.99), (0.1, 0.99), 0.5, "clearly fewer"),
        (
            (0.1, 1.0),
            (0.1, 0.99),
            0.5,
            "fewer, clearly so only where the months of the pandemic are left out",
        ),
    ],
)
def test_whether_they_meet_more_often_is_clear(ends, spared, ratio, said):
    assert rates._verdict(ends, spared, ratio) == said


def test_the_spread_of_years_is_of_whole_years_within():
    def told(*years, first=2000, last=2005):
        counted = [{"date_start": date(year, 3, 1)} for year in years]
        return rates._spread(counted, date(first, 5, 1), date(last, 5, 1))

    # whole years are 2001 to 2004, of 0, 4, 0 and 0: chi squared is 12 over three degrees
    assert told(2000, 2002, 2002, 2002, 2002, 2005)[0].startswith(
        "Spread of yearly counts: 4.00 times Poisson's"
    )
    assert told(2000, 2005) == ()
    assert told(2001, first=2000, last=2002) == ()
    assert told(2001, 2002, first=2000, last=2003)[0].startswith("Spread of yearly counts: 0.00")


def test_the_pandemic_is_left_out_from_its_first_to_its_last_day():
    rows = [
        meeting(day)
        for day in ("2018-01-01", "2020-03-10", "2020-03-11", "2022-02-03", "2022-02-04", "2023-01-01")
    ]
    held = shelf(*rows, extent="whole", first="2018-01-01", last="2023-12-31")
    found = rates.meeting_rate(held, PAIR, Window(), shock="2022-02-24")
    # three of five before lie outside; 1515 days less 695
    spared = rate(3, (1515 - 695) / 365.25)
    assert any(f"{spared.value:.1f} a year before, ratio " in caveat for caveat in found.caveats)
    none = rates._dry(rate(0, 1.0), rate(1, 1.0), (0.0, 1.0))
    assert none == ()


def test_the_ledger_lists_lanes_in_their_order():
    rows = [
        meeting("2001-01-01", kind="phone"),
        meeting("2002-01-01"),
        meeting("2003-01-01"),
        meeting("2004-01-01", kind="fm_meeting", bilateral="no"),
    ]
    found = rates.ledger(shelf(*rows), PAIR, Window())
    assert (
        found.says
        == "Leaders of Brazil and Argentina from 2001 to 2003: 2 in person, separate talks, 1 by telephone."
    )
    assert [row["period"] for row in found.rows] == ["2002-01-01", "2003-01-01", "2001-01-01"]
    assert (found.value, found.rows[0]["label"]) == (3.0, "Rio: visit")
    with pytest.raises(
        CoverageError, match="the ledger has no meeting in the period asked; it begins on 2001-01-01"
    ):
        rates.ledger(shelf(*rows), PAIR, Window(end=date(2000, 1, 1)))


def test_the_next_meeting_is_expected_from_two_on():
    held = shelf(
        meeting("2000-01-01"), meeting("2001-01-01"), meeting("2003-01-01"), extent="whole", last="2003-12-31"
    )
    found = rates.expected(held, PAIR, Window(), on="2001-12-31")
    assert found.value == pytest.approx(731 * (0.5 ** (-1 / 2.5) - 1))
    assert "The next in the ledger came on 2003-01-01 (366 days)." in found.says
    assert found.interval.kind == "80% of waits"
    assert [row["chance"] for row in found.rows] == pytest.approx([0.1, 0.5, 0.9])
    with pytest.raises(CoverageError, match="the ledger has fewer than two meetings by 2000-12-31; it begins on 2000-01-01"):  # fmt: skip
        rates.expected(held, PAIR, Window(), on="2000-12-31")
    assert rates.expected(held, PAIR, Window(), on="2001-01-01").value > 0
    assert rates.expected(held, PAIR, Window(), on="2001").value == found.value
    assert "The next" not in rates.expected(held, PAIR, Window()).says


def test_a_wait_by_hand_and_its_bounds():
    assert rates.wait(0, 10.0, 0.75) == pytest.approx(150.0)
    assert rates.wait(1, 1.0, 0.0) == 0.0
    for count, exposure, share in ((-1, 1.0, 0.5), (1, 0.0, 0.5), (1, 1.0, 1.0), (1, 1.0, -0.1)):
        with pytest.raises(
            OptionError, match=f"count={count}, exposure={exposure}, share={share}: needs count >= 0"
        ):
            rates.wait(count, exposure, share)


# --- plans ------------------------------------------------------------------------------------------------------------


def test_plans_are_of_their_authors():
    assert _authors("BRA, CHN (with RUS) and UN states") == {"BRA", "CHN", "RUS"}
    table = pl.DataFrame(
        [
            {
                "date": date(2023, 2, 24),
                "by": "CHN",
                "document": "twelve points",
                "points": 12,
                "source_id": "s",
            },
            {
                "date": date(2024, 5, 23),
                "by": "BRA CHN",
                "document": "six points",
                "points": 6,
                "source_id": "s",
            },
            {"date": date(2024, 6, 1), "by": "UKR", "document": "ten points", "points": 10, "source_id": "s"},
        ]
    )
    found = peace({"peace_plans": table}, ("BRA", "CHN"), Window())
    assert found.says == (
        "Brazil put forward 1 plan and China put forward 2 plans for ending the war in Ukraine, the first on 2023-02-24: twelve points."
    )
    assert [(row["value"], row["series"]) for row in found.rows] == [
        (1.0, "China"),
        (2.0, "Brazil and China"),
    ]
    assert peace({"peace_plans": table}, ("IND", "UKR"), Window()).says.startswith(
        "Ukraine put forward 1 plan for"
    )
    with pytest.raises(
        CoverageError, match="no plan of India or Mexico for ending the war in the period asked"
    ):
        peace({"peace_plans": table}, ("IND", "MEX"), Window())


def test_a_rule_that_is_none_is_named():
    with pytest.raises(UnknownNameError, match="rule of counting"):
        meetings.counted_by([], "all of them")
