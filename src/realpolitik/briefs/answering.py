"""What a brief asks of two states, in parts that can be answered in any order and in any process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from realpolitik.briefs.conditions import CONDITIONS
from realpolitik.briefs.model import Gap, Ruling
from realpolitik.briefs.questions import OTHER, Question, Show
from realpolitik.errors import CoverageError, OptionError
from realpolitik.findings import Finding, Window
from realpolitik.states.wording import called

if TYPE_CHECKING:
    from realpolitik.claims import Claim
    from realpolitik.states import State
    from realpolitik.store import Store

OnProgress = Callable[[str], None]


def quiet(_: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who is asked about, when, and what.

    Attributes
    ----------
    pair
        The two states, or a bloc among them.
    window
        The days to look at.
    shock
        The day that divides before and after; None for that of each measure.
    questions
        All questions, also those that do not apply to the pair.
    """

    pair: tuple[State, State]
    window: Window
    shock: str | None
    questions: tuple[Question, ...]

    def states(self, roles: Iterable[str]) -> list[State]:
        by_role = dict(zip("ab", self.pair, strict=True))
        return [by_role[role] for role in roles]

    def words(self, question: Question) -> str:
        """The question with the names of the states; in the past tense for a pair of which one has ended."""
        text = question.past if question.past and past(self.pair) else question.asks
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One question, and the claims that belong to it."""

    question: Question
    claims: tuple[Claim, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What the measures of a question found, and how its claims fared.

    Attributes
    ----------
    leads, others
        Findings that answer the question, and those that support them.
    gaps
        What no figure was found for.
    verdicts
        One a claim, in their order.
    """

    leads: tuple[Finding, ...]
    others: tuple[Finding, ...]
    gaps: tuple[Gap, ...]
    verdicts: tuple[Ruling, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, those that lead first."""
        return (*self.leads, *self.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A brief to be made: who is asked about, and the parts, each of which depends on no other."""

    asked: Asked
    parts: tuple[Part, ...]

    def answer(self, place: int, *, store: Store, on_progress: OnProgress = quiet) -> Answered:
        """Measure what one part asks, and judge its claims."""
        part, run = self.parts[place], _Run(self.asked, store, on_progress)
        return run.answered(part)


def parts(asked: Asked, claims: Sequence[Claim]) -> tuple[Part, ...]:
    """The questions that apply, each with its claims; claims of no such question come last, under `OTHER`."""
    homes = [home(claim, asked.questions) for claim in claims]
    reached = [question for question in asked.questions if asked.reaches(question)]
    rest = tuple(
        claim
        for claim, own in zip(claims, homes, strict=True)
        if not any(own is question for question in reached)
    )
    found = [
        Part(
            question=question,
            claims=tuple(claim for claim, own in zip(claims, homes, strict=True) if own is question),
        )
        for question in reached
    ]
    return (*found, Part(question=OTHER, claims=rest)) if rest else tuple(found)


def past(pair: tuple[State, State]) -> bool:
    """Whether one of the two states has ended: then the brief is history."""
    return any(state.end is not None for state in pair)


@dataclass(frozen=True, slots=True)
class _Run:
    """One part being answered."""

    asked: Asked
    store: Store
    on_progress: OnProgress

    def answered(self, part: Part) -> Answered:
        leads: list[Finding] = []
        others: list[Finding] = []
        gaps: list[Gap] = []
        instead: list[Finding] = []
        reached = [show for show in part.question.shows if self.asked.reaches(show)]
        for show in sorted(reached, key=lambda show: show.lacking):
            if self.asked.refuses(show) or (show.lacking and (leads or instead)):
                continue
            found = self._measured(show, part.question)
            if isinstance(found, Gap):
                gaps.append(found)
            else:
                (leads if show.lead else others).append(found)
                instead += [found] if show.instead else []
        if not leads:
            leads, others = instead, [one for one in others if one not in instead]
        return Answered(
            leads=tuple(leads),
            others=tuple(others),
            gaps=(*gaps, *_lacking(part.question, self.asked)),
            verdicts=tuple(map(self._judged, part.claims)),
        )

    def _measured(self, show: Show, question: Question) -> Finding | Gap:
        from realpolitik.measures import get

        states = self.asked.states(show.about)
        codes = tuple(state.code for state in states)
        self.on_progress(f"{show.measure} {' '.join(codes)}")
        chosen = get(show.measure)
        options: dict[str, Any] = dict(show.options)
        if self.asked.shock and "shock" in chosen.options:
            options["shock"] = self.asked.shock
        why = f"The tables hold no figure for {' and '.join(codes)}."
        remedy = ""
        try:
            finding = chosen(self.store, states, self.asked.window, **options)
            if any(row.get("value") is not None for row in finding.rows):
                return finding
        except CoverageError as error:
            why, remedy = error.what, error.remedy
        return Gap(
            measure=show.measure,
            about=codes,
            why=why,
            remedy=remedy or _supply(question.supply),
            lead=show.lead,
        )

    def _judged(self, claim: Claim) -> Ruling:
        from realpolitik.claims import Verdict, judge

        self.on_progress(f"claim {claim.id}")
        try:
            return judge(claim, self.store)
        except OptionError as error:  # it does not tell rows apart, in a table that has grown since
            return Verdict(claim=claim, status="not measurable", why=f"Not judged: {error}")


def _lacking(question: Question, asked: Asked) -> list[Gap]:
    """What belongs to a question and no measure has, with who has it."""
    codes = tuple(state.code for state in asked.states(("a", "b"))) if question.lacks else ()
    return [
        Gap(
            measure=what,
            about=codes,
            why=f"{what[0].upper()}{what[1:]} are not covered.",
            remedy=" ".join(who.split()),
        )
        for what, who in question.lacks.items()
    ]


def _supply(names: Sequence[str]) -> str:
    """Which public datasets would fill a gap, where they are, and how to get them."""
    if not names:
        return "No public dataset that this program reads would supply it."
    from realpolitik.sources import datasets

    known = datasets()
    found = [known[name] for name in names if name in known]
    said = "; or ".join(f"{s.publisher}, {s.title} ({s.address}): `realpolitik fetch {s.id}`" for s in found)
    return f"It would be supplied by {said}." if said else ""


def bundled(pair: tuple[State, State]) -> list[Claim]:
    """Claims of the bundled files about this pair and no third state.

    Of a file that is on this pair above all, also the claims that name one of the two, or none (opinions, and what cannot be
    measured yet), unless one of the two has ended: these are about the present.
    """
    from realpolitik.claims import library, load

    codes = {state.code for state in pair}
    found: list[Claim] = []
    for name in library():
        claims = load(name)
        pairs = Counter(frozenset(claim.about) for claim in claims if len(set(claim.about)) == len(codes))
        subject = max(pairs, key=lambda both: pairs[both], default=frozenset()) == codes and not past(pair)
        found += [
            claim
            for claim in claims
            if set(claim.about) == codes or (subject and (not claim.about or codes & set(claim.about)))
        ]
    return found


def home(claim: Claim, asked: Sequence[Question]) -> Question | None:
    """The question a claim names, or the first that takes its measure."""
    named = getattr(claim, "question", "")
    for question in asked:
        if question.id == named:
            return question
    measure = getattr(claim, "measure", "") or ""
    return next((question for question in asked if question.takes(measure)), None)
