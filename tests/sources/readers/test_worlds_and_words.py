"""Input-output tables, events, speeches."""

from __future__ import annotations

import io
import tarfile
import zipfile
from datetime import date

import polars as pl
import pytest

from realpolitik.errors import FileFormatError, OptionError
from realpolitik.findings import Window
from realpolitik.measures.events.counts import edge_months
from realpolitik.sources.reader import reader_of
from realpolitik.store import Store

# two states, two sectors; CN1 is a split of China; inventories of RUS are run down
ICIO = (
    "V1,CHN_A01_02,CHN_C26,RUS_A01_02,RUS_C26,CHN_HFCE,CHN_INVNT,RUS_HFCE,RUS_INVNT,OUT\n"
    "CHN_A01_02,10,5,1,0,50,1,2,0,69\n"
    "CHN_C26,2,30,3,8,40,0,12.5,0,95.5\n"
    "RUS_A01_02,1,0,6,2,3,0,20,-1,31\n"
    "RUS_C26,0,1,1,4,0,0,9,0,15\n"
    "TLS,1,1.5,0,1,5,0,4,0,12.5\n"
    "VA,55,58,20,0,0,0,0,0,133\n"
    "OUT,69,95.5,31,15,98,1,47.5,-1,355\n"
)


def test_cells_of_the_table_are_sales_in_dollars(read, tmp_path):
    path = tmp_path / "ICIO2023_2016-2020.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("2019_SML.csv", ICIO)
        archive.writestr("2020_SML.csv", ICIO)
    found = read("icio", path, start="2020")
    assert found.version == "ICIO2023"
    assert found.slices == ["2020-totals", "2020-CHN", "2020-RUS"]
    cells = {
        (o, s, d, u): v
        for o, s, d, u, v in found.rows("input_output", "origin", "sector", "destination", "use", "value_usd")
    }
    assert cells["CHN", "C26", "RUS", "HFCE"] == 12_500_000
    assert cells["RUS", "A01_02", "RUS", "INVNT"] == -1_000_000
    assert cells["", "VA", "CHN", "C26"] == 58_000_000
    assert cells["", "OUT", "", "OUT"] == 355_000_000
    assert ("CHN", "A01_02", "RUS", "C26") not in cells  # zero
    assert set(found.tables["input_output"]["period"]) == {date(2020, 1, 1)}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("2020_SML.csv", ICIO.replace("VA,", "XX,"), "has no row VA"),
        ("2020_SML.csv", "a,b\n1,2\n", "is it a table of the ICIO"),
        ("table.csv", ICIO, "does not name its year"),
        ("2020_SML.csv", ICIO[:-9], "ends in the middle of a row"),
    ],
)
def test_damaged_tables_are_refused(read, write, name, text, said):
    with pytest.raises(FileFormatError, match=said):
        read("icio", write(name, text))


def event(
    number: int, day: str, one: str, two: str, quad: object = 1, scale: object = 2.8, mentions: object = 4
) -> str:
    fields = [""] * 61
    fields[0], fields[1], fields[7], fields[17], fields[26] = str(number), day, one, two, "0431"
    fields[29], fields[30], fields[31], fields[32] = str(quad), str(scale), str(mentions), "1"
    fields[60] = ["https://example.org/a", "b"][0]
    return "\t".join(fields)


def export(folder, *events: str, name: str = "20240501001500.export.CSV.zip"):
    path = folder / name
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name.removesuffix(".zip"), "\n".join(events) + "\n")
    return path


def test_events_are_counted_by_day_pair_and_class(read, tmp_path):
    first = export(
        tmp_path,
        event(1, "20240501", "CHN", "RUS", scale=2.0),
        event(2, "20240501", "CHN", "RUS", scale=4.0),
        event(3, "20240430", "RUS", "CHN", quad=4, scale=-10),
        event(4, "20240501", "CHN", ""),
        event(5, "20240501", "CHN", "CHN"),
        event(6, "20240501", "ROM", "EUR"),
        event(7, "20240501", "ROM", "RUS"),
        event(8, "20240501", "QQQ", "RUS"),
        event(9, "20240501", "USA", "RUS", quad=7),
    )
    second = export(
        tmp_path, event(2, "20240501", "CHN", "RUS", scale=4.0), name="20240501003000.export.CSV.zip"
    )
    found = read("gdelt", first, second)
    assert found.slices == ["2024-04-30", "2024-05-01"]
    assert found.rows(
        "event_counts", "actor", "target", "period", "quad", "events", "mentions", "goldstein"
    ) == [
        ("CHN", "RUS", date(2024, 5, 1), 1, 2, 8, 3.0),  # an event told again in the next file counts once
        ("ROU", "RUS", date(2024, 5, 1), 1, 1, 4, 2.8),
        ("RUS", "CHN", date(2024, 4, 30), 4, 1, 4, -10.0),
    ]
    assert found.reasons == {
        "the class is none of 1 to 4": 1,
        "Actor1CountryCode: no state is called so then": 1,
    }
    assert any("1 events name no country" in text for text in found.warnings)


def test_a_file_of_other_columns_is_refused(read, write):
    with pytest.raises(FileFormatError, match=r"has 2 columns between tabs; a GDELT 2\.0 export has 61"):
        read("gdelt", write("20240501001500.export.CSV", "1\t2\n"))


def test_a_day_has_96_files_and_a_period_must_be_named():
    reader = reader_of("gdelt")
    asked = list(reader.requests(reader.job(window=Window.parse("2024-05-01", "2024-05-01"))))
    assert len(asked) == 96
    assert asked[0].address == "https://data.gdeltproject.org/gdeltv2/20240501000000.export.CSV.zip"
    assert asked[-1].file == "20240501234500.export.CSV.zip"
    with pytest.raises(OptionError, match="name the days"):
        list(reader.requests(reader.job()))
    with pytest.raises(OptionError, match="more than 31 days"):
        list(reader.requests(reader.job(window=Window.parse("2024-01", "2024-03"))))


@pytest.mark.shared
def test_the_daily_graph_by_month_is_the_embedded_table(read, shared_data, tmp_path):
    path = shared_data / "events" / "gdelt_graph_daily_edges_2018_2024.parquet"
    year = tmp_path / "edges.parquet"
    pl.scan_parquet(path).filter(pl.col("date").dt.year() == 2022).sink_parquet(year)
    found = read("gdelt", year)
    old = Store()["events"].filter(pl.col("period").dt.year() == 2022)
    both = old.join(found.tables["events"], on=["a", "b", "period", "days"], suffix="_new")
    assert both.height == old.height
    assert both.filter(
        (pl.col("weight") - pl.col("weight_new")).abs() > 0.0051
    ).is_empty()  # two digits embedded
    assert both.filter(
        (pl.col("weight_all") - pl.col("weight_all_new")).abs() > 0.01
    ).is_empty()  # two digits
    (own,) = (
        edge_months(pl.scan_parquet(year), [("CHN", "RUS")])
        .filter(month=202203)
        .collect()
        .to_native()
        .rows(named=True)
    )
    (new,) = found.tables["events"].filter(a="CHN", b="RUS", period=date(2022, 3, 1)).rows(named=True)
    assert new["spread"] == pytest.approx(own["spread"], rel=1e-6)


SPEECHES = {
    "TXT/Session 01 - 1946/CHN_01_1946.txt": "\ufeffMr. President, we meet.\n".encode(),
    "TXT/Session 01 - 1946/UKR_01_1946.txt": b"The Ukrainian SSR votes.",
    "TXT/Session 08 - 1953/CZE_08_1953.txt": b"Czechoslovakia speaks.",
    "TXT/Session 40 - 1985/RUS_40_1985.txt": "Ça va bien".encode("cp1252"),
    "TXT/Session 77 - 2022/RUS_77_2022.txt": b"  A multipolar  world. ",
    "TXT/Session 77 - 2022/EU_77_2022.txt": b"Ladies and gentlemen",
    "TXT/Session 77 - 2022/ATL_77_2022.txt": b"Atlantis sinks",
    "TXT/Session 77 - 2022/USA_76_2022.txt": b"wrong session",
    "TXT/Session 77 - 2022/FRA_77_2022.txt": b"   ",
    "TXT/Session 77 - 2022/._RUS_77_2022.txt": b"\x00\x05\x16\x07",
    "README.txt": b"About",
}


@pytest.fixture
def corpus(tmp_path):
    path = tmp_path / "UNGDC_1946-2022.tar.gz"
    with tarfile.open(path, "w:gz") as tape:
        for name, data in SPEECHES.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tape.addfile(entry, io.BytesIO(data))
        link = tarfile.TarInfo("TXT/DEU_77_2022.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        tape.addfile(link)
    return path


def test_speeches_come_out_of_the_archive_under_the_state_of_the_year(read, corpus):
    found = read("ungdc", corpus)
    assert found.version == "1946-2022"
    assert found.rows("speeches", "state", "period", "session", "words", "text") == [
        ("CHN", date(1946, 1, 1), 1, 4, "Mr. President, we meet."),
        ("CSK", date(1953, 1, 1), 8, 2, "Czechoslovakia speaks."),
        ("RUS", date(2022, 1, 1), 77, 3, "A multipolar  world."),
        ("SUN", date(1985, 1, 1), 40, 3, "Ça va bien"),
        ("UKR", date(1946, 1, 1), 1, 4, "The Ukrainian SSR votes."),
    ]
    assert found.reasons == {
        "iso3: no state is called so then": 1,
        "the session does not open in that year": 1,
        "the speech is empty": 1,
    }


def test_a_cut_or_empty_corpus_is_refused(read, corpus, write):
    corpus.write_bytes(corpus.read_bytes()[:-200])
    with pytest.raises(FileFormatError, match="is a damaged archive"):
        read("ungdc", corpus)
    with pytest.raises(FileFormatError, match="is a damaged archive, or none"):
        read("ungdc", write("UNGDC_1946-2022.tar.gz", "<html>Guestbook</html>"))


@pytest.mark.shared
def test_all_speeches_are_of_a_state_of_their_year(read, shared_data):
    path = shared_data / "text" / "ungdc_1946_2022.parquet"
    found = read("ungdc", path)
    published = pl.read_parquet(path, columns=["iso3", "year"])
    observers = published.filter(pl.col("iso3") == "EU").height
    assert found.tables["speeches"].height == published.height - observers
    assert not found.reasons
    soviet = published.filter(pl.col("iso3") == "RUS", pl.col("year") <= 1991).height
    assert found.tables["speeches"].filter(state="SUN").height == soviet
