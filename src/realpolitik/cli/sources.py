"""`realpolitik sources [NAME]`: where figures come from."""

from __future__ import annotations

from textwrap import fill

from realpolitik.cli.output import ListFormat, line, table, write_json

LAYOUT = {"width": 98, "subsequent_indent": " " * 12, "break_long_words": False, "break_on_hyphens": False}


def sources(name: str | None = None, *, format: ListFormat = "table") -> None:
    """List the public datasets, or show one source in full.

    Parameters
    ----------
    name
        A dataset, or the identifier of a source under a figure. Without it, the datasets are listed.
    format
        A table for people, or JSON.
    """
    from realpolitik.sources import datasets
    from realpolitik.store import Store

    found = [Store().source(name)] if name else list(datasets().values())
    if format == "json":
        write_json([source.record() for source in found])
    elif name:
        for field, value in found[0].record().items():
            line(fill(value, initial_indent=f"{field:>10}  ", **LAYOUT))
    else:
        table(
            ("name", "publisher", "title", "covers", "licence"),
            [
                (item.id, item.publisher, f"{item.title} {item.version}", item.covers, item.licence)
                for item in found
            ],
        )
