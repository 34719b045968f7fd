"""How far the ledger of a pair's meetings reaches, and how complete it is: read before anything is counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from realpolitik.measures.registry import About
from realpolitik.store import Store
from realpolitik.wording.dates import day_in_words


@dataclass(frozen=True, slots=True)
class Register:
    """What is known of one pair's ledger.

    Attributes
    ----------
    extent
        `whole`: every meeting that a source counts; `visits`: visits to each other's country alone; `part`: those that
        reports date which were read; `none`: no list could be opened.
    who
        What the two are called: presidents, or leaders.
    from_date, to_date
        The days that the ledger covers; None for a ledger without a register, whose own rows say how far it reaches.
    holds, note
        Which kinds of meetings it holds, and who counts how many; empty where nothing is said.
    source
        Who counts or lists them.
    """

    extent: str = "whole"
    who: str = "leaders"
    from_date: date | None = None
    to_date: date | None = None
    holds: str = ""
    note: str = ""
    source: str = ""

    @property
    def whole(self) -> bool:
        return self.extent == "whole"


def register(tables: Store, about: About, level: str = "leaders") -> Register:
    """The register of two states' meetings at one level; rows of one's own without a register count as whole."""
    low, high = sorted(about)
    if "meeting_ledgers" not in tables.names():  # a folder of one's own tables
        return Register()
    for row in tables["meeting_ledgers"].iter_rows(named=True):
        if (row["a"], row["b"], row["level"]) == (low, high, level):
            return Register(
                row["extent"],
                row["who"],
                row["from_date"],
                row["to_date"],
                row["holds"] or "",
                row["note"] or "",
                row["source_id"],
            )
    return Register()


def said_of(known: Register) -> tuple[str, ...]:
    """How complete a ledger is, as a caveat; nothing of one without a register."""
    if known.from_date is None or known.to_date is None:
        return ()
    says = {
        "whole": "The ledger is meant to be whole",
        "visits": "The ledger holds visits alone",
        "part": "The ledger is a part: it holds meetings with a day in reports that were read",
    }.get(known.extent, "No list could be opened")
    days = f"{day_in_words(known.from_date)} to {day_in_words(known.to_date)}"
    held = f" ({known.holds}, {days})" if known.holds else f" ({days})"
    return (f"{says}{held}{f'; {known.note}' if known.note else ''}.",)
