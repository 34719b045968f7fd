"""A claim meets its figure: supported, contradicted, mixed, or not measurable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from realpolitik.claims.apply import Outcome, apply_test
from realpolitik.claims.doubts import doubted
from realpolitik.claims.evidence.data import data_key
from realpolitik.claims.evidence.grammar import decided, error_of, in_words, last_used
from realpolitik.claims.evidence.kinds import evidence_of, widened
from realpolitik.claims.evidence.reference import Reference, reference_of
from realpolitik.claims.files import load
from realpolitik.claims.kinds import Change, HighestSoFar, Pick, Test, ends
from realpolitik.claims.model import Claim, Verdict, Verdicts
from realpolitik.errors import CoverageError, UnknownNameError
from realpolitik.findings import Finding, parse_date
from realpolitik.measures import registry
from realpolitik.store import Store


class Fetch(Protocol):
    """Runs a measure: `registry.run` bound to a store, one that keeps what it found, or a stand-in."""

    def __call__(
        self, name: str, *about: str, start: str | None, end: str | None, **options: Any
    ) -> Finding: ...


def asking(store: Store) -> Fetch:
    """Measures on the tables of a store, each run once for the same question: what a text says twice is asked once."""
    known: dict[str, Finding] = {}

    def fetch(name: str, *about: str, start: str | None, end: str | None, **options: Any) -> Finding:
        key = repr((name, about, start, end, sorted(options.items())))
        if key not in known:
            known[key] = registry.run(name, *about, start=start, end=end, store=store, **options)
        return known[key]

    return fetch


def judge(claim: Claim, store: Store | None = None, fetch: Fetch | None = None) -> Verdict:
    """Judge a claim by its measure on the tables of `store`.

    The test is applied to every value of the interval: supported if all pass, contradicted if none does,
    mixed if some do. A figure that cannot be had is `not measurable`, never a pass.

    Parameters
    ----------
    claim
        What is said, from `load` or made in place.
    store
        Where tables come from; the user's store over the embedded tables where left out.
    fetch
        Who runs measures on those tables, such as one that keeps what it found; each is run anew where left out.

    Returns
    -------
    The verdict, with the finding it rests on, the margin, and what would overturn it.

    Raises
    ------
    UnknownStateError, OptionError, UnknownNameError
        The claim names a state or an option that does not exist, or rows it does not tell apart. These are
        mistakes in the claim; that the data do not cover it is not, and gives `not measurable`.

    Examples
    --------
    >>> from realpolitik.claims import Claim
    >>> claim = Claim(id="plan", says="The plan cannot work.", by="a scholar", question="what-is-said",
    ...               kind="opinion", needs="a forecast that only the war's end can test")
    >>> judge(claim).status
    'not measurable'
    """
    if claim.kind != "measured":
        return _unmeasured(claim)
    tables = store or Store()
    return judge_by(claim, fetch or asking(tables), data=data_key(claim, tables))


def judge_all(file: str | Path = "radchenko2024", *, store: Store | None = None) -> Verdicts:
    """Judge every claim of a file, by path or by the name of one that comes with the program."""
    tables = store or Store()
    return Verdicts(file=str(file), verdicts=tuple(judge(claim, tables) for claim in load(file)))


def judge_by(claim: Claim, fetch: Fetch, *, data: str = "") -> Verdict:
    """Judge a measured claim by the findings that `fetch` returns; `data` is the hash of what they are made of, where known."""
    if claim.test is None or claim.measure is None:
        return _unmeasured(claim)
    window = _window(claim, claim.test)

    def find(pick: Pick) -> Finding:
        start, end = ends(pick.at) if pick.at and ".." in pick.at else window
        about = pick.about if pick.about is not None else claim.about
        # the claim's own options belong to its own measure
        options = {**(claim.options if pick.measure in (None, claim.measure) else {}), **pick.options}
        found = fetch(pick.measure or str(claim.measure), *about, start=start, end=end, **options)
        return without_sources(found, claim.refuses)

    moves = isinstance(claim.test, Change | HighestSoFar)
    cached = _Remembered(find, change=moves, own_word=claim.own_word)
    try:
        outcome = apply_test(claim.test, cached)
    except CoverageError as error:
        return Verdict(
            claim=claim,
            status="not measurable",
            why=f"Not measurable: {error}",
            words="not measurable",
            finding=cached.first,
        )
    except UnknownNameError as error:
        if error.kind != "measure":
            raise
        return Verdict(
            claim=claim,
            status="not measurable",
            why=f"Not measurable yet: {error}",
            words="not measurable yet",
        )
    return _verdict(claim, cached.first, outcome, reference_of(claim.id, claim.tested, data))


def _unmeasured(claim: Claim) -> Verdict:
    lead = "Not measurable yet: needs" if claim.kind == "needs" else "An opinion that no figure tests:"
    return Verdict(
        claim=claim,
        status="not measurable",
        why=f"{lead} {claim.needs}",
        words="not measurable yet" if claim.kind == "needs" else "an opinion",
    )


def _verdict(claim: Claim, finding: Finding | None, outcome: Outcome, reference: Reference | None) -> Verdict:
    kind = evidence_of(str(claim.measure))
    status = doubted(claim, finding, decided(claim, outcome.status, reference))
    return Verdict(
        claim=claim,
        status=status,
        evidence=kind,
        words=in_words(claim, status, outcome, kind, reference),
        error=error_of(finding),
        passing=outcome.passing,
        reference=reference,
        as_of=last_used(claim, finding),
        finding=finding,
        figure=outcome.figure,
        margin=outcome.margin,
        margin_in_words=outcome.margin_in_words,
        overturn=outcome.overturn,
        overturned_by=outcome.overturned_by,
        why=outcome.why,
    )


def _window(claim: Claim, test: Test) -> tuple[str | None, str | None]:
    """The span the measure reads: the claim's own, else from the first to the last period of its test.

    A record is judged over everything earlier, and an absence over everything later.
    """
    named = [pick.at for pick in test.picks()]
    if claim.start or claim.end or not named or None in named:
        return claim.start, claim.end
    periods = [end for at in named if at is not None for end in ends(at)]
    last = max(periods, key=lambda at: parse_date(at, last=True))
    return (None if isinstance(test, HighestSoFar) else min(periods, key=parse_date)), last


def without_sources(finding: Finding, refused: tuple[str, ...]) -> Finding:
    """The finding without the rows that rest on a source of the speaker: nobody is a witness in his own case."""
    if not refused:
        return finding
    rows = tuple(row for row in finding.rows if not set(refused) & set(str(row.get("source") or "").split()))
    sources = tuple(source for source in finding.sources if source.id not in refused)
    return replace(finding, rows=rows, sources=sources)


@dataclass(slots=True)
class _Remembered:
    """Findings by what was asked for, so that two figures of one cost one run; `first` is the main one, as it was found.

    What a test sees has an interval for every figure: its own, or the spread of its kind.
    """

    find: Callable[[Pick], Finding]
    change: bool
    own_word: bool
    seen: dict[str, Finding]
    first: Finding | None

    def __init__(self, find: Callable[[Pick], Finding], *, change: bool, own_word: bool = False) -> None:
        self.find, self.change, self.own_word = find, change, own_word
        self.seen, self.first = {}, None

    def __call__(self, pick: Pick) -> Finding:
        span = pick.at if pick.at and ".." in pick.at else None
        key = repr((span, pick.measure, pick.about, sorted(pick.options.items())))
        if key not in self.seen:
            found = self.find(pick)
            self.first = self.first or found
            self.seen[key] = found if self.own_word else widened(found, change=self.change)
        return self.seen[key]
