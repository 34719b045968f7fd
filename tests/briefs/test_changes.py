"""What changed since an older brief: exactly what was planted in it, and nothing else."""

from __future__ import annotations

import copy
import json
from pathlib import Path

import pytest

from realpolitik.briefs import build, render
from realpolitik.briefs.changes import compare, lines, read
from realpolitik.briefs.questions import questions
from realpolitik.briefs.since import since
from realpolitik.claims import load
from realpolitik.errors import FileFormatError, OptionError
from realpolitik.store import Store

ASKED = [one for one in questions() if one.id in ("how-large-is-trade", "who-depends-on-whom")]


@pytest.fixture(scope="module")
def brief():
    claims = [one for one in load("radchenko2024") if one.question == "how-large-is-trade"]
    return build("CHN", "RUS", store=Store(), questions=ASKED, claims=claims)


@pytest.fixture
def older(brief):
    """The brief as its JSON, to plant changes in."""
    return json.loads(render(brief, "json"))


def finding(record, name: str, about: list[str]):
    return next(
        one
        for section in record["sections"]
        for one in section["findings"]
        if (one["name"], one["about"]) == (name, about)
    )


def test_against_itself_nothing_changed(brief, older):
    made = since(brief, older, against="old.json").changes
    assert made is not None
    assert not made
    assert made.groups() == ()
    assert made.summary == "Nothing changed since old.json beyond the intervals of the figures."


def test_exactly_the_planted_changes_are_named(brief, older):
    # a figure outside its interval: imports were 30 % (28 to 32), and are 51.5 %
    share = finding(older, "dependence.import_share", ["RUS", "CHN"])
    share["value"], share["interval"] = 0.30, {"low": 0.28, "high": 0.32, "kind": "", "basis": "source"}
    # one within its interval: exports were 26 % (24 to 31), and are 27.2 %
    within = finding(older, "dependence.export_share", ["RUS", "CHN"])
    within["value"], within["interval"] = 0.26, {"low": 0.24, "high": 0.31, "kind": "", "basis": "source"}
    # data that reached less far, with the same figure
    turnover = finding(older, "trade.turnover", ["CHN", "RUS"])
    turnover["rows"], turnover["as_of"] = turnover["rows"][:-1], "2024"
    # a row of an earlier year that has been revised since: it has no interval of its own
    exports = finding(older, "trade.exports", ["RUS", "CHN"])
    row = next(one for one in exports["rows"] if one["period"] == "2016")
    row["value"], row["low"], row["high"] = row["value"] * 2, None, None
    # a verdict, and a flag that the older brief had not
    verdict = older["sections"][0]["verdicts"][0]
    was, verdict["status"] = verdict["status"], "contradicted"
    taken = finding(older, "concentration.hhi", ["RUS"])["flags"][0]
    for section in older["sections"]:
        for one in section["findings"]:
            one["flags"] = [flag for flag in one["flags"] if flag != taken]

    made = since(brief, older, against="old.json").changes
    assert made is not None
    assert [(one.kind, one.measure, one.about) for one in made.figures] == [
        ("new data", "trade.turnover", ("CHN", "RUS")),
        ("revised", "trade.exports", ("RUS", "CHN")),
        ("moved", "dependence.import_share", ("RUS", "CHN")),
    ]
    assert [(one.id, one.before, one.now) for one in made.verdicts] == [(verdict["id"], "contradicted", was)]
    assert [(one.state, one.before) for one in made.flags] == [(taken["state"], "")]
    assert taken["why"] in made.flags[0].says
    moved = next(one for one in made.figures if one.kind == "moved")
    assert moved.was == "30.0 % (28.0 % to 32.0 %), by figures to 2024"
    told = "\n".join(lines(made))
    for head in (
        "Moved beyond their interval:",
        "New data:",
        "Earlier figures revised:",
        "Verdicts that turned:",
    ):
        assert head in told
    assert "1 row of an earlier period moved." in told


def test_a_brief_of_tables_with_another_row_names_that_row_alone(tmp_path):
    """Not planted in the record, but in the table: a newer vintage of one office adds a year."""
    import polars as pl

    store = Store()
    rows = store["turnover"].filter((pl.col("a") == "CHN") & (pl.col("b") == "RUS"))
    assert str(rows["period"].max())[:4] == "2025"
    without = store["turnover"].filter(
        ~((pl.col("a") == "CHN") & (pl.col("b") == "RUS") & (pl.col("period").dt.year() == 2025))
    )
    asked = [one for one in questions() if one.id == "how-large-is-trade"]
    old = json.loads(
        render(
            build("CHN", "RUS", store=store.holding({"turnover": without}), questions=asked, claims=()),
            "json",
        )
    )
    made = since(build("CHN", "RUS", store=store, questions=asked, claims=()), old, against="old").changes
    assert made is not None
    # 244.8 bn in 2024, 228.1 in 2025: no interval, so that a figure printed differently moved; growth follows
    assert {(one.measure, one.kind) for one in made.figures} == {
        ("trade.turnover", "moved"),
        ("trade.growth", "moved"),
    }
    turnover = next(one for one in made.figures if one.measure == "trade.turnover")
    assert (turnover.to_before, turnover.to_now) == ("2024", "2025")
    assert "It was $244.8 bn" in "\n".join(lines(made))


def test_what_is_answered_now_and_what_no_longer(brief, older):
    newer = copy.deepcopy(older)
    gone = older["sections"][0]["findings"].pop()
    for name in ("trade.no_more", "trade.not_asked"):
        older["sections"][1]["findings"].append(copy.deepcopy(gone) | {"name": name})
    gap = {"measure": "trade.no_more", "about": gone["about"], "why": "The table has gone.", "remedy": ""}
    newer["sections"][1]["gaps"].append(gap)
    made = compare(older, newer, against="old")
    assert {(one.kind, one.measure) for one in made.figures} == {
        ("answered", gone["name"]),
        ("no longer covered", "trade.no_more"),
    }


def test_a_flag_whose_state_changed_says_what_it_was(brief, older):
    flag = finding(older, "concentration.hhi", ["RUS"])["flags"][0]
    state = flag["state"]
    for section in older["sections"]:
        for one in section["findings"]:
            one["flags"] = [flag | {"state": "open"} if two == flag else two for two in one["flags"]]
    made = since(brief, older, against="old").changes
    assert made is not None
    assert [(one.before, one.state) for one in made.flags] == [("open", state)]


def test_figures_of_other_options_are_not_compared_and_named(brief, older):
    finding(older, "trade.turnover", ["CHN", "RUS"])["options"]["shock"] = "2014-03-18"
    made = since(brief, older, against="old").changes
    assert made is not None
    assert not made
    assert made.not_compared == ("trade.turnover CHN RUS",)


@pytest.mark.parametrize(
    ("planted", "says"),
    [
        ({"about": ["DEU", "RUS"]}, "is a brief on DEU RUS, not on CHN RUS"),
        ({"window": {"from": "2000-01-01", "to": None}}, "of another window"),
    ],
)
def test_briefs_of_other_states_or_windows_are_refused(brief, older, planted, says):
    with pytest.raises(OptionError, match=says):
        since(brief, older | planted, against="old")


def test_a_record_of_another_form_is_refused(brief, older):
    with pytest.raises(FileFormatError, match="no brief that can be compared"):
        since(brief, older | {"sections": [{"question": "x"}]}, against="old")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"about": ["CHN"], "sections": 3}', "not json"])
def test_a_file_that_is_no_brief_is_refused(tmp_path, text):
    file = tmp_path / "old.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(FileFormatError, match=r"old\.json"):
        read(file)


def test_the_section_stands_on_top_in_every_form(brief, older):
    finding(older, "trade.turnover", ["CHN", "RUS"])["value"] = 1e11
    made = since(brief, older, against="<b>old</b>.json")
    page, text = render(made, "html"), render(made, "markdown")
    record = json.loads(render(made, "json"))
    assert page.index('id="changes"') < page.index('id="key"')
    assert "<b>old</b>" not in page
    assert text.index("## What changed") < text.index("### Moved beyond their interval") < text.index("They vote") if "They vote" in text else True  # fmt: skip
    assert record["changes"]["changed"] is True
    assert [one["measure"] for one in record["changes"]["figures"]] == ["trade.turnover"]
    assert "changes" not in json.loads(render(brief, "json"))


def test_compare_takes_records(older):
    assert not compare(older, copy.deepcopy(older), against="old")


def test_a_brief_can_be_read_back(tmp_path: Path, brief):
    file = tmp_path / "old.json"
    file.write_text(render(brief, "json"), encoding="utf-8")
    assert read(file)["about"] == ["CHN", "RUS"]
