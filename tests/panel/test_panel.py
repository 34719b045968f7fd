"""A panel: cells equal to single calls, codes of the year, files that other programs read, missing with why."""

from __future__ import annotations

import contextlib
import io
import json
import math
import random

import polars as pl
import pytest

import realpolitik as rp
from realpolitik.cli.app import run
from realpolitik.errors import CoverageError, OptionError, UnknownNameError, UnknownStateError
from realpolitik.findings import Window
from realpolitik.measures import measures
from realpolitik.panel.columns import UNDIRECTED, WHOLE
from realpolitik.panel.units import who
from realpolitik.states import registry
from realpolitik.store import Store

pytestmark = pytest.mark.slow

HARD = (
    (
        "RUS",
        "CHN",
    ),  # a share whose last year takes the range of offices of the year before; a published two-way total
    ("BLR", "RUS"),  # estimates of the IMF that no other account is near
    ("KGZ", "ARM"),  # an office of its own on either side, spliced to BACI
    ("RUS", "UGA"),  # a figure that cannot be
    ("KOR", "CHN"),  # a blank of the matrix
)
QUICK = {"draws": 100}
"""Draws of an interval, which a panel leaves to single calls."""
START, END = 1995, 2024


@pytest.fixture(scope="module")
def store():
    return Store()


@pytest.fixture(scope="module")
def pairs():
    """Hard pairs, and some by lot; another day's lot may be taken by changing the seed."""
    living = [state.code for state in registry() if state.end is None]
    lot = random.Random(26)
    return [*HARD, *(tuple(lot.sample(living, 2)) for _ in range(3))]


@pytest.fixture(scope="module")
def whole(store, pairs):
    names = [name for name in WHOLE if name != "votes.ideal_point"]
    return rp.panel(names, of=pairs, start=START, end=END, directed=True, store=store)


def same(one, other):
    """Sums and medians of two engines differ in the last bits alone."""
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=1e-12, abs_tol=1e-15)


@pytest.mark.parametrize("name", [name for name in WHOLE if name != "votes.ideal_point"])
def test_every_cell_is_the_row_of_the_single_call(name, whole, store, pairs):
    stem, drawn = name.replace(".", "_"), "draws" in measures()[name].options
    cells = 0
    for a, b in pairs:
        try:
            found = rp.measure(name, a, b, start=START, end=END, store=store, **(QUICK if drawn else {}))
            rows = {int(row["period"]): row for row in found.rows if len(row["period"]) == 4}
        except CoverageError:
            rows = {}
        for cell in whole.frame.filter(a=a, b=b).iter_rows(named=True):
            row = rows.pop(cell["year"], {"value": None, "low": None, "high": None, "source": None})
            shown = (name, a, b, cell["year"])
            assert same(cell[stem], row["value"]), shown
            assert cell[f"{stem}_source"] == (row["source"] if row["value"] is not None else None), shown
            assert drawn or (
                same(cell[f"{stem}_low"], row["low"]) and same(cell[f"{stem}_high"], row["high"])
            ), shown
            assert (cell[stem] is None) == bool(cell[f"{stem}_why"]), shown
            cells += 1
        assert not rows, (name, a, b, sorted(rows))
    assert cells > 200


def test_options_reach_the_measures(store):
    asked = {"universe": "divided", "votes.kappa:power": 1}
    found = rp.panel(
        ["votes.kappa", "votes.identical_share"],
        of="CHN-RUS",
        start=2015,
        end=2020,
        options=asked,
        store=store,
    )
    options = {"start": 2015, "end": 2020, "universe": "divided", "draws": 100, "store": store}
    for name, more in (("votes.kappa", {"power": 1}), ("votes.identical_share", {})):
        single = rp.measure(name, "CHN", "RUS", **options, **more)
        assert found.frame[name.replace(".", "_")].to_list() == pytest.approx(
            [row["value"] for row in single.rows]
        )


def test_measures_without_a_whole_column_are_asked_one_by_one(store):
    found = rp.panel(
        ["treaties.obligations", "power.military_spending"],
        of=["CHN", "RUS", "USA"],
        start=2012,
        end=2020,
        store=store,
    )
    assert found.unit == "pair"
    assert found.columns["power_military_spending_a"] == "power.military_spending"
    row = found.frame.row(
        by_predicate=(pl.col("a") == "CHN") & (pl.col("b") == "USA") & (pl.col("year") == 2019), named=True
    )
    single = {
        one["period"]: one["value"] for one in rp.measure("power.military_spending", "USA", store=store).rows
    }
    assert row["power_military_spending_b"] == single["2019"]
    # ATOP ends in 2018: 2019 is unknown, and not 0
    assert row["treaties_obligations"] is None
    assert "2018" in row["treaties_obligations_why"]


def test_states_have_the_numbers_of_their_year():
    found = rp.panel(
        "votes.ideal_point", of=["DEU", "DDR", "RUS", "SUN"], start=1989, end=1992, directed=None
    )
    assert found.unit == "state"
    numbers = {
        (row["a"], row["year"]): (row["a_cow"], row["a_gw"]) for row in found.frame.iter_rows(named=True)
    }
    # Correlates of War: German Federal Republic 260 to 1990, Germany 255 since; Gleditsch and Ward have 260 throughout
    assert numbers["DEU", 1989] == (260, 260)
    assert numbers["DEU", 1992] == (255, 260)
    assert numbers["DDR", 1989] == (265, 265)
    assert ("DDR", 1991) not in numbers
    assert numbers["SUN", 1990] == numbers["RUS", 1992] == (365, 365)


def test_a_directed_panel_has_both_directions(store):
    found = rp.panel(["trade.exports", "trade.turnover"], of="CHN-RUS", start=2019, end=2020, store=store)
    assert found.unit == "directed pair"
    assert found.frame.select("a", "b").unique().sort("a").rows() == [("CHN", "RUS"), ("RUS", "CHN")]
    sold, bought = found.frame.filter(year=2020).sort("a")["trade_exports"]
    assert sold != bought
    with pytest.raises(OptionError, match=r"trade.exports differs by who is named first"):
        rp.panel("trade.exports", of="CHN-RUS", directed=False)


def test_the_audit_stands_beside_what_it_doubts(store):
    """What Kyrgyzstan says it bought of the world in 2023 is less than what it bought of its partners: an open flag on shares of imports."""
    found = rp.panel(
        ["dependence.import_share", "dependence.export_share"],
        of="KGZ-CHN",
        start=2022,
        end=2023,
        store=store,
    )
    row = found.frame.row(by_predicate=(pl.col("a") == "KGZ") & (pl.col("year") == 2023), named=True)
    assert row["dependence_import_share_flag"] == "open: adding-up"
    assert row["dependence_export_share_flag"] is None


def test_missing_says_why(store):
    found = rp.panel(
        ["trade.turnover", "votes.kappa"], of=["KOR", "CHN", "TWN"], start=2021, end=2030, store=store
    )
    why = {(row["a"], row["b"], row["year"]): row for row in found.frame.iter_rows(named=True)}
    assert "not covered: figures are of" in why["CHN", "KOR", 2030]["trade_turnover_why"]
    assert why["CHN", "TWN", 2022]["votes_kappa_why"] == "no figure of TWN"
    assert found.frame["trade_turnover"].min() > 0  # no zero stands for a missing figure
    assert why["CHN", "KOR", 2030]["votes_kappa_as_of"] == why["CHN", "KOR", 2021]["votes_kappa_as_of"]


@pytest.mark.parametrize(
    ("of", "count"),
    [
        ("G20", 19),
        ("EU", 28),
        ("EU, GBR + NOR", 29),
        ("United States", 1),
        ("CHN RUS USA", 3),
        (["China", "G7"], 8),
        (["CHN,RUS", "United States"], 3),
    ],
)
def test_who_is_meant(of, count):
    """28: all that were members of the EU at some time since 2013."""
    assert len(who(of, Window.parse(2013, 2023)).states) == count


@pytest.mark.parametrize(
    ("call", "kind", "said"),
    [
        (lambda: rp.panel("trade.turnovr", of="G7"), UnknownNameError, "trade.turnover"),
        (lambda: rp.panel([], of="G7"), OptionError, "at least one measure"),
        (lambda: rp.panel("power.poles", of="G7"), OptionError, "states or pairs"),
        (lambda: rp.panel("trade.turnover", of="Chian"), UnknownStateError, "China"),
        (lambda: rp.panel("trade.turnover", of=""), OptionError, "names nobody"),
        (lambda: rp.panel("trade.turnover", of="CHN"), OptionError, "two states"),
        (lambda: rp.panel("trade.turnover", of="CHN-CHN"), OptionError, "and itself"),
        (lambda: rp.panel("trade.turnover", of=["CHN-RUS", "USA"]), OptionError, "not both"),
        (lambda: rp.panel("trade.turnover", of="SUN RUS", start=2000), UnknownStateError, "1991"),
        (lambda: rp.panel("trade.turnover", of="CHN RUS", start=2040), CoverageError, "2040"),
        (
            lambda: rp.panel("trade.turnover", of="CHN RUS", start=2020, end=2010),
            OptionError,
            "after its end",
        ),
        (lambda: rp.panel("trade.turnover", of="CHN RUS", options={"freq": "M"}), OptionError, "of years"),
        (
            lambda: rp.panel("trade.turnover", of="CHN RUS", options={"univers": "x"}),
            OptionError,
            "none of these",
        ),
        (lambda: rp.panel("votes.kappa", of="CHN RUS", options={"universe": "x"}), OptionError, "recorded"),
        (lambda: rp.panel("treaties.rigidity", of="world"), OptionError, "single calls"),
        (lambda: rp.panel("events.weight", of="CHN RUS", start=2020), OptionError, "no column of years"),
    ],
)
def test_a_wrong_word_is_an_error_that_says_what_to_write(call, kind, said):
    with pytest.raises(kind, match=said):
        call()


def test_the_tables_of_measures_name_measures():
    assert set(WHOLE) | UNDIRECTED <= set(measures())
    assert all(measures()[name].states == 2 for name in UNDIRECTED)


@pytest.fixture(scope="module")
def small(store):
    return rp.panel(["trade.turnover", "votes.ideal_point_gap"], of="G7", start=2018, end=2020, store=store)


def test_a_panel_is_a_result_like_others(small):
    assert small.frame.height == 21 * 3
    assert small.to_pandas().shape == small.frame.shape
    assert repr(small).startswith(
        "<panel of G7, 63 pair-years: trade.turnover, 2018 to 2020: known in 63 of 63"
    )
    assert small.plot("votes.ideal_point_gap") is not None
    assert "method-trade.turnover" in small.cite()
    assert "known in" in small._repr_mimebundle_()["text/html"]
    assert set(small.labels) == set(small.frame.columns)
    plain = rp.panel("trade.turnover", of="G7", start=2018, end=2020, detail=False)
    assert plain.frame.columns[-1] == "trade_turnover"


@pytest.mark.parametrize("ending", ["csv", "parquet", "dta"])
def test_other_programs_read_the_file(small, ending, tmp_path):
    import pandas as pd

    path = tmp_path / f"panel.{ending}"
    small.write(path)
    read = {"csv": pd.read_csv, "parquet": pd.read_parquet, "dta": pd.read_stata}[ending](path)
    assert read["trade_turnover"].tolist() == small.frame["trade_turnover"].to_list()
    assert read["b"].tolist() == small.frame["b"].to_list()
    if ending == "dta":
        with pd.io.stata.StataReader(path) as reader:
            labels = reader.variable_labels()
            assert reader.data_label.startswith("panel of G7")
        assert labels["trade_turnover"] == "Trade of two states in both directions, USD"
        assert labels["a_cow"] == "first state, Correlates of War number in the year"


@pytest.mark.parametrize("ending", ["csv", "dta"])
def test_a_package_beside_the_file_says_what_its_columns_are(small, ending, tmp_path):
    import pandas as pd

    small.write(tmp_path / f"G7 panel.{ending}")
    record = json.loads((tmp_path / "G7 panel.datapackage.json").read_text("utf-8"))
    resource = record["resources"][0]
    path = tmp_path / resource["path"]
    read = pd.read_csv(path) if ending == "csv" else pd.read_stata(path)
    assert [one["name"] for one in resource["schema"]["fields"]] == list(read.columns)
    assert record["name"] == "g7-panel"
    by_name = {one["name"]: one for one in resource["schema"]["fields"]}
    assert by_name["trade_turnover"]["type"] == "number"
    assert by_name["year"]["type"] == "integer"
    assert by_name["trade_turnover"]["description"] == "Trade of two states in both directions, USD"
    assert {one["id"] for one in record["sources"]} >= {"cepii-baci"}


def test_another_ending_is_refused(small, tmp_path):
    with pytest.raises(
        OptionError, match=r"panel.xlsx: a panel is written as .csv, .parquet or .dta; choose one of these"
    ):
        small.write(tmp_path / "panel.xlsx")


def test_the_command_writes_the_same_panel(small, tmp_path):
    path = tmp_path / "panel.csv"
    words = [
        "panel",
        "trade.turnover",
        "votes.ideal_point_gap",
        "--of",
        "G7",
        "--from",
        "2018",
        "--to",
        "2020",
    ]
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        assert run([*words, "--out", str(path), "--format", "json"]) == 0
    assert json.loads(out.getvalue()) == json.loads(json.dumps(small.to_dict()))
    assert path.read_text("utf-8") == small.to_csv()
    shown = io.StringIO()
    with contextlib.redirect_stdout(shown):
        assert run(words) == 0
    assert "The first 20 of 63 rows" in " ".join(shown.getvalue().split())


def test_own_tables_of_any_engine_make_columns():
    import pandas as pd

    own = pd.DataFrame(
        [
            (one, other, year, 100.0 * year)
            for one, other in (("FJI", "NZL"), ("NZL", "FJI"))
            for year in (2019, 2020)
        ],
        columns=["origin", "destination", "period", "value_usd"],
    )
    found = rp.panel("trade.turnover", of="FJI NZL", start=2019, store=Store(frames={"trade": own}))
    assert found.frame["trade_turnover"].to_list() == [403_800.0, 404_000.0]  # 2 x 100 x 2019, 2020
