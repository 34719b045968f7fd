"""`realpolitik data …`: the tables: what there is, whether it is valid, how versions differ, and taking them out."""

from __future__ import annotations

from typing import Annotated, Any

from cyclopts import App, Parameter

from realpolitik.cli.output import ListFormat, line, size, table, write_json
from realpolitik.errors import SchemaError
from realpolitik.wording.numbers import number_of, signed_percent

data = App(name="data", help="The tables: what you have fetched, whether it is valid, how versions differ.")


@data.command
def status(*, format: ListFormat = "table") -> None:
    """Show what your store holds, which version counts, and what it replaces of the embedded tables.

    Parameters
    ----------
    format
        A table for people, or JSON.
    """
    from dataclasses import asdict

    from realpolitik.store import Store
    from realpolitik.store.inspect import embedded, layers

    store = Store()
    place = str(store.overlay.place) if store.overlay else ""
    found = layers(store)
    ages = embedded()
    if format == "json":
        write_json(
            {
                "store": place,
                "layers": [asdict(layer) for layer in found],
                "embedded": [asdict(one) for one in ages],
            }
        )
        return
    table(
        ("embedded table", "rows", "from", "to", "edition", "newer upstream"),
        [(one.table, f"{one.rows:,}", one.start, one.end, one.edition, one.newer) for one in ages],
        right=("rows",),
    )
    if not found:
        line(f"Nothing has been fetched into {place}: every figure is of the embedded tables.")
        line("`realpolitik fetch` lists what can be fetched.")
        return
    table(
        ("table", "source", "version", "counts", "rows", "from", "to", "replaces", "aside", "size"),
        [
            (
                layer.table,
                layer.source,
                layer.version,
                "yes" if layer.counts else "no",
                f"{layer.rows:,}",
                layer.start[:7],
                layer.end[:7],
                f"{layer.replaces:,}",
                f"{layer.rejected:,}",
                size(layer.bytes),
            )
            for layer in found
        ],
        right=("rows", "replaces", "aside", "size"),
    )
    for layer in found:
        for why, count in layer.reasons.items():
            line(f"! {layer.source} {layer.version}: {number_of(count, 'rows')} set aside: {why}")
    line(f"The store is {place}.")
    line(
        "The newest release of a source counts, or the one in REALPOLITIK_VERSIONS. Its rows replace the embedded rows of the "
        "same source and key; other embedded rows stay beside it."
    )


@data.command
def check(*, format: ListFormat = "table") -> None:
    """Validate every table, embedded or fetched: types, ranges, keys, order, sources, and the hash of each file.

    Parameters
    ----------
    format
        A table for people, or JSON.
    """
    from realpolitik.store import check as check_tables

    results = check_tables()
    if format == "json":
        write_json([result.record() for result in results])
    else:
        fetched = any(result.layer != "embedded" for result in results)
        table(
            ("table", *(["layer"] if fetched else []), "rows", "from", "to", "sources", "problems"),
            [
                (
                    result.table,
                    *([result.layer] if fetched else []),
                    f"{result.rows:,}",
                    str(result.start or ""),
                    str(result.end or ""),
                    str(result.sources),
                    "; ".join(result.problems) or "none",
                )
                for result in results
            ],
            right=("rows", "sources"),
        )
    broken = [result for result in results if result.problems]
    if broken:
        raise SchemaError(broken[0].table, [problem for result in broken for problem in result.problems])
    if format == "table":
        line(f"{len(results)} tables valid")


@data.command
def audit(
    name: Annotated[str | None, Parameter(name="TABLE")] = None,
    /,
    *,
    about: Annotated[tuple[str, ...], Parameter(consume_multiple=True)] = (),
    state: str = "",
    most: int = 20,
    format: ListFormat = "table",
) -> None:
    """List rows that a test doubts: the other figure, the money at stake, the measures they touch, and their state.

    Parameters
    ----------
    name
        A table: trade or votes. All of them where left out.
    about
        Flags about these states alone, such as --about RUS UZB.
    state
        open, explained or corrected.
    most
        How many are shown, those with most money first; all in JSON.
    format
        A list for people, or JSON.
    """
    import polars as pl

    from realpolitik.audit import STATES, flags
    from realpolitik.audit.run import TABLES
    from realpolitik.errors import OptionError, UnknownNameError
    from realpolitik.states import resolve
    from realpolitik.store import Store

    if name is not None and name not in TABLES:
        raise UnknownNameError("table with an audit", name, TABLES)
    if state and state not in STATES:
        raise OptionError(f"state={state!r}: choose {', '.join(STATES)}")
    found = flags(Store(), name)
    if about:
        codes = [resolve(one).code for one in about]
        found = found.filter(pl.col("a").is_in([*codes, "WLD", ""]), pl.col("b").is_in([*codes, "WLD", ""]))
        found = found.filter(pl.col("a").is_in(codes) | pl.col("b").is_in(codes))
    found = found.filter(pl.col("state") == state) if state else found
    if format == "json":
        write_json([{**row, "touches": _touched(row)} for row in found.iter_rows(named=True)])
        return
    for row in found.head(most).iter_rows(named=True):
        _flag(row)
    counts = dict(found["state"].value_counts().iter_rows())
    told = ", ".join(f"{counts[one]:,} {one}" for one in STATES if one in counts) or "none"
    left = (
        f"; the {most} with most money are shown, --most and --format json give more"
        if found.height > most
        else ""
    )
    line(f"Flags: {told}{left}.")


def _flag(row: dict[str, Any]) -> None:
    from realpolitik.wording.numbers import figure

    unit = {"trade": "USD", "materials": "USD/t"}.get(row["table"], "votes")
    flow = f"{row['a']} → {row['b']}" if row["b"] else row["a"]
    flow += f" {row['product']}" if row["product"] else ""
    line(
        f"{row['state']:<9} {row['table']}  {flow}  {row['period'].year}  {figure(row['value'], unit)}  ({row['office']})",
        style="bold",
    )
    other = f", {figure(row['other'], unit)} by {row['other_office']}" if row["other"] else ""
    if row["low"] is not None or row["high"] is not None:
        ends = [figure(end, unit) for end in (row["low"], row["high"]) if end is not None]
        other += f", expected {'at most ' if row['low'] is None else ''}{' to '.join(ends)}"
    line(f"          {row['test']}{other}: {row['why']}")
    stake = f" · at stake: {figure(row['at_stake'], 'USD')}" if row["at_stake"] else ""
    line(f"          touches: {', '.join(_touched(row))}{stake}")


def _touched(row: dict[str, Any]) -> list[str]:
    """The measures that read such a row, by what their names begin with."""
    from realpolitik.measures.registering.builtin import MODULES

    if row["table"] == "materials":
        return ["trade.materials"]
    rooms = ("trade.", "dependence.", "concentration.", "mirror.") if row["table"] == "trade" else ("votes.",)
    return [f"{room}*" for room in rooms if any(name.startswith(room) for name in MODULES)]


@data.command
def diff(first: str, second: str, *, most: int = 10, format: ListFormat = "table") -> None:
    """Compare two versions of a source, row by row.

    Parameters
    ----------
    first, second
        SOURCE@VERSION, such as cepii-baci@V202401; the version `embedded` is what ships with the program.
    most
        How many of the largest changes are shown.
    format
        Tables for people, or JSON.
    """
    from dataclasses import asdict

    from realpolitik.store import Store, inspect

    found = inspect.diff(Store(), first, second, most=most)
    if format == "json":
        write_json([asdict(one) for one in found])
        return
    table(
        ("table", f"only {first}", f"only {second}", "same", "changed"),
        [(o.table, *(f"{n:,}" for n in (o.only_first, o.only_second, o.same, o.changed))) for o in found],
        right=(f"only {first}", f"only {second}", "same", "changed"),
    )
    for one in found:
        if one.largest:
            line(f"Largest changes in {one.table}", style="bold")
            table(
                ("row", "column", "first", "second", "change"),
                [_change(row) for row in one.largest],
                right=("first", "second", "change"),
            )


def _change(row: dict[str, Any]) -> tuple[str, ...]:
    facts = {"column", "first", "second", "change"}
    names = " ".join(
        str(value) for name, value in row.items() if name not in facts and value not in ("", None)
    )
    figures = ("" if row[name] is None else f"{row[name]:,.6g}" for name in ("first", "second"))
    return names, row["column"], *figures, "" if row["change"] is None else signed_percent(row["change"], 1)


@data.command
def drop(
    *names: str,
    downloads: Annotated[bool, Parameter(negative=())] = False,
    yes: Annotated[bool, Parameter(negative=())] = False,
) -> None:
    """Take sources out of your store.

    Parameters
    ----------
    names
        SOURCE for all its versions, SOURCE@VERSION for one.
    downloads
        Also delete the files that were downloaded.
    yes
        Do it; without it, what would go is listed.
    """
    from realpolitik.errors import OptionError
    from realpolitik.store import inspect
    from realpolitik.store.home import home, local

    if not names:
        raise OptionError("name a source to drop, or SOURCE@VERSION; `realpolitik data status` lists them")
    gone = inspect.drop(local(home()), names, downloads=downloads, dry=not yes)
    what = (
        f"{len(gone)} slices, {sum(one.rows for one in gone):,} rows, {size(sum(one.bytes for one in gone))}"
    )
    if yes:
        line(f"Dropped {what}.")
    else:
        versions = sorted({f"{one.source}@{one.version}" for one in gone})
        line(f"Would drop {', '.join(versions)}: {what}. Add --yes to do it.")
