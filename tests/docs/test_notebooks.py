"""The notebooks of the documents run, end in a figure, and have the figures of the command line."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import altair as alt
import pytest

from realpolitik.cli.app import run

FOLDER = Path(__file__).parents[2] / "docs" / "notebooks"
NEEDS = {"panel-and-regression": ("pyfixest", "pandas"), "your-own-data": ("duckdb",)}
"""Extras without which a notebook cannot run."""
PAGES = sorted(path.stem for path in FOLDER.glob("*.md") if path.stem != "index")


def cells(name):
    """The code of a notebook, cell by cell."""
    return re.findall(
        r"^```\{code-cell\} python\n(.*?)^```",
        (FOLDER / f"{name}.md").read_text("utf-8"),
        re.DOTALL | re.MULTILINE,
    )


@pytest.fixture
def played(monkeypatch, tmp_path, capsys):
    """Run a notebook: its names, and what its last cell shows."""
    monkeypatch.chdir(tmp_path)
    before = alt.renderers.active

    def play(name):
        for library in NEEDS.get(name, ()):
            pytest.importorskip(library, reason=f"the notebook {name} needs an extra")
        names, shown = {}, None
        for code in cells(name):
            tree = ast.parse(code)
            last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
            exec(compile(tree, name, "exec"), names)
            shown = eval(compile(ast.Expression(last.value), name, "eval"), names) if last else None
        capsys.readouterr()
        return names, shown

    yield play
    alt.renderers.enable(before)


@pytest.fixture
def typed(capsys):
    """What a command prints as JSON."""

    def ask(*words):
        capsys.readouterr()
        assert run([*words, "--format", "json"]) == 0
        return json.loads(capsys.readouterr().out)

    return ask


def chart(shown):
    assert isinstance(shown, alt.TopLevelMixin)
    shown.to_dict()
    return shown


def test_each_stands_in_the_list():
    index = (FOLDER / "index.md").read_text("utf-8")
    assert len(PAGES) == 5
    assert all(f"\n{name}\n" in index for name in PAGES)


@pytest.mark.slow
def test_the_brief_by_hand(played, typed):
    names, shown = played("china-russia-by-hand")
    chart(shown)
    assert typed("measure", "trade.turnover", "CHN", "RUS", "--from", "2013")["value"] == names["trade"].value
    russia = typed("measure", "dependence.import_share", "RUS", "CHN")
    assert (russia["value"], russia["says"]) == (names["russia"].value, names["russia"].says)
    votes = typed("measure", "votes.change", "CHN", "RUS", "--set", "shock=2022-02-24")
    assert votes["value"] == names["votes"].value
    leverage = typed("leverage", "RUS", "CHN")
    assert [one["value"] for one in leverage["findings"]] == [one.value for one in names["leverage"].findings]


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # pyfixest's own, of a newer pandas
def test_a_panel_and_a_regression(played):
    names, shown = played("panel-and-regression")
    chart(shown)
    # by hand: demeaned twice over a balanced panel, least squares
    frame = names["frame"]
    x, y = frame["log_trade"], frame["votes_kappa"]
    if frame.height == frame["pair"].n_unique() * frame["year"].n_unique():

        def within(column):
            pair, year = column.mean().over("pair"), column.mean().over("year")
            return frame.select(column - pair - year + column.mean()).to_series()

        import polars as pl

        x, y = within(pl.col("log_trade")), within(pl.col("votes_kappa"))
        slope = names["slopes"].filter(pl.col("held fixed") == "pairs and years")["slope"][0]
        assert slope == pytest.approx((x * y).sum() / (x * x).sum(), rel=1e-6)  # pyfixest demeans to 1e-6


@pytest.mark.slow
def test_own_data(played, typed):
    names, shown = played("your-own-data")
    chart(shown)
    found = typed("measure", "dependence.import_share", "RUS", "CHN", "--from", "2000", "--to", "2020")
    assert found["value"] == names["embedded"].value
    assert names["own"].value != names["embedded"].value
    assert names["own"].value == pytest.approx(names["embedded"].value, rel=0.1)  # BACI has no freight in it


@pytest.mark.slow
def test_a_frontier(played, typed):
    names, shown = played("a-frontier-of-sanctions")
    chart(shown)
    taken = typed("scenario", "west-2023")
    assert taken["findings"][0]["value"] == names["taken"].findings[0].value
    found = typed("optimum", "RUS", "--willingness", "0.25", "--willingness", "1", "--willingness", "4")
    assert found["finding"]["value"] == pytest.approx(names["frontier"].findings[0].value)


@pytest.mark.slow
def test_an_article(played, typed, tmp_path):
    names, shown = played("reading-an-article")
    chart(shown)
    file = tmp_path / "article.txt"
    file.write_text(names["text"], encoding="utf-8")
    assert typed("check", str(file), "--date", "2024-04-20")["tally"] == names["report"].tally
    assert {"supported", "contradicted"} <= set(names["report"].tally)
