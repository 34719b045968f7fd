"""Judgements in files: refused by name where they are not sound, and moved where they are changed."""

from __future__ import annotations

from copy import deepcopy
from datetime import date

import pytest
import yaml

from realpolitik.endgame.answers import forecast, plans, preference
from realpolitik.endgame.demands import dictate
from realpolitik.endgame.files import BUNDLED, cited, load, records
from realpolitik.endgame.war import holding, resolve_of, room, support
from realpolitik.errors import CoverageError, FileFormatError, UnknownNameError
from realpolitik.measures import run
from realpolitik.store import Store

DRAWS = 5000
BOOK = {
    "id": "my-book",
    "publisher": "A University Press",
    "title": "What Beijing wants",
    "published": date(2025, 3, 1),  # as YAML reads a day
    "address": "https://example.org/book",
}


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
            (
                lambda v: v["actors"]["CHN"]["criteria"].update(
                    tabu=deepcopy(v["actors"]["CHN"]["criteria"]["taboo"])
                ),
                "CHN: 'tabu' is no criterion .* Did you mean 'taboo'",
            ),
            (lambda v: v["criteria"].pop("taboo"), "CHN: 'taboo' is no criterion"),
            (
                lambda v: v["actors"]["RUS"]["criteria"]["independence"]["exposure"]["left"].pop("stalemate"),
                "RUS.independence",
            ),
            (lambda v: v["actors"]["RUS"]["criteria"]["independence"].update(scores={}), "one of them"),
            (lambda v: v["war"]["ends"].update(win="triumph"), "war.ends.win: 'triumph' is no outcome"),
            (lambda v: v["war"].update(patron="IND"), "war.patron: 'IND' is no actor"),
            (lambda v: v["attrition"].update(stubborn_client=[0, 0.1, 0.2]), "stubborn_client is above 0"),
            (lambda v: v["attrition"].update(help=[0, 0.5, 1]), "help is below 1"),
            (lambda v: v["attrition"].pop("sources"), "attrition.sources"),
            (lambda v: v["bargain"].update(shift=[0.5, 0.1, 0.2]), "upside down"),
            (
                lambda v: v["plans"]["accepts"]["RUS"].update(territory=[1, 0.6]),
                r"RUS on territory: the range \[1, 0.6\]",
            ),
            (lambda v: v["plans"]["accepts"]["RUS"].update(territory=0.6), "write \\[from, to\\]"),
            (lambda v: v["plans"]["accepts"]["RUS"].pop("salience"), "RUS has no salience"),
            (lambda v: v["plans"]["positions"]["China 2023"].update(territory="half"), "'half', no number"),
            (lambda v: v["plans"]["positions"]["China 2023"].update(sea=0.2), "'sea', which is no issue"),
            (lambda v: v["plans"]["positions"]["China 2023"].pop("source"), "China 2023 has no `source`"),
        ],
    )
    def test_refused_by_name(self, changed, change, message):
        with pytest.raises(FileFormatError, match=message):
            load(changed(change))

    def test_a_file_cites_sources_of_its_own(self, changed):
        def change(values):
            values["sources"] = [BOOK]
            values["actors"]["CHN"]["criteria"]["taboo"]["sources"].append("my-book")
            values["demand"]["sources"] = ["my-book"]
            values["plans"]["positions"]["China 2023"]["source"] = "my-book"

        path = changed(change)
        preferred = run("endgame.preference", "CHN", file=str(path), draws=DRAWS)
        own = next(source for source in preferred.sources if source.id == "my-book")
        assert own.record() == BOOK | {"published": "2025-03-01", "kind": "document", "standing": "press"}
        assert len(preferred.sources) > 1
        assert str(own) == "A University Press, What Beijing wants, 2025-03-01"
        demanded = run("endgame.dictate", "CHN", "RUS", file=str(path))
        assert own in demanded.sources
        assert "my-book" in {source.id for source in run("endgame.plans", file=str(path)).sources}
        # what nobody cites in a finding does not stand under it
        assert "my-book" not in {
            source.id for source in run("endgame.preference", "RUS", file=str(path)).sources
        }
        assert own in records(load(path), Store())

    @pytest.mark.parametrize(
        ("entries", "message"),
        [
            ([BOOK | {"id": "sipri-milex"}], "sources: 'sipri-milex' is known to the program"),
            ([BOOK, deepcopy(BOOK)], "sources: 'my-book' is given twice"),
            ([BOOK | {"title": "  "}], r"sources\.0: my-book: title is missing"),
            ([{"id": "my-book", "title": "x"}], r"sources\.0: my-book: publisher is missing"),
            ([{"publisher": "x", "title": "x"}], "id is missing"),
            ([BOOK | {"id": "my book"}], "'my book' is no identifier"),
            ([BOOK | {"id": "my-book\n"}, deepcopy(BOOK)], "given twice"),
            ([BOOK | {"colour": "red"}], "unknown field 'colour': a source has id, publisher"),
            ([BOOK | {"kind": "dataset"}], "unknown field 'kind'"),
            ([BOOK | {"title": ["a", "b"]}], r"title is \['a', 'b'\], no text"),
            ([BOOK | {"title": True}], "title is True, no text"),
            ([BOOK | {"title": "x" * 1001}], "title has more than 1000"),
            ([BOOK | {"address": "javascript:alert(1)"}], "no address of the web"),
            ([BOOK | {"address": "https://[half"}], "no address of the web"),
            (["my-book"], r"sources\.0: 'my-book' is no source: write id, publisher and title"),
            ({"my-book": BOOK}, r"sources: write a list: - \{id: "),
        ],
    )
    def test_a_source_of_its_own_that_is_not_sound_is_refused(self, changed, entries, message):
        with pytest.raises(FileFormatError, match=message):
            load(changed(lambda v: v.update(sources=entries)))

    def test_a_source_that_is_neither_known_nor_given_is_refused_by_name(self, changed):
        def change(values):
            values["sources"] = [BOOK]
            values["actors"]["CHN"]["criteria"]["taboo"]["sources"] = ["my-book", "my-bok"]

        with pytest.raises(
            FileFormatError, match=r"CHN\.taboo cites .* 'my-bok'.*own to the file's list `sources`"
        ):
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
        assert {"income.discount", "income.market", "access.access"} == set(found.measured)
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
            criteria = values["actors"]["CHN"]["criteria"]
            del criteria["access"], criteria["income"]["stakes"]["market"]

        whole = preference(bundled, "CHN", draws=DRAWS).first("stalemate")[0]
        alone = preference(load(changed(change)), "CHN", draws=DRAWS).first("stalemate")[0]
        assert alone > whole

    def test_an_exposure_is_a_measured_share_that_is_left(self, bundled):
        found = preference(bundled, "RUS", draws=DRAWS)
        share = found.measured["independence.exposure"].value
        assert share == run("dependence.import_share", "RUS", "CHN").value
        place = found.criteria.index("independence")
        left = bundled.actors["RUS"].criteria["independence"].exposure.left["stalemate"]
        scores = found.draws.scores[:, found.place("stalemate"), place]
        assert scores.min() >= 1 - share * left[2] - 1e-12
        assert scores.max() <= 1 - share * left[0] + 1e-12
        # the mean of a triangle is a third of the sum of its ends and mode; four standard errors of 5,000 draws
        assert scores.mean() == pytest.approx(1 - share * sum(left) / 3, abs=4 * scores.std() / DRAWS**0.5)

    def test_dominance_is_of_draws(self, bundled):
        found = preference(bundled, "CHN", draws=DRAWS).dominance()
        assert ("stalemate", "escalation", 1) in found
        assert ("stalemate", "russia-loses", 1) in found

    def test_ends_may_have_other_names_and_more_of_them(self, changed):
        """Outcomes are the file's own: one renamed, one added."""

        def change(values):
            values["outcomes"]["frozen"] = "a frozen front"
            values["outcomes"]["victory"] = values["outcomes"].pop("russia-wins")
            values["war"]["ends"]["win"] = "victory"
            for actor in values["actors"].values():
                for one in actor["criteria"].values():
                    tables = (
                        [one["scores"]]
                        if "scores" in one
                        else [one["exposure"]["left"]]
                        if "exposure" in one
                        else [stake["kept"] for stake in one["stakes"].values()]
                    )
                    for table in tables:
                        table["frozen"] = list(table["stalemate"])
                        table["victory"] = table.pop("russia-wins")

        mine = load(changed(change))
        found = preference(mine, "CHN", draws=DRAWS)
        assert len(found.outcomes) == 5
        assert found.acceptability.sum() == pytest.approx(5, abs=1e-9)
        assert support(mine, found, draws=20).draws == 20
        assert resolve_of(mine, found).best in ("stalemate", "frozen")

    def test_what_decides_is_named(self, bundled):
        wanted = preference(bundled, "CHN", draws=20_000)
        name, share = wanted.judgements("stalemate")[0]
        assert name.startswith("weight of ")
        assert share > 0.05
        criteria = dict(wanted.decides("stalemate"))
        assert set(criteria) == set(wanted.criteria)
        assert criteria["distraction"].total > criteria["distraction"].alone > 0.05

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
        found = support(bundled, preference(bundled, "CHN", draws=DRAWS), draws=200)
        assert sum(found.shares.values()) == pytest.approx(1, abs=1e-12)
        assert found.shares["interior"] > 0.5
        assert found.drift[0] < found.drift[1] < found.drift[2]

    def test_help_prolongs_the_war_and_helps_the_helped(self, bundled):
        """Abreu and Gul's comparative statics, in the mean over the file's ranges."""
        found = holding(bundled)
        assert found.helped_duration[1] >= found.duration[1]
        assert found.helped_client_concedes < found.client_concedes
        assert found.helped_enemy_concedes > found.enemy_concedes

    def test_attrition_at_one_point_is_the_closed_form(self, changed):
        def change(values):
            values["attrition"].update(
                burden_client=[0.2] * 3,
                burden_enemy=[0.15] * 3,
                stubborn_client=[0.1] * 3,
                stubborn_enemy=[0.1] * 3,
                help=[0.5] * 3,
            )

        found = holding(load(changed(change)), draws=3)
        # METHODS 13.2: 11.513 and .4377 without help, 15.351 and .5358 with half of the burden gone
        assert (found.duration[1], found.client_concedes) == pytest.approx((11.513, 0.4377), abs=5e-4)
        assert (found.helped_duration[1], found.helped_enemy_concedes) == pytest.approx(
            (15.351, 0.5358), abs=5e-4
        )

    def test_room_to_bargain(self, bundled, changed):
        found = room(bundled)
        assert found.low[1] < found.high[1]
        assert 0 < found.fails < 0.2

        def change(values):
            values["bargain"].update(
                client_wins=[0.6] * 3,
                cost_client=[0.1] * 3,
                cost_enemy=[0.2] * 3,
                shift=[0.4] * 3,
                discount=[1] * 3,
            )

        point = room(load(changed(change)), draws=3)
        # a point: [.6 - .1, .6 + .2]; a shift of .4 is above costs of .3
        assert (point.low[1], point.high[1], point.fails) == pytest.approx((0.5, 0.8, 1.0), abs=1e-12)

    def test_a_file_need_not_judge_attrition_or_bargains(self, changed):
        def change(values):
            del values["attrition"], values["bargain"]

        path = changed(change)
        assert holding(load(path)) is None
        assert room(load(path)) is None
        with pytest.raises(CoverageError, match="attrition nothing"):
            run("endgame.attrition", "RUS", "UKR", file=str(path))
        assert run("endgame.plans", file=str(path)).value == 3

    def test_resolve_is_ellsbergs(self, bundled):
        wanted = preference(bundled, "UKR", draws=DRAWS)
        found = resolve_of(bundled, wanted)
        assert (found.best, found.worst) == ("russia-loses", "russia-wins")
        assert 0 < found.risk[0] < found.risk[1] < found.risk[2] < 1
        assert found.holds > 0.5

    def test_plans(self, bundled):
        found = plans(bundled)
        assert "RUS" in found["Russia 2024"]
        assert "UKR" in found["Ukraine 2022"]
        assert not any({"RUS", "UKR"} <= set(actors) for actors in found.values())

    def test_forecast(self, bundled):
        """Medians by hand: middles of what is accepted, weights of capability times salience, 3.21 in all."""
        found = forecast(bundled)
        # territory: .175 (.8), .25 (.56), .45 (.54), .55 (.2), .8 (1); half the weight is 1.55, so .45
        assert found["territory"].median == 0.45
        total = 0.8 + 0.56 + 0.54 + 0.2 + 1
        mean = (0.8 * 0.175 + 0.56 * 0.25 + 0.54 * 0.45 + 0.2 * 0.55 + 1 * 0.8) / total
        assert found["territory"].mean == pytest.approx(mean, abs=1e-12)
        for one in found.values():
            assert 0 <= one.expected_utility <= 1


class TestMeasures:
    def test_preference(self):
        found = run("endgame.preference", "China")
        assert found.interval.low < found.value < found.interval.high
        assert "stalemate" in found.says
        assert all(abs(sum(row[f"rank_{k}"] for k in range(1, 5)) - 1) < 1e-9 for row in found.rows)

    def test_a_file_of_ones_own(self, changed):
        path = changed(lambda v: v["actors"].pop("UKR"))
        with pytest.raises(CoverageError, match="No judgements of UKR"):
            run("endgame.preference", "UKR", file=str(path))

    def test_pairs(self):
        assert run("endgame.dictate", "CHN", "RUS").value < 0.1
        with pytest.raises(CoverageError, match="CHN on RUS"):
            run("endgame.dictate", "RUS", "CHN")
        with pytest.raises(CoverageError, match="CHN for RUS"):
            run("endgame.support", "DEU", "RUS")
        assert run("endgame.plans").value == 3
        assert run("endgame.attrition", "RUS", "UKR").interval
        assert 0 < run("endgame.bargain", "RUS", "UKR").value < 0.2
        with pytest.raises(CoverageError, match="CHN and USA"):
            run("endgame.attrition", "CHN", "USA")

    def test_every_figure_names_the_file_and_cites_it(self, changed):
        asked = [
            ("preference", "CHN"),
            ("comparison", "CHN"),
            ("resolve",),
            ("plans",),
            ("dictate", "CHN", "RUS"),
        ]
        asked += [(name, "CHN", "RUS") for name in ("support", "value", "phases")]
        asked += [(name, "RUS", "UKR") for name in ("attrition", "bargain")]
        mine = changed(lambda values: None)
        for name, *about in asked:
            found = run(f"endgame.{name}", *about)
            assert "(endgame.yaml)" in found.says, name
            assert found.sources[0].id == "endgame-judgements", name
            own = run(f"endgame.{name}", *about, file=str(mine))
            assert "(mine.yaml)" in own.says, name
            assert not any(source.id == "endgame-judgements" for source in own.sources), name

    def test_the_map_and_the_value_agree_about_what_is_best(self):
        value, phases = run("endgame.value", "CHN", "RUS"), run("endgame.phases", "CHN", "RUS")
        best = next(row["series"] for row in value.rows)
        assert best.startswith("best support (0.")
        start = [row["value"] for row in value.rows if row["series"] == best and row["x"] == 0]
        assert start == pytest.approx([value.value], abs=1e-3)  # both grids are checked to a thousandth
        for name in {row["series"] for row in value.rows} - {best}:
            other = next(row["value"] for row in value.rows if row["series"] == name and row["x"] == 0)
            assert other < start[0]
        assert len(phases.rows) == 13 * 13
        supports = {(row["x"], row["y"]): row["value"] for row in phases.rows}
        costs = sorted({x for x, _ in supports})
        for _, hazard in supports:
            line = [supports[cost, hazard] for cost in costs]
            assert line == sorted(line, reverse=True)  # dearer support is never more
