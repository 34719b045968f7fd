"""What every built-in measure keeps: its room, its options, the period asked, and the shock."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Annotated, Literal

import pytest

import realpolitik
from realpolitik.briefs.questions import questions
from realpolitik.errors import CoverageError, OptionError, RealpolitikError, UnknownNameError
from realpolitik.findings import Period, Window
from realpolitik.measures import measures, run
from realpolitik.measures.options import Bounds, Choice, Help, Names, Truth, options_of
from realpolitik.measures.registering.builtin import MODULES
from realpolitik.measures.registering.shock import SHOCK
from realpolitik.measures.registry import Result, measure, rooms
from realpolitik.states import resolve
from realpolitik.store import Store

PACKAGE = Path(realpolitik.__file__).parent
TOOL = Path(__file__).parents[2] / "tools" / "build_measures_page.py"
STORE = Store()
BUILT_IN = {name: one for name, one in measures().items() if name in MODULES}
OPTIONS = [(name, key) for name, one in BUILT_IN.items() for key in one.options]
OTHER_PAIRS = {
    "endgame.attrition": ("RUS", "UKR"),
    "endgame.bargain": ("RUS", "UKR"),
    "products.group_imports": ("RUS",),
}
"""States of measures that have no answer on China and Russia."""
ROOMS = {
    "affinity": ("alliances", "what states pledge is held against how alike they are"),
    "compliance": ("sanctions", "who gives way to secondary sanctions is a question about sanctions"),
    "concentration": ("trade", "the concentration of trade on few partners"),
    "discount": ("energy", "the discount is on crude"),
    "leverage": (
        "leverage hindcast sanctions",
        "access to markets and the hindcast are solved with the sanctions",
    ),
    "meetings": ("diplomacy", "meetings and plans of peace are one room"),
    "mirror": ("trade", "the two reports of one flow"),
    "oil": ("energy", "where crude goes under an embargo"),
    "order": ("power", "the order of the world is the distribution of power over time"),
    "plans": ("diplomacy", "meetings and plans of peace are one room"),
    "products": ("trade", "goods are what is traded"),
    "rhetoric": ("words", "the room is of words, the figures of what is said in public"),
    "settlement": ("trade", "the currency in which trade is paid"),
    "survival": ("alliances", "how long treaties live"),
    "timeline": ("sanctions", "it sets sanctions beside what followed"),
    "treaties": ("alliances", "treaties are what an alliance is written in"),
}
"""First words of public names that are not the name of a room: the room or rooms, and why."""


def _tool():
    spec = importlib.util.spec_from_file_location("build_measures_page", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# Rooms and registration ----------------------------------------------------------------------------------------------


def test_the_folder_of_measures_holds_rooms_and_what_all_rooms_share():
    shared = {path.stem for path in (PACKAGE / "measures").glob("*.py")}
    assert shared == {"__init__", "registry", "options"}


@pytest.mark.parametrize("name", BUILT_IN)
def test_the_first_word_of_a_name_tells_its_room(name):
    word, room = name.partition(".")[0], BUILT_IN[name].room
    allowed, why = ROOMS.get(word, (word, "the same"))
    assert room in allowed.split(), f"{name} lives in {room}: add the exception and its reason"
    assert why


def test_no_exception_is_left_over():
    assert ROOMS.keys() <= {name.partition(".")[0] for name in BUILT_IN}
    assert all((PACKAGE / "measures" / word).is_dir() is False for word in ROOMS)


def test_the_list_of_built_in_measures_is_what_the_code_registers():
    own = {name: one.module for name, one in measures().items() if one.module.startswith("realpolitik.")}
    assert own == MODULES
    assert list(MODULES) == sorted(MODULES)


def test_entry_points_are_for_other_packages():
    from importlib.metadata import distribution

    assert not [
        one for one in distribution("realpolitik").entry_points if one.group.startswith("realpolitik.")
    ]


@pytest.mark.parametrize("name", ["sanctions.cost", "leverage.hindcast", "trade.turnover", "votes.kappa"])
def test_a_measure_is_found_in_a_program_that_imported_nothing_else(name):
    code = f"from realpolitik.measures import get; print(get({name!r}).name)"
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True
        ).stdout.strip()
        == name
    )


def test_one_measure_imports_no_other_room_and_nothing_that_draws():
    code = (
        "from realpolitik.cli.app import run; run(['measure', 'trade.turnover', 'CHN', 'RUS']); "
        "import sys; sys.stderr.write(' '.join(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stderr.split())
    assert "realpolitik.measures.trade.turnover" in loaded  # the check sees what was imported
    rooms_loaded = {
        name.split(".")[2]
        for name in loaded
        if name.startswith("realpolitik.measures.") and name.count(".") > 2
    }
    assert rooms_loaded == {"registering", "trade"}  # the first is what every measure is registered with
    heavy = (
        "realpolitik.scenarios",
        "realpolitik.endgame",
        "realpolitik.claims",
        "altair",
        "scipy",
        "pandas",
        "jinja2",
        "fastapi",
    )
    assert not [name for name in loaded if name.startswith(heavy)]


# Options -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "key"), OPTIONS)
def test_an_option_says_what_it_is_and_what_it_may_be(name, key):
    option = BUILT_IN[name].options[key]
    assert option.help.text.endswith("."), "a line of help, as a sentence"
    assert option.rule is not None, "no allowed values: use Literal, Bounds, Date, StateName, Names, …"
    assert option.default != "" or option.help.empty, "an empty default: say what it means"
    assert option.allowed
    assert option.read(option.default) == option.default
    assert set(option.help.values) <= set(option.choices()), "help on a value that there is not"
    if isinstance(option.rule, Bounds):
        assert abs(option.rule.low) < float("inf") > abs(option.rule.high), "a number without bounds"
    schema = option.schema()
    assert schema["description"].startswith(option.help.text)
    assert schema["type"] in ("string", "boolean", "integer", "number")
    json.dumps(schema, allow_nan=False)


WRONG = {
    "choice": "foo",
    "yes-no": "perhaps",
    "number": "1e99",
    "date": "someday",
    "year": "21",
    "state": "Atlantis",
    "states": "Atlantis",
    "parties": "Atlantis",
    "pairs": "Atlantis",
    "name": "nothing-of-the-kind",
}
FREE = {"text", "file"}
"""Kinds that take any words; the measure says what it does not find."""


@pytest.mark.parametrize(("name", "key"), OPTIONS)
def test_a_wrong_value_is_refused_before_anything_is_computed(name, key):
    one = BUILT_IN[name]
    option = one.options[key]
    if option.kind in FREE or (isinstance(option.rule, Names) and option.rule.else_):
        return
    states = [resolve(code) for code in OTHER_PAIRS.get(name, ("CHN", "RUS"))[: one.states]]
    with pytest.raises(RealpolitikError) as caught:
        one(STORE, states, **{key: WRONG[option.kind]})
    assert not isinstance(caught.value, CoverageError)
    assert caught.value.exit_code == 2


LIGHT = [
    (name, key, value)
    for name, one in BUILT_IN.items()
    for key, option in one.options.items()
    if one.module.startswith("realpolitik.measures.") and isinstance(option.rule, Choice | Names | Truth)
    for value in option.choices()
    if value != option.shown
]


@pytest.mark.parametrize(("name", "key", "value"), LIGHT)
def test_every_value_that_is_offered_is_taken(name, key, value):
    one = BUILT_IN[name]
    states = [resolve(code) for code in OTHER_PAIRS.get(name, ("CHN", "RUS"))[: one.states]]
    few = {"draws": 100} if "draws" in one.options else {}
    try:
        finding = one(STORE, states, Window.parse("2010", "2020"), **few, **{key: value})
    except CoverageError:  # a value may be right and not on record for this pair
        return
    assert finding.options[key] == one.options[key].read(value)


def test_a_wrong_value_names_those_allowed():
    with pytest.raises(OptionError, match="universe='foo': choose recorded, divided or important"):
        run("votes.kappa", "CHN", "RUS", universe="foo")
    with pytest.raises(OptionError, match="lag=7: choose a whole number from 0 to 2"):
        run("discount.price", "CHN", "RUS", lag="7")
    with pytest.raises(UnknownNameError, match="Did you mean crude-oil"):
        run("trade.exports", "RUS", "CHN", product="crude")


def test_a_state_is_read_by_any_of_its_names():
    assert run("power.definitions", "CHN", "RUS", against="United States").options["against"] == "USA"


Size = Annotated[Literal["small", "large"], Help("How large.", {"small": "below ten"})]


def _figure(
    tables,
    about,
    window,
    *,
    size: Size = "small",
    draws: Annotated[int, Bounds(1, 9), Help("How often.")] = 3,
):
    """No measure."""


def test_what_a_signature_says_of_an_option_is_read():
    found = options_of(_figure)
    assert found["size"].choices() == {"small": "below ten", "large": ""}
    assert found["draws"].allowed == "a whole number from 1 to 9"
    assert found["draws"].read("4") == 4
    with pytest.raises(OptionError, match="draws=10: choose a whole number from 1 to 9"):
        found["draws"].read(10)
    with pytest.raises(OptionError, match="size='huge': choose small or large"):
        found["size"].read("huge")


# Documents -----------------------------------------------------------------------------------------------------------


def test_the_page_of_measures_is_up_to_date():
    page = Path(__file__).parents[2] / "docs" / "reference" / "measures.md"
    assert page.read_text(encoding="utf-8") == _tool().page(), "run tools/build_measures_page.py"


def test_the_page_of_measures_has_every_measure_and_option():
    text = _tool().page()
    assert all(f"### {name}\n" in text for name in BUILT_IN)
    for one in BUILT_IN.values():
        part = text.partition(f"### {one.name}\n")[2].partition("\n### ")[0]
        assert one.method.formula in part
        assert one.method.reference in part
        assert all(f"`{key}`" in part for key in one.options)


def test_rooms_hold_every_measure_once():
    found = [one.name for room in rooms(BUILT_IN.values()) for one in room.measures]
    assert sorted(found) == sorted(BUILT_IN)
    assert all(room.says for room in rooms(BUILT_IN.values()))


# Period and shock ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("window", [Window.parse("1700", "1701"), Window.parse("2100", "2101")], ids=str)
@pytest.mark.parametrize("name", BUILT_IN)
def test_a_period_far_from_the_record_is_not_covered(name, window):
    one = BUILT_IN[name]
    states = [resolve(code) for code in OTHER_PAIRS.get(name, ("CHN", "RUS"))[: one.states]]
    with pytest.raises(CoverageError) as caught:
        one(STORE, states, window)
    assert caught.value.exit_code == 3


def test_an_answer_of_another_time_is_refused_whoever_made_it():
    @measure("trial.elsewhen", unit="USD", tables=(), states=0, definition="d", formula="f", reference="r")
    def elsewhen(tables, about, window) -> Result:
        """A figure of 2021, whatever is asked."""
        return Result(value=1.0, says="It is.", rows=(), period=Period(start="2021", end="2021", freq="A"))

    from realpolitik.measures import registry

    try:
        one = registry.get("trial.elsewhen")
        assert one(STORE, [], Window.parse("2020", "2022")).value == 1.0
        with pytest.raises(CoverageError, match="answers for 2021, not for the period asked"):
            one(STORE, [], Window.parse("1950", "1960"))
    finally:
        registry._REGISTER.pop("trial.elsewhen")


@pytest.mark.parametrize("name", ["leverage.ratio", "leverage.loss"])
def test_a_model_answers_of_the_worlds_that_the_period_has(name):
    finding = run(name, "CHN", "RUS", start="2022", end="2024")
    assert {row["period"] for row in finding.rows} == {"2023"}
    assert (finding.period.start, finding.period.end) == ("2023", "2023")
    whole = run(name, "CHN", "RUS")
    assert (whole.period.start, whole.period.end) == ("2021", "2023")
    assert [row for row in whole.rows if row["period"] == "2023"] == list(finding.rows)


def test_the_default_of_the_shock_is_one_for_all():
    having = {name: one.options["shock"].default for name, one in BUILT_IN.items() if "shock" in one.options}
    assert set(having.values()) == {SHOCK}
    assert len(having) >= 10
    assert date.fromisoformat(SHOCK)
    assert not [name for name, one in BUILT_IN.items() if {"split", "cutoff", "event"} & one.options.keys()]
    stands = [path.name for path in PACKAGE.rglob("*.py") if f'"{SHOCK}"' in path.read_text(encoding="utf-8")]
    assert not stands, "read it from measures/registering/shock.yaml"


def test_a_shock_of_a_brief_reaches_every_measure_that_has_one():
    from realpolitik.briefs import build

    day = "2014-03-18"
    brief = build("CHN", "RUS", window=Window.parse("2010"), shock=day)
    shown = {
        show.measure
        for question in questions()
        for show in question.shows
        if "shock" in BUILT_IN[show.measure].options
    }
    found = [one for one in brief.findings if "shock" in BUILT_IN[one.name].options]
    assert {"products.values", "votes.change", "meetings.rate", "events.compare"} <= shown
    assert {one.options["shock"] for one in found} == {day}
    says = {one.name: one.says for one in found}
    for name in ("products.values", "votes.change", "meetings.rate"):
        assert "2014" in says[name]
    # the table of events begins in 2018: it says so of the day, instead of answering for another
    gaps = {gap.measure: gap.why for section in brief.sections for gap in section.gaps}
    assert f"both sides of {day}" in gaps["events.compare"]


@pytest.mark.parametrize("name", ["products.values", "votes.change", "meetings.rate", "events.compare"])
def test_another_shock_gives_another_answer(name):
    default, other = (run(name, "CHN", "RUS", start="2010", shock=day) for day in (SHOCK, "2020-03-11"))
    assert default.says != other.says
    assert default.value != other.value


def test_every_module_with_measures_is_in_the_list():
    registered = {one.module for one in measures().values()}
    assert {module for module in MODULES.values() if import_module(module)} <= registered


def test_a_range_of_years_is_said_in_years():
    with pytest.raises(OptionError, match="year=1950: choose a year from 1996 to 2024"):
        run("oil.redirected", "RUS", year=1950)
