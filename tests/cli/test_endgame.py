"""`realpolitik endgame` as a user sees it."""

from __future__ import annotations

import json

from realpolitik.cli.app import run


def test_for_people(capsys):
    assert run(["endgame", "--draws", "5000"]) == 0
    told = capsys.readouterr().out
    for words in ("China: share of judgements", "Best support", "Met in", "Published plans", "legacy method"):
        assert words in told
    assert max(map(len, told.splitlines())) <= 100


def test_one_actor_as_json(capsys):
    assert run(["endgame", "--actor", "CHN", "--draws", "5000", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told["preferences"]) == ["CHN"]
    table = told["preferences"]["CHN"]["acceptability"]
    assert abs(sum(table["stalemate"]) - 1) < 1e-9
    assert told["demand"]["extracted"] < 0.1


def test_a_chart(capsys, tmp_path):
    path = tmp_path / "aims.svg"
    assert run(["endgame", "--actor", "CHN", "--draws", "1000", "--chart", str(path)]) == 0
    assert path.read_text(encoding="utf-8").startswith("<svg")


def test_errors(capsys, tmp_path):
    assert run(["endgame", "--actor", "IND"]) == 2
    assert "no actor of this file is called 'IND'" in capsys.readouterr().err
    path = tmp_path / "bad.yaml"
    path.write_text("id: mine\n", encoding="utf-8")
    assert run(["endgame", str(path)]) == 2
    assert "as_of" in capsys.readouterr().err
