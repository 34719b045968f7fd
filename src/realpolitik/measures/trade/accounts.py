"""What one office says of a flow: its figure, the sources of it, and whether it is an estimate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Report:
    """A figure of one office: US dollars (or another unit, where a share was formed), and its sources.

    `estimated` where the office does not report it but makes it of others' reports; `doubted` where no other account is near it.
    """

    office: str
    value: float
    sources: str
    estimated: bool = False
    doubted: bool = False


Reports = dict[date, dict[str, Report]]
"""What each office says, by period."""
