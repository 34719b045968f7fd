"""Events of a file of one's own: the months of a pair, both ways."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from realpolitik.errors import CoverageError, FileFormatError
from realpolitik.findings import Window
from realpolitik.measures.events.counts import pair_months
from realpolitik.sources.events import read_events
from realpolitik.states import resolve
from realpolitik.states.names import aliases

_NAMED = ("name", "alias")
"""Kinds of names by which files of events call a state; abbreviations may be the codes of others."""


def months_of_file(
    file: Path,
    a: str,
    b: str,
    *,
    names: tuple[str, str] | None = None,
    window: Window = Window(),  # noqa: B008
    one_a_day: bool = False,
) -> list[dict[str, Any]]:
    """Reported events between two states by month, from a file in a publisher's form.

    Parameters
    ----------
    file
        A GDELT 2.0 export, an ICEWS or POLECAT file, or Parquet.
    a, b
        The states, by code or name.
    names
        What the file calls them, first `a` and then `b`, where it uses neither codes nor common names.
    window
        Months outside are left out.
    one_a_day
        Count an actor, target and code once a day.

    Returns
    -------
    A row a direction and month, as `counts.pair_months` has them.

    Raises
    ------
    FileFormatError
        The file is cut off, or holds a field that is no number.
    CoverageError
        The file has no event between the two, or none in the period asked.
    """
    from narwhals.exceptions import NarwhalsError
    from polars.exceptions import PolarsError

    one, two = resolve(a).code, resolve(b).code
    frame, kind = read_events(file)
    known = {
        alias.text: alias.code
        for alias in aliases()
        if alias.code in (one, two) and alias.kind in _NAMED and alias.end is None
    }
    if names:
        known |= dict(zip(names, (one, two), strict=True))
    counted = pair_months(frame, form=kind, pairs=[(one, two), (two, one)], names=known, one_a_day=one_a_day)
    try:
        rows = counted.collect().to_native().to_dicts()
    except (PolarsError, NarwhalsError) as error:
        raise FileFormatError(
            str(file), f"is cut off or holds a field that is no number ({str(error).splitlines()[0]})"
        ) from error
    if not rows:
        raise CoverageError(
            f"{file.name} has no event between {one} and {two}.", "Say what it calls them: --names A B."
        )
    inside = [row for row in rows if date(row["month"] // 100, row["month"] % 100, 1) in window]
    if not inside:
        raise CoverageError(
            f"{file.name} has no event between {one} and {two} in the period asked.",
            "Leave out --from and --to to see all that it has.",
        )
    return inside
