"""`realpolitik endgame` as a user sees it."""

from __future__ import annotations

import json

from realpolitik.cli.app import run


def test_for_people(capsys):
    assert run(["endgame", "--draws", "5000"]) == 0
    told = capsys.readouterr().out
    for words in (
        "China: share of judgements", "Best support", "Met in", "Published plans", "legacy method", "Risk of escalation",
        "Attrition:", "Bargain:", "--copy mine.yaml",
    ):  # fmt: skip
        assert words in " ".join(told.split())
    assert max(map(len, told.splitlines())) <= 100


def test_one_actor_as_json(capsys):
    assert run(["endgame", "--actor", "CHN", "--draws", "5000", "--format", "json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert list(told["preferences"]) == ["CHN"]
    table = told["preferences"]["CHN"]["acceptability"]
    assert abs(sum(table["stalemate"]) - 1) < 1e-9
    assert told["demand"]["extracted"] < 0.1


def test_sources_of_a_file_of_ones_own_are_named(capsys, tmp_path):
    path = tmp_path / "mine.yaml"
    assert run(["endgame", "--copy", str(path)]) == 0
    text = path.read_text(encoding="utf-8")
    entry = "sources:\n  - {id: my-book, publisher: A University Press, title: What Beijing wants, published: 2025}\n"
    path.write_text(text.replace("sources: [", "sources: [my-book, ", 1) + entry, encoding="utf-8")
    capsys.readouterr()
    assert run(["endgame", str(path), "--draws", "1000"]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "Sources of its own: A University Press, What Beijing wants, 2025." in told
    assert run(["endgame", str(path), "--actor", "CHN", "--draws", "1000", "--format", "json"]) == 0
    sources = json.loads(capsys.readouterr().out)["sources"]
    assert {"my-book": "What Beijing wants"}.items() <= {one["id"]: one["title"] for one in sources}.items()
    path.write_text(
        path.read_text(encoding="utf-8").replace("id: my-book", "id: your-book"), encoding="utf-8"
    )
    assert run(["endgame", str(path)]) == 2
    assert "'my-book'" in capsys.readouterr().err


def test_a_chart(capsys, tmp_path):
    path = tmp_path / "aims.svg"
    assert run(["endgame", "--actor", "CHN", "--draws", "1000", "--chart", str(path)]) == 0
    assert path.read_text(encoding="utf-8").startswith("<svg")


def test_a_chart_of_a_group(capsys, tmp_path):
    path = tmp_path / "union.svg"
    assert run(["endgame", "--actor", "EU", "--draws", "1000", "--chart", str(path)]) == 0
    assert "European Union prefers" in path.read_text(encoding="utf-8").replace("\n", " ")


def test_the_chart_has_the_figures_of_the_table(capsys, tmp_path):
    path = tmp_path / "aims.json"
    words = ["endgame", "--actor", "european union", "--draws", "3000", "--chart", str(path)]
    assert run(words) == 0
    table = capsys.readouterr().out
    least = next(line for line in table.splitlines() if line.lstrip().startswith("escalation to nuclear use"))
    assert f"least in {least.split('%')[3].strip()} %" in " ".join(path.read_text(encoding="utf-8").split())


def test_what_is_wrong_in_a_file_is_named_with_its_place(capsys, tmp_path):
    mine = tmp_path / "mine.yaml"
    assert run(["endgame", "--copy", str(mine)]) == 0
    mine.write_text(
        mine.read_text(encoding="utf-8").replace("sources: [issuu-2025-05]", "sources: []"), encoding="utf-8"
    )
    capsys.readouterr()
    assert run(["endgame", str(mine)]) == 2
    told = " ".join(capsys.readouterr().err.split())
    assert "CHN.criteria.distraction.sources: a judgement names its sources" in told
    text = mine.read_text(encoding="utf-8").replace("sources: []", "sources: [issuu-2025-05]")
    assert "  cost: [0.02, 0.08, 0.2]" in text
    mine.write_text(text.replace("  cost: [0.02, 0.08, 0.2]", "  cost: [-1, 0.08, 0.2]"), encoding="utf-8")
    assert run(["endgame", str(mine)]) == 2
    assert "mine.yaml: war: cost is 0 or more" in " ".join(capsys.readouterr().err.split())
    assert run(["endgame", "--draws", "100", "--charts", str(mine)]) == 2  # a file is no folder
    assert "cannot be made a folder" in " ".join(capsys.readouterr().err.split())


def test_errors(capsys, tmp_path):
    assert run(["endgame", "--actor", "IND"]) == 2
    assert "no actor of this file is called 'IND'" in capsys.readouterr().err
    path = tmp_path / "bad.yaml"
    path.write_text("id: mine\n", encoding="utf-8")
    assert run(["endgame", str(path)]) == 2
    assert "as_of" in capsys.readouterr().err


def test_a_copy_is_changed_and_moves_the_result(capsys, tmp_path):
    mine = tmp_path / "mine.yaml"
    assert run(["endgame", "--copy", str(mine)]) == 0
    assert run(["endgame", "--copy", str(mine)]) == 2  # what is there is left alone
    assert "there is such a file already" in " ".join(capsys.readouterr().err.split())
    text = mine.read_text(encoding="utf-8")
    assert "stalemate: [0.6, 0.8, 1]" in text
    mine.write_text(text.replace("stalemate: [0.6, 0.8, 1]", "stalemate: [0, 0.1, 0.2]"), encoding="utf-8")
    shares = []
    for words in ([], [str(mine)]):
        assert run(["endgame", *words, "--actor", "CHN", "--draws", "5000", "--format", "json"]) == 0
        shares.append(json.loads(capsys.readouterr().out)["preferences"]["CHN"]["first"]["stalemate"][0])
    assert shares[1] < shares[0] - 0.2


def test_three_pictures(capsys, tmp_path):
    folder = tmp_path / "pictures"
    assert run(["endgame", "--actor", "CHN", "--draws", "1000", "--charts", str(folder)]) == 0
    for name in ("preference", "value", "phases"):
        drawn = (folder / f"{name}.svg").read_text(encoding="utf-8")
        assert "by judgements that can be edited" in drawn.replace("\n", " ")
