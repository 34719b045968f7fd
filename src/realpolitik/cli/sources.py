"""`realpolitik sources [NAME]`: where figures come from."""

from __future__ import annotations

from textwrap import fill
from typing import Annotated

from cyclopts import Parameter

from realpolitik.cli.output import ListFormat, line, size, table, write_json

LAYOUT = {"width": 98, "subsequent_indent": " " * 12, "break_long_words": False, "break_on_hyphens": False}


UNREACHED = 4
"""The exit code where an address does not answer as a reader needs it."""


def sources(
    name: str | None = None,
    *,
    check: Annotated[bool, Parameter(negative=())] = False,
    format: ListFormat = "table",
) -> int:
    """List the public datasets, or show one source in full.

    Parameters
    ----------
    name
        A dataset, or the identifier of a source under a figure. Without it, the datasets are listed.
    check
        Try each address that a program fetches from (a HEAD, or a few bytes), and say what it answers; exit code 4 where one fails.
    format
        A table for people, or JSON.
    """
    if check:
        return _check(name or "", format)
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
    return 0


def _check(name: str, format: ListFormat) -> int:
    from realpolitik.sources.addresses import check

    tried = check(name)
    if format == "json":
        write_json([one.record() for one in tried])
    else:
        table(
            ("source", "address", "answer", "size", "in public code on"),
            [
                (
                    one.source,
                    one.address,
                    f"{one.status or ''} {one.says}".strip(),
                    "" if one.bytes is None else size(one.bytes),
                    one.confirmed.isoformat(),
                )
                for one in tried
            ],
            right=("size",),
            wide={"address": 4, "answer": 3},
        )
        failing = [one.source for one in tried if not one.works]
        line(
            f"{len(failing)} of {len(tried)} addresses do not answer as they should: {', '.join(failing)}."
            if failing
            else f"All {len(tried)} addresses answer."
        )
    return 0 if all(one.works for one in tried) else UNREACHED
