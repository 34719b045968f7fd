"""Episodes: what their files hold, what is recorded, predicted and scored, and that what is written is what the code finds."""

from __future__ import annotations

import math

import numpy as np
import pytest

import realpolitik as rp
from realpolitik.errors import UnknownNameError
from realpolitik.models.stats.conformal import quantile
from realpolitik.scenarios import play
from realpolitik.scenarios.assumptions import central
from realpolitik.scenarios.episodes import predict, record, report, score, shelf
from realpolitik.scenarios.episodes.ranges import shocked, widths
from realpolitik.scenarios.episodes.schema import Episode
from realpolitik.scenarios.files import parse
from realpolitik.scenarios.kinds import kinds
from realpolitik.scenarios.labels import KINDS
from realpolitik.scenarios.stage import stage

SHOCKS = [name for name in shelf.names() if not shelf.episode(name).placebo]


def test_there_are_episodes_enough_and_placebos():
    assert len(SHOCKS) >= 8
    assert len(shelf.names()) - len(SHOCKS) >= 2


@pytest.mark.parametrize("name", shelf.names())
def test_each_measure_is_dated_within_its_years_and_has_a_source(name):
    one = shelf.episode(name)
    for measure in one.measures:
        assert one.before < measure.start.year <= one.after
        assert measure.source.title
        assert measure.source.address
        assert measure.source.read


@pytest.mark.parametrize("name", shelf.names())
def test_what_is_written_of_the_record_is_the_record(name):
    """Files and tables part when a table is corrected: then `benchmarks/episodes.py` is to be run."""
    found = {(one.state, one.side, one.partner): one for one in record.partners(shelf.episode(name))}
    written = score.flows(name)
    assert {(flow.state, flow.side, flow.partner) for flow in written} == set(found)
    for flow in written:
        one = found[flow.state, flow.side, flow.partner]
        assert (flow.party, flow.doubtful) == (one.party, one.doubtful)
        assert flow.recorded == pytest.approx(one.recorded, abs=6e-5)  # four digits are written


@pytest.mark.parametrize("name", ["qatar-2017", "china-2018"])
def test_what_is_written_of_the_model_is_what_it_says(name):
    known = shelf.chosen(name)
    case = next(
        case
        for case in predict.cases()
        if (case.set, case.nest, case.run) == (known["elasticities"], known["nest"], known["run"])
    )
    left = predict.pooled((name,))
    assert known["left"] == {kind: round(share, 4) for kind, share in left.items()}
    said = predict.changes(name, predict.Choice(case=case, left=left))
    for flow in score.flows(name):
        assert flow.predicted == pytest.approx(said[flow.state, flow.side, flow.partner], abs=6e-5)


def test_strengths_of_an_episode_are_not_told_to_itself():
    own = dict(predict.pooled(()))
    assert predict.pooled(("qatar-2017",))["embargo"] != own["embargo"]
    # The blockade left less than other embargoes, so that without it more is left.
    assert predict.pooled(("qatar-2017",))["embargo"] > own["embargo"]


def test_a_placebo_moves_nothing():
    choice = predict.Choice(case=central(), left=predict.pooled(()))
    assert set(predict.changes("uk-2016", choice).values()) == {0.0}


def test_placebos_show_that_next_to_nothing_was_done():
    """Trade that nothing was done to keeps its share within a tenth; embargoes leave less than half."""
    for name in shelf.names():
        one = shelf.episode(name)
        for measure in one.measures:
            share = record.left(one, measure, one.before, one.after)
            if measure.kind == "none":
                assert share is not None
                assert abs(math.log(share)) < 0.1
            if measure.kind == "embargo":
                assert share is not None
                assert share < 0.5


def test_shares_add_up():
    """What the model says of all partners together leaves the target's total as it is."""
    one = shelf.episode("iran-2012")
    said = predict.changes("iran-2012", predict.Choice(case=central(), left={"embargo": 0.1, "lists": 0.5}))
    flows = stage(one.world).world.flows.sum(axis=2).copy()
    np.fill_diagonal(flows, 0.0)
    at = stage(one.world).world.states.index("IRN")
    shares = flows[:, at] / flows[:, at].sum()
    new = sum(
        share * math.exp(said["IRN", "sells", code])
        for code, share in zip(stage(one.world).world.states, shares, strict=True)
        if share > 0
    )
    assert new == pytest.approx(1.0, abs=1e-9)


def test_all_alike_closes_what_the_parties_lose():
    one = shelf.episode("qatar-2017")
    flows = record.partners(one)
    said = predict.changes("qatar-2017", predict.Choice(case=central(), left={"embargo": 0.1, "lists": 0.5}))
    other = predict.simpler(one, flows, said)
    gains = {
        value
        for flow, value in zip(flows, other["all alike"], strict=True)
        if not flow.party and flow.side == "buys"
    }
    assert len(gains) == 1
    assert gains.pop() > 0


def test_oil_of_iran_went_as_others_report_it():
    """Spain, Italy and Greece bought Iran's oil until 2012 and none in 2013 (EU oil embargo): shares fall by more than nine tenths."""
    recorded = {flow.partner: flow.recorded for flow in score.flows("iran-2012") if flow.side == "sells"}
    assert all(recorded[code] < math.log(0.1) for code in ("ESP", "ITA", "GRC"))


def test_ranges_hold_what_they_promise():
    before, after, count = report.held()
    assert count > 1000
    assert 0.75 <= after <= 0.85  # nominal 80
    assert before < 0.1  # a range over assumptions is no range of errors


def test_no_episode_is_much_worse_than_no_change():
    for name in SHOCKS:
        every = score.reliable(name)
        assert score.score(every).error < 1.1 * score.score(every, "no change").error


def test_the_first_sentence_says_where_it_fails():
    assert rp.episodes().findings[0].says.startswith("Who gains outside, the model does not know")
    assert "fails" in rp.episodes("iran-2012").findings[0].says
    with pytest.raises(UnknownNameError):
        rp.episodes("iran-2099")


def test_scenarios_carry_how_such_predictions_have_fared():
    outcome = play(parse({"id": "one", "asks": "What if?", "shocks": [{"kind": "embargo", "from": "USA", "to": "CHN"}]}, shown="this"), cases=[central()])  # fmt: skip
    from realpolitik.scenarios.report import reallocation, welfare

    assert any("have fared" in text for text in welfare(outcome).caveats)
    rows = reallocation(outcome).rows
    assert any("held_low" in row for row in rows)
    for row in rows:
        if "held_low" in row:
            assert row["held_low"] < row["ratio"] < row["held_high"] or row["ratio"] == 0
    assert shocked(outcome) == {("USA", "CHN")}
    assert set(widths(outcome, "CHN")) <= {(a, b) for a in outcome.stage.names for b in outcome.stage.names if "CHN" in (a, b)}  # fmt: skip


def test_a_quantile_is_the_smallest_that_holds_enough():
    # Ten errors and a nominal level of 80 %: the ninth of them, since nine of eleven places lie below.
    assert quantile([x / 10 for x in range(1, 11)]) == pytest.approx(0.9)


def test_worlds_of_kinds_keep_the_trade_of_pairs():
    three, one = kinds(2013), stage("trade-2013").world
    assert three.states == one.states
    assert three.sectors == tuple(KINDS)
    assert np.allclose(three.flows.sum(axis=2), one.flows[:, :, 0], rtol=1e-12, atol=1e-3)
    three.check()
    at = [three.states.index(code) for code in ("SAU", "JPN")]
    fuels = three.flows[at[1], at[0], 0] / three.flows[at[1], at[0]].sum()
    assert fuels > 0.9  # Japan bought little but crude oil from Saudi Arabia


def test_a_file_with_a_wrong_measure_is_refused():
    record_of = shelf.episode("qatar-2017").model_dump(by_alias=True)
    record_of["measures"] = [{**record_of["measures"][0], "rate": 0.2}]
    with pytest.raises(ValueError, match="tariff has a `rate`"):
        Episode.model_validate(record_of)
