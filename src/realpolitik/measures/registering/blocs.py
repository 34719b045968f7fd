"""Blocs as a side of a measure: rows of the bloc made from those of its members at each date.

A measure that is registered with `blocs=True` may be asked about a group of `states/groups.csv`. It gets tables in which the
bloc stands as one state, and computes as for any other:

- trade: the sum over those who were members on the first day of the period, by office; what members ship to each other is left
  out, also of the bloc's total. A period is summed where the members with a figure make up at least `LEAST` of the bloc's trade
  with the world; any other is left out and named.
- votes: the choice of more than half of the members that voted; without one, the bloc has no choice in the roll call.

A state that stands on both sides on a date, or a member asked about with its own bloc, is no part of the bloc for votes; in trade
the period is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from realpolitik.measures.trade.estimates import ESTIMATED
from realpolitik.measures.trade.reports import COMPILERS, office_words, print_order
from realpolitik.states import groups
from realpolitik.states.groups import spells_in
from realpolitik.states.wording import called, name
from realpolitik.store import Store
from realpolitik.wording.numbers import number_of, percent

if TYPE_CHECKING:
    import polars as pl

WORLD = "WLD"
LEAST = 0.99
"""The least share of a bloc's trade with the world that its members with a figure have, for a period to be summed."""
KEY = ("product", "product_code", "freq", "period", "reporter")


@dataclass(frozen=True, slots=True)
class Joined:
    """Tables with rows of blocs, and what a reader must know of how they were made.

    Attributes
    ----------
    tables
        The same store; its tables of trade and votes hold the rows of the two sides alone.
    notes
        Caveats: members by date, and periods that are not summed.
    """

    tables: Store
    notes: tuple[str, ...]


def is_bloc(code: str) -> bool:
    """Whether a code is that of a group of states."""
    return code in groups()


def everyone(about: Iterable[str]) -> tuple[str, ...]:
    """The states of all sides: those that are or were members of a bloc, and the states themselves."""
    found = (
        member
        for code in about
        for member in ([spell.code for spell in spells_in(code)] if is_bloc(code) else [code])
    )
    return tuple(dict.fromkeys(found))


def with_blocs(tables: Store, about: Sequence[str], read: Sequence[str]) -> Joined:
    """The tables that a measure reads, in which the blocs among its sides stand as states.

    Parameters
    ----------
    tables
        The whole store.
    about
        Codes of states and names of groups.
    read
        The tables of the measure; those that name no state, and the ledger of sanctions, are left as they are.
    """
    near = tables.about(everyone(about))
    made: dict[str, pl.DataFrame] = {}
    notes: list[str] = []
    for table, make in _MAKERS.items():
        if table in read:
            made[table], told = make(near, tuple(about))
            notes += told
    return Joined(near.holding(made), (*_members(about), *notes))


def _sides(code: str) -> pl.DataFrame:
    """Who belongs to a side, with the first and the last day; a state is a side of its own."""
    import polars as pl

    if is_bloc(code):
        rows = [(spell.code, spell.start, spell.end or date.max) for spell in spells_in(code)]
    else:
        rows = [(code, date.min, date.max)]
    kinds = {"member": pl.String, "from": pl.Date, "to": pl.Date}
    return pl.DataFrame(rows, schema=kinds, orient="row")


def _of_side(rows: pl.DataFrame, code: str, column: str) -> pl.DataFrame:
    """Rows whose state in a column belongs to the side on the first day of the period."""
    import polars as pl

    found = rows.join(_sides(code), left_on=column, right_on="member")
    inside = pl.col("period").is_between(pl.col("from"), pl.col("to"))
    return found.filter(inside).drop("from", "to")


def _trade(tables: Store, about: tuple[str, ...]) -> tuple[pl.DataFrame, list[str]]:
    """Rows of trade of the sides with each other, and of each with the world."""
    import polars as pl

    everything = tables["trade"]
    rows = _one_print(everything.filter(pl.col("value_usd").is_not_null(), pl.col("product") == "total"))
    weights = _weights(rows)
    made, notes = [], []
    for one, other in [(a, b) for a in about for b in (*about, WORLD) if a != b]:
        blocs = is_bloc(one) or is_bloc(other)
        for origin, destination in ((one, other), (other, one)) if other == WORLD else ((one, other),):
            if not blocs:
                own = (pl.col("origin") == origin) & (pl.col("destination") == destination)
                made.append(everything.filter(own))
                continue
            summed, told = _summed(rows, origin, destination, weights)
            made.append(
                summed.select(pl.col(column).cast(kind) for column, kind in everything.schema.items())
            )
            notes += told
    return pl.concat(made), list(dict.fromkeys(notes))


def _one_print(rows: pl.DataFrame) -> pl.DataFrame:
    """Of several prints of one office's figure the one that counts."""
    import polars as pl

    order = {word: place for place, word in enumerate(sorted(rows["vintage"].unique(), key=print_order))}
    ranked = rows.with_columns(pl.col("vintage").replace_strict(order, return_dtype=pl.Int64).alias("rank"))
    return ranked.sort("rank").unique(("origin", "destination", *KEY), keep="first", maintain_order=True)


def _weights(rows: pl.DataFrame) -> pl.DataFrame:
    """(member, out, in): what each exports to the world and imports from it, the mean of all years on record."""
    import polars as pl

    def mean(own: str, other: str, word: str) -> pl.DataFrame:
        years = rows.filter((pl.col(other) == WORLD) & (pl.col("freq") == "A"))
        return years.group_by(pl.col(own).alias("member")).agg(pl.col("value_usd").mean().alias(word))

    return mean("origin", "destination", "out").join(
        mean("destination", "origin", "in"), on="member", how="full", coalesce=True
    )


def _summed(
    rows: pl.DataFrame, origin: str, destination: str, weights: pl.DataFrame
) -> tuple[pl.DataFrame, list[str]]:
    """What one side shipped to another, by office and period, with what could not be summed."""
    import polars as pl

    flows = _of_side(_of_side(rows, origin, "origin"), destination, "destination")
    flows = flows.filter(pl.col("origin") != pl.col("destination"))
    shared = _within(_both(origin, destination))
    told = []
    if flows.filter(shared).height or (not flows.height and _both(origin, destination)):
        flows = flows.filter(~shared)
        told.append(
            "Left out are years in which a state stood on both sides: its trade with the others is the bloc's own."
        )
    if WORLD in (origin, destination):
        flows = _without_own(flows, rows, origin if destination == WORLD else destination)
    offices = pl.col("reporter")
    for side, column in ((origin, "origin"), (destination, "destination")):
        if is_bloc(side):  # each member's own report is the bloc's
            offices = pl.when(offices == pl.col(column)).then(pl.lit(side)).otherwise(offices)
    flows = flows.with_columns(offices.alias("reporter"))
    known = {origin, destination, *COMPILERS}
    share = _share(flows, origin, "origin", "out", weights) * _share(
        flows, destination, "destination", "in", weights
    )
    estimated = pl.col("note").fill_null("").str.starts_with(ESTIMATED).any()
    sums = (
        flows.filter(pl.col("reporter").is_in(sorted(known)))
        .with_columns(share.alias("share"))
        .group_by(KEY)
        .agg(
            pl.col("value_usd").sum(),
            pl.col("share").sum(),
            pl.len().alias("pairs"),
            pl.col("origin").unique().alias("sellers"),
            pl.col("destination").unique().alias("buyers"),
            pl.col("source_id").unique().sort().str.join(" "),
            pl.col("vintage").first(),
            pl.when(estimated)
            .then(pl.lit(f"{ESTIMATED} for some members"))
            .otherwise(pl.lit(""))
            .alias("note"),
        )
        .with_columns(pl.lit(origin).alias("origin"), pl.lit(destination).alias("destination"))
        .with_columns(pl.lit(None, dtype=pl.Float64).alias("quantity"), pl.lit("").alias("quantity_unit"))
        .sort("period", "reporter")
    )
    kept, short = _kept(sums, origin, destination)
    return kept, [*told, *short]


def _share(flows: pl.DataFrame, side: str, column: str, way: str, weights: pl.DataFrame) -> pl.Expr:
    """The share of a state in the trade of its side with the world, among the members of the first day of the period."""
    import polars as pl

    if not is_bloc(side):
        return pl.lit(1.0)
    own = _sides(side).join(weights.select("member", way), on="member", how="left")
    of_day = {}
    for day in flows["period"].unique().to_list():
        there = own.filter((pl.col("from") <= day) & (pl.col("to") >= day))
        if there[way].null_count():  # a member of unknown size may be large: all must have a figure
            there = there.with_columns(pl.lit(1.0).alias(way))
        total = there[way].sum()
        of_day.update(
            {f"{code} {day}": size / total for code, size in there.select("member", way).iter_rows()}
        )
    keys = pl.col(column) + " " + pl.col("period").dt.to_string("%Y-%m-%d")
    return keys.replace_strict(of_day, default=0.0, return_dtype=pl.Float64)


def _without_own(flows: pl.DataFrame, rows: pl.DataFrame, bloc: str) -> pl.DataFrame:
    """Members' trade with the world, less what the same office has of it with other members."""
    import polars as pl

    within = _of_side(_of_side(rows, bloc, "origin"), bloc, "destination")
    within = within.filter(pl.col("origin") != pl.col("destination"))
    column = "destination" if flows.get_column("origin").eq(WORLD).all() else "origin"
    keys = [column, *KEY]
    own = within.group_by(keys).agg(pl.col("value_usd").sum().alias("own"))
    # an office that has no trade of a member with others of the bloc cannot say what it is without it
    return (
        flows.join(own, on=keys)
        .with_columns((pl.col("value_usd") - pl.col("own")).alias("value_usd"))
        .filter(pl.col("value_usd") >= 0)
        .drop("own")
    )


def _kept(sums: pl.DataFrame, origin: str, destination: str) -> tuple[pl.DataFrame, list[str]]:
    """The periods whose members have figures enough, and sentences on the others."""
    import polars as pl

    sums = sums.with_columns(
        pl.struct("period", "sellers", "buyers")
        .map_elements(lambda row: _covered(row, origin, destination), return_dtype=pl.String)
        .alias("covered")
    )
    whole = pl.col("share") >= LEAST
    told = []
    for kind, part in ((True, sums.filter(whole)), (False, sums.filter(~whole))):
        short = part.filter((pl.col("covered") != "") & (pl.col("freq") == "A"))
        own_offices = [code for code in (origin, destination) if is_bloc(code)]
        for (office,), own in short.filter(~pl.col("reporter").is_in(own_offices)).group_by(
            "reporter", maintain_order=True
        ):
            told.append(_said(str(office), own, summed=kind))
    return sums.filter(whole), told


def _within(spells: Sequence[tuple[date, date]]) -> pl.Expr:
    import polars as pl

    return pl.any_horizontal(
        pl.lit(False), *(pl.col("period").is_between(start, end) for start, end in spells)
    )


def _both(one: str, other: str) -> list[tuple[date, date]]:
    """When a state belongs to both sides."""
    if WORLD in (one, other):
        return []
    ours, theirs = _sides(one).rows(), _sides(other).rows()
    return [
        (max(a[1], b[1]), min(a[2], b[2]))
        for a in ours
        for b in theirs
        if a[0] == b[0] and max(a[1], b[1]) <= min(a[2], b[2])
    ]


def _covered(row: dict[str, object], origin: str, destination: str) -> str:
    """`26 of 27 members (without Poland)`, of the first side that misses some; empty where none is missing."""
    for side, there in ((origin, row["sellers"]), (destination, row["buyers"])):
        if not is_bloc(side):
            continue
        day = row["period"]
        own = [code for code, start, end in _sides(side).iter_rows() if start <= day <= end]  # type: ignore[operator]
        missing = sorted(set(own) - set(there))  # type: ignore[call-overload]
        if missing:
            without = f" (without {', '.join(map(called, missing))})" if len(missing) <= 4 else ""
            return f"{len(own) - len(missing)} of {number_of(len(own), 'members')}{without}"
    return ""


def _said(office: str, rows: pl.DataFrame, *, summed: bool) -> str:
    """How many members the years of an office cover, where not all."""
    years = [day.year for day in rows["period"].to_list()]
    counts = list(dict.fromkeys(rows["covered"].to_list()))
    when = (
        str(years[0])
        if len(years) == 1
        else f"{number_of(len(years), 'years')} from {years[0]} to {years[-1]}"
    )
    what = (
        counts[0]
        if len(counts) == 1
        else " to ".join(dict.fromkeys(one.partition(" (")[0] for one in counts[:: len(counts) - 1]))
    )
    if summed:
        rest = f"the others make less than {percent(1 - LEAST)} of the bloc's trade"
        return f"By {office_words(office)}, in {when}, {what} have a figure: {rest}, and the sum is without them."
    return (
        f"By {office_words(office)}, in {when}, {what} have a figure: too few to sum, and not in the series."
    )


def _turnover(tables: Store, about: tuple[str, ...]) -> tuple[pl.DataFrame, list[str]]:
    """Published two-way totals are of states: those of a bloc are the sums of its two directions."""
    return tables["turnover"].clear(), []


def _votes(tables: Store, about: tuple[str, ...]) -> tuple[pl.DataFrame, list[str]]:
    """Votes of the states among the sides, and for each bloc what most of its members chose."""
    import polars as pl

    days = tables["roll_calls"].select("roll_call", pl.col("date").alias("period"))
    votes = tables["votes"].join(days, on="roll_call")
    made = [votes.filter(~pl.col("state").is_in(list(filter(is_bloc, about)))).drop("period")]
    for bloc in filter(is_bloc, about):
        own = _of_side(votes.filter(pl.col("vote") != "absent"), bloc, "state")
        for other in about:
            if other != bloc:
                both = _of_side(own, other, "state").select("roll_call", "state")
                own = own.join(both, on=("roll_call", "state"), how="anti")
        cast = own.group_by("roll_call").len("cast")
        chosen = own.group_by("roll_call", "vote").agg(pl.len().alias("count"), pl.col("source_id").first())
        most = chosen.join(cast, on="roll_call").filter(2 * pl.col("count") > pl.col("cast"))
        made.append(most.with_columns(pl.lit(bloc).alias("state")).select(made[0].columns))
    said = (
        "A bloc's vote is what more than half of its members that voted chose (a state that stands on the other side is not "
        "counted among them); a roll call without such a majority is like one that it missed."
    )
    return pl.concat(made), [said]


_MAKERS: dict[str, Callable[[Store, tuple[str, ...]], tuple[pl.DataFrame, list[str]]]] = {
    "trade": _trade,
    "turnover": _turnover,
    "votes": _votes,
}


def _members(about: Sequence[str]) -> list[str]:
    """One sentence a bloc: how many members it has had, and when that changed last."""
    told = []
    for bloc in filter(is_bloc, about):
        spells = spells_in(bloc)
        now = [spell for spell in spells if spell.end is None]
        changes = sorted({spell.start for spell in spells} | {spell.end for spell in spells if spell.end})
        last = changes[-1]
        told.append(
            f"{name(bloc)[0].upper()}{name(bloc)[1:]} counts as its members on each date ({len(now)} now; the last change was on "
            f"{last:%-d %B %Y}): a step in the series may be a change of members."
        )
    return told
