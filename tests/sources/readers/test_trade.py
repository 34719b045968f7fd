"""Trade of UN Comtrade, CEPII BACI and the IMF: units, both reports, cut answers, groups, codes of former states."""

from __future__ import annotations

import json
import zipfile
from datetime import date

import polars as pl
import pytest

from realpolitik.errors import FileFormatError, OptionError, UnknownNameError
from realpolitik.findings import Window
from realpolitik.sources.reader import reader_of
from realpolitik.store import Store


def row(**changes: object) -> dict[str, object]:
    """An observation as the API gives it."""
    return {
        "typeCode": "C",
        "freqCode": "A",
        "refPeriodId": 20230101,
        "refYear": 2023,
        "refMonth": 52,
        "period": "2023",
        "reporterCode": 156,
        "reporterISO": "CHN",
        "reporterDesc": "China",
        "flowCode": "M",
        "flowDesc": "Import",
        "partnerCode": 643,
        "partnerISO": "RUS",
        "partnerDesc": "Russian Federation",
        "partner2Code": 0,
        "classificationCode": "H6",
        "cmdCode": "TOTAL",
        "customsCode": "C00",
        "motCode": 0,
        "qtyUnitCode": -1,
        "qtyUnitAbbr": "N/A",
        "qty": 0,
        "netWgt": 0,
        "fobvalue": None,
        "cifvalue": 129139400123.4,
        "primaryValue": 129139400123.4,
        "isReported": False,
        "isAggregate": True,
    } | changes


@pytest.fixture
def answer(tmp_path):
    def run(*rows: dict, name: str = "comtrade.json", **head: object):
        path = tmp_path / name
        path.write_text(
            json.dumps(
                {"elapsedTime": "0.2 secs", "count": len(rows), "data": list(rows), "error": ""} | head
            )
        )
        return path

    return run


def test_both_reports_are_directed_flows_under_the_office_that_made_them(read, answer):
    found = read(
        "comtrade",
        answer(
            row(),
            row(reporterISO="RUS", partnerISO="CHN", flowCode="X", period="2021", primaryValue=68681000000),
            row(cmdCode="2709", netWgt=107024000000, primaryValue=60640000000),
            row(partnerISO="W00", primaryValue=2556566000000),
            row(partnerISO="S19", primaryValue=199310000000),
        ),
    )
    assert found.rows(
        "trade",
        "origin",
        "destination",
        "product",
        "product_code",
        "period",
        "value_usd",
        "quantity",
        "reporter",
    ) == [
        ("RUS", "CHN", "crude-oil", "2709", date(2023, 1, 1), 60_640_000_000, 107_024_000.0, "CHN"),
        ("RUS", "CHN", "total", "", date(2021, 1, 1), 68_681_000_000, None, "RUS"),
        ("RUS", "CHN", "total", "", date(2023, 1, 1), 129_139_400_123, None, "CHN"),
        ("TWN", "CHN", "total", "", date(2023, 1, 1), 199_310_000_000, None, "CHN"),
        ("WLD", "CHN", "total", "", date(2023, 1, 1), 2_556_566_000_000, None, "CHN"),
    ]
    assert found.slices == ["A-CHN-2023", "A-RUS-2021"]


def test_parts_of_a_flow_are_not_counted_beside_it(read, answer):
    found = read(
        "comtrade", answer(row(), row(customsCode="C04", primaryValue=5), row(motCode=2100, primaryValue=7))
    )
    assert found.tables["trade"].height == 1
    assert "2 rows are parts of others" in found.warnings[0]


def test_months_unknown_partners_and_missing_values(read, answer):
    found = read(
        "comtrade",
        answer(
            row(freqCode="M", period="202302", primaryValue=9),
            row(freqCode="M", period="202313"),
            row(partnerISO="ZZZ"),
            row(partnerISO="_X "),
            row(primaryValue=None),
            row(flowCode="RX"),
            row(partnerISO="CHN"),
        ),
    )
    assert found.rows("trade", "freq", "period", "value_usd") == [("M", date(2023, 2, 1), 9)]
    assert found.reasons == {
        "the period is no year and no month": 1,
        "partnerISO: no state is called so then": 1,
        "the value is no number": 1,
        "the flow is neither M nor X": 1,
        "the reporter is the partner": 1,
    }
    assert any("left out, being no states: _X" in text for text in found.warnings)


def test_an_answer_of_as_many_rows_as_there_can_be_is_refused(read, answer):
    with pytest.raises(FileFormatError, match=r"has 500 rows, the most .* it was cut.*COMTRADE_API_KEY"):
        read("comtrade", answer(*(row(partnerCode=n) for n in range(500))))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"elapsedTime": "0.1 secs", "count": 1, "data": [{"typeC', "is no JSON"),
        ("<html><body>Maintenance</body></html>", "is no JSON"),
        ('{"statusCode": 429, "message": "Rate limit is exceeded."}', "which says: Rate limit"),
        ('{"count": 1, "data": [{"typeCode": "C"}]}', "has no field freqCode"),
    ],
)
def test_what_is_no_answer_is_refused(read, write, text, said):
    with pytest.raises(FileFormatError, match=said):
        read("comtrade", write("comtrade.json", text))


def test_the_csv_of_the_site_is_read_too(read, write):
    head = "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,flowCode,partnerISO,partner2Code,cmdCode,customsCode,motCode,netWgt,primaryValue"
    found = read(
        "comtrade",
        write(
            "TradeData.csv", f"{head}\nC,A,20230101,2023,52,2023,699,IND,M,RUS,0,TOTAL,C00,0,,67000000000.5\n"
        ),
    )
    assert found.rows("trade", "origin", "destination", "value_usd", "reporter") == [
        ("RUS", "IND", 67_000_000_000, "IND")
    ]


def test_values_one_column_to_the_left_of_their_names_are_put_straight(read, write):
    head = "typeCode,freqCode,period,reporterISO,flowCode,partnerISO,partner2Code,cmdCode,customsCode,motCode,netWgt,primaryValue"
    text = f"{head}\nA,2023,IND,M,RUS,0,TOTAL,C00,0,,67000000000.5,\n"
    found = read("comtrade", write("TradeData.csv", text, encoding="cp1252"))
    assert found.rows("trade", "origin", "destination", "freq", "value_usd") == [
        ("RUS", "IND", "A", 67_000_000_000)
    ]


def questions(monkeypatch, key: str, start: str, end: str, **options: str):
    monkeypatch.setenv("COMTRADE_API_KEY", key)
    reader = reader_of("comtrade")
    return list(reader.requests(reader.job(window=Window.parse(start, end), options=options)))


def test_without_a_key_a_question_is_one_flow_and_period(monkeypatch):
    asked = questions(monkeypatch, "", "2021", "2022", reporters="CHN USA")
    assert len(asked) == 8
    assert asked[0].address == "https://comtradeapi.un.org/public/v1/preview/C/A/HS"
    assert asked[0].params["reporterCode"] == "156"
    assert asked[-1].params["reporterCode"] == "842"  # not the 840 of ISO
    assert not asked[0].secrets
    assert len({one.file for one in asked}) == 8


def test_the_world_is_the_partner_zero(monkeypatch):
    (asked, *_) = questions(monkeypatch, "", "2023", "2023", reporters="CHN", partners="WLD RUS")
    assert asked.params["partnerCode"] == "0,643"


def test_with_a_key_it_is_twelve_periods_and_the_key_is_a_secret(monkeypatch):
    asked = questions(monkeypatch, "s3cret", "2022-11", "2024-01", reporters="DEU", freq="M")
    assert [len(one.params["period"].split(",")) for one in asked] == [12, 3]
    assert asked[0].params["period"].startswith("202211,202212,202301")
    assert asked[0].secrets == {"subscription-key": "s3cret"}
    assert "s3cret" not in repr(asked[0])


def test_a_question_without_a_reporter_or_with_an_unknown_one_is_refused(monkeypatch):
    with pytest.raises(OptionError, match="name states"):
        questions(monkeypatch, "", "2021", "2022")
    with pytest.raises(UnknownNameError, match="no reporter of UN Comtrade is called 'GDR'"):
        questions(monkeypatch, "", "2021", "2022", reporters="GDR")
    with pytest.raises(OptionError, match="choose A"):
        questions(monkeypatch, "", "2021", "2022", reporters="CHN", freq="Q")


COUNTRIES = 'country_code,country_name,country_iso2,country_iso3\n156,China,CN,CHN\n643,Russian Federation,RU,RUS\n490,"Other Asia, nes",,S19\n516,Namibia,NA,NAM\n697,"Europe EFTA, nes",,R20\n'
YEAR = (
    "t,i,j,k,v,q\n"
    "2023,156,643,010121,5.5,1.25\n"
    "2023,156,643,847130,1000000.1234,NA\n"
    "2023,643,156,270900,60000000,107000000\n"
    "2023,490,156,854231,7,          \n"
    "2023,516,156,260112,2,3\n"
    "2023,697,156,260112,2,3\n"
    "2023,999,156,260112,2,3\n"
    "2022,156,643,260112,2,3\n"
    "2023,156,643,260112,x,3\n"
)


@pytest.fixture
def archive(tmp_path):
    def run(**members: str):
        path = tmp_path / "BACI_HS17_V202501.zip"
        files = {"country_codes_V202501.csv": COUNTRIES, "BACI_HS17_Y2023_V202501.csv": YEAR} | members
        with zipfile.ZipFile(path, "w") as zipped:
            for name, text in files.items():
                zipped.writestr(name, text)
        return path

    return run


def test_a_year_gives_products_totals_of_pairs_and_sums_over_partners(read, archive):
    found = read("baci", archive())
    assert found.version == "V202501"
    assert found.slices == ["hs17-2023", "hs17-2023"]
    products = found.rows(
        "trade_products",
        "origin",
        "destination",
        "product",
        "product_code",
        "value_usd",
        "quantity",
        "quantity_unit",
    )
    assert products[0] == (
        "CHN",
        "RUS",
        "hs17",
        "010121",
        5500,
        1.25,
        "t",
    )  # thousands; the zero at the front is kept
    assert products[1] == ("CHN", "RUS", "hs17", "847130", 1_000_000_123, None, "")
    assert ("TWN", "CHN", "hs17", "854231", 7000, None, "") in products  # Other Asia
    pairs = found.rows("trade", "origin", "destination", "product", "value_usd")
    totals = {(a, b): value for a, b, product, value in pairs if product == "total"}
    assert totals["CHN", "RUS"] == 1_000_005_623
    assert totals["WLD", "CHN"] == 60_000_000_000 + 7_000 + 2_000
    assert found.reasons == {
        "exporter: no state is called so then": 2,
        "the year is not that of the file": 1,
        "the value is no number": 1,
    }


def test_products_with_a_name_are_summed_for_each_pair(read, archive):
    cars = (
        "t,i,j,k,v,q\n"
        "2023,156,643,870323,100,20\n"
        "2023,156,643,870380,50,NA\n"  # without a weight there is none of the sum
        "2023,156,643,870421,7,3\n"
        "2023,156,643,845811,11,2\n"
        "2023,156,643,846310,13,4\n"
        "2023,156,643,846410,1000,9\n"  # works stone, not metal
        "2023,156,643,851712,21,1\n"
        "2023,643,156,270900,60,107\n"
        "2023,643,156,271121,5,6\n"
        "2023,643,156,271112,900,9\n"  # propane
    )
    found = read("baci", archive(**{"BACI_HS17_Y2023_V202501.csv": cars}))
    columns = ("origin", "product", "product_code", "value_usd", "quantity", "quantity_unit")
    named = [row for row in found.rows("trade", *columns) if row[1] != "total"]
    assert sorted(named) == [
        ("CHN", "machine-tools", "", 24_000, 6.0, "t"),
        ("CHN", "mobile-phones", "851712", 21_000, 1.0, "t"),
        ("CHN", "passenger-cars", "8703", 150_000, None, ""),
        ("CHN", "trucks", "8704", 7_000, 3.0, "t"),
        ("RUS", "crude-oil", "2709", 60_000, 107.0, "t"),
        ("RUS", "pipeline-gas", "271121", 5_000, 6.0, "t"),
    ]
    assert ("CHN", "RUS", "total", 1_202_000) in found.rows(
        "trade", "origin", "destination", "product", "value_usd"
    )


def test_years_outside_the_window_are_not_even_unpacked(read, archive):
    older = YEAR.replace("2023", "2020").replace("2022", "2019")
    path = archive(**{"BACI_HS17_Y2020_V202501.csv": older})
    assert set(read("baci", path, start="2020", end="2021").tables["trade"]["period"]) == {date(2020, 1, 1)}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("BACI_HS17_Y2023_V202501.csv", "t,i,j,k,v\n2023,156,643,010121,5.5\n", "has no column q"),
        ("BACI_HS17_Y2023_V202501.csv", YEAR[:-12], "ends in the middle of a row"),
        ("country_codes_V202501.csv", "code,iso3\n1,A\n", "has no column country_code"),
    ],
)
def test_damaged_archives_are_refused(read, archive, name, text, said):
    with pytest.raises(FileFormatError, match=said):
        read("baci", archive(**{name: text}))


def test_older_releases_name_the_code_otherwise(read, archive):
    older = "country_code,country_name_abbreviation,country_name_full,iso_2digit_alpha,iso_3digit_alpha\n"
    text = older + "".join(
        f"{n},x,x,xx,{code}\n" for n, code in ((156, "CHN"), (643, "RUS"), (490, "S19"), (516, "NAM"))
    )
    found = read("baci", archive(**{"country_codes_V202501.csv": text}))
    assert found.tables["trade_products"].height == 5


def test_years_need_the_country_codes(read, write):
    with pytest.raises(FileFormatError, match="gives no country codes"):
        read("baci", write("BACI_HS17_Y2023_V202501.csv", YEAR))
    found = read(
        "baci", write("BACI_HS17_Y2023_V202501.csv", YEAR), write("country_codes_V202501.csv", COUNTRIES)
    )
    assert found.tables["trade_products"].height == 5


@pytest.mark.shared
def test_the_matrix_of_2023_is_the_published_trade(read, shared_data):
    folder = shared_data / "trade" / "baci2023"
    found = read("baci", folder / "trade_cepii.csv", folder / "country_labels.csv", options={"year": "2023"})
    totals = {(a, b): value for a, b, value in found.rows("trade", "origin", "destination", "value_usd")}
    assert totals["CHN", "RUS"] / 1e9 == pytest.approx(
        110.0, abs=0.05
    )  # as the description of the data states
    assert totals["RUS", "CHN"] / 1e9 == pytest.approx(129.0, abs=0.05)
    keys = ["origin", "destination", "period"]
    old = Store()["trade"].filter(pl.col("period").dt.year() == 2023, source_id="cepii-baci")
    both = old.join(found.tables["trade"], on=keys, suffix="_new")
    assert both.height == old.height
    # sums over partners are of whole dollars here, and of fractions of dollars there
    assert both.filter((pl.col("value_usd") - pl.col("value_usd_new")).abs() > 100).is_empty()
    with pytest.raises(OptionError, match="does not say its year"):
        read("baci", folder / "trade_cepii.csv", folder / "country_labels.csv")


SDMX = (
    "DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE,PRECISION,DECIMALS_DISPLAYED,TRADE_FLOW,VALUATION,UNIT,DERIVATION_TYPE,OVERLAP,STATUS\n"
    "IMF.STA:IMTS(1.0.0),USA,XG_FOB_USD,CHN,A,2023,147778000000.4,6,,,XG,FOB,USD,M,OL,\n"
    "IMF.STA:IMTS(1.0.0),CHN,MG_CIF_USD,USA,A,2023,165160000000,6,,,MG,CIF,USD,M,OL,\n"
    "IMF.STA:IMTS(1.0.0),CHN,MG_FOB_USD,USA,A,2023,155000000000,6,,,MG,FOB,USD,M,OL,\n"
    "IMF.STA:IMTS(1.0.0),RUS,XG_FOB_USD,CHN,A,2023,128000000000,6,,,XG,FOB,USD,M,OL,\n"
    "IMF.STA:IMTS(1.0.0),USA,XG_FOB_USD,G001,A,2023,2020000000000,6,,,XG,FOB,USD,M,OL,\n"
    "IMF.STA:IMTS(1.0.0),USA,XG_FOB_USD,G163,A,2023,360000000000,6,,,XG,FOB,USD,M,OL,\n"
    "IMF.STA:IMTS(1.0.0),USA,XG_FOB_USD,DEU,M,2023-M02,6000000000,6,,,XG,FOB,USD,M,OL,\n"
    "IMF.STA:IMTS(1.0.0),USA,XG_FOB_USD,KOS,A,2023,,6,,,XG,FOB,USD,M,OL,\n"
    "IMF.STA:IMTS(1.0.0),USA,XG_FOB_USD,XYZ,A,2023,1,6,,,XG,FOB,USD,M,OL,\n"
    "IMF.STA:IMTS(1.0.0),USA,XG_FOB_USD,FRA,A,2023,n.a.,6,,,XG,FOB,USD,M,OL,\n"
)
PORTAL = (
    '"DATASET","SERIES_CODE","OBS_MEASURE","COUNTRY.ID","COUNTRY","INDICATOR.ID","INDICATOR","COUNTERPART_COUNTRY.ID","COUNTERPART_COUNTRY","FREQUENCY.ID","FREQUENCY","SCALE.ID","SCALE","2021","2023"\n'
    '"IMF.STA:IMTS(1.0.0)","USA.XG_FOB_USD.CHN.A","OBS_VALUE","USA","United States","XG_FOB_USD","Exports","CHN","China, People\'s Republic of","A","Annual","6","Millions","151442.2","147778"\n'
    '"IMF.STA:IMTS(1.0.0)","USA.XG_FOB_USD.SUN.A","OBS_VALUE","USA","United States","XG_FOB_USD","Exports","TUV","Tuvalu","A","Annual","6","Millions","","0.00001"\n'
)


def test_the_api_gives_dollars_and_each_reporter_is_an_office(read, write):
    found = read("imts", write("imts-A-2023.csv", SDMX))
    rows = {
        (a, b, f, r): v
        for a, b, f, r, v in found.rows("trade", "origin", "destination", "freq", "reporter", "value_usd")
    }
    assert rows["USA", "CHN", "A", "USA"] == 147_778_000_000  # not times a million, whatever SCALE says
    assert rows["USA", "CHN", "A", "CHN"] == 165_160_000_000  # the importer's report of the same flow
    assert (
        rows["RUS", "CHN", "A", "IMF"] == 128_000_000_000
    )  # Russia publishes no partners since 2022: an estimate
    assert rows["USA", "WLD", "A", "USA"] == 2_020_000_000_000
    assert rows["USA", "DEU", "M", "USA"] == 6_000_000_000
    assert len(rows) == 5
    assert found.reasons == {"partner: no state is called so then": 1, "the value is no number": 1}
    assert set(found.slices) == {"A-CHN-2023", "A-RUS-2023", "A-USA-2023", "M-USA-2023"}
    assert any("left out, being no states: G163" in text for text in found.warnings)


def test_the_portal_gives_millions(read, write):
    found = read("imts", write("export.csv", "\ufeff" + PORTAL))
    assert found.rows("trade", "destination", "period", "value_usd") == [
        ("CHN", date(2021, 1, 1), 151_442_200_000),
        ("CHN", date(2023, 1, 1), 147_778_000_000),
        ("TUV", date(2023, 1, 1), 10),
    ]


def test_a_year_is_one_question_to_the_imf():
    reader = reader_of("imts")
    job = reader.job(window=Window.parse("2022", "2023"), options={"reporters": "DEU FRA"})
    asked = list(reader.requests(job))
    assert [one.params for one in asked] == [{"startPeriod": y, "endPeriod": y} for y in ("2022", "2023")]
    assert asked[0].address.endswith("/IMF.STA,IMTS/DEU+FRA.XG_FOB_USD+MG_CIF_USD..A")
    assert asked[0].headers["Accept"].startswith("application/vnd.sdmx.data+csv")


@pytest.mark.shared
def test_russias_trade_is_the_embedded_one(read, shared_data):
    found = read("imts", shared_data / "trade" / "imf_russia" / "RU_trade.csv")
    keys = ["origin", "destination", "period"]
    old = Store()["trade"].filter(source_id="imf-imts")
    both = old.join(found.tables["trade"], on=keys, suffix="_new")
    assert both.height == old.height
    assert both.filter(pl.col("value_usd") != pl.col("value_usd_new")).is_empty()
    estimated = pl.col("note").str.starts_with("estimated from partners")
    assert set(found.tables["trade"].filter(estimated)["period"].dt.year()) == {2022, 2023, 2024}
    assert set(found.tables["trade"]["reporter"]) == {"IMF"}


def test_the_newest_release_of_baci_is_asked_unless_another_is_named():
    reader = reader_of("baci")

    def asked(**options) -> str:
        (request,) = reader.requests(reader.job(options=options))
        return request.address.rsplit("/", 1)[1]

    assert asked() == "BACI_HS17_V202601.zip"
    assert asked(edition="hs92", release="V202401b") == "BACI_HS92_V202401b.zip"
    with pytest.raises(OptionError, match="V202601, V202501"):
        asked(release="newest")
