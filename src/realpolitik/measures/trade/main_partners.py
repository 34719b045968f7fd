"""The largest suppliers and customers of two states, as the World Factbook lists them: for pairs whose trade no table has."""

from __future__ import annotations

from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.trade.reports import SUPPLY
from realpolitik.states.wording import called, name
from realpolitik.store import Store
from realpolitik.wording.sentences import opening

Row = dict[str, Any]
VERBS = {"imports": "bought most from", "exports": "sold most to"}


@measure(
    "trade.partners",
    unit="share",
    tables=("main_partners",),
    chart="bars",
    definition=(
        "The largest suppliers and customers of each of two states with their shares of its imports and exports of goods, five of each, "
        "as the World Factbook lists them in whole per cent. No other office's figure is joined to them."
    ),
    formula="s_ab as published",
    reference="Central Intelligence Agency (2026), The World Factbook",
)
def partners(tables: Store, about: About, window: Window) -> Result:
    """The main partners of two states, and whether either is among the other's."""
    rows, told, missing = [], [], []
    for code, other in (about, tuple(reversed(about))):
        found = [
            row
            for row in tables["main_partners"]
            .filter(state=code)
            .sort("flow", "share", "partner", descending=[True, True, False])
            .iter_rows(named=True)
            if row["period"] in window
        ]
        if not found:
            missing.append(called(code))
            continue
        rows += [_row(code, row) for row in found]
        told.append(_told(code, other, found))
    if not rows:
        raise CoverageError(
            f"the World Factbook of May 2026 lists no partners of {' or '.join(missing)} in the period asked.",
            SUPPLY,
        )
    years = [row.pop("year") for row in rows]
    return Result(
        value=next(
            (
                row["value"]
                for row in rows
                if (row["state"], row["flow"], row["code"]) == (about[0], "imports", about[1])
            ),
            None,
        ),
        says=" ".join(told),
        rows=rows,
        period=spanned(years, "A"),
        caveats=(
            "Five of each, in whole per cent: who is not listed has a smaller share, which is not none.",
            "Shares of other offices differ, and are not joined to these.",
            *(f"The Factbook lists no partners of {one}." for one in missing),
        ),
    )


def _row(code: str, row: Row) -> Row:
    return {
        "period": str(row["period"].year),
        "value": row["share"],
        "label": f"{name(row['partner'])}, of {row['flow']} of {called(code)}",
        "code": row["partner"],
        "state": code,
        "flow": row["flow"],
        "vintage": row["vintage"],
        "source": row["source_id"],
        "year": row["period"],
    }


def _told(code: str, other: str, found: list[Row]) -> str:
    """What one state bought and sold most, the year once where both lists have the same, and whether the other is listed."""
    parts = []
    for flow, verb in VERBS.items():
        if rows := [row for row in found if row["flow"] == flow]:
            names = [f"{called(row['partner'])} ({100 * row['share']:.3g} %)" for row in rows]
            parts.append((f"{verb} {_joined(names)}", max(row["period"].year for row in rows)))
    one_year = len({year for _, year in parts}) == 1
    acts = " and ".join(text if one_year else f"{text} in {year}" for text, year in parts)
    listed = any(row["partner"] == other for row in found)
    absent = "" if listed else f"; {called(other)} is not among them"
    return opening(f"{called(code)} {acts}{f' in {parts[0][1]}' if one_year else ''}{absent}.")


def _joined(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
