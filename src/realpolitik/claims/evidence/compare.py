"""Every test on all other pairs that have the data: how many pass, where the pair stands, how the controls fare."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from realpolitik.claims.evidence.data import data_key, states_compared
from realpolitik.claims.evidence.reference import FILE, Reference, fingerprint, read, write
from realpolitik.claims.files import load, said_on
from realpolitik.claims.judge import judge
from realpolitik.claims.model import Claim, Verdict
from realpolitik.errors import RealpolitikError
from realpolitik.findings import parse_date
from realpolitik.states import resolve
from realpolitik.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Fared:
    """How one pair fared under a test: whether it passed, by how much, and on what figures."""

    about: tuple[str, ...]
    passed: bool
    margin: float
    figures: tuple[Any, ...] = ()
    years: tuple[str, str] = ("", "")


def compare(
    file: str | Path,
    *,
    store: Store,
    on_progress: Callable[[str], None] = lambda _: None,
    path: Path = FILE,
) -> list[Reference]:
    """Run every measured claim of a file on all other pairs, and keep what came of it.

    What was computed for the same test on the same data is taken as it is.

    Parameters
    ----------
    file
        A file of claims or the name of a bundled one.
    on_progress
        Called with the name of each claim.
    path
        Where the figures are kept, claim by claim, so that a run that is stopped keeps what it has; those of others stay.

    Returns
    -------
    One record a measured claim.
    """
    claims = [claim for claim in load(file) if claim.kind == "measured"]
    before = {one.claim: one for one in read(path)}
    said = said_on(file)
    found = []
    for claim in claims:
        on_progress(claim.id)
        found.append(compared(claim, store, before.get(claim.id), said=said))
        kept = {**before, **{one.claim: one for one in found}}
        write(list(kept.values()), path)
    return found


def compared(
    claim: Claim, store: Store, before: Reference | None = None, *, said: str | None = None
) -> Reference:
    """How one claim fares on all other pairs that have the data, and on what was on record on the day `said`.

    A state on which the figure does not depend is exchanged in vain: all who stand in its stead have the figure of the pair
    itself. They are no other pairs, and are not counted.
    """
    test, data = fingerprint(claim.tested), data_key(claim, store)
    if before is not None and data and (before.test, before.data) == (test, data):
        return before
    own = judge(claim, store)
    fared: list[Fared] = []
    ignored = []
    for place in dict.fromkeys(claim.about):
        others = [one for other in _in_place_of(place, claim, store) if (one := _fares(other, store))]
        others = [one for one in others if _alike(one, own)]
        if others and _ignored(claim, own, others):
            ignored.append(place)
        else:
            fared += [one for one in others if not _same(one, own)]
    better = sum(one.margin > (own.margin or 0.0) for one in fared)
    same = before is not None and before.test == test
    return Reference(
        claim=claim.id,
        test=test,
        data=data,
        pairs=len(fared),
        passed=sum(one.passed for one in fared),
        rank=better + 1 if own.margin is not None and fared else 0,
        tied=sum(one.margin == own.margin for one in fared),
        ignores=" ".join(ignored),
        controls=_controls(claim, store),
        then=_then(claim, own, store, said),
        registered=before.registered if same and before else date.today().isoformat(),
        known=before.known if same and before else "yes",
    )


def _then(claim: Claim, own: Verdict, store: Store, said: str | None) -> str:
    """The verdict on figures of periods that were over on the day of the statement: what could be known then.

    Prints of a figure that came later count, as far as they are of an earlier period: vintages are not kept for most tables.
    """
    if said is None or not own.as_of or parse_date(own.as_of) <= parse_date(said):
        return ""  # the same figures
    end = said if claim.end is None else min(claim.end, said)
    if claim.start and parse_date(claim.start) > parse_date(said):
        return "not measurable"
    if str(claim.options.get("on", "")) > said:  # asked of a day that had not come
        return "not measurable"
    clipped = claim.model_copy(update={"end": end})
    picks = claim.test.picks() if claim.test else ()
    if any(pick.at and parse_date(pick.at.split("..")[-1]) > parse_date(said) for pick in picks):
        return "not measurable"
    try:
        return judge(clipped, store).status
    except RealpolitikError:
        return "not measurable"


def alternatives(claim: Claim, store: Store) -> Iterator[Claim]:
    """The same claim about every other pair: each of its states in turn gives way to every state of the comparison."""
    for place in dict.fromkeys(claim.about):
        yield from _in_place_of(place, claim, store)


def _in_place_of(place: str, claim: Claim, store: Store) -> Iterator[Claim]:
    """The claim with one of its states exchanged for each state of the comparison."""
    for code in states_compared(store):
        if code not in claim.about:
            yield moved(claim, {place: code})


def moved(claim: Claim, states: Mapping[str, str]) -> Claim:
    """The claim with its states exchanged, wherever a code or a name of one stands in it.

    Examples
    --------
    >>> from realpolitik.claims import load
    >>> claim = next(one for one in load("radchenko2024") if one.id == "trade-2021-level")
    >>> moved(claim, {"RUS": "IND"}).about
    ('CHN', 'IND')
    """
    words = dict(states)
    for old, new in states.items():
        words[resolve(old).name] = resolve(new).name
    given = claim.model_dump(mode="python", by_alias=True)
    for key in ("about", "options", "test"):
        given[key] = _exchanged(given[key], words)
    return Claim.model_validate({**given, "controls": {}})


def _exchanged(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        return words.get(value, value)
    if isinstance(value, Mapping):
        return {key: _exchanged(item, words) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return tuple(_exchanged(item, words) for item in value)
    return value


def _fares(claim: Claim, store: Store) -> Fared | None:
    """How a pair fares; None where it has no figure, or where the states are no pair."""
    if len(set(claim.about)) < len(claim.about):
        return None
    try:
        verdict = judge(bare(claim), store)
    except RealpolitikError:
        return None
    if verdict.status == "not measurable" or verdict.margin is None or verdict.finding is None:
        return None
    return Fared(
        about=claim.about,
        passed=passes(verdict),
        margin=verdict.margin,
        figures=_figures(verdict),
        years=_years(verdict),
    )


def _figures(verdict: Verdict) -> tuple[Any, ...]:
    """What a verdict rests on, without its names: the headline, the figures of the rows, and the margin."""
    found = verdict.finding
    rows = tuple((row["period"], row.get("value")) for row in found.rows) if found else ()
    return (found and found.value, rows, verdict.margin)


def _years(verdict: Verdict) -> tuple[str, str]:
    return (verdict.finding.period.start, verdict.finding.period.end) if verdict.finding else ("", "")


def _alike(one: Fared, own: Verdict) -> bool:
    """Whether a model speaks of the same years for a pair: it knows some pairs in other worlds alone, and their change is no comparison."""
    return own.evidence != "modelled" or one.years == _years(own)


def _ignored(claim: Claim, own: Verdict, others: list[Fared]) -> bool:
    """Whether the test does not look at a state: all who stand in its stead have the figures of the pair itself.

    Where the figure is nothing (no treaty, no vote), all may have the same and be other pairs nonetheless; a test that stands
    for something else and that all pass with nothing is then counted against it.
    """
    if any(one.figures != _figures(own) for one in others):
        return False
    nothing = own.finding is not None and not own.finding.value
    return not (nothing and claim.reading == "proxy")


def _same(one: Fared, own: Verdict) -> bool:
    """Whether a pair has the very figure of the claim's own, told by a margin that is no round number."""
    return one.margin == own.margin and one.margin % 1 != 0


def bare(claim: Claim) -> Claim:
    """The claim as a test alone, whatever it is evidence of."""
    return claim.model_copy(update={"reading": None, "shows": "what it says"})


def passes(verdict: Verdict) -> bool:
    """Whether the verdict on another pair would be "supported": the same test, its error and all."""
    return verdict.status == "supported"


def _controls(claim: Claim, store: Store) -> str:
    """The named controls: what they must do, and what they do."""
    said = []
    for kind, wanted in (("negative", False), ("positive", True)):
        for pair in getattr(claim.controls, kind):
            asked = moved(claim, dict(zip(claim.about, pair, strict=True)))
            fared = _fares(asked, store)
            outcome = "no figure" if fared is None else "passes" if fared.passed else "fails"
            as_it = "" if fared is None else ", as it must" if fared.passed == wanted else ", as it must not"
            said.append(f"{'–'.join(resolve(code).name for code in pair)} {outcome}{as_it}")
    return "; ".join(said)
