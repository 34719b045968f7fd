"""Every reader passes the suite that readers of other packages run: whole, cut, noisy, windowed, and through a store."""

from __future__ import annotations

import gzip
import io
import json
import tarfile
import zipfile

import pytest

from realpolitik.sources.reader import reader_of, readers
from realpolitik.store.fetch import fetch
from realpolitik.testing import check_source


def zipped(**members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()


def corpus() -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tape:
        for name, text in (
            ("FRA_76_2021.txt", b"La paix"),
            ("FRA_77_2022.txt", b"Peace"),
            ("USA_77_2022.txt", b"Order"),
        ):
            entry = tarfile.TarInfo(f"TXT/{name}")
            entry.size = len(text)
            tape.addfile(entry, io.BytesIO(text))
    return gzip.compress(out.getvalue(), mtime=0)


def lines(*rows: str) -> bytes:
    return "".join(f"{row}\n" for row in rows).encode()


def flow(period: str, partner: str, value: float) -> dict[str, object]:
    return {
        "freqCode": "A",
        "period": period,
        "reporterISO": "CHN",
        "flowCode": "M",
        "partnerISO": partner,
        "cmdCode": "TOTAL",
        "primaryValue": value,
        "customsCode": "C00",
        "motCode": 0,
        "partner2Code": 0,
    }


def gdp(iso3: str, year: str, value: float) -> dict[str, object]:
    return {
        "indicator": {"id": "NY.GDP.MKTP.CD"},
        "country": {"id": iso3},
        "countryiso3code": iso3,
        "date": year,
        "value": value,
    }


def event(number: int, day: str) -> str:
    fields = [""] * 61
    fields[0], fields[1], fields[7], fields[17], fields[26] = str(number), day, "CHN", "RUS", "0431"
    fields[29], fields[30], fields[31], fields[32] = "1", "2.8", "4", "1"
    return "\t".join(fields)


ARMS = "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,Number delivered, ,Year(s) of delivery,status,Comments,SIPRI TIV per unit,SIPRI TIV for total order,SIPRI TIV of delivered weapons"
IMTS = "DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE"
GA = "undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,committee_report,meeting,title,agenda_title,subjects,vote_note,total_yes,total_no,total_abstentions,total_non_voting,total_ms,undl_link"
GSDB = "case_id,sanctioned_state,sanctioning_state,begin,end,trade,descr_trade,arms,military,financial,travel,other,target_mult,sender_mult,objective,success"
DYADIC = "ccode1,ccode2,year,importer1,importer2,flow1,flow2,smoothflow1,smoothflow2,smoothtotrade,spike1,spike2,dip1,dip2,trdspike,tradedip,bel_lux_alt_flow1,bel_lux_alt_flow2,china_alt_flow1,china_alt_flow2,source1,source2,version"
ICIO = (
    "V1,CHN_A01,RUS_A01,CHN_HFCE,RUS_HFCE,OUT",
    "CHN_A01,1,2,3,4,10",
    "RUS_A01,1,2,3,4,10",
    "VA,8,6,0,0,14",
    "OUT,10,10,0,0,20",
)

SAMPLES: dict[str, tuple[str, bytes]] = {
    "atop": (
        "atop5_1ddyr.csv",
        lines(
            "ddyad,year,defense,offense,neutral,nonagg,consul,stateA,stateB",
            "2200,2001,1,0,0,0,1,2,200",
            "365710,2001,0,0,1,1,1,365,710",
            "365710,2002,0,0,1,1,1,365,710",
        ),
    ),
    "cepii-baci": (
        "BACI_HS17_V202501.zip",
        zipped(
            **{
                "country_codes_V202501.csv": "country_code,country_name,country_iso2,country_iso3\n156,China,CN,CHN\n643,Russia,RU,RUS\n",
                "BACI_HS17_Y2022_V202501.csv": "t,i,j,k,v,q\n2022,156,643,010121,5.5,1.25\n",
                "BACI_HS17_Y2023_V202501.csv": "t,i,j,k,v,q\n2023,156,643,010121,5.5,1.25\n",
            }
        ),
    ),
    "cow-nmc": (
        "NMC-70-abridged.csv",
        lines(
            "stateabb,ccode,year,milex,milper,irst,pec,tpop,upop,cinc,version",
            "USA,2,2015,1,2,3,4,5,6,.13,2025",
            "USA,2,2016,1,2,3,4,5,6,.13,2025",
            "CHN,710,2016,1,2,3,4,5,6,.23,2025",
        ),
    ),
    "cow-states": (
        "states2016.csv",
        lines(
            "stateabb,ccode,statenme,styear,stmonth,stday,endyear,endmonth,endday,version",
            "USA,2,United States of America,1816,1,1,2016,12,31,2016",
            "CUB,40,Cuba,1902,5,20,1906,9,25,2016",
        ),
    ),
    "cow-trade": (
        "Dyadic_COW_4.0.csv",
        lines(
            DYADIC,
            "365,710,1990,Russia,China,2145.7,2207.9,1,1,1,0,0,0,0,0,0,-9,-9,-9,-9,1,1,4.0",
            "365,710,1995,Russia,China,865,3798.6,1,1,1,0,0,0,0,0,0,-9,-9,-9,-9,1,1,4.0",
        ),
    ),
    "gdelt": (
        "20220301001500.export.CSV",
        lines(event(1, "20210301"), event(2, "20220301"), event(3, "20220302")),
    ),
    "gsdb": (
        "GSDB_V4.csv",
        lines(
            GSDB,
            "1,Russia,Canada,2022,2023,1,exp_part,0,1,1,1,0,0,0,end_war,ongoing",
            "2,Russia,Japan,2022,2023,1,exp_part,0,1,1,1,0,0,0,end_war,ongoing",
        ),
    ),
    "gw-states": (
        "iisystem.dat",
        lines(
            "2\tUSA\tUnited States of America\t01:01:1816\t31:12:2017",
            "437\tCDI\tCote D'Ivoire\t07:08:1960\t31:12:2017",
        ),
    ),
    "imf-imts": (
        "imts.csv",
        lines(
            IMTS,
            "IMF.STA:IMTS(1.0.0),USA,XG_FOB_USD,CHN,A,2022,153000000000,6",
            "IMF.STA:IMTS(1.0.0),USA,XG_FOB_USD,CHN,A,2023,147778000000,6",
            "IMF.STA:IMTS(1.0.0),CHN,MG_CIF_USD,USA,A,2023,165160000000,6",
        ),
    ),
    "oecd-icio": ("2020_SML.csv", lines(*ICIO)),
    "opensanctions": (
        "targets.simple.csv",
        lines(
            "id,schema,name,countries,program_ids,last_seen",
            "a,Company,One,ru,EU-RUS,2026-09-15T13:11:55",
            "b,Person,Two,cn,GB-RUS,2026-09-15T13:11:55",
        ),
    ),
    "sipri-arms": (
        "trade-register.csv",
        lines(
            "SIPRI Arms Transfers Database",
            ARMS,
            "China,Russia,2014,,24,,Su-35S,FGA aircraft,24,,2016; 2017,New,,55,1320,1320",
            "China,Russia,2015,,24,,Su-35S,FGA aircraft,24,,2016; 2017,New,,55,1320,1320",
        ),
    ),
    "un-comtrade": (
        "comtrade.json",
        json.dumps(
            {
                "count": 2,
                "data": [flow("2022", "RUS", 1e11), flow("2023", "RUS", 1.3e11), flow("2023", "DEU", 1e11)],
            }
        ).encode(),
    ),
    "un-ga-votes": (
        "2026_02_06_ga_voting.csv",
        lines(
            GA,
            "4061001,USA,UNITED STATES,N,2024-12-04,79,A/RES/79/81,,,,A title,,,,2,1,0,0,3,x",
            "4061001,CHN,CHINA,Y,2024-12-04,79,A/RES/79/81,,,,A title,,,,2,1,0,0,3,x",
            "4061002,CHN,CHINA,Y,2025-12-04,80,A/RES/80/1,,,,A title,,,,1,0,0,1,2,x",
        ),
    ),
    "un-ideal-points": (
        "IdealpointestimatesAll_Apr2020.csv",
        lines(
            "ccode,session,NVotesAll,IdealPointAll,Q5%All,Q95%All",
            "2,73,100,2.5,2.2,2.8",
            "2,74,100,2.6,2.3,2.9",
            "710,74,100,-0.6,-0.8,-0.4",
        ),
    ),
    "ungdc": ("UNGDC_1946-2022.tar.gz", corpus()),
    "vdem": (
        "V-Dem-CY-Core-v16.csv",
        lines(
            "country_name,country_text_id,country_id,year,COWcode,v2x_polyarchy",
            "Russia,RUS,11,2020,365,0.27",
            "Russia,RUS,11,2021,365,0.26",
            "China,CHN,110,2021,710,0.07",
        ),
    ),
    "voeten-unga": (
        "UNVotes.csv",
        lines(
            "resid,ccode,vote,date,session,unres,short,descr,importantvote,me,nu,di,hr,co,ec",
            "70001,2,1,2015-11-20,70,R/70/1,A TEST,,0,0,1,0,0,0,0",
            "71001,2,3,2016-11-20,71,R/71/1,A TEST,,0,0,1,0,0,0,0",
            "71001,710,2,2016-11-20,71,R/71/1,A TEST,,0,0,1,0,0,0,0",
        ),
    ),
    "worldbank-wdi": (
        "NY.GDP.MKTP.CD-1.json",
        json.dumps(
            [{"page": 1, "pages": 1}, [gdp("CHN", "2022", 1.8e13), gdp("CHN", "2023", 1.8e13)]]
        ).encode(),
    ),
}
OPTIONS = {"un-comtrade": {"reporters": "CHN RUS"}, "gdelt": {"days": "366"}}
MONTHS = [["x", "Crude oil, Brent"], [None, "($/bbl)"], ["2022M03", 115.59], ["2023M03", 78.5]]
SPENDING = [
    ["Country", "Notes", 2022, 2023],
    ["Russia", None, 102366.6, 109454.4],
    ["China", None, 291958.4, 296438.6],
]


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_each_reader_of_text_passes_the_suite(name, tmp_path):
    file, data = SAMPLES[name]
    (tmp_path / file).write_bytes(data)
    check_source(reader_of(name), [tmp_path / file], options=OPTIONS.get(name))


def test_each_reader_of_workbooks_passes_the_suite(workbook, tmp_path):
    check_source(
        reader_of("pinksheet"), [workbook("CMO-Historical-Data-Monthly.xlsx", {"Monthly Prices": MONTHS})]
    )
    check_source(reader_of("milex"), [workbook("SIPRI-Milex-data-1949-2023.xlsx", {"Current US$": SPENDING})])
    prices = tmp_path / "brent-year.csv"
    prices.write_text("Date,Price\n2021-06-30,70.86\n2022-06-30,100.93\n2023-06-30,82.49\n")
    check_source(reader_of("eia"), [prices])


def test_no_reader_is_left_out():
    assert set(SAMPLES) | {"worldbank-pinksheet", "sipri-milex", "eia-oil"} == set(readers())


def test_a_digit_that_is_no_number_is_set_aside(tmp_path):
    """A month `9²` in a table of states was a fault: the edition is the last day that the table names."""
    file, data = SAMPLES["cow-states"]
    path = tmp_path / file
    path.write_bytes(data.replace(b"1906,9,25", "1906,9²,25".encode("cp1252")))
    (entry,) = fetch("cow-states", files=[path], place=tmp_path / "store").entries
    assert (entry.version, entry.rows, entry.rejected) == ("to-2016-12-31", 1, 1)
