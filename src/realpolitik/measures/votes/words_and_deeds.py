"""Words against deeds: how a state votes on a war, and how its trade with one side changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from realpolitik.errors import CoverageError
from realpolitik.findings import Window, spanned
from realpolitik.measures.registering.shock import SHOCK
from realpolitik.measures.registry import About, Result, measure, run
from realpolitik.measures.votes.options import Sides, YearAfter, YearBefore
from realpolitik.measures.votes.war_votes import stand, two_sides
from realpolitik.states.wording import called, name
from realpolitik.store import Store
from realpolitik.wording.numbers import percent, signed


@measure(
    "votes.words_and_deeds",
    unit="share",
    tables=("positions", "trade", "turnover"),
    chart="lean",
    definition="What a state said in its votes on the war (tilt towards a side of it), against what it did: the change of its trade "
    "with that side since the year before the war.",
    formula="words t (votes.neutrality); deeds g = T_after / T_before - 1, T their two-way trade",
    reference="votes.neutrality and trade.growth of this program",
)
def words_and_deeds(
    tables: Store,
    about: About,
    window: Window,
    *,
    sides: Sides = "RUS UKR",
    before: YearBefore = "2021",
    after: YearAfter = "2024",
) -> Result:
    """How a state votes on the war against how its trade with one side of it changed."""
    two = two_sides(sides)
    war = _since_the_war(window)
    inside = [one for one in about if one in two]
    if len(inside) == 2:
        raise CoverageError(
            f"{called(about[0])} and {called(about[1])} are the sides of the war: words and deeds are of another state towards one.",
            "Ask for another state.",
        )
    side = inside[0] if inside else two[0]
    two = (side, next(one for one in two if one != side))
    others = sorted(set(tables["positions"]["state"].unique().to_list()) - set(two))
    near = tables.about([*others, *two])
    rows = [
        row
        for other in others
        if (row := _deeds(near, other, two, war, (before, after), cite=other in about))
    ]
    shown = {row["code"]: row for row in rows}
    asked = [shown[one] for one in about if one in shown]
    if missing := [one for one in about if one != side and one not in shown]:
        raise CoverageError(
            f"votes of {' and '.join(map(name, missing))} on the war, on texts that divide {called(side)} and "
            f"{called(two[1])}, or trade with {called(side)} in {before} and since, are not on record.",
            "Source with more: imf-imts (trade); the table positions has 18 states.",
        )
    own = asked[0]
    return Result(
        value=own["value"],
        says=f"In votes on the war, from −1 (always with {called(two[1])}) to 1 (with {called(side)}), "
        + "; ".join(_in_words(row, side) for row in asked)
        + f" from {before} to {own['last']}.",
        rows=rows,
        period=spanned([date(int(before), 1, 1), *(date(int(row["last"]), 1, 1) for row in rows)], "A"),
        caveats=(
            "Trade in current dollars; Russia's from 2022 as its partners report it.",
            "Trade is also gains, prices and distance: it grows without any intent to take sides.",
        ),
    )


def _since_the_war(window: Window) -> Window:
    """The part of the window from the invasion on; its votes count, while the years of trade are options."""
    shock = date.fromisoformat(SHOCK)
    if window.end and window.end < shock:
        raise CoverageError(
            f"the Assembly voted on the war from {shock} on, after the period asked, which ends on {window.end}.",
            "Ask for a later period; the years of trade are the options `before` and `after`.",
        )
    return Window(start=max(shock, window.start) if window.start else shock, end=window.end)


def _in_words(row: Mapping[str, Any], side: str) -> str:
    word = "grew" if row["value"] > 0 else "shrank"
    tilt = signed(row["x"], 2)
    return f"{row['series']} stands at {tilt}, and its trade with {called(side)} {word} by {percent(abs(row['value']))}"


def _deeds(
    tables: Store, code: str, sides: Sequence[str], war: Window, years: tuple[str, str], *, cite: bool
) -> dict[str, Any] | None:
    """The row of a state, None where votes or trade are not on record; the texts, the same for all, are cited once."""
    before, after = years
    try:
        own = stand(tables, code, sides, war)
        grown = run("trade.growth", code, sides[0], start=before, end=after, store=tables)
    except CoverageError:
        return None
    if grown.period.start != before or grown.value is None:
        return None
    ids = [str(row["source"]) for row in grown.rows] + (
        [row["source_id"] for row in own.texts] if cite else []
    )
    return {
        "period": grown.period.end,
        "value": grown.value,
        "label": code,
        "code": code,
        "series": name(code),
        "x": own.tilt,
        "y": 1 + grown.value,
        "y_scale": "log",
        "last": grown.period.end,
        "x_title": f"votes: tilt towards {called(sides[0])}",
        "y_title": f"trade with {called(sides[0])}, times that of {before}",
        "source": " ".join(dict.fromkeys(" ".join(ids).split())),
    }
