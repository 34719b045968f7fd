"""The conformance suite passes what is right, and names what is wrong: here with measures, readers and both broken."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from realpolitik.findings import Period
from realpolitik.measures import registry
from realpolitik.measures.registry import Result
from realpolitik.sources.reader import Part, Request, reader_of
from realpolitik.testing import check_measure, check_source

HEADER = "ccode1,ccode2,year,flow1,flow2,version\n"
ROWS = "365,710,2013,1.5,2.5,4.0\n365,710,2014,3.5,4.5,4.0\n2,710,2014,3.5,-9,4.0\n2,20,2014,13.5,19,4.0\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "Dyadic_COW_4.0.csv"
    path.write_text(HEADER + ROWS)
    return path


READER = reader_of("cow-trade")


def test_a_right_reader_passes(file):
    check_source(READER, [file])
    assert file.read_text() == HEADER + ROWS


def reading(change):
    """The reader with every part changed."""
    return replace(READER, read=lambda files, job: [change(part) for part in READER.read(files, job)])


CALLS = []


def forgetful(part):
    """A reader whose second reading differs from its first."""
    CALLS.append(part)
    return replace(part, frame=part.frame.head(len(CALLS)))


def careless(files, job):
    rows = [line.split(",") for line in files[0].read_text(errors="replace").splitlines()[1:]]
    frame = pl.DataFrame(
        {"year": [int(row[2]) for row in rows], "value_usd": [int(float(row[3])) for row in rows]}
    )
    yield Part(
        table="trade",
        frame=frame.select(
            "value_usd", origin=pl.lit("CHN"), destination=pl.lit("RUS"), product=pl.lit("total"), freq=pl.lit("A"),
            period=pl.date("year", 1, 1), reporter=pl.lit("COW"), product_code=pl.int_range(pl.len()).cast(pl.String),
        ),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("reader", "problem"),
    [
        (replace(READER, by_hand="Ask a colleague."), "by_hand gives no address"),
        (replace(READER, tables=("trade", "weather")), "no table is called 'weather'"),
        (replace(READER, requests=lambda job: [Request(address="http://a.org/x", file="x")]), "not https"),
        (replace(READER, requests=lambda job: [Request(address="https://a.org/?k=1", file="x")]), "params"),
        (
            replace(READER, requests=lambda job: [Request(address="https://a.org/", file="a/x")]),
            "plain file name",
        ),
        (replace(READER, tables=("power",)), "'trade' is not among its tables"),
        (reading(lambda part: replace(part, rejected=pl.DataFrame({"x": [1]}))), "no column `reason`"),
        (reading(lambda part: replace(part, frame=part.frame.clear())), "give no rows"),
        (reading(forgetful), "reading twice"),
        (replace(READER, read=careless), "outside the window"),
    ],
)
def test_a_wrong_reader_is_told_what_is_wrong(file, reader, problem):
    with pytest.raises(AssertionError, match=problem):
        check_source(reader, [file])


def test_a_reader_that_trips_over_a_broken_file_is_wrong(file):
    def within(files, job):
        for part in careless(files, job):
            days = pl.col("period").dt.year()
            start, end = job.window.start or date.min, job.window.end or date.max
            yield replace(part, frame=part.frame.filter(days.is_between(start.year, end.year)))

    with pytest.raises(AssertionError, match=r"file gives \w+Error .*raise FileFormatError"):
        check_source(replace(READER, read=within), [file])


def test_a_reader_that_ignores_what_is_broken_is_wrong(file):
    (whole,) = READER.read([file], replace(READER.job(), scratch=file.parent))
    start = date(2014, 1, 1)

    def blind(files, job):
        if job.window.start:
            yield replace(whole, frame=whole.frame.filter(pl.col("period") >= start))
        else:
            yield whole

    with pytest.raises(AssertionError, match="an empty file gives as many rows"):
        check_source(replace(READER, read=blind), [file])


@pytest.mark.parametrize(
    ("name", "about"),
    [
        ("trade.turnover", ("CHN", "RUS")),
        ("dependence.import_share", ("RUS", "CHN")),
        ("mirror.gap", ("RUS", "CHN")),
        ("concentration.hhi", ("RUS",)),
        ("votes.identical_share", ("CHN", "RUS")),
        ("meetings.count", ("CHN", "RUS")),
    ],
)
def test_measures_of_this_package_pass(name, about):
    assert check_measure(name, *about).name == name


def measured(compute, **facts):
    """Register a function for one test."""
    known = {
        "unit": "index", "tables": ("trade",), "definition": "d", "formula": "f", "reference": "Nobody (2020)", "states": 1,
    }  # fmt: skip
    registry.measure("test.figure", **{**known, **facts})(compute)


@pytest.fixture(autouse=True)
def _forget():
    registry.measures()  # discovered before anything of a test is added
    yield
    registry._REGISTER.pop("test.figure", None)


def result(**facts):
    rows = [{"period": "2021", "value": 1.0, "source": "imf-imts"}]
    usual = {
        "value": 1.0,
        "says": "It is 1.",
        "rows": rows,
        "period": Period(start="2021", end="2021", freq="A"),
    }
    return Result(**{**usual, **facts})


def figure(result_):
    def compute(tables, about, window):
        """A figure."""
        return result_

    return compute


@pytest.mark.parametrize(
    ("facts", "kind", "problem"),
    [
        ({"says": "It is large"}, {}, "no sentence"),
        ({"says": "It is large."}, {}, "no number"),
        ({"rows": []}, {}, "no rows"),
        ({"rows": [{"period": "2021"}]}, {}, "no value"),
        ({"rows": [{"period": "2021", "value": float("nan"), "source": "imf-imts"}]}, {}, "value is nan"),
        ({"rows": [{"period": "2021", "value": 1.0}]}, {}, "no source"),
        ({}, {"reference": "Nobody"}, "no year"),
        ({}, {"unit": ""}, "no unit"),
        ({}, {"tables": ("weather",)}, "reads a table"),
        ({"period": Period(start="1500", end="2021", freq="A")}, {}, "for the year 1500"),
    ],
)
def test_a_wrong_measure_is_told_what_is_wrong(facts, kind, problem):
    measured(figure(result(**facts)), **kind)
    with pytest.raises(AssertionError, match=problem):
        check_measure("test.figure", "CHN")


def test_an_option_without_help_or_values_is_told():
    def compute(tables, about, window, *, size: str = "small"):
        """A figure."""
        return result()

    measured(compute)
    with pytest.raises(AssertionError, match="the option size has no help"):
        check_measure("test.figure", "CHN")
