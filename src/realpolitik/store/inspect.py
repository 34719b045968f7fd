"""What is in the user's store, whether it is whole, and how two versions differ."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.errors import OptionError, RealpolitikError, UnknownNameError, reason
from realpolitik.sources.download import sha256_of
from realpolitik.store.catalog import Entry, Key, commit, read, totals, version_order
from realpolitik.store.home import is_remote, local
from realpolitik.store.overlay import Overlay, readable, replaced_key
from realpolitik.store.quarantine import quarantine
from realpolitik.store.schema import Schema, schemas
from realpolitik.store.tables import Store

if TYPE_CHECKING:
    import polars as pl

EMBEDDED = "embedded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One version of a source in one table of the store.

    Attributes
    ----------
    counts
        Whether its rows are the ones that measures see.
    replaces
        Embedded rows of the same source and key that give way to it.
    """

    table: str
    source: str
    version: str
    counts: bool
    slices: int
    rows: int
    bytes: int
    start: str
    end: str
    rejected: int
    reasons: dict[str, int]
    replaces: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Age:
    """An embedded table: its first and last period, the editions of its datasets, and what is newer upstream, with the day it was seen."""

    table: str
    rows: int
    start: str
    end: str
    edition: str
    newer: str


SHOWN = 3
"""So many editions of a table are named; figures typed from documents are counted."""


def embedded() -> list[Age]:
    """How old the embedded tables are, by name."""
    store = Store.embedded()
    out = []
    for name in store.names():
        frame, covers = store[name], store.coverage(name)
        sources = store.sources(frame["source_id"].unique().sort()) if "source_id" in frame.columns else ()
        data = [one for one in sources if one.kind == "dataset"]
        typed = len(sources) - len(data)
        named = [f"{one.id} {one.version or one.published}".strip() for one in data[:SHOWN]]
        named += [f"and {len(data) - SHOWN} more"] if len(data) > SHOWN else []
        named += [f"{typed} documents"] if typed else []
        newer = [f"{one.id}: {one.newer} (seen {one.newer_seen})" for one in data if one.newer]
        out.append(
            Age(
                table=name,
                rows=frame.height,
                start=str(covers.start or "")[:7],
                end=str(covers.end or "")[:7],
                edition="\n".join(named),
                newer="\n".join(newer),
            )
        )
    return out


def layers(store: Store, *, compared: bool = True) -> list[Layer]:
    """Every version in the user's store, the one that counts first.

    Parameters
    ----------
    compared
        Also count the embedded rows that give way, for which the files are read; 0 otherwise.

    Raises
    ------
    FileFormatError
        A file is damaged.
    """
    overlay = store.overlay
    if overlay is None:
        return []
    counting = {entry.key for entry in overlay.active}
    groups: dict[tuple[str, str, str], list[Entry]] = {}
    for entry in overlay.entries:
        groups.setdefault((entry.table, entry.source, entry.version), []).append(entry)
    found = []
    for (table, source, version), entries in groups.items():
        used = [entry for entry in entries if entry.key in counting]
        reasons: dict[str, int] = {}
        for entry in entries:
            for why, count in entry.reasons.items():
                reasons[why] = reasons.get(why, 0) + count
        found.append(
            Layer(
                table=table,
                source=source,
                version=version,
                counts=bool(used),
                reasons=reasons,
                replaces=_replaced(overlay, used, table) if used and compared else 0,
                **totals(entries),
            )
        )
    order = version_order
    return sorted(
        sorted(found, key=lambda one: order(one.version), reverse=True),
        key=lambda one: (one.table, one.source),
    )


def _replaced(overlay: Overlay, entries: list[Entry], table: str) -> int:
    """Embedded rows that give way to these entries; 0 too where a file is missing, which `damages` says."""
    import polars as pl

    embedded = Store.embedded()
    files = [overlay.path(entry.file) for entry in entries]
    if table not in embedded or not (is_remote(overlay.place) or all(Path(file).is_file() for file in files)):
        return 0
    schema = schemas()[table]
    own = embedded[schema.name].lazy().filter(pl.col("source_id") == entries[0].source)
    fetched = pl.scan_parquet(
        [overlay.path(entry.file) for entry in entries], schema=schema.dtypes(), glob=False
    )
    key = replaced_key(schema)
    same = own.join(fetched.select(key), on=key, how="semi", nulls_equal=True).select(pl.len())
    return readable(same, overlay.place).item()


def damages(overlay: Overlay) -> dict[Key, str]:
    """What is wrong with files of the store, by entry; empty where every file is whole and keeps its schema."""
    local(overlay.place)  # a store at an address is checked where it is written
    found = {}
    for entry in overlay.entries:
        if problem := _damage(overlay, entry):
            found[entry.key] = problem
    return found


def _damage(overlay: Overlay, entry: Entry) -> str:
    import polars as pl
    from polars.exceptions import PolarsError

    path = Path(overlay.path(entry.file))
    if not path.is_file():
        return f"{entry.file} is missing: fetch {entry.source} again"
    if sha256_of(path) != entry.sha256:
        return f"{entry.file} is damaged (its SHA-256 is not the one recorded): fetch {entry.source} again"
    try:
        screened = quarantine(
            pl.scan_parquet(path), schemas()[entry.table], source=entry.source, version=entry.version
        )
    except (PolarsError, RealpolitikError) as error:
        return f"{entry.file}: {reason(error)}"
    if screened.bad.height:
        reasons = ", ".join(f"{count:,} rows: {why}" for why, count in screened.reasons.items())
        return f"{entry.file} no longer keeps the schema ({reasons}): fetch {entry.source} again"
    wrong = f"{entry.file} has {screened.good.height:,} rows where {entry.rows:,} are recorded"
    return wrong if screened.good.height != entry.rows else ""


def split_name(text: str) -> tuple[str, str]:
    """`SOURCE@VERSION` as two; the version is empty where none is given."""
    source, _, version = text.partition("@")
    return source, version


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How the rows of one table differ between two versions of a source.

    Attributes
    ----------
    only_first, only_second, same, changed
        Numbers of rows, by key without the vintage.
    largest
        The largest relative changes: the key, the column, and both values.
    """

    table: str
    only_first: int
    only_second: int
    same: int
    changed: int
    largest: tuple[dict[str, Any], ...]


def diff(store: Store, first: str, second: str, *, most: int = 10) -> list[Difference]:
    """Compare two versions of a source, `SOURCE@VERSION`; the version `embedded` is what ships with the program.

    Raises
    ------
    UnknownNameError
        The store has no such version.
    OptionError
        The two are of different sources.
    """
    (source, one), (other, two) = split_name(first), split_name(second)
    if source != other:
        raise OptionError(f"{first} and {second} are of different sources: compare two versions of one")
    tables = sorted(_tables(store, source, one) | _tables(store, source, two))
    return [
        _difference(
            schemas()[table], _rows(store, table, source, one), _rows(store, table, source, two), most
        )
        for table in tables
    ]


def _tables(store: Store, source: str, version: str) -> set[str]:
    import polars as pl

    if version == EMBEDDED:
        embedded = Store.embedded()
        return {
            name
            for name in embedded.names()
            if embedded.scan(name).filter(pl.col("source_id") == source).head(1).collect().height
        }
    entries = store.overlay.entries if store.overlay else ()
    found = {entry.table for entry in entries if (entry.source, entry.version) == (source, version)}
    if not found:
        known = {f"{entry.source}@{entry.version}" for entry in entries} | {f"{source}@{EMBEDDED}"}
        raise UnknownNameError("version", f"{source}@{version}", known, "realpolitik data status")
    return found


def _rows(store: Store, table: str, source: str, version: str) -> pl.LazyFrame:
    import polars as pl

    schema = schemas()[table]
    if version == EMBEDDED:
        embedded = Store.embedded()
        if table not in embedded:
            return pl.LazyFrame(schema=schema.dtypes())
        return embedded.scan(table).filter(pl.col("source_id") == source)
    assert store.overlay is not None
    files = [
        store.overlay.path(entry.file)
        for entry in store.overlay.entries
        if (entry.table, entry.source, entry.version) == (table, source, version)
    ]
    if not files:
        return pl.LazyFrame(schema=schema.dtypes())
    return pl.scan_parquet(files, schema=schema.dtypes(), glob=False)


def _difference(schema: Schema, first: pl.LazyFrame, second: pl.LazyFrame, most: int) -> Difference:
    import polars as pl

    key = [name for name in schema.key if name != "vintage"]
    figures = [
        one.name for one in schema.columns if one.name not in key and one.kind in ("integer", "number")
    ]
    words = [
        one.name for one in schema.columns if one.name not in (*key, *figures, "vintage", "source_id", "note")
    ]
    kept = [*key, *figures, *words]
    joined = first.select(*kept, here=pl.lit(True)).join(
        second.select(*kept, there=pl.lit(True)),
        on=key,
        how="full",
        coalesce=True,
        suffix="_new",
        nulls_equal=True,
    )
    both = pl.col("here").is_not_null() & pl.col("there").is_not_null()
    moved = pl.any_horizontal(
        pl.col(name).ne_missing(pl.col(f"{name}_new")) for name in (*figures, *words)
    ) if (figures or words) else pl.lit(False)  # fmt: skip
    counts = joined.select(
        only_first=pl.col("there").is_null().sum(),
        only_second=pl.col("here").is_null().sum(),
        same=(both & ~moved).sum(),
        changed=(both & moved).sum(),
    )
    largest = []
    for name in figures:
        old, new = pl.col(name), pl.col(f"{name}_new")
        rows = (
            joined.filter(both & old.ne_missing(new))
            .with_columns(change=(new.cast(pl.Float64) / old.cast(pl.Float64) - 1))
            .sort(pl.col("change").abs(), descending=True, nulls_last=True)
            .head(most)
            .select(
                *key,
                column=pl.lit(name),
                first=old.cast(pl.Float64),
                second=new.cast(pl.Float64),
                change="change",
            )
        )
        largest += rows.collect(engine="streaming").to_dicts()
    found = counts.collect(engine="streaming").row(0, named=True)
    ranked = sorted(largest, key=lambda row: -abs(row["change"] or 0))[:most]
    return Difference(table=schema.name, largest=tuple(ranked), **found)


def drop(place: Path, names: Iterable[str], *, downloads: bool = False, dry: bool = False) -> list[Entry]:
    """Take sources (`SOURCE`) or versions (`SOURCE@VERSION`) out of the store, their files too; returns what goes.

    Parameters
    ----------
    downloads
        Also delete the files that were downloaded.
    dry
        Only say what would go.

    Raises
    ------
    UnknownNameError
        The store has none of that name.
    """
    import shutil

    wanted = [split_name(name) for name in names]
    entries = read(place)
    gone = [
        entry
        for entry in entries
        if any(entry.source == source and version in ("", entry.version) for source, version in wanted)
    ]
    for source, version in wanted:
        if not any(one.source == source and version in ("", one.version) for one in gone):
            known = {one.source for one in entries} | {f"{one.source}@{one.version}" for one in entries}
            name = f"{source}@{version}" if version else source
            raise UnknownNameError("source in the store", name, known, "realpolitik data status")
    if dry:
        return gone

    def change(kept: dict[Key, Entry]) -> None:
        for entry in gone:
            kept.pop(entry.key, None)

    commit(place, change)
    for entry in gone:
        for file in filter(None, (entry.file, entry.quarantine)):
            (place / file).unlink(missing_ok=True)
    if downloads:
        for source, _ in wanted:
            shutil.rmtree(place / "downloads" / source, ignore_errors=True)
    return gone
