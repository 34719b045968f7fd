"""Judgements in files: refused by name where they are not sound, and moved where they are changed."""

from __future__ import annotations

import pytest
import yaml

from realpolitik.errors import CoverageError, FileFormatError, UnknownNameError
from realpolitik.measures import run
from realpolitik.scenarios.endgame.files import BUNDLED, cited, load
from realpolitik.scenarios.endgame.run import dictate, forecast, plans, preference, support
from realpolitik.store import Store

DRAWS = 5000


@pytest.fixture(scope="module")
def bundled():
    return load()


@pytest.fixture
def changed(tmp_path):
    """The bundled file with a change, written anew."""

    def write(change):
        values = yaml.safe_load(BUNDLED.read_text(encoding="utf-8"))
        change(values)
        path = tmp_path / "mine.yaml"
        path.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
        return path

    return write


def score(values, actor, criterion):
    return values["actors"][actor]["criteria"][criterion]["scores"]


class TestFile:
    def test_every_judgement_cites_a_known_source(self, bundled):
        store = Store()
        for place, names in cited(bundled).items():
            assert names, place
            assert len(store.sources(names)) == len(set(names)), place

    @pytest.mark.parametrize(
        ("change", "message"),
        [
            (lambda v: score(v, "CHN", "taboo").update(stalemate=[0.9, 0.5, 0.1]), "upside down"),
            (lambda v: score(v, "CHN", "taboo").update(stalemate=[0.1, 0.5, 1.4]), "scale from 0 to 1"),
            (lambda v: score(v, "CHN", "taboo").update(stalemate=0.5), "not a range"),
            (lambda v: score(v, "CHN", "taboo").pop("stalemate"), "CHN.taboo has no score for 'stalemate'"),
            (lambda v: score(v, "CHN", "taboo").update(peace=[0, 0, 0]), "which is no outcome"),
            (lambda v: v["actors"]["CHN"]["criteria"]["taboo"].pop("sources"), "sources"),
            (lambda v: v["actors"]["CHN"]["criteria"]["taboo"].update(sources=[]), "sources"),
            (
                lambda v: v["actors"]["CHN"]["criteria"]["taboo"].update(sources=["nowhere"]),
                "CHN.taboo cites",
            ),
            (lambda v: v["actors"]["CHN"]["criteria"]["taboo"].pop("reason"), "reason"),
            (lambda v: v["actors"]["CHN"]["criteria"]["taboo"].update(colour="red"), "colour"),
            (lambda v: v["actors"]["CHN"]["criteria"]["income"].update(scores={}), "one of them"),
            (lambda v: v["demand"].update(worth=[3, 2, 1]), "upside down"),
            (lambda v: v["plans"]["positions"]["China 2023"].pop("source"), "China 2023 has no `source`"),
        ],
    )
    def test_refused_by_name(self, changed, change, message):
        with pytest.raises(FileFormatError, match=message):
            load(changed(change))

    def test_an_unknown_measure(self, changed):
        def change(values):
            values["actors"]["CHN"]["criteria"]["income"]["stakes"]["market"]["measure"] = "leverage.lost"

        with pytest.raises(UnknownNameError, match=r"leverage\.lost"):
            preference(load(changed(change)), "CHN", draws=DRAWS)


class TestPreference:
    def test_china_is_mixed_about_stalemate(self, bundled):
        found = preference(bundled, "CHN", draws=20_000)
        value, low, high = found.first("stalemate")
        assert low < 0.5 < value < high
        assert found.better("stalemate", "russia-loses")[1] > 0.5
        assert found.better("russia-loses", "escalation")[1] > 0.5

    def test_stakes_are_measured(self, bundled):
        found = preference(bundled, "CHN", draws=DRAWS)
        assert {"income.discount", "income.market", "income.access"} == set(found.measured)
        market = found.measured["income.market"]
        assert market.name == "leverage.loss"

    def test_a_changed_score_moves_the_result(self, bundled, changed):
        def change(values):
            score(values, "CHN", "distraction")["stalemate"] = [0.0, 0.05, 0.1]

        before = preference(bundled, "CHN", draws=DRAWS).first("stalemate")[0]
        after = preference(load(changed(change)), "CHN", draws=DRAWS).first("stalemate")[0]
        assert after < before - 0.1

    def test_the_measured_discount_moves_it_too(self, bundled, changed):
        """Without the other stakes the income of China is its discount, which a stalemate keeps best."""

        def change(values):
            stakes = values["actors"]["CHN"]["criteria"]["income"]["stakes"]
            del stakes["access"], stakes["market"]

        whole = preference(bundled, "CHN", draws=DRAWS).first("stalemate")[0]
        alone = preference(load(changed(change)), "CHN", draws=DRAWS).first("stalemate")[0]
        assert alone > whole

    def test_what_decides_is_named(self, bundled):
        name, share = preference(bundled, "CHN", draws=20_000).judgements("stalemate")[0]
        assert name.startswith("weight of ")
        assert share > 0.05

    def test_unknown_names(self, bundled):
        with pytest.raises(UnknownNameError, match="IND"):
            preference(bundled, "IND", draws=10)
        with pytest.raises(UnknownNameError, match="victory"):
            preference(bundled, "RUS", draws=10).first("victory")

    def test_same_seed_same_answer(self, bundled):
        one, two = (preference(bundled, "UKR", draws=1000, seed=4) for _ in range(2))
        assert (one.acceptability == two.acceptability).all()


class TestOthers:
    def test_demand(self, bundled):
        found = dictate(bundled, draws=4000)
        assert found.extracted <= min(found.credible, found.affordable)
        assert found.largest[2] <= found.loss_client[2]
        assert found.extracted < 0.1

    def test_a_cheap_demand_is_met(self, changed):
        def change(values):
            values["demand"].update(cost_of_complying=[0, 0.1, 0.2], backing_down=[1, 2, 3])

        assert dictate(load(changed(change)), draws=2000).extracted > 0.99

    def test_support(self, bundled):
        found = support(bundled, preference(bundled, "CHN", draws=DRAWS), draws=40)
        assert sum(found.shares.values()) == pytest.approx(1, abs=1e-12)
        assert found.shares["interior"] > 0.5
        assert found.drift[0] < found.drift[1] < found.drift[2]

    def test_plans(self, bundled):
        found = plans(bundled)
        assert "RUS" in found["Russia 2024"]
        assert "UKR" in found["Ukraine 2022"]
        assert not any({"RUS", "UKR"} <= set(actors) for actors in found.values())

    def test_forecast(self, bundled):
        for median, mean in forecast(bundled).values():
            assert 0 <= median <= 1
            assert 0 <= mean <= 1


class TestMeasures:
    def test_preference(self):
        found = run("endgame.preference", "China")
        assert found.interval.low < found.value < found.interval.high
        assert "stalemate" in found.says
        assert all(abs(sum(row[f"rank_{k}"] for k in range(1, 5)) - 1) < 1e-9 for row in found.rows)

    def test_a_file_of_ones_own(self, changed):
        path = changed(lambda v: v["actors"].pop("CHN"))
        with pytest.raises(CoverageError, match="No judgements of CHN"):
            run("endgame.preference", "CHN", file=str(path))

    def test_pairs(self):
        assert run("endgame.dictate", "CHN", "RUS").value < 0.1
        with pytest.raises(CoverageError, match="CHN on RUS"):
            run("endgame.dictate", "RUS", "CHN")
        with pytest.raises(CoverageError, match="CHN for RUS"):
            run("endgame.support", "DEU", "RUS")
        assert run("endgame.plans").value == 3
