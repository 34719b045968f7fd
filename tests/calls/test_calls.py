"""The calls of Python: the words of the command line, its figures, and results that can do what all results can."""

from __future__ import annotations

import contextlib
import importlib
import io
import json
from pathlib import Path

import pytest

import realpolitik as rp
from realpolitik.cli.app import run
from realpolitik.errors import CoverageError, OptionError, UnknownNameError, UnknownStateError
from realpolitik.shown import Shown
from realpolitik.store import Store

TUTORIAL = {
    "measure": (
        lambda: rp.measure("trade.turnover", "China", "Russia", start=2013),
        ("measure", "trade.turnover", "China", "Russia", "--from", "2013"),
    ),
    "share": (
        lambda: rp.measure("dependence.import_share", "RUS", "CHN", shock="2014-03"),
        ("measure", "dependence.import_share", "RUS", "CHN", "--set", "shock=2014-03"),
    ),
    "votes": (
        lambda: rp.measure("votes.kappa", "CHN", "RUS", start=2010, end=2023, draws=200),
        ("measure", "votes.kappa", "CHN", "RUS", "--from", "2010", "--to", "2023", "--set", "draws=200"),
    ),
    "world": (lambda: rp.measure("power.poles"), ("measure", "power.poles")),
    "sanctions": (
        lambda: rp.sanctions("RUS", "USA", on="2024-05", third=True),
        ("sanctions", "RUS", "USA", "--on", "2024-05", "--third"),
    ),
    "events": (
        lambda: rp.events("CHN", "RUS", start=2021, end=2023, shock="2022-02-24"),
        ("events", "CHN", "RUS", "--from", "2021", "--to", "2023", "--shock", "2022-02-24"),
    ),
    "products": (
        lambda: rp.products("CHN", "RUS", goods="fuels", side="buys"),
        ("products", "CHN", "RUS", "--list", "fuels", "--side", "buys"),
    ),
    "rhetoric": (lambda: rp.rhetoric("no-limits"), ("rhetoric", "no-limits")),
    "check": (
        lambda: rp.check("README.md", date="2026-01"),
        ("check", "README.md", "--date", "2026-01"),
    ),
    "sql": (
        lambda: rp.sql("select sum(value_usd) as total, freq from trade group by freq order by freq"),
        ("sql", "select sum(value_usd) as total, freq from trade group by freq order by freq"),
    ),
    "claims": (lambda: rp.claims("own.yaml"), ("claims", "own.yaml")),
    "cite": (lambda: rp.cite("votes.kappa", "imf-imts"), ("cite", "votes.kappa", "imf-imts")),
}
"""The one-liners of the tutorial, each with its command."""
CLAIMS = """
claims:
  - {id: level, says: Trade came to 240 billion., by: me, question: how-large-is-trade, measure: trade.turnover,
     about: [CHN, RUS], test: {near: {value: 240e9, within: 1e9, at: 2023}}}
  - {id: view, says: It matters., by: me, question: how-large-is-trade, kind: opinion, needs: a yardstick}
"""
MODELLED = {
    "scenario": ("modelling:scenario", "scenario west-2023 --verify", ("west-2023",), {"verify": True}),
    "leverage": ("modelling:leverage", "leverage RUS CHN --run long", ("RUS", "CHN"), {"given": "west-2023", "run": "long"}),
    "optimum": (
        "modelling:optimum",
        "optimum RUS --willingness 1 --no-ranges",
        ("RUS",),
        {"willingness": [1.0], "ranges": False, "by": "WEST"},
    ),
    "brief": (
        "asking:brief",
        "brief CHN RUS --from 2018 --to 2023 --shock 2020-01",
        ("CHN", "RUS"),
        {"start": "2018", "end": "2023", "shock": "2020-01"},
    ),
}  # fmt: skip
"""Calls that take seconds, each with its module, its command, and what the command has to hand on."""


def printed(*words):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert run([*words, "--format", "json"]) == 0
    return json.loads(out.getvalue())


def whole(result):
    """The result can do what all can, and shows itself."""
    assert isinstance(result, Shown)
    assert "\n" not in repr(result)
    assert result.headline()
    assert result.to_polars().height == len(result.tidy()) > 0
    bundle = result._repr_mimebundle_()
    assert bundle["text/plain"] == repr(result)
    assert "<script" not in bundle["text/html"]
    assert isinstance(result.cite(), str)
    return json.loads(json.dumps(result.to_dict(), default=str, allow_nan=False))


@pytest.mark.parametrize("name", TUTORIAL)
def test_a_line_of_python_gives_what_the_command_prints(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("README.md").write_text("China's trade with Russia came to $240 billion in 2023.", "utf-8")
    Path("own.yaml").write_text(CLAIMS, "utf-8")
    call, words = TUTORIAL[name]
    assert whole(call()) == printed(*words)


@pytest.mark.slow
@pytest.mark.parametrize("name", MODELLED)
def test_a_command_that_solves_hands_on_what_it_was_given(name, monkeypatch):
    """Solved once: a solve that begins where another ended differs in the last digits."""
    where, words, positional, wanted = MODELLED[name]
    room, _, attribute = where.partition(":")
    module = importlib.import_module(f"realpolitik.calls.{room}")
    real, calls = getattr(module, attribute), []

    def asked(*about, **options):
        calls.append((about, options, real(*about, **options)))
        return calls[0][2]

    monkeypatch.setattr(module, attribute, asked)
    found = printed(*words.split())
    ((about, options, result),) = calls
    assert about == positional
    assert {key: options.get(key) for key in wanted} == wanted
    assert rp._HOMES[name] == f"calls.{where}"
    assert whole(result) == found
    if name == "brief":
        assert (result.window.start.year, result.window.end.year) == (2018, 2023)
        assert result.headline() == result.judgements[0].says
        assert len(result.points()) == len(result.judgements) - 1
        turnover = result.to_polars().filter(measure="trade.turnover", unit="USD")["value"]
        assert turnover[0] == pytest.approx(240.1e9, rel=0.005)  # 240.11 bn by Chinese customs


def test_own_tables_go_in_by_store():
    import pandas as pd

    own = pd.DataFrame(
        {"origin": ["AAA", "BBB"], "destination": ["BBB", "AAA"], "period": [2020, 2020], "value_usd": [3, 4]}
    ).replace({"AAA": "FJI", "BBB": "NZL"})
    store = Store(frames={"trade": own})
    assert rp.measure("trade.turnover", "Fiji", "New Zealand", store=store).value == 7
    sold = rp.sql("select 1 as one", store=Store.embedded())
    assert sold.to_polars()["one"].to_list() == [1]


def test_text_and_files_are_told_apart(tmp_path):
    path = tmp_path / "an article.txt"
    path.write_text("Trade of China and Russia rose to $240 billion in 2023.", "utf-8")
    by_path = rp.check(str(path), date=2024)
    assert (
        by_path.to_dict()["statements"]
        == rp.check(path.read_text("utf-8"), date=2024).to_dict()["statements"]
    )
    with pytest.raises(rp.RealpolitikError, match=r"gone.txt.*check the path"):
        rp.check("gone.txt")


def test_a_query_without_rows_keeps_its_columns():
    empty = rp.sql("select origin, value_usd from trade where origin = 'QQQ'")
    assert empty.to_polars().columns == ["origin", "value_usd"]
    assert empty.to_polars().is_empty()


@pytest.mark.parametrize(
    ("call", "kind", "said"),
    [
        (lambda: rp.measure("trade.turnovr", "CHN", "RUS"), UnknownNameError, "trade.turnover"),
        (lambda: rp.brief("Chian", "RUS"), UnknownStateError, "China"),
        (lambda: rp.brief("CHN", "CHN"), OptionError, "two states"),
        (lambda: rp.brief("CHN", "RUS", start="soon"), OptionError, "is not a date"),
        (lambda: rp.measure("trade.turnover", "CHN", "RUS", start=2030), CoverageError, "cover"),
        (lambda: rp.measure("trade.turnover", "CHN", "RUS", start=12), OptionError, "is not a date"),
        (lambda: rp.scenario("west-2032"), UnknownNameError, "west-2022"),
        (lambda: rp.scenario({"id": "x"}), rp.RealpolitikError, "asks"),
        (lambda: rp.scenario("west-2023", drivers="RUS", draws=5), OptionError, "stands alone"),
        (lambda: rp.sql("select nothing from nowhere"), OptionError, "query failed"),
        (lambda: rp.sql("copy (select 1) to 'x.csv'"), OptionError, "query failed"),
        (rp.cite, OptionError, "at least one"),
        (rp.fetch, OptionError, "at least one"),
        (lambda: rp.fetch("cow-tarde"), UnknownNameError, "cow-trade"),
        (lambda: rp.claims("radchenko"), rp.RealpolitikError, "radchenko"),
        (lambda: rp.events("CHN", "RUS", shock="never"), OptionError, "is not a date"),
        (lambda: rp.rhetoric("no-limits", about=("CHN", "CHN")), OptionError, "itself"),
    ],
)  # fmt: skip
def test_a_wrong_word_is_an_error_that_says_what_to_write(call, kind, said):
    with pytest.raises(kind, match=said):
        call()
