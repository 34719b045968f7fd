"""Embargo by product: lists, GeoDep, and the embedded raw materials."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from numpy.testing import assert_allclose

from realpolitik.cli.app import run
from realpolitik.errors import (
    CoverageError,
    FileFormatError,
    OptionError,
    UnknownNameError,
    UnknownStateError,
)
from realpolitik.models.products import product_flows
from realpolitik.scenarios.assumptions import about as scenario_assumptions
from realpolitik.scenarios.products import lists
from realpolitik.scenarios.products.criteria import concentration, criteria, geodep
from realpolitik.scenarios.products.embargo import Outcome, embargo
from realpolitik.scenarios.products.lists import product_list, sector_of, words_of
from realpolitik.scenarios.products.question import ask, assumptions
from realpolitik.scenarios.products.report import finding, sides
from realpolitik.scenarios.products.trade import year_trade
from realpolitik.scenarios.stage import stage
from realpolitik.store import Store


@pytest.fixture(scope="module")
def fuels() -> Outcome:
    return embargo(ask("CHN", "RUS", products="fuels"))


class TestLists:
    def test_codes_are_in_words_and_in_a_sector(self) -> None:
        known = set(Store.embedded()["material_products"]["product_code"].unique())
        assert set(words_of()) == known
        assert len(known) == 74
        sectors = set(stage("merged-2021").world.sectors)
        assert {sector_of(code) for code in (*known, "010121", "854231", "999999")} <= sectors
        assert set(lists._sectors().values()) <= sectors

    def test_every_list_of_the_program_is_on_record_or_says_its_edition(self) -> None:
        for name in lists.names():
            one = product_list(name)
            if one.edition == "hs92":
                assert not one.missing(tuple(words_of())), name

    def test_the_high_priority_list_has_its_tiers(self) -> None:
        # 4 + 5 + 16 + 9 + 11 + 5 codes in tiers 1, 2, 3.A, 3.B, 4.A and 4.B (Bureau of Industry and Security, 23 February 2024).
        assert len(set(product_list("common-high-priority").codes)) == 50

    def test_a_file_of_codes(self, tmp_path: Path) -> None:
        path = tmp_path / "own.csv"
        path.write_text(
            "HS code;what\n2709.00;crude\n27111100;LNG # eight digits\n\n# a note\n2701;coal\n",
            encoding="utf-8",
        )
        one = product_list(str(path))
        assert one.codes == ("270900", "271111", "2701")
        assert one.shortened == 1
        assert one.chosen(["270111", "270900", "260111"]) == ("270111", "270900")
        assert one.missing(["270900"]) == ("271111", "2701")

    @pytest.mark.parametrize("text", ["27090\n", "crude oil\n", "", "270900\noil\n"])
    def test_a_file_that_is_no_list(self, tmp_path: Path, text: str) -> None:
        path = tmp_path / "own.txt"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(FileFormatError, match="no code of the Harmonized System"):
            product_list(str(path))

    def test_neither_list_nor_file(self) -> None:
        with pytest.raises(UnknownNameError, match="critical-raw-materials"):
            product_list("critical-raw-material")


class TestCriteria:
    def test_by_hand(self) -> None:
        """Imports of 60, 25, 10 and 5: .435. World exports 160, 25, 10, 5 of 200: .6438. Imports 100 over exports 50: 2."""
        flows = product_flows(
            ["x"] * 6,
            ["A", "B", "C", "D", "A", "N"],
            ["N", "N", "N", "N", "M", "M"],
            [60.0, 25.0, 10.0, 5.0, 100.0, 50.0],
        )
        imports, world, ratio = criteria(flows, ["N"], ["x", "none"])
        assert imports[0] == pytest.approx(0.435, rel=1e-12)
        assert world[0] == pytest.approx((160**2 + 25**2 + 10**2 + 5**2 + 50**2) / 250**2, rel=1e-12)
        assert ratio[0] == 2
        assert np.isnan(imports[1])

    def test_several_as_one_leave_out_what_they_sell_each_other(self) -> None:
        flows = product_flows(["x"] * 3, ["A", "N", "N"], ["N", "M", "B"], [10.0, 90.0, 30.0])
        imports, world, ratio = criteria(flows, ["N", "M"], ["x"])
        assert imports[0] == 1
        assert world[0] == pytest.approx((10**2 + 30**2) / 40**2)
        assert ratio[0] == pytest.approx(1 / 3)

    def test_two_years_of_three(self) -> None:
        alone = product_flows(["x"], ["A"], ["N"], [10.0])
        spread = product_flows(["x"] * 4, ["A", "B", "C", "D"], ["N"] * 4, [10.0] * 4)
        rule = {"concentrated": 0.4, "ratio": 1.0, "least": 2}
        assert geodep({1: alone, 2: spread, 3: alone}, ["N"], ["x"], **rule).dependent.tolist() == [True]
        once = geodep({1: spread, 2: spread, 3: alone}, ["N"], ["x"], **rule)
        assert once.holds.tolist() == [True]
        assert once.dependent.tolist() == [False]
        # Without exports the ratio is infinite, which GeoDep writes as 9999.
        assert np.isinf(once.ratio[0])

    def test_concentration_of_nothing(self) -> None:
        assert np.isnan(concentration(np.zeros(3)))


class TestEmbargo:
    def test_what_china_buys_is_what_customs_say(self, fuels: Outcome) -> None:
        at = fuels.products.index("270900")
        # Crude of 2023 is 60.7 bn dollars in Chinese customs figures; BACI, in thousands of dollars, 60.68.
        assert fuels.from_sellers[at] == pytest.approx(60.7e9, rel=2e-3)

    def test_central_first_and_within_the_range(self, fuels: Outcome) -> None:
        one = finding(fuels)
        assert one.interval is not None
        assert one.value is not None
        assert one.interval.low <= one.value <= one.interval.high
        assert one.value == pytest.approx(sum(row["value"] for row in one.rows), rel=1e-9)
        assert [row["value"] for row in one.rows] == sorted((row["value"] for row in one.rows), reverse=True)
        assert fuels.solution.residual.max() < 1e-10

    def test_losses_have_their_signs(self, fuels: Outcome) -> None:
        cut = fuels.from_sellers > 0
        for bite in (*fuels.long, *fuels.short):
            assert (bite.buyer[cut] > 0).all()
            assert ((bite.lost >= -1e-9) & (bite.lost <= 1)).all()
        # In the first year a seller may gain on a single product: those who turn to its old buyer leave their own to it.
        assert (fuels.long[0].seller[cut] > 0).all()
        assert all(bite.seller.sum() > 0 for bite in (*fuels.long, *fuels.short))
        assert fuels.states["CHN"] < 0
        assert fuels.states["RUS"] < 0
        assert fuels.states["SAU"] > 0  # sells more, at a higher price
        assert fuels.states["JPN"] < 0  # pays more for the same goods

    def test_power_is_the_loss_without_other_prices(self) -> None:
        """What a small buyer loses is the closed form nearly: other prices hardly move for New Zealand's sake."""
        found = embargo(ask("NZL", "USA"))
        partly = np.flatnonzero((found.share > 0.01) & (found.share < 0.9))
        assert partly.size
        # Prices of the others rise as New Zealand turns to them, which power leaves out: for half of the goods by less than a hundredth.
        power, loss = found.power[partly], found.long[0].buyer[partly]
        assert (power < loss).all()
        assert float(np.median(loss / power)) < 1.01

    def test_sides_turn(self) -> None:
        question = ask("CHN", "RUS")
        assert question.turned().turned() == question
        assert question.turned().buyers == ("RUS",)

    def test_groups_and_sums(self) -> None:
        question = ask("EU", "USA + GBR", products="fuels")
        assert len(question.buyers) == 27
        assert set(question.sellers) == {"USA", "GBR"}
        assert "The EU bought" in finding(embargo(question)).says

    def test_who_gains_adds_up_with_the_products(self, fuels: Outcome) -> None:
        gains = sum(row["value_usd"] for row in sides(fuels))
        solution = fuels.solution
        assert gains == pytest.approx(solution.buyer_gain.sum() + solution.seller_gain.sum(), rel=1e-9)
        assert gains < 0  # closing trade is a loss to the world

    def test_refusals(self) -> None:
        with pytest.raises(OptionError, match="both sides"):
            ask("EU", "DEU")
        with pytest.raises(UnknownStateError):
            ask("CHNN", "RUS")
        with pytest.raises(CoverageError, match="1995 to 2024"):
            ask("CHN", "RUS", year=1990)
        with pytest.raises(CoverageError, match="written in hs17"):
            ask("RUS", "CHN", products="common-high-priority")
        with pytest.raises(CoverageError, match="Iran bought no raw materials from Russia in 2023"):
            embargo(ask("IRN", "RUS"))

    def test_assumptions_star_out_from_the_centre(self) -> None:
        for pace in ("long", "short"):
            first, *others = assumptions(pace)
            assert len(set(others)) == len(others)
            for one in others:
                parts = [getattr(one, name) != getattr(first, name) for name in ("set", "supply", "demand")]
                assert sum(parts) == 1
            assert {one.set for one in (first, *others)} <= set(scenario_assumptions()["sets"])


class TestStore:
    def test_products_of_the_store(self) -> None:
        """All products of a fetched BACI: the same columns, codes of six digits of one edition."""
        rows = [
            ("A", "CHN", "RUS", "854231", 80),
            ("B", "HKG", "RUS", "854231", 20),
            ("C", "CHN", "IND", "854231", 100),
            ("D", "CHN", "RUS", "270900", 5),
        ]
        frame = pl.DataFrame(
            {
                "origin": [row[1] for row in rows],
                "destination": [row[2] for row in rows],
                "product": ["hs17"] * 4,
                "product_code": [row[3] for row in rows],
                "freq": ["A"] * 4,
                "period": [date(2023, 1, 1)] * 4,
                "value_usd": [row[4] for row in rows],
                "quantity": [None] * 4,
                "quantity_unit": ["t"] * 4,
                "reporter": ["BACI"] * 4,
                "source_id": ["cepii-baci"] * 4,
                "vintage": ["V202501"] * 4,
                "note": [""] * 4,
            },
            schema=Store.embedded().schema("trade_products").dtypes(),
        )
        store = Store(frames={"trade_products": frame})
        found = year_trade(product_list("common-high-priority"), 2023, from_store=True, store=store)
        assert found.edition == "hs17"
        assert found.flows.products == ("854231",)
        assert_allclose(found.flows.value.sum(), 200)
        with pytest.raises(CoverageError, match="written in hs92"):
            year_trade(product_list("fuels"), 2023, from_store=True, store=store)
        with pytest.raises(CoverageError, match="years there: 2023"):
            year_trade(product_list("common-high-priority"), 2021, from_store=True, store=store)


class TestCommand:
    def test_table(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["products", "USA", "CHN", "--list", "critical-raw-materials", "--side", "buys"]) == 0
        told = capsys.readouterr().out
        assert "The United States bought" in told
        assert "Lefebvre and Wibaux" in told
        assert "cbs.nl" in told

    def test_json_and_a_list_of_ones_own(self, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
        path = tmp_path / "oil.txt"
        path.write_text("2709\n", encoding="utf-8")
        assert run(["products", "CHN", "RUS", "--list", str(path), "--format", "json"]) == 0
        told = json.loads(capsys.readouterr().out)
        (one,) = told["findings"]
        assert [row["product_code"] for row in one["rows"]] == ["270900"]
        assert told["without_trade"] == [
            "Russia bought no goods on the list oil.txt from China in 2023 by these reports."
        ]

    def test_nothing_to_cut(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["products", "IRN", "RUS"]) == 3
        assert "bought no raw materials" in capsys.readouterr().err
