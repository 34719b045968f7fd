"""The register of measures: a name, its method, and the function that turns tables into a finding.

A measure is a function `(tables, about, window, **options) -> Result`. Decorated with `measure`, it is found by name,
listed by `realpolitik measures`, run by `realpolitik measure`, judged by claims and shown by briefs. Built-in measures stand
in `builtin.py`; those of other packages join through the entry point group `realpolitik.measures`.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from typing import Any

from realpolitik.errors import OptionError, UnknownNameError, UnknownStateError
from realpolitik.findings import Citable, Finding, Interval, Method, Period, Row, Window
from realpolitik.measures.builtin import MODULES
from realpolitik.states import State, resolve
from realpolitik.store import Store

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
        Its own options with their defaults.
    near
        Whether rows about its states are all that it needs.
    """

    name: str
    says: str
    unit: str
    states: int
    tables: tuple[str, ...]
    method: Method
    chart: str
    options: Mapping[str, Any]
    compute: Compute = field(repr=False)
    near: bool = False

    @property
    def module(self) -> str:
        """The module that registered it."""
        return self.compute.__module__

    def __call__(
        self, tables: Store, about: Sequence[State], window: Window | None = None, **options: Any
    ) -> Finding:
        """Compute the finding for states already resolved; `tables` gives the tables and their sources."""
        if len(about) != self.states:
            count = {1: "one state", 2: "two states"}.get(self.states, f"{self.states} states")
            raise OptionError(f"{self.name} is about {count}, not {len(about)}")
        codes = tuple(state.code for state in about)
        if len(set(codes)) < len(codes):
            raise OptionError(f"{self.name} is about two states, not {codes[0]} and itself")
        chosen = {**self.options, **self.read(options)}
        result = self.compute(
            tables.about(codes) if self.near else tables, codes, window or Window(), **chosen
        )
        cited = dict.fromkeys(id_ for row in result.rows for id_ in str(row.get("source") or "").split())
        own = {source.id: source for source in result.sources}
        kept = [id_ for id_ in cited if id_ not in own]
        known = dict(zip(kept, tables.sources(kept), strict=True)) | own
        return Finding(
            name=self.name,
            about=codes,
            period=result.period,
            value=result.value,
            unit=result.unit or self.unit,
            interval=result.interval,
            says=result.says,
            rows=tuple(result.rows),
            sources=tuple(known[id_] for id_ in cited),
            method=self.method,
            caveats=tuple(result.caveats),
            chart=self.chart,
            options=chosen,
        )

    def read(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """Check the names of options, and read text values as the type of their default."""
        for name in options:
            if name not in self.options:
                raise UnknownNameError(f"option of {self.name}", name, self.options, "realpolitik measures")
        return {name: _as_type_of(self.options[name], value, name) for name, value in options.items()}


def _as_type_of(default: Any, value: Any, name: str) -> Any:
    if default is None or not isinstance(value, str) or isinstance(default, str):
        return value
    try:
        if isinstance(default, bool):
            return {"yes": True, "true": True, "no": False, "false": False}[value.lower()]
        return type(default)(value)
    except (KeyError, ValueError):
        raise OptionError(f"{name}={value!r}: expected a value like {default!r}") from None


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
        signature = inspect.signature(compute).parameters.values()
        _REGISTER[name] = Measure(
            name=name,
            says=(inspect.getdoc(compute) or name).splitlines()[0],
            unit=unit,
            states=states,
            tables=tuple(tables),
            method=Method(definition=definition, formula=formula, reference=reference),
            chart=chart,
            options={p.name: p.default for p in signature if p.kind is p.KEYWORD_ONLY},
            compute=compute,
            near=near,
        )
        return compute

    return register


@cache
def _extensions() -> None:
    """Import what other packages register through the entry point group `realpolitik.measures`."""
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
    start: str | None = None,
    end: str | None = None,
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
        `2021`, `2021-03` or `2021-03-05`; open where left out.
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
    states = [resolve_within(state, window) for state in about]
    return get(name)(store or Store(), states, window, **options)


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
