"""The rows of a reader in slices, each of which can be renewed alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from realpolitik.sources.reader import Part

if TYPE_CHECKING:
    import polars as pl


def sliced(
    table: str,
    frame: pl.DataFrame,
    *,
    by: Sequence[str],
    helpers: Sequence[str] = (),
    rejected: pl.DataFrame | None = None,
    warnings: Sequence[str] = (),
) -> Iterator[Part]:
    """A part for each combination of `by`; the first also bears what was rejected, and the warnings.

    `helpers` are columns of `by` that the table has not: they are left out of the parts. Without any row there is one empty
    part, so that what was rejected is not lost.
    """
    kept = [name for name in frame.columns if name not in helpers]
    parts = sorted(frame.partition_by(by, as_dict=True).items(), key=lambda item: tuple(map(str, item[0])))
    if not parts:
        yield Part(table=table, frame=frame.select(kept), rejected=rejected, warnings=tuple(warnings))
    for place, (names, rows) in enumerate(parts):
        yield Part(
            table=table,
            slice="-".join(map(str, names)),
            frame=rows.select(kept),
            rejected=rejected if place == 0 else None,
            warnings=tuple(warnings) if place == 0 else (),
        )
