"""Worlds of all economies, one a year: one kind of goods, from the trade of all pairs and the output of each economy.

Recipe, for some 200 economies and a year:

1. $X_{ab}$ is the trade of each pair as CEPII's BACI has it; no row is no trade, or so little that nobody reported it.
2. The copy of BACI 2023 has no figure for economies that did not report in its edition with one another. Such a cell takes what
   another office reports for the year, or else the trade of 2020 moved by what both ends trade with all others:
   $X_{ab} = X_{ab}^{2020} (E_a / E_a^{2020}) (M_b / M_b^{2020}) / (W / W^{2020})$, sums over the cells that both years have. It keeps the
   totals of both ends right; a pair in such a cell is itself "not covered".
3. Sales at home are output less exports, $X_{aa} = \\max(Y_a - \\sum_b X_{ab}, f\\,Y_a)$: whoever re-exports more than that keeps the share
   $f$, and its output is what it sells.
4. One sector, no inputs: doubling output for inputs halves the share of imports and doubles what their loss costs, so that to first
   order nothing changes.

Economies without a figure of output, or that only sell or only buy, are left out, with their trade.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from realpolitik.errors import CoverageError, one_of
from realpolitik.scenarios.labels import ALL, GOODS
from realpolitik.states import state
from realpolitik.states.wording import called
from realpolitik.store import Store
from realpolitik.store.blocks import ENDING, read_blocks
from realpolitik.store.schema import schemas
from realpolitik.wording.numbers import number_of

if TYPE_CHECKING:
    import polars as pl

    from realpolitik.models.equilibrium import World

YEARS = (*range(2000, 2021), 2023)
"""Years for which the trade of all pairs is on record."""
WHOLE = 2020
"""The last year without cells that are not covered."""
FLOOR = 0.1
"""Least share of its output that an economy sells at home."""
PREFIX = ALL
SOURCES = ("cepii-baci", "worldbank-wdi", "campos-2023", "fariss-gdp")
WORLD = "WLD"

Array = np.ndarray


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Economies:
    """The world of a year, and where its figures come from.

    Attributes
    ----------
    year
        The year.
    world
        One sector, dollars.
    uncovered
        Economies whose trade with one another is not on record in the year.
    filled
        How many cells among them were filled from another office, and from the last whole year.
    income
        Economy to the basis of its output: published, moved or borrowed.
    floored
        Economies whose exports leave less than the least share for sales at home.
    left_out
        Economies with trade and without a place in the world.
    """

    year: int
    world: World
    uncovered: frozenset[str]
    filled: tuple[int, int]
    income: Mapping[str, str]
    floored: tuple[str, ...]
    left_out: tuple[str, ...]

    def covers(self, a: str, b: str) -> bool:
        """Whether both are in the world, and trade of theirs with each other is on record."""
        states = self.world.states
        if not {a, b} <= set(states) or {a, b} <= self.uncovered:
            return False
        i, j = states.index(a), states.index(b)
        return bool(self.world.shares[i, j, 0] + self.world.shares[j, i, 0] > 0)


def names() -> tuple[str, ...]:
    """Names of the worlds, the oldest first.

    Examples
    --------
    >>> names()[0], names()[-1]
    ('trade-2000', 'trade-2023')
    """
    return tuple(f"{PREFIX}{year}" for year in YEARS)


def year_in(name: str) -> int | None:
    """The year of a world of all economies by its name; None for other worlds."""
    return next((year for year in YEARS if name == f"{PREFIX}{year}"), None)


@cache
def economies(year: int) -> Economies:
    """The world of all economies of a year, from the embedded tables.

    Raises
    ------
    CoverageError
        The trade of all pairs is not on record for the year.
    """
    if year not in YEARS:
        raise CoverageError(
            f"the trade of all pairs is not on record for {year}.",
            f"There are worlds of all economies of {YEARS[0]} to {WHOLE} and {YEARS[-1]}.",
        )
    from realpolitik.models.equilibrium.build import one_sector

    output = _output(year)
    flows, uncovered, filled = _trade(year)
    traders = [code for code in flows.traders if code in output]
    kept = flows.among(traders)
    gdp = np.array([output[code][0] for code in traders])
    home, floored = at_home(gdp, kept.sum(axis=1))
    np.fill_diagonal(kept, home)
    gone = sorted({*flows.codes} - set(traders))
    world = one_sector(kept, states=traders, sector=GOODS, name=f"{PREFIX}{year}", period=str(year))
    return Economies(
        year=year,
        world=world.with_(notes=_notes(uncovered, filled, gone)),
        uncovered=uncovered,
        filled=filled,
        income={code: output[code][1] for code in traders},
        floored=tuple(code for code, low in zip(traders, floored, strict=True) if low),
        left_out=tuple(gone),
    )


def at_home(output: Array, exports: Array, floor: float = FLOOR) -> tuple[Array, Array]:
    """Sales at home (N,), and where the floor sets them.

    Examples
    --------
    >>> at_home(np.array([100.0, 100.0]), np.array([20.0, 95.0]))[0].tolist()
    [80.0, 10.0]
    """
    rest = output - exports
    low = rest < floor * output
    return np.where(low, floor * output, rest), low


def carried(before: Array, now: Array, hole: Array) -> Array:
    """Cells of a hole (N, N) in what both ends trade with all others.

    Parameters
    ----------
    before, now
        (N, N) exporter, importer: trade of a whole year and of this one, whose cells in the hole count for nothing.
    hole
        (N, N) true where this year has no figure.

    Examples
    --------
    Everything doubled, so the cells of the hole have doubled, too:

    >>> before = np.array([[0, 4.0, 2], [6, 0, 2], [1, 3, 0]])
    >>> hole = np.array([[False, True, False], [True, False, False], [False, False, False]])
    >>> carried(before, 2 * before, hole)[hole].tolist()
    [8.0, 12.0]
    """
    known = ~hole & ((before > 0) | (now > 0))
    old, new = np.where(known, before, 0.0), np.where(known, now, 0.0)

    def growth(axis: int) -> Array:
        then, later = old.sum(axis=axis), new.sum(axis=axis)
        return np.where(then > 0, later / np.where(then > 0, then, 1.0), 1.0)

    world = new.sum() / old.sum()
    return np.where(hole, before * growth(1)[:, None] * growth(0)[None, :] / world, 0.0)


@dataclass(frozen=True, slots=True, eq=False)
class _Flows:
    """Trade of a year in dollars (N, N), exporter and importer, and the N economies in the order of the alphabet."""

    codes: tuple[str, ...]
    usd: Array

    @property
    def traders(self) -> tuple[str, ...]:
        """Economies that sell and buy."""
        both = (self.usd.sum(axis=1) > 0) & (self.usd.sum(axis=0) > 0)
        return tuple(code for code, trades in zip(self.codes, both, strict=True) if trades)

    def among(self, codes: Sequence[str]) -> Array:
        """The same among other economies, 0 where one is not here."""
        here = [place for place, code in enumerate(codes) if code in self.codes]
        at = [self.codes.index(codes[place]) for place in here]
        made = np.zeros((len(codes), len(codes)))
        made[np.ix_(here, here)] = self.usd[np.ix_(at, at)]
        return made


def _trade(year: int) -> tuple[_Flows, frozenset[str], tuple[int, int]]:
    """Trade of the year with its hole filled, the economies of the hole, and the cells filled of each kind."""
    rows = _of_year(year)
    totals = rows.filter((rows["origin"] == WORLD) | (rows["destination"] == WORLD))
    flows = _flows(rows)
    whole = {*totals["origin"]} | {*totals["destination"]}
    uncovered = frozenset({*flows.codes} - whole) if len({*flows.codes} - whole) > 1 else frozenset()
    if not uncovered:
        return flows, uncovered, (0, 0)
    inside = np.array([code in uncovered for code in flows.codes])
    hole = inside[:, None] & inside[None, :] & ~np.eye(len(inside), dtype=bool)
    guess = carried(_flows(_of_year(WHOLE)).among(flows.codes), flows.usd, hole)
    offices = _flows(_reported(year)).among(flows.codes)
    by_office = hole & (offices > 0)
    found = np.where(by_office, offices, np.where(hole & (guess > 0), guess, flows.usd))
    added = int(np.count_nonzero(found) - np.count_nonzero(flows.usd))
    return _Flows(flows.codes, found), uncovered, (int(by_office.sum()), added - int(by_office.sum()))


def whole_trade(year: int) -> Mapping[tuple[str, str], float]:
    """Trade of a year by exporter and importer in dollars, cells that BACI does not cover filled as in step 2 above.

    Raises
    ------
    CoverageError
        The embedded trade of all pairs has no such year.
    """
    if year not in YEARS:
        raise CoverageError(
            f"trade of all pairs has no year {year}; it has {_spanned(YEARS)}.", "Ask for one of these years."
        )
    flows = _trade(year)[0]
    return {
        (flows.codes[i], flows.codes[j]): float(flows.usd[i, j]) for i, j in np.argwhere(flows.usd).tolist()
    }


def _flows(rows: pl.DataFrame) -> _Flows:
    """Rows of origin, destination and dollars as a matrix, the world's totals left out."""
    import polars as pl

    inner = rows.filter((rows["origin"] != WORLD) & (rows["destination"] != WORLD) & (rows["value_usd"] > 0))
    codes = tuple(sorted({*inner["origin"].unique()} | {*inner["destination"].unique()}))
    at = [inner[end].cast(pl.Enum(codes)).to_physical().to_numpy() for end in ("origin", "destination")]
    usd = np.zeros((len(codes), len(codes)))
    usd[at[0], at[1]] = inner["value_usd"].to_numpy()
    return _Flows(codes, usd)


def _of_year(year: int) -> pl.DataFrame:
    """Origin, destination and dollars of a year, from the rows of all pairs."""
    import polars as pl

    part = files("realpolitik.reference") / "tables" / f"trade.{ENDING}"
    rows = read_blocks(part, schemas()["trade"], where=pl.col("period") == date(year, 1, 1))
    return rows.select("origin", "destination", "value_usd")


def _reported(year: int) -> pl.DataFrame:
    """What other offices report for the year, the median where there are several."""
    import polars as pl

    return (
        Store.embedded()
        .of_offices("trade")
        .filter(product="total", freq="A", period=date(year, 1, 1))
        .filter(pl.col("value_usd").is_not_null())
        .group_by("origin", "destination")
        .agg(pl.col("value_usd").median())
    )


def _output(year: int) -> dict[str, tuple[float, str]]:
    """Output of each economy in the year and its basis."""
    rows = Store.embedded()["economies"].filter(period=date(year, 1, 1)).select("state", "gdp_usd", "basis")
    return {state: (float(value), basis) for state, value, basis in rows.iter_rows()}


def _notes(uncovered: frozenset[str], filled: tuple[int, int], gone: list[str]) -> tuple[str, ...]:
    found = [
        "trade: CEPII BACI, all goods as one kind; sales at home: output less exports",
        "output: World Bank, else moved by real output; table `economies` says which",
    ]
    if uncovered:
        found.append(
            f"the trade of {number_of(len(uncovered), 'economies')} with one another is not on record: {filled[0]} cells from other offices, "
            f"{filled[1]} carried from {WHOLE}"
        )
    if gone:
        found.append(f"left out: {', '.join(gone)}")
    return tuple(found)


def years_of(a: str, b: str, years: tuple[int, ...] = YEARS) -> tuple[int, ...]:
    """Years of worlds that cover a pair.

    Raises
    ------
    CoverageError
        None does; the message says why.
    """
    found = tuple(year for year in years if economies(year).covers(a, b))
    if found:
        return found
    latest = economies(years[-1])
    for code in (a, b):
        if (end := state(code).end) is not None and end.year < years[0]:
            raise CoverageError(
                f"{called(code)} ended on {end}, and the worlds of all economies begin in {years[0]}.",
                "Ask for a state that came after it.",
            )
    if missing := [code for code in (a, b) if code not in latest.world.states]:
        raise CoverageError(
            f"{one_of([called(code) for code in missing])} is not among the economies of the world of {latest.year}: no trade of all pairs, or no output, is on "
            f"record.",
            "`realpolitik data status` shows what the tables cover.",
        )
    if {a, b} <= latest.uncovered:
        raise CoverageError(
            f"trade between {called(a)} and {called(b)} is not on record in {latest.year}, when neither reported in the edition of goods.",
            f"Ask for a period with {WHOLE} or before.",
        )
    raise CoverageError(
        f"{called(a)} and {called(b)} have no trade on record in {_spanned(years)}: there is nothing to lose."
    )


def _spanned(years: tuple[int, ...]) -> str:
    return str(years[0]) if len(years) == 1 else f"{years[0]} to {years[-1]}"
