"""What each reader does with a file that a site, a spreadsheet or a person has changed: one table of readers and situations.

A situation is one change to a small file in the publisher's form. A reader reads it as if nothing had happened (`same`), keeps the
good rows and sets the changed one aside with a reason (`aside`), reads on with a word (`told`), or refuses it by its cause.
"""

from __future__ import annotations

import importlib.util
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from realpolitik.errors import FileFormatError
from realpolitik.sources.reader import reader_of, readers
from realpolitik.store.quarantine import quarantine
from realpolitik.store.schema import schemas

_spec = importlib.util.spec_from_file_location(
    "reader_samples", Path(__file__).parent / "test_conformance.py"
)
_samples = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_samples)

COMTRADE = (
    "freqCode,period,reporterISO,flowCode,partnerISO,cmdCode,primaryValue,customsCode,motCode,partner2Code",
    "A,2023,CHN,M,RUS,TOTAL,129000000000,C00,0,0",
    "A,2023,CHN,X,RUS,TOTAL,111000000000,C00,0,0",
)
WORLD_BANK = (
    '"Data Source","World Development Indicators",,,',
    '"Last Updated Date","2026-07-01",,,',
    '"Country Name","Country Code","Indicator Name","Indicator Code","2021"',
    '"Russia","RUS","GDP","NY.GDP.MKTP.CD","1843.5"',
    '"China","CHN","GDP","NY.GDP.MKTP.CD","17820.25"',
)
PORTAL = (
    "SERIES_CODE,COUNTRY.ID,INDICATOR.ID,COUNTERPART_COUNTRY.ID,FREQUENCY.ID,SCALE.ID,2022,2023",
    "x,USA,XG_FOB_USD,CHN,A,6,153.5,147.25",
    "y,CHN,MG_CIF_USD,USA,A,6,178.5,165.25",
)
DELIVERIES = (
    (
        "SIPRI AT Database ID,Supplier,Recipient,Designation,Description,Order date,Order date is estimate,Numbers delivered,"
        "Numbers delivered is estimate,Delivery year,Status,TIV deal unit,TIV delivery values"
    ),
    "7,Russia,China,Su-35S,FGA aircraft,2015,No,4,No,2016,New,55.5,220",
    "7,Russia,China,Su-35S,FGA aircraft,2015,No,10,No,2017,New,55.5,550",
)


@dataclass(frozen=True)
class Sample:
    """A small file in a publisher's form: its name, lines, the separator, and lines of text before the heading."""

    file: str
    lines: tuple[str, ...]
    separator: str = ","
    before: int = 0
    headed: bool = True
    options: tuple[tuple[str, str], ...] = ()


def of(name: str, **how) -> Sample:
    file, data = _samples.SAMPLES[name]
    return Sample(
        file, tuple(data.decode().splitlines()), options=tuple(_samples.OPTIONS.get(name, {}).items()), **how
    )


FILES = {
    "atop": of("atop"),
    "cow-nmc": of("cow-nmc"),
    "cow-states": of("cow-states"),
    "cow-trade": of("cow-trade"),
    "gdelt": of("gdelt", separator="\t", headed=False),
    "gsdb": of("gsdb"),
    "gw-states": of("gw-states", separator="\t", headed=False),
    "imf-imts": of("imf-imts"),
    "imf-imts portal": Sample("RU_trade.csv", PORTAL),
    "oecd-icio": of("oecd-icio"),
    "opensanctions": of("opensanctions"),
    "sipri-arms": of("sipri-arms", before=1),
    "sipri-arms machine": Sample("trade-register.csv", DELIVERIES),
    "un-comtrade": Sample("TradeData.csv", COMTRADE, options=(("reporters", "CHN RUS"),)),
    "un-ga-votes": of("un-ga-votes"),
    "un-ideal-points": of("un-ideal-points"),
    "vdem": of("vdem"),
    "voeten-unga": of("voeten-unga"),
    "worldbank-wdi": Sample("API_NY.GDP.MKTP.CD.csv", WORLD_BANK, before=2),
}
WORKBOOKS = {"worldbank-pinksheet", "sipri-milex", "eia-oil"}
"""Readers of sheets, below."""
ARCHIVES = {"cepii-baci": "years of its archive read like other CSV", "ungdc": "a text a speech"}
"""Readers of archives, whose members `test_conformance.py` damages."""


def changed(sample: Sample, how: Callable[[list[str]], list[str]], encoding: str = "utf-8") -> bytes:
    return "".join(f"{line}\n" for line in how(list(sample.lines))).encode(encoding)


def behind(sample: Sample, text: str) -> Callable[[list[str]], list[str]]:
    """A text behind every row but the heading and what is above it."""
    first = sample.before + sample.headed
    return lambda lines: [*lines[:first], *(line + text for line in lines[first:])]


def longer(sample: Sample) -> bytes:
    return changed(sample, lambda lines: [*lines, lines[-1] + f"{sample.separator}9" * 3])


def european(sample: Sample) -> bytes:
    """As a European spreadsheet saves: semicolons between fields, commas in numbers."""

    def one(line: str) -> str:
        fields = re.findall(r'("[^"]*"|[^,]*)(?:,|$)', line)[: line.count(",") + 1]
        return ";".join(
            re.sub(r"^\"?(\d*)\.(\d+)\"?$", r"\1,\2", f"0{field}" if field.startswith(".") else field)
            if ";" not in field
            else f'"{field}"'
            for field in fields
        )

    if sample.separator != ",":
        return changed(sample, lambda lines: [line.replace(sample.separator, ";") for line in lines])
    return changed(sample, lambda lines: [one(line) for line in lines])


SITUATIONS: dict[str, tuple[Callable[[Sample], bytes], str]] = {
    "utf-16": (lambda one: changed(one, list, "utf-16"), "same"),
    "code page 1252": (lambda one: changed(one, list, "cp1252"), "same"),
    "lines of an old Macintosh": (lambda one: changed(one, list).replace(b"\n", b"\r"), "same"),
    "semicolons and decimal commas": (european, "same"),
    "a separator behind every row": (lambda one: changed(one, behind(one, one.separator)), "same"),
    "empty lines at the end": (lambda one: changed(one, lambda lines: [*lines, "", ""]), "same"),
    "a heading and no rows": (
        lambda one: changed(one, lambda lines: lines[: one.before + one.headed]),
        "a heading and no rows|is empty",
    ),
    "a row longer than the heading": (longer, "a row has more fields than the heading"),
}
ELSE: dict[tuple[str, str], str] = {
    # tabs and no heading: nothing says which separator a file of another form would have
    **{(name, "semicolons and decimal commas"): "columns between tabs" for name in ("gdelt", "gw-states")},
    **{(name, "lines of an old Macintosh"): "columns between tabs" for name in ("gdelt", "gw-states")},
    **{(name, "a separator behind every row"): "columns between tabs" for name in ("gdelt", "gw-states")},
    ("gdelt", "a heading and no rows"): "columns between tabs",
    ("gw-states", "a heading and no rows"): "columns between tabs",
}
"""What a reader does otherwise than the others, and why."""


def outcome(name: str, path: Path, scratch: Path, options=()) -> tuple[int, int, tuple[str, ...]]:
    """Rows that are kept, rows aside, and what is said."""
    reader = reader_of(name)
    job = replace(reader.job(options=dict(options)), version="test", scratch=scratch)
    kept, aside, told = 0, 0, ()
    for part in reader.read([path], job):
        screened = quarantine(
            part.frame, schemas()[part.table], source=reader.name, version="test", rejected=part.rejected
        )
        kept, aside, told = kept + screened.good.height, aside + screened.bad.height, told + part.warnings
    return kept, aside, told


@pytest.mark.parametrize("situation", SITUATIONS)
@pytest.mark.parametrize("form", FILES)
def test_what_a_reader_does_with_a_changed_file(form, situation, tmp_path):
    sample, name = FILES[form], form.partition(" ")[0]
    change, usual = SITUATIONS[situation]
    expected = ELSE.get((form, situation), usual)
    plain, other = tmp_path / "plain" / sample.file, tmp_path / "changed" / sample.file
    for path, data in ((plain, changed(sample, list)), (other, change(sample))):
        path.parent.mkdir()
        path.write_bytes(data)
    if expected == "same":
        right = outcome(name, plain, tmp_path / "a", sample.options)
        assert right[0] > 0
        assert outcome(name, other, tmp_path / "b", sample.options) == right
    else:
        with pytest.raises(FileFormatError, match=expected):
            outcome(name, other, tmp_path / "b", sample.options)


def test_every_reader_stands_in_the_table():
    assert {form.partition(" ")[0] for form in FILES} | WORKBOOKS | set(ARCHIVES) == set(readers())


@pytest.mark.parametrize(
    ("name", "file", "lines", "kept", "said"),
    [
        (
            "imf-imts",
            "imts.csv",
            (
                _samples.IMTS,
                "D,USA,XG_FOB_USD,CHN,A,2023,100,6",
                "D,USA,XG_FOB_USD,CHN,Q,2023-Q1,25,6",
                "D,USA,XG_FOB_USD,CHN,M,2023-M02,9,6",
            ),
            2,
            "left out, being of quarters: 1 rows",
        ),
        ("imf-imts", "w.csv", (PORTAL[0] + ",2023-Q1", PORTAL[1] + ",", "q,USA,XG_FOB_USD,CHN,Q,6,,,25"), 2, "of quarters"),
    ],
)  # fmt: skip
def test_quarters_are_left_out_with_a_word(name, file, lines, kept, said, tmp_path):
    (tmp_path / file).write_bytes(_samples.lines(*lines))
    rows, aside, told = outcome(name, tmp_path / file, tmp_path / "s")
    assert (rows, aside) == (kept, 0)
    assert any(said in text for text in told)


def test_a_quarter_in_comtrade_is_set_aside_with_its_reason(read, write):
    row = COMTRADE[1].replace("A,2023", "Q,20231")
    found = read("comtrade", write("TradeData.csv", "\n".join((*COMTRADE, row, ""))))
    assert found.reasons == {"the frequency is neither A nor M": 1}
    assert found.tables["trade"].height == 2


def hidden(path: Path, row: int) -> Path:
    """The workbook with a row hidden in its first sheet, as a filter hides it."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    members[sheet] = members[sheet].replace(b'<row r="%d">' % row, b'<row r="%d" hidden="1">' % row)
    other = path.with_name(f"hidden-{path.name}")
    with zipfile.ZipFile(other, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return other


SHEETS = {
    "pinksheet": ("CMO-Historical-Data-Monthly.xlsx", "Monthly Prices", _samples.MONTHS),
    "milex": ("SIPRI-Milex-data-1949-2023.xlsx", "Current US$", _samples.SPENDING),
}


@pytest.mark.parametrize("name", SHEETS)
def test_what_a_reader_of_sheets_does_with_a_changed_workbook(name, workbook, tmp_path):
    file, sheet, cells = SHEETS[name]
    right = outcome(name, workbook(file, {sheet: cells}), tmp_path / "a")
    assert right[0] > 0
    # a hidden row is a row: a filter that somebody set changes no figure
    assert outcome(name, hidden(workbook(file, {sheet: cells}), len(cells)), tmp_path / "b") == right
    # other sheets before and behind
    several = {"Read me": [["Notes"]], sheet: cells, "Index": [["1"]]}
    assert outcome(name, workbook(file, several), tmp_path / "c") == right
    # spaces round the name of the sheet, empty rows at the end
    spaced = {f"{sheet} ": [*cells, [None], [" "]]}
    assert outcome(name, workbook(file, spaced), tmp_path / "d") == right
    with pytest.raises(FileFormatError, match="sheet"):
        outcome(name, workbook(file, {"Other": cells}), tmp_path / "e")


def test_a_code_of_baci_without_rows_is_nobodys_loss(tmp_path):
    countries = "country_code,country_name,country_iso2,country_iso3\n156,China,CN,CHN\n643,Russia,RU,RUS\n728,South Sudan,SS,SSD\n"
    for rows, said in (
        ("1996,156,643,010121,5.5,1\n", ()),
        ("1996,156,643,010121,5.5,1\n1996,728,643,010121,5,1\n", ("cepii-baci: no state is known as 'SSD' (1996)",)),
    ):  # fmt: skip
        path = tmp_path / "BACI_HS92_V202501.zip"
        path.write_bytes(
            _samples.zipped(
                **{
                    "country_codes_V202501.csv": countries,
                    "BACI_HS92_Y1996_V202501.csv": f"t,i,j,k,v,q\n{rows}",
                }
            )
        )
        kept, aside, told = outcome("baci", path, tmp_path / "s")
        assert told == said
        assert aside == len(said)
        assert kept == 4  # the product, the pair, and the sum of each


@pytest.mark.parametrize("form", FILES)
def test_no_reader_speaks_of_rows_set_aside_where_there_are_none(form, tmp_path):
    sample, name = FILES[form], form.partition(" ")[0]
    path = tmp_path / sample.file
    path.write_bytes(changed(sample, list))
    _, aside, told = outcome(name, path, tmp_path / "s", sample.options)
    assert aside == 0
    assert not [text for text in told if "quarantine" in text or "no state is known" in text]
