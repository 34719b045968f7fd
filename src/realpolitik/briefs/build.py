"""Ask every question about two states: run its measures, judge its claims, say what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from realpolitik.briefs.conditions import CONDITIONS
from realpolitik.briefs.model import WAITING, Brief, Gap, Ruling, Section, status, tally
from realpolitik.briefs.questions import BLOCS, OTHER, Question, Show, known
from realpolitik.briefs.questions import questions as built_in_questions
from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Finding, Window, parse_date
from realpolitik.states.wording import called
from realpolitik.wording.sentences import opening

if TYPE_CHECKING:
    from realpolitik.briefs.judging.judge import Judgement
    from realpolitik.claims import Claim
    from realpolitik.states import State
    from realpolitik.store import Store

OnProgress = Callable[[str], None]
Made = Callable[["Finding", bool], None]
SINCE = date(2013, 1, 1)
"""Where a brief begins unless told otherwise: nine years before the invasion, one before the annexation."""
_UNANSWERED = "Not answered: the tables hold nothing on this question for these two states and years."


def build(
    a: str,
    b: str,
    *,
    window: Window | None = None,
    store: Store | None = None,
    claims: Sequence[Claim] | None = None,
    questions: Sequence[Question] | None = None,
    shock: str | None = None,
    on_progress: OnProgress | None = None,
    shown: Made | None = None,
) -> Brief:
    """Answer the questions about two states.

    Parameters
    ----------
    a, b
        The states, by any usual name or code; both must have lived within the window. Or a bloc, such as the EU: measures that take
        none are named as gaps.
    window
        The days to look at. Where left out or open at both ends: from 2013 on, or, for states that had ended
        by then, all that the tables cover.
    store
        Where tables come from; the user's store over the embedded tables where left out.
    claims
        Statements to judge; those of the bundled files on this pair where left out.
    questions
        What to ask (`questions.with_own` reads a file); the program's own where left out.
    shock
        The day that divides before and after, for the measures that take one.
    on_progress
        Called with the name of each measure before it runs (for a progress bar).
    shown
        Called with each finding that will be shown, and whether it leads its section (to draw it at once).

    Returns
    -------
    A brief with a section a question, also for a pair without data: then the sections name what is missing.

    Raises
    ------
    UnknownStateError
        A state has no such name, or did not live within the window.
    OptionError
        The two states are the same, or `shock` is no date.
    UnknownNameError
        A claim names a question that is not asked.
    """
    from realpolitik.measures.registry import is_bloc, state_or_bloc
    from realpolitik.store import Store

    window = window or Window()
    pair = (state_or_bloc(a, window), state_or_bloc(b, window))
    if window == Window() and all(state.end is None or state.end > SINCE for state in pair):
        window = Window(start=SINCE)
    if pair[0].code == pair[1].code:
        raise OptionError(f"a brief is about two states; {a!r} and {b!r} are both {pair[0].name}")
    if shock:
        parse_date(shock)
    asked = _Asked(
        pair=pair,
        window=window,
        store=store or Store(),
        shock=shock,
        on_progress=on_progress or _quiet,
        made=shown or _idle,
        questions=tuple(questions or built_in_questions()),
    )
    if claims is not None:
        known(claims, asked.questions, file="the claims given")
    # Figures first: their charts are drawn beside the judging.
    measured = [
        (question, _measured(question, asked)) for question in asked.questions if asked.reaches(question)
    ]
    judged = _judge(asked, claims)
    made = [
        _compose(
            question,
            asked,
            verdicts=[one for one in judged if _home(one, asked.questions) is question],
            **found,
        )
        for question, found in measured
    ]
    blocs = any(map(is_bloc, pair))
    sections = [
        section
        for section in made
        if section.verdicts or (section.leads if blocs else section.question.shows)
    ]
    if blocs:
        sections.append(_refused(asked))
    placed = {id(one) for section in sections for one in section.verdicts}
    if rest := [one for one in judged if id(one) not in placed]:
        sections.append(_compose(OTHER, asked, verdicts=rest))
    return Brief(
        about=(pair[0].code, pair[1].code),
        names=(pair[0].name, pair[1].name),
        window=window,
        sections=tuple(sections),
        judgements=_judgements(asked, [one for section in sections for one in section.findings]),
    )


def _refused(asked: _Asked) -> Section:
    """The measures that take no bloc, by name, and what is not covered of those that do."""
    from realpolitik.measures.registry import is_bloc

    names = [
        show.measure
        for question in asked.questions
        if asked.reaches(question)
        for show in question.shows
        if asked.reaches(show) and asked.refuses(show)
    ]
    bloc = next(state for state in asked.pair if is_bloc(state))
    listed = ", ".join(dict.fromkeys(names))
    said = f"{opening(called(bloc.code))} is a bloc, and these measures take states alone: {listed}. Ask for one of its members."
    return Section(question=BLOCS, asks=asked.words(BLOCS), answer=said, leads=0)


def _judgements(asked: _Asked, findings: Sequence[Finding]) -> tuple[Judgement, ...]:
    from realpolitik.briefs.judging.facts import gather
    from realpolitik.briefs.judging.judge import judgements
    from realpolitik.measures.shock import SHOCK, event

    about = (asked.pair[0].code, asked.pair[1].code)
    day = parse_date(asked.shock or SHOCK)
    return judgements(gather(about, findings, shock=day, event=event(day, about)), past=_past(asked.pair))


class _Asked:
    """What all sections share."""

    __slots__ = ("made", "on_progress", "pair", "questions", "shock", "store", "window")

    def __init__(
        self,
        *,
        pair: tuple[State, State],
        window: Window,
        store: Store,
        shock: str | None,
        on_progress: OnProgress,
        made: Made,
        questions: tuple[Question, ...],
    ) -> None:
        self.pair, self.window, self.store, self.shock, self.on_progress = (
            pair,
            window,
            store,
            shock,
            on_progress,
        )
        self.made = made
        self.questions = questions

    def states(self, roles: Iterable[str]) -> list[State]:
        by_role = dict(zip("ab", self.pair, strict=True))
        return [by_role[role] for role in roles]

    def words(self, question: Question) -> str:
        """The question with the names of the states; in the past tense for a pair of which one has ended."""
        text = question.past if question.past and _past(self.pair) else question.asks
        return text.format(a=called(self.pair[0].code), b=called(self.pair[1].code))

    def refuses(self, show: Show) -> bool:
        """Whether one of its sides is a bloc, and the measure takes states alone."""
        from realpolitik.measures import get
        from realpolitik.measures.registry import is_bloc

        return any(map(is_bloc, self.states(show.about))) and not get(show.measure).blocs

    def reaches(self, asked: Question | Show) -> bool:
        """Whether a question or measure applies to the pair, and the window reaches the year that its tables begin with."""
        pair = (self.pair[0].code, self.pair[1].code)
        about = tuple(one.code for one in self.states(asked.about)) if isinstance(asked, Show) else pair
        if not CONDITIONS[asked.applies](pair, about):
            return False
        last = min(
            (day for day in (self.window.end, *(state.end for state in self.pair)) if day), default=None
        )
        return last is None or last.year >= asked.since


def _past(pair: tuple[State, State]) -> bool:
    """Whether one of the two states has ended: then the brief is history."""
    return any(state.end is not None for state in pair)


def _quiet(_: str) -> None:
    """Tell nobody."""


def _idle(_: Finding, __: bool) -> None:
    """Do nothing with a finding."""


def _measured(question: Question, asked: _Asked) -> dict[str, list[Any]]:
    """What the measures of a question find: `leads`, `others`, and `gaps`."""
    leads: list[Finding] = []
    others: list[Finding] = []
    gaps: list[Gap] = []
    instead: list[Finding] = []
    reached = [show for show in question.shows if asked.reaches(show)]
    for show in sorted(reached, key=lambda show: show.lacking):
        if asked.refuses(show) or (show.lacking and (leads or instead)):
            continue
        found = _run(show, asked, question)
        if isinstance(found, Gap):
            gaps.append(found)
        else:
            (leads if show.lead else others).append(found)
            instead += [found] if show.instead else []
            asked.made(found, show.lead)
    if not leads:
        leads, others = instead, [one for one in others if one not in instead]
    return {"leads": leads, "others": others, "gaps": gaps}


def _run(show: Show, asked: _Asked, question: Question) -> Finding | Gap:
    from realpolitik.measures import get

    states = asked.states(show.about)
    codes = tuple(state.code for state in states)
    asked.on_progress(f"{show.measure} {' '.join(codes)}")
    chosen = get(show.measure)
    options: dict[str, Any] = dict(show.options)
    if asked.shock and "shock" in chosen.options:
        options["shock"] = asked.shock
    try:
        finding = chosen(asked.store, states, asked.window, **options)
    except CoverageError as error:
        return Gap(
            measure=show.measure,
            about=codes,
            why=error.what,
            remedy=error.remedy or _supply(question.supply),
            lead=show.lead,
        )
    if not any(row.get("value") is not None for row in finding.rows):
        why = f"The tables hold no figure for {' and '.join(codes)}."
        return Gap(
            measure=show.measure, about=codes, why=why, remedy=_supply(question.supply), lead=show.lead
        )
    return finding


def _supply(names: Sequence[str]) -> str:
    """Which public datasets would fill a gap, where they are, and how to get them."""
    if not names:
        return "No public dataset that this program reads would supply it."
    from realpolitik.sources import datasets

    known = datasets()
    found = [known[name] for name in names if name in known]
    said = "; or ".join(f"{s.publisher}, {s.title} ({s.address}): `realpolitik fetch {s.id}`" for s in found)
    return f"It would be supplied by {said}." if said else ""


def _judge(asked: _Asked, claims: Sequence[Claim] | None) -> list[Ruling]:
    from realpolitik.claims import Verdict, judge

    judged: list[Ruling] = []
    for claim in _library(asked.pair) if claims is None else claims:
        asked.on_progress(f"claim {claim.id}")
        try:
            judged.append(judge(claim, asked.store))
        except OptionError as error:  # it does not tell rows apart, in a table that has grown since
            judged.append(Verdict(claim=claim, status="not measurable", why=f"Not judged: {error}"))
    return judged


def _library(pair: tuple[State, State]) -> list[Claim]:
    """Claims of the bundled files on this pair: files that have a claim about both states, and about no
    third one.

    Of such a file, the claims that name one of the two, or none (opinions, and what cannot be measured yet). A pair of which
    one has ended gets those that name both and nobody else: the others are about the present.
    """
    from realpolitik.claims import library, load

    codes = {state.code for state in pair}
    found: list[Claim] = []
    for name in library():
        claims = load(name)
        if any(set(claim.about) == codes for claim in claims):
            found += [
                claim
                for claim in claims
                if set(claim.about) == codes
                or (not _past(pair) and (not claim.about or codes & set(claim.about)))
            ]
    return found


def _home(verdict: Ruling, asked: Sequence[Question]) -> Question | None:
    """The question a claim names, or the first that takes its measure."""
    claim = verdict.claim
    named = getattr(claim, "question", "")
    for question in asked:
        if question.id == named:
            return question
    measure = getattr(claim, "measure", "") or ""
    return next((question for question in asked if question.takes(measure)), None)


def _compose(
    question: Question,
    asked: _Asked,
    *,
    verdicts: Sequence[Ruling],
    leads: Sequence[Finding] = (),
    others: Sequence[Finding] = (),
    gaps: Sequence[Gap] = (),
) -> Section:
    return Section(
        question=question,
        asks=asked.words(question),
        answer=answer([finding.says for finding in leads], verdicts, [gap.why for gap in gaps if gap.lead]),
        findings=(*leads, *others),
        leads=len(leads),
        verdicts=tuple(verdicts),
        gaps=tuple(gaps),
    )


NAMED = 3
"""So many statements are named where no figure answers a question."""


def answer(said: Sequence[str], verdicts: Sequence[Ruling] = (), missing: Sequence[str] = ()) -> str:
    """The answer in sentences: what the leading findings say, which statements do not hold, and, without a finding, what is missing.

    Examples
    --------
    >>> answer(["Trade rose to 240 billion dollars."])
    'Trade rose to 240 billion dollars.'
    >>> answer([], (), ["the ledger has nothing on Fiji."])
    'Not covered: the ledger has nothing on Fiji.'
    >>> answer([])
    'Not answered: the tables hold nothing on this question for these two states and years.'
    """
    parts = [one if one.endswith((".", "!", "?")) else f"{one}." for one in dict.fromkeys(said)]
    if not parts and missing:
        why = missing[0] if missing[0].endswith(".") else f"{missing[0]}."
        parts.append(f"Not covered: {why}")
    for fared in ("contradicted", "mixed"):
        named = [one.claim.says.rstrip(".") for one in verdicts if status(one) == fared]
        if named:
            listed = "; ".join(f"“{one}”" for one in named)
            parts.append(f"{fared.capitalize()}: {listed}.")
    if parts:
        return " ".join(parts)
    counts = tally(verdicts)
    if supported := [one.claim.says.rstrip(".") for one in verdicts if status(one) == "supported"]:
        rest = f" and {len(supported) - NAMED} more" if len(supported) > NAMED else ""
        return f"Supported: {'; '.join(f'“{one}”' for one in supported[:NAMED])}{rest}."
    if waiting := counts.get(WAITING, 0):
        several = f"{waiting} statements wait" if waiting > 1 else "one statement waits"
        return f"Not answered yet: {several} for a measure or for figures."
    return _UNANSWERED
