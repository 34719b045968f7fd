"""Each kind of test on figures small enough to judge by hand."""

from __future__ import annotations

import pytest

from realpolitik.claims.judge import judge_by
from realpolitik.claims.model import Claim
from realpolitik.errors import CoverageError, OptionError, UnknownNameError
from realpolitik.findings import Finding, Interval, Method, Period

METHOD = Method(definition="as given", formula="x", reference="this test")


def finding(rows, *, value=None, interval=None, unit="USD", name="test.figure"):
    periods = [row["period"] for row in rows]
    return Finding(
        name=name,
        about=("CHN", "RUS"),
        period=Period(start=min(periods), end=max(periods), freq="A"),
        value=value,
        unit=unit,
        says="As given.",
        rows=tuple(rows),
        sources=(),
        method=METHOD,
        interval=interval,
    )


def series(*, unit="USD", interval=None, spread=0, **values):
    """`series(y2021=146, y2023=240)`; `spread` puts low and high that far from each value."""
    rows = [{"period": key[1:], "value": value} for key, value in values.items()]
    if spread:
        rows = [{**row, "low": row["value"] - spread, "high": row["value"] + spread} for row in rows]
    return finding(rows, value=rows[-1]["value"], interval=interval, unit=unit)


def claim(test, **fields):
    record = {
        "id": "c",
        "says": "So it is.",
        "by": "someone",
        "question": "q",
        "measure": "test.figure",
        "test": test,
    }
    return Claim.model_validate({**record, "about": ["CHN", "RUS"], **fields})


def verdict(test, found):
    return judge_by(claim(test), lambda name, *about, start, end, **options: found)


TRADE = series(y2020=100, y2021=146, y2022=190, y2023=240)


@pytest.mark.parametrize(
    ("test", "status"),
    [
        ({"near": {"value": 147, "within": 1, "at": 2021}}, "supported"),
        ({"near": {"value": 148, "within": 1, "at": 2021}}, "contradicted"),
        ({"near": {"value": 150, "within": "3 %", "at": 2021}}, "supported"),  # 4.5 either way
        ({"at_least": {"value": 240}}, "supported"),  # the headline, and the bound itself counts
        ({"at_least": {"value": 240.1}}, "contradicted"),
        ({"at_most": {"value": 146, "at": 2021}}, "supported"),
        ({"at_most": {"value": 145, "at": 2021}}, "contradicted"),
        ({"between": {"low": 140, "high": 150, "at": 2021}}, "supported"),
        ({"between": {"low": 150, "high": 160, "at": 2021}}, "contradicted"),
        ({"rises": {"from": 2021, "to": 2023}}, "supported"),
        ({"rises": {"from": 2021, "to": 2023, "by": 94}}, "supported"),
        ({"rises": {"from": 2021, "to": 2023, "by": 95}}, "contradicted"),
        ({"rises": {"from": 2021, "to": 2023, "by": "60 %"}}, "supported"),  # 94/146 = .644
        ({"rises": {"from": 2021, "to": 2023, "by": "65 %"}}, "contradicted"),
        ({"falls": {"from": 2021, "to": 2023}}, "contradicted"),
        ({"record": {"at": 2023}}, "supported"),
        ({"ratio": {"of": {"at": 2023}, "to": {"at": 2020}, "at_least": 2.4}}, "supported"),
        ({"ratio": {"of": {"at": 2023}, "to": {"at": 2020}, "at_most": 2}}, "contradicted"),
        ({"ratio": {"of": {"at": 2022}, "to": {"at": 2020}, "near": 2}}, "supported"),  # 1.9, within a tenth
    ],
)
def test_points_are_supported_or_contradicted(test, status):
    assert verdict(test, TRADE).status == status


@pytest.mark.parametrize(
    ("test", "status"),
    [
        ({"at_least": {"value": 235, "at": 2023}}, "mixed"),  # 230 to 250
        ({"at_least": {"value": 230, "at": 2023}}, "supported"),
        ({"at_most": {"value": 229, "at": 2023}}, "contradicted"),
        ({"between": {"low": 200, "high": 245, "at": 2023}}, "mixed"),
        ({"rises": {"from": 2022, "to": 2023, "by": 30}}, "supported"),  # 50 less 10 on either side
        ({"rises": {"from": 2022, "to": 2023, "by": 31}}, "mixed"),
        ({"rises": {"from": 2022, "to": 2023, "by": 71}}, "contradicted"),
        ({"ratio": {"of": {"at": 2023}, "to": {"at": 2020}, "at_least": 2.4}}, "mixed"),  # 230/110 to 250/90
        ({"near": {"value": 241, "within": 2, "at": 2023}}, "supported"),  # an interval does not spoil a hit
        ({"near": {"value": 252, "within": 2, "at": 2023}}, "mixed"),  # it saves a miss
        ({"near": {"value": 253, "within": 2, "at": 2023}}, "contradicted"),
    ],
)
def test_an_interval_across_the_bound_is_mixed(test, status):
    assert verdict(test, series(y2020=100, y2022=190, y2023=240, spread=10)).status == status


def test_a_record_needs_every_earlier_value_in_its_interval_below():
    high_once = finding(
        [
            {"period": "2021", "value": 100, "low": 100, "high": 130},
            {"period": "2022", "value": 120, "low": 120},
        ]
    )
    assert verdict({"record": {"at": 2022}}, high_once).status == "mixed"
    assert (
        verdict({"record": {"at": 2022}}, series(y2021=120, y2022=120)).status == "contradicted"
    )  # equalled only


def test_a_record_looks_at_what_came_before_alone():
    assert verdict({"record": {"at": 2022}}, TRADE).status == "supported"  # although 2023 is higher
    assert (
        verdict({"record": {"at": 2022, "since": 2021}}, series(y2020=500, y2021=1, y2022=2)).status
        == "supported"
    )
    with_months = finding(
        [{"period": "2021", "value": 5}, {"period": "2021-05", "value": 9}, {"period": "2022", "value": 6}]
    )
    assert verdict({"record": {"at": 2022}}, with_months).status == "supported"  # years against years
    assert verdict({"record": {"at": 2020}}, TRADE).status == "not measurable"  # nothing before it


def test_the_interval_of_the_finding_belongs_to_its_headline():
    gap = Interval(low=230, high=241, kind="mirror gap")
    found = series(y2021=146, y2023=240, interval=gap)
    assert verdict({"at_least": {"value": 235}}, found).status == "mixed"
    assert verdict({"at_least": {"value": 235, "at": 2023}}, found).status == "mixed"
    assert verdict({"at_least": {"value": 146, "at": 2021}}, found).status == "supported"


def test_rows_are_told_apart_by_their_columns():
    found = finding(
        [
            {"period": "2023", "value": 46, "series": "imports"},
            {"period": "2023", "value": 30, "series": "exports"},
        ]
    )
    assert (
        verdict({"at_least": {"value": 40, "at": 2023, "rows": {"series": "imports"}}}, found).status
        == "supported"
    )
    assert verdict({"at_least": {"value": 40, "rows": {"series": "exports"}}}, found).status == "contradicted"
    with pytest.raises(OptionError, match=r"2 rows .*`rows: \{column: value\}.*series"):
        verdict({"at_least": {"value": 40, "at": 2023}}, found)


def test_a_ratio_may_set_two_findings_against_each_other():
    def fetch(name, *about, start, end, **options):
        return series(y2023={"RUS": 0.36, "CHN": 0.04}[about[0]], unit="share")

    test = {
        "ratio": {
            "of": {"at": 2023, "about": ["RUS", "CHN"]},
            "to": {"at": 2023, "about": ["CHN", "RUS"]},
            "at_least": 5,
        }
    }
    ratio = judge_by(claim(test), fetch)
    assert (ratio.status, ratio.figure) == ("supported", "36.0 against 4.0 %: 9.0 times")
    assert ratio.margin == pytest.approx(4)  # 9 against 5, up to rounding of the quotient


@pytest.mark.parametrize(
    ("test", "found"),
    [
        ({"ratio": {"of": {"at": 2020}, "to": {"at": 2021}, "at_least": 1}}, series(y2020=1, y2021=0)),
        ({"rises": {"from": 2020, "to": 2021, "by": "5 %"}}, series(y2020=-1, y2021=5)),
    ],
)
def test_what_cannot_be_divided_by_is_an_error(test, found):
    with pytest.raises(OptionError, match="positive"):
        verdict(test, found)


PHRASES = finding(
    [
        {"period": "2021-01-02", "value": 1, "phrase": "no limits", "office": "minister"},
        {"period": "2022-02-04", "value": 1, "phrase": "no limits", "office": "presidents"},
        {"period": "2022-03-30", "value": 1, "phrase": "no limits", "office": "spokesman"},
        {"period": "2023-03-21", "value": 0, "phrase": "no limits", "office": "presidents"},
        {"period": "2024", "value": None, "phrase": "no limits", "office": "presidents"},
    ]
)


def test_absence_needs_observations_without_a_use():
    everyone = verdict({"absent_since": {"date": "2022-02-04"}}, PHRASES)
    assert (everyone.status, everyone.figure) == (
        "contradicted",
        "used in 1 of 2 observations after 4 February 2022, first on 30 March 2022",
    )
    presidents = {"date": "2022-02-04", "rows": {"office": "presidents"}}
    assert verdict({"absent_since": presidents}, PHRASES).status == "supported"
    silent = verdict({"absent_since": {**presidents, "date": 2023}}, PHRASES)
    assert silent.status == "not measurable"
    assert "absence cannot be told from silence" in silent.why
    assert (
        verdict({"absent_since": {"date": "2021-01-02", "until": "2022-02-03"}}, PHRASES).status
        == "not measurable"
    )


SUPPLIERS = finding(
    [
        {"period": "2023", "value": 107, "low": 105, "high": 108, "series": "RUS"},
        {"period": "2023", "value": 86, "series": "SAU"},
        {"period": "2023", "value": 59, "series": "IRQ"},
        {"period": "2022", "value": 87, "series": "SAU"},
    ],
    unit="Mt",
)


@pytest.mark.parametrize(
    ("ranks", "status", "place"),
    [
        ({"name": "RUS"}, "supported", "number 1 of 3"),
        ({"name": "SAU"}, "contradicted", "number 2 of 3"),
        ({"name": "SAU", "top": 2, "at": 2023}, "supported", "number 2 of 3"),
    ],
)
def test_ranks_counts_those_above(ranks, status, place):
    result = verdict({"ranks": ranks}, SUPPLIERS)
    assert result.status == status
    assert place in result.figure


@pytest.mark.parametrize(
    ("name", "status", "lead"),
    [  # leads over the rival: 84 less 100 to 108 less 80; 80 less 108 to 100 less 84; 50 less 108 to 60 less 84
        ("RUS", "mixed", "−16 to 28 Mt"),
        ("SAU", "mixed", "−28 to 16 Mt"),
        ("IRQ", "contradicted", "off by 48 Mt"),
    ],
)
def test_a_lead_within_doubt_is_neither_right_nor_wrong(name, status, lead):
    doubtful = finding(
        [
            {"period": "2023", "value": 107, "low": 84, "high": 108, "series": "RUS"},
            {"period": "2023", "value": 86, "low": 80, "high": 100, "series": "SAU"},
            {"period": "2023", "value": 59, "low": 50, "high": 60, "series": "IRQ"},
        ],
        unit="Mt",
    )
    result = verdict({"ranks": {"name": name}}, doubtful)
    assert result.status == status
    assert lead in result.margin_in_words


def test_a_change_by_a_percentage_is_of_the_earlier_figure():
    rose = verdict({"rises": {"from": 2020, "to": 2021, "by": "40 %"}}, TRADE)  # 100 to 146
    assert (rose.status, rose.margin) == ("supported", pytest.approx(0.06))
    short = verdict({"rises": {"from": 2020, "to": 2021, "by": "50 %"}}, TRADE)
    assert (short.status, short.margin) == ("contradicted", pytest.approx(-0.04))
    assert short.margin_in_words == "off by 4.0 percentage points"
    fell = verdict({"falls": {"from": 2020, "to": 2021, "by": "20 %"}}, series(y2020=100, y2021=70))
    assert (fell.status, fell.margin) == ("supported", pytest.approx(0.1))


@pytest.mark.parametrize("ranks", [{"name": "IRN"}, {"name": "RUS", "top": 3}, {"name": "SAU", "at": 2022}])
def test_a_rank_needs_the_state_and_rivals(ranks):
    assert verdict({"ranks": ranks}, SUPPLIERS).status == "not measurable"


def test_what_is_not_covered_is_never_a_pass():
    outside = verdict({"at_least": {"value": 0, "at": 1950}}, TRADE)
    assert outside.status == "not measurable"
    assert "it covers 2020 to 2023" in outside.why

    def not_covered(name, *about, start, end, **options):
        raise CoverageError("no table covers it.", "Fetch imf-imts.")

    assert judge_by(claim({"at_least": {"value": 0}}), not_covered).why == (
        "Not measurable: no table covers it. Fetch imf-imts."
    )
    headless = finding([{"period": "2023", "value": 1}])
    assert verdict({"at_least": {"value": 0}}, headless).status == "not measurable"


def test_a_missing_measure_is_not_measurable_but_a_missing_option_is_a_mistake():
    def missing(kind):
        def fetch(name, *about, start, end, **options):
            raise UnknownNameError(kind, name, ["trade.turnover"])

        return fetch

    assert judge_by(claim({"at_least": {"value": 0}}), missing("measure")).status == "not measurable"
    with pytest.raises(UnknownNameError):
        judge_by(claim({"at_least": {"value": 0}}), missing("option of trade.turnover"))


def test_the_measure_reads_the_periods_that_the_test_names():
    asked = []

    def fetch(name, *about, start, end, **options):
        asked.append((start, end))
        return TRADE

    judge_by(claim({"rises": {"from": 2021, "to": 2023}}), fetch)
    judge_by(claim({"record": {"at": 2023}}), fetch)
    judge_by(claim({"at_least": {"value": 1}}), fetch)
    judge_by(claim({"rises": {"from": 2021, "to": 2023}}, **{"from": 2020, "to": 2023}), fetch)
    assert asked == [("2021", "2023"), (None, "2023"), (None, None), ("2020", "2023")]


def test_a_span_is_the_headline_of_the_measure_over_it():
    asked = []

    def fetch(name, *about, start, end, **options):
        asked.append((start, end))
        return series(y2000={"2014": 14, "2022-02-24": 23}[start], unit="measures")

    spans = {"from": "2014..2022-02-23", "to": "2022-02-24..2023"}
    result = judge_by(claim({"rises": spans}), fetch)
    assert sorted(asked) == [("2014", "2022-02-23"), ("2022-02-24", "2023")]
    assert result.figure == "14 → 23 measures, 2014 – 23 February 2022 to 24 February 2022 – 2023"
    assert result.finding.value == 23  # a verdict shows the later of two findings
    ratio = {"of": {"at": "2022-02-24..2023"}, "to": {"at": "2014..2022-02-23"}, "at_least": 2}
    assert judge_by(claim({"ratio": ratio}), fetch).status == "contradicted"


def test_a_verdict_says_its_margin_and_what_would_overturn_it():
    bn = series(y2021=146.887e9, y2023=240.11e9)
    result = verdict({"rises": {"from": 2021, "to": 2023}}, bn)
    assert result.figure == "$146.9 → 240.1 bn, 2021 to 2023"
    assert result.margin == pytest.approx(93.223e9)  # dollars, exact up to float rounding
    assert result.margin_in_words == "$93.2 bn to spare"
    assert result.overturned_by == "a rise from 2021 to 2023 smaller by more than $93.2 bn"
    shares = verdict(
        {"rises": {"from": 2021, "to": 2024, "by": 0.3}}, series(y2021=0.248, y2024=0.464, unit="share")
    )
    assert shares.overturned_by == "a rise from 2021 to 2024 larger by 8.4 percentage points or more"


@pytest.mark.parametrize(
    ("test", "overturned_by"),
    [
        ({"at_least": {"value": 1, "at": 2022}}, "any lower figure for 2022"),
        ({"at_most": {"value": 1, "at": 2022}}, "any higher figure for 2022"),
        ({"at_least": {"value": 3, "at": 2022}}, "a figure for 2022 higher by 2 uses or more"),
        ({"rises": {"from": 2021, "to": 2022}}, "any larger rise from 2021 to 2022"),
        ({"near": {"value": 3, "within": 1, "at": 2022}}, "a figure for 2022 higher by 1 use or more"),
    ],
)
def test_a_figure_at_its_bound_is_overturned_by_the_least_change(test, overturned_by):
    assert verdict(test, series(y2021=1, y2022=1, unit="uses")).overturned_by == overturned_by


def test_no_shift_alone_supports_what_is_narrower_than_the_interval():
    result = verdict(
        {"between": {"low": 100, "high": 105, "at": 2022}}, series(y2021=1, y2022=190, spread=10)
    )
    assert (result.status, result.overturn) == ("contradicted", None)
    assert result.overturned_by.startswith("no shift alone")


def test_a_verdict_is_plain_values():
    record = verdict({"near": {"value": 147, "within": 1, "at": 2021}}, TRADE).record()
    assert (record["status"], record["test"]["kind"], record["finding"]["name"]) == (
        "supported",
        "near",
        "test.figure",
    )


@pytest.mark.parametrize(
    ("day", "within", "status", "figure"),
    [
        ("2022-03-30", 0, "supported", "on record: 2022-03-30, the day stated"),
        ("2022-03-29", 0, "contradicted", "on record: 2022-03-30, 1 day later"),
        ("2022-04-02", 0, "contradicted", "on record: 2022-03-30, 3 days earlier"),
        ("2022-04-02", 3, "supported", "on record: 2022-03-30, 3 days earlier"),
    ],
)
def test_a_day_is_part_of_what_is_said(day, within, status, figure):
    ruled = verdict({"dated": {"day": day, "within": within, "rows": {"office": "spokesman"}}}, PHRASES)
    assert (ruled.status, ruled.figure) == (status, figure)


def test_a_day_without_anything_on_record_is_not_measurable():
    assert (
        verdict({"dated": {"day": "2022-03-30", "rows": {"office": "nobody"}}}, PHRASES).status
        == "not measurable"
    )


def test_rows_of_the_speaker_judge_nothing():
    found = finding(
        [{"period": "2021", "value": 1, "source": "own"}, {"period": "2022", "value": 0, "source": "other"}]
    )
    test = {"absent_since": {"date": "2020"}}
    ask = lambda name, *about, start, end, **options: found  # noqa: E731
    assert judge_by(claim(test), ask).status == "contradicted"
    assert judge_by(claim(test, refuses=["own"]), ask).status == "supported"
    assert judge_by(claim(test, refuses=["own", "other"]), ask).status == "not measurable"
