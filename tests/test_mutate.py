"""The tool that plants faults draws what it says and picks the tests that run them, and its table is what the documents print."""

from __future__ import annotations

import csv
import importlib
import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RESULTS = ROOT / "benchmarks" / "results"


@pytest.fixture(scope="module")
def mutate():
    """The tool, which is no part of the package."""
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(ROOT / "tools"))
        yield importlib.import_module("mutate")


@pytest.fixture(scope="module")
def rows():
    with (RESULTS / "mutants.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_rate_has_the_interval_of_clopper_and_pearson(mutate):
    """19 of 20: the two-sided interval of 95 % is .7513 to .9987, by the quantiles of the beta distribution B(19, 2) and B(20, 1)."""
    row = ["1", "store", "m", "1", "o", "a", "b", "caught", "t", "1"]
    table = [row] * 19 + [[*row[:7], "missed", *row[8:]], [*row[:7], "equivalent", *row[8:]]]
    assert mutate.rates(table) == [
        [room, "1", "21", "1", "20", "19", "0.950", "0.751", "0.999"] for room in ("store", "all")
    ]


def test_the_rates_are_those_of_the_table(mutate, rows):
    with (RESULTS / "mutants-rates.csv").open(encoding="utf-8", newline="") as file:
        written = [list(row.values()) for row in csv.DictReader(file)]
    assert mutate.rates([list(row.values()) for row in rows]) == written


def test_each_fault_that_was_not_caught_is_explained(rows):
    assert {row["outcome"] for row in rows} <= {"caught", "missed", "equivalent"}
    assert [row["module"] for row in rows if not row["by"].strip() or row["by"] == "no test runs it"] == []


def test_the_documents_print_the_rates():
    page = (ROOT / "docs" / "project" / "tests.md").read_text(encoding="utf-8")
    printed = [tuple(re.findall(r"[^|]+", line)) for line in page.splitlines() if line.startswith("| `")]
    shown = {cells[0].strip(" `"): [cell.strip() for cell in cells[1:]] for cells in printed}
    with (RESULTS / "mutants-rates.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            # the rate is rounded once, from the counts: 5 of 11 are 45 per cent, of the table's .455 they were 46
            rate = f"{100 * int(row['caught']) / int(row['counted']):.0f}"
            low, high = (f"{100 * float(row[name]):.0f}" for name in ("low", "high"))
            expected = [row["drawn"], row["equivalent"], row["caught"], f"{rate} %", f"{low} to {high} %"]
            assert shown[row["room"]] == expected


def test_the_statement_of_a_line_is_what_its_tests_run():
    spans = importlib.import_module("mutants")._spans
    import ast

    text = "A = 1\n@cache\ndef f(x=1):\n    if (\n        x\n    ):\n        return 2\n    return 3\n"
    tree = ast.parse(text)
    assert next(spans(tree, 5)) == [(4, 6)]  # the head of the condition, over three lines
    assert next(spans(tree, 7)) == [(7, 7)]
    assert (
        next(spans(tree, 2)) == next(spans(tree, 3)) == [(4, 8)]
    )  # run on import: whatever runs the function
    assert next(spans(tree, 1)) == [(4, 8)]  # a constant: whatever runs a function of the module


def test_tests_of_the_own_room_come_first_and_the_budget_bounds_the_rest(mutate):
    seconds = {
        "tests/store/test_a.py::one": 2.0, "tests/cli/test_b.py::two": 0.5, "tests/cli/test_b.py::three": 9.0, "tests/web/test_c.py::four": 0.1,
    }  # fmt: skip
    runs = importlib.import_module("mutants").ordered(seconds, "store/home.py", seconds, 5.0)
    assert runs == [["tests/store/test_a.py::one"], ["tests/web/test_c.py::four", "tests/cli/test_b.py::two"]]


def test_what_is_held_in_full_is_asked_before_the_others(mutate):
    full, mutants = "tests/measures/test_findings.py", importlib.import_module("mutants")
    seconds = {f"{full}::one": 2.0, f"{full}::two": 1.0, f"{full}::three": 2.5, "tests/measures/votes/test_a.py::four": 0.1, "tests/cli/test_b.py::five": 0.5}  # fmt: skip
    runs = mutants.ordered(seconds, "measures/votes/pair.py", seconds, 6.8)
    assert runs == [
        ["tests/measures/votes/test_a.py::four", f"{full}::two", f"{full}::one"],
        ["tests/cli/test_b.py::five", f"{full}::three"],
    ]
    assert mutants.ordered(seconds, "store/home.py", seconds, 0.5) == [
        ["tests/measures/votes/test_a.py::four"]
    ]


def test_a_fault_and_its_verdict_are_found_by_what_they_say(mutate, tmp_path, monkeypatch):
    listed = {"equivalent": [{"module": "store/home.py", "before": "a", "after": "b", "why": "the same"}]}
    monkeypatch.setattr(mutate, "JUDGED", tmp_path / "mutants.yaml")
    mutate.JUDGED.write_text(json.dumps(listed), encoding="utf-8")
    assert mutate.verdicts() == {("store/home.py", "a", "b"): ("equivalent", "the same")}


def test_what_is_never_run_is_left_out_of_the_draw():
    import ast

    annotated = importlib.import_module("mutants")._annotated
    text = "if TYPE_CHECKING:\n    import a\nif b:\n    c = 1\n"
    assert annotated(ast.parse(text)) == [((1, 0), (2, 12))]


def test_a_fault_in_what_is_run_on_import_asks_for_the_tests_that_read_declarations(mutate, tmp_path):
    mutants = importlib.import_module("mutants")
    read = "tests/store/test_declared.py::test_constants"
    (tmp_path / "4.json").write_text(json.dumps({"seconds": {read: 0.1}, "users": {}}), encoding="utf-8")
    text = (mutants.PACKAGE / "store" / "safe.py").read_text(encoding="utf-8").splitlines()
    line = next(number for number, one in enumerate(text, 1) if one.startswith("DEEPEST"))
    inside = next(number for number, one in enumerate(text, 1) if "depth > DEEPEST" in one)
    at = {n: mutants.Mutant("store", "store/safe.py", n, "o", "a", "b", "") for n in (line, inside)}
    assert mutants.Reach(tmp_path).tests(at[line]) == {read}
    assert mutants.Reach(tmp_path).tests(at[inside]) == set()


def test_the_command_draws_tries_and_writes_both_tables(mutate, tmp_path, monkeypatch):
    row = [
        "3",
        "store",
        "store/home.py",
        "1",
        "AddNot",
        "a",
        "b",
        "caught",
        "tests/store/test_a.py::one",
        "2",
    ]
    out = tmp_path / "faults.csv"
    monkeypatch.setattr(mutate, "Reach", lambda folder: type("Map", (), {"seconds": {}}))
    monkeypatch.setattr(mutate, "draw", lambda room, each, seed: iter([(room, each, seed)]))
    asked = []

    def run(chosen, *given):
        asked.append((chosen, given[0], given[-1]))
        return iter([row])

    monkeypatch.setattr(mutate, "run", run)
    words = ["--seed", "3", "--each", "1", "--rooms", "store", "--kept", "--out", str(out)]
    monkeypatch.setattr("sys.argv", ["mutate.py", *words])
    assert mutate.main() == 0
    assert asked == [([("store", 1, 3)], 3, mutate.BUDGET)]
    assert out.read_text(encoding="utf-8").splitlines() == [",".join(mutate.COLUMNS), ",".join(row)]
    assert "store,3,1,0,1,1,1.000" in (tmp_path / "faults-rates.csv").read_text(encoding="utf-8")
