"""Conditions over measures, and which of them hold now: what an analyst wants to be told of, without reading a brief.

A file has `figures`, each a measure of its states under a short name, and `watch`, a list of conditions on them:

    figures:
      china-share: {measure: dependence.import_share, about: [RUS, CHN]}
      sales: {measure: trade.exports, about: [CHN, RUS], options: {freq: M}}
    watch:
      - china-share > .5
      - sales: a month below the year before

A condition is one of

- `NAME > X`, with `>=`, `<` or `<=`; X is a number (`.5`, `50 %`, `250 bn`) or the name of another figure of the same unit;
- `NAME: a month below the year before` (`above`; `a quarter`, `a year`): the last figure against that of a year earlier;
- `NAME: rises`, `falls`: the last figure against the one before it;
- `NAME: at its highest`, `at its lowest`: the last figure against all others of the series.

The last four compare figures of one office, and take a measure whose rows are one series; `rows: {series: …}` chooses one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from realpolitik.briefs.as_of import in_words
from realpolitik.errors import CoverageError, FileFormatError, OptionError, UnknownNameError
from realpolitik.findings import Window, parse_date
from realpolitik.store.safe import read_yaml
from realpolitik.wording.numbers import figure

if TYPE_CHECKING:
    from realpolitik.findings import Finding, Row
    from realpolitik.store import Store

Standing = Literal["holds", "does not hold", "cannot be said"]
_AGAINST = re.compile(r"\s*(?P<how>>=|<=|>|<)\s*(?P<bar>.+?)\s*")
_YEAR = re.compile(
    r"(?:an?|the|its)?\s*(?:last\s+)?(?P<span>month|quarter|year)\s+(?P<way>below|above)\s+(?:the|that of the)\s+year\s+before"
)
_WAYS = ("rises", "falls", "at its highest", "at its lowest")
_NUMBER = re.compile(r"(?P<digits>[-+−]?(?:\d[\d,]*)?\.?\d+(?:e\d+)?)\s*(?P<times>%|k|m|bn|tn|million|billion|trillion)?", re.IGNORECASE)  # fmt: skip
_TIMES = {
    "": 1.0, "%": 0.01, "k": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9, "tn": 1e12, "trillion": 1e12,
}  # fmt: skip
_SPANS = {"month": "M", "quarter": "Q", "year": "A"}
_KEYS = {"measure", "about", "options", "rows", "from", "to"}
FORMS = "`> .5`, `a month below the year before`, `rises`, `falls`, `at its highest` or `at its lowest`"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A measure of its states, under the name that conditions use."""

    name: str
    measure: str
    about: tuple[str, ...]
    options: Mapping[str, Any] = field(default_factory=dict)
    rows: Mapping[str, str] = field(default_factory=dict)
    window: Window = field(default_factory=Window)


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """A condition as written, the figure it is on, and what it says of it; `bar` is a number or the name of a figure."""

    says: str
    figure: str
    how: str
    bar: float | str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """Whether a condition holds, by which figures, and to when these go.

    Attributes
    ----------
    why
        The figures compared, in words; where nothing can be said, what is missing.
    firm
        Whether it stands, or falls, over the whole interval of the figure; None where there is no interval.
    """

    condition: Condition
    standing: Standing
    why: str
    as_of: str = ""
    firm: bool | None = None

    def record(self) -> dict[str, Any]:
        """The answer as plain values."""
        return {
            "condition": self.condition.says,
            "standing": self.standing,
            "why": self.why,
            "as_of": self.as_of,
            "over_whole_interval": self.firm,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """The figures and conditions of a file."""

    figures: Mapping[str, Figure]
    conditions: tuple[Condition, ...]


def load(path: Path) -> Watch:
    """Read a file of conditions; every name in it is looked up before anything is measured.

    Raises
    ------
    FileFormatError
        It is no such file; the message names the entry and what to write.
    UnknownNameError, UnknownStateError, OptionError
        A figure, measure, option or state that there is not; with suggestions.
    """
    content = read_yaml(path)
    if not isinstance(content, Mapping) or not isinstance(content.get("figures"), Mapping):
        raise FileFormatError(
            str(path), "needs `figures:`, with a measure under a short name each, and `watch:`"
        )
    if unknown := sorted(set(map(str, content)) - {"figures", "watch", "note"}):
        raise FileFormatError(str(path), f"unknown key {unknown[0]!r}: there are figures, watch and note")
    if not isinstance(content.get("watch"), list) or not content["watch"]:
        raise FileFormatError(str(path), "needs `watch:` with a list of conditions beneath it")
    figures = {str(name): _figure(str(name), entry, path) for name, entry in content["figures"].items()}
    return Watch(
        figures=figures, conditions=tuple(_condition(one, figures, path) for one in content["watch"])
    )


def check(watch: Watch, store: Store) -> tuple[Watched, ...]:
    """Every condition of a file against the figures of today, each measured once."""
    found: dict[str, Finding | CoverageError] = {}
    for condition in watch.conditions:
        for name in (condition.figure, condition.bar):
            if isinstance(name, str) and name not in found:
                found[name] = _measured(watch.figures[name], store)
    return tuple(_checked(one, watch.figures, found) for one in watch.conditions)


def _figure(name: str, entry: Any, path: Path) -> Figure:
    from realpolitik.measures.registry import get, side

    if not isinstance(entry, Mapping) or not {"measure", "about"} <= set(entry):
        raise FileFormatError(
            str(path), f"figure {name!r}: write {{measure: trade.turnover, about: [CHN, RUS]}}"
        )
    if unknown := sorted(set(map(str, entry)) - _KEYS):
        raise FileFormatError(
            str(path),
            f"figure {name!r}: no such field as {unknown[0]!r}; there are {', '.join(sorted(_KEYS))}",
        )
    measure = get(str(entry["measure"]))
    window = Window.parse(*(None if entry.get(key) is None else str(entry[key]) for key in ("from", "to")))
    about = entry["about"] if isinstance(entry["about"], list) else [entry["about"]]
    if len(about) != measure.states:
        raise FileFormatError(
            str(path), f"figure {name!r}: {measure.name} is about {measure.states} state(s), not {len(about)}"
        )
    return Figure(
        name=name,
        measure=measure.name,
        about=tuple(side(measure, str(one), window).code for one in about),
        options=measure.read(dict(entry.get("options") or {})),
        rows={str(key): str(value) for key, value in (entry.get("rows") or {}).items()},
        window=window,
    )


def _condition(entry: Any, figures: Mapping[str, Figure], path: Path) -> Condition:
    """A line `NAME > X`, or a pair `NAME: what is said of it`."""
    if isinstance(entry, Mapping) and len(entry) == 1:
        name, rest = next((str(key), str(value)) for key, value in entry.items())
    else:
        text = str(entry)
        name = next((one for one in sorted(figures, key=len, reverse=True) if text.startswith(one)), "")
        if not name:
            name = re.split(r"[\s:<>]", text.strip(), maxsplit=1)[0]
        rest = text.strip()[len(name) :]
    if name not in figures:
        raise UnknownNameError(f"figure (in {path.name})", name, figures)
    rest = " ".join(rest.strip().removeprefix(":").lower().split())
    says = f"{name} {rest}"
    if match := _AGAINST.fullmatch(rest):
        return Condition(
            says=says, figure=name, how=match["how"], bar=_bar(match["bar"], figures, says, path)
        )
    if match := _YEAR.fullmatch(rest):
        return Condition(says=says, figure=name, how=f"{match['span']} {match['way']}")
    if rest in _WAYS:
        return Condition(says=says, figure=name, how=rest)
    raise FileFormatError(str(path), f"the condition {says!r} is none: after the name write {FORMS}")


def _bar(text: str, figures: Mapping[str, Figure], says: str, path: Path) -> float | str:
    for name in figures:
        if text == name.lower():
            return name
    if match := _NUMBER.fullmatch(text):
        digits = match["digits"].replace(",", "").replace("−", "-")
        return float(digits) * _TIMES[(match["times"] or "").lower()]
    raise FileFormatError(
        str(path), f"the condition {says!r}: {text!r} is neither a number, such as .5, 50 % or 250 bn, nor a figure of the file"
    )  # fmt: skip


def _measured(asked: Figure, store: Store) -> Finding | CoverageError:
    from realpolitik.measures.registry import get, side

    measure = get(asked.measure)
    try:
        return measure(
            store, [side(measure, one, asked.window) for one in asked.about], asked.window, **asked.options
        )
    except CoverageError as error:
        return error


def _checked(
    condition: Condition, figures: Mapping[str, Figure], found: Mapping[str, Finding | CoverageError]
) -> Watched:
    names = [condition.figure, *([condition.bar] if isinstance(condition.bar, str) else [])]
    for name in names:
        if isinstance(error := found[name], CoverageError):
            return Watched(condition=condition, standing="cannot be said", why=error.what)
    try:
        if condition.how in (">", ">=", "<", "<="):
            return _against(condition, figures, found)
        return _in_time(condition, figures[condition.figure], found[condition.figure])  # type: ignore[arg-type]
    except CoverageError as error:
        return Watched(condition=condition, standing="cannot be said", why=error.what)


def _against(condition: Condition, figures: Mapping[str, Figure], found: Mapping[str, Any]) -> Watched:
    value, low, high, as_of = _level(figures[condition.figure], found[condition.figure])
    unit = found[condition.figure].unit
    if isinstance(condition.bar, str):
        other = found[condition.bar]
        if other.unit != unit:
            raise OptionError(
                f"{condition.says!r} compares {unit} with {other.unit}: name two figures of one unit"
            )
        bar, *_ = _level(figures[condition.bar], other)
    else:
        bar = float(condition.bar or 0.0)
        if unit == "share" and bar >= 2:
            raise OptionError(
                f"{condition.says!r}: a share of one half is .5 or 50 %, and {bar:g} is {100 * bar:,.0f} %"
            )
    holds = _compared(value, condition.how, bar)
    firm = (
        None
        if low is None or high is None
        else all(_compared(end, condition.how, bar) == holds for end in (low, high))
    )
    why = figure(value, unit)
    if low is not None and high is not None:
        why += f" ({figure(low, unit)} to {figure(high, unit)})"
    return Watched(
        condition=condition,
        standing="holds" if holds else "does not hold",
        why=f"{why} in {in_words(as_of)}, against {figure(bar, unit)}"
        + ("; not over its whole interval" if firm is False else ""),
        as_of=as_of,
        firm=firm,
    )


def _compared(value: float, how: str, bar: float) -> bool:
    return {">": value > bar, ">=": value >= bar, "<": value < bar, "<=": value <= bar}[how]


def _level(asked: Figure, found: Finding) -> tuple[float, float | None, float | None, str]:
    """The figure with its interval and period: the headline, or the last of the rows chosen."""
    if asked.rows:
        last = _series(asked, found)[-1]
        return float(last["value"]), last.get("low"), last.get("high"), str(last["period"])
    if found.value is None:
        raise CoverageError(f"{asked.measure} has no one figure: choose rows, as in `rows: {{series: …}}`.")
    interval = found.interval
    return found.value, interval and interval.low, interval and interval.high, found.as_of


def _series(asked: Figure, found: Finding) -> list[Row]:
    """The rows chosen, in order of time, those of the office of the last."""
    rows = [
        row
        for row in found.rows
        if row.get("value") is not None
        and all(str(row.get(key)) == value for key, value in asked.rows.items())
    ]
    if not rows:
        chosen = ", ".join(f"{key} {value}" for key, value in asked.rows.items())
        raise CoverageError(f"{asked.measure} has no row with {chosen}." if chosen else "There is no row.")
    rows.sort(key=lambda row: parse_date(str(row["period"])))
    rows = [row for row in rows if row.get("reporter") == rows[-1].get("reporter")]
    periods = [str(row["period"]) for row in rows]
    if len(set(periods)) < len(periods):
        kinds = sorted({str(row.get("series") or row.get("label") or "") for row in rows} - {""})
        raise OptionError(
            f"figure {asked.name!r}: the rows of {asked.measure} are of several series"
            f"{' (' + ', '.join(kinds[:6]) + ')' if kinds else ''}: choose one, as in `rows: {{series: …}}`"
        )
    return rows


def _in_time(condition: Condition, asked: Figure, found: Finding) -> Watched:
    rows = _series(asked, found)
    last, unit = rows[-1], found.unit
    before, holds = _judged(condition.how, rows, unit)
    as_of = str(last["period"])
    return Watched(
        condition=condition,
        standing="holds" if holds else "does not hold",
        why=f"{figure(float(last['value']), unit)} in {in_words(as_of)}, {before}",
        as_of=as_of,
    )


def _judged(how: str, rows: Sequence[Row], unit: str) -> tuple[str, bool]:
    """What the last figure is compared with, in words, and whether the condition holds."""
    last = rows[-1]
    value, day = float(last["value"]), parse_date(str(last["period"]))
    if how in _WAYS[2:]:
        others = rows[:-1]
        if not others:
            raise CoverageError("There is one figure alone.")
        end = (max if how == "at its highest" else min)(others, key=lambda row: float(row["value"]))
        word = "highest" if how == "at its highest" else "lowest"
        told = f"the {word} other {figure(float(end['value']), unit)} in {in_words(str(end['period']))}"
        return told, value > float(end["value"]) if word == "highest" else value < float(end["value"])
    if how in _WAYS[:2]:
        if len(rows) < 2:
            raise CoverageError("There is one figure alone.")
        before = rows[-2]
    else:
        span, way = how.split()
        if str(last["period"]).count("-") != {"A": 0, "M": 1, "Q": 1}[_SPANS[span]]:
            raise CoverageError(
                f"Its figures are not by {span}: choose the freq of the measure, as in `options: {{freq: {_SPANS[span]}}}`."
            )
        earlier = [row for row in rows if parse_date(str(row["period"])) == day.replace(year=day.year - 1)]
        if not earlier:
            raise CoverageError(f"There is no figure for the year before {in_words(str(last['period']))}.")
        before, how = earlier[0], "falls" if way == "below" else "rises"
    told = f"after {figure(float(before['value']), unit)} in {in_words(str(before['period']))}"
    return told, value < float(before["value"]) if how == "falls" else value > float(before["value"])
