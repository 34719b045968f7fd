"""Bounds that no order, exercise or spell on record meets: spans of five years, pauses, pledges, on rows made by hand."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from realpolitik.errors import CoverageError
from realpolitik.findings import Window
from realpolitik.measures.security import aid, arms, embargoes, exercises, peace, register, stages


class Shelf(dict):
    def names(self):
        return list(self)


def deliveries(*rows, fetched=None):
    """The register as (supplier, recipient, year, volume)."""
    kinds = {
        "supplier": pl.String,
        "recipient": pl.String,
        "period": pl.Date,
        "tiv": pl.Float64,
        "source_id": pl.String,
    }
    made = [(a, b, date(year, 1, 1), float(tiv), "sipri-arms") for a, b, year, tiv in rows]
    held = Shelf(arms_deliveries=pl.DataFrame(made, schema=kinds, orient="row"))
    if fetched is not None:
        held["arms_transfers"] = pl.DataFrame(
            [{"supplier": a, "recipient": b, "delivery_years": years, "tiv_delivered": float(tiv)} for a, b, years, tiv in fetched]
        )  # fmt: skip
    return held


# --- arms -------------------------------------------------------------------------------------------------------------


def test_an_order_is_divided_with_half_weights_at_its_ends():
    orders = pl.DataFrame(
        [
            {"supplier": "A", "recipient": "B", "delivery_years": "2000, 2001, 2003", "tiv_delivered": 8.0}, {"supplier": "A", "recipient": "B", "delivery_years": "2001", "tiv_delivered": 1.0},
            {"supplier": "A", "recipient": "B", "delivery_years": "2005; 2006", "tiv_delivered": 3.0}, {"supplier": "A", "recipient": "B", "delivery_years": None, "tiv_delivered": 9.0},
            {"supplier": "A", "recipient": "B", "delivery_years": "2009", "tiv_delivered": 0.0}, {"supplier": "A", "recipient": "B", "delivery_years": "2010, 2010", "tiv_delivered": 0.5},
        ]
    )  # fmt: skip
    assert [(row["year"], row["tiv"]) for row in register.spread(orders).iter_rows(named=True)] == [
        (2000, 2.0), (2001, 5.0), (2003, 2.0), (2005, 1.5), (2006, 1.5), (2010, 0.5),
    ]  # fmt: skip


def test_the_register_is_taken_from_its_first_to_its_last_year():
    held = deliveries(("BRA", "ARG", 2000, 1), ("BRA", "ARG", 2005, 2), ("CHL", "ARG", 2010, 3))
    found = register.deliveries(held, Window(start=date(2005, 6, 1), end=date(2005, 7, 1)), supplier="BRA", recipient="ARG")  # fmt: skip
    assert (found.first, found.last, found.rows["tiv"].to_list()) == (2005, 2005, [2.0])
    with pytest.raises(
        CoverageError, match="the register of arms transfers covers 2000 to 2010, not the period asked"
    ):
        register.deliveries(held, Window(start=date(2011, 1, 1)), supplier="BRA")
    with pytest.raises(CoverageError, match="the register of arms transfers does not name Peru"):
        register.deliveries(held, Window(), supplier="PER")
    own = deliveries(("BRA", "ARG", 2000, 1), ("BRA", "ARG", 2005, 2), fetched=[("BRA", "ARG", "2000", 7), ("BRA", "ARG", "2006", 7)])  # fmt: skip
    mine = register.deliveries(own, Window(), supplier="BRA", recipient="ARG")
    assert (mine.last, mine.rows["tiv"].to_list(), mine.notes) == (2006, [7.0, 7.0], ())
    less = deliveries(("BRA", "ARG", 2000, 1), ("BRA", "ARG", 2005, 2), fetched=[("BRA", "ARG", "2001", 7), ("BRA", "ARG", "2006", 7)])  # fmt: skip
    kept = register.deliveries(less, Window(), supplier="BRA", recipient="ARG")
    assert (kept.last, kept.rows["tiv"].to_list()) == (2005, [1.0, 2.0])
    assert kept.notes == ("Your own register lacks years or partners that the embedded sums have: not used.",)


def test_arms_told_by_their_years():
    def told(*years, last):
        return arms._told("BRA", "ARG", dict(years), last)

    assert (
        told((2005, 20.0), last=2005) == "Brazil delivered major arms of 20 million TIV to Argentina in 2005."
    )
    assert told((2005, 20.0), last=2006).endswith("in 2005; the register has none since.")
    assert told((2001, 10.0), (2005, 20.0), last=2005) == "Brazil delivered major arms of 30 million TIV to Argentina from 2001 to 2005, most in 2005 (20)."  # fmt: skip
    # from a year more than five back on, the yearly mean of the last five is told
    assert told((2000, 10.0), (2005, 20.0), last=2005).endswith("most in 2005 (20).")
    assert told((1999, 10.0), (2001, 5.0), (2005, 20.0), last=2005).endswith(
        "most in 2005 (20); 5 a year in 2001–2005."
    )


def test_pauses_of_more_than_five_years_and_a_change_of_level_in_ten():
    assert (
        arms._breaks({2000: 1.0, 2005: 1.0, 2011: 1.0}, 2011)[0]
        == "Without deliveries in between: 2006–2010."
    )
    assert arms._breaks({2000: 1.0, 2005: 1.0}, 2005) == ()
    levels = {2000 + place: 1.0 + place % 2 * 0.1 if place < 5 else 90.0 + place % 2 for place in range(10)}
    assert arms._breaks(levels, 2009) == (
        "The level changes most after 2004: 1 million TIV a year before, 91 since.",
    )
    assert arms._breaks({year: tiv for year, tiv in levels.items() if year < 2009}, 2008) == ()


def test_a_share_of_arms_is_of_five_years_each():
    rows = [("BRA", "ARG", 2000, 3), ("CHL", "ARG", 2000, 1), ("BRA", "ARG", 2004, 1), ("CHL", "ARG", 2005, 7), ("BRA", "CHL", 2005, 4), ("BRA", "PER", 2009, 1)]  # fmt: skip
    found = arms.arms_share(deliveries(*rows), ("BRA", "ARG"), Window(end=date(2005, 12, 31)))
    assert [(row["years"], row["series"], row["value"]) for row in found.rows] == [
        ("2000–2004", "in Argentina's imports", 0.8), ("2000–2004", "in Brazil's exports", 1.0),
        ("2001–2005", "in Argentina's imports", 0.125), ("2001–2005", "in Brazil's exports", 0.2),
    ]  # fmt: skip
    assert found.value == 0.125
    assert found.says == (
        "Brazil supplied 12.5 % of Argentina's imports of major arms in 2001–2005 (80.0 % at most, in 2000–2004); Argentina took 20.0 % of what Brazil "
        "delivered in 2001–2005."
    )  # fmt: skip
    ended = arms.arms_share(deliveries(*rows), ("BRA", "ARG"), Window())
    assert ended.says.startswith("The register has no arms from Brazil among Argentina's imports in 2005–2009 (80.0 % at most, in 2000–2004)")  # fmt: skip
    with pytest.raises(CoverageError, match="a share of arms transfers is of five years, and the register has fewer of Brazil and Argentina"):  # fmt: skip
        arms.arms_share(deliveries(*rows), ("BRA", "ARG"), Window(end=date(2003, 12, 31)))
    with pytest.raises(CoverageError, match="no delivery of major arms from Chile to Peru from 2000 to 2009"):
        arms.arms_share(deliveries(*rows), ("CHL", "PER"), Window())


def test_the_suppliers_of_five_years():
    rows = [("BRA", "ARG", 2000, 3), ("CHL", "ARG", 2004, 1), ("CHL", "ARG", 2005, 3)]
    found = arms.arms_suppliers(deliveries(*rows), ("ARG",), Window())
    assert [(row["years"], row["value"], row["first"], row["suppliers"]) for row in found.rows] == [
        ("2000–2004", pytest.approx(0.5625 + 0.0625), "BRA", 2), ("2001–2005", 1.0, "CHL", 1),
    ]  # fmt: skip
    assert found.says == "Chile supplied 100.0 % of Argentina's imports of major arms in 2001–2005, its only supplier; the concentration is 1.00."  # fmt: skip
    even = arms.arms_suppliers(
        deliveries(("CHL", "ARG", 2000, 1), ("BRA", "ARG", 2004, 1)), ("ARG",), Window()
    )
    assert even.rows[0]["first"] == "BRA"
    with pytest.raises(CoverageError, match="no delivery of major arms to Brazil from 2000 to 2005"):
        arms.arms_suppliers(deliveries(*rows), ("BRA",), Window())


def test_years_under_sanctions_on_arms():
    def row(first, last=None, status="ended", seen=date(2025, 1, 1), kinds="arms assets"):
        return {"target": "ARG", "kinds": kinds, "from_date": first, "to_date": last, "status": status, "seen": seen, "source_id": "un"}  # fmt: skip

    def marks(*rows, years=range(1999, 2004)):
        held = Shelf(un_sanctions=pl.DataFrame(list(rows), schema_overrides={"to_date": pl.Date}))
        return [mark for mark, _ in embargoes.embargoed(held, "ARG", years).values()]

    on, off, unknown = embargoes.IN_FORCE, embargoes.NONE, embargoes.UNKNOWN
    assert marks(row(date(2000, 5, 1), date(2002, 5, 1))) == [off, on, on, on, off]
    assert marks(row(date(2000, 5, 1), seen=date(2002, 1, 1))) == [off, on, unknown, unknown, off]
    assert marks(row(date(2000, 5, 1), status="running", seen=date(2001, 1, 1))) == [
        off,
        on,
        on,
        unknown,
        unknown,
    ]
    assert marks(row(date(2000, 5, 1), status="running", seen=date(2026, 1, 1))) == [off, on, on, on, on]
    assert marks(row(date(2000, 5, 1), kinds="assets")) == []
    assert marks(row(date(1990, 5, 1), date(2009, 5, 1), kinds="assets"), row(date(2000, 5, 1), date(2002, 5, 1))) == [off, on, on, on, off]  # fmt: skip
    assert embargoes.embargoed(Shelf(), "ARG", range(2)) == {}
    told = embargoes.said(
        {2000: (on, "un"), 2001: (on, "un"), 2002: (off, "")}, {2001: 3.0, 2002: 4.0}, "Argentina"
    )[0]
    assert "on Argentina or parties in it: 2000–2001, whole years though they began or ended within one; deliveries stand in 2001." in told  # fmt: skip
    assert "no delivery stands in them" in embargoes.said({2000: (on, "un")}, {2001: 3.0}, "x")[0]
    assert "no year for certain" in embargoes.said({2000: (unknown, "un")}, {}, "x")[0]
    assert embargoes.said({}, {}, "x") == ()


# --- exercises --------------------------------------------------------------------------------------------------------


def drill(day, kind="naval exercise", states="ARG BRA", status="held", end=None, precision="day", **more):
    return {
        "from_date": date.fromisoformat(day), "to_date": date.fromisoformat(end) if end else None, "from_precision": precision, "name": f"N{day[:4]}", "place": "Rio", "kind": kind,
        "states": states, "services": "navy", "status": status, "source_id": "s", **more,
    }  # fmt: skip


def drills(*rows):
    return {"exercises": pl.DataFrame(list(rows), schema_overrides={"to_date": pl.Date})}


def test_exercises_and_patrols_in_a_sentence():
    def says(*rows, **window):
        return exercises.exercises(drills(*rows), ("ARG", "BRA"), Window(**window)).says

    assert (
        says(drill("2010-05-01")) == "Public reports name 1 joint exercise of Argentina and Brazil in 2010."
    )
    assert (
        says(drill("2010-05-01", "naval patrol"))
        == "Public reports name 1 joint patrol of Argentina and Brazil in 2010."
    )
    many = [
        drill("2005-05-01"),
        drill("2010-05-01", "air patrol"),
        drill("2010-06-01"),
        drill("2009-06-01", "naval patrol"),
    ]
    assert says(*many) == "Public reports name 2 joint exercises and 2 joint patrols of Argentina and Brazil from 2005 to 2010, 3 of them in 2006–2010."  # fmt: skip
    assert says(drill("2006-05-01"), drill("2010-05-01")).endswith("from 2006 to 2010.")
    assert says(drill("2005-05-01"), drill("2010-05-01", states="ARG BRA CHL"), drill("2010-05-01", states="ARG CHL")).endswith(", 1 of them in 2006–2010.")  # fmt: skip
    told = exercises.exercises(drills(drill("2010-05-01", status="announced", precision="month")), ("ARG", "BRA"), Window())  # fmt: skip
    assert told.caveats[-1] == "Known from announcements alone: N2010."
    assert (told.rows[0]["period"], told.rows[0]["label"]) == ("2010-05", "N2010, Rio")
    assert says(drill("2010-05-01", end="2010-05-09"), start=date(2010, 5, 9)).endswith("in 2010.")
    with pytest.raises(CoverageError, match="the list of joint exercises has none of Argentina and Brazil in the period asked"):  # fmt: skip
        says(drill("2010-05-01"), start=date(2010, 5, 2))


def test_three_of_five_years_of_exercises_are_regular():
    years = {2001: "a", 2003: "b", 2005: "a"}
    assert stages._of_drills(years, 2005) == stages.Judged("yes", "a b a")
    assert stages._of_drills(years, 2006).state == stages._of_drills(years, 2004).state == "unknown"


def test_arms_of_the_last_five_years():
    held = ({2000}, 2010)
    assert [stages._of_arms(held, year).state for year in (1999, 2000, 2004, 2005, 2010, 2011)] == ["no", "yes", "yes", "no", "no", "unknown"]  # fmt: skip


def test_criteria_by_their_last_known_span():
    names = list(stages.CRITERIA)
    years = [2000, 2001, 2002]

    def held(year):
        made = dict.fromkeys(names, stages.Judged("unknown"))
        made[names[0]] = stages.Judged("yes" if year > 2000 else "no")
        made[names[1]] = stages.Judged("no" if year < 2002 else "unknown")
        made[names[2]] = stages.Judged("yes" if year == 2002 else "no")
        return made

    said = stages._told(("ARG", "BRA"), {year: held(year) for year in years}, years)
    assert said.startswith("Towards an alliance of Argentina and Brazil, by criterion, yes: pledge of peace (2001–2002), arms (2002); no: consultation (2000–2001); unknown: exercises, ")  # fmt: skip


# --- peace and aid ----------------------------------------------------------------------------------------------------


def spells(*rows):
    return {"peace": pl.DataFrame([{"a": "ARG", "b": "BRA", "from_year": first, "to_year": last, "level": level, "source_id": "s"} for first, last, level in rows])}  # fmt: skip


def test_the_level_of_peace_goes_back_to_where_it_began():
    held = spells(
        (1990, 1994, 0.0), (1995, 1995, 0.3), (1996, 1999, 0.5), (2000, 2005, 0.5), (2006, 2006, 0.6)
    )
    found = peace.peace(held, ("BRA", "ARG"), Window())
    assert (found.value, found.says) == (0.5, "Brazil and Argentina lived in negative peace from 1996 to 2006, after severe rivalry to 1994.")  # fmt: skip
    assert (len(found.rows), found.rows[5]["level"], found.rows[-1]["period"]) == (
        17,
        "a year of change",
        "2006",
    )
    part = peace.peace(held, ("BRA", "ARG"), Window(start=date(1999, 12, 31), end=date(2000, 1, 1)))
    assert [row["period"] for row in part.rows] == ["1999", "2000"]
    assert part.says.endswith("from 1996 to 2000.")
    with pytest.raises(CoverageError, match="the level of peace changes in every year of the period asked"):
        peace.peace(held, ("BRA", "ARG"), Window(start=date(1995, 1, 1), end=date(1995, 12, 31)))
    with pytest.raises(
        CoverageError, match="the peace data, 1900 to 2020, have no relation of Brazil and Argentina"
    ):
        peace.peace(held, ("BRA", "ARG"), Window(start=date(2007, 1, 1)))


def test_aid_is_summed_by_kind_and_year():
    rows = [("DEU", "2022-03-01", "military", 2e9), ("DEU", "2023-01-01", "military", 1e9), ("DEU", "2023-05-01", "humanitarian", 4e9), ("FRA", "2023-05-01", "military", 9e9)]  # fmt: skip
    table = {"aid": pl.DataFrame([{"donor": donor, "recipient": "UKR", "period": date.fromisoformat(day), "kind": kind, "value_eur": value} for donor, day, kind, value in rows])}  # fmt: skip
    found = aid.aid(table, ("UKR", "DEU"), Window())
    assert (found.value, found.says) == (7e9, "Germany committed 7.0 billion euros of aid to Ukraine from March 2022 to May 2023: humanitarian 4.0 billion euros, military 3.0 billion euros.")  # fmt: skip
    assert [(row["period"], row["series"], row["value"]) for row in found.rows] == [("2022", "military", 2e9), ("2023", "humanitarian", 4e9), ("2023", "military", 1e9)]  # fmt: skip
    assert aid.aid(table, ("DEU", "UKR"), Window(end=date(2022, 3, 1))).value == 2e9
    with pytest.raises(CoverageError, match="the tracker has no commitment of Germany to Ukraine in the period asked; it follows 41 donors"):  # fmt: skip
        aid.aid(table, ("DEU", "UKR"), Window(end=date(2022, 2, 28)))
    with pytest.raises(CoverageError, match="the tables have aid to states at war for Ukraine alone, which is neither of the two"):  # fmt: skip
        aid.aid(table, ("DEU", "FRA"), Window())


def test_the_years_of_both_states():
    assert arms._life(("ARG", "BRA"))[1] == 9999
    assert arms._life(("SUN", "XXX"))[1] == 1991
    assert arms._life(("XXX", "YYY")) == (0, 9999)
    assert arms._years("XXX") is None
    assert arms._end(("SUN", "ARG"), 2020, {1985: 1.0}) == 1991
    assert arms._end(("SUN", "ARG"), 1990, {1985: 1.0}) == 1990
    assert arms._end(("SUN", "ARG"), 2020, {1992: 1.0}) == 1992
    assert register._covers(
        deliveries(("A", "B", 2000, 1))["arms_deliveries"], deliveries()["arms_deliveries"]
    )
