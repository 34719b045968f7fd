"""Bounds of options and of the register: what an option takes and says, whom a measure is about, which period it answers for."""

from __future__ import annotations

from datetime import date

import pytest

from realpolitik.errors import CoverageError, OptionError, UnknownNameError, UnknownStateError
from realpolitik.findings import Period, Window
from realpolitik.measures import registry
from realpolitik.measures.options import (
    LONGEST,
    Bounds,
    Choice,
    Column,
    Date,
    Help,
    Names,
    Option,
    Pairs,
    Parties,
    StateName,
    States,
    Truth,
    Year,
    written,
)
from realpolitik.measures.registry import (
    Result,
    _within,
    get,
    measure,
    resolve_within,
    rooms,
    run,
    side,
    state_or_bloc,
)
from realpolitik.store import Store


@pytest.fixture
def emptied(monkeypatch):
    """A register of its own."""
    monkeypatch.setattr(registry, "_REGISTER", {})


def compute(tables, about, window):
    """What is computed."""
    return Result(value=1.0, says="so.", rows=[{"period": "2000", "value": 1.0}], period=Period(start="2000", end="2001", freq="A"))  # fmt: skip


ASKED = {"unit": "x", "tables": (), "definition": "d", "formula": "f", "reference": "r"}


# --- rules ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "said", "taken", "refused"),
    [
        (Bounds(0, 2, whole=True), "a whole number from 0 to 2", ("0", "2"), ("-1", "3", "1.5", "x")),
        (Bounds(0.5, 1), "a number from 0.5 to 1", ("0.5", "1"), ("0.49", "1.01", "nan")),
        (Bounds(0, 1, open=True), "a number above 0 and below 1", ("0.01", "0.99"), ("0", "1")),
        (Bounds(1000, 2999, whole=True), "a year from 1000 to 2999", ("1000", "2999"), ("999", "3000")),
        (Bounds(999, 2999, whole=True), "a whole number from 999 to 2,999", ("999",), ("998",)),
        (Bounds(1000, 3000, whole=True), "a whole number from 1000 to 3,000", ("3000",), ("3001",)),
        (Bounds(1001, 3001, whole=True), "a whole number from 1001 to 3,001", ("3001",), ("1000",)),
        (Bounds(1001, 2001, whole=True), "a year from 1001 to 2001", ("1001",), ("1000",)),
        (Bounds(1000, 2000), "a number from 1000 to 2,000", ("1000.5",), ("999.5",)),
        (Year(), "a year, such as 2021", ("1000", "9999"), ("0999", "999", "10000", "١٢٣٤", "20a1")),
        (Truth(), "yes or no", ("yes", "NO", "True", "false"), ("1", "ja")),
        (Choice(("a", "b")), "a or b", ("a", "b"), ("A", "")),
    ],
)
def test_a_rule_says_what_it_takes_and_refuses_the_rest(rule, said, taken, refused):
    assert rule.allowed() == said
    for value in taken:
        rule.read(value)
    for value in refused:
        with pytest.raises(OptionError, match="choose"):
            rule.read(value)


def test_rules_as_schemas():
    assert Bounds(0, 2, whole=True).schema() == {"type": "integer", "minimum": 0, "maximum": 2}
    assert Bounds(0, 1, open=True).schema() == {
        "type": "number",
        "exclusiveMinimum": 0,
        "exclusiveMaximum": 1,
    }
    assert Choice(("a", "b")).schema() == {"type": "string", "enum": ["a", "b"]}
    assert Names("x", lambda: {"a": ""}).schema() == {"type": "string", "enum": ["a"]}
    assert Names("x", lambda: {"a": ""}, several=True).schema() == Names("x", lambda: {"a": ""}, else_="y").schema() == {"type": "string"}  # fmt: skip
    assert (Truth().read("True"), Truth().read("no"), written(False), written(0), written("x")) == (True, False, "no", "0", "x")  # fmt: skip


def test_states_groups_and_pairs_are_read_by_name():
    assert StateName(("EU",)).read("EU") == "EU"
    assert (StateName().read("Brazil"), StateName().allowed(), StateName(("EU", "G7")).allowed()) == ("BRA", "a state, by code or name", "a state, by code or name, or EU or G7")  # fmt: skip
    assert Parties("EU G7").read("eu bra") == "EU BRA"
    with pytest.raises(OptionError, match=r"'brazzil' is neither a group nor a state\. Did you mean .*Brazil.* Write codes of states and names of groups"):  # fmt: skip
        Parties("EU G7").read("brazzil")
    assert States("RUS UKR").read("Brazil ARG") == "BRA ARG"
    for text in ("BRA", "BRA BRA", "BRA ARG CHL"):
        with pytest.raises(OptionError, match="name two states, such as RUS UKR"):
            States("RUS UKR").read(text)
    assert Pairs("FRA-GBR").read("Brazil-ARG CHL-PER") == "BRA-ARG CHL-PER"
    for text in ("BRA", "BRA-BRA", "BRA-ARG-CHL"):
        with pytest.raises(OptionError, match="write pairs such as FRA-GBR, with spaces between them"):
            Pairs("FRA-GBR").read(text)


def test_names_are_of_their_list_or_pass_unread():
    several = Names("concept", lambda: {"a": "x", "b": ""}, several=True)
    assert (several.read("a b"), several.allowed(), several.choices()) == ("a b", "some of a, b, with spaces between them", {})  # fmt: skip
    one = Names("concept", lambda: {"a": "x", "b": ""})
    assert (one.read("a"), one.allowed(), one.choices()) == ("a", "a or b", {"a": "x", "b": ""})
    for rule, text in ((several, "a c"), (one, "a b")):
        with pytest.raises(UnknownNameError, match="concept"):
            rule.read(text)
    free = Names("world", lambda: {"a": ""}, else_="a file of yours")
    assert (free.read("any thing"), free.allowed()) == ("any thing", "a; or a file of yours")


def option(rule, default="", **more):
    return Option(name="x", default=default, help=Help("What.", **more), rule=rule)


def test_an_empty_value_stands_where_it_means_something():
    free = option(Choice(("a", "b")), empty="all of them", values={"a": "the first"})
    assert (free.read(""), free.allowed, free.choices()) == ("", "a or b; or empty: all of them", {"": "all of them", "a": "the first", "b": ""})  # fmt: skip
    assert free.schema() == {"type": "string", "enum": ["", "a", "b"], "default": "", "description": "What. (empty): all of them; a: the first."}  # fmt: skip
    bound = option(Choice(("a", "b")), default="a")
    with pytest.raises(OptionError, match="x is empty: choose a or b"):
        bound.read("")
    assert option(Choice(("a", "b")), default="a", empty="all").read("") == ""
    assert option(Year(), empty="none").schema()["pattern"] == "^$|^\\d{4}$"
    assert option(Year()).schema()["pattern"] == "^\\d{4}$"
    assert option(None).read(3) == 3
    assert (option(None).allowed, option(None).kind, option(Date()).kind) == ("any text", "text", "date")
    assert option(Bounds(0, 1), default=0.5).schema()["description"] == "What. Allowed: a number from 0 to 1."
    with pytest.raises(OptionError, match="x=2: choose a number from 0 to 1"):
        option(Bounds(0, 1), default=0.5).read("2")
    with pytest.raises(OptionError, match="x='c': choose a or b"):
        bound.read("c")
    assert option(None).read("y" * LONGEST) == "y" * LONGEST
    with pytest.raises(OptionError, match="x is longer than 1,000 characters"):
        option(None).read("y" * (LONGEST + 1))


class Cells:
    def distinct(self, table, column):
        return ["steel, coal", "coal", " milk ,"]


def test_a_value_of_a_column_is_one_that_the_table_holds():
    split = Column("t", "c", split=",")
    assert split.values(Cells()) == {"steel", "coal", "milk"}
    assert Column("t", "c").values(Cells()) == {"steel, coal", "coal", "milk ,"}
    own = option(split, default="total")
    own.check("coal", Cells())
    own.check("total", Cells())
    own.check("", Cells())
    with pytest.raises(UnknownNameError, match="x"):
        own.check("tin", Cells())


# --- the register -----------------------------------------------------------------------------------------------------


def test_a_name_is_of_one_module_whatever_its_letter(emptied):
    def of(module):
        def other(tables, about, window):
            return None

        other.__module__ = module
        return other

    measure("x.y", **ASKED)(compute)
    for module in ("aaa", "zzz"):
        with pytest.raises(OptionError, match=f"two measures are called 'x.y': rename the one in {module}"):
            measure("x.y", **ASKED)(of(module))
    again = of(compute.__module__)
    assert measure("x.y", **ASKED)(again) is again
    assert registry._REGISTER["x.y"].compute is again


def test_a_measure_is_about_as_many_states_as_it_says(emptied):
    for states, count in (
        (0, "the world and no state"),
        (1, "one state"),
        (2, "two states"),
        (3, "3 states"),
    ):
        measure("x.y", states=states, **ASKED)(compute)
        usage = " ".join(["realpolitik measure x.y", *"AB"[:states]])
        with pytest.raises(OptionError, match=f"x.y is about {count}, not 4: write `{usage}`"):
            run("x.y", "ARG", "BRA", "CHL", "PER")
    measure("x.y", **ASKED)(compute)
    with pytest.raises(OptionError, match=r"x\.y is about two states, not ARG and itself"):
        run("x.y", "ARG", "Argentina")
    with pytest.raises(UnknownNameError, match=r"option of x\.y"):
        run("x.y", "ARG", "BRA", mood="x")
    found = run("x.y", "ARG", "BRA")
    assert (found.says, found.unit, found.name, found.about, found.sources, found.flags) == ("So.", "x", "x.y", ("ARG", "BRA"), (), ())  # fmt: skip
    assert (get("x.y").says, get("x.y").room, get("x.y").defaults, get("x.y").chart) == ("What is computed.", get("x.y").module.partition(".")[0], {}, "line")  # fmt: skip


def test_an_answer_is_of_the_period_asked():
    held = Period(start="2000", end="2001", freq="A")
    for window in (Window(), Window(start=date(2001, 12, 31)), Window(end=date(2000, 1, 1))):
        _within("x", held, window)
    with pytest.raises(
        CoverageError, match=r"x answers for 2000 to 2001, not for the period asked \(2002-01-01"
    ):
        _within("x", held, Window(start=date(2002, 1, 1)))
    with pytest.raises(CoverageError, match="x answers for 2000, not for"):
        _within("x", Period(start="2000", end="2000", freq="A"), Window(end=date(1999, 12, 31)))
    _within("x", Period(start="some day", end="2000", freq="A"), Window(end=date(1999, 12, 31)))


def test_a_name_is_that_of_the_state_of_the_period():
    assert resolve_within("Soviet Union", Window()).code == "SUN"
    assert resolve_within("Russia", Window(start=date(2000, 1, 1))).code == "RUS"
    end = resolve_within("SUN", Window()).end
    assert resolve_within("SUN", Window(start=end)).code == "SUN"
    begun = resolve_within("KAZ", Window()).start
    assert resolve_within("KAZ", Window(end=begun)).code == "KAZ"
    with pytest.raises(UnknownStateError, match="Kazakhstan begins on "):
        resolve_within("KAZ", Window(end=date(begun.year - 1, 12, 31)))


def test_a_side_may_be_a_group_where_the_measure_takes_one():
    chosen = get("trade.turnover")
    union = side(chosen, "EU", Window())
    assert (union.code, union.cow, union.life) == ("EU", None, ((date.min, None),))
    assert registry.is_bloc(union)
    assert state_or_bloc("EU", Window()).name == "European Union"
    assert state_or_bloc("Brazil", Window()).code == "BRA"
    with pytest.raises(OptionError, match=r"votes.change takes states, not blocs: EU is a group of states. Ask for a member \(AUT, "):  # fmt: skip
        side(get("votes.change"), "EU", Window())
    assert registry._pairs(("ARG", "BRA")) == [("ARG", "BRA")]
    pairs = registry._pairs(("EU", "DEU"))
    assert ("FRA", "DEU") in pairs
    assert ("DEU", "DEU") not in pairs


def test_rooms_are_in_order_and_say_what_they_are():
    held = rooms([get("votes.kappa"), get("trade.turnover"), get("trade.exports")])
    assert [(one.name, [own.name for own in one.measures]) for one in held] == [("trade", ["trade.exports", "trade.turnover"]), ("votes", ["votes.kappa"])]  # fmt: skip
    assert all(one.says for one in held)
    assert (registry._package("realpolitik.measures.votes.pair"), registry._package("wheat.own")) == ("realpolitik.measures.votes", "wheat")  # fmt: skip


def test_what_a_table_does_not_cover_is_added_to_the_refusal():
    with pytest.raises(CoverageError, match="Taiwan stands as"):
        run("trade.turnover", "TWN", "FJI", store=Store())
    assert str(registry._with_notes(CoverageError("No."), ())) == "No."
    assert str(registry._with_notes(CoverageError("No."), ("So.", "And."))) == "No. So. And."
