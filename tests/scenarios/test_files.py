"""Scenario files: what they may say, inheritance, and clear errors."""

from __future__ import annotations

import os
import threading
from datetime import date

import pytest

from realpolitik.errors import FileFormatError, OptionError, ShockError, UnknownNameError, UnknownStateError
from realpolitik.scenarios import library, load, play
from realpolitik.scenarios.assumptions import Case, central
from realpolitik.scenarios.report import reallocation, welfare
from realpolitik.scenarios.schema import ElasticityEntry, Report
from realpolitik.scenarios.stage import embedded, stage
from realpolitik.sources.shipped import shipped

EMBARGO = "shocks:\n  - {kind: embargo, from: RUS, to: CHN, both_ways: yes}\n"


@pytest.fixture
def written(tmp_path):
    def write(text: str, name: str = "mine.yaml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def mine(body: str) -> str:
    return f"id: mine\nasks: What if?\n{body}"


@pytest.mark.parametrize("name", library())
def test_every_scenario_of_the_library_is_its_file_and_has_a_world(name):
    found = load(name)
    assert found.id == name
    assert found.world in embedded()
    assert found.asks.endswith("?")


def test_a_file_of_ones_own(written):
    found = load(written(mine("day: 2022-03-01\n" + EMBARGO)))
    assert found.day == date(2022, 3, 1)
    assert found.shocks[0].both_ways


class TestInheritance:
    def test_keys_replace_and_also_adds(self, written):
        parent = load("west-embargo")
        path = written(
            "id: child\nextends: west-embargo\nworld: merged-2023\n"
            "also:\n  - {kind: tariff, from: CHN, to: USA, rate: 0.6}\n"
        )
        child = load(path)
        assert child.world == "merged-2023"
        assert child.asks == parent.asks
        assert child.says is None
        assert [one.kind for one in child.shocks] == ["embargo", "tariff"]

    def test_a_file_beside_it(self, written):
        written(mine(EMBARGO), "base.yaml")
        child = load(written("id: child\nextends: base.yaml\nrun: short\n", "child.yaml"))
        assert child.run == "short"

    def test_a_circle(self, written):
        written("id: one\nextends: two.yaml\n", "one.yaml")
        path = written("id: two\nextends: one.yaml\n", "two.yaml")
        with pytest.raises(FileFormatError, match="circle: two -> one -> two"):
            load(path)

    def test_of_nothing(self, written):
        with pytest.raises(UnknownNameError, match="west-embarg"):
            load(written("id: child\nextends: west-embarg\n"))


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("", "changes nothing"),
        ("shocks: []\n", "changes nothing"),
        ("shocks:\n  - {kind: embargo}\n", "name at least one side"),
        ("shocks:\n  - {kind: cost, from: RUS, to: CHN}\n", "needs `factor`"),
        ("shocks:\n  - {kind: embargo, from: RUS, rate: 0.1}\n", "`rate` does not belong"),
        ("shocks:\n  - {kind: cost, from: RUS, factor: -1}\n", "greater than 0"),
        ("shocks:\n  - {kind: bombs, from: RUS}\n", "kind"),
        ("shocks:\n  - {kind: tariff, from: RUS, rate: 25}\n", "shocks.1: .*2500%: write 0.25 for 25 points"),
        ("shocks:\n  - {kind: cut, from: RUS, share: 30}\n", "30 times the trade: write 0.3"),
        ("shock:\n  - {kind: embargo, from: RUS}\nrun: medium\n", "run: .*; shock: "),
        ("shocks:\n  - {kind: embargo, form: RUS}\n", "form"),
        ("draws: 1000000000\n" + EMBARGO, "100000"),
        ("draws: 0\n" + EMBARGO, "greater than or equal to 1"),
        ("day: 2022-02-30\n" + EMBARGO, "cannot be read|not a date"),
        ("elasticities: {theta: {vehicles: -4}}\n" + EMBARGO, "greater than 0"),
        ("elasticities: {set: fgo, theta: {vehicles: 4}}\n" + EMBARGO, "not both"),
        ("colour: red\n" + EMBARGO, "colour"),
        ("elasticities: {set: fgo, spread: -1}\n" + EMBARGO, "greater than or equal to 0"),
        ("report: {state: [RUS]}\n" + EMBARGO, r"report\.state"),
        ("report: {flows: [[RUS]]}\n" + EMBARGO, "report.flows.1"),
    ],
)
def test_refused_with_the_place(written, body, message):
    with pytest.raises(FileFormatError, match=message):
        load(written(mine(body)))


@pytest.mark.parametrize(
    ("body", "error", "message"),
    [
        (
            "shocks:\n  - {kind: embargo, from: RUS, to: G77}\n",
            UnknownStateError,
            "^mine: shocks.1: .*G77.*Nor is it a group",
        ),
        (
            "shocks:\n  - {kind: embargo, from: RUS, to: sanctioning-rusia}\n",
            UnknownStateError,
            "Did you mean sanctioning-russia",
        ),
        ("shocks:\n  - {kind: embargo, from: RUS, to: CHN, sectors: [oil]}\n", UnknownNameError, "sector"),
        ("after:\n  - {kind: embargo, from: EST}\n" + EMBARGO, ShockError, "^mine: after.1: .*part of EUE"),
        ("shocks:\n  - {kind: embargo, from: EST, to: CHN}\n", ShockError, "part of EUE"),
        ("shocks:\n  - {kind: embargo, from: RUS, to: RUS}\n", ShockError, "matched no positive flow"),
        ("world: world-1914\n" + EMBARGO, UnknownNameError, "merged-2021"),
        ("elasticities: {set: gtap}\n" + EMBARGO, UnknownNameError, "gtap"),
        ("elasticities: {nest: 0.5}\n" + EMBARGO, OptionError, "above 1"),
        ("elasticities: {theta: {vehicles: 4}}\n" + EMBARGO, UnknownNameError, "agriculture"),
        ("elasticities: {theta: {wheels: 4}}\n" + EMBARGO, UnknownNameError, "wheels"),
    ],
)
def test_refused_when_played(written, body, error, message):
    with pytest.raises(error, match=message):
        play(load(written(mine(body))))


def test_no_such_scenario():
    with pytest.raises(UnknownNameError, match="west-embargo"):
        load("west-embarg")
    with pytest.raises(FileFormatError, match="check the path"):
        load("nowhere.yaml")


class TestStage:
    @pytest.mark.parametrize("name", embedded())
    def test_embedded_worlds_hold_their_identities(self, name):
        where = stage(name)
        assert where.world.check() is where.world
        assert set(where.names) == set(where.world.states)
        assert set(where.sectors) == set(where.world.sectors)

    @pytest.mark.parametrize(("year", "china", "russia"), [(2021, 72.7, 68.4), (2023, 119.8, 111.5)])
    def test_goods_trade_is_that_of_the_year(self, year, china, russia):
        """The IMF's figures for mainland China in billions; Hong Kong adds up to three per cent."""
        world = stage(f"merged-{year}").world
        goods = [world.sectors.index(name) for name in stage("merged-2021").goods]
        c, r = world.states.index("CHN"), world.states.index("RUS")
        assert world.flows[r, c, goods].sum() / 1e9 == pytest.approx(china, rel=0.03)
        assert world.flows[c, r, goods].sum() / 1e9 == pytest.approx(russia, rel=0.03)

    def test_groups_hold_merged_labels_if_all_members_belong(self):
        where = stage("merged-2021")
        west = where.parties("sanctioning-russia", on=date(2023, 1, 1))
        assert {"USA", "DEU", "EUE", "EUW", "EFT", "GBR"} <= set(west)
        assert not {"CHN", "IND", "TUR", "ROW", "KAZ"} & set(west)
        assert "EUW" not in where.parties("G7", on=date(2023, 1, 1))
        assert where.label_of("China") == "CHN"

    def test_a_saved_world(self, tmp_path):
        stage("merged-2021").world.save(tmp_path / "w")
        assert stage(str(tmp_path / "w")).world.states == stage("merged-2021").world.states

    def test_sectors_of_wiod_are_known_by_their_embedded_ones(self, tmp_path):
        """A full-size world in WIOD's labels has names, goods and elasticities without further ado."""
        world = stage("merged-2021").world
        sectors = shipped("realpolitik.scenarios", "sectors")["sectors"]
        labels = {name: sectors[name]["wiod"][0] for name in world.sectors}
        world.with_(sectors=tuple(labels.values())).save(tmp_path / "w")
        where = stage(str(tmp_path / "w"))
        assert where.goods == tuple(labels[name] for name in stage("merged-2021").goods)
        assert where.sectors["C20"] == "motor vehicles (C20)"
        assert where.source_ids == ("wiod-2016",)
        scenario = load("west-embargo")
        mine = play(scenario.model_copy(update={"world": str(tmp_path / "w")}), cases=[central()])
        theirs = play(scenario, cases=[central()])
        # The states of the same name are the same; the merged ones (EUE, EUW) belong to no group by themselves.
        assert mine.loss("RUS")[0] == pytest.approx(theirs.loss("RUS")[0], rel=0.6)

    def test_sectors_of_ones_own_need_elasticities(self, tmp_path):
        world = stage("merged-2021").world
        world.with_(sectors=tuple(f"s{place}" for place in range(14))).save(tmp_path / "w")
        scenario = load("west-embargo").model_copy(update={"world": str(tmp_path / "w")})
        with pytest.raises(OptionError, match="set: constant"):
            play(scenario)
        given = scenario.model_copy(update={"elasticities": ElasticityEntry(set="constant")})
        assert (
            play(given, cases=[Case(set="constant", nest="single", deficits="additive")]).loss("RUS")[0] < 0
        )


def test_what_to_report(written):
    found = load(
        written(mine("by: an analyst\nreport: {states: [RUS, CHN], flows: [[CHN, RUS]]}\n" + EMBARGO))
    )
    played = play(found, cases=[central()])
    assert {row["state"] for row in welfare(played).rows} == {"RUS", "CHN"}
    (flow,) = reallocation(played).rows
    assert (flow["exporter"], flow["importer"], flow["ratio"]) == ("CHN", "RUS", 0.0)
    wrong = found.model_copy(update={"report": Report(states=("RUSS",))})
    with pytest.raises(UnknownNameError, match="RUSS"):
        welfare(play(wrong, cases=[central()]))


def test_a_share_above_one_undoes_a_cut(written):
    """The two costs are each other's inverse, so that together they change nothing."""
    line = "  - {{kind: cut, from: RUS, to: CHN, sectors: goods, share: {}}}\n"
    both = load(written(mine("shocks:\n" + line.format(0.25) + line.format(4.0))))
    played = play(both, cases=[central()])
    # Solves are exact to 1e-11.
    assert abs(played.welfare).max() < 1e-9


@pytest.mark.parametrize(
    ("written", "read"),
    [("0.25", 0.25), ("1e-1", 0.1), ("25E-2", 0.25), ("1", 1.0)],
)
def test_a_number_may_be_written_with_an_exponent(written, read, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        f"id: mine\nasks: What if?\nshocks:\n- {{kind: tariff, from: CHN, rate: {written}}}\n",
        encoding="utf-8",
    )
    assert load(path).shocks[0].rate == read


@pytest.mark.parametrize("written", ["'0.25'", "yes", "e5", "1e"])
def test_what_is_no_number_is_refused_by_name(written, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        f"id: mine\nasks: What if?\nshocks:\n- {{kind: tariff, from: CHN, rate: {written}}}\n",
        encoding="utf-8",
    )
    with pytest.raises(FileFormatError, match="rate"):
        load(path)


def test_what_another_command_writes_is_read_as_a_file(tmp_path):
    """`realpolitik scenario <(...)`: a pipe has no ending in its name."""
    pipe = tmp_path / "63"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(mine(EMBARGO),))
    writer.start()
    found = load(pipe)
    writer.join()
    assert (found.id, len(found.shocks)) == ("mine", 1)
