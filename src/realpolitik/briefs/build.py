"""Ask every question about two states: run its measures, judge its claims, say what is missing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING

from realpolitik.briefs.answering import Answered, Asked, OnProgress, Task, bundled, parts, past, quiet
from realpolitik.briefs.model import WAITING, Brief, Ruling, Section, status, tally
from realpolitik.briefs.questions import BLOCS, OTHER, Question, known
from realpolitik.briefs.questions import questions as built_in_questions
from realpolitik.errors import OptionError
from realpolitik.findings import Finding, Window, parse_date
from realpolitik.states.wording import called
from realpolitik.wording.numbers import number_of
from realpolitik.wording.sentences import opening

if TYPE_CHECKING:
    from realpolitik.briefs.beside import Beside
    from realpolitik.briefs.judging.judge import Judgement
    from realpolitik.claims import Claim
    from realpolitik.store import Store

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
    beside: Beside | None = None,
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
    beside
        A second process to share the questions with; not used where a store is given, which it does not have.

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
    asked = Asked(pair=pair, window=window, shock=shock, questions=tuple(questions or built_in_questions()))
    if claims is not None:
        known(claims, asked.questions, file="the claims given")
    task = Task(asked=asked, parts=parts(asked, bundled(pair) if claims is None else claims))
    tables, shown = store or Store(), shown or _idle

    def part(place: int) -> Answered:
        answered = task.answer(place, store=tables, on_progress=on_progress or quiet)
        for number, finding in enumerate(answered.findings):
            shown(finding, number < len(answered.leads))
        return answered

    numbers = range(len(task.parts))
    answers = beside.share(task, part) if beside and store is None else [part(place) for place in numbers]
    made = [_compose(one.question, asked, found) for one, found in zip(task.parts, answers, strict=True)]
    blocs = any(map(is_bloc, pair))
    sections = [
        section
        for section in made
        if section.verdicts or (section.leads if blocs else section.question.shows)
    ]
    if blocs:
        sections.insert(len(sections) - (bool(made) and made[-1].question is OTHER), _refused(asked))
    return Brief(
        about=(pair[0].code, pair[1].code),
        names=(pair[0].name, pair[1].name),
        window=window,
        sections=tuple(sections),
        judgements=_judgements(asked, [one for section in sections for one in section.findings]),
    )


def _refused(asked: Asked) -> Section:
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


def _judgements(asked: Asked, findings: Sequence[Finding]) -> tuple[Judgement, ...]:
    from realpolitik.briefs.judging.facts import gather
    from realpolitik.briefs.judging.judge import judgements
    from realpolitik.measures.registering.shock import SHOCK, event

    about = (asked.pair[0].code, asked.pair[1].code)
    day = parse_date(asked.shock or SHOCK)
    return judgements(gather(about, findings, shock=day, event=event(day, about)), past=past(asked.pair))


def _idle(_: Finding, __: bool) -> None:
    """Do nothing with a finding."""


def _compose(question: Question, asked: Asked, found: Answered) -> Section:
    said = [finding.says for finding in found.leads]
    return Section(
        question=question,
        asks=asked.words(question),
        answer=answer(said, found.verdicts, [gap.why for gap in found.gaps if gap.lead]),
        findings=found.findings,
        leads=len(found.leads),
        verdicts=found.verdicts,
        gaps=found.gaps,
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
        several = f"{number_of(waiting, 'statements')} wait" if waiting > 1 else "one statement waits"
        return f"Not answered yet: {several} for a measure or for figures."
    return _UNANSWERED
