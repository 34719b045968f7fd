"""The command line: what it prints, in which form, and with which exit code."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from realpolitik.cli.app import run
from realpolitik.cli.measure import _cited
from realpolitik.measures import measures
from realpolitik.wording.numbers import quantity

MAIN = "from realpolitik.cli import main; main()"


@pytest.fixture
def call(capsys, tmp_path, monkeypatch):
    """Run a command line; returns the exit code, what it printed, and what it complained of."""
    monkeypatch.chdir(tmp_path)

    def run_it(*arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = run(list(arguments))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run_it


def test_turnover_as_json_has_level_source_and_method(call):
    code, out, _ = call(
        "measure", "trade.turnover", "CHN", "RUS", "--from", "2021", "--to", "2023", "--format", "json"
    )
    found = json.loads(out)
    levels = {row["period"]: row["value"] for row in found["rows"]}
    assert code == 0
    assert levels["2021"] == pytest.approx(146.9e9, rel=0.005)
    assert levels["2023"] == pytest.approx(240.1e9, rel=0.005)
    assert all(row["source"] for row in found["rows"])
    assert found["period"] == {"from": "2021", "to": "2023", "freq": "A"}
    assert found["method"]["formula"]


def test_rows_as_csv_are_those_of_the_json(call):
    words = ("measure", "dependence.import_share", "RUS", "CHN", "--from", "2021", "--format")
    rows = list(csv.DictReader(io.StringIO(call(*words, "csv")[1])))
    assert [float(row["value"]) for row in rows] == [
        row["value"] for row in json.loads(call(*words, "json")[1])["rows"]
    ]


def test_an_option_of_a_measure_is_set_by_name(call):
    words = ("measure", "discount.saving", "CHN", "RUS", "--format", "json", "--set")
    assert json.loads(call(*words, "lag=0")[1])["options"]["lag"] == 0
    assert json.loads(call(*words, "benchmark=brent")[1])["options"]["benchmark"] == "brent"


def test_a_table_fits_100_columns(call):
    for words in (
        ("measure", "meetings.count", "CHN", "RUS"),
        ("measures",),
        ("claims",),
        ("sources",),
        ("states",),
        ("data", "check"),
    ):
        code, out, _ = call(*words)
        assert code == 0
        assert max(map(len, out.splitlines())) <= 100, words


def test_raw_agreement_is_not_printed_alone(call):
    code, out, _ = call("measure", "votes.identical_share", "CHN", "RUS", "--from", "1990", "--to", "1990")
    lines = [line.split() for line in out.splitlines()]
    heads, row = (next(line for line in lines if line and line[0] == word) for word in ("period", "1990"))
    assert code == 0
    assert heads[-2:] == ["kappa", "source"]
    assert (row[1], row[-2]) == ("89.2", "−0.0506")


def test_a_change_is_printed_with_what_was_before_and_its_chance(call):
    code, out, _ = call("measure", "votes.change", "CHN", "RUS")
    heads = next(line for line in out.splitlines() if line.strip().startswith("period"))
    assert code == 0
    assert heads.split() == ["period", "label", "value", "low", "high", "before", "change", "p"]
    assert max(map(len, out.splitlines())) <= 100


def test_names_of_measures_are_whole(call):
    code, out, _ = call("measures")
    assert code == 0
    words = set(out.split())
    assert {item.name for item in measures().values()} <= words
    assert max(map(len, out.splitlines())) <= 100


def test_many_sources_of_a_row_are_counted():
    assert _cited("a b c") == "a\nb\nc"
    assert _cited("a b c d") == "a\nb\nand 2 more"


def test_an_index_has_no_unit():
    assert quantity(0.171, "index") == "0.171"
    assert quantity(0.171, "share") == "17.1 %"
    assert quantity(2.5e9, "USD") == "$2.5 bn"


def test_a_figure_is_no_power_of_ten_and_one_is_no_plural():
    assert quantity(-2453.4, "weight") == "−2,453 weight"
    assert quantity(1, "uses") == "1 use"
    assert quantity(2, "uses") == "2 uses"
    assert quantity(1, "times") == "1.0 times"


def test_a_list_has_no_chart(call, tmp_path):
    code, _, err = call(
        "measure", "votes.roll_calls", "CHN", "RUS", "--from", "2023", "--chart", str(tmp_path / "x.png")
    )
    assert code == 2
    assert "is a list and has no chart" in err


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (("brief", "CHN", "RSU"), 2, "RUS (Russia)"),
        (("brief", "CHN", "SUN", "--from", "2020"), 2, "Soviet Union ended on 1991-12-25"),
        (("brief", "CHN", "PRC"), 2, "both China"),
        (("brief", "CHN", "RUS", "--out", "page.docx"), 2, ".html"),
        (("brief", "CHN", "RUS", "--from", "20211"), 2, "write 2021"),
        (("brief", "CHN", "RUS", "--since", "nowhere.json"), 2, "nowhere.json"),
        (("brief", "CHN", "RUS", "--questions", "nowhere.yaml"), 2, "nowhere.yaml"),
        (("brief", "CHN", "RUS", "--claims", "radchenko"), 2, "radchenko2024"),
        (("brief", "EU", "European Union"), 2, "both European Union"),
        (("watch", "nowhere.yaml"), 2, "nowhere.yaml"),
        (("measure", "trade.turnovr", "CHN", "RUS"), 2, "trade.turnover"),
        (("measure", "trade.turnover", "CHN", "RUS", "--set", "lag"), 2, "key=value"),
        (("measure", "trade.turnover", "CHN", "RUS", "--from", "1950", "--to", "1951"), 3, "They cover"),
        (("measure", "trade.turnover", "TUV", "BTN"), 3, "un-comtrade"),
        (("claims", "no-such-file"), 2, "radchenko2024"),
        (("states", "Atlantis"), 2, "no state is called 'Atlantis'"),
        (("sources", "imf-imtz"), 2, "imf-imts"),
        (("cite",), 2, "at least one"),
    ],
)
def test_what_is_wrong_is_said_with_its_exit_code(call, words, code, says):
    got, out, err = call(*words)
    assert got == code
    assert says in " ".join(err.split())
    assert not out


def test_usage_errors_exit_with_2(call):
    assert call("nonsense")[0] == 2
    assert call("measure", "trade.turnover", "--no-such-flag")[0] == 2


def test_a_job_is_told_by_the_exit_code_whether_a_brief_changed(call, tmp_path):
    pair = ("brief", "TUV", "BTN", "--out", "last.json")
    assert call(*pair)[0] == 0
    code, out, _ = call(*pair, "--since", "last.json")
    assert (code, "Nothing changed since last.json" in out) == (0, True)
    older = json.loads(Path("last.json").read_text(encoding="utf-8"))
    section = next(one for one in older["sections"] if one["findings"])
    gone = section["findings"].pop(0)
    Path("older.json").write_text(json.dumps(older), encoding="utf-8")
    code, out, _ = call("brief", "TUV", "BTN", "--since", "older.json", "--format", "json")
    changes = json.loads(out)["changes"]
    assert code == 7
    assert [(one["kind"], one["measure"]) for one in changes["figures"]] == [("answered", gone["name"])]
    code, _, err = call("brief", "TUV", "NRU", "--since", "last.json")
    assert (code, "a brief on TUV BTN" in err) == (2, True)


def test_a_watched_condition_that_holds_ends_with_its_own_code(call, tmp_path):
    figures = "figures: {t: {measure: trade.turnover, about: [CHN, RUS]}, n: {measure: trade.turnover, about: [TUV, BTN]}}\n"
    for condition, expected in (("t > 1 bn", 7), ("t > 9 tn", 0), ("n > 1", 3)):
        Path("watch.yaml").write_text(f"{figures}watch: ['{condition}']\n", encoding="utf-8")
        code, out, _ = call("watch", "watch.yaml", "--format", "json")
        assert (code, json.loads(out)[0]["condition"]) == (expected, condition)


def test_a_brief_says_where_its_page_is(call, tmp_path):
    code, out, _ = call("brief", "CHN", "RUS", "--out", "deep/page.html")
    assert code == 0
    assert "deep/page.html" in out
    assert "240.1" in (tmp_path / "deep" / "page.html").read_text(encoding="utf-8")


def test_a_brief_as_json_leaves_no_page_behind(call, tmp_path):
    code, out, _ = call("brief", "TUV", "BTN", "--format", "json")
    assert code == 0
    assert json.loads(out)["about"] == ["TUV", "BTN"]
    assert not list(tmp_path.iterdir())
    assert call("brief", "TUV", "BTN", "--format", "json", "--out", "page.md")[0] == 0
    assert (tmp_path / "page.md").exists()


def test_claims_are_at_least_25_with_verdict_figure_and_source(call):
    code, out, _ = call("claims", "--format", "json")
    judged = [v for v in json.loads(out) if v["status"] in ("supported", "contradicted", "mixed")]
    assert code == 0
    assert len(judged) >= 25
    assert all(v["figure"] and v["finding"]["sources"] for v in judged)


def test_data_check_covers_every_table(call):
    code, out, _ = call("data", "check", "--format", "json")
    assert code == 0
    assert all(not table["problems"] and table["rows"] for table in json.loads(out))


def test_cite_gives_bibtex_of_method_and_sources(call):
    code, out, _ = call("cite", "trade.turnover", "imf-imts", "--about", "CHN", "RUS")
    assert code == 0
    assert out.count("@misc{") > 5
    assert "@misc{imf-imts," in out


def test_states_by_alias(call):
    found = json.loads(call("states", "Burma", "--format", "json")[1])
    assert [one["code"] for one in found] == ["MMR"]


def test_help_names_every_command(call):
    code, out, _ = call("--help")
    assert code == 0
    for name in ("brief", "measure", "measures", "claims", "sources", "states", "data", "cite"):
        assert f" {name} " in out
    assert "5 a model did not converge" in " ".join(out.split())


def test_the_same_question_gets_the_same_answer_to_the_letter(tmp_path):
    """Sets have another order in each process: none of it may reach a reader."""
    pages = []
    for seed in ("1", "2"):
        page = tmp_path / f"{seed}.json"
        subprocess.run(
            [sys.executable, "-c", MAIN, "brief", "CHN", "RUS", "--out", str(page)],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
        )
        pages.append(page.read_text(encoding="utf-8"))
    assert pages[0] == pages[1]


def test_a_command_says_in_the_list_what_it_says_itself():
    import inspect
    from importlib import import_module

    from realpolitik.cli.app import COMMANDS

    for name, says in COMMANDS.items():
        command = getattr(import_module(f"realpolitik.cli.{name}"), name)
        said = command.help if hasattr(command, "help") else inspect.getdoc(command)
        assert said.splitlines()[0] == says, name


def test_what_is_missing_is_named_as_a_user_writes_it(call, capsys):
    for words, usage in (
        (["measure"], "NAME is missing: write `realpolitik measure NAME A [B]`"),
        (["brief", "CHN"], "B is missing: write `realpolitik brief A B`"),
        (["data", "diff", "x"], "SECOND is missing: write `realpolitik data diff FIRST SECOND`"),
        (["brief", "CHN", "RUS", "--from"], "--from needs a value"),
        (["brief", "CHN", "RUS", "--form", "2010"], "Did you mean --format?"),
        (["claims", "CHN", "RUS"], "`RUS` is one word too many: write `realpolitik claims [FILE]`"),
        (
            ["brief", "CHN", "RUS", "now", "please"],
            "`now`, `please` are 2 words too many: write `realpolitik brief A B`",
        ),
    ):
        code, _, err = call(*words)
        assert code == 2
        assert usage in err.replace(chr(34), "")  # older versions of cyclopts put names in quotes
    code, _, err = call("measure", "trade.turnover", "CHN")
    assert code == 2
    assert "realpolitik measure trade.turnover A B" in err


def test_one_measure_is_shown_in_full(call):
    code, out, _ = call("measures", "votes.kappa")
    assert code == 0
    for word in (
        "Definition",
        "Formula",
        "Häge",
        "recorded",
        "divided",
        "important",
        "left-out",
        "from 100 to 20,000",
    ):
        assert word in out
    assert max(map(len, out.splitlines())) <= 100
    shown = json.loads(call("measures", "votes.kappa", "--format", "json")[1])[0]
    assert shown["options_schema"]["universe"]["enum"] == ["recorded", "divided", "important"]


def test_a_word_filters_the_measures_and_rooms_group_them(call):
    out = call("measures", "discount")[1]
    assert "discount.saving" in out
    assert "votes.kappa" not in out
    every = call("measures")[1]
    assert every.index("Alliances:") < every.index("Trade:") < every.index("Votes:")
    assert call("measures", "nosuchword")[0] == 2


def test_a_wrong_option_exits_with_2_and_a_period_without_data_with_3(call):
    code, _, err = call("measure", "votes.kappa", "CHN", "RUS", "--set", "universe=foo")
    assert code == 2
    assert "choose recorded, divided or important" in err
    assert call("measure", "leverage.ratio", "CHN", "RUS", "--from", "1950", "--to", "1960")[0] == 3
    assert call("measure", "sanctions.intensity", "CHN", "RUS", "--from", "2100", "--to", "2100")[0] == 3
