"""`realpolitik scenarios`, `scenario` and `leverage` as a user sees them."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from pathlib import Path

import pytest

from realpolitik.cli.app import run
from realpolitik.scenarios.assumptions import grid


def test_scenarios_lists_what_can_be_named(capsys):
    assert run(["scenarios"]) == 0
    told = capsys.readouterr().out
    assert "west-embargo" in told
    assert "oil-gas-mining" in told
    assert max(map(len, told.splitlines())) <= 100


def test_a_scenario_for_people(capsys):
    assert run(["scenario", "west-embargo"]) == 0
    told = capsys.readouterr().out
    assert "Russia loses" in told
    assert "trade that moves most" in told
    assert max(map(len, told.splitlines())) <= 100


def test_a_scenario_as_json(capsys):
    assert run(["scenario", "west-embargo", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["name"] for one in told["findings"]] == [
        "scenario.west-embargo",
        "scenario.west-embargo.trade",
        "scenario.west-embargo.rerouted",
    ]
    assert told["solver"]["status"] == "converged"
    assert max(told["solver"]["residuals"].values()) < 1e-9
    russia = next(row for row in told["findings"][0]["rows"] if row["state"] == "RUS")
    assert russia["low"] <= russia["value"] <= russia["high"] < 0


def test_draws_and_a_chart(capsys, tmp_path):
    folder, chart = tmp_path / "draws", tmp_path / "loss.svg"
    asked = ["scenario", "peace", "--draws", "10", "--resume", str(folder), "--chart", str(chart)]
    assert run([*asked, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert float(next(row for row in rows if row["state"] == "RUS")["value"]) > 0
    assert chart.read_text(encoding="utf-8").startswith("<svg")
    assert list(folder.glob("draws-*.npz"))


def test_a_difference(capsys):
    assert run(["scenario", "west-embargo", "--against", "west-2023"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert re.search(
        r"west-embargo against west-2023 Compared with west-2023, west-embargo costs Russia 2\.\d\d points",
        told,
    )
    assert "trade that moves most in west-embargo" in told


def test_a_reader_that_leaves_early_is_no_error(monkeypatch):
    """`realpolitik measure … | head`: rich would end the program with 1 of its own."""

    class Left(io.StringIO):
        def write(self, text):
            raise BrokenPipeError

        def fileno(self):
            return spare.fileno()

    with Path(os.devnull).open("w") as spare:
        monkeypatch.setattr("sys.stdout", Left())
        assert run(["measure", "trade.turnover", "CHN", "RUS"]) == 0


def test_drivers(capsys, tmp_path):
    path = tmp_path / "tornado.svg"
    assert run(["scenario", "west-2023", "--drivers", "RUS", "--chart", str(path)]) == 0
    assert "set of elasticities" in capsys.readouterr().out
    assert "closure of deficits" in path.read_text(encoding="utf-8")


def test_the_trade_that_moves_as_a_chart(tmp_path):
    path = tmp_path / "trade.svg"
    assert run(["scenario", "west-embargo", "--trade-chart", str(path)]) == 0
    drawn = path.read_text(encoding="utf-8")
    assert "What Russia sells, by buyer" in drawn
    assert "What Russia buys, by seller" in drawn


def test_drivers_as_json(capsys):
    assert run(["scenario", "west-2023", "--drivers", "RUS", "--format", "json"]) == 0
    finding = json.loads(capsys.readouterr().out)["findings"][0]
    assert {row["label"] for row in finding["rows"]} >= {"set of elasticities", "gaps of reported trade"}
    assert finding["value"] == max(row["value"] for row in finding["rows"])


def test_leverage(capsys):
    assert run(["leverage", "Russia", "China"]) == 0
    told = capsys.readouterr().out
    assert "given the West's" in told
    assert "one nest" in told
    assert max(map(len, told.splitlines())) <= 100


def test_leverage_as_json(capsys):
    assert run(["leverage", "RUS", "CHN", "--given", "", "--run", "long", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {one["name"] for one in told["findings"]} == {
        "leverage.loss",
        "leverage.ratio",
        "leverage.sectors",
    }
    assert len(told["findings"][0]["rows"]) == 4
    assert len(told["losses_by_assumption"]) == len(grid())
    assert {"assumptions", "RUS", "CHN"} <= set(told["losses_by_assumption"][0])


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["scenario", "west-embarg"], 2, "Did you mean west-embargo"),
        (["scenario", "west-2023", "--draws", "1000000000"], 2, "ask for 1 to"),
        (["scenario", "west-2023", "--drivers", "RUSS"], 2, "RUSS"),
        (["scenario", "west-2023", "--resume", "kept"], 2, "--resume only matter for draws"),
        (["scenario", "west-2023", "--workers", "2"], 2, "add --draws"),
        (["scenario", "west-2023", "--draws", "0"], 2, "ask for 1 to"),
        (["scenario", "west-2023", "--draws", "5", "--against", "peace"], 2, "leave out --draws"),
        (["scenario", "west-2023", "--draws", "5", "--drivers", "RUS"], 2, "stands alone"),
        (["leverage", "SUN", "USA"], 3, "ended on 1991-12-25"),
        (["leverage", "RUS", "RUS"], 2, "RUS and itself"),
        (["leverage", "RUS", "CHN", "--given", "nothing"], 2, "no scenario"),
    ],
)
def test_errors(capsys, arguments, code, message):
    assert run(arguments) == code
    assert message in capsys.readouterr().err
