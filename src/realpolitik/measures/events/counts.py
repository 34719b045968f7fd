r"""From single events to pairs and months: weights, classes, and the ratio of cooperation to conflict.

Works on any frame that narwhals knows (Polars, pandas, PyArrow, DuckDB, Spark) and stays in its engine, so a year on a
laptop and the whole archive on a cluster take the same call.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import narwhals as nw
from narwhals.typing import IntoFrame

from realpolitik.errors import OptionError, UnknownNameError
from realpolitik.sources.shipped import shipped
from realpolitik.wording.numbers import number_of

QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
"""The four classes, 1 to 4: CAMEO roots 01-05, 06-08, 09-13, 14-20."""
_ROOTS = ((1, 5), (6, 8), (9, 13), (14, 20))
PARTS = ("id", "day", "actor", "target", "code", "quad", "weight")
_QUAD_WORDS = {word.upper(): number for number, word in enumerate(QUADS, 1)}


@cache
def formats() -> Mapping[str, Mapping[str, str]]:
    """How each publisher names the parts of an event (`event_formats.yaml`)."""
    return shipped("realpolitik.measures.events", "event_formats")


@cache
def goldstein() -> Mapping[str, float]:
    """Goldstein's weights by CAMEO code, from -10 (conflict) to 10 (cooperation): roots and three figures, four where they differ.

    Codes are text: 010 (a statement) is not 10 (a demand). The codes are those of CAMEO 1.1b3, as GDELT and ICEWS use it;
    older versions number refusals and 163 to 166 otherwise.

    References
    ----------
    Goldstein (1992), A Conflict-Cooperation Scale for WEIS Events Data, doi 10.1177/0022002792036002007; Schrodt (2012),
    CAMEO Conflict and Mediation Event Observations, Event and Actor Codebook, version 1.1b3

    Examples
    --------
    >>> goldstein()["043"], goldstein()["190"]
    (2.8, -10.0)
    """
    text = (files("realpolitik.measures.events") / "goldstein.csv").read_text(encoding="utf-8")
    return {row["code"]: float(row["weight"]) for row in csv.DictReader(io.StringIO(text))}


def weight_of(code: str) -> float:
    """Goldstein's weight of a CAMEO code; one of four figures that is not listed has that of the code above it.

    Raises
    ------
    UnknownNameError
        CAMEO has no such root.

    Examples
    --------
    >>> weight_of("0431"), weight_of("19"), weight_of("1823"), weight_of("182")
    (2.8, -10.0, -10.0, -9.5)
    """
    known = goldstein()
    for name in (code[:4], code[:3], code[:2]):
        if name in known:
            return known[name]
    raise UnknownNameError("CAMEO code", code, known)


def quad_of(code: str) -> int:
    """The class of a CAMEO code, 1 to 4.

    Examples
    --------
    >>> quad_of("010"), quad_of("0831"), quad_of("10"), quad_of("190")
    (1, 2, 3, 4)
    """
    root = code[:2]
    for number, (first, last) in enumerate(_ROOTS, 1):
        if root.isdecimal() and first <= int(root) <= last:
            return number
    raise UnknownNameError("CAMEO code", code, goldstein())


@dataclass(frozen=True, slots=True, kw_only=True)
class LogRatio:
    """Cooperation over conflict on the scale of logarithms; `low` and `high` hold it with 95 % chance."""

    value: float
    low: float
    high: float


def log_ratio(cooperation: int, conflict: int) -> LogRatio:
    r"""$\theta = \ln\frac{c + ½}{f + ½}$ with variance near $\frac{1}{c+½} + \frac{1}{f+½}$; 0 where both are as many.

    References
    ----------
    Lowe, Benoit, Mikhaylov and Laver (2011), Scaling Policy Preferences from Coded Political Texts,
    doi 10.1111/j.1939-9162.2010.00006.x

    Examples
    --------
    >>> round(log_ratio(120, 15).value, 4), round(log_ratio(30, 40).value, 4)
    (2.0508, -0.2836)
    """
    if cooperation < 0 or conflict < 0:
        raise OptionError(f"{cooperation} and {number_of(conflict, 'events')}: counts are not below 0")
    value = math.log((cooperation + 0.5) / (conflict + 0.5))
    half = 1.959963984540054 * math.sqrt(1 / (cooperation + 0.5) + 1 / (conflict + 0.5))
    return LogRatio(value=value, low=value - half, high=value + half)


def canonical(events: IntoFrame, form: str = "plain") -> nw.LazyFrame[Any]:
    """Events with the names of `PARTS`: day as a number yyyymmdd, quad from 1 to 4, codes as text.

    Parameters
    ----------
    events
        A frame in a publisher's format.
    form
        A name of `formats()`: `gdelt-2`, `icews`, `polecat` or `plain`.

    Raises
    ------
    OptionError
        A column of the format is missing, or codes are numbers, which would confuse 010 with 10.
    """
    if form not in formats():
        raise UnknownNameError("format of events", form, formats())
    frame: nw.LazyFrame[Any] = nw.from_native(events).lazy()
    columns = {part: name for part, name in formats()[form].items() if part in PARTS}
    schema = frame.collect_schema()
    optional = {"id", "code", "quad", "weight"}
    if missing := [name for part, name in columns.items() if name not in schema and part not in optional]:
        raise OptionError(
            f"events in the form {form} need the columns {', '.join(missing)}; there are {', '.join(schema)}"
        )
    there = {part: name for part, name in columns.items() if name in schema}
    if not {"code", "quad"} & set(there):
        raise OptionError("events need a code or a quad class")
    if not {"code", "weight"} & set(there):
        raise OptionError("events need a weight, or CAMEO codes to take Goldstein's weights from")
    if "code" in there and schema[there["code"]].is_numeric():
        raise OptionError(
            f"{there['code']} holds numbers: read codes as text, since 010 (a statement) is not 10 (a demand)"
        )
    parts = [nw.col(name).alias(part) for part, name in there.items() if part not in ("day", "quad")]
    parts.append(_day(nw.col(there["day"]), schema[there["day"]]).alias("day"))
    if "quad" in there:
        parts.append(_quad(nw.col(there["quad"]), schema[there["quad"]]).alias("quad"))
    frame = frame.select(*parts)
    if "quad" not in there:
        root, quad = nw.col("code").str.slice(0, 2), nw.lit(0)
        for number, (first, last) in enumerate(_ROOTS, 1):
            names = [f"{value:02d}" for value in range(first, last + 1)]
            quad = nw.when(root.is_in(names)).then(nw.lit(number)).otherwise(quad)
        frame = frame.with_columns(quad=quad)
    if "weight" not in there:
        frame = frame.with_columns(weight=_weights())
    return frame


def _day(column: nw.Expr, dtype: Any) -> nw.Expr:
    if dtype.is_temporal():
        return (
            column.dt.year().cast(nw.Int64) * 10000 + column.dt.month().cast(nw.Int64) * 100 + column.dt.day()
        )
    if dtype.is_numeric():
        return column.cast(nw.Int64)
    return column.str.replace_all("-", "", literal=True).str.slice(0, 8).cast(nw.Int64)


def _quad(column: nw.Expr, dtype: Any) -> nw.Expr:
    if dtype.is_numeric():
        return column.cast(nw.Int64)
    chain = nw.lit(None, dtype=nw.Int64)
    for word, number in _QUAD_WORDS.items():
        chain = nw.when(column.str.to_uppercase() == word).then(nw.lit(number)).otherwise(chain)
    return chain


def _weights() -> nw.Expr:
    """Goldstein's weight of the code as listed, else that of its first three figures, else of its root."""
    return nw.coalesce(*(_listed(nw.col("code").str.slice(0, length)) for length in (4, 3, 2)))


def _listed(code: nw.Expr) -> nw.Expr:
    by_weight: dict[float, list[str]] = {}
    for name, weight in goldstein().items():
        by_weight.setdefault(weight, []).append(name)
    chain = nw.lit(None, dtype=nw.Float64)
    for weight, names in by_weight.items():
        chain = nw.when(code.is_in(names)).then(nw.lit(weight)).otherwise(chain)
    return chain


def pair_months(
    events: IntoFrame,
    *,
    form: str = "plain",
    pairs: Sequence[tuple[str, str]] = (),
    names: Mapping[str, str] | None = None,
    one_a_day: bool = False,
) -> nw.LazyFrame[Any]:
    r"""Directed pairs by month: weights, classes, the log ratio with its interval, and the share of all events.

    Parameters
    ----------
    events
        Events in the format `form`; repeated identifiers count once, and events of a state with itself not at all.
    pairs
        Actor and target of the pairs wanted, as the data (or `names`) write them; all where left out.
    names
        The data's names of states to codes, such as `{"Russian Federation": "RUS"}`; names that it lacks are kept.
    one_a_day
        Count an actor, target and code once a day: the usual filter of repeated reports.

    Returns
    -------
    Frame with `actor`, `target`, `month` (number yyyymm), `events`, `weight_mean`, `weight_sum`, `quad_1` to `quad_4`,
    `log_ratio`, `log_ratio_low`, `log_ratio_high`, `share` (of all events of the month between two states, 0 to 1: what
    the growth of the media leaves), sorted, in the engine of `events`.

    Notes
    -----
    A month without an event of a pair has no row. A code that is not in CAMEO counts as an event, and has neither class nor
    weight. Mean and sum answer different questions, and may move apart: the sum
    grows with the number of reports.

    Examples
    --------
    >>> import polars as pl
    >>> days = {"id": [1, 1, 2, 3], "day": [20220224, 20220224, 20220225, 20220225], "actor": ["RUS"] * 4,
    ...         "target": ["UKR"] * 3 + ["CHN"], "code": ["190", "190", "020", "040"], "weight": [-10.0, -10.0, 3.0, 1.0]}
    >>> pair_months(pl.DataFrame(days), pairs=[("RUS", "UKR")]).collect().to_native().select(
    ...     "month", "events", "weight_mean", "quad_1", "quad_4", "share").row(0)
    (202202, 2, -3.5, 1, 1, 0.6666666666666666)
    """
    frame = canonical(events, form)
    present = frame.collect_schema().names()
    if names:
        frame = frame.with_columns(actor=_renamed("actor", names), target=_renamed("target", names))
    frame = frame.filter(
        ~nw.col("actor").is_null() & ~nw.col("target").is_null() & (nw.col("actor") != nw.col("target"))
    )
    if "id" in present:
        frame = frame.unique(subset=["id"], keep="any")
    if one_a_day:
        frame = frame.unique(
            subset=["day", "actor", "target", "code" if "code" in present else "quad"], keep="any"
        )
    frame = frame.with_columns(month=nw.col("day") // 100)
    totals = frame.group_by("month").agg(nw.col("day").count().alias("all_events"))
    if pairs:
        wanted = [(nw.col("actor") == actor) & (nw.col("target") == target) for actor, target in pairs]
        chosen = wanted[0]
        for more in wanted[1:]:
            chosen = chosen | more
        frame = frame.filter(chosen)
    flags = {
        f"quad_{n}": nw.when(nw.col("quad") == n).then(nw.lit(1)).otherwise(nw.lit(0)) for n in (1, 2, 3, 4)
    }
    counted = (
        frame.with_columns(**flags)
        .group_by("actor", "target", "month")
        .agg(
            nw.col("day").count().alias("events"),
            nw.col("weight").mean().alias("weight_mean"),
            nw.col("weight").sum().alias("weight_sum"),
            *(nw.col(flag).sum() for flag in flags),
        )
        .join(totals, on="month", how="left")
    )
    together, against = nw.col("quad_1") + nw.col("quad_2") + 0.5, nw.col("quad_3") + nw.col("quad_4") + 0.5
    half = (1 / together + 1 / against).sqrt() * 1.959963984540054
    return (
        counted.with_columns(log_ratio=together.log() - against.log(), half=half)
        .with_columns(
            log_ratio_low=nw.col("log_ratio") - nw.col("half"),
            log_ratio_high=nw.col("log_ratio") + nw.col("half"),
            share=nw.col("events") / nw.col("all_events"),
        )
        .drop("half", "all_events")
        .sort("actor", "target", "month")
    )


def _renamed(column: str, names: Mapping[str, str]) -> nw.Expr:
    chain = nw.col(column)
    for name, code in names.items():
        chain = nw.when(nw.col(column) == name).then(nw.lit(code)).otherwise(chain)
    return chain


def edge_months(
    edges: IntoFrame,
    pairs: Sequence[tuple[str, str]],
    *,
    columns: tuple[str, str, str, str] = ("date", "i", "j", "w"),
) -> nw.LazyFrame[Any]:
    """Daily weights between states by month and pair.

    Parameters
    ----------
    edges
        One row a day and pair with a weight, in `columns` (day, state, state, weight); each pair once in either order.
    pairs
        The pairs wanted, each as the first and second state column write them.

    Returns
    -------
    Frame with `a`, `b`, `month` (number yyyymm), `days` with a weight, `weight` (mean of those days), `spread` (standard
    deviation among them; null for a single day), `weight_all` (the sum of absolute weights of all rows of the month,
    divided by its days), sorted, in the engine of `edges`.

    Examples
    --------
    >>> import polars as pl
    >>> from datetime import date
    >>> daily = {"date": [date(2022, 2, 1), date(2022, 2, 2)], "i": ["RUS"] * 2, "j": ["UKR"] * 2, "w": [-1.0, -3.0]}
    >>> edge_months(pl.DataFrame(daily), [("RUS", "UKR")]).collect().to_native().row(0)[:5]
    ('RUS', 'UKR', 202202, 2, -2.0)
    """
    if not pairs:
        raise OptionError("no pairs: name two states each")
    day, one, two, weight = columns
    frame: nw.LazyFrame[Any] = nw.from_native(edges).lazy()
    month = nw.col(day).dt.year().cast(nw.Int64) * 100 + nw.col(day).dt.month()
    frame = frame.with_columns(
        month=month, value=nw.col(weight).cast(nw.Float64), size=nw.col(weight).cast(nw.Float64).abs()
    )
    dated = frame.group_by("month").agg(
        nw.col("size").sum().alias("all"), nw.col(day).n_unique().alias("all_days")
    )
    chosen = nw.lit(False)
    for a, b in pairs:
        chosen = chosen | ((nw.col(one) == a) & (nw.col(two) == b))
    counted = (
        frame.filter(chosen)
        .with_columns(a=nw.col(one).cast(nw.String), b=nw.col(two).cast(nw.String))
        .group_by("a", "b", "month")
        .agg(
            nw.col("value").count().alias("days"),
            nw.col("value").mean().alias("weight"),
            nw.col("value").std().alias("spread"),
        )
    )
    return (
        counted.join(dated, on="month", how="left")
        .with_columns(weight_all=nw.col("all") / nw.col("all_days"))
        .drop("all", "all_days")
        .sort("a", "b", "month")
    )
