"""What a refresh of a pair would fetch: each source with its size, what it would answer, and why it is or is not fetched."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

from realpolitik.errors import FileFormatError, RealpolitikError
from realpolitik.files import LARGEST, of_json, read_text, write_text
from realpolitik.findings import Window
from realpolitik.sources.reader import Reader, reader_of, today
from realpolitik.sources.shipped import shipped
from realpolitik.store.catalog import locked, read
from realpolitik.wording.numbers import number_of

State = Literal["fetch", "current", "over the budget", "by hand", "not possible"]
LEDGER = "refreshed.json"
"""In the store: when each step was last done, and how many bytes came."""
MEGABYTE = 1e6


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One source of a refresh.

    Attributes
    ----------
    source, options, start
        What is fetched; `start` is the first day asked, None where the source is fetched whole.
    brings
        What comes, in words.
    answers
        Questions of the brief that it would answer, in words.
    topics
        Their short names.
    files, bytes
        How many requests, and how large all answers together: as last time, else an estimate on the `basis`.
    basis
        How the size is known.
    state
        `fetch`, or why not: `current`, `over the budget`, `by hand`, `not possible`.
    why
        The reason in words.
    key
        Names the step in the ledger.
    """

    source: str
    brings: str
    answers: tuple[str, ...]
    topics: tuple[str, ...]
    state: State
    why: str
    options: Mapping[str, str]
    start: date | None = None
    files: int = 0
    bytes: int = 0
    basis: str = ""
    key: str = ""

    @property
    def window(self) -> Window:
        """The period asked."""
        return Window(start=self.start)

    def record(self) -> dict[str, Any]:
        """The step as plain values."""
        return {
            "source": self.source,
            "brings": self.brings,
            "answers": list(self.answers),
            "topics": list(self.topics),
            "state": self.state,
            "why": self.why,
            "options": dict(self.options),
            "from": self.start and self.start.isoformat(),
            "files": self.files,
            "bytes": self.bytes,
            "basis": self.basis,
        }


def plan(a: str, b: str, *, start: date, budget: float, place: Path) -> tuple[Step, ...]:
    """The steps of a refresh, in order; asks no network.

    Parameters
    ----------
    a, b
        ISO3 codes.
    start
        The first day wanted of sources that have a file a year.
    budget
        Megabytes; a step that would go beyond is named and left out.
    place
        The folder of the store.
    """
    done, stored = ledger(place), {entry.source for entry in read(place)}
    left, steps = budget * MEGABYTE, []
    for entry in shipped("realpolitik.calls", "refresh"):
        step = _step(entry, (a, b), start, done, stored)
        if step.state == "fetch":
            if step.bytes > left:
                step = replace(
                    step,
                    state="over the budget",
                    why=f"{step.why}; some {step.bytes / MEGABYTE:,.0f} MB, with {left / MEGABYTE:,.0f} MB left: raise --budget",
                )
            else:
                left -= step.bytes
        steps.append(step)
    return tuple(steps)


def _step(
    entry: Mapping[str, Any],
    about: tuple[str, str],
    start: date,
    done: Mapping[str, Mapping[str, Any]],
    stored: set[str],
) -> Step:
    reader = reader_of(entry["source"])
    names = dict(zip("ab", about, strict=True))
    options = {key: str(value).format(**names) for key, value in entry.get("options", {}).items()}
    first = None if entry.get("whole") or not options else start
    key = " ".join([reader.name, *(f"{name}={value}" for name, value in options.items()), str(first or "")])
    asked = tuple(_asked(entry["questions"], about))
    step = Step(
        source=reader.name,
        brings=entry["brings"],
        answers=tuple(words for words, _ in asked),
        topics=tuple(short for _, short in asked),
        state="fetch",
        why="never fetched",
        options=options,
        start=first,
        basis=entry.get("basis", ""),
        key=key.strip(),
    )
    if by_hand := entry.get("by_hand"):
        return replace(step, state="by hand", why=by_hand if isinstance(by_hand, str) else reader.by_hand)
    known = done.get(step.key, {}) if reader.name in stored else {}
    try:
        files = _files(reader, step)
    except RealpolitikError as error:
        return replace(step, state="not possible", why=str(error))
    size = known.get("bytes") or _size(entry["mb"], start)
    step = replace(
        step, files=files, bytes=int(size), basis="as last time" if known.get("bytes") else step.basis
    )
    return _aged(step, known, int(entry["days"]))


def _aged(step: Step, known: Mapping[str, Any], days: int) -> Step:
    if not known:
        return step
    age = (today() - date.fromisoformat(known["day"])).days
    if age < days:
        return replace(
            step, state="current", why=f"fetched on {known['day']}; old after {number_of(days, 'days')}"
        )
    return replace(step, why=f"fetched on {known['day']}, {number_of(age, 'days')} ago; old after {days}")


def _files(reader: Reader, step: Step) -> int:
    """How many requests it begins with; what follows from answers in pages is not known before."""
    return sum(1 for _ in reader.requests(reader.job(window=step.window, options=step.options)))


def _size(mb: Mapping[str, float], start: date) -> float:
    if "all" in mb:
        return mb["all"] * MEGABYTE
    return mb["year"] * MEGABYTE * (today().year - start.year + 1)


def _asked(ids: Sequence[str], about: tuple[str, str]) -> Iterator[tuple[str, str]]:
    """Questions in words, as the brief asks them, and their short names."""
    from realpolitik.briefs.questions import questions
    from realpolitik.states.wording import called

    known = {one.id: one for one in questions()}
    for name in ids:
        yield known[name].asks.format(a=called(about[0]), b=called(about[1])), known[name].short


def ledger(place: Path) -> dict[str, dict[str, Any]]:
    """Steps that were done: their day, and the bytes that came; empty where none was, or the file is damaged."""
    path = place / LEDGER
    if not path.is_file():
        return {}
    try:
        found = of_json(read_text(path, most=LARGEST))
    except (ValueError, FileFormatError):
        return {}  # then everything counts as never fetched, which costs a fetch and loses nothing
    return found if isinstance(found, dict) else {}


def note(place: Path, step: Step, size: int) -> None:
    """Write down that a step was done today."""
    with locked(place, "refreshed"):
        done = ledger(place)
        done[step.key] = {"day": today().isoformat(), "bytes": size}
        write_text(place / LEDGER, json.dumps(done, indent=1, sort_keys=True) + "\n")
