"""`realpolitik fetch NAME…`: public data into the user's store."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

from cyclopts import Parameter

from realpolitik.cli.output import ListFormat, console, line, options_of, size, table, write_json
from realpolitik.wording.numbers import number_of

if TYPE_CHECKING:
    from realpolitik.store.fetch import Fetched


def fetch(
    *names: str,
    file: Annotated[tuple[Path, ...], Parameter(name="--file", negative=())] = (),
    from_: Annotated[str | None, Parameter(name="--from")] = None,
    to: str | None = None,
    set: Annotated[tuple[str, ...], Parameter(name="--set", negative=())] = (),
    release: str = "",
    relock: Annotated[bool, Parameter(negative=())] = False,
    older: Annotated[bool, Parameter(negative=())] = False,
    format: ListFormat = "table",
) -> None:
    """Download public sources, or read files that you have, into your store.

    Parameters
    ----------
    names
        Sources, such as cow-trade; without one, those that can be fetched are listed.
    file
        A file that you downloaded by hand; repeat for more. Nothing is downloaded then.
    from_
        First year, month or day wanted.
    to
        Last year, month or day wanted.
    set
        An option of the source as key=value; repeat for more.
    release
        The version of a file that does not say it.
    relock
        Take a file of a release although it differs from the one fetched before.
    older
        Keep an edition older than the one that counts, beside it.
    format
        A table for people, or JSON.
    """
    if not names:
        _list(format)
        return
    from realpolitik.calls import data

    with progress() as (downloader, on_progress):
        found = data.fetch(
            *names,
            file=file,
            start=from_,
            end=to,
            options=options_of(set),
            release=release,
            relock=relock,
            older=older,
            downloader=downloader,
            on_progress=on_progress,
        )
    if format == "json":
        write_json(found.record())
        return
    for one in found.fetched:
        _show(one)
        _audited(one)


@contextmanager
def progress() -> Iterator[tuple[Any, Any]]:
    """A bar with rate and time left for each file, and a line for what is being read; both on standard error."""
    from rich.progress import (
        BarColumn,
        DownloadColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
        TransferSpeedColumn,
    )

    from realpolitik.sources.download import Downloader

    columns = (
        TextColumn("{task.description}"),
        BarColumn(bar_width=20),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console(error=True), transient=True) as screen:
        tasks: dict[str, Any] = {}
        reading = screen.add_task("", total=None, visible=False)

        def arrived(name: str, have: int, whole: int | None) -> None:
            if name not in tasks:
                for old in tasks.values():
                    screen.update(old, visible=False)
                tasks[name] = screen.add_task(name[-40:], total=whole)
            screen.update(tasks[name], completed=have, total=whole)

        def on_progress(text: str) -> None:
            for old in tasks.values():
                screen.update(old, visible=False)
            screen.update(reading, description=text, visible=True)

        yield Downloader(progress=arrived), on_progress


def _list(format: ListFormat) -> None:
    from realpolitik.sources.reader import readers

    if format == "json":
        write_json(
            [
                {"name": one.name, "aliases": list(one.aliases), "tables": list(one.tables), "by_hand": one.by_hand,
                 "options": dict(one.options)}
                for one in readers().values()
            ]
        )  # fmt: skip
        return
    table(
        ("source", "also", "fills", "covers", "options"),
        [
            (
                one.name,
                " ".join(one.aliases),
                " ".join(one.tables),
                one.record.covers,
                "\n".join(f"{key}={value}" for key, value in one.options.items()),
            )
            for one in readers().values()
        ],
    )
    line("Fetch one with `realpolitik fetch NAME`, or from a file with `--file`.")


def _show(done: Fetched) -> None:
    """What a fetch has added, and what it set aside."""
    line(f"{done.source} {done.version}: {number_of(done.rows, 'rows')} in {done.place}", style="bold")
    by_table: dict[str, list[Any]] = {}
    for entry in done.entries:
        by_table.setdefault(entry.table, []).append(entry)
    table(
        ("table", "slices", "rows", "from", "to", "set aside", "size"),
        [
            (
                name,
                str(len(entries)),
                f"{sum(one.rows for one in entries):,}",
                min((one.start for one in entries if one.start), default=""),
                max((one.end for one in entries if one.end), default=""),
                f"{sum(one.rejected for one in entries):,}",
                size(sum(one.bytes for one in entries)),
            )
            for name, entries in by_table.items()
        ],
        right=("slices", "rows", "set aside", "size"),
    )
    reasons: dict[str, int] = {}
    for entry in done.entries:
        for why, count in entry.reasons.items():
            reasons[why] = reasons.get(why, 0) + count
    for why, count in sorted(reasons.items(), key=lambda item: -item[1]):
        line(f"! set aside {number_of(count, 'rows')}: {why}")
    for text in done.warnings:
        line(f"! {text}")


def _audited(done: Fetched) -> None:
    """What the audit doubts in the fetched tables, beyond what it doubts in the embedded ones."""
    from realpolitik.audit.fetched import after_fetch
    from realpolitik.wording.numbers import figure

    new = after_fetch(done.place, tuple({entry.table for entry in done.entries}), done.source)
    if new.is_empty():
        return
    line(
        f"! the audit doubts {number_of(new.height, 'rows')}: `realpolitik data audit` lists them. Those with most money:"
    )
    for row in new.head(3).iter_rows(named=True):
        line(
            f"!   {row['a']} → {row['b']} {row['period'].year} {figure(row['value'], 'USD')} ({row['office']}): {row['why']}"
        )
