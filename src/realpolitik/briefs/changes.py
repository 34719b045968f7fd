"""What changed between two briefs on one pair: figures that moved beyond their interval, verdicts that turned, new flags, new data.

Both are read as their JSON (`Brief.record`), so that an older one may come from a file or from the library. The rules:

1. A figure moved where the new one lies outside the interval of the old; without an interval, where it is printed differently.
2. Data are new where a figure reaches a later period, has rows that it had not, or answers what was not covered.
3. A figure is revised where it stands but rows of earlier periods have moved, by rule 1 for each row.
4. A verdict turned where a statement of both briefs has another status.
5. A flag is new where the older brief has none of its test, flow, period and office, and changed where its state did.

A figure of other options (another benchmark, another shock) is not compared, and named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from realpolitik.briefs.as_of import in_words
from realpolitik.errors import FileFormatError, OptionError, reason
from realpolitik.files import of_json, read_text
from realpolitik.measures.registering.marks import in_words as flags_in_words
from realpolitik.wording.numbers import figure, number_of

Record = Mapping[str, Any]
Kind = Literal["moved", "new data", "revised", "answered", "no longer covered"]
KINDS: Mapping[Kind, str] = {
    "moved": "Moved beyond their interval",
    "new data": "New data",
    "answered": "Answered now",
    "no longer covered": "No longer covered",
    "revised": "Earlier figures revised",
}
"""Kinds of change in the order of the page, with their heading."""
_IDENTITY = ("table", "test", "a", "b", "product", "period", "office")
"""What makes two flags one."""
LARGEST = 2**28
"""Bytes of the largest brief that is read."""
_APART = ("period", "series", "label", "product", "origin", "destination", "state", "outcome", "speaker")
"""Columns that tell rows of one finding apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureChange:
    """A figure that is not what it was.

    Attributes
    ----------
    measure, about, question
        Where it stands.
    kind
        How it changed; a figure that moved and reaches further is `moved`.
    says
        The finding as it is now, or, where it is no longer covered, as it was.
    was
        What it was, as a sentence: figure, interval and last period; empty where there was none.
    before, now
        The figures, in `unit`.
    to_before, to_now
        The last periods.
    revised
        How many rows of periods that both have moved.
    """

    measure: str
    about: tuple[str, ...]
    question: str
    kind: Kind
    says: str
    was: str
    unit: str
    before: float | None = None
    now: float | None = None
    to_before: str = ""
    to_now: str = ""
    revised: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class VerdictChange:
    """A statement with another verdict than before."""

    id: str
    says: str
    before: str
    now: str
    figure: str

    @property
    def sentence(self) -> str:
        """The change as a sentence."""
        return f"“{self.says.rstrip('.')}”: {self.now}, was {self.before}{f' ({self.figure})' if self.figure else ''}."


@dataclass(frozen=True, slots=True, kw_only=True)
class FlagChange:
    """A doubt on the record that is new, or whose state changed."""

    says: str
    state: str
    before: str
    measures: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """All that changed; `against` names the older brief. `not_compared` lists figures of other options than before."""

    against: str
    figures: tuple[FigureChange, ...] = ()
    verdicts: tuple[VerdictChange, ...] = ()
    flags: tuple[FlagChange, ...] = ()
    not_compared: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.figures or self.verdicts or self.flags)

    def groups(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Headings with their sentences, in the order of the page; those without any are left out."""
        found = [
            (head, tuple(_said(one) for one in self.figures if one.kind == kind))
            for kind, head in KINDS.items()
        ]
        found.append(("Verdicts that turned", tuple(one.sentence for one in self.verdicts)))
        found.append(("Doubts on the record", tuple(_doubt(one) for one in self.flags)))
        return tuple((head, said) for head, said in found if said)

    @property
    def summary(self) -> str:
        """How much changed, as one sentence."""
        return (
            f"What changed since {self.against}:"
            if self
            else f"Nothing changed since {self.against} beyond the intervals of the figures."
        )

    def record(self) -> dict[str, Any]:
        """The changes as plain values."""
        return {
            "against": self.against,
            "changed": bool(self),
            "figures": [{**asdict(one), "about": list(one.about)} for one in self.figures],
            "verdicts": [asdict(one) for one in self.verdicts],
            "flags": [{**asdict(one), "measures": list(one.measures)} for one in self.flags],
            "not_compared": list(self.not_compared),
        }


def read(path: Path) -> Record:
    """An older brief, from what `brief A B --format json` or `--out FILE.json` wrote.

    Raises
    ------
    FileFormatError
        There is no such file, or it holds no brief.
    """
    try:
        found = of_json(read_text(path, most=LARGEST))
    except ValueError as error:
        raise FileFormatError(str(path), f"cannot be read as a brief: {reason(error)}") from None
    if not (isinstance(found, dict) and isinstance(found.get("sections"), list) and found.get("about")):
        raise FileFormatError(
            str(path), "holds no brief: write one with `realpolitik brief A B --out FILE.json`"
        )
    return found


def compare(older: Record, newer: Record, *, against: str) -> Changes:
    """What changed from the older to the newer brief on the same pair and window.

    Raises
    ------
    OptionError
        They are on other states or of other windows: then nothing can be said to have changed.
    """
    if list(older["about"]) != list(newer["about"]):
        raise OptionError(
            f"{against} is a brief on {' '.join(older['about'])}, not on {' '.join(newer['about'])}: name one of the same states, "
            "in the same order"
        )
    if older.get("window") != newer.get("window"):
        raise OptionError(
            f"{against} is of another window ({_span(older)}, not {_span(newer)}): give the same --from and --to"
        )
    try:
        return _compared(older, newer, against)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise FileFormatError(against, f"is no brief that can be compared: {error!r}") from None


def _compared(older: Record, newer: Record, against: str) -> Changes:
    figures, skipped = [], []
    had, has = _findings(older), _findings(newer)
    for key, (question, now) in has.items():
        if key not in had:
            figures.append(_change("answered", question, None, now))
        elif _other_options(had[key][1], now):
            skipped.append(" ".join([key[0], *key[1]]))
        elif change := _moved(question, had[key][1], now):
            figures.append(change)
    gaps = {(gap["measure"], tuple(gap["about"])) for one in newer["sections"] for gap in one["gaps"]}
    figures += [
        _change("no longer covered", question, was, None)
        for key, (question, was) in had.items()
        if key not in has and key[:2] in gaps  # what is not asked any more is no change of the record
    ]
    return Changes(
        against=against,
        figures=tuple(figures),
        verdicts=tuple(_turned(older, newer)),
        flags=tuple(_flagged(older, newer)),
        not_compared=tuple(skipped),
    )


def _span(brief: Record) -> str:
    window = brief.get("window") or {}
    return f"{window.get('from') or 'the beginning'} to {window.get('to') or 'now'}"


def _findings(brief: Record) -> dict[tuple[str, tuple[str, ...], int], tuple[str, Record]]:
    """Findings with their question, by measure, states, and place among those of the same measure and states."""
    found: dict[tuple[str, tuple[str, ...], int], tuple[str, Record]] = {}
    for section in brief["sections"]:
        for one in section["findings"]:
            name, about = one["name"], tuple(one["about"])
            place = sum(key[:2] == (name, about) for key in found)
            found[name, about, place] = (section["question"], one)
    return found


def _other_options(was: Record, now: Record) -> bool:
    before, after = was.get("options") or {}, now.get("options") or {}
    return any(before[name] != after[name] for name in before.keys() & after.keys())


def _moved(question: str, was: Record, now: Record) -> FigureChange | None:
    revised = _revised(was, now)
    if _beyond(was.get("value"), now.get("value"), _ends(was), str(now["unit"])):
        return _change("moved", question, was, now, revised)
    if _reach(now) > _reach(was) or _added(was, now):
        return _change("new data", question, was, now, revised)
    if _reach(now) < _reach(was):
        return _change("no longer covered", question, was, now, revised)
    return _change("revised", question, was, now, revised) if revised else None


def _ends(one: Record) -> tuple[Any, Any]:
    interval = one.get("interval") or {}
    return interval.get("low", one.get("low")), interval.get("high", one.get("high"))


def _beyond(was: Any, now: Any, ends: tuple[Any, Any], unit: str) -> bool:
    """Whether a figure left the interval that it had; where it had none, whether it is printed differently."""
    if was is None or now is None:
        return was is not now
    low, high = ends
    if isinstance(low, int | float) and isinstance(high, int | float):
        return not low <= now <= high
    return figure(float(was), unit) != figure(float(now), unit)


def _reach(one: Record) -> str:
    return str(one.get("as_of") or one["period"]["to"])


def _rows(one: Record) -> dict[tuple[Any, ...], Record]:
    """Rows by what tells them apart; of those that nothing does, by their place."""
    found: dict[tuple[Any, ...], Record] = {}
    seen: Counter[tuple[str, ...]] = Counter()
    for row in one["rows"]:
        key = tuple(str(row.get(name, "")) for name in _APART)
        found[(*key, seen[key])] = row
        seen[key] += 1
    return found


def _revised(was: Record, now: Record) -> int:
    before, after = _rows(was), _rows(now)
    return sum(
        _beyond(
            before[key].get("value"),
            after[key].get("value"),
            _ends(before[key]),
            str(after[key].get("unit") or now["unit"]),
        )
        for key in before.keys() & after.keys()
        if all(isinstance(rows[key].get("value"), int | float) for rows in (before, after))
    )


def _added(was: Record, now: Record) -> bool:
    """Whether there are rows of more periods, and none is missing."""
    before, after = ({str(row.get("period")) for row in one["rows"]} for one in (was, now))
    return before < after


def _change(
    kind: Kind, question: str, was: Record | None, now: Record | None, revised: int = 0
) -> FigureChange:
    one: Any = now or was
    before, after = (None if each is None else each.get("value") for each in (was, now))
    return FigureChange(
        measure=one["name"],
        about=tuple(one["about"]),
        question=question,
        kind=kind,
        says=one["says"],
        was="" if was is None or now is None else _was(was),
        unit=one["unit"],
        before=before,
        now=after,
        to_before=_reach(was) if was else "",
        to_now=_reach(now) if now else "",
        revised=revised,
    )


def _was(one: Record) -> str:
    unit, value = str(one["unit"]), one.get("value")
    told = figure(float(value), unit) if value is not None else "no one figure"
    low, high = _ends(one)
    if value is not None and low is not None and high is not None:
        told += f" ({figure(float(low), unit)} to {figure(float(high), unit)})"
    return f"{told}, by figures to {in_words(_reach(one))}"


def _said(one: FigureChange) -> str:
    says = one.says if one.says.endswith(".") else f"{one.says}."
    if one.kind == "revised":
        rows = (
            "1 row of an earlier period"
            if one.revised == 1
            else f"{number_of(one.revised, 'rows')} of earlier periods"
        )
        return f"{says} {rows} moved."
    return f"{says} It was {one.was}." if one.was else says


def _doubt(one: FlagChange) -> str:
    state = f"now {one.state}, was {one.before}" if one.before else f"new, {one.state}"
    return f"{state[0].upper()}{state[1:]}: {one.says}"


def _turned(older: Record, newer: Record) -> Iterator[VerdictChange]:
    had = {one["id"]: one for section in older["sections"] for one in section["verdicts"]}
    for section in newer["sections"]:
        for one in section["verdicts"]:
            before = had.get(one["id"])
            if before and before["status"] != one["status"]:
                yield VerdictChange(
                    id=one["id"],
                    says=one["says"],
                    before=before["status"],
                    now=one["status"],
                    figure=one.get("figure", ""),
                )


def _flagged(older: Record, newer: Record) -> Iterator[FlagChange]:
    had = {key: flag for key, (flag, _) in _flags(older).items()}
    for key, (flag, measures) in _flags(newer).items():
        before = had.get(key)
        if before is None or before["state"] != flag["state"]:
            said = flags_in_words([flag])
            yield FlagChange(
                says=said[0] if said else _explained(flag),
                state=flag["state"],
                before=before["state"] if before else "",
                measures=measures,
            )


def _flags(brief: Record) -> dict[tuple[str, ...], tuple[Record, tuple[str, ...]]]:
    """Flags with the measures that carry them, each once."""
    found: dict[tuple[str, ...], tuple[Record, tuple[str, ...]]] = {}
    for section in brief["sections"]:
        for one in section["findings"]:
            for flag in one.get("flags") or ():
                key = tuple(str(flag.get(name) or "") for name in _IDENTITY)
                known = found.get(key, (flag, ()))[1]
                found[key] = (flag, tuple(dict.fromkeys([*known, str(one["name"])])))
    return found


def _explained(flag: Record) -> str:
    return f"Audit, {flag['state']}: {flag['a']} to {flag['b']} {str(flag['period'])[:4]}: {flag['why']}."


def lines(changes: Changes) -> Sequence[str]:
    """The changes as lines of text: the summary, then each heading with its sentences."""
    told = [changes.summary]
    for head, sentences in changes.groups():
        told += [f"{head}:", *(f"- {one}" for one in sentences)]
    if changes.not_compared:
        told.append(f"Not compared, because of other options: {', '.join(changes.not_compared)}.")
    return told
