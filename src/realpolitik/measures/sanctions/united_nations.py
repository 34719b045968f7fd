"""Sanctions regimes of the UN Security Council against two states, as far as they have been looked up."""

from __future__ import annotations

from datetime import date
from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.states.wording import called, name
from realpolitik.store import Store

NEWEST = 2026
"""Regimes that were seen to run in this year or later are said to run; of others, when they were last seen to."""
SUPPLY = "The whole list: United Nations, Security Council, Sanctions (https://main.un.org/securitycouncil/en/sanctions)."


@measure(
    "sanctions.un",
    unit="regimes",
    tables=("un_sanctions",),
    chart="dots",
    definition="Sanctions regimes that the UN Security Council set up against either of two states, or parties in them, with the "
    "resolution and the first and last day; one that runs is known to run until it was looked up. The table is of those looked up: a "
    "state without a row is unknown.",
    formula="n = regimes whose life meets the period asked",
    reference="United Nations Security Council, Subsidiary organs: fact sheets (30 regimes from 1966 to 2019)",
)
def regimes(tables: Store, about: About, window: Window) -> Result:
    """UN sanctions against two states: which regime, since when, and whether it runs."""
    rows: list[dict[str, Any]] = []
    said: list[str] = []
    for code in about:
        for row in tables["un_sanctions"].filter(target=code).sort("from_date").iter_rows(named=True):
            last = row["to_date"] or (row["seen"] if row["status"] == "running" else row["from_date"])
            if not window.meets(row["from_date"], last):
                continue
            says = _told(row)
            said.append(f"on {called(code)} {says}")
            rows.append(
                {
                    "period": row["from_date"].isoformat(),
                    "value": 1.0,
                    "series": f"against {name(code)}",
                    "label": f"{row['regime']}: {says}",
                    "status": row["status"],
                    "until": row["to_date"].isoformat() if row["to_date"] else "",
                    "known_to": last.isoformat(),
                    "kinds": row["kinds"],
                    "resolution": row["resolution"],
                    "source": row["source_id"],
                }
            )
    if not rows:
        raise CoverageError(
            f"the table of UN sanctions, a part of all, has none against {called(about[0])} or {called(about[1])} in the period asked.",
            SUPPLY,
        )
    running = sum(row["status"] == "running" for row in rows)
    return Result(
        value=float(running),
        says=f"Sanctions of the UN Security Council {'; '.join(said)}.",
        rows=rows,
        period=spanned([date.fromisoformat(row[end]) for row in rows for end in ("period", "known_to")], "D"),
        caveats=(
            "The table holds the regimes that were looked up, not all: the United Nations count 30 from 1966 to 2019, and there were more since.",
        ),
    )


def _told(row: dict[str, Any]) -> str:
    """Since when, by which resolution, and until when."""
    by = f" (resolution {row['resolution']})" if row["resolution"] else ""
    since = _day(row["from_date"], row["from_precision"])
    if row["status"] == "running":
        kept = "" if row["seen"].year >= NEWEST else f", known to run in {row['seen']:%B %Y}"
        return f"since {since}{by}{kept}"
    until = f" to {_day(row['to_date'], row['to_precision'])}" if row["to_date"] else ", since ended"
    ended = f" (resolution {row['ended_by']})" if row["ended_by"] else ""
    return f"from {since}{by}{until}{ended}"


def _day(day: date, precision: str) -> str:
    return f"{day:{({'day': '%-d %B %Y', 'month': '%B %Y', 'year': '%Y'})[precision]}}"
