"""Derive states/spells.csv and states/states.csv from the two published lists of states, and from what is typed here.

Reads ../shared/data/politics/states (Correlates of War 2016; Gleditsch and Ward 1999, as updated) and gives every spell the
code of this package. Run: python tools/build_states.py
"""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import polars as pl

ROOT = Path(__file__).parents[1]
DATA = ROOT.parent / "shared" / "data" / "politics" / "states"
OUT = ROOT / "src" / "realpolitik" / "states" / "spells.csv"
STILL = {
    "cow": date(2016, 12, 31),
    "gw": date(2017, 12, 31),
}  # last days of the two lists: the state lives on

CODES = dict(
    pair.split(":")
    for pair in [
        "USA:USA",
        "CAN:CAN",
        "BHM:BHS",
        "CUB:CUB",
        "HAI:HTI",
        "DOM:DOM",
        "JAM:JAM",
        "TRI:TTO",
        "BAR:BRB",
        "DMA:DMA",
        "GRN:GRD",
        "SLU:LCA",
        "SVG:VCT",
        "AAB:ATG",
        "SKN:KNA",
        "MEX:MEX",
        "BLZ:BLZ",
        "UPC:XUC",
        "GUA:GTM",
        "HON:HND",
        "SAL:SLV",
        "NIC:NIC",
        "COS:CRI",
        "PAN:PAN",
        "GCL:XGC",
        "COL:COL",
        "VEN:VEN",
        "GUY:GUY",
        "SUR:SUR",
        "ECU:ECU",
        "PER:PER",
        "BRA:BRA",
        "BOL:BOL",
        "PAR:PRY",
        "CHL:CHL",
        "ARG:ARG",
        "URU:URY",
        "UKG:GBR",
        "IRE:IRL",
        "NTH:NLD",
        "BEL:BEL",
        "LUX:LUX",
        "FRN:FRA",
        "MNC:MCO",
        "LIE:LIE",
        "SWZ:CHE",
        "SPN:ESP",
        "AND:AND",
        "POR:PRT",
        "HAN:XHA",
        "BAV:XBY",
        "GMY:DEU",
        "GFR:DEU",
        "GDR:DDR",
        "BAD:XBD",
        "SAX:XSX",
        "WRT:XWU",
        "HSE:XHK",
        "HSG:XHD",
        "HSD:XHD",
        "MEC:XMK",
        "POL:POL",
        "AUH:XAH",
        "AUS:AUT",
        "HUN:HUN",
        "CZE:CSK",
        "CZR:CZE",
        "SLO:SVK",
        "ITA:ITA",
        "PAP:XPS",
        "SIC:XTS",
        "SNM:SMR",
        "MOD:XMO",
        "PMA:XPM",
        "TUS:XTU",
        "MLT:MLT",
        "ALB:ALB",
        "MNG:MNE",
        "MAC:MKD",
        "CRO:HRV",
        "SER:SRB",
        "YUG:YUG",
        "BOS:BIH",
        "KOS:XKX",
        "SLV:SVN",
        "GRC:GRC",
        "CYP:CYP",
        "BUL:BGR",
        "MLD:MDA",
        "ROM:ROU",
        "RUM:ROU",
        "RUS:RUS",
        "EST:EST",
        "LAT:LVA",
        "LIT:LTU",
        "UKR:UKR",
        "BLR:BLR",
        "ARM:ARM",
        "GRG:GEO",
        "AZE:AZE",
        "FIN:FIN",
        "SWD:SWE",
        "NOR:NOR",
        "DEN:DNK",
        "ICE:ISL",
        "CAP:CPV",
        "STP:STP",
        "GNB:GNB",
        "EQG:GNQ",
        "GAM:GMB",
        "MLI:MLI",
        "SEN:SEN",
        "BEN:BEN",
        "MAA:MRT",
        "NIR:NER",
        "CDI:CIV",
        "GUI:GIN",
        "BFO:BFA",
        "LBR:LBR",
        "SIE:SLE",
        "GHA:GHA",
        "TOG:TGO",
        "CAO:CMR",
        "NIG:NGA",
        "GAB:GAB",
        "CEN:CAF",
        "CHA:TCD",
        "CON:COG",
        "DRC:COD",
        "UGA:UGA",
        "KEN:KEN",
        "TAZ:TZA",
        "ZAN:XZB",
        "BUI:BDI",
        "RWA:RWA",
        "SOM:SOM",
        "DJI:DJI",
        "ETH:ETH",
        "ERI:ERI",
        "ANG:AGO",
        "MZM:MOZ",
        "ZAM:ZMB",
        "ZIM:ZWE",
        "MAW:MWI",
        "SAF:ZAF",
        "TRA:XTR",
        "OFS:XOF",
        "NAM:NAM",
        "LES:LSO",
        "BOT:BWA",
        "SWA:SWZ",
        "MAG:MDG",
        "COM:COM",
        "MAS:MUS",
        "SEY:SYC",
        "MOR:MAR",
        "ALG:DZA",
        "TUN:TUN",
        "LIB:LBY",
        "SUD:SDN",
        "SSD:SSD",
        "IRN:IRN",
        "TUR:TUR",
        "IRQ:IRQ",
        "EGY:EGY",
        "SYR:SYR",
        "LEB:LBN",
        "JOR:JOR",
        "ISR:ISR",
        "SAU:SAU",
        "YAR:YEM",
        "YEM:YEM",
        "YPR:YMD",
        "KUW:KWT",
        "BAH:BHR",
        "QAT:QAT",
        "UAE:ARE",
        "OMA:OMN",
        "AFG:AFG",
        "TKM:TKM",
        "TAJ:TJK",
        "KYR:KGZ",
        "UZB:UZB",
        "KZK:KAZ",
        "CHN:CHN",
        "TBT:XTB",
        "MON:MNG",
        "TAW:TWN",
        "KOR:XKO",
        "PRK:PRK",
        "ROK:KOR",
        "JPN:JPN",
        "IND:IND",
        "BHU:BTN",
        "PAK:PAK",
        "BNG:BGD",
        "MYA:MMR",
        "SRI:LKA",
        "MAD:MDV",
        "NEP:NPL",
        "THI:THA",
        "CAM:KHM",
        "LAO:LAO",
        "VNM:XAN",
        "DRV:VNM",
        "RVN:XSV",
        "MAL:MYS",
        "SIN:SGP",
        "BRU:BRN",
        "PHI:PHL",
        "INS:IDN",
        "ETM:TLS",
        "AUL:AUS",
        "PNG:PNG",
        "NEW:NZL",
        "VAN:VUT",
        "SOL:SLB",
        "KIR:KIR",
        "TUV:TUV",
        "FIJ:FJI",
        "FJI:FJI",
        "TON:TON",
        "NAU:NRU",
        "MSI:MHL",
        "PAL:PLW",
        "FSM:FSM",
        "WSM:WSM",
    ]
)

# One number, several states: where the lists run one state on, this package divides (first day of each part).
DIVIDED = {
    365: (("RUS", date(1816, 1, 1)), ("SUN", date(1922, 12, 30)), ("RUS", date(1991, 12, 26))),
    345: (
        ("SRB", date(1878, 7, 13)),
        ("YUG", date(1918, 12, 1)),
        ("SCG", date(2003, 2, 4)),
        ("SRB", date(2006, 6, 5)),
    ),
}


NAMES = dict(
    pair.split("=")
    for pair in """USA=United States|BHS=Bahamas|LCA=Saint Lucia|VCT=Saint Vincent and the Grenadines|ATG=Antigua and Barbuda
KNA=Saint Kitts and Nevis|DEU=Germany|DDR=German Democratic Republic|XWU=Württemberg|XHK=Hesse-Kassel|XHD=Hesse-Darmstadt
XMK=Mecklenburg-Schwerin|CZE=Czechia|MKD=North Macedonia|RUS=Russia|SUN=Soviet Union|SRB=Serbia|YUG=Yugoslavia
SCG=Serbia and Montenegro|CPV=Cabo Verde|CIV=Côte d'Ivoire|COG=Congo|COD=Democratic Republic of the Congo|SWZ=Eswatini|TUR=Türkiye
YEM=Yemen|YMD=South Yemen|XKO=Korea (to 1910)|PRK=North Korea|KOR=South Korea|VNM=Vietnam|XSV=South Vietnam|XAN=Annam
TLS=Timor-Leste|FSM=Micronesia|XUC=United Provinces of Central America|XGC=Gran Colombia|XTR=Transvaal
XOF=Orange Free State|XTB=Tibet|XZB=Zanzibar|MMR=Myanmar|LKA=Sri Lanka|IRN=Iran|THA=Thailand|XPS=Papal States|KGZ=Kyrgyzstan
STP=São Tomé and Príncipe|BIH=Bosnia and Herzegovina|SUR=Suriname""".replace("\n", "|").split("|")
)
SUCCESSORS = dict(
    pair.split("=")
    for pair in [
        "SUN=RUS ARM AZE BLR EST GEO KAZ KGZ LTU LVA MDA TJK TKM UKR UZB",
        "YUG=SCG HRV SVN BIH MKD",
        "SCG=SRB MNE",
        "CSK=CZE SVK",
        "DDR=DEU",
        "YMD=YEM",
        "XSV=VNM",
        "XZB=TZA",
        "XAH=AUT HUN CSK",
        "XHA=DEU",
        "XBY=DEU",
        "XBD=DEU",
        "XSX=DEU",
        "XWU=DEU",
        "XHK=DEU",
        "XHD=DEU",
        "XMK=DEU",
        "XPS=ITA",
        "XTS=ITA",
        "XMO=ITA",
        "XPM=ITA",
        "XTU=ITA",
        "XUC=GTM HND SLV NIC CRI",
        "XGC=COL ECU VEN",
        "XTR=ZAF",
        "XOF=ZAF",
        "XTB=CHN",
        "XKO=KOR PRK",
    ]
)
# Lives that neither list gives as this package needs them: one range a spell, an open end empty.
LIVES = {
    "CHN": ["1816-01-01.."],
    "COL": ["1830-09-23.."],
    "CSK": ["1918-10-28..1939-03-15", "1945-05-10..1992-12-31"],
    "DEU": ["1816-01-01..1945-05-08", "1949-05-23.."],
    "DDR": ["1949-10-07..1990-10-02"],
    "MNE": ["1878-07-13..1918-11-30", "2006-06-03.."],
    "POL": ["1918-11-11..1939-09-27", "1945-06-28.."],
    "RUS": ["1816-01-01..1922-12-29", "1991-12-26.."],
    "SCG": ["2003-02-04..2006-06-04"],
    "SRB": ["1878-07-13..1918-11-30", "2006-06-05.."],
    "SUN": ["1922-12-30..1991-12-25"],
    "VNM": ["1954-07-21.."],
    "YEM": ["1918-10-30.."],
    "YUG": ["1918-12-01..1941-04-20", "1944-10-20..2003-02-03"],
}


def parts(number: int, code: str, start: date, end: date) -> list[tuple[str, date, date]]:
    """The spell, divided where its number outlives the state."""
    cuts = DIVIDED.get(number)
    if not cuts:
        return [(code, start, end)]
    found = []
    for place, (name, first) in enumerate(cuts):
        last = cuts[place + 1][1] if place + 1 < len(cuts) else None
        low = max(start, first)
        high = end if last is None else min(end, date.fromordinal(last.toordinal() - 1))
        if low <= high:
            found.append((name, low, high))
    return found


def main() -> None:
    """Write the file."""
    rows = []
    cow = pl.read_parquet(DATA / "cow_states.parquet")
    for row in cow.iter_rows(named=True):
        first = date(int(row["styear"]), int(row["stmonth"]), int(row["stday"]))
        last = date(int(row["endyear"]), int(row["endmonth"]), int(row["endday"]))
        rows += spell_rows("cow", int(row["ccode"]), row["stateabb"], first, last)
    for row in pl.read_parquet(DATA / "gw_states.parquet").iter_rows(named=True):
        rows += spell_rows("gw", int(row["gwcode"]), row["stateabb"], row["startdate"], row["enddate"])
    write_states(rows, {CODES[row["stateabb"]]: row["statenme"] for row in cow.iter_rows(named=True)})
    with OUT.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("system", "number", "abbreviation", "code", "start", "end"))
        writer.writerows(sorted(rows))


def write_states(rows: list[tuple[object, ...]], published: dict[str, str]) -> None:
    """Write one row a state: its name, its numbers today (or at its end), its life, and who followed it."""
    with (OUT.parent / "states.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("code", "name", "cow", "gw", "life", "successors"))
        for code in sorted({str(row[3]) for row in rows}):
            spells = {
                system: sorted(
                    (r for r in rows if r[:1] == (system,) and r[3] == code), key=lambda r: str(r[4])
                )
                for system in ("cow", "gw")
            }
            life = LIVES.get(code) or [f"{row[4]}..{row[5]}" for row in spells["gw"] or spells["cow"]]
            numbers = [spells[system][-1][1] if spells[system] else "" for system in ("cow", "gw")]
            writer.writerow(
                (code, NAMES.get(code) or published[code], *numbers, " ".join(life), SUCCESSORS.get(code, ""))
            )


def spell_rows(
    system: str, number: int, abbreviation: str, start: date, end: date
) -> list[tuple[object, ...]]:
    """Rows of the file for one published spell; an open end is empty."""
    return [
        (
            system,
            number,
            abbreviation,
            code,
            low.isoformat(),
            "" if high == STILL[system] else high.isoformat(),
        )
        for code, low, high in parts(number, CODES[abbreviation], start, end)
    ]


if __name__ == "__main__":
    main()
