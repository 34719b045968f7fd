"""A panel: a tidy frame with what its columns mean, and a finding a measure that sums it up."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from realpolitik.findings import Finding, Row
from realpolitik.shown import Shown

if TYPE_CHECKING:
    import polars as pl

Unit = Literal["state", "pair", "directed pair"]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Panel(Shown):
    """States or pairs by year, with one column a measure.

    Attributes
    ----------
    frame
        Sorted by unit and year. Codes and names, then for each measure `M`, and where details were asked for `M_low`, `M_high`,
        `M_source`, `M_flag`, `M_as_of` (the last year that the unit has a figure of) and `M_why` (why a figure is missing).
    unit
        `state`, `pair` or `directed pair`.
    of
        Who was asked about.
    columns
        Each measure with the name of its column.
    labels
        Each column with what it is, in a line.
    findings
        The middle and the quartiles of each measure by year.
    """

    frame: pl.DataFrame
    unit: Unit
    of: str
    columns: Mapping[str, str]
    labels: Mapping[str, str] = field(repr=False)
    findings: tuple[Finding, ...] = field(repr=False)

    @property
    def says(self) -> str:
        """What it is of, and how much of it is known."""
        return self.findings[0].says

    def points(self) -> tuple[str, ...]:
        """How much is known of each other measure."""
        return tuple(one.says for one in self.findings[1:])

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows by column."""
        return tuple(self.frame.iter_rows(named=True))

    def tidy(self) -> tuple[Row, ...]:
        """The last rows, which a notebook shows."""
        return tuple(self.frame.tail(12).iter_rows(named=True))

    def label(self) -> str:
        """`panel of G20, 4,560 pair-years`."""
        return f"panel of {self.of}, {self.frame.height:,} {self.unit}-years"

    def to_polars(self) -> pl.DataFrame:
        """The frame."""
        return self.frame

    def record(self) -> dict[str, Any]:
        """What it is of, what its columns mean, and its rows."""
        return {
            "of": self.of,
            "unit": self.unit,
            "measures": dict(self.columns),
            "labels": dict(self.labels),
            "says": [one.says for one in self.findings],
            "sources": list(
                {one.id: one.record() for finding in self.findings for one in finding.sources}.values()
            ),
            "rows": [dict(row) for row in self.rows],
        }

    def write(self, path: str | os.PathLike[str]) -> None:
        """Write the frame into a file, whole or not at all: `.csv`, `.parquet`, or `.dta` (Stata, with labels; pandas has to be installed).

        Beside it stands `NAME.datapackage.json`: what each column holds, and the sources with their terms.

        Raises
        ------
        OptionError
            The ending is none of these.
        """
        from realpolitik.panel.write import describe, write

        write(self.frame, path, title=self.label(), labels=self.labels)
        sources = {one.id: one.record() for finding in self.findings for one in finding.sources}
        describe(
            self.frame,
            path,
            title=self.label(),
            labels=self.labels,
            sources=sources.values(),
            says=[one.says for one in self.findings],
        )
