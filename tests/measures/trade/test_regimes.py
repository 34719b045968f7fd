"""Months pieced together from what was printed, regimes that nobody dated, and several lines on one axis."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from realpolitik.errors import CoverageError
from realpolitik.findings import Window
from realpolitik.measures import run
from realpolitik.measures.trade.months import Month, monthly_exports, months_of_year
from realpolitik.measures.trade.regimes import growth_of, regimes
from realpolitik.store import Store


@pytest.mark.parametrize(
    ("singles", "sums", "expected"),
    [
        ({}, {12: 120.0}, dict.fromkeys(range(1, 13), (10.0, 12))),
        ({5: 7.0}, {}, {5: (7.0, 1)}),
        ({4: 9.0}, {3: 30.0}, {1: (10.0, 3), 2: (10.0, 3), 3: (10.0, 3), 4: (9.0, 1)}),
        ({3: 10.0}, {3: 30.0}, {1: (10.0, 2), 2: (10.0, 2), 3: (10.0, 1)}),
        # a month inside a span takes its own value, the others share the rest
        (
            {5: 20.0},
            {3: 30.0, 6: 70.0},
            {1: (10.0, 3), 2: (10.0, 3), 3: (10.0, 3), 4: (10.0, 2), 5: (20.0, 1), 6: (10.0, 2)},
        ),
    ],
)
def test_months_from_sums(singles, sums, expected):
    assert months_of_year(singles, sums) == expected


def test_the_months_of_a_year_add_up_to_it():
    months = {
        month.day.month: month
        for month in monthly_exports(Store(), "CHN", "RUS", Window.parse("2023", "2023"))
    }
    assert len(months) == 12
    # Chinese customs: 110.97 billion in 2023; single months are first releases, which the later sums revise by a third of a per cent
    assert sum(month.value for month in months.values()) == pytest.approx(110.97e9, rel=0.005)
    assert months[7].value == pytest.approx(
        (62.54 - 52.284) * 1e9, rel=1e-9
    )  # January to July less the half year
    assert (months[1].over, months[1].value) == (2, pytest.approx(7.52e9))


def test_the_three_regimes_of_chinese_exports_are_found_without_their_dates():
    finding = run("trade.regimes", "CHN", "RUS")
    # fear from March 2022, substitution from mid 2022, the squeeze of banks from March 2024
    assert "fell 16 % from March 2022" in finding.says
    assert "rose 23 % from July 2022" in finding.says
    assert finding.says.endswith("and stood still from March 2024.")
    assert finding.caveats[0].startswith(
        "The steps of March 2023 and July 2023 come twelve months after others"
    )


def made(levels, seed=4):
    """Two years of months: a flat one, and one with growth as given and noise of two per cent."""
    noise = np.random.default_rng(seed).normal(0, 0.02, len(levels))
    base = [
        Month(day=date(2020 + i // 12, i % 12 + 1, 1), value=100.0, over=1, sources=frozenset("a"))
        for i in range(12)
    ]
    out = list(base)
    for i, level in enumerate(levels):
        value = out[i].value * (1 + level) * np.exp(noise[i])
        out.append(
            Month(day=date(2021 + i // 12, i % 12 + 1, 1), value=value, over=1, sources=frozenset("a"))
        )
    return out


def test_regimes_put_in_are_found():
    found = regimes(growth_of(made([0.1] * 14 + [-0.2] * 9 + [0.3] * 13)))
    assert [one.first for one in found] == [date(2021, 1, 1), date(2022, 3, 1), date(2022, 12, 1)]
    assert [round(one.growth, 1) for one in found] == [0.1, -0.2, 0.3]
    assert not any(one.echo for one in found)


def test_an_echo_is_marked():
    found = regimes(growth_of(made([0.1] * 14 + [-0.3] * 12 + [0.5] * 12)))
    assert [(one.first, one.echo) for one in found[1:]] == [
        (date(2022, 3, 1), False),
        (date(2023, 3, 1), True),
    ]


def test_steady_growth_is_one_regime():
    assert len(regimes(growth_of(made([0.1] * 36)))) == 1


def test_few_months_are_not_searched():
    with pytest.raises(CoverageError, match="known for 6 months"):
        regimes(growth_of(made([0.1] * 6)))
    with pytest.raises(CoverageError, match="no months of what Fiji ships to Peru"):
        run("trade.regimes", "FJI", "PER")
    for name in ("trade.regimes", "timeline.one_axis"):
        with pytest.raises(CoverageError, match="period asked"):
            run(name, "CHN", "RUS", end="1991")


def test_firms_listed_are_those_of_the_state_and_not_others_of_the_same_package():
    """Of Russia: 7 banks cut off from SWIFT on 2 March 2022, Rosneft, Lukoil and 34 subsidiaries (36) on 22 October 2025: 43 in all.

    The 42 Chinese additions to the Entity List of August 2024 stand in a row against Russia and China; they are China's.
    """
    finding = run("timeline.one_axis", "RUS", "CHN")
    listed = [row for row in finding.rows if row["series"] == "firms of Russia listed"]
    assert (listed[0]["period"], listed[0]["raw"]) == ("2022-03", 7)
    assert {row["raw"] for row in listed if row["period"] < "2025-10"} == {7}
    assert (listed[-1]["period"], listed[-1]["raw"]) == ("2025-10", 43)


def test_one_axis_says_what_broke_before_what():
    finding = run("timeline.one_axis", "CHN", "RUS")
    assert {row["series"] for row in finding.rows} == {
        "oil from Russia",
        "gas from Russia",
        "goods from China",
        "yuan in imports of Russia",
        "sanctions on Russia",
        "sanctions on China",
        "firms of China listed",
    }
    assert max(row["value"] for row in finding.rows) == 1
    order = finding.says.split(": ")[1]
    assert (
        order.index("sanctions on Russia")
        < order.index("goods from China")
        < order.index("sanctions on China")
    )
    told = run("sanctions.intensity", "CHN", "RUS").rows
    heavy = {(row["series"], row["period"]): row["value"] for row in told}
    lanes = [row for row in finding.rows if row["series"].startswith("sanctions on ")]
    assert len(lanes) > 80
    for row in lanes:  # one figure, one value: both are of the end of the month
        whom = row["series"].removeprefix("sanctions on ")
        assert row["raw"] == heavy[whom, row["period"]], row["period"]
    assert "gas from Russia in December 2021" in order  # before the war, as its contract has it
    firms = [row for row in finding.rows if row["series"] == "firms of China listed"]
    # by hand from the ledger: 1 in 2018 and 1 in 2023, 3 + 3 of the Union, 20 + 21 + 42 + 2 of the United States, 2 of Japan, 7 + 2 + 12 of the
    # Union; ships are no firms, and the sum of "nearly 100" counts what others list
    assert firms[-1]["raw"] == 1 + 1 + 3 + 3 + 20 + 21 + 42 + 2 + 2 + 7 + 2 + 12
    for series in ("oil from Russia", "firms of China listed"):
        own = [row for row in finding.rows if row["series"] == series]
        assert sum(row["breaks"] for row in own) == 1
