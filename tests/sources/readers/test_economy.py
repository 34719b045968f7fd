"""Output, prices and military spending: pages, groups, sheets that change, units, marks for what is not known."""

from __future__ import annotations

import csv
import json
from datetime import date, datetime

import polars as pl
import pytest
import xlwt

from realpolitik.errors import FileFormatError
from realpolitik.findings import Window
from realpolitik.sources.reader import reader_of
from realpolitik.store import Store


def observation(iso3: str, year: str, value: float | None, name: str = "NY.GDP.MKTP.CD") -> dict[str, object]:
    return {
        "indicator": {"id": name, "value": "GDP (current US$)"},
        "country": {"id": iso3[:2], "value": iso3},
        "countryiso3code": iso3,
        "date": year,
        "value": value,
        "unit": "",
        "obs_status": "",
        "decimal": 0,
    }


def page(*rows: dict, page: int = 1, pages: int = 1) -> str:
    head = {
        "page": page,
        "pages": pages,
        "per_page": 20000,
        "total": len(rows),
        "sourceid": "2",
        "lastupdated": "2026-07-01",
    }
    return json.dumps([head, list(rows)])


def test_indicators_of_the_world_bank(read, write):
    text = page(
        observation("RUS", "2021", 1843392293734.35),
        observation("RUS", "1985", 5e11),
        observation("XKX", "2021", 9.4e9),
        observation("EUU", "2021", 17.3e12),
        observation("AFE", "2021", 1.1e12),
        observation("CHN", "2021", None),
        observation("QQQ", "2021", 1.0),
        observation("CHN", "2021", 1.4e9, "SP.POP.TOTL"),
        observation("CHN", "2021", 3.0, "NE.TRD.GNFS.ZS"),
    )
    found = read("worldbank", write("NY.GDP.MKTP.CD-1.json", text))
    assert found.slices == ["gdp-usd", "population"]
    assert found.rows("power", "state", "measure", "period", "value", "unit", "vintage") == [
        ("CHN", "population", date(2021, 1, 1), 1.4e9, "persons", "World Bank WDI 2026-07-01"),
        ("EU27", "gdp-usd", date(2021, 1, 1), 17.3e12, "USD", "World Bank WDI 2026-07-01"),
        # of Russia in its borders of today, not of the Soviet Union
        ("RUS", "gdp-usd", date(1985, 1, 1), 5e11, "USD", "World Bank WDI 2026-07-01"),
        ("RUS", "gdp-usd", date(2021, 1, 1), 1843392293734.35, "USD", "World Bank WDI 2026-07-01"),
        ("XKX", "gdp-usd", date(2021, 1, 1), 9.4e9, "USD", "World Bank WDI 2026-07-01"),
    ]
    assert found.reasons == {"country: no state is called so then": 1}
    assert any("being no states: AFE" in text for text in found.warnings)
    assert "worldbank-wdi: the indicator NE.TRD.GNFS.ZS is not one of those read" in found.warnings


def test_the_csv_of_the_site_has_a_column_a_year(read, write):
    text = (
        '"Data Source","World Development Indicators",\n\n"Last Updated Date","2026-07-01",\n\n'
        '"Country Name","Country Code","Indicator Name","Indicator Code","1960","2021",\n'
        '"Aruba","ABW","GDP (current US$)","NY.GDP.MKTP.CD","","3103184101.66",\n'
        '"Africa Eastern and Southern","AFE","GDP (current US$)","NY.GDP.MKTP.CD","24209250909.44","1.08e12",\n'
        '"Germany","DEU","GDP (current US$)","NY.GDP.MKTP.CD","","4.35e12",\n'
    )
    found = read("worldbank", write("API_NY.GDP.MKTP.CD_DS2_en_csv_v2_1.csv", text))
    assert found.rows("power", "state", "period", "value") == [
        ("ABW", date(2021, 1, 1), 3103184101.66),
        ("DEU", date(2021, 1, 1), 4.35e12),
    ]


def test_pages_are_asked_for_one_after_another(write):
    reader = reader_of("worldbank")
    first = next(iter(reader.requests(reader.job(window=Window.parse("2000", "2020")))))
    assert first.params["date"] == "2000:2020"
    second = first.following(write("a.json", page(page=1, pages=2)))
    assert (second.params["page"], second.file) == ("2", "NY.GDP.MKTP.CD-2.json")
    assert second.following(write("b.json", page(page=2, pages=2))) is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '[{"message":[{"id":"120","key":"Invalid value","value":"The provided parameter value is not valid"}]}]',
            "parameter value is not valid",
        ),
        (
            '[{"page":1,"pages":1},[{"indicator":{"id":"NY.GDP.MKTP.CD"},"country":{"id":"RU"}}]]',
            "an observation without",
        ),
        ('[{"page":1,"pages":1},[{"indica', "is no JSON"),
        ("<html></html>", "is no JSON"),
        ("{}", "is no answer of the World Bank"),
    ],
)
def test_what_is_no_answer_of_the_bank_is_refused(read, write, text, said):
    with pytest.raises(FileFormatError, match=said):
        read("worldbank", write("NY.GDP.MKTP.CD-1.json", text))


PINK = [
    ["World Bank Commodity Price Data (The Pink Sheet)"],
    ["monthly prices in nominal US dollars, 1960 to present"],
    ["(monthly series are available only in nominal US dollar terms)"],
    ["Updated on July 02, 2026"],
    [None, "Crude oil, average", "Crude oil, Brent", "Crude oil, Dubai", "Coal, South African **", "Cocoa"],
    [None, "($/bbl)", "($/bbl)", "($/bbl)", "($/mt)", "($/kg)"],
    ["1960M01", 1.63, 1.63, 1.63, "…", 0.634],
    ["2022M03", 112.4, 115.59, 113.13, 294.42, 2.46],
    ["2022M04", 103.41, 105.78, "n/a", 302, 2.46],
]


def test_the_pink_sheet_is_found_by_names_and_units(read, workbook):
    found = read(
        "pinksheet",
        workbook("CMO-Historical-Data-Monthly.xlsx", {"AFOSHEET": [["x"]], "Monthly Prices": PINK}),
    )
    assert found.version == "2026-07-02"
    rows = {(s, p): (v, u) for s, p, v, u in found.rows("prices", "series", "period", "value", "unit")}
    assert rows["brent", date(2022, 3, 1)] == (115.59, "USD/bbl")
    assert rows["coal-south-africa", date(2022, 4, 1)] == (302.0, "USD/t")
    assert len(rows) == 10
    assert found.reasons == {"the price is no number": 1}
    assert "the sheet has no series Coal, Australian" in found.warnings[0]


def test_a_sheet_that_has_changed_is_refused(read, workbook, write):
    other = [list(row) for row in PINK]
    other[5][2] = "($/mt)"
    with pytest.raises(FileFormatError, match=r"gives Crude oil, Brent in '\$/mt', not in '\$/bbl'"):
        read("pinksheet", workbook("a.xlsx", {"Monthly Prices": other}))
    with pytest.raises(FileFormatError, match="has no row with the names of series"):
        read("pinksheet", workbook("b.xlsx", {"Monthly Prices": PINK[:4]}))
    with pytest.raises(FileFormatError, match="has no months"):
        read("pinksheet", workbook("c.xlsx", {"Monthly Prices": PINK[:6]}))
    with pytest.raises(FileFormatError, match="has no sheet 'Monthly Prices', only Annual"):
        read("pinksheet", workbook("d.xlsx", {"Annual": PINK}))
    with pytest.raises(FileFormatError, match="is no workbook that can be read"):
        read("pinksheet", write("e.xlsx", "<html>moved</html>"))


@pytest.mark.shared
def test_the_pink_sheet_of_today_is_the_embedded_one(read, shared_data):
    found = read("pinksheet", shared_data / "energy" / "worldbank" / "CMO-Historical-Data-Monthly.xlsx")
    assert found.version == "2026-06-02"
    assert not found.warnings
    old = Store()["prices"].filter(source_id="worldbank-pinksheet")
    both = old.join(found.tables["prices"], on=["series", "period", "freq", "unit", "basis"], suffix="_new")
    assert both.height == old.height
    assert both.filter(pl.col("value") != pl.col("value_new")).is_empty()


def eia(path, key: str, rows: list[tuple[object, object]]):
    """A workbook as the agency writes it."""
    book = xlwt.Workbook()
    book.add_sheet("Contents").write(0, 0, "Spot Prices")
    sheet = book.add_sheet("Data 1")
    sheet.write(0, 0, "Back to Contents")
    sheet.write(0, 1, "Data 1: Europe Brent Spot Price FOB (Dollars per Barrel)")
    sheet.write(1, 0, "Sourcekey")
    sheet.write(1, 1, key)
    sheet.write(2, 0, "Date")
    sheet.write(2, 1, "Europe Brent Spot Price FOB (Dollars per Barrel)")
    dated = xlwt.easyxf(num_format_str="mmm-yyyy")
    for place, (day, price) in enumerate(rows, 3):
        if isinstance(day, datetime):
            sheet.write(place, 0, day, dated)
        else:
            sheet.write(place, 0, day)
        if price is not None:
            sheet.write(place, 1, price)
    book.save(str(path))
    return path


def test_eia_workbooks_say_series_and_frequency(read, tmp_path):
    monthly = eia(
        tmp_path / "RBRTEm.xls",
        "RBRTE",
        [
            (datetime(2022, 1, 15), 86.51),
            (datetime(2022, 2, 15), 97.13),
            (datetime(2022, 3, 15), 117.25),
            ("Mar-22", 1.0),
        ],
    )
    daily = eia(
        tmp_path / "RWTCd.xls",
        "RWTC",
        [
            (datetime(2020, 4, 17), 18.31),
            (datetime(2020, 4, 20), -36.98),
            (datetime(2020, 4, 21), None),
            (datetime(2020, 4, 22), 12.17),
        ],
    )
    found = read("eia", monthly, daily)
    assert found.slices == ["brent-M", "wti-D"]
    assert found.rows("prices", "series", "freq", "period", "value") == [
        ("brent", "M", date(2022, 1, 1), 86.51),
        ("brent", "M", date(2022, 2, 1), 97.13),
        ("brent", "M", date(2022, 3, 1), 117.25),
        ("wti", "D", date(2020, 4, 17), 18.31),
        ("wti", "D", date(2020, 4, 20), -36.98),  # the day on which oil cost less than nothing
        ("wti", "D", date(2020, 4, 22), 12.17),
    ]
    assert found.reasons == {"the date is none": 1}


def test_other_series_and_weeks_are_refused(read, tmp_path, write):
    days = [(datetime(2022, 1, 7), 80.0), (datetime(2022, 1, 14), 81.0), (datetime(2022, 1, 21), 82.0)]
    with pytest.raises(FileFormatError, match="quotations 7"):
        read("eia", eia(tmp_path / "RBRTEw.xls", "RBRTE", days))
    with pytest.raises(FileFormatError, match="has the series RNGWHHD"):
        read("eia", eia(tmp_path / "RNGWHHDm.xls", "RNGWHHD", days))
    with pytest.raises(FileFormatError, match="does not say whose prices"):
        read("eia", write("prices.csv", "Date,Price\n2022-01-15,80\n2022-02-15,81\n"))


@pytest.mark.shared
def test_spot_prices_are_all_read_and_agree_with_the_world_bank(read, shared_data):
    paths = sorted((shared_data / "energy" / "oil_prices").glob("*.csv"))
    found = read("eia", *paths)
    published = sum(
        1
        for path in paths
        for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines())
        if row["Price"]
    )
    assert found.tables["prices"].height == published
    assert not found.reasons
    bank = Store()["prices"].filter(source_id="worldbank-pinksheet", series="brent").select("period", "value")
    both = bank.join(
        found.tables["prices"].filter(pl.col("series") == "brent", freq="M"), on="period", suffix="_eia"
    )
    # averages of the same quotations, taken over other days: within 2 % in nine months of ten
    near = both.select(((pl.col("value") / pl.col("value_eia") - 1).abs() < 0.02).mean()).item()
    assert near > 0.9


SPENDING = [
    ["Military expenditure by country, in millions of US$ at current prices and exchange rates"],
    [None],
    ["Figures in blue are SIPRI estimates. Figures in red indicate highly uncertain data."],
    ["xxx = country did not exist, ... = data unavailable"],
    [None],
    ["Country", "Notes", 1989, 1991, 2023],
    [None],
    ["Europe"],
    ["Eastern Europe"],
    ["Russia", "‡ § 4", "xxx", "...", 109454.4],
    ["USSR", None, 240180.5, "...", "xxx"],
    ["Germany", None, 33604.6, 39517.1, 66826.6],
    ["Yemen, North", None, 400.0, ". .", "xxx"],
    ["Atlantis", None, 1.0, "...", 2.0],
    ["China", "§ ‖", 11.5, 10.0, "1o"],
]


def test_military_spending_of_states_that_ended_and_marks_for_unknown(read, workbook):
    sheets = {
        "Front page": [["SIPRI Military Expenditure Database"]],
        "Constant (2023) US$": [*SPENDING[:6], ["Germany", None, 1.0, 2.0, 61.0]],
        "Current US$": SPENDING,
        "Share of GDP": [*SPENDING[:6], ["Germany", None, 0.027, 0.021, 0.0151]],
    }
    found = read("milex", workbook("SIPRI-Milex-data-1949-2023.xlsx", sheets))
    assert found.version == "2023"
    rows = {
        (s, p.year, m): (v, u)
        for s, p, m, v, u in found.rows("power", "state", "period", "measure", "value", "unit")
    }
    assert rows["RUS", 2023, "military-spending-usd"] == (pytest.approx(109454.4e6), "USD")
    assert rows["SUN", 1989, "military-spending-usd"][0] == pytest.approx(240180.5e6)
    assert rows["YEM", 1989, "military-spending-usd"][0] == 4e8
    assert rows["DEU", 2023, "military-spending-constant-usd"] == (61e6, "USD of 2023")
    assert rows["DEU", 2023, "military-spending-share"] == (0.0151, "share")
    assert ("RUS", 1991, "military-spending-usd") not in rows
    assert found.reasons == {"country: no state is called so then": 2, "the figure is no number": 1}
    assert found.tables["power"]["vintage"].unique().to_list() == ["SIPRI 2023"]


def test_a_workbook_without_the_sheets_or_the_heading_is_refused(read, workbook):
    with pytest.raises(FileFormatError, match="none of Current US"):
        read("milex", workbook("SIPRI-Milex-data-1949-2023.xlsx", {"Regional totals": SPENDING}))
    with pytest.raises(FileFormatError, match="no heading that begins with Country"):
        read("milex", workbook("SIPRI-Milex-data-1949-2023.xlsx", {"Current US$": SPENDING[:4]}))
