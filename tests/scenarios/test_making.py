"""Worlds of one's own: from a fetched table to a folder that a scenario stands on."""

from __future__ import annotations

from pathlib import Path

import pytest

from realpolitik.cli.app import run
from realpolitik.errors import CoverageError, FileFormatError, OptionError
from realpolitik.scenarios import load, play
from realpolitik.scenarios.making import made

# The extended layout: CN1 and CN2 sell for China, final demand is China's alone. Columns add up to OUT by hand.
TABLE = """V1,CHN_A01,CHN_C26,RUS_A01,RUS_C26,CN1_A01,CN1_C26,CN2_A01,CN2_C26,CHN_HFCE,RUS_HFCE,OUT
CHN_A01,0,0,0,0,0,0,0,0,0,0,0
CHN_C26,0,0,0,0,0,0,0,0,0,0,0
RUS_A01,0,0,10,5,2,1,1,1,5,75,100
RUS_C26,0,0,5,10,1,4,1,4,5,50,80
CN1_A01,0,0,1,1,20,10,5,5,150,8,200
CN1_C26,0,0,2,4,10,40,5,10,120,9,200
CN2_A01,0,0,1,1,5,5,10,5,70,3,100
CN2_C26,0,0,1,9,2,20,3,25,130,10,200
TLS,0,0,0,0,0,0,0,0,0,0,0
VA,0,0,80,50,160,120,75,150,0,0,635
OUT,0,0,100,80,200,200,100,200,480,155,1515
"""


@pytest.fixture
def fetched(tmp_path, monkeypatch):
    monkeypatch.setenv("REALPOLITIK_STORE", str(tmp_path / "store"))
    path = tmp_path / "2020.csv"
    path.write_text(TABLE)
    assert run(["fetch", "icio", "--file", str(path)]) == 0
    return tmp_path


def test_one_command_makes_a_world_that_a_scenario_stands_on(fetched, capsys):
    sectors = fetched / "sectors.yaml"
    sectors.write_text("agriculture: [A01]\nelectronics: [C26]\n")
    out = fetched / "mine"
    assert run(["world", "build", "--from", "icio:2020", "--sectors", str(sectors), "--out", str(out)]) == 0
    assert "2 economies, 2 sectors, 2020" in " ".join(capsys.readouterr().out.split())  # lines are broken
    file = fetched / "scenario.yaml"
    file.write_text(
        f"id: own\nasks: What if?\nworld: {out}\nshocks: [{{kind: embargo, from: CHN, to: RUS, both_ways: true}}]\n"
    )
    outcome = play(load(file))
    assert outcome.loss("RUS")[0] < outcome.loss("CHN")[0] < 0  # the smaller loses more


def test_parts_of_china_are_put_together(fetched):
    world = made("icio:2020")
    assert set(world.states) == {"CHN", "RUS"}
    assert world.sectors == ("oecd-A01", "oecd-C26")  # C26 is another industry in other tables
    # Row VA of the file: 160 + 120 + 75 + 150 million; settling moves it a little, since final demand is whole here.
    assert world.value_added[world.states.index("CHN")] == pytest.approx(505e6, rel=0.02)


def test_files_say_what_is_wrong(fetched):
    path = fetched / "economies.yaml"
    for text, why in (
        ("A: [CHN, CHN]", "twice"),
        ("A: [XXX]", "does not have"),
        ("- CHN", "list of labels"),
        ("A: rest\nB: rest", "two labels"),
    ):
        path.write_text(text)
        with pytest.raises(FileFormatError, match=why):
            made("icio:2020", economies=path)
    with pytest.raises(CoverageError, match="no input-output table of 1999; it has 2020"):
        made("icio:1999")
    with pytest.raises(OptionError, match="icio:2020"):
        made("wiod")


def test_without_a_fetched_table_it_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setenv("REALPOLITIK_STORE", str(tmp_path / "none"))
    with pytest.raises(CoverageError, match="fetch icio"):
        made("icio:2020", economies=Path("none.yaml"))
