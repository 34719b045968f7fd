"""Reads files through a reader and sets aside rows that break the schema, as the store does."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl
import pytest

from realpolitik.findings import Window
from realpolitik.sources.reader import reader_of
from realpolitik.store.quarantine import quarantine
from realpolitik.store.schema import schemas

_spec = importlib.util.spec_from_file_location("workbooks", Path(__file__).parent / "workbooks.py")
_workbooks = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_workbooks)


@dataclass
class Reading:
    """What a reader made of files: rows that keep the schema, rows set aside, warnings, slices."""

    version: str
    tables: dict[str, pl.DataFrame] = field(default_factory=dict)
    bad: list[pl.DataFrame] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    slices: list[str] = field(default_factory=list)

    def rows(self, table: str, *columns: str) -> list[tuple]:
        """Rows of a table, with the columns named, in the order of its key."""
        return self.tables[table].select(columns).rows()

    @property
    def reasons(self) -> dict[str, int]:
        """How many rows were set aside for each reason."""
        counts: dict[str, int] = {}
        for frame in self.bad:
            for (reason,) in frame.select("reason").iter_rows():
                counts[reason] = counts.get(reason, 0) + 1
        return counts


Read = Callable[..., Reading]


@pytest.fixture
def read(tmp_path) -> Read:
    """Read files by a source's name: `read("atop", path, start="1990", options={...})`."""

    def run(
        name: str,
        *files: Path,
        start: str | None = None,
        end: str | None = None,
        options: dict[str, str] | None = None,
    ) -> Reading:
        reader = reader_of(name)
        job = reader.dated(reader.job(window=Window.parse(start, end), options=options), files)
        found = Reading(version=job.version)
        for part in reader.read(files, replace(job, scratch=tmp_path / "scratch" / name)):
            assert part.table in reader.tables
            screened = quarantine(
                part.frame,
                schemas()[part.table],
                source=reader.name,
                version=job.version,
                rejected=part.rejected,
            )
            texts = screened.good.with_columns(
                pl.col(column).cast(pl.String)
                for column, kind in screened.good.schema.items()
                if isinstance(kind, pl.Enum)
            )
            before = found.tables.get(part.table)
            found.tables[part.table] = texts if before is None else pl.concat([before, texts])
            found.bad.append(screened.bad)
            found.warnings += part.warnings
            found.slices.append(part.slice)
        found.tables = {name: frame.sort(schemas()[name].key) for name, frame in found.tables.items()}
        return found

    return run


@pytest.fixture
def write(tmp_path) -> Callable[..., Path]:
    """Write a file: `write("a.csv", "x,y\\n1,2\\n", encoding="cp1252")`."""

    def run(name: str, text: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return run


@pytest.fixture
def workbook(tmp_path) -> Callable[..., Path]:
    """Write an XLSX workbook of text and numbers: `workbook("a.xlsx", {"Sheet": [["x", 1.5], [None, 2]]})`."""

    def run(name: str, sheets: dict[str, list[list[str | float | None]]]) -> Path:
        path = tmp_path / name
        path.write_bytes(_workbooks.xlsx(sheets))
        return path

    return run
