"""`realpolitik data …`: the tables, and whether they hold what they promise."""

from __future__ import annotations

from cyclopts import App

from realpolitik.cli.output import ListFormat, line, table, write_json
from realpolitik.errors import SchemaError

data = App(name="data", help="The tables: check them.")


@data.command
def check(*, format: ListFormat = "table") -> None:
    """Validate every table against its schema: types, ranges, keys, order, sources.

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
        table(
            ("table", "rows", "from", "to", "sources", "problems"),
            [
                (
                    result.table,
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
        line(f"{len(results)} tables hold what they promise")
