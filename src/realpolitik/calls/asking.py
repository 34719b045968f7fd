"""Calls that answer in sentences: brief, check."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from realpolitik.findings import Day, Window

if TYPE_CHECKING:
    from realpolitik.briefs import Brief, Question
    from realpolitik.briefs.beside import Beside
    from realpolitik.briefs.watch import Watched
    from realpolitik.claims import Claim
    from realpolitik.claims.reading import Article, Report
    from realpolitik.store import Store

LONGEST_PATH = 400
"""Characters of what may be the name of a file."""


def brief(
    a: str,
    b: str,
    *,
    start: Day | None = None,
    end: Day | None = None,
    shock: Day | None = None,
    store: Store | None = None,
    claims: Sequence[Claim] | str | Path | None = None,
    questions: Sequence[Question] | str | Path | None = None,
    since: Mapping[str, Any] | str | Path | None = None,
    on_progress: Callable[[str], None] | None = None,
    on_finding: Callable[[Any, bool], None] | None = None,
    beside: Beside | None = None,
) -> Brief:
    """Answer the questions about two states.

    Parameters
    ----------
    a, b
        The states, by any usual name or code; both must have lived within the period. Or a bloc, such as the EU.
    start, end
        2021, 2021-03 or 2021-03-05. Where both are left out: from 2013 on, or, for states that had ended by then, all that
        the tables cover.
    shock
        The day that divides before and after.
    store
        Where tables come from; the user's store over the embedded tables where left out.
    claims
        Statements to judge, a file of them, or the name of a bundled one; the bundled ones on this pair where left out. Each names a
        question that is asked.
    questions
        Questions to ask, or a file of one's own, asked after the program's; the program's own where left out.
    since
        An older brief on the same pair, as its record or a JSON file: `changes` of the answer says what changed since.
    on_progress
        Called with the name of each measure before it runs.
    on_finding
        Called with each finding that will be shown, and whether it leads its section.
    beside
        A second process to share the work with, as the command line does (`realpolitik.briefs.beside`); only with the user's own store.

    Returns
    -------
    Key judgements, then a section a question; `realpolitik.briefs.write` makes a page of it.

    Raises
    ------
    UnknownStateError
        A state has no such name, or did not live within the period.
    OptionError
        The two states are the same, or a date is none; or the older brief is on other states, or of another window.
    UnknownNameError
        A claim names a question that is not asked.
    FileFormatError
        A file of questions, claims or an older brief cannot be read as one.
    """
    from realpolitik.briefs import build, changes
    from realpolitik.briefs.questions import known, with_own
    from realpolitik.briefs.questions import questions as built_in_questions
    from realpolitik.briefs.since import since as changes_since
    from realpolitik.claims import load

    older = changes.read(Path(since)) if isinstance(since, str | Path) else since
    asked = with_own(Path(questions)) if isinstance(questions, str | Path) else questions
    stated = load(claims) if isinstance(claims, str | Path) else claims
    if isinstance(claims, str | Path):
        known(stated or (), asked or built_in_questions(), file=str(claims))
    made = build(
        a,
        b,
        window=Window.parse(start, end),
        store=store,
        claims=stated,
        questions=asked,
        shock=None if shock is None else str(shock),
        on_progress=on_progress,
        shown=on_finding,
        beside=beside,
    )
    if older is None:
        return made
    return changes_since(
        made,
        older,
        against=Path(since).name
        if isinstance(since, str | Path) and Path(since).is_file()
        else "the older brief",
    )


def watch(file: str | Path, *, store: Store | None = None) -> tuple[Watched, ...]:
    """Which conditions of a file hold now.

    Parameters
    ----------
    file
        YAML with `figures`, each a measure under a short name, and `watch`, a list of conditions on them (`briefs.watch`).
    store
        Where tables come from; the user's store over the embedded tables where left out.

    Raises
    ------
    FileFormatError, UnknownNameError, UnknownStateError, OptionError
        The file is none, or names what there is not.
    """
    from realpolitik.briefs.watch import check as check_conditions
    from realpolitik.briefs.watch import load
    from realpolitik.store import Store

    return check_conditions(load(Path(file)), store or Store())


def check(
    article: str | Path | Article,
    *,
    date: Day | None = None,
    reader: str = "grammar",
    store: Store | None = None,
    on_progress: Callable[[str], None] | None = None,
) -> Report:
    """Read an article, and judge each claim in it by the figures.

    Parameters
    ----------
    article
        Its text, or the path of a file: text, Markdown, HTML, text taken out of a PDF, or a PDF (extra `articles`).
    date
        When it was published: 2024-04-20, 2024-04 or 2024. Without it the text is searched.
    reader
        Who finds the claims: the bundled grammar, a language model (`model`, see the guide), or an installed reader by name.
    store
        Where tables come from; the user's store over the embedded tables where left out.
    on_progress
        Called with what is being done.

    Raises
    ------
    FileFormatError
        There is no such file, or it is no text.

    Examples
    --------
    >>> check("Trade between China and Russia hit a record $240 billion in 2023.", date="2024-04-20").tally
    {'supported': 2}
    """
    from realpolitik.claims.reading import check as check_article
    from realpolitik.claims.reading.readers import reader_of

    return check_article(
        _article(article, None if date is None else str(date)),
        reader=reader_of(reader),
        name=reader,
        store=store,
        on_progress=on_progress,
    )


def _article(given: str | Path | Article, published: str | None) -> Article:
    from realpolitik.claims.reading import make_article, open_article

    if isinstance(given, Path) or (isinstance(given, str) and _is_path(given)):
        return open_article(given, published=published)
    return make_article(given, published=published) if isinstance(given, str) else given


def _is_path(text: str) -> bool:
    """Whether a text is the name of a file: one word with an ending, or a file that there is."""
    if len(text) > LONGEST_PATH or "\n" in text:
        return False
    return (" " not in text.strip() and bool(Path(text).suffix[1:])) or Path(text).is_file()
