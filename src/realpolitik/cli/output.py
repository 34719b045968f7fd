"""How the command line writes: tables that fit 100 columns, JSON, CSV, Parquet."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from realpolitik.cli.streams import wide
from realpolitik.errors import OptionError
from realpolitik.wording.plain import plain

if TYPE_CHECKING:
    from rich.console import Console

    from realpolitik.findings import Finding

Format = Literal["table", "csv", "json", "parquet"]
ListFormat = Literal["table", "json"]
WIDTH = 100


def console(*, error: bool = False) -> Console:
    """A terminal of at most 100 columns; a narrower one is kept."""
    kind, stream = _screen(), sys.stderr if error else sys.stdout
    if stream.isatty() and (screen := kind(highlight=False, stderr=error)).width <= WIDTH:
        return screen
    return kind(highlight=False, stderr=error, width=WIDTH)


@cache
def _screen() -> type[Console]:
    from rich.console import Console

    class Screen(Console):
        """A pipe whose reader has left is no error of its own; see `cli.app.run`."""

        def on_broken_pipe(self) -> None:
            raise BrokenPipeError

    return Screen


def table(
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    *,
    right: Sequence[str] = (),
    wide: Mapping[str, int] | None = None,
    whole: Sequence[str] = (),
) -> None:
    """Print rows under headings.

    Columns in `right` are aligned right, those in `wide` share what room is left, and words of those in `whole` are not
    broken: names that a reader types again.
    """
    from rich import box
    from rich.table import Table

    grid = Table(box=box.SIMPLE_HEAD, pad_edge=False, expand=bool(wide))
    for name in columns:
        grid.add_column(
            name,
            justify="right" if name in right else "left",
            overflow="fold",
            ratio=(wide or {}).get(name),
            no_wrap=name in whole,
        )
    for row in rows:
        grid.add_row(*(_plain(cell) for cell in row))
    console().print(grid)


def line(text: str = "", *, style: str = "") -> None:
    """Print one paragraph, wrapped."""
    console().print(_plain(text), style=style or None)


def footing(finding: Finding, caveats: Iterable[str] | None = None) -> None:
    """Print what a figure rests on: its caveats (or those given), definition and formula, method and sources."""
    for caveat in finding.caveats if caveats is None else caveats:
        line(f"! {caveat}")
    line(f"{finding.method.definition} {finding.method.formula}".strip())
    line(f"Method: {finding.method.reference}")
    for source in finding.sources:
        line(f"[{source.id}] {source}")


def size(count: float) -> str:
    """Bytes as a person reads them: 12.3 MB."""
    for unit in ("bytes", "kB", "MB", "GB"):
        if count < 1000 or unit == "GB":
            break
        count /= 1000
    return f"{count:,.0f} {unit}" if unit == "bytes" else f"{count:,.1f} {unit}"


def write_json(value: Any) -> None:
    """Print plain values as JSON; in an encoding that lacks characters, these are escaped, so that it stays the same JSON."""
    escaped = not wide(sys.stdout.encoding)
    sys.stdout.write(plain(value, indent=2, escaped=escaped) + "\n")


def write_rows(rows: Sequence[Mapping[str, Any]], form: Literal["csv", "parquet"]) -> None:
    """Write rows to standard output as CSV or Parquet, the columns in the order in which they first appear."""
    from realpolitik.shown import frame_of

    frame = frame_of(rows)
    if form == "csv":
        if wide(sys.stdout.encoding):
            sys.stdout.write(frame.write_csv())
        else:  # a file of figures is in UTF-8 whatever the terminal has
            sys.stdout.flush()
            sys.stdout.buffer.write(frame.write_csv().encode())
        return
    if sys.stdout.isatty():
        raise OptionError(
            "Parquet is not for a terminal: send it to a file, as in `… --format parquet > rows.parquet`"
        )
    buffer = io.BytesIO()
    frame.write_parquet(buffer)
    sys.stdout.buffer.write(buffer.getvalue())


def options_of(pairs: Sequence[str]) -> dict[str, Any]:
    """The options given as `--set key=value`."""
    options = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not (key and equals):
            raise OptionError(f"--set {pair!r}: write key=value, such as --set lag=0")
        options[key.strip()] = value.strip()
    return options


def _plain(text: Any) -> Any:
    """Keep square brackets of the text itself from being read as markup."""
    from rich.text import Text

    return text if isinstance(text, Text) else Text(str(text))
