"""The register of measures: a name, its method, and the function that turns tables into a finding.

A measure is a function `(tables, about, window, **options) -> Result`. Decorated with `measure`, it is found by name,
listed by `realpolitik measures`, run by `realpolitik measure`, judged by claims and shown by briefs. Built-in measures stand
in `builtin.py`; those of other packages join through the entry point group `realpolitik.measures`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from importlib import import_module
from itertools import product
from typing import Any

from realpolitik.errors import CoverageError, OptionError, UnknownNameError, UnknownStateError
from realpolitik.findings import Citable, Day, Finding, Interval, Method, Period, Row, Window, parse_date
from realpolitik.measures.options import Option, options_of
from realpolitik.measures.registering.builtin import MODULES
from realpolitik.measures.registering.marks import by_press, in_words, touching
from realpolitik.sources.shipped import shipped
from realpolitik.states import State, groups, resolve
from realpolitik.states.economies import economy
from realpolitik.states.groups import group_name, group_named, members, spells_in
from realpolitik.store import Store
from realpolitik.wording.sentences import opening

About = tuple[str, ...]
"""ISO3 codes of the states asked about, in the order asked."""

Compute = Callable[..., "Result"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What the function of a measure returns; the register adds name, unit, method and sources.

    Attributes
    ----------
    value
        The headline figure, in the unit of the measure; None where there is no one figure.
    says
        The finding as a sentence with the number in it.
    rows
        Mappings with `period`, `value` and, where they apply, `series`, `low`, `high`, `unit`, and `source`
        (identifiers of sources, joined by a space).
    period
        What the rows cover.
    interval, caveats
        As in `Finding`.
    unit
        Of value, rows and interval, where an option makes it another than that of the measure.
    sources
        Records of what rows may cite and no store knows, such as the sources of a user's own file.
    """

    value: float | None
    says: str
    rows: Sequence[Row]
    period: Period
    interval: Interval | None = None
    caveats: Sequence[str] = ()
    unit: str = ""
    sources: Sequence[Citable] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A registered measure.

    Attributes
    ----------
    name
        Dotted name, the concept first: `trade.turnover`.
    says
        What it measures, in one line (of the docstring).
    states
        How many states it is about.
    tables
        The tables it reads.
    options
        Its own options by name: values allowed, help, default.
    near
        Whether rows about its states are all that it needs.
    blocs
        Whether a group of states may be one of its sides.
    """

    name: str
    says: str
    unit: str
    states: int
    tables: tuple[str, ...]
    method: Method
    chart: str
    options: Mapping[str, Option]
    compute: Compute = field(repr=False)
    near: bool = False
    blocs: bool = False

    @property
    def module(self) -> str:
        """The module that registered it."""
        return self.compute.__module__

    @property
    def room(self) -> str:
        """The folder that it lives in, such as `trade`; of another package its first name."""
        return _package(self.module).rpartition(".")[2]

    @property
    def defaults(self) -> dict[str, Any]:
        """The values of options where none are given."""
        return {name: option.default for name, option in self.options.items()}

    @property
    def usage(self) -> str:
        """How the command line is written: `realpolitik measure votes.kappa A B`."""
        return " ".join(["realpolitik measure", self.name, *"AB"[: self.states]])

    def __call__(
        self, tables: Store, about: Sequence[State], window: Window | None = None, **options: Any
    ) -> Finding:
        """Compute the finding for states already resolved; `tables` gives the tables and their sources."""
        if len(about) != self.states:
            count = {0: "the world and no state", 1: "one state", 2: "two states"}.get(
                self.states, f"{self.states} states"
            )
            raise OptionError(f"{self.name} is about {count}, not {len(about)}: write `{self.usage}`")
        codes = tuple(state.code for state in about)
        window = window or Window()
        if len(set(codes)) < len(codes):
            raise OptionError(f"{self.name} is about two states, not {codes[0]} and itself")
        given = self.read(options)
        for name, value in given.items():
            self.options[name].check(value, tables)
        chosen = {**self.defaults, **given}
        near, notes = self._tables(tables, codes)
        try:
            result = self.compute(near, codes, window, **chosen)
        except CoverageError as error:
            raise _with_notes(error, (*notes, *self._reach(codes))) from error
        _within(self.name, result.period, window)
        cited = dict.fromkeys(id_ for row in result.rows for id_ in str(row.get("source") or "").split())
        own = {source.id: source for source in result.sources}
        kept = [id_ for id_ in cited if id_ not in own]
        known = dict(zip(kept, tables.sources(kept), strict=True)) | own
        unit = result.unit or self.unit
        found = [
            mark
            for pair in _pairs(codes)
            for mark in touching(tables, self.tables, pair, result.rows, unit=unit, measure=self.name)
        ]
        if len(_pairs(codes)) > 1:
            found.sort(key=lambda mark: -(mark["at_stake"] or 0))
        marks = tuple(found)
        return Finding(
            name=self.name,
            about=codes,
            period=result.period,
            value=result.value,
            unit=result.unit or self.unit,
            interval=result.interval,
            says=opening(result.says),
            rows=tuple(result.rows),
            sources=tuple(known[id_] for id_ in cited),
            method=self.method,
            caveats=(*result.caveats, *notes, *by_press(result.rows, known, unit=unit), *in_words(marks)),
            chart=self.chart,
            options=chosen,
            flags=marks,
        )

    def _tables(self, tables: Store, codes: About) -> tuple[Store, tuple[str, ...]]:
        """The tables that the function gets, and what must be said of rows made for blocs."""
        if any(code in groups() for code in codes):
            from realpolitik.measures.registering.blocs import with_blocs

            joined = with_blocs(tables, codes, self.tables)
            return joined.tables, joined.notes
        return (tables.about(codes) if self.near else tables), ()

    def _reach(self, codes: About) -> list[str]:
        """How to reach figures of a state that the embedded tables leave out (`not_covered.yaml`)."""
        known = shipped("realpolitik.measures.registering", "not_covered")
        return [one["says"] for one in known if one["state"] in codes and one["table"] in self.tables]

    def read(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """Options as the function takes them, from text or values.

        Raises
        ------
        UnknownNameError, OptionError, UnknownStateError
            There is no such option, or its value is not among those allowed; the message names them.
        """
        for name in options:
            if name not in self.options:
                listing = f"realpolitik measures {self.name}"
                raise UnknownNameError(f"option of {self.name}", name, self.options, listing)
        return {name: self.options[name].read(value) for name, value in options.items()}


def _pairs(codes: About) -> list[About]:
    """The sides as states: of a bloc each of its members with the other side."""
    if not any(code in groups() for code in codes):
        return [codes]
    sides = [sorted({one.code for one in spells_in(code)}) if code in groups() else [code] for code in codes]
    return [pair for pair in product(*sides) if len(set(pair)) == len(pair)]


def _with_notes(error: CoverageError, notes: Sequence[str]) -> CoverageError:
    """The error, which says also what rows of a bloc could not be made."""
    return CoverageError(" ".join([str(error), *notes])) if notes else error


def _within(name: str, period: Period, window: Window) -> None:
    """Refuse an answer of another time than that asked about."""
    try:
        first, last = parse_date(period.start), parse_date(period.end, last=True)
    except OptionError:  # a world of the user's own need not bear a date
        return
    if not window.meets(first, last):
        of = period.start if period.start == period.end else f"{period.start} to {period.end}"
        raise CoverageError(
            f"{name} answers for {of}, not for the period asked ({window}).", "Ask for another period."
        )


def _package(module: str) -> str:
    """The package of a room: what holds the module, or the first name of another program's."""
    first = module.partition(".")[0]
    return module.rpartition(".")[0] if first == "realpolitik" else first


@dataclass(frozen=True, slots=True)
class Room:
    """Measures that live in one folder: its name, what it is about, and they by name in order."""

    name: str
    says: str
    measures: tuple[Measure, ...]


def rooms(found: Iterable[Measure]) -> tuple[Room, ...]:
    """Measures by room; rooms of one name, such as the record and the model of sanctions, are one."""
    held: dict[str, list[Measure]] = {}
    for one in sorted(found, key=lambda one: one.name):
        held.setdefault(one.room, []).append(one)
    return tuple(Room(name, _about(own), tuple(own)) for name, own in sorted(held.items()))


def _about(own: Sequence[Measure]) -> str:
    said = (
        inspect.getdoc(import_module(package)) or ""
        for package in dict.fromkeys(_package(one.module) for one in own)
    )
    return " ".join(text.splitlines()[0] for text in said if text)


_REGISTER: dict[str, Measure] = {}


def measure(
    name: str,
    *,
    unit: str,
    tables: Sequence[str],
    definition: str,
    formula: str,
    reference: str,
    states: int = 2,
    chart: str = "line",
    near: bool = False,
    blocs: bool = False,
) -> Callable[[Compute], Compute]:
    """Register a function `(tables, about, window, **options) -> Result` as the measure `name`.

    Parameters
    ----------
    unit
        Unit of the headline figure: `USD`, `share`, `index`, `USD/bbl`, `meetings`, …
    tables
        Names of the tables it reads, `tables["trade"]` being a frame.
    definition, formula, reference
        The method, shown with every figure.
    states
        How many states it is about: 2 for a pair, 1 for one state, 0 for the world.
    chart
        The kind of chart that shows it.
    near
        Whether rows that name one of its states are all that it needs: then nothing else is read of large tables.
    blocs
        Whether a group of states, such as the EU, may be one of its sides: then its tables have rows of the group, made of those of
        its members at each date (`measures/registering/blocs.py`).

    Returns
    -------
    The function, unchanged. Its keyword-only parameters become the options of the measure.

    Raises
    ------
    OptionError
        Another function already has this name.
    """

    def register(compute: Compute) -> Compute:
        if name in _REGISTER and _REGISTER[name].compute.__module__ != compute.__module__:
            raise OptionError(f"two measures are called {name!r}: rename the one in {compute.__module__}")
        _REGISTER[name] = Measure(
            name=name,
            says=(inspect.getdoc(compute) or name).splitlines()[0],
            unit=unit,
            states=states,
            tables=tuple(tables),
            method=Method(definition=definition, formula=formula, reference=reference),
            chart=chart,
            options=options_of(compute),
            compute=compute,
            near=near,
            blocs=blocs,
        )
        return compute

    return register


@cache
def _extensions() -> None:
    """Import what other packages register through the entry point group `realpolitik.measures`."""
    from importlib.metadata import entry_points

    for entry in entry_points(group="realpolitik.measures"):
        entry.load()


def measures() -> dict[str, Measure]:
    """All registered measures, by name in order."""
    for module in dict.fromkeys(MODULES.values()):
        import_module(module)
    _extensions()
    return dict(sorted(_REGISTER.items()))


def get(name: str) -> Measure:
    """The measure of this name; a built-in one is imported alone.

    Raises
    ------
    UnknownNameError
        There is none; the message suggests the nearest names.
    """
    if name in MODULES:
        import_module(MODULES[name])
    elif name not in _REGISTER:
        _extensions()
    if name not in _REGISTER:
        raise UnknownNameError("measure", name, measures(), "realpolitik measures")
    return _REGISTER[name]


def run(
    name: str,
    *about: str,
    start: Day | None = None,
    end: Day | None = None,
    store: Store | None = None,
    **options: Any,
) -> Finding:
    """Run a measure on states named in any usual way.

    Parameters
    ----------
    name
        A registered measure, such as `trade.turnover`.
    about
        One name or code a state.
    start, end
        `2021`, `2021-03` or `2021-03-05`, a year as a number, or a day; open where left out.
    store
        Where tables come from; the user's store over the embedded tables where left out.
    options
        The measure's own options.

    Raises
    ------
    UnknownNameError, UnknownStateError, OptionError
        A name or an option is wrong; the message suggests the nearest.
    CoverageError
        The data do not cover what was asked.
    """
    window = Window.parse(start, end)
    chosen = get(name)
    states = [side(chosen, state, window) for state in about]
    return chosen(store or Store(), states, window, **options)


TRADED = {"trade", "turnover", "materials", "flags"}
"""Tables that have rows of economies that are no states."""


def side(chosen: Measure, name: str, window: Window) -> State:
    """The state of this name; for measures that take them, the bloc, or the territory or aggregate that tables of trade have rows of.

    Raises
    ------
    UnknownStateError
        There is none of these, or the state had ended before, or began after, the window.
    OptionError
        It is a bloc, and the measure takes states alone.
    """
    if group := group_named(name):
        if not chosen.blocs:
            raise OptionError(_no_bloc(chosen, group))
        return _as_state(group)
    own = economy(name)
    if own is None or not own.held or not (chosen.near and set(chosen.tables) <= TRADED):
        return resolve_within(name, window)
    return State(code=own.code, name=own.name, cow=None, gw=None, life=((date.min, None),))


def state_or_bloc(name: str, window: Window) -> State:
    """The state or the group of this name, for a question that measures of both kinds answer.

    Raises
    ------
    UnknownStateError
        There is neither, or the state had ended before, or began after, the window.
    """
    group = group_named(name)
    if group:
        bloc = _as_state(group)
        return replace(bloc, name=bloc.name.removeprefix("the "))
    return resolve_within(name, window)


def is_bloc(state: State) -> bool:
    """Whether it stands for a group of states."""
    return state.code in groups()


def _as_state(group: str) -> State:
    return State(code=group, name=group_name(group), cow=None, gw=None, life=((date.min, None),))


def _no_bloc(chosen: Measure, group: str) -> str:
    listed = ", ".join(members(group))
    return (
        f"{chosen.name} takes states, not blocs: {group} is a group of states. Ask for a member ({listed}); measures such as "
        "trade.turnover, votes.identical_share and sanctions.in_force take blocs."
    )


def resolve_within(name: str, window: Window) -> State:
    """The state of this name, which must have lived at some time within the window.

    Raises
    ------
    UnknownStateError
        No state has this name, or it had ended before, or began after, the window.
    """
    state = resolve(name)
    if window.start and state.end and window.start > state.end:
        return resolve(name, on=window.start)  # raises, with the successor
    if window.end and state.start and window.end < state.start:
        raise UnknownStateError(name, window.end, (), f"{state.name} begins on {state.start}.")
    return state
