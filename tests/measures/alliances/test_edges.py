"""Bounds that no pledge on record meets: first and last years, spells, ends of the record, curves, on rows made by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import polars as pl
import pytest

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Window
from realpolitik.measures.alliances import (
    affinity,
    behaviour,
    held,
    parted,
    portfolio,
    rigidity,
    sentences,
    survival,
)
from realpolitik.measures.alliances.held import LAST_CODED, Held, obligations_by_year, within
from realpolitik.measures.alliances.obligations import obligations
from realpolitik.measures.alliances.parties import bound, government, governments, in_force, under_way
from realpolitik.models.stats.kaplan_meier import kaplan_meier

PAIR = ("ARG", "BRA")
TREATY = {"defence": "no", "offence": "no", "neutrality": "no", "non_aggression": "no", "consultation": "no"}


def treaty(signed, in_force_on, ended=None, **pledges):
    return {
        "treaty": f"Treaty of {signed[:4]}", "parties": "ARG BRA CHL", "signed": date.fromisoformat(signed), "in_force": date.fromisoformat(in_force_on) if in_force_on else None,
        "ended": date.fromisoformat(ended) if ended else None, "source_id": f"t{signed[:4]}", **TREATY, **pledges,
    }  # fmt: skip


def shelf(*treaties, coded=(), denied=()):
    """Treaties, ATOP's spells as (first, last, obligation), and days on which both denied an alliance."""
    kinds = {"a": pl.String, "b": pl.String, "from_year": pl.Int64, "to_year": pl.Int64, "obligation": pl.String, "source_id": pl.String}  # fmt: skip
    phrase = next(iter(held._disavowals()["phrases"]))
    kind = held._disavowals()["documents"][0]
    said = {"a": pl.String, "b": pl.String, "present": pl.String, "document": pl.String, "phrase": pl.String, "date": pl.Date, "source_id": pl.String}  # fmt: skip
    return {
        "treaties": pl.DataFrame([*treaties, treaty("1700-01-01", None)], schema_overrides={"ended": pl.Date, "in_force": pl.Date}),
        "atop": pl.DataFrame([(*PAIR, first, last, what, "atop") for first, last, what in coded], schema=kinds, orient="row"),
        "phrases": pl.DataFrame([(*PAIR, "yes", f"{kind} of both", phrase, date.fromisoformat(day), "p") for day in denied], schema=said, orient="row"),
    }  # fmt: skip


# --- what is in force -------------------------------------------------------------------------------------------------


def test_a_treaty_is_in_force_at_the_end_of_a_year():
    own = treaty("1999-05-01", "2000-12-31", "2004-12-31")
    assert [year for year in range(1998, 2007) if in_force(own, year, PAIR)] == [2000, 2001, 2002, 2003]
    later = treaty("1999-05-01", "2000-12-31", "2005-01-01")
    assert [year for year in range(2003, 2007) if in_force(later, year, PAIR)] == [2003, 2004]
    # before it is in force it waits, and in the year in which it ends it was
    assert [year for year in range(1998, 2008) if under_way(own, year, PAIR)] == [1999, 2004]
    assert in_force(treaty("1999-05-01", "2000-12-31"), 2030, PAIR)


def test_members_are_bound_from_their_day_to_that_on_which_they_left():
    nato = {"signed": date(1949, 4, 4)}
    assert bound(nato, date(2004, 3, 29), ("POL", "SVK"))
    assert not bound(nato, date(2004, 3, 28), ("POL", "SVK"))
    warsaw = {"signed": date(1955, 5, 14)}
    assert bound(warsaw, date(1968, 9, 12), ("ALB", "POL"))
    assert not bound(warsaw, date(1968, 9, 13), ("ALB", "POL"))
    assert (government("CHN", 1911), government("CHN", 1912), government("CHN", 1949), government("CHN", 1950)) == ("the Qing Empire", "the Republic of China", "the Republic of China", "")  # fmt: skip
    assert governments(("RUS", "CHN"), 1917) == "the Republic of China and the Russian Empire"
    assert governments(("RUS", "CHN"), 1918) == "the Republic of China and Russia"
    assert governments(("RUS", "CHN"), 1950) == ""


def test_pledges_by_year_from_both_sources():
    own = treaty("2016-05-01", "2017-05-01", consultation="yes")
    tables = shelf(
        own, coded=[(2010, 2012, "defence"), (2012, 2013, "neutrality")], denied=["2018-05-01", "2019-05-01"]
    )
    found = obligations_by_year(tables, PAIR)
    assert list(found) == list(range(2010, 2019))
    assert (found[2012].pledges, found[2012].coded) == ({"defence": "atop", "neutrality": "atop"}, True)
    assert (found[2014].pledges, found[2014].has("defence")) == ({}, False)
    assert (found[2017].pledges, found[2017].treaties) == ({"consultation": "t2016"}, ("Treaty of 2016",))
    assert found[2018].disavowed == ""  # the last year coded rests on what is coded
    assert (found[2018].coded, found[2018].has("defence")) == (True, False)
    assert found[2018].by == {"consultation": ("Treaty of 2016, 2016",)}
    assert within(tables, PAIR, Window(start=date(2012, 12, 31), end=date(2013, 1, 1))).keys() == {2012, 2013}
    with pytest.raises(CoverageError, match="no treaty of Argentina and Brazil is coded or curated in the period asked: what binds them is unknown"):  # fmt: skip
        within(tables, PAIR, Window(end=date(2009, 12, 31)))
    assert obligations_by_year(shelf(), PAIR) == {}


def test_after_the_last_year_coded_a_denial_tells():
    late = treaty("2020-05-01", "2021-05-01", consultation="yes")
    found = obligations_by_year(shelf(late, coded=[(2017, 2018, "defence")], denied=["2019-05-01"]), PAIR)
    assert list(found) == [2017, 2018, 2019]
    assert (found[2019].disavowed, found[2019].coded, found[2019].has("defence"), found[2019].has("neutrality")) == ("p", False, False, None)  # fmt: skip
    assert found[2019].sources == "p"
    newer = obligations_by_year(
        shelf(late, treaty("2022-05-01", "2022-05-01"), coded=[(2017, 2018, "defence")]), PAIR
    )
    assert list(newer) == [2017, 2018, 2021, 2022]


def test_a_pledge_asked_for_alone_is_one_nought_or_unknown():
    tables = shelf(treaty("2019-05-01", "2019-05-01", consultation="yes"), coded=[(2017, 2018, "defence")])
    found = obligations(tables, PAIR, Window(), pledge="defence")
    assert [row["value"] for row in found.rows] == [1.0, 1.0, None]
    assert found.value == 1.0
    assert [row["value"] for row in obligations(tables, PAIR, Window(), pledge="neutrality").rows] == [
        0.0,
        0.0,
        None,
    ]
    assert [row["value"] for row in obligations(tables, PAIR, Window()).rows] == [
        1.0,
        1.0,
        pytest.approx(1 / 6),
    ]
    assert len(obligations(tables, PAIR, Window()).caveats) == len(obligations(tables, PAIR, Window(end=date(2018, 12, 31))).caveats) + 1  # fmt: skip


# --- sentences --------------------------------------------------------------------------------------------------------


def of(*pledges, coded=True, disavowed="", by=None):
    return Held(pledges=dict.fromkeys(pledges, "s"), coded=coded, disavowed=disavowed, by=by or {})


def test_spans_and_lists():
    assert sentences.spans(["1953", "1950", "1951"]) == "1950–1951 and 1953"
    assert sentences.spans(["1950"]) == "1950"
    assert sentences.spans(["1950", "1952", "1954", "1955"]) == "1950, 1952 and 1954–1955"


def test_what_is_owed_in_the_last_year():
    treaties = {"consultation": ("Treaty (of Rio), 1998",)}
    last = LAST_CODED
    assert sentences.standing({last: of("consultation", by=treaties)}) == f"owed each other consultation in {last} (Treaty, 1998), no defence"  # fmt: skip
    assert sentences.standing({last + 1: of("defence", "consultation", coded=False, by=treaties)}) == f"owe each other defence and consultation in {last + 1} (Treaty, 1998)"  # fmt: skip
    assert sentences.standing({last + 1: of("consultation", coded=False)}) == f"owe each other consultation in {last + 1} (as coded by ATOP, treaty not named), and no pledge of defence is known"  # fmt: skip
    assert sentences.standing({last: of()}) == f"had no pledge on record in {last}"
    assert sentences.standing({last + 1: of()}) == f"have no pledge on record in {last + 1}"
    assert sentences.dated(of("consultation", by=treaties)) == "treaty of 1998"
    assert (
        sentences.dated(of("consultation", by={"x": ("A, 1998", "B, 1990")})) == "treaties of 1990 and 1998"
    )
    assert sentences.dated(of()) == "as coded by ATOP, treaty not named"


def test_who_was_pledged_to_defence_and_when():
    years = {1950: of("defence"), 1951: of("defence"), 1952: of(), 1953: of("consultation", by={"consultation": ("T, 1953",)})}  # fmt: skip
    assert sentences.owed(PAIR, years) == (
        "Argentina and Brazil owed each other consultation in 1953 (T, 1953), no defence; a pledge of defence held in 1950–1951 (as coded by ATOP, treaty not named)."
    )  # fmt: skip
    none = {1952: of(), 1953: of("consultation")}
    assert sentences.owed(PAIR, none).endswith("; no pledge of defence in 1952–1953.")
    unknown = {
        LAST_CODED + 1: of("consultation", coded=False),
        LAST_CODED + 2: of("consultation", coded=False),
    }
    assert sentences.owed(PAIR, unknown).endswith(
        f"; of {LAST_CODED + 1}–{LAST_CODED + 2} no data set tells whether one held."
    )
    denied = {LAST_CODED + 1: of("consultation", coded=False, disavowed="p")}
    assert sentences.owed(PAIR, denied).startswith(f"Argentina and Brazil are no allies by their own words ({LAST_CODED + 1}): they owe each other")  # fmt: skip
    both = {1950: of("defence"), **denied}
    assert sentences.owed(PAIR, both).endswith(
        f"in {LAST_CODED + 1} they said together that they are no alliance."
    )
    partly = {1950: of("defence", by={"defence": ("T (long), 1949",)}), 1951: of("defence")}
    assert sentences.behind(partly, ["defence"]) == "T, 1949; 1951 as coded by ATOP, treaty not named"


# --- rigidity ---------------------------------------------------------------------------------------------------------


def test_a_code_lies_within_its_bounds():
    assert rigidity.rigidity({"support": 0, "institution": 3}).low == pytest.approx(2 / 5)
    for part, code in (("support", 1.1), ("institution", 3.1), ("binding", -0.1)):
        with pytest.raises(OptionError, match=f"{part}={code}: codes run from 0 to "):
            rigidity.rigidity({part: code})


def test_an_alignment_is_flexible_and_a_pledge_of_atop_alone_has_the_whole_range():
    tables = shelf(coded=[(2010, 2011, "defence"), (2012, 2013, "consultation")])
    found = rigidity.treaty_rigidity(tables, PAIR, Window(end=date(2014, 12, 31)))
    assert [(row["value"], row["high"]) for row in found.rows] == [(0.2, 1.0), (0.2, 1.0), (0.0, 0.0), (0.0, 0.0), (0.0, 0.0)]  # fmt: skip
    assert found.says == (
        "Argentina and Brazil: rigidity 0.20 at most (2010–2011; up to 1.00); a flexible alignment, with pledges but none of help in war, in 2012–2013."
    )  # fmt: skip
    late = shelf(treaty("2020-01-01", "2020-01-01", consultation="yes"))
    unknown = rigidity.treaty_rigidity(late, PAIR, Window())
    assert (unknown.value, unknown.interval, unknown.says) == (None, None, "Argentina and Brazil: no pledge of help in war is known.")  # fmt: skip


# --- affinity ---------------------------------------------------------------------------------------------------------


def test_years_of_a_window():
    assert affinity.years_of(Window(start=date(2000, 12, 31), end=date(2002, 1, 1)), 1990, 2010) == [
        2000,
        2001,
        2002,
    ]
    assert affinity.years_of(Window(), 2000, 2001) == [2000, 2001]


def test_regimes_need_both_in_a_year():
    rows = [("ARG", 2000, 0.9), ("BRA", 2000, 0.2), ("ARG", 2001, 0.5)]
    table = {"regimes": pl.DataFrame([{"state": state, "period": date(year, 1, 1), "polyarchy": score} for state, year, score in rows])}  # fmt: skip
    found = affinity.regimes(table, PAIR, Window())
    assert [(row["period"], row["value"]) for row in found.rows] == [("2000", pytest.approx(0.7))]
    assert found.says == "The regimes of Argentina (0.90) and Brazil (0.20) stand 0.70 apart in 2000, on a scale of electoral democracy from 0 to 1."  # fmt: skip
    with pytest.raises(CoverageError, match="the table has no year with the regimes of both Argentina and Brazil in the period asked"):  # fmt: skip
        affinity.regimes(table, PAIR, Window(start=date(2001, 1, 1)))


def test_shared_organisations_first_and_last():
    def found(*years):
        rows = [{"a": "ARG", "b": "BRA", "period": date(year, 1, 1), "shared": many, "source_id": "s"} for year, many in years]  # fmt: skip
        return affinity.organisations({"organisations": pl.DataFrame(rows)}, ("BRA", "ARG"), Window())

    assert found((2000, 50), (2001, 60)).says == "Brazil and Argentina sat together in 60 intergovernmental organisations in 2001, after 50 in 2000."  # fmt: skip
    assert (
        found((2000, 50)).says
        == "Brazil and Argentina sat together in 50 intergovernmental organisations in 2000."
    )


def test_force_in_disputes():
    def said(*levels):
        return affinity.forced([{"value": float(level), "period": str(1950 + place)} for place, level in enumerate(levels)])  # fmt: skip

    assert said(2, 3) == ", without the use of force"
    assert said(3, 4) == ", with force used in 1"
    assert said(5, 4, 5) == ", with force used in 3, and disputes of 1950 and 1952 that reached war"


def fought(disputes=(), rivalries=()):
    kinds = {"a": pl.String, "b": pl.String, "period": pl.Date, "hostility": pl.Int64, "dispute": pl.Int64}
    spells = {"a": pl.String, "b": pl.String, "from_year": pl.Int64, "to_year": pl.Int64, "about": pl.String}
    return {
        "disputes": pl.DataFrame([("ARG", "BRA", date(year, 1, 1), level, number) for year, level, number in disputes] or [("ARG", "CHL", date(1950, 1, 1), 1, 9), ("BRA", "CHL", date(1950, 1, 1), 1, 9)], schema=kinds, orient="row"),
        "rivalries": pl.DataFrame([("ARG", "BRA", first, last, "positional") for first, last in rivalries], schema=spells, orient="row"),
    }  # fmt: skip


def test_disputes_and_rivalries_by_year():
    tables = fought([(1950, 4, 1), (1950, 2, 2), (2010, 3, 3)], [(1951, 1952)])
    found = affinity.conflict(tables, PAIR, Window())
    assert found.value == 2.0
    assert found.says == "Argentina and Brazil had a militarized dispute in 2 of 65 years, with force used in 1; strategic rivals in 1951–1952."  # fmt: skip
    rows = {row["period"]: row for row in found.rows}
    assert (rows["1950"]["value"], rows["1950"]["disputes"], rows["1950"]["level"]) == (
        4.0,
        2,
        "use of force",
    )
    assert (rows["1951"]["rivalry"], rows["1953"]["rivalry"], rows["1951"]["value"], max(rows)) == ("yes", "no", 0.0, "2010")  # fmt: skip
    every = affinity.conflict_by_year(tables, PAIR, Window())
    assert (every[-1]["period"], every[-1]["value"], every[-1]["label"], every[0]["period"]) == ("2020", None, "unknown", "1946")  # fmt: skip
    assert [row["period"] for row in affinity.conflict_by_year(fought(), ("KAZ", "RUS"), Window())] == [str(year) for year in range(1991, 2021)]  # fmt: skip
    quiet = affinity.conflict(fought(), PAIR, Window(end=date(1950, 12, 31)))
    assert (
        quiet.says
        == "Argentina and Brazil had a militarized dispute in 0 of 5 years; no strategic rivals in these years."
    )
    with pytest.raises(CoverageError, match="disputes of Argentina and Brazil are not on record in the period asked; the table holds major states, 1946 to 2010"):  # fmt: skip
        affinity.conflict(tables, PAIR, Window(start=date(2011, 1, 1)))


def test_obligation_and_behaviour_in_a_sentence():
    def said(obliged=None, shares=(), disputes=(), voted=()):
        rows = [{"period": str(year), "value": value} for year, value in shares]
        fights = [{"period": str(year), "value": value} for year, value in disputes]
        votes = [{"period": str(year), "value": value} for year, value in voted]
        return behaviour._divergence(PAIR, obliged or {}, rows, fights, votes)

    allied = {1950: of("defence"), 1951: of("defence")}
    assert said(allied, [(1950, 0.2), (1951, 0.1), (1952, 0.9)], [(1951, 4.0), (1952, 5.0)], [(1950, -0.1), (1951, 0.2)]) == (
        "Argentina and Brazil: a pledge of defence held in 1950–1951 (as coded by ATOP, treaty not named); Brazil's share of Argentina's trade fell from 20.0 % in "
        "1950 to 10.0 % in 1951; militarized disputes in 1 of these years, with force used in 1; agreement in votes beyond chance −0.10 in 1950, 0.20 in 1951."
    )  # fmt: skip
    # a low before the peak leaves the first and the last year
    assert "rose from 10.0 % in 1950 to 20.0 % in 1951" in said(allied, [(1950, 0.1), (1951, 0.2)])
    assert said(shares=[(1950, 0.1), (1952, 0.3)]) == "Brazil's share of Argentina's trade rose from 10.0 % in 1950 to 30.0 % in 1952."  # fmt: skip
    assert said(shares=[(1950, 0.1), (1952, 0.1)]).startswith("Brazil's share of Argentina's trade fell from")
    assert (
        said(shares=[(1950, 0.1)])
        == "Of Argentina and Brazil no pledge, trade or dispute is on record in the period asked."
    )
    assert said(voted=[(1950, 0.1)]) == "agreement in votes beyond chance 0.10 in 1950, 0.10 in 1950."
    assert said({1950: of("consultation")}) == "Argentina and Brazil owed each other consultation in 1950 (as coded by ATOP, treaty not named), no defence."  # fmt: skip
    assert said({1950: of("consultation")}, disputes=[(1940, 2.0)]) == "militarized disputes in 1 of these years, without the use of force."  # fmt: skip


# --- portfolios, allies that parted, lives ----------------------------------------------------------------------------


def test_a_portfolio_ranks_the_strongest_pledge_and_oneself():
    pledges = [("ARG", "BRA", "non-aggression"), ("ARG", "BRA", "neutrality"), ("CHL", "ARG", "defence"), ("CHL", "BRA", "defence"), ("ARG", "PER", "defence")]  # fmt: skip
    assert portfolio.portfolio(pledges, "ARG", ["ARG", "BRA", "CHL", "MEX"]).tolist() == [3, 2, 3, 0]
    assert portfolio.portfolio(pledges, "BRA", ["ARG", "CHL"]).tolist() == [2, 3]
    assert portfolio._pairs("ARG-BRA CHL-PER", PAIR) == [("CHL", "PER")]
    for text in ("ARG", "ARG-BRA-CHL", "CHL-CHL"):
        with pytest.raises(OptionError, match=f"references='{text}': write pairs such as RUS-USA GBR-USA"):
            portfolio._pairs(text, PAIR)


def test_portfolios_of_members_alone_in_a_sentence():
    years = (2000, 2001)
    states = {2000: ("ARG", "BRA", "CHL", "PER"), 2001: ("ARG", "CHL")}
    tables = {
        "capabilities": pl.DataFrame([{"state": state, "period": date(year, 1, 1)} for year in years for state in states[year]]),
        "atop": pl.DataFrame([{"a": "ARG", "b": "CHL", "from_year": 2000, "to_year": 2000, "obligation": "defence"}, {"a": "BRA", "b": "CHL", "from_year": 2000, "to_year": 2000, "obligation": "defence"}]),
    }  # fmt: skip
    found = portfolio.portfolio_similarity(tables, PAIR, Window(), references="ARG-CHL")
    # Argentina has itself and Chile, Brazil itself and Chile: two of four alike where chance gives two
    assert [(row["period"], row["series"], row["value"]) for row in found.rows] == [("2000", "Argentina–Brazil", 0.0), ("2000", "Argentina–Chile", 0.5), ("2001", "Argentina–Chile", -1.0)]  # fmt: skip
    assert (
        found.says == "Alike in their alliances in 2000: Argentina–Brazil 0.00 (kappa), Argentina–Chile 0.50."
    )
    with pytest.raises(CoverageError, match="the portfolios of Argentina and Brazil are not coded in the period asked: ATOP runs from 1816 to 2018"):  # fmt: skip
        portfolio.portfolio_similarity(tables, PAIR, Window(start=date(2001, 1, 1)))


def test_trade_of_allies_that_parted_nine_years_after_its_peak():
    def row(a, b, after, peak=100.0):
        return {
            "a": a,
            "b": b,
            "from_year": 1950,
            "to_year": 1960,
            "peak_year": 1955,
            "peak_usd": peak,
            "after_usd": after,
            "source_id": "s",
        }

    table = {"parted_allies": pl.DataFrame([row("ARG", "BRA", 30.0), row("CHL", "PER", 30.0), row("CHL", "MEX", 12.5), row("MEX", "PER", 50.0)])}  # fmt: skip
    found = parted.trade(table, ("BRA", "ARG"), Window())
    assert found.says == (
        "Trade of Argentina and Brazil was 30.0 % of its peak of 1955 nine years after it; of 3 other pairs whose pledge of defence ended, 2 kept as little, 1 an "
        "eighth or less, and half 30.0 % or more."
    )  # fmt: skip
    assert [(line["period"], line["value"]) for line in found.rows] == [("1964", 0.3), ("1964", 0.125), ("1964", 0.3), ("1964", 0.5)]  # fmt: skip
    assert parted.trade(table, PAIR, Window(start=date(1964, 1, 1), end=date(1964, 1, 1))).value == 0.3
    with pytest.raises(
        CoverageError, match="nine years after the peak of that trade is 1964, outside the period asked"
    ):
        parted.trade(table, PAIR, Window(end=date(1963, 12, 31)))
    spells = {
        "a": pl.String,
        "b": pl.String,
        "from_year": pl.Int64,
        "to_year": pl.Int64,
        "obligation": pl.String,
    }
    none = table | {
        "atop": pl.DataFrame([("CUB", "MEX", 1950, 2018, "defence")], schema=spells, orient="row")
    }
    with pytest.raises(CoverageError, match="no pledge of defence of Argentina and Cuba is on record: there is no alliance to end"):  # fmt: skip
        parted.trade(none, ("ARG", "CUB"), Window())
    with pytest.raises(CoverageError, match="the pledge of defence of Cuba and Mexico was in force in 2018, where the record ends"):  # fmt: skip
        parted.trade(none, ("MEX", "CUB"), Window())


def lives(*rows):
    """Pledges as (kind, bloc, first, last, ended)."""
    return {"alliances": pl.DataFrame([{"kind": kind, "bloc": bloc, "from_year": first, "to_year": last, "ended": ended} for kind, bloc, first, last, ended in rows])}  # fmt: skip


def test_lives_are_cut_at_the_end_of_the_period():
    rows = [("alliance", place, 1950, 1960 + place, 1) for place in range(20)] + [
        ("alignment", 99, 1949, 1990, 1)
    ]
    found = survival._lives(lives(*rows), Window(end=date(1965, 12, 31)), "", 1950, 0)
    assert found.height == 20
    # what ends in the last year of the period or later is still alive there
    assert found["ended"].to_list() == [1] * 5 + [0] * 15
    assert found["to_year"].to_list() == [*range(1960, 1965), *[1965] * 15]
    assert survival._lives(lives(*rows), Window(), "", 1949, 0).height == 21
    assert survival._lives(lives(*rows), Window(), "alliance", 1949, 0).height == 20
    with pytest.raises(CoverageError, match=r"19 pledges begin in 1950 or later: too few for a curve\. The table runs from 1816 to 2018"):  # fmt: skip
        survival._lives(lives(*rows[1:]), Window(), "", 1950, 0)
    pairs = [("alliance", place // 2, 1950, 1960, 1) for place in range(40)] + [
        ("alliance", 99, 1950, 1960, 1)
    ] * 3
    assert survival._lives(lives(*pairs), Window(), "", 1950, 2).height == 40
    assert survival._lives(lives(*pairs), Window(), "", 1950, 3).height == 43
    assert (survival._last(Window()), survival._last(Window(end=date(2030, 1, 1))), survival._last(Window(end=date(2000, 1, 1)))) == (2018, 2018, 2000)  # fmt: skip


def test_half_of_a_group_ends_or_outlives_the_record():
    half = kaplan_meier(np.array([2, 4]), np.array([1, 0]))
    assert survival._half("alliances", half) == "half of alliances end within 2 years"
    assert survival._survival(half, 1) == 1.0
    assert survival._survival(half, 2) == survival._survival(half, 9) == 0.5
    most = kaplan_meier(np.array([2, 4, 4]), np.array([1, 0, 0]))
    assert survival._half("alliances", most) == "more than half of alliances outlive the record"
