"""Chapters of a pair: values, dollars a tonne and exports elsewhere, against figures worked out by hand."""

from __future__ import annotations

import re
from datetime import date

import polars as pl
import pytest

from realpolitik.errors import CoverageError
from realpolitik.findings import Window
from realpolitik.measures import run
from realpolitik.measures.trade.chapters import chapters
from realpolitik.sources.shipped import shipped
from realpolitik.store import Store

COLUMNS = (
    "origin", "destination", "product", "product_code", "freq", "period", "value_usd", "quantity", "quantity_unit",
    "reporter", "source_id", "vintage",
)  # fmt: skip


def flow(origin, destination, code, year, value, *, reporter, tonnes=None):
    return (
        origin, destination, f"hs-{code}", code, "A", date(year, 1, 1), value, tonnes, "t" if tonnes else "", reporter, "un-comtrade",
        "t",
    )  # fmt: skip


def store(*rows) -> Store:
    return Store(frames={"trade": pl.DataFrame(list(rows), schema=list(COLUMNS), orient="row")})


MACHINES = (
    # France sells Russia machines: 800 m in 2021, 200 m in 2023; to the world 10,800 m and 11,200 m
    flow("FRA", "RUS", "84", 2021, 800_000_000, reporter="FRA", tonnes=40_000.0),
    flow("FRA", "RUS", "84", 2023, 200_000_000, reporter="FRA", tonnes=8_000.0),
    flow("FRA", "WLD", "84", 2021, 10_800_000_000, reporter="FRA"),
    flow("FRA", "WLD", "84", 2023, 11_200_000_000, reporter="FRA"),
    flow("FRA", "RUS", "33", 2021, 300_000_000, reporter="FRA", tonnes=500.0),
    flow("FRA", "RUS", "33", 2023, 150_000_000, reporter="FRA", tonnes=400.0),
)
FUELS = (
    # France buys fuels of Russia as France reports; Russia is silent. From the world 50,000 m and 60,000 m
    flow("RUS", "FRA", "27", 2021, 8_000_000_000, reporter="FRA", tonnes=20_000_000.0),
    flow("RUS", "FRA", "27", 2023, 2_000_000_000, reporter="FRA", tonnes=4_000_000.0),
    flow("WLD", "FRA", "27", 2021, 50_000_000_000, reporter="FRA"),
    flow("WLD", "FRA", "27", 2023, 60_000_000_000, reporter="FRA"),
)


def row(found, series, period):
    (one,) = (one for one in found.rows if one["series"] == series and one["period"] == period)
    return one


def test_values_prices_and_the_control_by_hand():
    found = run("products.chapters", "FRA", "RUS", store=store(*MACHINES, *FUELS))
    machines = row(found, "machinery FRA→RUS", "2023")
    assert machines["unit_value"] == 25_000  # 200 m over 8,000 t
    assert machines["change"] == pytest.approx(-0.75, abs=1e-12)
    # elsewhere 10,000 m, then 11,000 m
    assert machines["change_elsewhere"] == pytest.approx(0.1, abs=1e-12)
    assert machines["control"] == "seller"
    fuels = row(found, "mineral fuels RUS→FRA", "2023")
    assert fuels["unit_value"] == 500
    assert fuels["change"] == pytest.approx(-0.75, abs=1e-12)
    # the seller is silent: France bought 42,000 m elsewhere, then 58,000 m
    assert fuels["control"] == "buyer"
    assert fuels["change_elsewhere"] == pytest.approx(58 / 42 - 1, rel=1e-12)
    assert found.value == 2_000_000_000
    assert (
        "mineral fuels (HS 27) for 2.0 billion dollars at 500 dollars a tonne, 75.0 % below 2021"
        in found.says
    )
    assert "France's sales of it elsewhere rose 10.0 %" in found.says


def test_a_weight_too_light_makes_no_price():
    found = run("products.chapters", "FRA", "RUS", store=store(*MACHINES))
    assert row(found, "perfumery and cosmetics FRA→RUS", "2023")["unit_value"] is None


def test_one_office_a_direction_and_never_two_in_one_series():
    russian = flow("FRA", "RUS", "84", 2021, 999_000_000, reporter="RUS")
    found = run("products.chapters", "FRA", "RUS", store=store(*MACHINES, russian))
    values = {one["period"]: one["value"] for one in found.rows if one["series"] == "machinery FRA→RUS"}
    assert values == {
        "2021": 800_000_000.0,
        "2023": 200_000_000.0,
    }  # Russia's report of 2021 is not joined on
    assert {one["reporter"] for one in found.rows} == {"FRA"}


def test_scale_and_order_of_states():
    small = run("products.chapters", "FRA", "RUS", store=store(*MACHINES, *FUELS))
    large = run(
        "products.chapters",
        "RUS",
        "FRA",
        store=store(*((*one[:6], one[6] * 10, *one[7:]) for one in (*FUELS, *MACHINES))),
    )
    assert large.value == 10 * small.value
    key = {(one["series"], one["period"]): one["change"] for one in small.rows}
    for one in large.rows:
        assert one["change"] == pytest.approx(key[one["series"], one["period"]])


def test_nothing_in_the_window_is_not_covered():
    with pytest.raises(CoverageError, match="no chapters of trade between France and Russia"):
        run("products.chapters", "FRA", "RUS", start=1990, end=1999, store=store(*MACHINES))
    with pytest.raises(CoverageError):
        chapters(Store.embedded(), ("FRA", "RUS"), Window())


def test_whole_chapters_are_no_single_products():
    with pytest.raises(CoverageError, match="no products between France and Russia"):
        run("products.values", "FRA", "RUS", store=store(*MACHINES))
    asked = run("products.values", "FRA", "RUS", store=store(*MACHINES), product="hs-84")
    assert asked.value == pytest.approx(-0.75, abs=1e-12)


def test_products_of_baci_are_summed_to_chapters():
    def one(origin, destination, code, year, value, tonnes):
        return (
            origin, destination, "hs17", code, "A", date(year, 1, 1), value, tonnes, "t", "BACI", "cepii-baci", "V202601", "",
        )  # fmt: skip

    products = pl.DataFrame(
        [
            one("FRA", "RUS", "841111", 2021, 300_000_000, 9_000.0),
            one("FRA", "RUS", "848071", 2021, 100_000_000, 1_000.0),
            one("FRA", "RUS", "841111", 2023, 100_000_000, 4_000.0),
            one("FRA", "DEU", "841111", 2021, 1_000_000_000, 1.0),
            one("FRA", "DEU", "841111", 2023, 1_500_000_000, 1.0),
        ],
        schema=[*COLUMNS, "note"],
        orient="row",
    )
    shelf = Store(frames={"trade": store(*FUELS)["trade"].filter(origin="WLD"), "trade_products": products})
    found = run("products.chapters", "FRA", "RUS", store=shelf)
    last = row(found, "machinery FRA→RUS", "2023")
    assert row(found, "machinery FRA→RUS", "2021")["value"] == 400_000_000.0
    assert last["unit_value"] == 25_000
    assert last["change"] == pytest.approx(-0.75, abs=1e-12)
    assert last["change_elsewhere"] == pytest.approx(0.5, abs=1e-12)
    assert found.says.startswith("By BACI, what Russia bought most from France in 2023 was machinery (HS 84)")


def test_every_chapter_has_a_name():
    names = shipped("realpolitik.measures.trade", "chapters")
    assert set(names) == {f"{number:02}" for number in range(1, 100)} - {"77"}  # 77 is kept for later use
    assert len(set(names.values())) == len(names)
    assert all(re.fullmatch(r"[a-z][a-z ,-]+", name) for name in names.values())


def test_the_five_chapters_of_most_dollars_are_shown_and_two_named():
    codes = ("33", "84", "87", "72", "39", "27")  # of 1, 2, 3, 4, 5 and 6 hundred millions
    rows = [
        flow("FRA", "RUS", code, 2023, (i + 1) * 100_000_000, reporter="FRA") for i, code in enumerate(codes)
    ]
    found = run("products.chapters", "FRA", "RUS", store=store(*rows))
    assert [one["chapter"] for one in found.rows] == ["27", "39", "72", "87", "84"]
    assert "mineral fuels (HS 27) for 600 million dollars" in found.says
    assert "(HS 39) for 500 million dollars" in found.says
    assert "HS 72" not in found.says
