"""Conditions over measures: which hold, by which figures, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from realpolitik.briefs.watch import check, load
from realpolitik.errors import FileFormatError, OptionError, UnknownNameError
from realpolitik.store import Store

FIGURES = """
figures:
  china-share: {measure: dependence.import_share, about: [RUS, CHN]}
  russia-share: {measure: dependence.import_share, about: [CHN, RUS]}
  trade: {measure: trade.turnover, about: [CHN, RUS]}
  until-2024: {measure: trade.turnover, about: [CHN, RUS], to: 2024}
  sales: {measure: trade.exports, about: [CHN, RUS], options: {freq: M}, to: 2024-08}
  of-tuvalu: {measure: trade.turnover, about: [TUV, BTN]}
  votes: {measure: votes.identical_share, about: [CHN, RUS], rows: {series: FRA-GBR}}
"""


@pytest.fixture(scope="module")
def store():
    return Store()


def watched(tmp_path: Path, condition: str, store: Store):
    file = tmp_path / "watch.yaml"
    file.write_text(f"{FIGURES}watch:\n  - {condition}\n", encoding="utf-8")
    (found,) = check(load(file), store)
    return found


@pytest.mark.parametrize(
    ("condition", "standing", "firm"),
    [
        # 51.5 % (42.3 to 51.5) in 2024: above one half, but not over its interval; above 40 % over all of it
        ("china-share > .5", "holds", False),
        ("china-share > 40 %", "holds", True),
        ("china-share <= 0.4", "does not hold", True),
        ("china-share > russia-share", "holds", True),
        # 228.1 bn in 2025, 244.8 in 2024, the highest; one office, and no interval
        ("trade < 250 bn", "holds", None),
        ("trade >= 0.25 tn", "does not hold", None),
        ("'trade: a year below the year before'", "holds", None),
        ("trade: a year above the year before", "does not hold", None),
        ("trade: falls", "holds", None),
        ("trade rises", "does not hold", None),
        ("until-2024: at its highest", "holds", None),
        ("trade: at its highest", "does not hold", None),
        ("until-2024: at its lowest", "does not hold", None),
        ("of-tuvalu > 1 m", "cannot be said", None),
        # a yearly series has no month
        ("trade: a month below the year before", "cannot be said", None),
    ],
)
def test_which_conditions_hold(tmp_path, store, condition, standing, firm):
    found = watched(tmp_path, condition, store)
    assert (found.standing, found.firm) == (standing, firm), found.why


def test_a_month_is_compared_with_that_of_the_year_before(tmp_path, store):
    found = watched(tmp_path, "sales: a month above the year before", store)
    assert found.standing != "cannot be said"
    assert " in August 2024, after " in found.why
    assert found.why.endswith(" in August 2023")
    assert (
        watched(tmp_path, "sales: a month below the year before", store).standing != found.standing
    )  # they differ, so one of the two holds


def test_the_answer_says_figure_interval_and_age(tmp_path, store):
    found = watched(tmp_path, "china-share > .5", store)
    assert found.why.startswith(
        "51.5 % (42.3 % to 51.5 %) in 2024, against 50.0 %; not over its whole interval"
    )
    assert found.record()["over_whole_interval"] is False
    assert found.as_of == "2024"


@pytest.mark.parametrize(
    ("condition", "error", "says"),
    [
        ("chinashare > .5", UnknownNameError, "china-share"),
        ("china-share > half", FileFormatError, "neither a number"),
        ("china-share grows", FileFormatError, "after the name write"),
        ("china-share > 50", OptionError, "one half is .5"),
        ("china-share > trade", OptionError, "two figures of one unit"),
        ("china-share >", FileFormatError, "after the name write"),
    ],
)
def test_what_is_no_condition_is_refused(tmp_path, store, condition, error, says):
    with pytest.raises(error, match=says):
        watched(tmp_path, condition, store)


@pytest.mark.parametrize(
    ("text", "error", "says"),
    [
        ("- 1", FileFormatError, "needs `figures:`"),
        ("figures: {}\nwatch: []", FileFormatError, "needs `watch:`"),
        ("figures: {}\nwatch: [a > 1]\nalert: me", FileFormatError, "unknown key 'alert'"),
        ("figures: {a: trade.turnover}\nwatch: [a > 1]", FileFormatError, "write {measure"),
        ("figures: {a: {measure: trade.turnovr, about: [CHN, RUS]}}\nwatch: [a > 1]", UnknownNameError, "trade.turnover"),
        ("figures: {a: {measure: trade.turnover, about: [CHN]}}\nwatch: [a > 1]", FileFormatError, "about 2 state"),
        ("figures: {a: {measure: trade.turnover, about: [CHN, RUS], freq: M}}\nwatch: [a > 1]", FileFormatError, "no such field as 'freq'"),
        ("figures: {a: {measure: trade.turnover, about: [CHN, RUS], options: {frq: M}}}\nwatch: [a > 1]", UnknownNameError, "freq"),
    ],
)  # fmt: skip
def test_a_file_that_is_none_is_refused(tmp_path, text, error, says):
    file = tmp_path / "watch.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(error, match=says):
        load(file)


def test_rows_of_several_series_ask_for_one(tmp_path, store):
    file = tmp_path / "watch.yaml"
    file.write_text(
        "figures: {votes: {measure: trade.materials, about: [CHN, RUS]}}\nwatch: [votes rises]\n",
        encoding="utf-8",
    )
    with pytest.raises(OptionError, match="choose one, as in"):
        check(load(file), store)
