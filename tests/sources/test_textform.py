"""What spreadsheets and web sites do to a text file: undone for every reader, or refused by its name."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest

from realpolitik.errors import FileFormatError
from realpolitik.sources.delimited import collect, number, scan
from realpolitik.sources.reader import reader_of

PLAIN = "state,year,value\nCHN,2021,12.5\nRUS,2022,3\n"
ROWS = [("CHN", "2021", 12.5), ("RUS", "2022", 3.0)]


@pytest.fixture
def rows(tmp_path):
    """The rows of a file of these bytes, its values as numbers."""

    def run(data: bytes, name: str = "a.csv", **how) -> list[tuple]:
        (tmp_path / name).write_bytes(data)
        job = replace(reader_of("nmc").job(), scratch=tmp_path / "scratch")
        frame = scan(tmp_path / name, job, columns=("state", "year", "value"), **how)
        assert frame.collect_schema().names() == ["state", "year", "value"]
        return collect(frame.with_columns(number("value")), tmp_path / name).rows()

    return run


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.encode(),
        b"\xef\xbb\xbf" + PLAIN.encode(),
        PLAIN.replace("\n", "\r\n").encode(),
        PLAIN.encode("utf-16"),
        PLAIN.encode("utf-16-le"),
        PLAIN.encode("utf-16-be"),
        PLAIN.replace(",", "\t").encode("utf-16"),  # "Unicode text" of a spreadsheet
        PLAIN.replace(",", ";").encode(),
        PLAIN.replace(",", ";").replace(".", ",").encode(),  # as European spreadsheets save
        PLAIN.replace("\n", ",\n")
        .replace("value,", "value")
        .encode(),  # a comma behind every row but the heading
        "".join(f'"{line.replace(",", chr(34) + "," + chr(34))}",\n' for line in PLAIN.splitlines()[1:])
        .join(["state,year,value\n", ""])
        .encode(),
    ],
    ids=[
        "plain",
        "bom",
        "crlf",
        "utf16",
        "utf16le",
        "utf16be",
        "unicode-text",
        "semicolons",
        "decimal-commas",
        "trailing",
        "quoted-trailing",
    ],
)
def test_the_same_rows_however_the_file_was_saved(rows, data):
    assert rows(data) == ROWS


def test_lines_of_text_before_a_heading_with_semicolons(rows):
    text = f"Some database\n\n{PLAIN}".replace(",", ";")
    assert rows(text.encode(), starts="state,year") == ROWS


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"state,year,value\n", "a heading and no rows"),
        (b"", "is empty"),
        (PLAIN.encode() + b"USA,2023,1,5\n", "more fields than the heading"),
        (b"state,year,value\nCHN,2021,1,\nRUS,2022,2,7\n", "1 rows with more fields"),
        (b'<?xml version="1.0"?><message/>', "is XML: ask for CSV"),
        (b'{"data": []}', "is JSON: ask for CSV"),
        (b"<stata_dta><header><release>118</release></header>", "a file of Stata"),
        (b"<!DOCTYPE html><html><head></head></html>", "is a web page"),
        (b"%PDF-1.7", "a PDF document"),
        (b"\x1f\x8b\x08\x00abc", "compressed by gzip"),
    ],
)
def test_what_is_no_table_is_called_by_its_name(rows, data, said):
    with pytest.raises(FileFormatError, match=said):
        rows(data)


def test_a_workbook_in_place_of_text_is_called_one(workbook, tmp_path):
    path = workbook("TradeData.xlsx", {"Sheet1": [["state", "year", "value"], ["CHN", 2021, 1]]})
    job = replace(reader_of("nmc").job(), scratch=tmp_path / "scratch")
    with pytest.raises(FileFormatError, match="is an Excel workbook: take the publisher's CSV"):
        scan(path, job, columns=("state",))


def test_a_comma_inside_a_text_is_no_decimal(tmp_path):
    path = tmp_path / "names.csv"
    path.write_text('state;note\nKOR;"Korea, South"\nTWN;1,234,567\n')
    job = replace(reader_of("nmc").job(), scratch=tmp_path / "scratch")
    assert collect(scan(path, job, columns=("state",)), path)["note"].to_list() == [
        "Korea, South",
        "1,234,567",
    ]
    assert pl.Series(["1,234,567"]).to_frame("n").select(number("n")).item() is None
