"""What a template needs of a finding: addresses of its chart, its files and itself; the line under its title."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import quote

from realpolitik.briefs.html import in_half, meta_of, pictured
from realpolitik.briefs.tables import Grid, cite, grid
from realpolitik.charts import describe
from realpolitik.findings import Finding, Window
from realpolitik.web.answers import address_of

if TYPE_CHECKING:
    from realpolitik.briefs import Section

Item = TypeVar("Item")
LONG = 60
"""More rows than this are read on the finding's own page."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A finding on a page.

    Attributes
    ----------
    finding, anchor, half
        What is shown, under which mark of the page, and whether beside another.
    path, query
        Its address: the files are `path/rows.csv?query`.
    alt
        The chart in words; empty where it is no chart.
    method
        Whether its method has a page.
    """

    finding: Finding
    anchor: str
    half: bool
    path: str
    query: str
    meta: tuple[str, ...]
    alt: str
    cite: tuple[str, ...]
    options: tuple[str, ...]
    method: bool = True

    @property
    def address(self) -> str:
        """The page of the finding."""
        return f"{self.path}?{self.query}" if self.query else self.path

    @property
    def rows(self) -> Grid:
        """Its rows as text."""
        return grid(self.finding)

    @property
    def long(self) -> bool:
        """Whether its rows are too many for a page of many findings."""
        return len(self.finding.rows) > LONG

    def file(self, name: str, *more: tuple[str, str]) -> str:
        """The address of a file of it: `rows.csv`, `finding.json`, `chart.svg`, …"""
        extra = "&".join(f"{key}={quote(value)}" for key, value in more)
        joined = "&".join(part for part in (self.query, extra) if part)
        return f"{self.path}/{name}" + (f"?{joined}" if joined else "")

    def oembed(self, base: str) -> str:
        """Where programs ask how to embed it."""
        return f"{base}/oembed?url={quote(base + self.address, safe='')}"

    def chart(self, width: str, scheme: str) -> str:
        """The address of its picture for a page."""
        return self.file("chart.svg", ("width", width), ("scheme", scheme), ("bare", "1"))


def shown(finding: Finding, window: Window, *, anchor: str = "", half: bool = False) -> Shown:
    """A finding for a page."""
    path, _, query = address_of(finding, window).partition("?")
    return Shown(
        finding=finding,
        anchor=anchor,
        half=half,
        path=path,
        query=query,
        meta=tuple(meta_of(finding, most=1 if half else 2)),
        alt=describe(finding) if pictured(finding) else "",
        cite=tuple(cite(finding)),
        options=tuple(f"{key} = {value}" for key, value in finding.options.items() if value != ""),
    )


def exhibits(section: Section, window: Window) -> list[Shown]:
    """The findings of a section, in order."""
    return [
        shown(finding, window, anchor=f"{section.question.id}-{place}", half=in_half(place, section))
        for place, finding in enumerate(section.findings, start=1)
    ]


def paged(items: Iterable[Item], limit: int, offset: int) -> tuple[list[Item], int]:
    """A page of a list, and how long the whole is."""
    known = list(items)
    return known[offset : offset + limit], len(known)
