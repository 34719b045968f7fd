"""Questions and claims of one's own, and blocs as a side."""

from __future__ import annotations

import pytest

from realpolitik.briefs import build
from realpolitik.briefs.questions import known, questions, with_own
from realpolitik.claims import load
from realpolitik.errors import FileFormatError, OptionError, UnknownNameError
from realpolitik.store import Store

ARMS = """
- id: who-arms-whom
  asks: Does {a} outspend {b} on arms?
  short: Arms
  shows:
    - {measure: power.military_spending, about: [a], lead: yes}
    - {measure: power.military_spending, about: [b], lead: yes}
"""
CLAIM = """
claims:
  - id: spends-more
    says: China spends more than 200 billion dollars a year on arms.
    by: a note
    question: QUESTION
    measure: power.military_spending
    about: [CHN]
    test: {at_least: {value: 200e9, at: 2022}}
"""


@pytest.fixture(scope="module")
def store():
    return Store()


def written(tmp_path, text: str, name: str = "own.yaml"):
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return file


def test_a_question_of_ones_own_comes_last_with_the_claim_that_names_it(tmp_path, store):
    asked = with_own(written(tmp_path, ARMS))
    assert [one.id for one in asked] == [*(one.id for one in questions()), "who-arms-whom"]
    claims = load(written(tmp_path, CLAIM.replace("QUESTION", "who-arms-whom"), "claims.yaml"))
    made = build("CHN", "RUS", store=store, questions=asked[-1:], claims=claims)
    (section,) = made.sections
    assert section.asks == "Does China outspend Russia on arms?"
    # SIPRI's releases: 314 and 149 bn dollars in 2024
    assert section.answer.startswith(
        "China spent 314.0 billion dollars on its military in 2024. Russia spent 149.0"
    )
    assert [one.status for one in section.verdicts] == ["supported"]  # 292 bn in 2022


def test_a_question_of_the_same_id_takes_the_place_of_the_programs(tmp_path):
    asked = with_own(written(tmp_path, ARMS.replace("who-arms-whom", "who-depends-on-whom")))
    assert [one.id for one in asked] == [one.id for one in questions()]
    assert next(one for one in asked if one.id == "who-depends-on-whom").short == "Arms"


def test_a_claim_with_an_unknown_question_is_refused(tmp_path, store):
    claims = load(written(tmp_path, CLAIM.replace("QUESTION", "who-arms-woh"), "claims.yaml"))
    asked = with_own(written(tmp_path, ARMS))
    with pytest.raises(UnknownNameError, match=r"claim 'spends-more' .*Did you mean who-arms-whom"):
        known(claims, asked, file="claims.yaml")
    with pytest.raises(UnknownNameError, match="spends-more"):
        build("CHN", "RUS", store=store, claims=claims)


@pytest.mark.parametrize(
    ("old", "new", "error", "says"),
    [
        ("power.military_spending, about: [a]", "power.military_spendin, about: [a]", UnknownNameError, "power.military_spending"),
        ("about: [a]", "about: [a, b]", FileFormatError, "is about 1 of a and b"),
        ("about: [a]", "about: [c]", FileFormatError, "is about 1 of a and b"),
        ("short: Arms", "shrt: Arms", FileFormatError, "shrt"),
        ("{a} outspend", "{c} outspend", FileFormatError, "names in braces"),
        ("about: [a], lead: yes", "about: [a], options: {pr: gdp}", UnknownNameError, "per"),
    ],
)  # fmt: skip
def test_a_file_of_questions_with_a_mistake_is_refused(tmp_path, old, new, error, says):
    assert old in ARMS
    with pytest.raises(error, match=says):
        with_own(written(tmp_path, ARMS.replace(old, new, 1)))


def test_a_bloc_is_a_side_where_measures_can_and_refused_by_name_where_not(store):
    asked = [
        one
        for one in questions()
        if one.id in ("how-large-is-trade", "how-often-do-they-meet", "in-what-money")
    ]
    made = build("EU", "Russia", store=store, questions=asked, claims=())
    assert made.about == ("EU", "RUS")
    assert made.title == "European Union and Russia"
    trade, refused = made.sections
    assert "the European Union and Russia" in trade.asks
    # IMF, members on each date: 68.0 bn in 2024, 76 % below 2021
    assert "fell 23 % in 2024 to 68.0 billion dollars" in trade.answer
    assert refused.question.id == "what-takes-no-bloc"
    assert refused.answer.startswith(
        "The European Union is a bloc, and these measures take states alone: trade.partners, settlement.share,"
    )
    assert "meetings.count" in refused.answer
    assert made.gaps == () or all(gap.measure.startswith("trade.") for gap in made.gaps)


def test_two_blocs_and_a_bloc_of_any_name(store):
    asked = [one for one in questions() if one.id == "how-large-is-trade"]
    assert build("G7", "china", store=store, questions=asked, claims=()).about == ("G7", "CHN")
    with pytest.raises(OptionError, match="both European Union"):
        build("EU", "European Union", store=store, questions=asked, claims=())
