"""One measure of many states or pairs: a whole column where the measure has one, single calls where not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Window
from realpolitik.measures.registry import Measure
from realpolitik.states import State
from realpolitik.store import Store

if TYPE_CHECKING:
    import polars as pl

TRADE, VOTES = "measures.trade.columns", "measures.votes.columns"
WHOLE = {
    "trade.turnover": f"{TRADE}:turnover",
    "trade.exports": f"{TRADE}:exports",
    "trade.partner_share": f"{TRADE}:partner_share",
    "dependence.import_share": f"{TRADE}:import_share",
    "dependence.export_share": f"{TRADE}:export_share",
    "dependence.trade_gdp": f"{TRADE}:trade_gdp",
    "dependence.weak_link": f"{TRADE}:weak_link",
    "dependence.salience": f"{TRADE}:salience",
    "dependence.symmetry": f"{TRADE}:symmetry",
    "dependence.interdependence": f"{TRADE}:interdependence",
    "votes.identical_share": f"{VOTES}:identical_share",
    "votes.kappa": f"{VOTES}:kappa",
    "votes.similarity": f"{VOTES}:similarity",
    "votes.ideal_point": f"{VOTES}:ideal_point",
    "votes.ideal_point_gap": f"{VOTES}:ideal_point_gap",
}
"""Measures whose figures are made of whole tables at once, and where."""
UNDIRECTED = {
    "trade.turnover", "dependence.weak_link", "dependence.salience", "dependence.symmetry", "dependence.interdependence",
    "votes.identical_share", "votes.kappa", "votes.similarity", "votes.ideal_point_gap", "affinity.conflict",
    "affinity.organisations", "affinity.regimes", "treaties.obligations", "treaties.rigidity", "trade.growth",
}  # fmt: skip
"""Measures of a pair for which it does not matter who is named first."""
MOST = 4_000
"""So many single calls are made for one column; a measure of more has to have a whole one."""
ABSENT = {
    "trade": "no office reports this pair in this year",
    "dependence": "no office reports both the pair and the total in this year",
    "votes": "fewer than ten common votes, or none on record, in this year",
}
"""Why a cell is missing within what a whole column covers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cells:
    """The figures of one measure.

    Attributes
    ----------
    frame
        `a` (and `b`), `year`, `value`, `low`, `high`, `office`, `source`; no row where there is no figure.
    why
        `a` (and `b`) with the reason where a single call was refused.
    absent
        Why a cell is missing that is in neither.
    """

    frame: pl.DataFrame
    why: pl.DataFrame
    absent: str


def cells(
    measure: Measure,
    tables: Store,
    units: pl.DataFrame,
    states: Mapping[str, State],
    window: Window,
    options: Mapping[str, Any],
    on_progress: Callable[[str], None],
) -> Cells:
    """The figures of all units."""
    chosen = {**measure.defaults, **measure.read(options)}
    for name in options:
        measure.options[name].check(chosen[name], tables)
    if chosen.get("freq", "A") != "A":
        raise OptionError("a panel is of years: leave out freq")
    if where := WHOLE.get(measure.name):
        module, _, name = where.partition(":")
        on_progress(measure.name)
        found = getattr(import_module(f"realpolitik.{module}"), name)(tables, units, window, **chosen)
        room = measure.name.partition(".")[0]
        return Cells(frame=_yearly(found, units.columns), why=units.clear(), absent=ABSENT[room])
    return _single(measure, tables, units, states, window, chosen, on_progress)


def _yearly(found: pl.DataFrame, unit: Sequence[str]) -> pl.DataFrame:
    import polars as pl

    year = pl.col("period").dt.year().cast(pl.Int32).alias("year")
    return found.select(*unit, year, "value", "low", "high", "office", "source")


def _single(
    measure: Measure,
    tables: Store,
    units: pl.DataFrame,
    states: Mapping[str, State],
    window: Window,
    options: Mapping[str, Any],
    on_progress: Callable[[str], None],
) -> Cells:
    import polars as pl

    if units.height > MOST:
        raise OptionError(
            f"{measure.name} would take {units.height:,} single calls, and at most {MOST:,} are made: ask for fewer states. Whole "
            f"columns have {', '.join(WHOLE)}."
        )
    rows, refused = [], []
    for at, unit in enumerate(units.iter_rows()):
        if at % 20 == 0:
            on_progress(f"{measure.name}: {at:,} of {units.height:,}")
        try:
            finding = measure(tables, [states[code] for code in unit], window, **options)
        except CoverageError as error:
            refused.append((*unit, error.what))
            continue
        rows += [(*unit, *row) for row in _rows(measure, finding.rows)]
    names = dict.fromkeys(units.columns, pl.String)
    figures = {
        "year": pl.Int32,
        "value": pl.Float64,
        "low": pl.Float64,
        "high": pl.Float64,
        "office": pl.String,
        "source": pl.String,
    }
    return Cells(
        frame=pl.DataFrame(rows, schema=names | figures, orient="row"),
        why=pl.DataFrame(refused, schema=names | {"why": pl.String}, orient="row"),
        absent="the measure has no figure for this year",
    )


def _rows(measure: Measure, rows: Sequence[Mapping[str, Any]]) -> list[tuple[Any, ...]]:
    """The yearly figures of a finding; refused where they are no one series of years."""
    made: dict[int, tuple[Any, ...]] = {}
    for row in rows:
        period = str(row["period"])
        if not re.fullmatch(r"\d{4}", period) or int(period) in made:
            what = "several figures a year" if re.match(r"\d{4}", period) else "figures of no year"
            raise OptionError(
                f"{measure.name} has {what}, and no column of years can be made of it. Columns have {', '.join(WHOLE)}, and "
                "other measures with one figure a year."
            )
        value = row.get("value")
        if value is not None:
            ends = (row.get("low"), row.get("high"))
            office, source = (str(row.get(key) or "") for key in ("reporter", "source"))
            made[int(period)] = (int(period), float(value), *ends, office, source)
    return list(made.values())
