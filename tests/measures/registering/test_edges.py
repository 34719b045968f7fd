"""Flags of the audit under a figure, press reports, blocs: which are told, in what order and words, on rows made by hand."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from realpolitik.measures.registering import blocs
from realpolitik.measures.registering.marks import by_press, in_words, touching
from realpolitik.measures.registering.shock import concerned, event


class Flags:
    def __init__(self, *flags):
        self.held = flags

    def flags_of(self, state):
        return tuple(flag for flag in self.held if state in (flag["a"], flag["b"]))


def flag(a="ARG", b="BRA", year=2020, table="trade", state="open", **more):
    return {
        "table": table, "test": "t", "a": a, "b": b, "product": "", "period": date(year, 1, 1), "office": "IMF", "value": 5e9, "other": None, "other_office": "", "low": 1.0, "high": 2.0,
        "at_stake": 1.0, "state": state, "why": "so", **more,
    }  # fmt: skip


ROWS = ({"period": "2020", "reporter": "IMF", "reports": "", "product": "gold"}, {"period": "2021", "reporter": "BACI", "reports": "IMF 5"})  # fmt: skip
READ = ("trade", "materials", "votes")


def touched(*flags, rows=ROWS, read=READ, about=("ARG", "BRA"), unit="USD", measure="trade.turnover"):
    return [one["why"] for one in touching(Flags(*flags), read, about, rows, unit=unit, measure=measure)]


def test_a_flag_touches_rows_of_its_year_and_office():
    assert touched(flag()) == ["so"]
    assert touched(flag(year=2019)) == touched(flag(office="COW")) == touched(flag(b="CHL")) == []
    assert touched(flag(b="CHL"), flag(b="WLD"), flag()) == ["so"]
    assert touched(flag(b="WLD"), flag(), unit="share", measure="dependence.import_share") == ["so"]
    assert touched(flag(), rows=()) == touched(flag(), read=("power",)) == touched(flag(), about=()) == []
    assert touched(flag(), read=("materials",)) == []
    # a corrected one touches all rows that are not older, by any office
    assert touched(flag(year=2020, state="corrected", office="COW")) == ["so"]
    assert touched(flag(year=2019, state="corrected")) == []
    assert touched(flag(year=2030, state="corrected"), rows=[{"period": "2020"}]) == []
    assert touched(flag(table="votes", year=2020)) == touched(flag(table="votes", year=2025)) == ["so"]
    assert touched(flag(table="votes", year=2019)) == []
    assert touched(flag(table="materials", product="gold")) == ["so"]
    assert touched(flag(table="materials", product="tin")) == touched(flag(table="materials", product="gold", year=2021)) == []  # fmt: skip


def test_flags_of_totals_touch_shares_alone_and_of_the_right_side():
    total = flag(b="WLD")
    assert touched(total) == []
    assert touched(total, unit="share") == touched(total, unit="index") == ["so"]
    assert touched(total, unit="share", measure="dependence.export_share") == ["so"]
    assert touched(total, unit="share", measure="dependence.import_share") == []
    assert touched(flag(a="WLD", b="ARG"), unit="share", measure="dependence.import_share") == ["so"]
    assert touched(flag(b="WLD", state="corrected"), unit="share") == ["so"]
    assert touched(flag(b="WLD", state="corrected", office="COW"), unit="share") == []


def test_flows_stand_before_totals_and_the_most_money_first():
    flags = (flag(b="WLD", why="total", at_stake=9.0), flag(why="small"), flag(why="none", at_stake=None), flag(why="large", at_stake=5.0), flag(why="later", year=2021))  # fmt: skip
    assert touched(*flags, unit="share") == ["large", "small", "later", "none", "total"]


def test_flags_in_words():
    assert in_words([flag(other=7e9, other_office="BACI")]) == ("Audit, open: Argentina to Brazil 2020: 5.0 billion dollars by IMF, 7.0 billion dollars by BACI: so.",)  # fmt: skip
    two = in_words([flag(other=7e9, other_office="BACI"), flag(year=2022, value=6e9, other=1e9)])
    assert two == (
        "Audit, open: Argentina to Brazil 2020–2022: 5.0 billion dollars, 6.0 billion dollars by IMF: so.",
    )
    assert in_words([flag(value=None)]) == ("Audit, open: Argentina to Brazil 2020: no figure by IMF: so.",)
    assert in_words([flag(state="corrected")]) == ("Audit, corrected: Argentina to Brazil 2020: 5.0 billion dollars by IMF is not used as published: so.",)  # fmt: skip
    assert in_words([flag(state="explained")]) == ()
    assert in_words([flag(table="votes", state="explained")]) == ("Audit, explained: Argentina 2020: so.",)
    assert in_words([flag(table="materials", product="iron-ore", value=12.0, low=1.0, high=2.0)]) == ("Audit, open: iron ore from Argentina to Brazil 2020: 12 dollars a tonne, expected 1 to 2: so.",)  # fmt: skip
    assert in_words([flag(a="ZZZ")])[0].startswith("Audit, open: ZZZ to Brazil")
    assert len(in_words([flag(why=str(number)) for number in range(4)])) == 3


class Cited:
    def __init__(self, publisher, standing="press"):
        self.given = {"publisher": publisher, "standing": standing}

    def record(self):
        return self.given


SOURCES = {
    "a": Cited("Agency"),
    "b": Cited("Bureau"),
    "c": Cited("Courier"),
    "o": Cited("Office", "official"),
}


def press(*rows, unit="USD"):
    made = [{"period": period, "source": source, "reporter": reporter} for period, source, reporter in rows]
    return by_press(made, SOURCES, unit=unit)


def test_a_last_figure_of_the_press_is_told():
    assert press(("2020", "a", "")) == (
        "The figure of 2020 is of one press report (Agency), which names no office.",
    )
    assert press(("2020", "a b", "")) == ("The figures of 2020 are of press reports (Agency, Bureau), which name no office.",)  # fmt: skip
    assert press(("2020", "a b c", "")) == ("The figures of 2020 are of press reports (Agency, Bureau and others), which name no office.",)  # fmt: skip
    assert press(("2020", "a o", "")) == press(("2020", "o", "")) == press(("2020", "", "")) == ()
    assert press(("2020", "a", ""), ("2020", "o", "")) == ()
    assert press(("2019", "a", ""), ("2020", "o", "")) == ()


def test_earlier_figures_of_the_press_are_told_of_what_an_office_makes():
    said = press(("2019", "a", "RUS"), ("2020", "o", "RUS"))
    assert said == ("The figures of 2019 are of press reports alone (Agency), which name no office.",)
    assert press(("2019", "a", ""), ("2020", "o", ""), unit="share") == said
    both = press(("2019", "a", "RUS"), ("2020", "b", "RUS"))
    assert (
        both[1] == "Before it, the figures of 2019 are of press reports alone (Agency), which name no office."
    )
    many = press(*((str(year), source, "RUS") for year, source in zip(range(2010, 2016), "abcabc", strict=True)), ("2020", "o", "RUS"))  # fmt: skip
    assert many == ("The figures of 2012, 2013, 2014, 2015 and 2 more are of press reports alone (Courier, Bureau and others), which name no office.",)  # fmt: skip
    four = press(*((str(year), "a", "RUS") for year in range(2010, 2014)), ("2020", "o", "RUS"))
    assert "2010, 2011, 2012, 2013 are of" in four[0]


def test_the_day_has_a_name_for_its_parties():
    day = date(2022, 2, 24)
    assert event(day, ("CHN", "RUS")) == "the invasion of Ukraine"
    assert event(day, ("FRA", "GBR")) == "24 February 2022"
    assert event(date(2022, 2, 25), ("CHN", "RUS")) == "25 February 2022"
    assert (concerned(("UKR", "FRA")), concerned(("CHN", "FRA"))) == (True, False)


# --- blocs ------------------------------------------------------------------------------------------------------------


def test_members_of_a_day_and_days_on_both_sides():
    assert blocs._both("EU", "WLD") == []
    (shared,) = blocs._both("EU", "GBR")
    assert shared == (date(1973, 1, 1), shared[1])
    sides = {code for code, start, end in blocs._sides("EU").iter_rows() if start <= date(2023, 1, 1) <= end}
    assert len(sides) == 27
    assert blocs._sides("BRA").rows() == [("BRA", date.min, date.max)]
    assert blocs.everyone(("BRA", "EU", "BRA"))[0] == "BRA"
    within = pl.DataFrame(
        {"period": [date(2000, 1, 1), date(2000, 1, 2), date(2000, 1, 3), date(2000, 1, 4)]}
    )
    spells = [(date(2000, 1, 2), date(2000, 1, 3))]
    assert within.select(blocs._within(spells)).to_series().to_list() == [False, True, True, False]
    assert within.filter(blocs._within([])).is_empty()


def test_what_lacks_members_is_told():
    def covered(*there):
        return blocs._covered(
            {"period": date(2023, 1, 1), "sellers": list(there), "buyers": ["BRA"]}, "EU", "BRA"
        )

    every = sorted(
        code for code, start, end in blocs._sides("EU").iter_rows() if start <= date(2023, 1, 1) <= end
    )
    assert covered(*every) == ""
    assert covered(*every[1:]) == "26 of 27 members (without Austria)"
    assert covered(*every[4:]).startswith("23 of 27 members (without Austria, ")
    assert covered(*every[5:]) == "22 of 27 members"
    bought = {"period": date(2023, 1, 1), "sellers": ["BRA"], "buyers": every[1:]}
    assert blocs._covered(bought, "BRA", "EU") == "26 of 27 members (without Austria)"


@pytest.mark.parametrize(
    ("years", "counts", "summed", "said"),
    [
        ((2020,), ("26 of 27 members (without Malta)",), True, "By the IMF, in 2020, 26 of 27 members (without Malta) have a figure: the others make less than 1.0 % of the bloc's trade, and the sum is without them."),
        ((2020, 2021, 2023), ("20 of 27 members", "21 of 27 members (without x)", "22 of 27 members"), False, "By the IMF, in 3 years from 2020 to 2023, 20 of 27 members to 22 of 27 members have a figure: too few to sum, and not in the series."),
        ((2020, 2021), ("20 of 27 members", "20 of 27 members"), False, "By the IMF, in 2 years from 2020 to 2021, 20 of 27 members have a figure: too few to sum, and not in the series."),
    ],
)  # fmt: skip
def test_which_members_a_sum_lacks_in_words(years, counts, summed, said):
    rows = pl.DataFrame({"period": [date(year, 1, 1) for year in years], "covered": list(counts)})
    assert blocs._said("IMF", rows, summed=summed) == said


def test_a_year_without_a_hundredth_of_a_bloc_is_summed_and_with_less_it_is_not():
    every = sorted(
        code for code, start, end in blocs._sides("EU").iter_rows() if start <= date(2023, 1, 1) <= end
    )
    sums = pl.DataFrame(
        {
            "period": [date(2023, 1, 1)] * 2, "reporter": ["IMF", "BACI"], "freq": ["A", "A"], "share": [0.99, 0.989],
            "sellers": [every[1:]] * 2, "buyers": [["BRA"]] * 2, "value_usd": [1, 2],
        }
    )  # fmt: skip
    kept, told = blocs._kept(sums, "EU", "BRA")
    assert kept["reporter"].to_list() == ["IMF"]
    assert [text.split(",")[0] for text in told] == ["By the IMF", "By BACI"]
    assert "the sum is without them" in told[0]
    assert "too few to sum" in told[1]


def test_trade_within_a_bloc_is_taken_off_its_total():
    keys = {"product": "total", "product_code": "", "freq": "A", "reporter": "IMF"}
    rows = pl.DataFrame(
        [
            {**keys, "period": date(2023, 1, 1), "origin": a, "destination": b, "value_usd": value}
            for a, b, value in (("FRA", "DEU", 30), ("FRA", "FRA", 999), ("FRA", "BRA", 500), ("DEU", "FRA", 10))
        ]
    )  # fmt: skip
    totals = pl.DataFrame([{**keys, "period": date(2023, 1, 1), "origin": a, "destination": "WLD", "value_usd": value} for a, value in (("FRA", 100), ("DEU", 9), ("ITA", 50))])  # fmt: skip
    found = blocs._without_own(totals, rows, "EU")
    # Germany's total is less than what it sells within; of Italy nothing within is known
    assert [(row["origin"], row["value_usd"]) for row in found.iter_rows(named=True)] == [("FRA", 70)]
    exact = totals.with_columns(value_usd=pl.when(pl.col("origin") == "DEU").then(10).otherwise("value_usd"))
    assert sorted(blocs._without_own(exact, rows, "EU")["value_usd"].to_list()) == [0, 70]


def test_a_bloc_votes_as_more_than_half_of_it():
    def votes(*cast):
        rows = [{"roll_call": 1001, "state": state, "vote": vote, "source_id": "s"} for state, vote in cast]
        tables = {"votes": pl.DataFrame(rows), "roll_calls": pl.DataFrame({"roll_call": [1001], "date": [date(2020, 1, 1)]})}  # fmt: skip
        made, _ = blocs._votes(tables, ("EU", "FRA"))
        return [row["vote"] for row in made.iter_rows(named=True) if row["state"] == "EU"]

    assert votes(("DEU", "yes"), ("ITA", "yes"), ("ESP", "no")) == ["yes"]
    assert votes(("DEU", "yes"), ("ITA", "no")) == []
    # France stands on the other side, an absence is no vote, and Brazil no member
    assert votes(("DEU", "yes"), ("FRA", "no"), ("ITA", "absent"), ("BRA", "no")) == ["yes"]
