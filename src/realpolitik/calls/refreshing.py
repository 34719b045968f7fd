"""The call that brings a pair up to date: fetch what its brief lacks or has grown old, audit it, say what changed."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.calls.plan import MEGABYTE, Step, note, plan
from realpolitik.errors import FileFormatError, OptionError, RealpolitikError
from realpolitik.files import of_json, read_text, write_text
from realpolitik.findings import Day, Row, Window, parse_date
from realpolitik.shown import Shown
from realpolitik.wording.numbers import number_of

if TYPE_CHECKING:
    from realpolitik.briefs import Brief
    from realpolitik.sources.download import Downloader
    from realpolitik.store.fetch import Fetched

BEFORE = 3
"""Years before the shock from which a pair is brought up to date, where none is named."""
JOURNALS = "refreshing"
"""Folder of the store with the brief as it was before a refresh that has not ended yet."""
DOUBTS = 5
"""So many doubts are named, those of most money; `realpolitik data audit` lists all."""
LARGEST = 2**28
"""Bytes of the largest journal that is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Failed:
    """A source that could not be fetched, and why; what was in the store stays."""

    source: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Refreshed(Shown):
    """What a refresh would do, or has done.

    Attributes
    ----------
    about
        ISO3 codes of the two states.
    steps
        Every source of the plan, fetched or not, with the reason.
    done
        Whether the plan was carried out.
    fetched, failed
        What came, and what could not be fetched.
    doubts
        Rows that the audit doubts in what came, in words, those with most money first.
    brief
        The brief afterwards, with `changes` since before the refresh; None for a plan.
    """

    about: tuple[str, str]
    steps: tuple[Step, ...]
    done: bool = False
    fetched: tuple[Fetched, ...] = ()
    failed: tuple[Failed, ...] = ()
    doubts: tuple[str, ...] = ()
    brief: Brief | None = None

    @property
    def wanted(self) -> tuple[Step, ...]:
        """The steps that are to be fetched."""
        return tuple(step for step in self.steps if step.state == "fetch")

    @property
    def bytes(self) -> int:
        """How large all that is to be fetched is, by last time or an estimate."""
        return sum(step.bytes for step in self.wanted)

    @property
    def says(self) -> str:
        """How much would come, or what came and how much of the brief is answered."""
        if not self.done:
            if not self.wanted:
                return "Nothing to fetch: all that a program can fetch is current, or over the budget."
            some = "source" if len(self.wanted) == 1 else "sources"
            return (
                f"{len(self.wanted)} {some} to fetch, some {max(1, round(self.bytes / MEGABYTE)):,} MB in "
                f"{sum(step.files for step in self.wanted):,} requests or more."
            )
        came = ", ".join(f"{one.source} ({number_of(one.rows, 'rows')})" for one in self.fetched) or "nothing"
        lost = f" Not fetched: {', '.join(one.source for one in self.failed)}." if self.failed else ""
        return f"Fetched: {came}.{lost} {self.answered}".strip()

    @property
    def answered(self) -> str:
        """How many questions of the brief have an answer now; empty for a plan."""
        if self.brief is None:
            return ""
        asked = [one for one in self.brief.sections if one.question.shows]
        return f"The brief answers {len(self.brief.answered)} of {number_of(len(asked), 'questions')}."

    @property
    def rows(self) -> tuple[Row, ...]:
        """A row a step."""
        return tuple(
            {**step.record(), "answers": "; ".join(step.answers), "topics": "; ".join(step.topics)}
            for step in self.steps
        )

    def points(self) -> tuple[str, ...]:
        """Failures, doubts, and what changed."""
        from realpolitik.briefs.changes import lines

        changed = () if self.brief is None or self.brief.changes is None else lines(self.brief.changes)
        return (*(f"{one.source}: {one.why}" for one in self.failed), *self.doubts, *changed)

    def label(self) -> str:
        """`refresh DEU RUS`."""
        return " ".join(("refresh", *self.about))

    def record(self) -> dict[str, Any]:
        """The plan and what was done as plain values; the brief by what changed in it."""
        changes = None if self.brief is None or self.brief.changes is None else self.brief.changes.record()
        return {
            "about": list(self.about),
            "says": self.says,
            "done": self.done,
            "bytes": self.bytes,
            "steps": [step.record() for step in self.steps],
            "fetched": [
                {
                    "source": one.source,
                    "version": one.version,
                    "rows": one.rows,
                    "warnings": list(one.warnings),
                }
                for one in self.fetched
            ],
            "failed": [{"source": one.source, "why": one.why} for one in self.failed],
            "doubts": list(self.doubts),
            "changes": changes,
            "answered": [] if self.brief is None else [one.question.id for one in self.brief.answered],
        }


def refresh(
    a: str,
    b: str,
    *,
    start: Day | None = None,
    budget: float = 100.0,
    plan: bool = False,
    downloader: Downloader | None = None,
    on_progress: Callable[[str], None] | None = None,
) -> Refreshed:
    """Bring a pair of states up to date: fetch what its brief lacks or has grown old, and say what changed.

    Parameters
    ----------
    a, b
        The states, by any usual name or code.
    start
        The first year wanted of sources that have a file a year; where left out, three years before the invasion of Ukraine.
    budget
        Megabytes that may be fetched; sources that would go beyond are named and left out.
    plan
        Only say what would be fetched; asks no network.
    downloader
        What asks the network, such as one with a progress bar.
    on_progress
        Called with what is being done.

    Returns
    -------
    The steps, and unless `plan` what came and the brief afterwards, with what changed in it.

    Raises
    ------
    UnknownStateError
        A state has no such name.
    OptionError
        The two are the same, the budget is below 0, or the store is at an address, which cannot be written to.

    Notes
    -----
    Each source begins to count in one step. Whoever is stopped loses nothing: the same call goes on with what is missing, and says what
    changed since before the first. A source that fails is named, and the others are fetched.

    Examples
    --------
    >>> [step.source for step in refresh("DEU", "RUS", plan=True).steps][:2]
    ['imf-imts', 'un-comtrade']
    """
    from realpolitik.store.home import home, local

    pair = _pair(a, b)
    place = local(home())
    if not budget >= 0:
        raise OptionError(f"budget={budget}: name megabytes, 0 or more")
    steps = _planned(pair, start, budget, place)
    found = Refreshed(about=pair, steps=steps)
    if plan:
        return found
    return _carried_out(found, place, downloader, on_progress or (lambda text: None))


def _pair(a: str, b: str) -> tuple[str, str]:
    from realpolitik.measures.registry import resolve_within

    pair = tuple(resolve_within(one, Window()).code for one in (a, b))
    if pair[0] == pair[1]:
        raise OptionError(f"a refresh is of two states; {a!r} and {b!r} are both {pair[0]}")
    return pair[0], pair[1]


def _planned(pair: tuple[str, str], start: Day | None, budget: float, place: Path) -> tuple[Step, ...]:
    from realpolitik.measures.registering.shock import SHOCK

    first = Window.parse(start, None).start if start is not None else None
    first = first or date(parse_date(SHOCK).year - BEFORE, 1, 1)
    return plan(*pair, start=first, budget=budget, place=place)


def _carried_out(
    found: Refreshed, place: Path, downloader: Downloader | None, on_progress: Callable[[str], None]
) -> Refreshed:
    from realpolitik.briefs.since import since
    from realpolitik.calls.asking import brief
    from realpolitik.sources.download import Downloader

    journal = place / JOURNALS / f"{'-'.join(found.about)}.json"
    older = _journal(journal)
    if older is None:
        on_progress("measuring what is known before")
        older = json.loads(json.dumps(brief(*found.about).record(), default=str))
        write_text(journal, json.dumps(older))
    fetched, failed = [], []
    asks = downloader or Downloader()
    for step in found.wanted:
        on_progress(f"fetching {step.source}")
        try:
            fetched.append(_fetched(step, place, asks, on_progress))
        except RealpolitikError as error:
            failed.append(Failed(source=step.source, why=str(error)))
    on_progress("auditing what came")
    doubts = _doubts(fetched, place)
    on_progress("measuring what is known now")
    newer = since(brief(*found.about), older, against="before the refresh")
    journal.unlink(missing_ok=True)
    return Refreshed(
        about=found.about,
        steps=found.steps,
        done=True,
        fetched=tuple(fetched),
        failed=tuple(failed),
        doubts=tuple(doubts),
        brief=newer,
    )


def _journal(path: Path) -> Mapping[str, Any] | None:
    """The brief as it was before a refresh that was stopped; None where there was none, or it cannot be read."""
    try:
        found = of_json(read_text(path, most=LARGEST)) if path.is_file() else None
    except (ValueError, FileFormatError):
        return None
    return found if isinstance(found, dict) else None


def _fetched(step: Step, place: Path, downloader: Downloader, on_progress: Callable[[str], None]) -> Fetched:
    from realpolitik.store.fetch import fetch

    done = fetch(
        step.source,
        window=step.window,
        options=step.options,
        place=place,
        downloader=downloader,
        on_progress=on_progress,
    )
    note(place, step, sum(file.bytes for file in done.files))
    return done


def _doubts(fetched: Sequence[Fetched], place: Path) -> list[str]:
    """What the audit doubts in what came, most money first."""
    from realpolitik.audit.fetched import after_fetch
    from realpolitik.audit.run import TABLES
    from realpolitik.wording.numbers import figure

    tables = {one.source: {entry.table for entry in one.entries} & set(TABLES) for one in fetched}
    sources = [name for name, filled in tables.items() if filled]
    if not sources:
        return []
    new = after_fetch(place, tuple(sorted(set().union(*tables.values()))), " ".join(sources))
    return [
        f"Doubted: {row['a']} → {row['b']} {row['period'].year} {figure(row['value'], 'USD')} ({row['office']}): {row['why']}"
        for row in new.head(DOUBTS).iter_rows(named=True)
    ]
