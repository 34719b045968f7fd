"""Events by pair and month: hand counts on every engine, publishers' formats, and breaks that nobody dated."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import polars as pl
import pytest

from realpolitik.errors import CoverageError, OptionError, UnknownNameError
from realpolitik.measures import run
from realpolitik.measures.events.counts import (
    edge_months,
    goldstein,
    log_ratio,
    pair_months,
    quad_of,
    weight_of,
)
from realpolitik.models.stats.change_points import level_change

# Two reports of one event (id 2), a double of the same day and code (3 and 4), a state with itself (7), no target (8)
EVENTS = {
    "id": [1, 2, 2, 3, 4, 5, 6, 7, 8, 9],
    "day": [
        20220110,
        20220224,
        20220224,
        20220225,
        20220225,
        20220225,
        20220226,
        20220226,
        20220226,
        20220301,
    ],
    "actor": ["RUS", "RUS", "RUS", "RUS", "RUS", "RUS", "UKR", "RUS", "RUS", "CHN"],
    "target": ["UKR", "UKR", "UKR", "UKR", "UKR", "CHN", "RUS", "RUS", None, "RUS"],
    "code": ["010", "190", "190", "190", "190", "040", "112", "190", "190", "10"],
    "weight": [0.0, -10.0, -10.0, -10.0, -10.0, 1.0, -2.0, -10.0, -10.0, -5.0],
}


def collected(frame):
    native = frame.collect().to_native()
    if hasattr(native, "to_pylist"):
        return native.to_pylist()
    return native.to_dicts() if hasattr(native, "to_dicts") else native.to_dict("records")


def test_pair_months_by_hand(engine):
    rows = collected(pair_months(engine(**EVENTS)))
    found = {(row["actor"], row["target"], row["month"]): row for row in rows}
    assert list(found) == [
        ("CHN", "RUS", 202203),
        ("RUS", "CHN", 202202),
        ("RUS", "UKR", 202201),
        ("RUS", "UKR", 202202),
        ("UKR", "RUS", 202202),
    ]
    war = found["RUS", "UKR", 202202]
    assert (war["events"], war["weight_sum"], war["weight_mean"]) == (3, -30, -10)
    assert [war[f"quad_{n}"] for n in (1, 2, 3, 4)] == [0, 0, 0, 3]
    assert war["share"] == pytest.approx(3 / 5)  # of the five events of February between two states
    assert found["RUS", "UKR", 202201]["quad_1"] == 1
    assert found["CHN", "RUS", 202203]["quad_3"] == 1  # 10 is a demand, 010 a statement


def test_one_a_day_takes_repeated_reports_out(engine):
    rows = collected(pair_months(engine(**EVENTS), pairs=[("RUS", "UKR")], one_a_day=True))
    assert [(row["month"], row["events"]) for row in rows] == [(202201, 1), (202202, 2)]


def test_edges_by_month_on_every_engine(engine):
    days = [datetime(2022, 1, 30), datetime(2022, 1, 31), datetime(2022, 2, 1), datetime(2022, 2, 1)]
    edges = engine(
        date=days, i=["RUS", "RUS", "RUS", "CHN"], j=["UKR", "UKR", "UKR", "RUS"], w=[1.0, -3.0, -9.0, 4.0]
    )
    rows = collected(edge_months(edges, [("RUS", "UKR")]))
    assert [(row["month"], row["days"], row["weight"], row["weight_all"]) for row in rows] == [
        (202201, 2, -1.0, 2.0),
        (202202, 1, -9.0, 13.0),
    ]


def test_the_log_ratio_of_known_counts():
    assert log_ratio(120, 15).value == pytest.approx(2.0508, abs=5e-5)  # METHODS 11
    assert log_ratio(30, 40).value == pytest.approx(-0.2836, abs=5e-5)
    found = log_ratio(30, 40)
    assert found.high - found.value == pytest.approx(1.96 * (1 / 30.5 + 1 / 40.5) ** 0.5, rel=1e-4)
    frame = pl.DataFrame(
        {
            "day": [20220101] * 135,
            "actor": ["A"] * 135,
            "target": ["B"] * 135,
            "quad": [2] * 120 + [4] * 15,
            "weight": [0.0] * 135,
        }
    )
    assert pair_months(frame).collect().to_native()["log_ratio"].item() == pytest.approx(2.0508, abs=5e-5)


# METHODS 11: weights as they stand in the codes of ICEWS, read there and not in our table
ICEWS = {
    "010": 0, "020": 3, "030": 4, "036": 4, "040": 1, "042": 1.9, "043": 2.8, "046": 7, "050": 3.5, "057": 8, "061": 6.4,
    "062": 7.4, "070": 7, "072": 8.3, "080": 5, "087": 9, "090": -2, "100": -5, "110": -2, "120": -4, "130": -4.4, "138": -7,
    "140": -6.5, "150": -7.2, "160": -4, "163": -8, "170": -7, "172": -5, "180": -9, "190": -10, "195": -10, "200": -10,
}  # fmt: skip


def test_goldsteins_scale():
    assert {code: weight_of(code) for code in ICEWS} == ICEWS  # T26: no difference allowed
    assert set(goldstein()) >= {f"{root:02d}" for root in range(1, 21)}
    assert (min(goldstein().values()), max(goldstein().values())) == (-10, 10)
    # a code of four figures has its own weight where it differs, else that of the three before it, else of the root
    assert (weight_of("0871"), weight_of("0874"), weight_of("1313"), weight_of("13")) == (9, 10, -5.8, -6)
    assert (weight_of("010"), weight_of("10"), weight_of("1031"), weight_of("195")) == (0, -5, -5, -10)
    assert [quad_of(code) for code in ("057", "061", "09", "130", "145")] == [1, 2, 3, 3, 4]
    for code in ("99", "00", "---"):
        with pytest.raises(UnknownNameError, match="CAMEO code"):
            weight_of(code)
        with pytest.raises(UnknownNameError, match="CAMEO code"):
            quad_of(code)


def test_weights_of_codes_are_the_same_on_every_engine(engine):
    codes = [*ICEWS, "0874", "1313", "182", "1823", "13", "---"]
    days = [20220101 + place % 28 for place in range(len(codes))]
    frame = engine(day=days, actor=["RUS"] * len(codes), target=["UKR"] * len(codes), code=codes)
    (row,) = collected(pair_months(frame))
    known = [weight_of(code) for code in codes[:-1]]
    # the code that CAMEO lacks is an event without class and weight
    assert row["events"] == len(codes)
    assert row["weight_sum"] == pytest.approx(sum(known), abs=1e-9)  # rounding of 37 decimal weights
    assert row["weight_mean"] == pytest.approx(sum(known) / len(known), abs=1e-9)
    assert sum(row[f"quad_{n}"] for n in (1, 2, 3, 4)) == len(known)


def test_publishers_formats_give_the_same_months():
    gdelt = pl.DataFrame(
        {
            "GlobalEventID": [1, 2],
            "SQLDATE": [20220224, 20220225],
            "Actor1CountryCode": ["RUS", "RUS"],
            "Actor2CountryCode": ["UKR", "UKR"],
            "EventCode": ["190", "0431"],
            "QuadClass": [4, 1],
            "GoldsteinScale": [-10.0, 2.8],
        }
    )
    icews = pl.DataFrame(
        {
            "Event ID": [1, 2],
            "Event Date": [date(2022, 2, 24), date(2022, 2, 25)],
            "Source Country": ["Russian Federation"] * 2,
            "Target Country": ["Ukraine"] * 2,
            "CAMEO Code": ["190", "0431"],
        }
    )
    names = {"Russian Federation": "RUS", "Ukraine": "UKR"}
    one = pair_months(gdelt, form="gdelt-2").collect().to_native()
    two = pair_months(icews, form="icews", names=names).collect().to_native()  # weights from the codes
    assert one.select("events", "weight_sum", "quad_1", "quad_4").row(0) == (2, -7.2, 1, 1)
    assert two.select(one.columns).equals(one)
    polecat = pl.DataFrame(
        {
            "Event ID": ["a"],
            "Event Date": ["2022-02-24"],
            "Actor Country": ["RUS"],
            "Recipient Country": ["UKR"],
            "Quad Code": ["MATERIAL CONFLICT"],
            "Intensity": [-9.5],
        }
    )
    assert pair_months(polecat, form="polecat").collect().to_native()["quad_4"].item() == 1


def test_codes_read_as_numbers_are_refused():
    frame = pl.DataFrame({"day": [20220101], "actor": ["A"], "target": ["B"], "code": [10], "weight": [0.0]})
    with pytest.raises(OptionError, match="010"):
        pair_months(frame)
    with pytest.raises(OptionError, match="need the columns SQLDATE"):
        pair_months(frame, form="gdelt-2")
    with pytest.raises(UnknownNameError, match="icews"):
        pair_months(frame, form="icewz")


def test_the_invasion_is_found_without_its_date():
    finding = run("events.weight", "RUS", "UKR")
    assert "since February 2022" in finding.says
    assert "the break lies in February 2022 (95 %)" in finding.says
    assert "since February 2022" in run("events.weight", "RUS", "UKR", per="share").says


def test_china_and_russia_have_no_such_break():
    finding = run("events.weight", "CHN", "RUS")
    assert "cooperating on balance, with no lasting change" in finding.says
    assert finding.value == pytest.approx(sum(row["value"] for row in finding.rows) / 74)
    assert finding.interval
    assert finding.value is not None
    assert finding.interval.low < finding.value < finding.interval.high


def test_a_comparison_has_both_sides_of_the_day():
    finding = run("events.compare", "CHN", "RUS")
    own = [row for row in finding.rows if row["label"] == "China and Russia"]
    assert [row["span"] for row in own] == ["2018-01 to 2022-01", "2022-03 to 2024-02"]
    assert {row["label"] for row in finding.rows} >= {"China and United States", "Russia and United States"}
    with pytest.raises(CoverageError, match="both sides"):
        run("events.compare", "CHN", "RUS", shock="2024-02-10")


def test_a_share_is_in_the_unit_of_shares():
    finding = run("events.weight", "CHN", "RUS", per="share")
    assert finding.interval is not None
    assert finding.value is not None
    assert finding.unit == "share"
    assert (
        "of a single month: of the mean of its days" in finding.interval.kind
    )  # what the band of the chart is
    assert run("events.weight", "CHN", "RUS").unit == "weight"
    assert 0 < finding.interval.low < finding.value < finding.interval.high < 0.01


def test_a_pair_without_events_is_not_a_quiet_pair():
    with pytest.raises(CoverageError, match="no reported events between Bhutan and Tuvalu"):
        run("events.weight", "BTN", "TUV")


def test_noise_has_no_break():
    rng = np.random.default_rng(11)
    factors = [level_change(rng.normal(size=74).tolist()).log_bayes_factor for _ in range(200)]
    assert (
        np.mean(np.array(factors) > np.log(10)) < 0.1
    )  # a Bayes factor of ten comes by chance in under a tenth


@pytest.mark.shared
def test_the_embedded_months_are_those_of_the_daily_edges(shared_data):
    edges = pl.scan_parquet(shared_data / "events" / "gdelt_graph_daily_edges_2018_2024.parquet")
    pairs = [("CHN", "RUS"), ("RUS", "UKR"), ("CHN", "USA")]
    rows = edge_months(edges, pairs).collect().to_native()
    assert rows.height == 3 * 74  # January 2018 to February 2024
    embedded = run("events.weight", "RUS", "UKR").rows
    own = rows.filter(a="RUS", b="UKR")["weight"].to_list()
    assert [row["value"] for row in embedded] == pytest.approx(own, abs=5.1e-3)  # embedded with two digits
