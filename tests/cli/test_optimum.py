"""`realpolitik optimum` as a user sees it."""

from __future__ import annotations

import json

import yaml

from realpolitik.cli.app import run

SMALL = [
    "--willingness",
    "0.5",
    "--willingness",
    "1",
    "--sectors",
    "petroleum",
    "--sectors",
    "oil-gas-mining",
]


def test_a_table_and_a_scenario_file(capsys, tmp_path):
    path = tmp_path / "point.yaml"
    assert run(["optimum", "RUS", "--by", "WEST", *SMALL, "--write", str(path)]) == 0
    told = capsys.readouterr().out
    assert "The measures of west-2023" in told
    assert "Rates at a willingness of 1." in told
    assert max(len(line) for line in told.splitlines()) <= 100
    written = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert written["id"] == "optimum-rus-1"
    assert {shock["kind"] for shock in written["shocks"]} == {"tariff"}


def test_json(capsys, tmp_path):
    chart = tmp_path / "frontier.svg"
    arguments = [
        "optimum",
        "RUS",
        "--by",
        "G7 + EU",
        *SMALL,
        "--no-ranges",
        "--format",
        "json",
        "--chart",
        str(chart),
    ]
    assert run(arguments) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["at"] == 1.0
    assert [row["willingness"] for row in told["finding"]["rows"][:2]] == [0.5, 1.0]
    assert {row["side"] for row in told["states"]} == {"target", "member", "outside"}
    assert "<svg" in chart.read_text(encoding="utf-8")


def test_a_target_that_is_not_in_the_world():
    assert run(["optimum", "Monaco", "--by", "G7"]) != 0
