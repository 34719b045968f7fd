"""Which place a partner has among all partners of a state, in imports, exports or all trade."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from realpolitik.errors import CoverageError
from realpolitik.findings import Interval, Window, spanned
from realpolitik.measures.registry import About, Result, measure
from realpolitik.measures.trade.options import Freq, Product, RankFlow
from realpolitik.measures.trade.reports import SUPPLY, VINTAGES, check_freq, office_words
from realpolitik.measures.trade.unlisted import Unlisted, unlisted
from realpolitik.states import registry
from realpolitik.states.wording import called
from realpolitik.store import Store
from realpolitik.wording.dates import written
from realpolitik.wording.numbers import money

if TYPE_CHECKING:
    import polars as pl

FLOWS = ("imports", "exports", "trade")
SPREAD = 0.1
"""How far offices commonly differ on one flow: partners within this part of each other could stand the other way round."""
WHOLE = 0.9
"""Share of a state's total that its listed partners must have between them, so that a place among them is one among all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The place of a partner by one office in one period, and the range of it (see the measure's definition).

    `printed` are states that the office's table leaves out and another office's figure puts into the list, `unknown` those of which
    there is none and which may stand before.
    """

    period: date
    place: int
    best: int
    worst: int
    value: float
    partners: int
    above: tuple[str, ...]
    office: str
    sources: str
    printed: tuple[Unlisted, ...] = ()
    unknown: tuple[str, ...] = ()


@measure(
    "trade.rank",
    unit="place",
    tables=("trade",),
    near=True,
    definition=(
        "The place of the second state among all partners of the first, by value in current US dollars, 1 being the largest. Offices "
        "that list partners with nine tenths of their own total, or more, are asked; the interval lets partners within a tenth of each "
        "other change places, and those that another office has the other way round, and the rest be one unlisted partner after another as large, no more than there are states. A state that "
        "a compiler leaves out altogether counts by what another office prints, else it may stand before."
    ),
    formula="1 + #{partners j: X_aj > X_ab}",
    reference="United Nations (2011), International Merchandise Trade Statistics: Concepts and Definitions 2010",
)
def rank(
    tables: Store,
    about: About,
    window: Window,
    *,
    flow: RankFlow = "imports",
    product: Product = "total",
    freq: Freq = "A",
) -> Result:
    """The place of a partner among a state's suppliers, customers or partners."""
    check_freq(freq)
    a, b = about
    found = places(tables, a, b, window, flow=flow, product=product, freq=freq)
    if not found:
        raise CoverageError(
            f"no office lists nearly all partners of {called(a)} for {flow}"
            + (f" of {product.replace('-', ' ')}" if product != "total" else "")
            + " in the period asked, so that a place among them is not known.",
            SUPPLY,
        )
    last = found[-1]
    return Result(
        value=float(last.place),
        interval=Interval(
            low=float(last.best),
            high=float(last.worst),
            kind="by what offices differ, and what this one does not list by partner",
            basis="source",
        )
        if last.worst > last.best
        else None,
        says=f"{called(b)} was number {place_words(last.place, len(last.unknown))} of {last.partners + len(last.unknown)} {_partners(flow)} of {called(a)} in "
        f"{written(last.period, freq)}, with {money(last.value)}" + _above(last),
        rows=[
            {
                "period": written(one.period, freq),
                "value": float(one.place),
                "low": float(one.best) if one.worst > one.best else None,
                "high": float(one.worst) if one.worst > one.best else None,
                "usd": one.value,
                "partners": one.partners,
                "before": ", ".join(one.above),
                **({"may_stand_before": ", ".join(one.unknown)} if one.unknown else {}),
                "reporter": one.office,
                "source": one.sources,
            }
            for one in found
        ],
        period=spanned([one.period for one in found], freq),
        caveats=(
            "By one office's figures of each year: another office, or the partners' own reports, may order near values otherwise.",
            "States are ranked one by one; a group such as the European Union is none.",
            *_left_out(last, flow, called(a)),
        ),
    )


def place_words(place: int, unknown: int) -> str:
    """A place, or all that it may be where so many states that are not on record may stand before.

    Examples
    --------
    >>> place_words(3, 0), place_words(3, 1), place_words(3, 4)
    ('3', '3 or 4', '3 to 7')
    """
    if not unknown:
        return str(place)
    return f"{place} {'or' if unknown == 1 else 'to'} {place + unknown}"


def _left_out(last: Place, flow: str, whose: str) -> list[str]:
    """Caveats on states that the office's table leaves out altogether."""
    told = [
        f"{office_words(last.office)} has no flows of {called(one.state)}: it is ranked by the {money(one.value or 0.0)} of {office_words(one.office)}."
        for one in last.printed
    ]
    if last.unknown:
        names = ", ".join(called(code) for code in last.unknown)
        what = {"imports": "sells", "exports": "buys", "trade": "trades with"}[flow]
        told.append(
            f"Without {names}, of which {office_words(last.office)} has no flows: what {'it' if len(last.unknown) == 1 else 'each'} {what} "
            f"{whose} is not on record for {last.period.year}, and may be more."
        )
    return told


@cache
def _states() -> frozenset[str]:
    return frozenset(one.code for one in registry())


def _above(last: Place) -> str:
    """Who stood before it, or the largest where there are more than are named."""
    if not last.above:
        return "."
    names = ", ".join(called(code) for code in last.above)
    return (
        f"; before it stood {names}." if last.place - 1 <= len(last.above) else f"; the largest were {names}."
    )


@cache
def _living() -> frozenset[str]:
    return frozenset(one.code for one in registry() if one.end is None)


def _partners(flow: str) -> str:
    return {"imports": "suppliers", "exports": "customers", "trade": "partners"}[flow]


def places(
    tables: Store, a: str, b: str, window: Window, *, flow: str, product: str, freq: str
) -> list[Place]:
    """The place of `b` in each period of which some office lists nearly all partners of `a`, in order of time."""
    import polars as pl

    rows = tables["trade"].filter(
        pl.col("product") == product,
        pl.col("freq") == freq,
        *([pl.col("period") >= window.start] if window.start else []),
        *([pl.col("period") <= window.end] if window.end else []),
    )
    sides = []
    if flow in ("imports", "trade"):
        sides.append(rows.filter(pl.col("destination") == a).rename({"origin": "partner"}))
    if flow in ("exports", "trade"):
        sides.append(rows.filter(pl.col("origin") == a).rename({"destination": "partner"}))
    columns = ["partner", "period", "reporter", "value_usd", "vintage", "source_id"]
    best = pl.concat([_newest(side.select(columns)) for side in sides])
    whole = best.group_by("period", "reporter", "partner").agg(
        pl.col("value_usd").sum(), pl.col("source_id").unique().sort().str.join(" "), pl.len().alias("sides")
    )
    whole = whole.filter(pl.col("sides") == len(sides)) if flow == "trade" else whole
    chosen: dict[date, Place] = {}
    groups = sorted(whole.group_by("period", "reporter"), key=lambda one: one[0], reverse=True)
    lists: dict[date, dict[str, dict[str, float]]] = {}
    for (period, office), group in groups:
        of_office = dict(zip(group["partner"], group["value_usd"], strict=True))
        lists.setdefault(period, {})[str(office)] = of_office
    for (period, office), group in groups:
        others = [one for name, one in lists[period].items() if name != office]
        left = unlisted(tables, a, str(office), period, flow) if product == "total" and freq == "A" else []
        place = _place(group, b, period, str(office), left, others)
        if place and (period not in chosen or place.partners > chosen[period].partners):
            chosen[period] = place
    return [chosen[period] for period in sorted(chosen)]


def _newest(side: pl.DataFrame) -> pl.DataFrame:
    """One row a partner, period and office: its newest print."""
    import polars as pl

    order = {vintage: place for place, vintage in enumerate(VINTAGES)}
    key = pl.col("vintage").replace_strict(order, default=-1, return_dtype=pl.Int64)
    return side.sort(key, "vintage", descending=[False, True]).unique(
        subset=["partner", "period", "reporter"], keep="first", maintain_order=True
    )


def _place(
    group: pl.DataFrame,
    b: str,
    period: date,
    office: str,
    left: Sequence[Unlisted] = (),
    others: Sequence[dict[str, float]] = (),
) -> Place | None:
    """The place of `b` among the partners of one office's list; None where the list leaves too much out."""
    values = {row["partner"]: float(row["value_usd"]) for row in group.iter_rows(named=True)}
    total = values.pop("WLD", 0.0)
    values = {code: value for code, value in values.items() if code in _states()}  # offices list groups too
    hidden = max(0.0, total - sum(values.values()))
    if not total or sum(values.values()) < WHOLE * total:
        return None
    printed = {one.state: one for one in left if one.value is not None}
    values |= {code: one.value for code, one in printed.items() if one.value is not None}
    own = values.get(b)
    if not own:
        return None
    before = {code for one in others for code in one if b in one and one[code] > one[b]}
    behind = {code for one in others for code in one if b in one and one[code] < one[b]}
    larger = sorted((code for code, value in values.items() if value > own), key=lambda code: -values[code])
    unknown = tuple(one.state for one in left if one.value is None and one.state != b and one.most > own)
    sources = [row["source_id"] for row in group.iter_rows(named=True) if row["partner"] == b]
    return Place(
        period=period,
        place=1 + len(larger),
        best=1 + sum(value > own * (1 + SPREAD) and code not in behind for code, value in values.items()),
        worst=1
        + sum(value > own / (1 + SPREAD) or code in before for code, value in values.items() if code != b)
        + min(int(hidden // own), max(0, len(_living()) - len(values)))
        + len(unknown),
        value=own,
        partners=len(values),
        above=tuple(larger[:5]),
        office=office,
        sources=" ".join(
            dict.fromkeys(" ".join([*sources, *(one.sources for one in printed.values())]).split())
        ),
        printed=tuple(
            printed[code]
            for code in sorted(printed)
            if code == b or code in larger or own / (1 + SPREAD) < values[code]
        ),
        unknown=unknown,
    )
