"""Bounds that no vote on record meets: what lies on them, one below and one above, on votes made by hand."""

from __future__ import annotations

import math
from collections import Counter
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest

from realpolitik.errors import CoverageError, OptionError, UnknownNameError
from realpolitik.findings import Window
from realpolitik.measures.votes import (
    agreement,
    change,
    columns,
    council,
    distances,
    issues,
    leaning,
    neutrality,
)
from realpolitik.measures.votes import similarity as sim
from realpolitik.measures.votes.agreement import identical_share, kappa
from realpolitik.measures.votes.ballots import ballots, chosen, common
from realpolitik.measures.votes.blocs import _renumbered, network
from realpolitik.measures.votes.counts import (
    INDICES,
    _levels,
    band,
    check_draws,
    cluster_counts,
    permuted,
    redrawn,
)
from realpolitik.measures.votes.ideal_points import _gap
from realpolitik.measures.votes.ideal_points import _says as said_apart
from realpolitik.measures.votes.joint import counts as joint
from realpolitik.measures.votes.nearest import nearest
from realpolitik.measures.votes.newest import newest
from realpolitik.measures.votes.on_record import ballot, tally
from realpolitik.measures.votes.pair import Asked, _all_or_none, common_votes, estimates, figure, weights_of
from realpolitik.measures.votes.war_votes import stand, tilt_of, two_proportions, two_sides, votes_on_war
from realpolitik.store import Store

WORDS = {"y": "yes", "a": "abstain", "n": "no"}
STATES = ("ARG", "BRA", "MEX")


def store(rows, *, first=date(2001, 1, 10), step=30, issue="nuclear", totals=(5, 1, 1), important=None):
    """A roll call every thirty days: of each a word of letters, y, a, n or . for none, one of each state."""
    days = [first + timedelta(days=step * place) for place in range(len(rows))]
    cast = [
        {"roll_call": 1001 + place, "state": state, "vote": WORDS[letter], "source_id": "x"}
        for place, row in enumerate(rows)
        for state, letter in zip(STATES, row, strict=False)
        if letter != "."
    ]
    calls = [
        {
            "roll_call": 1001 + place,
            "date": day,
            "session": day.year - 1945,
            "issues": issue if isinstance(issue, str) else issue[place],
            **dict(
                zip(
                    ("yes", "abstain", "no"),
                    totals if isinstance(totals, tuple) else totals[place],
                    strict=True,
                )
            ),
            "title": "",
            "resolution": "",
            "basis": "published",
            "important": None if important is None else important[place],
            "source_id": "x",
        }
        for place, day in enumerate(days)
    ]
    frames = {
        "votes": pl.DataFrame(cast),
        "roll_calls": pl.DataFrame(calls, schema_overrides={"important": pl.Int64}),
    }
    return Store(frames=frames)


def record(rows, **more):
    return ballots(store(rows, **more), STATES[: len(rows[0])])


# --- which votes count ------------------------------------------------------------------------------------------------


def test_ten_common_votes_give_a_figure_and_nine_do_not():
    own = record(["yy"] * 10)
    assert common(own, own, STATES[:2]) == 10
    fewer = record(["yy"] * 9 + ["y."])
    with pytest.raises(CoverageError, match="Argentina and Brazil have 9 common votes in the period asked: fewer than 10 give no figure"):  # fmt: skip
        common(fewer, fewer, STATES[:2])
    one = record(["yy"] + ["y."] * 9)
    with pytest.raises(CoverageError, match="have 1 common vote in"):
        common(one, one, STATES[:2])


def test_the_first_and_the_last_day_of_a_window_are_in_it():
    own = record(["yy"] * 4)
    days = [date(2001, 1, 10) + timedelta(days=30 * place) for place in range(4)]
    assert len(own.within(Window(start=days[1], end=days[2])).days) == 2
    assert (
        len(own.within(Window(start=days[1] + timedelta(days=1), end=days[2] - timedelta(days=1))).days) == 0
    )
    with pytest.raises(CoverageError, match=r"on record between 2001-01-11 and 2001-01-12; the record runs from 2001-01-10 to 2001-04-10\. Ask for"):  # fmt: skip
        chosen(own, Window(start=date(2001, 1, 11), end=date(2001, 1, 12)))
    with pytest.raises(CoverageError, match="The Assembly took no roll-call vote in 1964"):
        chosen(own, Window(start=date(1964, 1, 1), end=date(1965, 1, 12)))


def test_a_vote_divides_where_one_member_abstains_or_says_no():
    own = record(["yy"] * 3, totals=[(9, 0, 0), (8, 1, 0), (8, 0, 1)], important=[1, 0, None])
    assert chosen(own, Window(), universe="divided").numbers.tolist() == [1002, 1003]
    assert chosen(own, Window(), universe="important").numbers.tolist() == [1001]
    with pytest.raises(
        CoverageError, match=r"no important roll call on human rights is on record in the period asked\."
    ):
        chosen(own, Window(), universe="important", issue="human-rights")
    with pytest.raises(CoverageError, match=r"^no roll call on the Middle East is on record"):
        chosen(own, Window(), issue="middle-east")
    with pytest.raises(OptionError, match="universe='none': choose recorded, divided, important"):
        chosen(own, Window(), universe="none")
    with pytest.raises(OptionError, match="absence='none': choose left-out, abstention, choice"):
        chosen(own, Window(), absence="none")


def test_who_did_not_vote_in_the_period_is_told_why():
    rows = ["yy"] * 10 + ["y."] * 10
    own = record(rows)
    days = own.days
    late = chosen(own, Window(start=days[10].astype(date)))
    with pytest.raises(CoverageError, match=f"Brazil voted last on {days[9]}: nothing is on record"):
        common(own, late, STATES[:2])
    first = record([".y"] * 10 + ["yy"] * 10)
    with pytest.raises(CoverageError, match=f"Argentina first voted on {first.days[10]}: it was no member, or not yet on record"):  # fmt: skip
        common(first, chosen(first, Window(end=first.days[9].astype(date))), STATES[:2])
    gap = record(["yy"] * 2 + ["y."] * 10 + ["yy"])
    within = chosen(gap, Window(start=gap.days[2].astype(date), end=gap.days[11].astype(date)))
    with pytest.raises(CoverageError, match=rf"^no vote of Brazil is on record between {gap.days[2]} and {gap.days[11]}\."):  # fmt: skip
        common(gap, within, STATES[:2])


def test_absences_count_as_a_fourth_choice_or_as_abstentions():
    own = record(["yy", ".y", "yy"])
    assert chosen(own, Window(), absence="choice").codes[1].tolist() == [3, 0]
    assert chosen(own, Window(), absence="abstention").codes[1].tolist() == [1, 0]


# --- one figure -------------------------------------------------------------------------------------------------------


def test_a_share_by_hand_with_its_sentence():
    rows = ["yy"] * 8 + ["yn", "ya"] + ["yy"] * 2
    found = identical_share(store(rows), STATES[:2], Window())
    assert found.value == pytest.approx(10 / 12)
    assert found.says == "Argentina and Brazil voted alike in 83.3 % of 12 roll calls in 2001 (0.00 beyond chance, where 1 is full)."  # fmt: skip
    assert found.interval is None  # one session and issue
    alike = identical_share(store(["yy"] * 9 + ["nn"]), STATES[:2], Window())
    assert "voted alike in 100 % of 10 roll calls" in alike.says
    none = identical_share(store(["yn"] * 10), STATES[:2], Window())
    assert none.says.startswith("Argentina and Brazil voted alike in 0 % of 10 roll calls")
    with pytest.raises(CoverageError, match="kappa of Argentina and Brazil cannot be computed: one of them always made the same choice"):  # fmt: skip
        kappa(store(["yy"] * 10), STATES[:2], Window())


def test_the_first_and_the_last_year_are_told_and_years_with_few_votes_are_named():
    rows = ["yy"] * 12 + ["yn"] * 6 + ["yy"] * 20
    found = identical_share(store(rows), STATES[:2], Window(), draws=100)
    assert [row["period"] for row in found.rows] == ["2001", "2002", "2003"]
    assert found.says.endswith(
        "in 2001–2004 (0.00 beyond chance, where 1 is full); 100 % in 2003, after 100 % in 2001."
    )
    assert found.caveats[-1] == "Without a figure of their own, for fewer than 10 common votes: 2004."


def test_figures_in_words():
    assert [figure(value, "identical") for value in (0.0, 1.0, 0.5, None)] == [
        "0 %",
        "100 %",
        "50.0 %",
        "not defined",
    ]
    assert [figure(value, "kappa") for value in (0.0, 1.0, 0.256)] == ["0.00", "1.00", "0.26"]
    assert figure(1.0, "coincidence") == "100 %"
    assert figure(1.0, "agreement") == "1.00"


def test_all_or_none_are_bounded_by_the_clusters():
    reach = 0.025 ** (1 / 5)
    assert _all_or_none(1.0, 5) == (reach, 1.0)
    assert _all_or_none(0.0, 5) == (0.0, 1 - reach)
    assert _all_or_none(0.5, 5) is None
    same = np.zeros((5, 3, 3))
    same[:, 0, 0] = 4
    made = estimates(same, ("identical", "s"), draws=100)
    assert (made["identical"].low, made["identical"].high) == (reach, 1.0)
    assert made["s"].low is None
    four = estimates(same[:4], ("identical",), draws=100)["identical"]
    assert (four.value, four.low, four.high) == (1.0, None, None)


def test_weights_by_division():
    own = record(["yy"] * 3, totals=[(10, 0, 0), (5, 0, 5), (0, 0, 0)])
    assert weights_of(own, "division").tolist() == [0.0, 0.5, 1.0]
    assert weights_of(own, "equal") is None
    with pytest.raises(OptionError, match="weights='much': choose equal or division"):
        Asked(weights="much")
    with pytest.raises(OptionError, match=r"absence=choice: agreement \(Voeten\) puts choices in an order"):
        Asked(absence="choice").check_index("identical", "agreement")
    Asked(absence="choice").check_index("identical", "kappa", "pi")


def test_joint_counts_of_a_year():
    rows = ["yy", "yn", "ay", ".y", "yy", "..", "yy"] + ["yy"] * 5
    found = joint(
        store(rows, step=7, issue=["nuclear", "", "nuclear", "", *["nuclear"] * 8]), STATES[:2], Window()
    )
    first = found.rows[0]
    assert (found.value, first["value"], first["yes_yes"], first["yes_no"], first["abstain_yes"]) == (
        10.0,
        10.0,
        8,
        1,
        1,
    )
    assert (first["absent_first"], first["absent_second"], first["absent_both"]) == (1, 0, 1)
    assert [(row["label"], row["value"]) for row in found.rows] == [
        ("all", 10.0),
        ("nuclear", 9.0),
        ("other", 1.0),
    ]
    assert "both voted in 10 of 12 roll calls from 2001-01-10 to 2001-03-28" in found.says


# --- drawing again ----------------------------------------------------------------------------------------------------


def test_draws_within_their_bounds():
    check_draws(100)
    check_draws(20_000)
    check_draws(20, fewest=20)
    with pytest.raises(OptionError, match="draws=99: fewer than 100 give no interval"):
        check_draws(99)
    with pytest.raises(OptionError, match="draws=20001: at most 20,000; more change no digit that is shown"):
        check_draws(20_001)


def test_a_band_needs_half_of_its_draws():
    assert band(np.array([1.0, np.nan]), 5) == (1.0, 1.0)
    assert band(np.array([1.0, np.nan, np.nan]), 5) is None
    assert band(np.array([]), 5) is None
    low, high = _levels(5)
    # Student's t of 4 degrees is 2.776, widened by the root of 5/4: 3.104 of a normal distribution
    assert (low, high) == (0.095, 99.905)


def test_clusters_have_a_table_each_of_as_many_kinds_as_there_are():
    first, second = np.array([0, 2, -1, 1]), np.array([0, 1, 1, -1])
    found = cluster_counts(first, second, np.array([7, 9, 9, 9]))
    assert found.shape == (2, 3, 3)
    assert (found[0, 0, 0], found[1, 2, 1], found.sum()) == (1.0, 1.0, 2.0)
    wide = cluster_counts(np.array([0, 0]), np.array([3, 0]), np.array([0, 0]), weights=np.array([0.25, 2.0]))
    assert wide.shape == (1, 4, 4)
    assert (wide[0, 0, 3], wide[0, 0, 0]) == (0.25, 2.0)
    assert cluster_counts(np.array([-1]), np.array([0]), np.array([0])).shape == (0, 3, 3)


def test_the_chance_of_a_change_counts_those_as_large():
    apart = np.zeros((4, 3, 3))
    apart[:2, 0, 0] = apart[2:, 0, 2] = 1
    # of six ways to share four clusters two are as far apart as the one seen
    assert permuted(apart[:2], apart[2:], INDICES["identical"], draws=3000) == pytest.approx(1 / 3, abs=0.03)
    same = np.zeros((4, 3, 3))
    same[:, 0, 0] = 1
    assert permuted(same[:2], same[2:], INDICES["identical"], draws=100) == 1.0
    assert redrawn(3, draws=50, seed=1).sum(1).tolist() == [3.0] * 50


def test_indices_by_name():
    assert list(INDICES) == ["identical", "agreement", "s", "s-squared", "pi", "kappa", "kappa-linear", "kappa-quadratic", "benati-capurri", "tau-b", "coincidence"]  # fmt: skip
    table = [[3, 1, 0], [0, 2, 1], [2, 0, 1]]  # of ten: six alike, two apart by one, two opposite
    values = {name: float(of(np.array(table))) for name, of in INDICES.items()}
    # chance, by the margins (4, 3, 3) and (5, 3, 2): alike .35, apart by one .36, opposite .23 of the weight that each has
    alike, near, far = 0.35, 0.12 + 0.15 + 0.06 + 0.09, 0.08 + 0.15
    assert alike + near + far == pytest.approx(1.0)
    assert values["identical"] == pytest.approx(0.6)
    assert values["agreement"] == pytest.approx(1 - (0.2 * 0.5 + 0.2))
    assert values["s"] == pytest.approx(1 - 2 * 0.3)
    assert values["s-squared"] == pytest.approx(1 - 2 * (0.2 * 0.25 + 0.2))
    assert values["kappa"] == pytest.approx(1 - 0.4 / (near + far))
    assert values["kappa-linear"] == pytest.approx(1 - 0.3 / (near / 2 + far))
    assert values["kappa-quadratic"] == pytest.approx(1 - 0.25 / (near / 4 + far))
    assert values["benati-capurri"] == pytest.approx(2 * (near / 2 + far - 0.3))
    habit = [0.45, 0.3, 0.25]
    assert values["pi"] == pytest.approx(1 - 0.4 / (1 - sum(share**2 for share in habit)))
    assert values["coincidence"] == pytest.approx(4 / 6)


def test_what_no_index_takes_is_named():
    for wrong, said in (
        (lambda: sim.joint_counts([0, 1], [0]), r"two sequences of the same length are needed, not \(2,\) and \(1,\)"),
        (lambda: sim.joint_counts([0, 3], [0, 0]), "a choice is coded above 2: give the number of levels"),
        (lambda: sim.joint_counts([0, 1], [0, 1], weights=[1]), "2 choices need as many weights, not 1"),
        (lambda: sim.pair_counts([0, 1]), "needs choices by roll call and state, coded below 3"),
        (lambda: sim.pair_counts([[3]]), "coded below 3"),
        (lambda: sim.pair_counts([[4]]), "coded below 3"),
        (lambda: sim.joint_counts([0, 5], [0, 0]), "a choice is coded above 2"),
        (lambda: sim.distances(3, 3), "power=3: 0 nominal, 1 linear, 2 quadratic"),
        (lambda: sim.coincidence(np.zeros((4, 4))), "voting coincidence takes counts of yes, abstain, no, not of 4"),
        (lambda: sim.identical_share([[1]]), r"joint counts of shape \(..., k, k\) with k of 2 or more, not \(1, 1\)"),
        (lambda: sim.identical_share([[1, -1], [0, 0]]), "joint counts are never negative"),
    ):  # fmt: skip
        with pytest.raises(OptionError, match=said):
            wrong()
    assert sim.joint_counts([3], [3], levels=4).sum() == 1
    assert sim.identical_share([[1, 0], [0, 1]]) == 1.0
    assert sim.distances(2, 1).tolist() == [[0, 1], [1, 0]]
    assert sim.joint_counts([0, 1], [0, -1], weights=[2.5, 1.0])[0, 0] == 2.5


# --- change -----------------------------------------------------------------------------------------------------------


def test_a_date_divides_a_period_that_begins_before_it():
    day = date(2010, 5, 1)
    assert change.around(Window(start=date(2010, 4, 30), end=day), day, 0) == Window(
        start=date(2010, 4, 30), end=day
    )
    for window in (Window(start=day), Window(end=date(2010, 4, 30))):
        with pytest.raises(CoverageError, match="2010-05-01 does not divide the period asked"):
            change.around(window, day, 1)
    assert change.around(Window(), day, 1) == Window(start=date(2009, 5, 1), end=date(2011, 4, 30))
    assert change.around(Window(start=date(2010, 1, 1), end=date(2010, 9, 1)), day, 1) == Window(start=date(2010, 1, 1), end=date(2010, 9, 1))  # fmt: skip
    leap = change.around(Window(), date(2012, 2, 29), 1)
    assert (leap.start, leap.end) == (date(2011, 2, 28), date(2013, 2, 27))


def test_the_day_of_the_shock_is_after_it():
    rows = ["yy"] * 10 + ["yn"] * 10
    own = record(rows)
    asked = Asked(draws=100)
    of = change.sides(own, STATES[:2], asked, own.days[10].astype(date))
    assert (common_votes(of.before, STATES[:2]), common_votes(of.after, STATES[:2])) == (10, 10)
    assert float(INDICES["identical"](of.early.sum(0)) - INDICES["identical"](of.late.sum(0))) == 1.0
    with pytest.raises(CoverageError, match="Argentina and Brazil have 9 common votes before 2001-10-07 in the period asked: fewer than 10"):  # fmt: skip
        change.sides(own, STATES[:2], asked, own.days[9].astype(date))
    with pytest.raises(CoverageError, match="have 9 common votes from "):
        change.sides(own, STATES[:2], asked, own.days[11].astype(date))


def test_an_interval_of_a_change_needs_five_clusters_on_either_side():
    early, late = np.zeros((5, 3, 3)), np.zeros((5, 3, 3))
    early[:, 0, 0] = late[:, 0, 2] = 1
    of = change.Sides(shock=date(2010, 1, 1), before=None, after=None, early=early, late=late)
    assert change.difference(of, "identical", draws=100) == (-1.0, -1.0)
    fewer = change.Sides(shock=date(2010, 1, 1), before=None, after=None, early=early, late=late[:4])
    assert change.difference(fewer, "identical", draws=100) is None


@pytest.mark.parametrize(
    ("p", "said"),
    [
        (0.0009, "p below .001"),
        (0.001, "p = .001"),
        (0.0094, "p = .009"),
        (0.01, "p = .01"),
        (0.5, "p = .50"),
    ],
)
def test_a_chance_in_words(p, said):
    assert change.in_words(p) == said


@pytest.mark.parametrize(
    ("apart", "p", "said"),
    [
        (-0.3, 0.01, "a clear fall"),
        (0.3, 0.01, "a clear rise"),
        (-0.02, 0.1, "a clear fall"), (0.02, 0.1, "a clear rise"), (-0.019, 0.1, "no clear change"), (-0.02, 0.11, "no clear change"),
    ],
)  # fmt: skip
def test_a_change_is_clear_from_two_points_on_and_a_tenth_of_chance(apart, p, said):
    first = {"change": apart, "p": p, "value": 0.5, "votes": 20, "before": 0.6, "before_votes": 30}
    words = change._says(STATES[:2], first, {"value": 0.1, "before": 0.2}, date(2010, 5, 1), "nuclear")
    assert words.startswith("Since 1 May 2010 Argentina and Brazil have voted alike on nuclear weapons in 50.0 % of 20 roll calls, 60.0 % of 30 before: ")  # fmt: skip
    assert f": {said}; of agreement beyond chance, where 1 is full, there was 0.10 after 0.20." in words


def test_the_clearest_change_of_several_issues():
    def row(issue, value, before, p):
        return {
            "issue": issue,
            "label": issue,
            "value": value,
            "before": before,
            "change": value - before,
            "p": p,
        }

    rows = [
        row("nuclear", 0.9, 0.9, 0.8),
        row("economic", 0.6, 0.9, 0.01),
        row("human-rights", 0.5, 0.5, 0.9),
    ]
    said = issues._says(STATES[:2], rows, date(2010, 5, 1))
    assert said == (
        "Argentina and Brazil vote alike most on nuclear weapons (90.0 %) and least on human rights (50.0 %); since 1 May 2010 agreement fell most "
        "clearly on economic development, from 90.0 % to 60.0 % (the clearest of 3 issues)."
    )  # fmt: skip
    # three of .04 by chance are .115, three of .03 .087
    faint = [*rows[::2], row("economic", 0.9, 0.6, 0.04)]
    assert issues._says(STATES[:2], faint, date(2010, 5, 1)).endswith("since 1 May 2010 on no issue did agreement clearly change.")  # fmt: skip
    clear = [*rows[::2], row("economic", 0.9, 0.6, 0.03)]
    assert "agreement rose most clearly on economic development" in issues._says(
        STATES[:2], clear, date(2010, 5, 1)
    )
    assert (
        issues._says(STATES[:2], rows[:1], None)
        == "Argentina and Brazil vote alike most on nuclear weapons (90.0 %)."
    )
    equal = [*rows, row("colonialism", 0.95, 0.9, 0.01)]
    assert "fell most clearly on economic development" in issues._says(STATES[:2], equal, date(2010, 5, 1))


def test_an_issue_of_five_votes_on_either_side_has_a_change():
    rows = ["yy"] * 5 + ["yn"] * 5
    asked = Asked(draws=100)
    own = record(rows)
    made = issues._row(own, STATES[:2], asked, "nuclear", own.days[5].astype(date))
    assert (made["label"], made["before"], made["value"]) == ("Nuclear weapons", 1.0, 0.0)
    late = issues._row(own, STATES[:2], asked, "nuclear", own.days[6].astype(date))
    assert (late["label"], late["value"], late.get("before")) == ("Nuclear weapons, 2001", 0.5, None)
    assert issues._row(record(rows[:9]), STATES[:2], asked, "nuclear", None) is None
    assert issues._row(own, STATES[:2], asked, "economic", None) is None


def test_the_roll_calls_behind_a_share():
    rows = ["yy", "ya", "yn", "nn", "y."] + ["yy"] * 7
    found = issues.roll_calls(store(rows), STATES[:2], Window(), only="apart")
    assert (found.value, [row["roll_call"] for row in found.rows]) == (9 / 11, [1002, 1003])
    assert found.says == "Argentina and Brazil voted alike in 9 of 11 roll calls; 2 of them are listed."
    assert [row["label"] for row in found.rows] == ["Roll call 1002 (5–1–1)", "Roll call 1003 (5–1–1)"]
    opposite = issues.roll_calls(store(rows), STATES[:2], Window(), only="opposite")
    assert [(row["roll_call"], row["ARG"], row["BRA"], row["value"]) for row in opposite.rows] == [
        (1003, "yes", "no", 0.0)
    ]
    none = issues.roll_calls(store(["yy"] * 10), STATES[:2], Window(), only="apart")
    assert [(row["value"], row["label"]) for row in none.rows] == [(None, "none apart")]
    assert len(issues.roll_calls(store(rows), STATES[:2], Window()).rows) == 11
    alike = issues.roll_calls(store(rows), STATES[:2], Window(), only="alike", issue="nuclear")
    assert (
        alike.says
        == "Argentina and Brazil voted alike in 9 of 11 roll calls on nuclear weapons; 9 of them are listed."
    )


# --- poles and neighbours ---------------------------------------------------------------------------------------------


def test_a_lean_of_a_twentieth_is_none_yet():
    def said(lean):
        return leaning._in_words("BRA", ("USA", "CHN"), lean)

    assert said(0.049) == said(-0.049) == "Brazil stands in the middle"
    assert said(0.05) == "Brazil votes more with China (lean +0.05)"
    assert said(-0.05) == "Brazil votes more with the United States (lean −0.05)"


def test_leaning_is_the_second_pole_less_the_first():
    # Mexico votes as Brazil does in all, as Argentina in half of twelve votes
    rows = ["yyy", "nyy", "ynn", "nnn"] * 3
    found = leaning.leaning(store(rows), STATES[:2], Window(), index="identical", draws=100, years=0)
    lean = {row["code"]: (row["value"], row["x"], row["y"]) for row in found.rows}
    assert lean == {"MEX": (0.5, 0.5, 1.0), "BRA": (0.5, 0.5, 1.0), "ARG": (-0.5, 1.0, 0.5)}
    assert [row["code"] for row in found.rows] == ["BRA", "MEX", "ARG"]
    assert (
        found.says == "Of 1 state 1 vote more with Brazil and 0 more with Argentina, beyond chance, in 2001."
    )
    asked = leaning.leaning(
        store(rows), ("MEX", "BRA"), Window(), poles="ARG BRA", index="identical", draws=100, years=0
    )
    assert asked.says == "Between Argentina and Brazil, Mexico votes more with Brazil (lean +0.50)."
    with pytest.raises(OptionError, match="poles='ARG ARG': name two states, such as USA CHN"):
        leaning.leaning(store(rows), STATES[:2], Window(), poles="ARG ARG")


def test_recent_years_are_counted_from_the_last_vote_of_all_asked():
    own = record(["yy"] * 30 + ["y."] * 5)
    found = leaning.recent(own, STATES[:2], Window(), 1)
    end = own.days[29].astype(date)
    assert (found.start, found.end) == (end.replace(year=end.year - 1, day=1), end)
    assert leaning.recent(own, STATES[:2], Window(), 0) == Window()
    narrow = Window(start=date(2003, 1, 1))
    assert leaning.recent(own, STATES[:2], narrow, 1).start == date(2003, 1, 1)


def test_the_nearest_by_hand():
    rows = ["yyy", "yyn", "ynn", "nnn"] * 3 + ["yy."]
    found = nearest(store(rows), ("ARG",), Window(), index="identical", draws=100, years=0)
    assert [(row["rank"], row["code"], row["value"], row["votes"]) for row in found.rows] == [
        (1, "BRA", pytest.approx(10 / 13), 13), (2, "MEX", 0.5, 12),
    ]  # fmt: skip
    assert found.says == "Argentina votes most like Brazil (76.9 %), Mexico (50.0 %) and least like Mexico (50.0 %), by identical, in 2001–2002."  # fmt: skip
    assert len(nearest(store(rows), ("ARG",), Window(), top=1, draws=100, years=0).rows) == 1
    assert len(nearest(store(rows), ("ARG",), Window(), top=0, draws=100, years=0).rows) == 2
    few = nearest(store([*rows[:9], "yy."]), ("ARG",), Window(), index="identical", draws=100, years=0)
    assert [row["code"] for row in few.rows] == ["BRA"]


def test_a_tie_is_of_ten_votes_and_of_agreement_beyond_chance():
    def tie(votes, apart=0):
        counts = np.zeros((1, 2, 2, 9))
        counts[0, 0, 1, 0], counts[0, 0, 1, 8], counts[0, 0, 1, 2] = votes - 4 - apart, 4, apart
        return network(counts)[0]

    assert tie(10).tolist() == [[0.0, 1.0], [1.0, 0.0]]
    assert tie(9)[0, 1] == 0.0
    assert 0 < tie(12, 2)[0, 1] < 1
    opposed = np.zeros((1, 2, 2, 9))
    opposed[0, 0, 1, 2] = opposed[0, 0, 1, 6] = 10
    assert network(opposed)[0, 0, 1] == 0.0
    assert _renumbered(np.array([[3, 1, 3, 0]])).tolist() == [[0, 1, 0, 2]]


# --- the Council ------------------------------------------------------------------------------------------------------


def vote(day, *, vetoed="", against="", abstained="", parties="", whole="yes", subject="Syria"):
    return {
        "date": date.fromisoformat(day), "subject": subject, "vetoed_by": vetoed, "against": f"{vetoed} {against}".strip(), "abstained": abstained,
        "parties": parties, "whole": whole, "outcome": "vetoed" if vetoed else "adopted", "draft": "S/1", "in_favour": 9, "source_id": "s",
    }  # fmt: skip


def test_positions_of_the_council():
    row = vote("2010-01-01", vetoed="RUS", against="CUB", abstained="CHN")
    assert [council.position(row, code) for code in ("RUS", "CUB", "CHN", "USA", "BRA")] == ["vetoed", "voted against", "abstained", "voted for", ""]  # fmt: skip
    assert council.position(vote("2010-01-01", whole="no"), "USA") == "vote not read"
    assert council._stood(("RUS", "CHN"), row) == "Russia vetoed, China abstained"
    assert council._stood(("USA", "FRA"), row) == "both voted for"
    blind = vote("2010-01-01", whole="no", vetoed="RUS")
    assert council._stood(("USA", "FRA"), blind) == "neither vote read"
    assert council._stood(("RUS", "FRA"), blind) == "Russia vetoed, France's vote not read"


def test_members_and_their_vetoes_in_a_sentence():
    table = pl.DataFrame(
        [
            vote("2010-01-01", vetoed="RUS CHN"), vote("2011-01-01", vetoed="RUS CHN"), vote("2012-01-01", vetoed="RUS", abstained="CHN"),
            vote("2013-01-01", vetoed="RUS", abstained="CHN", parties="RUS"), vote("2014-01-01", parties="CHN"),
        ]
    )  # fmt: skip
    found = council.council({"council_votes": table}, ("CHN", "RUS"), Window())
    assert found.value == 2.0
    assert found.says == (
        "China and Russia both vetoed 2 drafts in the Security Council since 2010; Russia vetoed 2 drafts without China, which abstained on 2; on "
        "Russia's own conflicts China abstained on one draft; on China's own conflicts Russia voted for one draft."
    )  # fmt: skip
    one = council.council({"council_votes": table[:1]}, ("CHN", "RUS"), Window())
    assert "both vetoed one draft" in one.says
    none = council.council({"council_votes": table[4:]}, ("CHN", "RUS"), Window())
    assert (none.value, "vetoed no draft together" in none.says) == (0.0, True)
    assert len(found.rows) == 5


def test_conflicts_of_another_state_in_a_sentence():
    table = pl.DataFrame(
        [
            vote("2010-01-01", vetoed="RUS", parties="PRK"), vote("2011-01-01", vetoed="RUS", parties="PRK"), vote("2012-05-06", abstained="RUS", parties="PRK"),
            vote("2012-05-07", parties="IRN"),
        ]
    )  # fmt: skip
    found = council.council({"council_votes": table}, ("PRK", "RUS"), Window())
    assert (found.value, found.says) == (2.0, "In the Security Council from 2010 to 2012, on conflicts of North Korea, Russia vetoed 2 drafts and abstained on 1.")  # fmt: skip
    one = council.council({"council_votes": table[:1]}, ("PRK", "RUS"), Window())
    assert (
        one.says == "In the Security Council in 2010, on conflicts of North Korea, Russia vetoed one draft."
    )
    with pytest.raises(CoverageError, match="has none of Brazil or Mexico on the other"):
        council.council({"council_votes": table}, ("BRA", "MEX"), Window())


def test_counts_of_votes_in_words():
    assert council._did(Counter({"vetoed": 1, "abstained": 3, "vote not read": 1}), noun=True) == "vetoed one draft and abstained on 3 (1 vote was not read)"  # fmt: skip
    assert (
        council._did(Counter({"voted against": 2, "voted for": 1, "vetoed": 3}))
        == "vetoed 3, voted against 2 and voted for 1"
    )
    assert council._did(Counter({"vote not read": 2})) == "voted in ways that were not read (2)"
    assert council._did(Counter({"vetoed": 1, "vote not read": 2})) == "vetoed 1 (2 votes were not read)"


# --- positions on the war ---------------------------------------------------------------------------------------------


def positions(*rows):
    """Positions as (document, day, state, vote)."""
    return {
        "positions": pl.DataFrame(
            [
                {"document": document, "date": date.fromisoformat(day), "state": state, "vote": cast, "body": "UN General Assembly", "title": "t", "result": "141-5-35", "source_id": "s"}
                for document, day, state, cast in rows
            ]
        )
    }  # fmt: skip


def test_a_stand_needs_five_texts_that_divide_the_sides():
    def texts(many):
        days = [f"2022-03-{place + 1:02d}" for place in range(many)]
        rows = [(day, day, state, cast) for day in days for state, cast in (("RUS", "no"), ("UKR", "yes"), ("BRA", "abstain"))]  # fmt: skip
        return positions(*rows, ("same", "2022-04-01", "RUS", "yes"), ("same", "2022-04-01", "UKR", "yes"), ("same", "2022-04-01", "BRA", "absent"))  # fmt: skip

    own = stand(texts(5), "BRA", ("RUS", "UKR"), Window())
    assert (own.tilt, own.aside, own.recorded, len(own.texts)) == (0.0, 6, 6, 5)
    with pytest.raises(CoverageError, match="Brazil has 4 votes on record on texts about the war on which Russia and Ukraine differed: fewer than 5"):  # fmt: skip
        stand(texts(4), "BRA", ("RUS", "UKR"), Window())
    assert list(votes_on_war(texts(2), "BRA", Window())) == ["2022-03-01", "2022-03-02"]
    assert votes_on_war(texts(2), "RUS", Window(end=date(2022, 3, 1)))["2022-03-01"].code == 2


def test_tilts_and_sides():
    assert [tilt_of(cast, "no", "yes") for cast in ("no", "abstain", "absent", "yes")] == [
        1.0,
        0.0,
        0.0,
        -1.0,
    ]
    assert tilt_of("yes", "abstain", "yes") == -0.5
    assert two_sides("RUS UKR") == ("RUS", "UKR")
    for text in ("RUS", "RUS RUS", "RUS UKR BLR"):
        with pytest.raises(OptionError, match=f"sides='{text}': name two states"):
            two_sides(text)
    assert two_proportions(1, 2, 1, 2) == 1.0
    assert two_proportions(2, 2, 0, 2) == pytest.approx(1 / 3)
    assert two_proportions(0, 3, 3, 3) == pytest.approx(0.1)


def test_votes_on_the_war_in_words():
    assert [neutrality._times(count) for count in range(4)] == ["never", "once", "twice", "3 times"]

    class Own:
        texts = tuple({"vote": cast} for cast in ("yes", "yes", "no", "abstain", "absent"))

    assert neutrality._counted(Own) == "it voted yes twice, no once, abstained once, was absent once"
    Own.texts = ({"vote": "no"},)
    assert neutrality._counted(Own) == "it voted no once"


def test_ballots_and_tallies_of_a_text():
    rows = positions(
        ("A/1", "2022-03-02", "BRA", "yes"), ("A/2", "2022-03-24", "BRA", "abstain"), ("A/3", "2022-03-25", "BRA", "absent"), ("A/2", "2022-03-24", "IND", "no"),
    )  # fmt: skip
    found = ballot(rows, ("BRA",), Window())
    assert (found.value, found.says) == (0.0, "Brazil abstained on A/2 (t) on 2022-03-24.")
    assert [row["value"] for row in found.rows] == [1.0, 0.0]
    assert (
        ballot(rows, ("IND",), Window(), document="a/2").says == "India voted against A/2 (t) on 2022-03-24."
    )
    for cast, many, words in (("yes", 141.0, "in favour of"), ("no", 5.0, "against"), ("abstain", 35.0, "neither for nor against")):  # fmt: skip
        counted = tally(rows, (), Window(), vote=cast, document="A/1")
        assert (counted.value, counted.says) == (
            many,
            f"{many:.0f} states voted {words} A/1 (t) on 2022-03-02.",
        )
    assert len(tally(rows, (), Window()).rows) == 3
    with pytest.raises(
        CoverageError, match="the tables have no count of a vote on the war in the period asked"
    ):
        tally(rows, (), Window(end=date(2022, 3, 1)))


# --- ideal points -----------------------------------------------------------------------------------------------------


def point(value, se=0.1, year=2020):
    return {"value": value, "se": se, "period": date(year, 9, 1), "session": year - 1945, "source_id": "s"}


def test_a_gap_stops_at_nothing_and_says_when_it_is_within_the_error():
    made = _gap(point(0.5, 0.3), point(0.1, 0.4))
    assert (made["value"], made["low"], made["high"]) == pytest.approx((0.4, 0.0, 0.4 + 1.6449 * 0.5))
    apart = _gap(point(1.0), point(-1.0))
    assert apart["low"] == pytest.approx(2 - 1.6449 * math.hypot(0.1, 0.1))
    assert said_apart(("BRA", "MEX"), [made], "") == "Brazil and Mexico stood 0.40 apart in the General Assembly's session of 2020, no further than the error."  # fmt: skip
    assert said_apart(("BRA", "MEX"), [{**apart, "period": "1990"}, apart, _gap(point(1.0, year=2021), point(0.0))], "nuclear") == (
        "Brazil and Mexico stood 1.00 apart on nuclear in the General Assembly's session of 2021; they were furthest apart in 1990 (2.00)."
    )  # fmt: skip


def test_the_nearest_that_tie_are_named_up_to_three():
    rows = [{"label": label, "value": 0.1, "low": 0.0} for label in ("Brazil", "Chile", "Peru", "Cuba")]
    far = {"label": "India", "value": 0.5, "low": 0.1}
    assert distances._nearest(rows[:1]) == "Brazil"
    assert distances._nearest([*rows[:3], far]) == "Brazil, Chile and Peru"
    assert distances._nearest([*rows, far]) == "Brazil, Chile, Peru and 1 more"
    assert distances._unlike([*rows, far]) == "; 1 more no further than the error"
    assert distances._unlike([*rows, {**far, "low": 0.11}]) == ""


def test_distances_of_one_session():
    def row(state, value, year, issue="all"):
        return {"state": state, "value": value, "se": 0.1, "period": date(year, 1, 1), "session": year - 1945, "issue": issue, "source_id": "s"}  # fmt: skip

    table = pl.DataFrame(
        [row("BRA", 0.0, 2019), row("BRA", 1.0, 2020), row("MEX", 0.5, 2020), row("CHL", 1.1, 2020), row("CHL", 0.0, 2019), row("PER", 1.0, 2020, "nuclear")]
    )  # fmt: skip
    found = distances.distances({"ideal_points": table}, ("BRA",), Window())
    half = 1.6449 * math.hypot(0.1, 0.1)
    assert [(one["code"], one["value"], one["low"], one["high"]) for one in found.rows] == [
        ("CHL", pytest.approx(0.1), 0.0, pytest.approx(0.1 + half)),
        ("MEX", 0.5, pytest.approx(0.5 - half), pytest.approx(0.5 + half)),
    ]
    assert found.says == "Of 2 states Chile stood nearest to Brazil in the General Assembly's session of 2020 (0.10 apart), Mexico furthest (0.50)."  # fmt: skip
    with pytest.raises(CoverageError, match="no ideal point of Cuba is estimated for this period"):
        distances.distances({"ideal_points": table}, ("CUB",), Window())
    with pytest.raises(CoverageError, match="nobody else has an ideal point in session 74"):
        distances.distances(
            {"ideal_points": table.filter(pl.col("state") == "BRA")}, ("BRA",), Window(end=date(2019, 5, 1))
        )
    with pytest.raises(UnknownNameError):
        chosen(record(["yy"]), Window(), issue="peace")


# --- refusals ---------------------------------------------------------------------------------------------------------


def test_pairs_for_comparison_without_votes_are_left_out():
    rows = ["yy.", "nny", "ny."] * 5
    found = identical_share(store(rows), STATES[:2], Window(), references="ARG-MEX BRA-ARG", draws=100)
    assert {row["series"] for row in found.rows} == {"Argentina–Brazil"}
    with pytest.raises(
        OptionError, match="references='ARG': write pairs as FRA-GBR, several with spaces between them"
    ):
        identical_share(store(rows), STATES[:2], Window(), references="ARG", draws=100)


def test_issues_without_ten_votes_are_none():
    rows = ["yy", "nn"] * 5 + ["ny"]
    issue = ["nuclear"] * 5 + ["economic"] * 6
    positions_ = pl.DataFrame(schema={"body": pl.String, "state": pl.String, "vote": pl.String, "document": pl.String, "date": pl.Date, "source_id": pl.String})  # fmt: skip

    class Both(Store):
        def __getitem__(self, name):
            return positions_ if name == "positions" else super().__getitem__(name)

    held = store(rows, issue=issue)
    both = Both(frames={"votes": held["votes"], "roll_calls": held["roll_calls"]})
    with pytest.raises(
        CoverageError, match="Argentina and Brazil have no issue with 10 common votes in the period asked"
    ):
        issues.issues(both, STATES[:2], Window(), draws=100)


def test_a_habit_is_of_the_years_before_the_war():
    class Own:
        aside, recorded, texts, tilts, tilt = 3, 4, (), np.array([1.0, -1.0, 0.0, 1.0]), 0.25

    assert neutrality._habit_caveat(Own, None) == ()
    assert neutrality._habit_caveat(Own, (1, 4))[0].endswith("p = 0.486 (Fisher's exact test).")
    assert neutrality._habit_caveat(Own, (0, 999))[0].endswith("p below .001 (Fisher's exact test).")
    said = neutrality._says("BRA", ("RUS", "UKR"), Own, (1, 4))
    assert said == "Brazil stood aside in 3 of 4 texts on the war in Ukraine, where it did so in 25.0 % of all votes of 2014–2021; in its votes it was nearer to Russia twice, to Ukraine once (tilt +0.25)."  # fmt: skip
    assert "in Ukraine; in its votes" in neutrality._says("BRA", ("RUS", "UKR"), Own, None)


def recent(*rows):
    """Newest votes as (resolution, day, state, vote)."""
    return pl.DataFrame([{"resolution": resolution, "date": date.fromisoformat(day), "state": state, "vote": vote, "source_id": "n"} for resolution, day, state, vote in rows])  # fmt: skip


def test_the_newest_votes_by_hand():
    class Both(Store):
        def __getitem__(self, name):
            return votes if name == "recent_votes" else super().__getitem__(name)

    days = [f"2025-01-{place + 1:02d}" for place in range(11)]
    votes = recent(
        *((day, day, "ARG", "yes") for day in days), *((day, day, "BRA", "no" if day == days[0] else "absent" if day == days[1] else "yes") for day in days)
    )  # fmt: skip
    old = store(["yy"] * 8 + ["yn"] * 4 + ["yy"])
    held = Both(frames={"votes": old["votes"], "roll_calls": old["roll_calls"]})
    found = newest(held, ("ARG", "BRA"), Window())
    assert found.value == 0.9
    assert found.says == (
        "Argentina and Brazil voted alike in 90.0 % of 10 recorded votes from 1 January 2025 to 11 January 2025, after 66.7 % in 2001; of agreement beyond "
        "chance, where 1 is full, there was 0.00."
    )  # fmt: skip
    assert found.caveats[0] == "No vote between 5 January 2002 and 1 January 2025 is on record here: the two collections do not meet, and are not one series."  # fmt: skip
    assert newest(held, ("ARG", "BRA"), Window(), absence="abstention").value == pytest.approx(9 / 11)
    with pytest.raises(CoverageError, match="Argentina and Brazil have 9 common votes there"):
        newest(held, ("ARG", "BRA"), Window(start=date(2025, 1, 2)))
    with pytest.raises(
        CoverageError, match="the votes of 2025 are at hand for ARG, BRA: not for MEX in the period asked"
    ):
        newest(held, ("ARG", "MEX"), Window())
    few = store(["yy"] * 13)
    less = Both(frames={"votes": few["votes"], "roll_calls": few["roll_calls"]})
    assert len(newest(less, ("ARG", "BRA"), Window()).rows) == 2
    short = store(["yy"] * 9 + ["y."] * 4)
    none = Both(frames={"votes": short["votes"], "roll_calls": short["roll_calls"]})
    assert len(newest(none, ("ARG", "BRA"), Window()).rows) == 1


# --- columns of a panel -------------------------------------------------------------------------------------------------


def mixed():
    """Votes of three states that are all three ways, with absences, and roll calls that divide more or less."""
    letters = "yan.yynay"
    rows = [
        "".join(letters[(place * (3 + 2 * state) + place // 4 + state) % 9] for state in range(3))
        for place in range(120)
    ]
    totals = [(150 - place, place % 7, place % 11) for place in range(120)]
    return store(
        rows,
        step=6,
        totals=totals,
        important=[place % 2 for place in range(120)],
        issue=["nuclear", "", "economic"] * 40,
    )


PANEL = pl.DataFrame([(a, b) for a in STATES for b in STATES if a != b], schema=["a", "b"], orient="row")


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("identical_share", {}), ("identical_share", {"issue": "nuclear"}), ("identical_share", {"universe": "important"}), ("identical_share", {"absence": "abstention"}),
        ("kappa", {}), ("kappa", {"power": 1}), ("kappa", {"power": 2}), ("similarity", {}), ("similarity", {"weights": "division"}),
        ("similarity", {"index": "tau-b"}), ("similarity", {"index": "pi"}), ("similarity", {"index": "kappa-quadratic", "weights": "division"}),
    ],
)  # fmt: skip
def test_a_column_of_votes_is_the_measure_of_each_pair_and_year(name, options):
    held = mixed()
    window = Window(start=date(2001, 1, 20), end=date(2002, 6, 20))
    made = {
        (row["a"], row["b"], str(row["period"].year)): (row["value"], row["votes"])
        for row in getattr(columns, name)(held, PANEL, window, **options).iter_rows(named=True)
    }  # fmt: skip
    wanted = {}
    for pair in PANEL.iter_rows():
        try:
            found = getattr(agreement, name)(held, pair, window, draws=100, **options).rows
        except CoverageError:
            continue
        wanted |= {(*pair, row["period"]): (row["value"], row["votes"]) for row in found if row["value"] is not None and len(row["period"]) == 4}  # fmt: skip
    assert made.keys() == wanted.keys()
    assert made
    for key, (value, votes) in wanted.items():
        assert made[key] == (pytest.approx(value, abs=1e-12), votes), key


def test_choices_of_their_own_have_no_order_in_a_panel_either():
    found = columns.identical_share(mixed(), PANEL, Window(), absence="choice")
    assert found["votes"].max() > columns.identical_share(mixed(), PANEL, Window())["votes"].max()
    with pytest.raises(OptionError, match="absence=choice: agreement"):
        columns.similarity(mixed(), PANEL, Window(), absence="choice")
