"""Bounds that no measure on the ledger meets: first and last days, groups, third states, counts of one, on rows made by hand."""

from __future__ import annotations

from datetime import date, timedelta

import polars as pl
import pytest

from realpolitik.errors import CoverageError, UnknownNameError
from realpolitik.findings import Window
from realpolitik.measures.sanctions import cases, in_force, ledger, listings, timeline, united_nations
from realpolitik.measures.sanctions.entries import entries
from realpolitik.measures.sanctions.in_force import count, intensity, joined, standing


def measure(day, sender, target, instrument="asset freeze", **more):
    return {
        "date": date.fromisoformat(day), "sender": sender, "target": target, "instrument": instrument, "measure": "m", "sectors": "", "effective": None,
        "precision": "day", "source_id": f"s-{sender.split()[0]}", "firms_of": "", "value": None, **more,
    }  # fmt: skip


def shelf(*rows):
    return {
        "sanctions": pl.DataFrame(list(rows), schema_overrides={"effective": pl.Date, "value": pl.Float64})
    }


ROWS = (
    measure("2010-03-05", "USA", "ARG"),
    measure("2010-05-05", "USA BRA", "ARG", "trade, travel ban", sectors="steel, coal"),
    measure("2010-07-05", "ARG", "USA", "listings"),
    measure("2010-09-05", "BRA", "CHL", "services"),
)


# --- the ledger -------------------------------------------------------------------------------------------------------


def test_measures_are_counted_by_target_sender_and_period():
    found = count(shelf(*ROWS), ("ARG", "USA"), Window())
    assert (found.value, found.says) == (3.0, "The ledger has 2 measures against Argentina and 1 measure against the United States from March 2010 to July 2010.")  # fmt: skip
    assert [(row["value"], row["period"], row["series"]) for row in found.rows] == [
        (1.0, "2010-03-05", "Argentina"), (2.0, "2010-05-05", "Argentina"), (3.0, "2010-07-05", "United States"),
    ]  # fmt: skip
    assert count(shelf(*ROWS), ("ARG", "USA"), Window(), target="ARG").value == 2.0
    assert count(shelf(*ROWS), ("ARG", "USA"), Window(), sender="BRA").value == 1.0
    assert (
        count(shelf(*ROWS), ("ARG", "USA"), Window(start=date(2010, 5, 5), end=date(2010, 7, 5))).value == 2.0
    )
    with pytest.raises(CoverageError, match="the ledger has no sanctions against Chile in the period asked"):
        count(shelf(*ROWS), ("ARG", "USA"), Window(), target="CHL", sender="USA")


def test_intensity_is_of_each_month_s_last_day():
    found = intensity(shelf(*ROWS), ("ARG", "USA"), Window())
    months = [(row["period"], row["series"], row["value"], row["measures"]) for row in found.rows]
    # persons and firms weigh 1, trade 3; a travel ban is of persons
    assert months == [
        ("2010-03", "Argentina", 1.0, 1), ("2010-04", "Argentina", 1.0, 1), ("2010-05", "Argentina", 5.0, 2), ("2010-06", "Argentina", 5.0, 2),
        ("2010-07", "Argentina", 5.0, 2), ("2010-07", "United States", 1.0, 1),
    ]  # fmt: skip
    assert found.value == 5.0
    assert found.says == "The ledger, a selection, has 2 measures against Argentina and 1 measure against the United States in force in July 2010."  # fmt: skip
    part = intensity(shelf(*ROWS), ("ARG", "PER"), Window(end=date(2010, 5, 4)))
    assert [row["period"] for row in part.rows] == ["2010-03"]
    assert part.says.endswith("in force in March 2010. Not covered: the ledger has nothing on Peru.")
    last = intensity(shelf(*ROWS), ("ARG", "USA"), Window(start=date(2010, 7, 5)))
    assert {row["period"] for row in last.rows} == {"2010-07"}
    with pytest.raises(CoverageError, match="the ledger ends on 2010-07-05, before the period asked"):
        intensity(shelf(*ROWS), ("ARG", "USA"), Window(start=date(2010, 7, 6)))
    with pytest.raises(
        CoverageError, match="the ledger has no sanctions against Argentina or Peru in the period asked"
    ):
        intensity(shelf(*ROWS), ("ARG", "PER"), Window(end=date(2010, 3, 4)))
    waits = shelf(measure("2010-03-05", "USA", "ARG", effective=date(2011, 1, 1)))
    with pytest.raises(
        CoverageError, match="no measure against Argentina or Peru was in force in the period asked"
    ):
        intensity(waits, ("ARG", "PER"), Window())


def test_what_stands_on_a_day_between_two():
    found = standing(shelf(*ROWS), ("ARG", "USA"), Window(), on="2010-07-05")
    assert (found.value, found.says) == (3.0, "In force on 5 July 2010, by the ledger: 2 measures of the United States against Argentina; 1 measure of Argentina against the United States.")  # fmt: skip
    assert standing(shelf(*ROWS), ("ARG", "USA"), Window(), on="2010-07-04").value == 2.0
    # a month or a year is its last day
    for on, measures, day in (
        ("2010-07", 3.0, "31 July 2010"),
        ("2010", 3.0, "31 December 2010"),
        ("2010-06", 2.0, "30 June 2010"),
    ):
        month = standing(shelf(*ROWS), ("ARG", "USA"), Window(), on=on)
        assert (month.value, month.says.startswith(f"In force on {day}, by")) == (measures, True)
    assert standing(shelf(*ROWS), ("ARG", "USA"), Window(), on="2010-07-05", sector="coal").value == 1.0
    assert standing(shelf(*ROWS), ("ARG", "USA"), Window()).period.end == "2010-09-05"
    assert not any("ledger ends" in caveat for caveat in standing(shelf(*ROWS), ("ARG", "USA"), Window(), on="2010-09-05").caveats)  # fmt: skip
    assert any("The ledger ends on 5 September 2010" in caveat for caveat in standing(shelf(*ROWS), ("ARG", "USA"), Window(), on="2010-09-06").caveats)  # fmt: skip
    none = standing(shelf(*ROWS), ("CHL", "USA"), Window(), on="2010-09-05")
    assert (none.value, none.says) == (0.0, "On 5 September 2010 no measure between Chile and the United States is in force by the ledger.")  # fmt: skip
    third = standing(shelf(*ROWS), ("CHL", "USA"), Window(), on="2010-09-05", third=True)
    assert third.says == "In force on 5 September 2010, by the ledger: 1 measure of others against the United States; 1 measure of others against Chile."  # fmt: skip
    assert standing(shelf(*ROWS), ("ARG", "USA"), Window(), on="2010-03-05").value == 1.0
    for wrong, error, said in (
        (
            {"on": "2010-03-04"},
            CoverageError,
            "the ledger begins on 2010-03-05: what stood on 2010-03-04 is not in it",
        ),
        ({"sector": "milk"}, UnknownNameError, "sector of the ledger"),
    ):
        with pytest.raises(error, match=said):
            standing(shelf(*ROWS), ("ARG", "USA"), Window(), **wrong)
    with pytest.raises(CoverageError, match="the ledger ends on 2010-09-05, before the period asked"):
        standing(shelf(*ROWS), ("ARG", "USA"), Window(start=date(2010, 9, 6)))
    assert standing(shelf(*ROWS), ("ARG", "USA"), Window(start=date(2010, 9, 5))).value == 3.0
    with pytest.raises(CoverageError, match="the ledger has nothing on Peru"):
        standing(shelf(*ROWS), ("PER", "USA"), Window())


def test_a_measure_against_all_states_spares_its_own_sender():
    row = measure("2010-03-05", "CHN", "WLD")
    assert ledger.targets(row, among=["USA", "CHN"]) == ["USA"]
    assert not in_force._named(row, "USA")
    found = standing(shelf(row, measure("2010-03-04", "USA", "PER")), ("CHN", "USA"), Window())
    assert found.says.endswith("1 measure of China against all states, the United States among them.")


def test_who_joined_is_counted_once_from_its_first_measure():
    rows = (
        *ROWS,
        measure("2011-01-05", "G7", "ARG"),
        measure("2012-01-05", "USA", "ARG", "suspension of travel ban"),
    )
    found = joined(shelf(*rows), ("ARG", "USA"), Window())
    assert [(row["period"], row["value"], row["label"]) for row in found.rows[:2]] == [("2010-03-05", 1.0, "USA"), ("2010-05-05", 2.0, "BRA")]  # fmt: skip
    assert (found.rows[2]["value"], found.value) == (8.0, 8.0)
    assert found.says == (
        "On the ledger 8 states have taken measures against Argentina and 1 state has taken measures against the United States, the first on 5 March "
        "2010, the last on 5 January 2011."
    )  # fmt: skip
    assert (
        joined(shelf(*rows), ("ARG", "USA"), Window(), since="2010-05-05", target="ARG").rows[0]["label"]
        == "BRA, USA"
    )
    assert (
        joined(shelf(*rows), ("ARG", "USA"), Window(), since="2010-05-06", target="ARG").rows[0]["value"]
        == 7.0
    )
    with pytest.raises(CoverageError, match="no state has a measure against Argentina in the period asked"):
        joined(shelf(*rows), ("ARG", "USA"), Window(), since="2013", target="ARG")


def test_a_measure_starts_at_the_end_of_what_is_known_of_its_day():
    assert ledger.starts(measure("2010-02-05", "USA", "ARG")) == date(2010, 2, 5)
    assert ledger.starts(measure("2010-02-01", "USA", "ARG", precision="month")) == date(2010, 2, 28)
    assert ledger.starts(measure("2010-01-01", "USA", "ARG", precision="year")) == date(2010, 12, 31)
    assert ledger.starts(measure("2010-01-01", "USA", "ARG", precision="year", effective=date(2010, 4, 1))) == date(2010, 4, 1)  # fmt: skip
    assert [day.isoformat() for day in ledger.months_of(date(2010, 11, 5), date(2011, 2, 1))] == ["2010-11-01", "2010-12-01", "2011-01-01", "2011-02-01"]  # fmt: skip
    assert ledger.months_of(date(2010, 11, 5), date(2010, 11, 30)) == [date(2010, 11, 1)]
    assert ledger.sectors_of({"sectors": "steel, coal ,"}) == ["steel", "coal"]


def test_a_measure_pauses_from_the_first_to_the_last_day_of_its_pause():
    row = measure("2025-10-09", "CHN", "WLD", "export control")
    stands = [bool(ledger.in_force([row], day)) for day in (date(2025, 11, 6), date(2025, 11, 7), date(2026, 11, 10), date(2026, 11, 11))]  # fmt: skip
    assert stands == [True, False, False, True]
    cap = measure("2022-12-02", "EU GBR", "RUS", "price cap")
    assert "GBR" in ledger.in_force([cap], date(2025, 9, 1))[0].senders
    assert "GBR" not in ledger.in_force([cap], date(2025, 9, 2))[0].senders
    assert ledger.in_force([cap], date(2025, 9, 3)) == []
    assert ledger.in_force([cap], date(2022, 12, 2))[0].scenarios == ("oil-embargo-and-cap",)
    # what does not stand is passed over, whatever stands first
    first = [measure("2020-01-01", "USA", "ARG", "suspension of listings"), measure("2020-01-01", "USA", "ARG", effective=date(2030, 1, 1)), row, measure("2020-01-01", "EU", "ARG")]  # fmt: skip
    assert [one.row["target"] for one in ledger.in_force([*first, ROWS[0]], date(2025, 11, 7))] == [
        "ARG",
        "ARG",
    ]
    other = measure("2022-12-02", "EU", "BLR", "price cap")
    assert ledger.in_force([other], date(2026, 1, 1))[0].scenarios == ()
    assert (ledger.classes_of("secondary sanctions (authority)"), ledger.classes_of("authority")) == (("secondary sanctions",), ())  # fmt: skip
    with pytest.raises(UnknownNameError, match="instrument of sanctions"):
        ledger.classes_of("scolding")


# --- cases, entries, listings -----------------------------------------------------------------------------------------


def case(number, sender, target, begin, end, success="", kinds="trade"):
    return {
        "case": number, "sender": sender, "target": target, "period": date(begin, 1, 1), "end": date(end, 12, 31) if end else None, "success": success, "kinds": kinds,
        "trade_detail": None, "objective": None, "source_id": "gsdb",
    }  # fmt: skip


class Shelf(dict):
    def names(self):
        return list(self)


def of_cases(*rows):
    return Shelf(sanction_cases=pl.DataFrame(list(rows), schema_overrides={"end": pl.Date, "trade_detail": pl.String, "objective": pl.String}))  # fmt: skip


def test_a_case_runs_from_its_first_to_its_last_day():
    held = of_cases(case(1, "USA", "ARG", 2000, 2010, "failed"), case(2, "ARG", "USA", 2005, 2020, "ongoing"), case(3, "UN", "ARG", 2001, None))  # fmt: skip

    def numbers(on, **more):
        return [row["case"] for row in cases.running(held, ("ARG", "USA"), Window(), on=on, **more).rows]

    assert numbers("2000-01-01") == [1]
    assert numbers("2005") == [1, 3, 2]
    assert cases.running(held, ("ARG", "USA"), Window(), on="2005-02").says.startswith(
        "Running on 28 February 2005, by"
    )
    assert numbers("2010-12-31") == [1, 3, 2]
    assert numbers("2011-01-01") == [3, 2]
    assert numbers("2030-01-01") == [3, 2]  # what is ongoing at the end of the release runs on
    found = cases.running(held, ("ARG", "USA"), Window(), on="2010-12-31")
    assert found.says == "Running on 31 December 2010, by the Global Sanctions Data Base: 2 cases of the United States against Argentina; 1 case of Argentina against the United States."  # fmt: skip
    assert not any("ends with" in caveat for caveat in cases.running(held, ("ARG", "USA"), Window(), on="2020-12-31").caveats)  # fmt: skip
    assert any("The release ends with 2020: what began or ended from then to 1 January 2021" in caveat for caveat in cases.running(held, ("ARG", "USA"), Window(), on="2021-01-01").caveats)  # fmt: skip
    with pytest.raises(CoverageError, match="the cases begin in 2000, after 1999-12-31"):
        cases.running(held, ("ARG", "USA"), Window(), on="1999")
    third = cases.running(held, ("ARG", "BRA"), Window(), on="2005-01-01", third=True)
    assert third.says.endswith("1 case of others against Argentina; 1 case of Brazil against Argentina.")
    none = cases.running(
        of_cases(case(1, "USA", "ARG BRA", 2000, 2010)), ("ARG", "BRA"), Window(), on="2005-01-01"
    )
    assert (
        none.says
        == "No case between Argentina and Brazil runs on 1 January 2005, by the Global Sanctions Data Base."
    )
    with pytest.raises(CoverageError, match="of 1 case fetched none names Chile, as sender or as target, alone or in a group"):  # fmt: skip
        cases.running(of_cases(case(1, "USA", "ARG", 2000, 2010)), ("ARG", "CHL"), Window(), on="2005-01-01")


def test_entries_of_both_and_of_the_newest_day():
    kinds = ("period", "sender", "state", "programme", "kind", "listed", "source_id")
    rows = [
        (date(2024, 1, 1), "USA", "ARG", "P0", "Person", 99, "s"), (date(2025, 1, 1), "USA", "ARG", "P1", "Person", 2, "s"), (date(2025, 1, 1), "USA", "ARG", "P1", "Company", 1, "s"),
        (date(2025, 1, 1), "UN", "ARG", "P2", "Person", 5, "s"), (date(2025, 1, 1), "BRA", "ARG", "P3", "Person", 7, "s"), (date(2025, 1, 1), "USA", "CHL", "P4", "Person", 9, "s"),
    ]  # fmt: skip
    held = Shelf(sanction_entries=pl.DataFrame(rows, schema=list(kinds), orient="row"))
    found = entries(held, ("ARG", "USA"), Window())
    assert (found.value, found.says) == (8.0, "On lists of sanctions on 1 January 2025: no of the United States by Argentina, 8 of Argentina by the United States.")  # fmt: skip
    assert [(row["label"], row["value"], row["kinds"]) for row in found.rows] == [("P2: of Argentina", 5.0, "Person"), ("P1: of Argentina", 3.0, "Company, Person")]  # fmt: skip
    assert entries(held, ("ARG", "USA"), Window(end=date(2024, 1, 1))).value == 99.0
    with pytest.raises(
        CoverageError, match="the lists of sanctions fetched are of no day in the period asked"
    ):
        entries(held, ("ARG", "USA"), Window(end=date(2023, 12, 31)))
    with pytest.raises(CoverageError, match="the lists of sanctions fetched, of 1 January 2025, have no entry of Peru or Mexico by the other"):  # fmt: skip
        entries(Shelf(sanction_entries=held["sanction_entries"].filter(pl.col("sender") != "UN")), ("PER", "MEX"), Window())  # fmt: skip


def test_a_place_among_the_most_listed():
    rows = [("2022-03-01", "ARG", 500), ("2022-03-01", "BRA", 900), ("2022-03-01", "CHL", 300), ("2023-03-01", "ARG", 700), ("2021-03-01", "CHL", 9000)]  # fmt: skip
    table = pl.DataFrame([{"subject": "sanctions listings", "period": date.fromisoformat(day), "measure": f"against {code}", "value": float(value), "source_id": "s"} for day, code, value in rows])  # fmt: skip
    found = listings.listings({"estimates": table}, ("ARG",), Window())
    assert (found.value, [row["label"] for row in found.rows]) == (
        700.0,
        ["Brazil", "Argentina", "Chile", "Argentina"],
    )
    assert found.says == (
        "700 listings against Argentina were counted in March 2023; in March 2022 it stood at place 2 of the 3 most listed states with 500, beside 900 "
        "against Brazil."
    )  # fmt: skip
    first = listings.listings({"estimates": table}, ("BRA",), Window())
    assert first.says.endswith("in March 2022 it stood at place 1 of the 3 most listed states with 900, beside 500 against Argentina.")  # fmt: skip
    alone = listings.listings({"estimates": table}, ("ARG",), Window(start=date(2023, 3, 1)))
    assert alone.says == "700 listings against Argentina were counted in March 2023."


# --- the Security Council's ---------------------------------------------------------------------------------------------


def regime(begin, end=None, status="ended", seen=date(2025, 6, 1), **more):
    return {
        "target": "ARG", "regime": "R", "from_date": begin, "to_date": end, "from_precision": "day", "to_precision": "month", "status": status, "seen": seen,
        "kinds": "arms", "resolution": "661", "ended_by": "", "source_id": "s", **more,
    }  # fmt: skip


def test_regimes_of_the_council_in_words():
    begin, end = date(1990, 8, 6), date(2003, 5, 1)
    told = united_nations._told
    assert (
        told(regime(begin, end, ended_by="1483"))
        == "from 6 August 1990 (resolution 661) to May 2003 (resolution 1483)"
    )
    assert told(regime(begin, resolution="")) == "from 6 August 1990, since ended"
    assert (
        told(regime(begin, status="running"))
        == "since 6 August 1990 (resolution 661), known to run in June 2025"
    )
    assert (
        told(regime(begin, status="running", seen=date(2026, 1, 1))) == "since 6 August 1990 (resolution 661)"
    )
    assert told(regime(begin, from_precision="year", status="running", seen=date(2026, 1, 1))).startswith(
        "since 1990 ("
    )


def test_a_regime_is_in_the_period_that_it_reaches_into():
    table = pl.DataFrame(
        [regime(date(1990, 8, 6), date(2003, 5, 1)), regime(date(2010, 1, 1), status="running")]
    )

    def years(**window):
        return [row["period"][:4] for row in united_nations.regimes({"un_sanctions": table}, ("ARG", "BRA"), Window(**window)).rows]  # fmt: skip

    assert years() == ["1990", "2010"]
    assert years(start=date(2003, 5, 1)) == ["1990", "2010"]
    assert years(start=date(2003, 5, 2)) == ["2010"]
    assert years(start=date(2025, 6, 1)) == ["2010"]
    assert years(end=date(1990, 8, 6)) == ["1990"]
    found = united_nations.regimes({"un_sanctions": table}, ("ARG", "BRA"), Window())
    assert (found.value, found.says) == (1.0, "Sanctions of the UN Security Council on Argentina from 6 August 1990 (resolution 661) to May 2003; on Argentina since 1 January 2010 (resolution 661), known to run in June 2025.")  # fmt: skip
    with pytest.raises(CoverageError, match="the table of UN sanctions, a part of all, has none against Argentina or Brazil in the period asked"):  # fmt: skip
        years(end=date(1990, 8, 5))


# --- one axis ---------------------------------------------------------------------------------------------------------


def test_a_series_breaks_from_eight_months_on():
    months = [date(2020, 1, 1) + timedelta(days=31 * place) for place in range(8)]
    points = [(day, 1.0 if place < 4 else 9.0 + place / 10, "s") for place, day in enumerate(months)]
    assert timeline._break(points) == months[4]
    assert timeline._break(points[:7]) is None
    assert timeline._break([(day, 1.0, "s") for day in months]) is None
    scaled = timeline._scaled("x", points, unit="USD", breaks=months[4])
    assert [row["value"] for row in scaled][-1] == 1.0
    assert [row["breaks"] for row in scaled].index(True) == 4
    assert scaled[0]["raw"] == 1.0


def test_fuel_is_the_first_print_of_each_month_that_has_a_value():
    rows = [
        ("2020-01-01", 5, "2020"),
        ("2020-01-01", 6, "2021"),
        ("2020-02-01", 0, "2020"),
        ("2020-03-01", 1, "2020"),
    ]
    table = pl.DataFrame([{"origin": "BRA", "destination": "ARG", "product": "crude-oil", "freq": "M", "period": date.fromisoformat(day), "value_usd": value, "vintage": vintage, "source_id": "s"} for day, value, vintage in rows])  # fmt: skip
    found = timeline.fuel({"trade": table}, ("ARG", "BRA"), Window(), "crude-oil")
    assert found == [(date(2020, 1, 1), 5.0, "s"), (date(2020, 3, 1), 1.0, "s")]
    assert (
        timeline.fuel({"trade": table}, ("ARG", "BRA"), Window(start=date(2020, 1, 2)), "crude-oil")
        == found[1:]
    )


def test_sanctions_and_firms_by_month():
    rows = (
        measure("2020-01-15", "USA", "ARG"), measure("2020-03-15", "USA", "ARG", "trade"), measure("2020-03-20", "USA", "WLD", "trade"),
        measure("2020-02-10", "USA", "BRA", "listings", firms_of="CHL", value=3.0), measure("2020-04-10", "USA", "BRA", "listings", firms_of="CHL", value=2.0),
    )  # fmt: skip
    points = timeline.sanctions(shelf(*rows), "ARG", Window())
    assert [(day.month, value) for day, value, _ in points] == [(1, 1.0), (2, 1.0), (3, 4.0)]
    assert [
        day.month for day, _, _ in timeline.sanctions(shelf(*rows), "ARG", Window(start=date(2020, 2, 1)))
    ] == [2, 3]
    assert (
        timeline.sanctions(shelf(*rows), "PER", Window())
        == timeline.firms(shelf(*rows), "PER", Window())
        == []
    )
    assert [(day.month, value) for day, value, _ in timeline.firms(shelf(*rows), "CHL", Window())] == [(2, 3.0), (3, 3.0), (4, 5.0)]  # fmt: skip


def test_senders_that_nobody_resolves_are_named():
    held = of_cases(case(1, "LEAGUE USA", "ARG", 2000, 2010))
    found = cases.running(held, ("ARG", "USA"), Window(), on="2005-01-01")
    assert (
        found.caveats[-1]
        == "Members of LEAGUE are not resolved: a case of theirs counts for none of their members."
    )
    assert len(cases.running(of_cases(case(1, "UN EU USA", "ARG", 2000, 2010)), ("ARG", "USA"), Window(), on="2005-01-01").caveats) == 1  # fmt: skip
