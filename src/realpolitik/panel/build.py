"""Asking measures of all units at once, and laying their figures side by side."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Day, Window
from realpolitik.measures.registry import Measure, get
from realpolitik.panel.columns import UNDIRECTED, Cells, cells
from realpolitik.panel.flags import flagged
from realpolitik.panel.model import Panel, Unit
from realpolitik.panel.summary import summary
from realpolitik.panel.units import Of, Who, living, pairs_of, who
from realpolitik.store import Store
from realpolitik.wording.numbers import number_of

if TYPE_CHECKING:
    import polars as pl

FIRST = 1816
"""The first year of the lists of states."""
MOST_CELLS = 5_000_000
"""Rows of a panel; a larger one is asked for in parts."""
NAMED = 6
"""So many groups, states or pairs are named in the title of a panel."""


def panel(
    measures: str | Sequence[str],
    *,
    of: Of,
    start: Day | None = None,
    end: Day | None = None,
    directed: bool | None = None,
    options: Mapping[str, Any] | None = None,
    detail: bool = True,
    store: Store | None = None,
    on_progress: Callable[[str], None] | None = None,
) -> Panel:
    """A tidy frame of states or pairs by year, with one column a measure.

    A cell is the row of that year in the call `rp.measure(NAME, a, b, start=start, end=end)`. Missing is missing, never 0.

    Parameters
    ----------
    measures
        Names. Measures of pairs make a panel of pairs, in which those of one state stand twice (`_a`, `_b`); measures of one state
        alone make a panel of states.
    of
        A group such as `G20` (all that were members at some time in the period), states, `world` for all, or pairs (`CHN-RUS`).
        Several in one text with commas, or as a list.
    start, end
        Years. Where `start` is left out, the first is 1992; where `end` is, the last is the last of any figure.
    directed
        Each pair in both directions. By default so where a measure differs by who is named first.
    options
        Options of measures: `{"universe": "divided"}` for all that have it, `{"votes.kappa:universe": "divided"}` for one.
    detail
        Also bounds, sources, flags of the audit, the last year that has a figure, and why one is missing.
    store
        Where tables come from; the user's store over the embedded tables where left out.
    on_progress
        Called with what is being asked.

    Returns
    -------
    With `frame`, `to_pandas()`, `write(path)`.

    Raises
    ------
    UnknownNameError, UnknownStateError, OptionError
        A name or an option is wrong, or a measure has no one figure a year.
    CoverageError
        No unit has any figure in the period.

    Examples
    --------
    >>> found = panel(["votes.ideal_point_gap"], of=["CHN", "RUS", "USA"], start=2018, end=2019)
    >>> found.frame.select("a", "b", "year").rows()[:2], found.frame.height
    ([('CHN', 'RUS', 2018), ('CHN', 'RUS', 2019)], 6)
    """
    asked = _asked(measures)
    window = Window.parse(1992 if start is None else start, end)
    tables, tell = store or Store(), on_progress or (lambda _: None)
    found = who(of, window)
    paired = any(one.states == 2 for one in asked)
    both_ways = _directed(asked, directed, paired=paired)
    units = pairs_of(found, directed=both_ways) if paired else _states(found)
    given = _options(asked, options or {})
    by_code = {state.code: state for state in found.states}
    columns: list[_Column] = []
    for measure in asked:
        for unit, end_ in _units(measure, units, paired=paired):
            got = cells(measure, tables, unit, by_code, window, given[measure.name], tell)
            columns.append(
                _Column(
                    measure=measure,
                    stem=measure.name.replace(".", "_") + end_,
                    side=end_.strip("_"),
                    cells=got,
                )
            )
    frame = _grid(found, units, _years(window, columns))
    for column in columns:
        frame = frame.join(_laid(column, tables, detail=detail), on=column.key(units.columns), how="left")
        if detail:
            frame = _missing(frame, column, units.columns)
    kind: Unit = "state" if not paired else "directed pair" if both_ways else "pair"
    words = [of] if isinstance(of, str) else [one if isinstance(one, str) else "-".join(one) for one in of]
    label = " ".join(words) if len(words) <= NAMED else f"{number_of(len(found.states), 'states')}"
    return Panel(
        frame=frame.sort([*units.columns, "year"]),
        unit=kind,
        of=label,
        columns={column.stem: column.measure.name for column in columns},
        labels=_labels(frame, columns),
        findings=tuple(
            summary(
                column.measure,
                column.cells.frame,
                frame,
                tables,
                stem=column.stem,
                side=column.side,
                kind=kind,
                options=given[column.measure.name],
            )
            for column in columns
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    """A measure in the panel: its column, and of a measure of one state in a panel of pairs whose figure it is."""

    measure: Measure
    stem: str
    side: str
    cells: Cells

    def key(self, unit: Sequence[str]) -> list[str]:
        """The columns by which it is laid beside the others."""
        return [*([self.side] if self.side else unit), "year"]


def _asked(measures: str | Sequence[str]) -> list[Measure]:
    names = [measures] if isinstance(measures, str) else list(dict.fromkeys(measures))
    if not names:
        raise OptionError("name at least one measure; `realpolitik measures` lists them")
    found = [get(name) for name in names]
    if world := [one.name for one in found if one.states not in (1, 2)]:
        raise OptionError(
            f"{', '.join(world)}: a panel is of states or pairs, and this measure is of neither"
        )
    return found


def _directed(asked: Sequence[Measure], wanted: bool | None, *, paired: bool) -> bool:
    ordered = [one.name for one in asked if one.states == 2 and one.name not in UNDIRECTED]
    if wanted is False and ordered:
        raise OptionError(f"{', '.join(ordered)} differs by who is named first: leave out directed=False")
    return paired and bool(ordered if wanted is None else wanted)


def _states(found: Who) -> pl.DataFrame:
    import polars as pl

    return pl.DataFrame({"a": [state.code for state in found.states]}, schema={"a": pl.String})


def _units(measure: Measure, units: pl.DataFrame, *, paired: bool) -> list[tuple[pl.DataFrame, str]]:
    """The units of one measure with what ends its column: a measure of one state stands for both sides of a pair."""
    if measure.states == 2 or not paired:
        return [(units, "")]
    return [(units.select(side).unique().sort(side).rename({side: "a"}), f"_{side}") for side in ("a", "b")]


def _options(asked: Sequence[Measure], given: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """The options of each measure."""
    made: dict[str, dict[str, Any]] = {one.name: {} for one in asked}
    for key, value in given.items():
        name, colon, option = key.rpartition(":")
        takers = [one for one in asked if (one.name == name if colon else option in one.options)]
        if not takers:
            known = ", ".join(sorted({option for one in asked for option in one.options}))
            raise OptionError(f"options: {key!r} is an option of none of these measures; they have {known}")
        for one in takers:
            made[one.name][option] = value
    return made


def _years(window: Window, columns: Sequence[_Column]) -> list[int]:
    found = [year for column in columns for year in column.cells.frame["year"].unique().to_list()]
    if not found:
        reasons = [text for column in columns for text in column.cells.why["why"].to_list()] if all(
            "why" in column.cells.why.columns for column in columns
        ) else []  # fmt: skip
        raise CoverageError(
            f"no figure of these states is on record in the period asked ({window}).",
            (reasons or ["Ask for other years."])[0],
        )
    first = window.start.year if window.start else min(found)
    last = window.end.year if window.end else max(found)
    return list(range(max(first, FIRST), last + 1))


def _grid(found: Who, units: pl.DataFrame, years: Sequence[int]) -> pl.DataFrame:
    """Every unit in every year in which it lived, with its names and numbers."""
    import polars as pl

    if units.height * len(years) > MOST_CELLS:
        raise OptionError(
            f"{units.height * len(years):,} rows are more than {MOST_CELLS:,}: ask for fewer states or years"
        )
    alive = living(found.states, years)
    grid = units.join(pl.DataFrame({"year": list(years)}, schema={"year": pl.Int32}), how="cross")
    for side in units.columns:
        own = alive.rename({"state": side, "name": f"{side}_name", "cow": f"{side}_cow", "gw": f"{side}_gw"})
        grid = grid.join(own, on=[side, "year"])
    order = [
        *units.columns,
        "year",
        *(f"{side}_{what}" for side in units.columns for what in ("name", "cow", "gw")),
    ]
    return grid.select(order)


def _laid(column: _Column, tables: Store, *, detail: bool) -> pl.DataFrame:
    """The figures under the names of their columns."""
    import polars as pl

    frame = column.cells.frame
    if detail:
        frame = flagged(frame, column.measure, tables)
    unit = [name for name in ("a", "b") if name in frame.columns]
    renamed = {"a": column.side} if column.side else {}
    stem = column.stem
    keep = [pl.col("value").alias(stem)]
    if detail:
        keep += [pl.col(name).alias(f"{stem}_{name}") for name in ("low", "high", "source", "flag")]
        keep.append(pl.col("year").max().over(unit).alias(f"{stem}_as_of"))
    return frame.select(*unit, "year", *keep).rename(renamed)


def _missing(frame: pl.DataFrame, column: _Column, unit: Sequence[str]) -> pl.DataFrame:
    """Why a figure is missing; and the last year with one, also beside years without."""
    import polars as pl

    stem, key = column.stem, [name for name in column.key(unit) if name != "year"]
    known = column.cells.frame
    first, last = known["year"].min(), known["year"].max()
    reason = pl.lit(column.cells.absent)
    for at, side in enumerate(key):
        own = (
            set(known["ab"[at]].unique().to_list()) if not column.side else set(known["a"].unique().to_list())
        )
        if len(key) == 2:
            own |= set(known["ab"[1 - at]].unique().to_list())
        reason = (
            pl.when(~pl.col(side).is_in(list(own)))
            .then(pl.lit("no figure of ") + pl.col(side))
            .otherwise(reason)
        )
    frame = frame.with_columns(pl.col(f"{stem}_as_of").max().over(key).alias(f"{stem}_as_of"))
    ended = pl.col("year") > pl.col(f"{stem}_as_of")
    after = pl.format("no figure after {}", pl.col(f"{stem}_as_of"))
    reason = pl.when(ended).then(after).otherwise(reason)
    if first is not None:
        outside = ~pl.col("year").is_between(first, last)
        reason = (
            pl.when(outside).then(pl.lit(f"not covered: figures are of {first} to {last}")).otherwise(reason)
        )
    why = column.cells.why
    if why.height:
        told = why.rename({"a": column.side} if column.side else {}).rename({"why": "_refused"})
        frame = frame.join(told, on=key, how="left")
        reason = pl.coalesce(pl.col("_refused"), reason)
    made = frame.with_columns(pl.when(pl.col(stem).is_null()).then(reason).alias(f"{stem}_why"))
    return made.drop("_refused", strict=False)


def _labels(frame: pl.DataFrame, columns: Sequence[_Column]) -> dict[str, str]:
    """What each column is, in a line."""
    sides = {"a": "first state", "b": "second state"} if "b" in frame.columns else {"a": "state"}
    made = {"year": "calendar year"}
    for side, whose in sides.items():
        made |= {
            side: f"{whose}, ISO 3166 alpha-3",
            f"{side}_name": f"{whose}, name",
            f"{side}_cow": f"{whose}, Correlates of War number in the year",
            f"{side}_gw": f"{whose}, Gleditsch-Ward number in the year",
        }
    parts = {
        "low": "lower bound", "high": "upper bound", "source": "sources", "flag": "flags of the audit",
        "as_of": "last year with a figure", "why": "why missing",
    }  # fmt: skip
    for column in columns:
        of = f" of {column.side}" if column.side else ""
        made[column.stem] = f"{column.measure.says.rstrip('.')}{of}, {column.measure.unit}"
        made |= {f"{column.stem}_{end}": f"{column.measure.name}{of}: {says}" for end, says in parts.items()}
    return {name: made[name] for name in frame.columns}
