"""Correlates of War trade: the published header and missing marks, states by year, and the published figure."""

from __future__ import annotations

import zipfile
from datetime import date

import polars as pl
import pytest

from realpolitik.errors import FileFormatError
from realpolitik.findings import Window
from realpolitik.sources.reader import reader_of

HEADER = (
    "ccode1,ccode2,year,importer1,importer2,flow1,flow2,smoothflow1,smoothflow2,smoothtotrade,spike1,spike2,dip1,dip2,"
    "trdspike,tradedip,bel_lux_alt_flow1,bel_lux_alt_flow2,china_alt_flow1,china_alt_flow2,source1,source2,version"
)
ROWS = (
    "365,710,1990,Russia,China,2145.7,2207.9,2145.7,2207.9,4353.6,0,0,0,0,0,0,-9,-9,-9,-9,1,1,4.0",
    "365,710,1995,Russia,China,865,3798.6,865,3798.6,4663.6,0,0,0,0,0,0,-9,-9,-9,-9,1,1,4.0",
    "2,365,1991,United States of America,Russia,-9,0,-9,0,-9,0,0,0,0,0,0,-9,-9,-9,-9,1,1,4.0",
    "2,999,1991,United States of America,Nowhere,5,6,5,6,11,0,0,0,0,0,0,-9,-9,-9,-9,1,1,4.0",
)


@pytest.fixture
def archive(tmp_path):
    path = tmp_path / "COW_Trade_4.0.zip"
    with zipfile.ZipFile(path, "w") as zipped:
        zipped.writestr("COW_Trade_4.0/Dyadic_COW_4.0.csv", "\r\n".join((HEADER, *ROWS)) + "\r\n")
        zipped.writestr("COW_Trade_4.0/National_COW_4.0.csv", "ccode\r\n2\r\n")
    return path


def read(path, tmp_path, **window):
    reader = reader_of("cow-trade")
    job = reader.job(window=Window.parse(**window))
    job = reader.dated(job, [path])
    from dataclasses import replace

    (part,) = reader.read([path], replace(job, scratch=tmp_path / "scratch"))
    return job, part


def test_importers_reports_become_directed_flows(archive, tmp_path):
    job, part = read(archive, tmp_path)
    assert job.version == "4.0"
    flows = {
        (origin, destination, period.year): value
        for origin, destination, period, value in part.frame.filter(
            pl.col("origin") != "WLD", pl.col("destination") != "WLD"
        )
        .select("origin", "destination", "period", "value_usd")
        .iter_rows()
    }
    # number 365 is the Soviet Union to 1991; flow1 is what the first state imported; -9 is no report, 0 may be none
    assert flows == {
        ("CHN", "SUN", 1990): 2_145_700_000,
        ("SUN", "CHN", 1990): 2_207_900_000,
        ("CHN", "RUS", 1995): 865_000_000,
        ("RUS", "CHN", 1995): 3_798_600_000,
    }


def test_sums_over_partners_are_of_the_flows_there_are(archive, tmp_path):
    _, part = read(archive, tmp_path)
    sums = part.frame.filter(pl.col("origin") == "WLD", pl.col("destination") == "CHN").sort("period")
    assert sums["value_usd"].to_list() == [2_207_900_000, 3_798_600_000]


def test_what_cannot_be_a_flow_is_set_aside_with_the_reason(archive, tmp_path):
    _, part = read(archive, tmp_path)
    aside = part.rejected.select("exporter", "importer", "millions", "reason").sort("millions").rows()
    assert [row[:3] for row in aside] == [(2, 365, 0.0), (999, 2, 5.0), (2, 999, 6.0)]
    assert "no report" in aside[0][3]
    assert aside[1][3] == "a number of no state in that year"


def test_the_window_is_kept(archive, tmp_path):
    _, part = read(archive, tmp_path, start="1995", end="1995")
    assert part.frame["period"].unique().to_list() == [date(1995, 1, 1)]


def test_another_file_is_refused(tmp_path):
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    with pytest.raises(FileFormatError, match="no column ccode1"):
        read(path, tmp_path)


@pytest.mark.shared
def test_the_whole_file_gives_the_figures_that_others_read_from_it(shared_data, tmp_path):
    path = shared_data / "politics/states/cow_trade_ddy_svm.parquet"
    _, part = read(path, tmp_path)
    raw = pl.read_parquet(path)
    sold = part.frame.filter(
        pl.col("origin") == "CHN", pl.col("destination") == "RUS", pl.col("period") == date(2014, 1, 1)
    )
    assert sold["value_usd"].to_list() == [
        51_135_000_000
    ]  # flow2 of China and Russia in 2014, by hand from the file
    # every report once: the derived file writes each in two rows
    rounded = (raw.filter(pl.col("flow1") != -9)["flow1"] * 1e6).round().sum()
    flows = part.frame.filter(pl.col("origin") != "WLD", pl.col("destination") != "WLD")
    kept = flows["value_usd"].sum() + (part.rejected["millions"] * 1e6).round().sum()
    assert kept == pytest.approx(rounded, rel=1e-12)
