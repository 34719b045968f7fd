"""Bounds that no month of reported events meets: sides of a day, levels, weights, roots of codes, on rows made by hand."""

from __future__ import annotations

import math
from datetime import date

import polars as pl
import pytest

from realpolitik.errors import CoverageError, OptionError, UnknownNameError
from realpolitik.findings import Window
from realpolitik.measures.events import balance, breaks, counts
from realpolitik.measures.events.reported import reported
from realpolitik.models.stats.change_points import level_change

HALF = 1.959963984540054


class Shelf(dict):
    def about(self, states):
        return self

    def names(self):
        return list(self)


def shelf(*values, start=2020, whole=100.0, spread=None, days=30, pair=("ARG", "BRA")):
    """A month of events a value."""
    return Shelf(
        events=pl.DataFrame(
            [
                {
                    "a": pair[0], "b": pair[1], "period": date(start + place // 12, place % 12 + 1, 1), "weight": float(value), "weight_all": whole, "spread": spread,
                    "days": days, "source_id": "s",
                }
                for place, value in enumerate(values)
            ],
            schema_overrides={"spread": pl.Float64},
        )
    )  # fmt: skip


PAIR = ("BRA", "ARG")


def test_few_months_are_a_mean_and_from_eight_on_a_break_is_looked_for():
    seven = balance.weight(shelf(*[1.0] * 3, *[50.0] * 4), PAIR, Window())
    assert seven.says == "Media reports show Brazil and Argentina cooperating on balance, in 7 months."
    assert seven.value == pytest.approx((3 + 200) / 7)
    eight = balance.weight(shelf(*[1.0, 2.0] * 2, *[50.0, 51.0] * 2), PAIR, Window())
    assert "cooperating on balance, since May 2020 more than before: +50 a day after +2 a day; the break lies between April 2020 and June 2020 (95 %)" in eight.says  # fmt: skip
    assert (eight.value, eight.interval.low) == (
        50.5,
        pytest.approx(50.5 - HALF * math.sqrt((4 * 0.25 / 3) / 4)),
    )
    one = balance.weight(shelf(-3.0), PAIR, Window())
    assert (
        one.says
        == "Media reports show Brazil and Argentina in conflict on balance, in the one month with events enough."
    )
    assert one.interval is None
    even = balance.weight(shelf(-3.0, 3.0), PAIR, Window())
    assert "neither cooperating nor in conflict on balance, in 2 months" in even.says
    assert (even.value, even.interval.low, even.interval.high) == (
        0.0,
        pytest.approx(-HALF * 3),
        pytest.approx(HALF * 3),
    )
    none = balance.weight(shelf(*[1.0, 2.0] * 4), PAIR, Window())
    assert none.says == "Media reports show Brazil and Argentina cooperating on balance, with no lasting change from January 2020 to August 2020."  # fmt: skip
    share = balance.weight(shelf(5.0, 10.0), PAIR, Window(), per="share")
    assert ([row["value"] for row in share.rows], share.unit) == ([0.05, 0.1], "share")


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (2, 3, "cooperating on balance, since May more than before"), (3, 2, "cooperating on balance, since May less than before"),
        (-2, -3, "in conflict on balance, since May more than before"), (2, -3, "in conflict on balance since May, cooperating before"),
        (0, 3, "cooperating on balance since May, neither cooperating nor in conflict before"),
    ],
)  # fmt: skip
def test_two_levels_in_words(before, after, said):
    assert balance._since(before, after, "May") == said


def test_a_month_has_the_error_of_its_days():
    (row,) = balance.weight(shelf(10.0, spread=6.0, days=9), PAIR, Window()).rows
    assert (row["low"], row["high"]) == pytest.approx((10 - HALF * 2, 10 + HALF * 2))
    (share,) = balance.weight(shelf(-10.0, spread=6.0, days=9), PAIR, Window(), per="share").rows
    assert (share["low"], share["high"]) == pytest.approx((-0.1 - HALF * 0.02, -0.1 + HALF * 0.02))
    assert "low" not in balance.weight(shelf(0.0, spread=6.0), PAIR, Window()).rows[0]
    assert "low" not in balance.weight(shelf(5.0), PAIR, Window()).rows[0]


def test_levels_of_half_a_year_are_told():
    values = [1.0, 1.2] * 3 + [9.0, 9.2] * 3
    found = balance.weight(shelf(*values), PAIR, Window())
    assert found.caveats[0] == "Any number of breaks allowed, levels that held for half a year or more are +1 a day from January 2020; +9 a day from July 2020."  # fmt: skip
    none = balance.weight(shelf(*[1.0, 1.2] * 4), PAIR, Window())
    assert none.caveats[0].startswith("Any number of breaks allowed, no level that held for half a year")


def test_months_that_are_not_there_are_refused_with_those_that_are():
    held = shelf(1.0, 2.0)
    with pytest.raises(CoverageError, match=r"no reported events between Brazil and Argentina in the period asked\. They run from January 2020 to February 2020"):  # fmt: skip
        balance.months(held, PAIR, Window(start=date(2020, 2, 2)))
    with pytest.raises(CoverageError, match=r"no reported events between Brazil and Chile in the period asked\. `realpolitik events A B"):  # fmt: skip
        balance.months(held, ("BRA", "CHL"), Window())
    assert len(balance.months(held, PAIR, Window(start=date(2020, 2, 1)))) == 1


def test_the_month_of_the_day_is_on_neither_side():
    held = shelf(1.0, 3.0, 99.0, 5.0, 7.0)
    found = balance.compare(held, PAIR, Window(), shock="2020-03-10", third="ARG")
    assert [(row["series"], row["value"], row["span"]) for row in found.rows] == [("before", 0.02, "2020-01 to 2020-02"), ("after", pytest.approx(0.06), "2020-04 to 2020-05")]  # fmt: skip
    assert found.says == "Of the weight of all reported events, Brazil and Argentina have +6.00 % since March 2020, +2.00 % before."  # fmt: skip
    assert found.interval.low == pytest.approx(0.06 - HALF * math.sqrt(0.0002 / 2))
    # on the first of a month that month is not after the day either
    assert (
        balance.compare(held, PAIR, Window(), shock="2020-03-01", third="ARG").rows[1]["span"]
        == "2020-04 to 2020-05"
    )
    for day in ("2020-02-10", "2020-04-10"):
        with pytest.raises(CoverageError, match=f"the tables have no events of Brazil and Argentina on both sides of {day}. They run from January 2020 to May 2020"):  # fmt: skip
            balance.compare(held, PAIR, Window(), shock=day, third="ARG")


# --- codes ------------------------------------------------------------------------------------------------------------


def test_quads_are_of_the_root_of_a_code():
    roots = {1: ("01", "05"), 2: ("06", "08"), 3: ("09", "13"), 4: ("14", "20")}
    assert all(counts.quad_of(root) == quad for quad, ends in roots.items() for root in ends)
    for code in ("00", "21", "x1"):
        with pytest.raises(UnknownNameError, match="CAMEO code"):
            counts.quad_of(code)
    assert counts.weight_of("0211") == counts.goldstein().get("0211", counts.goldstein().get("021"))
    with pytest.raises(UnknownNameError, match="CAMEO code"):
        counts.weight_of("99")


def test_a_log_ratio_of_counts_and_of_none():
    found = counts.log_ratio(1, 0)
    assert (found.value, found.high - found.low) == (
        pytest.approx(math.log(3)),
        pytest.approx(2 * HALF * math.sqrt(1 / 1.5 + 2)),
    )
    assert counts.log_ratio(0, 0).value == 0.0
    for wrong in ((-1, 0), (0, -1)):
        with pytest.raises(OptionError, match="counts are not below 0"):
            counts.log_ratio(*wrong)


def plain(*rows):
    names = ("id", "day", "actor", "target", "code")
    form = counts.formats()["plain"]
    return pl.DataFrame([dict(zip([form[name] for name in names], row, strict=True)) for row in rows])  # fmt: skip


def test_months_of_pairs_leave_out_what_is_within_a_state_and_take_days_of_all_kinds():
    rows = [
        (1, "2020-01-31", "ARG", "BRA", "010"), (2, "2020-01-31", "ARG", "BRA", "190"), (2, "2020-01-31", "ARG", "BRA", "190"), (3, "2020-02-01", "ARG", "BRA", "010"),
        (4, "2020-01-05", "ARG", "ARG", "010"), (5, "2020-01-06", "BRA", "ARG", "010"), (6, "2020-01-06", None, "ARG", "010"),
    ]  # fmt: skip
    found = counts.pair_months(plain(*rows)).collect().to_native()
    cells = [(one["actor"], one["month"], one["events"], one["quad_1"], one["quad_4"], one["share"]) for one in found.iter_rows(named=True)]  # fmt: skip
    assert cells == [
        ("ARG", 202001, 2, 1, 1, 2 / 3),
        ("ARG", 202002, 1, 1, 0, 1.0),
        ("BRA", 202001, 1, 1, 0, 1 / 3),
    ]
    only = counts.pair_months(plain(*rows), pairs=[("BRA", "ARG")]).collect().to_native()
    assert [(one["actor"], one["events"], one["share"]) for one in only.iter_rows(named=True)] == [
        ("BRA", 1, 1 / 3)
    ]
    both = counts.pair_months(plain(*rows), pairs=[("BRA", "ARG"), ("ARG", "BRA")]).collect()
    assert len(both) == 3
    days = plain(*rows).with_columns(pl.col(counts.formats()["plain"]["day"]).str.to_date())
    assert counts.pair_months(days).collect()["month"].to_list() == [202001, 202002, 202001]


def test_events_need_their_columns():
    form = counts.formats()["plain"]
    whole = plain((1, "2020-01-31", "ARG", "BRA", "010"))
    with pytest.raises(
        OptionError, match=f"events in the form plain need the columns {form['actor']}; there are "
    ):
        counts.canonical(whole.drop(form["actor"]))
    with pytest.raises(OptionError, match="events need a code or a quad class"):
        counts.canonical(whole.drop(form["code"]))
    with pytest.raises(
        OptionError, match="events need a weight, or CAMEO codes to take Goldstein's weights from"
    ):
        counts.canonical(whole.drop(form["code"]).with_columns(pl.lit(1).alias(form["quad"])))
    with pytest.raises(OptionError, match=f"{form['code']} holds numbers: read codes as text"):
        counts.canonical(whole.with_columns(pl.lit(10).alias(form["code"])))
    with pytest.raises(UnknownNameError, match="format of events"):
        counts.canonical(whole, "odd")
    with pytest.raises(OptionError, match="no pairs: name two states each"):
        counts.edge_months(whole, [])


# --- one's own events -------------------------------------------------------------------------------------------------


def month(number, mean, quads=(1, 0, 0, 0), actor="ARG", target="BRA"):
    return {"actor": actor, "target": target, "month": number, "weight_mean": mean, **{f"quad_{n}": many for n, many in enumerate(quads, 1)}}  # fmt: skip


def test_a_direction_is_looked_at_from_eight_months_on():
    numbers = [*range(202001, 202009)]
    values = [1.0, 1.1] * 2 + [9.0, 9.1] * 2
    (found,) = breaks.directions(
        [month(*pair) for pair in zip(reversed(numbers), reversed(values), strict=True)]
    )
    assert found.months == tuple(numbers)
    assert found.says() == "ARG to BRA: mean weight +1.05 before 2020-05, +9.05 since (the break lies from 2020-04 to 2020-06, 95 %), found without a date being given."  # fmt: skip
    (seven,) = breaks.directions([month(*pair) for pair in zip(numbers[:7], values, strict=False)])
    assert seven.says() == "ARG to BRA: 7 months with events, too few or too alike to look for a break."
    (one,) = breaks.directions([month(202001, 1.0), month(202002, None)])
    assert one.says() == "ARG to BRA: 1 month with events, too few or too alike to look for a break."
    (alike,) = breaks.directions([month(number, 1.0) for number in numbers])
    assert "8 months with events, too few or too alike" in alike.says()
    (still,) = breaks.directions([month(*pair) for pair in zip(numbers, [1.0, 1.2] * 4, strict=True)])
    assert still.says() == "ARG to BRA: no break of the mean weight is found in 8 months."
    assert level_change(values).log_bayes_factor > breaks.STRONG


def test_the_month_of_a_day_is_pooled_on_neither_side():
    rows = [
        month(202001, 1.0, (1, 1, 0, 0)),
        month(202002, 1.0, (9, 9, 9, 9)),
        month(202003, 1.0, (0, 0, 1, 1)),
    ]
    (found,) = breaks.directions(rows, since=date(2020, 2, 15))
    assert (found.before.value, found.after.value) == (
        pytest.approx(math.log(5)),
        pytest.approx(-math.log(5)),
    )
    assert found.says().endswith(
        "Log ratio +1.61 (−1.43 to +4.65) before the day given, −1.61 (−4.65 to +1.43) after."
    )
    (late,) = breaks.directions(rows, since=date(2020, 3, 1))
    assert late.says().endswith(" No event after the day given: nothing to compare.")
    (early,) = breaks.directions(rows, since=date(2020, 1, 31))
    assert early.says().endswith(" No event before the day given: nothing to compare.")


# --- counts fetched ---------------------------------------------------------------------------------------------------


def test_the_share_of_conflict_is_of_all_events_of_a_year():
    rows = [
        ("ARG", "BRA", "2020-01-01", 1, 6), ("BRA", "ARG", "2020-01-01", 2, 1), ("BRA", "ARG", "2020-05-01", 3, 2), ("ARG", "BRA", "2020-05-01", 4, 1),
        ("ARG", "CHL", "2020-05-01", 4, 99), ("ARG", "BRA", "2019-05-01", 4, 1),
    ]  # fmt: skip
    held = Shelf(event_counts=pl.DataFrame([{"actor": a, "target": b, "period": date.fromisoformat(day), "quad": quad, "events": many, "source_id": "g"} for a, b, day, quad, many in rows]))  # fmt: skip
    found = reported(held, ("ARG", "BRA"), Window())
    assert [(row["period"], row["value"], row["events"], row["days"]) for row in found.rows] == [("2019", 1.0, 1, 1), ("2020", 0.3, 10, 2)]  # fmt: skip
    assert found.says == "Of 10 reported events between Argentina and Brazil on 2 days of 2020, 30 % were conflict in word or deed."  # fmt: skip
    assert (found.rows[1]["verbal cooperation"], found.rows[1]["material conflict"]) == (6, 1)
    with pytest.raises(CoverageError, match="the counts fetched have no events between Argentina and Peru in the period asked"):  # fmt: skip
        reported(held, ("ARG", "PER"), Window())
    with pytest.raises(CoverageError, match="no counts of events have been fetched, and none are embedded"):
        reported(Shelf(), ("ARG", "PER"), Window())
