"""Checks that every source and every measure passes, for packages that add their own.

    from realpolitik.testing import check_measure, check_source

    def test_my_source():
        check_source(READER, [Path("tests/data/small.csv")])

    def test_my_measure():
        check_measure("mine.figure", "CHN", "RUS")

Each raises `AssertionError` with what is wrong and what to do. They need no network, and write only to a temporary folder.
"""

from __future__ import annotations

import json
import math
import re
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.errors import CoverageError, RealpolitikError, UnknownNameError
from realpolitik.findings import Finding, Window
from realpolitik.measures import registry
from realpolitik.sources.reader import Job, Part, Reader, Request
from realpolitik.store import Store, check, schemas
from realpolitik.store.ingest import ingest
from realpolitik.store.quarantine import quarantine

if TYPE_CHECKING:
    import polars as pl

__all__ = ["check_measure", "check_source"]

LONG_AGO = Window(date(1500, 1, 1), date(1500, 12, 31))
"""A period that no source covers."""


def check_source(
    reader: Reader,
    files: Sequence[Path],
    *,
    options: Mapping[str, str] | None = None,
    version: str = "test",
) -> None:
    """Check a reader on small files in the publisher's own format.

    Its record is whole; its requests are plain; reading gives rows of declared tables that keep their schema, twice the same,
    within a window where one is asked; what is broken (empty, cut off, a web page, noise) gives an error of this
    package or fewer rows, never another error and never the same rows; and the rows can be stored and found again.

    Parameters
    ----------
    reader
        The reader.
    files
        What it reads, such as a test file of a few rows. They are not changed.
    options
        Options of the reader for this check.
    version
        The version that the rows bear.

    Raises
    ------
    AssertionError
        With the rule that is broken.
    """
    _check_record(reader)
    _check_requests(reader, options)
    job = replace(reader.job(options=options), version=version)
    rows = _read(reader, files, job)
    _must(rows, f"{reader.name}: the files give no rows")
    again = _read(reader, files, job)
    for key, frame in rows.items():
        _must(
            key in again and frame.equals(again[key]),
            f"{reader.name}: reading twice gives other rows in {key}: sort, and keep no state",
        )
    _check_window(reader, files, job, rows)
    _check_broken(reader, files, job, rows)
    _check_stored(reader, files, job, rows)


def _must(holds: object, problem: str) -> None:
    """As `assert`, which Python leaves out when it optimises."""
    if not holds:
        raise AssertionError(problem)


def _check_record(reader: Reader) -> None:
    record = reader.record
    for name in ("publisher", "title", "address", "licence", "covers"):
        _must(getattr(record, name), f"{reader.name}: its record has no {name}")
    _must(record.id == reader.name, f"{reader.name}: its record is of {record.id!r}")
    _must(
        re.search(r"https?://", reader.by_hand),
        f"{reader.name}: by_hand gives no address where the file can be fetched",
    )
    _must(reader.tables, f"{reader.name}: it declares no table")
    for table in (*reader.tables, *reader.own_tables):
        _must(
            table in schemas() or table in reader.own_tables,
            f"{reader.name}: no table is called {table!r}: declare it in own_tables",
        )
    for name, default in reader.options.items():
        _must(isinstance(default, str), f"{reader.name}: the option {name} has a default that is no text")


def _check_requests(reader: Reader, options: Mapping[str, str] | None) -> None:
    names: set[str] = set()
    for request in reader.requests(reader.job(window=Window.parse("2021", "2021"), options=options)):
        _must(
            isinstance(request, Request), f"{reader.name}: requests() gives {request!r}, which is no Request"
        )
        _must(request.address.startswith("https://"), f"{reader.name}: {request.address} is not https")
        _must("?" not in request.address, f"{reader.name}: the query of {request.address} belongs in params")
        _must(
            Path(request.file).name == request.file, f"{reader.name}: {request.file!r} is no plain file name"
        )
        _must(request.file not in names, f"{reader.name}: two requests are kept as {request.file!r}")
        _must(not set(request.secrets) & set(request.params), f"{reader.name}: a secret stands in params too")
        names.add(request.file)


def _schema(reader: Reader, table: str) -> Any:
    from realpolitik.store.schema import schema_of

    return schemas()[table] if table in schemas() else schema_of(table, reader.own_tables[table])


def _read(reader: Reader, files: Sequence[Path], job: Job) -> dict[tuple[str, str], pl.DataFrame]:
    """Rows that keep the schema, by table and slice; every rule of a part is checked on the way."""
    found: dict[tuple[str, str], pl.DataFrame] = {}
    with tempfile.TemporaryDirectory() as folder:
        for part in reader.read(files, replace(job, scratch=Path(folder))):
            _must(isinstance(part, Part), f"{reader.name}: read() gives {part!r}, which is no Part")
            _must(part.table in reader.tables, f"{reader.name}: {part.table!r} is not among its tables")
            key = (part.table, part.slice)
            _must(key not in found, f"{reader.name}: the slice {key} comes twice")
            if part.rejected is not None:
                names = part.rejected.lazy().collect_schema().names()
                _must("reason" in names, f"{reader.name}: rejected rows of {key} have no column `reason`")
            schema = _schema(reader, part.table)
            screened = quarantine(
                part.frame, schema, source=reader.name, version=job.version, rejected=part.rejected
            )
            if screened.good.height:
                found[key] = screened.good
    return found


def _times(reader: Reader, table: str, frame: pl.DataFrame) -> pl.Series | None:
    name = _schema(reader, table).coverage.get("period")
    return frame[name].drop_nulls() if name else None


def _check_window(
    reader: Reader, files: Sequence[Path], job: Job, rows: Mapping[tuple[str, str], pl.DataFrame]
) -> None:
    """Rows of the last year alone, asked for, are the rows of the last year."""
    days = [
        times.max()
        for (table, _), frame in rows.items()
        if (times := _times(reader, table, frame)) is not None
    ]
    last = max((day for day in days if isinstance(day, date)), default=None)
    if last is None:
        return
    window = Window(date(last.year, 1, 1), date(last.year, 12, 31))
    within = _read(reader, files, replace(job, window=window))
    for (table, slice_), frame in within.items():
        times = _times(reader, table, frame)
        if times is not None and len(times):
            for day in times.unique().to_list():
                _must(day in window, f"{reader.name}: {table} {slice_} has {day}, outside the window asked")
    _must(within, f"{reader.name}: nothing is left of {last.year} when only that year is asked for")


def _check_broken(
    reader: Reader, files: Sequence[Path], job: Job, rows: Mapping[tuple[str, str], pl.DataFrame]
) -> None:
    count = sum(frame.height for frame in rows.values())
    with tempfile.TemporaryDirectory() as name:
        for what, damage in _DAMAGES.items():
            folder = Path(name) / what.replace(" ", "-")
            folder.mkdir()
            broken = []
            for file in files:
                copy = folder / file.name
                copy.write_bytes(damage(file.read_bytes()))
                broken.append(copy)
            try:
                left = sum(frame.height for frame in _read(reader, broken, job).values())
            except RealpolitikError:
                continue
            except AssertionError:
                raise
            except Exception as error:
                raise AssertionError(
                    f"{reader.name}: {what} file gives {type(error).__name__} ({error}): raise FileFormatError"
                ) from error
            _must(left < count, f"{reader.name}: {what} file gives as many rows as the whole one")


_DAMAGES = {
    "an empty": lambda data: b"",
    "a cut off": lambda data: data[: len(data) // 2],
    "an HTML": lambda data: b"<!DOCTYPE html><html><body>Please sign the guestbook</body></html>",
    "a noisy": lambda data: bytes((byte * 167 + 13) % 256 for byte in data[:4096]),
}


def _check_stored(
    reader: Reader, files: Sequence[Path], job: Job, rows: Mapping[tuple[str, str], pl.DataFrame]
) -> None:
    import polars as pl

    known = {table for table, _ in rows if table in schemas()}
    if not known:
        return  # own tables are known once the package is installed
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        ingest(place, reader, files, job, inputs=[])
        store = Store(home=place)
        for table in known:
            expected = sum(frame.height for (own, _), frame in rows.items() if own == table)
            there = store.scan(table).filter(
                pl.col("source_id") == reader.name, pl.col("vintage").str.ends_with(job.version)
            )
            if "vintage" not in store.schema(table).dtypes():
                there = store.scan(table).filter(pl.col("source_id") == reader.name)
            height = there.select(pl.len()).collect().item()
            _must(height >= expected, f"{reader.name}: of {expected} rows of {table} the store has {height}")
        for one in check(store):
            _must(one.layer == "embedded" or not one.problems, f"{reader.name}: {one.problems}")


def check_measure(
    name: str,
    *about: str,
    start: str | None = None,
    end: str | None = None,
    store: Store | None = None,
    options: Mapping[str, Any] | None = None,
) -> Finding:
    """Check a registered measure on states of which it has figures.

    It says what it is and where its method stands; its finding has a sentence, rows with period, value and source, a unit, numbers
    that are finite, sources that exist, and reads the same twice; outside its coverage it raises `CoverageError`, and
    it refuses options that it does not have.

    Returns
    -------
    The finding, for checks of one's own.

    Raises
    ------
    AssertionError
        With the rule that is broken.
    """
    measure = registry.get(name)
    _check_method(measure)
    facts = {"start": start, "end": end, "store": store, **(options or {})}
    finding = registry.run(name, *about, **facts)
    _check_finding(name, finding)
    _must(
        registry.run(name, *about, **facts).record() == finding.record(),
        f"{name}: the same question has two answers: sort, and set seeds",
    )
    states = [registry.resolve_within(state, Window.parse(start, end)) for state in about]
    try:
        found = measure(store or Store(), states, LONG_AGO, **(options or {}))
    except CoverageError:
        pass
    else:
        _must(
            not _dated(found),
            f"{name}: it gives {found.value} for the year 1500, which nothing covers: raise CoverageError",
        )
    try:
        registry.run(name, *about, **facts, no_such_option="1")
    except UnknownNameError:
        pass
    else:
        raise AssertionError(f"{name}: it takes any option: name its options as keyword-only parameters")
    return finding


def _dated(finding: Finding) -> bool:
    """Whether a finding is of periods: those on the present alone answer whatever is asked."""
    return bool(re.search(r"\d{4}", str(finding.rows[0]["period"]))) if finding.rows else True


def _check_method(measure: registry.Measure) -> None:
    name = measure.name
    _must(re.fullmatch(r"[a-z0-9_]+(\.[a-z0-9_]+)+", name), f"{name}: names are dotted, the concept first")
    _must(measure.says and measure.says != name, f"{name}: its function has no docstring")
    _must(measure.unit, f"{name}: it has no unit")
    _must(all(table in schemas() for table in measure.tables), f"{name}: it reads a table that there is not")
    for part in fields(measure.method):
        _must(getattr(measure.method, part.name).strip(), f"{name}: its method has no {part.name}")
    _must(re.search(r"\d{4}", measure.method.reference), f"{name}: its reference has no year")
    for key, option in measure.options.items():
        _must(option.help.text, f"{name}: the option {key} has no help: annotate it with `Help`")
        _must(
            option.rule, f"{name}: the option {key} does not say its values: Literal, Bounds, Date, Names, …"
        )


def _check_finding(name: str, finding: Finding) -> None:
    _must(finding.says.rstrip().endswith("."), f"{name}: the finding is no sentence: {finding.says!r}")
    _must(re.search(r"\d", finding.says), f"{name}: the sentence has no number in it: {finding.says!r}")
    _must(finding.rows, f"{name}: no rows stand behind the figure")
    for row in finding.rows:
        _must("period" in row and "value" in row, f"{name}: a row has no period or no value: {dict(row)}")
        for key in ("value", "low", "high"):
            number = row.get(key)
            _must(
                not isinstance(number, float) or math.isfinite(number),
                f"{name}: {key} is {number} in {dict(row)}",
            )
    known = {source.id for source in finding.sources}
    _must(known, f"{name}: no source is named")
    cited = {id_ for row in finding.rows for id_ in str(row.get("source") or "").split()}
    _must(cited == known, f"{name}: rows and finding name different sources: {sorted(cited ^ known)}")
    try:
        json.dumps(finding.record(), allow_nan=False)
    except (ValueError, TypeError) as error:
        raise AssertionError(f"{name}: the finding is no plain data ({error})") from error
