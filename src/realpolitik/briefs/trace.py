"""Where a figure comes from and where it goes: the input rows of a finding, and everything that uses its measure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.briefs.questions import questions
from realpolitik.findings import Finding, parse_date
from realpolitik.measures.registry import Measure, get, run
from realpolitik.store import Store

if TYPE_CHECKING:
    import polars as pl

    from realpolitik.store.schema import Schema

AGGREGATES = ("WLD",)
"""Partners that stand for all states: a share of a state's trade reads its rows with the world."""
DOCUMENTS = Path(__file__).parents[3] / "docs"
"""The documents of a checkout; an installed package has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Input:
    """Rows of one table that a figure rests on.

    Attributes
    ----------
    table
        Its name; `realpolitik sql` reads all of it.
    rows
        Rows about these states, in the period of the figure, of sources that it cites.
    """

    table: str
    rows: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """One place that uses a measure.

    Attributes
    ----------
    kind
        `question` of a brief, `claim`, `reading` of articles, `judgement` of the endgame, or `document`.
    where
        Its name there: a question's, a file's and claim's, a relation's, an actor's and criterion's, a path's.
    says
        What it is in words.
    about
        Codes of the states, where it is about some; empty where it is about any.
    """

    kind: str
    where: str
    says: str
    about: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """A finding with what it rests on and what rests on its measure."""

    finding: Finding
    inputs: tuple[Input, ...]
    uses: tuple[Use, ...]

    def record(self) -> dict[str, Any]:
        """Everything as plain values; dates as text."""
        return {
            "finding": self.finding.record(),
            "inputs": [
                {"table": one.table, "rows": [_plain(row) for row in one.rows]} for one in self.inputs
            ],
            "uses": [asdict(use) | {"about": list(use.about)} for use in self.uses],
        }


def trace(
    name: str,
    *about: str,
    start: str | None = None,
    end: str | None = None,
    store: Store | None = None,
    **options: Any,
) -> Trace:
    """Follow a figure back to the rows of tables that it rests on, and forward to everything that uses its measure.

    Parameters
    ----------
    name, about, start, end, options
        As of `realpolitik.measure`.
    store
        The tables; the embedded ones and the user's own where left out.

    Raises
    ------
    UnknownNameError, UnknownStateError, CoverageError
        As the measure.

    Notes
    -----
    The input rows are those of the tables that the measure reads, about the states of the finding (or one of them with the
    world), in its period, of sources that it cites. Prices and other tables about no state are shown for all periods, since
    a measure may compare with an earlier month. A source may hold more than a figure needs, such as other goods: a figure never
    rests on rows outside these but for other states, and may rest on fewer. Rows of other states that a ranking or a comparison reads are left out.

    Examples
    --------
    >>> found = trace("trade.turnover", "CHN", "RUS", start="2023", end="2023")
    >>> [one.table for one in found.inputs]
    ['trade', 'turnover']
    >>> any(use.where == "how-large-is-trade" for use in found.uses)
    True
    """
    tables = store or Store()
    finding = run(name, *about, start=start, end=end, store=tables, **options)
    measure = get(name)
    return Trace(finding=finding, inputs=inputs(finding, measure, tables), uses=uses(name))


def inputs(finding: Finding, measure: Measure, store: Store) -> tuple[Input, ...]:
    """The rows that a finding rests on, by table; a table without one is left out (see `trace`)."""
    cited = {source.id for source in finding.sources}
    span = parse_date(finding.period.start), parse_date(finding.period.end, last=True)
    found = []
    for table in measure.tables:
        if table not in store or store.schema(table).large:
            continue
        frame = _about(store.table(table), store.schema(table), finding.about, span)
        rows = [row for row in frame.to_dicts() if cited & {*str(row.get("source_id") or "").split()}]
        if rows:
            found.append(Input(table=table, rows=tuple(rows)))
    return tuple(found)


def _about(
    frame: pl.DataFrame, schema: Schema, states: Sequence[str], span: tuple[date, date]
) -> pl.DataFrame:
    """Rows about these states in a span; all rows of a table that is about no state."""
    import polars as pl

    columns = list(schema.coverage.get("states", ()))
    if not columns:
        return frame
    period = schema.coverage.get("period")
    if period and frame.schema[period] == pl.Date:
        frame = frame.filter(pl.col(period).is_between(date(span[0].year, 1, 1), span[1]))
    if not states:
        return frame
    inside = [pl.col(name).is_in([*states, *AGGREGATES]) for name in columns]
    named = [pl.col(name).is_in(list(states)) for name in columns]
    return frame.filter(pl.all_horizontal(inside) & pl.any_horizontal(named))


def uses(name: str) -> tuple[Use, ...]:
    """Everything that uses a measure: questions, claims, the reading of articles, judgements of the endgame, documents."""
    return (*_questions(name), *_claims(name), *_reading(name), *_judgements(name), *_documents(name))


def _questions(name: str) -> Iterable[Use]:
    for question in questions():
        if any(show.measure == name for show in question.shows):
            yield Use(kind="question", where=question.id, says=question.asks.format(a="A", b="B"))


def _claims(name: str) -> Iterable[Use]:
    from realpolitik.claims import library, load

    for file in library():
        for claim in load(file):
            if claim.measure == name:
                yield Use(
                    kind="claim", where=f"{file}: {claim.id}", says=claim.says, about=tuple(claim.about)
                )


def _reading(name: str) -> Iterable[Use]:
    from realpolitik.claims.reading.lexicon import table

    for relation, entry in table("measures").items():
        if isinstance(entry, Mapping) and name in _strings(entry):
            yield Use(
                kind="reading", where=relation, says=str(entry.get("because") or "statements of an article")
            )


def _judgements(name: str) -> Iterable[Use]:
    from realpolitik.endgame.files import load

    for code, actor in load().actors.items():
        for slug, criterion in actor.criteria.items():
            measured = [
                *(criterion.stakes or {}).values(),
                *([criterion.exposure] if criterion.exposure else []),
            ]
            for one in measured:
                if one.measure == name:
                    yield Use(kind="judgement", where=f"{code}: {slug}", says=criterion.says, about=one.about)


def _documents(name: str) -> Iterable[Use]:
    whole = re.compile(rf"(?<![\w.]){re.escape(name)}(?!\w)")
    for path in sorted(DOCUMENTS.glob("*/*.md")):
        lines = path.read_text(encoding="utf-8").splitlines()
        places = [number for number, text in enumerate(lines, 1) if whole.search(text)]
        if places:
            said = f"line{'s' if len(places) > 1 else ''} {', '.join(map(str, places))}"
            yield Use(kind="document", where=str(path.relative_to(DOCUMENTS.parent)), says=said)


def _strings(value: Any) -> set[str]:
    """Every text within an entry, however deep."""
    if isinstance(value, Mapping):
        return {text for one in value.values() for text in _strings(one)}
    if isinstance(value, list | tuple):
        return {text for one in value for text in _strings(one)}
    return {value} if isinstance(value, str) else set()


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in row.items()}
